//! One row of the sheet `survey` as an element of a definition.

use super::choices::MEDIA;
use super::columns::Row;
use super::form::Form;
use super::kind::{Kind, List};
use super::logic;
use super::translate::{Surroundings, piped};
use super::tree::{has_word, is_yes};
use crate::questionnaire::export::plain::{scalar, without_tags};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value, json};

/// Appearances whose meaning is in the element's type or properties; others are kept in `kt:appearance`.
const UNDERSTOOD: &[&str] = &[
    "multiline",
    "url",
    "minimal",
    "rating",
    "month-year",
    "columns-pack",
    "field-list",
    "table-list",
    "label",
    "list-nolabel",
];

/// The element of a row that asks or shows something.
pub fn element<'a>(form: &mut Form<'a>, row: Row<'a>, kind: &Kind, repeats: &[String]) -> Value {
    let name = row.get("name");
    let mut element = Map::new();
    own_properties(form, row, kind, &mut element);
    element.insert("name".to_owned(), json!(name));
    if name.is_empty() {
        element.shift_remove("name");
    }
    texts(form, row, repeats, &mut element);
    let own = form.own_json(row);
    // A note with a type of its own stands for something that no spreadsheet has.
    if matches!(kind, Kind::Note) && !own.contains_key("type") {
        note(&mut element);
    }
    logic::conditions(form, row, repeats, &mut element);
    logic::values(form, row, kind, repeats, &mut element);
    keep(form, row, &mut element);
    let own = yes_or_no(&mut element, own);
    merge(&mut element, own);
    Value::Object(element)
}

/// What the two choices of a boolean were written for, if they are still those two; otherwise they are choices, and
/// nothing of the boolean comes back.
fn yes_or_no(element: &mut Map<String, Value>, mut own: Map<String, Value>) -> Map<String, Value> {
    if own.get("type") != Some(&json!("boolean")) {
        return own;
    }
    let stored =
        |own: &Map<String, Value>, key: &str, usual: bool| own.get(key).cloned().unwrap_or(json!(usual));
    let values = [stored(&own, "valueTrue", true), stored(&own, "valueFalse", false)];
    let choices = element.get("choices").and_then(Value::as_array).cloned().unwrap_or_default();
    let listed: Vec<Option<String>> =
        choices.iter().map(|choice| choice.get("value").or(Some(choice)).and_then(scalar)).collect();
    if listed != values.each_ref().map(scalar) {
        let of_boolean =
            ["type", "valueTrue", "valueFalse", "labelTrue", "labelFalse", "displayMode", "renderAs"];
        of_boolean.iter().for_each(|key| drop(own.shift_remove(*key)));
        return own;
    }
    for (key, choice) in ["labelTrue", "labelFalse"].iter().zip(&choices) {
        // Words that the product gave are no words of the questionnaire.
        if let (true, Some(text)) = (own.contains_key(*key), choice.get("text")) {
            own.insert((*key).to_owned(), text.clone());
        }
    }
    let default = element.get("defaultValue").and_then(scalar);
    if let Some(value) = values.iter().find(|value| default.is_some() && scalar(value) == default) {
        element.insert("defaultValue".to_owned(), value.clone());
    }
    element.shift_remove("choices");
    element.shift_remove("kt:list");
    own
}

/// Type and what follows from it.
fn own_properties<'a>(form: &mut Form<'a>, row: Row<'a>, kind: &Kind, element: &mut Map<String, Value>) {
    let appearance = row.get("appearance");
    let mut put = |pairs: Value| {
        if let Value::Object(pairs) = pairs {
            element.extend(pairs);
        }
    };
    match kind {
        Kind::Text if has_word(appearance, "multiline") => put(json!({"type": "comment"})),
        Kind::Text if has_word(appearance, "url") => put(json!({"type": "text", "inputType": "url"})),
        Kind::Text => put(json!({"type": "text"})),
        Kind::Integer | Kind::Decimal => {
            let step = if *kind == Kind::Integer { json!(1) } else { json!("any") };
            put(
                json!({"type": "text", "inputType": "number", "step": step, "validators": [{"type": "numeric"}]}),
            );
        }
        Kind::Date if has_word(appearance, "month-year") => {
            put(json!({"type": "text", "inputType": "month"}))
        }
        Kind::Date if has_word(appearance, "year") => {
            put(
                json!({"type": "text", "inputType": "number", "step": 1, "validators": [{"type": "numeric"}]}),
            );
        }
        Kind::Date => put(json!({"type": "text", "inputType": "date"})),
        Kind::Time => put(json!({"type": "text", "inputType": "time"})),
        Kind::DateTime => put(json!({"type": "text", "inputType": "datetime-local"})),
        Kind::One(_) if is_short(appearance) => put(json!({"type": "dropdown"})),
        Kind::One(_) => put(json!({"type": "radiogroup"})),
        Kind::Multiple(_) if is_short(appearance) => put(json!({"type": "tagbox"})),
        Kind::Multiple(_) => put(json!({"type": "checkbox"})),
        Kind::Rank(_) => put(json!({"type": "ranking"})),
        Kind::Range => put(range(row, form)),
        Kind::Note => put(json!({"type": "html"})),
        Kind::Acknowledge => put(json!({"type": "boolean", "displayMode": "checkbox", "valueTrue": "OK"})),
        Kind::File("") => put(json!({"type": "file"})),
        Kind::File(accepted) => put(json!({"type": "file", "acceptedTypes": accepted})),
        _ => put(kept_row(form, row)),
    }
    match kind {
        Kind::One(list) | Kind::Multiple(list) | Kind::Rank(list) => choices(form, row, kind, list, element),
        Kind::Range | Kind::Other => {}
        _ if row.get("parameters").is_empty() => {}
        _ => form.kept(row, "parameters"),
    }
}

