//! Sending the answers, and the receipt.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::entity::state::ResponseState;
use surveys::fielding::seating;
use surveys::questionnaire::answer::{Answers, complete, visibility};
use surveys::questionnaire::definition::Kind;
use surveys::questionnaire::expression::evaluate::is_true;
use surveys::questionnaire::expression::scope::Scope;
use surveys::questionnaire::piping::Piping;
use surveys::questionnaire::problem::{Problem, has_errors};
use surveys::questionnaire::respondent::split_identifiers;
use surveys::store;
use surveys::store::registrations::{NewRegistration, Outcome};
use surveys::store::responses::Submission;

use super::about::{kind_of_words, withdraw_how};
use super::answer::{as_json, groups};
use super::letter::{self, Letter, LetterForm};
use super::{Begun, begun, invited, read_answers, uncounted};
use crate::auth::form::PublicForm;
use crate::error::{AppError, Result};
use crate::pages::consultations;
use crate::pages::feedback::own;
use crate::pages::signup::RegistrationView;
use crate::signup;
use crate::view::frame::Frame;
use crate::view::html::sanitise;
use crate::view::time;
use crate::view::versions::named;

#[derive(Serialize)]
struct ReceiptPage {
    receipt: ReceiptView,
    /// The form for a receipt by mail; None where nobody is to be written to.
    letter: Option<LetterForm>,
}

#[derive(Serialize)]
struct ReceiptView {
    /// Address to mend what was sent; empty = it cannot be mended any more.
    edit_action: String,
    is_editing: bool,
    continue_href: String,
    edited_at: String,
    survey_title: String,
    submitted_at: String,
    completed_html: String,
    related_href: String,
    /// The own answers beside the region's; empty where there is no such page.
    region_href: String,
    code_groups: Vec<String>,
    /// Version of the explanation that the answers rest on; may be empty.
    explanation: String,
    /// When the answers' use was stopped; empty = it was not.
    stopped_at: String,
    /// Until when, and what afterwards.
    withdraw_words: Vec<String>,
    withdraw_href: &'static str,
    withdraw_url: String,
    contact: String,
    registration: Option<RegistrationView>,
    /// Whether somebody is going to answer.
    is_request: bool,
    /// Without more marks of consent what was sent counts nowhere.
    is_uncounted: bool,
    /// The marks that are missing then, by their own words.
    uncounted_missing: Vec<String>,
    /// What the keys of words end with for what is answered (see [`kind_of_words`]).
    kind: &'static str,
}

/// `POST /q/{link}/{code}/check`: sends the answers, or leaves for later. Sent twice, it stores once. A sign-up gets its
/// place with it, or is not sent.
pub async fn submit(
    frame: Frame,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    form: PublicForm,
) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    if form.get("go") == "save" {
        return Ok(frame.redirect(&found.address("saved")));
    }
    let transaction = frame.app.write().await?;
    // What is stored now: another tab may have saved since this page was shown.
    let stored = match found.lock(&transaction).await {
        // Sent meanwhile, by a double click for example.
        Err(AppError::Conflict("conflict-state")) => return Ok(frame.redirect(&found.address("receipt"))),
        stored => stored?,
    };
    let (whole, problems) = complete(&found.met.definition, &stored, time::now());
    if has_errors(&problems) {
        return found.walk(&frame, &stored).check(&frame, &problems);
    }
    let (others, contacts) = split_identifiers(&found.met.definition, &whole);
    let submission = Submission {
        answers: as_json(&others)?,
        contacts: if contacts.is_empty() { None } else { Some(as_json(&contacts)?) },
        is_anonymous: found.met.anonymous().is_some(),
    };
    let is_sent = match found.is_editing {
        true => store::response_edits::submit(&transaction, found.response.id, submission).await?,
        false => store::responses::submit(&transaction, found.response.id, submission).await?,
    };
    if is_sent && !found.is_editing {
        let typed = form.get(invited::FIELD);
        let counters = &frame.app.counters;
        counters.ask(&request, typed)?;
        if let Some(problem) = invited::settle(&transaction, &frame.app, &found, typed).await? {
            transaction.rollback().await?;
            counters.was_wrong(&frame.app, &request, typed).await;
            return found.walk(&frame, &stored).check(&frame, &[problem]);
        }
    }
    if is_sent {
        if let Some(inviting) = found.met.anonymous() {
            store::responses::blur(&transaction, found.response.id, inviting.begun_on).await?;
        }
        if is_turned_away(&frame, &transaction, &found, &whole, form.has("wait")).await? {
            transaction.rollback().await?;
            return turned_away(&frame, &path.0, &path.1).await;
        }
        consultations::arrive(&transaction, &found.met.definition, found.response.id).await?;
        // Files of questions that are hidden at the end go with their answers.
        store::response_files::sweep(&transaction, found.response.id, &whole).await?;
    }
    transaction.commit().await?;
    found.forget_order(&frame.app).await;
    frame.app.notes.forget(found.response.id);
    frame.app.carrier.ring();
    Ok(frame.redirect(&found.met.address_of(&found.code, None, "receipt")))
}

