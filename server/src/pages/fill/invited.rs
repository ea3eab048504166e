//! The invitation that answers belong to, when they are sent: a known one is found by its response, an anonymous one by the
//! ticket that the browser brings along, or by the code that somebody types.

use sea_orm::DatabaseTransaction;
use surveys::entity::state::InvitingMode;
use surveys::fielding::invitation_code::{Typed, read};
use surveys::questionnaire::problem::Problem;
use surveys::store;

use super::Begun;
use crate::app::App;
use crate::error::Result;

/// The form field for the code.
pub const FIELD: &str = "invitation";

/// Uses up the invitation of answers that are sent for the first time. A problem: they are not to be sent.
///
/// # Errors
/// When the database fails.
pub async fn settle(
    transaction: &DatabaseTransaction,
    app: &App,
    found: &Begun,
    typed: &str,
) -> Result<Option<Problem>> {
    let Some(inviting) = &found.met.inviting else { return Ok(None) };
    let problem = |code: &'static str| Ok(Some(Problem::error(code, "")));
    if inviting.mode == InvitingMode::Known {
        return match store::invitations::set_answered(transaction, found.response.id).await? {
            true => Ok(None),
            false => problem("invitation-used"),
        };
    }
    let invitation = match (&found.ticket, read(typed)) {
        (Some(ticket), _) => {
            store::invitations::find_by_token(transaction, &app.key.keyed_hash(ticket)).await?
        }
        (None, Typed::Code(code)) => {
            store::invitations::find_by_code(transaction, &app.key.keyed_hash(&code)).await?
        }
        (None, Typed::Length(0)) if inviting.is_open => return Ok(None),
        (None, Typed::Length(0)) => return problem("invitation-missing"),
        (None, Typed::Length(_) | Typed::Misread) => return problem("invitation-misread"),
    };
    match invitation.filter(|found| found.questionnaire_id == inviting.questionnaire_id) {
        None => problem("invitation-unknown"),
        Some(invitation) => match store::invitations::use_up(transaction, invitation.id).await? {
            true => Ok(None),
            false => problem("invitation-used"),
        },
    }
}
