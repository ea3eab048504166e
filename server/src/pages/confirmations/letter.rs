//! The letter with the link: written on the page of the confirmation, sent to a contact of the agency.

use actix_web::{HttpResponse, web};
use surveys::id::ConfirmationId;
use surveys::store;
use surveys::store::confirmations::letter::{is_wanted, queue};

use super::address;
use super::show::{Desk, desk, page};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::confirming::LINK;
use crate::error::Result;
use crate::letter_text::written;
use crate::pages::open_places::{AS_IS, reject_open_places};
use crate::view::form::FormView;
use crate::view::frame::Frame;
use crate::view::time;

/// Words in braces that something is put in for, beside the link.
const WORDS: [&str; 4] = ["{agency}", "{date}", "{host}", "{contact}"];
/// Most characters of subject and text.
const LONGEST_SUBJECT: usize = 200;
/// See [`LONGEST_SUBJECT`].
const LONGEST_BODY: usize = 5_000;

/// The form with the usual letter.
pub(super) fn usual(frame: &Frame, desk: &Desk) -> FormView {
    let first = desk.contacts.first().map(|contact| contact.id.0.to_string()).unwrap_or_default();
    FormView::filled([
        ("contact", first),
        ("subject", template(frame, "confirmations-letter-subject")),
        ("body", template(frame, "confirmations-letter-body")),
    ])
}

/// A text of the usual letter, with the words in braces that stand for what is known and for the link.
pub(super) fn template(frame: &Frame, key: &str) -> String {
    let words = WORDS.into_iter().chain([LINK]);
    let args = words.map(|word| (word.trim_matches(['{', '}']), word.to_owned()));
    frame.text_with(key, &args.collect::<Vec<_>>())
}

/// A text with what is known in it; the link is put in when it is sent.
pub(super) fn filled(frame: &Frame, desk: &Desk, text: &str) -> String {
    let date = time::date(time::tokyo(desk.confirmation.expires_at).date_naive(), frame.lang);
    let words = [&desk.agency.name, &date, &desk.survey.host, &desk.survey.contact].map(String::as_str);
    written(text, &WORDS.into_iter().zip(words).collect::<Vec<_>>())
}

/// `POST /confirmations/{id}/letter`
pub async fn send(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let desk = desk(&frame, ConfirmationId(*id)).await?;
    let mut form = FormView::sent(&["contact", "subject", "body"], &sent);
    let to = desk.contacts.iter().find(|contact| contact.id.0.to_string() == form.value("contact")).cloned();
    if to.is_none() {
        form.reject("contact", frame.text("form-choice"));
    }
    form.require(&frame, "subject", "confirmations-subject");
    form.limit(&frame, "subject", "confirmations-subject", LONGEST_SUBJECT);
    if form.value("subject").contains(['\n', '\r']) {
        form.reject("subject", frame.text("letters-one-line"));
    }
    form.limit(&frame, "body", "confirmations-body", LONGEST_BODY);
    if !form.value("body").contains(LINK) {
        form.reject("body", frame.text("confirmations-letter-no-link"));
    }
    let known: Vec<&str> = WORDS.into_iter().chain([LINK]).collect();
    let open_places = reject_open_places(&frame, &mut form, sent.has(AS_IS), &["subject", "body"], &known);
    let (Some(to), true) = (to, form.is_valid()) else { return page(&frame, desk, form, open_places).await };
    let back = address(desk.confirmation.id);
    let [subject, body] = ["subject", "body"].map(|field| filled(&frame, &desk, form.value(field)));
    let transaction = frame.app.write().await?;
    let model = store::confirmations::lock(&transaction, desk.confirmation.id).await?;
    let is_new =
        is_wanted(&model, Some(&to)) && queue(&transaction, model.id, &to, subject, body, user.id).await?;
    transaction.commit().await?;
    if !is_new {
        return frame.redirect_with(&back, "warning", "confirmations-letter-not-again");
    }
    frame.app.carrier.ring();
    frame.redirect_with(&back, "success", "confirmations-letter-written")
}
