//! Replies to feedback: the questionnaire that takes them, and the offers and wishes that the region is told of.

use chrono::Utc;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::entity::{reply_questionnaire, told_match};
use crate::error::{Error, Result};
use crate::id::{QuestionnaireId, ResponseId, SurveyId, UserId};
use crate::store::audit;

/// An offer and a wish that the region is told of.
pub struct NewTold {
    /// The survey.
    pub survey: SurveyId,
    /// The response that offers.
    pub offer: ResponseId,
    /// The response that wishes.
    pub wish: ResponseId,
    /// What is told of the offer.
    pub words: String,
}

/// The questionnaire that takes replies to a survey's feedback; None while there is none.
pub async fn questionnaire(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Option<QuestionnaireId>> {
    let found = reply_questionnaire::Entity::find_by_id(survey).one(db).await?;
    Ok(found.map(|found| found.questionnaire_id))
}

/// Whether a questionnaire takes the replies of its survey.
pub async fn are_taken_by(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<bool> {
    let query = reply_questionnaire::Entity::find()
        .filter(reply_questionnaire::COLUMN.questionnaire_id.eq(questionnaire));
    Ok(query.one(db).await?.is_some())
}

/// Lets a questionnaire take the replies of its survey. [`Error::Taken`] when another one does already.
pub async fn set_questionnaire(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    questionnaire: QuestionnaireId,
    by: UserId,
) -> Result<()> {
    let model =
        reply_questionnaire::ActiveModel { survey_id: Set(survey), questionnaire_id: Set(questionnaire) };
    let made = reply_questionnaire::Entity::insert(model).exec_without_returning(db).await;
    made.map_err(Error::taken("survey"))?;
    let detail = json!({ "questionnaire": questionnaire.0 });
    record(db, "feedback.replies", survey, detail, by).await
}

/// What the region is told of, oldest first.
pub async fn told(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<told_match::Model>> {
    let query = told_match::Entity::find()
        .filter(told_match::COLUMN.survey_id.eq(survey))
        .order_by_asc(told_match::COLUMN.id);
    Ok(query.all(db).await?)
}

/// Tells the region of an offer and a wish, or of them in other words. The caller has asked whether both allow it.
pub async fn tell(db: &impl ConnectionTrait, new: NewTold, by: UserId) -> Result<()> {
    let detail = json!({ "offer": new.offer.0, "wish": new.wish.0 });
    let model = told_match::ActiveModel {
        survey_id: Set(new.survey),
        offer_id: Set(new.offer),
        wish_id: Set(new.wish),
        words: Set(new.words),
        told_by: Set(by),
        told_at: Set(Utc::now()),
        ..Default::default()
    };
    let again = OnConflict::columns([told_match::Column::OfferId, told_match::Column::WishId])
        .update_columns([told_match::Column::Words, told_match::Column::ToldBy, told_match::Column::ToldAt])
        .to_owned();
    told_match::Entity::insert(model).on_conflict(again).exec_without_returning(db).await?;
    record(db, "feedback.tell_match", new.survey, detail, by).await
}

/// Tells the region no more of an offer and a wish; nothing happens when it was not told.
pub async fn untell(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    (offer, wish): (ResponseId, ResponseId),
    by: UserId,
) -> Result<()> {
    let gone = told_match::Entity::delete_many()
        .filter(told_match::COLUMN.survey_id.eq(survey))
        .filter(told_match::COLUMN.offer_id.eq(offer))
        .filter(told_match::COLUMN.wish_id.eq(wish))
        .exec(db)
        .await?;
    if gone.rows_affected == 0 {
        return Ok(());
    }
    record(db, "feedback.untell_match", survey, json!({ "offer": offer.0, "wish": wish.0 }), by).await
}

/// Erases what was told with a response that is withdrawn or erased.
pub(super) async fn erase(db: &impl ConnectionTrait, response: ResponseId) -> Result<()> {
    let either = Condition::any()
        .add(told_match::COLUMN.offer_id.eq(response))
        .add(told_match::COLUMN.wish_id.eq(response));
    told_match::Entity::delete_many().filter(either).exec(db).await?;
    Ok(())
}

async fn record(
    db: &impl ConnectionTrait,
    action: &str,
    survey: SurveyId,
    detail: serde_json::Value,
    by: UserId,
) -> Result<()> {
    let event =
        audit::Event { user: Some(by), action, thing_kind: "survey", thing_id: Some(survey.0), detail };
    audit::record(db, event).await
}