/// Asks for the place that a sign-up chose; true if all are taken and the person does not want to wait.
async fn is_turned_away(
    frame: &Frame,
    transaction: &DatabaseTransaction,
    found: &Begun,
    whole: &Answers,
    wants_to_wait: bool,
) -> Result<bool> {
    let met = &found.met;
    let new = signup::wanted(&frame.app.key, met.questionnaire.id, found.response.id, &met.definition, whole);
    let lang = frame.lang.code().to_owned();
    let new = new.map(|new| NewRegistration { wants_to_wait, lang, ..new });
    Ok(matches!(signup::register(transaction, new).await?, Some(Outcome::Full)))
}

/// All answers again, with the words that the last place is gone: nothing was stored.
async fn turned_away(frame: &Frame, link: &str, code: &str) -> Result<HttpResponse> {
    let found = begun(frame, link, code).await?;
    let definition = &found.met.definition;
    let Some(question) = seating::question(definition) else { return Err(AppError::NotFound) };
    let chosen = seating::chosen(definition, &found.answers).unwrap_or_default();
    let seat = seating::label(definition, &chosen, frame.lang.code());
    let problem = Problem::error("seat-full", &question.name).with("seat", seat);
    found.walk(frame, &found.answers).check(frame, &[problem])
}

/// `GET /q/{link}/{code}/receipt`
pub async fn receipt(frame: Frame, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    match found.response.state {
        ResponseState::Submitted => {
            let letter = LetterForm::of(&frame, &found, Letter::Receipt).await?;
            page(&frame, &found, StatusCode::OK, letter).await
        }
        ResponseState::InProgress => Ok(frame.redirect(&found.address("check"))),
        ResponseState::Withdrawn => {
            super::closed(&frame, &found.met, super::Closed::Withdrawn, found.response.withdrawn_at)
        }
    }
}

/// The receipt, with the form for a receipt by mail as it is now.
pub async fn page(
    frame: &Frame,
    found: &Begun,
    status: StatusCode,
    letter: LetterForm,
) -> Result<HttpResponse> {
    let registration = RegistrationView::of_response(frame, found.response.id).await?;
    let is_signup = registration.is_some();
    let title = frame.text(match found.met.definition.kind {
        Kind::Survey if !is_signup => "fill-receipt-title",
        Kind::Consultation => "fill-receipt-title-consultation",
        Kind::Survey | Kind::Signup => "signup-receipt-title",
    });
    let explanations = store::explanations::versions(&frame.app.db, found.met.questionnaire.id).await?;
    let version = found.response.explanation_id.and_then(|id| explanations.get(&id));
    let has_region = own::is_offered(&frame.app, found.met.questionnaire.id, &found.met.definition).await?;
    let receipt = ReceiptView {
        registration,
        region_href: if has_region { found.address("region") } else { String::new() },
        explanation: version.map(|version| named(frame.lang, &[version.to_string()])).unwrap_or_default(),
        is_uncounted: is_uncounted(found)?,
        uncounted_missing: missing(frame, found)?,
        ..receipt_view(frame, found)
    };
    // Who signs up gets a letter anyway.
    let letter = (!is_signup && letter::is_offered(found)).then_some(letter);
    frame.public_page_with(status, "fill/receipt.html", &title, &ReceiptPage { receipt, letter })
}

