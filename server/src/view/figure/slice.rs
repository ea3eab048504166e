//! One area, or the whole, out of a protected table by area: what a feedback sheet shows.

use analysis::table::crosstab::CodeTotal;
use analysis::table::frequency::FrequencyRow;
use analysis::table::{Count, ValueLabel};

use super::{BarLine, join};
use crate::dataset::tables::QuestionTable;
use crate::i18n::{self, Lang, Wording};

/// Which part of a table by area is shown.
#[derive(Clone, Copy, Debug)]
pub enum Slice<'a> {
    /// The totals.
    Whole,
    /// The row of this value.
    Row(&'a str),
}

/// The bars of a slice and their base; `None` when the table has no such row.
pub fn slice_lines(table: &QuestionTable, slice: Slice<'_>) -> Option<(Vec<BarLine>, Count)> {
    let line = |label: &str, count: Count, share: Option<f64>| BarLine {
        label: label.to_owned(),
        count,
        share,
        href: String::new(),
    };
    match (table, slice) {
        (QuestionTable::Frequency(table), _) => {
            let table = table.table();
            let lines = table.rows.iter().map(|row| line(&row.label, row.count, row.share));
            Some((lines.collect(), table.base))
        }
        (QuestionTable::Crosstab(table), Slice::Whole) => {
            let table = table.table();
            let lines = table.columns.iter().zip(&table.column_totals);
            let lines = lines.map(|(value, count)| line(&value.label, *count, share_of(*count, table.total)));
            Some((lines.collect(), table.total))
        }
        (QuestionTable::Crosstab(table), Slice::Row(wanted)) => {
            let table = table.table();
            let place = table.rows.iter().position(|row| row.value == wanted)?;
            let lines = table.columns.iter().zip(table.cells.get(place)?);
            let lines = lines.map(|(value, cell)| line(&value.label, cell.count, cell.row_share));
            Some((lines.collect(), table.row_totals.get(place).copied()?))
        }
        (QuestionTable::Choices(table), Slice::Whole) => {
            let table = table.table();
            let lines = table.codes.iter().map(|code| line(&code.label, code.count, code.share));
            Some((lines.collect(), table.total))
        }
        (QuestionTable::Choices(table), Slice::Row(wanted)) => {
            let table = table.table();
            let row = table.rows.iter().find(|row| row.value == wanted)?;
            let lines = table.codes.iter().zip(&row.cells);
            let lines = lines.map(|(code, cell)| line(&code.label, cell.count, cell.share));
            Some((lines.collect(), row.n))
        }
    }
}

/// How many people a slice tells, each of whom is in one of its bars at most; None where they may be in several.
pub fn in_one_each(table: &QuestionTable, base: Count) -> Option<usize> {
    let may_be_in_several = match table {
        QuestionTable::Frequency(table) => table.table().may_exceed_whole,
        QuestionTable::Crosstab(_) => false,
        QuestionTable::Choices(_) => true,
    };
    base.shown().filter(|_| !may_be_in_several)
}

/// The values that the bars of a slice stand for, in their order.
pub fn slice_values(table: &QuestionTable) -> Vec<String> {
    let of_row = |row: &FrequencyRow| row.value.clone();
    let of_column = |column: &ValueLabel| column.value.clone();
    let of_code = |code: &CodeTotal| code.name.clone();
    match table {
        QuestionTable::Frequency(table) => table.table().rows.iter().map(of_row).collect(),
        QuestionTable::Crosstab(table) => table.table().columns.iter().map(of_column).collect(),
        QuestionTable::Choices(table) => table.table().codes.iter().map(of_code).collect(),
    }
}

fn share_of(count: Count, total: Count) -> Option<f64> {
    match (count, total) {
        (Count::Shown(n), Count::Shown(total)) if total > 0 => Some(n as f64 / total as f64),
        _ => None,
    }
}

/// The largest first; what is withheld comes last, and what nobody named is left out.
pub fn ranked(mut lines: Vec<BarLine>) -> Vec<BarLine> {
    lines.retain(|line| line.count != Count::Shown(0));
    lines.sort_by(|a, b| b.count.shown().cmp(&a.count.shown()).then_with(|| a.label.cmp(&b.label)));
    lines
}

/// The note of a slice's figure.
pub fn slice_note(
    table: &QuestionTable,
    (lines, base): (&[BarLine], Count),
    lang: Lang,
    wording: Wording,
) -> String {
    let when =
        |is_so: bool, key: &str| if is_so { i18n::plain(lang, &wording.key(key)) } else { String::new() };
    let n = i18n::text(lang.code(), &wording.key("figure-n"), &[("n", base.to_string())]);
    let several = when(matches!(table, QuestionTable::Choices(_)), "figure-several");
    let hidden = when(base.is_hidden() || lines.iter().any(|line| line.count.is_hidden()), "figure-hidden");
    join(&[n, several, hidden], lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranked_lines_end_with_what_is_withheld() {
        let line =
            |label: &str, count| BarLine { label: label.to_owned(), count, share: None, href: String::new() };
        let lines = vec![
            line("秘匿", Count::Hidden),
            line("なし", Count::Shown(0)),
            line("少", Count::Shown(5)),
            line("多", Count::Shown(9)),
        ];
        let labels: Vec<String> = ranked(lines).into_iter().map(|line| line.label).collect();
        assert_eq!(labels, ["多", "少", "秘匿"]);
    }
}
