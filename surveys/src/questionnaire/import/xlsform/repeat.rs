//! A repeat: a panel that is answered several times.

use super::form::Form;
use super::tree::Group;
use serde_json::{Value, json};

/// The element of a repeat. Only a constant number of times can be said; XForms begins with one entry.
pub fn element<'a>(form: &mut Form<'a>, group: &Group<'a>, repeats: &[String]) -> Value {
    let count = group.row.get("repeat_count");
    let constant = count.parse::<u64>().ok();
    if !count.is_empty() && constant.is_none() {
        form.kept(group.row, "repeat_count");
    }
    let head = form.head(group, repeats);
    let mut inner = repeats.to_vec();
    inner.push(group.row.get("name").to_owned());
    let elements = form.elements(&group.children, &inner, "");
    let mut element = serde_json::Map::new();
    element.insert("type".to_owned(), json!("paneldynamic"));
    element.extend(head);
    element.insert("templateElements".to_owned(), Value::Array(elements));
    element.entry("panelCount").or_insert(json!(constant.unwrap_or(1)));
    if let Some(count) = constant {
        element.insert("minPanelCount".to_owned(), json!(count));
        element.insert("maxPanelCount".to_owned(), json!(count));
    }
    Value::Object(element)
}
