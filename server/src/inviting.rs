//! Inviting: what follows from the service's key (links, codes, the page that ends letters), so that it can be shown and
//! printed again and a copy of the database opens nothing.

pub mod letter;

use sea_orm::ConnectionTrait;
use surveys::fielding::invitation_code;
use surveys::id::{AgencyId, ContactId};
use surveys::store;
use surveys::store::contacts::Seed;
use surveys::store::invitations::NewInvitation;

use crate::error::Result;
use crate::secret::{self, Key};

/// A new seed for a contact.
///
/// # Errors
/// When the system gives no random numbers.
pub fn seed(key: &Key) -> Result<Seed> {
    let seed = secret::random_token()?;
    let opt_out_hash = secret::hash(&opt_out(key, &seed));
    Ok(Seed { seed, opt_out_hash })
}

/// Secret of the page that ends letters to a contact.
pub fn opt_out(key: &Key, seed: &str) -> String {
    key.token("opt-out", seed)
}

/// Address of that page.
pub fn opt_out_address(token: &str) -> String {
    format!("/o/{token}")
}

/// Secret of an invitation's link.
pub fn token(key: &Key, seed: &str) -> String {
    key.token("invitation", seed)
}

/// Secret part of the address of the one response to a known invitation, so that its link leads there from any device.
pub fn response_code(key: &Key, seed: &str) -> String {
    key.long_code("invitation-response", seed)
}

/// Code of an invitation, for letters and FAX.
pub fn code(key: &Key, seed: &str) -> String {
    invitation_code::code(key.number("invitation-code", seed))
}

/// An invitation to be made, with a code that no other has, those made beside it included.
///
/// # Errors
/// When the database fails, or the system gives no random numbers.
pub async fn new_invitation(
    db: &impl ConnectionTrait,
    key: &Key,
    agency: AgencyId,
    contact: Option<ContactId>,
    beside: &[NewInvitation],
) -> Result<NewInvitation> {
    loop {
        let seed = secret::random_token()?;
        let code_hash = key.keyed_hash(&code(key, &seed));
        let is_beside = beside.iter().any(|other| other.code_hash == code_hash);
        if !is_beside && !store::invitations::has_code(db, &code_hash).await? {
            let token_hash = key.keyed_hash(&token(key, &seed));
            return Ok(NewInvitation { agency, contact, seed, token_hash, code_hash });
        }
    }
}
