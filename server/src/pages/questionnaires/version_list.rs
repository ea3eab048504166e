//! The published versions on a questionnaire's page.

use serde::Serialize;
use surveys::entity::questionnaire_version;
use surveys::id::QuestionnaireId;
use surveys::store;

use super::address;
use crate::dataset::tally::Tally;
use crate::error::Result;
use crate::view::frame::Frame;
use crate::view::time;
use crate::view::versions::named;

/// A version for the template.
#[derive(Serialize)]
pub struct VersionView {
    number: i32,
    name: String,
    published_at: String,
    person: String,
    n_responses: String,
    sha256: String,
    preview_href: String,
    /// The version before, and the comparison with it; both empty for the first.
    previous: String,
    compare_href: String,
}

/// The published versions, newest first. Who published them is for those who work on them.
pub async fn views(
    frame: &Frame,
    id: QuestionnaireId,
    (versions, tally): (&[questionnaire_version::Model], &Tally),
    may_change: bool,
) -> Result<Vec<VersionView>> {
    let people = if may_change { store::users::list(&frame.app.db).await? } else { Vec::new() };
    let person = |by| people.iter().find(|user| user.id == by).map(|user| user.display_name.clone());
    let name = |number: i32| named(frame.lang, &[number.to_string()]);
    let mut views = Vec::new();
    for (at, version) in versions.iter().enumerate().rev() {
        let previous = at.checked_sub(1).and_then(|before| versions.get(before));
        let compare = |previous: &questionnaire_version::Model| {
            format!("{}/compare?from={}&to={}", address(id), previous.number, version.number)
        };
        views.push(VersionView {
            number: version.number,
            name: name(version.number),
            published_at: time::date_time(version.published_at, frame.lang),
            person: person(version.published_by).unwrap_or_default(),
            n_responses: tally.of_version(version.id).to_string(),
            sha256: version.sha256.clone(),
            preview_href: format!("{}/preview?version={}", address(id), version.number),
            previous: previous.map(|previous| name(previous.number)).unwrap_or_default(),
            compare_href: previous.map(compare).unwrap_or_default(),
        });
    }
    Ok(views)
}
