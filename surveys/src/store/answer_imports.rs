//! Files of answers that were gathered with another service, and the responses that were taken from them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entity::state::{AnswerImportState, ResponseState, Source};
use crate::entity::{answer_import, imported_response, response, response_contact};
use crate::error::{Error, Result};
use crate::id::{AnswerImportId, QuestionnaireId, ResponseId, UserId, VersionId};
use crate::store::responses::Submission;
use crate::store::{audit, questionnaires};

/// The most keys that are asked for in one query.
const MAX_KEYS: usize = 500;

/// A file that was brought.
pub struct NewImport {
    /// The questionnaire and version it answers; None if a survey is to be made from it.
    pub target: Option<(QuestionnaireId, VersionId)>,
    /// Code of the platform.
    pub platform: String,
    /// Its name on the person's machine.
    pub file_name: String,
    /// The table (JSON).
    pub contents: String,
    /// What each column is (JSON).
    pub matching: String,
    /// How many rows it has.
    pub n_rows: usize,
}

/// A row to be taken.
pub struct Imported {
    /// By what it is known again.
    pub row_key: String,
    /// Its number in the file.
    pub row_number: usize,
    /// Hash of the response's code.
    pub token_hash: String,
    /// Hash of the code with which it is withdrawn.
    pub withdrawal_hash: String,
    /// Its answers.
    pub submission: Submission,
    /// Places that cannot be read (JSON).
    pub unreadable: String,
    /// When it was sent; None = not known, it counts from now.
    pub sent_at: Option<DateTime<Utc>>,
}

