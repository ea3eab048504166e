//! Placeholders (`[[host]]`) and open lists (`kt:choices`) of shipped questionnaires, filled in when a
//! questionnaire is taken into a survey.

use super::parse;
use super::problem::Problem;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What to fill in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placeholders {
    /// Texts by placeholder name, without brackets (`host`, `period`, `contact`, …).
    pub texts: BTreeMap<String, String>,
    /// What stands in their places in texts of a language (`en`), where that is something else: days.
    pub by_lang: BTreeMap<String, BTreeMap<String, String>>,
    /// Choices as (value, label) by list name: `areas`, `municipalities` (the areas if it is not given).
    pub lists: BTreeMap<String, Vec<(String, String)>>,
}

/// The definition with everything filled in that `placeholders` has. Choices of a list come before the choices of
/// the question. In `html` the texts are escaped. What stays open is a warning (`placeholder-open`, `list-open`
/// with `name`); JSON that cannot be read is an error and gives None.
pub fn fill(json: &str, placeholders: &Placeholders) -> (Option<String>, Vec<Problem>) {
    let mut object = match parse::object(json) {
        Ok(object) => object,
        Err(problem) => return (None, vec![*problem]),
    };
    fill_object(&mut object, placeholders, false);
    let filled = Value::Object(object).to_string();
    let open = open_placeholders(&filled).into_iter().map(|name| ("placeholder-open", name));
    let lists = open_lists(&filled).into_iter().map(|name| ("list-open", name));
    let problems =
        open.chain(lists).map(|(code, name)| Problem::warning(code, "").with("name", name)).collect();
    (Some(filled), problems)
}

/// Names of the placeholders in a definition, sorted, each once.
pub fn open_placeholders(json: &str) -> Vec<String> {
    let found: BTreeSet<String> = json.split("[[").skip(1).filter_map(name_before_brackets).collect();
    found.into_iter().collect()
}

fn name_before_brackets(text: &str) -> Option<String> {
    let (name, _) = text.split_once("]]")?;
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    is_name.then(|| name.to_owned())
}

/// Names of the lists (`kt:choices`) that a definition wants, sorted, each once.
pub fn open_lists(json: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    if let Ok(object) = parse::object(json) {
        collect_lists(&Value::Object(object), &mut found);
    }
    found.into_iter().collect()
}

fn collect_lists(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(name)) = object.get("kt:choices") {
                found.insert(name.clone());
            }
            object.values().for_each(|value| collect_lists(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| collect_lists(value, found)),
        _ => {}
    }
}

fn fill_object(object: &mut Map<String, Value>, placeholders: &Placeholders, is_html: bool) {
    fill_list(object, placeholders);
    for (key, value) in object.iter_mut() {
        let is_html = is_html || matches!(key.as_str(), "html" | "completedHtml");
        match value {
            Value::String(text) => *text = fill_text(text, placeholders, (key.as_str(), is_html)),
            value => fill_value(value, placeholders, is_html),
        }
    }
}

fn fill_list(object: &mut Map<String, Value>, placeholders: &Placeholders) {
    let Some(Value::String(name)) = object.get("kt:choices") else { return };
    // Areas are the least that a survey has; a finer list is used where it is given.
    let own = placeholders.lists.get(name);
    let Some(list) = own.or_else(|| placeholders.lists.get("areas").filter(|_| name == "municipalities"))
    else {
        return;
    };
    let mut choices: Vec<Value> =
        list.iter().map(|(value, label)| json!({ "value": value, "text": label })).collect();
    if let Some(Value::Array(own)) = object.get("choices") {
        choices.extend(own.iter().cloned());
    }
    object.insert("choices".to_owned(), Value::Array(choices));
    object.shift_remove("kt:choices");
}

