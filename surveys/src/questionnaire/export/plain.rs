//! Plain text from the texts of a definition, and its parts as values.

pub use crate::questionnaire::question::select::scalar;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A text by language; the key is empty for the definition's own language.
pub type Texts = BTreeMap<String, String>;

/// A property's texts. `locale` is the definition's own language.
pub fn texts(object: &Map<String, Value>, property: &str, locale: &str) -> Texts {
    match object.get(property) {
        Some(value) => texts_of(value, locale),
        None => Texts::new(),
    }
}

/// A value's texts.
pub fn texts_of(value: &Value, locale: &str) -> Texts {
    let mut texts = Texts::new();
    match value {
        Value::Object(by_language) => {
            for (language, text) in by_language {
                let Some(text) = text.as_str() else { continue };
                let is_own = language == "default" || language == locale;
                if is_own {
                    // The language's own key says more than the default.
                    if language != "default" || !texts.contains_key("") {
                        texts.insert(String::new(), text.to_owned());
                    }
                } else {
                    texts.insert(language.clone(), text.to_owned());
                }
            }
        }
        other => {
            if let Some(text) = scalar(other) {
                texts.insert(String::new(), text);
            }
        }
    }
    texts.retain(|_, text| !text.is_empty());
    texts
}

/// The text in a language, otherwise in the definition's own, otherwise in any.
pub fn pick<'t>(texts: &'t Texts, lang: &str) -> &'t str {
    texts.get(lang).or_else(|| texts.get("")).or_else(|| texts.values().next()).map_or("", String::as_str)
}

/// A string; empty where there is none.
pub fn text<'a>(object: &'a Map<String, Value>, property: &str) -> &'a str {
    object.get(property).and_then(Value::as_str).unwrap_or_default()
}

/// A property as text, whatever scalar it is; empty where there is none.
pub fn scalar_in(object: &Map<String, Value>, property: &str) -> String {
    object.get(property).and_then(scalar).unwrap_or_default()
}

/// Whether a flag is set.
pub fn flag(object: &Map<String, Value>, property: &str) -> bool {
    object.get(property) == Some(&Value::Bool(true))
}

/// A list of objects or scalars; empty where there is none.
pub fn list<'a>(object: &'a Map<String, Value>, property: &str) -> &'a [Value] {
    object.get(property).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A choice, row or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its code.
    pub value: String,
    /// Its texts; those of the code where it has none.
    pub texts: Texts,
    /// Everything else about it.
    pub rest: Map<String, Value>,
}

/// The choices, rows or columns in a property. `"1|はい"` is a code with a text.
pub fn items(object: &Map<String, Value>, property: &str, locale: &str) -> Vec<Item> {
    list(object, property).iter().filter_map(|value| item(value, locale)).collect()
}

fn item(value: &Value, locale: &str) -> Option<Item> {
    let plain = |value: &str, text: &str| Item {
        value: value.to_owned(),
        texts: Texts::from([(String::new(), text.to_owned())]),
        rest: Map::new(),
    };
    let Value::Object(object) = value else {
        let text = scalar(value)?;
        let (value, label) = text.split_once('|').unwrap_or((&text, &text));
        return Some(plain(value, label));
    };
    let value = object.get("value").or_else(|| object.get("name")).and_then(scalar)?;
    let mut texts = texts(object, if object.contains_key("text") { "text" } else { "title" }, locale);
    if texts.is_empty() {
        texts.insert(String::new(), value.clone());
    }
    let mut rest = object.clone();
    for key in ["value", "text"] {
        rest.shift_remove(key);
    }
    Some(Item { value, texts, rest })
}

/// HTML without its tags: what a reader sees. The flag says whether more than line breaks is lost.
pub fn without_tags(html: &str) -> (String, bool) {
    let mut text = String::new();
    let mut has_lost = false;
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, behind)) = after.split_once('>') else {
            rest = after;
            continue;
        };
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        match name.as_str() {
            "br" => text.push('\n'),
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "tr" => {
                has_lost |= name != "p";
                if tag.starts_with('/') {
                    text.push('\n');
                }
            }
            _ => has_lost = true,
        }
        rest = behind;
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    (text.trim().to_owned(), has_lost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_own_language_wins_over_the_default() {
        let read = |value: &Value| texts_of(value, "ja");
        assert_eq!(pick(&read(&json!({"default": "甲", "en": "A"})), "en"), "A");
        assert_eq!(pick(&read(&json!({"default": "甲", "en": "A"})), "fr"), "甲");
        assert_eq!(pick(&read(&json!({"default": "x", "ja": "甲"})), ""), "甲");
        assert_eq!(pick(&read(&json!({"ja": "甲", "default": "x"})), ""), "甲");
        assert_eq!(pick(&read(&json!({"en": "A"})), ""), "A");
        assert_eq!(pick(&read(&json!(5)), ""), "5");
    }

    #[test]
    fn html_becomes_what_a_reader_sees() {
        assert_eq!(without_tags("A &amp; B<br>C"), ("A & B\nC".to_owned(), false));
        assert_eq!(without_tags("<p>甲</p><p>乙 &lt;丙</p>"), ("甲\n乙 <丙".to_owned(), false));
        assert_eq!(without_tags("<b>甲</b> 1 < 2"), ("甲 1  2".to_owned(), true));
    }
}
