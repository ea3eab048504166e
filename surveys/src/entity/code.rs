//! Codes (コード) of a survey's codebook, as a tree; closed ones stay, for history.

use sea_orm::entity::prelude::*;

use crate::id::{CodeId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "codes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CodeId,
    pub survey_id: SurveyId,
    pub parent_id: Option<CodeId>,
    pub position: i32,
    pub symbol: String,
    pub name_ja: String,
    pub name_en: String,
    #[sea_orm(column_type = "Text")]
    pub definition: String,
    #[sea_orm(column_type = "Text")]
    pub inclusion: String,
    #[sea_orm(column_type = "Text")]
    pub exclusion: String,
    #[sea_orm(column_type = "Text")]
    pub example: String,
    pub look: i32,
    pub is_codable: bool,
    pub frame_code: String,
    pub split_from: Option<CodeId>,
    pub merged_into: Option<CodeId>,
    pub closed_at: Option<DateTimeUtc>,
    pub created_by: Option<UserId>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
