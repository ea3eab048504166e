//! Agencies (機関) and the areas they are in.

pub mod asked;
pub mod contacts;
pub mod different;
pub mod edit;
pub mod import;
pub mod listed;
pub mod merge;
pub mod place;
pub mod show;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::{agency, region};
use surveys::id::{AgencyId, RegionId};
use surveys::stakeholder::agency_kind::AGENCY_KINDS;
use surveys::stakeholder::roster::name_key;
use surveys::store;

use self::listed::{Around, DoubleView, LinkView, is_of};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tables::full_kind_name;
use crate::error::Result;
use crate::pages::conditions::written;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Agencies on one page.
const PAGE: usize = 50;

/// What the list shows.
#[derive(Default, Deserialize)]
pub struct Filter {
    /// Part of the name.
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    region: String,
    /// Number of the organisation.
    #[serde(default)]
    organisation: String,
    /// An area of a scheme.
    #[serde(default)]
    scheme_area: String,
}

#[derive(Serialize)]
struct IndexView {
    groups: Vec<RegionGroup>,
    n: usize,
    paging: Paging,
    kinds: Vec<ChoiceView>,
    regions: Vec<ChoiceView>,
    organisations: Vec<ChoiceView>,
    name: String,
    kind: String,
    region: String,
    organisation: String,
    /// Areas of schemes; none where there is no scheme.
    areas: Vec<ChoiceView>,
    scheme_area: String,
    region_form: FormView,
    parents: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct RegionGroup {
    name: String,
    /// How many there are in the area, on whichever page they stand.
    n: usize,
    agencies: Vec<AgencyLine>,
}

#[derive(Serialize)]
struct AgencyLine {
    name: String,
    href: String,
    kind: String,
    organisation: Option<LinkView>,
    doubles: Vec<DoubleView>,
    municipality: String,
    note: String,
}

/// `GET /agencies`
pub async fn index(
    frame: Frame,
    user: User,
    filter: web::Query<Filter>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Agency)?;
    let form =
        FormView::filled([("parent", String::new()), ("code", String::new()), ("area", String::new())]);
    let view = index_view(&frame, &filter, *page, form).await?;
    frame.page("agencies/index.html", &frame.text("agencies-title"), &view)
}

impl Filter {
    /// As it stands in an address, each part followed by `&`.
    fn written(&self) -> String {
        written(&[
            ("name", &self.name),
            ("kind", &self.kind),
            ("region", &self.region),
            ("organisation", &self.organisation),
            ("scheme_area", &self.scheme_area),
        ])
    }
}

/// The agencies that are asked for, under the names of their areas.
async fn found(
    frame: &Frame,
    filter: &Filter,
    regions: &[region::Model],
    areas: &place::AreaFilter,
) -> Result<Vec<(String, Vec<agency::Model>)>> {
    let mut found = Vec::new();
    for top in regions.iter().filter(|region| region.parent_id.is_none()) {
        let agencies = store::agencies::in_region(&frame.app.db, top.id).await?;
        let members = regions.iter().filter(|region| region.id == top.id || region.parent_id == Some(top.id));
        for region in members {
            let is_shown = |agency: &&agency::Model| {
                agency.region_id == region.id
                    && is_named(agency, &filter.name)
                    && areas.lets(agency)
                    && (filter.kind.is_empty() || agency.kind == filter.kind)
                    && (filter.region.is_empty() || agency.region_id.0.to_string() == filter.region)
                    && is_of(agency, &filter.organisation)
            };
            let shown: Vec<agency::Model> = agencies.iter().filter(is_shown).cloned().collect();
            if !shown.is_empty() {
                found.push((region_name(regions, region), shown));
            }
        }
    }
    Ok(found)
}

