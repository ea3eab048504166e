//! What is told of a sign-up to those who may not see names: kept once, when it is closed, and never changed.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entity::questionnaire;
use crate::error::Result;
use crate::id::{QuestionnaireId, UserId};
use crate::store::audit;

/// Keeps the counts of a sign-up (JSON of protected tables). Those that are kept already stay.
pub async fn keep(db: &impl ConnectionTrait, id: QuestionnaireId, counts: String, by: UserId) -> Result<()> {
    let kept = questionnaire::Entity::update_many()
        .col_expr(questionnaire::Column::SignUpCounts, Expr::value(counts))
        .filter(questionnaire::COLUMN.id.eq(id))
        .filter(questionnaire::COLUMN.sign_up_counts.is_null())
        .exec(db)
        .await?;
    if kept.rows_affected == 0 {
        return Ok(());
    }
    let event = audit::Event::plain(Some(by), "questionnaire.keep_counts", ("questionnaire", id.0));
    audit::record(db, event).await
}
