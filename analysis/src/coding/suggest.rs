//! Suggests stance and themes for sentences, with the places that speak for them.

use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use super::frame::CodingFrame;
use super::stance::{STANCE_RULES, Stance, StanceRules};
use super::themes::ThemeRules;
use crate::error::Error;
use crate::text::Span;
use crate::text::corpus::{Corpus, Document};
use crate::text::normalize::{Normalized, normalize};
use crate::text::sentence::sentences_with_words;

/// Suggests stance and themes. Make one and share it: it learns its rules by heart while it works.
#[derive(Clone)]
pub struct Suggester {
    /// The frame whose codes are suggested.
    pub frame: CodingFrame,
    pub(super) stances: StanceRules,
    pub(super) themes: ThemeRules,
}

/// What is suggested for one sentence. A person decides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// What the sentence does.
    pub stance: Stance,
    /// It says nothing (特になし, 別紙のとおり …): 記述なし.
    pub is_blank: bool,
    /// The places that speak for the stance, in text order.
    pub evidence: Vec<Span>,
    /// What it is about, best first; none for [`Stance::Other`].
    pub themes: Vec<Theme>,
}

/// A suggested code.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Theme {
    /// Such as C01.
    pub code: String,
    /// Sum of the weights of its cues: 3 for a strong one.
    pub score: f64,
    /// The places that speak for it.
    pub evidence: Vec<Span>,
}

/// What is suggested for a sentence of a corpus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CodedSentence {
    /// Index in [`Corpus::documents`].
    pub document: u32,
    /// Where the sentence stands in that document.
    pub span: Span,
    /// The suggestion; its places are in the text of the document.
    pub suggestion: Suggestion,
}

impl Suggester {
    /// With the frame and the rules that ship with the product.
    ///
    /// # Errors
    /// [`Error::ShippedData`] when one of the files is malformed.
    pub fn shipped() -> Result<Suggester, Error> {
        let frame = CodingFrame::shipped()?;
        let themes = ThemeRules::new(&frame)?;
        Ok(Suggester { frame, stances: StanceRules::parse(STANCE_RULES)?, themes })
    }

    /// Whether a whole answer says nothing: it counts as 記述なし.
    pub fn is_blank(&self, answer: &str) -> bool {
        self.stances.is_blank(&normalize(answer).text)
    }

    /// What one sentence does and is about. Places are code points of `sentence`.
    pub fn suggest(&self, sentence: &str) -> Suggestion {
        let normalized = normalize(sentence);
        let place = |range: &Range<usize>| original_place(&normalized, range);
        let stance = self.stances.suggest(&normalized.text);
        let themes = self.themes.suggest(&normalized.text, stance.stance);
        let themes = themes.iter().filter_map(|theme| {
            let mut evidence: Vec<Span> = theme.evidence.iter().map(place).collect();
            evidence.sort();
            let code = self.frame.codes.get(theme.code)?.code.clone();
            Some(Theme { code, score: theme.score, evidence })
        });
        Suggestion {
            stance: stance.stance,
            is_blank: stance.is_blank,
            evidence: stance.evidence.iter().map(place).collect(),
            themes: themes.collect(),
        }
    }

    /// What the sentences of a text do and are about, in their order; places are code points of `text`.
    pub fn suggest_sentences(&self, text: &str) -> Vec<(Span, Suggestion)> {
        let suggested = |(span, words): (Span, &str)| {
            let mut suggestion = self.suggest(words);
            move_places(&mut suggestion, span.start);
            (span, suggestion)
        };
        sentences_with_words(text).into_iter().map(suggested).collect()
    }
}

/// The code points of an original that bytes of its normal form come from.
pub(super) fn original_place(normalized: &Normalized<'_>, range: &Range<usize>) -> Span {
    let points = |end: usize| normalized.text.get(..end).map_or(0, |piece| piece.chars().count() as u32);
    normalized.original(points(range.start), points(range.end))
}

/// Suggestions for all sentences of a corpus, on all threads, in text order.
pub fn suggest_all(suggester: &Suggester, corpus: &Corpus) -> Vec<CodedSentence> {
    suggest_documents(suggester, &corpus.documents)
}

