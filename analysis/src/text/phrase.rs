//! Words that follow one another: what somebody types, and where it stands.

use super::collocation::WIDEST_SPAN;
use super::corpus::{Corpus, Document, Token, Word, build, normal_form};
use super::denied::{self, Uses};
use super::normalize::lower_case;
use super::tokenizer::Tokenizer;
use super::word_class::ClassId;

/// Between the words of a phrase that is written as one text, as in KH Coder's rules.
pub const JOIN: char = '+';

/// Characters of a phrase that are read: more is no phrase.
const LONGEST: usize = 1_000;

/// A place where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Index in [`Corpus::documents`].
    pub document: u32,
    /// Place of its first token among the tokens of that document.
    pub at: usize,
    /// How many tokens it has, 1 or more.
    pub length: usize,
}

/// The dictionary forms of what somebody typed. Parts between blanks or `+` that are words of the corpus are taken as
/// they are, also with what says where they are meant (理解〜ない, see [`denied`]); what is none is cut into words, so that 相談した is
/// 相談, する, た.
pub fn read(corpus: &Corpus, tokenizer: &Tokenizer, typed: &str) -> Vec<String> {
    let (known, rest) = split(corpus, typed);
    if rest.is_empty() {
        return known.into_iter().flatten().collect();
    }
    let document = |text: String| Document { text, ..Document::default() };
    let cut = build(tokenizer, rest.into_iter().map(document).collect(), &|_| {});
    let lemma = |word: u32| cut.words.get(word as usize).map(|word| word.lemma.clone());
    let mut documents = 0..;
    let lemmas = known.into_iter().flat_map(|known| match known {
        Some(lemma) => vec![lemma],
        None => {
            let tokens = cut.tokens_of(documents.next().unwrap_or_default());
            tokens.iter().filter_map(|token| lemma(token.word)).collect()
        }
    });
    lemmas.collect()
}

/// The same of what is written with `+` between dictionary forms. Needs no dictionary: what is no word of the corpus stands
/// nowhere.
pub fn of_lemmas(corpus: &Corpus, written: &str) -> Vec<String> {
    let (known, rest) = split(corpus, written);
    if rest.is_empty() { known.into_iter().flatten().collect() } else { Vec::new() }
}

/// The parts of a phrase: the words of the corpus that they are, or `None` for those that are none, which come besides.
fn split(corpus: &Corpus, typed: &str) -> (Vec<Option<String>>, Vec<String>) {
    let typed: String = typed.chars().take(LONGEST).collect();
    let normal = |text: &str| normal_form(text.trim(), corpus.convention).text.into_owned();
    let is_between = |c: char| c.is_whitespace() || c == JOIN || c == '＋';
    let lower: Vec<String> = corpus.words.iter().map(|word| lower_case(&word.lemma)).collect();
    if let Some(lemma) = known(corpus, &lower, &normal(&typed)) {
        return (vec![Some(lemma)], Vec::new());
    }
    let parts: Vec<String> = typed.split(is_between).map(normal).filter(|part| !part.is_empty()).collect();
    let forms: Vec<Option<String>> = parts.iter().map(|part| known(corpus, &lower, part)).collect();
    let rest =
        parts.into_iter().zip(&forms).filter(|(_, form)| form.is_none()).map(|(part, _)| part).collect();
    (forms, rest)
}

/// The word of the corpus that is written so, or else the first that differs in case only, with what says where it is meant. `lower`
/// has all of them in lower case.
fn known(corpus: &Corpus, lower: &[String], part: &str) -> Option<String> {
    let (lemma, uses) = denied::read(part);
    let of_lemma = || Some(format!("{}{}", word(corpus, lower, lemma)?, uses.suffix()));
    word(corpus, lower, part).or_else(of_lemma)
}

fn word(corpus: &Corpus, lower: &[String], part: &str) -> Option<String> {
    let small = lower_case(part);
    let exact = corpus.words.iter().position(|word| word.lemma == part);
    let place = exact.or_else(|| lower.iter().position(|own| *own == small))?;
    corpus.words.get(place).map(|word| word.lemma.clone())
}

/// Where words with these dictionary forms follow one another within a text, in the order of the texts; nowhere for no
/// words. With a class the first word is of it; the others are of any. A form may say whether the word is denied (理解〜ない).
pub fn occurrences(corpus: &Corpus, lemmas: &[String], class: Option<ClassId>) -> Vec<Occurrence> {
    let Some((first, rest)) = lemmas.split_first() else { return Vec::new() };
    let first = Step::of(corpus, first, class);
    let rest: Vec<Step> = rest.iter().map(|lemma| Step::of(corpus, lemma, None)).collect();
    let mut found = Vec::new();
    for document in 0..corpus.documents.len() as u32 {
        let tokens = corpus.tokens_of(document);
        for (at, token) in tokens.iter().enumerate() {
            let follows = |(steps, wanted): (usize, &Step)| {
                tokens.get(at + steps).is_some_and(|next| wanted.is_met(next))
            };
            if first.is_met(token) && (1..).zip(&rest).all(follows) {
                found.push(Occurrence { document, at, length: lemmas.len() });
            }
        }
    }
    found
}

