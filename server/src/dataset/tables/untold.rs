//! What how many were asked a follow-up would tell: how many gave the answer that leads to it. What of this is told by group is in `told.rs`.
//! Nothing is told of a follow-up unless how many were asked is a sum of numbers that tables of the others print: then it tells nothing
//! new. A number that is no such sum is told where nothing of the others is withheld and no other number is close to it (decision 49).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use analysis::error::Error;
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Disclosure;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{self, VariableKind};

use super::followed::n_asked;
use super::{AnswerTable, QuestionTable};
use crate::dataset::Dataset;

/// A question that perhaps not everybody was asked.
pub(super) struct FollowUp<'f> {
    question: &'f Joined,
    /// The closed questions whose answers decide who was asked it.
    followed: Vec<&'f variable::Variable>,
    /// Who was asked it, in the order of the responses.
    asked: Rc<[bool]>,
}

impl AnswerTable<'_> {
    /// A question with what it follows.
    pub(super) fn follow_up<'f>(&'f self, question: &'f Joined) -> FollowUp<'f> {
        let asked = self.asked_of(question);
        FollowUp { question, followed: self.followed(&question.variable, &asked), asked }
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
        let follow_up = self.follow_up(question);
        let found = !self.is_told_already(dataset, &follow_up)? && self.would_tell(dataset, &follow_up)?;
        self.following.untold.borrow_mut().insert(name.clone(), found);
        Ok(found)
    }

    /// Whether how many answered a question, did not, and were not asked it stands nowhere, the codebook included, which the page of exports gives
    /// without data: nothing is told of it, or its own table withholds one of these numbers.
    ///
    /// # Errors
    /// When it cannot be counted, or one of those that it follows.
    pub fn hides_coverage(&self, dataset: &Dataset, question: &Joined) -> Result<bool, Error> {
        if dataset.disclosure() == Disclosure::Internal {
            return Ok(false);
        }
        if self.is_untold_follow_up(dataset, question)? {
            return Ok(true);
        }
        let Some(own) = self.asked.iter().find(|own| own.name == question.variable.name) else {
            return Ok(false);
        };
        let counted = self.frequency(dataset, own)?;
        let counted = counted.table();
        Ok([counted.answered, counted.no_answer.count, counted.n].iter().any(|count| count.is_hidden()))
    }

    /// [`Self::is_untold_follow_up`] of a question that this table has.
    pub(super) fn is_untold_question(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
    ) -> Result<bool, Error> {
        self.joined(variable).map_or(Ok(false), |joined| self.is_untold_follow_up(dataset, joined))
    }

    /// Whether how many were asked is the sum of numbers that the table of one of these questions prints.
    fn is_told_already(&self, dataset: &Dataset, follow_up: &FollowUp<'_>) -> Result<bool, Error> {
        for source in self.sources(follow_up) {
            let counted = self.frequency(dataset, source.question)?;
            let is_printed = |answer: &String| {
                let mut rows = counted.table().rows.iter();
                rows.any(|row| row.value == *answer && !row.count.is_hidden())
            };
            if source.answers.iter().all(is_printed) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The questions of which the numbers of some answers sum to how many were asked another one. Where the condition names several,
    /// their numbers together are none that is printed, even if the answers to one of them decide by chance.
    pub(super) fn sources<'f>(&self, follow_up: &FollowUp<'f>) -> Vec<Source<'f>> {
        let FollowUp { question, followed, asked } = follow_up;
        let by_condition = self.following.by_condition.get(&question.variable.name);
        let named = |one: &&variable::Variable| by_condition.is_some_and(|names| names.contains(&one.name));
        let questions: BTreeSet<&str> =
            followed.iter().copied().filter(named).map(|one| one.question.as_str()).collect();
        if questions.len() > 1 {
            return Vec::new();
        }
        let source = |one: &'f variable::Variable| {
            let answers = self.leading(one, asked)?.into_iter().collect::<Option<BTreeSet<String>>>()?;
            let others = one.value_labels.iter().map(|(value, _)| value).filter(|value| {
                let mut responses = self.fielded.responses.iter();
                let is_given = responses.any(|response| self.given(one, response).contains(value));
                !is_given && self.would_lead(value, one, question)
            });
            let answers = answers.into_iter().chain(others.cloned()).collect();
            Some(Source { question: one, answers })
        };
        let followed = followed.iter().copied().filter(|one| questions.is_empty() || named(one));
        followed.filter(|one| self.is_asked_of_more(one, asked)).filter_map(source).collect()
    }

    /// Whether how many were asked would tell a number that is withheld: where one of these questions has such a number, by itself or
    /// beside another one of them. Where none has, a sum of their numbers tells nothing new; any other number is looked at by itself.
    fn would_tell(&self, dataset: &Dataset, follow_up: &FollowUp<'_>) -> Result<bool, Error> {
        let FollowUp { question, followed, asked } = follow_up;
        let is_conditional = self.following.by_condition.contains_key(&question.variable.name);
        let mut deciding = Vec::new();
        for one in followed.iter().copied() {
            let counted = match self.is_asked_of_more(one, asked) {
                true => self.frequency(dataset, one)?,
                false => self.frequency_alone(dataset, one)?,
            };
            if self.is_everybody(one, counted.table(), asked) {
                continue;
            }
            if counted.table().has_hidden {
                return Ok(true);
            }
            deciding.push(one);
        }
        if deciding.is_empty() && (!followed.is_empty() || !is_conditional) {
            return Ok(false);
        }
        for [one, other] in pairs(&deciding) {
            if self.hides_across(dataset, one, other, asked)? {
                return Ok(true);
            }
        }
        Ok(!self.is_sum(&deciding, asked)
            && (self.is_of_many(&deciding, asked) || self.is_close(dataset, question, &deciding, asked)))
    }

    /// Whether a number is withheld where two questions are set against each other.
    fn hides_across(
        &self,
        dataset: &Dataset,
        one: &variable::Variable,
        other: &variable::Variable,
        asked: &[bool],
    ) -> Result<bool, Error> {
        // What stands down the side takes one answer.
        let (one, other) = if other.kind == VariableKind::Multiple { (other, one) } else { (one, other) };
        if other.kind == VariableKind::Multiple {
            return Ok(false);
        }
        let are_asked_of_more = [one, other].iter().all(|own| self.is_asked_of_more(own, asked));
        let table = match are_asked_of_more {
            true => self.across(dataset, one, other)?,
            false => self.across_alone(dataset, one, other)?,
        };
        Ok(has_hidden(&table))
    }

    /// Whether those who were asked gave some answers to one question, or to two questions with one answer: they are the sum of these
    /// answers' numbers, or of cells of the two questions' table.
    fn is_sum(&self, deciding: &[&variable::Variable], asked: &[bool]) -> bool {
        let singles = deciding.iter().copied().filter(|one| one.kind == VariableKind::Single);
        let singles: Vec<&variable::Variable> = singles.collect();
        deciding.iter().any(|one| self.leading(one, asked).is_some())
            || pairs(&singles).any(|two| self.is_decided_by(&two, asked))
    }

    /// Whether it takes the answers to three questions or more to say who was asked. Such a number stands in no table, and too many
    /// others could be set against it.
    fn is_of_many(&self, deciding: &[&variable::Variable], asked: &[bool]) -> bool {
        deciding.len() > 2 && !pairs(deciding).any(|two| self.is_decided_by(&two, asked))
    }

    /// Whether those who were asked are all who were asked another question, or who answered it, and its table prints how many these are.
    fn is_everybody(&self, one: &variable::Variable, counted: &Frequency, asked: &[bool]) -> bool {
        let mut responses = self.fielded.responses.iter().zip(asked);
        let is_who_was_asked = self.joined(one).is_some_and(|joined| *self.asked_of(joined) == *asked);
        let is_who_answered =
            responses.all(|(response, is_asked)| self.given(one, response).is_empty() != *is_asked);
        is_who_was_asked && !counted.n.is_hidden() || is_who_answered && !counted.answered.is_hidden()
    }

    /// Whether those who were asked are all but few of others whose number is told, or these and few more: of who gave an answer to one
    /// of these questions or to two of them, and of who was asked another follow-up. The difference of two numbers would tell how few. So would
    /// the sum of two choices of which one or the other leads there, if few made both.
    fn is_close(
        &self,
        dataset: &Dataset,
        question: &Joined,
        deciding: &[&variable::Variable],
        asked: &[bool],
    ) -> bool {
        let Disclosure::Protected { min_cell, .. } = dataset.disclosure() else { return false };
        let is_few = |n: usize| (1..min_cell).contains(&n);
        let n_all = n_asked(asked);
        let is_near = |[n, n_of_asked]: [usize; 2]| {
            (n_of_asked == n_all || n_of_asked == n) && is_few(n.abs_diff(n_all))
        };
        let conditional = self.following.conditional.iter();
        let mut others =
            conditional.filter(|other| other.variable.name != question.variable.name).map(|other| {
                let own = self.asked_of(other);
                let both = own.iter().zip(asked).filter(|(own, is_asked)| **own && **is_asked);
                [n_asked(&own), both.count()]
            });
        if others.any(is_near) {
            return true;
        }
        let counted = self.count_answers(deciding, asked);
        let are_few_both = counted.iter().any(|((first, second), [n_both, _])| {
            let of_each = [first, second].map(|answer| counted.get(&(answer.clone(), answer.clone())));
            let [Some([n, n_of_asked]), Some([m, m_of_asked])] = of_each else { return false };
            n == n_of_asked && m == m_of_asked && n + m == n_all + n_both && is_few(*n_both)
        });
        are_few_both || counted.into_values().any(is_near)
    }

    /// How many gave each two answers to these questions, with how many of these were `asked`; an answer beside itself is that answer.
    fn count_answers<'v>(
        &self,
        questions: &[&'v variable::Variable],
        asked: &[bool],
    ) -> BTreeMap<(Answer<'v>, Answer<'v>), [usize; 2]> {
        let mut counted: BTreeMap<(Answer<'v>, Answer<'v>), [usize; 2]> = BTreeMap::new();
        for (response, is_asked) in self.fielded.responses.iter().zip(asked) {
            let mut given: BTreeSet<Answer<'v>> = BTreeSet::new();
            for one in questions.iter().copied() {
                given.extend(self.given(one, response).into_iter().map(|value| (one.name.as_str(), value)));
            }
            for (at, answer) in given.iter().enumerate() {
                for other in given.iter().skip(at) {
                    let [n, n_of_asked] = counted.entry((answer.clone(), other.clone())).or_default();
                    *n += 1;
                    *n_of_asked += usize::from(*is_asked);
                }
            }
        }
        counted
    }
}

/// A question by its variable's name, and one of its values.
type Answer<'v> = (&'v str, String);

/// A question that decides alone who is asked another one.
pub(super) struct Source<'s> {
    pub question: &'s variable::Variable,
    /// The answers that lead there, those as well that nobody gave.
    pub answers: BTreeSet<String>,
}

/// Each two of some questions.
fn pairs<'v>(questions: &[&'v variable::Variable]) -> impl Iterator<Item = [&'v variable::Variable; 2]> {
    let others = move |at: usize| questions.iter().skip(at + 1).copied();
    questions.iter().copied().enumerate().flat_map(move |(at, one)| others(at).map(move |other| [one, other]))
}

fn has_hidden(table: &QuestionTable) -> bool {
    match table {
        QuestionTable::Frequency(table) => table.table().has_hidden,
        QuestionTable::Crosstab(table) => table.table().has_hidden,
        QuestionTable::Choices(table) => table.table().has_hidden,
    }
}
