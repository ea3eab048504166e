//! The draft of a chart's reading line: what is largest, as far as the printed numbers tell it, and where they tell of none, why.

use super::matrix::MatrixRow;
use super::{BarLine, percent};
use crate::i18n::{self, Lang, Wording};
use crate::view::quoted::within_quotes;

/// Most answers of one size that are named.
const NAMED: usize = 3;

/// How the largest numbers stand among those that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// There is no number at all.
    Nothing,
    /// All are shown, and nobody is in any.
    Nobody,
    /// Of those that are shown none stands out, and others are withheld.
    Withheld,
    /// There is one number.
    Only,
    /// One is shown, and others are withheld.
    OnlyShown,
    /// All are shown, and all are alike.
    Equal,
    /// One is largest.
    One,
    /// A few are largest.
    Few,
    /// More are largest than are named.
    Many,
}

impl Standing {
    /// Where those that are withheld are surely smaller.
    fn of_largest(n_largest: usize) -> Standing {
        match n_largest {
            1 => Standing::One,
            _ if n_largest <= NAMED => Standing::Few,
            _ => Standing::Many,
        }
    }

    fn of(n_shown: usize, n_largest: usize, has_hidden: bool) -> Standing {
        match (has_hidden, n_shown, n_largest) {
            (true, 1, 1) => Standing::OnlyShown,
            (true, shown, largest) if shown == largest => Standing::Withheld,
            (false, 0, _) => Standing::Nothing,
            (false, 1, _) => Standing::Only,
            (false, shown, largest) if shown == largest => Standing::Equal,
            (_, _, largest) => Standing::of_largest(largest),
        }
    }
}

