//! What words are counted in where they are compared: people, and for internal work answers, paragraphs and sentences, too.

use std::collections::BTreeSet;

use analysis::coding::suggest::CodedSentence;
use analysis::text::Span;
use analysis::text::corpus::Corpus;
use analysis::text::headed::Outline;
use analysis::text::phrase::Occurrence;
use analysis::text::units::{Piece, Unit, Units, units};
use surveys::privacy::consent::Purpose;

use super::Reading;
use super::machine::sentences_coded;
use super::rules::counting::unit;
use crate::dataset::Dataset;
use crate::i18n;

/// The units with the Fluent keys of what stands in lists of them: their names, and which headings of KH Coder's they are.
pub const NAMED: [(&str, &str); 4] = [
    ("person", "explore-unit-choice-person"),
    ("document", "explore-unit-choice-document"),
    ("paragraph", "explore-unit-choice-paragraph"),
    ("sentence", "explore-unit-choice-sentence"),
];

/// Whether somebody may choose the unit. Who sees protected numbers counts people, whatever the address says: how many sentences have a
/// word, or two words together, says nothing of how few people wrote them, since a small number of people can hide in many sentences.
pub fn may_choose(dataset: &Dataset) -> bool {
    dataset.purpose == Purpose::Internal
}

/// The unit that is asked for, where it may be chosen; else people.
pub fn chosen(dataset: &Dataset, name: &str) -> Unit {
    if may_choose(dataset) { unit(name) } else { Unit::Person }
}

/// What a unit is called.
pub fn name(dataset: &Dataset, unit: Unit) -> String {
    i18n::plain(dataset.lang, &format!("explore-unit-{}", unit.name()))
}

/// What messages choose their words by: `person`, or the name of another unit; and what it is called, and how many there are.
pub fn arguments(dataset: &Dataset, unit: Unit, n: u32) -> [(&'static str, String); 3] {
    [("counted", unit.name()), ("unit", name(dataset, unit)), ("units", n.to_string())]
}

/// The units of the texts, each of which is a person's. What the pages call a text elsewhere is here the answer to one question or a
/// section of a note.
pub fn units_of(reading: &Reading, unit: Unit) -> Units {
    match unit {
        Unit::Document => parts(reading),
        _ => units(&reading.texts.corpus, &Outline::default(), unit, &[]),
    }
}

fn parts(reading: &Reading) -> Units {
    let corpus = &reading.texts.corpus;
    let mut found = Units { kind: Unit::Document, n: 0, pieces: Vec::new() };
    for (document, writing) in (0_u32..).zip(&reading.writings) {
        let first = corpus.document_tokens.get(document as usize).map_or(0, |tokens| tokens.start);
        let tokens = corpus.tokens_of(document);
        let before = |point: u32| first + tokens.partition_point(|token| token.span.start < point) as u32;
        for part in &writing.parts {
            let start = part.start as u32;
            let span = Span { start, end: start + part.text.chars().count() as u32 };
            let tokens = before(span.start)..before(span.end);
            found.pieces.push(Piece { tokens, document, span, unit: found.n });
            found.n += 1;
        }
    }
    found
}

/// The units in which all of a phrase stands, wherever it occurs.
pub fn with_phrase(corpus: &Corpus, units: &Units, occurrences: &[Occurrence]) -> BTreeSet<u32> {
    let unit = |found: &Occurrence| -> Option<u32> {
        let start = corpus.document_tokens.get(found.document as usize)?.start + found.at as u32;
        let end = start + found.length as u32;
        let has = |piece: &&Piece| piece.tokens.start <= start && end <= piece.tokens.end;
        units.in_text(found.document).iter().find(has).map(|piece| piece.unit)
    };
    occurrences.iter().filter_map(unit).collect()
}

/// The units with a sentence that has a suggested stance and theme (either may be empty).
pub fn with_suggested(reading: &Reading, units: &Units, stance: &str, theme: &str) -> BTreeSet<u32> {
    let unit = |sentence: &CodedSentence| unit_at(units, sentence.document, sentence.span.start);
    sentences_coded(reading, stance, theme).filter_map(unit).collect()
}

/// The units in which these places lie: texts, and code points in them.
pub fn with_places(units: &Units, places: &[(u32, u32)]) -> BTreeSet<u32> {
    places.iter().filter_map(|&(text, point)| unit_at(units, text, point)).collect()
}

/// The unit of a text in which a code point lies.
fn unit_at(units: &Units, text: u32, point: u32) -> Option<u32> {
    let mut pieces = units.in_text(text).iter();
    let piece = pieces.find(|piece| piece.span.start <= point && point < piece.span.end);
    piece.map(|piece| piece.unit)
}
