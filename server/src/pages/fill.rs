//! Answering a questionnaire: for people without an account, without cookies and without JavaScript.
//!
//! The secret part of the address is the respondent's key to the answers; everything typed is saved at every step.

mod about;
pub mod again;
pub mod aim;
pub mod answer;
pub mod edit;
pub mod files;
pub mod finish;
mod identifying;
pub mod invited;
pub mod letter;
pub mod stale;
pub mod start;
mod uncounted;
pub mod walk;
pub mod withdraw;

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::entity::state::{InvitingMode, QuestionnaireState, ResponseState};
use surveys::entity::{inviting, questionnaire, questionnaire_version, response, survey};
use surveys::fielding::seating;
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::{Definition, Kind, Page};
use surveys::questionnaire::problem::Problem;
use surveys::questionnaire::settings::PageMode;
use surveys::store;

use crate::app::App;
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::secret;
use crate::view::display::{self, Display, SwitchView};
use crate::view::frame::Frame;
use crate::view::question::seat::SeatView;
use crate::view::time;

/// What a write says of answers that were sent or given up meanwhile.
const FINISHED: &str = "response-finished";

/// A questionnaire as a respondent meets it.
pub struct Met {
    /// The study.
    pub survey: survey::Model,
    /// The instrument.
    pub questionnaire: questionnaire::Model,
    /// The version that is answered.
    pub version: questionnaire_version::Model,
    /// What it asks.
    pub definition: Arc<Definition>,
    /// How full the seatings of a sign-up are.
    pub seats: Vec<SeatView>,
    /// How it invites; None if it does not.
    pub inviting: Option<inviting::Model>,
}

/// A response that has been started, and what it answers.
pub struct Begun {
    /// What it answers.
    pub met: Met,
    /// The stored response.
    pub response: response::Model,
    /// Answers so far.
    pub answers: Answers,
    /// Whether the answers were sent and are being mended.
    pub is_editing: bool,
    /// When they were saved.
    pub saved_at: DateTime<Utc>,
    /// The secret part of the address.
    pub code: String,
    /// Secret of the anonymous invitation that will be used up; the address alone carries it.
    pub ticket: Option<String>,
}

/// A line about the study.
#[derive(Serialize)]
pub struct AboutLine {
    pub(crate) key: &'static str,
    pub(crate) text: String,
}

#[derive(Serialize)]
struct ClosedPage {
    closed: ClosedView,
}

#[derive(Serialize)]
struct ClosedView {
    reason: Closed,
    /// What the keys of words end with for what would be answered (see [`about::kind_of_words`]).
    kind: &'static str,
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
    complete_met(app, questionnaire, version, None).await
}

/// A response by the secret part of its address, its questions on pages as the respondent wishes.
pub async fn begun(frame: &Frame, link: &str, code: &str) -> Result<Begun> {
    let app = &frame.app;
    let (code, ticket) = match code.split_once('.') {
        Some((code, ticket)) => (code, Some(ticket.chars().filter(char::is_ascii_alphanumeric).collect())),
        None => (code, None),
    };
    let code = secret::read_code(code);
    let response = store::responses::find_by_token(&app.db, &secret::hash(&code)).await?;
    let questionnaire = store::questionnaires::find(&app.db, response.questionnaire_id).await?;
    if questionnaire.link != link.to_lowercase() {
        return Err(AppError::NotFound);
    }
    let version = store::questionnaires::version(&app.db, response.version_id).await?;
    let met = complete_met(app, questionnaire, version, frame.display.page_mode()).await?;
    let edit = match response.state {
        ResponseState::Submitted => store::response_edits::find(&app.db, response.id).await?,
        ResponseState::InProgress | ResponseState::Withdrawn => None,
    };
    let saved_at = edit.as_ref().map_or(response.saved_at, |edit| edit.saved_at);
    let answers = read_answers(edit.as_ref().map_or(&response.answers, |edit| &edit.answers))?;
    // Once it is sent nothing needs the ticket.
    let ticket = ticket.filter(|_| response.state == ResponseState::InProgress);
    Ok(Begun { met, answers, is_editing: edit.is_some(), saved_at, response, code, ticket })
}

fn read_answers(json: &str) -> Result<Answers> {
    Ok(serde_json::from_str(json).map_err(anyhow::Error::from)?)
}

