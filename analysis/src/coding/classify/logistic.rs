//! Multinomial logistic regression with an L2 penalty on sparse rows.
//!
//! With weights w the probability of class k for a row x is exp(w_k·x) / Σ_j exp(w_j·x); what is made least is the sum of
//! −ln of the probabilities of the right classes, plus half the penalty times the sum of the squared weights.
//!
//! Source: C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4; the penalty as in scikit-learn's
//! `LogisticRegression`.

use super::minimize::minimize;

/// Inverse of what scikit-learn calls C. Chosen by cross-validation on the shipped texts (decision 29).
const PENALTY: f64 = 0.1;

/// More steps change no figure.
const MOST_STEPS: usize = 80;

/// One text: columns with their values, each column once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row(pub Vec<(u32, f64)>);

/// A trained regression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weights {
    n_classes: usize,
    /// Column by column, one weight for each class.
    values: Vec<f64>,
}

impl Weights {
    /// Trains on rows and their classes, which are below `n_classes`; columns are below `n_columns`.
    pub(super) fn train(rows: &[Row], classes: &[usize], n_columns: usize, n_classes: usize) -> Weights {
        let start = vec![0.0; n_columns * n_classes];
        let values = minimize(start, MOST_STEPS, |weights, gradient| {
            loss(rows, classes, n_classes, weights, gradient)
        });
        Weights { n_classes, values }
    }

    /// The probability of each class for a row; with a temperature over 1 they are more even.
    pub(super) fn probabilities(&self, row: &Row, temperature: f64) -> Vec<f64> {
        let mut scores = vec![0.0; self.n_classes];
        add_scores(row, &self.values, &mut scores);
        scores.iter_mut().for_each(|score| *score /= temperature);
        softmax(&mut scores);
        scores
    }

    /// The weight of a column for a class.
    pub(super) fn at(&self, column: u32, class: usize) -> f64 {
        self.values.get(column as usize * self.n_classes + class).copied().unwrap_or_default()
    }
}

/// The loss at some weights; writes its gradient.
fn loss(rows: &[Row], classes: &[usize], n_classes: usize, weights: &[f64], gradient: &mut [f64]) -> f64 {
    let mut loss = 0.0;
    for (slope, weight) in gradient.iter_mut().zip(weights) {
        *slope = PENALTY * weight;
        loss += 0.5 * PENALTY * weight * weight;
    }
    let mut errors = vec![0.0; n_classes];
    for (row, &class) in rows.iter().zip(classes) {
        errors.fill(0.0);
        add_scores(row, weights, &mut errors);
        softmax(&mut errors);
        if let Some(right) = errors.get_mut(class) {
            loss -= (*right).max(f64::MIN_POSITIVE).ln();
            *right -= 1.0;
        }
        for &(column, value) in &row.0 {
            let at = column as usize * n_classes;
            if let Some(slopes) = gradient.get_mut(at..at + n_classes) {
                slopes.iter_mut().zip(&errors).for_each(|(slope, error)| *slope += value * error);
            }
        }
    }
    loss
}

fn add_scores(row: &Row, weights: &[f64], scores: &mut [f64]) {
    let n_classes = scores.len();
    for &(column, value) in &row.0 {
        let at = column as usize * n_classes;
        if let Some(weights) = weights.get(at..at + n_classes) {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += value * weight);
        }
    }
}

fn softmax(scores: &mut [f64]) {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let total: f64 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        [[0.0, 1.0], [1.0, 1.0], [2.0, 1.0], [3.0, 1.0], [4.0, 1.0]]
            .map(|row| Row(vec![(0, row[0]), (1, row[1])]))
            .to_vec()
    }

    #[test]
    fn the_gradient_is_that_of_the_loss() {
        let (rows, classes) = (rows(), [0, 0, 1, 2, 1]);
        let weights = [0.3, -0.2, 0.1, 0.5, -0.4, 0.05];
        let mut gradient = [0.0; 6];
        loss(&rows, &classes, 3, &weights, &mut gradient);
        for (at, given) in gradient.iter().enumerate() {
            let beside = |by: f64| {
                let mut weights = weights;
                weights[at] += by;
                loss(&rows, &classes, 3, &weights, &mut [0.0; 6])
            };
            let slope = (beside(1e-5) - beside(-1e-5)) / 2e-5;
            assert!((slope - given).abs() < 1e-6, "{at}: {slope} {given}");
        }
    }

    #[test]
    fn probabilities_follow_the_rows() {
        let weights = Weights::train(&rows(), &[0, 0, 0, 1, 1], 2, 2);
        let of = |x: f64| weights.probabilities(&Row(vec![(0, x), (1, 1.0)]), 1.0);
        assert!(of(0.0)[0] > 0.9 && of(4.0)[1] > 0.9);
        assert!((of(2.0).iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let cool = weights.probabilities(&Row(vec![(0, 0.0), (1, 1.0)]), 4.0);
        assert!(cool[0] > 0.5 && cool[0] < of(0.0)[0]);
        assert!((weights.at(0, 0) + weights.at(0, 1)).abs() < 1e-3);
    }
}
