//! Limits and validators of an element as one `constraint` with one message.

use super::Writer;
use super::row::Row;
use crate::questionnaire::export::plain::{list, scalar_in, text, texts};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Writes what XPath can say, several checks joined by `and`, and returns the validators that it cannot.
pub fn write<'e>(
    writer: &mut Writer<'_>,
    row: &mut Row,
    element: &'e Map<String, Value>,
    path: &str,
    written: &mut BTreeSet<&'e str>,
) -> Vec<Value> {
    let mut checks = limits(element, written);
    let mut kept = Vec::new();
    for (at, validator) in list(element, "validators").iter().enumerate() {
        let Some(object) = validator.as_object() else { continue };
        let place = format!("{path}.validators[{at}]");
        match check(writer, element, object, &place) {
            Some(said) => {
                checks.extend((!said.is_empty()).then_some(said));
                row.put_texts("constraint_message", &texts(object, "text", writer.locale));
            }
            None => kept.push(validator.clone()),
        }
    }
    let several = checks.len() > 1;
    let joined: Vec<String> = checks
        .into_iter()
        .map(|check| if several && check.contains(" or ") { format!("({check})") } else { check })
        .collect();
    row.put("constraint", &joined.join(" and "));
    written.insert("validators");
    kept
}

/// Limits that are properties of the element.
fn limits<'e>(element: &'e Map<String, Value>, written: &mut BTreeSet<&'e str>) -> Vec<String> {
    let mut checks = Vec::new();
    let is_text = text(element, "type") == "text";
    let is_date = text(element, "inputType") == "date";
    let mut limit = |property: &'static str, said: &str| {
        let value = scalar_in(element, property);
        if value.is_empty() || value.starts_with('-') && !is_text {
            return;
        }
        let value = if is_date && is_text { format!("date('{value}')") } else { value };
        checks.push(format!("{said} {value}"));
        written.insert(property);
    };
    if is_text && ["number", "date", "range"].contains(&text(element, "inputType")) {
        limit("min", ". >=");
        limit("max", ". <=");
    }
    limit("minSelectedChoices", "count-selected(.) >=");
    limit("maxSelectedChoices", "count-selected(.) <=");
    if ["text", "comment"].contains(&text(element, "type")) && !is_date {
        limit("maxLength", "string-length(.) <=");
    }
    checks
}

/// One validator as XPath: empty if the row's type says it already, None if it cannot be said.
fn check(
    writer: &mut Writer<'_>,
    element: &Map<String, Value>,
    validator: &Map<String, Value>,
    place: &str,
) -> Option<String> {
    let is_error = ["", "error"].contains(&text(validator, "notificationType"));
    if !is_error {
        return None;
    }
    let between = |of: &str, least: &str, most: &str| {
        let least = Some(scalar_in(validator, least)).filter(|least| !least.is_empty() && least != "0");
        let most = Some(scalar_in(validator, most)).filter(|most| !most.is_empty() && most != "0");
        let least = least.map(|least| format!("{of} >= {least}"));
        let both: Vec<String> = least.into_iter().chain(most.map(|most| format!("{of} <= {most}"))).collect();
        both.join(" and ")
    };
    match text(validator, "type") {
        "numeric" => {
            let least = Some(scalar_in(validator, "minValue")).filter(|least| !least.is_empty());
            let most = Some(scalar_in(validator, "maxValue")).filter(|most| !most.is_empty());
            let least = least.map(|least| format!(". >= {least}"));
            let both: Vec<String> =
                least.into_iter().chain(most.map(|most| format!(". <= {most}"))).collect();
            let is_number = text(element, "inputType") == "number";
            (is_number || !both.is_empty()).then(|| both.join(" and "))
        }
        "text" => Some(between("string-length(.)", "minLength", "maxLength")).filter(|said| !said.is_empty()),
        "answercount" => {
            Some(between("count-selected(.)", "minCount", "maxCount")).filter(|said| !said.is_empty())
        }
        "regex" => {
            let pattern = &searching(text(validator, "regex"));
            match (pattern.contains('\''), pattern.contains('"')) {
                (false, _) => Some(format!("regex(., '{pattern}')")),
                (true, false) => Some(format!("regex(., \"{pattern}\")")),
                (true, true) => None,
            }
        }
        "expression" => {
            let own = format!("{}{}", writer.repeat, text(element, "name"));
            let source = text(validator, "expression");
            // XForms checks only what was answered, so that it need not be said.
            let name = text(element, "name");
            let guards = [format!("{{{name}}} empty or "), format!("{{panel.{name}}} empty or ")];
            let bare = guards.iter().find_map(|guard| source.strip_prefix(guard.as_str()));
            if writer.refusing.contains(place) {
                writer.losses.emptiness(&format!("{place}.expression"));
            }
            writer.expression(bare.unwrap_or(source), &own, &format!("{place}.expression"))
        }
        "email" => Some("regex(., '^[^@ ]+@[^@ ]+$')".to_owned()),
        _ => None,
    }
}

/// A pattern that is searched for, as in SurveyJS, for a match with the whole text, as in XForms.
pub fn searching(pattern: &str) -> String {
    let (begins, ends) = (pattern.starts_with('^'), pattern.ends_with('$') && !pattern.ends_with("\\$"));
    match (begins, ends) {
        (true, true) => pattern.to_owned(),
        (true, false) => format!("{pattern}.*"),
        (false, true) => format!(".*{pattern}"),
        (false, false) => format!(".*(?:{pattern}).*"),
    }
}
