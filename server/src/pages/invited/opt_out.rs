//! Ending letters: one page, one button. Mail programs press it by themselves (RFC 8058, one-click unsubscription).

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::store;

use crate::auth::form::PublicForm;
use crate::error::Result;
use crate::inviting::opt_out_address;
use crate::secret;
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct OptOutPage {
    opt_out: OptOutView,
}

#[derive(Serialize)]
struct OptOutView {
    action: String,
    agency: String,
    has_opted_out: bool,
}

async fn page(frame: &Frame, token: &str) -> Result<HttpResponse> {
    let contact =
        store::contacts::find_by_opt_out(&frame.app.db, &secret::hash(&token.to_lowercase())).await?;
    let agency = store::agencies::find(&frame.app.db, contact.agency_id).await?;
    let view = OptOutPage {
        opt_out: OptOutView {
            action: opt_out_address(&token.to_lowercase()),
            agency: agency.name,
            has_opted_out: contact.opted_out_on.is_some(),
        },
    };
    frame.public_page("invited/opt_out.html", &frame.text("opt-out-title"), &view)
}

/// `GET /o/{token}`
pub async fn show(frame: Frame, path: web::Path<String>) -> Result<HttpResponse> {
    page(&frame, &path).await
}

/// `POST /o/{token}`: ends letters, or, with `go` = `undo`, takes that back.
pub async fn set(frame: Frame, path: web::Path<String>, form: PublicForm) -> Result<HttpResponse> {
    let hash = secret::hash(&path.to_lowercase());
    let transaction = frame.app.write().await?;
    let contact = store::contacts::find_by_opt_out(&transaction, &hash).await?;
    let on = if form.get("go") == "undo" { None } else { Some(time::today()) };
    store::contacts::opt_out(&transaction, contact.id, on, None).await?;
    transaction.commit().await?;
    page(&frame, &path).await
}
