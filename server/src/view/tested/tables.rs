//! Tests as tables on pages and as sheets.

use analysis::document::{Cell, Sheet};
use analysis::table::Count;

use super::{Effect, TestLine, p_value};
use crate::i18n::{self, Lang};
use crate::view::figure::{CellView, TableView, column, sentences, withheld, words as cell};

/// Tests as a table: what, what came of it, how it was tested, and the figures. The head of effects speaks of intervals where there
/// is any.
pub fn test_table<'l>(
    caption: String,
    lines: impl IntoIterator<Item = &'l TestLine>,
    lang: Lang,
) -> TableView {
    let lines: Vec<&TestLine> = lines.into_iter().collect();
    let is_interval = |line: &&TestLine| line.effect.is_some_and(|effect| effect.interval.is_some());
    let effect = if lines.iter().any(is_interval) { "test-effect" } else { "test-effect-plain" };
    let heads = [
        ("test-what", false),
        ("test-says", false),
        ("test-name", false),
        ("test-statistic", true),
        ("test-p", true),
    ];
    let more = [(effect, true), ("test-n", true)];
    let of = |(key, is_number): (&str, bool)| match key {
        "test-says" | "test-name" => sentences(i18n::plain(lang, key)),
        key => column(i18n::plain(lang, key), is_number),
    };
    let columns = heads.into_iter().chain(more).map(of);
    let row = |line: &TestLine| -> Vec<CellView> {
        let p = [line.p.map(p_value), line.holm_text(lang)].into_iter().flatten().collect::<Vec<_>>();
        let n = match line.n {
            Count::Hidden => withheld(),
            shown @ Count::Shown(_) => cell(shown.to_string()),
        };
        let effect = line.effect.as_ref().map(Effect::text).unwrap_or_default();
        vec![
            cell(&line.what),
            cell(&line.says),
            cell(&line.test),
            cell(line.statistic_text().or_else(|| line.reference_text(lang)).unwrap_or_default()),
            cell(p.join(", ")),
            cell(effect),
            n,
        ]
    };
    TableView { caption, columns: columns.collect(), rows: lines.into_iter().map(row).collect() }
}

/// The same as a sheet, with every figure in a column of its own.
pub fn test_sheet(name: String, lines: &[TestLine], lang: Lang) -> Sheet {
    let heads = [
        "test-what",
        "test-by",
        "test-says",
        "test-name",
        "test-sign",
        "test-statistic",
        "export-head-df",
        "test-p",
        "test-p-holm-head",
        "test-measure",
        "test-effect",
        "test-low",
        "test-high",
        "test-n",
    ];
    let row = |line: &TestLine| {
        let effect = line.effect;
        let interval = effect.and_then(|effect| effect.interval);
        vec![
            Cell::text(&line.what),
            Cell::text(&line.by),
            Cell::text(&line.says),
            Cell::text(&line.test),
            sign(line, lang),
            Cell::rounded(line.statistic.map(|(_, value)| value).or(line.reference), 3),
            line.df.and_then(|df| i64::try_from(df).ok()).map_or(Cell::Empty, Cell::Integer),
            Cell::probability(line.p),
            Cell::probability(line.p_holm),
            effect.map_or(Cell::Empty, |effect| Cell::text(effect.name)),
            Cell::effect(effect.map(|effect| effect.value)),
            Cell::effect(interval.map(|(low, _)| low)),
            Cell::effect(interval.map(|(_, high)| high)),
            Cell::count(line.n),
        ]
    };
    Sheet {
        name,
        columns: heads.map(|key| i18n::plain(lang, key)).into(),
        rows: lines.iter().map(row).collect(),
    }
}

/// The sign of a statistic, which says where it is for reference alone.
fn sign(line: &TestLine, lang: Lang) -> Cell {
    match (line.statistic, line.reference) {
        (Some((name, _)), _) => Cell::text(name),
        (None, Some(_)) => Cell::text(&i18n::plain(lang, "test-sign-reference")),
        (None, None) => Cell::Empty,
    }
}

#[cfg(test)]
mod tests {
    use analysis::table::tested::Outcome;

    use super::*;

    #[test]
    fn a_line_without_a_test_has_no_figures() {
        let line = TestLine::new("設問", "圏域", Count::Hidden, &Outcome::<()>::Withheld);
        assert_eq!(line.figures(Lang::Ja), "");
        let table = test_table("検定".to_owned(), &[line], Lang::Ja);
        assert!(table.rows[0][6].is_suppressed && table.rows[0][4].text.is_empty());
    }

    #[test]
    fn a_head_speaks_of_intervals_where_a_row_has_one() {
        let head = |intervals: [Option<(f64, f64)>; 2]| {
            let lines = intervals.map(|interval| {
                let line = TestLine::new("設問", "圏域", Count::Shown(40), &Outcome::<()>::Withheld);
                TestLine { effect: Some(Effect { name: "r", value: 0.2, interval }), ..line }
            });
            test_table("検定".to_owned(), &lines, Lang::Ja).columns[5].label.clone()
        };
        assert_eq!(head([None, None]), "効果の大きさ");
        assert_eq!(head([None, Some((0.1, 0.3))]), "効果の大きさ [95%区間]");
    }
}
