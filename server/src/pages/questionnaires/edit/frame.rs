//! What every page of the editor has in common: the way to it, its tabs, and the bar that says what is saved and can
//! be undone.

use serde::Serialize;
use serde_json::Value;
use surveys::id::QuestionnaireId;
use surveys::store::drafts::{Step, reversible};

use super::address;
use super::desk::{Desk, type_label};
use crate::pages::crumbs;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// The pages of the editor: the key of a tab (`editor-tab-<key>`) and its path below the questionnaire.
const TABS: &[(&str, &str)] = &[
    ("outline", "/edit"),
    ("survey", "/edit/survey"),
    ("conditions", "/conditions"),
    ("translations", "/translations"),
    ("library", "/library"),
    ("json", "/json"),
    ("preview", "/preview"),
    ("history", "/history"),
];

/// A tab.
#[derive(Serialize)]
pub struct Tab {
    label: String,
    href: String,
    is_current: bool,
}

/// The tabs, with the current one marked.
pub fn tabs(frame: &Frame, id: QuestionnaireId, current: &str) -> Vec<Tab> {
    let tab = |(key, path): &(&str, &str)| Tab {
        label: frame.text(&format!("editor-tab-{key}")),
        href: format!("{}{path}", questionnaire_address(id)),
        is_current: *key == current,
    };
    TABS.iter().map(tab).collect()
}

/// The way to a page of the editor; `page` is its own title, empty for the outline.
pub fn crumbs(frame: &Frame, desk: &Desk, page: &str) -> Vec<Crumb> {
    let id = desk.questionnaire.id;
    let mut crumbs: Vec<Crumb> = crumbs::of_questionnaire(
        frame,
        &desk.survey,
        &desk.questionnaire,
        [(frame.text("editor-title"), address::outline(id))],
    );
    if !page.is_empty() {
        crumbs.push(Crumb { label: page.to_owned(), href: String::new() });
    }
    crumbs
}

/// What is saved, and what can be taken back.
#[derive(Serialize)]
pub struct Bar {
    action: String,
    revision: i32,
    saved: String,
    undo: String,
    redo: String,
    publish_href: String,
    publish: String,
}

/// The bar as it stands now.
pub fn bar(frame: &Frame, desk: &Desk) -> Bar {
    let reversible = reversible(&desk.history);
    let words = |revision: Option<i32>| {
        let step = desk.history.iter().find(|step| Some(step.revision) == revision);
        step.map(|step| what(frame, step)).unwrap_or_default()
    };
    let saved = desk.history.last().map(|step| {
        let args = [("time", time::clock(step.saved_at)), ("person", desk.person(step.saved_by))];
        frame.text_with("editor-saved", &args)
    });
    let publish = match (&desk.published, desk.has_unpublished_changes()) {
        (None, _) => "editor-never-published",
        (Some(_), true) => "editor-unpublished-changes",
        (Some(_), false) => "editor-all-published",
    };
    Bar {
        action: address::outline(desk.questionnaire.id),
        revision: desk.questionnaire.revision,
        saved: saved.unwrap_or_default(),
        undo: words(reversible.undo),
        redo: words(reversible.redo),
        publish_href: questionnaire_address(desk.questionnaire.id),
        publish: frame.text(publish),
    }
}

/// A step of the history in words: 「機関の種別」を変更.
pub fn what(frame: &Frame, step: &Step) -> String {
    let text = |key: &str| step.detail.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let title = match text("title") {
        title if title.is_empty() => frame.text("editor-whole"),
        title => frame.text_with("editor-quoted", &[("title", title)]),
    };
    let title = match text("kind") {
        kind if kind.is_empty() => title,
        kind => frame.text_with("editor-member-of", &[("kind", type_label(frame, &kind)), ("title", title)]),
    };
    let action = |action: &str| {
        let key = format!("history-action-{action}");
        frame.text_with(&key, &[("what", title.clone())])
    };
    match step.action.as_str() {
        "undo" | "redo" => {
            let of = action(&text("action"));
            frame.text_with(&format!("history-action-{}", step.action), &[("what", of)])
        }
        "restore" => {
            let of = step.detail.get("of").map(Value::to_string).unwrap_or_default();
            frame.text_with("history-action-restore", &[("what", of)])
        }
        other => action(other),
    }
}
