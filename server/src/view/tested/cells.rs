//! The cells of cross tables as a sheet: one row a cell, every number in a column of its own, and the tests below.
//!
//! A file has the numbers of its page and no others: tables come in as protected ones, and what is withheld of a cell (its share, its
//! residual, the test that it is part of) is withheld here.

use analysis::document::{Cell, Sheet};
use analysis::statistics::residual::Residual;
use analysis::table::Count;
use analysis::table::crosstab::{CodeCrosstab, Crosstab};
use analysis::table::suppress::Protected;
use analysis::table::tested::{Outcome, TestedCode, TestedCrosstab};

use super::residuals::mark;
use super::tables::test_sheet;
use super::{TestLine, Tested};
use crate::dataset::tables::QuestionTable;
use crate::i18n::{self, Lang};

/// Columns of what and by what, before those of numbers.
const N_NAMES: usize = 3;
/// Columns of the numbers of a cell, see [`Counted::row`].
const N_NUMBERS: usize = 6;

/// What the counts of a table are of: the head of their column.
#[derive(Clone, Copy)]
pub enum CountOf {
    /// Answers to a question.
    Answers,
    /// People who wrote or were heard: in tables of what they said, also where codes are given to sentences.
    People,
}

impl CountOf {
    /// The key of the head.
    fn head(self) -> &'static str {
        match self {
            CountOf::Answers => "table-count",
            CountOf::People => "explore-people",
        }
    }
}

/// Rows of cells.
pub type Rows = Vec<Vec<Cell>>;

/// The numbers of one cell.
struct Counted<'t> {
    count: Count,
    /// What the share is of; none for a total without one.
    base: Option<Count>,
    share: Option<f64>,
    residual: Option<&'t Residual>,
    /// The test that the residual is part of is withheld.
    is_untold: bool,
}

impl Counted<'_> {
    /// A row of the table, the item and the group, with count, base, share, residual, its probability after Holm's correction, and its
    /// sign.
    fn row(&self, names: [&str; N_NAMES]) -> Vec<Cell> {
        let base = self.base.unwrap_or(Count::Shown(0));
        let share = match self.base {
            None => Cell::Empty,
            Some(_) if self.count.is_hidden() || base.is_hidden() => Cell::Hidden,
            Some(_) => Cell::share(self.share, 1),
        };
        let told = |value: fn(&Residual) -> Cell| match self.residual {
            _ if self.is_untold || self.count.is_hidden() => Cell::Hidden,
            Some(found) => value(found),
            None => Cell::Empty,
        };
        let sign = |found: &Residual| match mark(Some(found)).sign() {
            "" => Cell::Empty,
            sign => Cell::text(sign),
        };
        let numbers: [Cell; N_NUMBERS] = [
            Cell::count(self.count),
            self.base.map_or(Cell::Empty, Cell::count),
            share,
            told(|found| Cell::rounded(Some(found.residual), 3)),
            told(|found| Cell::probability(Some(found.p_holm))),
            told(sign),
        ];
        names.map(Cell::text).into_iter().chain(numbers).collect()
    }

    /// A total: nothing is expected of it.
    fn total(count: Count, base: Option<Count>, share: Option<f64>) -> Counted<'static> {
        Counted { count, base, share, residual: None, is_untold: false }
    }
}

/// The cells of a question's table.
pub fn question_rows(title: &str, table: &QuestionTable, tested: &Tested, lang: Lang) -> Rows {
    match (table, tested) {
        (QuestionTable::Crosstab(table), Tested::Crosstab(tested)) => {
            crosstab_rows(title, table, tested, lang)
        }
        (QuestionTable::Choices(table), Tested::Codes(tested)) => code_rows(title, table, tested, lang),
        _ => Vec::new(),
    }
}

fn crosstab_rows(title: &str, table: &Protected<Crosstab>, tested: &TestedCrosstab, lang: Lang) -> Rows {
    let crosstab = table.table();
    let is_untold = matches!(tested.independence, Outcome::Withheld);
    let whole = i18n::plain(lang, "table-total");
    let mut rows = Vec::new();
    for (place, (group, cells)) in crosstab.rows.iter().zip(&crosstab.cells).enumerate() {
        let n = crosstab.row_totals.get(place).copied().unwrap_or(Count::Hidden);
        for (at, (answer, cell)) in crosstab.columns.iter().zip(cells).enumerate() {
            let residual = tested.residuals.get(place).and_then(|row| row.get(at)).and_then(Option::as_ref);
            let (count, share) = (cell.count, cell.row_share);
            let counted = Counted { count, base: Some(n), share, residual, is_untold };
            rows.push(counted.row([title, &answer.label, &group.label]));
        }
        rows.push(Counted::total(n, None, None).row([title, &whole, &group.label]));
    }
    rows
}

