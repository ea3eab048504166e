//! Questions as one respondent sees them: choices that other answers decide (`choicesFromQuestion`).

use super::Answers;
use crate::questionnaire::choice::{self, Choice};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::question::select::scalar;
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

/// A stored answer without choices that are not offered; None if nothing is left.
pub fn offered_only(question: &Question, value: &Value) -> Option<Value> {
    let offered = question.offered();
    let is_offered =
        |value: &Value| scalar(value).is_some_and(|value| choice::find(&offered, &value).is_some());
    match value {
        Value::Array(items) => {
            let kept: Vec<Value> = items.iter().filter(|item| is_offered(item)).cloned().collect();
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        one => is_offered(one).then(|| one.clone()),
    }
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        one => scalar(one).into_iter().collect(),
    }
}
