//! The form of an agency. Where two people change one at once, whoever comes second sees both.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::{agency, organisation, region};
use surveys::id::AgencyId;
use surveys::stakeholder::agency_kind::AGENCY_KINDS;
use surveys::store;
use surveys::store::agencies::AgencyInput;
use surveys::store::organisations::LONGEST_NAME;

use super::merge::must_stand;
use super::{kind_choices, kind_label, place, region_choices, region_name};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::conditions::encode;
use crate::pages::meanwhile::{self, Differing, Held, Shown};
use crate::view::form::{ChoiceView, Crumb, FormView, crumbs};
use crate::view::frame::Frame;

const FIELDS: [&str; 6] = ["name", "kind", "region", "organisation", place::FIELD, "note"];

#[derive(Serialize)]
struct FormPage {
    form: FormView,
    kinds: Vec<ChoiceView>,
    regions: Vec<ChoiceView>,
    /// Names of organisations that are known.
    organisations: Vec<String>,
    action: String,
    /// The page with what is stored; empty for a new one.
    edit_href: String,
    remove_action: String,
    /// What the form was made from; nothing for a new one.
    held: Vec<Held>,
    /// What somebody else saved meanwhile, beside what was sent.
    differing: Vec<Differing>,
    crumbs: Vec<Crumb>,
}

/// What an agency is, and the code of its municipality if one was typed.
type Typed = (AgencyInput, Option<&'static str>);

/// `GET /agencies/new`
pub async fn new(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let form = FormView::filled(FIELDS.map(|name| (name, String::new())));
    page(&frame, None, Shown::of_new(form)).await
}

/// `POST /agencies`
pub async fn create(frame: Frame, user: User, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let regions = store::regions::list(&frame.app.db).await?;
    let (form, typed) = read(&frame, &sent, &regions);
    let Some((input, place)) = typed else { return page(&frame, None, Shown::of_new(form)).await };
    let transaction = frame.app.write().await?;
    let made = store::agencies::create(&transaction, input, user.id).await?;
    store::organisations::assign(&transaction, made.id, form.value("organisation"), user.id).await?;
    store::agencies::set_municipality(&transaction, made.id, place, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&in_list(&form), "success", "agencies-created")
}

/// `GET /agencies/{id}/edit`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let agency = store::agencies::find(&frame.app.db, AgencyId(*id)).await?;
    let form = stored(&agency, &store::organisations::all(&frame.app.db).await?);
    let shown = Shown::stored(form);
    page(&frame, Some(agency), shown).await
}

/// `POST /agencies/{id}`. Where somebody else changed the agency since the form was opened, both are shown.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let regions = store::regions::list(&frame.app.db).await?;
    let (mut form, typed) = read(&frame, &sent, &regions);
    must_stand(&frame.app, &store::agencies::find(&frame.app.db, AgencyId(*id)).await?).await?;
    let transaction = frame.app.write().await?;
    let agency = store::agencies::lock(&transaction, AgencyId(*id)).await?;
    let stored = stored(&agency, &store::organisations::all(&transaction).await?);
    let Some((input, place)) = typed else {
        transaction.rollback().await?;
        let shown = Shown::sent(form, &FIELDS, &sent);
        return page(&frame, Some(agency), shown).await;
    };
    if meanwhile::has_changed(&stored, &form, &sent) {
        transaction.rollback().await?;
        let shown = Shown::met(&stored, &form, &sent, differing(&frame, &regions, &stored, &form));
        return page(&frame, Some(agency), shown).await;
    }
    let moved = moved(&agency, &input);
    if !moved.is_empty() && store::invitations::keeps_group(&transaction, agency.id).await? {
        transaction.rollback().await?;
        moved.into_iter().for_each(|name| form.reject(name, frame.text("agencies-keeps-group")));
        let shown = Shown::sent(form, &FIELDS, &sent);
        return page(&frame, Some(agency), shown).await;
    }
    store::agencies::update(&transaction, agency.id, agency.revision, input, user.id).await?;
    store::organisations::assign(&transaction, agency.id, form.value("organisation"), user.id).await?;
    store::agencies::set_municipality(&transaction, agency.id, place, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&in_list(&form), "success", "agencies-saved")
}

