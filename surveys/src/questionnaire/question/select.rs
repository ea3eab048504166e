//! What the types with choices share: reading choices, the choice "other" with its text, labels, variables.

use super::default_text::or_default;
use super::{CarryMode, ChoicesFrom, Question, input};
use crate::questionnaire::answer::{Answers, Field, MAX_TEXT, field};
use crate::questionnaire::choice::{self, Choice, OTHER};
use crate::questionnaire::expression::Expression;
use crate::questionnaire::localized::Localized;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// Properties of every type with choices. `storeOthersAsComment` changes nothing: the text beside "other" is always
/// kept apart from the choice, so that choices can be counted.
pub const PROPERTIES: &[&str] = &[
    "choices",
    "choicesFromQuestion",
    "choicesFromQuestionMode",
    "choiceValuesFromQuestion",
    "choiceTextsFromQuestion",
    "choicesOrder",
    "choicesVisibleIf",
    "choicesEnableIf",
    "showOtherItem",
    "otherText",
    "otherErrorText",
    "showNoneItem",
    "noneText",
    "showRefuseItem",
    "refuseText",
    "showDontKnowItem",
    "dontKnowText",
    "colCount",
    "storeOthersAsComment",
    "kt:choices",
];

/// How choices are offered and how many may be taken.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Select {
    /// Fewest choices, 0 = no limit.
    pub min_selected: usize,
    /// Most choices, 0 = no limit.
    pub max_selected: usize,
    /// "None", "refused" and "don't know", as far as they are offered; each excludes all others.
    pub special: Vec<Choice>,
    /// Label of a box that takes all choices at once; None = there is none.
    pub all_text: Option<Localized>,
    /// The definition's own words for a missing text beside "other".
    pub other_error_text: Localized,
    /// The order on screen; paper and data keep the definition's.
    pub order: Order,
    /// Condition with `{item}` for every choice to be offered.
    pub visible_if: Option<Expression>,
    /// Condition with `{item}` for every choice to be choosable.
    pub enable_if: Option<Expression>,
    /// Columns of choices on wide screens; 0 = as many as fit, None = the page decides.
    pub n_columns: Option<usize>,
    /// Several can be taken (of types where the definition decides).
    pub takes_many: bool,
}

/// The order of choices on screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As in the definition.
    #[default]
    Given,
    /// By label, rising.
    Rising,
    /// By label, falling.
    Falling,
    /// By chance, the same for one respondent every time.
    Random,
}

/// The special choices: property that offers them, property with their words, value.
const SPECIAL: &[(&str, &str, &str)] = &[
    ("showNoneItem", "noneText", choice::NONE),
    ("showRefuseItem", "refuseText", choice::REFUSED),
    ("showDontKnowItem", "dontKnowText", choice::DONT_KNOW),
];

/// Reads choices, how they are offered, and the choice "other".
pub fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.choices = reader.choices(object, "choices", path);
    if reader.flag(object, "showOtherItem", path) {
        question.other_text = Some(or_default(reader.localized(object, "otherText", path), OTHER));
    }
    question.choices_from = choices_from(reader, object, path);
    for (shown, words, value) in SPECIAL {
        if reader.flag(object, shown, path) {
            let text = or_default(reader.localized(object, words, path), value);
            let special = Choice { is_exclusive: true, ..Choice::plain(*value, text) };
            question.select.special.push(special);
        }
    }
    question.select.other_error_text = reader.localized(object, "otherErrorText", path);
    question.select.order = match reader.text(object, "choicesOrder", path).as_deref() {
        Some("asc") => Order::Rising,
        Some("desc") => Order::Falling,
        Some("random") => Order::Random,
        _ => Order::Given,
    };
    question.select.visible_if = reader.expression(object, "choicesVisibleIf", path);
    question.select.enable_if = reader.expression(object, "choicesEnableIf", path);
    question.select.n_columns = reader.count(object, "colCount", path);
    let list = reader.text(object, "kt:choices", path);
    let has_some = !question.choices.is_empty() || question.other_text.is_some();
    if !has_some && question.choices_from.is_none() && list.is_none() {
        reader.problems.push(Problem::error("no-choices", path));
    }
}

