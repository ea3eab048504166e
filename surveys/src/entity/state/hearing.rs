//! States on the way to a hearing, of what was promised there, and of what was said of its note.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How far an agency has come towards its hearing. The first eight follow one another; the last four stand beside that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ApproachState {
    /// 未連絡
    NotContacted,
    /// 依頼中
    Requested,
    /// 日程調整
    Arranging,
    /// 予定
    Scheduled,
    /// 実施済: somebody has begun to write down what was heard.
    Held,
    /// 記録済: the note is written up.
    Recorded,
    /// 本人確認済: the partner has read it.
    Confirmed,
    /// 公開可
    Releasable,
    /// 辞退
    Declined,
    /// 保留
    OnHold,
    /// 連絡不能
    Unreachable,
    /// 対象外
    Excluded,
}

impl ApproachState {
    /// All, in the order of columns.
    pub const ALL: [ApproachState; 12] = [
        ApproachState::NotContacted,
        ApproachState::Requested,
        ApproachState::Arranging,
        ApproachState::Scheduled,
        ApproachState::Held,
        ApproachState::Recorded,
        ApproachState::Confirmed,
        ApproachState::Releasable,
        ApproachState::Declined,
        ApproachState::OnHold,
        ApproachState::Unreachable,
        ApproachState::Excluded,
    ];

    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            ApproachState::NotContacted => "not_contacted",
            ApproachState::Requested => "requested",
            ApproachState::Arranging => "arranging",
            ApproachState::Scheduled => "scheduled",
            ApproachState::Held => "held",
            ApproachState::Recorded => "recorded",
            ApproachState::Confirmed => "confirmed",
            ApproachState::Releasable => "releasable",
            ApproachState::Declined => "declined",
            ApproachState::OnHold => "on_hold",
            ApproachState::Unreachable => "unreachable",
            ApproachState::Excluded => "excluded",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<ApproachState> {
        ApproachState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// How far on the way, from 0; None beside it.
    pub fn step(self) -> Option<usize> {
        let place = ApproachState::ALL.into_iter().position(|state| state == self);
        place.filter(|_| !self.is_aside())
    }

    /// Whether nothing is being done towards a hearing, for a reason of its own.
    pub fn is_aside(self) -> bool {
        matches!(
            self,
            ApproachState::Declined
                | ApproachState::OnHold
                | ApproachState::Unreachable
                | ApproachState::Excluded
        )
    }

    /// Whether a hearing is still to come, so that a day to get in touch matters.
    pub fn is_ahead(self) -> bool {
        matches!(
            self,
            ApproachState::NotContacted
                | ApproachState::Requested
                | ApproachState::Arranging
                | ApproachState::Scheduled
                | ApproachState::OnHold
        )
    }

    /// The state after a fact that says `fact`: never further back on the way. An agency beside the way that was heard
    /// after all is on it again.
    pub fn at_least(self, fact: ApproachState) -> ApproachState {
        if self.step() >= fact.step() { self } else { fact }
    }
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    Open,
    Doing,
    Done,
}

impl PromiseState {
    /// All, in their order.
    pub const ALL: [PromiseState; 3] = [PromiseState::Open, PromiseState::Doing, PromiseState::Done];

    /// As stored: a code of the hearing sheet's `TASK_STATES`.
    pub fn code(self) -> &'static str {
        match self {
            PromiseState::Open => "open",
            PromiseState::Doing => "doing",
            PromiseState::Done => "done",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<PromiseState> {
        PromiseState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What an interviewee says of a section that was shown to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum PartAnswer {
    /// It is so.
    Fits,
    /// It should read otherwise.
    Corrected,
    /// It must not be used.
    Withheld,
}

impl PartAnswer {
    /// All, in the order of the page.
    pub const ALL: [PartAnswer; 3] = [PartAnswer::Fits, PartAnswer::Corrected, PartAnswer::Withheld];

    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            PartAnswer::Fits => "fits",
            PartAnswer::Corrected => "corrected",
            PartAnswer::Withheld => "withheld",
        }
    }

    /// The answer with this code.
    pub fn from_code(code: &str) -> Option<PartAnswer> {
        PartAnswer::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// What became of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CorrectionOutcome {
    /// The note says it now.
    Taken,
    /// The note stays as it was, for a reason that was written down.
    Declined,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::sheet::TASK_STATES;

    #[test]
    fn facts_never_lead_back() {
        for state in ApproachState::ALL {
            assert_eq!(ApproachState::from_code(state.code()), Some(state));
            for fact in ApproachState::ALL.into_iter().filter(|fact| !fact.is_aside()) {
                let after = state.at_least(fact);
                assert!(after.step() >= state.step() && after.step() >= fact.step(), "{state:?} {fact:?}");
            }
        }
        assert_eq!(ApproachState::Confirmed.at_least(ApproachState::Held), ApproachState::Confirmed);
        assert_eq!(ApproachState::Declined.at_least(ApproachState::Held), ApproachState::Held);
    }

    #[test]
    fn promises_have_the_states_of_the_sheet() {
        assert_eq!(PromiseState::ALL.map(PromiseState::code), TASK_STATES.codes);
    }
}
