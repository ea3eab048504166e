//! The tests of a questionnaire's closed questions, for pages and files.

use analysis::document::Sheet;
use analysis::table::ValueLabel;
use analysis::table::tested::test_scale;
use surveys::questionnaire::variable::Variable;

use super::answers::question_title;
use crate::dataset::tables::scales::column_steps;
use crate::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use crate::dataset::{Dataset, Fielded};
use crate::view::figure::matrix::questions;
use crate::view::tested::among::is_compared;
use crate::view::tested::tables::test_sheet;
use crate::view::tested::{TestLine, Tested, item_line, question_lines, scale_line, tested};

/// The tests of one question's table by area, kind or (`None`) another question; of a scale its height, too.
pub fn lines(
    dataset: &Dataset,
    table: &AnswerTable<'_>,
    variable: &Variable,
    title: &str,
    (counted, tested): (&QuestionTable, &Tested),
    by: Option<By>,
) -> Vec<TestLine> {
    let mut lines = question_lines(title, counted, tested, dataset.lang);
    if let QuestionTable::Crosstab(crosstab) = counted
        && table.is_scale(variable)
    {
        let is_group = |row: &ValueLabel| is_compared(by, &row.value);
        let scale = test_scale(crosstab, &column_steps(crosstab.table()), is_group);
        lines.push(scale_line(title, &crosstab.table().row_label, &scale, dataset.lang));
    }
    lines
}

/// All tests of a questionnaire by area and by kind, and its sets of items, as a sheet.
///
/// # Errors
/// When a question cannot be counted.
pub fn sheet(dataset: &Dataset, fielded: &Fielded) -> anyhow::Result<Sheet> {
    let table = answer_table(dataset, fielded);
    let mut all = Vec::new();
    for by in [By::Region, By::Kind] {
        for variable in table.variables() {
            let counted = table.table(dataset, variable, Some(by))?;
            if !has_groups(&counted) {
                continue;
            }
            let tests = tested(&counted, Some(by));
            all.extend(lines(dataset, &table, variable, &variable.label, (&counted, &tests), Some(by)));
        }
    }
    for question in questions(table.variables()) {
        if let (Some(set), [first, ..]) = (table.items(dataset, question)?, question) {
            all.push(item_line(&question_title(dataset, &table, first), &set, dataset.lang));
        }
    }
    Ok(test_sheet(format!("tests-{}", fielded.id.0), &all, dataset.lang))
}

/// Whether anybody is of an area or kind at all.
fn has_groups(counted: &QuestionTable) -> bool {
    match counted {
        QuestionTable::Frequency(_) => false,
        QuestionTable::Crosstab(table) => !table.table().rows.is_empty(),
        QuestionTable::Choices(table) => !table.table().rows.is_empty(),
    }
}
