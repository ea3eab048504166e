//! The receipt and the way back by mail. The address is used for this one letter: it is never stored with the answers,
//! and erased when the letter has gone.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::ResponseState;
use surveys::questionnaire::question::input::contact::is_email;
use surveys::questionnaire::question::input::folded;
use surveys::store;
use surveys::store::messages::NewMessage;

use super::about::kind_of_words;
use super::{Begun, answer, begun, finish};
use crate::auth::form::PublicForm;
use crate::error::Result;
use crate::letter_text::literal;
use crate::mail::{CODE, RESUME_CODE, WITHDRAWAL_CODE};
use crate::view::form::ProblemLine;
use crate::view::frame::Frame;
use crate::view::time;

/// Letters of one kind that one response gets at most: somebody mistypes, or has two addresses.
const MOST_LETTERS: u64 = 5;
/// The form field of the address.
const FIELD: &str = "mail_to";

/// What a letter tells. Each is also the middle of its Fluent keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// That answers were sent.
    Receipt,
    /// How to come back to answers that were not sent yet.
    Resume,
}

/// The form that asks for an address, and what became of it.
#[derive(Default, Serialize)]
pub struct LetterForm {
    action: String,
    /// Which letter it would be, from 1: a form that is sent twice writes one letter.
    turn: u64,
    /// Whether another letter may be written.
    is_open: bool,
    /// Whether one has just been written.
    is_sent: bool,
    value: String,
    errors: Vec<String>,
    /// The same for the summary at the top of the page.
    pub problems: Vec<ProblemLine>,
}

impl Letter {
    fn code(self) -> &'static str {
        match self {
            Letter::Receipt => "receipt",
            Letter::Resume => "resume",
        }
    }

    /// Last part of the address of the page with the form.
    fn page(self) -> &'static str {
        match self {
            Letter::Receipt => "receipt",
            Letter::Resume => "saved",
        }
    }
}

impl LetterForm {
    /// The form as it is opened.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(frame: &Frame, found: &Begun, letter: Letter) -> Result<LetterForm> {
        let n = store::messages::count_for_once(&frame.app.db, found.response.id, letter.code()).await?;
        Ok(LetterForm {
            action: found.address(letter.page()),
            turn: n + 1,
            is_open: n < MOST_LETTERS,
            is_sent: n > 0 && frame.has_query("letter=sent"),
            ..LetterForm::default()
        })
    }
}

/// Whether letters are written about a response: it is somebody's own, and none that must not be found by an address.
pub fn is_offered(found: &Begun) -> bool {
    found.response.entered_by.is_none() && found.met.anonymous().is_none()
}

/// `POST /q/{link}/{code}/receipt`
pub async fn send_receipt(
    frame: Frame,
    path: web::Path<(String, String)>,
    form: PublicForm,
) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    if found.response.state != ResponseState::Submitted || !is_offered(&found) {
        return Ok(frame.redirect(&found.address("receipt")));
    }
    match write(&frame, &found, Letter::Receipt, &form).await? {
        Some(refused) => finish::page(&frame, &found, StatusCode::UNPROCESSABLE_ENTITY, refused).await,
        None => Ok(frame.redirect(&found.address("receipt?letter=sent"))),
    }
}

/// `POST /q/{link}/{code}/saved`
pub async fn send_resume(
    frame: Frame,
    path: web::Path<(String, String)>,
    form: PublicForm,
) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    if !is_offered(&found) {
        return Ok(frame.redirect(&found.address("saved")));
    }
    match write(&frame, &found, Letter::Resume, &form).await? {
        Some(refused) => answer::saved_page(&frame, &found, StatusCode::UNPROCESSABLE_ENTITY, refused),
        None => Ok(frame.redirect(&found.address("saved?letter=sent"))),
    }
}

/// Puts the letter into the box; the form again if it was refused.
async fn write(
    frame: &Frame,
    found: &Begun,
    letter: Letter,
    form: &PublicForm,
) -> Result<Option<LetterForm>> {
    let address = folded(form.get(FIELD));
    let opened = LetterForm::of(frame, found, letter).await?;
    let refused = |key: &str, opened: LetterForm| {
        let text = frame.text(key);
        let problems = vec![ProblemLine { href: format!("#{FIELD}"), text: text.clone() }];
        Ok(Some(LetterForm { value: form.get(FIELD).to_owned(), errors: vec![text], problems, ..opened }))
    };
    if !is_email(&address) {
        return refused("problem-not-an-email", opened);
    }
    let turn: u64 = form.get("turn").parse().unwrap_or(opened.turn);
    if turn < opened.turn {
        // The same form was sent a moment ago.
        return Ok(None);
    }
    let throttle = &frame.app.letters;
    let receiver = address.to_lowercase();
    if !opened.is_open || throttle.is_exhausted(&receiver) {
        return refused("fill-letter-too-many", opened);
    }
    throttle.count(&receiver);
    let words =
        |part: &str| frame.text_with(&format!("letter-{}-{part}", letter.code()), &args(frame, found));
    let kind = kind_of_words(found.met.definition.kind);
    let new = NewMessage {
        questionnaire: found.met.questionnaire.id,
        response: Some(found.response.id),
        invitation: None,
        kind: format!("{}-{}", letter.code(), opened.turn),
        to_address: address,
        subject: words("subject"),
        body: body(frame, found, letter, &words(&format!("body{kind}"))),
    };
    let sealed = frame.app.key.seal(&found.code)?;
    let transaction = frame.app.write().await?;
    store::messages::queue_for_once(&transaction, new, sealed).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    Ok(None)
}

/// What all letters may say. Codes stand in it as words that the carrier replaces.
fn args(frame: &Frame, found: &Begun) -> Vec<(&'static str, String)> {
    let url = |rest: &str| format!("{}{}/{CODE}/{rest}", frame.app.public_url, found.met.address());
    let sent = found.response.submitted_at.unwrap_or(found.response.saved_at);
    vec![
        ("title", literal(&found.met.title(frame.lang))),
        ("host", literal(&found.met.survey.host)),
        ("contact", literal(&found.met.survey.contact)),
        ("sent", time::date_time(sent, frame.lang)),
        ("code", WITHDRAWAL_CODE.to_owned()),
        ("resume", RESUME_CODE.to_owned()),
        ("receipt", url("receipt")),
        ("url", url("continue")),
        ("withdraw", format!("{}/withdraw", frame.app.public_url)),
    ]
}

/// The body with the paragraphs that only some letters have.
fn body(frame: &Frame, found: &Begun, letter: Letter, words: &str) -> String {
    let mut parts = vec![words.to_owned()];
    if letter == Letter::Receipt {
        if found.may_edit() {
            parts.push(frame.text_with("letter-receipt-edit", &args(frame, found)));
        }
        parts.extend(finish::withdrawal_words(frame, found));
    }
    parts.push(frame.text_with("letter-once", &args(frame, found)));
    parts.join("\n\n")
}