/// The list with the agency that was saved: in the whole of it the agency may stand on any page.
fn in_list(form: &FormView) -> String {
    format!("/agencies?name={}", encode(form.value("name")))
}

/// The fields that say to which group an agency belongs and would change.
fn moved(agency: &agency::Model, input: &AgencyInput) -> Vec<&'static str> {
    let changes = [("kind", agency.kind != input.kind), ("region", agency.region_id != input.region)];
    changes.into_iter().filter(|(_, is_other)| *is_other).map(|(name, _)| name).collect()
}

/// What was typed, with what is wrong; what it says if nothing is.
fn read(frame: &Frame, sent: &StaffForm, regions: &[region::Model]) -> (FormView, Option<Typed>) {
    let mut form = FormView::sent(&FIELDS, sent);
    form.require(frame, "name", "agencies-field-name");
    form.limit(frame, "name", "agencies-field-name", 200);
    form.limit(frame, "organisation", "agencies-field-organisation", LONGEST_NAME);
    form.limit(frame, "note", "agencies-field-note", 2000);
    if !AGENCY_KINDS.iter().any(|kind| kind.code == form.value("kind")) {
        form.reject("kind", frame.text("agencies-kind-required"));
    }
    let Some(region) = regions.iter().find(|region| region.id.0.to_string() == form.value("region")) else {
        form.reject("region", frame.text("agencies-region-required"));
        return (form, None);
    };
    let place = place::read(frame, &mut form, region);
    if !form.is_valid() {
        return (form, None);
    }
    let text = |name| form.value(name).to_owned();
    let input = AgencyInput { name: text("name"), kind: text("kind"), region: region.id, note: text("note") };
    (form, Some((input, place)))
}

/// The form as the agency is stored.
fn stored(agency: &agency::Model, organisations: &[organisation::Model]) -> FormView {
    let organisation = organisations.iter().find(|one| Some(one.id) == agency.organisation_id);
    FormView::filled([
        ("name", agency.name.clone()),
        ("kind", agency.kind.clone()),
        ("region", agency.region_id.0.to_string()),
        ("organisation", organisation.map(|one| one.name.clone()).unwrap_or_default()),
        (place::FIELD, place::shown(agency)),
        ("note", agency.note.clone()),
    ])
}

/// The fields in which an agency that is stored differs from what was sent.
fn differing(frame: &Frame, regions: &[region::Model], stored: &FormView, form: &FormView) -> Vec<Differing> {
    let label = |name: &str| frame.text(&format!("agencies-field-{name}"));
    let words = |name: &str, value: &str| match name {
        "kind" => kind_label(frame, value),
        "region" => {
            let region = regions.iter().find(|region| region.id.0.to_string() == value);
            region.map(|region| region_name(regions, region)).unwrap_or_default()
        }
        _ => value.to_owned(),
    };
    meanwhile::differing(&FIELDS, stored, form, label, words)
}

async fn page(frame: &Frame, agency: Option<agency::Model>, shown: Shown) -> Result<HttpResponse> {
    let status = shown.status();
    let Shown { form, held, differing } = shown;
    let regions = store::regions::list(&frame.app.db).await?;
    let organisations = store::organisations::list(&frame.app.db).await?;
    let title = match &agency {
        Some(agency) => agency.name.clone(),
        None => frame.text("agencies-new-title"),
    };
    let address =
        agency.as_ref().map_or("/agencies".to_owned(), |agency| format!("/agencies/{}", agency.id.0));
    let beyond = |end: &str| if agency.is_some() { format!("{address}/{end}") } else { String::new() };
    let view = FormPage {
        form,
        kinds: kind_choices(frame),
        regions: region_choices(&regions),
        organisations: organisations.into_iter().map(|one| one.name).collect(),
        edit_href: beyond("edit"),
        remove_action: beyond("remove"),
        action: address,
        held,
        differing,
        crumbs: crumbs([
            (frame.text("agencies-title"), "/agencies".to_owned()),
            (title.clone(), String::new()),
        ]),
    };
    frame.page_with(status, "agencies/form.html", &title, &view)
}
