//! Segments that people coded, where their words stand in the texts that are read.

use std::collections::HashMap;

use surveys::hearing::span::Letters;
use surveys::store::codings::Coded;
use surveys::store::segments::{TextPart, span_of};

use crate::dataset::writings::Writing;

/// The segments whose words stand in one of the texts, notes and free answers alike, each with the place of its text, in the
/// order of texts.
pub fn standing<'a>(writings: &[Writing], coded: &'a [Coded]) -> Vec<(usize, &'a Coded)> {
    let mut segments: HashMap<TextPart, Vec<&Coded>> = HashMap::new();
    for one in coded.iter().filter(|one| !one.segment.is_detached) {
        if let Some(text) = TextPart::of(&one.segment) {
            segments.entry(text).or_default().push(one);
        }
    }
    let mut found = Vec::new();
    for (place, writing) in writings.iter().enumerate() {
        for part in &writing.parts {
            let own = TextPart::from_source(&part.source).and_then(|text| segments.get(&text));
            let Some(own) = own else { continue };
            let letters = Letters::new(&part.text);
            let stands =
                |one: &&&Coded| letters.slice(span_of(&one.segment)) == Some(one.segment.quote.as_str());
            found.extend(own.iter().filter(stands).map(|one| (place, *one)));
        }
    }
    found
}
