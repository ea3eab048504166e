//! The letter on A4 with link and QR code, for those who get no mail.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::ConfirmationId;
use surveys::store::confirmations::works;

use super::address;
use super::letter::{filled, template};
use super::show::desk;
use crate::auth::{Thing, User, Verb, allow};
use crate::confirming::{LINK, link};
use crate::error::Result;
use crate::letter_text::sent;
use crate::view::frame::Frame;
use crate::view::qr;

#[derive(Serialize)]
struct PrintPage {
    print: PrintView,
}

#[derive(Serialize)]
struct PrintView {
    back: String,
    agency: String,
    subject: String,
    body: String,
    link: String,
    qr_svg: String,
}

/// `GET /confirmations/{id}/print`. Of a link that works no more there is nothing to print.
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let desk = desk(&frame, ConfirmationId(*id)).await?;
    let back = address(desk.confirmation.id);
    if desk.confirmation.answered_at.is_some() || !works(&desk.confirmation) {
        return frame.redirect_with(&back, "warning", "confirmations-no-link");
    }
    let link = link(&frame.app.public_url, &frame.app.key, &desk.confirmation);
    let text = |key: &str| sent(&filled(&frame, &desk, &template(&frame, key)), &[(LINK, link.as_str())]);
    let view = PrintPage {
        print: PrintView {
            back,
            agency: desk.agency.name.clone(),
            subject: text("confirmations-letter-subject"),
            body: text("confirmations-letter-body"),
            qr_svg: qr::svg(&link)?,
            link: link.clone(),
        },
    };
    frame.public_page("confirmations/print.html", &frame.text("confirmations-print"), &view)
}
