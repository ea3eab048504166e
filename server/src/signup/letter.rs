//! Letters to those who signed up: what they say, and into the box with them.

use sea_orm::DatabaseTransaction;
use surveys::entity::registration;
use surveys::fielding::seating;
use surveys::id::ResponseId;
use surveys::store;
use surveys::store::messages::NewMessage;

use super::{SignedUp, token};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::letter_text::literal;
use crate::secret::Key;

/// Why somebody gets a letter. Each comes once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Signed up, with a place.
    Confirmed,
    /// Signed up, on the waiting list.
    Waiting,
    /// Got a place from the waiting list.
    Promoted,
    /// Gave the place back.
    Cancelled,
}

impl Occasion {
    /// As stored; also the middle of the Fluent keys.
    pub fn code(self) -> &'static str {
        match self {
            Occasion::Confirmed => "confirmed",
            Occasion::Waiting => "waiting",
            Occasion::Promoted => "promoted",
            Occasion::Cancelled => "cancelled",
        }
    }
}

/// Stands in a stored letter for the address of its person's own page, which is a secret: the carrier puts it in, so that
/// a copy of the database opens no page.
pub const URL: &str = "{url}";

/// Address of the page about a registration.
pub fn page_url(public_url: &str, key: &Key, response: ResponseId) -> String {
    format!("{public_url}/s/{}", token(key, response))
}

/// Writes the letter for an occasion. Nobody is written to who gave no mail address. `is_moved`: about another seating
/// than before, so that a letter of this kind may come again.
///
/// # Errors
/// When the database fails.
pub async fn write(
    transaction: &DatabaseTransaction,
    registration: &registration::Model,
    occasion: Occasion,
    is_moved: bool,
) -> Result<()> {
    let lang = Lang::from_code(&registration.lang).unwrap_or_default();
    let signed_up = SignedUp::load(transaction, registration.response_id).await?;
    let person = signed_up.attendee(lang);
    if person.email.is_empty() {
        return Ok(());
    }
    let place = store::registrations::place_in_line(transaction, registration).await?;
    let seating = store::registrations::seating(transaction, registration.seating_id).await?;
    let args = [
        ("name", literal(&person.name)),
        ("event", literal(signed_up.definition.title.get(lang.code()))),
        ("seat", literal(&seating::label(&signed_up.definition, &seating.choice, lang.code()))),
        ("place", place.to_string()),
        ("url", URL.to_owned()),
        ("contact", literal(&signed_up.survey.contact)),
    ];
    let words = |part: &str| i18n::text(lang.code(), &format!("letter-{}-{part}", occasion.code()), &args);
    let message = NewMessage {
        questionnaire: signed_up.questionnaire.id,
        response: Some(registration.response_id),
        invitation: None,
        kind: match is_moved {
            true => format!("{}-{}", occasion.code(), registration.seating_id.0),
            false => occasion.code().to_owned(),
        },
        to_address: person.email,
        subject: words("subject"),
        body: words("body"),
    };
    store::messages::queue(transaction, message).await?;
    Ok(())
}
