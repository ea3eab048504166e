//! Correspondence analyses of the columns that are compared.

use analysis::document::{Cell, Sheet};
use analysis::multivariate::correspondence::{Correspondence, DIMENSIONS};

use super::{ids, sheet};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::plane::{Placed, Plane};

/// Coordinates of values and words, or codes, then their contributions to each dimension (0 to 1), one table after the other.
pub fn correspondence(figures: &Figures) -> Sheet {
    let rows = figures.further.correspondences.iter().flat_map(|found| plane(figures, found)).collect();
    let numbered = |name: &str| -> Vec<String> { (1..=DIMENSIONS).map(|n| format!("{name}{n}")).collect() };
    let (coordinates, contributions) = (numbered("dimension"), numbered("contribution"));
    let mut columns = vec!["by", "kind", "name", "occurrences"];
    columns.extend(coordinates.iter().map(String::as_str));
    columns.extend(["share1", "share2"]);
    columns.extend(contributions.iter().map(String::as_str));
    columns.push("ids");
    sheet("correspondence", &columns, rows)
}

fn plane(figures: &Figures, plane: &Plane) -> Vec<Vec<Cell>> {
    let Ok(outcome) = &plane.outcome else { return Vec::new() };
    let options = &figures.further.options;
    let all: f64 = plane.things.iter().map(|thing| thing.n).sum();
    let row = |kind: &'static str, placed: &Placed, n: Option<f64>, point: &[f64]| {
        let scaled = outcome.scaled(point, options.scaling());
        // A point pulls a dimension by its mass times the square of its standard coordinate.
        let contribution = |place: usize| point.get(place).map(|value| placed.n / all * value.powi(2));
        let mut cells =
            vec![Cell::text(&plane.column), Cell::text(kind), Cell::text(&placed.name), Cell::rounded(n, 0)];
        cells.extend((0..DIMENSIONS).map(|place| Cell::rounded(scaled.get(place).copied(), 4)));
        cells.extend([0, 1].map(|place| Cell::share(share(outcome, place), 2)));
        cells.extend((0..DIMENSIONS).map(|place| Cell::rounded(contribution(place), 4)));
        cells.push(ids(figures, &placed.texts));
        cells
    };
    let mut rows = Vec::new();
    for (value, point) in plane.values.iter().zip(&outcome.rows) {
        rows.extend(point.as_ref().map(|point| row("value", value, None, point)));
    }
    for (thing, point) in plane.things.iter().zip(&outcome.columns) {
        rows.extend(point.as_ref().map(|point| row(options.thing_key(), thing, Some(thing.n), point)));
    }
    rows
}

/// The share of the inertia that a dimension explains, where there is one.
fn share(outcome: &Correspondence, dimension: usize) -> Option<f64> {
    (dimension < outcome.singular_values.len()).then(|| outcome.share(dimension))
}

/// How much each dimension explains, one table after the other.
pub fn inertia(figures: &Figures) -> Sheet {
    let mut rows = Vec::new();
    for plane in &figures.further.correspondences {
        let Ok(outcome) = &plane.outcome else { continue };
        let mut together = 0.0;
        for (place, value) in outcome.singular_values.iter().enumerate() {
            let share = outcome.share(place);
            together += share;
            rows.push(vec![
                Cell::text(&plane.column),
                Cell::Integer(place as i64 + 1),
                Cell::rounded(Some(*value), 4),
                Cell::rounded(Some(value.powi(2)), 4),
                Cell::share(Some(share), 2),
                Cell::share(Some(together), 2),
            ]);
        }
    }
    let columns = ["by", "dimension", "singular_value", "inertia", "percent", "cumulative_percent"];
    sheet("correspondence_inertia", &columns, rows)
}
