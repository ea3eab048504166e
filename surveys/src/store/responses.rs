//! Responses: started, saved page by page, submitted once, withdrawn.
//!
//! A response is found by hashes of its two secrets (the code in the address of its pages, which also resumes it on
//! another device, and the code to withdraw it), so that a copy of the database opens neither.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set, Statement,
};

use crate::entity::state::ResponseState;
use crate::entity::{quote, response, response_contact, response_revision};
use crate::error::{Error, Result};
use crate::id::{ExplanationId, QuestionnaireId, ResponseId, VersionId};
use crate::store::registrations::Cancelled;
use crate::store::{
    answer_imports, audit, card_stops, card_versions, consultations, entries, memos, messages, publications,
    registrations, replies, response_edits, response_files, segments, sheet_imports,
};

/// Empties the journal; waits as long as the connection's busy timeout.
const CHECKPOINT: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// A response to be started.
pub struct NewResponse {
    /// Its number; None: the next one.
    pub id: Option<ResponseId>,
    /// The questionnaire it answers.
    pub questionnaire: QuestionnaireId,
    /// The published version it is answered on, for good.
    pub version: VersionId,
    /// Hash of the code in its pages' address, with which it is also resumed.
    pub token_hash: String,
    /// Hash of the code with which it is withdrawn.
    pub withdrawal_hash: String,
    /// The first response of those that one person sends for several people.
    pub group: Option<ResponseId>,
    /// What was told before it began.
    pub explanation: ExplanationId,
}

/// The submitted responses of a questionnaire, each with the state that it is in: as one text, since of ten thousand responses one row is
/// read faster than ten thousand. While it is the same nothing has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct States(String);

/// The number of a response, how often its answers have been changed, and whether somebody asked to stop its use.
const STATES: &str = "STRING_AGG(CAST(id AS TEXT) || ':' || CAST(revision AS TEXT) || \
    CASE WHEN use_stopped_at IS NULL THEN '' ELSE ':stopped' END, ',' ORDER BY id)";

impl States {
    /// Each response in the order of their numbers: its number, and its state, which is another text when anything of it has changed.
    pub fn each(&self) -> impl Iterator<Item = (ResponseId, &str)> {
        let id = |one: &str| one.split(':').next().and_then(|id| id.parse().ok()).map(ResponseId);
        self.0.split(',').filter_map(move |one| Some((id(one)?, one)))
    }
}

/// A response that was withdrawn.
pub struct Withdrawal {
    /// The response as it was before.
    pub response: response::Model,
    /// The place that was given back with it, and who got it.
    pub cancelled: Option<Cancelled>,
}

/// The answers of a response, checked and parted at submission.
pub struct Submission {
    /// Answers of visible questions, without those that identify a person (SurveyJS JSON object).
    pub answers: String,
    /// Answers that identify a person, kept apart (SurveyJS JSON object).
    pub contacts: Option<String>,
    /// Nobody may find out whose it is: no event tells when it was sent.
    pub is_anonymous: bool,
}

/// Starts an empty response. [`Error::Taken`] when another one has the same codes.
pub async fn start(db: &impl ConnectionTrait, new: NewResponse) -> Result<response::Model> {
    let now = Utc::now();
    let model = response::ActiveModel {
        id: new.id.map_or(NotSet, Set),
        questionnaire_id: Set(new.questionnaire),
        version_id: Set(new.version),
        token_hash: Set(new.token_hash),
        withdrawal_hash: Set(new.withdrawal_hash),
        state: Set(ResponseState::InProgress),
        answers: Set("{}".to_owned()),
        revision: Set(1),
        started_at: Set(now),
        saved_at: Set(now),
        group_id: Set(new.group),
        explanation_id: Set(Some(new.explanation)),
        ..Default::default()
    };
    model.insert(db).await.map_err(Error::taken("code"))
}

