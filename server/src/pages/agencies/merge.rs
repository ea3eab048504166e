//! Two agencies that are one: both side by side, what would become of what belongs to them, the merge, and undoing it.

mod preview;
mod standing;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::agency;
use surveys::error::Error;
use surveys::id::{AgencyId, AgencyMergeId};
use surveys::store;
use surveys::store::agency_merges::{Pair, Values};

use self::preview::{Preview, preview};
pub use self::standing::{Standing, standing, went_into};
use super::different::{self, DifferentView};
use super::{about, is_named, region_name};
use crate::app::App;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::form::{Crumb, crumbs};
use crate::view::frame::Frame;

/// Agencies of a search that are shown.
const MOST: usize = 50;

/// Address of the page on which two agencies stand side by side; the first one stays.
pub fn address(kept: AgencyId, dropped: AgencyId) -> String {
    format!("/agencies/{}/merge/{}", kept.0, dropped.0)
}

/// Address of the page of an agency.
pub fn agency_address(id: AgencyId) -> String {
    format!("/agencies/{}", id.0)
}

/// What the other agency is looked for by.
#[derive(Deserialize)]
pub struct Search {
    /// Part of the name.
    #[serde(default)]
    name: String,
}

#[derive(Serialize)]
struct ChooseView {
    crumbs: Vec<Crumb>,
    agency: String,
    href: String,
    back: String,
    name: String,
    others: Vec<OtherView>,
}

#[derive(Serialize)]
struct OtherView {
    name: String,
    about: String,
    href: String,
}

/// `GET /agencies/{id}/merge`: looks for the other one by a part of its name.
pub async fn choose(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    search: web::Query<Search>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let db = &frame.app.db;
    let agency = store::agencies::find(db, AgencyId(*id)).await?;
    let regions = store::regions::list(db).await?;
    let mut others = Vec::new();
    for top in regions.iter().filter(|region| region.parent_id.is_none() && !search.name.trim().is_empty()) {
        let found = store::agencies::in_region(db, top.id).await?;
        let wanted = found.iter().filter(|one| one.id != agency.id && is_named(one, &search.name));
        others.extend(wanted.take(MOST).map(|one| {
            let area = regions.iter().find(|region| region.id == one.region_id);
            let area = area.map(|region| region_name(&regions, region)).unwrap_or_default();
            OtherView {
                name: one.name.clone(),
                about: about(&frame, one, &area),
                href: address(agency.id, one.id),
            }
        }));
    }
    others.truncate(MOST);
    let title = frame.text("merges-choose");
    let view = ChooseView {
        crumbs: way(&frame, &agency, &title),
        href: format!("{}/merge", agency_address(agency.id)),
        back: agency_address(agency.id),
        agency: agency.name,
        name: search.name.clone(),
        others,
    };
    frame.page("agencies/merge_with.html", &title, &view)
}

#[derive(Serialize)]
struct CompareView {
    crumbs: Vec<Crumb>,
    action: String,
    /// The same with the other one staying.
    swap_href: String,
    back: String,
    /// Where it is said that the two are different.
    different_action: String,
    /// That somebody said so.
    different: Option<DifferentView>,
    preview: Preview,
}

/// `GET /agencies/{id}/merge/{number}`: both side by side, and what would become of what belongs to them.
pub async fn compare(frame: Frame, user: User, ids: web::Path<(i64, i64)>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let pair = pair(&ids)?;
    let kept = store::agencies::find(&frame.app.db, pair.kept).await?;
    let dropped = store::agencies::find(&frame.app.db, pair.dropped).await?;
    if store::agency_merges::of_dropped(&frame.app.db, dropped.id).await?.is_some() {
        return Ok(frame.redirect(&agency_address(dropped.id)));
    }
    if !kept.is_active {
        return Ok(frame.redirect(&agency_address(kept.id)));
    }
    let title = frame.text("merges-title");
    let view = CompareView {
        crumbs: way(&frame, &kept, &title),
        action: address(kept.id, dropped.id),
        swap_href: if dropped.is_active { address(dropped.id, kept.id) } else { String::new() },
        back: agency_address(kept.id),
        different_action: different::address(kept.id, dropped.id),
        different: different::of_pair(&frame, &kept, dropped.id).await?,
        preview: preview(&frame, &kept, &dropped).await?,
    };
    frame.page("agencies/merge.html", &title, &view)
}

