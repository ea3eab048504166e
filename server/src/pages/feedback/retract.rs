//! Taking a published sheet back: asked once more, since every link of its area stops showing it.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::store;

use super::which::{AreaQuery, SheetOf};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::surveys::address;
use crate::view::form::Crumb;
use crate::view::frame::Frame;

#[derive(Serialize)]
struct RetractView {
    crumbs: Vec<Crumb>,
    /// What the sheet is of, in words.
    name: String,
    area: String,
    number: i32,
    action: String,
    back: String,
}

/// `GET /surveys/{id}/feedback/retract`: asks once more. Where nothing is published there is nothing to ask.
pub async fn confirm(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<AreaQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, &query.area).await?;
    let back = sheet.address("sheet");
    let Some(version) = sheet.shown(&frame.app).await? else { return Ok(frame.redirect(&back)) };
    let title = frame.text("sheet-retract");
    let view = RetractView {
        crumbs: sheet.crumbs(&frame, &title),
        action: format!("{}/feedback/retract", address(sheet.survey.id)),
        number: version.number,
        area: sheet.area,
        name: sheet.name,
        back,
    };
    frame.page("feedback/retract.html", &title, &view)
}

/// `POST /surveys/{id}/feedback/retract`: the links of the area show no sheet any more. Only the version that
/// was asked about is taken back: another one may have been published since.
pub async fn retract(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, sent.get("area")).await?;
    // Numbers count from 1: none is the one of no version.
    let number = sent.get("number").parse().unwrap_or(0);
    let transaction = frame.app.write().await?;
    let is_done =
        store::publications::retract(&transaction, sheet.survey.id, &sheet.area, number, user.id).await?;
    transaction.commit().await?;
    let (kind, key) = match is_done {
        true => ("success", "sheet-retracted"),
        false => ("warning", "sheet-not-retracted"),
    };
    frame.redirect_with(&sheet.address("sheet"), kind, key)
}
