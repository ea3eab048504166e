//! Memos (メモ): a researcher's remark on a code, a segment, a hearing note or what a respondent wrote.

use sea_orm::entity::prelude::*;

use crate::id::{CodeId, HearingId, MemoId, ResponseId, SegmentId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memos")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MemoId,
    pub survey_id: SurveyId,
    pub code_id: Option<CodeId>,
    pub segment_id: Option<SegmentId>,
    pub hearing_id: Option<HearingId>,
    pub response_id: Option<ResponseId>,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub written_by: UserId,
    pub written_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