pub(crate) async fn complete_met(
    app: &App,
    questionnaire: questionnaire::Model,
    version: questionnaire_version::Model,
    pages: Option<PageMode>,
) -> Result<Met> {
    let survey = store::surveys::find(&app.db, questionnaire.survey_id).await?;
    let definition = app.published.definition(&version, pages)?;
    let seats = if seating::question(&definition).is_some() {
        store::registrations::seats(&app.db, questionnaire.id).await?.iter().map(SeatView::of).collect()
    } else {
        Vec::new()
    };
    let inviting = store::invitings::find(&app.db, questionnaire.id).await?;
    Ok(Met { survey, questionnaire, version, definition, seats, inviting })
}

/// The ways of putting questions on pages: as the questionnaire says, and what a respondent may wish for.
const WAYS: [Option<PageMode>; 4] =
    [None, Some(PageMode::Standard), Some(PageMode::SinglePage), Some(PageMode::QuestionPerPage)];

impl Met {
    /// Title for respondents.
    pub fn title(&self, lang: Lang) -> String {
        self.definition.title.get(lang.code()).to_owned()
    }

    /// The switches of how pages look.
    pub fn switches(&self, frame: &Frame, is_answering: bool) -> Vec<SwitchView> {
        frame.display.switches(display::has_easy(&self.definition.raw), is_answering)
    }

    /// Puts the questions on pages so that there is a page of this name: a form may have been opened before the respondent wished for
    /// other pages, and what was typed there must not be lost. [`AppError::NotFound`] if no way of putting them has it.
    pub fn arrange_for(&mut self, app: &App, page: &str) -> Result<()> {
        for way in WAYS {
            if self.definition.page(page).is_some() {
                return Ok(());
            }
            self.definition = app.published.definition(&self.version, way)?;
        }
        self.definition.page(page).map(|_| ()).ok_or(AppError::NotFound)
    }

    /// Name of the page that has the first question of `page` when pages are as `wish` says.
    pub fn page_under(&self, app: &App, page: &str, wish: &Display) -> Result<String> {
        let other = app.published.definition(&self.version, wish.page_mode())?;
        let first =
            self.definition.page(page).and_then(|page| page.questions().first().map(|first| &first.name));
        let has = |page: &&Page| page.questions().iter().any(|question| Some(&question.name) == first);
        Ok(other.pages.iter().find(has).map_or(page, |page| &page.name).to_owned())
    }

    /// Name of the page that has the first question of a page of another way of putting questions on pages; None if no way
    /// has such a page, or nothing of it is left.
    pub fn page_of_another_way(&self, app: &App, page: &str) -> Result<Option<String>> {
        for way in WAYS {
            let other = app.published.definition(&self.version, way)?;
            let first = other.page(page).and_then(|page| page.questions().first().map(|first| &first.name));
            let Some(first) = first else { continue };
            let has = |page: &&Page| page.questions().iter().any(|question| question.name == *first);
            return Ok(self.definition.pages.iter().find(has).map(|page| page.name.clone()));
        }
        Ok(None)
    }

    /// Whether the link takes answers.
    pub fn is_open(&self) -> bool {
        self.questionnaire.state == QuestionnaireState::Open
    }

    /// Address of the first page.
    pub fn address(&self) -> String {
        format!("/q/{}", self.questionnaire.link)
    }

    /// Address of a page of a response, with the ticket of its anonymous invitation.
    pub fn address_of(&self, code: &str, ticket: Option<&str>, rest: &str) -> String {
        let ticket = ticket.map(|ticket| format!(".{ticket}")).unwrap_or_default();
        format!("{}/{}{ticket}/{rest}", self.address(), code.to_lowercase())
    }

    /// How it invites, where answers must not be found by whom they are from.
    pub fn anonymous(&self) -> Option<&inviting::Model> {
        self.inviting.as_ref().filter(|inviting| inviting.mode == InvitingMode::Anonymous)
    }

    /// Whether only those who are invited can begin.
    pub fn is_for_invited(&self) -> bool {
        self.inviting.as_ref().is_some_and(|inviting| !inviting.is_open)
    }

    /// Last day on which answers can be taken back. Sign-ups and requests are no survey data: they can always.
    pub fn last_withdrawal(&self) -> Option<NaiveDate> {
        self.survey.withdrawal_deadline.filter(|_| self.definition.kind == Kind::Survey)
    }
}

impl Begun {
    /// Address of one of the response's pages.
    pub fn address(&self, rest: &str) -> String {
        self.met.address_of(&self.code, self.ticket.as_deref(), rest)
    }

