//! Exchange with other programs for qualitative analysis, as REFI-QDA: files out, files in.

pub mod export;
pub mod import;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::SurveyId;
use surveys::store;

use self::import::Report;
use super::{Head, head};
use crate::app::App;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::surveys::address;
use crate::view::frame::Frame;

#[derive(Serialize)]
struct ExchangeView {
    head: Head,
    action: String,
    may_bring: bool,
    problem: String,
    report: Option<Report>,
}

/// `GET /surveys/{id}/coding/exchange`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Coding)?;
    let view = view(&frame, &user, SurveyId(*id), String::new(), None).await?;
    frame.page("exchange/show.html", &frame.text("exchange-title"), &view)
}

async fn view(
    frame: &Frame,
    user: &User,
    id: SurveyId,
    problem: String,
    report: Option<Report>,
) -> Result<ExchangeView> {
    let survey = store::surveys::find(&frame.app.db, id).await?;
    Ok(ExchangeView {
        head: head(frame, user, &survey, "/codebook", [(frame.text("exchange-title"), String::new())]),
        action: format!("{}/coding/exchange", address(id)),
        may_bring: may(user.role, Verb::Change, Thing::Codebook),
        problem,
        report,
    })
}

/// The name of a thing among programs. It follows from the service's key: the same thing has the same name in every export,
/// and nobody makes one up.
fn guid(app: &App, seed: &str) -> String {
    analysis::document::refi::guid(&app.key.token("refi", seed))
}