fn is_short(appearance: &str) -> bool {
    has_word(appearance, "minimal") || has_word(appearance, "autocomplete")
}

/// A row that has no counterpart: it stays in its place under its own type, with all its cells.
fn kept_row<'a>(form: &mut Form<'a>, row: Row<'a>) -> Value {
    let kind = row.get("type");
    form.problems.push(Problem::warning("type-kept", row.place("type")).with("type", kind));
    let cells: Map<String, Value> =
        row.cells().map(|(column, cell)| (column.header.clone(), json!(cell))).collect();
    let first = kind.split_whitespace().next().unwrap_or_default();
    json!({"type": first, "kt:raw": cells})
}

fn range<'a>(row: Row<'a>, form: &mut Form<'a>) -> Value {
    let number = |name: &str, otherwise: i64| -> Value {
        let text = parameters(row).into_iter().find(|(key, _)| *key == name).map(|(_, value)| value);
        number_of(text.unwrap_or_default()).unwrap_or(json!(otherwise))
    };
    for (key, value) in parameters(row) {
        if !["start", "end", "step"].contains(&key) || number_of(value).is_none() {
            form.kept(row, "parameters");
        }
    }
    let (start, end, step) = (number("start", 1), number("end", 10), number("step", 1));
    match has_word(row.get("appearance"), "rating") {
        true => json!({"type": "rating", "rateMin": start, "rateMax": end, "rateStep": step}),
        false => json!({"type": "slider", "min": start, "max": end, "step": step}),
    }
}

/// A number as JSON, whole where it is.
pub fn number_of(text: &str) -> Option<Value> {
    let whole = text.parse::<i64>().ok().map(Value::from);
    whole.or_else(|| text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number))
}

/// The pairs in `parameters`, parted by spaces, commas or semicolons.
pub fn parameters<'a>(row: Row<'a>) -> Vec<(&'a str, &'a str)> {
    let parts = row.get("parameters").split([' ', ',', ';']);
    parts.filter_map(|part| part.split_once('=')).map(|(key, value)| (key.trim(), value.trim())).collect()
}

fn choices<'a>(
    form: &mut Form<'a>,
    row: Row<'a>,
    kind: &Kind,
    list: &List,
    element: &mut Map<String, Value>,
) {
    element.insert("kt:list".to_owned(), json!(list.name));
    match form.lists.get(&list.name) {
        Some(found) => {
            // Choices that a flag of the question adds were written by us.
            let flag = |choice: &&Value| choice.get("kt:flag").and_then(Value::as_str).map(str::to_owned);
            for choice in &found.choices {
                if let Some(flag) = flag(&choice) {
                    let text = flag.replacen("show", "", 1).replace("Item", "Text");
                    let mut letters = text.chars();
                    let first = letters.next().map(|c| c.to_ascii_lowercase());
                    let property: String = first.into_iter().chain(letters).collect();
                    element.insert(property, choice.get("text").cloned().unwrap_or_default());
                    element.insert(flag, json!(true));
                }
            }
            let plain = found.choices.iter().filter(|choice| flag(choice).is_none()).cloned();
            element.insert("choices".to_owned(), Value::Array(plain.collect()));
            if matches!(kind, Kind::Multiple(_) | Kind::Rank(_)) {
                let spaced = found.values.iter().filter(|(value, _)| value.contains(char::is_whitespace));
                let problems: Vec<Problem> = spaced
                    .map(|(value, place)| Problem::warning("choice-with-space", place).with("value", value))
                    .collect();
                form.problems.extend(problems);
            }
        }
        None => {
            let problem = Problem::error("list-missing", row.place("type")).with("name", &list.name);
            form.problems.push(problem);
            element.insert("choices".to_owned(), json!([]));
        }
    }
    if list.has_other {
        element.insert("showOtherItem".to_owned(), json!(true));
    }
    if let Some(columns) = columns(row.get("appearance")) {
        element.insert("colCount".to_owned(), json!(columns));
    }
    for (key, value) in parameters(row) {
        match (key, value.to_lowercase().as_str()) {
            ("randomize", "true" | "true()" | "yes") => {
                element.insert("choicesOrder".to_owned(), json!("random"));
            }
            ("randomize", _) => {}
            _ => form.kept(row, "parameters"),
        }
    }
}

