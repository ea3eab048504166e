//! What can be typed into a field: input types, limits, and the lenient reading of what people type.
//!
//! Input is taken leniently (full-width digits, spaces, the many dashes of Japanese keyboards, Japanese dates) because
//! people type with Japanese input methods on; what cannot be understood stays as typed and gives a problem.

pub mod contact;
pub mod mask;
pub mod moment;

use crate::questionnaire::answer::MAX_TEXT;
use crate::questionnaire::expression::{Expression, parser};
use crate::questionnaire::localized::Localized;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::{Reader, join};
use mask::Mask;
use serde_json::{Map, Number, Value};
use unicode_normalization::UnicodeNormalization;

/// How text, comment and slider take their answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// SurveyJS input type, one of `INPUT_TYPES`; empty for other question types.
    pub input_type: String,
    /// Smallest number, or earliest date or time in the form in which it is stored.
    pub min: Option<String>,
    /// Largest number, or latest date or time.
    pub max: Option<String>,
    /// Expression that gives `min` for one respondent.
    pub min_expression: Option<Expression>,
    /// Expression that gives `max` for one respondent.
    pub max_expression: Option<Expression>,
    /// The definition's own words for an answer below `min`.
    pub min_error_text: Localized,
    /// The definition's own words for an answer above `max`.
    pub max_error_text: Localized,
    /// Distance between numbers, counted from `min` (or 0); None = any number.
    pub step: Option<f64>,
    /// Most characters (code points); None = `answer::MAX_TEXT`.
    pub max_length: Option<usize>,
    /// Lines of a comment, 0 = the template decides.
    pub rows: usize,
    /// The field of a comment grows with its text.
    pub grows: bool,
    /// Example inside the field; may be empty.
    pub placeholder: Localized,
    /// HTML autocomplete token; may be empty.
    pub autocomplete: String,
    /// The form in which it is typed.
    pub mask: Option<Mask>,
}

/// Input types that are understood; others are taken as plain text.
pub const INPUT_TYPES: &[&str] = &[
    "color",
    "date",
    "datetime-local",
    "email",
    "month",
    "number",
    "password",
    "range",
    "tel",
    "text",
    "time",
    "url",
    "week",
];

/// Properties of everything that is typed into one line.
pub const PROPERTIES: &[&str] = &[
    "inputType",
    "min",
    "max",
    "minValueExpression",
    "maxValueExpression",
    "minErrorText",
    "maxErrorText",
    "step",
    "maxLength",
    "placeholder",
    "autocomplete",
    "maskType",
    "maskSettings",
];

/// Reads the properties of a line of text.
pub fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> Input {
    let input_type = reader.text(object, "inputType", path).unwrap_or_else(|| "text".to_owned());
    if !INPUT_TYPES.contains(&input_type.as_str()) {
        let problem = Problem::warning("unknown-input-type", path).with("type", &input_type);
        reader.problems.push(problem);
    }
    let (min, min_expression) = limit(reader, object, "min", "minValueExpression", path);
    let (max, max_expression) = limit(reader, object, "max", "maxValueExpression", path);
    let any_step = object.get("step").and_then(Value::as_str).is_some_and(|step| matches!(step, "any" | ""));
    let step = if any_step { None } else { reader.number(object, "step", path) };
    Input {
        min: min.map(|min| normal_limit(&input_type, min)),
        max: max.map(|max| normal_limit(&input_type, max)),
        input_type,
        min_expression,
        max_expression,
        min_error_text: reader.localized(object, "minErrorText", path),
        max_error_text: reader.localized(object, "maxErrorText", path),
        step: step.filter(|step| *step > 0.0),
        max_length: reader.count(object, "maxLength", path),
        placeholder: reader.localized(object, "placeholder", path),
        autocomplete: reader.text(object, "autocomplete", path).unwrap_or_default(),
        mask: mask::parse(reader, object, path),
        ..Input::default()
    }
}

