//! Texts of a draft in its own language; translations beside them stay.

use serde_json::{Map, Value};

/// The text that an author edits: a string, or the definition's own language among translations.
pub fn get(object: &Map<String, Value>, key: &str, locale: &str) -> String {
    match object.get(key) {
        Some(Value::Object(by_lang)) => {
            let own = by_lang.get(locale).or_else(|| by_lang.get("default"));
            own.and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        Some(value) => scalar(value),
        None => String::new(),
    }
}

/// Sets that text. An empty text takes the property away unless there are translations.
pub fn set(object: &mut Map<String, Value>, key: &str, text: &str, locale: &str) {
    if let Some(Value::Object(by_lang)) = object.get_mut(key) {
        let own = if by_lang.contains_key(locale) { locale } else { "default" };
        match text {
            "" => by_lang.shift_remove(own),
            text => by_lang.insert(own.to_owned(), Value::String(text.to_owned())),
        };
        if !by_lang.is_empty() {
            return;
        }
    }
    put(object, key, (!text.is_empty()).then(|| Value::String(text.to_owned())));
}

/// Sets a property or takes it away, without moving it within the object.
pub fn put(object: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => {
            object.insert(key.to_owned(), value);
        }
        None => {
            object.shift_remove(key);
        }
    }
}

/// A string, number or boolean as text; empty for everything else.
pub fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn translations_stay_when_the_text_changes() {
        let mut value =
            json!({"a": "古い", "b": {"default": "古い", "en": "old"}, "c": {"ja": "古い", "default": "x"}});
        let object = value.as_object_mut().unwrap();
        for key in ["a", "b", "c"] {
            assert_eq!(get(object, key, "ja"), "古い");
            set(object, key, "新しい", "ja");
        }
        set(object, "d", "", "ja");
        assert_eq!(
            value,
            json!({"a": "新しい", "b": {"default": "新しい", "en": "old"}, "c": {"ja": "新しい", "default": "x"}})
        );
        let object = value.as_object_mut().unwrap();
        set(object, "a", "", "ja");
        set(object, "b", "", "ja");
        assert_eq!(value, json!({"b": {"en": "old"}, "c": {"ja": "新しい", "default": "x"}}));
    }
}
