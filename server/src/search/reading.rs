//! Reading what has changed since it was read last. A few texts are read before the search goes on; many are read in the background.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use surveys::entity::agency;
use surveys::id::{QuestionnaireId, SurveyId};
use surveys::privacy::consent::{Consent, Purpose};
use surveys::store;
use surveys::store::searchable::{self, State};
use surveys::store::segments::Origin;
use tokio::time::timeout;

use super::{Key, Known, Progress, Search, Source};
use crate::app::App;
use crate::dataset::Dataset;
use crate::dataset::few::{Few, load_few};
use crate::dataset::writings::{Writing, id_of};
use crate::error::Result;
use crate::i18n::Lang;
use crate::view::time;

/// Texts that a search waits for; of more it says how far reading has come.
const AT_ONCE: usize = 500;
/// Texts that are loaded together.
const CHUNK: usize = 500;
/// How long a search waits for another one that reads.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is to be done so that everything has been read.
#[derive(Default)]
struct Plan {
    state: State,
    gone: Vec<Key>,
    batches: Vec<Batch>,
    agencies: Vec<Source>,
}

impl Plan {
    /// How many texts are to be read.
    fn n(&self) -> usize {
        self.agencies.len() + self.batches.iter().map(|batch| batch.rows.len()).sum::<usize>()
    }
}

/// Responses to one questionnaire, or notes of one survey, with their revisions.
struct Batch {
    survey: SurveyId,
    questionnaire: Option<QuestionnaireId>,
    rows: Vec<(Key, i32)>,
}

/// Reads what has changed since it was read last. What has gone is forgotten before anything else.
///
/// # Errors
/// When there is no dictionary or the database fails.
pub async fn refresh(app: &web::Data<App>) -> Result<Progress> {
    // Forgetting waits for nobody who reads.
    let Some(early) = plan(app).await? else { return Ok(app.search.progress()) };
    app.search.forget(&early.gone);
    if app.search.progress() != Progress::Ready {
        return Ok(app.search.progress());
    }
    let Ok(round) = timeout(PATIENCE, Arc::clone(&app.search.round).lock_owned()).await else {
        return Ok(match app.search.progress() {
            Progress::Ready => Progress::Reading { n_read: 0, n: early.n() },
            progress => progress,
        });
    };
    // Another one may have read it meanwhile.
    let Some(plan) = plan(app).await? else { return Ok(Progress::Ready) };
    app.search.forget(&plan.gone);
    let n = plan.n();
    if n <= AT_ONCE {
        carry_out(app, plan).await?;
        return Ok(Progress::Ready);
    }
    // Whoever has no dictionary learns it now; the background tells nobody.
    let language = Arc::clone(&app.language);
    blocking(move || language.tokenizer().map(|_| ())).await?;
    app.search.set_to_read(n);
    let progress = app.search.progress();
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(error) = carry_out(&app, plan).await {
            tracing::warn!("texts could not be read for searching: {error}");
        }
        app.search.set_to_read(0);
        drop(round);
    });
    Ok(progress)
}

/// What has changed; None when nothing has.
async fn plan(app: &App) -> Result<Option<Plan>> {
    let state = searchable::state(&app.db).await?;
    let (before, is_whole) = {
        let shelf = app.search.shelf();
        (shelf.state.clone(), shelf.is_whole)
    };
    if state == before && is_whole {
        return Ok(None);
    }
    let mut plan = Plan::default();
    let mut have_moved = state.merges != before.merges;
    if state.agencies != before.agencies {
        have_moved |= plan_agencies(app, &mut plan).await?;
    }
    // What an interviewee does not want to be used is in no revision of the note.
    let are_read_again = have_moved || state.wishes != before.wishes;
    if state.hearings != before.hearings || are_read_again {
        plan_notes(app, &mut plan, are_read_again).await?;
    }
    let surveys = searchable::surveys_of_questionnaires(&app.db).await?;
    let all: HashSet<QuestionnaireId> =
        state.responses.keys().chain(before.responses.keys()).copied().collect();
    for questionnaire in all {
        let is_same = state.responses.get(&questionnaire) == before.responses.get(&questionnaire);
        // A new version may say of old answers that they identify; agencies may say where answers come from.
        let is_read_again = state.versions.get(&questionnaire) != before.versions.get(&questionnaire)
            || have_moved && app.search.shelf().with_origins.contains(&questionnaire);
        let Some(survey) = surveys.get(&questionnaire).filter(|_| !is_same || is_read_again) else {
            continue;
        };
        let rows = searchable::responses(&app.db, questionnaire).await?;
        let rows: Vec<(Key, i32)> =
            rows.into_iter().map(|(id, revision)| (Key::Answer(id), revision)).collect();
        let is_own = |_: &Key, known: &Known| known.questionnaire == Some(questionnaire);
        let (rows, gone) = app.search.compare(rows, is_read_again, is_own);
        plan.gone.extend(gone);
        plan.batches.push(Batch { survey: *survey, questionnaire: Some(questionnaire), rows });
    }
    plan.state = state;
    Ok(Some(plan))
}