fn fill_value(value: &mut Value, placeholders: &Placeholders, is_html: bool) {
    match value {
        Value::String(text) => *text = fill_text(text, placeholders, ("", is_html)),
        Value::Array(items) => items.iter_mut().for_each(|item| fill_value(item, placeholders, is_html)),
        Value::Object(object) => fill_object(object, placeholders, is_html),
        _ => {}
    }
}

/// Fills a text in one pass, so that a filled-in text is never filled again. The key that it stands under may be its language.
fn fill_text(text: &str, placeholders: &Placeholders, (key, is_html): (&str, bool)) -> String {
    let of_lang = placeholders.by_lang.get(key);
    let mut parts = text.split("[[");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let own = name_before_brackets(part).and_then(|name| {
            of_lang.and_then(|texts| texts.get(&name)).or_else(|| placeholders.texts.get(&name))
        });
        match (own, part.split_once("]]")) {
            (Some(own), Some((_, rest))) => {
                filled.push_str(&if is_html { escape(own) } else { own.clone() });
                filled.push_str(rest);
            }
            _ => {
                filled.push_str("[[");
                filled.push_str(part);
            }
        }
    }
    filled
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders() -> Placeholders {
        Placeholders {
            texts: BTreeMap::from([
                ("host".to_owned(), "\"A&B\" [[period]] <b>".to_owned()),
                ("period".to_owned(), "4月".to_owned()),
            ]),
            by_lang: BTreeMap::from([(
                "en".to_owned(),
                BTreeMap::from([("period".to_owned(), "April".to_owned())]),
            )]),
            lists: BTreeMap::from([("areas".to_owned(), vec![("01".to_owned(), "北部".to_owned())])]),
        }
    }

    #[test]
    fn fills_texts_and_lists_and_names_what_is_open() {
        let json = r#"{"title":"[[host]]の調査 [[venue]] [[ x","pages":[{"elements":[
            {"kt:choices":"areas","choices":["98"]},{"kt:choices":"other"},{"html":{"ja":"<p>[[host]]</p>"}}]}]}"#;
        let (filled, problems) = fill(json, &placeholders());
        let filled: Value = serde_json::from_str(&filled.unwrap()).unwrap();
        assert_eq!(filled["title"], "\"A&B\" [[period]] <b>の調査 [[venue]] [[ x");
        let elements = &filled["pages"][0]["elements"];
        assert_eq!(elements[0]["choices"], json!([{ "value": "01", "text": "北部" }, "98"]));
        assert_eq!(elements[0].get("kt:choices"), None);
        assert_eq!(elements[2]["html"]["ja"], "<p>&quot;A&amp;B&quot; [[period]] &lt;b&gt;</p>");
        let open: Vec<(&str, &str)> =
            problems.iter().map(|found| (found.code, found.args[0].1.as_str())).collect();
        assert_eq!(
            open,
            [("placeholder-open", "period"), ("placeholder-open", "venue"), ("list-open", "other")]
        );
    }

    #[test]
    fn a_text_of_a_language_has_what_that_language_says() {
        let json = r#"{"title":{"default":"[[period]]","en":"[[period]], [[host]]","ja":"[[period]]"},
            "pages":[{"elements":[{"html":{"en":"<p>[[period]]</p>"}},"[[period]]"]}]}"#;
        let filled: Value = serde_json::from_str(&fill(json, &placeholders()).0.unwrap()).unwrap();
        let title = json!({ "default": "4月", "en": "April, \"A&B\" [[period]] <b>", "ja": "4月" });
        assert_eq!(filled["title"], title);
        assert_eq!(filled["pages"][0]["elements"], json!([{ "html": { "en": "<p>April</p>" } }, "4月"]));
    }

    #[test]
    fn broken_json_is_an_error_with_its_line() {
        let (filled, problems) = fill("{\n  \"a\": }", &Placeholders::default());
        assert_eq!(filled, None);
        assert_eq!((problems[0].code, problems[0].place.as_str()), ("json-syntax", "2:8"));
    }
}
