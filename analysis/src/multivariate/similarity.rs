//! How alike two words, codes or texts are: the coefficients of co-occurrence, as similarities and as distances.
//!
//! With A and B for the sets of texts of two words, and x and y for how often 1,000 tokens of each text are the word (in the place of
//! texts may be people or other units; codes have 1 where they are there):
//!
//! | measure | similarity | distance |
//! |---|---|---|
//! | Jaccard | \|A∩B\| ÷ \|A∪B\| | 1 − similarity |
//! | Dice | 2 \|A∩B\| ÷ (\|A\| + \|B\|) | 1 − similarity |
//! | Simpson | \|A∩B\| ÷ min(\|A\|, \|B\|) | 1 − similarity |
//! | cosine | Σxy ÷ √(Σx² Σy²) | 1 − similarity |
//! | Euclid | (largest distance − distance) ÷ largest distance | √Σ(x' − y')², x' and y' being standardized |
//!
//! These are the choices of KH Coder's networks (K. Higuchi, KH Coder 3 reference manual); R's `scale` standardizes.

use serde::Serialize;

use super::{NotComputed, Sparse, all_finite};

/// A coefficient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Jaccard's coefficient.
    Jaccard,
    /// Dice's coefficient.
    Dice,
    /// Simpson's coefficient (overlap).
    Simpson,
    /// The cosine of the angle.
    Cosine,
    /// Distance between standardized values.
    Euclid,
}

impl Measure {
    /// All measures.
    pub const ALL: [Measure; 5] =
        [Measure::Jaccard, Measure::Dice, Measure::Simpson, Measure::Cosine, Measure::Euclid];

    /// The largest distance that two things can have; `None` where it depends on the data.
    pub fn largest_distance(self) -> Option<f64> {
        match self {
            Measure::Jaccard | Measure::Dice | Measure::Simpson | Measure::Cosine => Some(1.0),
            Measure::Euclid => None,
        }
    }

    /// Whether it looks at how often something is there, not only at whether it is.
    pub fn is_of_counts(self) -> bool {
        matches!(self, Measure::Cosine | Measure::Euclid)
    }

    /// The similarity of two sets from what they share and their sizes; `None` for measures that need counts.
    pub fn of_sets(self, both: f64, a: f64, b: f64) -> Option<f64> {
        let divisor = match self {
            Measure::Jaccard => a + b - both,
            Measure::Dice => (a + b) / 2.0,
            Measure::Simpson => a.min(b),
            Measure::Cosine | Measure::Euclid => return None,
        };
        Some(if divisor > 0.0 { both / divisor } else { 0.0 })
    }
}

/// A number for each pair of `n` things, in the order (0, 1), (0, 2) … (1, 2) …
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs {
    /// How many things there are.
    pub n: usize,
    /// The numbers.
    pub values: Vec<f64>,
}

/// Largest distance that can be squared and added up without harm.
const LARGEST_DISTANCE: f64 = 1e100;

impl Pairs {
    /// The numbers that `value` gives for two of `n` things, the first of them standing before the second.
    pub fn new(n: usize, value: impl Fn(usize, usize) -> f64) -> Pairs {
        let values = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).map(|(a, b)| value(a, b));
        Pairs { n, values: values.collect() }
    }

    /// Fails unless these are distances of at least two and at most `most` things: one for each pair, none below 0.
    pub(super) fn check_distances(&self, most: usize) -> Result<(), NotComputed> {
        if self.n < 2 || self.values.len() != self.n * (self.n - 1) / 2 {
            return Err(NotComputed::TooFew);
        }
        if self.n > most {
            return Err(NotComputed::TooMany);
        }
        match self.values.iter().all(|value| (0.0..=LARGEST_DISTANCE).contains(value)) {
            true => Ok(()),
            false => Err(NotComputed::NotANumber),
        }
    }

    /// The number of two different things; 0 of a thing and itself, or when there is no such thing.
    pub fn of(&self, a: usize, b: usize) -> f64 {
        let (first, second) = (a.min(b), a.max(b));
        if first == second || second >= self.n {
            return 0.0;
        }
        let before = first * (2 * self.n - first - 1) / 2;
        self.values.get(before + second - first - 1).copied().unwrap_or(0.0)
    }

    /// The numbers of the first `n` things, or of all where there are fewer.
    pub fn of_first(&self, n: usize) -> Pairs {
        Pairs::new(n.min(self.n), |a, b| self.of(a, b))
    }

    /// Two things and their number, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let n = self.n;
        let pairs = (0..n).flat_map(move |a| (a + 1..n).map(move |b| (a, b)));
        pairs.zip(&self.values).map(|((a, b), &value)| (a, b, value))
    }
}