/// Plans what to do about agencies. True when one of them has another area or kind than before: notes and answers have it, too.
async fn plan_agencies(app: &App, plan: &mut Plan) -> Result<bool> {
    let agencies = searchable::agencies(&app.db).await?;
    let regions = store::regions::list(&app.db).await?;
    let codes: HashMap<_, String> = regions.into_iter().map(|region| (region.id, region.code)).collect();
    let rows = agencies.iter().map(|agency| (Key::Agency(agency.id), agency.revision)).collect();
    let (rows, gone) = app.search.compare(rows, false, |key, _| matches!(key, Key::Agency(_)));
    let wanted: HashSet<Key> = rows.into_iter().map(|(key, _)| key).collect();
    plan.gone.extend(gone);
    let source = |agency: agency::Model| Source {
        key: Key::Agency(agency.id),
        known: Known {
            revision: agency.revision,
            region: codes.get(&agency.region_id).cloned(),
            kinds: vec![agency.kind],
            day: time::tokyo(agency.created_at).date_naive(),
            consent: Consent { aggregate: true, ..Consent::default() },
            ..Known::default()
        },
        text: format!("{}\n{}", agency.name, agency.note),
    };
    let agencies = agencies.into_iter().filter(|agency| wanted.contains(&Key::Agency(agency.id)));
    plan.agencies = agencies.map(source).collect();
    let shelf = app.search.shelf();
    let has_moved = |source: &Source| {
        let before = shelf.known.get(&source.key);
        before.is_some_and(|known| known.region != source.known.region || known.kinds != source.known.kinds)
    };
    Ok(plan.agencies.iter().any(has_moved))
}

async fn plan_notes(app: &App, plan: &mut Plan, are_read_again: bool) -> Result<()> {
    let rows = searchable::hearings(&app.db).await?;
    let surveys: HashMap<Key, SurveyId> =
        rows.iter().map(|(id, survey, _)| (Key::Note(*id), *survey)).collect();
    let rows = rows.into_iter().map(|(id, _, revision)| (Key::Note(id), revision)).collect();
    let (rows, gone) = app.search.compare(rows, are_read_again, |key, _| matches!(key, Key::Note(_)));
    plan.gone.extend(gone);
    let mut by_survey: BTreeMap<SurveyId, Vec<(Key, i32)>> = BTreeMap::new();
    for row in rows {
        if let Some(survey) = surveys.get(&row.0) {
            by_survey.entry(*survey).or_default().push(row);
        }
    }
    let batch = |(survey, rows)| Batch { survey, questionnaire: None, rows };
    plan.batches.extend(by_survey.into_iter().map(batch));
    Ok(())
}

impl Search {
    /// Of rows with their revisions those that have not been read so, or all; and what was read of such rows that are there no
    /// more.
    fn compare(
        &self,
        rows: Vec<(Key, i32)>,
        are_all: bool,
        is_own: impl Fn(&Key, &Known) -> bool,
    ) -> (Vec<(Key, i32)>, Vec<Key>) {
        let shelf = self.shelf();
        let are_there: HashSet<Key> = rows.iter().map(|(key, _)| *key).collect();
        let own = shelf.known.iter().filter(|(key, known)| is_own(key, known));
        let gone = own.map(|(key, _)| *key).filter(|key| !are_there.contains(key)).collect();
        let is_wanted = |(key, revision): &(Key, i32)| {
            are_all || shelf.known.get(key).is_none_or(|known| known.revision != *revision)
        };
        (rows.into_iter().filter(is_wanted).collect(), gone)
    }
}

