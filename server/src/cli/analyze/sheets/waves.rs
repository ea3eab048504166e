//! Words from wave to wave, and the same people before and after.

use analysis::document::{Cell, Sheet};
use analysis::statistics::Method;

use super::{ids, sheet};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::waves::{Paired, WaveWord, Waves};

/// One row for each word and wave.
pub fn trends(figures: &Figures, waves: &Waves) -> Sheet {
    let rows = waves.words.iter().flat_map(|word| of_word(figures, waves, word)).collect();
    let columns = [
        "column",
        "wave",
        "word",
        "class",
        "people",
        "people_n",
        "percent",
        "change_points",
        "p",
        "p_holm",
        "association",
        "ids",
    ];
    sheet("trends", &columns, rows)
}

fn of_word(figures: &Figures, waves: &Waves, word: &WaveWord) -> Vec<Vec<Cell>> {
    let trend = &word.trend;
    let test = trend.test.as_ref().ok();
    let association = test.and_then(|test| test.association);
    let mut rows = Vec::new();
    for (place, (wave, found)) in waves.waves.iter().zip(&trend.waves).enumerate() {
        rows.push(vec![
            Cell::text(&waves.column),
            Cell::text(&wave.label),
            Cell::text(&trend.lemma),
            Cell::text(trend.class),
            Cell::Integer(found.documents.len() as i64),
            Cell::Integer(waves.n_people.get(place).copied().unwrap_or_default() as i64),
            Cell::share(found.share, 2),
            Cell::share(trend.change, 2),
            Cell::probability(test.map(|test| test.p)),
            Cell::probability(word.p_holm),
            Cell::effect(association.map(|association| association.value)),
            word.texts.get(place).map_or(Cell::Empty, |texts| ids(figures, texts)),
        ]);
    }
    rows
}

/// One row for each word, theme and code of rules: McNemar's test of the same people.
pub fn paired(figures: &Figures, paired: &Paired) -> Sheet {
    let rows = paired.things.iter().map(|thing| {
        let test = thing.test.as_ref();
        let method = test.map(|test| match test.method {
            Method::Exact => "mcnemar_exact",
            Method::Approximate | Method::Simulated => "mcnemar_chi_square",
        });
        let mut cells = vec![
            Cell::text(thing.kind.key()),
            Cell::text(&thing.name),
            if thing.class.is_empty() { Cell::Empty } else { Cell::text(thing.class) },
            Cell::Integer(paired.n as i64),
            Cell::Integer(thing.both as i64),
            Cell::Integer(thing.lost as i64),
            Cell::Integer(thing.gained as i64),
            Cell::Integer(thing.neither as i64),
            method.map_or(Cell::Empty, Cell::text),
            Cell::rounded(test.and_then(|test| test.statistic), 3),
            Cell::probability(test.map(|test| test.p)),
            Cell::probability(thing.p_holm),
        ];
        let texts = &thing.texts;
        let of_counts = [&texts.both, &texts.lost, &texts.gained, &texts.neither];
        cells.extend(of_counts.map(|texts| ids(figures, texts)));
        cells
    });
    let mut columns = vec!["kind", "name", "class", "pairs", "both", "lost", "gained", "neither"];
    columns.extend(["test", "chi_square", "p", "p_holm"]);
    columns.extend(["both_ids", "lost_ids", "gained_ids", "neither_ids"]);
    sheet("before_after", &columns, rows.collect())
}