/// More things than this are not compared: their pairs would not fit into memory.
pub const MOST_ROWS: usize = 5_000;

/// The similarity of each pair of rows. `n_places` is how many places (texts) rows have; it matters to [`Measure::Euclid`].
///
/// # Errors
/// [`NotComputed::TooMany`] for more than [`MOST_ROWS`] rows, [`NotComputed::NotANumber`] for values that are none.
pub fn similarities(rows: &[Sparse], n_places: usize, measure: Measure) -> Result<Pairs, NotComputed> {
    let mut pairs = match measure {
        Measure::Euclid => euclid(rows, n_places)?,
        Measure::Cosine => cosine(rows)?,
        _ => compare(rows, |a, b| {
            let (one, other) = (&rows[a], &rows[b]);
            measure.of_sets(shared(one, other), size(one), size(other)).unwrap_or(0.0)
        })?,
    };
    if measure == Measure::Euclid {
        let largest = pairs.values.iter().copied().fold(0.0, f64::max);
        for value in &mut pairs.values {
            *value = if largest > 0.0 { (largest - *value) / largest } else { 1.0 };
        }
    }
    Ok(pairs)
}

/// The distance of each pair of rows, for clusters and scaling.
///
/// # Errors
/// [`NotComputed::TooMany`] for more than [`MOST_ROWS`] rows, [`NotComputed::NotANumber`] for values that are none.
pub fn distances(rows: &[Sparse], n_places: usize, measure: Measure) -> Result<Pairs, NotComputed> {
    if measure == Measure::Euclid {
        return euclid(rows, n_places);
    }
    let mut pairs = similarities(rows, n_places, measure)?;
    for value in &mut pairs.values {
        *value = (1.0 - *value).max(0.0);
    }
    Ok(pairs)
}

/// The same distances, but 1 for pairs of rows that share fewer than `least` places, as if they shared none. For measures of
/// sets and the cosine.
pub fn apart_below(mut distances: Pairs, rows: &[Sparse], least: u32) -> Pairs {
    let is_few = |(a, b, _): (usize, usize, f64)| match (rows.get(a), rows.get(b)) {
        (Some(one), Some(other)) => shared(one, other) < f64::from(least),
        _ => true,
    };
    let few: Vec<bool> = distances.iter().map(is_few).collect();
    for (value, _) in distances.values.iter_mut().zip(few).filter(|(_, is_few)| *is_few) {
        *value = 1.0;
    }
    distances
}

fn cosine(rows: &[Sparse]) -> Result<Pairs, NotComputed> {
    let lengths: Vec<f64> = rows.iter().map(|row| dot(row, row).sqrt()).collect();
    compare(rows, |a, b| match lengths[a] * lengths[b] {
        length if length > 0.0 => dot(&rows[a], &rows[b]) / length,
        _ => 0.0,
    })
}

/// With n places, Σ(x' − y')² of standardized values is 2 (n − 1) (1 − r), r being Pearson's correlation; a row that does
/// not vary is all 0.
fn euclid(rows: &[Sparse], n_places: usize) -> Result<Pairs, NotComputed> {
    let n = n_places as f64;
    let means: Vec<f64> =
        rows.iter().map(|row| row.iter().map(|(_, value)| value).sum::<f64>() / n).collect();
    let squares: Vec<f64> = rows
        .iter()
        .zip(&means)
        .map(|(row, mean)| {
            let rest = n - row.len() as f64;
            row.iter().map(|(_, value)| (value - mean).powi(2)).sum::<f64>() + rest * mean.powi(2)
        })
        .collect();
    let varies = |row: usize| n_places > 1 && squares[row] > 1e-300;
    let length = |row: usize| if varies(row) { n - 1.0 } else { 0.0 };
    compare(rows, |a, b| {
        let shared = if varies(a) && varies(b) {
            let products = dot(&rows[a], &rows[b]) - n * means[a] * means[b];
            products / (squares[a].sqrt() * squares[b].sqrt()) * (n - 1.0)
        } else {
            0.0
        };
        (length(a) + length(b) - 2.0 * shared).max(0.0).sqrt()
    })
}

fn compare(rows: &[Sparse], value: impl Fn(usize, usize) -> f64) -> Result<Pairs, NotComputed> {
    if rows.len() > MOST_ROWS {
        return Err(NotComputed::TooMany);
    }
    all_finite(rows.iter().flatten().map(|(_, value)| value))?;
    let pairs = Pairs::new(rows.len(), value);
    all_finite(&pairs.values)?;
    Ok(pairs)
}

