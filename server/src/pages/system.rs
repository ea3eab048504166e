//! Pages of the program itself: health, the start page, the style guide.

use actix_web::{HttpResponse, web};
use sea_orm::ConnectionTrait;
use serde::Serialize;

use crate::app::App;
use crate::auth::User;
use crate::error::{AppError, Result};
use crate::view::frame::Frame;

/// `GET /healthz`: 200 when the service and its database answer.
pub async fn health(app: web::Data<App>) -> Result<HttpResponse> {
    app.db.execute_unprepared("SELECT 1").await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok"))
}

/// `GET /`: to the surveys, or to the sign-in form.
pub async fn home(frame: Frame) -> HttpResponse {
    frame.redirect(if frame.user.is_some() { "/surveys" } else { "/sign-in" })
}

/// What is at no address. It is looked at who asks, so that the page can lead colleagues on.
pub async fn nowhere(_user: Option<User>) -> Result<HttpResponse> {
    Err(AppError::NotFound)
}

#[derive(Serialize)]
struct Empty {}

/// `GET /style-guide`: every component on one page.
pub async fn style_guide(frame: Frame) -> Result<HttpResponse> {
    frame.public_page("styleguide.html", &frame.text("styleguide-title"), &Empty {})
}