/// `POST /agencies/{id}/merge/{number}`: makes one of the two, if all is as it was shown. Sent twice it changes nothing.
pub async fn merge(
    frame: Frame,
    user: User,
    ids: web::Path<(i64, i64)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let pair = pair(&ids)?;
    let kept = store::agencies::find(&frame.app.db, pair.kept).await?;
    let dropped = store::agencies::find(&frame.app.db, pair.dropped).await?;
    let values = chosen(&sent, &kept, &dropped);
    let transaction = frame.app.write().await?;
    match store::agency_merges::merge(&transaction, pair, values, sent.get("seen"), user.id).await {
        Ok(_) => {
            transaction.commit().await?;
            frame.redirect_with(&agency_address(pair.kept), "success", "merges-done")
        }
        Err(Error::Stale) => {
            frame.redirect_with(&address(pair.kept, pair.dropped), "warning", "merges-stale")
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /agencies/{id}/merges/{number}/undo`: makes two of one again, where nothing was changed since.
pub async fn undo(
    frame: Frame,
    user: User,
    ids: web::Path<(i64, i64)>,
    _sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let (kept, merge) = ids.into_inner();
    let merge = store::agency_merges::find(&frame.app.db, AgencyMergeId(merge)).await?;
    if merge.kept_id != AgencyId(kept) {
        return Err(AppError::NotFound);
    }
    let back = agency_address(merge.kept_id);
    let transaction = frame.app.write().await?;
    match store::agency_merges::undo(&transaction, merge.id, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            frame.redirect_with(&back, "success", "merges-undone")
        }
        Err(Error::State(_)) => frame.redirect_with(&back, "warning", "merges-not-undone"),
        Err(error) => Err(error.into()),
    }
}

/// Nothing new is written down for an agency that went into another one: nobody would see it there.
///
/// # Errors
/// [`AppError::Conflict`] for such an agency.
pub async fn must_stand(app: &App, agency: &agency::Model) -> Result<()> {
    let is_gone = !agency.is_active && store::agency_merges::of_dropped(&app.db, agency.id).await?.is_some();
    if is_gone { Err(AppError::Conflict("conflict-merged")) } else { Ok(()) }
}

/// Two different agencies.
fn pair(ids: &(i64, i64)) -> Result<Pair> {
    let pair = Pair { kept: AgencyId(ids.0), dropped: AgencyId(ids.1) };
    if pair.kept == pair.dropped { Err(AppError::NotFound) } else { Ok(pair) }
}

/// What the coordinator chose of the two; where they are alike nothing is asked.
fn chosen(sent: &StaffForm, kept: &agency::Model, dropped: &agency::Model) -> Values {
    let (own, other) = (Values::of(kept), Values::of(dropped));
    let is_other = |name: &str| sent.get(name) == "dropped";
    let note = match sent.get("note") {
        "dropped" => other.note,
        "both" => format!("{}\n{}", own.note, other.note),
        _ => own.note,
    };
    Values {
        name: if is_other("name") { other.name } else { own.name },
        kind: if is_other("kind") { other.kind } else { own.kind },
        region: if is_other("region") { other.region } else { own.region },
        organisation: if is_other("organisation") { other.organisation } else { own.organisation },
        municipality: if is_other("municipality") { other.municipality } else { own.municipality },
        note,
    }
}

fn way(frame: &Frame, agency: &agency::Model, here: &str) -> Vec<Crumb> {
    crumbs([
        (frame.text("agencies-title"), "/agencies".to_owned()),
        (agency.name.clone(), agency_address(agency.id)),
        (here.to_owned(), String::new()),
    ])
}
