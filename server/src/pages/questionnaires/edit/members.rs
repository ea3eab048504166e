//! The lists below the form of a part: validators, columns, triggers and whatever else has a form of its own.

use serde::Serialize;
use serde_json::{Map, Value};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::member::{self, List};
use surveys::questionnaire::edit::property::{Field, Property, of_type, shown, type_of};

use super::address;
use super::desk::{Desk, shortened, title_in, type_label};
use super::fields::label;
use super::outline::{ProblemView, problem_views};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// Most members of a list on a page.
const MOST: usize = 100;
/// Most settings that are said of a member.
const MOST_SAID: usize = 2;

/// A list with what can be added to it.
#[derive(Serialize)]
pub struct ListView {
    name: &'static str,
    title: String,
    hint: String,
    rows: Vec<RowView>,
    n_more: usize,
    kinds: Vec<ChoiceView>,
    /// Shown at once; others can be opened.
    is_front: bool,
    is_open: bool,
}

#[derive(Serialize)]
struct RowView {
    key: String,
    href: String,
    title: String,
    said: String,
    problems: Vec<ProblemView>,
    can_go: bool,
}

/// The lists of a part or member.
pub fn lists(frame: &Frame, desk: &Desk, key: &str, object: &Map<String, Value>) -> Vec<ListView> {
    let type_name = type_of(object, key);
    let lists = member::lists_of(type_name);
    let lists = lists.filter(|list| list.is_open || !member::members(object, list).is_empty());
    lists.map(|list| list_view(frame, desk, (key, object), list)).collect()
}

fn list_view(
    frame: &Frame,
    desk: &Desk,
    (key, object): (&str, &Map<String, Value>),
    list: &'static List,
) -> ListView {
    let items = member::members(object, list);
    let row = |(at, item): (usize, &Value)| {
        let key = member::key_of(key, list, at);
        row(frame, desk, list, &key, &member::object_of(item))
    };
    let kind = |name: &&'static str| ChoiceView { value: (*name).to_owned(), label: type_label(frame, name) };
    let slug = list.name.to_lowercase();
    ListView {
        name: list.name,
        title: frame.text(&format!("editor-list-{slug}")),
        hint: frame.text(&format!("editor-list-{slug}-hint")),
        rows: items.iter().enumerate().take(MOST).map(row).collect(),
        n_more: items.len().saturating_sub(MOST),
        kinds: if list.is_open { list.kinds.iter().map(kind).collect() } else { Vec::new() },
        is_front: matches!(list.name, "columns" | "items"),
        is_open: list.is_open && !items.is_empty(),
    }
}

fn row(frame: &Frame, desk: &Desk, list: &'static List, key: &str, object: &Map<String, Value>) -> RowView {
    RowView {
        key: key.to_owned(),
        href: address::element(desk.questionnaire.id, key),
        title: title(frame, desk, key, object),
        said: said(frame, desk, member::kind_of(list, object), object),
        problems: problem_views(frame, desk.problems_of(key)),
        can_go: list.is_open,
    }
}

/// What a member is called: its own words, or its kind.
pub fn title(frame: &Frame, desk: &Desk, key: &str, object: &Map<String, Value>) -> String {
    let kind = type_of(object, key);
    let own = match kind {
        "choiceitem" => shown_named(object, kind, "text", desk),
        _ => title_in(object, &desk.locale()),
    };
    if own.is_empty() { type_label(frame, kind) } else { shortened(&own) }
}

fn shown_named(object: &Map<String, Value>, kind: &str, name: &str, desk: &Desk) -> String {
    let property = of_type(kind).into_iter().find(|property| property.name == name);
    property.map(|property| shown(object, property, &desk.locale())).unwrap_or_default()
}

/// The first settings of a member in words: 「いちばん小さい値：18」.
fn said(frame: &Frame, desk: &Desk, kind: &'static str, object: &Map<String, Value>) -> String {
    let of_itself = ["title", "name"].into_iter().chain((kind == "choiceitem").then_some("text"));
    let of_itself: Vec<&str> = of_itself.collect();
    let say = |property: &&Property| {
        let value = match property.field {
            Field::Condition => desk.condition(frame, object, property.name),
            Field::Flag | Field::Not | Field::Markup => return None,
            Field::One(_) => {
                let value = shown(object, property, &desk.locale());
                if value.is_empty() {
                    value
                } else {
                    super::fields::value_label(frame.lang, property.name, &value)
                }
            }
            _ => shown(object, property, &desk.locale()),
        };
        let is_said = !value.trim().is_empty() && !of_itself.contains(&property.name);
        is_said.then(|| {
            let args = [("label", label(frame, property.name, kind)), ("value", shortened(&value))];
            frame.text_with("editor-member-said", &args)
        })
    };
    let properties = of_type(kind);
    properties.iter().filter_map(say).take(MOST_SAID).collect::<Vec<String>>().join("　")
}

/// Where the part is that a member belongs to.
pub fn owner_href(id: QuestionnaireId, key: &str) -> String {
    member::split(key).map(|(owner, _, _)| address::element(id, owner)).unwrap_or_default()
}
