//! What answers are set against: the area, the agency kind, or another question; and who was not asked the one or the other.

use analysis::error::Error;
use analysis::table::crosstab::{
    CodeCrosstab, Crosstab, CrosstabOptions, NotAsked, choices, code_crosstab, crosstab,
};
use analysis::table::frequency::Frequency;
use analysis::table::suppress::{
    Disclosure, Linked, Protected, protect, protect_linked, protect_linked_choices,
};
use analysis::table::{Frame, Kind, Variable};
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

/// All tables of a question that leave the house.
pub(super) struct SideBySide {
    pub frequency: Protected<Frequency>,
    pub by_region: QuestionTable,
    pub by_kind: QuestionTable,
}

/// Two tables, unless there are too many values for one of them.
fn pair<T>(first: Result<T, Error>, second: Result<T, Error>) -> Result<Option<[T; 2]>, Error> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok(Some([first, second])),
        (Err(Error::TooManyCategories { .. }), _) | (_, Err(Error::TooManyCategories { .. })) => Ok(None),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
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
        let frame = self.among_asked(variable)?;
        if countable(variable).kind == Kind::Multiple {
            let table = self.choices_by(&frame, variable, side)?;
            return Ok(QuestionTable::Choices(protect(table, dataset.disclosure())));
        }
        let table = self.answers_by(&frame, variable, side)?;
        Ok(QuestionTable::Crosstab(protect(table, dataset.disclosure())))
    }

    /// The tables of a question that are published side by side, wherever one of them is: what one withholds no other one prints.
    /// None where nothing is withheld, or where the answers are too many for a table by area.
    ///
    /// # Errors
    /// When the question cannot be counted.
    pub(super) fn side_by_side(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
    ) -> Result<Option<SideBySide>, Error> {
        let disclosure = dataset.disclosure();
        if disclosure == Disclosure::Internal {
            return Ok(None);
        }
        let frame = self.among_asked(variable)?;
        let counted = self.counted(&frame, variable)?;
        let sides = [self.side(By::Region)?, self.side(By::Kind)?];
        if countable(variable).kind == Kind::Multiple {
            let [first, second] = sides.each_ref().map(|side| self.choices_by(&frame, variable, side));
            let Some(tables) = pair(first, second)? else { return Ok(None) };
            let Linked { frequency, tables } = protect_linked_choices(counted, tables, disclosure);
            let [by_region, by_kind] = tables.map(QuestionTable::Choices);
            return Ok(Some(SideBySide { frequency, by_region, by_kind }));
        }
        let [first, second] = sides.each_ref().map(|side| self.answers_by(&frame, variable, side));
        let Some(tables) = pair(first, second)? else { return Ok(None) };
        let Linked { frequency, tables } = protect_linked(counted, tables, disclosure);
        let [by_region, by_kind] = tables.map(QuestionTable::Crosstab);
        Ok(Some(SideBySide { frequency, by_region, by_kind }))
    }

    /// The answers to a question with one answer by what is on the side, before anything is withheld.
    fn answers_by(
        &self,
        frame: &Frame,
        variable: &variable::Variable,
        side: &Side<'_>,
    ) -> Result<Crosstab, Error> {
        let table = crosstab(frame, &side.variable, &countable(variable), CrosstabOptions::default())?;
        let not_asked = self.not_asked(variable, side);
        Ok(table.with_not_asked(&not_asked).with_not_placed(&self.not_placed(variable, side)))
    }

    /// The choices of a question with several answers by what is on the side, before anything is withheld.
    fn choices_by(
        &self,
        frame: &Frame,
        variable: &variable::Variable,
        side: &Side<'_>,
    ) -> Result<CodeCrosstab, Error> {
        let hits = choices(frame, &countable(variable))?;
        let table = code_crosstab(frame, &side.variable, &hits, CrosstabOptions::default())?;
        let not_asked = self.not_asked(variable, side);
        Ok(table.with_not_asked(&not_asked).with_not_placed(&self.not_placed(variable, side)))
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
