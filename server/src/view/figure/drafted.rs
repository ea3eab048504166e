//! The draft of a chart's reading line: what is largest, as far as the printed numbers tell it.

use super::matrix::MatrixRow;
use super::{BarLine, percent};
use crate::i18n::{self, Lang, Wording};

/// Most answers of one size that are named.
const NAMED: usize = 3;

/// One sentence on the largest bar, or on those that are alike. Where some are withheld it speaks of those that are shown: a larger
/// one may be withheld. Empty where fewer than two are shown, where all that is shown is alike, and where more than `NAMED` are.
pub fn drafted(lines: &[BarLine], lang: Lang, wording: Wording) -> String {
    let shown: Vec<(&BarLine, usize)> =
        lines.iter().filter_map(|line| Some((line, line.count.shown()?))).collect();
    let most = shown.iter().map(|(_, n)| *n).max().unwrap_or_default();
    let largest: Vec<&BarLine> = shown.iter().filter(|(_, n)| *n == most).map(|(line, _)| *line).collect();
    let [first, ..] = largest.as_slice() else { return String::new() };
    if most == 0 || largest.len() == shown.len() || largest.len() > NAMED {
        return String::new();
    }
    let key = match (shown.len() < lines.len(), largest.len() > 1) {
        (false, false) => "figure-most",
        (false, true) => "figure-most-alike",
        (true, false) => "figure-most-shown",
        (true, true) => "figure-most-shown-alike",
    };
    let quoted = |line: &&BarLine| i18n::text(lang.code(), "figure-quoted", &[("label", line.label.clone())]);
    let labels: Vec<String> = largest.iter().map(quoted).collect();
    let args = [
        ("label", first.label.clone()),
        ("labels", labels.join(&i18n::plain(lang, "list-separator"))),
        ("n", most.to_string()),
        ("share", first.share.map(|share| in_brackets(share, lang)).unwrap_or_default()),
    ];
    i18n::text(lang.code(), &wording.key(key), &args)
}

/// The same of a matrix: the answer to a row that the largest share of those asked gave, or the few that are alike.
pub fn drafted_matrix(rows: &[MatrixRow], lang: Lang, wording: Wording) -> String {
    let cells = rows.iter().flat_map(|row| row.lines.iter().map(move |line| (row, line)));
    let shown: Vec<(&MatrixRow, &BarLine, f64)> =
        cells.filter_map(|(row, line)| Some((row, line, line.share?))).collect();
    let most = shown.iter().map(|(_, _, share)| *share).fold(0.0, f64::max);
    let is_largest = |(_, _, share): &&(&MatrixRow, &BarLine, f64)| share.total_cmp(&most).is_eq();
    let largest: Vec<&(&MatrixRow, &BarLine, f64)> = shown.iter().filter(is_largest).collect();
    let Some((row, line, _)) = largest.first() else { return String::new() };
    if most <= 0.0 || largest.len() == shown.len() || largest.len() > NAMED {
        return String::new();
    }
    let is_hidden =
        |row: &MatrixRow| row.base.is_hidden() || row.lines.iter().any(|line| line.count.is_hidden());
    let key = match (rows.iter().any(is_hidden), largest.len() > 1) {
        (false, false) => "sheet-draft-matrix",
        (false, true) => "sheet-draft-matrix-alike",
        (true, false) => "sheet-draft-matrix-shown",
        (true, true) => "sheet-draft-matrix-shown-alike",
    };
    let words =
        |row: &MatrixRow, line: &BarLine| [("row", row.label.clone()), ("answer", line.label.clone())];
    let cell = |(row, line, _): &&(&MatrixRow, &BarLine, f64)| {
        i18n::text(lang.code(), "figure-matrix-cell", &words(row, line))
    };
    let cells: Vec<String> = largest.iter().map(cell).collect();
    let cells = ("cells", cells.join(&i18n::plain(lang, "list-separator")));
    let args: Vec<(&str, String)> =
        words(row, line).into_iter().chain([cells, ("share", percent(most))]).collect();
    i18n::text(lang.code(), &wording.key(key), &args)
}