/// Keeps a file to be looked at. Nothing of it is a response.
pub async fn create(db: &impl ConnectionTrait, new: NewImport, by: UserId) -> Result<answer_import::Model> {
    let (questionnaire, version) = new.target.unzip();
    let made = answer_import::ActiveModel {
        questionnaire_id: Set(questionnaire),
        version_id: Set(version),
        platform: Set(new.platform),
        file_name: Set(new.file_name),
        state: Set(AnswerImportState::LookedAt),
        contents: Set(new.contents),
        matching: Set(new.matching),
        consent: Set("[]".to_owned()),
        consent_note: Set(String::new()),
        n_rows: Set(i32::try_from(new.n_rows).unwrap_or(i32::MAX)),
        created_by: Set(by),
        created_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    record(db, by, "answer_import.look_at", made.id, serde_json::json!({ "rows": made.n_rows })).await?;
    Ok(made)
}

/// The file with this number.
pub async fn find(db: &impl ConnectionTrait, id: AnswerImportId) -> Result<answer_import::Model> {
    answer_import::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The files of a questionnaire, newest first.
pub async fn of_questionnaire(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
) -> Result<Vec<answer_import::Model>> {
    let query = answer_import::Entity::find()
        .filter(answer_import::COLUMN.questionnaire_id.eq(id))
        .order_by_desc(answer_import::COLUMN.id);
    Ok(query.all(db).await?)
}

/// Keeps what the columns are, and on what the consent rests. [`Error::State`] once rows were taken.
pub async fn save(
    db: &impl ConnectionTrait,
    id: AnswerImportId,
    matching: String,
    consent: String,
    consent_note: String,
    by: UserId,
) -> Result<()> {
    let mut model = open(db, id).await?.into_active_model();
    model.matching = Set(matching);
    model.consent = Set(consent);
    model.consent_note = Set(consent_note);
    model.update(db).await?;
    record(db, by, "answer_import.match", id, serde_json::json!({})).await
}

/// Says which questionnaire a file answers, once one was made from it.
pub async fn set_target(
    db: &impl ConnectionTrait,
    id: AnswerImportId,
    questionnaire: QuestionnaireId,
    version: VersionId,
    matching: String,
    by: UserId,
) -> Result<()> {
    let found = open(db, id).await?;
    if found.questionnaire_id.is_some() {
        return Err(Error::State("answer-import-made"));
    }
    let mut model = found.into_active_model();
    model.questionnaire_id = Set(Some(questionnaire));
    model.version_id = Set(Some(version));
    model.matching = Set(matching);
    model.update(db).await?;
    record(db, by, "answer_import.make_survey", id, serde_json::json!({ "questionnaire": questionnaire.0 }))
        .await
}

/// The file, taken for this transaction, before anything of it was taken.
async fn open(db: &impl ConnectionTrait, id: AnswerImportId) -> Result<answer_import::Model> {
    let found = lock(db, id).await?;
    if found.state == AnswerImportState::LookedAt {
        Ok(found)
    } else {
        Err(Error::State("answer-import-taken"))
    }
}

/// Takes the row of a file for this transaction. (SQLite has one writer at a time anyway.)
pub async fn lock(db: &impl ConnectionTrait, id: AnswerImportId) -> Result<answer_import::Model> {
    answer_import::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// Begins to take rows: the record says on what the consent rests. Begun before, it goes on.
pub async fn begin(db: &impl ConnectionTrait, id: AnswerImportId, by: UserId) -> Result<()> {
    let found = lock(db, id).await?;
    if found.state != AnswerImportState::LookedAt {
        return Ok(());
    }
    let detail = serde_json::json!({ "consent": found.consent, "note": found.consent_note });
    let mut model = found.into_active_model();
    model.state = Set(AnswerImportState::Taking);
    model.update(db).await?;
    record(db, by, "answer_import.begin", id, detail).await
}

/// Those of some keys whose rows were taken before, from any file. Withdrawn ones are among them.
pub async fn known(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    keys: &[&str],
) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for portion in keys.chunks(MAX_KEYS) {
        let query = imported_response::Entity::find()
            .select_only()
            .column(imported_response::Column::RowKey)
            .filter(imported_response::COLUMN.questionnaire_id.eq(questionnaire))
            .filter(imported_response::COLUMN.row_key.is_in(portion.iter().copied()));
        let keys: Vec<String> = query.into_tuple().all(db).await?;
        found.extend(keys);
    }
    Ok(found)
}

/// Takes a portion of rows as submitted responses, each once; returns how many were new. The questionnaire's row is
/// taken first, so that two who take the same file at once follow each other.
pub async fn take(
    db: &impl ConnectionTrait,
    import: &answer_import::Model,
    rows: Vec<Imported>,
    by: UserId,
) -> Result<usize> {
    let (Some(questionnaire), Some(version)) = (import.questionnaire_id, import.version_id) else {
        return Err(Error::State("answer-import-without-questionnaire"));
    };
    questionnaires::lock(db, questionnaire).await?;
    let keys: Vec<&str> = rows.iter().map(|row| row.row_key.as_str()).collect();
    let mut known = known(db, questionnaire, &keys).await?;
    let mut n_taken = 0;
    for row in rows {
        if known.insert(row.row_key.clone()) {
            insert(db, import.id, (questionnaire, version), row).await?;
            n_taken += 1;
        }
    }
    let detail = serde_json::json!({ "questionnaire": questionnaire.0, "responses": n_taken });
    record(db, by, "answer_import.take", import.id, detail).await?;
    Ok(n_taken)
}

async fn insert(
    db: &impl ConnectionTrait,
    import: AnswerImportId,
    (questionnaire, version): (QuestionnaireId, VersionId),
    row: Imported,
) -> Result<()> {
    let now = Utc::now();
    let sent_at = row.sent_at.unwrap_or(now);
    let made = response::ActiveModel {
        questionnaire_id: Set(questionnaire),
        version_id: Set(version),
        token_hash: Set(row.token_hash),
        withdrawal_hash: Set(row.withdrawal_hash),
        state: Set(ResponseState::Submitted),
        answers: Set(row.submission.answers),
        unreadable: Set(row.unreadable),
        revision: Set(1),
        started_at: Set(sent_at),
        saved_at: Set(now),
        submitted_at: Set(Some(sent_at)),
        source: Set(Source::Import),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(Error::taken("code"))?;
    if let Some(answers) = row.submission.contacts {
        response_contact::ActiveModel { response_id: Set(made.id), answers: Set(answers) }.insert(db).await?;
    }
    imported_response::ActiveModel {
        response_id: Set(made.id),
        import_id: Set(import),
        questionnaire_id: Set(questionnaire),
        row_key: Set(row.row_key),
        row_number: Set(i32::try_from(row.row_number).unwrap_or(i32::MAX)),
    }
    .insert(db)
    .await
    .map_err(Error::taken("row"))?;
    Ok(())
}

/// All rows that can be taken are: what is left (JSON) stays aside.
pub async fn finish(db: &impl ConnectionTrait, id: AnswerImportId, aside: String, by: UserId) -> Result<()> {
    let found = lock(db, id).await?;
    if found.state == AnswerImportState::Taken {
        return Ok(());
    }
    let mut model = found.into_active_model();
    model.state = Set(AnswerImportState::Taken);
    model.contents = Set(aside);
    model.taken_at = Set(Some(Utc::now()));
    model.update(db).await?;
    record(db, by, "answer_import.finish", id, serde_json::json!({})).await
}

/// Forgets a file that was only looked at, or the rows that were kept aside.
pub async fn discard(db: &impl ConnectionTrait, id: AnswerImportId, by: UserId) -> Result<()> {
    let found = lock(db, id).await?;
    record(db, by, "answer_import.discard", id, serde_json::json!({})).await?;
    if found.state == AnswerImportState::LookedAt {
        answer_import::Entity::delete_by_id(id).exec(db).await?;
        return Ok(());
    }
    let mut model = found.into_active_model();
    model.state = Set(AnswerImportState::Taken);
    model.contents = Set(String::new());
    model.update(db).await?;
    Ok(())
}

/// The rows that were taken from a file, in its order.
pub async fn rows(db: &impl ConnectionTrait, id: AnswerImportId) -> Result<Vec<imported_response::Model>> {
    let query = imported_response::Entity::find()
        .filter(imported_response::COLUMN.import_id.eq(id))
        .order_by_asc(imported_response::COLUMN.row_number);
    Ok(query.all(db).await?)
}

/// The last row that was taken from a file; 0 if none was.
pub async fn last_row(db: &impl ConnectionTrait, id: AnswerImportId) -> Result<usize> {
    let query = imported_response::Entity::find()
        .filter(imported_response::COLUMN.import_id.eq(id))
        .order_by_desc(imported_response::COLUMN.row_number);
    let last = query.one(db).await?.map_or(0, |row| row.row_number);
    Ok(usize::try_from(last).unwrap_or_default())
}

/// How many rows were taken from a file.
pub async fn n_taken(db: &impl ConnectionTrait, id: AnswerImportId) -> Result<u64> {
    let query = imported_response::Entity::find().filter(imported_response::COLUMN.import_id.eq(id));
    Ok(query.count(db).await?)
}

/// Forgets the contents of files that were brought before `before`: those that were only looked at as a whole.
pub async fn purge(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let old = || answer_import::COLUMN.created_at.lt(before);
    let deleted = answer_import::Entity::delete_many()
        .filter(old())
        .filter(answer_import::COLUMN.state.eq(AnswerImportState::LookedAt))
        .exec(db)
        .await?;
    let cleared = answer_import::Entity::update_many()
        .set(cleared())
        .filter(old())
        .filter(answer_import::COLUMN.contents.ne(""))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected + cleared.rows_affected)
}

/// Forgets the contents of all files of a questionnaire, whose answers are erased.
pub(crate) async fn forget(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<()> {
    answer_import::Entity::update_many()
        .set(cleared())
        .filter(answer_import::COLUMN.questionnaire_id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets the files that the row of a withdrawn response may still lie in: those that were not taken to their end. They can
/// be brought again; the rows that were taken, this one included, do not come twice.
pub(crate) async fn forget_content(db: &impl ConnectionTrait, response: ResponseId) -> Result<()> {
    let Some(row) = imported_response::Entity::find_by_id(response).one(db).await? else { return Ok(()) };
    let of_questionnaire = || answer_import::COLUMN.questionnaire_id.eq(row.questionnaire_id);
    answer_import::Entity::delete_many()
        .filter(of_questionnaire())
        .filter(answer_import::COLUMN.state.eq(AnswerImportState::LookedAt))
        .exec(db)
        .await?;
    answer_import::Entity::update_many()
        .set(cleared())
        .filter(of_questionnaire())
        .filter(answer_import::COLUMN.state.eq(AnswerImportState::Taking))
        .exec(db)
        .await?;
    Ok(())
}

fn cleared() -> answer_import::ActiveModel {
    answer_import::ActiveModel {
        contents: Set(String::new()),
        state: Set(AnswerImportState::Taken),
        ..Default::default()
    }
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: AnswerImportId,
    detail: serde_json::Value,
) -> Result<()> {
    let event =
        audit::Event { user: Some(by), action, thing_kind: "answer_import", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
