//! Links that share the feedback sheets with people who have no account: made, listed, revoked.

use actix_web::{HttpResponse, web};
use chrono::{TimeDelta, Utc};
use serde::Serialize;
use surveys::entity::share_link;
use surveys::id::{RegionId, ShareLinkId, SurveyId};
use surveys::questionnaire::question::input::count_typed;
use surveys::store;
use surveys::store::share_links::NewShareLink;

use super::compose::{WrongLink, refuse_link};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::Dataset;
use crate::error::Result;
use crate::feedback_letter::{sheet, token};
use crate::pages::surveys::address;
use crate::secret;
use crate::view::frame::Frame;
use crate::view::time;

/// Longest life of a link in days.
const LONGEST_LINK: i64 = 366;

/// A link as those see it who may share.
#[derive(Serialize)]
pub struct LinkView {
    id: String,
    area: String,
    url: String,
    expires: String,
    /// `open`, `expired` or `revoked`.
    pub state: &'static str,
    revoke_action: String,
}

/// The links of a survey, with what became of them.
///
/// # Errors
/// When the database fails.
pub async fn links(frame: &Frame, dataset: &Dataset) -> Result<Vec<LinkView>> {
    let links = store::share_links::of_survey(&frame.app.db, dataset.survey.id).await?;
    let view = |link: share_link::Model| {
        let state = match link.revoked_at {
            Some(_) => "revoked",
            None if store::share_links::is_open(&link) => "open",
            None => "expired",
        };
        LinkView {
            id: format!("link-{}", link.id.0),
            area: area_name(frame, dataset, &link),
            url: sheet(&frame.app.public_url, &frame.app.key, &link.nonce),
            expires: time::date_time(link.expires_at, frame.lang),
            state,
            revoke_action: format!("/links/{}/revoke", link.id.0),
        }
    };
    Ok(links.into_iter().map(view).collect())
}

/// Name of the area that a link shows, or the words for the whole region.
pub fn area_name(frame: &Frame, dataset: &Dataset, link: &share_link::Model) -> String {
    let area = dataset.areas.iter().find(|area| Some(area.id) == link.region_id);
    area.map_or_else(|| frame.text("feedback-whole"), |area| area.name.clone())
}

/// `POST /surveys/{id}/links`
pub async fn create_link(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let areas = store::regions::areas(&frame.app.db, survey.region_id).await?;
    let wanted = sent.get("region");
    let region = wanted.parse().ok().map(RegionId).filter(|id| areas.iter().any(|area| area.id == *id));
    // Nothing is the whole region; an area that is not there is not.
    let is_area_unknown = !wanted.is_empty() && region.is_none();
    let days = count_typed(sent.get("days")).map(i64::from).filter(|days| (1..=LONGEST_LINK).contains(days));
    let wrong = WrongLink { days: sent.get("days"), are_days_wrong: days.is_none(), is_area_unknown };
    let Some(days) = days.filter(|_| !is_area_unknown) else {
        return refuse_link(&frame, &user, survey.id, wrong).await;
    };
    let nonce = secret::random_token()?;
    let new = NewShareLink {
        survey: survey.id,
        region,
        token_hash: secret::hash(&token(&frame.app.key, &nonce)),
        nonce,
        expires_at: Utc::now() + TimeDelta::days(days),
    };
    let transaction = frame.app.write().await?;
    store::share_links::create(&transaction, new, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&format!("{}/feedback#links", address(survey.id)), "success", "feedback-link-created")
}

/// `POST /links/{id}/revoke`
pub async fn revoke_link(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    _sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let transaction = frame.app.write().await?;
    let link = store::share_links::revoke(&transaction, ShareLinkId(*id), user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(
        &format!("{}/feedback#links", address(link.survey_id)),
        "success",
        "feedback-link-revoked",
    )
}
