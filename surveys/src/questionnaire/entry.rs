//! Answers that somebody else types: from paper, a fax, the telephone, a sheet. The same validation as on the web,
//! and what paper needs besides: what cannot be read, and problems that are as they are on the original.

use super::answer::files::is_inside;
use super::answer::{Answers, Field, MAX_TEXT, complete, field, on_paper, readable, settled, visibility};
use super::composite::{Shape, inner_place, item_place};
use super::definition::Definition;
use super::problem::{Problem, Severity};
use super::question::Question;
use super::question::input::cleaned;
use super::respondent::join_identifiers;
use super::slot::{Content, Slot, UNREADABLE, slots};
use chrono::NaiveDateTime;
use dropped::Looked;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use unclear::Unclear;
use unicode_normalization::UnicodeNormalization;

mod dropped;
mod moved;
mod unasked;
mod unclear;

pub use dropped::{DROPPED, PERHAPS};

/// What was typed, understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Answers to what was asked, in the definition's order.
    pub answers: Answers,
    /// Slots of asked questions with something that cannot be read, in the definition's order, items of lists being where
    /// they are stored. They have no answer.
    pub unreadable: Vec<String>,
    /// What stands against storing it, at the slots that were typed.
    pub problems: Vec<Problem>,
    /// Questions that were answered though they were not asked; these answers do not count.
    pub unasked: Vec<String>,
    /// Everything that was typed and does not count, as problems that may stand, with what was typed: one of [`DROPPED`],
    /// or [`PERHAPS`] where an answer that decides it cannot be read. At the question if that was not asked, else at the
    /// slot.
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
    "not-offered",
    "not-kept",
    PERHAPS,
];

/// Reads what was typed in the slots of all questions. Fields that belong to no slot are ignored. `kept` are answers
/// that identify, which are not typed again: they are put back where they were. `now` is the wall clock in Tokyo.
pub fn read(definition: &Definition, typed: &[Field], kept: &Answers, now: NaiveDateTime) -> Reading {
    read_saying(definition, definition, typed, kept, now)
}

/// The same, what would be dropped being said with the texts of `texts`, the same questionnaire as people read it.
pub fn read_saying(
    definition: &Definition,
    texts: &Definition,
    typed: &[Field],
    kept: &Answers,
    now: NaiveDateTime,
) -> Reading {
    let Typed { answers, unreadable, written, problems: found } = understood(definition, typed);
    // What was typed now counts.
    let answers = join_identifiers(answers, kept.clone());
    let given = settled(definition, &answers, now);
    let (stored, problems) = complete(definition, &given, now);
    let asked = visibility(definition, &stored, now);
    // Where items of lists are dropped, or answers in them, the rest is looked at where it was typed.
    let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    let is_stored = |(name, value): (&String, &Value)| stored.get(name) == Some(value) || is_empty(value);
    let is_whole = unreadable.is_empty() && found.is_empty() && answers.iter().all(is_stored);
    let before = (!is_whole).then(|| visibility(definition, &given, now));
    let visible = before.as_ref().unwrap_or(&asked);
    let asked_at = |place: &str| {
        owner(definition, place)
            .filter(|question| asked.questions.contains(&question.name))
            .filter(|question| dropped::is_asked(question, place, visible))
    };
    let mut reading = Reading::default();
    let marked = unreadable.iter().filter_map(|place| Some((asked_at(place)?, place)));
    reading.unreadable =
        marked.map(|(question, place)| moved::stored(question, &visible.counted, place)).collect();
    reading.problems = found.into_iter().filter(|problem| asked_at(&problem.place).is_some()).collect();
    let already: BTreeSet<String> = reading.problems.iter().map(|problem| problem.place.clone()).collect();
    // A file cannot be typed: nobody is asked for it here.
    let counts = |problem: &Problem| {
        problem.code != "required-file" && !is_marked(definition, problem, &reading.unreadable)
    };
    let rest = problems.into_iter().filter(counts);
    let rest = rest.map(|problem| as_typed(definition, &visible.counted, problem));
    let rest: Vec<Problem> = rest.filter(|problem| !already.contains(&problem.place)).collect();
    reading.problems.extend(rest);
    // Answers that the questionnaire keeps though their question is hidden are no loss.
    let is_lost = |question: &&Question| {
        let names = [&question.name, &question.comment_name()];
        !asked.questions.contains(&question.name) && !names.into_iter().any(|name| stored.contains_key(name))
    };
    let questions = definition.questions().into_iter().filter(|question| written.contains(&question.name));
    let (lost, left): (Vec<&Question>, Vec<&Question>) = questions.partition(is_lost);
    reading.unasked = lost.into_iter().map(|question| question.name.clone()).collect();
    let marks: BTreeSet<String> = unreadable.iter().cloned().collect();
    let unclear = Unclear::of(definition, &marks);
    reading.dropped = unasked::unasked(texts, &reading.unasked, &unclear, typed);
    if !is_whole {
        let looked = Looked { texts, typed, given: &answers, visible, unclear: &unclear };
        reading.dropped.extend(left.into_iter().flat_map(|question| looked.dropped(question)));
    }
    reading.answers = stored;
    reading
}

