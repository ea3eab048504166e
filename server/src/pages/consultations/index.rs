//! All requests of a questionnaire, open ones first, by the day on which they are due.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::state::ConsultationState;
use surveys::id::{QuestionnaireId, UserId};
use surveys::questionnaire::definition::Kind;
use surveys::questionnaire::parse::parse;
use surveys::store;

use super::{Request, address, around, colleagues, crumbs, list_address, state_choices, with_answers};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::erase_day;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::{ChoiceView, Crumb, FieldView};
use crate::view::frame::Frame;
use crate::view::time;

/// What `GET …/consultations` may be asked with.
#[derive(Default, Deserialize)]
pub struct Filter {
    /// A state; all when empty.
    #[serde(default)]
    state: String,
    /// Number of who sees to it, `none` for nobody; all when empty.
    #[serde(default)]
    owner: String,
}

#[derive(Serialize)]
struct IndexPage {
    consultations: IndexView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct IndexView {
    questionnaire: String,
    href: String,
    new_href: String,
    n_open: usize,
    n_overdue: usize,
    rows: Vec<RequestRow>,
    filter_state: String,
    filter_owner: String,
    states: Vec<ChoiceView>,
    owners: Vec<ChoiceView>,
    erase_action: String,
    erase_on: FieldView,
    erased_at: String,
}

#[derive(Serialize)]
struct RequestRow {
    href: String,
    name: String,
    topic: String,
    state: &'static str,
    state_label: String,
    owner: String,
    due_on: String,
    is_overdue: bool,
    arrived_at: String,
}

/// `GET /questionnaires/{id}/consultations`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Consultation)?;
    page(&frame, QuestionnaireId(*id), &filter, None).await
}

/// `POST /questionnaires/{id}/consultations/erase-day`: the last day on which requests are kept.
pub async fn set_erase_day(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Consultation)?;
    let id = QuestionnaireId(*id);
    check_kind(&frame, id).await?;
    match erase_day::read(&frame, sent.get("erase_on")) {
        Ok(day) => erase_day::keep(&frame, id, day, user.id, &list_address(id)).await,
        Err(field) => page(&frame, id, &Filter::default(), Some(field)).await,
    }
}

/// [`AppError::Conflict`] for a questionnaire that takes no requests.
async fn check_kind(frame: &Frame, id: QuestionnaireId) -> Result<()> {
    let (app, questionnaire) = (&frame.app, store::questionnaires::find(&frame.app.db, id).await?);
    // What was answered decides; a draft may have been changed since.
    let kind = match store::questionnaires::newest_version(&app.db, id).await? {
        Some(version) => Some(app.published.definition(&version, None)?.kind),
        None => parse(&questionnaire.draft).0.map(|definition| definition.kind),
    };
    match kind {
        Some(Kind::Consultation) => Ok(()),
        _ => Err(AppError::Conflict("consultations-none")),
    }
}

async fn page(
    frame: &Frame,
    id: QuestionnaireId,
    filter: &Filter,
    erase_on: Option<FieldView>,
) -> Result<HttpResponse> {
    check_kind(frame, id).await?;
    let (survey, questionnaire) = around(&frame.app, id).await?;
    let mut requests = Vec::new();
    for consultation in store::consultations::of_questionnaire(&frame.app.db, id).await? {
        requests.push(with_answers(&frame.app, consultation, frame.lang).await?);
    }
    let order = |request: &Request| {
        let found = &request.consultation;
        (found.state == ConsultationState::Done, found.due_on, found.response_id)
    };
    requests.sort_by_key(order);
    let users = store::users::list(&frame.app.db).await?;
    let names: BTreeMap<UserId, String> =
        users.into_iter().map(|user| (user.id, user.display_name)).collect();
    let today = time::today();
    let is_wanted = |request: &&Request| {
        let found = &request.consultation;
        let owner = found.owner_id.map_or("none".to_owned(), |owner| owner.0.to_string());
        (filter.state.is_empty() || filter.state == found.state.code())
            && (filter.owner.is_empty() || filter.owner == owner)
    };
    let is_open = |request: &&Request| request.consultation.state != ConsultationState::Done;
    let mut owners = vec![ChoiceView { value: "none".to_owned(), label: frame.text("consultations-nobody") }];
    owners.extend(
        colleagues(&frame.app, None)
            .await?
            .into_iter()
            .map(|user| ChoiceView { value: user.id.0.to_string(), label: user.display_name }),
    );
    let day = questionnaire.erase_on.map(|day| day.to_string()).unwrap_or_default();
    let is_wrong = erase_on.is_some();
    let view = IndexPage {
        crumbs: crumbs(frame, &survey, &questionnaire, ""),
        consultations: IndexView {
            href: list_address(id),
            new_href: format!("{}/entries/new", questionnaire_address(id)),
            n_open: requests.iter().filter(is_open).count(),
            n_overdue: requests.iter().filter(|request| request.is_overdue(today)).count(),
            rows: requests.iter().filter(is_wanted).map(|request| row(frame, request, &names)).collect(),
            filter_state: filter.state.clone(),
            filter_owner: filter.owner.clone(),
            states: state_choices(frame),
            owners,
            erase_action: format!("{}/erase-day", list_address(id)),
            erase_on: erase_on.unwrap_or(FieldView { value: day, errors: Vec::new() }),
            erased_at: questionnaire.erased_at.map(|at| time::date_time(at, frame.lang)).unwrap_or_default(),
            questionnaire: questionnaire.title,
        },
    };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    frame.page_with(status, "consultations/index.html", &frame.text("consultations-title"), &view)
}

fn row(frame: &Frame, request: &Request, names: &BTreeMap<UserId, String>) -> RequestRow {
    let found = &request.consultation;
    let owner = found.owner_id.and_then(|owner| names.get(&owner)).cloned();
    RequestRow {
        href: address(found.response_id),
        name: request.person.name.clone(),
        topic: request.topic(frame.lang),
        state: found.state.code(),
        state_label: frame.text(&format!("consultations-state-{}", found.state.code())),
        owner: owner.unwrap_or_else(|| frame.text("consultations-nobody")),
        due_on: time::date(found.due_on, frame.lang),
        is_overdue: request.is_overdue(time::today()),
        arrived_at: time::date_time(found.arrived_at, frame.lang),
    }
}