async fn carry_out(app: &web::Data<App>, plan: Plan) -> Result<()> {
    for batch in &plan.batches {
        for rows in batch.rows.chunks(CHUNK) {
            let few = few(batch, rows);
            let dataset = load_few(app, batch.survey, &few, Purpose::Internal, Lang::Ja).await?;
            let with_origins = dataset.fielded.iter().filter(|fielded| fielded.has_origins);
            let asking = dataset.fielded.iter().map(|fielded| (fielded.id, fielded.asking.clone()));
            {
                let mut shelf = app.search.shelf_mut();
                shelf.with_origins.extend(with_origins.map(|fielded| fielded.id));
                shelf.asking.extend(asking);
            }
            let mut sources = sources(&dataset, batch, rows);
            if batch.questionnaire.is_none() {
                mark_parted(
                    &mut sources,
                    &load_few(app, batch.survey, &few, Purpose::Academic, Lang::Ja).await?,
                );
            }
            put(app, sources).await?;
        }
    }
    put(app, plan.agencies).await?;
    app.search.finish(plan.state);
    Ok(())
}

/// Marks the notes of which others than colleagues may read only parts: their words are not counted for those.
fn mark_parted(sources: &mut [Source], academic: &Dataset) {
    let texts = texts(academic.writings());
    for source in sources {
        let Key::Note(id) = source.key else { continue };
        source.known.is_parted = texts.get(&id_of(Origin::Note(id))) != Some(&source.text);
    }
}

/// What each says, by its id.
fn texts(writings: Vec<Writing>) -> HashMap<String, String> {
    writings.into_iter().map(|writing| (writing.id.clone(), writing.document().text)).collect()
}

async fn put(app: &web::Data<App>, sources: Vec<Source>) -> Result<()> {
    let app = app.clone();
    blocking(move || app.search.put(&app.language, sources)).await
}

/// Runs what needs the dictionary where it may take its time.
///
/// # Errors
/// When there is no dictionary.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, Arc<analysis::error::Error>> + Send + 'static,
) -> Result<T> {
    Ok(web::block(work).await??)
}

fn few(batch: &Batch, rows: &[(Key, i32)]) -> Few {
    let mut few = Few::default();
    for (key, _) in rows {
        key.add_to(&mut few, batch.questionnaire);
    }
    few
}

/// The rows as the door gives them. What it does not give is known, so that it is not asked for again, and has no text.
fn sources(dataset: &Dataset, batch: &Batch, rows: &[(Key, i32)]) -> Vec<Source> {
    let mut writings: HashMap<String, Writing> =
        dataset.writings().into_iter().map(|writing| (writing.id.clone(), writing)).collect();
    let mut of_everybody_asked: HashMap<String, String> = match batch.questionnaire {
        Some(_) => texts(dataset.writings_of_everybody_asked()),
        None => HashMap::new(),
    };
    let responses = dataset.fielded.iter().flat_map(|fielded| {
        fielded.responses.iter().map(move |response| (response.id, (response, fielded.takes_replies)))
    });
    let responses: HashMap<_, _> = responses.collect();
    let source = |(key, revision): &(Key, i32)| {
        let mut known = Known {
            revision: *revision,
            survey: Some(batch.survey),
            questionnaire: batch.questionnaire,
            ..Known::default()
        };
        let name = match key {
            Key::Note(id) => {
                if let Some(heard) = dataset.hearing(*id) {
                    known.region.clone_from(&heard.region);
                    known.kinds = vec![heard.agency.kind.clone()];
                    (known.day, known.consent) = (heard.hearing.held_on, heard.consent);
                }
                id_of(Origin::Note(*id))
            }
            Key::Answer(id) => {
                if let Some((response, is_reply)) = responses.get(id) {
                    known.region.clone_from(&response.region);
                    known.kinds.clone_from(&response.kinds);
                    known.version = response.version;
                    known.day = time::tokyo(response.submitted_at).date_naive();
                    (known.consent, known.is_reply) = (response.consent, *is_reply);
                }
                id_of(Origin::Response(*id))
            }
            Key::Agency(_) => String::new(),
        };
        let text = writings.remove(&name).map(|writing| writing.document().text).unwrap_or_default();
        if let Key::Answer(_) = key {
            let found = of_everybody_asked.remove(&name).unwrap_or_default();
            known.found_by_others = (found != text).then_some(found);
        }
        Source { key: *key, known, text }
    };
    rows.iter().map(source).collect()
}
