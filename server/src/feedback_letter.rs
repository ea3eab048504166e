//! Letters with the link to a feedback sheet: the link's secret follows from the service's key and is put in when a letter goes out,
//! so that the box of letters opens no sheet.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use surveys::entity::state::{ResponseState, Source};
use surveys::entity::{contact, message};
use surveys::error::Error;
use surveys::id::ShareLinkId;
use surveys::store;
use surveys::store::invitations::Invited;

use crate::error::Result;
use crate::inviting::letter::OPT_OUT;
use crate::inviting::{opt_out, opt_out_address};
use crate::letter_text::sent;
use crate::secret::Key;
use crate::view::time;

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

/// Mail addresses to which letters were declined. Who asks for the results after that has thought better of it: what was said last holds.
pub struct Declined {
    /// The last day by address in lower case.
    by_address: HashMap<String, NaiveDate>,
}

impl Declined {
    /// What everybody has said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(db: &impl ConnectionTrait) -> Result<Declined> {
        Ok(Declined { by_address: store::contacts::declined(db).await? })
    }

    /// What was said of one address.
    ///
    /// # Errors
    /// When the database fails.
    async fn of(db: &impl ConnectionTrait, email: &str) -> Result<Declined> {
        let day = store::contacts::declined_on(db, email).await?;
        Ok(Declined { by_address: day.map(|day| (email.to_lowercase(), day)).into_iter().collect() })
    }

    /// Whether the results are not to be sent to an address: it declined letters, or the contact of the invited agency did, and they
    /// were not asked for on a later day ([`asked_at`]). Declining is kept by the day, so that it holds for all of it.
    pub fn holds(&self, email: &str, of: Option<&contact::Model>, asked_at: Option<DateTime<Utc>>) -> bool {
        let of_contact = of.and_then(|contact| contact.opted_out_on);
        let declined_on = of_contact.max(self.by_address.get(&email.to_lowercase()).copied());
        declined_on.is_some_and(|day| asked_at.is_none_or(|at| time::tokyo(at).date_naive() <= day))
    }
}

/// When the results were asked for, by an answer that was sent to the service then. None for what the office typed or took from a file:
/// its day may be that of the typing or taking. Anonymous answers have the day on which their wave began.
pub fn asked_at(source: Source, submitted_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    submitted_at.filter(|_| source == Source::Web)
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
/// is taken back, the answer that asked for it was withdrawn, or letters were declined since ([`Declined`]).
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
    // Who wrote an address with the answers may have been invited as well.
    let asker = match (letter.invitation_id, letter.response_id) {
        (Some(id), _) => Some(store::invitations::with_contact(db, id).await?),
        (None, Some(id)) => store::invitations::of_response(db, id).await?,
        (None, None) => None,
    };
    if asker.as_ref().is_some_and(|asker| !asker.agency.is_active) {
        return Ok(None);
    }
    let contact = asker.as_ref().and_then(|asker| asker.contact.as_ref());
    let is_listed = letter.invitation_id.is_some();
    let has_address = contact.is_some_and(contact::Model::has_working_address);
    if is_listed && !has_address {
        return Ok(None);
    }
    let response = asker.as_ref().and_then(|asker| asker.invitation.response_id).or(letter.response_id);
    let Some(response) = response else { return Ok(None) };
    let response = match store::responses::find(db, response).await {
        Ok(found) if found.state == ResponseState::Submitted => found,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let asked_at = asked_at(response.source, response.submitted_at);
    if Declined::of(db, &letter.to_address).await?.holds(&letter.to_address, contact, asked_at) {
        return Ok(None);
    }
    Ok(Some(Told { nonce: link.nonce, invited: asker.filter(|_| is_listed) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_declining_and_asking_the_later_day_holds() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20);
        let by_address = day.map(|day| ("office@example.jp".to_owned(), day)).into_iter().collect();
        let declined = Declined { by_address };
        // 20 November ends in Tokyo at 15:00 of Greenwich.
        for (at, holds) in [
            ("2026-11-19T03:00:00Z", true),
            ("2026-11-20T14:59:59Z", true),
            ("2026-11-20T15:00:00Z", false),
            ("2026-11-25T03:00:00Z", false),
        ] {
            let at = at.parse::<DateTime<Utc>>().ok();
            let asked = asked_at(Source::Web, at);
            assert_eq!(declined.holds("Office@Example.jp", None, asked), holds, "{at:?}");
            assert!(!declined.holds("other@example.jp", None, asked));
            for later in [Source::Paper, Source::Import] {
                let asked = asked_at(later, at);
                assert!(declined.holds("office@example.jp", None, asked), "asked before: {later:?}, {at:?}");
            }
        }
    }

    #[test]
    fn the_kind_names_the_link() {
        assert_eq!(link_of(&kind(ShareLinkId(12))), Some(ShareLinkId(12)));
        assert_eq!(link_of("reminder-1"), None);
        assert_eq!(link_of("feedback-x"), None);
    }
}
