//! All texts of a draft in two languages beside each other: found in the raw JSON, and written back as SurveyJS writes
//! texts in several languages (`{ "default": …, "en": … }`).

use super::path;
use crate::questionnaire::reader::join;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Properties that hold a text for people, wherever they stand (survey-core's localizable strings).
pub(in crate::questionnaire) const PROPERTIES: &[&str] = &[
    "title",
    "description",
    "html",
    "text",
    "completedHtml",
    "completedBeforeHtml",
    "requiredErrorText",
    "placeholder",
    "otherText",
    "otherErrorText",
    "otherPlaceholder",
    "noneText",
    "refuseText",
    "dontKnowText",
    "selectAllText",
    "commentText",
    "commentPlaceholder",
    "labelTrue",
    "labelFalse",
    "minRateDescription",
    "maxRateDescription",
    "minText",
    "maxText",
    "templateTitle",
    "templateDescription",
    "totalText",
    "addPanelText",
    "removePanelText",
    "addRowText",
    "removeRowText",
    "noEntriesText",
    "keyDuplicationError",
    "startSurveyText",
    "pageNextText",
    "pagePrevText",
    "previewText",
    "completeText",
    "kt:guidance",
];

/// Lists whose items may be a bare value, which is then its own text.
const CHOICES: &[&str] = &["choices", "rows", "columns", "rateValues"];

/// Lists whose items are elements with texts of their own.
const ELEMENTS: &[&str] = &["pages", "elements", "templateElements"];

/// Never shown to people as they stand: kept raw rows, and values.
pub(in crate::questionnaire) const LEFT_ALONE: &[&str] = &["kt:raw", "defaultValue", "correctAnswer"];

/// A text of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// JSON path of the text; of the whole choice where that is a bare value.
    pub place: String,
    /// JSON path of the page, panel or question that it belongs to; empty for the questionnaire itself.
    pub owner: String,
    /// The property: `title`, `html`, …; `choices`, `rows`, `columns` for the words of a choice, row or column.
    pub property: String,
    /// The text in the questionnaire's own language.
    pub own: String,
    /// The text in the other language; empty = not translated.
    pub other: String,
}

/// All texts in the order of the draft, with their translation into `lang`. Empty texts are left out.
pub fn texts(root: &Value, lang: &str) -> Vec<Text> {
    let mut finder = Finder { lang, own_lang: own_language(root), found: Vec::new() };
    if let Value::Object(object) = root {
        finder.object(object, "", "", "");
    }
    finder.found
}

/// The language of undecorated texts (`locale`, Japanese unless the draft says otherwise).
pub fn own_language(root: &Value) -> &str {
    root.get("locale").and_then(Value::as_str).filter(|locale| !locale.is_empty()).unwrap_or("ja")
}

/// Codes of the languages that the draft's texts are translated into, sorted, without its own.
pub fn languages(root: &Value) -> Vec<String> {
    let mut found = BTreeSet::new();
    collect_languages(root, &mut found);
    found.remove("default");
    found.remove(own_language(root));
    found.into_iter().collect()
}

fn collect_languages(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter().filter(|(key, _)| !LEFT_ALONE.contains(&key.as_str())) {
                match value {
                    Value::Object(texts) if PROPERTIES.contains(&key.as_str()) => {
                        found.extend(
                            texts.iter().filter(|(_, text)| text.is_string()).map(|(lang, _)| lang.clone()),
                        );
                    }
                    value => collect_languages(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_languages(item, found)),
        _ => {}
    }
}

struct Finder<'a> {
    lang: &'a str,
    own_lang: &'a str,
    found: Vec<Text>,
}

