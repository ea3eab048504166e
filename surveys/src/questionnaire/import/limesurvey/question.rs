//! A question of LimeSurvey as an element.

use super::{Reader, Row, cell};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value, json};

/// LimeSurvey's letters and the types that they become (`Question_types.php`): letter, type, further properties.
const TYPES: &[(&str, &str)] = &[
    ("S", "text"),
    ("T", "comment"),
    ("U", "comment"),
    ("N", "text"),
    ("D", "text"),
    ("L", "radiogroup"),
    ("O", "radiogroup"),
    ("!", "dropdown"),
    ("Y", "radiogroup"),
    ("G", "radiogroup"),
    ("5", "rating"),
    ("M", "checkbox"),
    ("P", "checkbox"),
    ("R", "ranking"),
    ("F", "matrix"),
    ("H", "matrix"),
    ("A", "matrix"),
    ("B", "matrix"),
    ("C", "matrix"),
    ("E", "matrix"),
    ("Q", "multipletext"),
    ("K", "multipletext"),
    ("X", "html"),
    ("*", "expression"),
    ("|", "file"),
];

/// The columns that properties come from.
const PLACES: &[(&str, &str)] = &[
    ("type", "type"),
    ("name", "title"),
    ("title", "question"),
    ("html", "question"),
    ("expression", "question"),
    ("description", "help"),
    ("isRequired", "mandatory"),
    ("visibleIf", "relevance"),
    ("validators", "preg"),
];

/// Answers that LimeSurvey knows without listing them: letter, codes.
const FIXED: &[(&str, &[&str])] = &[
    ("Y", &["Y", "N"]),
    ("G", &["F", "M"]),
    ("A", &["1", "2", "3", "4", "5"]),
    ("B", &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
    ("C", &["Y", "U", "N"]),
    ("E", &["I", "S", "D"]),
];

/// The element of a question.
pub fn element(reader: &mut Reader<'_>, row: &Row) -> Value {
    let (letter, code) = (cell(row, "type"), cell(row, "title"));
    let place = format!("questions/{code}");
    let places = PLACES.iter().map(|(property, column)| (*property, format!("{place}/{column}")));
    reader.places.add(code, place.clone(), places.collect());
    let kind = TYPES.iter().find(|(known, _)| *known == letter).map(|(_, kind)| *kind);
    let mut element = Map::new();
    element.insert("type".to_owned(), json!(kind.unwrap_or("limesurvey")));
    element.insert("name".to_owned(), json!(code));
    if kind.is_none() {
        reader.problems.push(Problem::warning("type-kept", format!("{place}/type")).with("type", letter));
        element.insert("kt:raw".to_owned(), json!(row));
    }
    let text = reader.texts("questions", "qid", row, "question");
    match (kind, text) {
        (Some("html"), Some(text)) => element.insert("html".to_owned(), text),
        (Some("expression"), Some(text)) => {
            let source =
                text.as_str().unwrap_or_default().trim().trim_start_matches('{').trim_end_matches('}');
            let expression = reader.condition(source, &format!("{place}/question")).unwrap_or_default();
            element.insert("expression".to_owned(), json!(expression))
        }
        (_, Some(text)) => element.insert("title".to_owned(), without_html(text)),
        (_, None) => None,
    };
    if let Some(help) = reader.texts("questions", "qid", row, "help") {
        element.insert("description".to_owned(), without_html(help));
    }
    properties(reader, row, letter, &mut element);
    if let Some(condition) = reader.condition(cell(row, "relevance"), &format!("{place}/relevance")) {
        element.insert("visibleIf".to_owned(), json!(condition));
    }
    Value::Object(element)
}

/// Titles are plain texts here.
fn without_html(mut text: Value) -> Value {
    crate::questionnaire::import::xlsform::question::for_each_text(&mut text, &|words| {
        if words.contains('<') || words.contains('&') {
            crate::questionnaire::export::plain::without_tags(words).0
        } else {
            words.to_owned()
        }
    });
    text
}

fn properties(reader: &mut Reader<'_>, row: &Row, letter: &str, element: &mut Map<String, Value>) {
    let mut put = |key: &str, value: Value| {
        element.insert(key.to_owned(), value);
    };
    if cell(row, "mandatory") == "Y" && letter != "X" {
        put("isRequired", json!(true));
    }
    match letter {
        "N" => {
            put("inputType", json!("number"));
            put("validators", json!([{"type": "numeric"}]));
        }
        "D" => put("inputType", json!("date")),
        "L" | "!" | "O" | "R" => put("choices", answers(reader, row)),
        "M" | "P" => put("choices", parts(reader, row, "value", "text")),
        "F" | "H" | "A" | "B" | "C" | "E" => put("rows", parts(reader, row, "value", "text")),
        "Q" | "K" => put("items", parts(reader, row, "name", "title")),
        _ => {}
    }
    if let Some((_, codes)) = FIXED.iter().find(|(known, _)| *known == letter) {
        let property = if ["Y", "G"].contains(&letter) { "choices" } else { "columns" };
        put(property, json!(codes));
    } else if ["F", "H"].contains(&letter) {
        put("columns", answers(reader, row));
    }
    if cell(row, "other") == "Y" && ["L", "!", "M", "P"].contains(&letter) {
        put("showOtherItem", json!(true));
    }
    if letter == "O" {
        put("showCommentArea", json!(true));
    }
    if let Some(pattern) = pattern(cell(row, "preg")) {
        put("validators", json!([{"type": "regex", "regex": pattern}]));
    }
}

/// `/^[0-9]+$/` without its slashes.
fn pattern(preg: &str) -> Option<&str> {
    let inner = preg.trim().strip_prefix('/').and_then(|rest| rest.rsplit_once('/')).map(|(inner, _)| inner);
    inner.or(Some(preg.trim())).filter(|pattern| !pattern.is_empty())
}

fn answers(reader: &Reader<'_>, row: &Row) -> Value {
    let answer = |answer: &&Row| {
        let table = if cell(answer, "aid").is_empty() { own_texts(reader, row, answer) } else { None };
        let text = table.or_else(|| reader.texts("answers", "aid", answer, "answer"));
        item("value", cell(answer, "code"), "text", text)
    };
    reader.answers(row).iter().map(answer).collect()
}

/// Texts of an answer in old files, which know it by question and code.
fn own_texts(reader: &Reader<'_>, question: &Row, answer: &Row) -> Option<Value> {
    let rows = super::rows(reader.tables, "answers").iter();
    let same = rows
        .filter(|row| cell(row, "qid") == cell(question, "qid") && cell(row, "code") == cell(answer, "code"));
    reader.localized(same.map(|row| (cell(row, "language"), cell(row, "answer"))))
}

fn parts(reader: &Reader<'_>, row: &Row, key: &str, text_key: &str) -> Value {
    // The second scale of a two-dimensional array has no counterpart.
    let first = reader.parts(row).into_iter().filter(|part| matches!(cell(part, "scale_id"), "" | "0"));
    let part = |part: &Row| {
        let text = reader
            .texts("questions", "qid", part, "question")
            .or_else(|| reader.texts("subquestions", "qid", part, "question"));
        item(key, cell(part, "title"), text_key, text)
    };
    first.map(part).collect()
}

fn item(key: &str, value: &str, text_key: &str, text: Option<Value>) -> Value {
    let mut item = Map::new();
    item.insert(key.to_owned(), json!(value));
    if let Some(text) = text {
        item.insert(text_key.to_owned(), without_html(text));
    }
    Value::Object(item)
}
