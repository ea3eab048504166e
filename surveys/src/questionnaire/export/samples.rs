//! Definitions and words for the tests of the writers.

use crate::questionnaire::definition::Definition;
use crate::questionnaire::format::Words;
use crate::questionnaire::parse::parse;
use serde_json::Value;

/// A definition that can be read.
pub fn definition(json: &Value) -> Definition {
    parse(&json.to_string()).0.unwrap()
}

/// Words that are their keys.
pub fn words() -> Words<'static> {
    Words { lang: "ja", universe: &|condition| format!("{condition:?}"), text: &|key, _| key.to_owned() }
}
