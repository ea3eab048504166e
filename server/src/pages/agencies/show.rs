//! Everything that is known about an agency, over all surveys.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::QuotePermission;
use surveys::entity::{agency, approach, hearing, survey};
use surveys::hearing::confirmation::Use;
use surveys::id::AgencyId;
use surveys::store;

use super::asked::{Asked, asked};
use super::contacts::ContactLine;
use super::different::{self, DifferentView};
use super::listed::{Around, DoubleView, LinkView};
use super::merge::{Standing, standing};
use super::place::{self, PlaceRow};
use super::{about, region_name};
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::approaches::history::{Happened, history};
use crate::pages::approaches::{self, People, state_label, state_tag};
use crate::pages::hearings::{HearingLine, hearing_line};
use crate::pages::promises::{PromiseLine, lines};
use crate::view::form::{Crumb, crumbs};
use crate::view::frame::Frame;
use crate::view::time;

/// Changes of a way to a hearing that are shown; its own page has all.
const NEWEST: usize = 5;

#[derive(Serialize)]
struct ShowView {
    crumbs: Vec<Crumb>,
    about: String,
    note: String,
    /// Its municipality and its areas under schemes; none where neither is known.
    place: Vec<PlaceRow>,
    is_active: bool,
    edit_href: String,
    merge_href: String,
    organisation: Option<LinkView>,
    doubles: Vec<DoubleView>,
    /// Agencies that look like it and are not.
    different: Vec<DifferentView>,
    merged: Standing,
    contacts: Vec<ContactLine>,
    contact_href: String,
    /// Surveys in which something was done; none for whoever may not see hearings.
    approaches: Vec<ApproachView>,
    hearings: Vec<HeardView>,
    promises: Vec<PromiseLine>,
    asked: Vec<Asked>,
}

#[derive(Serialize)]
struct ApproachView {
    survey: String,
    href: String,
    state: String,
    state_tag: &'static str,
    owner: String,
    note: String,
    history: Vec<Happened>,
}

#[derive(Serialize)]
struct HeardView {
    line: HearingLine,
    survey: String,
    /// What the partner allowed.
    consent: Vec<String>,
}

/// `GET /agencies/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Agency)?;
    let db = &frame.app.db;
    let agency = store::agencies::find(db, AgencyId(*id)).await?;
    let regions = store::regions::list(db).await?;
    let region = regions.iter().find(|region| region.id == agency.region_id);
    let region = region.map(|region| region_name(&regions, region)).unwrap_or_default();
    let contacts = store::contacts::of_agency(db, agency.id).await?;
    let around = Around::load(&frame).await?;
    let address = format!("/agencies/{}", agency.id.0);
    let mut view = ShowView {
        crumbs: crumbs([
            (frame.text("agencies-title"), "/agencies".to_owned()),
            (agency.name.clone(), String::new()),
        ]),
        about: about(&frame, &agency, &region),
        note: agency.note.clone(),
        place: place::rows(&frame, &agency, &regions).await?,
        is_active: agency.is_active,
        edit_href: format!("{address}/edit"),
        merge_href: format!("{address}/merge"),
        organisation: around.organisation(&agency),
        doubles: around.doubles(&frame, &agency),
        different: different::of_agency(&frame, &agency).await?,
        merged: standing(&frame, &agency).await?,
        contacts: contacts.iter().map(|contact| ContactLine::of(&frame, contact)).collect(),
        contact_href: format!("{address}/contacts/new"),
        approaches: Vec::new(),
        hearings: Vec::new(),
        promises: Vec::new(),
        asked: Vec::new(),
    };
    if may(user.role, Verb::View, Thing::Hearing) {
        add_hearings(&frame, &agency, &mut view).await?;
    }
    if may(user.role, Verb::View, Thing::Invitation) && may(user.role, Verb::View, Thing::Analysis) {
        view.asked = asked(&frame, agency.id).await?;
    }
    frame.page("agencies/show.html", &agency.name, &view)
}

