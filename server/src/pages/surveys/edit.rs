//! Changing a survey after it is made: what people read before they answer, until when they can take answers back, and how
//! small numbers are withheld. What was promised to those who answered is not taken from them.

use actix_web::{HttpResponse, web};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::entity::{region, survey};
use surveys::id::SurveyId;
use surveys::store;
use surveys::store::explanations::Told;
use surveys::store::surveys::SurveyInput;

use super::form::{self, FIELDS, min_cell_words};
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::crumbs;
use crate::pages::meanwhile::{self, Differing, Held, Shown};
use crate::view::form::FormView;
use crate::view::frame::Frame;
use crate::view::time;

/// What the page shows beside the form.
#[derive(Serialize)]
pub struct Editing {
    survey: String,
    /// Name of the region where it cannot be changed any more; empty otherwise.
    fixed_region: String,
    may_lower: bool,
    held: Vec<Held>,
    differing: Vec<Differing>,
}

/// `GET /surveys/{id}/edit`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let form = stored(&survey);
    page(&frame, &user, &survey, Shown::stored(form)).await
}

/// `POST /surveys/{id}/edit`. Where somebody else changed the survey since the form was opened, both are shown.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let regions = form::top_regions(&frame).await?;
    let mut form = FormView::sent(FIELDS, &sent);
    let input = form::read(&frame, &mut form, &regions);
    let transaction = frame.app.write().await?;
    let survey = store::surveys::lock(&transaction, SurveyId(*id)).await?;
    let stored = stored(&survey);
    if input.is_some() && meanwhile::has_changed(&stored, &form, &sent) {
        transaction.rollback().await?;
        let shown = Shown::met(&stored, &form, &sent, differing(&frame, &regions, &stored, &form));
        return page(&frame, &user, &survey, shown).await;
    }
    if let Some(input) = &input {
        check(&frame, &transaction, &user, &survey, input, &mut form).await?;
    }
    let Some(input) = input.filter(|_| form.is_valid()) else {
        transaction.rollback().await?;
        let shown = Shown::sent(form, FIELDS, &sent);
        return page(&frame, &user, &survey, shown).await;
    };
    store::surveys::update(&transaction, &survey, input, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&super::address(survey.id), "success", "surveys-saved")
}

/// What cannot be changed any more, or not by this person.
async fn check(
    frame: &Frame,
    transaction: &DatabaseTransaction,
    user: &User,
    survey: &survey::Model,
    input: &SurveyInput,
    form: &mut FormView,
) -> Result<()> {
    if input.region != survey.region_id && store::surveys::is_region_fixed(transaction, survey.id).await? {
        form.reject("region", frame.text("surveys-region-fixed"));
    }
    if input.min_cell < survey.min_cell && !may(user.role, Verb::Change, Thing::Threshold) {
        form.reject("min_cell", frame.text("surveys-min_cell-lower"));
    }
    if input.withdrawal_deadline == survey.withdrawal_deadline {
        return Ok(());
    }
    let told = store::explanations::told(transaction, survey).await?;
    if told.is_more_than(input.withdrawal_deadline) {
        let words = match told {
            Told::Until(day) => {
                frame.text_with("surveys-deadline-told", &[("date", time::date(day, frame.lang))])
            }
            Told::Always | Told::Nothing => frame.text("surveys-deadline-told-always"),
        };
        form.reject("withdrawal_deadline", words);
    }
    Ok(())
}

/// The form as it is stored.
fn stored(survey: &survey::Model) -> FormView {
    FormView::filled([
        ("title", survey.title.clone()),
        ("region", survey.region_id.0.to_string()),
        ("purpose", survey.purpose.clone()),
        ("host", survey.host.clone()),
        ("contact", survey.contact.clone()),
        ("period", survey.period.clone()),
        ("ethics_number", survey.ethics_number.clone()),
        ("withdrawal_deadline", survey.withdrawal_deadline.map(|day| day.to_string()).unwrap_or_default()),
        ("min_cell", survey.min_cell.to_string()),
    ])
}

/// The fields in which a survey that is stored differs from what was sent.
fn differing(frame: &Frame, regions: &[region::Model], stored: &FormView, form: &FormView) -> Vec<Differing> {
    let label = |name: &str| frame.text(&format!("surveys-field-{name}"));
    let words = |name: &str, value: &str| match name {
        "region" => {
            let region = regions.iter().find(|region| region.id.0.to_string() == value);
            region.map(|region| region.name.clone()).unwrap_or_default()
        }
        "min_cell" => min_cell_words(frame, value),
        _ => value.to_owned(),
    };
    meanwhile::differing(FIELDS, stored, form, label, words)
}

async fn page(frame: &Frame, user: &User, survey: &survey::Model, shown: Shown) -> Result<HttpResponse> {
    let status = shown.status();
    let Shown { mut form, held, differing } = shown;
    let db = &frame.app.db;
    let fixed_region = match store::surveys::is_region_fixed(db, survey.id).await? {
        true => store::regions::find(db, survey.region_id).await?.name,
        false => String::new(),
    };
    if !fixed_region.is_empty() {
        form.fields.entry("region").or_default().value = survey.region_id.0.to_string();
    }
    let editing = Editing {
        survey: survey.title.clone(),
        fixed_region,
        may_lower: may(user.role, Verb::Change, Thing::Threshold),
        held,
        differing,
    };
    let title = frame.text("surveys-edit-title");
    let crumbs = crumbs::of_survey(frame, survey, [(title.clone(), String::new())]);
    let view = form::page(frame, form, address(survey.id), crumbs, Some(editing)).await?;
    frame.page_with(status, "surveys/form.html", &title, &view)
}

/// The page on which a survey is changed.
pub fn address(id: SurveyId) -> String {
    format!("{}/edit", super::address(id))
}
