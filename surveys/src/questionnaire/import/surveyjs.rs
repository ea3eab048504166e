//! SurveyJS JSON: old names of properties become the present ones (survey-core 3.x).
//!
//! Files in the wild are written for version 1; `definition.ts` and `jsonobject.ts` of survey-core name the
//! alternatives. Whatever is not known stays as it is.

use crate::questionnaire::format::{Content, Imported};
use crate::questionnaire::parse;
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value};

/// Properties that were renamed: old, new.
const RENAMED: &[(&str, &str)] = &[
    ("hasOther", "showOtherItem"),
    ("hasNone", "showNoneItem"),
    ("hasSelectAll", "showSelectAllItem"),
    ("hasComment", "showCommentArea"),
    ("optionsCaption", "placeholder"),
    ("placeHolder", "placeholder"),
    ("requiredText", "requiredMark"),
    ("goNextPageAutomatic", "autoAdvanceEnabled"),
    ("sendResultOnPageNext", "partialSendEnabled"),
    ("firstPageIsStarted", "firstPageIsStartPage"),
    ("isAllRowRequired", "eachRowRequired"),
    ("panelAddText", "addPanelText"),
    ("panelRemoveText", "removePanelText"),
    ("questionsOrder", "questionOrder"),
    ("showCompletedPage", "showCompletePage"),
    ("insensitive", "caseInsensitive"),
    ("autoComplete", "autocomplete"),
];

/// Keys whose objects are parts of a definition; anything else is data and left alone.
const PARTS: &[&str] = &[
    "pages",
    "elements",
    "templateElements",
    "columns",
    "rows",
    "items",
    "choices",
    "validators",
    "triggers",
    "calculatedValues",
];

/// Reads a JSON file.
pub fn read(content: &Content) -> Imported {
    let Content::Text(text) = content else { return Imported::refused(Problem::error("json-syntax", "")) };
    match parse::read_object(text) {
        Ok((raw, problems)) => Imported { raw: Some(raw), problems, ..Imported::default() },
        Err(problem) => Imported::refused(*problem),
    }
}

/// Gives a definition, or a part of one, the present names. A definition that has them stays as it is.
pub fn normalise(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(normalise),
        Value::Object(object) => {
            *object = std::mem::take(object).into_iter().fold(Map::new(), renamed);
            for (_, part) in object.iter_mut().filter(|(key, _)| PARTS.contains(&key.as_str())) {
                normalise(part);
            }
        }
        _ => {}
    }
}

/// Adds a property under its present name. The present name wins over an old one beside it.
fn renamed(mut object: Map<String, Value>, (key, value): (String, Value)) -> Map<String, Value> {
    let (key, value) = match (key.as_str(), value) {
        // A `visible` trigger names its questions; only a list of parts is what is called elements now.
        ("questions", Value::Array(parts)) if parts.iter().all(Value::is_object) => {
            ("elements", Value::Array(parts))
        }
        ("columnLayout", value) => ("transposeData", Value::Bool(value == "vertical")),
        (old, value) => {
            let new = RENAMED.iter().find(|(known, _)| *known == old).map(|(_, new)| *new);
            let Some(new) = new else {
                object.insert(key, value);
                return object;
            };
            (new, value)
        }
    };
    object.entry(key).or_insert(value);
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_questions_of_a_trigger_stay_names() {
        let trigger = json!({"triggers": [{"type": "visible", "questions": ["a"]}]});
        assert_eq!(normalised(trigger.clone()), trigger);
    }

    fn normalised(mut value: Value) -> Value {
        normalise(&mut value);
        value
    }

    #[test]
    fn every_old_name_becomes_the_present_one() {
        for (old, new) in RENAMED {
            let element = json!({"pages": [{"elements": [{"type": "text", "name": "a", (*old): "x"}]}]});
            let expected = json!({"pages": [{"elements": [{"type": "text", "name": "a", (*new): "x"}]}]});
            assert_eq!(normalised(element), expected, "{old}");
        }
    }

    #[test]
    fn questions_are_elements_everywhere() {
        let old = json!({"questions": [{"type": "panel", "questions": [{"type": "text", "name": "a"}]}]});
        let new = json!({"elements": [{"type": "panel", "elements": [{"type": "text", "name": "a"}]}]});
        assert_eq!(normalised(old), new);
        let layout = json!({"elements": [{"type": "matrixdropdown", "columnLayout": "vertical"}]});
        assert_eq!(normalised(layout)["elements"][0]["transposeData"], true);
    }

    #[test]
    fn data_and_unknown_properties_stay() {
        let definition = json!({
            "elements": [{"type": "text", "name": "a", "defaultValue": {"hasOther": true}, "x-own": {"hasNone": 1}}],
            "kt:raw": {"hasOther": true}
        });
        assert_eq!(normalised(definition.clone()), definition);
        let both = json!({"elements": [{"showOtherItem": false, "hasOther": true}]});
        assert_eq!(normalised(both), json!({"elements": [{"showOtherItem": false}]}));
    }
}
