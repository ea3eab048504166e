//! The way of agencies to their hearing: where each stands, who sees to it, what was agreed.

pub mod appointment;
pub mod board;
pub mod change;
pub mod filter;
pub mod history;
pub mod print;
pub mod show;

use std::collections::{BTreeMap, HashMap};

use surveys::entity::state::ApproachState;
use surveys::entity::{agency, approach, hearing, region, survey, user};
use surveys::id::{AgencyId, RegionId, SurveyId, UserId};
use surveys::store;

use crate::app::App;
use crate::auth::policy::{self, Thing, Verb};
use crate::error::{AppError, Result};
use crate::pages::rooms::{Room, room_links};
use crate::pages::surveys::address as survey_address;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// A survey with its agencies and how far each has come.
pub struct Desk {
    /// The study.
    pub survey: survey::Model,
    /// Its region.
    pub region: region::Model,
    /// The areas within the region.
    pub areas: Vec<region::Model>,
    /// The active agencies of the region.
    pub agencies: Vec<agency::Model>,
    /// The hearings, newest first.
    pub hearings: Vec<hearing::Model>,
    /// What was done about each agency.
    pub approaches: HashMap<AgencyId, approach::Model>,
}

impl Desk {
    /// How far an agency has come.
    pub fn state(&self, agency: AgencyId) -> ApproachState {
        self.approaches.get(&agency).map_or(ApproachState::NotContacted, |approach| approach.state)
    }

    /// Name of an area, or of the region for what is in none.
    pub fn area(&self, id: RegionId) -> String {
        self.areas.iter().find(|area| area.id == id).map_or(&self.region.name, |area| &area.name).clone()
    }

    /// An agency of the list.
    pub fn agency(&self, id: AgencyId) -> Option<&agency::Model> {
        self.agencies.iter().find(|agency| agency.id == id)
    }

    /// The hearings of an agency, newest first.
    pub fn hearings_of(&self, id: AgencyId) -> impl Iterator<Item = &hearing::Model> {
        self.hearings.iter().filter(move |hearing| hearing.agency_id == id)
    }
}

/// Loads a survey with its agencies.
///
/// # Errors
/// When there is no such survey.
pub async fn desk(app: &App, id: SurveyId) -> Result<Desk> {
    let db = &app.db;
    let survey = store::surveys::find(db, id).await?;
    let approaches = store::approaches::of_survey(db, id).await?;
    Ok(Desk {
        region: store::regions::find(db, survey.region_id).await?,
        areas: store::regions::areas(db, survey.region_id).await?,
        agencies: store::agencies::in_region(db, survey.region_id).await?,
        hearings: store::hearings::of_survey(db, id).await?,
        approaches: approaches.into_iter().map(|approach| (approach.agency_id, approach)).collect(),
        survey,
    })
}

/// Names of those with an account.
pub struct People {
    names: BTreeMap<UserId, String>,
    users: Vec<user::Model>,
}

impl People {
    /// All of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(app: &App) -> Result<People> {
        let users = store::users::list(&app.db).await?;
        Ok(People { names: users.iter().map(|user| (user.id, user.display_name.clone())).collect(), users })
    }

    /// A person's name; empty for nobody.
    pub fn name(&self, id: Option<UserId>) -> String {
        id.and_then(|id| self.names.get(&id)).cloned().unwrap_or_default()
    }

    /// Those who may see to hearings, besides somebody who does already.
    pub fn choices(&self, owner: Option<UserId>) -> Vec<ChoiceView> {
        let may = |user: &&user::Model| {
            Some(user.id) == owner || (user.is_active && policy::may(user.role, Verb::Change, Thing::Hearing))
        };
        let choice = |user: &user::Model| ChoiceView {
            value: user.id.0.to_string(),
            label: user.display_name.clone(),
        };
        self.users.iter().filter(may).map(choice).collect()
    }

    /// Who a form names: nobody (`Some(None)`), or somebody who may be chosen; `None` for anybody else.
    pub fn chosen(&self, typed: &str, owner: Option<UserId>) -> Option<Option<UserId>> {
        if typed.is_empty() {
            return Some(None);
        }
        let is_offered = self.choices(owner).iter().any(|choice| choice.value == typed);
        typed.parse().ok().filter(|_| is_offered).map(|id| Some(UserId(id)))
    }
}

/// An agency of a survey's region, also when it has been taken off the list.
///
/// # Errors
/// [`AppError::NotFound`] for agencies of other regions.
pub async fn agency_of(app: &App, survey: &survey::Model, id: AgencyId) -> Result<agency::Model> {
    let agency = store::agencies::find(&app.db, id).await?;
    let area = store::regions::find(&app.db, agency.region_id).await?;
    let is_inside = area.id == survey.region_id || area.parent_id == Some(survey.region_id);
    if is_inside { Ok(agency) } else { Err(AppError::NotFound) }
}

/// The page of an agency within a survey.
pub fn address(survey: SurveyId, agency: AgencyId) -> String {
    format!("{}/agencies/{}", survey_address(survey), agency.0)
}

/// The name of a state.
pub fn state_label(frame: &Frame, state: ApproachState) -> String {
    frame.text(&format!("approaches-state-{}", state.code()))
}

/// The kind of a state's tag.
pub fn state_tag(state: ApproachState) -> &'static str {
    match state {
        ApproachState::NotContacted => "warning",
        ApproachState::Requested | ApproachState::Arranging | ApproachState::Scheduled => "info",
        ApproachState::Held => "warning",
        ApproachState::Recorded | ApproachState::Confirmed | ApproachState::Releasable => "success",
        ApproachState::Declined
        | ApproachState::OnHold
        | ApproachState::Unreachable
        | ApproachState::Excluded => "",
    }
}

/// All states to choose from.
pub fn state_choices(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |state: ApproachState| ChoiceView {
        value: state.code().to_owned(),
        label: state_label(frame, state),
    };
    ApproachState::ALL.map(choice).into()
}

/// The pages about the hearings of a survey: last part of the address and Fluent key.
const ROOMS: &[(&str, &str)] = &[
    ("/hearings", "approaches-room-list"),
    ("/hearings/board", "approaches-room-board"),
    ("/today", "approaches-room-today"),
    ("/promises", "approaches-room-promises"),
    ("/week", "approaches-room-week"),
];

/// The pages about the hearings of a survey, `current` being the last part of the current one's address.
pub fn rooms(frame: &Frame, survey: SurveyId, current: &str) -> Vec<Room> {
    room_links(frame, &survey_address(survey), ROOMS, current)
}
