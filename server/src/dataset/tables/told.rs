//! Of which groups a follow-up's tables tell anything: of those alone of which how many were asked it is a sum of numbers that the
//! table of a question that it follows prints. Whatever is worked out with it can be worked out without then, in the group as well as in
//! all. By the answers to another follow-up these are the answers of which how many were asked both (decision 49).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use analysis::error::Error;
use analysis::table::suppress::Disclosure;
use analysis::table::{Count, RowId};
use surveys::questionnaire::variable::{self, VariableKind};

use super::untold::Source;
use super::{AnswerTable, By, QuestionTable};
use crate::dataset::{Dataset, Response};

/// Stands for all groups that are withheld. No code of an area or kind is empty.
const REST: &str = "";

/// How many there are of each group.
pub(super) type Sums = BTreeMap<String, usize>;

impl AnswerTable<'_> {
    /// Whether what people answered to others decides who was asked a question, so that some were not.
    pub(super) fn is_follow_up(&self, question: &variable::Variable) -> bool {
        let Some(joined) = self.joined(question) else { return false };
        let asked = self.asked_of(joined);
        asked.contains(&false)
            && (self.following.by_condition.contains_key(&question.name)
                || !self.followed(question, &asked).is_empty())
    }

    /// The areas or kinds of which a follow-up's table tells nothing; none in internal work.
    pub(in crate::dataset) fn untold_groups(
        &self,
        dataset: &Dataset,
        question: &variable::Variable,
        by: By,
    ) -> Result<BTreeSet<String>, Error> {
        let group = |response: &Response| -> Vec<String> {
            self.counted_as(by, by.value(response)).into_iter().collect()
        };
        let groups = self.attribute(dataset, by).values;
        let is_everybody =
            groups.len() < 2 && self.fielded.responses.iter().all(|one| by.value(one).is_some());
        if dataset.disclosure() == Disclosure::Internal || is_everybody {
            return Ok(BTreeSet::new());
        }
        if self.is_untold_between(dataset, question, by) {
            return Ok(groups.into_iter().map(|label| label.value).collect());
        }
        if !self.is_follow_up(question) {
            return Ok(BTreeSet::new());
        }
        let asked = self.sums_of(group, |response| self.is_asked(question, response));
        let mut untold: BTreeSet<String> = groups.into_iter().map(|label| label.value).collect();
        for source in self.own_sources(question) {
            if self.is_told_by_means(dataset, source.question, by) {
                continue;
            }
            // The groups themselves lead there: all of a group were asked, or none.
            if self.is_itself(source.question, by) {
                let all = self.sums_of(group, |_| true);
                untold.retain(|group| asked.get(group).is_some_and(|n| all.get(group) != Some(n)));
                continue;
            }
            let told = sums_by_group(&self.table(dataset, source.question, Some(by))?, &source.answers);
            untold.retain(|group| !is_told(group, &told, &asked));
        }
        Ok(untold)
    }

    /// Whether nothing is told of a question by area or kind, since few of one were asked it, or were not, between two versions.
    fn is_untold_between(&self, dataset: &Dataset, question: &variable::Variable, by: By) -> bool {
        let Disclosure::Protected { min_cell, .. } = dataset.disclosure() else { return false };
        let known = match by {
            By::Region => &self.following.between.0,
            By::Kind => &self.following.between.1,
        };
        let untold = known.get_or_init(|| {
            let withheld = self.withheld_groups(dataset, by);
            // Of groups that no table tells readers know what they are together.
            let group = |response: &Response| match by.value(response) {
                Some(value) if withheld.contains(&value) => Some(REST.to_owned()),
                value => value,
            };
            let groups: Vec<Option<String>> = self.fielded.responses.iter().map(group).collect();
            let versions = self.fielded.responses.iter().map(|response| response.version);
            let people = versions.zip(groups.iter().map(Option::as_deref));
            self.fielded.asking.untold_by_groups(people, min_cell)
        });
        self.joined(question).is_some_and(|joined| untold.has(joined))
    }

    /// The answers to another question of which a follow-up's table with it tells nothing.
    pub(super) fn untold_answers(
        &self,
        dataset: &Dataset,
        question: &variable::Variable,
        other: &variable::Variable,
    ) -> Result<BTreeSet<String>, Error> {
        if !self.is_follow_up(question) {
            return Ok(BTreeSet::new());
        }
        let given = |response: &Response| self.given(other, response);
        let asked = self.sums_of(given, |response| self.is_asked(question, response));
        let answers = other.value_labels.iter().map(|(value, _)| value);
        let mut untold: BTreeSet<String> = answers.chain(asked.keys()).cloned().collect();
        for told in self.sums_told(dataset, question, other)?.iter() {
            untold.retain(|answer| !is_told(answer, told, &asked));
        }
        Ok(untold)
    }

    /// What the tables of another question with each of those that a follow-up follows print. Their tables need the same of theirs: of
    /// follow-ups of follow-ups it would be found again and again.
    fn sums_told(
        &self,
        dataset: &Dataset,
        question: &variable::Variable,
        other: &variable::Variable,
    ) -> Result<Rc<Vec<Sums>>, Error> {
        let names = (question.name.clone(), other.name.clone());
        if let Some(known) = self.following.sums.borrow().get(&names) {
            return Ok(Rc::clone(known));
        }
        let sources = self.own_sources(question);
        let told = sources.iter().map(|source| self.sums_against(dataset, source, other));
        let told: Rc<Vec<Sums>> = Rc::new(told.collect::<Result<_, Error>>()?);
        self.following.sums.borrow_mut().insert(names, Rc::clone(&told));
        Ok(told)
    }

    /// The responses that a table of two questions counts, by their row ids: of a follow-up those who were asked it. Who was not asked
    /// another question, by no condition, counts as somebody who left it out.
    pub(super) fn counted_with(
        &self,
        question: &variable::Variable,
        other: &variable::Variable,
    ) -> Vec<RowId> {
        let mut follow_ups = vec![question, other];
        follow_ups.retain(|one| self.is_follow_up(one));
        let is_counted = |response: &Response| follow_ups.iter().all(|one| self.is_asked(one, response));
        let rows = (0..).zip(&self.fielded.responses).filter(|(_, response)| is_counted(response));
        rows.map(|(row, _)| row).collect()
    }

    /// The questions of which some answers lead to this one.
    fn own_sources(&self, question: &variable::Variable) -> Vec<Source<'_>> {
        let Some(joined) = self.joined(question) else { return Vec::new() };
        self.sources(&self.follow_up(joined))
    }

    /// How many responses have each value, of those that count.
    fn sums_of(
        &self,
        values: impl Fn(&Response) -> Vec<String>,
        is_counted: impl Fn(&Response) -> bool,
    ) -> Sums {
        let mut sums = Sums::new();
        for response in self.fielded.responses.iter().filter(|response| is_counted(response)) {
            for value in values(response) {
                *sums.entry(value).or_default() += 1;
            }
        }
        sums
    }

    /// By the answers to another question, how many gave one of those that lead to the follow-up, where the table of the two prints it.
    fn sums_against(
        &self,
        dataset: &Dataset,
        source: &Source<'_>,
        other: &variable::Variable,
    ) -> Result<Sums, Error> {
        let one = source.question;
        let is_multiple = other.kind == VariableKind::Multiple;
        if one.name == other.name {
            let counted = self.frequency(dataset, other)?;
            let leads = |value: &String| source.answers.contains(value);
            // Of who made another one of several choices it is not known whether they were asked.
            let rows = counted.table().rows.iter().filter(|row| !is_multiple || leads(&row.value));
            let sum = |value: &String, count: Count| if leads(value) { count.shown() } else { Some(0) };
            return Ok(rows
                .filter_map(|row| Some((row.value.clone(), sum(&row.value, row.count)?)))
                .collect());
        }
        // What stands down the side takes one answer.
        let table = match is_multiple {
            true if one.kind == VariableKind::Multiple => return Ok(Sums::new()),
            true => self.across(dataset, other, one),
            false => self.across(dataset, one, other),
        };
        match table {
            Err(Error::TooManyCategories { .. }) => Ok(Sums::new()),
            Ok(table) if is_multiple => Ok(sums_by_choice(&table, &source.answers)),
            table => Ok(sums_by_group(&table?, &source.answers)),
        }
    }
}

