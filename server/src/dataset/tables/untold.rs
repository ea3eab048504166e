//! What how many were asked a follow-up would tell: how many gave the answer that leads to it. Where a table of a question that it follows
//! withholds a number of a group, the follow-up's table withholds the group; where the others' own counts have something withheld, or
//! those of two of them set against each other, nothing is told of the follow-up.

use std::collections::{BTreeMap, BTreeSet};

use analysis::error::Error;
use analysis::table::crosstab::{CodeRow, CrosstabCell};
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Disclosure;
use analysis::table::{Count, ValueLabel};
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{self, VariableKind};

use super::{AnswerTable, QuestionTable};
use crate::dataset::Dataset;

impl AnswerTable<'_> {
    /// The groups in which a table of a question that this one follows withholds a number; `table` is that of a question by these groups.
    /// None in internal work.
    pub(in crate::dataset) fn withheld_by_followed(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        table: impl Fn(&variable::Variable) -> Result<QuestionTable, Error>,
    ) -> Result<BTreeSet<String>, Error> {
        let mut withheld = BTreeSet::new();
        if dataset.disclosure() == Disclosure::Internal {
            return Ok(withheld);
        }
        let Some(joined) = self.joined(variable) else { return Ok(withheld) };
        for followed in self.followed(variable, &self.asked_of(joined)) {
            withheld.extend(groups_with_hidden(&table(followed)?));
        }
        Ok(withheld)
    }

    /// Whether nothing is told of a question, since how many were asked it would tell what the tables of those withhold that it follows.
    /// Of numbers as of closed questions.
    ///
    /// # Errors
    /// When one of these cannot be counted.
    pub fn is_untold_follow_up(&self, dataset: &Dataset, question: &Joined) -> Result<bool, Error> {
        if dataset.disclosure() == Disclosure::Internal {
            return Ok(false);
        }
        let name = &question.variable.name;
        if let Some(known) = self.following.untold.borrow().get(name) {
            return Ok(*known);
        }
        let asked = self.asked_of(question);
        let followed = self.followed(&question.variable, &asked);
        let found = !self.is_told_already(dataset, question, &followed, &asked)?
            && self.would_tell(dataset, &followed, &asked)?;
        self.following.untold.borrow_mut().insert(name.clone(), found);
        Ok(found)
    }

    /// The same of a question that this table has.
    pub(super) fn is_untold_question(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
    ) -> Result<bool, Error> {
        self.joined(variable).map_or(Ok(false), |joined| self.is_untold_follow_up(dataset, joined))
    }

    /// Whether how many were asked is the sum of numbers that the table of one of these questions prints. Where the condition names several,
    /// their numbers together are none that is printed, even if the answers to one of them decide by chance.
    fn is_told_already(
        &self,
        dataset: &Dataset,
        question: &Joined,
        followed: &[&variable::Variable],
        asked: &[bool],
    ) -> Result<bool, Error> {
        let by_condition = self.following.by_condition.get(&question.variable.name);
        let named = |one: &&variable::Variable| by_condition.is_some_and(|names| names.contains(&one.name));
        let questions: BTreeSet<&str> =
            followed.iter().copied().filter(named).map(|one| one.question.as_str()).collect();
        if questions.len() > 1 {
            return Ok(false);
        }
        let followed = followed.iter().filter(|one| questions.is_empty() || named(one));
        for one in followed.filter(|one| self.is_asked_of_more(one, asked)) {
            let Some(answers) = self.leading(one, asked) else { continue };
            let counted = self.frequency(dataset, one)?;
            let is_printed = |answer: &Option<String>| {
                let mut rows = counted.table().rows.iter();
                rows.any(|row| answer.as_ref() == Some(&row.value) && !row.count.is_hidden())
            };
            if answers.iter().all(is_printed) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn would_tell(
        &self,
        dataset: &Dataset,
        followed: &[&variable::Variable],
        asked: &[bool],
    ) -> Result<bool, Error> {
        let mut deciding = Vec::new();
        for one in followed {
            let counted = self.frequency_alone(dataset, one)?;
            if self.is_everybody(one, counted.table(), asked) {
                continue;
            }
            if counted.table().has_hidden {
                return Ok(true);
            }
            deciding.push(*one);
        }
        let followed = deciding;
        if self.is_close(dataset, &followed, asked) {
            return Ok(true);
        }
        for (at, one) in followed.iter().enumerate() {
            for other in followed.iter().skip(at + 1) {
                // What stands down the side takes one answer.
                let (one, other) =
                    if other.kind == VariableKind::Multiple { (other, one) } else { (one, other) };
                if other.kind == VariableKind::Multiple || one.question == other.question {
                    continue;
                }
                if has_hidden(&self.across_alone(dataset, one, other)?) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether those who were asked are all who were asked another question, or who answered it, and its table prints how many these are.
    fn is_everybody(&self, one: &variable::Variable, counted: &Frequency, asked: &[bool]) -> bool {
        let mut responses = self.fielded.responses.iter().zip(asked);
        let is_who_was_asked = self.joined(one).is_some_and(|joined| *self.asked_of(joined) == *asked);
        let is_who_answered =
            responses.all(|(response, is_asked)| self.given(one, response).is_empty() != *is_asked);
        is_who_was_asked && !counted.n.is_hidden() || is_who_answered && !counted.answered.is_hidden()
    }

    /// Whether those who were asked are all but few of those who gave an answer to one of these questions, or these and few others: the
    /// difference of two numbers would tell how few.
    fn is_close(&self, dataset: &Dataset, followed: &[&variable::Variable], asked: &[bool]) -> bool {
        let Disclosure::Protected { min_cell, .. } = dataset.disclosure() else { return false };
        let mut of_answers: BTreeMap<(&str, String), [usize; 2]> = BTreeMap::new();
        let n_asked = asked.iter().filter(|is_asked| **is_asked).count();
        for (response, is_asked) in self.fielded.responses.iter().zip(asked) {
            for one in followed {
                for answer in self.given(one, response) {
                    let [n, n_of_asked] = of_answers.entry((&one.name, answer)).or_default();
                    *n += 1;
                    *n_of_asked += usize::from(*is_asked);
                }
            }
        }
        of_answers.into_values().any(|[n, n_of_asked]| {
            let is_within = n_of_asked == n_asked || n_of_asked == n;
            is_within && (1..min_cell).contains(&n.abs_diff(n_asked))
        })
    }
}

/// The groups of a table of which it withholds a number.
fn groups_with_hidden(table: &QuestionTable) -> Vec<String> {
    match table {
        QuestionTable::Frequency(_) => Vec::new(),
        QuestionTable::Crosstab(table) => {
            let table = table.table();
            let rows = table.rows.iter().zip(&table.row_totals).zip(&table.cells);
            let has_hidden = |((row, total), cells): ((&ValueLabel, &Count), &Vec<CrosstabCell>)| {
                let is_any = total.is_hidden() || cells.iter().any(|cell| cell.count.is_hidden());
                is_any.then(|| row.value.clone())
            };
            rows.filter_map(has_hidden).collect()
        }
        QuestionTable::Choices(table) => {
            let rows = table.table().rows.iter();
            let is_any =
                |row: &&CodeRow| row.n.is_hidden() || row.cells.iter().any(|cell| cell.count.is_hidden());
            rows.filter(is_any).map(|row| row.value.clone()).collect()
        }
    }
}

fn has_hidden(table: &QuestionTable) -> bool {
    match table {
        QuestionTable::Frequency(table) => table.table().has_hidden,
        QuestionTable::Crosstab(table) => table.table().has_hidden,
        QuestionTable::Choices(table) => table.table().has_hidden,
    }
}
