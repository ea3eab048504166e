//! Entries: responses that somebody of the office types from paper, a fax, the telephone or a sheet.
//!
//! The first entry makes the response. A second one, by somebody else, is compared with it; both are kept.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set,
};

use crate::entity::state::{ResponseState, Source};
use crate::entity::{entry, response, response_contact};
use crate::error::{Error, Result};
use crate::id::{EntryId, ExplanationId, QuestionnaireId, ResponseId, UserId, VersionId};
use crate::store::responses::{self, NewResponse, Submission};
use crate::store::{audit, card_stops, segments};

/// What the office knows of an original besides its answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    /// How it came.
    pub source: Source,
    /// The day it came.
    pub received_on: Option<NaiveDate>,
    /// Number that the office wrote on it; may be empty.
    pub sheet_number: String,
}

/// A first entry to be started.
pub struct NewEntry {
    /// The questionnaire it answers.
    pub questionnaire: QuestionnaireId,
    /// The version that was printed.
    pub version: VersionId,
    /// What is told with that version.
    pub explanation: ExplanationId,
    /// Seed of the response's code.
    pub nonce: String,
    /// Hash of the response's code.
    pub token_hash: String,
    /// Hash of the code with which it is withdrawn.
    pub withdrawal_hash: String,
    /// About the original.
    pub original: Original,
    /// What was typed (JSON).
    pub fields: String,
    /// Problems accepted (JSON).
    pub accepted: String,
}

/// Starts a response by its first entry. [`Error::Taken`] when one was started with the same seed before.
pub async fn start(db: &impl ConnectionTrait, new: NewEntry, by: UserId) -> Result<entry::Model> {
    let begun = NewResponse {
        id: None,
        questionnaire: new.questionnaire,
        version: new.version,
        token_hash: new.token_hash,
        withdrawal_hash: new.withdrawal_hash,
        group: None,
        explanation: new.explanation,
    };
    let begun = responses::start(db, begun).await?;
    set_original(db, begun.id, new.original, by).await?;
    let made = insert(db, begun.id, 1, new.nonce, new.fields, new.accepted, by).await?;
    record(db, by, "entry.start", &made).await?;
    Ok(made)
}

/// Starts the second entry of a submitted response. [`Error::State`] for who made the first one, for responses that
/// nobody typed, and when there is a second one already.
pub async fn start_second(db: &impl ConnectionTrait, id: ResponseId, by: UserId) -> Result<entry::Model> {
    responses::lock(db, id).await?;
    let first = of_response(db, id).await?;
    let [first] = first.as_slice() else {
        return Err(if first.is_empty() { Error::NotFound } else { Error::State("entry-second-exists") });
    };
    if first.finished_at.is_none() {
        return Err(Error::State("entry-not-finished"));
    }
    if first.entered_by == by {
        return Err(Error::State("entry-same-person"));
    }
    let made = insert(db, id, 2, String::new(), "[]".to_owned(), "[]".to_owned(), by).await?;
    record(db, by, "entry.start_second", &made).await?;
    Ok(made)
}

async fn insert(
    db: &impl ConnectionTrait,
    response: ResponseId,
    position: i32,
    nonce: String,
    fields: String,
    accepted: String,
    by: UserId,
) -> Result<entry::Model> {
    let now = Utc::now();
    let made = entry::ActiveModel {
        response_id: Set(response),
        position: Set(position),
        nonce: Set(nonce),
        fields: Set(fields),
        accepted: Set(accepted),
        entered_by: Set(by),
        started_at: Set(now),
        saved_at: Set(now),
        ..Default::default()
    };
    made.insert(db).await.map_err(Error::taken("position"))
}

async fn set_original(
    db: &impl ConnectionTrait,
    id: ResponseId,
    original: Original,
    by: UserId,
) -> Result<()> {
    response::ActiveModel {
        id: Set(id),
        source: Set(original.source),
        received_on: Set(original.received_on),
        sheet_number: Set(original.sheet_number),
        entered_by: Set(Some(by)),
        saved_at: Set(Utc::now()),
        ..Default::default()
    }
    .update(db)
    .await?;
    Ok(())
}

/// An entry that is still typed, its response taken for this transaction, so that whoever saves, finishes or settles
/// beside waits and then sees what was done. [`Error::State`] once it is finished, and for the second entry by who
/// made the first one.
async fn take(db: &impl ConnectionTrait, id: EntryId, by: UserId) -> Result<entry::Model> {
    responses::lock(db, find(db, id).await?.response_id).await?;
    let found = find(db, id).await?;
    if found.finished_at.is_some() {
        return Err(Error::State("entry-finished"));
    }
    if found.position == 2 {
        let first = of_response(db, found.response_id).await?;
        if first.first().is_none_or(|first| first.entered_by == by) {
            return Err(Error::State("entry-same-person"));
        }
    }
    Ok(found)
}

/// Keeps what was typed so far; for the first entry also what is known of the original. [`Error::State`] as in
/// `take`.
pub async fn save(
    db: &impl ConnectionTrait,
    id: EntryId,
    fields: String,
    accepted: String,
    original: Option<Original>,
    by: UserId,
) -> Result<()> {
    let found = take(db, id, by).await?;
    entry::ActiveModel {
        id: Set(id),
        fields: Set(fields),
        accepted: Set(accepted),
        entered_by: Set(by),
        saved_at: Set(Utc::now()),
        ..Default::default()
    }
    .update(db)
    .await?;
    match original.filter(|_| found.position == 1) {
        Some(original) => set_original(db, found.response_id, original, by).await,
        None => Ok(()),
    }
}

