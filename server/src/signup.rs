//! Signing up: places for those whose sign-up is submitted, and the letters that tell them. All of it happens in the
//! transaction of the caller, so that nobody has a place without a response or a letter without a place.

pub mod letter;

use sea_orm::DatabaseTransaction;
use surveys::entity::state::RegistrationState;
use surveys::entity::{questionnaire, registration, survey};
use surveys::fielding::attendee::{Attendee, Between, attendee};
use surveys::fielding::seating;
use surveys::id::{QuestionnaireId, ResponseId, UserId};
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::respondent::join_identifiers;
use surveys::store;
use surveys::store::registrations::{Cancelled, NewRegistration, Outcome};

use self::letter::Occasion;
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::secret::{self, Key};

/// A submitted sign-up with everything around it.
pub struct SignedUp {
    /// The study.
    pub survey: survey::Model,
    /// The instrument.
    pub questionnaire: questionnaire::Model,
    /// The version that was answered.
    pub definition: Definition,
    /// All answers, those that identify included; empty once they are erased.
    pub answers: Answers,
    /// The first response of the group, or this one.
    pub group: ResponseId,
}

/// Secret of the page about a registration. It follows from the service's key, so that every letter can say it.
pub fn token(key: &Key, response: ResponseId) -> String {
    key.token("registration", &response.0.to_string())
}

/// Code that reception reads or types.
pub fn check_in_code(key: &Key, response: ResponseId) -> String {
    key.code("check-in", &response.0.to_string())
}

/// The registration to ask for, if the answers choose a seating.
pub fn wanted(
    key: &Key,
    questionnaire: QuestionnaireId,
    response: ResponseId,
    definition: &Definition,
    answers: &Answers,
) -> Option<NewRegistration> {
    Some(NewRegistration {
        questionnaire,
        response,
        choice: seating::chosen(definition, answers)?,
        wants_to_wait: false,
        lang: Lang::Ja.code().to_owned(),
        token_hash: secret::hash(&token(key, response)),
        check_in_hash: secret::hash(&check_in_code(key, response)),
    })
}

/// Gives a place to a response that was submitted in this transaction, and writes the letter about it. None where no
/// seating was chosen.
///
/// # Errors
/// When the database fails.
pub async fn register(
    transaction: &DatabaseTransaction,
    new: Option<NewRegistration>,
) -> Result<Option<Outcome>> {
    let Some(new) = new else { return Ok(None) };
    let outcome = store::registrations::register(transaction, new).await?;
    if let Some(Outcome::Registered(registered)) = &outcome
        && registered.is_new
    {
        let occasion = match registered.registration.state {
            RegistrationState::Waiting => Occasion::Waiting,
            RegistrationState::Confirmed | RegistrationState::Cancelled => Occasion::Confirmed,
        };
        letter::write(transaction, &registered.registration, occasion, registered.is_moved).await?;
        tell_promoted(transaction, &registered.promoted).await?;
    }
    Ok(outcome)
}

/// Gives a place back: the person and who gets the place are told. False if it was given back before.
///
/// # Errors
/// When the database fails.
pub async fn cancel(
    transaction: &DatabaseTransaction,
    response: ResponseId,
    by: Option<UserId>,
) -> Result<bool> {
    let Some(Cancelled { registration, promoted }) =
        store::registrations::cancel(transaction, response, by).await?
    else {
        return Ok(false);
    };
    letter::write(transaction, &registration, Occasion::Cancelled, false).await?;
    tell_promoted(transaction, &promoted).await?;
    Ok(true)
}

/// Tells those who got a place.
///
/// # Errors
/// When the database fails.
pub async fn tell_promoted(
    transaction: &DatabaseTransaction,
    promoted: &[registration::Model],
) -> Result<()> {
    for registration in promoted {
        letter::write(transaction, registration, Occasion::Promoted, false).await?;
    }
    Ok(())
}

impl SignedUp {
    /// The sign-up with this response.
    ///
    /// # Errors
    /// When there is none or the database fails.
    pub async fn load(db: &impl sea_orm::ConnectionTrait, response: ResponseId) -> Result<SignedUp> {
        let response = store::responses::find(db, response).await?;
        let questionnaire = store::questionnaires::find(db, response.questionnaire_id).await?;
        let survey = store::surveys::find(db, questionnaire.survey_id).await?;
        let version = store::questionnaires::version(db, response.version_id).await?;
        let definition = parse(&version.definition)
            .0
            .ok_or_else(|| anyhow::anyhow!("version {} of the questionnaire cannot be read", version.id.0))?;
        let contacts = store::entries::contacts(db, response.id).await?;
        let answers = whole_answers(&response.answers, contacts.as_deref())?;
        let group = response.group_id.unwrap_or(response.id);
        Ok(SignedUp { survey, questionnaire, definition, answers, group })
    }

    /// Who signed up.
    pub fn attendee(&self, lang: Lang) -> Attendee {
        attendee(&self.definition, &self.answers, lang.code(), &between(lang))
    }
}

/// What stands between words about somebody who signed up.
pub fn between(lang: Lang) -> Between {
    Between { items: i18n::plain(lang, "list-separator"), detail: i18n::plain(lang, "common-place-end") }
}

/// Stored answers and contacts put together.
///
/// # Errors
/// When what is stored is no JSON object.
pub fn whole_answers(answers: &str, contacts: Option<&str>) -> Result<Answers> {
    let answers: Answers = serde_json::from_str(answers).map_err(anyhow::Error::from)?;
    let contacts: Option<Answers> =
        contacts.map(serde_json::from_str).transpose().map_err(anyhow::Error::from)?;
    Ok(join_identifiers(answers, contacts.unwrap_or_default()))
}
