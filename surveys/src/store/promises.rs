//! Promises (宿題): who does what by when, for which agency, out of which hearing.

use chrono::{NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::entity::promise;
use crate::entity::state::PromiseState;
use crate::error::{Error, Result};
use crate::id::{AgencyId, HearingId, PromiseId, SurveyId, UserId};
use crate::store::audit;

/// What somebody enters of a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseInput {
    /// What was promised.
    pub body: String,
    /// The agency does it, not the office.
    pub is_theirs: bool,
    /// Who of the office does it, or sees that the agency does.
    pub owner: Option<UserId>,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// What became of it.
    pub state: PromiseState,
}

/// What a promise belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The survey.
    pub survey: SurveyId,
    /// To whom it was promised, or who promised it; None for work of the office.
    pub agency: Option<AgencyId>,
    /// The hearing that it came out of.
    pub hearing: Option<HearingId>,
}

/// Adds a promise.
pub async fn create(
    db: &impl ConnectionTrait,
    place: Place,
    input: PromiseInput,
    by: UserId,
) -> Result<promise::Model> {
    let now = Utc::now();
    let model = promise::ActiveModel {
        survey_id: Set(place.survey),
        agency_id: Set(place.agency),
        hearing_id: Set(place.hearing),
        body: Set(input.body),
        is_theirs: Set(input.is_theirs),
        owner_id: Set(input.owner),
        due_on: Set(input.due_on),
        state: Set(input.state),
        done_at: Set((input.state == PromiseState::Done).then_some(now)),
        revision: Set(0),
        created_by: Set(by),
        created_at: Set(now),
        ..Default::default()
    }
    .insert(db)
    .await?;
    record(db, by, "promise.create", &model).await?;
    Ok(model)
}

/// Changes a promise that is still at `revision`; [`Error::Stale`] otherwise.
pub async fn set(
    db: &impl ConnectionTrait,
    id: PromiseId,
    revision: i32,
    input: PromiseInput,
    by: UserId,
) -> Result<()> {
    let before = find(db, id).await?;
    let done_at = (input.state == PromiseState::Done).then(|| before.done_at.unwrap_or_else(Utc::now));
    let changed = promise::Entity::update_many()
        .set(promise::ActiveModel {
            body: Set(input.body),
            is_theirs: Set(input.is_theirs),
            owner_id: Set(input.owner),
            due_on: Set(input.due_on),
            state: Set(input.state),
            done_at: Set(done_at),
            revision: Set(revision.saturating_add(1)),
            ..Default::default()
        })
        .filter(promise::COLUMN.id.eq(id))
        .filter(promise::COLUMN.revision.eq(revision))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Error::Stale);
    }
    record(db, by, "promise.set", &find(db, id).await?).await
}

/// The promise with this number.
pub async fn find(db: &impl ConnectionTrait, id: PromiseId) -> Result<promise::Model> {
    promise::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The promises of a survey in the order they were made.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<promise::Model>> {
    listed(db, promise::Entity::find().filter(promise::COLUMN.survey_id.eq(survey))).await
}

/// The promises of and to an agency, in all surveys.
pub async fn of_agency(db: &impl ConnectionTrait, agency: AgencyId) -> Result<Vec<promise::Model>> {
    listed(db, promise::Entity::find().filter(promise::COLUMN.agency_id.eq(agency))).await
}

/// The promises that came out of a hearing.
pub async fn of_hearing(db: &impl ConnectionTrait, hearing: HearingId) -> Result<Vec<promise::Model>> {
    listed(db, promise::Entity::find().filter(promise::COLUMN.hearing_id.eq(hearing))).await
}

async fn listed(
    db: &impl ConnectionTrait,
    query: sea_orm::Select<promise::Entity>,
) -> Result<Vec<promise::Model>> {
    Ok(query.order_by_asc(promise::COLUMN.id).all(db).await?)
}

async fn record(db: &impl ConnectionTrait, by: UserId, action: &str, model: &promise::Model) -> Result<()> {
    let event = audit::Event {
        user: Some(by),
        action,
        thing_kind: "promise",
        thing_id: Some(model.id.0),
        detail: serde_json::json!({ "state": model.state, "due_on": model.due_on }),
    };
    audit::record(db, event).await
}
