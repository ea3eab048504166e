//! Languages of a spreadsheet: `日本語 (ja)` behind a header is the code `ja` in a definition.

use super::columns::{Row, Table};
use serde_json::{Map, Value};

/// Codes of languages that people name without one.
const NAMES: &[(&str, &str)] = &[
    ("japanese", "ja"),
    ("日本語", "ja"),
    ("english", "en"),
    ("英語", "en"),
    ("chinese", "zh"),
    ("中国語", "zh"),
];

/// The languages of a form.
#[derive(Debug, Default)]
pub struct Languages {
    /// Code of the language of undecorated texts; empty if the form does not say.
    pub default: String,
    /// Codes and names in the order of the columns.
    pub known: Vec<(String, String)>,
}

impl Languages {
    /// The languages in the headers of some tables. `default` is the settings' `default_language`.
    pub fn new(tables: &[&Table<'_>], default: &str) -> Languages {
        let mut known: Vec<(String, String)> = Vec::new();
        let mut has_plain = false;
        for column in tables.iter().flat_map(|table| &table.columns) {
            if column.language.is_empty() {
                has_plain |= column.name == "label";
            } else if known.iter().all(|(_, name)| *name != column.language) {
                known.push((code(&column.language), column.language.clone()));
            }
        }
        let first =
            || known.iter().find(|(code, _)| code == "ja").or(known.first()).map(|(code, _)| code.clone());
        let default = match default.trim() {
            "" if has_plain => String::new(),
            "" => first().unwrap_or_default(),
            named => code(named),
        };
        Languages { default, known }
    }

    /// A column's texts as SurveyJS writes them: a string, or an object by language; None where there are none.
    /// `change` is applied to each text.
    pub fn text(&self, row: Row<'_>, name: &str, change: &dyn Fn(&str) -> String) -> Option<Value> {
        let texts = row.texts(name);
        let mut object = Map::new();
        for (language, text) in texts.iter().filter(|(language, _)| self.is_default(language)) {
            // A text without language wins over one of the default language.
            if language.is_empty() || !object.contains_key("default") {
                object.insert("default".to_owned(), Value::String(change(text)));
            }
        }
        for (language, text) in texts.iter().filter(|(language, _)| !self.is_default(language)) {
            object.insert(code(language), Value::String(change(text)));
        }
        match object.len() {
            0 => None,
            1 if object.contains_key("default") => object.shift_remove("default"),
            _ => Some(Value::Object(object)),
        }
    }

    fn is_default(&self, language: &str) -> bool {
        language.is_empty() || code(language) == self.default
    }

    /// Names by code, for those whose name is not the code itself.
    pub fn names(&self) -> Map<String, Value> {
        let named = self.known.iter().filter(|(code, name)| code != name);
        named.map(|(code, name)| (code.clone(), Value::String(name.clone()))).collect()
    }
}

/// The code of a language: what stands in parentheses at the end, a well-known name's, or the name itself.
pub fn code(name: &str) -> String {
    let name = name.trim();
    let inner = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, code)| code.trim());
    if let Some(code) = inner.filter(|code| is_code(code)) {
        return code.to_owned();
    }
    let lower = name.to_lowercase();
    NAMES
        .iter()
        .find(|(known, _)| *known == lower)
        .map_or_else(|| name.to_owned(), |(_, code)| (*code).to_owned())
}

fn is_code(text: &str) -> bool {
    (2..=12).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found() {
        for (name, expected) in [
            ("日本語 (ja)", "ja"),
            ("English (en)", "en"),
            ("English", "en"),
            ("zh-Hant", "zh-Hant"),
            ("やさしい日本語", "やさしい日本語"),
            ("Português (pt-BR)", "pt-BR"),
        ] {
            assert_eq!(code(name), expected);
        }
    }
}