/// How many texts one thread takes at a time.
const CHUNK: usize = 64;

/// Suggestions for all sentences of documents, on all threads, in text order. A corpus of the documents has the same sentences,
/// unless it follows KH Coder.
pub fn suggest_documents(suggester: &Suggester, documents: &[Document]) -> Vec<CodedSentence> {
    documents
        .par_chunks(CHUNK)
        .enumerate()
        .flat_map_iter(|(chunk, documents)| {
            documents.iter().enumerate().flat_map(move |(place, document)| {
                let number = (chunk * CHUNK + place) as u32;
                let coded = move |(span, suggestion)| CodedSentence { document: number, span, suggestion };
                suggester.suggest_sentences(&document.text).into_iter().map(coded)
            })
        })
        .collect()
}

fn move_places(suggestion: &mut Suggestion, by: u32) {
    let themes = suggestion.themes.iter_mut().flat_map(|theme| theme.evidence.iter_mut());
    for place in suggestion.evidence.iter_mut().chain(themes) {
        place.start += by;
        place.end += by;
    }
}

/// The stance of a whole text: the one of most of its sentences, 課題・好事例・要望 before その他; of equally frequent
/// ones the one that comes first in the text. `None` for a text without sentences.
pub fn stance_of_text<'s>(sentences: impl Iterator<Item = &'s CodedSentence>) -> Option<Stance> {
    let mut counts: Vec<(Stance, usize)> = Vec::new();
    for sentence in sentences {
        let stance = sentence.suggestion.stance;
        match counts.iter_mut().find(|(known, _)| *known == stance) {
            Some((_, count)) => *count += 1,
            None => counts.push((stance, 1)),
        }
    }
    let rank = |&&(stance, count): &&(Stance, usize)| (stance != Stance::Other, count);
    counts.iter().rev().max_by_key(rank).map(|(stance, _)| *stance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;

    #[test]
    fn suggestions_show_their_evidence() {
        let suggester = Suggester::shipped().unwrap();
        let text = "ＨＷとの連携がうまくいっていない";
        let suggestion = suggester.suggest(text);
        assert_eq!(suggestion.stance, Stance::Challenge);
        assert_eq!(suggestion.themes[0].code, "C07");
        let evidence: Vec<&str> = suggestion.themes[0].evidence.iter().map(|span| span.of(text)).collect();
        assert_eq!(evidence, ["連携が"]);
        assert!(suggestion.evidence.iter().any(|span| span.of(text).ends_with("いない")));
    }

    #[test]
    fn an_improvement_has_a_theme_of_good_practices() {
        let suggester = Suggester::shipped().unwrap();
        let codes = |text: &str| -> Vec<String> {
            suggester.suggest(text).themes.into_iter().map(|theme| theme.code).collect()
        };
        assert_eq!(codes("復職後3か月の離職がほとんどなくなった。"), ["G06"]);
        assert_eq!(codes("復職後3か月の離職が増えて困っている。"), ["C13"]);
    }

    #[test]
    fn sentences_of_a_corpus_are_coded_in_place() {
        let corpus = corpus_of(&["手帳がない。\n窓口を一つにしてほしい。", "特になし"]);
        let suggester = Suggester::shipped().unwrap();
        let coded = suggest_all(&suggester, &corpus);
        let stances: Vec<Stance> = coded.iter().map(|sentence| sentence.suggestion.stance).collect();
        assert_eq!(stances, [Stance::Challenge, Stance::Request, Stance::Other]);
        assert!(coded[2].suggestion.is_blank && suggester.is_blank("　特になし。"));
        let place = coded[1].suggestion.evidence[0];
        assert!(place.of(&corpus.documents[0].text).contains("てほしい"));
        let of_first = coded.iter().filter(|sentence| sentence.document == 0);
        assert_eq!(stance_of_text(of_first), Some(Stance::Challenge));
        assert_eq!(stance_of_text([].iter()), None);
    }
}
