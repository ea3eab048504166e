//! Everything a report shows, counted once: the tables, the pictures and the files are made from these figures.

use std::collections::{BTreeMap, BTreeSet};

use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use analysis::coding::suggest::{CodedSentence, stance_of_text};
use analysis::table::crosstab::{CodeCrosstab, CodeHits};
use analysis::text::cooccurrence::Network;
use analysis::text::cooccurrence::least::Least;
use analysis::text::corpus::{Corpus, Document};
use analysis::text::duplicates::DuplicateGroup;
use analysis::text::headed::Outline;
use analysis::text::method::{Method, method};
use analysis::text::people::People;
use analysis::text::terms::{Term, TermOptions, terms};
use analysis::text::tokenizer::Convention;
use analysis::text::units::Unit;
use analysis::text::word_vectors::WordVectors;
use rayon::prelude::*;

use super::LANG;
use super::codes::{self, Codes, CountedFrom};
use super::counted::{CountedIn, Counts};
use super::crossed::{self, CodeTest};
use super::further::{Counted, Further, Wanted};
use super::options::{CompareName, Options};
use super::rules::CodesByUnit;
use crate::i18n::text;

/// What was counted.
pub struct Figures {
    /// The texts.
    pub corpus: Corpus,
    /// The headings of a plain text.
    pub outline: Outline,
    /// Suggestions for their sentences.
    pub coded: Vec<CodedSentence>,
    /// The codes of the suggestions.
    pub frame: CodingFrame,
    /// Who wrote what.
    pub people: People,
    /// The same by names alone, as cross tables and keywords count them: who sends a copy may be somebody else, from elsewhere.
    pub named: People,
    /// Texts that are copies of one another; none are looked for in the way of KH Coder.
    pub copies: Vec<DuplicateGroup>,
    /// Words with content of their own, most people first.
    pub terms: Vec<Term>,
    /// What words are compared by.
    pub counted_in: CountedIn,
    /// Which words, or codes, occur together; numbers are numbers of people, or of the unit that words are compared by.
    pub network: Network,
    /// For each code the texts with a sentence whose first suggested theme it is.
    pub hits: Vec<CodeHits>,
    /// Codes of the suggestions, then those of coding rules, by each column that is compared. They count people, and their `members`
    /// are the texts of these.
    pub crosstabs: Vec<CodeCrosstab>,
    /// For each of these tables the people who are left out because their texts have several values.
    pub contradicting: Vec<usize>,
    /// For each of these tables, and each of its codes, what is tested.
    pub tests: Vec<Vec<CodeTest>>,
    /// What is computed of the most frequent words and of whole texts.
    pub further: Further,
    /// For each text its stance; `None` for texts without a sentence.
    pub stances: Vec<Option<Stance>>,
    /// Texts that say nothing (記述なし); they are among those that shares are of.
    pub blank: BTreeSet<u32>,
    /// How the figures were made.
    pub method: Method,
}

/// What figures are counted from.
pub struct Material<'m> {
    /// The texts.
    pub corpus: Corpus,
    /// Texts that are copies of one another.
    pub copies: Vec<DuplicateGroup>,
    /// Suggestions for their sentences.
    pub coded: Vec<CodedSentence>,
    /// The codes of the suggestions.
    pub frame: CodingFrame,
    /// The columns that are compared, the first attributes of each text.
    pub attributes: &'m [String],
    /// For each text who wrote it; empty when nobody said.
    pub persons: &'m [String],
    /// The headings of a plain text.
    pub outline: Outline,
    /// What words are compared by.
    pub count_in: Unit,
    /// Codes of coding rules with their texts.
    pub rule_hits: &'m [CodeHits],
    /// The same by what words are compared by, where codes are compared with one another.
    pub rules_compared: Option<CodesByUnit>,
    /// What somebody wants to look at more closely.
    pub wanted: Wanted<'m>,
    /// How words and texts are compared.
    pub options: &'m Options,
    /// Vectors of words, when somebody brought them.
    pub vectors: Option<&'m WordVectors>,
}

impl Figures {
    /// Counts everything. Columns that cannot be compared are left out and added to the problems.
    ///
    /// # Errors
    /// When the tables cannot be made.
    pub fn of(material: Material<'_>, problems: &mut Vec<String>) -> anyhow::Result<Figures> {
        let Material { attributes, persons, rule_hits, options, vectors, .. } = material;
        let Material { corpus, copies, coded, frame, wanted, outline, count_in, rules_compared, .. } =
            material;
        let people = People::new(corpus.documents.len(), persons, &copies);
        let named = People::new(corpus.documents.len(), persons, &[]);
        let terms = ranked(&corpus, &people);
        let counts = Counts::of(count_in, (&corpus, &outline), (&terms, &people), &options.network());
        let hits = hits(&frame, &coded);
        let from =
            CountedFrom { corpus: &corpus, outline: &outline, people: &people, unit: count_in, options };
        let codes = codes_of((&hits, &coded), rules_compared, from);
        let (things, things_by_text) = codes::or_words(codes.as_ref(), (&counts, &terms));
        problems.extend(too_few(codes.as_ref(), &counts, options));
        let network = options.shown(things.network(things_by_text, &people));
        let least = least_of_people(&counts, (&terms, &people), corpus.convention, options);
        let counted = Counted {
            corpus: &corpus,
            coded: &coded,
            terms: &terms,
            people: &people,
            named: &named,
            least,
            counts: &counts,
            things,
            things_by_text,
            attributes,
            wanted,
            options,
            vectors,
        };
        let (further, crosstabs) = rayon::join(
            || Further::of(counted),
            || crosstabs((&corpus, &named), attributes, [&hits, rule_hits], problems),
        );
        let (crosstabs, contradicting): (Vec<CodeCrosstab>, Vec<usize>) = crosstabs?.into_iter().unzip();
        let tests = crosstabs.par_iter().map(crossed::code_tests).collect();
        let blank = blank(&corpus, &coded);
        let method = method(&corpus, blank.len() as u32, Some(network.parameters));
        Ok(Figures {
            stances: stances(&corpus, &coded),
            corpus,
            outline,
            coded,
            frame,
            people,
            named,
            copies,
            terms,
            counted_in: counts.counted_in,
            network,
            hits,
            crosstabs,
            contradicting,
            tests,
            further,
            blank,
            method,
        })
    }

