//! `slider`: a number between two ends, typed into a field; with `sliderType: range` two numbers (`name.from`,
//! `name.to`), stored as a list. A dragged knob would need a script, and cannot be left unanswered.

use super::default_text::default_text;
use super::input::Input;
use super::{Question, QuestionType, multipletext, text};
use crate::questionnaire::answer::{Answers, Field};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value, json};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "slider",
    properties: &[&["sliderType", "min", "max", "step", "minValueExpression", "maxValueExpression"]],
    has_answer: true,
    parse,
    read,
    missing: text::missing,
    check,
    display,
    variables,
};

/// SurveyJS's own ends and step: 0, 100 and 1.
fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let mut input = super::input::parse(reader, object, path);
    "range".clone_into(&mut input.input_type);
    if input.min_expression.is_none() {
        input.min.get_or_insert_with(|| "0".to_owned());
    }
    if input.max_expression.is_none() {
        input.max.get_or_insert_with(|| "100".to_owned());
    }
    if !object.contains_key("step") {
        input.step = Some(1.0);
    }
    if reader.text(object, "sliderType", path).as_deref() == Some("range") {
        question.items = ["from", "to"].map(|name| end(name, &input)).into();
    }
    question.input = input;
}

fn end(name: &str, input: &Input) -> Question {
    Question {
        kind: &text::TYPE,
        name: name.to_owned(),
        title: default_text(name),
        input: input.clone(),
        ..Question::default()
    }
}

fn is_range(question: &Question) -> bool {
    !question.items.is_empty()
}

/// The two numbers of a range as an object by end, as its two fields know them.
pub fn ends(question: &Question, answers: &Answers) -> Answers {
    let values = answers.get(&question.name).and_then(Value::as_array);
    let ends = question.items.iter().zip(values.into_iter().flatten());
    ends.filter(|(_, value)| !value.is_null())
        .map(|(item, value)| (item.name.clone(), value.clone()))
        .collect()
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    if !is_range(question) {
        return text::read(question, form, answers);
    }
    let problems = multipletext::read(question, form, answers);
    if let Some(Value::Object(ends)) = answers.get(&question.name) {
        let values = json!([ends.get("from"), ends.get("to")]);
        answers.insert(question.name.clone(), values);
    }
    problems
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    if !is_range(question) {
        return text::check(question, answers);
    }
    let name = &question.name;
    let Some(value) = answers.get(name) else { return Vec::new() };
    if value.as_array().is_none_or(|values| values.len() != 2) {
        return vec![Problem::error("wrong-answer", name)];
    }
    let inner = ends(question, answers);
    let mut problems: Vec<Problem> = Vec::new();
    for item in &question.items {
        // Half a range is none.
        problems.extend(super::part::placed(name, item.missing(&inner, true)));
        problems.extend(super::part::placed(name, item.check(&inner)));
    }
    let number = |end: &str| inner.get(end).and_then(Value::as_f64);
    let is_crossed = number("from").zip(number("to")).is_some_and(|(from, to)| from > to);
    if problems.is_empty() && is_crossed {
        problems.push(Problem::error("range-crossed", format!("{name}.to")));
    }
    problems
}

fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    if !is_range(question) {
        return text::display(question, answers, lang);
    }
    let inner = ends(question, answers);
    let texts = question.items.iter().flat_map(|item| item.display(&inner, lang)).flat_map(|line| line.texts);
    let text = texts.collect::<Vec<_>>().join("–");
    if text.is_empty() { Vec::new() } else { vec![Line { row: None, texts: vec![text] }] }
}

/// A number, or one for each end (`name_from`, `name_to`).
fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let whole = || Variable::of(question, VariableKind::Number, Vec::new(), lang);
    if !is_range(question) {
        return vec![whole()];
    }
    let ends = question.items.iter().enumerate();
    let variable = |(at, end): (usize, &Question)| Variable {
        row: Some(at.to_string()),
        ..whole().part(&end.name, end.title.get(lang))
    };
    ends.map(variable).collect()
}