/// A share after its number; where the base is withheld there is none.
fn in_brackets(share: f64, lang: Lang) -> String {
    i18n::text(lang.code(), "figure-share", &[("share", percent(share))])
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::*;

    fn said(counts: &[Option<usize>], wording: Wording) -> String {
        let line = |(place, n): (usize, &Option<usize>)| BarLine {
            label: format!("答{place}"),
            count: n.map_or(Count::Hidden, Count::Shown),
            share: n.map(|_| 0.4),
            href: String::new(),
        };
        let lines: Vec<BarLine> = counts.iter().enumerate().map(line).collect();
        drafted(&lines, Lang::Ja, wording)
    }

    #[test]
    fn the_largest_is_named_and_beside_withheld_ones_the_largest_that_is_shown() {
        for wording in [Wording::Usual, Wording::Plain] {
            let clear = said(&[Some(7), Some(12), Some(0)], wording);
            assert!(clear.contains("答1") && clear.contains("12"), "{clear}");
            let beside = said(&[Some(7), Some(12), None], wording);
            assert!(beside.contains("答1") && beside != clear, "a larger one may be withheld: {beside}");
            let few = said(&[Some(12), None, None], wording);
            assert_eq!(few, "", "beside withheld ones alone no bar stands out");
            let alike = said(&[Some(12), Some(12), Some(3)], wording);
            assert!(alike.contains("答0") && alike.contains("答1") && !alike.contains("答2"), "{alike}");
            let both = said(&[Some(12), Some(12), Some(3), None], wording);
            assert!(both.contains("答1") && both != alike, "{both}");
        }
    }

    #[test]
    fn a_share_that_is_withheld_leaves_no_trace() {
        let line = |label: &str, n, share| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share,
            href: String::new(),
        };
        for lang in [Lang::Ja, Lang::En] {
            let said = |share| drafted(&[line("甲", 9, share), line("乙", 7, share)], lang, Wording::Usual);
            assert!(said(Some(0.25)).contains("25.0%"), "{}", said(Some(0.25)));
            assert!(!said(None).contains(['(', '（', '%']), "{}", said(None));
        }
    }

    fn row(label: &str, counts: &[Count]) -> MatrixRow {
        let line = |(place, count): (usize, &Count)| BarLine {
            label: format!("答{place}"),
            count: *count,
            share: count.shown().map(|n| n as f64 / 20.0),
            href: String::new(),
        };
        let lines = counts.iter().enumerate().map(line).collect();
        MatrixRow { label: label.to_owned(), lines, base: Count::Shown(20) }
    }

    #[test]
    fn of_a_matrix_the_answer_with_the_largest_share_is_named_or_the_few_that_are_alike() {
        let (clear, split) = ([Count::Shown(14), Count::Shown(6)], [Count::Shown(12), Count::Shown(8)]);
        for wording in [Wording::Usual, Wording::Plain] {
            let said = |rows: &[MatrixRow]| drafted_matrix(rows, Lang::Ja, wording);
            let one = said(&[row("病院", &split), row("保健所", &clear)]);
            assert!(one.contains("保健所") && one.contains("答0") && one.contains("70.0%"), "{one}");
            assert!(!one.contains("病院"), "{one}");
            let alike = said(&[row("病院", &clear), row("保健所", &clear)]);
            assert!(alike.contains("保健所") && alike.contains("病院") && alike != one, "{alike}");
            let beside = said(&[row("病院", &[Count::Shown(2), Count::Hidden]), row("保健所", &clear)]);
            assert!(beside.contains("保健所") && beside != one, "a larger one may be withheld: {beside}");
            let many: Vec<MatrixRow> = (0..4).map(|n| row(&format!("行{n}"), &clear)).collect();
            for silent in [&many[..], &[row("甲", &[Count::Shown(9)]), row("乙", &[Count::Shown(9)])], &[]]
            {
                assert_eq!(said(silent), "", "nothing stands out");
            }
        }
    }

    #[test]
    fn nothing_is_said_where_nothing_stands_out() {
        for counts in
            [&[None, None][..], &[Some(12), Some(12)], &[Some(0), Some(0)], &[Some(9)], &[None, Some(0)], &[]]
        {
            assert_eq!(said(counts, Wording::Usual), "", "{counts:?}");
        }
    }
}
