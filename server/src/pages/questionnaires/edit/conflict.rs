//! Two people changed the same properties of a part: theirs and mine side by side, and nothing is lost.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use surveys::questionnaire::edit::member::{self, part_of};
use surveys::questionnaire::edit::property::{shown_by_name, type_of};
use surveys::questionnaire::edit::tree;
use surveys::questionnaire::problem::Problem;

use super::desk::{Desk, title_of};
use super::fields::{FieldView, fields, label};
use super::save::Conflict;
use super::{address, frame as editor};
use crate::error::{AppError, Result};
use crate::pages::fill::say;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct ConflictView {
    crumbs: Vec<Crumb>,
    title: String,
    lead: String,
    action: String,
    revision: i32,
    /// Everything that this person changed, to be sent as it is.
    mine: Vec<SentView>,
    /// What both changed.
    both: Vec<BothView>,
}

#[derive(Serialize)]
struct SentView {
    name: String,
    value: String,
    is_both: bool,
}

#[derive(Serialize)]
struct BothView {
    label: String,
    theirs: String,
    mine: String,
    field: FieldView,
}

/// The page, with status 409.
///
/// # Errors
/// When the template and its context do not fit.
pub fn page(frame: &Frame, desk: &Desk, conflict: &Conflict) -> Result<HttpResponse> {
    let key = &conflict.key;
    let object = tree::object(&conflict.newest, key).ok_or(AppError::NotFound)?;
    let type_name = type_of(&object, key).to_owned();
    let locale = desk.locale();
    let shown = fields(frame, desk, (key, &*object), &conflict.mine, &[]);
    let both = |name: &String| {
        let field = shown.iter().find(|field| field.name == *name).cloned();
        let mine = conflict.mine.iter().find(|(sent, _)| sent == name).map(|(_, value)| value.clone());
        let mine = mine.unwrap_or_default();
        BothView {
            label: label(frame, name, &type_name),
            theirs: said(frame, field.as_ref(), &shown_by_name(&object, key, name, &locale)),
            mine: said(frame, field.as_ref(), &mine),
            field: field.unwrap_or_else(|| FieldView {
                name: name.clone(),
                id: "field-mark".to_owned(),
                kind: "line",
                label: frame.text("editor-marks"),
                hint: String::new(),
                value: mine,
                choices: Vec::new(),
                errors: Vec::new(),
                is_basic: true,
                href: String::new(),
                words: String::new(),
                takes_names: false,
            }),
        }
    };
    let sent = |(name, value): &(String, String)| SentView {
        name: name.clone(),
        value: value.clone(),
        is_both: conflict.both.contains(name),
    };
    let title = frame.text("editor-conflict-title");
    let last = desk.history.last();
    let args = [
        ("person", desk.person(last.and_then(|step| step.saved_by))),
        ("time", last.map(|step| time::clock(step.saved_at)).unwrap_or_default()),
        ("title", title_of(&conflict.newest, part_of(key))),
    ];
    let view = ConflictView {
        crumbs: editor::crumbs(frame, desk, &title),
        title: title.clone(),
        lead: frame.text_with("editor-conflict-lead", &args),
        action: address::element(desk.questionnaire.id, key),
        revision: conflict.revision,
        mine: conflict.mine.iter().map(sent).collect(),
        both: conflict.both.iter().map(both).collect(),
    };
    frame.page_with(StatusCode::CONFLICT, "editor/conflict.html", &title, &view)
}

#[derive(Serialize)]
struct GoneView {
    crumbs: Vec<Crumb>,
    title: String,
    why: String,
    typed: Vec<TypedView>,
    outline_href: String,
}

#[derive(Serialize)]
struct TypedView {
    label: String,
    text: String,
}

/// What was typed for something that somebody else has taken away, with status 409: nothing of it is lost.
///
/// # Errors
/// When the template and its context do not fit.
pub fn gone(
    frame: &Frame,
    desk: &Desk,
    key: &str,
    typed: &[(String, String)],
    problem: &Problem,
) -> Result<HttpResponse> {
    let kind = member::split(key).map(|(_, list, _)| list.name).unwrap_or_default();
    let typed = typed.iter().filter(|(name, text)| !text.trim().is_empty() && !name.starts_with("mark."));
    let view =
        |(name, text): &(String, String)| TypedView { label: label(frame, name, kind), text: text.clone() };
    let title = frame.text("editor-gone-title");
    let view = GoneView {
        crumbs: editor::crumbs(frame, desk, &title),
        title: title.clone(),
        why: say(frame.lang)(problem),
        typed: typed.map(view).collect(),
        outline_href: address::outline(desk.questionnaire.id),
    };
    frame.page_with(StatusCode::CONFLICT, "editor/gone.html", &title, &view)
}

/// A value in words: yes and no for a flag, the label of one of several.
fn said(frame: &Frame, field: Option<&FieldView>, value: &str) -> String {
    let label = field.and_then(|field| field.choices.iter().find(|choice| choice.value == value));
    match (field.map(|field| field.kind), label) {
        (Some("flag"), _) => frame.text(if value == "true" { "editor-yes" } else { "editor-no" }),
        (_, Some(choice)) => choice.label.clone(),
        _ if value.is_empty() => frame.text("common-not-entered"),
        _ => value.to_owned(),
    }
}