/// How many choices stand side by side; 0 = as many as fit.
fn columns(appearance: &str) -> Option<u64> {
    let numbered = appearance.split_whitespace().find_map(|word| word.strip_prefix("columns-")?.parse().ok());
    let is_row = ["likert", "horizontal", "columns-pack"].iter().any(|word| has_word(appearance, word));
    numbered.or(is_row.then_some(0))
}

/// Title, help and messages.
pub fn texts(form: &Form<'_>, row: Row<'_>, repeats: &[String], element: &mut Map<String, Value>) {
    let around = Surroundings { names: &form.names, own: "", repeats, filters_choices: false };
    let change = |words: &str| piped(words, around);
    for (column, property) in [
        ("label", "title"),
        ("hint", "description"),
        ("guidance_hint", "kt:guidance"),
        ("required_message", "requiredErrorText"),
    ] {
        if let Some(text) = form.languages.text(row, column, &change) {
            element.insert(property.to_owned(), text);
        }
    }
}

/// The text of a note, as HTML that shows nothing but the text.
fn note(element: &mut Map<String, Value>) {
    if let Some(mut title) = element.shift_remove("title") {
        for_each_text(&mut title, &|text| escaped(text));
        element.insert("html".to_owned(), title);
    }
}

/// Changes a text in all its languages.
pub fn for_each_text(value: &mut Value, change: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Object(texts) => texts.values_mut().for_each(|text| for_each_text(text, change)),
        _ => {}
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}

/// What has no effect here but must come back when the spreadsheet is written again.
pub fn keep<'a>(form: &mut Form<'a>, row: Row<'a>, element: &mut Map<String, Value>) {
    let rest: Vec<&str> =
        row.get("appearance").split_whitespace().filter(|word| !is_understood(word)).collect();
    if !rest.is_empty() {
        element.insert("kt:appearance".to_owned(), json!(rest.join(" ")));
    }
    for (column, cell) in row.cells() {
        if MEDIA.contains(&column.name.as_str()) {
            let problem = Problem::warning("value-kept", row.place(&column.name));
            form.problems.push(problem.with("column", &column.header).with("found", cell));
            form.remember(&column.header, cell);
        } else if let Some(own) = column.name.strip_prefix("kt_").filter(|own| *own != "json") {
            let value = if is_yes(cell) && own != "number" { json!(true) } else { json!(cell) };
            element.insert(format!("kt:{own}"), value);
        }
    }
    form.give_kept(element);
}

/// Adds what our own column holds. The cells of the row win, except over the type that they stand in for.
fn merge(element: &mut Map<String, Value>, own: Map<String, Value>) {
    for (key, value) in own {
        if key == "html" {
            merge_html(element, value);
            continue;
        }
        match (element.get_mut(&key), value) {
            (Some(Value::Array(known)), Value::Array(more)) if key == "validators" => known.extend(more),
            (Some(known), value) if key == "type" => *known = value,
            (Some(_), _) => {}
            (None, value) => {
                element.insert(key, value);
            }
        }
    }
}

/// HTML of ours, if the label still says what a reader saw of it; otherwise somebody has written something else.
fn merge_html(element: &mut Map<String, Value>, html: Value) {
    let mut read = html.clone();
    for_each_text(&mut read, &|text| escaped(&without_tags(text).0));
    if element.get("html").is_none_or(|label| *label == read) {
        element.insert("html".to_owned(), html);
    }
}

fn is_understood(word: &str) -> bool {
    let numbered = word.strip_prefix("columns-").is_some_and(|rest| rest.parse::<u64>().is_ok());
    numbered || UNDERSTOOD.iter().any(|known| word.eq_ignore_ascii_case(known))
}
