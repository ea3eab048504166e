//! What the same people said before and after (対応のある前後比較): how many changed, and whether that can be chance.

use serde::Serialize;

use crate::statistics::NotTested;
use crate::statistics::mcnemar::{McNemar, mcnemar};
use crate::statistics::signed_rank::{SignedRank, signed_rank};
use crate::table::Count;
use crate::table::joint::joint;
use crate::table::summary::summary;
use crate::table::tested::Outcome;

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// An answer that was given or not.
    YesNo,
    /// Steps of a scale.
    Scale,
}

/// The test of a change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeTest {
    /// Of yes and no.
    McNemar(McNemar),
    /// Of a scale.
    SignedRank(SignedRank),
}

/// How high a scale is, of those who are in a pair.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Height {
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation of a sample; `None` of one pair.
    pub sd: Option<f64>,
}

/// Pairs of answers of the same people; see [`crate::table::suppress::protect`] before they are shown to others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changes {
    /// What was compared.
    pub kind: ChangeKind,
    /// Yes and no: yes twice, yes then no, no then yes, no twice. A scale: fell, stayed, rose.
    pub parts: Vec<Count>,
    /// All pairs.
    pub pairs: Count,
    /// Mean of after less before; `None` for yes and no, without a pair, or withheld.
    pub mean_change: Option<f64>,
    /// Before and after; `None` for yes and no, without a pair, or withheld.
    pub heights: Option<[Height; 2]>,
    /// Whether as many went one way as the other.
    pub test: Outcome<ChangeTest>,
    /// Whether anything is withheld.
    pub has_hidden: bool,
    /// The counts that the test follows from: the parts, or how many moved by each distance; empty if protected.
    #[serde(skip)]
    pub(super) detail: Vec<usize>,
    /// How many people gave each value before and each after, over all values that somebody gave; empty if protected.
    #[serde(skip)]
    pub(super) square: Vec<usize>,
    /// See [`Changes::with_beside`]; empty if protected.
    #[serde(skip)]
    pub(super) beside: Vec<usize>,
    /// See [`Changes::with_unpaired`]; empty if protected.
    #[serde(skip)]
    pub(super) unpaired: Vec<usize>,
    /// How many people heights tell of: those of each step before and after, and those of [`Changes::with_heights_beside`]; empty if
    /// protected.
    #[serde(skip)]
    pub(super) heights_tell: Vec<usize>,
}

impl Changes {
    /// The same beside tables of all answers, before and after, that readers have: how many people who are in no pair are what those
    /// tables leave of the pairs, number by number.
    pub fn with_beside(self, beside: Vec<usize>) -> Changes {
        Changes { beside, ..self }
    }

    /// The same beside tables, before or after, that tell readers some of all answers: how many people who gave one are in no pair. Where
    /// nobody is, such a table is a margin of the square of before and after.
    pub fn with_unpaired(self, unpaired: Vec<usize>) -> Changes {
        Changes { unpaired, ..self }
    }

    /// The same beside tables of all steps, before or after, that readers have: how many people who are in no pair each of those tables
    /// leaves. What they said would be the rest of the heights alone.
    pub fn with_heights_beside(mut self, heights_beside: Vec<usize>) -> Changes {
        self.heights_tell.extend(heights_beside);
        self
    }
}

/// Changes of an answer that was given or not, from pairs of before and after.
pub fn yes_no_changes(pairs: &[(bool, bool)]) -> Changes {
    let count = |wanted: (bool, bool)| pairs.iter().filter(|pair| **pair == wanted).count();
    let parts = [(true, true), (true, false), (false, true), (false, false)].map(count);
    let test = match pairs.is_empty() {
        true => Outcome::NotTested(NotTested::TooFew),
        false => mcnemar(parts[1], parts[2]).map(ChangeTest::McNemar).into(),
    };
    Changes {
        kind: ChangeKind::YesNo,
        parts: parts.map(Count::Shown).into(),
        pairs: Count::Shown(pairs.len()),
        mean_change: None,
        heights: None,
        test,
        has_hidden: false,
        detail: parts.into(),
        square: joint(pairs),
        beside: Vec::new(),
        unpaired: Vec::new(),
        heights_tell: Vec::new(),
    }
}

