//! A sheet inside the service as the region reads it: viewers and researchers see nothing before it is published.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::store;

use super::face::SheetFace;
use super::replies::{self, RepliesView};
use super::which::{AreaQuery, SheetOf};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::Crumb;
use crate::view::frame::Frame;

#[derive(Serialize)]
struct PublishedView {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    sheet: SheetFace,
    /// How to reply, and what came of replies, as behind the link.
    replies: RepliesView,
}

/// `GET /surveys/{id}/feedback/published`. Where nothing is published the list of sheets says so.
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<AreaQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, &query.area).await?;
    let survey = sheet.survey.id;
    let Some(version) = store::publications::shown(&frame.app.db, survey, &sheet.area).await? else {
        let list = format!("{}/feedback", address(survey));
        return frame.redirect_with(&list, "warning", "feedback-nothing-to-read");
    };
    let face = SheetFace::published(&frame.app, &version).await?;
    let face = face.in_words(query.is_plain(), sheet.address("published"), sheet.plain_address("published"));
    let title = frame.text("sheet-standing");
    let area = sheet.area_code();
    let replies = replies::of_sheet(&frame, survey, area.as_deref(), &face.content).await?;
    let view = PublishedView {
        crumbs: sheet.crumbs(&frame, &title),
        tabs: tabs(&frame, &user, survey, "/feedback"),
        sheet: face,
        replies,
    };
    frame.page("feedback/published.html", &title, &view)
}
