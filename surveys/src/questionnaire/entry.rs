//! Answers that somebody else types: from paper, a fax, the telephone, a sheet. The same validation as on the web,
//! and what paper needs besides: what cannot be read, and problems that are as they are on the original.

use super::answer::{Answers, Field, MAX_TEXT, accept, field, visibility};
use super::composite::Shape;
use super::definition::Definition;
use super::problem::{Problem, Severity};
use super::question::Question;
use super::question::input::cleaned;
use super::respondent::join_identifiers;
use super::slot::{Content, Slot, UNREADABLE, slots};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

mod moved;
mod unasked;

/// What was typed, understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Answers to what was asked, in the definition's order.
    pub answers: Answers,
    /// Slots of asked questions with something that cannot be read, in the definition's order. They have no answer.
    pub unreadable: Vec<String>,
    /// What stands against storing it.
    pub problems: Vec<Problem>,
    /// Questions that were answered though they were not asked; these answers do not count.
    pub unasked: Vec<String>,
    /// The same as problems that may stand, with what was typed: `not-asked`, or `perhaps-asked` where an answer that
    /// decides it cannot be read.
    pub dropped: Vec<Problem>,
}

/// A problem that was looked at and is so on the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The problem's code.
    pub code: String,
    /// The problem's place.
    pub place: String,
    /// Why, by one of [`REASONS`].
    pub reason: String,
}

/// Reasons for taking an answer as it is, in the order of their numbers from 1: left blank, written so, asked again.
pub const REASONS: &[&str] = &["blank", "as-written", "confirmed"];

/// Problems that a person may have written on paper. All others are mistakes of typing, or of consent.
const ACCEPTABLE: &[&str] = &[
    "required",
    "required-text",
    "required-row",
    "too-many-choices",
    "too-few-choices",
    "exclusive-choice",
    "other-missing",
    "number-too-small",
    "number-too-large",
    "date-too-early",
    "date-too-late",
    "too-long",
    "too-short",
    "too-few-items",
    "required-panel",
    "key-twice",
    "not-as-asked",
    "not-asked",
    "perhaps-asked",
];

/// Reads what was typed in the slots of all questions. Fields that belong to no slot are ignored. `kept` are answers
/// that identify, which are not typed again: they are put back where they were. `now` is the wall clock in Tokyo.
pub fn read(definition: &Definition, typed: &[Field], kept: &Answers, now: NaiveDateTime) -> Reading {
    let mut reading = Reading::default();
    let mut answers = Answers::new();
    let mut written: BTreeSet<&str> = BTreeSet::new();
    for question in definition.questions() {
        let mut form = list_length(question, typed);
        for slot in slots(question, &definition.locale) {
            match slot.read(field(typed, &slot.field).unwrap_or_default()) {
                Ok(Content::Blank) => continue,
                Ok(Content::Unreadable) => reading.unreadable.push(slot.field),
                Ok(content) => form.extend(slot.fields(&content)),
                Err(problem) => reading.problems.push(problem),
            }
            written.insert(&question.name);
        }
        reading.problems.extend(question.read(&form, &mut answers));
    }
    // What was typed now counts.
    let answers = join_identifiers(answers, kept.clone());
    let (kept, problems) = accept(definition, &answers, now);
    let asked = visibility(definition, &kept, now).questions;
    let is_asked = |place: &str| owner(definition, place).is_some_and(|found| asked.contains(&found.name));
    let marked_anywhere: BTreeSet<String> = reading.unreadable.iter().cloned().collect();
    reading.unreadable.retain(|place| is_asked(place));
    for place in &mut reading.unreadable {
        if let Some(question) = owner(definition, place) {
            *place = moved::moved(question, &answers, place);
        }
    }
    reading.problems.retain(|problem| is_asked(&problem.place));
    let already: BTreeSet<String> = reading.problems.iter().map(|problem| problem.place.clone()).collect();
    let marked = |problem: &Problem| is_marked(definition, problem, &reading.unreadable);
    // A file cannot be typed: nobody is asked for it here.
    let is_for_the_web = |problem: &Problem| problem.code == "required-file";
    let rest = problems
        .into_iter()
        .filter(|problem| !already.contains(&problem.place) && !marked(problem) && !is_for_the_web(problem));
    let rest: Vec<Problem> = rest.collect();
    reading.problems.extend(rest);
    // In the order of the questionnaire.
    let questions = definition.questions().into_iter().map(|question| &question.name);
    reading.unasked =
        questions.filter(|name| written.contains(name.as_str()) && !asked.contains(*name)).cloned().collect();
    reading.dropped = unasked::unasked(definition, &reading.unasked, &marked_anywhere, typed);
    reading.answers = kept;
    reading
}

impl Reading {
    /// Everything that stands against storing it, answers that would be dropped included.
    pub fn open(&self) -> Vec<Problem> {
        self.problems.iter().chain(&self.dropped).cloned().collect()
    }
}

