//! Organisations (法人): one page each, with its offices and what is known of them.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::PromiseState;
use surveys::entity::{agency, region, survey};
use surveys::error::Error;
use surveys::id::OrganisationId;
use surveys::store;
use surveys::store::organisations::LONGEST_NAME;

use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::agencies::{about, region_name};
use crate::pages::approaches::{self, state_label, state_tag};
use crate::view::form::{Crumb, FormView, crumbs};
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct ShowView {
    crumbs: Vec<Crumb>,
    offices: Vec<OfficeView>,
    action: String,
    /// The name that the form was made from.
    before: String,
    form: FormView,
}

#[derive(Serialize)]
struct OfficeView {
    name: String,
    href: String,
    about: String,
    /// What is known, in short sentences.
    known: Vec<String>,
    /// How far it has come in each survey.
    approaches: Vec<ApproachLine>,
}

#[derive(Serialize)]
struct ApproachLine {
    survey: String,
    href: String,
    state: String,
    state_tag: &'static str,
}

/// Address of an organisation's page.
pub fn address(id: OrganisationId) -> String {
    format!("/organisations/{}", id.0)
}

/// `GET /organisations/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Agency)?;
    let organisation = store::organisations::find(&frame.app.db, OrganisationId(*id)).await?;
    let form = FormView::filled([("name", organisation.name.clone())]);
    page(&frame, &user, organisation.id, organisation.name, form).await
}

/// `POST /organisations/{id}`: writes its name otherwise.
pub async fn rename(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let id = OrganisationId(*id);
    let stored = store::organisations::find(&frame.app.db, id).await?;
    let mut form = FormView::sent(&["name"], &sent);
    form.require(&frame, "name", "organisations-name");
    form.limit(&frame, "name", "organisations-name", LONGEST_NAME);
    if form.is_valid() {
        let name = form.value("name").to_owned();
        let transaction = frame.app.write().await?;
        match store::organisations::rename(&transaction, id, sent.get("before"), &name, user.id).await {
            Ok(()) => {
                transaction.commit().await?;
                return frame.redirect_with(&address(id), "success", "organisations-saved");
            }
            Err(Error::Taken(_)) => form.reject("name", frame.text("organisations-name-taken")),
            Err(Error::Stale) => form.reject("name", frame.text("organisations-name-changed")),
            Err(error) => return Err(error.into()),
        }
    }
    page(&frame, &user, id, stored.name, form).await
}

async fn page(
    frame: &Frame,
    user: &User,
    id: OrganisationId,
    name: String,
    form: FormView,
) -> Result<HttpResponse> {
    let db = &frame.app.db;
    let regions = store::regions::list(db).await?;
    let surveys = store::surveys::list(db).await?;
    let sees_hearings = may(user.role, Verb::View, Thing::Hearing);
    let mut offices = Vec::new();
    for agency in store::organisations::offices(db, id).await? {
        let mut office = office(frame, &regions, &agency).await?;
        if sees_hearings {
            add_hearings(frame, &surveys, &agency, &mut office).await?;
        }
        offices.push(office);
    }
    let is_valid = form.is_valid();
    let view = ShowView {
        crumbs: crumbs([
            (frame.text("agencies-title"), "/agencies".to_owned()),
            (name.clone(), String::new()),
        ]),
        offices,
        action: address(id),
        before: name.clone(),
        form,
    };
    match is_valid {
        true => frame.page("agencies/organisation.html", &name, &view),
        false => frame.problem_page("agencies/organisation.html", &name, &view),
    }
}

/// An office with how it is reached.
async fn office(frame: &Frame, regions: &[region::Model], agency: &agency::Model) -> Result<OfficeView> {
    let area = regions.iter().find(|region| region.id == agency.region_id);
    let area = area.map(|region| region_name(regions, region)).unwrap_or_default();
    let n_contacts = store::contacts::of_agency(&frame.app.db, agency.id).await?.len();
    let n_asked = store::invitations::of_agency(&frame.app.db, agency.id).await?.len();
    let n = |key: &str, n: usize| frame.text_with(key, &[("n", n.to_string())]);
    Ok(OfficeView {
        name: agency.name.clone(),
        href: format!("/agencies/{}", agency.id.0),
        about: about(frame, agency, &area),
        known: vec![n("organisations-n-contacts", n_contacts), n("organisations-n-asked", n_asked)],
        approaches: Vec::new(),
    })
}

async fn add_hearings(
    frame: &Frame,
    surveys: &[survey::Model],
    agency: &agency::Model,
    office: &mut OfficeView,
) -> Result<()> {
    let db = &frame.app.db;
    let hearings = store::hearings::of_agency(db, agency.id).await?;
    let mut args = vec![("n", hearings.len().to_string())];
    match hearings.first() {
        Some(newest) => {
            args.push(("date", time::date(newest.held_on, frame.lang)));
            office.known.push(frame.text_with("organisations-n-hearings", &args));
        }
        None => office.known.push(frame.text("organisations-no-hearings")),
    }
    let promises = store::promises::of_agency(db, agency.id).await?;
    let n_open = promises.iter().filter(|promise| promise.state != PromiseState::Done).count();
    office.known.push(frame.text_with("organisations-n-promises", &[("n", n_open.to_string())]));
    for approach in store::approaches::of_agency(db, agency.id).await? {
        let survey = surveys.iter().find(|survey| survey.id == approach.survey_id);
        office.approaches.push(ApproachLine {
            survey: survey.map(|survey| survey.title.clone()).unwrap_or_default(),
            href: approaches::address(approach.survey_id, agency.id),
            state: state_label(frame, approach.state),
            state_tag: state_tag(approach.state),
        });
    }
    Ok(())
}
