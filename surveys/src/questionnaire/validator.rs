//! Validators: what an author asks of an answer beyond its type (`validators` of a question, item or column).
//!
//! Six kinds, as in SurveyJS: `numeric text answercount regex email expression`. Their words (`text`) replace the
//! product's; `notificationType` `warning` and `info` advise and do not hold anybody up.

use super::expression::Expression;
use super::localized::Localized;
use super::pattern::{self, Pattern};
use super::problem::{Problem, Severity};
use super::question::input::{self, contact};
use super::question::select::scalar;
use super::reader::Reader;
use super::settings::objects;
use serde_json::{Map, Value};

/// Most validators of one question.
const MAX_VALIDATORS: usize = 50;

/// One validator.
#[derive(Debug, Clone)]
pub struct Validator {
    /// What it asks.
    pub rule: Rule,
    /// The author's words; empty = the product's.
    pub text: Localized,
    /// Error, or advice that is shown once.
    pub severity: Severity,
    /// JSON path in the definition.
    pub path: String,
}

/// What a validator asks.
#[derive(Debug, Clone)]
pub enum Rule {
    /// `numeric`: a number within limits.
    Numeric {
        /// Smallest, inclusive.
        min: Option<f64>,
        /// Largest, inclusive.
        max: Option<f64>,
    },
    /// `text`: so many characters.
    Text {
        /// Fewest code points, 0 = no limit.
        min: usize,
        /// Most code points, 0 = no limit.
        max: usize,
        /// Digits may be among them.
        allows_digits: bool,
    },
    /// `answercount`: so many choices, rows or panels.
    AnswerCount {
        /// Fewest, 0 = no limit.
        min: usize,
        /// Most, 0 = no limit.
        max: usize,
    },
    /// `regex`: the text contains a match, as JavaScript's `test`.
    Regex(Pattern),
    /// `email`: an address that mail could be sent to.
    Email,
    /// `expression`: the condition holds. The only one that also looks at a missing answer.
    Expression(Expression),
}

/// Reads `validators`. A validator that cannot be read is a problem; if it could only guard less than it should, an
/// error, so that the draft is not published with it.
pub fn validators(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> Vec<Validator> {
    let mut found = Vec::new();
    for (path, object) in objects(reader, object, "validators", path).into_iter().take(MAX_VALIDATORS) {
        let kind = reader.text(object, "type", &path).unwrap_or_default();
        let Some(rule) = rule(reader, object, &kind, &path) else { continue };
        let text = reader.localized(object, "text", &path);
        let severity = match reader.text(object, "notificationType", &path).as_deref() {
            Some("warning") => Severity::Warning,
            Some("info") => Severity::Notice,
            _ => Severity::Error,
        };
        found.push(Validator { rule, text, severity, path });
    }
    found
}

fn rule(reader: &mut Reader, object: &Map<String, Value>, kind: &str, path: &str) -> Option<Rule> {
    let mut known = vec!["type", "text", "notificationType"];
    let mut count = |reader: &mut Reader, key: &'static str| {
        known.push(key);
        reader.count(object, key, path).unwrap_or(0)
    };
    let rule = match kind.strip_suffix("validator").unwrap_or(kind) {
        "numeric" => Some(Rule::Numeric {
            min: limit(reader, object, "minValue", path),
            max: limit(reader, object, "maxValue", path),
        }),
        "text" => Some(Rule::Text {
            min: count(reader, "minLength"),
            max: count(reader, "maxLength"),
            allows_digits: !object.contains_key("allowDigits") || reader.flag(object, "allowDigits", path),
        }),
        "answercount" => {
            Some(Rule::AnswerCount { min: count(reader, "minCount"), max: count(reader, "maxCount") })
        }
        "regex" => regex(reader, object, path).map(Rule::Regex),
        "email" => Some(Rule::Email),
        "expression" => reader.expression(object, "expression", path).map(Rule::Expression),
        _ => {
            let problem = Problem::error("unknown-validator", path).with("type", kind);
            reader.problems.push(problem);
            return None;
        }
    };
    known.extend(["minValue", "maxValue", "allowDigits", "regex", "caseInsensitive", "expression"]);
    reader.unknown(object, &known, path);
    rule
}

