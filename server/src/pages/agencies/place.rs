//! Where agencies are: the municipality in forms and on pages, and the areas that follow from it.

use serde::Serialize;
use surveys::entity::{agency, region, region_scheme};
use surveys::id::RegionId;
use surveys::place::change::{Unplaced, find_on, full_name};
use surveys::place::municipality::{Unfound, find_near};
use surveys::place::scheme::Areas;
use surveys::store;

use crate::error::Result;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;
use crate::view::time;

/// The field of the form.
pub const FIELD: &str = "municipality";
/// Most names in a message.
const MAX_NAMES: usize = 6;

/// The code of the municipality that was typed, by code or name; None where nothing was. What is wrong is noted in the form.
pub fn read(frame: &Frame, form: &mut FormView, region: &region::Model) -> Option<&'static str> {
    let typed = form.value(FIELD).to_owned();
    if typed.is_empty() {
        return None;
    }
    if let Ok(found) = find_near(&typed, &region.code) {
        return Some(found.code);
    }
    match find_on(&typed, &[], time::today()) {
        Ok(code) => return Some(code),
        Err(why) => form.reject(FIELD, words(frame, why)),
    }
    None
}

fn words(frame: &Frame, why: Unplaced) -> String {
    let join = |names: Vec<String>| {
        names.into_iter().take(MAX_NAMES).collect::<Vec<_>>().join(&frame.text("list-separator"))
    };
    match why {
        Unplaced::Unfound(Unfound::CheckDigit) => frame.text("agencies-municipality-check-digit"),
        Unplaced::Unfound(Unfound::Ambiguous(names)) => {
            frame.text_with("agencies-municipality-ambiguous", &[("found", join(names))])
        }
        Unplaced::Unfound(Unfound::Unknown | Unfound::Outside(_)) => {
            frame.text("agencies-municipality-unknown")
        }
        Unplaced::Ended { day, now } => {
            let args = [("since", time::date(day, frame.lang)), ("found", join(now))];
            frame.text_with("agencies-municipality-ended", &args)
        }
    }
}

/// The name of an agency's municipality; empty where it is not known.
pub fn shown(agency: &agency::Model) -> String {
    agency.municipality.as_deref().map(full_name).unwrap_or_default()
}

/// A line of what is known of a place.
#[derive(Serialize)]
pub struct PlaceRow {
    key: String,
    value: String,
}

/// Where an agency is: its municipality, and its areas under the schemes of its region that hold today. Nothing where neither
/// is there.
///
/// # Errors
/// When the database fails.
pub async fn rows(frame: &Frame, agency: &agency::Model, regions: &[region::Model]) -> Result<Vec<PlaceRow>> {
    let top = top_of(regions, agency.region_id);
    let mut rows = Vec::new();
    for (scheme, areas) in store::region_schemes::areas_on(&frame.app.db, time::today()).await? {
        if Some(scheme.region_id) == top {
            let found = agency.municipality.as_deref().map(|code| areas.of_place(code)).unwrap_or_default();
            let value = found.into_iter().collect::<Vec<_>>().join(&frame.text("list-separator"));
            rows.push(PlaceRow { key: scheme.name, value });
        }
    }
    if agency.municipality.is_some() || !rows.is_empty() {
        rows.insert(0, PlaceRow { key: frame.text("agencies-field-municipality"), value: shown(agency) });
    }
    Ok(rows)
}

/// The region that an area is in, or the region itself.
fn top_of(regions: &[region::Model], id: RegionId) -> Option<RegionId> {
    let region = regions.iter().find(|region| region.id == id)?;
    Some(region.parent_id.unwrap_or(region.id))
}

/// Which agencies a list shows by an area of a scheme that holds today.
pub struct AreaFilter {
    /// All areas to choose from; none where there is no scheme.
    pub choices: Vec<ChoiceView>,
    chosen: Option<(Areas, String)>,
}

impl AreaFilter {
    /// The areas, of which one may be chosen by its value; an unknown value chooses none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(frame: &Frame, value: &str) -> Result<AreaFilter> {
        let mut filter = AreaFilter { choices: Vec::new(), chosen: None };
        for (scheme, areas) in store::region_schemes::areas_on(&frame.app.db, time::today()).await? {
            let names: Vec<String> = areas.names().into_iter().collect();
            filter.choices.extend(names.iter().map(|area| choice(frame, &scheme, area)));
            if let Some(area) = names.into_iter().find(|area| value_of(&scheme, area) == value) {
                filter.chosen = Some((areas, area));
            }
        }
        Ok(filter)
    }

    /// Whether an agency is shown.
    pub fn lets(&self, agency: &agency::Model) -> bool {
        self.chosen.as_ref().is_none_or(|(areas, area)| {
            agency.municipality.as_deref().is_some_and(|code| areas.of_place(code).contains(area))
        })
    }
}

fn value_of(scheme: &region_scheme::Model, area: &str) -> String {
    format!("{}:{area}", scheme.id.0)
}

fn choice(frame: &Frame, scheme: &region_scheme::Model, area: &str) -> ChoiceView {
    let args = [("scheme", scheme.name.clone()), ("area", area.to_owned())];
    ChoiceView { value: value_of(scheme, area), label: frame.text_with("schemes-area-choice", &args) }
}
