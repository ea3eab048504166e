//! What texts say, without what says nothing (特になし): it puts no texts together, and is the face of no topic.

use std::collections::HashMap;

use analysis::coding::suggest::CodedSentence;
use analysis::multivariate::Sparse;
use analysis::text::Span;
use analysis::text::matrix::counts;
use analysis::text::terms::Term;

use crate::dataset::writings::{BETWEEN_FIELDS, Part};
use crate::language::Texts;
use crate::pages::explore::Reading;

/// How often texts have words outside sentences that say nothing, in the order of what they say (`order`), so that the order that they
/// came in changes no topic.
pub fn rows(texts: &Texts, words: &[Term], order: &[usize]) -> Vec<Sparse> {
    let mut rows = counts(&texts.corpus, words);
    let place_of: HashMap<u32, u32> = words.iter().map(|term| term.word).zip(0..).collect();
    for sentence in texts.coded.iter().filter(|sentence| sentence.suggestion.is_blank) {
        let Some(row) = rows.get_mut(sentence.document as usize) else { continue };
        let tokens = texts.corpus.tokens_of(sentence.document).iter();
        let inside = tokens.filter(|token| holds(sentence.span, token.span));
        for place in inside.filter_map(|token| place_of.get(&token.word)) {
            if let Some((_, count)) = row.iter_mut().find(|(own, _)| own == place) {
                *count -= 1.0;
            }
        }
        row.retain(|(_, count)| *count > 0.0);
    }
    order.iter().filter_map(|&place| rows.get(place).cloned()).collect()
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What somebody wrote, field by field, without the fields that say nothing.
pub fn said(reading: &Reading, place: u32) -> String {
    let Some(writing) = reading.writings.get(place as usize) else { return String::new() };
    let is_own = |sentence: &&CodedSentence| sentence.document == place && !sentence.suggestion.is_blank;
    let speaking: Vec<&CodedSentence> = reading.texts.coded.iter().filter(is_own).collect();
    let speaks = |part: &&Part| {
        let field = part.start..part.start + part.text.chars().count();
        speaking.iter().any(|sentence| field.contains(&(sentence.span.start as usize)))
    };
    let fields: Vec<&str> = writing.parts.iter().filter(speaks).map(|part| part.text.trim()).collect();
    fields.join(BETWEEN_FIELDS)
}
