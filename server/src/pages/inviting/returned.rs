//! Letters that came back later: the mail server took them and then reported that nobody is there.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::contact;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::question::input::folded;
use surveys::store;

use super::bounces::{Attempt, page};
use super::{address, desk};
use crate::auth::upload::{StaffUpload, UploadedFile};
use crate::auth::{Thing, User, Verb, allow};
use crate::config::MEGABYTE;
use crate::delivery_report::{Failure, failures};
use crate::error::Result;
use crate::view::form::ProblemLine;
use crate::view::frame::Frame;

/// The largest report, in bytes; the letter that came back is inside.
const MAX_BYTES: usize = MEGABYTE;
/// The most addresses that are typed at once.
const MAX_TYPED: usize = 500;

/// What was brought and could not be taken.
#[derive(Default, Serialize)]
pub struct ReturnedView {
    /// Addresses that were typed and are of nobody who was invited, one a line.
    pub addresses: String,
    /// How many addresses were noted all the same.
    pub n_noted: usize,
    /// What stands at the field of the files.
    pub file_errors: Vec<String>,
    /// What stands at the field of the addresses.
    pub address_errors: Vec<String>,
}

impl ReturnedView {
    /// The problems, each leading to its field.
    pub fn problems(&self) -> Vec<ProblemLine> {
        let of_files = self.file_errors.iter().map(|text| ("#reports", text));
        let typed = self.address_errors.iter().map(|text| ("#addresses", text));
        let lines = of_files.chain(typed);
        lines.map(|(href, text)| ProblemLine { href: href.to_owned(), text: text.clone() }).collect()
    }
}

/// `POST /questionnaires/{id}/invitations/bounces/reports`: notes whom letters did not reach. What is known is noted, what is
/// not is said; sending the same again changes nothing.
pub async fn note(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let id = QuestionnaireId(*id);
    let desk = desk(&frame.app, id, frame.lang).await?;
    let mut view = ReturnedView::default();
    let of_files = read_files(&frame, &sent.files, &mut view.file_errors);
    let by_hand = frame.text("inviting-returned-by-hand");
    let typed = sent.get("addresses").split_whitespace().take(MAX_TYPED);
    let typed: Vec<Failure> =
        typed.map(|word| Failure { address: word.to_owned(), reason: by_hand.clone() }).collect();
    if of_files.is_empty() && typed.is_empty() && view.file_errors.is_empty() {
        view.file_errors.push(frame.text("inviting-returned-nothing"));
    }
    let contact_of = |failure: &Failure| -> Option<&contact::Model> {
        let wanted = folded(&failure.address).to_lowercase();
        let mut contacts = desk.invited.iter().filter_map(|one| one.contact.as_ref());
        contacts.find(|contact| contact.email.to_lowercase() == wanted)
    };
    let unknown = |failure: &Failure| {
        frame.text_with("inviting-returned-unknown", &[("address", failure.address.clone())])
    };
    let mut known = Vec::new();
    for (failure, is_typed) in
        of_files.iter().map(|one| (one, false)).chain(typed.iter().map(|one| (one, true)))
    {
        match (contact_of(failure), is_typed) {
            (Some(contact), _) => known.push((contact, failure)),
            (None, false) => view.file_errors.push(unknown(failure)),
            (None, true) => {
                view.address_errors.push(unknown(failure));
                view.addresses.push_str(&failure.address);
                view.addresses.push('\n');
            }
        }
    }
    let transaction = frame.app.write().await?;
    for (contact, failure) in &known {
        let (email, reason) = (&contact.email, failure.reason.clone());
        store::contacts::set_returned(&transaction, contact.id, email, reason, user.id).await?;
    }
    transaction.commit().await?;
    view.n_noted = known.len();
    if view.problems().is_empty() {
        return frame.redirect_with(&format!("{}/bounces", address(id)), "success", "inviting-returned");
    }
    page(&frame, id, Attempt { returned: view, ..Attempt::default() }).await
}

/// What the files report; a file that reports nothing is named among the errors.
fn read_files(frame: &Frame, files: &[UploadedFile], errors: &mut Vec<String>) -> Vec<Failure> {
    let mut found = Vec::new();
    for file in files {
        let of_file = match file.is_too_large || file.bytes.len() > MAX_BYTES {
            true => Vec::new(),
            false => failures(&file.bytes),
        };
        if of_file.is_empty() {
            errors.push(frame.text_with("inviting-returned-unread", &[("file", file.name.clone())]));
        }
        found.extend(of_file);
    }
    found
}
