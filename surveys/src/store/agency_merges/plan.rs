//! What a merge would do, and what holds of things that can be there only once.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Pair, json};
use crate::entity::state::{ApproachState, InvitingMode};
use crate::entity::{agency, approach, invitation, inviting};
use crate::error::Result;
use crate::id::{
    AgencyId, ApproachId, ContactId, HearingId, InvitationId, PromiseId, QuestionnaireId, SurveyId, UserId,
};
use crate::store::questionnaires::hex;
use crate::store::{approaches, contacts, hearings, invitations, invitings, promises};

/// Everything that would move, by number, and what would hold where both have one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Contacts that move.
    pub contacts: Vec<ContactId>,
    /// Hearings that move.
    pub hearings: Vec<HearingId>,
    /// Promises that move.
    pub promises: Vec<PromiseId>,
    /// Ways to a hearing of the agency that goes.
    pub approaches: Vec<ApproachPlan>,
    /// Invitations of the agency that goes.
    pub invitations: Vec<InvitationPlan>,
    /// The agency that stays is invited where answers are anonymous. Its kind and area stay, too: were they changed, the
    /// rates of two groups would tell whether it has answered.
    #[serde(default)]
    pub keeps_group: bool,
}

/// What becomes of a way to a hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproachPlan {
    /// The survey.
    pub survey: SurveyId,
    /// The row of the agency that goes. It moves if the other agency has none, and stays otherwise.
    pub other: ApproachId,
    /// What that row says.
    pub other_way: Way,
    /// The row of the agency that stays, and what it says; None if it has none.
    pub own: Option<(ApproachId, Way)>,
    /// What holds afterwards.
    pub after: Way,
}

/// What an approach says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// How far it has come.
    pub state: ApproachState,
    /// Since when.
    pub state_since: DateTime<Utc>,
    /// Who sees to it.
    pub owner: Option<UserId>,
    /// The day on which to get in touch again.
    pub next_contact_on: Option<NaiveDate>,
    /// Remark for colleagues.
    pub note: String,
    /// The agreed appointment.
    pub appointment: Option<Meeting>,
}

/// An appointment as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// When it begins.
    pub at: DateTime<Utc>,
    /// How long it lasts.
    pub minutes: Option<i32>,
    /// A code of the hearing sheet's `METHODS`.
    pub method: String,
    /// Where.
    pub place: String,
}

/// What becomes of an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPlan {
    /// The questionnaire.
    pub questionnaire: QuestionnaireId,
    /// The invitation of the agency that goes.
    pub other: InvitationId,
    /// The invitation of the agency that stays; None if it has none.
    pub own: Option<InvitationId>,
    /// What becomes of the two.
    pub fate: InvitationFate,
}

/// What becomes of the invitation of an agency that goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationFate {
    /// It moves along: the other agency was not invited.
    Moves,
    /// It stays behind, and no more letters go to it: the invitation of the agency that stays holds.
    StaysBehind,
    /// It is further (begun or answered), so the two change places.
    ChangesPlaces,
    /// Both were answered; both answers stay, and both are shown.
    BothAnswered,
    /// Answers are anonymous: which of the two was answered is not looked at, and each stays where it is.
    Unseen,
    /// Answers are anonymous and the agencies are of another kind or area: to move it would change numbers of small groups.
    UnseenElsewhere,
}

impl InvitationFate {
    /// Stable code; also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            InvitationFate::Moves => "moves",
            InvitationFate::StaysBehind => "stays-behind",
            InvitationFate::ChangesPlaces => "changes-places",
            InvitationFate::BothAnswered => "both-answered",
            InvitationFate::Unseen => "unseen",
            InvitationFate::UnseenElsewhere => "unseen-elsewhere",
        }
    }
}

impl Plan {
    /// A short text that is another one whenever the plan, or what the agencies say, is: what was shown is what is done.
    ///
    /// # Errors
    /// None that happens: a plan can always be written.
    pub fn fingerprint(&self, kept: &agency::Model, dropped: &agency::Model) -> Result<String> {
        let agency = |one: &agency::Model| (one.id, one.revision, one.is_active);
        let whole = serde_json::to_string(&(self, agency(kept), agency(dropped))).map_err(json)?;
        Ok(hex(&Sha256::digest(whole.as_bytes())))
    }
}

impl Way {
    /// What an approach says.
    pub fn of(approach: &approach::Model) -> Way {
        let meeting = |at| Meeting {
            at,
            minutes: approach.appointment_minutes,
            method: approach.appointment_method.clone(),
            place: approach.appointment_place.clone(),
        };
        Way {
            state: approach.state,
            state_since: approach.state_since,
            owner: approach.owner_id,
            next_contact_on: approach.next_contact_on,
            note: approach.note.clone(),
            appointment: approach.appointment_at.map(meeting),
        }
    }

