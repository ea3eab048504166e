//! What an invited agency meets: its own link, the field for the code of a letter or FAX, and the page that ends letters.

pub mod code;
pub mod opt_out;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::entity::state::{InvitingMode, ResponseState};
use surveys::entity::{invitation, inviting};
use surveys::questionnaire::answer;
use surveys::store;

use super::fill::start::{READ, begin_in, has_changed, mark, told};
use super::fill::{AboutLine, Closed, Met, closed, meet};
use crate::auth::form::PublicForm;
use crate::error::{AppError, Result};
use crate::inviting::{response_code, token};
use crate::secret;
use crate::view::frame::Frame;
use crate::view::html::sanitise;
use crate::view::time;

#[derive(Serialize)]
struct ShowPage {
    invited: InvitedView,
}

#[derive(Serialize)]
struct InvitedView {
    title: String,
    host: String,
    agency: String,
    description: String,
    about: Vec<AboutLine>,
    mode: &'static str,
    /// `new`, `begun`, `received`, `withdrawn`.
    state: &'static str,
    deadline: String,
    action: String,
    /// Mark of the explanation on the page.
    read: String,
    /// Whether another one was read just before.
    has_changed: bool,
    contact: String,
}

/// An invitation with its questionnaire.
struct Found {
    invitation: invitation::Model,
    inviting: inviting::Model,
    met: Met,
}

/// Address of an invitation's page.
pub fn address(token: &str) -> String {
    format!("/i/{token}")
}

async fn found(frame: &Frame, token: &str) -> Result<Found> {
    let db = &frame.app.db;
    let hash = frame.app.key.keyed_hash(&token.to_lowercase());
    let invitation = store::invitations::find_by_token(db, &hash).await?.ok_or(AppError::NotFound)?;
    let questionnaire = store::questionnaires::find(db, invitation.questionnaire_id).await?;
    let met = meet(&frame.app, &questionnaire.link).await?;
    let inviting = met.inviting.clone().ok_or(AppError::NotFound)?;
    Ok(Found { invitation, inviting, met })
}

impl Found {
    /// What became of the invitation. Of an anonymous one nobody knows more than that it was answered.
    async fn state(&self, frame: &Frame) -> Result<&'static str> {
        let Some(response) = self.invitation.response_id else {
            return Ok(if self.invitation.is_answered { "received" } else { "new" });
        };
        Ok(match store::responses::find(&frame.app.db, response).await?.state {
            ResponseState::InProgress if self.invitation.is_answered => "received",
            ResponseState::InProgress => "begun",
            ResponseState::Submitted => "received",
            ResponseState::Withdrawn => "withdrawn",
        })
    }
}

/// `GET /i/{token}`
pub async fn show(frame: Frame, path: web::Path<String>) -> Result<HttpResponse> {
    let found = found(&frame, &path).await?;
    let state = found.state(&frame).await?;
    if !found.met.is_open() && state != "received" {
        return closed(&frame, &found.met, Closed::Over, None);
    }
    page(&frame, &found, state, false).await
}

async fn page(frame: &Frame, found: &Found, state: &'static str, has_changed: bool) -> Result<HttpResponse> {
    let agency = store::agencies::find(&frame.app.db, found.invitation.agency_id).await?;
    let met = &found.met;
    let title = met.title(frame.lang);
    let view = ShowPage {
        invited: InvitedView {
            title: title.clone(),
            host: met.survey.host.clone(),
            agency: agency.name,
            description: sanitise(met.definition.description.get(&frame.display.texts(frame.lang.code()))),
            about: met.about(frame),
            read: mark(met)?,
            has_changed,
            mode: found.inviting.mode.code(),
            state,
            deadline: found.inviting.deadline.map(|day| time::date(day, frame.lang)).unwrap_or_default(),
            action: address(&token(&frame.app.key, &found.invitation.seed)),
            contact: met.survey.contact.clone(),
        },
    };
    let status = if has_changed { StatusCode::CONFLICT } else { StatusCode::OK };
    frame.public_page_with(status, "invited/show.html", &title, &view)
}

/// `POST /i/{token}`: begins to answer, or goes on with what was begun. Where the explanation changed while it was read, the
/// page comes back with the new one.
pub async fn begin(
    frame: Frame,
    request: HttpRequest,
    path: web::Path<String>,
    form: PublicForm,
) -> Result<HttpResponse> {
    let found = found(&frame, &path).await?;
    let token = token(&frame.app.key, &found.invitation.seed);
    let state = found.state(&frame).await?;
    if !["new", "begun"].contains(&state) {
        return Ok(frame.redirect(&address(&token)));
    }
    if !found.met.is_open() {
        return closed(&frame, &found.met, Closed::Over, None);
    }
    // What was begun rests on what was read then.
    if state == "new" && has_changed(&found.met, form.get(READ))? {
        return page(&frame, &found, state, true).await;
    }
    frame.app.counters.start(&request, &found.met.questionnaire.link)?;
    let transaction = frame.app.write().await?;
    let to = match found.inviting.mode {
        InvitingMode::Known => begin_known(&frame, &transaction, &found).await?,
        // A new answer each time: which one belongs to whom must not be known. The browser carries the ticket.
        InvitingMode::Anonymous => {
            let code = secret::random_code()?;
            let answers = answer::start(&found.met.definition, time::now());
            let begun = begin_in(
                &transaction,
                &frame.app,
                &found.met,
                &answers,
                None,
                &code,
                told(&transaction, &found.met).await?,
            )
            .await?;
            found.met.address_of(&code, Some(&token), &format!("p/{}", begun.page))
        }
    };
    transaction.commit().await?;
    Ok(frame.redirect(&to))
}

/// The one response of a known invitation: made when nobody has begun it, on whichever device.
async fn begin_known(frame: &Frame, transaction: &DatabaseTransaction, found: &Found) -> Result<String> {
    let code = response_code(&frame.app.key, &found.invitation.seed);
    // Two devices at once: the second waits here, and then finds the response of the first.
    let newest = store::invitations::lock(transaction, found.invitation.id).await?;
    if newest.response_id.is_some() {
        return Ok(found.met.address_of(&code, None, "continue"));
    }
    let answers = answer::start(&found.met.definition, time::now());
    let begun = begin_in(
        transaction,
        &frame.app,
        &found.met,
        &answers,
        None,
        &code,
        told(transaction, &found.met).await?,
    )
    .await?;
    store::invitations::begin(transaction, newest.id, begun.response).await?;
    Ok(found.met.address_of(&code, None, &format!("p/{}", begun.page)))
}
