//! Segments (切片): spans of a hearing note or of a free answer, in Unicode code points.

use sea_orm::entity::prelude::*;

use crate::id::{HearingId, ResponseId, SegmentId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "segments")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SegmentId,
    pub survey_id: SurveyId,
    pub hearing_id: Option<HearingId>,
    pub response_id: Option<ResponseId>,
    pub part: String,
    pub starts_at: i32,
    pub ends_at: i32,
    #[sea_orm(column_type = "Text")]
    pub quote: String,
    pub is_detached: bool,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
