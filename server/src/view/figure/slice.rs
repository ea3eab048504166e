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

/// Ranked lines with a number, and how many have none that may be told. Which of these a ranked chart drew, and where, would follow
/// from nothing that is told: it has none of them.
pub fn told(ranked: &[BarLine]) -> (Vec<BarLine>, usize) {
    let told: Vec<BarLine> = ranked.iter().filter(|line| !line.count.is_hidden()).cloned().collect();
    let n_withheld = ranked.len() - told.len();
    (told, n_withheld)
}

/// What stands behind the numbers of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Answers that people chose.
    Choices,
    /// What they wrote and said, which was sorted afterwards: nobody chose it.
    Texts,
}

impl Behind {
    /// The keys of how many there are, and of why shares may add up to more than all.
    fn keys(self) -> [&'static str; 2] {
        match self {
            Behind::Choices => ["figure-n", "figure-several"],
            Behind::Texts => ["figure-n-texts", "figure-several-texts"],
        }
    }
}

/// The note of a slice's figure, of which `n_left_out` bars are withheld and not drawn.
pub fn slice_note(
    table: &QuestionTable,
    (lines, base, n_left_out): (&[BarLine], Count, usize),
    behind: Behind,
    (lang, wording): (Lang, Wording),
) -> String {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), &wording.key(key), args);
    let when = |is_so: bool, key: &str| if is_so { say(key, &[]) } else { String::new() };
    // In plain words 「＊件の答え」 says nothing.
    let is_n_said = wording == Wording::Usual || !base.is_hidden();
    let [n_key, several_key] = behind.keys();
    let n = if is_n_said { say(n_key, &[("n", base.to_string())]) } else { String::new() };
    let several = when(matches!(table, QuestionTable::Choices(_)), several_key);
    let is_any_hidden = is_n_said && base.is_hidden() || lines.iter().any(|line| line.count.is_hidden());
    let hidden = when(is_any_hidden, "figure-hidden");
    let left_out = match n_left_out {
        0 => String::new(),
        n => say("figure-left-out", &[("n", n.to_string())]),
    };
    join(&[n, several, hidden, left_out], lang)
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

    #[test]
    fn a_ranked_chart_has_no_bar_that_is_withheld_and_says_how_many_there_are() {
        let line =
            |label: &str, count| BarLine { label: label.to_owned(), count, share: None, href: String::new() };
        let lines = vec![line("ア", Count::Hidden), line("イ", Count::Shown(9)), line("ウ", Count::Hidden)];
        let (shown, n_withheld) = told(&ranked(lines));
        let labels: Vec<&str> = shown.iter().map(|line| line.label.as_str()).collect();
        assert_eq!((labels, n_withheld), (vec!["イ"], 2));
    }

    #[test]
    fn of_texts_nobody_is_said_to_have_chosen_anything() {
        for lang in [Lang::Ja, Lang::En] {
            for wording in [Wording::Usual, Wording::Plain] {
                let say = |key: &str| i18n::lookup(lang.code(), &wording.key(key), &[("n", "9".to_owned())]);
                let [chosen, told] = ["figure-several", "figure-several-texts"].map(|key| say(key).unwrap());
                assert_ne!(chosen, told);
                assert!(
                    !told.contains("選") && !told.contains("answer") && !told.contains("choose"),
                    "{told}"
                );
                assert!(say("figure-left-out").unwrap().contains('9') && say("figure-n-texts").is_some());
            }
        }
    }
}
