//! Hearings of a survey: who has not been heard yet, and the notes.

pub mod edit;
pub mod mark;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::{agency, hearing, survey};
use surveys::id::SurveyId;
use surveys::stakeholder::agency_kind::AGENCY_KINDS;
use surveys::store;

use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::agencies::kind_label;
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::time;

/// What the list shows.
#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    state: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    region: String,
}

#[derive(Serialize)]
struct IndexView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
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
}

#[derive(Serialize)]
struct AgencyLine {
    name: String,
    kind: String,
    region: String,
    is_heard: bool,
    hearings: Vec<HearingLine>,
    new_href: String,
}

#[derive(Serialize)]
struct HearingLine {
    label: String,
    href: String,
}

/// `GET /surveys/{id}/hearings`
pub async fn index(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let db = &frame.app.db;
    let survey = store::surveys::find(db, SurveyId(*id)).await?;
    let region = store::regions::find(db, survey.region_id).await?;
    let areas = store::regions::areas(db, survey.region_id).await?;
    let agencies = store::agencies::in_region(db, survey.region_id).await?;
    let hearings = store::hearings::of_survey(db, survey.id).await?;
    let is_heard = |agency: &agency::Model| hearings.iter().any(|hearing| hearing.agency_id == agency.id);
    let is_shown = |agency: &&agency::Model| {
        (filter.state.is_empty() || (filter.state == "heard") == is_heard(agency))
            && (filter.kind.is_empty() || agency.kind == filter.kind)
            && (filter.region.is_empty() || agency.region_id.0.to_string() == filter.region)
    };
    let base = format!("{}/hearings", address(survey.id));
    let line = |agency: &agency::Model| AgencyLine {
        name: agency.name.clone(),
        kind: kind_label(&frame, &agency.kind),
        region: areas
            .iter()
            .find(|area| area.id == agency.region_id)
            .map_or(&region.name, |area| &area.name)
            .clone(),
        is_heard: is_heard(agency),
        hearings: hearings
            .iter()
            .filter(|hearing| hearing.agency_id == agency.id)
            .map(|hearing| hearing_line(&frame, hearing))
            .collect(),
        new_href: format!("{base}/new?agency={}", agency.id.0),
    };
    let n_heard = agencies.iter().filter(|agency| is_heard(agency)).count();
    let mut lines: Vec<AgencyLine> = agencies.iter().filter(is_shown).map(line).collect();
    // Who has not been heard is the reason to open this page.
    lines.sort_by_key(|line| line.is_heard);
    let view = IndexView {
        crumbs: crumbs::of_survey(&frame, &survey, [(frame.text("surveys-tab-hearings"), String::new())]),
        tabs: tabs(&frame, &user, survey.id, "/hearings"),
        title: survey.title,
        n_agencies: agencies.len(),
        n_heard,
        n_not_heard: agencies.len() - n_heard,
        n_shown: lines.len(),
        agencies: lines,
        filter: filter_view(&frame, &filter, &areas),
        base,
    };
    frame.page("hearings/index.html", &frame.text("surveys-tab-hearings"), &view)
}

fn hearing_line(frame: &Frame, hearing: &hearing::Model) -> HearingLine {
    HearingLine {
        label: format!("{} {}", time::date(hearing.held_on, frame.lang), hearing.number),
        href: format!("/hearings/{}", hearing.id.0),
    }
}

fn filter_view(frame: &Frame, filter: &Filter, areas: &[surveys::entity::region::Model]) -> FilterView {
    FilterView {
        state: filter.state.clone(),
        states: ["not_heard", "heard"]
            .map(|state| ChoiceView {
                value: state.to_owned(),
                label: frame.text(&format!("hearings-state-{state}")),
            })
            .into(),
        kind: filter.kind.clone(),
        kinds: AGENCY_KINDS
            .iter()
            .map(|kind| ChoiceView { value: kind.code.to_owned(), label: kind_label(frame, kind.code) })
            .collect(),
        region: filter.region.clone(),
        regions: areas
            .iter()
            .map(|area| ChoiceView { value: area.id.0.to_string(), label: area.name.clone() })
            .collect(),
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
