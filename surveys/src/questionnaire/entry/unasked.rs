//! Answers on an original to questions that were not asked there. They do not count, and nobody but the person who types
//! can say whether that is right: each is a problem that may stand, never dropped in silence.

use super::dropped::{NOT_ASKED, PERHAPS};
use super::unclear::Unclear;
use crate::questionnaire::answer::{Field, field, on_paper};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::slot::{Content, Slot, slots};

/// Between the parts of one question's answer.
const BETWEEN: &str = " / ";

/// What is typed for these questions and would not be stored, as problems. `texts` is the definition with the texts that
/// people read.
pub fn unasked(texts: &Definition, names: &[String], unclear: &Unclear<'_>, typed: &[Field]) -> Vec<Problem> {
    let problem = |name: &String| {
        let question = texts.question(name)?;
        let slots = slots(&on_paper(texts, question), &texts.locale);
        let is_one = slots.len() == 1;
        let parts = slots.iter().filter_map(|slot| {
            let text = written(slot, field(typed, &slot.field)?)?;
            Some(if is_one { text } else { format!("{} {text}", slot.label).trim().to_owned() })
        });
        let answer = parts.collect::<Vec<String>>().join(BETWEEN);
        let code = if unclear.asks(name) { PERHAPS } else { NOT_ASKED };
        (!answer.is_empty()).then(|| Problem::error(code, name).with("answer", answer))
    };
    names.iter().filter_map(problem).collect()
}

/// What was typed in a slot, with the labels of its numbers; None where nothing was, or nothing that can be read.
fn written(slot: &Slot, typed: &str) -> Option<String> {
    match slot.read(typed) {
        Ok(Content::Blank | Content::Unreadable) => None,
        Ok(Content::Values(values)) => Some(words(slot, &values, typed)),
        Err(_) => Some(typed.trim().to_owned()),
    }
}

/// Values of a slot with the labels of their numbers; of a text what was typed.
pub fn words(slot: &Slot, values: &[String], typed: &str) -> String {
    if slot.choices().is_empty() {
        return typed.trim().to_owned();
    }
    let chosen = slot.choices().iter().filter(|choice| values.contains(&choice.value));
    chosen.map(|choice| choice.printed()).collect::<Vec<String>>().join(BETWEEN)
}
