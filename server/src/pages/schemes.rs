//! Schemes of areas (圏域の区分): ways to part a region, each from a day on, beside the areas of its surveys.

pub mod bring;
pub mod show;

use actix_web::HttpResponse;
use serde::Serialize;
use surveys::entity::{region, region_scheme};
use surveys::error::Error;
use surveys::id::{RegionId, RegionSchemeId};
use surveys::questionnaire::question::input::moment;
use surveys::store;
use surveys::store::region_schemes::{SchemeInput, in_force};

use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::view::form::{ChoiceView, Crumb, FormView, crumbs};
use crate::view::frame::Frame;
use crate::view::time;

/// Fields of the form, beside the region.
const FIELDS: [&str; 3] = ["scheme", "valid_from", "source"];

#[derive(Serialize)]
struct IndexView {
    crumbs: Vec<Crumb>,
    groups: Vec<RegionGroup>,
    form: FormView,
    regions: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct RegionGroup {
    name: String,
    schemes: Vec<SchemeLine>,
}

#[derive(Serialize)]
struct SchemeLine {
    name: String,
    href: String,
    since: String,
    source: String,
    holds: bool,
    n: usize,
}

/// `GET /schemes`
pub async fn index(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Agency)?;
    let names = FIELDS.into_iter().chain(["region"]);
    index_page(&frame, FormView::filled(names.map(|name| (name, String::new())))).await
}

/// `POST /schemes`
pub async fn create(frame: Frame, user: User, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let mut form = FormView::sent(&FIELDS, &sent);
    form.type_in(&["region"], &sent);
    let regions = store::regions::list(&frame.app.db).await?;
    let region = tops(&regions).find(|region| region.id.0.to_string() == form.value("region"));
    if region.is_none() {
        form.reject("region", frame.text("schemes-region-required"));
    }
    let input = read(&frame, &mut form);
    let (Some(region), Some(input)) = (region, input) else {
        return index_page(&frame, form).await;
    };
    let transaction = frame.app.write().await?;
    match store::region_schemes::create(&transaction, region.id, input, user.id).await {
        Ok(made) => {
            transaction.commit().await?;
            frame.redirect_with(&address(made.id), "success", "schemes-created")
        }
        Err(Error::Taken(_)) => {
            transaction.rollback().await?;
            form.reject("valid_from", frame.text("schemes-taken"));
            index_page(&frame, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn index_page(frame: &Frame, form: FormView) -> Result<HttpResponse> {
    let db = &frame.app.db;
    let regions = store::regions::list(db).await?;
    let schemes = store::region_schemes::list(db).await?;
    let holding: Vec<RegionSchemeId> =
        in_force(&schemes, time::today()).into_iter().map(|scheme| scheme.id).collect();
    let mut groups = Vec::new();
    for region in tops(&regions) {
        let mut lines = Vec::new();
        for scheme in schemes.iter().filter(|scheme| scheme.region_id == region.id) {
            lines.push(SchemeLine {
                name: scheme.name.clone(),
                href: address(scheme.id),
                since: time::date(scheme.valid_from, frame.lang),
                source: scheme.source.clone(),
                holds: holding.contains(&scheme.id),
                n: store::region_schemes::members(db, scheme.id).await?.len(),
            });
        }
        if !lines.is_empty() {
            groups.push(RegionGroup { name: region.name.clone(), schemes: lines });
        }
    }
    let title = frame.text("schemes-title");
    let is_valid = form.is_valid();
    let choice =
        |region: &region::Model| ChoiceView { value: region.id.0.to_string(), label: region.name.clone() };
    let view =
        IndexView { crumbs: way(frame, &title), groups, form, regions: tops(&regions).map(choice).collect() };
    match is_valid {
        true => frame.page("schemes/index.html", &title, &view),
        false => frame.problem_page("schemes/index.html", &title, &view),
    }
}

/// The regions that schemes part: those within no other.
fn tops(regions: &[region::Model]) -> impl Iterator<Item = &region::Model> {
    regions.iter().filter(|region| region.parent_id.is_none())
}

/// The address of a scheme's page.
pub fn address(id: RegionSchemeId) -> String {
    format!("/schemes/{}", id.0)
}

/// The way to the list.
fn way(frame: &Frame, title: &str) -> Vec<Crumb> {
    crumbs([(frame.text("agencies-title"), "/agencies".to_owned()), (title.to_owned(), String::new())])
}

/// The way to a scheme's page, or beyond it.
fn way_to(frame: &Frame, scheme: &region_scheme::Model, beyond: Option<&str>) -> Vec<Crumb> {
    let mut steps = crumbs([
        (frame.text("agencies-title"), "/agencies".to_owned()),
        (frame.text("schemes-title"), "/schemes".to_owned()),
        (scheme.name.clone(), address(scheme.id)),
    ]);
    if let Some(label) = beyond {
        steps.push(Crumb { label: label.to_owned(), href: String::new() });
    }
    steps
}

/// What was typed; None if something is wrong with it.
fn read(frame: &Frame, form: &mut FormView) -> Option<SchemeInput> {
    form.require(frame, "scheme", "schemes-name");
    form.limit(frame, "scheme", "schemes-name", 100);
    form.require(frame, "source", "schemes-source");
    form.limit(frame, "source", "schemes-source", 500);
    let valid_from = moment::date(form.value("valid_from"));
    if valid_from.is_none() {
        form.reject_date(frame, "valid_from");
    }
    let text = |name| form.value(name).to_owned();
    let input = SchemeInput { name: text("scheme"), valid_from: valid_from?, source: text("source") };
    form.is_valid().then_some(input)
}

/// The name of a region.
async fn region_of(frame: &Frame, id: RegionId) -> Result<region::Model> {
    Ok(store::regions::find(&frame.app.db, id).await?)
}
