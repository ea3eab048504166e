//! Making, changing and finishing a promise.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::promise;
use surveys::entity::state::PromiseState;
use surveys::error::Error;
use surveys::id::{AgencyId, PromiseId, SurveyId};
use surveys::store;
use surveys::store::promises::{Place, PromiseInput};

use super::form::{filled, read, state_choices, whose_choices};
use super::{Filter, address};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::agencies::merge::must_stand;
use crate::pages::approaches::{People, address as approach_address, agency_of, desk};
use crate::pages::crumbs;
use crate::pages::surveys::address as survey_address;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::paging::PageQuery;

/// Where a button of a promise leads back to, by the code that its form carries.
fn back(code: &str, survey: SurveyId, agency: Option<AgencyId>) -> String {
    match (code, agency) {
        ("agency", Some(agency)) => approach_address(survey, agency),
        ("today", _) => "/today".to_owned(),
        ("survey-today", _) => format!("{}/today", survey_address(survey)),
        _ => format!("{}/promises", survey_address(survey)),
    }
}

/// `POST /surveys/{id}/promises`
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let desk = desk(&frame.app, SurveyId(*id)).await?;
    let people = People::load(&frame.app).await?;
    let agency = match sent.get("agency").parse().map(AgencyId) {
        Ok(agency) => {
            let agency = agency_of(&frame.app, &desk.survey, agency).await?;
            must_stand(&frame.app, &agency).await?;
            Some(agency.id)
        }
        Err(_) => None,
    };
    let input = match read(&frame, &people, None, &sent) {
        Ok(input) => input,
        Err(form) => {
            let all = Filter::default();
            return super::page(&frame, &user, &desk, (&all, PageQuery::default()), *form).await;
        }
    };
    let place = Place { survey: desk.survey.id, agency, hearing: None };
    let transaction = frame.app.write().await?;
    store::promises::create(&transaction, place, input, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&back(sent.get("back"), desk.survey.id, agency), "success", "promises-created")
}

#[derive(Serialize)]
struct EditView {
    crumbs: Vec<Crumb>,
    form: FormView,
    action: String,
    revision: i32,
    whose: Vec<ChoiceView>,
    states: Vec<ChoiceView>,
    people: Vec<ChoiceView>,
    agency: String,
    agency_href: String,
    hearing: String,
    hearing_href: String,
}

/// `GET /promises/{id}`
pub async fn edit(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let promise = store::promises::find(&frame.app.db, PromiseId(*id)).await?;
    let form = filled(&promise);
    page(&frame, &promise, form, StatusCode::OK).await
}

/// `POST /promises/{id}`
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let promise = store::promises::find(&frame.app.db, PromiseId(*id)).await?;
    let people = People::load(&frame.app).await?;
    let input = match read(&frame, &people, promise.owner_id, &sent) {
        Ok(input) => input,
        Err(form) => return page(&frame, &promise, *form, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let revision = sent.get("revision").parse().unwrap_or(-1);
    let transaction = frame.app.write().await?;
    match store::promises::set(&transaction, promise.id, revision, input, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            let to = back("list", promise.survey_id, promise.agency_id);
            frame.redirect_with(&to, "success", "promises-saved")
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            let mut form = filled(&promise);
            form.type_in(&["body", "whose", "promise_owner", "due_on", "promise_state"], &sent);
            form.reject("body", frame.text("promises-stale"));
            page(&frame, &promise, form, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /promises/{id}/done`: the one button of lists. Pressed twice, it does nothing more.
pub async fn finish(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let transaction = frame.app.write().await?;
    let promise = store::promises::find(&transaction, PromiseId(*id)).await?;
    if promise.state != PromiseState::Done {
        let input = PromiseInput {
            body: promise.body.clone(),
            is_theirs: promise.is_theirs,
            owner: promise.owner_id,
            due_on: promise.due_on,
            state: PromiseState::Done,
        };
        store::promises::set(&transaction, promise.id, promise.revision, input, user.id).await?;
    }
    transaction.commit().await?;
    let to = back(sent.get("back"), promise.survey_id, promise.agency_id);
    frame.redirect_with(&to, "success", "promises-finished")
}

async fn page(
    frame: &Frame,
    promise: &promise::Model,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse> {
    let db = &frame.app.db;
    let survey = store::surveys::find(db, promise.survey_id).await?;
    let people = People::load(&frame.app).await?;
    let agency = match promise.agency_id {
        Some(id) => Some(store::agencies::find(db, id).await?),
        None => None,
    };
    let hearing = match promise.hearing_id {
        Some(id) => Some(store::hearings::find(db, id).await?),
        None => None,
    };
    let title = frame.text("promises-edit");
    let view = EditView {
        crumbs: crumbs::of_survey(
            frame,
            &survey,
            [(frame.text("promises-title"), back("list", survey.id, None)), (title.clone(), String::new())],
        ),
        form,
        action: address(promise.id),
        revision: promise.revision,
        whose: whose_choices(frame),
        states: state_choices(frame),
        people: people.choices(promise.owner_id),
        agency_href: agency.as_ref().map(|agency| approach_address(survey.id, agency.id)).unwrap_or_default(),
        agency: agency.map(|agency| agency.name).unwrap_or_default(),
        hearing_href: hearing.as_ref().map(|found| format!("/hearings/{}", found.id.0)).unwrap_or_default(),
        hearing: hearing.map(|found| found.number).unwrap_or_default(),
    };
    frame.page_with(status, "promises/edit.html", &title, &view)
}
