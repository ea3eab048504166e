//! Reads typed values out of JSON objects and collects the problems.
//!
//! Every method takes the object, the key and the object's JSON path; a value of the wrong type is an error
//! `wrong-type` (with `expected`) and counts as absent.

use super::choice::Choice;
use super::expression::{Expression, parser};
use super::import::xlsform::KEPT;
use super::localized::Localized;
use super::problem::Problem;
use super::question::input::count_typed;
use super::settings::Numbering;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Problems found so far, and what must be counted over the whole definition.
#[derive(Debug, Default)]
pub struct Reader {
    /// In the order of the definition.
    pub problems: Vec<Problem>,
    /// Questions so far.
    pub n_questions: usize,
    /// Numbered questions so far.
    pub n_numbered: usize,
    /// Panels so far.
    pub n_panels: usize,
    /// Composite questions that are being read, one inside another.
    pub n_nested: usize,
    /// Most characters of texts without a limit of their own (`maxTextLength`).
    pub max_text_length: Option<usize>,
    /// How questions are numbered.
    pub numbering: Numbering,
}

/// Properties of a choice that have a meaning of their own; all others are for conditions.
const CHOICE_PROPERTIES: &[&str] = &[
    "value",
    "text",
    "visibleIf",
    "enableIf",
    "imageLink",
    "kt:consent",
    "kt:required",
    "kt:exclusive",
    "kt:capacity",
];

/// The path of a key in an object: `pages[0].title`, quoted for keys that are no plain words.
pub fn join(path: &str, key: &str) -> String {
    let is_plain = key.chars().all(|c| c.is_alphanumeric() || c == '_');
    match (path.is_empty(), is_plain) {
        (true, true) => key.to_owned(),
        (false, true) => format!("{path}.{key}"),
        (_, false) => format!("{path}['{key}']"),
    }
}

impl Reader {
    fn wrong_type(&mut self, path: String, expected: &str) {
        self.problems.push(Problem::error("wrong-type", path).with("expected", expected));
    }

    /// A string.
    pub fn text(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Option<String> {
        match object.get(key)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            _ => {
                self.wrong_type(join(path, key), "string");
                None
            }
        }
    }

    /// A string, number or boolean as text.
    pub fn scalar(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Option<String> {
        let value = object.get(key)?;
        let text = scalar_text(value);
        if text.is_none() && !value.is_null() {
            self.wrong_type(join(path, key), "string");
        }
        text
    }

    /// A boolean; false when absent.
    pub fn flag(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> bool {
        match object.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(value)) => *value,
            Some(_) => {
                self.wrong_type(join(path, key), "boolean");
                false
            }
        }
    }

    /// A finite number, also where it is written as text.
    pub fn number(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Option<f64> {
        let value = object.get(key).filter(|value| !value.is_null())?;
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        let number = number.filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.wrong_type(join(path, key), "number");
        }
        number
    }

    /// A whole number from 0; negative numbers mean "no limit" in SurveyJS and count as absent.
    pub fn count(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Option<usize> {
        let value = object.get(key).filter(|value| !value.is_null())?;
        let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
        if count.is_none() && !value.as_f64().is_some_and(|number| number < 0.0) {
            self.wrong_type(join(path, key), "whole-number");
        }
        count
    }

    /// How many people can have a choice. It may be written as text, since a survey fills in a placeholder
    /// (`[[capacity]]`) with what a person typed; as long as that is open there is no limit.
    fn capacity(&mut self, object: &Map<String, Value>, path: &str) -> Option<usize> {
        let Some(Value::String(text)) = object.get("kt:capacity") else {
            return self.count(object, "kt:capacity", path);
        };
        if text.contains("[[") {
            return None;
        }
        let capacity = count_typed(text).map(|n_places| n_places as usize);
        if capacity.is_none() {
            self.wrong_type(join(path, "kt:capacity"), "whole-number");
        }
        capacity
    }

    /// A text in one or several languages; empty when absent. `locale` is the language of plain strings.
    pub fn localized(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Localized {
        let Some(value) = object.get(key) else { return Localized::default() };
        let text = localized_value(value);
        if text.is_none() && !value.is_null() {
            self.wrong_type(join(path, key), "text");
        }
        text.unwrap_or_default()
    }

    /// A list; empty when absent.
    pub fn list<'a>(&mut self, object: &'a Map<String, Value>, key: &str, path: &str) -> &'a [Value] {
        match object.get(key) {
            None | Some(Value::Null) => &[],
            Some(Value::Array(items)) => items,
            Some(_) => {
                self.wrong_type(join(path, key), "list");
                &[]
            }
        }
    }

