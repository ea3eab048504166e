//! Questionnaires: the draft, its publication as versions that never change, and the public link.

use chrono::Utc;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use sha2::{Digest, Sha256};

use crate::entity::state::QuestionnaireState;
use crate::entity::{questionnaire, questionnaire_version};
use crate::error::{Error, Result};
use crate::fielding::seating;
use crate::id::{QuestionnaireId, SurveyId, UserId, VersionId, WaveId};
use crate::questionnaire::parse::parse;
use crate::store::drafts::Change;
use crate::store::{audit, drafts, registrations};

/// A questionnaire to be taken into a wave.
pub struct NewQuestionnaire {
    /// The survey it belongs to.
    pub survey: SurveyId,
    /// The wave it is answered in.
    pub wave: WaveId,
    /// Title for colleagues.
    pub title: String,
    /// Definition in SurveyJS JSON, placeholders filled.
    pub draft: String,
    /// Random public part of the link.
    pub link: String,
}

/// Takes a questionnaire into a survey as a draft.
pub async fn create(
    db: &impl ConnectionTrait,
    new: NewQuestionnaire,
    by: UserId,
) -> Result<questionnaire::Model> {
    let model = questionnaire::ActiveModel {
        survey_id: Set(new.survey),
        wave_id: Set(new.wave),
        title: Set(new.title),
        draft: Set(new.draft),
        link: Set(new.link),
        state: Set(QuestionnaireState::Draft),
        revision: Set(1),
        created_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    let change = Change::new("create", serde_json::json!({}));
    drafts::keep(db, model.id, model.revision, &model.draft, &change, by).await?;
    record(db, by, "questionnaire.create", model.id, serde_json::json!({})).await?;
    Ok(model)
}

/// The questionnaire with this number.
pub async fn find(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<questionnaire::Model> {
    questionnaire::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The questionnaire behind a public link.
pub async fn find_by_link(db: &impl ConnectionTrait, link: &str) -> Result<questionnaire::Model> {
    questionnaire::Entity::find()
        .filter(questionnaire::COLUMN.link.eq(link))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// The questionnaires of a survey in the order they were taken in.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<questionnaire::Model>> {
    let query = questionnaire::Entity::find()
        .filter(questionnaire::COLUMN.survey_id.eq(survey))
        .order_by_asc(questionnaire::COLUMN.id);
    Ok(query.all(db).await?)
}

/// Replaces a draft that is still at `revision`, keeps the new state in its history and gives its revision;
/// [`Error::Stale`] when somebody else saved in between.
pub async fn save_draft(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    revision: i32,
    draft: String,
    change: Change<'_>,
    by: UserId,
) -> Result<i32> {
    let next = revision.saturating_add(1);
    let changed = questionnaire::Entity::update_many()
        .set(questionnaire::ActiveModel {
            draft: Set(draft.clone()),
            revision: Set(next),
            title: change.title.clone().map_or(NotSet, Set),
            ..Default::default()
        })
        .filter(questionnaire::COLUMN.id.eq(id))
        .filter(questionnaire::COLUMN.revision.eq(revision))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        find(db, id).await?;
        return Err(Error::Stale);
    }
    drafts::keep(db, id, next, &draft, &change, by).await?;
    let detail = serde_json::json!({ "revision": next, "action": change.action });
    record(db, by, "questionnaire.change", id, detail).await?;
    Ok(next)
}

/// Publishes the draft as the next version, makes the seatings that it plans, and opens the link.
///
/// The caller has checked that the definition has no errors. Publishing an unchanged draft again gives the
/// newest version back instead of a new number, so that a resent click does no harm.
pub async fn publish(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    by: UserId,
) -> Result<questionnaire_version::Model> {
    let current = find(db, id).await?;
    let sha256 = hex(&Sha256::digest(current.draft.as_bytes()));
    let newest = newest_version(db, id).await?;
    let version = match newest {
        Some(version) if version.sha256 == sha256 => version,
        newest => {
            let number = newest.map_or(0, |version| version.number) + 1;
            let version = questionnaire_version::ActiveModel {
                questionnaire_id: Set(id),
                number: Set(number),
                definition: Set(current.draft.clone()),
                sha256: Set(sha256),
                published_by: Set(by),
                published_at: Set(Utc::now()),
                ..Default::default()
            }
            .insert(db)
            .await
            .map_err(Error::taken("number"))?;
            let detail = serde_json::json!({ "version": number, "sha256": version.sha256 });
            record(db, by, "questionnaire.publish", id, detail).await?;
            version
        }
    };
    if let Some(definition) = parse(&current.draft).0 {
        registrations::lay_out(db, id, &seating::planned(&definition)).await?;
    }
    if current.state != QuestionnaireState::Open {
        set_state(db, id, QuestionnaireState::Open, by).await?;
    }
    Ok(version)
}

/// Takes the row of a questionnaire for this transaction, so that two who take in its sheets follow each other.
/// Respondents who begin meanwhile do not wait. (SQLite has one writer at a time anyway.)
pub async fn lock(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<questionnaire::Model> {
    questionnaire::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(db).await?.ok_or(Error::NotFound)
}

/// Opens or closes the link of a questionnaire that has been published.
pub async fn set_state(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    state: QuestionnaireState,
    by: UserId,
) -> Result<()> {
    if newest_version(db, id).await?.is_none() {
        return Err(Error::State("questionnaire-not-published"));
    }
    let mut model = find(db, id).await?.into_active_model();
    model.state = Set(state);
    model.update(db).await?;
    record(db, by, "questionnaire.set_state", id, serde_json::json!({ "state": state })).await
}

/// Says where filled-in paper goes: a fax number, an address or other lines. Both may be empty.
pub async fn set_return(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    fax: String,
    address: String,
    by: UserId,
) -> Result<()> {
    let mut model = find(db, id).await?.into_active_model();
    model.return_fax = Set(fax);
    model.return_address = Set(address);
    model.update(db).await?;
    record(db, by, "questionnaire.set_return", id, serde_json::json!({})).await
}

/// The version with this number.
pub async fn version(db: &impl ConnectionTrait, id: VersionId) -> Result<questionnaire_version::Model> {
    questionnaire_version::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The version of a questionnaire with this number, from 1.
pub async fn version_numbered(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    number: i32,
) -> Result<questionnaire_version::Model> {
    let query = questionnaire_version::Entity::find()
        .filter(questionnaire_version::COLUMN.questionnaire_id.eq(id))
        .filter(questionnaire_version::COLUMN.number.eq(number));
    query.one(db).await?.ok_or(Error::NotFound)
}

/// All published versions of a questionnaire, oldest first.
pub async fn versions(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
) -> Result<Vec<questionnaire_version::Model>> {
    let query = questionnaire_version::Entity::find()
        .filter(questionnaire_version::COLUMN.questionnaire_id.eq(id))
        .order_by_asc(questionnaire_version::COLUMN.number);
    Ok(query.all(db).await?)
}

/// The newest published version, if there is one.
pub async fn newest_version(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
) -> Result<Option<questionnaire_version::Model>> {
    let query = questionnaire_version::Entity::find()
        .filter(questionnaire_version::COLUMN.questionnaire_id.eq(id))
        .order_by_desc(questionnaire_version::COLUMN.number);
    Ok(query.one(db).await?)
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: QuestionnaireId,
    detail: serde_json::Value,
) -> Result<()> {
    let event =
        audit::Event { user: Some(by), action, thing_kind: "questionnaire", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
