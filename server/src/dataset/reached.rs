//! The agencies that an invitation to a questionnaire has reached: what its response rates are set against where agencies are invited
//! one by one. Who declined was reached; whom no way leads to, who is out of scope and who is on the list no more was not.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use surveys::entity::agency;
use surveys::entity::state::{ApproachState, InvitingMode};
use surveys::id::{AgencyId, QuestionnaireId, SurveyId};
use surveys::store;
use surveys::store::invitations::Invited;

use crate::error::Result;

/// The invitations to a questionnaire.
#[derive(Default)]
pub struct Invitations {
    /// How many there are.
    pub n: usize,
    /// How many of them were answered.
    pub n_answered: usize,
    /// The agencies that they have reached, each once; one that was merged is the one that it went into.
    pub reached: Vec<agency::Model>,
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
    let (n, n_answered) = (invited.len(), invited.iter().filter(|one| one.invitation.is_answered).count());
    let is_out = |state: ApproachState| matches!(state, ApproachState::Unreachable | ApproachState::Excluded);
    let approaches = store::approaches::of_survey(db, survey).await?.into_iter();
    let out: HashSet<AgencyId> =
        approaches.filter(|approach| is_out(approach.state)).map(|approach| approach.agency_id).collect();
    let (mut found, mut seen, mut n_unreached) = (Vec::new(), HashSet::new(), 0);
    for mut one in invited {
        if !one.agency.is_active {
            one.agency = store::agency_merges::standing_for(db, one.agency.clone()).await?;
        }
        // Of an anonymous wave it is not looked at who answered: the number would tell it.
        let has_answered = mode == InvitingMode::Known && one.invitation.is_answered;
        let is_in = has_answered || can_be_reached(&one) && !out.contains(&one.agency.id);
        if !is_in {
            n_unreached += 1;
        } else if seen.insert(one.agency.id) {
            found.push(one.agency);
        }
    }
    Ok(Invitations { n, n_answered, reached: found, n_unreached })
}

/// Whether an invitation can have come to somebody who is on the list: a letter that no mail server takes may go by post or FAX.
fn can_be_reached(one: &Invited) -> bool {
    let is_lost = one.contact.as_ref().is_some_and(|contact| {
        !contact.undeliverable.is_empty() && contact.address.is_empty() && contact.fax.is_empty()
    });
    one.agency.is_active && !is_lost
}
