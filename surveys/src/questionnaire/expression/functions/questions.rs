//! Functions that ask about questions: their words, comments and properties.

use super::{Arguments, Function, PLAIN};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::definition::{Element, Page, Panel};
use crate::questionnaire::expression::evaluate::is_true;
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::expression::value::Val;
use crate::questionnaire::problem::has_errors;
use crate::questionnaire::question::Question;
use serde_json::Value;
use std::borrow::Cow;

/// `displayValue` to `isDisplayMode`.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "displayValue",
        least: 1,
        most: 2,
        run: display_value,
        doc: "an answer in words",
        names_question: true,
        ..PLAIN
    },
    Function {
        name: "getComment",
        least: 1,
        most: 2,
        run: get_comment,
        doc: "the text beside an answer",
        names_question: true,
        ..PLAIN
    },
    Function {
        name: "propertyValue",
        least: 2,
        most: 2,
        run: property_value,
        doc: "propertyValue('name', 'title')",
        names_question: true,
        ..PLAIN
    },
    Function {
        name: "isContainerReady",
        least: 1,
        most: 2,
        run: is_ready,
        doc: "a page or panel has no problems",
        ..PLAIN
    },
    Function {
        name: "isDisplayMode",
        least: 0,
        most: 0,
        run: is_display_mode,
        doc: "always false: people answer",
        ..PLAIN
    },
];

/// The question that the first argument names, inner ones too (`g[0].q`, `panel.q`), with the answers that it stands
/// among.
fn question<'s>(call: &Arguments<'s>) -> Option<(&'s Question, Cow<'s, Answers>)> {
    call.scope.question_among(&call.text(0)?)
}

/// The answer in the words of the choices; of another value if one is given. Several words are joined by commas, as in
/// SurveyJS.
fn display_value<'s>(call: &Arguments<'s>) -> Val<'s> {
    let Some((question, among)) = question(call) else { return Val::null() };
    let given = call.value(1);
    let answers = if given.is_empty() {
        among
    } else {
        Cow::Owned(Answers::from_iter([(question.name.clone(), given.into_json())]))
    };
    let lines = (question.kind.display)(question, &answers, call.scope.lang);
    let words: Vec<String> = lines.into_iter().flat_map(|line| line.texts).collect();
    if words.is_empty() { Val::null() } else { Val::text(words.join(", ")) }
}

fn get_comment<'s>(call: &Arguments<'s>) -> Val<'s> {
    let Some((question, among)) = question(call) else { return Val::text("") };
    match among.get(&question.comment_name()) {
        Some(comment) => Val::Json(Cow::Owned(comment.clone())),
        None => Val::null(),
    }
}

/// A property as the definition has it; of a text in several languages the one that is shown.
fn property_value<'s>(call: &Arguments<'s>) -> Val<'s> {
    let (Some((question, _)), Some(property)) = (question(call), call.text(1)) else { return Val::null() };
    match call.scope.property(question, &property) {
        Some(Value::Object(texts)) => {
            let text = texts.get(call.scope.lang).or_else(|| texts.get("default"));
            text.map_or(Val::null(), |text| Val::Json(Cow::Borrowed(text)))
        }
        Some(value) => Val::Json(Cow::Borrowed(value)),
        None => Val::null(),
    }
}

fn is_display_mode<'s>(_: &Arguments<'s>) -> Val<'s> {
    Val::flag(false)
}

/// Whether all visible questions of a page or panel are answered without problems.
fn is_ready<'s>(call: &Arguments<'s>) -> Val<'s> {
    let container = call.text(0).and_then(|name| container(call.scope, &name));
    // Asked from within a container, the answer would have to wait for itself.
    let scope = call.scope.once_inside();
    match (container, scope) {
        (Some(elements), Some(scope)) => {
            Val::flag(elements.iter().all(|element| is_element_ready(element, &scope)))
        }
        _ => Val::flag(false),
    }
}

fn container<'s>(scope: &'s Scope<'s>, name: &str) -> Option<&'s [Element]> {
    let page = scope.definition.pages.iter().find(|page| page.name == name);
    let panel = || scope.definition.pages.iter().find_map(|page: &Page| panel_named(&page.elements, name));
    page.map(|page| page.elements.as_slice()).or_else(|| panel().map(|panel| panel.elements.as_slice()))
}

fn panel_named<'s>(elements: &'s [Element], name: &str) -> Option<&'s Panel> {
    elements.iter().find_map(|element| match element {
        Element::Panel(panel) if panel.name == name => Some(&**panel),
        Element::Panel(panel) => panel_named(&panel.elements, name),
        Element::Question(_) => None,
    })
}

fn is_element_ready(element: &Element, scope: &Scope<'_>) -> bool {
    match element {
        Element::Panel(panel) => {
            let is_hidden = panel.visible_if.as_ref().is_some_and(|condition| !is_true(condition, scope));
            is_hidden || panel.elements.iter().all(|element| is_element_ready(element, scope))
        }
        Element::Question(question) => {
            let is_hidden = question.visible_if.as_ref().is_some_and(|condition| !is_true(condition, scope));
            let is_required = question.is_required
                || question.required_if.as_ref().is_some_and(|condition| is_true(condition, scope));
            is_hidden
                || !question.has_answer()
                || (!has_errors(&question.check(scope.answers))
                    && !has_errors(&question.missing(scope.answers, is_required)))
        }
    }
}
