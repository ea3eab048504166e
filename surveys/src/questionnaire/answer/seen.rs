//! Questions as one respondent sees them: choices that other answers decide (`choicesFromQuestion`).

use super::{Answers, Field};
use crate::questionnaire::choice::{self, Choice};
use crate::questionnaire::composite::{self, Composite, Shape, inner_place, item_place};
use crate::questionnaire::definition::{Definition, Element, Page, Panel};
use crate::questionnaire::localized::Localized;
use crate::questionnaire::question::select::{self, scalar};
use crate::questionnaire::question::{CarryMode, ChoicesFrom, Question};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Longest chain of questions that take over each other's choices.
const MAX_CHAIN: usize = 8;

/// Where a question stands.
#[derive(Debug, Clone, Copy)]
pub struct Near<'a> {
    /// The questionnaire.
    pub definition: &'a Definition,
    /// The place of the item around it; empty on a page.
    pub item: &'a str,
    /// The questions of the same item; none on a page.
    pub siblings: &'a [&'a Question],
    /// Answers of that item, or of the survey.
    pub answers: &'a Answers,
}

/// The question with the choices that it takes over; None if it takes over none. As in SurveyJS, a question of the same
/// item comes before one of the survey. `counted` are the survey's answers, `seen` the questions before it.
pub fn carried(
    question: &Question,
    near: &Near<'_>,
    counted: &Answers,
    seen: &BTreeMap<String, Question>,
) -> Option<Question> {
    let from = question.choices_from.as_ref()?;
    let sibling = sibling(question, near.siblings, from);
    let source = sibling.or_else(|| near.definition.question(&from.question))?;
    let (answers, item) = if sibling.is_some() { (near.answers, near.item) } else { (counted, "") };
    let given = answers.get(&source.name);
    if let Some(composite) = list_of(source) {
        let choices = entered(composite, from, given, &near.definition.locale);
        return Some(with_choices(question, choices.iter()));
    }
    let given = given.map(values).unwrap_or_default();
    let offered = &seen.get(&inner_place(item, &source.name)).unwrap_or(source).choices;
    let choices = offered.iter().filter(|choice| match from.mode {
        CarryMode::All => true,
        CarryMode::Selected => given.contains(&choice.value),
        CarryMode::Unselected => !given.contains(&choice.value),
    });
    Some(with_choices(question, choices))
}

fn sibling<'a>(question: &Question, siblings: &[&'a Question], from: &ChoicesFrom) -> Option<&'a Question> {
    siblings.iter().copied().find(|one| one.name == from.question && one.name != question.name)
}

/// A question whose answer is a list of panels or rows.
fn list_of(question: &Question) -> Option<&Composite> {
    question.composite.as_deref().filter(|composite| composite.shape == Shape::List)
}

/// What was entered in panels or rows as choices: one an item, from the question that is named, otherwise from the first
/// that is answered.
fn entered(composite: &Composite, from: &ChoicesFrom, given: Option<&Value>, lang: &str) -> Vec<Choice> {
    let inner = composite.questions();
    let answered = |item: &Answers, name: Option<&String>| {
        let is_meant = |question: &&&Question| match name {
            Some(name) => question.name == *name,
            None => item.contains_key(&question.name),
        };
        inner.iter().copied().find(|question| is_meant(&question))
    };
    let choice = |item: &Answers| {
        let named = answered(item, from.values.as_ref())?;
        let value = scalar(item.get(&named.name)?)?;
        let words = from.texts.as_ref().and_then(|name| answered(item, Some(name))).unwrap_or(named);
        let texts: Vec<String> = words.display(item, lang).into_iter().flat_map(|line| line.texts).collect();
        let text = if texts.is_empty() { value.clone() } else { texts.join("、") };
        Some(Choice::plain(value, Localized::plain(text)))
    };
    let items = given.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(Value::as_object).filter_map(choice).collect()
}

/// The question with every choice that anybody could have been offered, to read a form with: what is offered may
/// depend on the same form.
pub fn readable<'a>(definition: &Definition, question: &'a Question, form: &[Field]) -> Cow<'a, Question> {
    widened(definition, question, &[], form)
}

/// The question as it stands on paper, where nothing is known yet: with all choices of the question that it takes them
/// from. What another one's list will hold has no place there.
pub fn on_paper<'a>(definition: &Definition, question: &'a Question) -> Cow<'a, Question> {
    widened(definition, question, &[], &[])
}

