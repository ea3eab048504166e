//! Questions that only those are asked who gave some answer to another one. How many of a group were asked is then how many of it gave
//! that answer: where the other question's table withholds a number of the group, the follow-up's withholds the group.

use std::collections::{BTreeMap, BTreeSet};

use analysis::error::Error;
use analysis::table::crosstab::{CodeRow, CrosstabCell};
use analysis::table::suppress::Disclosure;
use analysis::table::{Count, ValueLabel};
use surveys::questionnaire::variable::{self, VariableKind};

use super::{AnswerTable, QuestionTable};
use crate::dataset::{Dataset, Response, strings};

impl AnswerTable<'_> {
    /// The groups in which a table of a question that this one follows withholds a number; `table` is that of a question by these groups.
    /// None in internal work.
    pub(super) fn withheld_by_followed(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        table: impl Fn(&variable::Variable) -> Result<QuestionTable, Error>,
    ) -> Result<BTreeSet<String>, Error> {
        let mut withheld = BTreeSet::new();
        if dataset.disclosure() == Disclosure::Internal {
            return Ok(withheld);
        }
        for followed in self.followed(variable) {
            withheld.extend(groups_with_hidden(&table(followed)?));
        }
        Ok(withheld)
    }

    /// The questions whose answers say who was asked this one, in the answers that there are: whether by its condition or by chance, readers
    /// who compare the numbers of both find it. Each was asked more people, so that none follows itself.
    fn followed(&self, variable: &variable::Variable) -> Vec<&variable::Variable> {
        let is_asked = |one: &variable::Variable| {
            self.fielded.responses.iter().map(|response| self.is_asked(one, response)).collect::<Vec<bool>>()
        };
        let asked = is_asked(variable);
        let n_asked = asked.iter().filter(|is_asked| **is_asked).count();
        if n_asked == 0 || n_asked == asked.len() {
            return Vec::new();
        }
        let is_followed = |one: &&variable::Variable| {
            self.decides(one, &asked)
                && is_asked(one).into_iter().filter(|is_asked| *is_asked).count() > n_asked
        };
        self.asked.iter().filter(is_followed).collect()
    }

    /// Whether who was asked are those who gave some of the answers to a question; of several choices, those who chose one.
    fn decides(&self, followed: &variable::Variable, asked: &[bool]) -> bool {
        let answers = self.fielded.responses.iter().map(|response| self.given(followed, response));
        if followed.kind == VariableKind::Multiple {
            let first = asked.iter().position(|is_asked| *is_asked);
            let first = first.and_then(|at| self.fielded.responses.get(at));
            let choices = first.map(|response| self.given(followed, response)).unwrap_or_default();
            return choices.iter().any(|choice| {
                let mut chosen = answers.clone().map(|given| given.contains(choice)).zip(asked);
                chosen.all(|(is_chosen, is_asked)| is_chosen == *is_asked)
            });
        }
        let mut of_answers: BTreeMap<Option<String>, bool> = BTreeMap::new();
        let mut each = answers.map(|given| given.into_iter().next()).zip(asked);
        each.all(|(answer, is_asked)| *of_answers.entry(answer).or_insert(*is_asked) == *is_asked)
    }

    fn given(&self, variable: &variable::Variable, response: &Response) -> Vec<String> {
        let joined = self.joined(variable).filter(|joined| response.asked(joined).is_some());
        strings(joined.and_then(|joined| response.value(joined)))
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
