//! Requests for consultation: who sees to them, by when, what was agreed.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
};

use crate::entity::state::ConsultationState;
use crate::entity::{audit_event, consultation, consultation_note, response};
use crate::error::{Error, Result};
use crate::id::{QuestionnaireId, ResponseId, UserId};
use crate::store::audit;

/// What events are about.
const THING: &str = "consultation";

/// An agreed meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// When it begins.
    pub at: DateTime<Utc>,
    /// How long it lasts.
    pub minutes: i32,
    /// Where: a room, a telephone number, an address on the web.
    pub place: String,
}

/// A request has arrived with a response. Sent again (mended), it stays as it is.
pub async fn arrive(db: &impl ConnectionTrait, response: ResponseId, due_on: NaiveDate) -> Result<()> {
    if consultation::Entity::find_by_id(response).one(db).await?.is_some() {
        return Ok(());
    }
    consultation::ActiveModel {
        response_id: Set(response),
        state: Set(ConsultationState::Received),
        due_on: Set(due_on),
        arrived_at: Set(Utc::now()),
        meeting_place: Set(String::new()),
        meeting_sequence: Set(0),
        ..Default::default()
    }
    .insert(db)
    .await?;
    record(db, None, "consultation.arrive", response, serde_json::json!({ "due_on": due_on })).await
}

/// The request with this response.
pub async fn find(db: &impl ConnectionTrait, id: ResponseId) -> Result<consultation::Model> {
    consultation::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The requests of a questionnaire in the order of their numbers.
pub async fn of_questionnaire(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
) -> Result<Vec<consultation::Model>> {
    let of_it = response::Entity::find()
        .select_only()
        .column(response::Column::Id)
        .filter(response::COLUMN.questionnaire_id.eq(id))
        .into_query();
    let query = consultation::Entity::find()
        .filter(consultation::Column::ResponseId.in_subquery(of_it))
        .order_by_asc(consultation::COLUMN.response_id);
    Ok(query.all(db).await?)
}

async fn lock(db: &impl ConnectionTrait, id: ResponseId) -> Result<consultation::Model> {
    consultation::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// Says where a request stands, who sees to it and by when.
pub async fn set(
    db: &impl ConnectionTrait,
    id: ResponseId,
    state: ConsultationState,
    owner: Option<UserId>,
    due_on: NaiveDate,
    by: UserId,
) -> Result<()> {
    let found = lock(db, id).await?;
    if (found.state, found.owner_id, found.due_on) == (state, owner, due_on) {
        return Ok(());
    }
    let mut model = found.into_active_model();
    model.state = Set(state);
    model.owner_id = Set(owner);
    model.due_on = Set(due_on);
    model.update(db).await?;
    let detail = serde_json::json!({ "state": state, "owner": owner.map(|owner| owner.0), "due_on": due_on });
    record(db, Some(by), "consultation.set", id, detail).await
}

/// Writes down an agreed meeting; None takes it back. A request that was not done is scheduled with it.
pub async fn set_meeting(
    db: &impl ConnectionTrait,
    id: ResponseId,
    meeting: Option<Meeting>,
    by: UserId,
) -> Result<()> {
    let found = lock(db, id).await?;
    let state = match (&meeting, found.state) {
        (Some(_), ConsultationState::Received | ConsultationState::Replied) => ConsultationState::Scheduled,
        (None, ConsultationState::Scheduled) => ConsultationState::Replied,
        (_, state) => state,
    };
    let action = if meeting.is_some() { "consultation.meet" } else { "consultation.unmeet" };
    let detail = serde_json::json!({ "at": meeting.as_ref().map(|meeting| meeting.at), "state": state });
    let sequence = found.meeting_sequence.saturating_add(1);
    let mut model = found.into_active_model();
    model.state = Set(state);
    model.meeting_at = Set(meeting.as_ref().map(|meeting| meeting.at));
    model.meeting_minutes = Set(meeting.as_ref().map(|meeting| meeting.minutes));
    model.meeting_place = Set(meeting.map(|meeting| meeting.place).unwrap_or_default());
    model.meeting_changed_at = Set(Some(Utc::now()));
    model.meeting_sequence = Set(sequence);
    model.update(db).await?;
    record(db, Some(by), action, id, detail).await
}

/// Adds a note.
pub async fn add_note(db: &impl ConnectionTrait, id: ResponseId, body: String, by: UserId) -> Result<()> {
    find(db, id).await?;
    consultation_note::ActiveModel {
        response_id: Set(id),
        body: Set(body),
        written_by: Set(by),
        written_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    record(db, Some(by), "consultation.note", id, serde_json::json!({})).await
}

/// The notes about a request, the oldest first.
pub async fn notes(db: &impl ConnectionTrait, id: ResponseId) -> Result<Vec<consultation_note::Model>> {
    let query = consultation_note::Entity::find()
        .filter(consultation_note::COLUMN.response_id.eq(id))
        .order_by_asc(consultation_note::COLUMN.id);
    Ok(query.all(db).await?)
}

/// What was done with a request, the oldest first.
pub async fn history(db: &impl ConnectionTrait, id: ResponseId) -> Result<Vec<audit_event::Model>> {
    audit::of_thing(db, THING, id.0).await
}

/// Erases a request with its notes, because its answers are.
pub(crate) async fn erase(db: &impl ConnectionTrait, id: ResponseId) -> Result<()> {
    consultation_note::Entity::delete_many()
        .filter(consultation_note::COLUMN.response_id.eq(id))
        .exec(db)
        .await?;
    consultation::Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Erases all requests of a questionnaire.
pub(crate) async fn erase_all(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<()> {
    for found in of_questionnaire(db, id).await? {
        erase(db, found.response_id).await?;
    }
    Ok(())
}

async fn record(
    db: &impl ConnectionTrait,
    by: Option<UserId>,
    action: &str,
    id: ResponseId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event { user: by, action, thing_kind: THING, thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
