//! Letters that invite and ask again: what is put into their words, and into the box with them.
//!
//! Link, code and the address that ends letters are secrets: they stand in braces in the database, and the carrier puts
//! them in.

use sea_orm::DatabaseTransaction;
use surveys::id::QuestionnaireId;
use surveys::store;
use surveys::store::invitations::Invited;
use surveys::store::messages::NewMessage;

use super::{code, opt_out, opt_out_address, token};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::letter_text::{sent, written};
use crate::secret::{Key, grouped};

/// The kind of the first letter, and the beginning of the kinds of reminders (`reminder-1` …).
pub const INVITE: &str = "invite";
/// See [`INVITE`].
pub const REMINDER: &str = "reminder-";

/// Stand in a letter for what is known when it is written, in the order of [`Words::put_into`].
const WORDS: [&str; 5] = ["{title}", "{deadline}", "{host}", "{contact}", "{agency}"];
/// Stand in a letter for what only the service can say: link, code, and the page that ends letters.
const SECRETS: [&str; 3] = ["{link}", "{code}", OPT_OUT];
/// Stands in a letter for the page that ends letters.
pub const OPT_OUT: &str = "{opt_out}";

/// All words in braces that something is put in for.
pub fn known_words() -> Vec<&'static str> {
    WORDS.into_iter().chain(SECRETS).collect()
}

/// A text with the lines about ending letters.
pub fn with_footer(lang: Lang, body: &str) -> String {
    let footer = i18n::text(lang.code(), "inviting-letter-footer", &[("opt_out", OPT_OUT.to_owned())]);
    format!("{body}\n\n{footer}\n")
}

/// What is known when a letter is written.
pub struct Words {
    /// Name of the agency.
    pub agency: String,
    /// Title of the questionnaire.
    pub title: String,
    /// Last day for answers in words.
    pub deadline: String,
    /// Who does the survey.
    pub host: String,
    /// Where to ask.
    pub contact: String,
}

impl Words {
    /// A text with these words in it, as it is stored: [`Secrets::put_into`] makes of it what is read. What an agency is
    /// called never puts in anything, then or later.
    pub fn put_into(&self, text: &str) -> String {
        let words = [&self.title, &self.deadline, &self.host, &self.contact, &self.agency];
        let words = WORDS.into_iter().zip(words.map(String::as_str));
        written(text, &words.collect::<Vec<_>>())
    }
}

/// What only the service can say.
pub struct Secrets {
    /// Address of the invitation's page.
    pub link: String,
    /// Its code in two groups of four.
    pub code: String,
    /// Address of the page that ends letters; empty without a contact.
    pub opt_out: String,
}

impl Secrets {
    /// The secrets of an invitation.
    pub fn of(public_url: &str, key: &Key, invited: &Invited) -> Secrets {
        let contact = invited.contact.as_ref();
        Secrets {
            link: format!("{public_url}/i/{}", token(key, &invited.invitation.seed)),
            code: grouped(&code(key, &invited.invitation.seed)),
            opt_out: contact
                .map(|contact| format!("{public_url}{}", opt_out_address(&opt_out(key, &contact.seed))))
                .unwrap_or_default(),
        }
    }

    /// A text into which words were put, with these secrets in it.
    pub fn put_into(&self, text: &str) -> String {
        let words = [&self.link, &self.code, &self.opt_out].map(String::as_str);
        sent(text, &SECRETS.into_iter().zip(words).collect::<Vec<_>>())
    }
}

/// A letter as it is stored.
pub struct Letter {
    /// `invite`, `reminder-1` …
    pub kind: String,
    /// Subject, words in braces.
    pub subject: String,
    /// Text, words in braces, with the lines about ending letters.
    pub body: String,
}

/// Puts letters into the box for those of the questionnaire who may be written to now. Nobody gets one of a kind twice.
/// Returns how many are new.
///
/// # Errors
/// When the database fails.
pub async fn queue(
    transaction: &DatabaseTransaction,
    questionnaire: QuestionnaireId,
    letter: &Letter,
    to: &[(Invited, Words)],
) -> Result<usize> {
    let mut n = 0;
    for (invited, words) in to.iter().filter(|(invited, _)| invited.may_be_written_to()) {
        let Some(contact) = &invited.contact else { continue };
        let message = NewMessage {
            questionnaire,
            response: None,
            invitation: Some(invited.invitation.id),
            kind: letter.kind.clone(),
            to_address: contact.email.clone(),
            subject: words.put_into(&letter.subject),
            body: words.put_into(&letter.body),
        };
        n += usize::from(store::messages::queue(transaction, message).await?);
    }
    Ok(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_that_is_called_like_a_place_of_the_letter_puts_nothing_in() {
        let words = Words {
            agency: "{code}".to_owned(),
            title: "{link}".to_owned(),
            deadline: String::new(),
            host: "{agency}".to_owned(),
            contact: String::new(),
        };
        let secrets =
            Secrets { link: "/i/x".to_owned(), code: "ABCD-EFGH".to_owned(), opt_out: String::new() };
        let text = words.put_into("{agency} 御中 {title} {host}：{link} {code}");
        assert_eq!(secrets.put_into(&text), "{code} 御中 {link} {agency}：/i/x ABCD-EFGH");
    }
}
