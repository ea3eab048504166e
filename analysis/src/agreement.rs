//! How far coders agree: Cohen's κ for two, Krippendorff's α for any number of them and with values missing, and how sure
//! these figures are.
//!
//! Everything starts at units: answers, sentences, or stretches of code points ([`units`]). A unit has a value of each coder
//! who judged it, and a weight: how many equal units it stands for, such as code points.

pub mod alpha;
pub mod bootstrap;
pub mod kappa;
pub mod units;

/// One unit as the coders judged it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// How many equal units it stands for; 1 for one answer.
    pub weight: f64,
    /// The value of each coder in their order; `None` where a coder did not judge it.
    pub values: Vec<Option<f64>>,
}

/// What was counted of some units: how often one value met another. Tables of parts add up to the table of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The values that occur, ascending.
    values: Vec<f64>,
    /// For each value (row) how often it met each value (column).
    cells: Vec<f64>,
}

impl Table {
    /// An empty table for these values, in any order; one that stands twice counts once.
    pub fn new(values: &[f64]) -> Table {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let cells = vec![0.0; values.len() * values.len()];
        Table { values, cells }
    }

    /// Adds another table of the same values.
    pub fn add(&mut self, other: &Table) {
        for (cell, more) in self.cells.iter_mut().zip(&other.cells) {
            *cell += more;
        }
    }

    /// How often `a` met `b`; 0 for values that do not occur.
    pub fn cell(&self, a: f64, b: f64) -> f64 {
        let place = self.place(a).zip(self.place(b));
        place.and_then(|(row, column)| self.at(row, column)).unwrap_or(0.0)
    }

    /// The sum of all cells.
    pub fn total(&self) -> f64 {
        self.cells.iter().sum()
    }

    fn place(&self, value: f64) -> Option<usize> {
        self.values.binary_search_by(|known| known.total_cmp(&value)).ok()
    }

    fn at(&self, row: usize, column: usize) -> Option<f64> {
        self.cells.get(row * self.values.len() + column).copied()
    }

    fn count(&mut self, a: f64, b: f64, weight: f64) {
        let place = self.place(a).zip(self.place(b));
        let width = self.values.len();
        if let Some(cell) = place.and_then(|(row, column)| self.cells.get_mut(row * width + column)) {
            *cell += weight;
        }
    }

    /// Sums of the rows, then of the columns.
    fn margins(&self) -> (Vec<f64>, Vec<f64>) {
        let width = self.values.len();
        let sum = |cell: &dyn Fn(usize) -> Option<f64>| (0..width).filter_map(cell).sum::<f64>();
        let rows = (0..width).map(|row| sum(&|column| self.at(row, column)));
        let columns = (0..width).map(|column| sum(&|row| self.at(row, column)));
        (rows.collect(), columns.collect())
    }
}