/// A limit: a constant, or an expression under a name of its own or behind `=`, as SurveyJS takes it.
fn limit(
    reader: &mut Reader,
    object: &Map<String, Value>,
    key: &str,
    expression_key: &str,
    path: &str,
) -> (Option<String>, Option<Expression>) {
    let constant = reader.scalar(object, key, path).filter(|limit| !limit.trim().is_empty());
    let expression = reader.expression(object, expression_key, path);
    match constant.as_ref().and_then(|limit| limit.strip_prefix('=')) {
        Some(source) => {
            let (own, problems) = parser::parse(source, &join(path, key));
            reader.problems.extend(problems);
            (None, own.or(expression))
        }
        None => (constant, expression),
    }
}

/// A limit in the form in which answers are stored, so that both can be compared.
pub fn normal_limit(input_type: &str, limit: String) -> String {
    match understood(input_type, &limit) {
        Some(Value::String(text)) => text,
        _ => limit,
    }
}

/// What was typed in the form in which it is stored; None if it is not understood, or plain text.
pub fn understood(input_type: &str, typed: &str) -> Option<Value> {
    let text = match input_type {
        "number" | "range" => return number(typed).map(Value::Number),
        "date" => moment::date(typed)?.to_string(),
        "datetime-local" => moment::date_time(typed)?,
        "month" => moment::month(typed)?,
        "week" => moment::week(typed)?,
        "time" => moment::time(typed)?,
        "tel" => contact::telephone(typed),
        "email" => folded(typed),
        "url" => contact::url(typed),
        "color" => contact::color(typed)?,
        _ => return None,
    };
    Some(Value::String(text))
}

/// A text without outer spaces and control characters, lines ended by `\n`.
pub fn cleaned(typed: &str) -> String {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    text.trim().to_owned()
}

