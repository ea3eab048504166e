//! What a merge would do, and what holds of things that can be there only once.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Pair, json};
use crate::entity::state::InvitingMode;
use crate::entity::{agency, approach, invitation, inviting};
use crate::error::Result;
use crate::id::{ApproachId, ContactId, HearingId, InvitationId, PromiseId, QuestionnaireId, SurveyId};
use crate::store::approaches::Way;
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
        keeps_group: invitations::keeps_group(db, kept.id).await?,
    })
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
    use crate::id::{AgencyId, ResponseId};

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
