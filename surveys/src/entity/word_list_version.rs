//! Lists of words of a survey (強制抽出語・ストップワード・同義語・辞書): one state that was saved.

use sea_orm::entity::prelude::*;

use crate::id::{SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "word_list_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    #[sea_orm(column_type = "Text")]
    pub forced: String,
    #[sea_orm(column_type = "Text")]
    pub stop_words: String,
    #[sea_orm(column_type = "Text")]
    pub synonyms: String,
    #[sea_orm(column_type = "Text")]
    pub dictionary: String,
    pub has_domain_words: bool,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
