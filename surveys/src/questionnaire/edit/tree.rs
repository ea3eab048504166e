//! The parts of a draft: pages, panels and questions with their keys and where they are.

use super::member;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Key of the questionnaire itself.
pub const SURVEY: &str = "survey";

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Page,
    /// A group of questions.
    Panel,
    /// A question, or a text between questions.
    Question,
}

/// Indices from the page inwards: `[0, 2]` is the third element of the first page. Never empty for a part.
pub type Spot = Vec<usize>;

/// One part of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// `page:NAME`, `panel:NAME` or `question:NAME`; the second of the same kind and name ends with `~2`.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// SurveyJS `type`; `page` for pages.
    pub type_name: String,
    /// Its name; may be empty in a draft that came from elsewhere.
    pub name: String,
    /// Where it is.
    pub spot: Spot,
    /// Inside a `paneldynamic`, where conditions call it `{panel.NAME}`.
    pub is_repeated: bool,
}

/// All parts in reading order.
pub fn nodes(draft: &Value) -> Vec<Node> {
    let mut nodes = Vec::new();
    collect(list_of(draft, "pages"), &[], false, &mut nodes);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for node in &mut nodes {
        let n = seen.entry(node.key.clone()).or_default();
        *n += 1;
        if *n > 1 {
            node.key = format!("{}~{n}", node.key);
        }
    }
    nodes
}

fn collect(list: &[Value], parent: &[usize], is_repeated: bool, found: &mut Vec<Node>) {
    for (at, item) in list.iter().enumerate() {
        let Value::Object(object) = item else { continue };
        let is_page = parent.is_empty();
        let type_name = if is_page { "page" } else { text(object, "type") };
        let kind = match type_name {
            "page" if is_page => Kind::Page,
            "panel" => Kind::Panel,
            _ => Kind::Question,
        };
        let name = text(object, "name").to_owned();
        let spot: Spot = parent.iter().copied().chain([at]).collect();
        let key = format!("{}:{name}", prefix(kind));
        found.push(Node {
            key,
            kind,
            type_name: type_name.to_owned(),
            name,
            spot: spot.clone(),
            is_repeated,
        });
        if let Some(children) = children_key(object, is_page) {
            collect(list_of(item, children), &spot, is_repeated || children == "templateElements", found);
        }
    }
}

fn prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "page",
        Kind::Panel => "panel",
        Kind::Question => "question",
    }
}

fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list_of<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The property that holds a part's own parts; None for what holds none.
pub fn children_key(object: &Map<String, Value>, is_page: bool) -> Option<&'static str> {
    match text(object, "type") {
        _ if is_page => Some("elements"),
        "panel" => Some("elements"),
        "paneldynamic" => Some("templateElements"),
        _ => None,
    }
}

/// The part with a key.
pub fn find(draft: &Value, key: &str) -> Option<Node> {
    nodes(draft).into_iter().find(|node| node.key == key)
}

/// The key of the part at a spot.
pub fn key_at(draft: &Value, spot: &[usize]) -> Option<String> {
    nodes(draft).into_iter().find(|node| node.spot == spot).map(|node| node.key)
}

/// The JSON path of a spot, as problems name it: `pages[0].elements[2]`.
pub fn path(draft: &Value, spot: &[usize]) -> String {
    let Some((page, rest)) = spot.split_first() else { return String::new() };
    let mut path = format!("pages[{page}]");
    for (depth, at) in rest.iter().enumerate() {
        let parent = spot.get(..=depth).and_then(|spot| get(draft, spot));
        let children = parent.and_then(|object| children_key(object, depth == 0)).unwrap_or("elements");
        path.push_str(&format!(".{children}[{at}]"));
    }
    path
}

/// The JSON of the part at a spot.
pub fn get<'a>(draft: &'a Value, spot: &[usize]) -> Option<&'a Map<String, Value>> {
    let (first, rest) = spot.split_first()?;
    let mut object = list_of(draft, "pages").get(*first)?.as_object()?;
    for (depth, at) in rest.iter().enumerate() {
        let children = children_key(object, depth == 0)?;
        object = object.get(children)?.as_array()?.get(*at)?.as_object()?;
    }
    Some(object)
}

/// The JSON of the part at a spot, to change it.
pub fn get_mut<'a>(draft: &'a mut Value, spot: &[usize]) -> Option<&'a mut Map<String, Value>> {
    let (last, parent) = spot.split_last()?;
    list_mut(draft, parent)?.get_mut(*last)?.as_object_mut()
}

/// The JSON of the part or member with a key; the whole draft for [`SURVEY`].
pub fn object<'a>(draft: &'a Value, key: &str) -> Option<Cow<'a, Map<String, Value>>> {
    if let Some((owner, list, at)) = member::split(key) {
        let owner = object(draft, owner)?;
        return member::members(&owner, list).get(at).map(|item| Cow::Owned(member::object_of(item)));
    }
    match key {
        SURVEY => draft.as_object().map(Cow::Borrowed),
        key => get(draft, &find(draft, key)?.spot).map(Cow::Borrowed),
    }
}

/// The list of parts inside the part at `parent` (the pages for `[]`), made where it is missing.
pub fn list_mut<'a>(draft: &'a mut Value, parent: &[usize]) -> Option<&'a mut Vec<Value>> {
    let mut list = made(draft.as_object_mut()?, "pages")?;
    for (depth, at) in parent.iter().enumerate() {
        let object = list.get_mut(*at)?.as_object_mut()?;
        let children = children_key(object, depth == 0)?;
        list = made(object, children)?;
    }
    Some(list)
}

fn made<'a>(object: &'a mut Map<String, Value>, key: &str) -> Option<&'a mut Vec<Value>> {
    let list = object.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    if list.is_null() {
        *list = Value::Array(Vec::new());
    }
    list.as_array_mut()
}

/// How many parts are directly inside the part at `parent` (pages for `[]`).
pub fn count(draft: &Value, parent: &[usize]) -> usize {
    match get(draft, parent) {
        None => list_of(draft, "pages").len(),
        Some(object) => children_key(object, parent.len() == 1)
            .and_then(|key| object.get(key))
            .and_then(Value::as_array)
            .map_or(0, Vec::len),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_part_has_its_own_key() {
        let draft = json!({"pages": [
            {"name": "a", "elements": [
                {"type": "text", "name": "a"},
                {"type": "panel", "name": "p", "elements": [{"type": "text", "name": "a"}]},
                {"type": "paneldynamic", "name": "d", "templateElements": [{"type": "comment"}]}]},
            "rubbish",
            {"name": "a"}]});
        let keys: Vec<(String, Spot, bool)> =
            nodes(&draft).into_iter().map(|node| (node.key, node.spot, node.is_repeated)).collect();
        let expected = [
            ("page:a", vec![0], false),
            ("question:a", vec![0, 0], false),
            ("panel:p", vec![0, 1], false),
            ("question:a~2", vec![0, 1, 0], false),
            ("question:d", vec![0, 2], false),
            ("question:", vec![0, 2, 0], true),
            ("page:a~2", vec![2], false),
        ];
        assert_eq!(keys, expected.map(|(key, spot, repeated)| (key.to_owned(), spot, repeated)));
        assert_eq!(path(&draft, &[0, 2, 0]), "pages[0].elements[2].templateElements[0]");
        for node in nodes(&draft) {
            let found = object(&draft, &node.key).unwrap();
            assert_eq!(found.get("name").and_then(Value::as_str).unwrap_or(""), node.name);
        }
        assert_eq!((count(&draft, &[]), count(&draft, &[0]), count(&draft, &[0, 0])), (3, 3, 0));
    }
}