    /// The texts with a sentence of this stance, ascending.
    pub fn documents_with(&self, stance: Stance) -> Vec<u32> {
        let of_stance = self.coded.iter().filter(|sentence| is_of(sentence, stance));
        let documents: BTreeSet<u32> = of_stance.map(|sentence| sentence.document).collect();
        documents.into_iter().collect()
    }

    /// The code with this name, for its labels.
    pub fn code(&self, name: &str) -> Option<&Code> {
        self.frame.code(name)
    }
}

/// The codes that are compared with one another; none where words are.
fn codes_of(
    (hits, coded): (&[CodeHits], &[CodedSentence]),
    rules: Option<CodesByUnit>,
    from: CountedFrom<'_>,
) -> Option<Codes> {
    match from.options.compare {
        CompareName::Words => None,
        CompareName::Rules => rules.map(|rules| codes::of_rules(rules, from)),
        CompareName::Themes => Some(codes::of_themes(hits, coded, from)),
    }
}

/// Says that there is nothing to be compared with one another.
fn too_few(codes: Option<&Codes>, counts: &Counts, options: &Options) -> Option<String> {
    match codes {
        Some(codes) => codes::too_few(codes, options),
        None => without_words(counts, options),
    }
}

/// Says that no word is as frequent as somebody asked for.
fn without_words(counts: &Counts, options: &Options) -> Option<String> {
    let least = options.least.filter(|_| counts.compared.words.is_empty())?;
    Some(text(LANG, "analyze-least-none", &[("least", least.to_string())]))
}

/// Codes of suggestions, then those of coding rules, by each column, with how many people are left out of each table.
fn crosstabs(
    texts: (&Corpus, &People),
    attributes: &[String],
    [hits, rule_hits]: [&[CodeHits]; 2],
    problems: &mut Vec<String>,
) -> anyhow::Result<Vec<(CodeCrosstab, usize)>> {
    let mut found = crossed::all(texts, attributes, hits, problems)?;
    if !rule_hits.is_empty() {
        // What is wrong with a column has been said.
        found.extend(crossed::all(texts, attributes, rule_hits, &mut Vec::new())?);
    }
    Ok(found)
}

/// The words with content of their own, those of most people first.
fn ranked(corpus: &Corpus, people: &People) -> Vec<Term> {
    let mut words = terms(corpus, &TermOptions::content_words());
    people.rank(&mut words);
    words
}

/// How frequent a word must be among people to be set against columns.
fn least_of_people(
    counts: &Counts,
    (terms, people): (&[Term], &People),
    convention: Convention,
    options: &Options,
) -> Least {
    match counts.counted_in.is_people() {
        true => counts.compared.least,
        false => Least::usual(&people.terms(terms), options.network().target_words, convention),
    }
}

/// The texts without a sentence that says something.
fn blank(corpus: &Corpus, coded: &[CodedSentence]) -> BTreeSet<u32> {
    let speaking: BTreeSet<u32> = coded
        .iter()
        .filter(|sentence| !sentence.suggestion.is_blank)
        .map(|sentence| sentence.document)
        .collect();
    (0..corpus.documents.len() as u32).filter(|document| !speaking.contains(document)).collect()
}

/// Whether a sentence says something, and does so with this stance.
pub fn is_of(sentence: &CodedSentence, stance: Stance) -> bool {
    sentence.suggestion.stance == stance && !sentence.suggestion.is_blank
}

fn hits(frame: &CodingFrame, coded: &[CodedSentence]) -> Vec<CodeHits> {
    let mut documents: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for sentence in coded {
        if let Some(theme) = sentence.suggestion.themes.first() {
            documents.entry(&theme.code).or_default().insert(sentence.document);
        }
    }
    let hits = frame.codes.iter().map(|code| CodeHits {
        name: code.code.clone(),
        label: code.ja.clone(),
        rows: documents.get(code.code.as_str()).into_iter().flatten().copied().collect(),
    });
    hits.collect()
}

/// For each text its value in one of the columns that are compared.
pub fn values(corpus: &Corpus, place: usize) -> Vec<Option<String>> {
    let value = |document: &Document| {
        document.attributes.get(place).map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    corpus.documents.iter().map(value).collect()
}

/// The stance of each text. Suggestions have sentences of their own: those of the corpus are KH Coder's where it follows that.
fn stances(corpus: &Corpus, coded: &[CodedSentence]) -> Vec<Option<Stance>> {
    let mut found = vec![None; corpus.documents.len()];
    for sentences in coded.chunk_by(|a, b| a.document == b.document) {
        let document = sentences.first().and_then(|sentence| found.get_mut(sentence.document as usize));
        if let Some(stance) = document {
            *stance = stance_of_text(sentences.iter());
        }
    }
    found
}
