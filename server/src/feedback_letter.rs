//! Letters with the link to a feedback sheet: the link's secret follows from the service's key and is put in when a letter goes out,
//! so that the box of letters opens no sheet.

use sea_orm::ConnectionTrait;
use surveys::entity::message;
use surveys::entity::state::ResponseState;
use surveys::error::Error;
use surveys::id::ShareLinkId;
use surveys::store;
use surveys::store::invitations::Invited;

use crate::error::Result;
use crate::inviting::letter::OPT_OUT;
use crate::inviting::{opt_out, opt_out_address};
use crate::letter_text::sent;
use crate::secret::Key;

/// Beginning of the kind of these letters; the number of the link follows, so that nobody gets one link twice.
const KIND: &str = "feedback-";
/// Stands in a letter for the address of the sheet.
pub const SHEET: &str = "{sheet}";

/// The kind of letters with a link.
pub fn kind(link: ShareLinkId) -> String {
    format!("{KIND}{}", link.0)
}

/// The link that letters of a kind have; None for other letters.
pub fn link_of(kind: &str) -> Option<ShareLinkId> {
    kind.strip_prefix(KIND)?.parse().ok().map(ShareLinkId)
}

/// The secret part of a share link. It follows from the seed in the database and the service's key, so that the coordinator can
/// read the address again and a copy of the database cannot.
pub fn token(key: &Key, nonce: &str) -> String {
    key.token("share", nonce)
}

/// The address of a sheet.
pub fn sheet(public_url: &str, key: &Key, nonce: &str) -> String {
    format!("{public_url}/r/{}", token(key, nonce))
}

/// Somebody who gets the link.
pub struct Told {
    /// Seed of the link.
    nonce: String,
    /// The invitation that was answered; None for those who wrote an address into their answers.
    pub invited: Option<Invited>,
}

impl Told {
    /// A text of the letter, with the addresses in it.
    pub fn put_into(&self, public_url: &str, key: &Key, text: &str) -> String {
        let contact = self.invited.as_ref().and_then(|invited| invited.contact.as_ref());
        let ends = contact.map(|contact| opt_out_address(&opt_out(key, &contact.seed)));
        let ends = ends.map(|path| format!("{public_url}{path}")).unwrap_or_default();
        sent(text, &[(SHEET, &sheet(public_url, key, &self.nonce)), (OPT_OUT, &ends)])
    }
}

/// Whom a letter of this kind is for, looked at once more when it goes out: nobody gets it once the link is revoked or expired, its sheet
/// is taken back, the answer that asked for it was withdrawn, or letters were declined.
///
/// # Errors
/// When the database fails.
pub async fn told(
    db: &impl ConnectionTrait,
    link: ShareLinkId,
    letter: &message::Model,
) -> Result<Option<Told>> {
    let link = store::share_links::find(db, link).await?;
    if !store::share_links::is_open(&link) || store::share_links::shown(db, &link).await?.is_none() {
        return Ok(None);
    }
    let invited = match letter.invitation_id {
        Some(id) => Some(store::invitations::with_contact(db, id).await?),
        None => None,
    };
    if invited.as_ref().is_some_and(|invited| !invited.can_be_reached()) {
        return Ok(None);
    }
    let response = invited.as_ref().and_then(|invited| invited.invitation.response_id).or(letter.response_id);
    let Some(response) = response else { return Ok(None) };
    let is_there = match store::responses::find(db, response).await {
        Ok(found) => found.state == ResponseState::Submitted,
        Err(Error::NotFound) => false,
        Err(error) => return Err(error.into()),
    };
    Ok(is_there.then_some(Told { nonce: link.nonce, invited }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_names_the_link() {
        assert_eq!(link_of(&kind(ShareLinkId(12))), Some(ShareLinkId(12)));
        assert_eq!(link_of("reminder-1"), None);
        assert_eq!(link_of("feedback-x"), None);
    }
}
