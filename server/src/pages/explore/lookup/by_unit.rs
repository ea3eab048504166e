//! Associated words by answers, paragraphs or sentences in the place of people, for internal work.

use std::collections::BTreeSet;

use analysis::coding::suggest::CodedSentence;
use analysis::text::corpus::Corpus;
use analysis::text::phrase;
use analysis::text::terms::Term;
use analysis::text::unit_terms::unit_terms;
use analysis::text::units::{Piece, Unit, Units};

use super::query::Asked;
use crate::pages::explore::groups::narrowed;
use crate::pages::explore::machine::sentences_coded;
use crate::pages::explore::units::units_of;

/// What words are counted by: units of the texts that are looked at.
pub struct ByUnit {
    /// The words with these units in the place of texts.
    pub terms: Vec<Term>,
    /// How many there are.
    pub n: usize,
    /// Those that meet the condition, ascending.
    pub within: Vec<u32>,
}

/// The units of `among` (texts, ascending) that have the word or phrase that is asked for, and the code, where either is.
pub fn by_unit(asked: &Asked, unit: Unit, code: Option<(&str, &str)>, among: &[u32]) -> ByUnit {
    let corpus = &asked.reading.texts.corpus;
    let units = units_of(&asked.reading, unit);
    let looked_at: BTreeSet<u32> =
        among.iter().flat_map(|&text| units.in_text(text)).map(|piece| piece.unit).collect();
    let worded = (!asked.query.word.trim().is_empty()).then(|| with_phrase(corpus, &units, &asked.lemmas));
    let coded = code.map(|code| with_code(asked, &units, code));
    let meets = |unit: &u32| [&worded, &coded].into_iter().flatten().all(|found| found.contains(unit));
    let within = looked_at.iter().copied().filter(meets).collect();
    let looked_at: Vec<u32> = looked_at.into_iter().collect();
    let terms = narrowed(unit_terms(corpus, &units, &asked.terms()), &looked_at, 1);
    ByUnit { terms, n: looked_at.len(), within }
}

/// The units in which all of a phrase stands.
fn with_phrase(corpus: &Corpus, units: &Units, lemmas: &[String]) -> BTreeSet<u32> {
    let unit = |found: phrase::Occurrence| -> Option<u32> {
        let start = corpus.document_tokens.get(found.document as usize)?.start + found.at as u32;
        let end = start + found.length as u32;
        let has = |piece: &&Piece| piece.tokens.start <= start && end <= piece.tokens.end;
        units.in_text(found.document).iter().find(has).map(|piece| piece.unit)
    };
    phrase::occurrences(corpus, lemmas, None).into_iter().filter_map(unit).collect()
}

/// The units with a sentence that has a suggested code, or those to which the coding rules give one.
fn with_code(asked: &Asked, units: &Units, (kind, key): (&str, &str)) -> BTreeSet<u32> {
    if kind == "rule" {
        return ruled(asked, units);
    }
    let (stance, theme) = if kind == "theme" { ("", key) } else { (key, "") };
    let sentences = sentences_coded(&asked.reading, stance, theme);
    let unit = |sentence: &CodedSentence| unit_at(units, sentence.document, sentence.span.start);
    sentences.filter_map(unit).collect()
}

/// The units to which the coding rules give the code that is asked for.
fn ruled(asked: &Asked, units: &Units) -> BTreeSet<u32> {
    let begins = asked.rules.chosen.iter().flat_map(|rule| &rule.begins);
    begins.filter_map(|&(text, point)| unit_at(units, text, point)).collect()
}

/// The unit of a text in which a code point lies.
fn unit_at(units: &Units, text: u32, point: u32) -> Option<u32> {
    let mut pieces = units.in_text(text).iter();
    let piece = pieces.find(|piece| piece.span.start <= point && point < piece.span.end);
    piece.map(|piece| piece.unit)
}
