//! How codes of coding rules go together, by the units that they are counted in: Jaccard's coefficient of each two, and their network.

use analysis::document::{Cell, Sheet};
use analysis::multivariate::similarity::Measure;
use analysis::text::cooccurrence::Network;
use analysis::text::cooccurrence::codes::{FEWER_CODES, MOST_CODES};
use analysis::text::cooccurrence::compared::Compared;
use analysis::text::terms::Term;

use super::figures::Figures;
use super::options::Options;
use super::rules::{RuleRow, Ruled};
use super::sheets::ids;

/// A code with its units, ascending.
struct Coded<'r> {
    /// Its place among the codes of the file.
    place: usize,
    name: &'r str,
    units: &'r [u32],
}

/// The codes of most units, in the order of the file.
fn coded<'r>(rows: &'r [RuleRow], units: &'r [Vec<u32>], most: usize) -> Vec<Coded<'r>> {
    let mut places: Vec<usize> = (0..units.len()).collect();
    places.sort_by_key(|&place| std::cmp::Reverse(units[place].len()));
    places.truncate(most);
    places.sort_unstable();
    let code = |place: usize| {
        let name = rows.get(place)?.name.as_str();
        Some(Coded { place, name, units: units.get(place)? })
    };
    places.into_iter().filter_map(code).collect()
}

/// `rules_jaccard.csv`: each two codes once.
pub fn sheet(figures: &Figures, ruled: &Ruled) -> Sheet {
    let codes = coded(&ruled.rows, &ruled.units, MOST_CODES);
    let mut rows = Vec::new();
    for (place, one) in codes.iter().enumerate() {
        rows.extend(codes.iter().skip(place + 1).map(|other| cells(figures, ruled, [one, other])));
    }
    let columns =
        ["code1", "code2", "n1", "n2", "both", "jaccard", "unit", "ids"].map(str::to_owned).to_vec();
    Sheet { name: "rules_jaccard".to_owned(), columns, rows }
}

fn cells(figures: &Figures, ruled: &Ruled, [one, other]: [&Coded<'_>; 2]) -> Vec<Cell> {
    let (both, texts) = ruled.with_both(one.place, other.place);
    let (n, n_other) = (one.units.len(), other.units.len());
    vec![
        Cell::text(one.name),
        Cell::text(other.name),
        Cell::Integer(n as i64),
        Cell::Integer(n_other as i64),
        Cell::Integer(both as i64),
        Cell::rounded(Measure::Jaccard.of_sets(both as f64, n as f64, n_other as f64), 4),
        Cell::Text(ruled.unit.name().into()),
        ids(figures, &texts),
    ]
}

/// The network of codes, as it is shown: those of `rows`, each with its `units` out of `n_units`.
pub fn network(rows: &[RuleRow], units: &[Vec<u32>], n_units: u32, options: &Options) -> Network {
    let term = |code: Coded<'_>| Term {
        lemma: code.name.to_owned(),
        class: "code",
        word: 0,
        n_documents: u32::try_from(code.units.len()).unwrap_or(u32::MAX),
        n_occurrences: 0,
        n_negated: 0,
        documents: code.units.to_vec(),
    };
    let codes: Vec<Term> = coded(rows, units, FEWER_CODES).into_iter().map(term).collect();
    options.shown(Compared::codes(&codes, n_units, &options.network_of_codes()).network())
}