/// The areas of a page with those of their agencies that stand on it.
fn groups_on_page(
    frame: &Frame,
    around: &Around,
    found: &[(String, Vec<agency::Model>)],
    paging: &Paging,
) -> Vec<RegionGroup> {
    let all = found.iter().enumerate();
    let all = all.flat_map(|(place, (_, agencies))| agencies.iter().map(move |agency| (place, agency)));
    let mut groups: Vec<RegionGroup> = Vec::new();
    let mut last = None;
    for (place, agency) in paging.shown(all) {
        if last != Some(place) {
            last = Some(place);
            let (name, agencies) = &found[place];
            groups.push(RegionGroup { name: name.clone(), n: agencies.len(), agencies: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.agencies.push(line(frame, around, agency));
        }
    }
    groups
}

async fn index_view(
    frame: &Frame,
    filter: &Filter,
    page: PageQuery,
    region_form: FormView,
) -> Result<IndexView> {
    let regions = store::regions::list(&frame.app.db).await?;
    let around = Around::load(frame).await?;
    let areas = place::AreaFilter::load(frame, &filter.scheme_area).await?;
    let found = found(frame, filter, &regions, &areas).await?;
    let n = found.iter().map(|(_, agencies)| agencies.len()).sum();
    let paging = Paging::new(format!("/agencies?{}page=", filter.written()), page, n, PAGE);
    Ok(IndexView {
        groups: groups_on_page(frame, &around, &found, &paging),
        n,
        paging,
        kinds: kind_choices(frame),
        regions: region_choices(&regions),
        organisations: around.choices(),
        name: filter.name.clone(),
        kind: filter.kind.clone(),
        region: filter.region.clone(),
        organisation: filter.organisation.clone(),
        areas: areas.choices,
        scheme_area: filter.scheme_area.clone(),
        region_form,
        parents: regions
            .iter()
            .filter(|region| region.parent_id.is_none())
            .map(|region| ChoiceView { value: region.id.0.to_string(), label: region.name.clone() })
            .collect(),
    })
}

fn line(frame: &Frame, around: &Around, agency: &agency::Model) -> AgencyLine {
    AgencyLine {
        name: agency.name.clone(),
        href: format!("/agencies/{}", agency.id.0),
        kind: kind_label(frame, &agency.kind),
        organisation: around.organisation(agency),
        doubles: around.doubles(frame, agency),
        municipality: place::shown(agency),
        note: agency.note.clone(),
    }
}

/// Whether an agency is called so, or in part: width, case and spaces do not count. Nothing typed is in every name.
pub fn is_named(agency: &agency::Model, typed: &str) -> bool {
    name_key(&agency.name).contains(&name_key(typed))
}

/// The name of an agency kind.
pub fn kind_label(frame: &Frame, code: &str) -> String {
    full_kind_name(frame.lang, code)
}

/// An agency in few words: its kind, and the name of its area.
pub fn about(frame: &Frame, agency: &agency::Model, area: &str) -> String {
    format!("{}・{area}", kind_label(frame, &agency.kind))
}

/// All kinds to choose from.
pub fn kind_choices(frame: &Frame) -> Vec<ChoiceView> {
    AGENCY_KINDS
        .iter()
        .map(|kind| ChoiceView { value: kind.code.to_owned(), label: kind_label(frame, kind.code) })
        .collect()
}

/// The name of an area with that of its region.
pub fn region_name(regions: &[region::Model], region: &region::Model) -> String {
    let parent = regions.iter().find(|parent| Some(parent.id) == region.parent_id);
    parent.map_or(region.name.clone(), |parent| format!("{} {}", parent.name, region.name))
}

/// All regions and areas to choose from.
pub fn region_choices(regions: &[region::Model]) -> Vec<ChoiceView> {
    let tops = regions.iter().filter(|region| region.parent_id.is_none());
    tops.flat_map(|top| regions.iter().filter(move |r| r.id == top.id || r.parent_id == Some(top.id)))
        .map(|region| ChoiceView { value: region.id.0.to_string(), label: region_name(regions, region) })
        .collect()
}

/// `POST /agencies/{id}/remove`: takes an agency off the list; its hearings stay.
pub async fn remove(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let transaction = frame.app.write().await?;
    store::agencies::set_active(&transaction, AgencyId(*id), false, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with("/agencies", "success", "agencies-removed")
}

/// `POST /regions`: adds a region, or an area within one.
pub async fn create_region(frame: Frame, user: User, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let mut form = FormView::sent(&["parent", "code", "area"], &sent);
    form.require(&frame, "area", "agencies-field-area");
    form.limit(&frame, "area", "agencies-field-area", 100);
    let is_code =
        |code: &str| (2..=8).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_code(form.value("code")) {
        form.reject("code", frame.text("agencies-code-form"));
    }
    let regions = store::regions::list(&frame.app.db).await?;
    if regions.iter().any(|region| region.code == form.value("code")) {
        form.reject("code", frame.text("agencies-code-taken"));
    }
    let parent = form.value("parent").parse().ok().map(RegionId);
    let parent =
        parent.filter(|id| regions.iter().any(|region| region.id == *id && region.parent_id.is_none()));
    if !form.is_valid() {
        let view = index_view(&frame, &Filter::default(), PageQuery::default(), form).await?;
        return frame.problem_page("agencies/index.html", &frame.text("agencies-title"), &view);
    }
    let transaction = frame.app.write().await?;
    store::regions::create(&transaction, parent, form.value("code"), form.value("area"), Some(user.id))
        .await?;
    transaction.commit().await?;
    frame.redirect_with("/agencies", "success", "agencies-region-created")
}