/// Half-width forms, without spaces.
pub fn folded(typed: &str) -> String {
    typed.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The same with plain hyphens, whichever dash or long vowel mark was typed for one.
pub fn hyphenated(typed: &str) -> String {
    let is_dash = |c: char| matches!(c, '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー');
    folded(typed).chars().map(|c| if is_dash(c) { '-' } else { c }).collect()
}

/// Half-width forms, with spaces.
pub fn folded_with_spaces(typed: &str) -> String {
    typed.nfkc().collect::<String>().trim().to_owned()
}

/// A number in any width, with or without thousands separators.
pub fn number(typed: &str) -> Option<Number> {
    let text: String = hyphenated(typed).chars().filter(|c| *c != ',').collect();
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    if !is_plain {
        return None;
    }
    text.parse::<i64>().ok().map(Number::from).or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
}

/// The whole number from 0 that somebody typed, in any width.
pub fn count_typed(typed: &str) -> Option<u32> {
    number(typed)?.as_u64().and_then(|count| u32::try_from(count).ok())
}

/// The number that somebody typed, in any width.
pub fn number_typed(typed: &str) -> Option<f64> {
    number(typed).and_then(|number| number.as_f64())
}

impl Input {
    /// What was typed as it is stored; the text itself if it is not understood.
    pub fn value(&self, typed: &str) -> Value {
        let typed = cleaned(typed).replace('\n', " ");
        if let Some(mask) = self.mask.as_ref().filter(|_| !typed.is_empty()) {
            return mask.read(&typed).unwrap_or(Value::String(typed));
        }
        understood(&self.input_type, &typed).unwrap_or(Value::String(typed))
    }

    /// The problems of a stored value; `place` is the form field.
    pub fn problems(&self, place: &str, value: &Value) -> Vec<Problem> {
        if let Some(mask) = &self.mask {
            return mask.problem(place, value).into_iter().collect();
        }
        if self.is_number() {
            return self.number_problem(place, value).into_iter().collect();
        }
        let Some(text) = value.as_str() else { return vec![Problem::error("wrong-answer", place)] };
        let too_long = self.too_long(place, text);
        let wrong = self.wrong_form(text).map(|code| Problem::error(code, place));
        let problems: Vec<Problem> = too_long.into_iter().chain(wrong).collect();
        if problems.is_empty() { self.out_of_range(place, text).into_iter().collect() } else { problems }
    }

    /// A stored text as people read it.
    pub fn shown(&self, text: &str) -> String {
        self.mask.as_ref().map_or_else(|| text.to_owned(), |mask| mask.shown(text))
    }

    /// Whether the value is a number.
    pub fn is_number(&self) -> bool {
        matches!(self.input_type.as_str(), "number" | "range")
            || self.mask.as_ref().is_some_and(Mask::is_number)
    }

    /// The problem of a text with more code points than allowed.
    pub fn too_long(&self, place: &str, text: &str) -> Option<Problem> {
        too_long(place, text, self.max_length.unwrap_or(MAX_TEXT).min(MAX_TEXT))
    }

    /// The code of the problem of a text that is not what its type says.
    fn wrong_form(&self, text: &str) -> Option<&'static str> {
        let (is_right, code) = match self.input_type.as_str() {
            "email" => (contact::is_email(text), "not-an-email"),
            "tel" => (contact::is_telephone(text), "not-a-phone"),
            "url" => (contact::is_url(text), "not-a-url"),
            "color" => (contact::color(text).is_some(), "not-a-color"),
            "date" => (moment::date(text).is_some(), "not-a-date"),
            "datetime-local" => (moment::date_time(text).is_some(), "not-a-moment"),
            "month" => (moment::month(text).is_some(), "not-a-month"),
            "week" => (moment::week(text).is_some(), "not-a-week"),
            "time" => (moment::time(text).is_some(), "not-a-time"),
            _ => (true, ""),
        };
        (!is_right).then_some(code)
    }

    fn number_problem(&self, place: &str, value: &Value) -> Option<Problem> {
        let typed = || value.as_str().and_then(number).and_then(|number| number.as_f64());
        let Some(number) = value.as_f64().or_else(typed) else {
            return Some(Problem::error("not-a-number", place));
        };
        let limit = |limit: &Option<String>| limit.as_ref().and_then(|limit| limit.parse::<f64>().ok());
        let (min, max) = (limit(&self.min), limit(&self.max));
        if let Some(min) = min.filter(|min| number < *min) {
            return Some(
                Problem::error("number-too-small", place).with("min", min).saying(&self.min_error_text),
            );
        }
        if let Some(max) = max.filter(|max| number > *max) {
            return Some(
                Problem::error("number-too-large", place).with("max", max).saying(&self.max_error_text),
            );
        }
        let step = self.step?;
        let steps = (number - min.unwrap_or(0.0)) / step;
        let is_on_step = (steps - steps.round()).abs() < 1e-6;
        (!is_on_step).then(|| Problem::error("number-step", place).with("step", step))
    }

    /// Dates and times are ISO texts by now, so their order is that of the texts.
    fn out_of_range(&self, place: &str, text: &str) -> Option<Problem> {
        let (early, late) = match self.input_type.as_str() {
            "date" | "datetime-local" | "month" | "week" => ("date-too-early", "date-too-late"),
            "time" => ("time-too-early", "time-too-late"),
            _ => return None,
        };
        match (&self.min, &self.max) {
            (Some(min), _) if text < min.as_str() => {
                Some(Problem::error(early, place).with("min", min).saying(&self.min_error_text))
            }
            (_, Some(max)) if text > max.as_str() => {
                Some(Problem::error(late, place).with("max", max).saying(&self.max_error_text))
            }
            _ => None,
        }
    }
}

/// The problem of a text with more than `max` code points.
pub fn too_long(place: &str, text: &str, max: usize) -> Option<Problem> {
    let length = text.chars().count();
    (length > max).then(|| Problem::error("too-long", place).with("max", max).with("length", length))
}

#[cfg(test)]
mod tests;