fn choices_from(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> Option<ChoicesFrom> {
    let question = reader.text(object, "choicesFromQuestion", path).filter(|name| !name.is_empty())?;
    let mode = match reader.text(object, "choicesFromQuestionMode", path).as_deref() {
        Some("selected") => CarryMode::Selected,
        Some("unselected") => CarryMode::Unselected,
        _ => CarryMode::All,
    };
    let mut inner = |key| reader.text(object, key, path).filter(|name| !name.is_empty());
    let (values, texts) = (inner("choiceValuesFromQuestion"), inner("choiceTextsFromQuestion"));
    Some(ChoicesFrom { question, mode, values, texts })
}

/// Reads one choice and the text beside "other". A text without any choice means "other".
pub fn read_single(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut chosen = field(form, &question.name).filter(|value| !value.is_empty());
    if chosen.is_some_and(|value| !is_offered(question, value)) {
        problems.push(Problem::error("unknown-choice", &question.name));
        chosen = None;
    }
    let has_comment = question.other_text.is_some() && read_comment(question, form, answers);
    match chosen.or(has_comment.then_some(OTHER)) {
        Some(value) => answers.insert(question.name.clone(), Value::String(value.to_owned())),
        None => answers.shift_remove(&question.name),
    };
    problems
}

/// Reads the text beside "other" or beside the answer; true if there is one.
pub fn read_comment(question: &Question, form: &[Field], answers: &mut Answers) -> bool {
    let name = question.comment_name();
    let comment = field(form, &name).map(input::cleaned).unwrap_or_default();
    if !question.has_comment() || comment.is_empty() {
        answers.shift_remove(&name);
        return false;
    }
    answers.insert(name, Value::String(comment));
    true
}

/// The problem of a missing choice.
pub fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    if !is_required || answers.contains_key(&question.name) {
        return Vec::new();
    }
    vec![Problem::error("required", &question.name)]
}

/// Checks one stored choice.
pub fn check_single(question: &Question, answers: &Answers) -> Vec<Problem> {
    let chosen = match answers.get(&question.name) {
        None => return Vec::new(),
        Some(value) => scalar(value),
    };
    match chosen {
        Some(value) if is_offered(question, &value) && question.other_text.is_some() => {
            check_comment(question, value == OTHER, answers)
        }
        Some(value) if is_offered(question, &value) => Vec::new(),
        Some(_) => vec![Problem::error("unknown-choice", &question.name)],
        None => vec![Problem::error("wrong-answer", &question.name)],
    }
}

/// Checks the text beside "other": there if and only if "other" is chosen, as in SurveyJS. A text beside the whole
/// answer needs no choice.
pub fn check_comment(question: &Question, is_other: bool, answers: &Answers) -> Vec<Problem> {
    let name = question.comment_name();
    match answers.get(&name) {
        None if is_other && question.other_text.is_some() => {
            vec![Problem::error("other-missing", name).saying(&question.select.other_error_text)]
        }
        None => Vec::new(),
        Some(_) if !question.has_comment() => Vec::new(),
        Some(_) if !is_other && question.comment_text.is_none() => {
            vec![Problem::error("other-not-selected", name)]
        }
        Some(Value::String(comment)) => input::too_long(&name, comment, MAX_TEXT).into_iter().collect(),
        Some(_) => vec![Problem::error("wrong-answer", name)],
    }
}

/// Whether a value is among the choices.
pub fn is_offered(question: &Question, value: &str) -> bool {
    choice::find(&question.choices, value).is_some_and(|choice| !choice.is_disabled)
        || choice::find(&question.select.special, value).is_some()
        || (value == OTHER && question.other_text.is_some())
}

/// The label of a value; for "other" the text beside it where there is one; unknown values stay themselves.
pub fn label(question: &Question, value: &str, answers: &Answers, lang: &str) -> String {
    let special = || choice::find(&question.select.special, value);
    if let Some(choice) = choice::find(&question.choices, value).or_else(special) {
        return choice.text.get(lang).to_owned();
    }
    match (&question.other_text, answers.get(&question.comment_name())) {
        (Some(text), Some(Value::String(comment))) if value == OTHER => {
            format!("{}: {comment}", text.get(lang))
        }
        (Some(text), _) if value == OTHER => text.get(lang).to_owned(),
        _ => value.to_owned(),
    }
}

/// The label of the one choice.
pub fn display_single(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(value) = answers.get(&question.name).and_then(scalar) else { return Vec::new() };
    vec![Line { row: None, texts: vec![label(question, &value, answers, lang)] }]
}

/// The variable of a question with one choice, and that of the text beside "other".
pub fn variables_single(question: &Question, lang: &str) -> Vec<Variable> {
    variables(question, VariableKind::Single, lang)
}

/// The variable of a question with choices, and that of the text beside "other".
pub fn variables(question: &Question, kind: VariableKind, lang: &str) -> Vec<Variable> {
    let mut variables = vec![Variable::of(question, kind, value_labels(question, lang), lang)];
    if let Some(text) = &question.other_text {
        variables.push(Variable::beside(question, OTHER, text, lang));
    }
    variables
}

/// Values with their labels, in the order in which they are offered.
pub fn value_labels(question: &Question, lang: &str) -> Vec<(String, String)> {
    let label = |choice: Choice| (choice.value, choice.text.get(lang).to_owned());
    question.offered().into_iter().map(label).collect()
}

/// A stored scalar as text; definitions in the wild have numbers and booleans as choice values.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