impl Finder<'_> {
    /// `list` is the property of the list that the object is an item of, where that is a list of choices.
    fn object(&mut self, object: &Map<String, Value>, path: &str, owner: &str, list: &str) {
        let is_bare = !list.is_empty() && !["text", "title"].iter().any(|key| object.contains_key(*key));
        if let (true, Some(value)) = (is_bare, object.get("value").or(object.get("name"))) {
            self.add(value, &join(path, "text"), owner, list);
        }
        for (key, value) in object.iter().filter(|(key, _)| !LEFT_ALONE.contains(&key.as_str())) {
            let place = join(path, key);
            let property = if key == "text" && !list.is_empty() { list } else { key.as_str() };
            match value {
                value if PROPERTIES.contains(&key.as_str()) => self.add(value, &place, owner, property),
                Value::Array(items) => self.list(items, &place, owner, key),
                Value::Object(inner) => self.object(inner, &place, owner, ""),
                _ => {}
            }
        }
    }

    fn list(&mut self, items: &[Value], path: &str, owner: &str, key: &str) {
        let holds_choices = CHOICES.contains(&key);
        for (at, item) in items.iter().enumerate() {
            let place = format!("{path}[{at}]");
            match item {
                Value::Object(object) if ELEMENTS.contains(&key) => self.object(object, &place, &place, ""),
                Value::Object(object) => {
                    self.object(object, &place, owner, if holds_choices { key } else { "" })
                }
                Value::String(text) if holds_choices => {
                    let label = text.split_once('|').map_or(text.as_str(), |(_, label)| label);
                    self.add(&json!(label), &place, owner, key);
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, value: &Value, place: &str, owner: &str, property: &str) {
        let (own, other) = match value {
            Value::String(text) => (text.as_str(), ""),
            Value::Object(texts) => {
                let text =
                    |lang: &str| texts.get(lang).and_then(Value::as_str).filter(|text| !text.is_empty());
                let own = text(self.own_lang).or_else(|| text("default"));
                let own = own.or_else(|| texts.values().find_map(Value::as_str));
                (own.unwrap_or_default(), text(self.lang).unwrap_or_default())
            }
            // A number needs no translation.
            _ => return,
        };
        if own.trim().is_empty() && other.is_empty() {
            return;
        }
        self.found.push(Text {
            place: place.to_owned(),
            owner: owner.to_owned(),
            property: property.to_owned(),
            own: own.to_owned(),
            other: other.to_owned(),
        });
    }
}

/// Writes the translation of the text at `place`; an empty one is taken away. False if there is no text there.
pub fn set(root: &mut Value, place: &str, lang: &str, text: &str) -> bool {
    if let Some(value) = path::get_mut(root, place) {
        return match value {
            Value::String(_) if place.ends_with(']') && !place.ends_with("']") => set_bare(value, lang, text),
            value => set_text(value, lang, text),
        };
    }
    // The words of a choice that has only a value.
    let Some((outer, "text")) = path::split_key(place) else { return false };
    let Some(Value::Object(choice)) = path::get_mut(root, outer) else { return false };
    let Some(Value::String(own)) = choice.get("value").or(choice.get("name")) else { return false };
    if !text.is_empty() {
        let texts = json!({ "default": own, lang: text });
        choice.insert("text".to_owned(), texts);
    }
    true
}

/// A choice that is a bare text becomes one with value and text.
fn set_bare(value: &mut Value, lang: &str, text: &str) -> bool {
    if let (Value::String(own), false) = (&*value, text.is_empty()) {
        let (code, label) = own.split_once('|').unwrap_or((own, own));
        *value = json!({ "value": code, "text": { "default": label, lang: text } });
    }
    true
}

fn set_text(value: &mut Value, lang: &str, text: &str) -> bool {
    match value {
        Value::String(_) if text.is_empty() => true,
        Value::String(own) => {
            *value = json!({ "default": own, lang: text });
            true
        }
        Value::Object(texts) => {
            if text.is_empty() {
                texts.shift_remove(lang);
            } else {
                texts.insert(lang.to_owned(), json!(text));
            }
            if let (1, Some(own)) = (texts.len(), texts.get("default").cloned()) {
                *value = own;
            }
            true
        }
        _ => false,
    }
}
/// A translation that could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The text that it translates.
    pub own: String,
    /// What was typed.
    pub typed: String,
    /// What somebody else has written there meanwhile; None = the text itself is gone or reads differently now.
    pub theirs: Option<String>,
}

/// Writes what somebody typed, as (place, translation), who saw the draft as `base`; meanwhile it may have become
/// `newest`. A text is found again where it stands or, once, wherever it has gone. Returns the new draft, how many
/// translations changed, and what could not be written.
pub fn write(
    base: &Value,
    newest: &Value,
    lang: &str,
    typed: &[(String, String)],
) -> (Value, usize, Vec<Left>) {
    let (before, now) = (texts(base, lang), texts(newest, lang));
    let mut draft = newest.clone();
    let (mut n_changed, mut left) = (0, Vec::new());
    for (place, typed) in typed {
        let Some(seen) = before.iter().find(|text| text.place == *place && text.other != *typed) else {
            continue;
        };
        let is_same = |text: &&Text| text.own == seen.own && text.property == seen.property;
        let mut elsewhere = now.iter().filter(is_same);
        let here = now.iter().filter(is_same).find(|text| text.place == *place);
        let target = here.or_else(|| elsewhere.next().filter(|_| elsewhere.next().is_none()));
        let theirs = target.map(|text| text.other.clone());
        match target {
            Some(text) if text.other == *typed => {}
            Some(text) if text.other == seen.other && set(&mut draft, &text.place, lang, typed) => {
                n_changed += 1
            }
            _ => left.push(Left { own: seen.own.clone(), typed: typed.clone(), theirs }),
        }
    }
    (draft, n_changed, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::shipped::SHIPPED;

    fn draft() -> Value {
        json!({
            "title": { "default": "調査", "en": "Survey" },
            "pages": [{ "title": "一", "elements": [
                { "type": "radiogroup", "name": "a", "title": "甲", "choices": ["1|はい", "いいえ", 3,
                    { "value": "x" }, { "value": "y", "text": { "default": "わい", "en": "Why" } }],
                  "validators": [{ "type": "text", "text": "短い" }], "defaultValue": { "text": "x" } },
                { "type": "panel", "elements": [{ "type": "text", "name": "b", "title": { "ja": "乙" }, "description": "" }] }
            ] }]
        })
    }

    #[test]
    fn every_text_is_found_once_with_its_owner() {
        let found: Vec<String> = texts(&draft(), "en")
            .into_iter()
            .map(|text| {
                format!("{} <{}> {} {}/{}", text.place, text.owner, text.property, text.own, text.other)
            })
            .collect();
        let a = "pages[0].elements[0]";
        assert_eq!(
            found,
            [
                "title <> title 調査/Survey".to_owned(),
                "pages[0].title <pages[0]> title 一/".to_owned(),
                format!("{a}.title <{a}> title 甲/"),
                format!("{a}.choices[0] <{a}> choices はい/"),
                format!("{a}.choices[1] <{a}> choices いいえ/"),
                format!("{a}.choices[3].text <{a}> choices x/"),
                format!("{a}.choices[4].text <{a}> choices わい/Why"),
                format!("{a}.validators[0].text <{a}> text 短い/"),
                "pages[0].elements[1].elements[0].title <pages[0].elements[1].elements[0]> title 乙/"
                    .to_owned(),
            ]
        );
        assert_eq!(languages(&draft()), ["en"]);
    }

    #[test]
    fn a_translation_is_written_where_it_was_found_and_nothing_else_changes() {
        let mut changed = draft();
        for text in texts(&draft(), "fr") {
            assert!(set(&mut changed, &text.place, "fr", &format!("F-{}", text.own)), "{}", text.place);
        }
        for text in texts(&changed, "fr") {
            assert_eq!(text.other, format!("F-{}", text.own), "{}", text.place);
        }
        assert_eq!(changed["title"], json!({ "default": "調査", "en": "Survey", "fr": "F-調査" }));
        assert_eq!(
            changed["pages"][0]["elements"][0]["choices"][0],
            json!({ "value": "1", "text": { "default": "はい", "fr": "F-はい" } })
        );
        assert_eq!(languages(&changed), ["en", "fr"]);
        for text in texts(&changed, "fr") {
            assert!(set(&mut changed, &text.place, "fr", ""));
        }
        assert_eq!(changed["pages"][0]["title"], "一", "a text in one language is a plain text again");
        assert_eq!(languages(&changed), ["en"]);
        assert!(!set(&mut changed, "pages[9].title", "fr", "x"));
        assert!(!set(&mut changed, "pages", "fr", "x"));
    }

    #[test]
    fn the_shipped_questionnaires_are_translated_completely() {
        for shipped in SHIPPED {
            let root: Value = serde_json::from_str(shipped.json).unwrap();
            let missing: Vec<Text> =
                texts(&root, "en").into_iter().filter(|text| text.other.is_empty()).collect();
            assert_eq!(missing, [], "{}", shipped.id);
        }
    }

    #[test]
    fn translations_follow_their_texts_through_other_peoples_changes() {
        let base = json!({ "title": "調査", "pages": [{ "elements": [
            { "type": "text", "name": "a", "title": "甲" }, { "type": "text", "name": "b", "title": "乙" },
            { "type": "text", "name": "c", "title": { "default": "丙", "en": "C" } }] }] });
        let mut newest = base.clone();
        let elements = newest["pages"][0]["elements"].as_array_mut().unwrap();
        elements.reverse();
        elements[0]["title"]["en"] = json!("Third");
        elements[1]["title"] = json!("乙（新しい文）");
        let place = |at: usize| format!("pages[0].elements[{at}].title");
        let typed = [
            ("title".to_owned(), "Survey".to_owned()),
            (place(0), "A".to_owned()),
            (place(1), "B".to_owned()),
            (place(2), "See".to_owned()),
        ];
        let (draft, n_changed, left) = write(&base, &newest, "en", &typed);
        assert_eq!(n_changed, 2);
        assert_eq!(draft["title"]["en"], "Survey");
        assert_eq!(draft["pages"][0]["elements"][2]["title"]["en"], "A", "moved to the end");
        let expected = [("乙", "B", None), ("丙", "See", Some("Third".to_owned()))];
        let left: Vec<(&str, &str, Option<String>)> =
            left.iter().map(|left| (left.own.as_str(), left.typed.as_str(), left.theirs.clone())).collect();
        assert_eq!(left, expected);
        let unchanged = [(place(2), "C".to_owned())];
        assert_eq!(write(&base, &newest, "en", &unchanged), (newest.clone(), 0, Vec::new()));
    }
}
