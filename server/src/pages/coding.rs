//! Coding: the codebook of a survey, free answers and notes to be coded, and all segments of a code.

pub mod answers;
pub mod code;
pub mod codebook;
pub mod double;
pub mod exchange;
pub mod history;
pub mod memo;
pub mod notes;
pub mod part;
pub mod put;
pub mod segments;
pub mod shelf;
pub mod split;
pub mod text;
pub mod told;
pub mod tree;

use serde::Serialize;
use surveys::entity::survey;
use surveys::error::Error;
use surveys::id::SurveyId;

use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::coded::CodedTexts;
use crate::dataset::purpose_of;
use crate::error::Result;
use crate::pages::crumbs;
use crate::pages::explore::purpose_key;
use crate::pages::rooms::{Room, room_links};
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// The rooms of coding: last part of the address and Fluent key.
const ROOMS: &[(&str, &str)] = &[
    ("/coding", "coding-room-answers"),
    ("/coding/notes", "coding-room-notes"),
    ("/codebook", "coding-room-codebook"),
    ("/coding/double", "coding-room-double"),
];

/// What stands over every page of coding.
#[derive(Serialize)]
pub struct Head {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    rooms: Vec<Room>,
    purpose: String,
}

/// The texts of a survey with their codings, for the person who looks at them.
///
/// # Errors
/// When the person may not, or there is no such survey.
pub async fn load(frame: &Frame, user: &User, id: SurveyId) -> Result<CodedTexts> {
    allow(user, Verb::View, Thing::Coding)?;
    CodedTexts::load(&frame.app, id, purpose_of(user), frame.lang).await
}

/// What stands over a page of coding; `steps` lead from the room to the page.
pub fn head<const N: usize>(
    frame: &Frame,
    user: &User,
    survey: &survey::Model,
    room: &str,
    steps: [(String, String); N],
) -> Head {
    let base = address(survey.id);
    let key = ROOMS.iter().find(|(part, _)| *part == room).map_or("surveys-tab-coding", |(_, key)| key);
    let href = if N == 0 { String::new() } else { format!("{base}{room}") };
    let mut crumbs = crumbs::of_survey(frame, survey, [(frame.text(key), href)]);
    crumbs.extend(crate::view::form::crumbs(steps));
    Head {
        title: survey.title.clone(),
        crumbs,
        tabs: tabs(frame, user, survey.id, "/coding"),
        rooms: room_links(frame, &base, ROOMS, room),
        purpose: frame.text(purpose_key(purpose_of(user))),
    }
}

/// The Fluent key of what stood in the way of a change of the codebook or of codings; other errors stay what they are.
pub fn obstacle(error: Error) -> Result<&'static str> {
    match error {
        Error::Taken(_) => Ok("codebook-symbol-taken"),
        Error::State("code-below-itself") => Ok("codebook-below-itself"),
        Error::State("code-too-deep") => Ok("codebook-too-deep"),
        Error::State("code-in-use") => Ok("codebook-in-use"),
        Error::State("code-is-coded") => Ok("codebook-is-coded"),
        Error::State("code-is-stance") => Ok("codebook-is-stance"),
        Error::State("code-into-stance") => Ok("codebook-into-stance"),
        Error::State("code-closed") => Ok("codebook-closed"),
        Error::State("segment-outside-text") => Ok("coding-outside-text"),
        Error::State("double-coding-closed" | "double-coding-open") => Ok("double-not-now"),
        Error::State(_) => Ok("codebook-not-usable"),
        other => Err(other.into()),
    }
}
