//! `imagepicker`: choices with pictures, one or several (`multiSelect`).

use super::image::picture_problem;
use super::{Question, QuestionType, checkbox, select};
use crate::questionnaire::answer::{Answers, Field};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::Variable;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "imagepicker",
    properties: &[
        select::PROPERTIES,
        checkbox::LIMITS,
        &["multiSelect", "showLabel", "contentMode", "imageFit", "imageHeight", "imageWidth"],
    ],
    has_answer: true,
    parse,
    read,
    missing: select::missing,
    check,
    display,
    variables,
};

/// Labels are always shown, whatever `showLabel` says: they are the pictures' words.
fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    checkbox::parse(reader, object, path, question);
    question.select.takes_many = reader.flag(object, "multiSelect", path);
    for (at, choice) in question.choices.iter().enumerate() {
        let place = format!("{path}.choices[{at}].imageLink");
        reader.problems.extend(picture_problem(&choice.image, &place));
    }
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let read = if question.select.takes_many { checkbox::read } else { select::read_single };
    read(question, form, answers)
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let check = if question.select.takes_many { checkbox::check } else { select::check_single };
    check(question, answers)
}

fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let display = if question.select.takes_many { checkbox::display } else { select::display_single };
    display(question, answers, lang)
}

fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let variables = if question.select.takes_many { checkbox::variables } else { select::variables_single };
    variables(question, lang)
}
