//! `rating`: a number on a scale, or one of the definition's own steps (`rateValues`).

use super::{Question, QuestionType, select};
use crate::questionnaire::answer::{Answers, Field, field};
use crate::questionnaire::choice::{self, Choice};
use crate::questionnaire::localized::Localized;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Number, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "rating",
    properties: &[&[
        "rateMin",
        "rateMax",
        "rateStep",
        "rateCount",
        "rateValues",
        "autoGenerate",
        "rateType",
        "minRateDescription",
        "maxRateDescription",
    ]],
    has_answer: true,
    parse,
    read,
    missing: select::missing,
    check: select::check_single,
    display: select::display_single,
    variables,
};

/// Looks of a rating.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scale {
    /// Words at the low end; may be empty.
    pub min_description: Localized,
    /// Words at the high end; may be empty.
    pub max_description: Localized,
    /// Steps are stars. (Faces are shown as numbers: what a face means is left to each reader.)
    pub has_stars: bool,
    /// Steps are the definition's own.
    pub has_own_steps: bool,
}

/// Most steps of a scale; 0 to 100 is the longest that people use.
const MAX_STEPS: usize = 101;

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let own_steps = reader.choices(object, "rateValues", path);
    let generates = match object.get("autoGenerate") {
        Some(Value::Bool(generates)) => *generates,
        _ => own_steps.is_empty(),
    };
    question.scale = Scale {
        min_description: reader.localized(object, "minRateDescription", path),
        max_description: reader.localized(object, "maxRateDescription", path),
        has_stars: reader.text(object, "rateType", path).as_deref() == Some("stars"),
        has_own_steps: !generates && !own_steps.is_empty(),
    };
    question.choices = if question.scale.has_own_steps {
        own_steps
    } else {
        steps(reader, object, path).unwrap_or_default()
    };
    if question.choices.is_empty() || question.choices.len() > MAX_STEPS {
        question.choices.clear();
        reader.problems.push(Problem::error("rating-range", path).with("max", MAX_STEPS));
    }
}

/// The steps from `rateMin` (1) to `rateMax` (5) by `rateStep` (1). As in SurveyJS, `rateCount` gives the end of the
/// scale that is not said.
fn steps(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> Option<Vec<Choice>> {
    let step = reader.number(object, "rateStep", path).unwrap_or(1.0);
    let count = reader.count(object, "rateCount", path);
    let (min, max) = (reader.number(object, "rateMin", path), reader.number(object, "rateMax", path));
    #[expect(clippy::cast_precision_loss, reason = "beyond MAX_STEPS the scale is refused anyway")]
    let length = count.map(|count| step * (count as f64 - 1.0));
    let (min, max) = match (min, max, length) {
        (Some(min), None, Some(length)) => (min, min + length),
        (None, Some(max), Some(length)) => (max - length, max),
        (None, None, Some(length)) => (1.0, 1.0 + length),
        (min, max, _) => (min.unwrap_or(1.0), max.unwrap_or(5.0)),
    };
    if !(step > 0.0 && max > min && (max - min) / step < 101.0) {
        return None;
    }
    let mut steps = Vec::new();
    for at in 0_u8..=100 {
        // Rounded, so that 0.1 three times is 0.3.
        let value = ((min + f64::from(at) * step) * 1e6).round() / 1e6;
        if value > max + 1e-9 {
            break;
        }
        let text = value.to_string();
        steps.push(Choice::plain(text.clone(), Localized::plain(text)));
    }
    Some(steps)
}

/// Numbers are stored as numbers, other steps as their text.
fn stored(value: &str) -> Value {
    let whole = value.parse::<i64>().ok().map(Number::from);
    let number = whole.or_else(|| value.parse::<f64>().ok().and_then(Number::from_f64));
    number
        .filter(|number| number.to_string() == value)
        .map_or_else(|| Value::String(value.to_owned()), Value::Number)
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let sent = field(form, &question.name).map(str::trim).filter(|value| !value.is_empty());
    let step = sent.and_then(|value| choice::find(&question.choices, value));
    match step {
        Some(step) => answers.insert(question.name.clone(), stored(&step.value)),
        None => answers.shift_remove(&question.name),
    };
    if sent.is_some() && step.is_none() {
        return vec![Problem::error("unknown-choice", &question.name)];
    }
    Vec::new()
}

/// A number whose ends carry their words, or one of the definition's own steps.
fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    if question.scale.has_own_steps {
        return select::variables_single(question, lang);
    }
    let ends = [
        (question.choices.first(), &question.scale.min_description),
        (question.choices.last(), &question.scale.max_description),
    ];
    let labels = ends
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .filter_map(|(end, words)| end.map(|end| (end.value.clone(), words.get(lang).to_owned())))
        .collect();
    vec![Variable::of(question, VariableKind::Number, labels, lang)]
}
