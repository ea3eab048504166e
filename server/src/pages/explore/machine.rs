//! What a machine alone says: the stances of sentences on which no person has put one.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use analysis::coding::stance::Stance;
use analysis::coding::suggest::CodedSentence;
use analysis::table::Count;
use rayon::prelude::*;
use surveys::entity::code;
use surveys::hearing::span::Span;
use surveys::store::codings::Coded;
use surveys::store::segments::{TextPart, span_of};

use super::Reading;
use super::selection::is_withheld;
use super::standing::standing;
use super::themes::has;
use crate::dataset::Dataset;
use crate::language::learnt::Learnt;

/// What tells the stance of a sentence.
pub enum Machine {
    /// The rules that suggest.
    Rules,
    /// The model that learns from people.
    Model(Arc<Learnt>),
}

/// The sentences with one stance by a machine.
#[derive(Default)]
pub struct Alone {
    /// Those that no person has judged.
    n: usize,
    /// The texts that they are in, as places in [`Reading::writings`]: small counts are of people.
    texts: BTreeSet<u32>,
    /// The texts with other ones, which people have judged: their number follows from that of all.
    judged_texts: BTreeSet<u32>,
}

impl Alone {
    /// The number of sentences, unless it or what is left of all of them is of too few people.
    pub fn count(&self, dataset: &Dataset) -> Count {
        let is_small =
            is_withheld(dataset, self.texts.len()) || is_withheld(dataset, self.judged_texts.len());
        if is_small { Count::Hidden } else { Count::Shown(self.n) }
    }
}

/// The stances of the sentences that are read here, by their keys. A sentence is judged where somebody's stance stands on a
/// part of it. Sentences that say nothing have none.
pub fn alone(
    reading: &Reading,
    stances: &[code::Model],
    coded: &[Coded],
    machine: &Machine,
) -> HashMap<String, Alone> {
    let judged = judged(reading, stances, coded);
    let spoken = reading.texts.coded.iter().filter(|sentence| !sentence.suggestion.is_blank);
    let spoken: Vec<&CodedSentence> = spoken.collect();
    let told: Vec<Stance> = match machine {
        Machine::Rules => spoken.iter().map(|sentence| sentence.suggestion.stance).collect(),
        Machine::Model(learnt) => {
            spoken.par_iter().map(|sentence| learnt.stance(words(reading, sentence))).collect()
        }
    };
    let mut found: HashMap<String, Alone> = HashMap::new();
    for (sentence, stance) in spoken.into_iter().zip(told) {
        let place = sentence.document;
        let (start, end) = (sentence.span.start as usize, sentence.span.end as usize);
        let overlaps = |own: &Span| own.start < end && start < own.end;
        let of_stance = found.entry(stance.key().to_owned()).or_default();
        if judged.get(&place).is_some_and(|spans| spans.iter().any(overlaps)) {
            of_stance.judged_texts.insert(place);
        } else {
            of_stance.n += 1;
            of_stance.texts.insert(place);
        }
    }
    found
}

fn words<'r>(reading: &'r Reading, sentence: &CodedSentence) -> &'r str {
    let document = reading.texts.corpus.documents.get(sentence.document as usize);
    document.map_or("", |document| sentence.span.of(&document.text))
}

/// Where people have put a stance, by places of texts, in code points of the whole text.
fn judged(reading: &Reading, stances: &[code::Model], coded: &[Coded]) -> HashMap<u32, Vec<Span>> {
    let mut found: HashMap<u32, Vec<Span>> = HashMap::new();
    for (place, one) in standing(&reading.writings, coded) {
        if !stances.iter().any(|stance| has(one, stance)) {
            continue;
        }
        let is_its = |source: &str| TextPart::from_source(source) == TextPart::of(&one.segment);
        let writing = reading.writings.get(place);
        let part = writing.and_then(|writing| writing.parts.iter().find(|part| is_its(&part.source)));
        if let (Some(part), Ok(place)) = (part, u32::try_from(place)) {
            let span = span_of(&one.segment);
            let span = Span { start: part.start + span.start, end: part.start + span.end };
            found.entry(place).or_default().push(span);
        }
    }
    found
}

/// The sentences with a suggested stance and theme (either may be empty).
pub fn sentences_coded<'r>(
    reading: &'r Reading,
    stance: &'r str,
    theme: &'r str,
) -> impl Iterator<Item = &'r CodedSentence> {
    reading.texts.coded.iter().filter(move |sentence| {
        let suggestion = &sentence.suggestion;
        (stance.is_empty() || (suggestion.stance.key() == stance && !suggestion.is_blank))
            && (theme.is_empty() || suggestion.themes.first().is_some_and(|first| first.code == theme))
    })
}
