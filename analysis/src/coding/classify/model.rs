//! A model of one question: features, the columns that they are known by, and the weights of the classes.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::features::Features;
use super::logistic::{Row, Weights};

/// Pieces of fewer texts say nothing about others.
const LEAST_TEXTS: u32 = 2;

/// Characters with less than this share of the weight of the heaviest one are no evidence.
const SHARE_OF_HEAVIEST: f64 = 1.0 / 3.0;

/// More places than a reader looks at are left out, the quietest first.
const MOST_PLACES: usize = 8;

/// Answers one question about texts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Model {
    vocabulary: Vocabulary,
    weights: Weights,
    temperature: f64,
}

/// The pieces that are known, each with its column and its inverse document frequency.
#[derive(Clone, Debug, PartialEq)]
struct Vocabulary {
    pieces: HashMap<String, (u32, f64)>,
}

impl Model {
    /// Trains on texts and their classes, which are below `n_classes`.
    pub(super) fn train(texts: &[&Features], classes: &[usize], n_classes: usize, temperature: f64) -> Model {
        let vocabulary = Vocabulary::learn(texts);
        let rows: Vec<Row> = texts.iter().map(|features| vocabulary.row(features)).collect();
        let n_cues = texts.iter().map(|features| features.cues.len()).max().unwrap_or(0);
        let n_columns = vocabulary.pieces.len() + n_cues + 1;
        let weights = Weights::train(&rows, classes, n_columns, n_classes);
        Model { vocabulary, weights, temperature }
    }

    /// The probability of each class.
    pub(super) fn probabilities(&self, features: &Features) -> Vec<f64> {
        self.weights.probabilities(&self.vocabulary.row(features), self.temperature)
    }

    /// The places in the text, in bytes and in text order, whose characters speak most for a class.
    pub(super) fn evidence(&self, features: &Features, class: usize) -> Vec<Range<usize>> {
        let values = self.vocabulary.values(features);
        let length = features.pieces.iter().map(|piece| piece.place.end).max().unwrap_or(0);
        let mut spoken = vec![0.0; length];
        for piece in &features.pieces {
            let Some(&(column, _)) = self.vocabulary.pieces.get(&piece.name) else { continue };
            let Some(&(value, times)) = values.get(&column) else { continue };
            let n_bytes = f64::from(times) * piece.place.len() as f64;
            let share = self.weights.at(column, class) * value / n_bytes;
            if let Some(bytes) = spoken.get_mut(piece.place.clone()) {
                bytes.iter_mut().for_each(|byte| *byte += share);
            }
        }
        runs(&spoken)
    }
}

/// The runs of bytes that speak loudly enough, the loudest ones, in order. The bytes of one character speak alike.
fn runs(spoken: &[f64]) -> Vec<Range<usize>> {
    let least = spoken.iter().copied().fold(0.0, f64::max) * SHARE_OF_HEAVIEST;
    let mut found: Vec<(f64, Range<usize>)> = Vec::new();
    for (at, &weight) in spoken.iter().enumerate() {
        if weight <= least {
            continue;
        }
        match found.last_mut() {
            Some((total, last)) if last.end == at => {
                *total += weight;
                last.end = at + 1;
            }
            _ => found.push((weight, at..at + 1)),
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.start.cmp(&b.1.start)));
    found.truncate(MOST_PLACES);
    let mut places: Vec<Range<usize>> = found.into_iter().map(|(_, place)| place).collect();
    places.sort_by_key(|place| place.start);
    places
}

impl Vocabulary {
    /// Learns the pieces of texts. Columns follow the names, so that the order of texts changes none.
    fn learn(texts: &[&Features]) -> Vocabulary {
        let mut n_texts: BTreeMap<&str, u32> = BTreeMap::new();
        for features in texts {
            let mut names: Vec<&str> = features.pieces.iter().map(|piece| piece.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                *n_texts.entry(name).or_default() += 1;
            }
        }
        let n_all = texts.len() as f64;
        let kept = n_texts.into_iter().filter(|(_, n)| *n >= LEAST_TEXTS).zip(0..);
        let pieces = kept.map(|((name, n), column)| {
            let rareness = ((1.0 + n_all) / (1.0 + f64::from(n))).ln() + 1.0;
            (name.to_owned(), (column, rareness))
        });
        Vocabulary { pieces: pieces.collect() }
    }