/// Changes on a scale, from pairs of before and after.
pub fn scale_changes(pairs: &[(f64, f64)]) -> Changes {
    let mut moved: Vec<f64> = pairs.iter().map(|(before, after)| after - before).collect();
    moved.sort_by(f64::total_cmp);
    let fell = moved.iter().filter(|change| **change < 0.0).count();
    let rose = moved.iter().filter(|change| **change > 0.0).count();
    let parts = [fell, moved.len() - fell - rose, rose];
    let mean = moved.iter().sum::<f64>() / moved.len() as f64;
    Changes {
        kind: ChangeKind::Scale,
        parts: parts.map(Count::Shown).into(),
        pairs: Count::Shown(pairs.len()),
        mean_change: Some(mean).filter(|mean| mean.is_finite()),
        heights: heights(pairs),
        test: signed_rank(pairs).map(ChangeTest::SignedRank).into(),
        has_hidden: false,
        detail: moved.chunk_by(|a, b| a == b).map(<[f64]>::len).collect(),
        square: joint(pairs),
        beside: Vec::new(),
        unpaired: Vec::new(),
        heights_tell: [steps(pairs.iter().map(|pair| pair.0)), steps(pairs.iter().map(|pair| pair.1))]
            .concat(),
    }
}

/// How many are of each step.
fn steps(values: impl Iterator<Item = f64>) -> Vec<usize> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.chunk_by(|a, b| a == b).map(<[f64]>::len).collect()
}

/// Mean and spread of before and of after; `None` without a pair.
fn heights(pairs: &[(f64, f64)]) -> Option<[Height; 2]> {
    let of = |values: Vec<f64>| {
        let found = summary(&values, values.len(), 0);
        found.mean.map(|mean| Height { mean, sd: found.sd })
    };
    let [before, after] =
        [of(pairs.iter().map(|pair| pair.0).collect()), of(pairs.iter().map(|pair| pair.1).collect())];
    Some([before?, after?])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Approval ratings of the same 1,600 voters (Agresti 2007, table 8.1): 150 lost, 86 gained.
    #[test]
    fn yes_and_no() {
        let mut pairs = vec![(true, true); 794];
        pairs.extend(vec![(true, false); 150]);
        pairs.extend(vec![(false, true); 86]);
        pairs.extend(vec![(false, false); 570]);
        let changes = yes_no_changes(&pairs);
        assert_eq!(changes.parts, [794, 150, 86, 570].map(Count::Shown));
        let Some(ChangeTest::McNemar(test)) = changes.test.found() else { panic!("{changes:?}") };
        assert_eq!((test.lost, test.gained), (150, 86));
        assert!(test.p < 0.001);
    }

    #[test]
    fn a_scale() {
        let changes = scale_changes(&[(1.0, 3.0), (2.0, 3.0), (3.0, 3.0), (4.0, 3.0)]);
        assert_eq!(changes.parts, [1, 1, 2].map(Count::Shown));
        assert_eq!(changes.mean_change, Some(0.5));
        // 1 to 4: mean 2.5, squares of the distances 2.25 + .25 + .25 + 2.25 = 5, 5 / 3 = 1.667, its root 1.29; after, all the same.
        let [before, after] = changes.heights.unwrap();
        assert_eq!((before.mean, after), (2.5, Height { mean: 3.0, sd: Some(0.0) }));
        assert!((before.sd.unwrap() - 1.291).abs() < 1e-3);
        assert_eq!(changes.detail, [1, 1, 1, 1]);
        assert!(changes.test.found().is_some());
    }

    #[test]
    fn no_change_and_no_pair_are_said() {
        let none = scale_changes(&[]);
        assert_eq!((&none.test, none.mean_change), (&Outcome::NotTested(NotTested::TooFew), None));
        assert_eq!(yes_no_changes(&[]).test, Outcome::NotTested(NotTested::TooFew));
        assert_eq!(yes_no_changes(&[(true, true)]).test, Outcome::NotTested(NotTested::NoVariation));
    }
}
