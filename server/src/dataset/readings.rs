//! Responses as they have been read on their versions, kept while nothing of them changes: pages of the analysis are opened one after
//! the other, and reading ten thousand answers takes longer than counting them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use rayon::prelude::*;
use sea_orm::DatabaseConnection;
use surveys::entity::response;
use surveys::entity::state::Source;
use surveys::id::{ExplanationId, QuestionnaireId, ResponseId, VersionId};
use surveys::questionnaire::answer::compact::Pool;
use surveys::questionnaire::answer::{Answers, Visibility, visibility};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::respondent;
use surveys::store;
use surveys::store::responses::States;

use super::Response;
use crate::error::Result;
use crate::view::time;

/// Responses of all questionnaires together that are kept, about; of more, those of questionnaires that nobody looked at lately are read
/// again.
const MOST_KEPT: u64 = 100_000;
/// Responses that a questionnaire usually has.
const USUAL: u64 = 1_000;
/// From so many new responses on all are asked for: a statement takes only so many numbers.
const MANY: usize = 500;
/// So many of them are read at once: all of ten thousand as they are stored are a hundred megabytes.
const AT_ONCE: u64 = 1_000;

/// What has been read lately, by questionnaire.
pub struct Readings(Cache<QuestionnaireId, Arc<Reading>, Responses>);

/// Weighs what was read by its responses.
#[derive(Clone)]
struct Responses;

/// The responses of a questionnaire that may be used, as they have been read, whatever they allow.
#[derive(Default)]
pub(super) struct Reading {
    /// How many were sent, those that may not be used any more included.
    pub n_submitted: usize,
    /// With their own answers on area and kinds, in the order of their numbers.
    pub responses: Vec<Response>,
    rules: Rules,
    /// Which responses there were in which state. Not all could be read.
    states: States,
    common: Arc<Mutex<Common>>,
}

/// What decides how a response is read, besides itself.
#[derive(Clone, Default)]
pub(super) struct Rules {
    /// The published definitions, oldest first.
    pub definitions: Vec<Arc<Definition>>,
    /// The place of each version among them.
    pub places: HashMap<VersionId, usize>,
    /// The number of each version of the explanation.
    pub explanations: BTreeMap<ExplanationId, usize>,
    /// Whether responses say when they came.
    pub has_times: bool,
}

/// What responses have in common: one of it for each of ten thousand would fill the memory.
#[derive(Default)]
struct Common {
    /// The questions that anybody was asked.
    asked: HashSet<Arc<BTreeSet<String>>>,
    /// Names and values of answers.
    pool: Pool,
}

impl Weighter<QuestionnaireId, Arc<Reading>> for Responses {
    fn weight(&self, _: &QuestionnaireId, reading: &Arc<Reading>) -> u64 {
        reading.responses.len().max(1) as u64
    }
}

impl Default for Readings {
    fn default() -> Self {
        Readings(Cache::with_weighter((MOST_KEPT / USUAL) as usize, MOST_KEPT, Responses))
    }
}

impl Readings {
    /// The responses of a questionnaire as they are now. Those that came since the last time are read; where one has changed or
    /// gone, all are, so that what was erased goes from memory, too.
    ///
    /// # Errors
    /// When the database fails or holds answers that cannot be read.
    pub(super) async fn of(
        &self,
        db: &DatabaseConnection,
        id: QuestionnaireId,
        rules: Rules,
    ) -> Result<Arc<Reading>> {
        let states = store::responses::states(db, id).await?;
        let known = self.0.get(&id).filter(|known| known.is_of(&rules) && known.is_within(&states));
        if let Some(known) = known.as_ref().filter(|known| known.states == states) {
            return Ok(Arc::clone(known));
        }
        let before: HashSet<ResponseId> =
            known.iter().flat_map(|known| known.states.each()).map(|(id, _)| id).collect();
        let missing: HashSet<ResponseId> =
            states.each().map(|(id, _)| id).filter(|id| !before.contains(id)).collect();
        if known.is_none() {
            self.0.remove(&id);
        }
        let mut reading = Reading::begun(known.as_deref(), rules, states);
        match missing.len() {
            0 => {}
            1..MANY => {
                let ids: Vec<ResponseId> = missing.into_iter().collect();
                reading = reading.with(store::responses::submitted_among(db, id, &ids).await?).await?;
            }
            _ => {
                let mut after = None;
                loop {
                    let mut rows = store::responses::submitted_after(db, id, after, AT_ONCE).await?;
                    let Some(last) = rows.last() else { break };
                    after = Some(last.id);
                    // Who came since the states were read is read the next time.
                    rows.retain(|row| missing.contains(&row.id));
                    reading = reading.with(rows).await?;
                }
            }
        }
        let reading = Arc::new(reading);
        self.0.insert(id, Arc::clone(&reading));
        Ok(reading)
    }
}

