//! Names that are still free.

use serde_json::Value;
use std::collections::BTreeSet;

/// Longest name that every other program takes (the programs are in `check/lint.rs`).
const MAX_PORTABLE: usize = 26;

/// All names in a draft: of pages, panels, questions, columns, calculated values.
pub fn taken(draft: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(draft, &mut found);
    found
}

/// Names of calculated values: they share the names of questions in conditions.
pub fn outside_pages(draft: &Value) -> BTreeSet<String> {
    draft.get("calculatedValues").map(taken).unwrap_or_default()
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(name) if matches!(key.as_str(), "name" | "valueName") => {
                        found.insert(name.clone());
                    }
                    value => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// The next free name for a new part: `q1`, `q2`, … for questions, `page1`, `panel1`, … It follows the largest number
/// in use, so that the name of a removed question does not come back.
pub fn fresh(type_name: &str, taken: &BTreeSet<String>) -> String {
    let stem = match type_name {
        "page" | "panel" => type_name,
        _ => "q",
    };
    numbered(stem, taken)
}

fn numbered(stem: &str, taken: &BTreeSet<String>) -> String {
    let numbers = taken.iter().filter_map(|name| name.strip_prefix(stem)?.parse::<u32>().ok());
    let next = numbers.max().map_or(1, |largest| largest.saturating_add(1));
    format!("{stem}{next}")
}

/// A free name for the copy of a part: a numbered name takes the next number, others get a letter (`area_b`). Letters,
/// because `area_2` could be the second row of a matrix in exported data.
pub fn of_copy(name: &str, taken: &BTreeSet<String>) -> String {
    for stem in ["q", "page", "panel"] {
        if name.strip_prefix(stem).is_some_and(|rest| rest.parse::<u32>().is_ok()) {
            return numbered(stem, taken);
        }
    }
    let stem: String = name.chars().take(MAX_PORTABLE - 2).collect();
    let mut letters = ('b'..='z').map(|letter| format!("{stem}_{letter}"));
    letters.find(|name| !taken.contains(name)).unwrap_or_else(|| numbered("q", taken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn new_names_follow_the_largest_number() {
        let draft = json!({"pages": [{"name": "page1", "elements": [
            {"name": "q2"}, {"name": "area"}, {"name": "area_b"}, {"columns": [{"name": "q7"}]}]}]});
        let taken = taken(&draft);
        assert_eq!(fresh("text", &taken), "q8");
        assert_eq!(fresh("page", &taken), "page2");
        assert_eq!(fresh("panel", &taken), "panel1");
        assert_eq!(of_copy("area", &taken), "area_c");
        assert_eq!(of_copy("q2", &taken), "q8");
        assert_eq!(of_copy("a_very_long_name_of_a_question", &taken), "a_very_long_name_of_a_qu_b");
    }
}