/// The response whose pages have this address.
pub async fn find_by_token(db: &impl ConnectionTrait, token_hash: &str) -> Result<response::Model> {
    response::Entity::find()
        .filter(response::COLUMN.token_hash.eq(token_hash))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// The response with this number.
pub async fn find(db: &impl ConnectionTrait, id: ResponseId) -> Result<response::Model> {
    response::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Keeps the answers so far. [`Error::State`] once the response has been submitted or withdrawn.
pub async fn save(db: &impl ConnectionTrait, id: ResponseId, answers: String) -> Result<DateTime<Utc>> {
    let now = Utc::now();
    let changed = response::Entity::update_many()
        .set(response::ActiveModel { answers: Set(answers), saved_at: Set(now), ..Default::default() })
        .filter(response::COLUMN.id.eq(id))
        .filter(response::COLUMN.state.eq(ResponseState::InProgress))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 { Err(Error::State("response-finished")) } else { Ok(now) }
}

/// Submits a response. True when this call did it, false when it had been submitted before: a double click or
/// a resent form changes nothing.
pub async fn submit(db: &impl ConnectionTrait, id: ResponseId, submission: Submission) -> Result<bool> {
    let now = Utc::now();
    let changed = response::Entity::update_many()
        .set(response::ActiveModel {
            answers: Set(submission.answers),
            state: Set(ResponseState::Submitted),
            saved_at: Set(now),
            submitted_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(response::COLUMN.id.eq(id))
        .filter(response::COLUMN.state.eq(ResponseState::InProgress))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    if let Some(answers) = submission.contacts {
        response_contact::ActiveModel { response_id: Set(id), answers: Set(answers) }.insert(db).await?;
    }
    if !submission.is_anonymous {
        record(db, "response.submit", id).await?;
    }
    Ok(true)
}

/// Puts a day in the place of all times of a response and of its states before, so that nobody is found by the minute, nor known to
/// have answered before others were reminded.
pub async fn blur(db: &impl ConnectionTrait, id: ResponseId, day: NaiveDate) -> Result<()> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    set_times(db, id, [midnight; 2]).await?;
    response_revision::Entity::update_many()
        .set(response_revision::ActiveModel { replaced_at: Set(midnight), ..Default::default() })
        .filter(response_revision::COLUMN.response_id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Puts other times in the place of those of a response: when it was begun, and when it was sent, or saved last.
pub async fn set_times(
    db: &impl ConnectionTrait,
    id: ResponseId,
    [started, sent]: [DateTime<Utc>; 2],
) -> Result<()> {
    let found = find(db, id).await?;
    response::ActiveModel {
        id: Set(id),
        started_at: Set(started),
        saved_at: Set(sent),
        submitted_at: Set(found.submitted_at.map(|_| sent)),
        ..Default::default()
    }
    .update(db)
    .await?;
    Ok(())
}

/// Withdraws the submitted response with this code: its answers, contacts, files, entries, earlier states, letters,
/// released quotes, published cards and codings are erased, the fact and the number of its original remain. A place at an event
/// goes to who has waited longest.
/// [`Error::NotFound`] for an unknown code; withdrawing again changes nothing.
pub async fn withdraw(db: &impl ConnectionTrait, withdrawal_hash: &str) -> Result<Withdrawal> {
    let found = response::Entity::find()
        .filter(response::COLUMN.withdrawal_hash.eq(withdrawal_hash))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    match found.state {
        ResponseState::InProgress => return Err(Error::NotFound),
        ResponseState::Withdrawn => return Ok(Withdrawal { response: found, cancelled: None }),
        ResponseState::Submitted => {}
    }
    response::ActiveModel {
        id: Set(found.id),
        state: Set(ResponseState::Withdrawn),
        answers: Set("{}".to_owned()),
        unreadable: Set("[]".to_owned()),
        withdrawn_at: Set(Some(Utc::now())),
        ..Default::default()
    }
    .update(db)
    .await?;
    response_contact::Entity::delete_by_id(found.id).exec(db).await?;
    response_files::erase_all(db, found.id).await?;
    entries::erase(db, found.id).await?;
    response_edits::erase(db, found.id).await?;
    sheet_imports::forget_content(db, found.id).await?;
    answer_imports::forget_content(db, found.id).await?;
    consultations::erase(db, found.id).await?;
    messages::erase(db, found.id).await?;
    replies::erase(db, found.id).await?;
    let cancelled = registrations::cancel(db, found.id, None).await?;
    erase_quotes(db, found.id).await?;
    publications::erase_quotes_of_response(db, found.id).await?;
    card_versions::empty_of_response(db, found.id).await?;
    card_stops::stop_resting_on(db, segments::Origin::Response(found.id), |_| false).await?;
    segments::erase(db, found.id).await?;
    memos::erase_of_response(db, found.id).await?;
    record(db, "response.withdraw", found.id).await?;
    Ok(Withdrawal { response: found, cancelled })
}

/// Erases the released quotes of a response.
pub(super) async fn erase_quotes(db: &impl ConnectionTrait, id: ResponseId) -> Result<()> {
    let words = segments::Origin::Response(id).prefix();
    quote::Entity::delete_many().filter(quote::COLUMN.source.starts_with(words)).exec(db).await?;
    Ok(())
}

/// Writes an erasure through to SQLite's file and empties its journal, so that no withdrawn word stays on the disk.
/// PostgreSQL does that in its own time.
///
/// # Errors
/// `erasure-not-settled` while somebody still reads an older state: SQLite says so in its answer, not as an error.
/// Source: <https://www.sqlite.org/pragma.html#pragma_wal_checkpoint>, first column `busy`.
pub async fn settle_erasure(db: &impl ConnectionTrait) -> Result<()> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let answer = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, CHECKPOINT)).await?;
    let busy: i64 = answer.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    if busy == 0 { Ok(()) } else { Err(Error::State("erasure-not-settled")) }
}

/// Takes the row of a response for this transaction, so that two saves of one response follow each other.
/// (SQLite has one writer at a time anyway.)
pub async fn lock(db: &impl ConnectionTrait, id: ResponseId) -> Result<response::Model> {
    response::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// Erases responses that were begun, never sent and not touched since `before`; returns how many.
pub async fn purge_unfinished(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let deleted = response::Entity::delete_many()
        .filter(response::COLUMN.state.eq(ResponseState::InProgress))
        .filter(response::COLUMN.saved_at.lt(before))
        // A sheet that the office has begun to type still lies there on paper.
        .filter(response::COLUMN.entered_by.is_null())
        .exec(db)
        .await?;
    Ok(deleted.rows_affected)
}

/// So many of the submitted responses of a questionnaire at most: those with the next numbers after `after`, the first ones for None.
/// The first number is not 0: those of anonymous waves are below zero.
pub async fn submitted_after(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    after: Option<ResponseId>,
    most: u64,
) -> Result<Vec<response::Model>> {
    let query = response::Entity::find()
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.eq(ResponseState::Submitted))
        .apply_if(after, |query, after| query.filter(response::COLUMN.id.gt(after)))
        .order_by_asc(response::COLUMN.id)
        .limit(most);
    Ok(query.all(db).await?)
}

/// Which submitted responses a questionnaire has, and the state of each.
pub async fn states(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<States> {
    let query = response::Entity::find()
        .select_only()
        .expr_as(Expr::cust(STATES), "states")
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.eq(ResponseState::Submitted));
    let states: Option<Option<String>> = query.into_tuple().one(db).await?;
    Ok(States(states.flatten().unwrap_or_default()))
}

/// Those of the submitted responses of a questionnaire that have these numbers, in their order.
pub async fn submitted_among(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    ids: &[ResponseId],
) -> Result<Vec<response::Model>> {
    let query = response::Entity::find()
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.eq(ResponseState::Submitted))
        .filter(response::COLUMN.id.is_in(ids.iter().copied()))
        .order_by_asc(response::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The responses of a questionnaire that were sent, those withdrawn since included, in the order of their numbers.
pub async fn sent(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<Vec<response::Model>> {
    let query = response::Entity::find()
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.ne(ResponseState::InProgress))
        .order_by_asc(response::COLUMN.id);
    Ok(query.all(db).await?)
}

/// Which responses of a questionnaire were withdrawn.
pub async fn withdrawn(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<Vec<ResponseId>> {
    let query = response::Entity::find()
        .select_only()
        .column(response::Column::Id)
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.eq(ResponseState::Withdrawn));
    Ok(query.into_tuple::<ResponseId>().all(db).await?)
}

/// How many responses of a questionnaire are in a state.
pub async fn count(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    state: ResponseState,
) -> Result<u64> {
    let query = response::Entity::find()
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.eq(state));
    Ok(query.count(db).await?)
}

/// How many responses were sent and stand, by what they rest on: the version that they answer and the explanation that was read; None where
/// none was kept yet.
pub async fn submitted_by_basis(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<BTreeMap<(VersionId, Option<ExplanationId>), i64>> {
    let query = response::Entity::find()
        .select_only()
        .column(response::Column::VersionId)
        .column(response::Column::ExplanationId)
        .column_as(response::Column::Id.count(), "n")
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.eq(ResponseState::Submitted))
        .group_by(response::Column::VersionId)
        .group_by(response::Column::ExplanationId);
    let counts: Vec<(VersionId, Option<ExplanationId>, i64)> = query.into_tuple().all(db).await?;
    Ok(counts.into_iter().map(|(version, explanation, n)| ((version, explanation), n)).collect())
}

pub(super) async fn record(db: &impl ConnectionTrait, action: &str, id: ResponseId) -> Result<()> {
    let event = audit::Event::plain(None, action, ("response", id.0));
    audit::record(db, event).await
}
