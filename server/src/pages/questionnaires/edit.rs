//! Building a questionnaire in the browser: its outline, where parts are added, moved and removed.
//!
//! Every page works with plain forms; `editor.js` only makes it quicker. One path changes a draft: `save`.

pub mod address;
pub mod conflict;
pub mod desk;
pub mod fields;
pub mod form;
pub mod frame;
pub mod history;
mod members;
pub mod outline;
pub mod place;
mod ready;
pub mod save;

use actix_web::{HttpResponse, web};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::{Edit, Place, member, property};

use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::frame::Frame;
use desk::Desk;
use save::{Asked, Saved};

/// `GET /questionnaires/{id}/edit`: the outline.
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let desk = Desk::open(&frame, QuestionnaireId(*id)).await?;
    outline::page(&frame, &desk, Vec::new())
}

/// `POST /questionnaires/{id}/edit`: one change of the structure. The button says which: `add TYPE`, `copy KEY`,
/// `up KEY`, `down KEY`, `remove KEY`, `move`, `undo`, `redo`.
pub async fn change(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let id = QuestionnaireId(*id);
    let revision = revision(&sent);
    let asked = match asked(&sent).ok_or(AppError::BadRequest("bad-request-form"))? {
        Wish::Edit(edit) => Asked::Edit { edit, is_automatic: false },
        Wish::Undo => Asked::Undo,
        Wish::Redo => Asked::Redo,
    };
    match save::save(&frame, &user, id, revision, &asked).await? {
        Saved::Done { key, .. } if matches!(asked, Asked::Edit { edit: Edit::Add { .. }, .. }) => {
            Ok(frame.redirect(&format!("{}?new=1", address::element(id, &key))))
        }
        Saved::Done { key, .. } => Ok(frame.redirect(&address::row(id, &key))),
        Saved::Refused(problem) => {
            let desk = Desk::open(&frame, id).await?;
            outline::page(&frame, &desk, vec![problem])
        }
        // Only a form of properties can meet the same properties changed by somebody else.
        Saved::Conflict(_) | Saved::Stale => Ok(frame.redirect(&address::outline(id))),
    }
}

/// The state that a form was made from.
pub fn revision(sent: &StaffForm) -> i32 {
    sent.get("revision").parse().unwrap_or(0)
}

enum Wish {
    Edit(Edit),
    Undo,
    Redo,
}

/// What the pressed button asks for; None for a form that is none of ours.
fn asked(sent: &StaffForm) -> Option<Wish> {
    let pressed = sent.get("do");
    let (verb, argument) = pressed.split_once(' ').unwrap_or((pressed, ""));
    let edit = match verb {
        "undo" => return Some(Wish::Undo),
        "redo" => return Some(Wish::Redo),
        "add" => Edit::Add { kind: addable(argument)?, place: place(sent.get("to"))? },
        "move" => Edit::Move { key: sent.get("at").to_owned(), place: place(sent.get("to"))? },
        verb => structural(verb, argument)?,
    };
    Some(Wish::Edit(edit))
}

/// A change of one part that needs nothing but its key.
pub fn structural(verb: &str, key: &str) -> Option<Edit> {
    let key = key.to_owned();
    match verb {
        "copy" => Some(Edit::Copy { key }),
        "up" => Some(Edit::Up { key }),
        "down" => Some(Edit::Down { key }),
        "remove" => Some(Edit::Remove { key }),
        _ => None,
    }
}

/// A type or kind of member that the editor offers.
pub fn addable(kind: &str) -> Option<String> {
    let is_offered =
        property::addable().contains(&kind) || member::list_of(kind).is_some_and(|list| list.is_open);
    is_offered.then(|| kind.to_owned())
}

/// `before KEY`, `after KEY`, `inside KEY`.
fn place(text: &str) -> Option<Place> {
    let (word, key) = text.split_once(' ')?;
    let key = key.to_owned();
    match word {
        "before" => Some(Place::Before(key)),
        "after" => Some(Place::After(key)),
        "inside" => Some(Place::Inside(key)),
        _ => None,
    }
}