    /// Value and number of places of each known piece: (1 + ln n) · idf, brought to length 1.
    fn values(&self, features: &Features) -> BTreeMap<u32, (f64, u32)> {
        let mut values: BTreeMap<u32, (f64, u32)> = BTreeMap::new();
        for &(column, rareness) in features.pieces.iter().filter_map(|piece| self.pieces.get(&piece.name)) {
            let value = values.entry(column).or_insert((rareness, 0));
            value.1 += 1;
        }
        for (value, times) in values.values_mut() {
            *value *= 1.0 + f64::from(*times).ln();
        }
        let length = values.values().map(|(value, _)| value * value).sum::<f64>().sqrt();
        values.values_mut().for_each(|(value, _)| *value /= length);
        values
    }

    /// The row of a text: its pieces, its cues, and 1 for what a class is worth without any of them.
    fn row(&self, features: &Features) -> Row {
        let mut row: Vec<(u32, f64)> =
            self.values(features).into_iter().map(|(column, (value, _))| (column, value)).collect();
        let first = self.pieces.len() as u32;
        let others = features.cues.iter().copied().chain([1.0]);
        row.extend((first..).zip(others).filter(|(_, value)| *value != 0.0));
        Row(row)
    }
}

#[cfg(test)]
mod tests {
    use super::super::features::Piece;
    use super::*;

    fn features(words: &[(&str, Range<usize>)]) -> Features {
        let piece =
            |(name, place): &(&str, Range<usize>)| Piece { name: (*name).to_owned(), place: place.clone() };
        Features { pieces: words.iter().map(piece).collect(), cues: vec![0.5] }
    }

    #[test]
    fn rows_have_length_one_and_only_known_pieces() {
        let texts =
            [features(&[("a", 0..1), ("b", 1..2), ("a", 2..3)]), features(&[("a", 0..1), ("b", 1..2)])];
        let vocabulary = Vocabulary::learn(&texts.iter().collect::<Vec<_>>());
        let Row(row) = vocabulary.row(&features(&[("a", 0..1), ("z", 1..2)]));
        assert_eq!(row, [(0, 1.0), (2, 0.5), (3, 1.0)]);
        let Row(row) = vocabulary.row(&texts[0]);
        let twice = 1.0 + 2f64.ln();
        assert!((row[0].1 / row[1].1 - twice).abs() < 1e-12);
        assert!((row[0].1.hypot(row[1].1) - 1.0).abs() < 1e-12);
        assert_eq!(vocabulary.row(&features(&[])), Row(vec![(2, 0.5), (3, 1.0)]));
    }

    #[test]
    fn evidence_is_where_the_class_was_learnt_from() {
        let texts = [
            features(&[("too", 0..3), ("few", 3..6)]),
            features(&[("too", 3..6), ("few", 0..3)]),
            features(&[("too", 0..3), ("well", 3..7)]),
            features(&[("too", 0..3), ("well", 3..7)]),
        ];
        let model = Model::train(&texts.iter().collect::<Vec<_>>(), &[0, 0, 1, 1], 2, 1.0);
        assert!(model.probabilities(&texts[0])[0] > 0.5 && model.probabilities(&texts[3])[1] > 0.5);
        assert_eq!(model.evidence(&texts[0], 0).first(), Some(&(3..6)));
        assert_eq!(model.evidence(&texts[3], 1).first(), Some(&(3..7)));
        assert_eq!(model.evidence(&features(&[("else", 0..4)]), 0), Vec::<Range<usize>>::new());
    }

    #[test]
    fn runs_are_joined_where_they_touch() {
        assert_eq!(runs(&[0.0, 3.0, 2.0, 0.5, 2.0, -1.0]), [1..3, 4..5]);
        assert_eq!(runs(&[-1.0, 0.0]), Vec::<Range<usize>>::new());
        let many: Vec<f64> =
            (0..100).map(|at| if at % 2 == 0 { 100.0 + f64::from(at) } else { 0.0 }).collect();
        let loudest = runs(&many);
        assert_eq!((loudest.len(), loudest[0].clone(), loudest[7].clone()), (8, 84..85, 98..99));
    }
}