fn size(row: &[(u32, f64)]) -> f64 {
    row.iter().filter(|(_, value)| *value != 0.0).count() as f64
}

fn shared(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    matches(a, b).filter(|(one, other)| *one != 0.0 && *other != 0.0).count() as f64
}

/// Σxy.
pub(super) fn dot(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    matches(a, b).map(|(one, other)| one * other).sum()
}

/// The values of two rows at the places that both have.
fn matches(a: &[(u32, f64)], b: &[(u32, f64)]) -> impl Iterator<Item = (f64, f64)> {
    let mut others = b.iter().peekable();
    a.iter().filter_map(move |&(place, value)| {
        while others.next_if(|other| other.0 < place).is_some() {}
        others.peek().filter(|other| other.0 == place).map(|other| (value, other.1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    fn rows() -> Vec<Sparse> {
        vec![
            vec![(0, 2.0), (1, 1.0), (3, 4.0)],
            vec![(1, 3.0), (3, 1.0), (4, 1.0)],
            vec![(2, 5.0)],
            vec![(0, 1.0), (1, 1.0), (2, 1.0), (3, 1.0), (4, 1.0)],
        ]
    }

    /// By hand; the cosine of the first two is (3 + 4) ÷ √(21 · 11).
    #[test]
    fn coefficients_of_small_rows() {
        let of = |measure| similarities(&rows(), 5, measure).unwrap();
        near(of(Measure::Jaccard).of(0, 1), 0.5, 1e-12);
        near(of(Measure::Dice).of(1, 0), 4.0 / 6.0, 1e-12);
        near(of(Measure::Simpson).of(2, 3), 1.0, 1e-12);
        near(of(Measure::Jaccard).of(0, 3), 0.6, 1e-12);
        near(of(Measure::Cosine).of(0, 1), 7.0 / 231_f64.sqrt(), 1e-12);
        assert_eq!(of(Measure::Jaccard).of(0, 2), 0.0);
        assert_eq!(of(Measure::Jaccard).iter().count(), 6);
        assert_eq!(of(Measure::Jaccard).of(1, 9), 0.0);
        for measure in Measure::ALL {
            let (all, first) = (of(measure), of(measure).of_first(3));
            assert_eq!(first.values, [all.of(0, 1), all.of(0, 2), all.of(1, 2)]);
            assert_eq!(all.of_first(9), all);
        }
    }

    /// By numpy: `z = (x - x.mean(1)) / x.std(1, ddof=1)` (the constant row is 0) and `numpy.linalg.norm(z[a] - z[b])`.
    #[test]
    fn distances_of_standardized_rows() {
        let distances = distances(&rows(), 5, Measure::Euclid).unwrap();
        for (value, expected) in distances.values.iter().zip(BY_NUMPY) {
            near(*value, expected, 1e-9);
        }
        let similarities = similarities(&rows(), 5, Measure::Euclid).unwrap();
        let largest = BY_NUMPY.iter().copied().fold(0.0, f64::max);
        near(similarities.values[0], (largest - BY_NUMPY[0]) / largest, 1e-9);
    }

    const BY_NUMPY: [f64; 6] =
        [2.828_427_124_746_190_3, 3.426_610_188_914_686_3, 2.0, 3.413_426_975_445_806_6, 2.0, 2.0];

    /// Rows 0 and 1 share two places, 0 and 3 three, 1 and 3 three, 2 and 3 one.
    #[test]
    fn pairs_that_share_little_can_stand_apart() {
        let all = distances(&rows(), 5, Measure::Jaccard).unwrap();
        let some = apart_below(all.clone(), &rows(), 3);
        assert_eq!((some.of(0, 1), some.of(2, 3)), (1.0, 1.0));
        assert_eq!((some.of(0, 3), some.of(1, 3)), (all.of(0, 3), all.of(1, 3)));
        assert_eq!(apart_below(all.clone(), &rows(), 1), all);
    }

    #[test]
    fn bad_input_is_refused() {
        assert_eq!(similarities(&[vec![(0, f64::NAN)]], 1, Measure::Cosine), Err(NotComputed::NotANumber));
        assert_eq!(
            similarities(&vec![Vec::new(); MOST_ROWS + 1], 1, Measure::Dice),
            Err(NotComputed::TooMany)
        );
        assert_eq!(similarities(&[], 0, Measure::Euclid).unwrap().values, Vec::<f64>::new());
        let empty = similarities(&[Vec::new(), Vec::new()], 0, Measure::Jaccard).unwrap();
        assert_eq!(empty.values, [0.0]);
        assert_eq!(distances(&[Vec::new(), Vec::new()], 0, Measure::Euclid).unwrap().values, [0.0]);
    }
}
