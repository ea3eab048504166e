//! Published versions; rows are never changed.

use sea_orm::entity::prelude::*;

use crate::id::{QuestionnaireId, UserId, VersionId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questionnaire_versions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: VersionId,
    pub questionnaire_id: QuestionnaireId,
    pub number: i32,
    #[sea_orm(column_type = "Text")]
    pub definition: String,
    pub sha256: String,
    pub published_by: UserId,
    pub published_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
