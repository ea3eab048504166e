//! Feedback sheets as they were published: frozen content with its hash, who approved it and why there is a new version. A version
//! is never changed, only taken back. The words of its quotes stand apart: they are erased with an answer that is withdrawn.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::entity::{publication, publication_quote, response};
use crate::error::{Error, Result};
use crate::id::{PublicationId, QuestionnaireId, ResponseId, SurveyId, UserId};
use crate::store::audit;
use crate::store::questionnaires::{self, hex};
use crate::store::segments::Origin;

/// A version to be published.
pub struct NewPublication {
    /// The survey.
    pub survey: SurveyId,
    /// Code of the area; empty for the whole region.
    pub area: String,
    /// The number that it was approved as.
    pub number: i32,
    /// Everything that is read but the words of quotes, JSON.
    pub content: String,
    /// Why there is a new version; empty for the first.
    pub reason: String,
    /// Source and words of its quotes.
    pub quotes: Vec<(String, String)>,
    /// Few people came or went since the version before, some of whom withdrew, and the coordinator confirmed it.
    pub is_close: bool,
}

/// What happened to the responses of a survey since a moment, as far as it may change the numbers of that moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// Some that were there were withdrawn.
    pub has_withdrawn: bool,
    /// Of some that were there the use was stopped.
    pub has_stopped: bool,
    /// Some were sent.
    pub has_new: bool,
    /// The answers of some that were there were changed. Not seen where the times of anonymous ones are those of a day.
    pub has_edited: bool,
}

/// SHA-256 of what is frozen, in hexadecimal digits.
pub fn hash(content: &str) -> String {
    hex(&Sha256::digest(content.as_bytes()))
}

/// Publishes a version.
///
/// # Errors
/// [`Error::Stale`] when it is not the next one any more, [`Error::State`] when the region reads the same already.
pub async fn publish(
    db: &impl ConnectionTrait,
    new: NewPublication,
    by: UserId,
) -> Result<publication::Model> {
    let last = of_area(db, new.survey, &new.area).await?.pop();
    let sha256 = hash(&new.content);
    if last.as_ref().is_some_and(|last| last.retracted_at.is_none() && last.sha256 == sha256) {
        return Err(Error::State("publication-same"));
    }
    if new.number != last.map_or(1, |last| last.number.saturating_add(1)) {
        return Err(Error::Stale);
    }
    let model = publication::ActiveModel {
        survey_id: Set(new.survey),
        area: Set(new.area),
        number: Set(new.number),
        content: Set(new.content),
        sha256: Set(sha256),
        reason: Set(new.reason),
        approved_by: Set(by),
        approved_at: Set(Utc::now()),
        retracted_by: Set(None),
        retracted_at: Set(None),
        ..Default::default()
    };
    let model = model.insert(db).await.map_err(Error::taken("number")).map_err(Error::stale_when_taken)?;
    for (source, text) in new.quotes {
        let quote = publication_quote::ActiveModel {
            publication_id: Set(model.id),
            source: Set(source),
            text: Set(text),
        };
        publication_quote::Entity::insert(quote).exec_without_returning(db).await?;
    }
    let detail = json!({
        "survey": model.survey_id.0,
        "area": model.area,
        "number": model.number,
        "sha256": model.sha256,
        "confirmed_close": new.is_close,
    });
    record(db, by, "publication.publish", model.id, detail).await?;
    Ok(model)
}

/// Takes the version of an area with this number back: its links show no sheet any more. Nothing happens, and the answer is no, when
/// they show none or another one.
///
/// # Errors
/// When the database fails.
pub async fn retract(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    area: &str,
    number: i32,
    by: UserId,
) -> Result<bool> {
    let version = shown(db, survey, area).await?.filter(|version| version.number == number);
    let Some(version) = version else { return Ok(false) };
    let id = version.id;
    let mut row = version.into_active_model();
    row.retracted_by = Set(Some(by));
    row.retracted_at = Set(Some(Utc::now()));
    row.update(db).await?;
    record(db, by, "publication.retract", id, json!({ "number": number })).await?;
    Ok(true)
}

/// The versions of an area, the oldest first.
pub async fn of_area(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    area: &str,
) -> Result<Vec<publication::Model>> {
    let query = publication::Entity::find()
        .filter(publication::COLUMN.survey_id.eq(survey))
        .filter(publication::COLUMN.area.eq(area));
    Ok(query.order_by_asc(publication::COLUMN.number).all(db).await?)
}

