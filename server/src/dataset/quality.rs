//! Responses that want a second look before they are counted, each kind as one protected table.

use analysis::error::Error;
use analysis::table::frequency::{Frequency, FrequencyOptions, frequency};
use analysis::table::suppress::{Disclosure, Protected, is_any_two_withheld, protect, protect_unless};
use analysis::table::{Column, ColumnData, Count, Kind, ValueLabel, Variable, frame};
use chrono::TimeDelta;
use serde_json::Value;
use surveys::questionnaire::quality;

use super::{Dataset, Fielded, Response};

/// The value of those who want a look.
pub const FOUND: &str = "1";
/// The value of all others of whom it can be said.
const NOT_FOUND: &str = "0";

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Answered in less than a third of the usual time.
    Fast,
    /// Wrote nothing into any field for free text.
    Wordless,
    /// Has answers that do not go together.
    Contradictory,
    /// Gave the same answer in every row of a matrix.
    Straight,
}

impl Check {
    /// All, in the order of the page.
    pub const ALL: [Check; 4] = [Check::Fast, Check::Wordless, Check::Contradictory, Check::Straight];

    /// The value in addresses, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Check::Fast => "fast",
            Check::Wordless => "wordless",
            Check::Contradictory => "contradictory",
            Check::Straight => "straight",
        }
    }

    /// The check with this code.
    pub fn from_code(code: &str) -> Option<Check> {
        Check::ALL.into_iter().find(|check| check.code() == code)
    }
}

/// Whether each response of a questionnaire, in their order, wants a look; None where it cannot be said.
pub fn look(fielded: &Fielded, check: Check) -> Vec<Option<bool>> {
    if check == Check::Fast {
        let times: Vec<Option<TimeDelta>> = fielded.responses.iter().map(|response| response.took).collect();
        return quality::fast(&times);
    }
    let one = |response: &Response| {
        let definition = &fielded.versions.get(response.version)?.definition;
        let (answers, visible) = (&response.answers, &response.visible);
        match check {
            Check::Fast => None,
            Check::Wordless => quality::is_wordless(definition, answers, visible),
            Check::Contradictory => {
                Some(quality::is_contradictory(definition, &answers.to_answers(), visible))
            }
            Check::Straight => quality::is_straight(definition, answers, visible),
        }
    };
    fielded.responses.iter().map(one).collect()
}

/// How many responses want a look, of those of which it can be said (outside internal work, of all where it depends on what was asked),
/// protected for the purpose of the data. Who left all fields for text empty and who wrote, whose texts are counted elsewhere, are together
/// those who had such a field: unless all had one, nothing is told outside. Nor is who gave the same answer in every row, a sum of cells of
/// the cross tables of two rows, where one of these withholds a number. Nor is who was fast where few have a time, or few have none: of how many
/// it can be said, beside all responses, tells how many came on paper.
///
/// # Errors
/// When the table library refuses.
pub fn counted(dataset: &Dataset, fielded: &Fielded, check: Check) -> Result<Protected<Frequency>, Error> {
    let text = |found: bool| if found { FOUND } else { NOT_FOUND }.to_owned();
    // Who had no field for text, or no matrix, was not asked one: how many were is told by the tables of questions, or by none.
    let is_of_questions = matches!(check, Check::Wordless | Check::Straight);
    let is_of_all = is_of_questions && dataset.disclosure() != Disclosure::Internal;
    let found = look(fielded, check);
    let is_untold = match check {
        Check::Wordless => found.contains(&None) && found.iter().any(Option::is_some),
        Check::Straight => is_any_two_rows_withheld(dataset, fielded),
        Check::Fast => is_few_on_a_side(&found, dataset.disclosure()),
        Check::Contradictory => false,
    };
    let found = found.into_iter().map(|found| found.or(is_of_all.then_some(false)));
    let cells = found.map(|found| found.map(text)).collect();
    let value = |value: &str| ValueLabel { value: value.to_owned(), label: value.to_owned() };
    let variable = Variable {
        name: check.code().to_owned(),
        label: check.code().to_owned(),
        kind: Kind::Single,
        values: vec![value(FOUND), value(NOT_FOUND)],
    };
    let table = frame(vec![Column { name: variable.name.clone(), data: ColumnData::Texts(cells) }])?;
    let counted = frequency(&table, &variable, FrequencyOptions::default())?;
    Ok(protect_unless(is_untold, counted, dataset.disclosure()))
}

/// Whether few are on either side: those of whom it can be said, or those of whom it cannot. Nobody is not few.
fn is_few_on_a_side(found: &[Option<bool>], disclosure: Disclosure) -> bool {
    let n_known = found.iter().flatten().count();
    let is_few = |n: usize| n > 0 && protect(Count::Shown(n), disclosure).table().is_hidden();
    is_few(n_known) || is_few(found.len() - n_known)
}

/// Whether the cross table of two rows of a matrix that is looked at withholds a cell.
fn is_any_two_rows_withheld(dataset: &Dataset, fielded: &Fielded) -> bool {
    let mut matrices =
        fielded.versions.iter().flat_map(|version| quality::long_matrices(&version.definition));
    matrices.any(|question| {
        let mut rows: Vec<Vec<Option<&str>>> = Vec::with_capacity(fielded.responses.len());
        for response in &fielded.responses {
            let given = response.answers.get(&question.name).and_then(Value::as_object);
            rows.push(question.rows.iter().map(|row| given?.get(&row.value)?.as_str()).collect());
        }
        is_any_two_withheld(&rows, dataset.disclosure())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_without_a_time_are_few_and_so_are_few_with_one() {
        let outside = Disclosure::Protected { min_cell: 5, hide_zeros: true };
        let is_few = |n_known: usize, n_unknown: usize, disclosure| {
            is_few_on_a_side(&[vec![Some(false); n_known], vec![None; n_unknown]].concat(), disclosure)
        };
        assert!(is_few(20, 1, outside) && is_few(20, 4, outside) && is_few(4, 20, outside));
        assert!(!is_few(20, 0, outside) && !is_few(0, 20, outside) && !is_few(20, 5, outside));
        assert!(!is_few(20, 1, Disclosure::Internal));
    }
}
