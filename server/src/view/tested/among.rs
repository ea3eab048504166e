//! Who is compared by tests. Some values say of nobody what they think or where they are from: tables have them, tests have not.

use analysis::table::Count;
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Protected;
use analysis::table::tested::TestedCode;

use super::Tested;
use crate::dataset::tables::scales::{is_beside, is_no_answer};
use crate::dataset::tables::{By, QuestionTable};
use crate::i18n::{self, Lang};

/// Whether people of a value are compared, of the area, kind or (`None`) another question: who did not want to tell the area, or does
/// not know it, is of no area; to another question わからない is an answer, 答えない and 無回答 are none.
pub fn is_compared(by: Option<By>, value: &str) -> bool {
    match by {
        Some(By::Region) => !is_beside(value),
        Some(By::Kind) => true,
        None => !is_no_answer(value),
    }
}

/// People whose answers are compared: of one choice all who answered, of one answer those who gave one. `None` where it is withheld.
pub(super) fn n_compared(table: &Protected<Frequency>, choice: Option<&str>) -> Option<usize> {
    let table = table.table();
    let answered = table.answered.shown()?;
    if choice.is_some() {
        return Some(answered);
    }
    let silent: Option<usize> =
        table.rows.iter().filter(|row| is_no_answer(&row.value)).map(|row| row.count.shown()).sum();
    answered.checked_sub(silent?)
}

/// Whether a test of a code could be made and may be told.
pub fn is_any_tested(tested: &[TestedCode]) -> bool {
    tested.iter().any(|code| code.independence.found().is_some())
}

/// The words for the values of a table that its tests leave out, as far as somebody gave them or may have; none where nothing was
/// tested.
pub fn left_out((table, tested): (&QuestionTable, &Tested), by: Option<By>) -> Vec<String> {
    let is_tested = match tested {
        Tested::Nothing => false,
        Tested::Crosstab(tested) => tested.independence.found().is_some(),
        Tested::Codes(tested) => is_any_tested(tested),
    };
    if !is_tested {
        return Vec::new();
    }
    let mut values: Vec<String> = Vec::new();
    let mut add = |is_left_out: bool, count: Count, label: &str| {
        if is_left_out && count != Count::Shown(0) && !values.iter().any(|known| known == label) {
            values.push(label.to_owned());
        }
    };
    match table {
        QuestionTable::Frequency(_) => {}
        QuestionTable::Crosstab(table) => {
            let table = table.table();
            for (row, n) in table.rows.iter().zip(&table.row_totals) {
                add(!is_compared(by, &row.value), *n, &row.label);
            }
            for (column, n) in table.columns.iter().zip(&table.column_totals) {
                add(is_no_answer(&column.value), *n, &column.label);
            }
        }
        QuestionTable::Choices(table) => {
            let table = table.table();
            table.rows.iter().for_each(|row| add(!is_compared(by, &row.value), row.n, &row.label));
            table.codes.iter().for_each(|code| add(is_no_answer(&code.name), code.count, &code.label));
        }
    }
    values
}

/// The same in a sentence below a figure; empty where all are compared.
pub fn left_out_note(tables: (&QuestionTable, &Tested), by: Option<By>, lang: Lang) -> String {
    let values = left_out(tables, by);
    if values.is_empty() {
        return String::new();
    }
    let values = values.join(&i18n::plain(lang, "list-separator"));
    i18n::text(lang.code(), "test-left-out", &[("values", values)])
}

#[cfg(test)]
mod tests {
    use analysis::table::crosstab::{CrosstabOptions, crosstab};
    use analysis::table::suppress::{Disclosure, protect};
    use analysis::table::{Column, ColumnData, Kind, ValueLabel, Variable, frame};

    use super::*;
    use crate::view::tested::invented::by_area;
    use crate::view::tested::{question_lines, tested};

    /// Ten people a cell of two areas and two answers, then ten who do not know, six who do not tell, and six of no area.
    fn counted() -> QuestionTable {
        let people = [
            ("1", "1", 20),
            ("1", "2", 10),
            ("2", "1", 10),
            ("2", "2", 20),
            ("1", "97", 10),
            ("2", "97", 10),
            ("1", "98", 6),
            ("98", "1", 6),
        ];
        let column = |name: &str, pick: fn(&(&'static str, &'static str, usize)) -> &'static str| Column {
            name: name.to_owned(),
            data: ColumnData::Texts(
                people
                    .iter()
                    .flat_map(|cell| std::iter::repeat_n(Some(pick(cell).to_owned()), cell.2))
                    .collect(),
            ),
        };
        let data = frame(vec![column("a", |cell| cell.0), column("b", |cell| cell.1)]).unwrap();
        let variable = |name: &str, values: &[&str]| Variable {
            name: name.to_owned(),
            label: name.to_owned(),
            kind: Kind::Single,
            values: values
                .iter()
                .map(|value| ValueLabel { value: (*value).to_owned(), label: format!("{name}{value}") })
                .collect(),
        };
        let (down, along) = (variable("a", &["1", "2", "98"]), variable("b", &["1", "2", "97", "98"]));
        let table = crosstab(&data, &down, &along, CrosstabOptions::default()).unwrap();
        QuestionTable::Crosstab(protect(table, Disclosure::Internal))
    }

    #[test]
    fn who_does_not_answer_is_compared_with_nobody_and_who_does_not_know_is() {
        let table = counted();
        for by in [Some(By::Region), None] {
            let found = tested(&table, by);
            let lines = question_lines("設問", &table, &found, Lang::Ja);
            assert_eq!((lines[0].df, lines[0].n), (Some(2), Count::Shown(80)), "two areas, three answers");
            assert_eq!(left_out((&table, &found), by), ["a98", "b98"]);
        }
    }

    /// Ten people of each of two areas, and five who do not tell theirs.
    #[test]
    fn a_choice_is_tested_of_those_who_told_their_area() {
        let areas = [("1", 10), ("2", 10), ("98", 5)];
        let table = by_area(areas, &[("相談", [8, 2, 3])], Disclosure::Internal);
        let table = QuestionTable::Choices(table);
        let lines = question_lines("設問", &table, &tested(&table, Some(By::Region)), Lang::Ja);
        assert_eq!(lines[0].n, Count::Shown(20));
    }

    #[test]
    fn not_to_know_the_area_is_no_area_and_not_to_know_another_answer_is_one() {
        assert!(!is_compared(Some(By::Region), "97") && is_compared(None, "97"));
        assert!(is_compared(Some(By::Kind), "97") && !is_compared(None, "98"));
    }
}
