//! When a question gets another name, everything that mentions it follows: conditions, calculations, texts that quote
//! its answer. The text around a name stays as the author wrote it.

use serde_json::Value;

/// Properties that hold nothing but a question's name.
const NAME_PROPERTIES: &[&str] = &["choicesFromQuestion", "setToName", "fromName", "gotoName"];

/// Gives a name its new one; None = stays.
pub type Renaming<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Renames in every text of a value.
pub fn in_value(value: &mut Value, renaming: Renaming<'_>) {
    match value {
        Value::String(text) if text.contains('{') => *text = in_text(text, renaming),
        Value::Array(items) => items.iter_mut().for_each(|item| in_value(item, renaming)),
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(name) if NAME_PROPERTIES.contains(&key.as_str()) => {
                        *name = renaming(name).unwrap_or_else(|| name.clone());
                    }
                    value => in_value(value, renaming),
                }
            }
        }
        _ => {}
    }
}

/// Renames in one text: `{old}`, `{#old}`, `{old.row}`, `{old[0].x}`, `{old-Comment}`.
pub fn in_text(text: &str, renaming: Renaming<'_>) -> String {
    let mut parts = text.split('{');
    let mut renamed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        renamed.push('{');
        match part.split_once('}') {
            Some((inside, rest)) => {
                renamed.push_str(&in_braces(inside, renaming).unwrap_or_else(|| inside.to_owned()));
                renamed.push('}');
                renamed.push_str(rest);
            }
            None => renamed.push_str(part),
        }
    }
    renamed
}

fn in_braces(inside: &str, renaming: Renaming<'_>) -> Option<String> {
    let name = inside.trim();
    let (sign, name) = name.strip_prefix('#').map_or(("", name), |name| ("#", name));
    if let Some(new) = renaming(name) {
        return Some(format!("{sign}{new}"));
    }
    if let Some(new) = name.strip_suffix("-Comment").and_then(renaming) {
        return Some(format!("{sign}{new}-Comment"));
    }
    // The longest name first: `{a.b.c}` is the row `c` of `a.b` where there is such a question.
    let ends: Vec<usize> =
        name.char_indices().filter(|(_, c)| matches!(c, '.' | '[')).map(|(at, _)| at).collect();
    for at in ends.into_iter().rev() {
        let (Some(head), Some(rest)) = (name.get(..at), name.get(at..)) else { continue };
        if let Some(new) = renaming(head) {
            return Some(format!("{sign}{new}{rest}"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn old_to_new(name: &str) -> Option<String> {
        (name == "q1").then(|| "kind".to_owned())
    }

    #[test]
    fn names_are_found_in_every_form_and_nowhere_else() {
        for (text, expected) in [
            ("{q1} = 1 and { q1 } notempty", "{kind} = 1 and {kind} notempty"),
            ("{#q1} = '1' or {q1.row} = 2", "{#kind} = '1' or {kind.row} = 2"),
            ("{q1[0].x} > {q1-Comment}", "{kind[0].x} > {kind-Comment}"),
            ("{q10} = 1 or {x.q1} = 'q1'", "{q10} = 1 or {x.q1} = 'q1'"),
            ("あなたは「{q1}」と答えました { 途中", "あなたは「{kind}」と答えました { 途中"),
        ] {
            assert_eq!(in_text(text, &old_to_new), expected);
        }
    }

    #[test]
    fn properties_that_are_names_follow() {
        let mut value = json!({"triggers": [{"type": "setvalue", "setToName": "q1", "expression": "{q1} = 1"}],
            "pages": [{"elements": [{"name": "q1", "choicesFromQuestion": "q1", "title": "q1"}]}]});
        in_value(&mut value, &old_to_new);
        assert_eq!(
            value,
            json!({"triggers": [{"type": "setvalue", "setToName": "kind", "expression": "{kind} = 1"}],
            "pages": [{"elements": [{"name": "q1", "choicesFromQuestion": "kind", "title": "q1"}]}]})
        );
    }
}
