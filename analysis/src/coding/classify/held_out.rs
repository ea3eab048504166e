//! Measures a classifier on texts that it has not learnt from.

use rayon::prelude::*;

use super::examples::Example;
use super::seen::Seen;
use super::{Classifier, Stance, tell_stance, train_stances};
use crate::coding::suggest::Suggester;

/// What was told of a text that had been kept back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What people said.
    pub stance: Stance,
    /// What the model said, with its probability.
    pub told: (Stance, f64),
    /// What the cue rules alone said.
    pub by_rules: Stance,
    /// What people said, where a code of the frame fits.
    pub theme: Option<String>,
    /// What the model said if the stance was right, with its probability.
    pub told_theme: Option<(String, f64)>,
}

/// Tells each text from a model that was trained on the others: every `n_folds`-th text is kept back, in turn, so that
/// lists ordered by theme are parted evenly. At least two folds are made.
pub fn cross_validate(suggester: &Suggester, examples: &[Example], n_folds: usize) -> Vec<Answer> {
    let n_folds = n_folds.max(2);
    let seen = Seen::all(suggester, examples);
    let all: Vec<(&Seen, &Example)> = seen.iter().zip(examples).collect();
    let mut answers: Vec<(usize, Answer)> = Vec::with_capacity(all.len());
    for fold in 0..n_folds {
        let is_kept_back = |place: usize| place % n_folds == fold;
        let others = all.iter().zip(0..).filter(|(_, place)| !is_kept_back(*place));
        let others: Vec<(&Seen, &Example)> = others.map(|(example, _)| *example).collect();
        let classifier = Classifier::train_seen(suggester, &others);
        let kept_back = all.iter().zip(0..).filter(|(_, place)| is_kept_back(*place));
        answers.extend(kept_back.map(|((seen, example), place)| (place, answer(&classifier, seen, example))));
    }
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// What was told of the stance of a survey's own text that had been kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldStance {
    /// What people said.
    pub right: Stance,
    /// What the model said.
    pub told: Stance,
    /// What the cue rules alone said.
    pub by_rules: Stance,
}

/// Tells the stance of each of a survey's own texts from a model that has learnt from the shipped texts and from the
/// survey's other ones, as [`cross_validate`] keeps them back, on all threads. A text that is there twice tells its own
/// answer: give each once.
pub fn tell_own(
    suggester: &Suggester,
    shipped: &[Example],
    own: &[Example],
    n_folds: usize,
) -> Vec<ToldStance> {
    let n_folds = n_folds.max(2);
    let (seen_shipped, seen_own) = (Seen::all(suggester, shipped), Seen::all(suggester, own));
    let own: Vec<(&Seen, &Example)> = seen_own.iter().zip(own).collect();
    let of_fold = |fold: usize| -> Vec<(usize, ToldStance)> {
        let is_kept_back = |place: usize| place % n_folds == fold;
        let others = own.iter().zip(0..).filter(|(_, place)| !is_kept_back(*place));
        let known: Vec<(&Seen, &Example)> =
            seen_shipped.iter().zip(shipped).chain(others.map(|(example, _)| *example)).collect();
        let stances = train_stances(&known);
        let kept_back = own.iter().zip(0..).filter(|(_, place)| is_kept_back(*place));
        let told = kept_back.map(|((seen, example), place)| {
            let (_, told) = tell_stance(&stances, &seen.stance, &seen.rules);
            (place, ToldStance { right: example.stance, told, by_rules: seen.rules.stance })
        });
        told.collect()
    };
    let mut told: Vec<(usize, ToldStance)> = (0..n_folds).into_par_iter().flat_map_iter(of_fold).collect();
    told.sort_by_key(|(place, _)| *place);
    told.into_iter().map(|(_, told)| told).collect()
}

fn answer(classifier: &Classifier, seen: &Seen, example: &Example) -> Answer {
    let (probabilities, stance) = classifier.stance_of(seen);
    Answer {
        stance: example.stance,
        told: (stance, probabilities.iter().copied().fold(0.0, f64::max)),
        by_rules: seen.rules.stance,
        theme: example.theme.clone(),
        told_theme: classifier.theme(seen, example.stance),
    }
}

/// The mean over all stances of the harmonic mean of precision and recall, of pairs of right and told stances.
/// A stance that is neither right nor told anywhere is left out; 0 without pairs.
pub fn macro_f1(pairs: &[(Stance, Stance)]) -> f64 {
    let of = |stance: Stance| {
        let n_right = pairs.iter().filter(|pair| **pair == (stance, stance)).count() as f64;
        let n_both = pairs.iter().map(|pair| u32::from(pair.0 == stance) + u32::from(pair.1 == stance));
        let n_both = f64::from(n_both.sum::<u32>());
        (n_both > 0.0).then(|| 2.0 * n_right / n_both)
    };
    let found: Vec<f64> = Stance::ALL.into_iter().filter_map(of).collect();
    if found.is_empty() { 0.0 } else { found.iter().sum::<f64>() / found.len() as f64 }
}

/// Whether a model that learnt from such texts tells stances better than the cue rules alone do; only then is it worth
/// using for a survey.
pub fn is_better_than_rules(answers: &[Answer]) -> bool {
    let told: Vec<_> = answers.iter().map(|answer| (answer.stance, answer.told.0)).collect();
    let by_rules: Vec<_> = answers.iter().map(|answer| (answer.stance, answer.by_rules)).collect();
    macro_f1(&told) > macro_f1(&by_rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macro_f1_is_the_mean_of_the_stances() {
        use Stance::{Challenge, GoodPractice, Other, Request};
        // Challenge: precision 1/2, recall 1. Request: precision 1, recall 1/2. The others are never told rightly.
        let pairs = [(Challenge, Challenge), (Request, Challenge), (Request, Request), (Other, GoodPractice)];
        assert!((macro_f1(&pairs) - (2.0 / 3.0 + 0.0 + 2.0 / 3.0 + 0.0) / 4.0).abs() < 1e-12);
        assert!((macro_f1(&pairs[..3]) - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(macro_f1(&[]), 0.0);
    }
}
