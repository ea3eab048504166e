//! Questions as one respondent sees them: choices that other answers decide (`choicesFromQuestion`).

use super::Answers;
use crate::questionnaire::choice::{self, Choice};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::question::select::{self, scalar};
use crate::questionnaire::question::{CarryMode, Question};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Longest chain of questions that take over each other's choices.
const MAX_CHAIN: usize = 8;

/// The question with the choices that it takes over; None if it takes over none. `seen` has those before it.
pub fn carried(
    definition: &Definition,
    question: &Question,
    counted: &Answers,
    seen: &BTreeMap<String, Question>,
) -> Option<Question> {
    let from = question.choices_from.as_ref()?;
    let source = definition.question(&from.question)?;
    let given = counted.get(&source.name).map(values).unwrap_or_default();
    let offered = &seen.get(&source.name).unwrap_or(source).choices;
    let choices = offered.iter().filter(|choice| match from.mode {
        CarryMode::All => true,
        CarryMode::Selected => given.contains(&choice.value),
        CarryMode::Unselected => !given.contains(&choice.value),
    });
    Some(with_choices(question, choices))
}

/// The question with every choice that anybody could have been offered, to read a form with: what is offered may
/// depend on the same form.
pub fn readable<'a>(definition: &Definition, question: &'a Question) -> Cow<'a, Question> {
    let mut choices: Vec<Choice> = Vec::new();
    let mut next = question.choices_from.as_ref();
    for _ in 0..MAX_CHAIN {
        let Some(source) = next.and_then(|from| definition.question(&from.question)) else { break };
        choices.extend(source.choices.iter().cloned());
        next = source.choices_from.as_ref();
    }
    if choices.is_empty() {
        Cow::Borrowed(question)
    } else {
        Cow::Owned(with_choices(question, choices.iter()))
    }
}

/// A question with further choices before its own; one that must be ticked elsewhere must not be ticked here.
fn with_choices<'a>(question: &Question, further: impl Iterator<Item = &'a Choice>) -> Question {
    let mut choices: Vec<Choice> = Vec::new();
    for choice in further {
        if choice::find(&choices, &choice.value).is_none()
            && choice::find(&question.choices, &choice.value).is_none()
        {
            choices.push(Choice { consent: None, is_required: false, ..choice.clone() });
        }
    }
    choices.extend(question.choices.iter().cloned());
    Question { choices, ..question.clone() }
}

/// A stored answer without choices, rows and columns that `seen` does not offer; None if nothing is left. Answers that
/// are not picked from a list stay.
pub fn still_offered(question: &Question, seen: &Question, value: &Value) -> Option<Value> {
    let picks = question.choices_from.is_some()
        || !(question.choices.is_empty() && question.rows.is_empty() && question.columns.is_empty());
    if picks { offered_only(seen, value) } else { Some(value.clone()) }
}

fn offered_only(question: &Question, value: &Value) -> Option<Value> {
    if !question.rows.is_empty() || !question.columns.is_empty() {
        return cells_only(question, value);
    }
    let is_offered = |value: &Value| scalar(value).is_some_and(|value| select::is_offered(question, &value));
    match value {
        Value::Array(items) => {
            let kept: Vec<Value> = items.iter().filter(|item| is_offered(item)).cloned().collect();
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        Value::Object(ranks) => {
            let kept = ranks.iter().filter(|(name, _)| select::is_offered(question, name));
            let kept: Answers = kept.map(|(name, rank)| (name.clone(), rank.clone())).collect();
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        one => is_offered(one).then(|| one.clone()),
    }
}

/// The cells of a matrix in rows and columns that are there.
fn cells_only(question: &Question, value: &Value) -> Option<Value> {
    let is_column =
        |value: &Value| scalar(value).is_some_and(|value| choice::find(&question.columns, &value).is_some());
    let mut kept = Answers::new();
    for (row, cell) in
        value.as_object()?.iter().filter(|(row, _)| choice::find(&question.rows, row).is_some())
    {
        match cell {
            Value::Array(columns) => {
                let columns: Vec<Value> =
                    columns.iter().filter(|column| is_column(column)).cloned().collect();
                if !columns.is_empty() {
                    kept.insert(row.clone(), Value::Array(columns));
                }
            }
            column if is_column(column) => {
                kept.insert(row.clone(), column.clone());
            }
            _ => {}
        }
    }
    (!kept.is_empty()).then_some(Value::Object(kept))
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        one => scalar(one).into_iter().collect(),
    }
}
