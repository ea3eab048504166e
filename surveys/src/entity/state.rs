//! The closed sets of states that columns hold.

mod card;
mod hearing;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

pub use self::card::CardState;
pub use self::hearing::{ApproachState, CorrectionOutcome, PartAnswer, PromiseState};

/// What a person may do; see `server::auth::allow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Administrator,
    Coordinator,
    Researcher,
    Viewer,
}

/// Draft: nobody can answer. Open: the link takes answers. Closed: it no longer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum QuestionnaireState {
    Draft,
    Open,
    Closed,
}

/// A response is written page by page, submitted once, and may be withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ResponseState {
    InProgress,
    Submitted,
    Withdrawn,
}

/// Whether words from a hearing may be quoted: yes, after asking again, or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum QuotePermission {
    Yes,
    Ask,
    No,
}

/// Confirmed: has a place. Waiting: gets one when somebody before gives it back. Cancelled: gave it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    Confirmed,
    Waiting,
    Cancelled,
}

impl RegistrationState {
    /// All, in the order of lists.
    pub const ALL: [RegistrationState; 3] =
        [RegistrationState::Confirmed, RegistrationState::Waiting, RegistrationState::Cancelled];

    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            RegistrationState::Confirmed => "confirmed",
            RegistrationState::Waiting => "waiting",
            RegistrationState::Cancelled => "cancelled",
        }
    }
}

/// Queued: to be sent. Sent: handed over. Failed: given up after many tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    Queued,
    Sent,
    Failed,
}

impl MessageState {
    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            MessageState::Queued => "queued",
            MessageState::Sent => "sent",
            MessageState::Failed => "failed",
        }
    }
}

/// How a response came. All but `Web` and `Import` are typed by somebody of the office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Source {
    #[default]
    Web,
    Paper,
    Fax,
    Phone,
    Email,
    Interview,
    Import,
}

impl Source {
    /// All, in the order of lists.
    pub const ALL: [Source; 7] = [
        Source::Paper,
        Source::Fax,
        Source::Phone,
        Source::Email,
        Source::Interview,
        Source::Web,
        Source::Import,
    ];

    /// Those that are offered to who types an original.
    pub const TYPED: [Source; 6] =
        [Source::Paper, Source::Fax, Source::Phone, Source::Email, Source::Interview, Source::Web];

    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Source::Web => "web",
            Source::Paper => "paper",
            Source::Fax => "fax",
            Source::Phone => "phone",
            Source::Email => "email",
            Source::Interview => "interview",
            Source::Import => "import",
        }
    }

    /// The source with this code, of those that are typed.
    pub fn from_code(code: &str) -> Option<Source> {
        Source::TYPED.into_iter().find(|source| source.code() == code)
    }
}

/// Looked at: nothing is stored of its answers. Taking: some rows are, the rest follows. Taken: what is left is aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AnswerImportState {
    LookedAt,
    Taking,
    Taken,
}

/// Received (受付): nobody has answered yet. Replied (返信済). Scheduled (日程決定): a meeting is agreed. Done (終了).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ConsultationState {
    Received,
    Replied,
    Scheduled,
    Done,
}

impl ConsultationState {
    /// All, in their order.
    pub const ALL: [ConsultationState; 4] = [
        ConsultationState::Received,
        ConsultationState::Replied,
        ConsultationState::Scheduled,
        ConsultationState::Done,
    ];

    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            ConsultationState::Received => "received",
            ConsultationState::Replied => "replied",
            ConsultationState::Scheduled => "scheduled",
            ConsultationState::Done => "done",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<ConsultationState> {
        ConsultationState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Known: a response says which invitation it answers. Anonymous: nothing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum InvitingMode {
    Known,
    Anonymous,
}

impl InvitingMode {
    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            InvitingMode::Known => "known",
            InvitingMode::Anonymous => "anonymous",
        }
    }
}
