//! SurveyJS JSON: as it is stored, and for other programs, in which our own types become SurveyJS's.

use crate::questionnaire::definition::Definition;
use crate::questionnaire::format::{Content, Exported, Kind, Words};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value, json};

/// Our own types and what they become.
const LOWERED: &[(&str, &str)] =
    &[("kt-personname", "multipletext"), ("kt-seat", "radiogroup"), ("kt-municipality", "dropdown")];

/// Parts of a person's name; their titles are the words `person-sei` and so on.
const NAME_PARTS: &[&str] = &["sei", "mei", "sei_kana", "mei_kana"];

/// Our own properties that change what a respondent sees or what may be sent; other programs do without.
const EFFECTIVE: &[&str] = &["kt:consent", "kt:required", "kt:exclusive", "kt:identifier", "kt:choices"];

/// The definition with everything in it; nothing is lost.
pub fn write_own(definition: &Definition, _: Kind, _: &Words<'_>) -> Exported {
    Exported { content: Content::Text(pretty(&definition.raw)), problems: Vec::new() }
}

/// The definition for SurveyJS. Everything unknown stays; what only Kikitori understands is named.
pub fn write_plain(definition: &Definition, _: Kind, words: &Words<'_>) -> Exported {
    let mut raw = definition.raw.clone();
    let mut lowering = Lowering { words, locale: &definition.locale, problems: Vec::new() };
    lowering.walk(&mut raw, "");
    Exported { content: Content::Text(pretty(&raw)), problems: lowering.problems }
}

fn pretty(raw: &Value) -> String {
    let text = serde_json::to_string_pretty(raw).unwrap_or_default();
    format!("{text}\n")
}

struct Lowering<'a> {
    words: &'a Words<'a>,
    locale: &'a str,
    problems: Vec<Problem>,
}

impl Lowering<'_> {
    fn walk(&mut self, value: &mut Value, path: &str) {
        match value {
            Value::Array(items) => {
                for (at, item) in items.iter_mut().enumerate() {
                    self.walk(item, &format!("{path}[{at}]"));
                }
            }
            Value::Object(object) => {
                self.lower(object, path);
                for key in EFFECTIVE.iter().filter(|key| object.contains_key(**key)) {
                    let is_known = |problem: &Problem| problem.args.iter().any(|(_, value)| value == key);
                    if !self.problems.iter().any(is_known) {
                        self.problems.push(Problem::warning("only-in-kikitori", path).with("property", key));
                    }
                }
                for (key, part) in object.iter_mut().filter(|(key, _)| !key.starts_with("kt:")) {
                    let path = crate::questionnaire::reader::join(path, key);
                    self.walk(part, &path);
                }
            }
            _ => {}
        }
    }

    fn lower(&mut self, element: &mut Map<String, Value>, path: &str) {
        let kind = element.get("type").and_then(Value::as_str).unwrap_or_default();
        let Some((own, plain)) = LOWERED.iter().find(|(own, _)| *own == kind) else { return };
        let problem = Problem::warning("type-lowered", path).with("type", own).with("to", plain);
        self.problems.push(problem);
        element.insert("type".to_owned(), json!(plain));
        if *own == "kt-personname" && !element.contains_key("items") {
            // The question stays required as a whole, which SurveyJS takes as ours does: one part is enough.
            let has_readings = element.get("kt:kana") != Some(&json!("none"));
            let item = |name: &&str| {
                let title = (self.words.text)(&format!("person-{name}"), self.locale);
                json!({"name": name, "title": title})
            };
            let parts = NAME_PARTS.iter().filter(|name| has_readings || !name.ends_with("_kana"));
            element.insert("items".to_owned(), parts.map(item).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::export::samples::{definition, words};

    fn written(json: &Value) -> (Value, Vec<&'static str>) {
        let exported = write_plain(&definition(json), Kind::Text, &words());
        let Content::Text(text) = exported.content else { panic!("no text") };
        (serde_json::from_str(&text).unwrap(), exported.problems.iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn our_own_types_become_those_of_surveyjs() {
        let (json, problems) = written(&json!({"pages": [{"name": "p", "elements": [
            {"type": "kt-personname", "name": "who", "isRequired": true},
            {"type": "kt-seat", "name": "seat", "choices": ["1", "2"]},
            {"type": "kt-municipality", "name": "town"},
        ]}]}));
        let elements = &json["pages"][0]["elements"];
        assert_eq!(elements[0]["type"], "multipletext");
        assert_eq!(elements[0]["items"][2]["name"], "sei_kana");
        assert_eq!(elements[0]["items"][2]["title"], "person-sei_kana");
        assert_eq!(elements[0]["isRequired"], true);
        let required =
            elements[0]["items"].as_array().unwrap().iter().filter(|item| item["isRequired"] == true);
        assert_eq!(required.count(), 0, "not everybody has every part of a name");
        assert_eq!(elements[1]["type"], "radiogroup");
        assert_eq!(elements[1]["choices"], json!(["1", "2"]));
        assert_eq!(elements[2]["type"], "dropdown");
        assert_eq!(problems, ["type-lowered"; 3]);
    }

    #[test]
    fn everything_unknown_survives() {
        let json = json!({"x-own": [1], "pages": [{"name": "p", "elements": [
            {"type": "geopoint", "name": "g", "x": {"kt-seat": {"type": "unrelated"}}, "kt:raw": {"type": "kt-seat"}},
            {"type": "checkbox", "name": "c", "choices": [{"value": "1", "kt:consent": "region"}]},
        ]}]});
        let (out, problems) = written(&json);
        assert_eq!(out, json);
        assert_eq!(problems, ["only-in-kikitori"]);
        let own = write_own(&definition(&json), Kind::Text, &words());
        assert_eq!(own.problems, []);
    }
}