fn limit(reader: &mut Reader, object: &Map<String, Value>, key: &str, path: &str) -> Option<f64> {
    let typed = reader.scalar(object, key, path).filter(|typed| !typed.is_empty())?;
    let number = typed.parse::<f64>().ok().filter(|number| number.is_finite());
    if number.is_none() {
        reader
            .problems
            .push(Problem::error("wrong-type", super::reader::join(path, key)).with("expected", "number"));
    }
    number
}

fn regex(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> Option<Pattern> {
    let source = reader.text(object, "regex", path)?;
    let is_folded = reader.flag(object, "caseInsensitive", path);
    let place = super::reader::join(path, "regex");
    match pattern::compile(&source, is_folded) {
        Ok(pattern) => Some(pattern),
        Err(code) => {
            reader.problems.push(Problem::error(code, place));
            None
        }
    }
}

/// Whether an answer meets a validator; None if it does, otherwise the problem at `place`. `holds` decides
/// expressions where the answer stands.
pub fn check(
    validator: &Validator,
    value: Option<&Value>,
    place: &str,
    holds: &dyn Fn(&Expression) -> bool,
) -> Option<Problem> {
    let problem = match (&validator.rule, value) {
        (Rule::Expression(condition), _) => {
            (!holds(condition)).then(|| Problem::error("not-as-asked", place))
        }
        (_, None) => None,
        (Rule::Numeric { min, max }, Some(value)) => numeric(value, *min, *max, place),
        (Rule::Text { min, max, allows_digits }, Some(value)) => {
            characters(value, *min, *max, *allows_digits, place)
        }
        (Rule::AnswerCount { min, max }, Some(value)) => answer_count(value, *min, *max, place),
        (Rule::Regex(regex), Some(value)) => {
            let fits = scalar(value).is_none_or(|text| regex.is_match(&text));
            (!fits).then(|| Problem::error("not-as-asked", place))
        }
        (Rule::Email, Some(value)) => {
            let fits = value.as_str().is_none_or(contact::is_email);
            (!fits).then(|| Problem::error("not-an-email", place))
        }
    };
    problem.map(|problem| Problem { severity: validator.severity, ..problem.saying(&validator.text) })
}

fn numeric(value: &Value, min: Option<f64>, max: Option<f64>, place: &str) -> Option<Problem> {
    let Some(number) = value.as_f64().or_else(|| value.as_str().and_then(input::number_typed)) else {
        return Some(Problem::error("not-a-number", place));
    };
    match (min, max) {
        (Some(min), _) if number < min => Some(Problem::error("number-too-small", place).with("min", min)),
        (_, Some(max)) if number > max => Some(Problem::error("number-too-large", place).with("max", max)),
        _ => None,
    }
}

fn characters(value: &Value, min: usize, max: usize, allows_digits: bool, place: &str) -> Option<Problem> {
    let typed = scalar(value)?;
    let length = typed.chars().count();
    if length < min {
        return Some(Problem::error("too-short", place).with("min", min).with("length", length));
    }
    if max > 0 && length > max {
        return Some(Problem::error("too-long", place).with("max", max).with("length", length));
    }
    let has_digit = typed.chars().any(char::is_numeric);
    (has_digit && !allows_digits).then(|| Problem::error("digits-not-allowed", place))
}

fn answer_count(value: &Value, min: usize, max: usize, place: &str) -> Option<Problem> {
    let selected = match value {
        Value::Array(items) => items.len(),
        Value::Object(entries) => entries.len(),
        _ => return None,
    };
    if selected < min {
        return Some(Problem::error("too-few-choices", place).with("min", min).with("selected", selected));
    }
    let is_over = max > 0 && selected > max;
    is_over.then(|| Problem::error("too-many-choices", place).with("max", max).with("selected", selected))
}

#[cfg(test)]
mod tests;
