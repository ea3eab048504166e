//! Tells stance and theme of a text with a sparse linear model that knows the cue rules, too.
//!
//! It is trained where it is used, from texts that ship with the product and, if there are some, from what people of a
//! survey decided: the same texts give the same model. Its answers are suggestions with a probability and with the
//! places that speak for them; people decide.

pub mod examples;
mod features;
pub mod held_out;
mod logistic;
mod minimize;
mod model;
mod seen;
mod whole;

use std::ops::Range;

use serde::Serialize;

use self::examples::{Example, shipped_examples};
use self::features::{Features, of_stance};
use self::model::Model;
use self::seen::Seen;
use self::whole::whole;
use super::stance::{Stance, StanceSuggestion, overlaps};
use super::suggest::{Suggester, original_place};
use super::themes::kind_of;
use crate::error::Error;
use crate::text::Span;
use crate::text::normalize::normalize;

/// Divides the scores of stances, so that of all answers with a probability of .8 about four in five are right. Found by
/// cross-validation on the shipped texts; a test checks there that on the average as many are right as is said.
const STANCE_TEMPERATURE: f64 = 0.85;

/// The same for themes.
const THEME_TEMPERATURE: f64 = 0.95;

/// Tells stance and theme. Make one and share it.
#[derive(Clone)]
pub struct Classifier {
    suggester: Suggester,
    stances: Model,
    challenges: Themes,
    good_practices: Themes,
}

/// A model for the codes of one kind.
#[derive(Clone)]
struct Themes {
    /// Code names in the order of the classes of the model.
    codes: Vec<String>,
    model: Model,
}

/// What a text does and is about, with what speaks for it. A person decides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Classification {
    /// What it does.
    pub stance: Stance,
    /// The probability of each stance, in the order of [`Stance::ALL`]; they sum to 1.
    pub probabilities: [f64; 4],
    /// What it is about; none for [`Stance::Other`].
    pub theme: Option<Theme>,
    /// The places that speak for the stance, in text order; code points of the text.
    pub evidence: Vec<Span>,
}

/// The theme of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Theme {
    /// Such as C01.
    pub code: String,
    /// The probability of the code, if the stance is right.
    pub probability: f64,
    /// The places that speak for it, in text order; code points of the text.
    pub evidence: Vec<Span>,
}

impl Classification {
    /// The probability that the stance is right.
    pub fn confidence(&self) -> f64 {
        self.probabilities.iter().copied().fold(0.0, f64::max)
    }

    /// How far the second stance is behind the first, from 0 to 1: the smaller, the more a person's answer teaches.
    pub fn margin(&self) -> f64 {
        margin(self.probabilities)
    }
}

impl Classifier {
    /// Trains on the texts that ship with the product.
    ///
    /// # Errors
    /// [`Error::ShippedData`] when one of the files is malformed.
    pub fn shipped() -> Result<Classifier, Error> {
        let suggester = Suggester::shipped()?;
        let examples = shipped_examples(&suggester.frame)?;
        Ok(Classifier::train(&suggester, &examples))
    }

    /// Trains on texts that people judged: the shipped ones, and those of a survey after them. A theme that is no code
    /// of the frame, or of the wrong kind, teaches nothing about themes.
    pub fn train(suggester: &Suggester, examples: &[Example]) -> Classifier {
        let seen = Seen::all(suggester, examples);
        let all: Vec<(&Seen, &Example)> = seen.iter().zip(examples).collect();
        Classifier::train_seen(suggester, &all)
    }

    fn train_seen(suggester: &Suggester, examples: &[(&Seen, &Example)]) -> Classifier {
        let themes = |kind| Themes::train(suggester, examples, kind);
        let stances = || train_stances(examples);
        let (stances, (challenges, good_practices)) = rayon::join(stances, || {
            rayon::join(|| themes(Stance::Challenge), || themes(Stance::GoodPractice))
        });
        Classifier { suggester: suggester.clone(), stances, challenges, good_practices }
    }

    /// What a text of a sentence or a few does and is about.
    pub fn classify(&self, text: &str) -> Classification {
        let normalized = normalize(text);
        let seen = Seen::new(&self.suggester, &normalized.text);
        let places = |ranges: Vec<Range<usize>>| -> Vec<Span> {
            joined(ranges).iter().map(|range| original_place(&normalized, range)).collect()
        };
        let (probabilities, stance) = self.stance_of(&seen);
        let mut evidence = Vec::new();
        if !seen.rules.is_blank {
            let heard = self.stances.evidence(&seen.stance, stance as usize);
            evidence = words(&normalized.text, whole(&normalized.text, &heard));
        }
        if seen.rules.stance == stance {
            evidence.extend(seen.rules.evidence.iter().cloned());
        }
        let theme = self.theme(&seen, stance).map(|(code, probability)| {
            let evidence = places(self.theme_evidence(&seen, stance, &code, &normalized.text));
            Theme { code, probability, evidence }
        });
        Classification { stance, probabilities, theme, evidence: places(evidence) }
    }

    /// What a text of a sentence or a few does: quicker than [`Classifier::classify`], which says the same.
    pub fn stance(&self, text: &str) -> Stance {
        self.told(text).1
    }

    /// How far the second stance of a text is behind the first, see [`Classification::margin`].
    pub fn margin(&self, text: &str) -> f64 {
        margin(self.told(text).0)
    }

