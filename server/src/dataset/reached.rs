//! The agencies that were invited to a questionnaire, and which of them count as reached: of whom it is not known that no invitation
//! comes to them, whether one was sent or not. Response rates are set against them. Who declined was reached; whom no way leads to,
//! who is out of scope and who is on the list no more was not. Who answered is not looked at: those reached beside the list would
//! tell of the others that they did.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use surveys::entity::agency;
use surveys::entity::state::{ApproachState, InvitingMode};
use surveys::id::{AgencyId, QuestionnaireId, ResponseId, SurveyId};
use surveys::store;
use surveys::store::invitations::Invited;

use crate::error::Result;

/// The invitations to a questionnaire.
#[derive(Default)]
pub struct Invitations {
    /// How many there are.
    pub n: usize,
    /// How many of them have an answer that stands, on paper as well; None where answers are anonymous, so that nobody knows which of
    /// them were withdrawn.
    pub n_answered: Option<usize>,
    /// The agencies that were invited, each once; one that was merged is the one that it went into.
    pub agencies: Vec<agency::Model>,
    /// Those of them that count as reached.
    pub reached: HashSet<AgencyId>,
    /// How many of the invitations have reached nobody: of merged agencies several may have reached one.
    pub n_unreached: usize,
}

/// The invitations to a questionnaire; none where nobody was invited.
///
/// # Errors
/// When the database fails.
pub(super) async fn invitations(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    questionnaire: QuestionnaireId,
    mode: InvitingMode,
) -> Result<Invitations> {
    let invited = store::invitations::of_questionnaire(db, questionnaire).await?;
    if invited.is_empty() {
        return Ok(Invitations::default());
    }
    let n_answered = match mode {
        InvitingMode::Known => Some(standing(db, questionnaire, &invited).await?),
        InvitingMode::Anonymous => None,
    };
    let mut found = Invitations { n: invited.len(), n_answered, ..Invitations::default() };
    let is_out = |state: ApproachState| matches!(state, ApproachState::Unreachable | ApproachState::Excluded);
    let approaches = store::approaches::of_survey(db, survey).await?.into_iter();
    let out: HashSet<AgencyId> =
        approaches.filter(|approach| is_out(approach.state)).map(|approach| approach.agency_id).collect();
    let mut seen = HashSet::new();
    for mut one in invited {
        if !one.agency.is_active {
            one.agency = store::agency_merges::standing_for(db, one.agency.clone()).await?;
        }
        let id = one.agency.id;
        match can_be_reached(&one) && !out.contains(&id) {
            true => drop(found.reached.insert(id)),
            false => found.n_unreached += 1,
        }
        if seen.insert(id) {
            found.agencies.push(one.agency);
        }
    }
    Ok(found)
}

/// How many known invitations have an answer that was not withdrawn.
async fn standing(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    invited: &[Invited],
) -> Result<usize> {
    let withdrawn = store::responses::withdrawn(db, questionnaire).await?;
    let withdrawn: HashSet<ResponseId> = withdrawn.into_iter().collect();
    let stands = |one: &&Invited| {
        let response = one.invitation.response_id;
        one.invitation.is_answered && response.is_none_or(|id| !withdrawn.contains(&id))
    };
    Ok(invited.iter().filter(stands).count())
}

/// Whether an invitation can have come to somebody who is on the list: a letter that no mail server takes may go by post or FAX.
fn can_be_reached(one: &Invited) -> bool {
    let is_lost = one.contact.as_ref().is_some_and(|contact| {
        !contact.undeliverable.is_empty() && contact.address.is_empty() && contact.fax.is_empty()
    });
    one.agency.is_active && !is_lost
}
