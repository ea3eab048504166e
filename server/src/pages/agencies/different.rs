//! Two agencies that look like one and are not: saying so, and taking it back.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::{agency, different_agency};
use surveys::id::AgencyId;
use surveys::store;

use super::merge;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::approaches::People;
use crate::view::frame::Frame;
use crate::view::time;

/// That somebody said of two agencies that they are different.
#[derive(Serialize)]
pub struct DifferentView {
    /// Which other one, when and by whom.
    words: String,
    /// Takes it back.
    action: String,
}

/// Where it is said of two agencies that they are different.
pub fn address(one: AgencyId, other: AgencyId) -> String {
    format!("/agencies/{}/different/{}", one.0, other.0)
}

/// `POST /agencies/{id}/different/{number}`: the two are listed as likely doubles no more.
pub async fn say(
    frame: Frame,
    user: User,
    ids: web::Path<(i64, i64)>,
    _sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let (one, other) = (AgencyId(ids.0), AgencyId(ids.1));
    if one == other {
        return Err(AppError::NotFound);
    }
    let transaction = frame.app.write().await?;
    store::different_agencies::say(&transaction, one, other, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&merge::agency_address(one), "success", "different-said")
}

/// `POST /agencies/{id}/different/{number}/undo`: they may be one again.
pub async fn take_back(
    frame: Frame,
    user: User,
    ids: web::Path<(i64, i64)>,
    _sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let one = store::agencies::find(&frame.app.db, AgencyId(ids.0)).await?;
    let transaction = frame.app.write().await?;
    store::different_agencies::take_back(&transaction, one.id, AgencyId(ids.1), user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&merge::agency_address(one.id), "success", "different-taken-back")
}

/// The agencies of which it was said that they are not this one.
///
/// # Errors
/// When the database fails.
pub async fn of_agency(frame: &Frame, agency: &agency::Model) -> Result<Vec<DifferentView>> {
    let pairs = store::different_agencies::of_agency(&frame.app.db, agency.id).await?;
    views(frame, agency, pairs).await
}

/// What was said of these two.
///
/// # Errors
/// When the database fails.
pub async fn of_pair(
    frame: &Frame,
    agency: &agency::Model,
    other: AgencyId,
) -> Result<Option<DifferentView>> {
    let pair = store::different_agencies::find(&frame.app.db, agency.id, other).await?;
    Ok(views(frame, agency, pair.into_iter().collect()).await?.pop())
}

async fn views(
    frame: &Frame,
    agency: &agency::Model,
    pairs: Vec<different_agency::Model>,
) -> Result<Vec<DifferentView>> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let people = People::load(&frame.app).await?;
    let mut views = Vec::new();
    for pair in pairs {
        let other = if pair.first_id == agency.id { pair.second_id } else { pair.first_id };
        let other = store::agencies::find(&frame.app.db, other).await?;
        let args = [
            ("agency", other.name),
            ("at", time::date_time(pair.said_at, frame.lang)),
            ("by", people.name(Some(pair.said_by))),
        ];
        views.push(DifferentView {
            words: frame.text_with("different-was-said", &args),
            action: format!("{}/undo", address(agency.id, other.id)),
        });
    }
    Ok(views)
}
