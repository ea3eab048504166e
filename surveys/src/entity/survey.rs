//! Surveys (調査).

use sea_orm::entity::prelude::*;

use crate::id::{RegionId, SurveyId, UserId};

/// Used where the number stored is none (domain brief A5).
const DEFAULT_MIN_CELL: usize = 5;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "surveys")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SurveyId,
    pub title: String,
    pub region_id: RegionId,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    pub host: String,
    #[sea_orm(column_type = "Text")]
    pub contact: String,
    pub period: String,
    pub ethics_number: String,
    pub withdrawal_deadline: Option<Date>,
    pub min_cell: i32,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
}

impl Model {
    /// Fewest people that a number about answers may be about, as it is counted with.
    pub fn min_cell(&self) -> usize {
        usize::try_from(self.min_cell).unwrap_or(DEFAULT_MIN_CELL)
    }

    /// The same where words and their documents are counted.
    pub fn min_documents(&self) -> u32 {
        u32::try_from(self.min_cell()).unwrap_or(u32::MAX)
    }
}

impl ActiveModelBehavior for ActiveModel {}
