//! The responses to one questionnaire, each read on the version that it was answered on, as far as its consent reaches.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web;
use rayon::prelude::*;
use surveys::entity::state::{InvitingMode, Source};
use surveys::entity::{questionnaire, questionnaire_version, response};
use surveys::id::{ExplanationId, ResponseId, VersionId};
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::answer::compact::Pool;
use surveys::questionnaire::answer::{Answers, Visibility, visibility};
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::respondent;
use surveys::store;

use super::apart::{Allowing, Gathered, Said};
use super::origin::Origin;
use super::{Fielded, Response, Version};
use crate::app::App;
use crate::error::Result;
use crate::view::time;

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
    let (id, title) = (questionnaire.id, questionnaire.title);
    let versions = store::questionnaires::versions(&app.db, id).await?;
    let rows = match among {
        None => store::responses::submitted(&app.db, id).await?,
        Some(ids) => store::responses::submitted_among(&app.db, id, ids).await?,
    };
    let explanations = store::explanations::versions(&app.db, id).await?;
    let takes_replies = store::replies::are_taken_by(&app.db, id).await?;
    let inviting = store::invitings::find(&app.db, id).await?;
    let has_times = inviting.is_none_or(|inviting| inviting.mode != InvitingMode::Anonymous);
    web::block(move || {
        let n_submitted = rows.len();
        let (read, places) = read_versions(versions);
        let (asked, pool, allowing) = (Mutex::default(), Mutex::default(), Mutex::default());
        let known = Known {
            asked: &asked,
            pool: &pool,
            gathered: Gathered::responses(id, takes_replies),
            allowing: &allowing,
            versions: &read,
            places: &places,
            explanations: &explanations,
            origins: &origins,
            has_times,
        };
        // Who asked to stop stays among those who sent, and is in nothing that is made from now on.
        let used = rows.into_par_iter().filter(|row| row.use_stopped_at.is_none());
        let found = used.filter_map(|row| known.response(row, purpose).transpose());
        let responses = found.collect::<Result<Vec<Response>>>()?;
        // Who signs up for an event or asks for advice gives no data for analysis: that is kept apart and erased.
        let is_data = read.iter().all(|version| version.definition.kind == Kind::Survey);
        let newest = read.last().filter(|_| is_data).map(|version| Arc::clone(&version.definition));
        let Some(definition) = newest else { return Ok(None) };
        let n_explanations = explanations.len();
        let fielded = Fielded {
            id,
            title,
            wave,
            definition,
            takes_replies,
            versions: read,
            n_explanations,
            n_submitted,
            has_origins: !origins.is_empty(),
            n_allowed: responses.len(),
            has_times,
            responses,
            apart: Vec::new(),
        };
        Ok(Some((fielded, allowing.into_inner().unwrap_or_else(PoisonError::into_inner))))
    })
    .await?
}

/// The versions of a questionnaire, and the place of each.
fn read_versions(versions: Vec<questionnaire_version::Model>) -> (Vec<Version>, HashMap<VersionId, usize>) {
    let (mut read, mut places) = (Vec::new(), HashMap::new());
    for version in versions {
        // What cannot be read has never been published.
        let Some(definition) = parse(&version.definition).0 else { continue };
        places.insert(version.id, read.len());
        read.push(Version { number: version.number, definition: Arc::new(definition) });
    }
    (read, places)
}

/// The questions that somebody was asked.
type Asked = Arc<BTreeSet<String>>;

/// What must be known of a questionnaire to read its responses.
struct Known<'k> {
    /// The questions that anybody was asked.
    asked: &'k Mutex<HashSet<Asked>>,
    /// What their answers have in common.
    pool: &'k Mutex<Pool>,
    gathered: Gathered,
    /// How many of them allow which use, whatever the purpose.
    allowing: &'k Mutex<Allowing>,
    versions: &'k [Version],
    /// The place of each version in `versions`.
    places: &'k HashMap<VersionId, usize>,
    explanations: &'k BTreeMap<ExplanationId, usize>,
    origins: &'k HashMap<ResponseId, Origin>,
    has_times: bool,
}

impl Known<'_> {
    /// The same questions as one set for all who were asked them: one for each of ten thousand would fill the memory.
    fn shared(&self, asked: Asked) -> Asked {
        let mut all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(&asked) {
            return Arc::clone(known);
        }
        all.insert(Arc::clone(&asked));
        asked
    }

    /// A stored response, if its consent reaches as far as the purpose; what it allows is counted in any case. Nothing if its version
    /// cannot be read.
    fn response(&self, row: response::Model, purpose: Purpose) -> Result<Option<Response>> {
        let place = self.places.get(&row.version_id).copied();
        let Some((place, version)) = place.and_then(|place| Some((place, self.versions.get(place)?))) else {
            return Ok(None);
        };
        let definition = version.definition.as_ref();
        let answers: Answers = serde_json::from_str(&row.answers).map_err(anyhow::Error::from)?;
        let consent = respondent::consent(definition, &answers);
        let (region, kinds) = area_and_kinds(definition, &answers, self.origins.get(&row.id));
        let said = Said { consent, region: region.as_deref(), kinds: &kinds };
        self.allowing.lock().unwrap_or_else(PoisonError::into_inner).add(self.gathered, said);
        if !consent.allows(purpose) {
            return Ok(None);
        }
        let submitted_at = row.submitted_at.unwrap_or(row.saved_at);
        let shown = visibility(definition, &answers, time::tokyo(submitted_at).naive_local());
        // Who was asked what is all that is looked up later; the rest has another copy of the answers.
        let questions = self.shared(shown.questions);
        let visible = Visibility { questions, now: shown.now, ..Visibility::default() };
        let is_own = self.has_times && row.source == Source::Web && row.entered_by.is_none();
        Ok(Some(Response {
            id: row.id,
            version: place,
            explanation: row.explanation_id.and_then(|id| self.explanations.get(&id).copied()),
            visible,
            region,
            kinds,
            consent,
            is_read: true,
            submitted_at,
            took: is_own.then(|| submitted_at - row.started_at),
            source: row.source,
            unreadable: serde_json::from_str(&row.unreadable).map_err(anyhow::Error::from)?,
            answers: self.pool.lock().unwrap_or_else(PoisonError::into_inner).compact(answers),
        }))
    }
}

/// Code of the area and codes of the agency kinds of somebody who answered.
fn area_and_kinds(
    definition: &Definition,
    answers: &Answers,
    origin: Option<&Origin>,
) -> (Option<String>, Vec<String>) {
    let kinds: Vec<&str> = respondent::agency_kinds(definition, answers);
    let own = (
        respondent::region(definition, answers),
        kinds.into_iter().map(str::to_owned).collect::<Vec<String>>(),
    );
    match origin {
        Some(origin) => origin.complete(definition, own),
        None => own,
    }
}