/// What was typed, understood slot by slot.
#[derive(Default)]
struct Typed {
    answers: Answers,
    /// Slots with something that cannot be read, in the definition's order.
    unreadable: Vec<String>,
    /// Names of the questions with anything in their slots.
    written: BTreeSet<String>,
    problems: Vec<Problem>,
}

fn understood(definition: &Definition, typed: &[Field]) -> Typed {
    let mut found = Typed::default();
    for question in definition.questions() {
        let mut form = list_lengths(question, typed);
        for slot in slots(&on_paper(definition, question), &definition.locale) {
            match slot.read(field(typed, &slot.field).unwrap_or_default()) {
                Ok(Content::Blank) => continue,
                Ok(Content::Unreadable) => found.unreadable.push(slot.field),
                Ok(content) => form.extend(slot.fields(&content)),
                Err(problem) => found.problems.push(problem),
            }
            found.written.insert(question.name.clone());
        }
        // What is offered may depend on the rest of the original.
        let question = readable(definition, question, &form);
        found.problems.extend(question.read(&form, &mut found.answers));
    }
    found
}

/// A problem at the slot that was typed.
fn as_typed(definition: &Definition, counted: &Answers, problem: Problem) -> Problem {
    let question =
        definition.questions().into_iter().find(|question| is_inside(&problem.place, &question.name));
    let Some(question) = question.filter(|question| question.composite.is_some()) else { return problem };
    Problem { place: moved::written(question, counted, &problem.place), ..problem }
}

impl Reading {
    /// Everything that stands against storing it, answers that would be dropped included.
    pub fn open(&self) -> Vec<Problem> {
        self.problems.iter().chain(&self.dropped).cloned().collect()
    }
}

/// How many items of a list were filled in, and of the lists inside it, as the form of the web says it.
fn list_lengths(question: &Question, typed: &[Field]) -> Vec<Field> {
    let names = typed.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(name, _)| name.as_str());
    let mut found = Vec::new();
    lengths_within(question, &question.name, &names.collect::<Vec<&str>>(), &mut found);
    let is_list = question.composite.as_ref().is_some_and(|composite| composite.shape == Shape::List);
    if is_list && found.is_empty() {
        found.push((format!("{}.length", question.name), "0".to_owned()));
    }
    found
}

fn lengths_within(question: &Question, place: &str, names: &[&str], found: &mut Vec<Field>) {
    let Some(composite) = &question.composite else { return };
    let inside: Vec<&str> = names.iter().copied().filter(|name| is_inside(name, place)).collect();
    if inside.is_empty() {
        return;
    }
    let items: Vec<String> = match composite.shape {
        Shape::Rows => question.rows.iter().map(|row| item_place(place, 0, Some(&row.value))).collect(),
        Shape::List => {
            let index = |name: &&str| {
                let (index, _) = name.strip_prefix(place)?.strip_prefix('[')?.split_once(']')?;
                index.parse::<usize>().ok()
            };
            let n = inside.iter().filter_map(index).max().map_or(0, |last| last.saturating_add(1));
            found.push((format!("{place}.length"), n.to_string()));
            (0..n.min(composite.max)).map(|index| item_place(place, index, None)).collect()
        }
    };
    for item in items {
        for inner in composite.questions() {
            lengths_within(inner, &inner_place(&item, &inner.name), &inside, found);
        }
    }
}

/// The question that a place (its name, a row, the text beside "other", anything inside it) belongs to.
pub fn owner<'a>(definition: &'a Definition, place: &str) -> Option<&'a Question> {
    let questions = definition.questions();
    let exact = questions.iter().find(|question| question.name == place);
    let within =
        || questions.iter().find(|question| slots(question, "").iter().any(|slot| slot.field == place));
    let around = || questions.iter().find(|question| is_inside(place, &question.name));
    exact.or_else(within).or_else(around).copied()
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
        let question = on_paper(definition, question);
        for slot in slots(&question, &definition.locale).into_iter().filter(|slot| !slot.is_identifier) {
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
    let slots = definition.questions().into_iter().flat_map(|found| slots(&on_paper(definition, found), ""));
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
mod dropped_tests;
#[cfg(test)]
mod tests;
