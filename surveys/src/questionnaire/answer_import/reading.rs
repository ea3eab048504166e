//! What a row says: the answers that count, what is missing, and what stands against taking it.

use super::matching::Match;
use super::moment;
use super::platform::Platform;
use super::target::{TIME, Target};
use super::value::{short, typed};
use super::{Row, Table};
use crate::questionnaire::answer::{Answers, Field};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::entry::{self, is_acceptable, owner};
use crate::questionnaire::problem::{Problem, Severity};
use crate::questionnaire::slot::{SlotKind, slots};
use chrono::{DateTime, NaiveDateTime, Utc};
use std::collections::BTreeMap;

/// What only says that something was not answered. People elsewhere were asked under other rules.
const MISSING: &[&str] =
    &["required", "required-text", "required-row", "required-panel", "other-missing", "too-few-items"];

/// Reads the rows of a table.
pub struct Reader<'a> {
    definition: &'a Definition,
    platform: Platform,
    /// Columns that are taken, with what they are.
    columns: Vec<(usize, &'a Target)>,
    time: Option<usize>,
    stated: Vec<Field>,
}

/// A row that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowReading {
    /// Answers to what was asked, in the definition's order.
    pub answers: Answers,
    /// Slots with something that cannot be read.
    pub unreadable: Vec<String>,
    /// What stands against taking it; empty = it can be taken.
    pub problems: Vec<CellProblem>,
    /// Places that should have been answered and were not (無回答).
    pub missing: Vec<String>,
    /// Questions that were answered though they were not asked; these answers do not count.
    pub unasked: Vec<String>,
    /// Nothing is in the columns that are taken.
    pub is_empty: bool,
}

/// A problem with where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Place of the column, from 0; None if no column has it.
    pub column: Option<usize>,
    /// The text that was found there.
    pub text: String,
    /// What is wrong.
    pub problem: Problem,
}

impl<'a> Reader<'a> {
    /// A reader for what the columns were matched with. `stated` are fields that hold for every row (`stated`).
    pub fn new(
        definition: &'a Definition,
        targets: &'a [Target],
        matches: &[Match],
        platform: Platform,
        stated: Vec<Field>,
    ) -> Reader<'a> {
        let by_key: BTreeMap<&str, &Target> =
            targets.iter().map(|target| (target.key.as_str(), target)).collect();
        let target = |found: &Match| by_key.get(found.target.as_deref()?).copied();
        let columns =
            matches.iter().enumerate().filter_map(|(at, found)| Some((at, target(found)?))).collect();
        let time = matches.iter().position(|found| found.target.as_deref() == Some(TIME));
        Reader { definition, platform, columns, time, stated }
    }

    /// When a row was sent, where the file says so.
    pub fn sent_at(&self, row: &Row) -> Option<DateTime<Utc>> {
        moment::read(row.cells.get(self.time?)?, self.platform)
    }

    /// Reads a row. `now` is the wall clock in Tokyo when it was sent.
    pub fn read(&self, row: &Row, now: NaiveDateTime) -> RowReading {
        let mut form: Vec<Field> = Vec::new();
        let mut problems: Vec<CellProblem> = Vec::new();
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        for (at, target) in &self.columns {
            if self.platform.is_blank(cell(*at)) {
                continue;
            }
            match typed(target, cell(*at), self.platform) {
                Ok(fields) => fields.into_iter().for_each(|field| join(&mut form, field)),
                Err(problem) => problems.push(self.cell_problem(row, Some(*at), problem)),
            }
        }
        let is_empty = form.is_empty() && problems.is_empty();
        // Otherwise the row would be taken as if it had been sent now.
        if let Some(at) = self.time.filter(|at| moment::is_unreadable(cell(*at), self.platform)) {
            let problem = Problem::error("sent-unreadable", TIME).with("text", short(cell(at)));
            problems.insert(0, self.cell_problem(row, Some(at), problem));
        }
        form.extend(self.stated.iter().cloned());
        let reading = entry::read(self.definition, &form, &Answers::new(), now);
        let unclear: Vec<String> =
            problems.iter().filter_map(|found| self.question(&found.problem.place)).collect();
        let mut missing = Vec::new();
        for problem in reading.problems.into_iter().filter(|problem| problem.severity == Severity::Error) {
            let is_known = self.question(&problem.place).is_some_and(|name| unclear.contains(&name));
            if MISSING.contains(&problem.code) && is_acceptable(self.definition, &problem) {
                // What could not be read is not missing.
                missing.extend((!is_known).then_some(problem.place));
            } else if !is_known {
                let column = self.column(&problem.place);
                problems.push(self.cell_problem(row, column, problem));
            }
        }
        // What does not count inside an asked question is told with its question, too.
        let mut unasked = reading.unasked;
        for name in reading.dropped.iter().filter_map(|problem| self.question(&problem.place)) {
            if !unasked.contains(&name) {
                unasked.push(name);
            }
        }
        let (answers, unreadable) = (reading.answers, reading.unreadable);
        RowReading { answers, unreadable, problems, missing, unasked, is_empty }
    }

    fn question(&self, place: &str) -> Option<String> {
        owner(self.definition, place).map(|question| question.name.clone())
    }

    fn cell_problem(&self, row: &Row, column: Option<usize>, problem: Problem) -> CellProblem {
        let text = column.and_then(|at| row.cells.get(at)).map(|cell| short(cell)).unwrap_or_default();
        CellProblem { column, text, problem }
    }

    /// The column of a place, or the first one of its question.
    fn column(&self, place: &str) -> Option<usize> {
        let exact = self.columns.iter().find(|(_, target)| target.field == place);
        let question = self.question(place);
        let of_question = || {
            let is_of = |(_, target): &&(usize, &Target)| Some(&target.question) == question.as_ref();
            self.columns.iter().find(is_of)
        };
        exact.or_else(of_question).map(|(at, _)| *at)
    }
}

