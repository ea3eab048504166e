//! Composing the feedback of a survey: releasing quotes, looking at the sheets, sharing them.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use chrono::{TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use surveys::entity::share_link;
use surveys::id::{RegionId, ShareLinkId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::quotes::NewQuote;
use surveys::store::share_links::NewShareLink;

use super::quotes::{Candidate, candidates};
use super::sheet;
use crate::app::App;
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tables::kind_name;
use crate::dataset::{self, Dataset};
use crate::error::{AppError, Result};
use crate::pages::surveys::{Tab, address, tabs};
use crate::secret;
use crate::view::form::{ChoiceView, Crumb, crumbs};
use crate::view::frame::Frame;
use crate::view::time;

/// Most characters of a released quote.
const LONGEST_QUOTE: usize = 1_000;
/// Longest life of a link in days.
const LONGEST_LINK: i64 = 366;

#[derive(Serialize)]
struct ComposeView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    may_change: bool,
    may_share: bool,
    previews: Vec<ChoiceView>,
    candidates: Vec<CandidateView>,
    n_released: usize,
    quote_action: String,
    links: Vec<LinkView>,
    link_action: String,
    regions: Vec<ChoiceView>,
    days: i64,
    min_cell: i32,
}

#[derive(Serialize)]
struct CandidateView {
    id: String,
    source: String,
    stance: String,
    region: String,
    kind: String,
    title: String,
    text: String,
    released: String,
    is_released: bool,
}

#[derive(Serialize)]
struct LinkView {
    id: String,
    area: String,
    url: String,
    expires: String,
    state: &'static str,
    revoke_action: String,
}

/// `GET /surveys/{id}/feedback`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Regional, frame.lang).await?;
    let may_change = may(user.role, Verb::Change, Thing::Feedback);
    let base = address(dataset.survey.id);
    let candidates = if may_change { candidates(&frame, &dataset).await? } else { Vec::new() };
    let quotes = store::quotes::of_survey(&frame.app.db, dataset.survey.id).await?;
    let released: BTreeMap<String, String> =
        quotes.into_iter().map(|quote| (quote.source, quote.text)).collect();
    let candidates: Vec<CandidateView> = (0..)
        .zip(candidates)
        .map(|(place, candidate)| candidate_view(&frame, &dataset, place, candidate, &released))
        .collect();
    let may_share = may(user.role, Verb::Export, Thing::Feedback);
    let links = if may_share { links(&frame, &dataset).await? } else { Vec::new() };
    let mut previews =
        vec![ChoiceView { value: format!("{base}/feedback/preview"), label: frame.text("feedback-whole") }];
    previews.extend(dataset.areas.iter().map(|area| ChoiceView {
        value: format!("{base}/feedback/preview?area={}", area.code),
        label: area.name.clone(),
    }));
    let view = ComposeView {
        crumbs: crumbs([
            (frame.text("surveys-title"), "/surveys".to_owned()),
            (dataset.survey.title.clone(), base.clone()),
            (frame.text("surveys-tab-feedback"), String::new()),
        ]),
        tabs: tabs(&frame, &user, dataset.survey.id, "/feedback"),
        title: dataset.survey.title.clone(),
        may_change,
        may_share,
        previews,
        n_released: candidates.iter().filter(|candidate| candidate.is_released).count(),
        candidates,
        quote_action: format!("{base}/quotes"),
        links,
        link_action: format!("{base}/links"),
        regions: dataset
            .areas
            .iter()
            .map(|area| ChoiceView { value: area.id.0.to_string(), label: area.name.clone() })
            .collect(),
        days: frame.app.config.share_link_days,
        min_cell: dataset.survey.min_cell,
    };
    frame.page("feedback/compose.html", &frame.text("surveys-tab-feedback"), &view)
}

