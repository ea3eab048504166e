//! The feedback sheet behind a share link, for people without an account.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::store;

use super::sheet::{self, SheetView};
use crate::error::Result;
use crate::secret;
use crate::view::frame::Frame;

#[derive(Serialize)]
struct SheetPage {
    sheet: SheetView,
    back: String,
}

/// `GET /r/{token}`. Unknown, expired and revoked links all end in "not found".
pub async fn show(frame: Frame, token: web::Path<String>) -> Result<HttpResponse> {
    let link = store::share_links::open(&frame.app.db, &secret::hash(&token)).await?;
    let area = match link.region_id {
        Some(region) => Some(store::regions::find(&frame.app.db, region).await?.code),
        None => None,
    };
    page(&frame, sheet::build(&frame, link.survey_id, area).await?, String::new())
}

/// The sheet as a page. `back` leads a colleague who looks at it beforehand to where it is made; otherwise empty.
///
/// # Errors
/// When the template and the sheet do not fit.
pub fn page(frame: &Frame, sheet: SheetView, back: String) -> Result<HttpResponse> {
    frame.public_page("feedback/sheet.html", &frame.text("feedback-sheet-title"), &SheetPage { sheet, back })
}
