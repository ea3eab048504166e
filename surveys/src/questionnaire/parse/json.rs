//! JSON whose objects may name a key twice. The last value counts, as for every other reader of JSON, but it is told.

use crate::questionnaire::reader::join;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Most repeated keys that are named; mending those shows the next.
const MAX_REPEATED: usize = 100;
/// Most bytes of all their paths: keys may be as long as the text.
const MAX_PATH_BYTES: usize = 100_000;

/// Reads a JSON text: its value, and the paths of the values that took the place of another one under the same key.
///
/// # Errors
/// What serde_json finds, its limit of nesting included.
pub fn read(json: &str) -> serde_json::Result<(Value, Vec<String>)> {
    let mut repeated = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(json);
    let value = Part { at: &Place::Root, repeated: &mut repeated }.deserialize(&mut reader)?;
    reader.end()?;
    Ok((value, repeated))
}

/// Where a value stands. A path is made of it only where one is told.
enum Place<'p> {
    Root,
    Key(&'p Place<'p>, &'p str),
    Item(&'p Place<'p>, usize),
}

impl Place<'_> {
    fn path(&self) -> String {
        match self {
            Place::Root => String::new(),
            Place::Key(outer, key) => join(&outer.path(), key),
            Place::Item(outer, at) => format!("{}[{at}]", outer.path()),
        }
    }
}

/// Reads the value at a place.
struct Part<'p> {
    at: &'p Place<'p>,
    repeated: &'p mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let at = Place::Item(self.at, list.len());
            match items.next_element_seed(Part { at: &at, repeated: &mut *self.repeated })? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let at = Place::Key(self.at, &key);
            let value = entries.next_value_seed(Part { at: &at, repeated: &mut *self.repeated })?;
            if object.contains_key(&key) && has_room(self.repeated) {
                self.repeated.push(at.path());
            }
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

fn has_room(repeated: &[String]) -> bool {
    repeated.len() < MAX_REPEATED && repeated.iter().map(String::len).sum::<usize>() < MAX_PATH_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_that_serde_json_reads() {
        for text in [
            r#"{"a": [1, -2, 3.5, 1e300, 18446744073709551615, true, null, "あ\n\u3042"], "b": {"c": {}}}"#,
            "[]",
            "\"a\"",
            r#"{"a": 1, "a": {"b": 2}}"#,
        ] {
            assert_eq!(read(text).unwrap().0, serde_json::from_str::<Value>(text).unwrap(), "{text}");
        }
    }

    #[test]
    fn errors_are_those_of_serde_json() {
        let deep = "[".repeat(200);
        for text in ["", "{", "{\"a\": }", "[1,]", "{} x", "{\"a\" 1}", "[1e999]", &deep] {
            let expected = serde_json::from_str::<Value>(text).unwrap_err().to_string();
            assert_eq!(read(text).unwrap_err().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn every_repeated_key_is_named_with_its_path() {
        let text = r#"{"a": [{"b": 1}, {"b": 1, "kt:x": 2, "b": {"c": 1, "c": 2}, "kt:x": 3, "b": 4}], "a2": {"b": 1}}"#;
        assert_eq!(read(text).unwrap().1, ["a[1].b.c", "a[1].b", "a[1]['kt:x']", "a[1].b"]);
        assert_eq!(read(r#"{"a": {"b": 1}, "b": 1, "c": [{"b": 1}, {"b": 1}]}"#).unwrap().1, [""; 0]);
    }

    #[test]
    fn repeated_keys_without_end_take_no_room() {
        let many = format!("{{{}}}", vec!["\"a\":1"; 100_000].join(","));
        assert_eq!(read(&many).unwrap().1.len(), MAX_REPEATED);
        let long = format!("{{\"{}\":{many}}}", "k".repeat(1_000_000));
        assert_eq!(read(&long).unwrap().1.len(), 1);
    }
}
