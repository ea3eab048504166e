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

use super::apart::Allowing;
use super::few::FewResponses;
use super::origin::Origin;
use super::{Fielded, Response, Version};
use crate::app::App;
use crate::error::Result;
use crate::view::time;

/// A published questionnaire with its responses, or a few of them; outside internal work with none if all that are counted for its
/// purpose are fewer than `min_cell`.
pub(super) async fn fielded(
    app: &App,
    questionnaire: questionnaire::Model,
    wave: String,
    origins: HashMap<ResponseId, Origin>,
    purpose: Purpose,
    min_cell: usize,
    few: Option<&FewResponses>,
) -> Result<Option<Fielded>> {
    let (id, title) = (questionnaire.id, questionnaire.title);
    let versions = store::questionnaires::versions(&app.db, id).await?;
    let rows = match few {
        None => store::responses::submitted(&app.db, id).await?,
        Some(few) => store::responses::submitted_among(&app.db, id, &few.ids).await?,
    };
    let all = few.map(|few| few.allowing);
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
        let allowing = all.unwrap_or_else(|| Allowing::of(found.iter().map(|(consent, _)| *consent)));
        let n_allowed = allowing.n_counted(purpose, min_cell);
        let (responses, apart) = match purpose != Purpose::Internal && n_allowed < min_cell {
            // Of a handful of people every answer is an answer of one of them, whatever tables withhold.
            true => (Vec::new(), Vec::new()),
            false => found
                .into_iter()
                .filter_map(|(_, response)| response)
                .partition(|response| allowing.counts(response.consent, purpose, min_cell)),
        };
        // Who signs up for an event or asks for advice gives no data for analysis: that is kept apart and erased.
        let is_data = read.iter().all(|version| version.definition.kind == Kind::Survey);
        let newest = read.last().filter(|_| is_data).map(|version| Arc::clone(&version.definition));
        let n_explanations = explanations.len();
        Ok(newest.map(|definition| Fielded {
            id,
            title,
            wave,
            definition,
            takes_replies,
            versions: read,
            n_explanations,
            n_submitted,
            has_origins: !origins.is_empty(),
            n_allowed,
            has_times,
            responses,
            apart,
        }))
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

    /// What a stored response allows, and itself, if that reaches as far as the purpose. Nothing if its version cannot be read.
    fn response(&self, row: response::Model, purpose: Purpose) -> Result<(Consent, Option<Response>)> {
        let explanation = row.explanation_id.and_then(|id| self.explanations.get(&id).copied());
        let place = self.places.get(&row.version_id).copied();
        let Some((place, version)) = place.and_then(|place| Some((place, self.versions.get(place)?))) else {
            return Ok((Consent::default(), None));
        };
        let (consent, own) = response(&version.definition, place, row, purpose, self.pool)?;
        let own = own.map(|own| match self.origins.get(&own.id) {
            Some(origin) => origin.complete(&version.definition, own),
            None => own,
        });
        let own = own.map(|mut own| {
            own.visible.questions = self.shared(take(&mut own.visible.questions));
            let took = own.took.filter(|_| self.has_times);
            Response { explanation, took, ..own }
        });
        Ok((consent, own))
    }
}

/// What a stored response allows, and itself, if that reaches as far as the purpose.
fn response(
    definition: &Definition,
    version: usize,
    row: response::Model,
    purpose: Purpose,
    pool: &Mutex<Pool>,
) -> Result<(Consent, Option<Response>)> {
    let answers: Answers = serde_json::from_str(&row.answers).map_err(anyhow::Error::from)?;
    let consent = respondent::consent(definition, &answers);
    if !consent.allows(purpose) {
        return Ok((consent, None));
    }
    let submitted_at = row.submitted_at.unwrap_or(row.saved_at);
    let kinds = respondent::agency_kinds(definition, &answers).into_iter();
    let shown = visibility(definition, &answers, time::tokyo(submitted_at).naive_local());
    // Who was asked what is all that is looked up later; the rest has another copy of the answers.
    let visible = Visibility { questions: shown.questions, now: shown.now, ..Visibility::default() };
    let is_own = row.source == Source::Web && row.entered_by.is_none();
    let own = Response {
        id: row.id,
        version,
        explanation: None,
        visible,
        region: respondent::region(definition, &answers),
        kinds: kinds.map(str::to_owned).collect(),
        consent,
        submitted_at,
        took: is_own.then(|| submitted_at - row.started_at),
        source: row.source,
        unreadable: serde_json::from_str(&row.unreadable).map_err(anyhow::Error::from)?,
        answers: pool.lock().unwrap_or_else(PoisonError::into_inner).compact(answers),
    };
    Ok((consent, Some(own)))
}
