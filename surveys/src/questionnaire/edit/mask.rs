//! The settings of a mask (`maskSettings`) as lines that people type: the pattern as it is, everything else with its name
//! before it (`precision: 0`).

use super::set::word;
use super::text::scalar;
use crate::questionnaire::question::input::mask::SETTINGS;
use serde_json::{Map, Value};

/// The line without a name.
const PATTERN: &str = "pattern";

/// Settings as lines, the pattern first.
pub fn lines(settings: Option<&Value>) -> String {
    let Some(settings) = settings.and_then(Value::as_object) else { return String::new() };
    let pattern = settings.get(PATTERN).map(scalar);
    let others = SETTINGS.iter().filter(|name| **name != PATTERN);
    let others = others.filter_map(|name| Some(format!("{name}: {}", scalar(settings.get(*name)?))));
    pattern.into_iter().chain(others).collect::<Vec<String>>().join("\n")
}

/// Settings from lines; what no line can say stays as it was. None if nothing is left.
pub fn settings(typed: &str, old: Option<&Value>) -> Option<Value> {
    let mut settings = old.and_then(Value::as_object).cloned().unwrap_or_default();
    settings.retain(|name, _| !SETTINGS.contains(&name.as_str()));
    typed.lines().filter(|line| !line.trim().is_empty()).for_each(|line| put(&mut settings, line));
    (!settings.is_empty()).then_some(Value::Object(settings))
}

fn put(settings: &mut Map<String, Value>, line: &str) {
    let named = line.split_once([':', '：']).map(|(name, value)| (name.trim(), value.trim()));
    // A time has a colon, too.
    let named = named.filter(|(name, _)| SETTINGS.contains(name));
    let (name, value) = named.unwrap_or((PATTERN, line.trim()));
    let value = match (name, value) {
        (_, "true") => Some(Value::Bool(true)),
        (_, "false") => Some(Value::Bool(false)),
        ("precision" | "min" | "max", value) => word(value),
        (_, value) => Some(Value::String(value.to_owned())),
    };
    if let Some(value) = value {
        settings.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_are_typed_as_lines_and_nothing_else_is_lost() {
        let old = json!({"own": 1, "pattern": "99"});
        let typed = "999-9999\nsaveMaskedValue: true\nprecision： 0";
        let new = settings(typed, Some(&old)).unwrap();
        assert_eq!(new, json!({"own": 1, "pattern": "999-9999", "saveMaskedValue": true, "precision": 0}));
        assert_eq!(lines(Some(&new)), "999-9999\nsaveMaskedValue: true\nprecision: 0");
        assert_eq!(settings("HH:MM", None), Some(json!({"pattern": "HH:MM"})));
        assert_eq!((settings(" ", None), lines(None)), (None, String::new()));
    }
}
