//! Requests for consultation as the office sees them: who sees to which, by when, what was agreed.

pub mod change;
pub mod index;
pub mod meeting;
pub mod show;

use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use surveys::entity::state::ConsultationState;
use surveys::entity::{consultation, questionnaire, response, survey, user};
use surveys::fielding::attendee::{Attendee, attendee};
use surveys::fielding::working_day;
use surveys::id::{QuestionnaireId, ResponseId, UserId};
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::store;

use crate::app::App;
use crate::auth::policy::{self, Thing, Verb};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::crumbs;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::signup::{between, whole_answers};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::time;

/// Name of the question about the subject in the questionnaire that ships.
const TOPIC: &str = "topic";

/// A request with everything around it.
pub struct Request {
    /// Where it stands.
    pub consultation: consultation::Model,
    /// The response it is.
    pub response: response::Model,
    /// What was asked.
    pub definition: Arc<Definition>,
    /// All answers, those that identify included.
    pub answers: Answers,
    /// Who asks.
    pub person: Attendee,
}

impl Request {
    /// Whether its day has passed without an answer.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.consultation.state == ConsultationState::Received && self.consultation.due_on < today
    }

    /// What it is about, in the words of the choices.
    pub fn topic(&self, lang: Lang) -> String {
        let question = self.definition.questions().into_iter().find(|question| question.name == TOPIC);
        let lines = question.map(|question| question.display(&self.answers, lang.code())).unwrap_or_default();
        lines
            .into_iter()
            .flat_map(|line| line.texts)
            .collect::<Vec<_>>()
            .join(&i18n::plain(lang, "list-separator"))
    }
}

/// A request has come with a response that was sent: it is to be answered by the next working day.
///
/// # Errors
/// When the database fails.
pub async fn arrive(
    transaction: &DatabaseTransaction,
    definition: &Definition,
    response: ResponseId,
) -> Result<()> {
    if definition.kind == Kind::Consultation {
        store::consultations::arrive(transaction, response, working_day::next(time::today())).await?;
    }
    Ok(())
}

/// A request by the number of its response.
///
/// # Errors
/// [`crate::error::AppError::NotFound`] if there is none.
pub async fn request(app: &App, id: ResponseId, lang: Lang) -> Result<Request> {
    let consultation = store::consultations::find(&app.db, id).await?;
    with_answers(app, consultation, lang).await
}

/// A consultation with its answers.
async fn with_answers(app: &App, consultation: consultation::Model, lang: Lang) -> Result<Request> {
    let response = store::responses::find(&app.db, consultation.response_id).await?;
    let version = store::questionnaires::version(&app.db, response.version_id).await?;
    let definition = app.published.definition(&version, None)?;
    let contacts = store::entries::contacts(&app.db, response.id).await?;
    let answers = whole_answers(&response.answers, contacts.as_deref())?;
    let person = attendee(&definition, &answers, lang.code(), &between(lang));
    Ok(Request { consultation, response, definition, answers, person })
}

/// The survey and questionnaire of a request.
async fn around(app: &App, id: QuestionnaireId) -> Result<(survey::Model, questionnaire::Model)> {
    let questionnaire = store::questionnaires::find(&app.db, id).await?;
    let survey = store::surveys::find(&app.db, questionnaire.survey_id).await?;
    Ok((survey, questionnaire))
}

/// Those who may see to requests, besides somebody who does already.
async fn colleagues(app: &App, owner: Option<UserId>) -> Result<Vec<user::Model>> {
    let all = store::users::list(&app.db).await?.into_iter();
    let may = |user: &user::Model| {
        let has_role = policy::may(user.role, Verb::Change, Thing::Consultation);
        Some(user.id) == owner || (user.is_active && has_role)
    };
    Ok(all.filter(may).collect())
}

fn state_choices(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |state: ConsultationState| ChoiceView {
        value: state.code().to_owned(),
        label: frame.text(&format!("consultations-state-{}", state.code())),
    };
    ConsultationState::ALL.map(choice).into()
}

/// The way to a page about requests; without `here` it is that of the list.
fn crumbs(
    frame: &Frame,
    survey: &survey::Model,
    questionnaire: &questionnaire::Model,
    here: &str,
) -> Vec<Crumb> {
    let list = if here.is_empty() { String::new() } else { list_address(questionnaire.id) };
    let mut crumbs: Vec<Crumb> =
        crumbs::of_questionnaire(frame, survey, questionnaire, [(frame.text("consultations-title"), list)]);
    if !here.is_empty() {
        crumbs.push(Crumb { label: here.to_owned(), href: String::new() });
    }
    crumbs
}

/// All requests of a questionnaire.
pub fn list_address(id: QuestionnaireId) -> String {
    format!("{}/consultations", questionnaire_address(id))
}

/// The page of a request.
pub fn address(id: ResponseId) -> String {
    format!("/consultations/{}", id.0)
}
