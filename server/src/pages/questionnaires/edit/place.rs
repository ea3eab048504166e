//! Choosing what to add and where, and where to move a part: pages of their own, so that they work by keyboard, by
//! touch and without JavaScript.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::property::addable;
use surveys::questionnaire::edit::tree::{self, Kind, SURVEY};

use super::address::encoded;
use super::desk::{Desk, title_of, type_label};
use super::{address, frame as editor};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct PlaceView {
    crumbs: Vec<Crumb>,
    action: String,
    back: String,
    revision: i32,
    key: String,
    title: String,
    kinds: Vec<KindView>,
    places: Vec<ChoiceView>,
    place: String,
    library_href: String,
}

#[derive(Serialize)]
struct KindView {
    name: &'static str,
    label: String,
    hint: String,
}

/// `GET /questionnaires/{id}/edit/{element}/add`: the types, to add one after this part.
pub async fn add(frame: Frame, user: User, path: web::Path<(i64, String)>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let (id, key) = path.into_inner();
    let desk = Desk::open(&frame, QuestionnaireId(id)).await?;
    check(&desk, &key)?;
    let node = tree::find(&desk.draft, &key);
    let is_group = node.is_none_or(|node| node.kind != Kind::Question || node.type_name == "paneldynamic");
    let title = frame.text("editor-add-title");
    let mut view = view(&frame, &desk, &key, &title);
    view.place = format!("{} {key}", if is_group { "inside" } else { "after" });
    let kind = |name: &'static str| KindView {
        name,
        label: type_label(&frame, name),
        hint: frame.text(&format!("type-{name}-hint")),
    };
    view.kinds = addable().into_iter().map(kind).collect();
    frame.page("editor/add.html", &title, &view)
}

/// `GET /questionnaires/{id}/edit/{element}/move`: all places that a part can go to.
pub async fn move_to(frame: Frame, user: User, path: web::Path<(i64, String)>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let (id, key) = path.into_inner();
    let desk = Desk::open(&frame, QuestionnaireId(id)).await?;
    let node = tree::find(&desk.draft, &key).ok_or(AppError::NotFound)?;
    let title = frame.text("editor-move-title");
    let mut view = view(&frame, &desk, &key, &title);
    for target in tree::nodes(&desk.draft) {
        let is_inside = target.spot.starts_with(&node.spot);
        let fits = (node.kind == Kind::Page) == (target.kind == Kind::Page) || target.kind == Kind::Page;
        if is_inside || !fits || (node.kind == Kind::Page && target.kind != Kind::Page) {
            continue;
        }
        places(&frame, &desk, &node, &target, &mut view.places);
    }
    frame.page("editor/move.html", &title, &view)
}

/// The places that a part of the outline offers.
fn places(frame: &Frame, desk: &Desk, moved: &tree::Node, target: &tree::Node, found: &mut Vec<ChoiceView>) {
    let title = desk.title(frame, target);
    let number = desk.number(target);
    let title = if number.is_empty() { title } else { format!("{number} {title}") };
    // Deeper parts stand further to the right, as in the outline.
    let indent = "\u{3000}".repeat(target.spot.len().saturating_sub(1));
    let mut offer = |word: &str, text: &str| {
        let label = frame.text_with(text, &[("title", title.clone())]);
        found.push(ChoiceView { value: format!("{word} {}", target.key), label: format!("{indent}{label}") });
    };
    match (moved.kind == Kind::Page, target.kind) {
        (true, _) => {
            if target.spot == [0] {
                offer("before", "editor-place-before");
            }
            offer("after", "editor-place-after");
        }
        (false, Kind::Page) => offer("after", "editor-place-first"),
        (false, Kind::Panel) => {
            offer("inside", "editor-place-inside");
            offer("after", "editor-place-after");
        }
        (false, Kind::Question) => {
            if target.type_name == "paneldynamic" {
                offer("inside", "editor-place-inside");
            }
            offer("after", "editor-place-after");
        }
    }
}

fn check(desk: &Desk, key: &str) -> Result<()> {
    match tree::object(&desk.draft, key) {
        Some(_) => Ok(()),
        None => Err(AppError::NotFound),
    }
}

fn view(frame: &Frame, desk: &Desk, key: &str, title: &str) -> PlaceView {
    let id = desk.questionnaire.id;
    PlaceView {
        crumbs: editor::crumbs(frame, desk, title),
        action: address::outline(id),
        back: address::row(id, key),
        revision: desk.questionnaire.revision,
        key: key.to_owned(),
        title: if key == SURVEY { String::new() } else { title_of(&desk.draft, key) },
        kinds: Vec::new(),
        places: Vec::new(),
        place: String::new(),
        library_href: format!("{}/library?after={}", questionnaire_address(id), encoded(key)),
    }
}
