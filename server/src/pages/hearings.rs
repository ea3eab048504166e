//! Hearings of a survey: who has not been heard yet, and the notes.

pub mod autosave;
pub mod create;
pub mod edit;
pub mod files;
mod head;
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

pub use self::sheet_form::LONGEST_SECTION;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::agencies::kind_label;
use crate::pages::approaches::board::{When, next_day, tag, when};
use crate::pages::approaches::filter::{Filter, FilterView};
use crate::pages::approaches::{self, Desk, People, desk, rooms, state_choices};
use crate::pages::conditions::written;
use crate::pages::crumbs;
use crate::pages::rooms::Room;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};
use crate::view::time;

/// Agencies on one page.
const PAGE: usize = 50;

/// How far agencies have come that the list shows.
#[derive(Deserialize)]
pub struct StateFilter {
    /// `not_heard`, `heard`, or the code of a state; empty = all.
    #[serde(default)]
    state: String,
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
    paging: Paging,
    state: String,
    states: Vec<ChoiceView>,
    filter: FilterView,
    base: String,
}

#[derive(Serialize)]
struct AgencyLine {
    name: String,
    href: String,
    kind: String,
    region: String,
    state: String,
    state_tag: &'static str,
    when: When,
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
    state: web::Query<StateFilter>,
    filter: web::Query<Filter>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let desk = desk(&frame.app, SurveyId(*id)).await?;
    let people = People::load(&frame.app).await?;
    let is_heard = |agency: &agency::Model| desk.hearings_of(agency.id).next().is_some();
    let is_shown = |agency: &&agency::Model| state.takes(&desk, agency) && filter.takes(&desk, &user, agency);
    let mut shown: Vec<&agency::Model> = desk.agencies.iter().filter(is_shown).collect();
    // Who has not been heard is the reason to open this page, and whose day comes first stands first; whoever will not be heard
    // stands behind those who may be.
    shown.sort_by_key(|agency| {
        let day = next_day(&desk, agency);
        (is_heard(agency), day.is_none(), day, desk.state(agency.id).is_aside())
    });
    let base = format!("{}/hearings", address(desk.survey.id));
    let asked = format!("{base}?{}{}&page=", written(&[("state", &state.state)]), filter.query());
    let paging = Paging::new(asked, *page, shown.len(), PAGE);
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
        agencies: paging.shown(shown).map(|agency| line(&frame, &desk, &people, agency, &base)).collect(),
        paging,
        states: state_filter_choices(&frame),
        filter: filter.view(&frame, &desk),
        state: state.into_inner().state,
        base,
    };
    frame.page("hearings/index.html", &frame.text("surveys-tab-hearings"), &view)
}

impl StateFilter {
    fn takes(&self, desk: &Desk, agency: &agency::Model) -> bool {
        let is_heard = desk.hearings_of(agency.id).next().is_some();
        match self.state.as_str() {
            "" => true,
            "heard" => is_heard,
            "not_heard" => !is_heard,
            code => ApproachState::from_code(code) == Some(desk.state(agency.id)),
        }
    }
}

fn state_filter_choices(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |value: &str| ChoiceView {
        value: value.to_owned(),
        label: frame.text(&format!("hearings-state-{value}")),
    };
    let mut choices: Vec<ChoiceView> = ["not_heard", "heard"].map(choice).into();
    choices.extend(state_choices(frame));
    choices
}

fn line(frame: &Frame, desk: &Desk, people: &People, agency: &agency::Model, base: &str) -> AgencyLine {
    let approach = desk.approaches.get(&agency.id);
    let (state, state_tag) = tag(frame, desk, agency);
    AgencyLine {
        name: agency.name.clone(),
        href: approaches::address(desk.survey.id, agency.id),
        kind: kind_label(frame, &agency.kind),
        region: desk.area(agency.region_id),
        state,
        state_tag,
        when: when(frame, desk, agency),
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

/// The way to a page about a hearing: the survey, its hearings, the hearing, and these steps.
///
/// # Errors
/// When there is no such survey.
pub async fn way(frame: &Frame, hearing: &hearing::Model, steps: &[(String, String)]) -> Result<Vec<Crumb>> {
    let survey = store::surveys::find(&frame.app.db, hearing.survey_id).await?;
    let list = format!("{}/hearings", address(survey.id));
    let mut way = crumbs::of_survey(
        frame,
        &survey,
        [
            (frame.text("surveys-tab-hearings"), list),
            (hearing.number.clone(), edit::show_address(hearing.id)),
        ],
    );
    way.extend(steps.iter().map(|(label, href)| Crumb { label: label.clone(), href: href.clone() }));
    Ok(way)
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
