//! Answers on an original to questions that were not asked there. They do not count, and nobody but the person who types
//! can say whether that is right: each is a problem that may stand, never dropped in silence.

use std::collections::BTreeSet;

use super::owner;
use crate::questionnaire::answer::{Field, field};
use crate::questionnaire::definition::{Definition, Element};
use crate::questionnaire::expression::{Expression, variables};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::slot::{Content, Slot, slots};

/// Between the parts of one question's answer.
const BETWEEN: &str = " / ";

/// What is typed for these questions and would not be stored, as problems. `unreadable` are the slots whose answer
/// cannot be read: a question that depends on one may well have been asked.
pub fn unasked(
    definition: &Definition,
    names: &[String],
    unreadable: &BTreeSet<String>,
    typed: &[Field],
) -> Vec<Problem> {
    let hanging = hanging(definition, unreadable);
    let problem = |name: &String| {
        let question = definition.question(name)?;
        let slots = slots(question, &definition.locale);
        let is_one = slots.len() == 1;
        let parts = slots.iter().filter_map(|slot| written(slot, is_one, field(typed, &slot.field)?));
        let answer = parts.collect::<Vec<String>>().join(BETWEEN);
        let code = if hanging.contains(name.as_str()) { "perhaps-asked" } else { "not-asked" };
        (!answer.is_empty()).then(|| Problem::error(code, name).with("answer", answer))
    };
    names.iter().filter_map(problem).collect()
}

/// Names of the questions whose being asked depends on slots that cannot be read: by a condition, by a calculated value in
/// it, or by a question that itself depends on one.
fn hanging<'a>(definition: &'a Definition, unreadable: &BTreeSet<String>) -> BTreeSet<&'a str> {
    let owners = unreadable.iter().filter_map(|place| owner(definition, place));
    let mut unclear: BTreeSet<&str> = owners.map(|question| question.name.as_str()).collect();
    loop {
        let n = unclear.len();
        let calculated = definition.calculated.iter();
        let of_unclear = calculated.filter(|value| depends(definition, value.expression.as_ref(), &unclear));
        let of_unclear: Vec<&str> = of_unclear.map(|value| value.name.as_str()).collect();
        unclear.extend(of_unclear);
        let mut hanging = BTreeSet::new();
        for page in &definition.pages {
            let is_unclear = depends(definition, page.visible_if.as_ref(), &unclear);
            collect(definition, &page.elements, is_unclear, &unclear, &mut hanging);
        }
        unclear.extend(hanging.iter().copied());
        // Each round adds a name or is the last.
        if unclear.len() == n {
            return hanging;
        }
    }
}

/// Names of the questions whose condition, or that of what they stand in, names something unclear.
fn collect<'a>(
    definition: &Definition,
    elements: &'a [Element],
    is_unclear: bool,
    unclear: &BTreeSet<&str>,
    found: &mut BTreeSet<&'a str>,
) {
    for element in elements {
        match element {
            Element::Question(question) => {
                if is_unclear || depends(definition, question.visible_if.as_ref(), unclear) {
                    found.insert(&question.name);
                }
            }
            Element::Panel(panel) => {
                let is_unclear = is_unclear || depends(definition, panel.visible_if.as_ref(), unclear);
                collect(definition, &panel.elements, is_unclear, unclear, found);
            }
        }
    }
}

fn depends(definition: &Definition, condition: Option<&Expression>, unclear: &BTreeSet<&str>) -> bool {
    let names = condition.map(|condition| variables(&condition.root)).unwrap_or_default();
    let is_unclear = |name: &str| {
        let named = definition.names.resolve(name);
        named.is_some_and(|(named, _)| unclear.contains(named.key.as_str()))
    };
    names.into_iter().any(is_unclear)
}

/// What was typed in a slot, with the labels of its numbers; None where nothing was, or nothing that can be read.
fn written(slot: &Slot, is_alone: bool, typed: &str) -> Option<String> {
    let text = match slot.read(typed) {
        Ok(Content::Blank | Content::Unreadable) => return None,
        Ok(Content::Values(values)) if !slot.choices().is_empty() => {
            let chosen = slot.choices().iter().filter(|choice| values.contains(&choice.value));
            chosen.map(|choice| choice.printed()).collect::<Vec<String>>().join(BETWEEN)
        }
        Ok(Content::Values(_)) | Err(_) => typed.trim().to_owned(),
    };
    Some(if is_alone { text } else { format!("{} {text}", slot.label).trim().to_owned() })
}
