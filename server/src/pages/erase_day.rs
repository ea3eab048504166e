//! The last day on which identities of a sign-up or of requests are kept, as the office sets it.

use actix_web::HttpResponse;
use chrono::NaiveDate;
use surveys::entity::questionnaire;
use surveys::entity::state::QuestionnaireState;
use surveys::id::{QuestionnaireId, UserId};
use surveys::questionnaire::definition::Kind;
use surveys::questionnaire::question::input::moment;
use surveys::store;

use crate::error::Result;
use crate::pages::{consultations, registrations};
use crate::view::form::FieldView;
use crate::view::frame::Frame;
use crate::view::time;

/// Address of the form for the day, while people send what nothing erases; empty otherwise, and for survey data.
pub fn open_form(questionnaire: &questionnaire::Model, kind: Kind) -> String {
    let is_settled = questionnaire.erase_on.is_some()
        || questionnaire.erased_at.is_some()
        || questionnaire.state == QuestionnaireState::Draft;
    match kind {
        _ if is_settled => String::new(),
        Kind::Survey => String::new(),
        Kind::Signup => format!("{}#erase", registrations::address(questionnaire.id)),
        Kind::Consultation => format!("{}#erase", consultations::list_address(questionnaire.id)),
    }
}

/// The day that was typed, None where the field is empty; the field with its problem for a day that is past or none.
pub fn read(frame: &Frame, typed: &str) -> std::result::Result<Option<NaiveDate>, FieldView> {
    let day = moment::date(typed);
    let key = match day {
        Some(day) if day < time::today() => "erase-day-past",
        None if !typed.is_empty() => "erase-day-wrong",
        day => return Ok(day),
    };
    Err(FieldView { value: typed.to_owned(), errors: vec![frame.text(key)] })
}

/// Keeps the day and goes back to a page that says so.
pub async fn keep(
    frame: &Frame,
    id: QuestionnaireId,
    day: Option<NaiveDate>,
    by: UserId,
    back: &str,
) -> Result<HttpResponse> {
    let transaction = frame.app.write().await?;
    store::erasure::set_day(&transaction, id, day, by).await?;
    transaction.commit().await?;
    match day {
        Some(_) => frame.redirect_with(back, "success", "erase-day-saved"),
        // The page says itself that there is none.
        None => Ok(frame.redirect(back)),
    }
}