/// Adds a field. What several columns say of one slot stands beside each other in their order: choices, and texts beside
/// "other". A part that is there already is not said twice.
fn join(form: &mut Vec<Field>, (name, text): Field) {
    let Some((_, before)) = form.iter_mut().find(|(known, _)| *known == name) else {
        form.push((name, text));
        return;
    };
    let is_there = |part: &str| part.is_empty() || before.split(',').any(|known| known.trim() == part);
    let parts: Vec<&str> = text.split(',').filter(|part| !is_there(part.trim())).collect();
    if parts.is_empty() {
        return;
    }
    let rest = parts.join(",");
    *before = if before.is_empty() { rest } else { format!("{before},{}", rest.trim()) };
}

/// The question that asks what the answers may be used for, if no column has it.
pub fn unasked_consent<'a>(
    definition: &'a Definition,
    targets: &[Target],
    matches: &[Match],
) -> Option<&'a crate::questionnaire::question::Question> {
    let consent = definition.question_with_role("consent")?;
    let is_of = |target: &&Target| target.question == consent.name;
    let is_taken = |target: &Target| matches.iter().any(|found| found.target.as_ref() == Some(&target.key));
    let has_column = targets.iter().filter(is_of).any(is_taken);
    (!has_column).then_some(consent)
}

/// The fields for values of a question that hold for every row: what somebody says of answers whose file does not.
pub fn stated(definition: &Definition, question: &str, values: &[String]) -> Vec<Field> {
    let question = definition.questions().into_iter().find(|found| found.name == question);
    let slots = question.map(|question| slots(question, &definition.locale)).unwrap_or_default();
    let Some(slot) = slots.into_iter().find(|slot| !matches!(slot.kind, SlotKind::Text { .. })) else {
        return Vec::new();
    };
    let numbers: Vec<&str> = slot
        .choices()
        .iter()
        .filter(|choice| values.contains(&choice.value))
        .map(|choice| choice.number.as_str())
        .collect();
    if numbers.is_empty() { Vec::new() } else { vec![(slot.field.clone(), numbers.join(","))] }
}

/// What of a table is not needed to read it again: cells of columns that are not taken.
pub fn without_untaken(mut table: Table, matches: &[Match]) -> Table {
    for row in &mut table.rows {
        for (cell, found) in row.cells.iter_mut().zip(matches) {
            if found.target.is_none() {
                cell.clear();
            }
        }
    }
    table
}
