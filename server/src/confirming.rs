//! Links for interviewees: the secret follows from the service's key, so that it can be shown and printed again and a copy of
//! the database opens nothing.

use chrono::{DateTime, TimeDelta, Utc};
use surveys::entity::{confirmation, contact};

use crate::error::Result;
use crate::letter_text::sent;
use crate::secret::{self, Key};

/// Days that a link works: long enough for somebody who asks their superior, short enough for what is told.
const DAYS: i64 = 30;

/// Stands in a letter for the address.
pub const LINK: &str = "{link}";

/// A new seed and the hash of what the service's key makes of it.
///
/// # Errors
/// When the system gives no random numbers.
pub fn seed(key: &Key) -> Result<(String, String)> {
    let seed = secret::random_token()?;
    let token_hash = hash(&token(key, &seed));
    Ok((seed, token_hash))
}

/// Secret of a confirmation's link.
pub fn token(key: &Key, seed: &str) -> String {
    key.token("confirmation", seed)
}

/// The hash under which a secret is looked for, as it stands in an address or is typed.
pub fn hash(token: &str) -> String {
    secret::hash(&token.to_lowercase())
}

/// The secret of a link as it was copied: without the full stop, bracket or space that came along from the text around it.
pub fn copied(token: &str) -> String {
    token.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_lowercase()
}

/// Address of a confirmation's page within the service.
pub fn address(token: &str) -> String {
    format!("/c/{token}")
}

/// The whole address of a confirmation's page.
pub fn link(public_url: &str, key: &Key, model: &confirmation::Model) -> String {
    format!("{public_url}{}", address(&token(key, &model.seed)))
}

/// When a link that is made now no longer works.
pub fn expiry() -> DateTime<Utc> {
    Utc::now() + TimeDelta::days(DAYS)
}

/// Somebody who is asked by letter.
pub struct Asked {
    /// What they are asked to confirm.
    pub confirmation: confirmation::Model,
    /// Who it is.
    pub contact: contact::Model,
}

impl Asked {
    /// A text of the letter, with the link in it.
    pub fn put_into(&self, public_url: &str, key: &Key, text: &str) -> String {
        sent(text, &[(LINK, &link(public_url, key, &self.confirmation))])
    }
}