impl Reading {
    /// A few responses, of which nothing is kept.
    pub(super) async fn of_few(
        db: &DatabaseConnection,
        id: QuestionnaireId,
        rules: Rules,
        ids: &[ResponseId],
    ) -> Result<Reading> {
        let rows = store::responses::submitted_among(db, id, ids).await?;
        let n_submitted = rows.len();
        let read = Reading::begun(None, rules, States::default()).with(rows).await?;
        Ok(Reading { n_submitted, ..read })
    }

    /// What is known already.
    fn begun(known: Option<&Reading>, rules: Rules, states: States) -> Reading {
        let (responses, common) = match known {
            Some(known) => (known.responses.clone(), Arc::clone(&known.common)),
            None => (Vec::new(), Arc::default()),
        };
        Reading { n_submitted: states.each().count(), responses, rules, states, common }
    }

    /// The same with these rows.
    async fn with(mut self, rows: Vec<response::Model>) -> Result<Reading> {
        web::block(move || {
            // Who asked to stop stays among those who sent, and is in nothing that is made from now on.
            let used = rows.into_par_iter().filter(|row| row.use_stopped_at.is_none());
            let fresh = used.filter_map(|row| self.rules.response(row, &self.common).transpose());
            let fresh: Vec<Response> = fresh.collect::<Result<_>>()?;
            self.responses.extend(fresh);
            self.responses.sort_by_key(|one| one.id);
            Ok(self)
        })
        .await?
    }

    fn is_of(&self, rules: &Rules) -> bool {
        // Versions never change, so that their numbers stand for them.
        self.rules.places == rules.places
            && self.rules.explanations == rules.explanations
            && self.rules.has_times == rules.has_times
    }

    /// Whether all that was there is there still, in the same state.
    fn is_within(&self, states: &States) -> bool {
        self.states == *states || {
            let now: HashSet<(ResponseId, &str)> = states.each().collect();
            self.states.each().all(|one| now.contains(&one))
        }
    }
}

impl Rules {
    /// A stored response. Nothing if its version cannot be read.
    fn response(&self, row: response::Model, common: &Mutex<Common>) -> Result<Option<Response>> {
        let place = self.places.get(&row.version_id).copied();
        let Some((place, definition)) = place.and_then(|place| Some((place, self.definitions.get(place)?)))
        else {
            return Ok(None);
        };
        let answers: Answers = serde_json::from_str(&row.answers).map_err(anyhow::Error::from)?;
        let kinds: Vec<&str> = respondent::agency_kinds(definition, &answers);
        let kinds = kinds.into_iter().map(str::to_owned).collect();
        let region = respondent::region(definition, &answers);
        let consent = respondent::consent(definition, &answers);
        let submitted_at = row.submitted_at.unwrap_or(row.saved_at);
        let shown = visibility(definition, &answers, time::tokyo(submitted_at).naive_local());
        let is_own = self.has_times && row.source == Source::Web && row.entered_by.is_none();
        let mut common = common.lock().unwrap_or_else(PoisonError::into_inner);
        // Who was asked what is all that is looked up later; the rest has another copy of the answers.
        let questions = common.shared(shown.asked(definition));
        Ok(Some(Response {
            id: row.id,
            version: place,
            explanation: row.explanation_id.and_then(|id| self.explanations.get(&id).copied()),
            visible: Visibility { questions, now: shown.now, ..Visibility::default() },
            region,
            kinds,
            consent,
            is_read: true,
            submitted_at,
            took: is_own.then(|| submitted_at - row.started_at),
            source: row.source,
            unreadable: serde_json::from_str(&row.unreadable).map_err(anyhow::Error::from)?,
            answers: common.pool.compact(answers),
        }))
    }
}

impl Common {
    /// The same questions as one set for all who were asked them.
    fn shared(&mut self, asked: Arc<BTreeSet<String>>) -> Arc<BTreeSet<String>> {
        if let Some(known) = self.asked.get(&asked) {
            return Arc::clone(known);
        }
        self.asked.insert(Arc::clone(&asked));
        asked
    }
}
