//! What a draft still has to be told (`[[host]]`): its form, and writing it in. The number of places is a number, or there is no limit.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::opened;
use surveys::questionnaire::edit::tree::SURVEY;
use surveys::questionnaire::placeholder::{fill, open_placeholders};
use surveys::questionnaire::unlimited::{Kept, without_limit};
use surveys::store;

use super::edit::save::{Asked, Saved, save};
use super::{address, draft, edit, page};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::registrations::capacity;
use crate::view::form::ProblemLine;
use crate::view::frame::Frame;

/// The placeholder that is a number.
const CAPACITY: &str = "capacity";
/// The box of as many as like to come.
const UNLIMITED: &str = "unlimited";

/// A placeholder of the form.
#[derive(Serialize)]
pub struct PlaceholderField {
    name: String,
    label: String,
    value: String,
    errors: Vec<String>,
    /// Whether it is the number of places, beside which stands the box for no limit.
    is_capacity: bool,
    /// Whether that box is ticked.
    is_unlimited: bool,
}

/// What was sent where the number of places cannot be written in.
pub struct Refused<'s> {
    sent: &'s StaffForm,
    /// What is wrong with it, in words.
    error: String,
}

impl Refused<'_> {
    /// The lines of the error summary.
    pub fn problems(&self) -> Vec<ProblemLine> {
        vec![ProblemLine { href: format!("#{CAPACITY}"), text: self.error.clone() }]
    }
}

/// The fields for what is open in a draft, empty or as they were sent.
pub fn fields(frame: &Frame, draft: &str, refused: Option<&Refused<'_>>) -> Vec<PlaceholderField> {
    let field = |name: String| {
        let is_capacity = name == CAPACITY;
        let errors = refused.filter(|_| is_capacity).map(|refused| refused.error.clone());
        PlaceholderField {
            label: frame.text(&format!("placeholder-{name}")),
            value: refused.map(|refused| refused.sent.get(&name).to_owned()).unwrap_or_default(),
            errors: errors.into_iter().collect(),
            is_unlimited: is_capacity && refused.is_some_and(|refused| refused.sent.has(UNLIMITED)),
            is_capacity,
            name,
        }
    };
    open_placeholders(draft).into_iter().map(field).collect()
}

/// `POST /questionnaires/{id}/placeholders`: writes into the draft what the survey could not know.
pub async fn write(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let questionnaire = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    let lifted = match sent.has(UNLIMITED) {
        true => without_limit(&questionnaire.draft),
        false => Ok(questionnaire.draft.clone()),
    };
    let is_emptied = lifted == Err(Kept::Empty);
    if let Some(key) = wrong(&sent).or(is_emptied.then_some("questionnaires-unlimited-empties")) {
        let refused = Refused { sent: &sent, error: frame.text(key) };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(&frame, &user, questionnaire.id, status, Some(&refused)).await;
    }
    let unreadable = || AppError::Conflict("questionnaires-has-errors");
    let lifted = lifted.map_err(|_| unreadable())?;
    let (Some(filled), _) = fill(&lifted, &draft::sent_texts(&lifted, &sent)) else {
        return Err(unreadable());
    };
    let is_whole = open_placeholders(&filled).is_empty();
    let draft = opened(&filled).map_err(|_| unreadable())?;
    let asked = Asked::Draft { draft, action: "fill", key: SURVEY.to_owned(), title: None };
    match save(&frame, &user, questionnaire.id, edit::revision(&sent), &asked).await? {
        Saved::Done { .. } if is_whole => {
            frame.redirect_with(&address(questionnaire.id), "success", "questionnaires-filled")
        }
        Saved::Done { .. } => {
            frame.redirect_with(&address(questionnaire.id), "warning", "questionnaires-filled-partly")
        }
        Saved::Stale | Saved::Refused(_) | Saved::Conflict(_) => Err(surveys::error::Error::Stale.into()),
    }
}

/// Fluent key of what is wrong with the number of places. Empty it stays open, like the others.
fn wrong(sent: &StaffForm) -> Option<&'static str> {
    let typed = sent.get(CAPACITY);
    if sent.has(UNLIMITED) && !typed.is_empty() {
        return Some("questionnaires-capacity-twice");
    }
    capacity::read(typed).is_none().then_some("questionnaires-capacity-wrong")
}
