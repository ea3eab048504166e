//! Answering a questionnaire: for people without an account, without cookies and without JavaScript.
//!
//! The secret part of the address is the respondent's key to the answers; everything typed is saved at every step.

pub mod answer;
pub mod files;
pub mod finish;
pub mod start;
pub mod walk;
pub mod withdraw;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Serialize;
use surveys::entity::state::{QuestionnaireState, ResponseState};
use surveys::entity::{questionnaire, questionnaire_version, response, survey};
use surveys::fielding::seating;
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::Problem;
use surveys::store;

use crate::app::App;
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::secret;
use crate::view::frame::Frame;
use crate::view::question::seat::SeatView;
use crate::view::time;

/// A questionnaire as a respondent meets it.
pub struct Met {
    /// The study.
    pub survey: survey::Model,
    /// The instrument.
    pub questionnaire: questionnaire::Model,
    /// The version that is answered.
    pub version: questionnaire_version::Model,
    /// What it asks.
    pub definition: Definition,
    /// How full the seatings of a sign-up are.
    pub seats: Vec<SeatView>,
}

/// A response that has been started, and what it answers.
pub struct Begun {
    /// What it answers.
    pub met: Met,
    /// The stored response.
    pub response: response::Model,
    /// Answers so far.
    pub answers: Answers,
    /// The secret part of the address.
    pub code: String,
}

/// A line about the study.
#[derive(Serialize)]
pub struct AboutLine {
    key: &'static str,
    text: String,
}

#[derive(Serialize)]
struct ClosedPage {
    closed: ClosedView,
}

#[derive(Serialize)]
struct ClosedView {
    reason: &'static str,
    survey_title: String,
    date: String,
    contact: String,
}

/// The newest version behind a public link. A draft is as if it were not there.
pub async fn meet(app: &App, link: &str) -> Result<Met> {
    // Links are letters and digits; anything else names nothing and need not reach the database.
    if !link.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(AppError::NotFound);
    }
    let questionnaire = store::questionnaires::find_by_link(&app.db, &link.to_lowercase()).await?;
    let version =
        store::questionnaires::newest_version(&app.db, questionnaire.id).await?.ok_or(AppError::NotFound)?;
    complete_met(app, questionnaire, version).await
}

/// A response by the secret part of its address.
pub async fn begun(app: &App, link: &str, code: &str) -> Result<Begun> {
    let code = secret::read_code(code);
    let response = store::responses::find_by_token(&app.db, &secret::hash(&code)).await?;
    let questionnaire = store::questionnaires::find(&app.db, response.questionnaire_id).await?;
    if questionnaire.link != link.to_lowercase() {
        return Err(AppError::NotFound);
    }
    let version = store::questionnaires::version(&app.db, response.version_id).await?;
    let met = complete_met(app, questionnaire, version).await?;
    let answers = serde_json::from_str(&response.answers).map_err(anyhow::Error::from)?;
    Ok(Begun { met, response, answers, code })
}

async fn complete_met(
    app: &App,
    questionnaire: questionnaire::Model,
    version: questionnaire_version::Model,
) -> Result<Met> {
    let survey = store::surveys::find(&app.db, questionnaire.survey_id).await?;
    let definition = parse(&version.definition)
        .0
        .ok_or_else(|| anyhow::anyhow!("version {} of the questionnaire cannot be read", version.id.0))?;
    let seats = if seating::question(&definition).is_some() {
        store::registrations::seats(&app.db, questionnaire.id).await?.iter().map(SeatView::of).collect()
    } else {
        Vec::new()
    };
    Ok(Met { survey, questionnaire, version, definition, seats })
}

impl Met {
    /// Title for respondents.
    pub fn title(&self, lang: Lang) -> String {
        self.definition.title.get(lang.code()).to_owned()
    }

    /// Whether the link takes answers.
    pub fn is_open(&self) -> bool {
        self.questionnaire.state == QuestionnaireState::Open
    }

    /// Address of the first page.
    pub fn address(&self) -> String {
        format!("/q/{}", self.questionnaire.link)
    }

    /// What respondents should know before they answer.
    pub fn about(&self, frame: &Frame) -> Vec<AboutLine> {
        let survey = &self.survey;
        let deadline = survey.withdrawal_deadline.map(|date| time::date(date, frame.lang));
        let withdrawal = match deadline {
            Some(date) => frame.text_with("fill-withdraw-until", &[("date", date)]),
            None => frame.text("fill-withdraw-how"),
        };
        let version = frame.text_with(
            "fill-version",
            &[
                ("number", self.version.number.to_string()),
                ("date", time::date(time::tokyo(self.version.published_at).date_naive(), frame.lang)),
            ],
        );
        [
            ("host", survey.host.clone()),
            ("purpose", survey.purpose.clone()),
            ("publication", frame.text("fill-publication-text")),
            ("withdrawal", withdrawal),
            ("ethics", survey.ethics_number.clone()),
            ("contact", survey.contact.clone()),
            ("version", version),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(key, text)| AboutLine { key, text })
        .collect()
    }
}

impl Begun {
    /// Address of one of the response's pages.
    pub fn address(&self, rest: &str) -> String {
        format!("{}/{}/{rest}", self.met.address(), self.code.to_lowercase())
    }

    /// The walk through the questionnaire with these answers.
    pub fn walk<'a>(&'a self, answers: &'a Answers) -> walk::Walk<'a> {
        walk::Walk {
            definition: &self.met.definition,
            answers,
            address: Box::new(|rest| self.address(rest)),
            saved_at: time::clock(self.response.saved_at),
            carried: None,
            seats: &self.met.seats,
        }
    }

    /// The answer to a response that can no longer be changed, if it is one.
    pub fn finished(&self, frame: &Frame) -> Option<Result<HttpResponse>> {
        match self.response.state {
            ResponseState::InProgress if self.met.is_open() => None,
            ResponseState::InProgress => Some(closed(frame, &self.met, "closed", None)),
            ResponseState::Submitted => Some(Ok(frame.redirect(&self.address("receipt")))),
            ResponseState::Withdrawn => {
                Some(closed(frame, &self.met, "withdrawn", self.response.withdrawn_at))
            }
        }
    }
}

/// The page that says why nothing can be answered here.
pub fn closed(
    frame: &Frame,
    met: &Met,
    reason: &'static str,
    date: Option<DateTime<Utc>>,
) -> Result<HttpResponse> {
    let view = ClosedPage {
        closed: ClosedView {
            reason,
            survey_title: met.title(frame.lang),
            date: date.map(|time| time::date_time(time, frame.lang)).unwrap_or_default(),
            contact: met.survey.contact.clone(),
        },
    };
    frame.public_page_with(StatusCode::GONE, "fill/closed.html", &met.title(frame.lang), &view)
}

/// The words of a problem: the questionnaire's own, otherwise the product's with what was probably meant.
pub fn say(lang: Lang) -> impl Fn(&Problem) -> String {
    move |problem| {
        if !problem.words.is_empty() {
            return problem.words.get(lang.code()).to_owned();
        }
        let args: Vec<(&str, String)> =
            problem.args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let words = i18n::text(lang.code(), &format!("problem-{}", problem.code), &args);
        match args.into_iter().find(|(name, value)| *name == "suggestion" && !value.is_empty()) {
            Some(suggestion) => {
                format!("{words} {}", i18n::text(lang.code(), "problem-suggestion", &[suggestion]))
            }
            None => words,
        }
    }
}
