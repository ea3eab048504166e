//! Hearings of a survey: who has not been heard yet, and the notes.

pub mod autosave;
pub mod edit;
pub mod import;
pub mod mark;
mod meet;
mod sheet_form;
pub mod versions;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::state::ApproachState;
use surveys::entity::{agency, hearing, survey};
use surveys::id::SurveyId;
use surveys::store;

use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::agencies::{kind_choices, kind_label};
use crate::pages::approaches::board::{tag, when};
use crate::pages::approaches::{self, Desk, People, Room, desk, rooms, state_choices};
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::time;

/// What the list shows.
#[derive(Deserialize)]
pub struct Filter {
    /// `not_heard`, `heard`, or how far an agency has come.
    #[serde(default)]
    state: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    region: String,
    /// `me` for what the person sees to.
    #[serde(default)]
    owner: String,
}

#[derive(Serialize)]
struct IndexView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    rooms: Vec<Room>,
    n_agencies: usize,
    n_heard: usize,
    n_not_heard: usize,
    agencies: Vec<AgencyLine>,
    n_shown: usize,
    filter: FilterView,
    base: String,
}

#[derive(Serialize)]
struct FilterView {
    state: String,
    states: Vec<ChoiceView>,
    kind: String,
    kinds: Vec<ChoiceView>,
    region: String,
    regions: Vec<ChoiceView>,
    owner: String,
    owners: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct AgencyLine {
    name: String,
    href: String,
    kind: String,
    region: String,
    state: String,
    state_tag: &'static str,
    when: String,
    is_late: bool,
    owner: String,
    hearings: Vec<HearingLine>,
    new_href: String,
}

/// A hearing in a list.
#[derive(Serialize)]
pub struct HearingLine {
    label: String,
    href: String,
    /// The note is written up.
    is_written_up: bool,
}

/// `GET /surveys/{id}/hearings`
pub async fn index(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let desk = desk(&frame.app, SurveyId(*id)).await?;
    let people = People::load(&frame.app).await?;
    let is_heard = |agency: &agency::Model| desk.hearings_of(agency.id).next().is_some();
    let mut shown: Vec<&agency::Model> =
        desk.agencies.iter().filter(|agency| is_shown(&desk, &user, &filter, agency)).collect();
    // Who has not been heard is the reason to open this page, and whose day comes first stands first.
    shown.sort_by_key(|agency| {
        let day = desk.approaches.get(&agency.id).and_then(|approach| approach.next_contact_on);
        (is_heard(agency), day.is_none(), day)
    });
    let base = format!("{}/hearings", address(desk.survey.id));
    let n_heard = desk.agencies.iter().filter(|agency| is_heard(agency)).count();
    let view = IndexView {
        crumbs: crumbs::of_survey(
            &frame,
            &desk.survey,
            [(frame.text("surveys-tab-hearings"), String::new())],
        ),
        tabs: tabs(&frame, &user, desk.survey.id, "/hearings"),
        rooms: rooms(&frame, desk.survey.id, "/hearings"),
        title: desk.survey.title.clone(),
        n_agencies: desk.agencies.len(),
        n_heard,
        n_not_heard: desk.agencies.len() - n_heard,
        n_shown: shown.len(),
        agencies: shown.into_iter().map(|agency| line(&frame, &desk, &people, agency, &base)).collect(),
        filter: filter_view(&frame, &filter, &desk),
        base,
    };
    frame.page("hearings/index.html", &frame.text("surveys-tab-hearings"), &view)
}

fn is_shown(desk: &Desk, user: &User, filter: &Filter, agency: &agency::Model) -> bool {
    let is_heard = desk.hearings_of(agency.id).next().is_some();
    let fits = match filter.state.as_str() {
        "" => true,
        "heard" => is_heard,
        "not_heard" => !is_heard,
        code => ApproachState::from_code(code) == Some(desk.state(agency.id)),
    };
    let owner = desk.approaches.get(&agency.id).and_then(|approach| approach.owner_id);
    fits && (filter.kind.is_empty() || agency.kind == filter.kind)
        && (filter.region.is_empty() || agency.region_id.0.to_string() == filter.region)
        && (filter.owner.is_empty() || owner == Some(user.id))
}

fn line(frame: &Frame, desk: &Desk, people: &People, agency: &agency::Model, base: &str) -> AgencyLine {
    let approach = desk.approaches.get(&agency.id);
    let (state, state_tag) = tag(frame, desk, agency);
    let (when, is_late) = when(frame, desk, agency);
    AgencyLine {
        name: agency.name.clone(),
        href: approaches::address(desk.survey.id, agency.id),
        kind: kind_label(frame, &agency.kind),
        region: desk.area(agency.region_id),
        state,
        state_tag,
        when,
        is_late,
        owner: people.name(approach.and_then(|approach| approach.owner_id)),
        hearings: desk.hearings_of(agency.id).map(|hearing| hearing_line(frame, hearing)).collect(),
        new_href: format!("{base}/new?agency={}", agency.id.0),
    }
}

/// A hearing as its day and number.
pub fn hearing_line(frame: &Frame, hearing: &hearing::Model) -> HearingLine {
    HearingLine {
        label: format!("{} {}", time::date(hearing.held_on, frame.lang), hearing.number),
        href: edit::show_address(hearing.id),
        is_written_up: hearing.written_up_at.is_some(),
    }
}

fn filter_view(frame: &Frame, filter: &Filter, desk: &Desk) -> FilterView {
    let choice = |value: &str, key: &str| ChoiceView { value: value.to_owned(), label: frame.text(key) };
    let mut states =
        vec![choice("not_heard", "hearings-state-not_heard"), choice("heard", "hearings-state-heard")];
    states.extend(state_choices(frame));
    FilterView {
        state: filter.state.clone(),
        states,
        kind: filter.kind.clone(),
        kinds: kind_choices(frame),
        region: filter.region.clone(),
        regions: desk
            .areas
            .iter()
            .map(|area| ChoiceView { value: area.id.0.to_string(), label: area.name.clone() })
            .collect(),
        owner: filter.owner.clone(),
        owners: vec![choice("me", "approaches-mine")],
    }
}

/// The agencies on the list, and the sheet's own when it has been taken off.
async fn choosable(
    frame: &Frame,
    survey: &survey::Model,
    hearing: Option<&hearing::Model>,
) -> Result<Vec<agency::Model>> {
    let mut agencies = store::agencies::in_region(&frame.app.db, survey.region_id).await?;
    if let Some(own) = hearing.map(|hearing| hearing.agency_id)
        && agencies.iter().all(|agency| agency.id != own)
    {
        agencies.push(store::agencies::find(&frame.app.db, own).await?);
    }
    Ok(agencies)
}
