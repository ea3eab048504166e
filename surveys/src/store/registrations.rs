//! Registrations: places given out one by one, the waiting list, and places that are given back.
//!
//! The row of a seating is the lock: whoever gives out, takes back or adds places takes it first (`FOR UPDATE`; SQLite
//! has one writer), and then counts. There is no counter that could drift, so the count is exact on both engines.

use std::collections::BTreeMap;

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::entity::state::RegistrationState;
use crate::entity::{registration, seating};
use crate::error::{Error, Result};
use crate::fielding::seating::{Occupancy, Place, Planned};
use crate::id::{QuestionnaireId, ResponseId, SeatingId, UserId};
use crate::store::audit;

/// A place that somebody asks for.
pub struct NewRegistration {
    /// The questionnaire that was answered.
    pub questionnaire: QuestionnaireId,
    /// The response, submitted in the same transaction.
    pub response: ResponseId,
    /// The seating that was chosen.
    pub choice: String,
    /// Whether the person waits where all places are taken.
    pub wants_to_wait: bool,
    /// Language of letters.
    pub lang: String,
    /// Hash of the secret of the page about the registration.
    pub token_hash: String,
    /// Hash of the code that reception reads.
    pub check_in_hash: String,
}

/// What came of asking for a place.
pub enum Outcome {
    /// There is a registration, confirmed or waiting.
    Registered(Registered),
    /// All places are taken and the person did not ask to wait; nothing was stored.
    Full,
}

/// A registration as it is now.
pub struct Registered {
    /// The registration.
    pub registration: registration::Model,
    /// Whether this call made or moved it; false when it was as it is before.
    pub is_new: bool,
    /// Whether it had another seating before.
    pub is_moved: bool,
    /// Who got the place that was given back by moving to another seating.
    pub promoted: Vec<registration::Model>,
}

/// A place that was given back.
pub struct Cancelled {
    /// The registration, now cancelled.
    pub registration: registration::Model,
    /// Who got the place.
    pub promoted: Vec<registration::Model>,
}

/// A seating and how full it is.
pub struct Seat {
    /// The seating.
    pub seating: seating::Model,
    /// How full it is.
    pub occupancy: Occupancy,
}

/// Makes the seatings that a published definition plans. Those that exist keep their capacity, which is changed by
/// [`set_capacity`] alone.
pub async fn lay_out(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    planned: &[Planned],
) -> Result<()> {
    let known = seatings(db, questionnaire).await?;
    for plan in planned.iter().filter(|plan| known.iter().all(|known| known.choice != plan.choice)) {
        let capacity = plan.capacity.map(|capacity| i32::try_from(capacity).unwrap_or(i32::MAX));
        let made = seating::ActiveModel {
            questionnaire_id: Set(questionnaire),
            choice: Set(plan.choice.clone()),
            capacity: Set(capacity),
            ..Default::default()
        };
        made.insert(db).await?;
    }
    Ok(())
}

/// Registers a response once; asked again for the same seating it changes nothing, for another one the place moves.
/// What was cancelled stays cancelled. None where the choice is no seating.
pub async fn register(db: &impl ConnectionTrait, new: NewRegistration) -> Result<Option<Outcome>> {
    let Some(wanted) = find_seating(db, new.questionnaire, &new.choice).await? else { return Ok(None) };
    let before = of_response(db, new.response).await?;
    if let Some(kept) = &before
        && (kept.seating_id == wanted.id || kept.state == RegistrationState::Cancelled)
    {
        let registration = kept.clone();
        let kept = Registered { registration, is_new: false, is_moved: false, promoted: Vec::new() };
        return Ok(Some(Outcome::Registered(kept)));
    }
    // Two seatings in the order of their numbers, so that two people who change places never wait for each other.
    let mut locked: Vec<SeatingId> =
        before.iter().map(|before| before.seating_id).chain([wanted.id]).collect();
    locked.sort_unstable();
    for id in locked {
        lock(db, id).await?;
    }
    let wanted = lock(db, wanted.id).await?;
    // Read again under the locks: a place that was given back or moved meanwhile is not given out once more.
    if of_response(db, new.response).await? != before {
        return Err(Error::Stale);
    }
    let state = match occupancy(db, &wanted).await?.place(new.wants_to_wait) {
        Place::Confirmed => RegistrationState::Confirmed,
        Place::Waiting => RegistrationState::Waiting,
        Place::Full => return Ok(Some(Outcome::Full)),
    };
    let position = next_position(db, wanted.id).await?;
    let model = registration::ActiveModel {
        response_id: Set(new.response),
        seating_id: Set(wanted.id),
        state: Set(state),
        position: Set(position),
        lang: Set(new.lang),
        token_hash: Set(new.token_hash),
        check_in_hash: Set(new.check_in_hash),
        registered_at: Set(Utc::now()),
        promoted_at: Set(None),
        ..Default::default()
    };
    let is_moved = before.is_some();
    let (registration, promoted) = match before {
        None => (model.insert(db).await?, Vec::new()),
        Some(before) => {
            let moved = model.update(db).await?;
            (moved, promote(db, &lock(db, before.seating_id).await?).await?)
        }
    };
    record(db, None, "registration.register", &registration).await?;
    Ok(Some(Outcome::Registered(Registered { registration, is_new: true, is_moved, promoted })))
}

