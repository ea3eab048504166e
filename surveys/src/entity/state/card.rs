//! States of a card.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How far a card has come. A change of its words leads back to the first; what was published stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// 下書き
    Draft,
    /// 確認中: the check list has been begun.
    Checking,
    /// 公開可: the check list is answered.
    Ready,
    /// 公開: these words are the newest version.
    Published,
}

impl CardState {
    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            CardState::Draft => "draft",
            CardState::Checking => "checking",
            CardState::Ready => "ready",
            CardState::Published => "published",
        }
    }
}