    fn told(&self, text: &str) -> ([f64; 4], Stance) {
        let (features, rules) = of_stance(&self.suggester, &normalize(text).text);
        tell_stance(&self.stances, &features, &rules)
    }

    fn stance_of(&self, seen: &Seen) -> ([f64; 4], Stance) {
        tell_stance(&self.stances, &seen.stance, &seen.rules)
    }

    /// The likeliest code that fits a stance, with its probability.
    fn theme(&self, seen: &Seen, stance: Stance) -> Option<(String, f64)> {
        let kind = kind_of(stance)?;
        let themes = self.themes(kind);
        let probabilities = themes.model.probabilities(&seen.theme(kind).0);
        likeliest(&themes.codes, &probabilities).map(|(code, probability)| (code.clone(), probability))
    }

    /// Where the model and the cue rules see a code.
    fn theme_evidence(&self, seen: &Seen, stance: Stance, code: &str, text: &str) -> Vec<Range<usize>> {
        let Some(kind) = kind_of(stance) else { return Vec::new() };
        let themes = self.themes(kind);
        let Some(class) = themes.codes.iter().position(|known| known == code) else { return Vec::new() };
        let (features, cues) = seen.theme(kind);
        let mut evidence = words(text, whole(text, &themes.model.evidence(features, class)));
        let is_it =
            |place: usize| self.suggester.frame.codes.get(place).is_some_and(|known| known.code == code);
        let of_code = cues.iter().filter(|theme| is_it(theme.code));
        evidence.extend(of_code.flat_map(|theme| theme.evidence.iter().cloned()));
        evidence
    }

    fn themes(&self, kind: Stance) -> &Themes {
        if kind == Stance::GoodPractice { &self.good_practices } else { &self.challenges }
    }
}

/// A model of stances.
fn train_stances(examples: &[(&Seen, &Example)]) -> Model {
    let texts: Vec<_> = examples.iter().map(|(seen, _)| &seen.stance).collect();
    let classes: Vec<usize> = examples.iter().map(|(_, example)| example.stance as usize).collect();
    Model::train(&texts, &classes, Stance::ALL.len(), STANCE_TEMPERATURE)
}

/// The probabilities of all stances, and the likeliest one.
fn tell_stance(stances: &Model, features: &Features, rules: &StanceSuggestion) -> ([f64; 4], Stance) {
    let mut probabilities = [0.0; 4];
    if rules.is_blank {
        // Whoever wrote nothing leaves nothing to guess.
        probabilities[Stance::Other as usize] = 1.0;
        return (probabilities, Stance::Other);
    }
    let found = stances.probabilities(features);
    probabilities.iter_mut().zip(found).for_each(|(slot, found)| *slot = found);
    (probabilities, likeliest(&Stance::ALL, &probabilities).map_or(Stance::Other, |(stance, _)| *stance))
}

impl Themes {
    fn train(suggester: &Suggester, examples: &[(&Seen, &Example)], kind: Stance) -> Themes {
        let of_kind = suggester.frame.codes.iter().filter(|code| code.kind == kind);
        let codes: Vec<String> = of_kind.map(|code| code.code.clone()).collect();
        let (texts, classes): (Vec<_>, Vec<usize>) = examples
            .iter()
            .filter(|(_, example)| kind_of(example.stance) == Some(kind))
            .filter_map(|(seen, example)| {
                let class = codes.iter().position(|code| Some(code) == example.theme.as_ref())?;
                Some((&seen.theme(kind).0, class))
            })
            .unzip();
        let model = Model::train(&texts, &classes, codes.len(), THEME_TEMPERATURE);
        Themes { codes, model }
    }
}

/// How far the second of some probabilities is behind the first.
fn margin(mut probabilities: [f64; 4]) -> f64 {
    probabilities.sort_by(|a, b| b.total_cmp(a));
    probabilities[0] - probabilities[1]
}

/// The texts that a person should judge next, by their places: those whose stance is least sure first, and of equally sure
/// ones the first. `margins` says how far the second stance of each text is behind the first ([`Classification::margin`]).
/// Settles, Active Learning Literature Survey (2009), section 3.1.
pub fn next_to_judge(margins: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..margins.len()).collect();
    places.sort_by(|&a, &b| margins[a].total_cmp(&margins[b]).then(a.cmp(&b)));
    places
}

/// Of several answers the one with the highest probability; of equal ones the first.
fn likeliest<'a, T>(answers: &'a [T], probabilities: &[f64]) -> Option<(&'a T, f64)> {
    let both = answers.iter().zip(probabilities.iter().copied());
    both.rev().max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The places of two characters and more: single ones tell a reader little. If there are no others, they stay.
fn words(text: &str, places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let is_word =
        |place: &Range<usize>| text.get(place.clone()).is_some_and(|word| word.chars().nth(1).is_some());
    let found: Vec<Range<usize>> = places.iter().filter(|place| is_word(place)).cloned().collect();
    if found.is_empty() { places } else { found }
}

/// The same places with those that overlap as one, in order.
fn joined(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, place.end));
    let mut found: Vec<Range<usize>> = Vec::new();
    for place in places {
        match found.last_mut() {
            Some(last) if overlaps(last, &place) => last.end = last.end.max(place.end),
            _ => found.push(place),
        }
    }
    found
}

#[cfg(test)]
mod tests;