/// Whether what was sent counts nowhere for want of consent. Whoever had its use stopped knows.
fn is_uncounted(found: &Begun) -> Result<bool> {
    let sent = read_answers(&found.response.answers)?;
    let is_stopped = found.response.use_stopped_at.is_some();
    Ok(!is_stopped && uncounted::place(&found.met.definition, &sent, time::now()).is_some())
}

/// The marks of consent without which what was sent counts nowhere.
fn missing(frame: &Frame, found: &Begun) -> Result<Vec<String>> {
    let sent = read_answers(&found.response.answers)?;
    let texts = frame.display.texts(frame.lang.code());
    Ok(uncounted::missing(&found.met.definition, &sent, frame.lang, &texts))
}

/// Until when answers can be taken back, and what can be asked for afterwards.
pub fn withdrawal_words(frame: &Frame, found: &Begun) -> Vec<String> {
    match found.met.last_withdrawal() {
        Some(date) => ["fill-withdraw-until", "fill-withdraw-after"]
            .map(|key| frame.text_with(key, &[("date", time::date(date, frame.lang))]))
            .into(),
        None => vec![withdraw_how(frame, &found.met)],
    }
}

/// What the author says at the end: the first of the texts whose condition holds, otherwise the one for all. Answers
/// that identify are stored apart and not put into it.
fn completed_html(frame: &Frame, found: &Begun) -> String {
    let definition = &found.met.definition;
    let visible = visibility(definition, &found.answers, time::now());
    let scope = Scope::new(definition, &visible.counted, visible.now);
    let mut own = definition.settings.completed_if.iter();
    let own = own.find(|(condition, _)| is_true(condition, &scope)).map(|(_, html)| html);
    let lang = frame.lang.code();
    let piping = Piping::of(definition, &visible, lang);
    sanitise(piping.html(own.unwrap_or(&definition.completed_html)).get(lang))
}

fn receipt_view(frame: &Frame, found: &Begun) -> ReceiptView {
    let survey = &found.met.survey;
    let submitted_at = found.response.submitted_at.unwrap_or(found.response.saved_at);
    // Of anonymous answers no time is kept.
    let at = |time| match found.met.anonymous() {
        Some(_) => String::new(),
        None => time::date_time(time, frame.lang),
    };
    ReceiptView {
        edit_action: if found.may_edit() { found.address("edit") } else { String::new() },
        is_editing: found.is_editing,
        continue_href: found.address("check"),
        edited_at: match found.response.revision {
            1 => String::new(),
            _ => at(found.response.saved_at),
        },
        survey_title: found.met.title(frame.lang),
        submitted_at: at(submitted_at),
        completed_html: completed_html(frame, found),
        related_href: found.met.definition.settings.navigate_to.clone(),
        region_href: String::new(),
        code_groups: groups(&frame.app.key.code("withdraw", &found.code)),
        explanation: String::new(),
        stopped_at: found
            .response
            .use_stopped_at
            .map(|at| time::date_time(at, frame.lang))
            .unwrap_or_default(),
        withdraw_words: withdrawal_words(frame, found),
        withdraw_href: "/withdraw",
        withdraw_url: format!("{}/withdraw", frame.app.public_url),
        contact: survey.contact.clone(),
        registration: None,
        is_request: found.met.definition.kind == Kind::Consultation,
        is_uncounted: false,
        uncounted_missing: Vec::new(),
        kind: kind_of_words(found.met.definition.kind),
    }
}