    /// The walk through the questionnaire with these answers.
    pub fn walk<'a>(&'a self, frame: &Frame, answers: &'a Answers) -> walk::Walk<'a> {
        walk::Walk {
            definition: &self.met.definition,
            stored: answers,
            differing: Vec::new(),
            window: String::new(),
            switches: self.met.switches(frame, true),
            answers,
            is_sent: false,
            address: Box::new(|rest| self.address(rest)),
            is_editing: self.is_editing,
            // Of anonymous answers the minute is not kept.
            saved_at: match self.met.anonymous() {
                Some(_) => String::new(),
                None => time::clock(self.saved_at),
            },
            asks_code: self.met.anonymous().is_some() && self.ticket.is_none() && !self.is_editing,
            carried: None,
            seats: &self.met.seats,
        }
    }

    /// The answers as they are stored now, locked until the transaction ends: another tab may have saved since.
    ///
    /// # Errors
    /// [`surveys::error::Error::State`] when they were sent or given up meanwhile.
    pub async fn lock(&self, transaction: &DatabaseTransaction) -> Result<Answers> {
        let newest = store::responses::lock(transaction, self.response.id).await?;
        if !self.is_editing {
            return match newest.state {
                ResponseState::InProgress => read_answers(&newest.answers),
                _ => Err(surveys::error::Error::State(FINISHED).into()),
            };
        }
        let edit = store::response_edits::find(transaction, self.response.id).await?;
        read_answers(&edit.ok_or(surveys::error::Error::State(FINISHED))?.answers)
    }

    /// Keeps the answers.
    ///
    /// # Errors
    /// [`surveys::error::Error::State`] when they were sent or given up meanwhile.
    pub async fn keep(&mut self, transaction: &DatabaseTransaction, answers: &Answers) -> Result<()> {
        let (id, answers) = (self.response.id, answer::as_json(answers)?);
        self.saved_at = match self.is_editing {
            true => store::response_edits::save(transaction, id, answers).await?,
            false => store::responses::save(transaction, id, answers).await?,
        };
        // What was sent keeps its one day; an edit has its own row.
        if self.met.anonymous().is_some() && !self.is_editing {
            store::responses::blur(transaction, id, time::today()).await?;
        }
        Ok(())
    }

    /// Empties the database's journal after anonymous answers were sent: it holds side by side what was written at once,
    /// the answer and its invitation.
    pub async fn forget_order(&self, app: &App) {
        if self.met.anonymous().is_none() {
            return;
        }
        if let Err(error) = store::responses::settle_erasure(&app.db).await {
            tracing::warn!("the database's journal keeps its order for a while: {error}");
        }
    }

    /// Whether what was sent may be mended by the respondent. Entries for an event are cancelled and made anew: another
    /// choice may have no seat left.
    pub fn may_edit(&self) -> bool {
        let is_sent = self.response.state == ResponseState::Submitted && self.response.entered_by.is_none();
        is_sent && self.met.is_open() && self.met.definition.kind == Kind::Survey
    }

    /// The answer to a response that can no longer be changed, if it is one.
    pub fn finished(&self, frame: &Frame) -> Option<Result<HttpResponse>> {
        match self.response.state {
            ResponseState::InProgress if self.met.is_open() => None,
            ResponseState::Submitted if self.met.is_open() && self.is_editing => None,
            ResponseState::InProgress => Some(closed(frame, &self.met, Closed::Over, None)),
            ResponseState::Submitted if self.is_editing => {
                Some(closed(frame, &self.met, Closed::Mending, None))
            }
            ResponseState::Submitted => Some(Ok(frame.redirect(&self.address("receipt")))),
            ResponseState::Withdrawn => {
                Some(closed(frame, &self.met, Closed::Withdrawn, self.response.withdrawn_at))
            }
        }
    }
}

/// Why nothing can be answered: each reason has its words.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// The time for answering is over.
    #[serde(rename = "closed")]
    Over,
    /// It ended while answers that had been sent were changed.
    Mending,
    /// The answers were taken back.
    Withdrawn,
}

/// The page that says why nothing can be answered here. The day is told of answers that were taken back alone.
pub fn closed(frame: &Frame, met: &Met, reason: Closed, date: Option<DateTime<Utc>>) -> Result<HttpResponse> {
    let view = ClosedPage {
        closed: ClosedView {
            reason,
            // Answers alone can be changed once they are sent: there are no other words for it.
            kind: match reason {
                Closed::Mending => "",
                Closed::Over | Closed::Withdrawn => about::kind_of_words(met.definition.kind),
            },
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