    /// What holds of two: the further state with its appointment; who sees to it, and the day to get in touch, of the further
    /// one, or of the other where it has none; both remarks.
    fn with(&self, other: &Way) -> Way {
        let (further, less) = if is_further(other.state, self.state) { (other, self) } else { (self, other) };
        let is_ahead = further.state.is_ahead();
        let both = |own: &str, other: &str| match (own.is_empty(), other.is_empty() || own == other) {
            (true, _) => other.to_owned(),
            (false, true) => own.to_owned(),
            (false, false) => format!("{own}\n{other}"),
        };
        Way {
            state: further.state,
            state_since: further.state_since,
            owner: further.owner.or(less.owner),
            // A day of one that is less far matters only while a hearing is still to come.
            next_contact_on: further.next_contact_on.or(less.next_contact_on.filter(|_| is_ahead)),
            note: both(&self.note, &other.note),
            appointment: further
                .appointment
                .clone()
                .or_else(|| less.appointment.clone().filter(|_| is_ahead)),
        }
    }
}

/// Whether a state says more than another one. What was agreed or heard says more than that somebody declined; that somebody
/// declined, or cannot be reached, says more than that they were asked.
fn is_further(one: ApproachState, other: ApproachState) -> bool {
    let rank = |state: ApproachState| match state.step() {
        Some(step) if state.step() >= ApproachState::Scheduled.step() => step + 1,
        Some(step) => step,
        None => ApproachState::Scheduled.step().unwrap_or_default(),
    };
    rank(one) > rank(other)
}

/// What becomes of an invitation of a questionnaire where answers are known.
fn known_fate(own: Option<&invitation::Model>, other: &invitation::Model) -> InvitationFate {
    let rank = |one: &invitation::Model| (one.is_answered, one.response_id.is_some());
    match own {
        None => InvitationFate::Moves,
        Some(own) if own.is_answered && other.is_answered => InvitationFate::BothAnswered,
        Some(own) if rank(other) > rank(own) => InvitationFate::ChangesPlaces,
        Some(_) => InvitationFate::StaysBehind,
    }
}

/// The same where they are anonymous: only whether there is one, and whether the agencies count as one group, is looked at.
fn anonymous_fate(has_own: bool, is_one_group: bool) -> InvitationFate {
    match (has_own, is_one_group) {
        (true, _) => InvitationFate::Unseen,
        (false, true) => InvitationFate::Moves,
        (false, false) => InvitationFate::UnseenElsewhere,
    }
}

/// What a merge would do. Nothing is changed.
pub async fn plan(db: &impl ConnectionTrait, kept: &agency::Model, dropped: &agency::Model) -> Result<Plan> {
    let contacts = contacts::of_agency(db, dropped.id).await?;
    let hearings = hearings::of_agency(db, dropped.id).await?;
    let promises = promises::of_agency(db, dropped.id).await?;
    let pair = Pair { kept: kept.id, dropped: dropped.id };
    let is_one_group = kept.kind == dropped.kind && kept.region_id == dropped.region_id;
    Ok(Plan {
        contacts: contacts.iter().map(|contact| contact.id).collect(),
        hearings: hearings.iter().map(|hearing| hearing.id).collect(),
        promises: promises.iter().map(|promise| promise.id).collect(),
        approaches: approach_plans(db, pair).await?,
        invitations: invitation_plans(db, pair, is_one_group).await?,
        keeps_group: is_invited_anonymously(db, kept.id).await?,
    })
}

