//! Files that respondents send. The answers say which of them count; what they do not speak of is erased in the same
//! transaction. The bytes are read only when somebody opens a file.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set,
};

use crate::entity::state::ResponseState;
use crate::entity::{response, response_file};
use crate::error::{Error, Result};
use crate::id::{QuestionnaireId, ResponseFileId, ResponseId, UserId};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::answer::files::forgotten;
use crate::store::{audit, responses};

/// A file to be stored.
pub struct NewFile {
    /// What the answer finds it by.
    pub key: String,
    /// Name of the question, or of the list that it stands in.
    pub question: String,
    /// Its cleaned name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// A stored file without its contents.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Stored {
    /// Its number.
    pub id: ResponseFileId,
    /// The response it came with.
    pub response_id: ResponseId,
    /// What the answer finds it by.
    pub key: String,
    /// Name of the question, or of the list that it stands in.
    pub question: String,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// Stores a file; one with the same key is there already and stays.
pub async fn add(db: &impl ConnectionTrait, response: ResponseId, file: NewFile) -> Result<()> {
    let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let model = response_file::ActiveModel {
        response_id: Set(response),
        key: Set(file.key),
        question: Set(file.question),
        name: Set(file.name),
        media_type: Set(file.media_type),
        size: Set(size),
        bytes: Set(file.bytes),
        received_at: Set(Utc::now()),
        ..Default::default()
    };
    let known = OnConflict::columns([response_file::Column::ResponseId, response_file::Column::Key])
        .do_nothing()
        .to_owned();
    response_file::Entity::insert(model).on_conflict(known).exec_without_returning(db).await?;
    Ok(())
}

/// The files of a response in the order in which they came.
pub async fn of_response(db: &impl ConnectionTrait, response: ResponseId) -> Result<Vec<Stored>> {
    let query = without_bytes().filter(response_file::COLUMN.response_id.eq(response));
    Ok(query.into_model::<Stored>().all(db).await?)
}

/// The files of all submitted responses of a questionnaire.
pub async fn of_questionnaire(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Vec<Stored>> {
    let submitted = response::Entity::find()
        .select_only()
        .column(response::Column::Id)
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.eq(ResponseState::Submitted));
    let query = without_bytes().filter(response_file::Column::ResponseId.in_subquery(submitted.into_query()));
    Ok(query.into_model::<Stored>().all(db).await?)
}

/// A file of a response by its key, with its contents.
pub async fn find(
    db: &impl ConnectionTrait,
    response: ResponseId,
    key: &str,
) -> Result<response_file::Model> {
    let query = response_file::Entity::find()
        .filter(response_file::COLUMN.response_id.eq(response))
        .filter(response_file::COLUMN.key.eq(key));
    query.one(db).await?.ok_or(Error::NotFound)
}

/// A file of a submitted response that a member of staff opens, with its contents; that it was opened is recorded.
pub async fn open(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    id: ResponseFileId,
    by: UserId,
) -> Result<response_file::Model> {
    let found = response_file::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let response = responses::find(db, found.response_id).await?;
    if response.questionnaire_id != questionnaire || response.state != ResponseState::Submitted {
        return Err(Error::NotFound);
    }
    let event = audit::Event {
        user: Some(by),
        action: "response.open_file",
        thing_kind: "response",
        thing_id: Some(found.response_id.0),
        detail: serde_json::json!({ "file": id.0 }),
    };
    audit::record(db, event).await?;
    Ok(found)
}

/// Erases the files of a response that these answers do not speak of.
pub async fn sweep(db: &impl ConnectionTrait, response: ResponseId, answers: &Answers) -> Result<()> {
    let stored = of_response(db, response).await?;
    let gone = forgotten(answers, stored.iter().map(|file| file.key.as_str()));
    erase(db, response, gone).await
}

/// Erases files of a response by their keys.
async fn erase(db: &impl ConnectionTrait, response: ResponseId, keys: Vec<String>) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    response_file::Entity::delete_many()
        .filter(response_file::COLUMN.response_id.eq(response))
        .filter(response_file::COLUMN.key.is_in(keys))
        .exec(db)
        .await?;
    Ok(())
}

/// Erases all files of a response.
pub(crate) async fn erase_all(db: &impl ConnectionTrait, response: ResponseId) -> Result<()> {
    response_file::Entity::delete_many()
        .filter(response_file::COLUMN.response_id.eq(response))
        .exec(db)
        .await?;
    Ok(())
}

fn without_bytes() -> sea_orm::Select<response_file::Entity> {
    use response_file::Column;
    response_file::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::ResponseId,
            Column::Key,
            Column::Question,
            Column::Name,
            Column::MediaType,
            Column::Size,
            Column::ReceivedAt,
        ])
        .order_by_asc(Column::Id)
}