fn candidate_view(
    frame: &Frame,
    dataset: &Dataset,
    place: usize,
    candidate: Candidate,
    released: &BTreeMap<String, String>,
) -> CandidateView {
    let area = dataset.areas.iter().find(|area| area.code == candidate.region);
    let text = released.get(&candidate.source).cloned();
    CandidateView {
        id: format!("quote-{place}"),
        stance: candidate.stance,
        region: area.map(|area| area.name.clone()).unwrap_or_default(),
        kind: if candidate.kind.is_empty() { String::new() } else { kind_name(frame.lang, &candidate.kind) },
        title: candidate.title,
        is_released: text.is_some(),
        released: text.unwrap_or_else(|| candidate.text.clone()),
        text: candidate.text,
        source: candidate.source,
    }
}

async fn links(frame: &Frame, dataset: &Dataset) -> Result<Vec<LinkView>> {
    let links = store::share_links::of_survey(&frame.app.db, dataset.survey.id).await?;
    let view = |link: share_link::Model| {
        let area = dataset.areas.iter().find(|area| Some(area.id) == link.region_id);
        let state = if link.revoked_at.is_some() {
            "revoked"
        } else if link.expires_at <= Utc::now() {
            "expired"
        } else {
            "open"
        };
        LinkView {
            id: format!("link-{}", link.id.0),
            area: area.map_or_else(|| frame.text("feedback-whole"), |area| area.name.clone()),
            url: format!("{}/r/{}", frame.app.public_url, token(&frame.app, &link.nonce)),
            expires: time::date_time(link.expires_at, frame.lang),
            state,
            revoke_action: format!("/links/{}/revoke", link.id.0),
        }
    };
    Ok(links.into_iter().map(view).collect())
}

/// The secret part of a share link. It follows from the seed in the database and the service's key, so that the
/// coordinator can read the address again and a copy of the database cannot.
fn token(app: &App, nonce: &str) -> String {
    app.key.token("share", nonce)
}

/// Which area is looked at.
#[derive(Deserialize)]
pub struct AreaQuery {
    #[serde(default)]
    area: String,
}

/// `GET /surveys/{id}/feedback/preview`
pub async fn preview(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<AreaQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Feedback)?;
    let area = (!query.area.is_empty()).then(|| query.area.clone());
    let sheet = sheet::build(&frame, SurveyId(*id), area).await?;
    super::shared::page(&frame, sheet)
}

/// `POST /surveys/{id}/quotes`: releases a quote as it was masked, or takes it back.
pub async fn release(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Regional, frame.lang).await?;
    let back = format!("{}/feedback#quotes", address(dataset.survey.id));
    let source = sent.get("source");
    if sent.get("do") == "retract" {
        let transaction = frame.app.write().await?;
        store::quotes::retract(&transaction, dataset.survey.id, source, user.id).await?;
        transaction.commit().await?;
        return frame.redirect_with(&back, "success", "feedback-retracted");
    }
    // Only words whose writer allows it can be released, whatever the form says.
    let candidate = candidates(&frame, &dataset).await?.into_iter().find(|found| found.source == source);
    let candidate = candidate.ok_or(AppError::NotFound)?;
    if !sent.has("checked") {
        return frame.redirect_with(&back, "error", "feedback-check-required");
    }
    let text: String = sent.get("text").replace("\r\n", "\n").chars().take(LONGEST_QUOTE).collect();
    if text.is_empty() {
        return frame.redirect_with(&back, "error", "feedback-text-required");
    }
    let new = NewQuote {
        survey: dataset.survey.id,
        source: candidate.source,
        stance: candidate.stance,
        region_code: candidate.region,
        text,
    };
    let transaction = frame.app.write().await?;
    store::quotes::release(&transaction, new, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&back, "success", "feedback-released")
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
    let region = sent.get("region").parse().ok().map(RegionId);
    let region = region.filter(|id| areas.iter().any(|area| area.id == *id));
    let days = sent.get("days").parse::<i64>().unwrap_or(frame.app.config.share_link_days);
    let nonce = secret::random_token()?;
    let new = NewShareLink {
        survey: survey.id,
        region,
        token_hash: secret::hash(&token(&frame.app, &nonce)),
        nonce,
        expires_at: Utc::now() + TimeDelta::days(days.clamp(1, LONGEST_LINK)),
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
