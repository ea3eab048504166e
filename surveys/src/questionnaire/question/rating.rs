//! `rating`: a whole number on a scale.

use super::{Question, QuestionType, select};
use crate::questionnaire::answer::{Answers, Field, field};
use crate::questionnaire::choice::{self, Choice};
use crate::questionnaire::localized::Localized;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "rating",
    properties: &["rateMin", "rateMax", "rateStep", "minRateDescription", "maxRateDescription"],
    has_answer: true,
    parse,
    read,
    missing: select::missing,
    check,
    display,
    variables,
};

/// Most steps of a scale; 0 to 100 is the longest that people use.
const MAX_STEPS: usize = 101;

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let min = reader.count(object, "rateMin", path).unwrap_or(1);
    let max = reader.count(object, "rateMax", path).unwrap_or(5);
    let step = reader.count(object, "rateStep", path).unwrap_or(1);
    question.min_rate_description = reader.localized(object, "minRateDescription", path);
    question.max_rate_description = reader.localized(object, "maxRateDescription", path);
    if step == 0 || max <= min || (max - min) / step >= MAX_STEPS {
        reader.problems.push(Problem::error("rating-range", path).with("max", MAX_STEPS));
        return;
    }
    let steps = (min..=max).step_by(step).map(|step| step.to_string());
    question.choices = steps.map(|step| Choice::plain(step.clone(), Localized::plain(step))).collect();
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let sent = field(form, &question.name).map(str::trim).filter(|value| !value.is_empty());
    let number = sent.filter(|value| choice::find(&question.choices, value).is_some());
    match number.and_then(|value| value.parse::<u64>().ok()) {
        Some(number) => answers.insert(question.name.clone(), Value::from(number)),
        None => answers.shift_remove(&question.name),
    };
    if sent.is_some() && number.is_none() {
        return vec![Problem::error("unknown-choice", &question.name)];
    }
    Vec::new()
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    select::check_single(question, answers)
}

fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    select::display_single(question, answers, lang)
}

/// A number; the ends of the scale carry their words.
fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let ends = [
        (question.choices.first(), &question.min_rate_description),
        (question.choices.last(), &question.max_rate_description),
    ];
    let labels = ends
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .filter_map(|(end, words)| end.map(|end| (end.value.clone(), words.get(lang).to_owned())))
        .collect();
    vec![Variable::of(question, VariableKind::Number, labels, lang)]
}
