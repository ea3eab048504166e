//! The outline: pages with their questions, each with what can be done with it and what is wrong with it.

use actix_web::HttpResponse;
use serde::Serialize;
use serde_json::Value;
use surveys::questionnaire::edit::tree::{self, Kind, Node, SURVEY};
use surveys::questionnaire::problem::{Problem, Severity};

use super::desk::{Desk, title_of, type_label};
use super::{address, frame as editor};
use crate::error::Result;
use crate::pages::fill::say;
use crate::view::form::{Crumb, ProblemLine};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct OutlineView {
    crumbs: Vec<Crumb>,
    tabs: Vec<editor::Tab>,
    bar: editor::Bar,
    title: String,
    action: String,
    revision: i32,
    refusals: Vec<ProblemLine>,
    problems: Vec<ProblemView>,
    pages: Vec<PartView>,
    add_href: String,
}

/// A page with its parts, or a part.
#[derive(Serialize)]
struct PartView {
    key: String,
    id: String,
    kind: &'static str,
    depth: usize,
    number: String,
    title: String,
    type_label: String,
    is_required: bool,
    condition: String,
    problems: Vec<ProblemView>,
    href: String,
    add_href: String,
    move_href: String,
    parts: Vec<PartView>,
}

/// A problem beside the thing.
#[derive(Serialize)]
pub struct ProblemView {
    is_error: bool,
    text: String,
}

/// Problems in words.
pub fn problem_views<'a>(frame: &Frame, problems: impl IntoIterator<Item = &'a Problem>) -> Vec<ProblemView> {
    let words = say(frame.lang);
    let view = |problem: &Problem| ProblemView {
        is_error: problem.severity == Severity::Error,
        text: words(problem),
    };
    problems.into_iter().map(view).collect()
}

/// The page; `refused` says why the last change was not made.
///
/// # Errors
/// When the template and its context do not fit.
pub fn page(frame: &Frame, desk: &Desk, refused: Vec<Problem>) -> Result<HttpResponse> {
    let id = desk.questionnaire.id;
    let words = say(frame.lang);
    let is_refused = !refused.is_empty();
    let refusal = |problem: &Problem| ProblemLine {
        href: tree::find(&desk.draft, &problem.place)
            .map(|node| format!("#{}", address::row_id(&node.key)))
            .unwrap_or_default(),
        text: words(problem),
    };
    let view = OutlineView {
        crumbs: editor::crumbs(frame, desk, ""),
        tabs: editor::tabs(frame, id, "outline"),
        bar: editor::bar(frame, desk),
        title: title_of(&desk.draft, SURVEY),
        action: address::outline(id),
        revision: desk.questionnaire.revision,
        refusals: refused.iter().map(refusal).collect(),
        problems: problem_views(frame, desk.problems_of_survey()),
        pages: pages(frame, desk),
        add_href: format!("{}/add", address::element(id, SURVEY)),
    };
    let title = frame.text("editor-title");
    if is_refused {
        return frame.problem_page("editor/outline.html", &title, &view);
    }
    frame.page("editor/outline.html", &title, &view)
}

fn pages(frame: &Frame, desk: &Desk) -> Vec<PartView> {
    let mut pages: Vec<PartView> = Vec::new();
    for node in tree::nodes(&desk.draft) {
        let part = part(frame, desk, &node);
        match pages.last_mut() {
            Some(page) if node.kind != Kind::Page => page.parts.push(part),
            _ => pages.push(part),
        }
    }
    pages
}

fn part(frame: &Frame, desk: &Desk, node: &Node) -> PartView {
    let href = address::element(desk.questionnaire.id, &node.key);
    let object = tree::get(&desk.draft, &node.spot);
    PartView {
        id: address::row_id(&node.key),
        kind: match node.kind {
            Kind::Page => "page",
            Kind::Panel => "panel",
            Kind::Question => "question",
        },
        depth: node.spot.len().saturating_sub(2),
        number: desk.number(node),
        title: desk.title(frame, node),
        type_label: type_label(frame, &node.type_name),
        is_required: object.and_then(|object| object.get("isRequired")).and_then(Value::as_bool)
            == Some(true),
        condition: object.map(|object| desk.condition(frame, object, "visibleIf")).unwrap_or_default(),
        problems: problem_views(frame, desk.problems_at(&tree::path(&desk.draft, &node.spot))),
        add_href: format!("{href}/add"),
        move_href: format!("{href}/move"),
        href,
        key: node.key.clone(),
        parts: Vec::new(),
    }
}