/// The cells of a table of codes or words.
pub fn code_rows(title: &str, table: &Protected<CodeCrosstab>, tested: &[TestedCode], lang: Lang) -> Rows {
    let crosstab = table.table();
    let whole = i18n::plain(lang, "table-total");
    let mut rows = Vec::new();
    for (place, code) in crosstab.codes.iter().enumerate() {
        let tested = tested.get(place);
        let is_untold = tested.is_some_and(|tested| matches!(tested.independence, Outcome::Withheld));
        for (at, group) in crosstab.rows.iter().enumerate() {
            let Some(cell) = group.cells.get(place) else { continue };
            let residual = tested.and_then(|tested| tested.residuals.get(at)).and_then(Option::as_ref);
            let (count, share) = (cell.count, cell.share);
            let base = (!code.has_other_base).then_some(group.n);
            let counted = Counted { count, base, share, residual, is_untold };
            rows.push(counted.row([title, &code.label, &group.label]));
        }
        let base = (!code.has_other_base).then_some(crosstab.total);
        let total = Counted::total(code.count, base, code.share);
        rows.push(total.row([title, &code.label, &whole]));
    }
    rows
}

/// Cells and tests as a sheet; `by` is what the groups are.
pub fn sheet(
    name: &str,
    (by, count_of): (&str, CountOf),
    mut rows: Rows,
    lines: &[TestLine],
    lang: Lang,
) -> Sheet {
    let say = |key: &str| i18n::plain(lang, key);
    let tests = test_sheet(String::new(), lines, lang);
    let mut columns = vec![say("cells-table"), say("cells-item"), by.to_owned()];
    let numbers: [&str; N_NUMBERS] =
        [count_of.head(), "cells-base", "cells-share", "cells-residual", "cells-residual-p", "cells-sign"];
    columns.extend(numbers.map(say));
    // What was tested and by what stand in the columns of items and groups.
    columns.extend(tests.columns.into_iter().skip(N_NAMES - 1));
    let results = Cell::Text(say("test-results").into());
    for row in tests.rows {
        let mut cells = row.into_iter();
        let names: Vec<Cell> = cells.by_ref().take(N_NAMES - 1).collect();
        let blank = std::iter::repeat_n(Cell::Empty, N_NUMBERS);
        rows.push([results.clone()].into_iter().chain(names).chain(blank).chain(cells).collect());
    }
    Sheet { name: name.to_owned(), columns, rows }
}

#[cfg(test)]
mod tests {
    use analysis::table::suppress::Disclosure;
    use analysis::table::tested::test_codes;

    use super::*;
    use crate::view::tested::code_lines;
    use crate::view::tested::invented::by_area;

    /// Two codes by two areas of ten people each: nine and one have the first, six and `few` the second.
    fn written(few: u32, disclosure: Disclosure) -> Sheet {
        let codes = [("送迎", [9, 1]), ("=相談", [6, few])];
        let table = by_area([("北部", 10), ("南部", 10)], &codes, disclosure);
        let tested = test_codes(&table);
        let lines = code_lines(None, &table, &tested, Lang::Ja);
        let by = ("圏域", CountOf::People);
        sheet("cells", by, code_rows("語", &table, &tested, Lang::Ja), &lines, Lang::Ja)
    }

    fn printed(sheet: &Sheet, place: usize) -> Vec<String> {
        sheet.rows[place].iter().map(Cell::printed).collect()
    }

    #[test]
    fn every_cell_is_a_row_with_numbers_of_its_own_and_tests_stand_below() {
        let sheet = written(6, Disclosure::Internal);
        assert_eq!(sheet.rows.len(), 2 * 3 + 2);
        // By hand: (9 − 5) ÷ √(5 · ½ · ½) = 3.578; p = .00034662, four times that after the correction for four cells.
        assert_eq!(printed(&sheet, 0), ["語", "送迎", "北部", "9", "10", "90", "3.578", "0.001386", "▲▲"]);
        assert_eq!(printed(&sheet, 1)[..7], ["語", "送迎", "南部", "1", "10", "10", "-3.578"]);
        assert_eq!(printed(&sheet, 2), ["語", "送迎", "全体", "10", "20", "50", "", "", ""]);
        let test = printed(&sheet, 6);
        assert_eq!(test.len(), sheet.columns.len());
        assert_eq!(test[..3], ["検定の結果", "送迎", "圏域"]);
        assert!(
            test[3..9].iter().all(String::is_empty) && test[9].starts_with("「送迎」の割合は"),
            "{test:?}"
        );
        let place = |head: &str| sheet.columns.iter().position(|column| column == head).unwrap();
        assert_eq!((test[place("自由度")].as_str(), test[place("n")].as_str()), ("1", "20"));
    }

    #[test]
    fn the_head_of_counts_says_what_is_counted() {
        let heads = |count_of: CountOf, lang: Lang| {
            sheet("cells", ("圏域", count_of), Vec::new(), &[], lang).columns[3].clone()
        };
        assert_eq!([Lang::Ja, Lang::En].map(|lang| heads(CountOf::People, lang)), ["人数", "People"]);
        assert_eq!([Lang::Ja, Lang::En].map(|lang| heads(CountOf::Answers, lang)), ["件数", "Count"]);
    }

    #[test]
    fn what_is_withheld_of_a_code_is_withheld_in_all_its_numbers() {
        let sheet = written(2, Disclosure::PROTECTED);
        for place in 3..5 {
            let row = printed(&sheet, place);
            assert_eq!(row[3], "*", "two people have it: {row:?}");
            assert!(row[5..9].iter().all(|cell| cell == "*"), "{row:?}");
        }
        let test = printed(&sheet, 7);
        assert!(
            test[9].contains("検定の結果も出しません") && test[10..20].iter().all(String::is_empty),
            "{test:?}"
        );
    }
}