/// The questionnaire with all its questions as they stand on paper.
pub fn all_on_paper(definition: &Definition) -> Definition {
    let page = |page: &Page| Page {
        elements: widened_elements(definition, &page.elements, &[], &[]),
        ..page.clone()
    };
    Definition { pages: definition.pages.iter().map(page).collect(), ..definition.clone() }
}

fn widened<'a>(
    definition: &Definition,
    question: &'a Question,
    siblings: &[&Question],
    form: &[Field],
) -> Cow<'a, Question> {
    if let Some(composite) = question.composite.as_deref().filter(|composite| takes_over(composite)) {
        let elements = widened_elements(definition, &composite.elements, &composite.questions(), form);
        let composite = Some(Box::new(Composite { elements, ..composite.clone() }));
        return Cow::Owned(Question { composite, ..question.clone() });
    }
    let mut choices: Vec<Choice> = Vec::new();
    let mut last = question;
    for _ in 0..MAX_CHAIN {
        let Some(from) = last.choices_from.as_ref() else { break };
        let Some(source) = sibling(last, siblings, from).or_else(|| definition.question(&from.question))
        else {
            break;
        };
        choices.extend(source.choices.iter().cloned());
        if list_of(source).is_some() {
            choices.extend(sent(&question.name, form));
        }
        last = source;
    }
    if choices.is_empty() {
        Cow::Borrowed(question)
    } else {
        Cow::Owned(with_choices(question, choices.iter()))
    }
}

/// Whether a question inside takes over choices.
fn takes_over(composite: &Composite) -> bool {
    composite
        .questions()
        .into_iter()
        .any(|inner| inner.choices_from.is_some() || inner.composite.as_deref().is_some_and(takes_over))
}

fn widened_elements(
    definition: &Definition,
    elements: &[Element],
    siblings: &[&Question],
    form: &[Field],
) -> Vec<Element> {
    let element = |element: &Element| match element {
        Element::Question(question) => {
            Element::Question(Box::new(widened(definition, question, siblings, form).into_owned()))
        }
        Element::Panel(panel) => Element::Panel(Box::new(Panel {
            elements: widened_elements(definition, &panel.elements, siblings, form),
            ..(**panel).clone()
        })),
    };
    elements.iter().map(element).collect()
}

/// What a form chose of a question, wherever it stands: what is entered beside it is known only when all is read. What is
/// not offered then is dropped.
fn sent(name: &str, form: &[Field]) -> Vec<Choice> {
    let is_own = |field: &str| {
        field.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    let ranked = |field: &str| field.strip_prefix(name)?.strip_prefix('.').map(str::to_owned);
    let values = form.iter().filter_map(|(field, value)| match is_own(field) {
        true => Some(value.clone()),
        false => ranked(field),
    });
    values.map(|value| Choice::plain(value.clone(), Localized::plain(value))).collect()
}

/// Takes what is not offered any more out of the answer to a question, and to those inside it; true if there was
/// anything. As in SurveyJS this happens without a word.
pub fn drop_lost(
    question: &Question,
    place: &str,
    seen: &BTreeMap<String, Question>,
    answers: &mut Answers,
) -> bool {
    let mut is_changed = false;
    if let Some((own, value)) = seen.get(place).zip(answers.get(&question.name)) {
        let left = still_offered(question, own, value);
        is_changed = left.as_ref() != Some(value);
        match left {
            Some(value) => answers.insert(question.name.clone(), value),
            None => answers.shift_remove(&question.name),
        };
    }
    let Some((composite, value)) = question.composite.as_deref().zip(answers.get(&question.name).cloned())
    else {
        return is_changed;
    };
    if !composite::fits(composite, &value) {
        return is_changed;
    }
    let empty = Answers::new();
    let mut is_changed_inside = false;
    let mut items = Vec::new();
    for item in composite::items(question, Some(&value), &empty) {
        let item_place = item_place(place, item.index, item.row);
        let mut own = item.answers.clone();
        for inner in composite.questions() {
            is_changed_inside |= drop_lost(inner, &inner_place(&item_place, &inner.name), seen, &mut own);
        }
        items.push(own);
    }
    if let Some(value) = composite::value_of(question, items, true).filter(|_| is_changed_inside) {
        answers.insert(question.name.clone(), value);
    }
    is_changed || is_changed_inside
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