/// Finishes a first entry: its answers become the submitted response. `fields` is what was typed without what
/// identifies, `unreadable` the places that cannot be read (JSON). [`Error::State`] as in `take`.
pub async fn finish(
    db: &impl ConnectionTrait,
    id: EntryId,
    fields: String,
    submission: Submission,
    unreadable: String,
    by: UserId,
) -> Result<()> {
    let found = take(db, id, by).await?;
    if found.position != 1 || !responses::submit(db, found.response_id, submission).await? {
        return Err(Error::State("entry-finished"));
    }
    close(db, id, fields).await?;
    set_unreadable(db, found.response_id, unreadable).await?;
    record(db, by, "entry.finish", &found).await
}

/// Finishes a second entry, which changes nothing of the response. `fields` as in [`finish`]; [`Error::State`] as in
/// `take`.
pub async fn finish_second(db: &impl ConnectionTrait, id: EntryId, fields: String, by: UserId) -> Result<()> {
    let found = take(db, id, by).await?;
    if found.position != 2 {
        return Err(Error::State("entry-finished"));
    }
    close(db, id, fields).await?;
    record(db, by, "entry.finish", &found).await
}

/// What both entries were settled on.
pub struct Settlement {
    /// Answers without those that identify (SurveyJS JSON object).
    pub answers: String,
    /// Places that cannot be read (JSON).
    pub unreadable: String,
    /// Slots in which at least one wrote something.
    pub n_written: usize,
    /// Slots in which they differed.
    pub n_different: usize,
}

/// Settles a double entry: the response gets the answers that were decided on. Answers that identify stay as they are.
/// [`Error::State`] for one that is not finished, or settled already.
pub async fn settle(
    db: &impl ConnectionTrait,
    second: EntryId,
    result: Settlement,
    by: UserId,
) -> Result<()> {
    let kept = responses::lock(db, find(db, second).await?.response_id).await?;
    let found = find(db, second).await?;
    if found.settled_at.is_some() {
        return Err(Error::State("entry-settled"));
    }
    if kept.state != ResponseState::Submitted || found.finished_at.is_none() {
        return Err(Error::State("entry-not-finished"));
    }
    segments::follow_answers(db, kept.id, &kept.answers, &result.answers).await?;
    card_stops::follow_answers(db, &kept, &result.answers).await?;
    response::ActiveModel {
        id: Set(kept.id),
        answers: Set(result.answers),
        unreadable: Set(result.unreadable),
        revision: Set(kept.revision + 1),
        ..Default::default()
    }
    .update(db)
    .await?;
    entry::ActiveModel { id: Set(second), settled_at: Set(Some(Utc::now())), ..Default::default() }
        .update(db)
        .await?;
    let event = audit::Event {
        user: Some(by),
        action: "entry.settle",
        thing_kind: "response",
        thing_id: Some(kept.id.0),
        detail: serde_json::json!({ "written": result.n_written, "different": result.n_different }),
    };
    audit::record(db, event).await
}

/// The entry with this number.
pub async fn find(db: &impl ConnectionTrait, id: EntryId) -> Result<entry::Model> {
    entry::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The entries of a response, the first one first.
pub async fn of_response(db: &impl ConnectionTrait, id: ResponseId) -> Result<Vec<entry::Model>> {
    let query =
        entry::Entity::find().filter(entry::COLUMN.response_id.eq(id)).order_by_asc(entry::COLUMN.position);
    Ok(query.all(db).await?)
}

/// The first entry that was started with this seed, if there is one.
pub async fn of_seed(db: &impl ConnectionTrait, nonce: &str) -> Result<Option<entry::Model>> {
    let query =
        entry::Entity::find().filter(entry::COLUMN.nonce.eq(nonce)).filter(entry::COLUMN.position.eq(1));
    Ok(query.one(db).await?)
}

/// The answers of a response that identify a person (SurveyJS JSON), for checking it again as a whole.
pub async fn contacts(db: &impl ConnectionTrait, id: ResponseId) -> Result<Option<String>> {
    let found = response_contact::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|contact| contact.answers))
}

/// The answers of all responses of a questionnaire that identify a person (SurveyJS JSON).
pub async fn contacts_of_questionnaire(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<BTreeMap<ResponseId, String>> {
    let of_it = response::Entity::find()
        .select_only()
        .column(response::Column::Id)
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .into_query();
    let query =
        response_contact::Entity::find().filter(response_contact::Column::ResponseId.in_subquery(of_it));
    let all = query.all(db).await?.into_iter();
    Ok(all.map(|contact| (contact.response_id, contact.answers)).collect())
}

/// Erases the entries of a response.
pub(crate) async fn erase(db: &impl ConnectionTrait, id: ResponseId) -> Result<()> {
    entry::Entity::delete_many().filter(entry::COLUMN.response_id.eq(id)).exec(db).await?;
    Ok(())
}

async fn close(db: &impl ConnectionTrait, id: EntryId, fields: String) -> Result<()> {
    let now = Utc::now();
    entry::ActiveModel {
        id: Set(id),
        fields: Set(fields),
        saved_at: Set(now),
        finished_at: Set(Some(now)),
        ..Default::default()
    }
    .update(db)
    .await?;
    Ok(())
}

async fn set_unreadable(db: &impl ConnectionTrait, id: ResponseId, unreadable: String) -> Result<()> {
    response::ActiveModel { id: Set(id), unreadable: Set(unreadable), ..Default::default() }
        .update(db)
        .await?;
    Ok(())
}

async fn record(db: &impl ConnectionTrait, by: UserId, action: &str, entry: &entry::Model) -> Result<()> {
    let event = audit::Event {
        user: Some(by),
        action,
        thing_kind: "response",
        thing_id: Some(entry.response_id.0),
        detail: serde_json::json!({ "entry": entry.id.0 }),
    };
    audit::record(db, event).await
}
