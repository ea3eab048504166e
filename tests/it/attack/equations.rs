//! What a reader can work out: equations over whole numbers of people, some of which are printed.

use std::collections::BTreeMap;

/// A sum of unknown numbers, each with how often it counts, and what it comes to.
type Equation = (BTreeMap<usize, i64>, i64);

/// The least and the most that each number can be.
type Bounds = Vec<(i64, i64)>;

/// Most numbers in an equation that follows from others.
const MOST_TERMS: usize = 8;

/// Unknown numbers with what is known of them.
pub struct Equations {
    names: BTreeMap<String, usize>,
    equations: Vec<Equation>,
    bounds: Bounds,
    most: i64,
}

impl Equations {
    /// No number is larger than `most`.
    pub fn new(most: usize) -> Equations {
        let most = i64::try_from(most).expect("a small number");
        Equations { names: BTreeMap::new(), equations: Vec::new(), bounds: Vec::new(), most }
    }

    /// The place of the number of this name.
    pub fn unknown(&mut self, name: &str) -> usize {
        let next = self.names.len();
        let place = *self.names.entry(name.to_owned()).or_insert(next);
        if place == next {
            self.bounds.push((0, self.most));
        }
        place
    }

    /// A number is the sum of its parts.
    pub fn add(&mut self, whole: usize, parts: &[usize]) {
        let terms = parts.iter().map(|part| (*part, 1)).chain([(whole, -1)]);
        self.equations.push((terms.collect(), 0));
    }

    /// The parts of a number may overlap: together they are no less.
    pub fn add_at_least(&mut self, whole: usize, parts: &[usize]) {
        let more = self.unknown(&format!("more than {whole}: {parts:?}"));
        self.bounds[more].1 = self.most * i64::try_from(parts.len()).expect("a small number");
        let terms = parts.iter().map(|part| (*part, 1)).chain([(whole, -1), (more, -1)]);
        self.equations.push((terms.collect(), 0));
    }

    /// A number is printed.
    pub fn print(&mut self, place: usize, n: usize) {
        let n = i64::try_from(n).expect("a small number");
        self.bounds[place] = (n, n);
    }

    /// Adds what follows from equations together, where it is short (Gauss's elimination without the printed numbers), and narrows.
    pub fn combine(&mut self) {
        let width = self.bounds.len();
        let mut rows: Vec<Vec<f64>> = self.equations.iter().map(|equation| self.dense(equation)).collect();
        let mut top = 0;
        for column in 0..width {
            let size = |row: &usize| rows[*row][column].abs();
            let pivot = (top..rows.len()).max_by(|one, other| size(one).total_cmp(&size(other)));
            let Some(pivot) = pivot.filter(|row| size(row) > 1e-6) else { continue };
            rows.swap(top, pivot);
            let divisor = rows[top][column];
            rows[top].iter_mut().for_each(|value| *value /= divisor);
            let leading = rows[top].clone();
            for (_, row) in rows.iter_mut().enumerate().filter(|(place, _)| *place != top) {
                let factor = row[column];
                if factor == 0.0 {
                    continue;
                }
                row.iter_mut().zip(&leading).for_each(|(value, other)| *value -= factor * other);
            }
            top += 1;
        }
        self.equations.extend(rows[..top].iter().filter_map(|row| short(row)));
        let mut bounds = self.bounds.clone();
        assert!(self.narrow(&mut bounds), "the outputs contradict one another");
        self.bounds = bounds;
    }

    /// The number at a place, if every other one contradicts what is known.
    pub fn only_value(&self, place: usize) -> Option<i64> {
        let (least, most) = self.bounds[place];
        let is_possible = |n: &i64| {
            let mut tried = self.bounds.clone();
            tried[place] = (*n, *n);
            self.narrow(&mut tried)
        };
        let mut possible = (least..=most).filter(is_possible);
        possible.next().filter(|_| possible.next().is_none())
    }

    fn dense(&self, (terms, sum): &Equation) -> Vec<f64> {
        let mut row = vec![0.0; self.bounds.len() + 1];
        let mut rest = *sum;
        for (place, count) in terms {
            match self.bounds[*place] {
                (least, most) if least == most => rest -= count * least,
                _ => row[*place] = *count as f64,
            }
        }
        row[self.bounds.len()] = rest as f64;
        row
    }

    /// Narrows what each number can be until nothing more follows from any one equation; false where nothing is left.
    fn narrow(&self, bounds: &mut [(i64, i64)]) -> bool {
        loop {
            let before = bounds.to_vec();
            if !self.equations.iter().all(|equation| narrow_by(equation, bounds)) {
                return false;
            }
            if before == bounds {
                return true;
            }
        }
    }
}

/// A row as an equation, if it is short and of whole numbers.
fn short(row: &[f64]) -> Option<Equation> {
    let (sum, counts) = row.split_last()?;
    let is_whole = |value: &f64| (value - value.round()).abs() < 1e-6;
    let terms: Vec<(usize, f64)> =
        counts.iter().copied().enumerate().filter(|(_, count)| count.abs() > 1e-6).collect();
    if terms.len() > MOST_TERMS || !is_whole(sum) || !terms.iter().all(|(_, count)| is_whole(count)) {
        return None;
    }
    let terms = terms.into_iter().map(|(place, count)| (place, count.round() as i64));
    Some((terms.collect(), sum.round() as i64))
}

/// Narrows by one equation; false where it cannot hold.
fn narrow_by((terms, sum): &Equation, bounds: &mut [(i64, i64)]) -> bool {
    let ends = |count: i64, (least, most): (i64, i64)| {
        if count > 0 { (count * least, count * most) } else { (count * most, count * least) }
    };
    for (place, count) in terms {
        let others = terms.iter().filter(|(other, _)| *other != place);
        let others = others.map(|(other, count)| ends(*count, bounds[*other]));
        let (low, high) = others.fold((0, 0), |sum, ends| (sum.0 + ends.0, sum.1 + ends.1));
        // What the other terms leave for this one, which is a whole number of times.
        let (from, to) = (sum - high, sum - low);
        let size = count.abs();
        let (from, to) = if *count > 0 { (from, to) } else { (-to, -from) };
        let (from, to) = (-(-from).div_euclid(size), to.div_euclid(size));
        let (least, most) = bounds[*place];
        bounds[*place] = (least.max(from), most.min(to));
        if bounds[*place].0 > bounds[*place].1 {
            return false;
        }
    }
    true
}

#[test]
fn what_follows_from_equations_together_is_found() {
    let mut known = Equations::new(20);
    let places = ["a", "b", "c", "a + b", "b + c", "a + c"].map(|name| known.unknown(name));
    let [a, b, c, ab, bc, ac] = places;
    known.add(ab, &[a, b]);
    known.add(bc, &[b, c]);
    known.print(ab, 9);
    known.print(bc, 8);
    assert_eq!(known.only_value(a), None, "two equations leave three numbers open");
    known.add(ac, &[a, c]);
    known.print(ac, 5);
    known.combine();
    assert_eq!([a, b, c].map(|place| known.only_value(place)), [Some(3), Some(6), Some(2)]);
}
