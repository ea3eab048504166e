//! Mending answers that were sent. The sent answers stay valid until they are sent again; then the state before is kept
//! as a revision, without the answers that identify.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set,
};

use crate::entity::state::ResponseState;
use crate::entity::{quote, response, response_contact, response_edit, response_revision};
use crate::error::{Error, Result};
use crate::id::ResponseId;
use crate::questionnaire::answer::Answers;
use crate::questionnaire::respondent::join_identifiers;
use crate::store::responses::{Submission, lock, record};
use crate::store::{card_stops, entries, response_files, segments};

/// Begins to mend a response, with all answers that were sent, those that identify included. Begun before, it goes on with
/// what was written then.
///
/// # Errors
/// [`Error::State`] unless the response was sent and stands.
pub async fn begin(db: &impl ConnectionTrait, id: ResponseId) -> Result<()> {
    let response = sent(db, id).await?;
    let answers = serde_json::to_string(&whole(db, &response).await?).map_err(unreadable)?;
    let new =
        response_edit::ActiveModel { response_id: Set(id), answers: Set(answers), saved_at: Set(Utc::now()) };
    response_edit::Entity::insert(new).on_conflict_do_nothing().exec(db).await?;
    Ok(())
}

/// What is being written for a response; None if nobody mends it.
pub async fn find(db: &impl ConnectionTrait, id: ResponseId) -> Result<Option<response_edit::Model>> {
    Ok(response_edit::Entity::find_by_id(id).one(db).await?)
}

/// Keeps what is being written.
///
/// # Errors
/// [`Error::State`] when it was sent again or given up meanwhile.
pub async fn save(db: &impl ConnectionTrait, id: ResponseId, answers: String) -> Result<DateTime<Utc>> {
    let now = Utc::now();
    let changed = response_edit::Entity::update_many()
        .set(response_edit::ActiveModel { answers: Set(answers), saved_at: Set(now), ..Default::default() })
        .filter(response_edit::COLUMN.response_id.eq(id))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 { Err(Error::State("response-finished")) } else { Ok(now) }
}

/// Gives up mending; what was sent stays, files that came with the mending go. With a time only if it was not touched since
/// `before`. False if there was nothing (any more) to give up, which changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when the response was erased meanwhile.
pub async fn give_up(
    db: &impl ConnectionTrait,
    id: ResponseId,
    before: Option<DateTime<Utc>>,
) -> Result<bool> {
    // The response before its edit, as `submit` does: taken the other way round the two would wait for each other.
    let response = lock(db, id).await?;
    let mut edit = response_edit::Entity::delete_many().filter(response_edit::COLUMN.response_id.eq(id));
    if let Some(before) = before {
        edit = edit.filter(response_edit::COLUMN.saved_at.lt(before));
    }
    if edit.exec(db).await?.rows_affected == 0 {
        return Ok(false);
    }
    response_files::sweep(db, id, &whole(db, &response).await?).await?;
    Ok(true)
}

/// Sends a response again: the answers before become a revision, released quotes of answers that changed are taken back,
/// and cards are stopped of which may not be told any more. True when this call did it, false when nobody mends the response (any
/// more): a double click changes nothing.
///
/// # Errors
/// [`Error::State`] when the response was withdrawn meanwhile.
pub async fn submit(db: &impl ConnectionTrait, id: ResponseId, submission: Submission) -> Result<bool> {
    let before = sent(db, id).await?;
    if response_edit::Entity::delete_by_id(id).exec(db).await?.rows_affected == 0 {
        return Ok(false);
    }
    let now = Utc::now();
    let words = segments::Origin::Response(id).prefix();
    for question in changed(&before.answers, &submission.answers) {
        let source = format!("{words}{question}");
        quote::Entity::delete_many().filter(quote::COLUMN.source.eq(source)).exec(db).await?;
    }
    segments::follow_answers(db, id, &before.answers, &submission.answers).await?;
    card_stops::follow_answers(db, &before, &submission.answers).await?;
    response_revision::ActiveModel {
        response_id: Set(id),
        revision: Set(before.revision),
        answers: Set(before.answers),
        replaced_at: Set(now),
        ..Default::default()
    }
    .insert(db)
    .await?;
    response::ActiveModel {
        id: Set(id),
        answers: Set(submission.answers),
        revision: Set(before.revision + 1),
        saved_at: Set(now),
        ..Default::default()
    }
    .update(db)
    .await?;
    response_contact::Entity::delete_by_id(id).exec(db).await?;
    if let Some(answers) = submission.contacts {
        response_contact::ActiveModel { response_id: Set(id), answers: Set(answers) }.insert(db).await?;
    }
    if !submission.is_anonymous {
        record(db, "response.edit", id).await?;
    }
    Ok(true)
}

/// The states before, oldest first.
pub async fn revisions(db: &impl ConnectionTrait, id: ResponseId) -> Result<Vec<response_revision::Model>> {
    let query = response_revision::Entity::find()
        .filter(response_revision::COLUMN.response_id.eq(id))
        .order_by_asc(response_revision::COLUMN.revision);
    Ok(query.all(db).await?)
}

/// Erases what is being written and all states before.
pub(crate) async fn erase(db: &impl ConnectionTrait, id: ResponseId) -> Result<()> {
    response_edit::Entity::delete_by_id(id).exec(db).await?;
    let of_response = response_revision::COLUMN.response_id.eq(id);
    response_revision::Entity::delete_many().filter(of_response).exec(db).await?;
    Ok(())
}

/// The responses that somebody began to mend and has not touched since `before`.
pub async fn left_alone(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<Vec<ResponseId>> {
    let old = response_edit::Entity::find().filter(response_edit::COLUMN.saved_at.lt(before));
    Ok(old.all(db).await?.into_iter().map(|edit| edit.response_id).collect())
}

/// The response, locked, if it was sent and stands.
async fn sent(db: &impl ConnectionTrait, id: ResponseId) -> Result<response::Model> {
    let found = lock(db, id).await?;
    if found.state == ResponseState::Submitted { Ok(found) } else { Err(Error::State("response-finished")) }
}

/// All answers of a response that was sent, those that identify included.
async fn whole(db: &impl ConnectionTrait, response: &response::Model) -> Result<Answers> {
    let read = |json: &str| serde_json::from_str::<Answers>(json).map_err(unreadable);
    let contacts = entries::contacts(db, response.id).await?;
    let contacts = contacts.map_or(Ok(Answers::default()), |contacts| read(&contacts))?;
    Ok(join_identifiers(read(&response.answers)?, contacts))
}

fn unreadable(error: serde_json::Error) -> DbErr {
    DbErr::Json(error.to_string())
}

/// Names of questions that are answered otherwise in two JSON objects. What cannot be read counts as unanswered.
fn changed(before: &str, after: &str) -> Vec<String> {
    let read = |json: &str| serde_json::from_str::<Answers>(json).unwrap_or_default();
    let (before, after) = (read(before), read(after));
    before.into_iter().filter(|(name, value)| after.get(name) != Some(value)).map(|(name, _)| name).collect()
}
