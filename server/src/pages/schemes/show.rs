//! One scheme: what it is, its areas, what is missing; changing and removing it.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::region_scheme;
use surveys::error::Error;
use surveys::id::RegionSchemeId;
use surveys::place::change::full_name;
use surveys::place::municipality::prefecture_of;
use surveys::place::scheme::{Member, missing};
use surveys::store;
use surveys::store::region_schemes::in_force;

use super::{FIELDS, address, read, region_of, way_to};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::meanwhile::{self, Differing, Held, Shown};
use crate::view::form::{Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct ShowView {
    crumbs: Vec<Crumb>,
    region: String,
    since: String,
    source: String,
    holds: bool,
    action: String,
    n: usize,
    areas: Vec<AreaView>,
    /// Names of municipalities that it does not have.
    missing: Vec<String>,
    /// Active agencies of the region, and how many of them have no municipality.
    n_agencies: usize,
    n_unplaced: usize,
    others: Vec<OtherView>,
    form: FormView,
    /// What the form was made from.
    held: Vec<Held>,
    /// What somebody else saved meanwhile, beside what was sent.
    differing: Vec<Differing>,
}

/// An area of a scheme with its municipalities.
#[derive(Serialize)]
pub(super) struct AreaView {
    name: String,
    municipalities: Vec<String>,
}

/// Another scheme of the same name.
#[derive(Serialize)]
struct OtherView {
    href: String,
    since: String,
}

/// `GET /schemes/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Agency)?;
    let scheme = store::region_schemes::find(&frame.app.db, RegionSchemeId(*id)).await?;
    let form = filled(&scheme);
    page(&frame, &scheme, Shown::stored(form)).await
}

/// `POST /schemes/{id}`. Where somebody else changed the scheme since the form was opened, both are shown.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let scheme = store::region_schemes::find(&frame.app.db, RegionSchemeId(*id)).await?;
    let stored = filled(&scheme);
    let mut form = FormView::sent(&FIELDS, &sent);
    let Some(input) = read(&frame, &mut form) else {
        return page(&frame, &scheme, Shown::sent(form, &FIELDS, &sent)).await;
    };
    if meanwhile::has_changed(&stored, &form, &sent) {
        let shown = Shown::met(&stored, &form, &sent, differing(&frame, &stored, &form));
        return page(&frame, &scheme, shown).await;
    }
    let transaction = frame.app.write().await?;
    let (field, key) =
        match store::region_schemes::update(&transaction, scheme.id, scheme.revision, input, user.id).await {
            Ok(()) => {
                transaction.commit().await?;
                return frame.redirect_with(&address(scheme.id), "success", "schemes-saved");
            }
            Err(Error::Taken(_)) => ("valid_from", "schemes-taken"),
            // In this very moment: with the form as it was made, sending it again shows both.
            Err(Error::Stale) => ("scheme", "schemes-stale"),
            Err(error) => return Err(error.into()),
        };
    transaction.rollback().await?;
    form.reject(field, frame.text(key));
    page(&frame, &scheme, Shown::sent(form, &FIELDS, &sent)).await
}

/// The fields in which a scheme that is stored differs from what was sent.
fn differing(frame: &Frame, stored: &FormView, form: &FormView) -> Vec<Differing> {
    let label = |name: &str| {
        frame.text(match name {
            "scheme" => "schemes-name",
            "valid_from" => "schemes-valid-from",
            _ => "schemes-source",
        })
    };
    meanwhile::differing(&FIELDS, stored, form, label, |_, value| value.to_owned())
}

/// `POST /schemes/{id}/remove`
pub async fn remove(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let transaction = frame.app.write().await?;
    store::region_schemes::remove(&transaction, RegionSchemeId(*id), user.id).await?;
    transaction.commit().await?;
    frame.redirect_with("/schemes", "success", "schemes-removed")
}

fn filled(scheme: &region_scheme::Model) -> FormView {
    FormView::filled([
        ("scheme", scheme.name.clone()),
        ("valid_from", scheme.valid_from.to_string()),
        ("source", scheme.source.clone()),
    ])
}

/// Areas by name, each with the names of its municipalities in the order of their codes.
pub(super) fn by_area(members: &[Member]) -> Vec<AreaView> {
    let mut areas: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for member in members {
        areas.entry(&member.area).or_default().push(full_name(&member.municipality));
    }
    let view =
        |(name, municipalities): (&str, Vec<String>)| AreaView { name: name.to_owned(), municipalities };
    areas.into_iter().map(view).collect()
}

async fn page(frame: &Frame, scheme: &region_scheme::Model, shown: Shown) -> Result<HttpResponse> {
    let status = shown.status();
    let db = &frame.app.db;
    let region = region_of(frame, scheme.region_id).await?;
    let members = store::region_schemes::members(db, scheme.id).await?;
    let agencies = store::agencies::in_region(db, region.id).await?;
    let schemes = store::region_schemes::list(db).await?;
    let is_other = |other: &&region_scheme::Model| {
        other.id != scheme.id && other.region_id == scheme.region_id && other.name == scheme.name
    };
    let other = |other: &region_scheme::Model| OtherView {
        href: address(other.id),
        since: time::date(other.valid_from, frame.lang),
    };
    let lacking = prefecture_of(&region.code).filter(|_| !members.is_empty());
    let lacking = lacking.map(|prefecture| missing(&members, &prefecture)).unwrap_or_default();
    let view = ShowView {
        crumbs: way_to(frame, scheme, None),
        region: region.name,
        since: time::date(scheme.valid_from, frame.lang),
        source: scheme.source.clone(),
        holds: in_force(&schemes, time::today()).iter().any(|held| held.id == scheme.id),
        action: address(scheme.id),
        n: members.len(),
        areas: by_area(&members),
        missing: lacking.iter().map(|one| one.name.to_owned()).collect(),
        n_agencies: agencies.len(),
        n_unplaced: agencies.iter().filter(|agency| agency.municipality.is_none()).count(),
        others: schemes.iter().filter(is_other).map(other).collect(),
        held: shown.held,
        differing: shown.differing,
        form: shown.form,
    };
    frame.page_with(status, "schemes/show.html", &scheme.name, &view)
}
