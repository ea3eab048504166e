//! The hearing notes of a survey, and how far each is coded.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::id::{HearingId, SurveyId};
use surveys::store::segments::Origin;

use super::{Head, head, load};
use crate::auth::User;
use crate::dataset::coded::CodedText;
use crate::dataset::tables::{kind_name, region_name};
use crate::error::Result;
use crate::pages::surveys::address;
use crate::view::frame::Frame;

#[derive(Serialize)]
struct NotesView {
    head: Head,
    /// Where their sections stand in the fast list.
    sections_href: String,
    notes: Vec<NoteLine>,
    /// A note was asked for that is not among them.
    is_missing: bool,
}

/// What is asked for.
#[derive(Deserialize)]
pub struct Query {
    /// Number of a note that leads on to where it is coded.
    note: Option<i64>,
}

#[derive(Serialize)]
struct NoteLine {
    label: String,
    href: String,
    kind: String,
    region: String,
    n_sections: usize,
    n_segments: usize,
    n_detached: usize,
}

/// `GET /surveys/{id}/coding/notes`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let texts = load(&frame, &user, SurveyId(*id)).await?;
    let base = address(texts.dataset.survey.id);
    // Only who may open the note by its number is led to it by that number.
    let is_asked = |text: &&CodedText| {
        !text.href.is_empty() && query.note.is_some_and(|note| text.origin == Origin::Note(HearingId(note)))
    };
    if let Some(text) = texts.notes().find(is_asked) {
        return Ok(frame.redirect(&format!("{base}/coding/texts/{}", text.reference)));
    }
    let line = |(place, text): (usize, &CodedText)| NoteLine {
        // Outside internal work notes have no number; their place in the list tells them apart.
        label: if text.href.is_empty() { format!("{} {place}", text.label) } else { text.label.clone() },
        href: format!("{base}/coding/texts/{}", text.reference),
        kind: if text.kind.is_empty() { String::new() } else { kind_name(frame.lang, &text.kind) },
        region: if text.region.is_empty() {
            String::new()
        } else {
            region_name(&texts.dataset, &text.region)
        },
        n_sections: text.parts.len(),
        n_segments: text.parts.iter().map(|part| part.segments.len()).sum(),
        n_detached: text.parts.iter().map(|part| part.detached.len()).sum(),
    };
    let view = NotesView {
        head: head(&frame, &user, &texts.dataset.survey, "/coding/notes", []),
        sections_href: format!("{base}/coding?of=notes"),
        notes: (1..).zip(texts.notes()).map(line).collect(),
        is_missing: query.note.is_some(),
    };
    frame.page("coding/notes.html", &frame.text("coding-room-notes"), &view)
}
