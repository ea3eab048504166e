//! What answers are set against: the area, the agency kind, or another question; and who was not asked the one or the other.

use analysis::error::Error;
use analysis::table::crosstab::{CrosstabOptions, NotAsked, choices, code_crosstab, crosstab};
use analysis::table::suppress::protect;
use analysis::table::{Kind, Variable};
use surveys::questionnaire::variable;

use super::{AnswerTable, By, QuestionTable, countable};
use crate::dataset::{Dataset, Fielded, Response, strings};

/// Something of a response.
type Of<'s, T> = Box<dyn Fn(&Response) -> T + 's>;

/// What stands down the side of a cross table.
pub(super) struct Side<'s> {
    variable: Variable,
    value: Of<'s, Option<String>>,
    is_asked: Of<'s, bool>,
}

/// Whether a respondent was asked for the area or the kind. Who was not may still have one, by the list of agencies.
pub(super) fn is_asked(fielded: &Fielded, by: By, response: &Response) -> bool {
    let role = match by {
        By::Region => "region",
        By::Kind => "agency_kind",
    };
    let Some(version) = fielded.versions.get(response.version) else { return false };
    let questions = version.definition.questions_with_role(role);
    questions.iter().any(|question| response.visible.questions.contains(&question.name))
}

impl AnswerTable<'_> {
    /// A question's answers by those to another question, which must take one answer.
    ///
    /// # Errors
    /// When one of the questions cannot be counted so.
    pub fn across(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        other: &variable::Variable,
    ) -> Result<QuestionTable, Error> {
        let joined = self.joined(other);
        let value = move |response: &Response| {
            strings(joined.and_then(|joined| response.value(joined))).into_iter().next()
        };
        let is_asked =
            move |response: &Response| joined.is_some_and(|joined| response.asked(joined).is_some());
        let side = Side { variable: countable(other), value: Box::new(value), is_asked: Box::new(is_asked) };
        self.set_against(dataset, variable, &side)
    }

    /// The area or kind as the side of a table.
    pub(super) fn side(&self, by: By) -> Result<Side<'_>, Error> {
        let fielded = self.fielded;
        let value = move |response: &Response| by.value(response);
        let is_asked = move |response: &Response| is_asked(fielded, by, response);
        let variable = self.attribute(by)?;
        Ok(Side { variable, value: Box::new(value), is_asked: Box::new(is_asked) })
    }

    /// A question's answers by what is on the side.
    pub(super) fn set_against(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        side: &Side<'_>,
    ) -> Result<QuestionTable, Error> {
        let counted = countable(variable);
        let frame = self.among_asked(variable)?;
        let not_asked = self.not_asked(variable, side);
        let not_placed = self.not_placed(variable, side);
        if counted.kind == Kind::Multiple {
            let hits = choices(&frame, &counted)?;
            let table = code_crosstab(&frame, &side.variable, &hits, CrosstabOptions::default())?;
            let table = table.with_not_asked(&not_asked).with_not_placed(&not_placed);
            return Ok(QuestionTable::Choices(protect(table, dataset.disclosure())));
        }
        let table = crosstab(&frame, &side.variable, &counted, CrosstabOptions::default())?;
        let table = table.with_not_asked(&not_asked).with_not_placed(&not_placed);
        Ok(QuestionTable::Crosstab(protect(table, dataset.disclosure())))
    }

    /// Who was not asked the question, by what is on the side: readers know how many answered the questionnaire.
    fn not_asked(&self, variable: &variable::Variable, side: &Side<'_>) -> NotAsked {
        let mut not_asked = NotAsked::default();
        for response in self.fielded.responses.iter().filter(|response| !self.is_asked(variable, response)) {
            not_asked.total += 1;
            if let Some(value) = (side.value)(response) {
                *not_asked.by_value.entry(value).or_default() += 1;
            }
        }
        not_asked
    }

    /// Who is counted for the question and was not asked what is on the side, by answer: readers know the question's own table.
    fn not_placed(&self, variable: &variable::Variable, side: &Side<'_>) -> NotAsked {
        let mut not_placed = NotAsked::default();
        let Some(joined) = self.joined(variable) else { return not_placed };
        let is_multiple = countable(variable).kind == Kind::Multiple;
        for response in &self.fielded.responses {
            let is_counted = self.is_asked(variable, response) && !response.is_unreadable(joined);
            if !is_counted || (side.value)(response).is_some() || (side.is_asked)(response) {
                continue;
            }
            let values = strings(response.value(joined));
            // Who chose nothing is counted among all of several choices, and in no table of one answer.
            if is_multiple || !values.is_empty() {
                not_placed.total += 1;
            }
            for value in values {
                *not_placed.by_value.entry(value).or_default() += 1;
            }
        }
        not_placed
    }
}
