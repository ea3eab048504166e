//! Paper, fax, telephone and sheets: the list of what the office typed, and what the pages about it share.

pub mod compare;
mod finished;
pub mod form;
pub mod import;
pub mod index;
pub mod save;
pub mod sheet;
pub mod view;

use surveys::entity::{entry, questionnaire, questionnaire_version, response, survey};
use surveys::id::{EntryId, QuestionnaireId};
use surveys::questionnaire::answer::{Answers, Field};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::entry::{Accepted, Reading, read, read_saying};
use surveys::questionnaire::parse::parse;
use surveys::store;
use surveys::store::responses::Submission;

use crate::app::App;
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::fill::answer::as_json;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::secret;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::question::{problems_on_paper, texts_of_paper};
use crate::view::time;

/// A questionnaire with one of its versions, as paper was printed from it.
pub struct Printed {
    /// The study.
    pub survey: survey::Model,
    /// The instrument.
    pub questionnaire: questionnaire::Model,
    /// The version on the paper.
    pub version: questionnaire_version::Model,
    /// What it asks.
    pub definition: Definition,
}

/// An entry with everything around it.
pub struct Opened {
    /// What was typed.
    pub entry: entry::Model,
    /// The response it is of.
    pub response: response::Model,
    /// What it answers.
    pub printed: Printed,
    /// Slots with their texts.
    pub typed: Vec<Field>,
    /// Problems that may stand.
    pub accepted: Vec<Accepted>,
}

/// A questionnaire with the version of that number, or its newest one.
pub async fn printed(app: &App, id: QuestionnaireId, number: Option<i32>) -> Result<Printed> {
    let questionnaire = store::questionnaires::find(&app.db, id).await?;
    let versions = store::questionnaires::versions(&app.db, id).await?;
    let wanted = |version: &questionnaire_version::Model| number.is_none_or(|n| n == version.number);
    let version = versions.into_iter().rev().find(wanted);
    let version = version.ok_or(AppError::Conflict("entries-not-published"))?;
    with_version(app, questionnaire, version).await
}

async fn with_version(
    app: &App,
    questionnaire: questionnaire::Model,
    version: questionnaire_version::Model,
) -> Result<Printed> {
    let survey = store::surveys::find(&app.db, questionnaire.survey_id).await?;
    let definition = parse(&version.definition).0;
    let definition = definition.ok_or(AppError::Conflict("questionnaires-has-errors"))?;
    Ok(Printed { survey, questionnaire, version, definition })
}

/// An entry by its number.
pub async fn opened(app: &App, id: EntryId) -> Result<Opened> {
    let entry = store::entries::find(&app.db, id).await?;
    let response = store::responses::find(&app.db, entry.response_id).await?;
    let questionnaire = store::questionnaires::find(&app.db, response.questionnaire_id).await?;
    let version = store::questionnaires::version(&app.db, response.version_id).await?;
    let printed = with_version(app, questionnaire, version).await?;
    let typed = from_json(&entry.fields)?;
    let accepted = serde_json::from_str(&entry.accepted).map_err(anyhow::Error::from)?;
    Ok(Opened { entry, response, printed, typed, accepted })
}

/// What was typed, as it is stored.
pub fn from_json(fields: &str) -> Result<Vec<Field>> {
    Ok(serde_json::from_str(fields).map_err(anyhow::Error::from)?)
}

/// Anything that is stored as JSON.
pub fn to_json(value: &impl serde::Serialize) -> Result<String> {
    Ok(serde_json::to_string(value).map_err(anyhow::Error::from)?)
}

impl Printed {
    /// What was typed, understood.
    pub fn read(&self, typed: &[Field]) -> Reading {
        read(&self.definition, typed, &Answers::new(), time::now())
    }

    /// What it says on paper.
    pub fn texts(&self, frame: &Frame) -> Definition {
        texts_of_paper(&self.definition, frame.lang.code())
    }

    /// What was typed, understood, for people to read: problems and what would be dropped are said with these texts
    /// of the paper ([`Printed::texts`]). `kept` are answers that identify and are not typed again.
    pub fn read_for(&self, frame: &Frame, texts: &Definition, typed: &[Field], kept: &Answers) -> Reading {
        let mut reading = read_saying(&self.definition, texts, typed, kept, time::now());
        reading.problems = problems_on_paper(&self.definition, frame.lang.code(), reading.problems);
        reading
    }

    /// The answers parted for storing.
    pub fn submission(&self, answers: &Answers) -> Result<Submission> {
        let (answers, contacts) =
            surveys::questionnaire::respondent::split_identifiers(&self.definition, answers);
        Ok(Submission {
            answers: as_json(&answers)?,
            contacts: if contacts.is_empty() { None } else { Some(as_json(&contacts)?) },
            // The office has the sheet before it, with or without a name.
            is_anonymous: false,
        })
    }

    /// The way to one of its pages; the last step is the page itself.
    pub fn crumbs(&self, frame: &Frame, here: &str) -> Vec<Crumb> {
        crumbs::of_questionnaire(
            frame,
            &self.survey,
            &self.questionnaire,
            [
                (frame.text("entries-title"), list_address(self.questionnaire.id)),
                (frame.text(here), String::new()),
            ],
        )
    }
}

/// The code of the response that a first entry makes, and the code to withdraw it.
pub struct Codes {
    /// The secret of its pages, which nobody is given.
    pub response: String,
    /// The withdrawal code, to be told to the respondent.
    pub withdrawal: String,
}

/// Codes follow from the service's key and the entry's seed, so that they can be shown again.
pub fn codes(app: &App, nonce: &str) -> Codes {
    let response = app.key.code("entry", nonce);
    let withdrawal = app.key.code("withdraw", &response);
    Codes { response, withdrawal }
}

/// The withdrawal code of a first entry for reading aloud and printing.
pub fn withdrawal_code(app: &App, entry: &entry::Model) -> String {
    if entry.nonce.is_empty() { String::new() } else { secret::grouped(&codes(app, &entry.nonce).withdrawal) }
}

/// The page with all entries of a questionnaire.
pub fn list_address(id: QuestionnaireId) -> String {
    format!("{}/entries", questionnaire_address(id))
}

/// An entry's page.
pub fn address(id: EntryId) -> String {
    format!("/entries/{}", id.0)
}
