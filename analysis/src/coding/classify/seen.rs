//! What the models see of one text, worked out once for all of them.

use rayon::prelude::*;

use super::examples::Example;
use super::features::{Features, of_stance, of_theme};
use crate::coding::stance::{Stance, StanceSuggestion};
use crate::coding::suggest::Suggester;
use crate::coding::themes::ThemeSuggestion;
use crate::text::normalize::normalize;

/// A text in normal width as the models see it. Places are bytes of it.
pub(super) struct Seen {
    /// What tells the stance.
    pub stance: Features,
    /// What the cue rules suggest.
    pub rules: StanceSuggestion,
    challenge: (Features, Vec<ThemeSuggestion>),
    good_practice: (Features, Vec<ThemeSuggestion>),
}

impl Seen {
    pub(super) fn new(suggester: &Suggester, text: &str) -> Seen {
        let (stance, rules) = of_stance(suggester, text);
        Seen {
            stance,
            rules,
            challenge: of_theme(suggester, text, Stance::Challenge),
            good_practice: of_theme(suggester, text, Stance::GoodPractice),
        }
    }

    /// The texts of examples, in their order, on all threads.
    pub(super) fn all(suggester: &Suggester, examples: &[Example]) -> Vec<Seen> {
        examples.par_iter().map(|example| Seen::new(suggester, &normalize(&example.text).text)).collect()
    }

    /// What tells the theme among the codes of a kind, and what the cues of these codes say.
    pub(super) fn theme(&self, kind: Stance) -> &(Features, Vec<ThemeSuggestion>) {
        match kind {
            Stance::GoodPractice => &self.good_practice,
            _ => &self.challenge,
        }
    }
}