/// One sentence on the largest bar, or on those that are alike. Where some are withheld it speaks of those that are shown, or of the one
/// that is: a larger one may be withheld, and where no shown one stands out it says that. It has no number that is not in the chart.
///
/// `in_one_each` is the number of people that the chart tells, each of whom is in one bar at most; None where they may be in several,
/// or their number is withheld. What it leaves for those that are withheld may be too little for a larger one.
pub fn drafted(lines: &[BarLine], in_one_each: Option<usize>, lang: Lang, wording: Wording) -> String {
    let shown: Vec<(&BarLine, usize)> =
        lines.iter().filter_map(|line| Some((line, line.count.shown()?))).collect();
    let most = shown.iter().map(|(_, n)| *n).max().unwrap_or_default();
    let largest: Vec<&BarLine> = shown.iter().filter(|(_, n)| *n == most).map(|(line, _)| *line).collect();
    let told: usize = shown.iter().map(|(_, n)| *n).sum();
    let left = in_one_each.and_then(|n| n.checked_sub(told));
    let are_hidden_smaller = left.is_some_and(|left| most > left);
    let has_hidden = shown.len() < lines.len();
    let standing = match has_hidden {
        true if are_hidden_smaller => Standing::of_largest(largest.len()),
        // Nobody is the largest of nothing.
        true if most == 0 => Standing::Withheld,
        false if most == 0 && !shown.is_empty() => Standing::Nobody,
        _ => Standing::of(shown.len(), largest.len(), has_hidden),
    };
    let key = match (standing, has_hidden && !are_hidden_smaller) {
        (Standing::Nothing, _) => "figure-most-none",
        (Standing::Nobody, _) => "figure-most-nobody",
        (Standing::Withheld, _) => "figure-most-withheld",
        (Standing::Only, _) => "figure-most-only",
        (Standing::OnlyShown, _) => "figure-most-shown-only",
        (Standing::Equal, _) => "figure-most-equal",
        (Standing::One, false) => "figure-most",
        (Standing::One, true) => "figure-most-shown",
        (Standing::Few, false) => "figure-most-alike",
        (Standing::Few, true) => "figure-most-shown-alike",
        (Standing::Many, false) => "figure-most-many",
        (Standing::Many, true) => "figure-most-shown-many",
    };
    let first = largest.first();
    let label = |line: &BarLine| within_quotes(&line.label, lang);
    let quoted = |line: &&BarLine| i18n::text(lang.code(), "figure-quoted", &[("label", label(line))]);
    let labels: Vec<String> = largest.iter().take(NAMED).map(quoted).collect();
    let args = [
        ("label", first.map(|line| label(line)).unwrap_or_default()),
        ("labels", labels.join(&i18n::plain(lang, "list-separator"))),
        ("n", most.to_string()),
        (
            "share",
            first.and_then(|line| line.share).map(|share| in_brackets(share, lang)).unwrap_or_default(),
        ),
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
    let is_hidden =
        |row: &MatrixRow| row.base.is_hidden() || row.lines.iter().any(|line| line.count.is_hidden());
    let has_hidden = rows.iter().any(is_hidden);
    let standing = match has_hidden && most <= 0.0 {
        true => Standing::Withheld,
        false => Standing::of(shown.len(), largest.len(), has_hidden),
    };
    let key = match (standing, has_hidden) {
        (Standing::Nothing | Standing::Nobody, _) => "sheet-draft-matrix-none",
        (Standing::Withheld, _) => "sheet-draft-matrix-withheld",
        (Standing::Only, _) => "sheet-draft-matrix-only",
        (Standing::OnlyShown, _) => "sheet-draft-matrix-shown-only",
        (Standing::Equal, _) => "sheet-draft-matrix-equal",
        (Standing::One, false) => "sheet-draft-matrix",
        (Standing::One, true) => "sheet-draft-matrix-shown",
        (Standing::Few, false) => "sheet-draft-matrix-alike",
        (Standing::Few, true) => "sheet-draft-matrix-shown-alike",
        (Standing::Many, false) => "sheet-draft-matrix-many",
        (Standing::Many, true) => "sheet-draft-matrix-shown-many",
    };
    let inner = |label: &str| within_quotes(label, lang);
    let words =
        |row: &MatrixRow, line: &BarLine| [("row", inner(&row.label)), ("answer", inner(&line.label))];
    let cell = |(row, line, _): &&(&MatrixRow, &BarLine, f64)| {
        i18n::text(lang.code(), "figure-matrix-cell", &words(row, line))
    };
    let cells: Vec<String> = largest.iter().take(NAMED).map(cell).collect();
    let cells = ("cells", cells.join(&i18n::plain(lang, "list-separator")));
    let first = largest.first().map(|(row, line, _)| words(row, line));
    let args: Vec<(&str, String)> =
        first.into_iter().flatten().chain([cells, ("share", percent(most))]).collect();
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
        said_of(counts, None, wording)
    }

    fn said_of(counts: &[Option<usize>], in_one_each: Option<usize>, wording: Wording) -> String {
        let line = |(place, n): (usize, &Option<usize>)| BarLine {
            label: format!("答{place}"),
            count: n.map_or(Count::Hidden, Count::Shown),
            share: n.map(|_| 0.4),
            href: String::new(),
        };
        let lines: Vec<BarLine> = counts.iter().enumerate().map(line).collect();
        drafted(&lines, in_one_each, Lang::Ja, wording)
    }

    #[test]
    fn where_too_few_are_left_for_a_larger_withheld_one_the_largest_is_certain() {
        let alone = |counts: &[Option<usize>], n| said_of(counts, n, Wording::Usual).contains("だけ");
        for wording in [Wording::Usual, Wording::Plain] {
            let several = said_of(&[Some(36), None, None], None, wording);
            assert!(several.contains("だけ"), "people may be in several bars: {several}");
            let certain = said_of(&[Some(36), None, None], Some(42), wording);
            assert!(certain.contains("答0") && certain.contains("36"), "{certain}");
            let clear = said(&[Some(36), Some(3), Some(3)], wording);
            assert_eq!(certain, clear, "as where nothing is withheld");
            let beside = said_of(&[Some(7), Some(12), None], Some(30), wording);
            assert_ne!(beside, said_of(&[Some(7), Some(12), None], Some(31), wording), "12 are left");
            assert_eq!(beside, said(&[Some(7), Some(12), Some(11)], wording), "{beside}");
            let alike = said_of(&[Some(12), Some(12), None], Some(30), wording);
            assert!(alike.contains("答1") && !alike.contains("どれも同じ数"), "{alike}");
        }
        assert!(!alone(&[Some(22), None], Some(43)), "21 are left");
        assert!(alone(&[Some(22), None], Some(44)), "one that is withheld may be as large");
        assert!(alone(&[Some(22), None], Some(60)));
        assert!(alone(&[Some(22), None], Some(20)), "those are not the people of the chart");
        let nothing = said_of(&[None, None], Some(0), Wording::Usual);
        assert!(nothing.contains("言えません"), "nothing is shown: {nothing}");
    }

    #[test]
    fn nobody_is_said_of_bars_that_nobody_is_in() {
        for wording in [Wording::Usual, Wording::Plain] {
            let nobody = said(&[Some(0), Some(0)], wording);
            assert!(nobody.contains("いません") && !nobody.contains('0'), "{nobody}");
            assert_eq!(nobody, said(&[Some(0)], wording));
            assert!(said(&[Some(3), Some(3)], wording).contains('3'));
        }
    }

    #[test]
    fn the_largest_is_named_and_beside_withheld_ones_the_largest_that_is_shown() {
        for wording in [Wording::Usual, Wording::Plain] {
            let clear = said(&[Some(7), Some(12), Some(0)], wording);
            assert!(clear.contains("答1") && clear.contains("12"), "{clear}");
            let beside = said(&[Some(7), Some(12), None], wording);
            assert!(beside.contains("答1") && beside != clear, "a larger one may be withheld: {beside}");
            let few = said(&[Some(12), None, None], wording);
            assert!(
                few.contains("「答0」だけ") && few.contains("12"),
                "the one that is shown is told as that: {few}"
            );
            assert!(!few.contains('多'), "a larger one may be withheld: {few}");
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
            let said =
                |share| drafted(&[line("甲", 9, share), line("乙", 7, share)], None, lang, Wording::Usual);
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
            let nested = said(&[row("「通院」が挙がりました", &clear), row("保健所", &split)]);
            assert!(nested.contains("「『通院』が挙がりました」の「答0」"), "{nested}");
            let alike = said(&[row("病院", &clear), row("保健所", &clear)]);
            assert!(alike.contains("保健所") && alike.contains("病院") && alike != one, "{alike}");
            let beside = said(&[row("病院", &[Count::Shown(2), Count::Hidden]), row("保健所", &clear)]);
            assert!(beside.contains("保健所") && beside != one, "a larger one may be withheld: {beside}");
            let many: Vec<MatrixRow> = (0..4).map(|n| row(&format!("行{n}"), &clear)).collect();
            let many = said(&many);
            assert!(many.contains("70.0%") && !many.contains("行0"), "more than are named: {many}");
            let same = [row("甲", &[Count::Shown(9)]), row("乙", &[Count::Shown(9)])];
            let equal = said(&same);
            assert!(equal.contains("45.0%") && equal.contains("同じ"), "{equal}");
            let with_hidden = |cells: &[Count]| said(&[row("甲", cells), row("乙", &[Count::Hidden])]);
            let withheld = with_hidden(&[Count::Shown(9)]);
            assert!(withheld.contains("だけ") && withheld.contains("45.0%"), "{withheld}");
            let all = with_hidden(&[Count::Hidden]);
            assert!(all.contains("言えません") && !all.contains('%'), "{all}");
            let none = said(&[]);
            assert!(!none.is_empty() && none != withheld && none != equal, "{none}");
        }
    }

    #[test]
    fn where_nothing_stands_out_the_line_says_why() {
        for wording in [Wording::Usual, Wording::Plain] {
            let equal = said(&[Some(12), Some(12)], wording);
            assert!(equal.contains("同じ") && equal.contains("12"), "{equal}");
            // Others than these may be larger or smaller: whether all are alike is not known.
            let withheld = said(&[Some(12), Some(12), None], wording);
            assert!(withheld.contains("言えません") && !withheld.contains("同じ"), "{withheld}");
            for counts in [&[None, None][..], &[None, Some(0)]] {
                assert_eq!(said(counts, wording), withheld, "{counts:?}");
            }
            let only = said(&[Some(9)], wording);
            assert!(only.contains("答0") && only.contains('9') && !only.contains('多'), "{only}");
            let many = said(&[Some(9), Some(9), Some(9), Some(9), Some(2)], wording);
            assert!(many.contains('9') && !many.contains("答0"), "more than are named: {many}");
            let shown = said(&[Some(9), Some(9), Some(9), Some(9), Some(2), None], wording);
            assert!(shown.contains('9') && shown != many, "a larger one may be withheld: {shown}");
            let none = said(&[], wording);
            assert!(!none.is_empty() && none != withheld, "{none}");
        }
    }

    #[test]
    fn no_key_of_a_line_is_missing() {
        let counts: [&[Option<usize>]; 11] = [
            &[],
            &[Some(9), None],
            &[None, None],
            &[Some(9)],
            &[Some(9), Some(9)],
            &[Some(9), Some(7)],
            &[Some(9), Some(7), None],
            &[Some(9), Some(9), Some(7)],
            &[Some(9), Some(9), Some(7), None],
            &[Some(9), Some(9), Some(9), Some(9), Some(7)],
            &[Some(9), Some(9), Some(9), Some(9), Some(7), None],
        ];
        let count = |n: &Option<usize>| n.map_or(Count::Hidden, Count::Shown);
        for (lang, wording) in [Lang::Ja, Lang::En]
            .into_iter()
            .flat_map(|lang| [Wording::Usual, Wording::Plain].map(|wording| (lang, wording)))
        {
            for counts in counts {
                let cells: Vec<Count> = counts.iter().map(count).collect();
                let matrix = drafted_matrix(&[row("行", &cells)], lang, wording);
                let lines = row("行", &cells).lines;
                for line in [matrix, drafted(&lines, None, lang, wording)] {
                    assert!(!line.starts_with("figure-") && !line.starts_with("sheet-"), "{line}");
                    assert!(!line.contains('{') && !line.contains('$'), "a word is missing: {line}");
                }
            }
        }
    }
}
