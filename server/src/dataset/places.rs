//! The areas that municipalities in answers are put into: a scheme of the survey's region.

use surveys::entity::{region, region_scheme, survey};
use surveys::place::scheme::Areas;
use surveys::store;

use super::Fielded;
use crate::app::App;
use crate::error::Result;
use crate::view::time;

/// The areas for answers to questions about a municipality; none where no questionnaire asks for one, or there is no scheme.
/// Of several schemes that one is taken whose areas are called most like those of the survey. It is one that held when the
/// survey was made, or else the first that holds later: what is exported must not change with the day.
///
/// # Errors
/// When the database fails.
pub async fn of_survey(
    app: &App,
    survey: &survey::Model,
    areas: &[region::Model],
    fielded: &[Fielded],
) -> Result<Areas> {
    let mut definitions = fielded.iter().flat_map(|one| &one.versions).map(|version| &version.definition);
    if !definitions.any(|definition| definition.question_with_role("municipality").is_some()) {
        return Ok(Areas::default());
    }
    let all = store::region_schemes::list(&app.db).await?;
    let own: Vec<region_scheme::Model> =
        all.into_iter().filter(|scheme| scheme.region_id == survey.region_id).collect();
    let made_on = time::tokyo(survey.created_at).date_naive();
    let mut candidates = store::region_schemes::in_force(&own, made_on);
    if candidates.is_empty() {
        candidates.extend(own.iter().min_by_key(|scheme| scheme.valid_from));
    }
    let mut best: Option<(usize, Areas)> = None;
    for scheme in candidates {
        let found = Areas::of_members(store::region_schemes::members(&app.db, scheme.id).await?);
        let names = found.names();
        let n_alike = areas.iter().filter(|area| names.contains(&area.name)).count();
        if best.as_ref().is_none_or(|(most, _)| n_alike > *most) {
            best = Some((n_alike, found));
        }
    }
    Ok(best.map(|(_, areas)| areas).unwrap_or_default())
}
