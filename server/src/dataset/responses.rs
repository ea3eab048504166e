//! The responses to one questionnaire, each read on the version that it was answered on, as far as its consent reaches.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web;
use rayon::prelude::*;
use surveys::entity::state::{InvitingMode, Source};
use surveys::entity::{questionnaire, questionnaire_version, response};
use surveys::id::{ExplanationId, ResponseId, VersionId};
use surveys::privacy::consent::{Consent, Purpose};
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
        let (asked, pool) = (Mutex::default(), Mutex::default());
        let known = Known {
            asked: &asked,
            pool: &pool,
            versions: &read,
            places: &places,
            explanations: &explanations,
            origins: &origins,
            has_times,
        };
        // Who asked to stop stays among those who sent, and is in nothing that is made from now on.
        let used = rows.into_par_iter().filter(|row| row.use_stopped_at.is_none());
        let found = used.map(|row| known.response(row, purpose)).collect::<Result<Vec<_>>>()?;
        let gathered = Gathered::responses(id, takes_replies);
        let (mut allowing, mut responses) = (Allowing::default(), Vec::new());
        for (standing, response) in found {
            allowing.add(gathered, standing.said());
            responses.extend(response);
        }
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
        Ok(Some((fielded, allowing)))
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

/// What decides where a response is counted.
#[derive(Default)]
struct Standing {
    consent: Consent,
    region: Option<String>,
    kinds: Vec<String>,
}

impl Standing {
    fn of(definition: &Definition, answers: &Answers, origin: Option<&Origin>) -> Standing {
        let kinds = respondent::agency_kinds(definition, answers).into_iter();
        let own = Standing {
            consent: respondent::consent(definition, answers),
            region: respondent::region(definition, answers),
            kinds: kinds.map(str::to_owned).collect(),
        };
        match origin {
            Some(origin) => {
                let (region, kinds) = origin.complete(definition, (own.region, own.kinds));
                Standing { region, kinds, ..own }
            }
            None => own,
        }
    }

    fn said(&self) -> Said<'_> {
        Said { consent: self.consent, region: self.region.as_deref(), kinds: &self.kinds }
    }
}

/// What must be known of a questionnaire to read its responses.
struct Known<'k> {
    /// The questions that anybody was asked.
    asked: &'k Mutex<HashSet<Asked>>,
    /// What their answers have in common.
    pool: &'k Mutex<Pool>,
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

    /// What decides where a stored response is counted, and itself, if its consent reaches as far as the purpose. Nothing if its
    /// version cannot be read.
    fn response(&self, row: response::Model, purpose: Purpose) -> Result<(Standing, Option<Response>)> {
        let explanation = row.explanation_id.and_then(|id| self.explanations.get(&id).copied());
        let place = self.places.get(&row.version_id).copied();
        let Some((place, version)) = place.and_then(|place| Some((place, self.versions.get(place)?))) else {
            return Ok((Standing::default(), None));
        };
        let origin = self.origins.get(&row.id);
        let (standing, own) =
            response((version.definition.as_ref(), place), row, origin, purpose, self.pool)?;
        let own = own.map(|mut own| {
            own.visible.questions = self.shared(take(&mut own.visible.questions));
            let took = own.took.filter(|_| self.has_times);
            Response { explanation, took, ..own }
        });
        Ok((standing, own))
    }
}

/// What decides where a stored response is counted, and itself, if its consent reaches as far as the purpose.
fn response(
    (definition, version): (&Definition, usize),
    row: response::Model,
    origin: Option<&Origin>,
    purpose: Purpose,
    pool: &Mutex<Pool>,
) -> Result<(Standing, Option<Response>)> {
    let answers: Answers = serde_json::from_str(&row.answers).map_err(anyhow::Error::from)?;
    let standing = Standing::of(definition, &answers, origin);
    if !standing.consent.allows(purpose) {
        return Ok((standing, None));
    }
    let submitted_at = row.submitted_at.unwrap_or(row.saved_at);
    let shown = visibility(definition, &answers, time::tokyo(submitted_at).naive_local());
    // Who was asked what is all that is looked up later; the rest has another copy of the answers.
    let visible = Visibility { questions: shown.questions, now: shown.now, ..Visibility::default() };
    let is_own = row.source == Source::Web && row.entered_by.is_none();
    let own = Response {
        id: row.id,
        version,
        explanation: None,
        visible,
        region: standing.region.clone(),
        kinds: standing.kinds.clone(),
        consent: standing.consent,
        is_read: true,
        submitted_at,
        took: is_own.then(|| submitted_at - row.started_at),
        source: row.source,
        unreadable: serde_json::from_str(&row.unreadable).map_err(anyhow::Error::from)?,
        answers: pool.lock().unwrap_or_else(PoisonError::into_inner).compact(answers),
    };
    Ok((standing, Some(own)))
}