    /// A list of strings; empty when absent.
    pub fn texts(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (at, item) in self.list(object, key, path).iter().enumerate() {
            match item {
                Value::String(text) => texts.push(text.clone()),
                _ => self.wrong_type(format!("{}[{at}]", join(path, key)), "string"),
            }
        }
        texts
    }

    /// A condition; None when absent, blank or not valid.
    pub fn expression(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Option<Expression> {
        let source = self.text(object, key, path)?;
        if source.trim().is_empty() {
            return None;
        }
        let (expression, problems) = parser::parse(&source, &join(path, key));
        self.problems.extend(problems);
        expression
    }

    /// Choices, rows or columns: `"value"`, `"value|text"`, a number, or `{ value, text }`.
    pub fn choices(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        let mut seen = BTreeSet::new();
        for (at, item) in self.list(object, key, path).iter().enumerate() {
            let place = format!("{}[{at}]", join(path, key));
            let Some(choice) = self.choice(item, &place) else { continue };
            if !seen.insert(choice.value.clone()) {
                self.problems.push(Problem::error("duplicate-choice", place).with("value", &choice.value));
                continue;
            }
            choices.push(choice);
        }
        choices
    }

    fn choice(&mut self, item: &Value, place: &str) -> Option<Choice> {
        let Value::Object(object) = item else {
            let Some(text) = scalar_text(item) else {
                self.wrong_type(place.to_owned(), "choice");
                return None;
            };
            let (value, label) = text.split_once('|').unwrap_or((&text, &text));
            return Some(Choice::plain(value, Localized::plain(label)));
        };
        let Some(value) = self.scalar(object, "value", place) else {
            self.problems.push(Problem::error("missing-value", place));
            return None;
        };
        let mut text = self.localized(object, "text", place);
        if text.is_empty() {
            text = Localized::plain(&value);
        }
        let further = object.iter().filter(|(key, _)| !CHOICE_PROPERTIES.contains(&key.as_str()));
        Some(Choice {
            value,
            text,
            visible_if: self.expression(object, "visibleIf", place),
            enable_if: self.expression(object, "enableIf", place),
            image: self.localized(object, "imageLink", place),
            consent: self.text(object, "kt:consent", place),
            is_required: self.flag(object, "kt:required", place),
            is_exclusive: self.flag(object, "kt:exclusive", place),
            capacity: self.capacity(object, place),
            properties: further.map(|(key, value)| (key.clone(), value.clone())).collect(),
            is_disabled: false,
        })
    }

    /// Names the properties of a list that have another value than those that are followed anyway: they are read, kept and
    /// without effect, and nobody should wonder.
    pub fn not_followed(&mut self, object: &Map<String, Value>, path: &str, followed: &[(&str, &[&str])]) {
        for (key, values) in followed {
            let given = object.get(*key).and_then(scalar_text);
            if given.is_some_and(|given| !values.contains(&given.as_str())) {
                self.problems.push(Problem::notice("not-followed", join(path, key)).with("property", key));
            }
        }
    }

    /// Reports the properties that are not in `known` and returns them. Those that only keep what a spreadsheet said
    /// are no news.
    pub fn unknown(&mut self, object: &Map<String, Value>, known: &[&str], path: &str) -> Map<String, Value> {
        let mut unknown = Map::new();
        let is_known = |key: &str| known.contains(&key) || KEPT.contains(&key);
        for (key, value) in object.iter().filter(|(key, _)| !is_known(key)) {
            self.problems.push(Problem::warning("unknown-property", join(path, key)).with("property", key));
            unknown.insert(key.clone(), value.clone());
        }
        unknown
    }
}

fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A string, or an object with a string for each language; None for anything else.
pub fn localized_value(value: &Value) -> Option<Localized> {
    let object = match value {
        Value::Object(object) => object,
        other => return scalar_text(other).map(Localized::plain),
    };
    let mut text = Localized::default();
    for (lang, value) in object {
        let value = value.as_str()?.to_owned();
        match lang.as_str() {
            "default" => text.default = value,
            _ => {
                text.by_lang.insert(lang.clone(), value);
            }
        }
    }
    Some(text)
}
