//! Taking a letter out of the box: whom it is to, and whether it may still be sent.

use chrono::Utc;
use sea_orm::{DatabaseConnection, DatabaseTransaction, TransactionTrait};
use surveys::entity::state::QuestionnaireState;
use surveys::entity::{contact, message};
use surveys::id::ConfirmationId;
use surveys::store::invitations::Invited;
use surveys::store::{confirmations, hearings, invitations, messages, questionnaires};

use crate::confirming::Asked;
use crate::feedback_letter::{self, Told};

/// Whom a letter is to.
pub(super) enum Addressee {
    /// Whoever sent a response.
    Sender,
    /// An invited agency.
    Invited(Box<Invited>),
    /// Somebody who is asked to confirm a note.
    Asked(Box<Asked>),
    /// Somebody who gets the link to a feedback sheet.
    Told(Box<Told>),
}

impl Addressee {
    /// The contact, where it is one.
    pub(super) fn contact(&self) -> Option<&contact::Model> {
        match self {
            Addressee::Sender => None,
            Addressee::Invited(invited) => invited.contact.as_ref(),
            Addressee::Asked(asked) => Some(&asked.contact),
            Addressee::Told(told) => told.invited.as_ref().and_then(|invited| invited.contact.as_ref()),
        }
    }
}

/// What came of taking a letter out of the box.
pub(super) enum Taken {
    /// Somebody else has it, or it is not to be sent any more.
    Not,
    /// It is to be sent.
    Letter(Addressee),
}

/// Takes a letter to send it. In the same transaction it is looked at once more whether it may still be sent: whoever has
/// answered or declined letters since gets none, nor does anybody once the questionnaire is closed, the link revoked or
/// the sheet that it leads to taken back.
pub(super) async fn take(db: &DatabaseConnection, letter: &message::Model) -> anyhow::Result<Taken> {
    let transaction = db.begin().await?;
    if !messages::claim(&transaction, letter, Utc::now()).await? {
        return Ok(Taken::Not);
    }
    let to = match feedback_letter::link_of(&letter.kind) {
        Some(link) => {
            let told = feedback_letter::told(&transaction, link, letter).await?;
            told.map(|told| Addressee::Told(Box::new(told)))
        }
        None => addressee(&transaction, letter).await?,
    };
    if to.is_none() {
        messages::take_out(&transaction, letter.id).await?;
    }
    transaction.commit().await?;
    Ok(to.map_or(Taken::Not, Taken::Letter))
}

/// Whom any other letter is to; None: it is not to be sent any more.
async fn addressee(
    transaction: &DatabaseTransaction,
    letter: &message::Model,
) -> anyhow::Result<Option<Addressee>> {
    match (letter.invitation_id, letter.confirmation_id) {
        (Some(id), _) => {
            let invited = invitations::with_contact(transaction, id).await?;
            let questionnaire =
                questionnaires::find(transaction, invited.invitation.questionnaire_id).await?;
            let is_wanted = invited.may_be_written_to() && questionnaire.state == QuestionnaireState::Open;
            Ok(is_wanted.then(|| Addressee::Invited(Box::new(invited))))
        }
        (None, Some(id)) => asked(transaction, id).await,
        (None, None) => Ok(Some(Addressee::Sender)),
    }
}

async fn asked(transaction: &DatabaseTransaction, id: ConfirmationId) -> anyhow::Result<Option<Addressee>> {
    let (confirmation, contact) = confirmations::with_contact(transaction, id).await?;
    if !confirmations::letter::is_wanted(&confirmation, contact.as_ref()) {
        return Ok(None);
    }
    // Nobody reads what another agency said: the note may have been put right since the letter was written.
    let hearing = hearings::find(transaction, confirmation.hearing_id).await?;
    if contact.as_ref().is_none_or(|contact| contact.agency_id != hearing.agency_id) {
        return Ok(None);
    }
    Ok(contact.map(|contact| Addressee::Asked(Box::new(Asked { confirmation, contact }))))
}
