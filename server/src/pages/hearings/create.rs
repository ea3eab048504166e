//! A new hearing note: what its sheet begins with, and making it, once for a form.

use actix_web::{HttpResponse, web};
use chrono::TimeDelta;
use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use surveys::entity::state::ApproachState;
use surveys::entity::{hearing, survey};
use surveys::id::{AgencyId, SurveyId};
use surveys::store;
use surveys::store::hearings::Sheet;

use super::edit::{is_finished, page, show_address};
use super::sheet_form::{LONGEST_FIELD, filled, keys, read};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::form_mark::{self, FIELD};
use crate::pages::surveys::address;
use crate::secret;
use crate::view::form::FormView;
use crate::view::frame::Frame;
use crate::view::time;

/// What a new sheet begins with.
#[derive(Deserialize)]
pub struct NewQuery {
    /// The agency that it is about.
    #[serde(default)]
    agency: String,
    /// The form mark.
    #[serde(default)]
    mark: String,
}

/// `GET /surveys/{id}/hearings/new`: an empty sheet. Its mark stands in the address, since browsers ask for the page anew when
/// somebody goes back to it: then it leads to the note that was made.
pub async fn new(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<NewQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let mark = query.mark.trim();
    if mark.is_empty() {
        let agency = query.agency.parse::<i64>().map(|id| id.to_string()).unwrap_or_default();
        let mark = secret::random_token()?;
        let here = format!("{}/hearings/new?agency={agency}&{FIELD}={mark}", address(survey.id));
        return Ok(frame.redirect(&here));
    }
    if let Some(made) =
        store::hearings::made_with(&frame.app.db, survey.id, &form_mark::kept(mark, "")).await?
    {
        return frame.redirect_with(&show_address(made.id), "warning", "hearings-created-before");
    }
    let mut form = FormView::filled(keys().map(|key| (key, String::new())));
    let defaults = [
        (FIELD, mark.to_owned()),
        ("agency", query.agency.clone()),
        ("held_on", time::today().to_string()),
        ("interviewer", user.display_name.clone()),
        ("recorder", user.display_name.clone()),
        // Nothing is allowed until the partner has said so.
        ("may_record", "no".to_owned()),
        ("may_share", "no".to_owned()),
        ("may_show_case", "no".to_owned()),
        ("may_quote", "no".to_owned()),
        ("may_present", "no".to_owned()),
        ("withdrawal_deadline", survey.withdrawal_deadline.map(|date| date.to_string()).unwrap_or_default()),
    ];
    let agreed = agreed(&frame, &survey, &query.agency).await?;
    for (key, value) in defaults.into_iter().chain(agreed) {
        form.fields.entry(key).or_default().value = value;
    }
    page(&frame, &survey, None, form, None).await
}

/// What the agreed appointment with an agency says of the hearing.
async fn agreed(frame: &Frame, survey: &survey::Model, agency: &str) -> Result<Vec<(&'static str, String)>> {
    let Ok(agency) = agency.parse().map(AgencyId) else { return Ok(Vec::new()) };
    let approach = store::approaches::find(&frame.app.db, survey.id, agency).await?;
    let Some(approach) = approach.filter(|approach| approach.state == ApproachState::Scheduled) else {
        return Ok(Vec::new());
    };
    let Some(at) = approach.appointment_at else { return Ok(Vec::new()) };
    let ends = at + TimeDelta::minutes(i64::from(approach.appointment_minutes.unwrap_or_default()));
    let clock = |at| time::tokyo(at).format("%H:%M").to_string();
    Ok(vec![
        ("held_on", time::iso_day(at)),
        ("starts_at", clock(at)),
        ("ends_at", clock(ends)),
        ("method", approach.appointment_method),
        ("place", approach.appointment_place.chars().take(LONGEST_FIELD).collect()),
    ])
}

/// `POST /surveys/{id}/hearings`: makes the note. Sent again, as after going back, it leads to the note that was made and changes
/// nothing in it.
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let agencies = store::agencies::in_region(&frame.app.db, survey.region_id).await?;
    let sheet = match read(&frame, &sent, &agencies) {
        Ok(sheet) => sheet,
        Err(mut form) => {
            form.type_in(&[FIELD], &sent);
            return page(&frame, &survey, None, form, None).await;
        }
    };
    let mark = form_mark::kept(sent.get(FIELD), "");
    let region = store::regions::find(&frame.app.db, survey.region_id).await?;
    let transaction = frame.app.write().await?;
    if let Some(made) = store::hearings::made_with(&transaction, survey.id, &mark).await? {
        let is_same = is_same(&transaction, &made, &sheet).await?;
        transaction.rollback().await?;
        // A warning leaves the copy in the browser: what was written anew is nowhere else.
        let (kind, key) = match is_same {
            true => ("success", "hearings-created"),
            false => ("warning", "hearings-created-before"),
        };
        return frame.redirect_with(&show_address(made.id), kind, key);
    }
    let made = store::hearings::create(&transaction, survey.id, &region.code, &sheet, &mark, user.id).await?;
    if is_finished(&sent) {
        store::hearings::set_written_up(&transaction, made.id, true, user.id).await?;
    }
    transaction.commit().await?;
    frame.redirect_with(&show_address(made.id), "success", "hearings-created")
}

/// Whether a note still reads as the sheet that was sent.
async fn is_same(db: &DatabaseTransaction, made: &hearing::Model, sheet: &Sheet) -> Result<bool> {
    let (stored, sent) = (filled(&store::hearings::sheet(db, made).await?), filled(sheet));
    Ok(keys().all(|key| stored.value(key) == sent.value(key)))
}
