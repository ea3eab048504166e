//! The field for a code from a letter or FAX. A code that is wrong in itself is told so without looking it up.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use surveys::fielding::invitation_code::{Typed, read};
use surveys::store;

use super::address;
use crate::auth::form::PublicForm;
use crate::error::Result;
use crate::inviting::token;
use crate::view::form::{FieldView, ProblemLine};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct CodePage {
    code: FieldView,
    problems: Vec<ProblemLine>,
}

/// `GET /i`
pub async fn form(frame: Frame) -> Result<HttpResponse> {
    page(&frame, FieldView::default())
}

/// `POST /i`
pub async fn enter(frame: Frame, form: PublicForm) -> Result<HttpResponse> {
    let typed = form.get("code");
    let code = match read(typed) {
        Typed::Code(code) => code,
        Typed::Length(n) => {
            let key = if n == 0 { "invited-code-empty" } else { "invited-code-length" };
            return refused(&frame, typed, frame.text_with(key, &[("n", n.to_string())]));
        }
        Typed::Misread => return refused(&frame, typed, frame.text("invited-code-misread")),
    };
    match store::invitations::find_by_code(&frame.app.db, &frame.app.key.keyed_hash(&code)).await? {
        Some(found) => Ok(frame.redirect(&address(&token(&frame.app.key, &found.seed)))),
        None => refused(&frame, typed, frame.text("invited-code-unknown")),
    }
}

fn refused(frame: &Frame, typed: &str, text: String) -> Result<HttpResponse> {
    page(frame, FieldView { value: typed.chars().take(60).collect(), errors: vec![text] })
}

fn page(frame: &Frame, code: FieldView) -> Result<HttpResponse> {
    let line = |text: &String| ProblemLine { href: "#code".to_owned(), text: text.clone() };
    let problems: Vec<ProblemLine> = code.errors.iter().map(line).collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = frame.text("invited-code-title");
    frame.public_page_with(status, "invited/code.html", &title, &CodePage { code, problems })
}