/// Gives a place back and passes it on. None if the response has none, or gave it back before.
pub async fn cancel(
    db: &impl ConnectionTrait,
    response: ResponseId,
    by: Option<UserId>,
) -> Result<Option<Cancelled>> {
    let Some(found) = of_response(db, response).await? else { return Ok(None) };
    let seating = lock(db, found.seating_id).await?;
    // Read again under the lock: somebody may have clicked twice.
    let found = of_response(db, response).await?.ok_or(Error::NotFound)?;
    if found.state == RegistrationState::Cancelled {
        return Ok(None);
    }
    if found.seating_id != seating.id {
        return Err(Error::Stale);
    }
    let registration = registration::ActiveModel {
        response_id: Set(response),
        state: Set(RegistrationState::Cancelled),
        cancelled_at: Set(Some(Utc::now())),
        ..Default::default()
    }
    .update(db)
    .await?;
    record(db, by, "registration.cancel", &registration).await?;
    let promoted = promote(db, &seating).await?;
    Ok(Some(Cancelled { registration, promoted }))
}

/// Changes how many people can have a seating. More places go to those who wait; fewer take none away.
/// Returns who got a place.
pub async fn set_capacity(
    db: &impl ConnectionTrait,
    id: SeatingId,
    capacity: Option<i32>,
    by: UserId,
) -> Result<Vec<registration::Model>> {
    let before = lock(db, id).await?;
    if before.capacity == capacity {
        return Ok(Vec::new());
    }
    let seating = seating::ActiveModel { id: Set(id), capacity: Set(capacity), ..Default::default() }
        .update(db)
        .await?;
    let event = audit::Event {
        user: Some(by),
        action: "seating.set_capacity",
        thing_kind: "questionnaire",
        thing_id: Some(seating.questionnaire_id.0),
        detail: serde_json::json!({ "choice": seating.choice, "from": before.capacity, "to": capacity }),
    };
    audit::record(db, event).await?;
    promote(db, &seating).await
}

/// Gives free places to those who have waited longest. The seating is locked.
async fn promote(db: &impl ConnectionTrait, seating: &seating::Model) -> Result<Vec<registration::Model>> {
    let n = occupancy(db, seating).await?.n_to_promote();
    let waiting = registration::Entity::find()
        .filter(registration::COLUMN.seating_id.eq(seating.id))
        .filter(registration::COLUMN.state.eq(RegistrationState::Waiting))
        .order_by_asc(registration::COLUMN.position)
        .limit(u64::try_from(n).unwrap_or(u64::MAX))
        .all(db)
        .await?;
    let mut promoted = Vec::new();
    for waiting in waiting {
        let model = registration::ActiveModel {
            response_id: Set(waiting.response_id),
            state: Set(RegistrationState::Confirmed),
            promoted_at: Set(Some(Utc::now())),
            ..Default::default()
        };
        let registration = model.update(db).await?;
        record(db, None, "registration.promote", &registration).await?;
        promoted.push(registration);
    }
    Ok(promoted)
}

/// Takes the row of a seating for this transaction.
async fn lock(db: &impl ConnectionTrait, id: SeatingId) -> Result<seating::Model> {
    seating::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

async fn occupancy(db: &impl ConnectionTrait, seating: &seating::Model) -> Result<Occupancy> {
    let n_confirmed = count(db, seating.id, RegistrationState::Confirmed).await?;
    let n_waiting = count(db, seating.id, RegistrationState::Waiting).await?;
    Ok(Occupancy { capacity: limit(seating), n_confirmed, n_waiting })
}

async fn count(db: &impl ConnectionTrait, id: SeatingId, state: RegistrationState) -> Result<usize> {
    let query = registration::Entity::find()
        .filter(registration::COLUMN.seating_id.eq(id))
        .filter(registration::COLUMN.state.eq(state));
    Ok(usize::try_from(query.count(db).await?).unwrap_or(usize::MAX))
}

fn limit(seating: &seating::Model) -> Option<usize> {
    seating.capacity.map(|capacity| usize::try_from(capacity).unwrap_or(0))
}

/// The position of who arrives now. Nobody's position is ever given to somebody else: rows stay.
async fn next_position(db: &impl ConnectionTrait, id: SeatingId) -> Result<i32> {
    let last: Option<Option<i32>> = registration::Entity::find()
        .select_only()
        .column_as(registration::Column::Position.max(), "last")
        .filter(registration::COLUMN.seating_id.eq(id))
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.flatten().unwrap_or(0).saturating_add(1))
}

