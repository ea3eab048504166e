//! The feedback sheet behind a share link, for people without an account.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::store;

use super::replies::{self, RepliesView};
use super::sheet::{self, SheetView};
use crate::error::Result;
use crate::secret;
use crate::view::frame::Frame;

#[derive(Serialize)]
struct SheetPage {
    sheet: SheetView,
    back: String,
    /// Good practices of the survey; empty when none is published.
    cards_href: String,
    /// How to reply, and what came of replies; None where there is neither.
    replies: Option<RepliesView>,
}

/// `GET /r/{token}`. Unknown, expired and revoked links all end in "not found".
pub async fn show(frame: Frame, token: web::Path<String>) -> Result<HttpResponse> {
    let link = store::share_links::open(&frame.app.db, &secret::hash(&token)).await?;
    let area = match link.region_id {
        Some(region) => Some(store::regions::find(&frame.app.db, region).await?.code),
        None => None,
    };
    let replies = replies::of_sheet(&frame, link.survey_id, area.as_deref()).await?;
    let sheet = sheet::build(&frame, link.survey_id, area).await?;
    let has_cards = !store::card_versions::published(&frame.app.db, link.survey_id).await?.is_empty();
    let cards_href = if has_cards { format!("/r/{}/cards", token.as_str()) } else { String::new() };
    page(&frame, sheet, String::new(), cards_href, replies)
}

/// The sheet as a page. `back` leads a colleague who looks at it beforehand to where it is made; otherwise empty. `cards_href`
/// leads to the good practices behind the same link; empty where there are none. `replies` invites to reply.
///
/// # Errors
/// When the template and the sheet do not fit.
pub fn page(
    frame: &Frame,
    sheet: SheetView,
    back: String,
    cards_href: String,
    replies: Option<RepliesView>,
) -> Result<HttpResponse> {
    let view = SheetPage { sheet, back, cards_href, replies };
    frame.public_page("feedback/sheet.html", &frame.text("feedback-sheet-title"), &view)
}
