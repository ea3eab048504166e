//! Approaches: how far each agency of a survey has come towards its hearing, who sees to it, and what was agreed.
//!
//! An agency without a row was not contacted. Facts (an appointment, a note) move an agency on, never back; what people
//! set by hand is kept as they set it. Every change is an event of the row, and so its history.

mod way;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::entity::state::ApproachState;
use crate::entity::{approach, audit_event};
use crate::error::{Error, Result};
use crate::id::{AgencyId, ApproachId, SurveyId, UserId};
use crate::store::audit;

pub use self::way::{Meeting, Way};

/// What events are about.
const THING: &str = "approach";

/// What the coordinator enters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApproachInput {
    /// How far it has come.
    pub state: ApproachState,
    /// Who sees to it.
    pub owner: Option<UserId>,
    /// The day on which to get in touch again.
    pub next_contact_on: Option<NaiveDate>,
    /// Remark for colleagues.
    pub note: String,
}

/// An agreed appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// When it begins.
    pub at: DateTime<Utc>,
    /// How long it lasts.
    pub minutes: i32,
    /// A code of the hearing sheet's `METHODS`.
    pub method: String,
    /// Where: a place, a telephone number, an address on the web.
    pub place: String,
}

/// The approach to an agency in a survey; None while nobody has done anything.
pub async fn find(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    agency: AgencyId,
) -> Result<Option<approach::Model>> {
    Ok(one(survey, agency).one(db).await?)
}

/// The approaches of a survey, in the order they were begun.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<approach::Model>> {
    let query = approach::Entity::find()
        .filter(approach::COLUMN.survey_id.eq(survey))
        .order_by_asc(approach::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The approaches to an agency in all surveys, newest survey first.
pub async fn of_agency(db: &impl ConnectionTrait, agency: AgencyId) -> Result<Vec<approach::Model>> {
    let query = approach::Entity::find()
        .filter(approach::COLUMN.agency_id.eq(agency))
        .order_by_desc(approach::COLUMN.survey_id);
    Ok(query.all(db).await?)
}

/// Sets what the coordinator entered, if the approach is still at `revision` (0 = there was none); [`Error::Stale`]
/// otherwise. What stays as it is leaves no trace.
pub async fn set(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    agency: AgencyId,
    revision: i32,
    input: ApproachInput,
    by: UserId,
) -> Result<()> {
    let found = lock(db, survey, agency).await?;
    if found.revision != revision {
        return Err(Error::Stale);
    }
    let before = ApproachInput {
        state: found.state,
        owner: found.owner_id,
        next_contact_on: found.next_contact_on,
        note: found.note.clone(),
    };
    if before == input {
        return Ok(());
    }
    // Only what is new: the event stands in the history.
    let owner = input.owner.filter(|owner| Some(*owner) != before.owner);
    let next_contact_on = input.next_contact_on.filter(|day| Some(*day) != before.next_contact_on);
    let detail = serde_json::json!({
        "from": before.state,
        "to": input.state,
        "owner": owner.map(|owner| owner.0),
        "next_contact_on": next_contact_on,
        "has_new_note": input.note != before.note,
    });
    let id = found.id;
    let mut model = moved(found, input.state);
    model.owner_id = Set(input.owner);
    model.next_contact_on = Set(input.next_contact_on);
    model.note = Set(input.note);
    model.update(db).await?;
    record(db, Some(by), "approach.set", id, detail).await
}

/// Sets the state alone, as [`set`] does.
pub async fn move_to(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    agency: AgencyId,
    revision: i32,
    state: ApproachState,
    by: UserId,
) -> Result<()> {
    let found = lock(db, survey, agency).await?;
    let input = ApproachInput {
        state,
        owner: found.owner_id,
        next_contact_on: found.next_contact_on,
        note: found.note,
    };
    set(db, survey, agency, revision, input, by).await
}

/// Writes down an agreed appointment, or takes it back (None). With it an agency is at least scheduled, and the day to get in
/// touch has had its use; without it one that was scheduled is being arranged again.
pub async fn set_appointment(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    agency: AgencyId,
    appointment: Option<Appointment>,
    by: UserId,
) -> Result<()> {
    let found = lock(db, survey, agency).await?;
    let state = match (&appointment, found.state) {
        (Some(_), state) => state.at_least(ApproachState::Scheduled),
        (None, ApproachState::Scheduled) => ApproachState::Arranging,
        (None, state) => state,
    };
    let action = if appointment.is_some() { "approach.meet" } else { "approach.unmeet" };
    let at = appointment.as_ref().map(|appointment| appointment.at);
    let detail = serde_json::json!({ "from": found.state, "to": state, "at": at });
    let (id, sequence) = (found.id, found.appointment_sequence.saturating_add(1));
    let mut model = moved(found, state);
    if at.is_some() {
        model.next_contact_on = Set(None);
    }
    model.appointment_at = Set(at);
    model.appointment_minutes = Set(appointment.as_ref().map(|appointment| appointment.minutes));
    let (method, place) = appointment.map(|found| (found.method, found.place)).unwrap_or_default();
    model.appointment_method = Set(method);
    model.appointment_place = Set(place);
    model.appointment_changed_at = Set(Some(Utc::now()));
    model.appointment_sequence = Set(sequence);
    model.update(db).await?;
    record(db, Some(by), action, id, detail).await
}

/// A fact says that an agency is at least in this state: it is moved on if it was not. `by` is None for people without an
/// account.
pub(crate) async fn follow(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    agency: AgencyId,
    fact: ApproachState,
    by: Option<UserId>,
) -> Result<()> {
    let found = lock(db, survey, agency).await?;
    let state = found.state.at_least(fact);
    if state == found.state {
        return Ok(());
    }
    let detail = serde_json::json!({ "from": found.state, "to": state });
    let id = found.id;
    moved(found, state).update(db).await?;
    record(db, by, "approach.follow", id, detail).await
}

/// Ties an approach to another agency that has none in its survey: the two were found to be one, or not to be.
pub(super) async fn retie(db: &impl ConnectionTrait, id: ApproachId, agency: AgencyId) -> Result<()> {
    approach::ActiveModel { id: Set(id), agency_id: Set(agency), ..Default::default() }.update(db).await?;
    Ok(())
}

/// Lets an approach say what holds of two (`agency_merges`), or what it said before.
pub(super) async fn rewrite(
    db: &impl ConnectionTrait,
    id: ApproachId,
    way: &Way,
    action: &str,
    by: UserId,
) -> Result<()> {
    let found = approach::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)?;
    let is_other_meeting = Way::of(&found).appointment != way.appointment;
    let detail = serde_json::json!({ "from": found.state, "to": way.state });
    let sequence = found.appointment_sequence.saturating_add(1);
    let mut model = moved(found, way.state);
    model.state_since = Set(way.state_since);
    model.owner_id = Set(way.owner);
    model.next_contact_on = Set(way.next_contact_on);
    model.note = Set(way.note.clone());
    if is_other_meeting {
        let meeting = way.appointment.as_ref();
        model.appointment_at = Set(meeting.map(|meeting| meeting.at));
        model.appointment_minutes = Set(meeting.and_then(|meeting| meeting.minutes));
        let words = |part: fn(&Meeting) -> &String| meeting.map(part).cloned().unwrap_or_default();
        model.appointment_method = Set(words(|meeting| &meeting.method));
        model.appointment_place = Set(words(|meeting| &meeting.place));
        model.appointment_changed_at = Set(Some(Utc::now()));
        model.appointment_sequence = Set(sequence);
    }
    model.update(db).await?;
    record(db, Some(by), action, id, detail).await
}