async fn add_hearings(frame: &Frame, agency: &agency::Model, view: &mut ShowView) -> Result<()> {
    let db = &frame.app.db;
    let surveys = store::surveys::list(db).await?;
    let title = |id| {
        let found = surveys.iter().find(|survey: &&survey::Model| survey.id == id);
        found.map(|survey| survey.title.clone()).unwrap_or_default()
    };
    let people = People::load(&frame.app).await?;
    for approach in store::approaches::of_agency(db, agency.id).await? {
        let survey = title(approach.survey_id);
        view.approaches.push(approach_view(frame, &people, agency, approach, survey).await?);
    }
    // Where nothing was done yet, the way there is offered.
    for survey in surveys.iter().filter(|survey| survey.region_id == agency.region_id) {
        offer(frame, agency, survey, view);
    }
    let area = store::regions::find(db, agency.region_id).await?;
    for survey in surveys.iter().filter(|survey| Some(survey.region_id) == area.parent_id) {
        offer(frame, agency, survey, view);
    }
    for hearing in store::hearings::of_agency(db, agency.id).await? {
        let wishes = store::confirmations::wishes_of(db, hearing.id).await?;
        view.hearings.push(HeardView {
            line: hearing_line(frame, &hearing),
            survey: title(hearing.survey_id),
            consent: consent(frame, &hearing, &wishes.refused),
        });
    }
    let promises = store::promises::of_agency(db, agency.id).await?;
    view.promises = lines(frame, &people, promises.iter(), &[], "agency");
    Ok(())
}

async fn approach_view(
    frame: &Frame,
    people: &People,
    agency: &agency::Model,
    approach: approach::Model,
    survey: String,
) -> Result<ApproachView> {
    let events = store::approaches::history(&frame.app.db, approach.id).await?;
    let mut history = history(frame, people, &events);
    history.truncate(NEWEST);
    Ok(ApproachView {
        survey,
        href: approaches::address(approach.survey_id, agency.id),
        state: state_label(frame, approach.state),
        state_tag: state_tag(approach.state),
        owner: people.name(approach.owner_id),
        note: approach.note,
        history,
    })
}

/// Adds a survey of the agency's region in which nothing was done yet.
fn offer(frame: &Frame, agency: &agency::Model, survey: &survey::Model, view: &mut ShowView) {
    let href = approaches::address(survey.id, agency.id);
    if view.approaches.iter().any(|known| known.href == href) {
        return;
    }
    let state = surveys::entity::state::ApproachState::NotContacted;
    view.approaches.push(ApproachView {
        survey: survey.title.clone(),
        href,
        state: state_label(frame, state),
        state_tag: state_tag(state),
        owner: String::new(),
        note: String::new(),
        history: Vec::new(),
    });
}

/// What a partner allowed, in words; "nothing" where nothing was. Uses that they took back and that do not stand on the sheet
/// yet (`refused`) are named as such.
pub fn consent(frame: &Frame, hearing: &hearing::Model, refused: &[Use]) -> Vec<String> {
    let label = |key: &str| frame.text(&format!("hearing-field-{key}"));
    let but = |key: &str, what: &str| {
        let args = [("use", label(key)), ("what", frame.text(what))];
        frame.text_with("agencies-allowed-but", &args)
    };
    let (taken_back, open): (Vec<Use>, Vec<Use>) =
        Use::ALL.into_iter().filter(|one| is_on_sheet(hearing, *one)).partition(|one| refused.contains(one));
    let mut allowed = Vec::new();
    if hearing.may_record {
        allowed.push(label("may_record"));
    }
    for one in open {
        let is_asked = one == Use::Quote && hearing.may_quote == QuotePermission::Ask;
        allowed.push(if is_asked { but(one.code(), "hearing-quote-ask") } else { label(one.code()) });
    }
    if allowed.is_empty() {
        allowed.push(frame.text("agencies-nothing-allowed"));
    }
    allowed.extend(taken_back.into_iter().map(|one| but(one.code(), "confirmations-taken-back")));
    if let Some(day) = hearing.withdrawal_deadline {
        let args = [("date", time::date(day, frame.lang))];
        allowed.push(frame.text_with("agencies-consent-until", &args));
    }
    allowed
}

/// Whether the sheet allows a use, be it after asking again.
fn is_on_sheet(hearing: &hearing::Model, one: Use) -> bool {
    match one {
        Use::Share => hearing.may_share,
        Use::ShowCase => hearing.may_show_case,
        Use::Quote => hearing.may_quote != QuotePermission::No,
        Use::Present => hearing.may_present,
    }
}