/// The versions of all areas of a survey, those of each from the oldest on.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<publication::Model>> {
    let query = publication::Entity::find().filter(publication::COLUMN.survey_id.eq(survey));
    Ok(query.order_by_asc(publication::COLUMN.number).all(db).await?)
}

/// What the links of an area show: its newest version, unless that was taken back.
pub async fn shown(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    area: &str,
) -> Result<Option<publication::Model>> {
    Ok(of_area(db, survey, area).await?.pop().filter(|version| version.retracted_at.is_none()))
}

/// What the links of each area of a survey show, by the codes of the areas. Nothing of the content is read: a sheet holds its pictures.
pub async fn shown_of_survey(
    db: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<BTreeMap<String, PublicationId>> {
    let query = publication::Entity::find()
        .filter(publication::COLUMN.survey_id.eq(survey))
        .order_by_asc(publication::COLUMN.number)
        .select_only()
        .column(publication::Column::Area)
        .column(publication::Column::Id)
        .column(publication::Column::RetractedAt);
    let versions: Vec<(String, PublicationId, Option<DateTime<Utc>>)> = query.into_tuple().all(db).await?;
    let mut shown = BTreeMap::new();
    // The newest of an area comes last: where it was taken back, none is shown.
    for (area, id, retracted_at) in versions {
        match retracted_at {
            Some(_) => shown.remove(&area),
            None => shown.insert(area, id),
        };
    }
    Ok(shown)
}

/// A version by its number in the database.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: PublicationId) -> Result<publication::Model> {
    publication::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The words of a version's quotes by their sources, as far as they were not erased.
pub async fn quotes(db: &impl ConnectionTrait, id: PublicationId) -> Result<BTreeMap<String, String>> {
    let query = publication_quote::Entity::find().filter(publication_quote::COLUMN.publication_id.eq(id));
    Ok(query.all(db).await?.into_iter().map(|quote| (quote.source, quote.text)).collect())
}

/// Erases what published sheets quote of a response, since it is withdrawn.
pub(super) async fn erase_quotes_of_response(db: &impl ConnectionTrait, id: ResponseId) -> Result<()> {
    let words = Origin::Response(id).prefix();
    publication_quote::Entity::delete_many()
        .filter(publication_quote::COLUMN.source.starts_with(words))
        .exec(db)
        .await?;
    Ok(())
}

/// What happened to the responses of a survey since a moment.
pub async fn since(db: &impl ConnectionTrait, survey: SurveyId, at: DateTime<Utc>) -> Result<Since> {
    let of_survey = questionnaires::of_survey(db, survey).await?;
    let ids: Vec<QuestionnaireId> = of_survey.into_iter().map(|questionnaire| questionnaire.id).collect();
    // What came later is in no number of that moment, whatever became of it.
    let those_there = || Condition::all().add(response::COLUMN.submitted_at.lte(at));
    let new = Condition::all().add(response::COLUMN.submitted_at.gt(at));
    let edited = those_there()
        .add(response::COLUMN.withdrawn_at.is_null())
        .add(response::COLUMN.revision.gt(1))
        .add(response::COLUMN.saved_at.gt(at));
    Ok(Since {
        has_withdrawn: has(db, &ids, those_there().add(response::COLUMN.withdrawn_at.gt(at))).await?,
        has_stopped: has(db, &ids, those_there().add(response::COLUMN.use_stopped_at.gt(at))).await?,
        has_new: has(db, &ids, new).await?,
        has_edited: has(db, &ids, edited).await?,
    })
}

/// Whether one of these questionnaires has such a response.
async fn has(
    db: &impl ConnectionTrait,
    questionnaires: &[QuestionnaireId],
    condition: Condition,
) -> Result<bool> {
    let query = response::Entity::find()
        .filter(response::COLUMN.questionnaire_id.is_in(questionnaires.iter().copied()))
        .filter(condition);
    Ok(query.count(db).await? > 0)
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: PublicationId,
    detail: serde_json::Value,
) -> Result<()> {
    let event =
        audit::Event { user: Some(by), action, thing_kind: "publication", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_other_programs() {
        // `printf '{}' | sha256sum`
        assert_eq!(hash("{}"), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assert_ne!(hash("{}"), hash("{ }"));
    }
}
