//! Erasing a sign-up after its event: answers, contacts and letters go, the number of places that were taken stays.

use chrono::{NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, Set,
};

use crate::entity::state::{QuestionnaireState, ResponseState};
use crate::entity::{entry, message, questionnaire, response, response_contact, response_file, sheet_import};
use crate::error::Result;
use crate::id::{QuestionnaireId, UserId};
use crate::store::{answer_imports, audit, consultations, questionnaires};

/// Sets the last day on which answers and contacts of a sign-up are kept; None keeps them until it is set.
pub async fn set_day(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    day: Option<NaiveDate>,
    by: UserId,
) -> Result<()> {
    let mut model = questionnaires::find(db, id).await?.into_active_model();
    model.erase_on = Set(day);
    model.update(db).await?;
    record(db, Some(by), "questionnaire.set_erase_day", id, serde_json::json!({ "day": day })).await
}

/// Questionnaires whose last day has passed on `today` (in Tokyo).
pub async fn due(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<QuestionnaireId>> {
    let query = questionnaire::Entity::find().filter(questionnaire::COLUMN.erase_on.lt(today));
    Ok(query.all(db).await?.into_iter().map(|found| found.id).collect())
}

/// Erases what people wrote in a sign-up and the letters to them, and closes its link. Returns how many responses had
/// something to erase; run again it finds nothing.
pub async fn erase(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<u64> {
    let of_it = || responses_of(id);
    response_contact::Entity::delete_many()
        .filter(response_contact::Column::ResponseId.in_subquery(of_it()))
        .exec(db)
        .await?;
    entry::Entity::delete_many().filter(entry::Column::ResponseId.in_subquery(of_it())).exec(db).await?;
    let files = response_file::Column::ResponseId.in_subquery(of_it());
    response_file::Entity::delete_many().filter(files).exec(db).await?;
    sheet_import::Entity::update_many()
        .set(sheet_import::ActiveModel { content_sha256: Set(String::new()), ..Default::default() })
        .filter(sheet_import::COLUMN.questionnaire_id.eq(id))
        .exec(db)
        .await?;
    answer_imports::forget(db, id).await?;
    consultations::erase_all(db, id).await?;
    message::Entity::delete_many().filter(message::COLUMN.questionnaire_id.eq(id)).exec(db).await?;
    let begun = response::Entity::delete_many()
        .filter(response::COLUMN.questionnaire_id.eq(id))
        .filter(response::COLUMN.state.eq(ResponseState::InProgress))
        .exec(db)
        .await?;
    let sent = response::Entity::update_many()
        .set(response::ActiveModel {
            answers: Set("{}".to_owned()),
            unreadable: Set("[]".to_owned()),
            ..Default::default()
        })
        .col_expr(response::Column::Revision, Expr::col(response::Column::Revision).add(1))
        .filter(response::COLUMN.questionnaire_id.eq(id))
        .filter(response::COLUMN.answers.ne("{}"))
        .exec(db)
        .await?;
    let n = begun.rows_affected + sent.rows_affected;
    let found = questionnaires::find(db, id).await?;
    // Without anything to erase, too, nobody signs up any more: it would be erased within the hour.
    if n > 0 || found.state == QuestionnaireState::Open {
        let mut model = found.into_active_model();
        model.state = Set(QuestionnaireState::Closed);
        model.erased_at = Set(Some(Utc::now()));
        model.update(db).await?;
        record(db, None, "questionnaire.erase", id, serde_json::json!({ "responses": n })).await?;
    }
    Ok(n)
}

fn responses_of(id: QuestionnaireId) -> SelectStatement {
    response::Entity::find()
        .select_only()
        .column(response::Column::Id)
        .filter(response::COLUMN.questionnaire_id.eq(id))
        .into_query()
}

async fn record(
    db: &impl ConnectionTrait,
    by: Option<UserId>,
    action: &str,
    id: QuestionnaireId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event { user: by, action, thing_kind: "questionnaire", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