async fn is_invited_anonymously(db: &impl ConnectionTrait, agency: AgencyId) -> Result<bool> {
    for invitation in invitations::of_agency(db, agency).await? {
        let inviting = invitings::find(db, invitation.questionnaire_id).await?;
        if inviting.is_none_or(|inviting| inviting.mode == InvitingMode::Anonymous) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn approach_plans(db: &impl ConnectionTrait, pair: Pair) -> Result<Vec<ApproachPlan>> {
    let own = approaches::of_agency(db, pair.kept).await?;
    let own: HashMap<SurveyId, approach::Model> =
        own.into_iter().map(|approach| (approach.survey_id, approach)).collect();
    let plan = |other: approach::Model| {
        let other_way = Way::of(&other);
        let own = own.get(&other.survey_id).map(|own| (own.id, Way::of(own)));
        let after = own.as_ref().map_or_else(|| other_way.clone(), |(_, own)| own.with(&other_way));
        ApproachPlan { survey: other.survey_id, other: other.id, other_way, own, after }
    };
    Ok(approaches::of_agency(db, pair.dropped).await?.into_iter().map(plan).collect())
}

async fn invitation_plans(
    db: &impl ConnectionTrait,
    pair: Pair,
    is_one_group: bool,
) -> Result<Vec<InvitationPlan>> {
    let own = invitations::of_agency(db, pair.kept).await?;
    let mut plans = Vec::new();
    for other in invitations::of_agency(db, pair.dropped).await? {
        let own = own.iter().find(|own| own.questionnaire_id == other.questionnaire_id);
        let inviting = invitings::find(db, other.questionnaire_id).await?;
        let fate = match inviting.map(|inviting: inviting::Model| inviting.mode) {
            Some(InvitingMode::Known) => known_fate(own, &other),
            Some(InvitingMode::Anonymous) | None => anonymous_fate(own.is_some(), is_one_group),
        };
        plans.push(InvitationPlan {
            questionnaire: other.questionnaire_id,
            other: other.id,
            own: own.map(|own| own.id),
            fate,
        });
    }
    Ok(plans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ResponseId;

    fn way(state: ApproachState, owner: Option<i64>, note: &str) -> Way {
        Way {
            state,
            state_since: DateTime::UNIX_EPOCH,
            owner: owner.map(UserId),
            next_contact_on: None,
            note: note.to_owned(),
            appointment: None,
        }
    }

    fn invitation(is_answered: bool, response: Option<i64>) -> invitation::Model {
        invitation::Model {
            id: InvitationId(1),
            questionnaire_id: QuestionnaireId(1),
            agency_id: AgencyId(1),
            contact_id: None,
            seed: String::new(),
            token_hash: String::new(),
            code_hash: String::new(),
            is_answered,
            response_id: response.map(ResponseId),
        }
    }

    #[test]
    fn what_was_agreed_or_heard_outranks_a_refusal_and_a_refusal_outranks_being_asked() {
        use ApproachState::{Arranging, Declined, Held, NotContacted, OnHold, Releasable, Scheduled};
        for (further, other) in [
            (Releasable, Held),
            (Scheduled, Declined),
            (Declined, Arranging),
            (OnHold, NotContacted),
            (Arranging, NotContacted),
        ] {
            assert!(is_further(further, other), "{further:?} {other:?}");
            assert!(!is_further(other, further), "{further:?} {other:?}");
        }
        assert!(!is_further(Declined, OnHold) && !is_further(OnHold, Declined), "the one that stays holds");
    }

    #[test]
    fn of_two_ways_the_further_holds_and_nothing_written_is_lost() {
        let own = Way {
            next_contact_on: NaiveDate::from_ymd_opt(2026, 12, 1),
            ..way(ApproachState::Requested, Some(1), "電話した。")
        };
        let heard = way(ApproachState::Recorded, None, "訪問した。");
        let both = own.with(&heard);
        assert_eq!((both.state, both.owner), (ApproachState::Recorded, Some(UserId(1))));
        assert_eq!(both.note, "電話した。\n訪問した。");
        assert_eq!(both.next_contact_on, None, "nobody is called who was heard");
        let asked = own.with(&way(ApproachState::NotContacted, Some(2), "電話した。"));
        assert_eq!(asked, own, "the same words once");
    }

    #[test]
    fn of_two_known_invitations_the_further_holds() {
        let (open, begun) = (invitation(false, None), invitation(false, Some(1)));
        let (answered, on_paper) = (invitation(true, Some(1)), invitation(true, None));
        assert_eq!(known_fate(None, &answered), InvitationFate::Moves);
        assert_eq!(known_fate(Some(&open), &open), InvitationFate::StaysBehind);
        assert_eq!(known_fate(Some(&open), &begun), InvitationFate::ChangesPlaces);
        assert_eq!(known_fate(Some(&begun), &on_paper), InvitationFate::ChangesPlaces);
        assert_eq!(known_fate(Some(&answered), &begun), InvitationFate::StaysBehind);
        assert_eq!(known_fate(Some(&on_paper), &answered), InvitationFate::BothAnswered);
    }

    #[test]
    fn anonymous_invitations_move_only_where_no_number_can_change_by_it() {
        assert_eq!(anonymous_fate(true, true), InvitationFate::Unseen);
        assert_eq!(anonymous_fate(false, true), InvitationFate::Moves);
        assert_eq!(anonymous_fate(false, false), InvitationFate::UnseenElsewhere);
    }
}