/// What was done with an approach, the oldest first.
pub async fn history(db: &impl ConnectionTrait, id: ApproachId) -> Result<Vec<audit_event::Model>> {
    audit::of_thing(db, THING, id.0).await
}

fn one(survey: SurveyId, agency: AgencyId) -> sea_orm::Select<approach::Entity> {
    approach::Entity::find()
        .filter(approach::COLUMN.survey_id.eq(survey))
        .filter(approach::COLUMN.agency_id.eq(agency))
}

/// The row, made when it is not there yet, for this transaction alone.
async fn lock(db: &impl ConnectionTrait, survey: SurveyId, agency: AgencyId) -> Result<approach::Model> {
    let new = approach::ActiveModel {
        survey_id: Set(survey),
        agency_id: Set(agency),
        state: Set(ApproachState::NotContacted),
        state_since: Set(Utc::now()),
        note: Set(String::new()),
        appointment_method: Set(String::new()),
        appointment_place: Set(String::new()),
        appointment_sequence: Set(0),
        revision: Set(0),
        ..Default::default()
    };
    let once =
        OnConflict::columns([approach::Column::SurveyId, approach::Column::AgencyId]).do_nothing().to_owned();
    approach::Entity::insert(new).on_conflict(once).exec_without_returning(db).await?;
    one(survey, agency).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// The row with its next revision, in a state that may be another one.
fn moved(found: approach::Model, state: ApproachState) -> approach::ActiveModel {
    let is_other = found.state != state;
    let revision = found.revision.saturating_add(1);
    let mut model = found.into_active_model();
    model.revision = Set(revision);
    if is_other {
        model.state = Set(state);
        model.state_since = Set(Utc::now());
    }
    model
}

async fn record(
    db: &impl ConnectionTrait,
    by: Option<UserId>,
    action: &str,
    id: ApproachId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event { user: by, action, thing_kind: THING, thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