/// Whether the sum that is printed is how many were asked.
fn is_told(group: &str, told: &Sums, asked: &Sums) -> bool {
    told.get(group).is_some_and(|n| *n == asked.get(group).copied().unwrap_or(0))
}

/// The sum of the numbers of these answers, if all of them are printed.
fn sum<'c>(answers: &BTreeSet<String>, cells: impl Iterator<Item = (&'c String, Count)>) -> Option<usize> {
    let printed: BTreeMap<&String, Count> = cells.collect();
    answers.iter().map(|answer| printed.get(answer).and_then(|count| count.shown())).sum()
}

/// By the groups down the side of a table, how many gave one of these answers, where it prints all of their numbers.
fn sums_by_group(table: &QuestionTable, answers: &BTreeSet<String>) -> Sums {
    match table {
        QuestionTable::Frequency(_) => Sums::new(),
        QuestionTable::Crosstab(table) => {
            let table = table.table();
            let rows = table.rows.iter().zip(&table.cells).filter_map(|(row, cells)| {
                let columns = table.columns.iter().zip(cells);
                let cells = columns.map(|(column, cell)| (&column.value, cell.count));
                Some((row.value.clone(), sum(answers, cells)?))
            });
            rows.collect()
        }
        QuestionTable::Choices(table) => {
            let table = table.table();
            let rows = table.rows.iter().filter_map(|row| {
                let cells = table.codes.iter().zip(&row.cells).map(|(code, cell)| (&code.name, cell.count));
                Some((row.value.clone(), sum(answers, cells)?))
            });
            rows.collect()
        }
    }
}

/// By the choices of a question with several answers, how many of those who made it gave one of these answers to the question down the side.
fn sums_by_choice(table: &QuestionTable, answers: &BTreeSet<String>) -> Sums {
    let QuestionTable::Choices(table) = table else { return Sums::new() };
    let table = table.table();
    let codes = table.codes.iter().enumerate().filter_map(|(place, code)| {
        let rows = table.rows.iter().filter_map(|row| Some((&row.value, row.cells.get(place)?.count)));
        Some((code.name.clone(), sum(answers, rows)?))
    });
    codes.collect()
}