/// How many items of a list were filled in, as the form of the web says it.
fn list_length(question: &Question, typed: &[Field]) -> Vec<Field> {
    let is_list = question.composite.as_ref().is_some_and(|composite| composite.shape == Shape::List);
    if !is_list {
        return Vec::new();
    }
    let index = |(name, text): &Field| {
        let rest = name.strip_prefix(&question.name)?.strip_prefix('[')?;
        let (index, _) = rest.split_once(']')?;
        index.parse::<usize>().ok().filter(|_| !text.trim().is_empty())
    };
    let n = typed.iter().filter_map(index).max().map_or(0, |last| last.saturating_add(1));
    vec![(format!("{}.length", question.name), n.to_string())]
}

/// The question that a place (its name, a row, the text beside "other") belongs to.
pub fn owner<'a>(definition: &'a Definition, place: &str) -> Option<&'a Question> {
    let questions = definition.questions();
    let exact = questions.iter().find(|question| question.name == place);
    let within =
        || questions.iter().find(|question| slots(question, "").iter().any(|slot| slot.field == place));
    exact.or_else(within).copied()
}

/// Whether an answer is missing only because it cannot be read.
fn is_marked(definition: &Definition, problem: &Problem, unreadable: &[String]) -> bool {
    if !matches!(problem.code, "required" | "required-text" | "required-row" | "other-missing") {
        return false;
    }
    unreadable.contains(&problem.place)
        || owner(definition, &problem.place).is_some_and(|question| {
            problem.place == question.name
                && slots(question, "").iter().any(|slot| unreadable.contains(&slot.field))
        })
}

/// Whether a problem may stand because the original is so. Missing consent never may.
pub fn is_acceptable(definition: &Definition, problem: &Problem) -> bool {
    let asks_consent = |question: &Question| {
        question.role.as_deref() == Some("consent")
            || question.choices.iter().any(|choice| choice.consent.is_some() && choice.is_required)
    };
    let length = problem.args.iter().find(|(name, _)| *name == "length");
    let is_endless = length.and_then(|(_, length)| length.parse().ok()).is_some_and(|n: usize| n > MAX_TEXT);
    ACCEPTABLE.contains(&problem.code)
        && !owner(definition, &problem.place).is_some_and(asks_consent)
        && !(problem.code == "too-long" && is_endless)
}

/// The errors that nobody has accepted.
pub fn outstanding<'a>(
    definition: &Definition,
    problems: &'a [Problem],
    accepted: &[Accepted],
) -> Vec<&'a Problem> {
    let is_accepted = |problem: &Problem| {
        is_acceptable(definition, problem)
            && accepted.iter().any(|found| found.code == problem.code && found.place == problem.place)
    };
    problems.iter().filter(|problem| problem.severity == Severity::Error && !is_accepted(problem)).collect()
}

/// Two entries of one original beside each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Slots in which at least one of the two wrote something.
    pub n_written: usize,
    /// Slots in which they differ.
    pub differences: Vec<Difference>,
}

/// A slot in which two entries differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The question's name.
    pub question: String,
    /// The slot.
    pub slot: Slot,
    /// What the first one typed.
    pub first: String,
    /// What the second one typed.
    pub second: String,
}

/// Compares what two people typed, by meaning: `1,3` and `３ １` are the same. Slots that identify are left out,
/// because they are typed and kept once.
pub fn compare(definition: &Definition, first: &[Field], second: &[Field]) -> Comparison {
    let mut found = Comparison::default();
    for question in definition.questions() {
        for slot in slots(question, &definition.locale).into_iter().filter(|slot| !slot.is_identifier) {
            let typed = |form: &[Field]| field(form, &slot.field).unwrap_or_default().to_owned();
            let (one, other) = (typed(first), typed(second));
            let (meant_one, meant_other) = (meant(&slot, &one), meant(&slot, &other));
            if meant_one.is_empty() && meant_other.is_empty() {
                continue;
            }
            found.n_written += 1;
            if meant_one != meant_other {
                let question = question.name.clone();
                found.differences.push(Difference { question, slot, first: one, second: other });
            }
        }
    }
    found
}

/// What a typed text means, in one spelling.
fn meant(slot: &Slot, typed: &str) -> String {
    match slot.read(typed) {
        Ok(Content::Blank) => String::new(),
        Ok(Content::Unreadable) => UNREADABLE.to_string(),
        Ok(Content::Values(mut values)) => {
            values.sort();
            cleaned(&values.join("\n")).nfkc().collect()
        }
        Err(_) => format!("? {}", typed.trim()),
    }
}

/// What was typed without what identifies, and without fields that belong to no slot.
pub fn without_identifiers(definition: &Definition, typed: &[Field]) -> Vec<Field> {
    let slots = definition.questions().into_iter().flat_map(|question| slots(question, ""));
    let kept: BTreeSet<String> = slots.filter(|slot| !slot.is_identifier).map(|slot| slot.field).collect();
    typed.iter().filter(|(name, _)| kept.contains(name)).cloned().collect()
}

/// The places among `unreadable` that identify, as they would be typed again: nobody is shown them a second time, and
/// what cannot be read stays so.
pub fn unreadable_identifiers(definition: &Definition, unreadable: &[String]) -> Vec<Field> {
    let slots = definition.questions().into_iter().flat_map(|question| slots(question, ""));
    let found = slots.filter(|slot| slot.is_identifier && unreadable.contains(&slot.field));
    found.map(|slot| (slot.field, UNREADABLE.to_string())).collect()
}

#[cfg(test)]
mod tests;