/// One word of a phrase.
pub(super) struct Step {
    /// For each of [`Corpus::words`] whether it is meant.
    is_meant: Vec<bool>,
    /// Where it is.
    uses: Uses,
}

impl Step {
    /// A dictionary form that may say where it is meant, of a class or of any.
    pub(super) fn of(corpus: &Corpus, written: &str, class: Option<ClassId>) -> Step {
        let (lemma, uses) = denied::read(written);
        let is_meant = |word: &Word| {
            class.is_none_or(|class| class == word.class) && denied::lemma(&word.lemma) == lemma
        };
        Step { is_meant: corpus.words.iter().map(is_meant).collect(), uses }
    }

    /// Whether the word stands there.
    pub(super) fn is_met(&self, token: &Token) -> bool {
        self.is_meant.get(token.word as usize) == Some(&true) && self.uses.has(token.is_negated)
    }
}

/// The texts in which it stands, ascending.
pub fn documents(occurrences: &[Occurrence]) -> Vec<u32> {
    let mut documents: Vec<u32> = occurrences.iter().map(|occurrence| occurrence.document).collect();
    documents.dedup();
    documents
}

/// The texts in which a word of a class (or of any) stands at most `span` tokens, 1 to [`WIDEST_SPAN`], from another word,
/// ascending.
pub fn documents_near(
    corpus: &Corpus,
    node: &str,
    (lemma, class): (&str, Option<ClassId>),
    span: usize,
) -> Vec<u32> {
    let span = span.clamp(1, WIDEST_SPAN);
    let is_near = |occurrence: &Occurrence, other: &Occurrence| {
        occurrence.at != other.at && occurrence.at.abs_diff(other.at) <= span
    };
    let nodes = occurrences(corpus, &[node.to_owned()], None);
    let others = occurrences(corpus, &[lemma.to_owned()], class);
    let mut found = Vec::new();
    for node in &nodes {
        let first = others.partition_point(|other| other.document < node.document);
        let last = others.partition_point(|other| other.document <= node.document);
        let of_text = others.get(first..last).unwrap_or_default();
        // Ordered by place, so that only those around it are looked at.
        let first = of_text.partition_point(|other| other.at + span < node.at);
        let mut around = of_text.iter().skip(first).take_while(|other| other.at <= node.at + span);
        if found.last() != Some(&node.document) && around.any(|other| is_near(node, other)) {
            found.push(node.document);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::tokenizer;
    use crate::text::word_class::by_key;

    fn lemmas(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_phrase_stands_where_its_words_follow_one_another() {
        let corpus = corpus_of(&["窓口で相談した。窓口に相談する。", "窓口", "で相談した"]);
        let found = occurrences(&corpus, &lemmas(&["窓口", "で", "相談"]), None);
        assert_eq!(found, [Occurrence { document: 0, at: 0, length: 3 }], "a phrase stays in its text");
        let words = occurrences(&corpus, &lemmas(&["相談"]), None);
        assert_eq!((words.len(), documents(&words)), (3, vec![0, 2]));
        assert_eq!(occurrences(&corpus, &lemmas(&["相談"]), by_key("verbal-noun")).len(), 3);
        assert_eq!(occurrences(&corpus, &lemmas(&["相談"]), by_key("verb")), []);
        assert_eq!(occurrences(&corpus, &[], None), []);
    }

    #[test]
    fn what_is_typed_is_read_as_words_of_the_corpus_or_cut() {
        let corpus = corpus_of(&["窓口で相談した。"]);
        let read = |typed: &str| read(&corpus, tokenizer::tests::shared(), typed);
        assert_eq!(read(" 相談 "), ["相談"]);
        assert_eq!(read("窓口＋相談"), ["窓口", "相談"]);
        assert_eq!(read("相談した"), ["相談", "する", "た"]);
        assert_eq!(read("窓口　相談した"), ["窓口", "相談", "する", "た"]);
        assert!(read("").is_empty() && read("+").is_empty());
        assert_eq!(of_lemmas(&corpus, "窓口+で"), ["窓口", "で"]);
        assert!(of_lemmas(&corpus, "窓口+存在しない語彙").is_empty());
    }

    #[test]
    fn texts_in_which_words_stand_close_are_those_that_collocations_count() {
        use crate::text::collocation::{CollocationOptions, collocations};
        let corpus =
            corpus_of(&["電話で相談した", "電話のあと、市の窓口の人に会って相談した", "相談と相談", "電話"]);
        for span in [1, 2, 5, 20] {
            let options = CollocationOptions { span, ..CollocationOptions::standard() };
            let rows = collocations(&corpus, "相談", &options).rows;
            assert!(!rows.is_empty() || span == 1);
            for row in rows {
                let class = by_key(row.class);
                let texts = documents_near(&corpus, "相談", (&row.lemma, class), span);
                assert_eq!(texts.len(), row.n_documents as usize, "{} within {span}", row.lemma);
            }
        }
        assert_eq!(documents_near(&corpus, "相談", ("電話", None), 2), [0]);
        assert_eq!(documents_near(&corpus, "相談", ("電話", None), 20), [0, 1]);
        assert_eq!(documents_near(&corpus, "相談", ("相談", None), 5), [2]);
    }
}
