//! Two questions set against each other.

use std::collections::BTreeSet;

use analysis::error::Error;
use analysis::table::Kind;
use analysis::table::frequency::Frequency;
use analysis::table::suppress::{Disclosure, Protected, WithheldGroups};
use surveys::questionnaire::variable;

use super::against::Side;
use super::silent::SILENT;
use super::{AnswerTable, By, QuestionTable, countable};
use crate::dataset::{Dataset, Response, strings};

/// What else is minded where a table is protected.
#[derive(Clone, Copy)]
enum Heed {
    /// What the tables of questions withhold that these follow.
    Followed,
    Nothing,
}

/// The answers that a question's own table withholds, and no answer where how many answered is withheld.
fn withheld_in(counted: &Protected<Frequency>) -> WithheldGroups {
    let silent = counted.table().answered.is_hidden().then(|| SILENT.to_owned());
    WithheldGroups::hidden_in(counted).with(silent)
}

impl AnswerTable<'_> {
    /// A question's answers by those to another question, which must take one answer. Outside internal work both ways to set two
    /// questions against each other are one table, the question for the area or kind is the area or kind, no answer is told of
    /// that the question's own table withholds, and who left one of them out is a group that is protected, too (`silent.rs`).
    ///
    /// # Errors
    /// When one of the questions cannot be counted so.
    pub fn across(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        other: &variable::Variable,
    ) -> Result<QuestionTable, Error> {
        if dataset.disclosure() == Disclosure::Internal {
            return self.set_against(dataset, variable, &self.other_side(other), false);
        }
        if self.has_untold_kinds(dataset, variable) {
            return Ok(QuestionTable::Frequency(self.frequency(dataset, variable)?));
        }
        if self.is_untold_question(dataset, variable)? || self.is_untold_question(dataset, other)? {
            return self.set_against(dataset, variable, &self.other_side(other), true);
        }
        self.across_with(dataset, variable, other, Heed::Followed)
    }

    /// The same outside internal work, whatever the tables of questions withhold that these follow.
    pub(super) fn across_alone(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        other: &variable::Variable,
    ) -> Result<QuestionTable, Error> {
        self.across_with(dataset, variable, other, Heed::Nothing)
    }

    fn across_with(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        other: &variable::Variable,
        heed: Heed,
    ) -> Result<QuestionTable, Error> {
        let by_group = |variable: &variable::Variable, by: By| match heed {
            Heed::Followed => self.table(dataset, variable, Some(by)),
            Heed::Nothing => self.table_alone(dataset, variable, by),
        };
        if let Some(by) = self.asks_for(other) {
            return by_group(variable, by);
        }
        let place = |one: &variable::Variable| self.asked.iter().position(|own| own.name == one.name);
        let is_single = [variable, other].iter().all(|one| countable(one).kind == Kind::Single);
        let asks_for = self.asks_for(variable).filter(|_| is_single);
        let turned = match asks_for {
            Some(by) => by_group(other, by)?,
            None if is_single && place(variable) < place(other) => {
                self.across_once(dataset, other, variable, heed)?
            }
            None => return self.across_once(dataset, variable, other, heed),
        };
        Ok(match turned {
            QuestionTable::Crosstab(table) => QuestionTable::Crosstab(table.transposed()),
            QuestionTable::Frequency(_) => QuestionTable::Frequency(self.own(dataset, variable, heed)?),
            turned @ QuestionTable::Choices(_) => turned,
        })
    }

    fn across_once(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        other: &variable::Variable,
        heed: Heed,
    ) -> Result<QuestionTable, Error> {
        let [own, others_own] = [self.own(dataset, variable, heed)?, self.own(dataset, other, heed)?];
        let untold = |question: &variable::Variable, by: &variable::Variable| match heed {
            Heed::Nothing => Ok(BTreeSet::new()),
            Heed::Followed => self.untold_answers(dataset, question, by),
        };
        let (groups, answers) = (untold(variable, other)?, untold(other, variable)?);
        // How many were asked: one follow-up by its own table, two of them by what the table of the one prints of the other.
        let is_n_hidden = |one: &variable::Variable, own: &Protected<Frequency>| {
            own.table().n.is_hidden() && self.is_follow_up(one)
        };
        let are_both_untold = !groups.is_empty() && !answers.is_empty();
        if are_both_untold || is_n_hidden(variable, &own) || is_n_hidden(other, &others_own) {
            return self.set_against(dataset, variable, &self.other_side(other), true);
        }
        let untold: WithheldGroups = answers.iter().cloned().collect();
        let withheld = withheld_in(&others_own).with(groups);
        let withheld_answers = withheld_in(&own).with(answers);
        let side = Side { withheld, withheld_answers, ..self.other_side(other) };
        let rows = self.counted_with(variable, other);
        if countable(variable).kind == Kind::Multiple {
            let table = self.choices_with_silent(dataset, variable, &side, &rows, &untold)?;
            return Ok(QuestionTable::Choices(table));
        }
        self.answers_with_silent(dataset, variable, &side, &rows).map(QuestionTable::Crosstab)
    }

    /// A question's own table.
    fn own(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        heed: Heed,
    ) -> Result<Protected<Frequency>, Error> {
        match heed {
            Heed::Followed => self.frequency(dataset, variable),
            Heed::Nothing => self.frequency_alone(dataset, variable),
        }
    }

    /// Another question as the side of a table.
    fn other_side(&self, other: &variable::Variable) -> Side<'_> {
        let joined = self.joined(other);
        let value = move |response: &Response| {
            strings(joined.and_then(|joined| response.value(joined))).into_iter().next()
        };
        let is_asked =
            move |response: &Response| joined.is_some_and(|joined| response.asked(joined).is_some());
        Side {
            variable: countable(other),
            value: Box::new(value),
            is_asked: Box::new(is_asked),
            counts_silent: true,
            withheld: WithheldGroups::default(),
            withheld_answers: WithheldGroups::default(),
        }
    }
}
