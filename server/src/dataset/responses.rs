//! The responses to one questionnaire as far as their consent reaches, with the areas and kinds of invited agencies.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem::take;
use std::sync::Arc;

use surveys::entity::questionnaire;
use surveys::entity::state::InvitingMode;
use surveys::id::{QuestionnaireId, ResponseId, VersionId};
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::definition::Kind;
use surveys::store;

use super::apart::between::{Asking, Untold};
use super::apart::{Allowing, Gathered};
use super::origin::Origin;
use super::reached::{Invitations, invitations};
use super::readings::{Reading, Rules};
use super::{Fielded, Response, Version};
use crate::app::App;
use crate::error::Result;

/// A published questionnaire with its responses that allow the purpose, or those `among` a few, and what all of these allow. Who of
/// them is counted is decided for the survey (`apart`).
pub(super) async fn fielded(
    app: &App,
    questionnaire: questionnaire::Model,
    wave: String,
    origins: HashMap<ResponseId, Origin>,
    purpose: Purpose,
    among: Option<&[ResponseId]>,
) -> Result<Option<(Fielded, Allowing)>> {
    let (db, id, title) = (&app.db, questionnaire.id, questionnaire.title);
    let (versions, places) = read_versions(app, id).await?;
    // Who signs up for an event or asks for advice gives no data for analysis: that is kept apart and erased.
    let is_data = versions.iter().all(|version| version.definition.kind == Kind::Survey);
    let newest = versions.last().filter(|_| is_data).map(|version| Arc::clone(&version.definition));
    let Some(definition) = newest else { return Ok(None) };
    let explanations = store::explanations::versions(db, id).await?;
    let n_explanations = explanations.len();
    let takes_replies = store::replies::are_taken_by(db, id).await?;
    let inviting = store::invitings::find(db, id).await?;
    let has_times = inviting.as_ref().is_none_or(|inviting| inviting.mode != InvitingMode::Anonymous);
    let invitations = match &inviting {
        Some(inviting) => invitations(db, questionnaire.survey_id, id, inviting.mode).await?,
        None => Invitations::default(),
    };
    let definitions = versions.iter().map(|version| Arc::clone(&version.definition)).collect();
    let rules = Rules { definitions, places, explanations, has_times };
    let reading = match among {
        None => app.readings.of(db, id, rules).await?,
        Some(ids) => Arc::new(Reading::of_few(db, id, rules, ids).await?),
    };
    let gathered = Gathered::responses(id, takes_replies);
    let (responses, mut allowing) = allowed(&reading, &versions, gathered, &origins, purpose);
    let asking = Asking::of(&versions);
    allowing.ask(gathered, asking.clone());
    let fielded = Fielded {
        id,
        title,
        wave,
        definition,
        takes_replies,
        versions,
        n_explanations,
        n_submitted: reading.n_submitted,
        has_origins: !origins.is_empty(),
        n_allowed: responses.len(),
        invitations,
        has_times,
        responses,
        apart: Vec::new(),
        asking,
        untold: Untold::default(),
    };
    Ok(Some((fielded, allowing)))
}

/// The versions of a questionnaire, and the place of each.
async fn read_versions(app: &App, id: QuestionnaireId) -> Result<(Vec<Version>, HashMap<VersionId, usize>)> {
    let (mut read, mut places) = (Vec::new(), HashMap::new());
    for version in store::questionnaires::versions(&app.db, id).await? {
        // What cannot be read has never been published.
        let Ok(definition) = app.published.definition(&version, None) else { continue };
        places.insert(version.id, read.len());
        read.push(Version { number: version.number, definition });
    }
    Ok((read, places))
}

/// The responses that allow the purpose, and what all allow.
fn allowed(
    reading: &Reading,
    versions: &[Version],
    gathered: Gathered,
    origins: &HashMap<ResponseId, Origin>,
    purpose: Purpose,
) -> (Vec<Response>, Allowing) {
    let (mut responses, mut allowing) = (Vec::new(), Allowing::default());
    for one in &reading.responses {
        let mut one = Cow::Borrowed(one);
        if let (Some(origin), Some(version)) = (origins.get(&one.id), versions.get(one.version)) {
            let own = one.to_mut();
            let said = (own.region.take(), take(&mut own.kinds));
            (own.region, own.kinds) = origin.complete(&version.definition, said);
        }
        allowing.add(gathered, one.said());
        if one.consent.allows(purpose) {
            responses.push(one.into_owned());
        }
    }
    (responses, allowing)
}