/// Place of somebody in the waiting list, from 1.
pub async fn place_in_line(db: &impl ConnectionTrait, waiting: &registration::Model) -> Result<u64> {
    let query = registration::Entity::find()
        .filter(registration::COLUMN.seating_id.eq(waiting.seating_id))
        .filter(registration::COLUMN.state.eq(RegistrationState::Waiting))
        .filter(registration::COLUMN.position.lte(waiting.position));
    Ok(query.count(db).await?)
}

/// The seatings of a questionnaire in the order they were made.
pub async fn seatings(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Vec<seating::Model>> {
    let query = seating::Entity::find()
        .filter(seating::COLUMN.questionnaire_id.eq(questionnaire))
        .order_by_asc(seating::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The seatings of a questionnaire and how full each is.
pub async fn seats(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<Vec<Seat>> {
    let seatings = seatings(db, questionnaire).await?;
    let counted: Vec<(SeatingId, RegistrationState, i64)> = registration::Entity::find()
        .select_only()
        .column(registration::Column::SeatingId)
        .column(registration::Column::State)
        .column_as(registration::Column::ResponseId.count(), "n")
        .filter(registration::COLUMN.seating_id.is_in(seatings.iter().map(|seating| seating.id)))
        .group_by(registration::Column::SeatingId)
        .group_by(registration::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let counted: BTreeMap<(SeatingId, &str), i64> =
        counted.into_iter().map(|(id, state, n)| ((id, state.code()), n)).collect();
    let n = |id: SeatingId, state: RegistrationState| {
        counted.get(&(id, state.code())).and_then(|n| usize::try_from(*n).ok()).unwrap_or(0)
    };
    let seat = |seating: seating::Model| {
        let occupancy = Occupancy {
            capacity: limit(&seating),
            n_confirmed: n(seating.id, RegistrationState::Confirmed),
            n_waiting: n(seating.id, RegistrationState::Waiting),
        };
        Seat { seating, occupancy }
    };
    Ok(seatings.into_iter().map(seat).collect())
}

/// The seating with this number.
pub async fn seating(db: &impl ConnectionTrait, id: SeatingId) -> Result<seating::Model> {
    seating::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

async fn find_seating(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    choice: &str,
) -> Result<Option<seating::Model>> {
    let query = seating::Entity::find()
        .filter(seating::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(seating::COLUMN.choice.eq(choice));
    Ok(query.one(db).await?)
}

/// The registration of a response, if it has one.
pub async fn of_response(
    db: &impl ConnectionTrait,
    response: ResponseId,
) -> Result<Option<registration::Model>> {
    Ok(registration::Entity::find_by_id(response).one(db).await?)
}

/// The registration whose page has this secret.
pub async fn find_by_token(db: &impl ConnectionTrait, token_hash: &str) -> Result<registration::Model> {
    let query = registration::Entity::find().filter(registration::COLUMN.token_hash.eq(token_hash));
    query.one(db).await?.ok_or(Error::NotFound)
}

/// All registrations of a questionnaire, seating by seating in the order of arrival.
pub async fn of_questionnaire(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Vec<registration::Model>> {
    let seatings = seatings(db, questionnaire).await?;
    let query = registration::Entity::find()
        .filter(registration::COLUMN.seating_id.is_in(seatings.iter().map(|seating| seating.id)))
        .order_by_asc(registration::COLUMN.seating_id)
        .order_by_asc(registration::COLUMN.position);
    Ok(query.all(db).await?)
}

pub(crate) async fn record(
    db: &impl ConnectionTrait,
    by: Option<UserId>,
    action: &str,
    registration: &registration::Model,
) -> Result<()> {
    let event = audit::Event {
        user: by,
        action,
        thing_kind: "response",
        thing_id: Some(registration.response_id.0),
        detail: serde_json::json!({
            "seating": registration.seating_id.0,
            "position": registration.position,
            "state": registration.state,
        }),
    };
    audit::record(db, event).await
}
