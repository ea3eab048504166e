//! The survey of the demo: its region, the agencies in it, and its questionnaires.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use chrono::{NaiveDate, Utc};
use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use surveys::entity::{agency, survey};
use surveys::id::{ExplanationId, QuestionnaireId, RegionId, UserId, VersionId};
use surveys::privacy::explanation::Explanation;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::placeholder::{Placeholders, open_placeholders};
use surveys::questionnaire::problem::has_errors;
use surveys::questionnaire::{placeholder, shipped};
use surveys::store;
use surveys::store::agencies::AgencyInput;
use surveys::store::questionnaires::NewQuestionnaire;
use surveys::store::surveys::SurveyInput;

use crate::codebook;
use crate::i18n::Lang;
use crate::pages::questionnaires::draft::in_english;
use crate::secret;
use crate::view::time;

const STUDY: &str = include_str!("../../demo/study.json");
const AGENCIES: &str = include_str!("../../demo/agencies.tsv");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    region: Place,
    areas: Vec<Place>,
    title: String,
    purpose: String,
    host: String,
    contact: String,
    period: String,
    ethics_number: String,
    withdrawal_deadline: NaiveDate,
    min_cell: i32,
    waves: Vec<String>,
    questionnaires: Vec<Taken>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    code: String,
    name: String,
}

/// A shipped questionnaire that is taken into the survey.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Taken {
    id: String,
    shipped: String,
    wave: String,
    is_published: bool,
    texts: BTreeMap<String, String>,
    /// Last day on which a sign-up keeps identities; its text promises that they are erased on the day after.
    erase_on: Option<NaiveDate>,
}

/// What responses and hearings are entered into.
pub struct Study {
    /// The survey.
    pub survey: survey::Model,
    /// Code of the region.
    pub region_code: String,
    /// Codes of the areas by their numbers.
    pub areas: BTreeMap<RegionId, String>,
    /// All agencies.
    pub agencies: Vec<agency::Model>,
    /// The open questionnaires by their names in the plan.
    pub open: BTreeMap<String, Open>,
}

/// An open questionnaire.
pub struct Open {
    /// Its number.
    pub id: QuestionnaireId,
    /// Its only published version.
    pub version: VersionId,
    /// What is told with it.
    pub explanation: ExplanationId,
    /// That version, parsed.
    pub definition: Definition,
}

/// Enters the region, the agencies, the survey and its questionnaires.
///
/// # Errors
/// When the data contradicts itself, a questionnaire could not be published by a person, or the database fails.
pub async fn fill(db: &DatabaseTransaction, by: UserId) -> anyhow::Result<Study> {
    let plan: Plan = serde_json::from_str(STUDY).context("study.json")?;
    let region = store::regions::create(db, None, &plan.region.code, &plan.region.name, Some(by)).await?;
    let mut areas = BTreeMap::new();
    for place in &plan.areas {
        let area = store::regions::create(db, Some(region.id), &place.code, &place.name, Some(by)).await?;
        areas.insert(area.id, place.code.clone());
    }
    let mut places = areas.clone();
    places.insert(region.id, region.code.clone());
    let agencies = enter_agencies(db, &places, by).await?;
    let input = SurveyInput {
        title: plan.title.clone(),
        region: region.id,
        purpose: plan.purpose.clone(),
        host: plan.host.clone(),
        contact: plan.contact.clone(),
        period: plan.period.clone(),
        ethics_number: plan.ethics_number.clone(),
        withdrawal_deadline: Some(plan.withdrawal_deadline),
        min_cell: plan.min_cell,
    };
    let survey = store::surveys::create(db, input, plan.waves.clone(), by).await?;
    codebook::ship(db, survey.id, Some(by)).await?;
    let mut open = BTreeMap::new();
    for taken in &plan.questionnaires {
        if let Some(one) = take(db, &plan, &survey, taken, by).await? {
            open.insert(taken.id.clone(), one);
        }
    }
    Ok(Study { survey, region_code: region.code, areas, agencies, open })
}

async fn enter_agencies(
    db: &DatabaseTransaction,
    places: &BTreeMap<RegionId, String>,
    by: UserId,
) -> anyhow::Result<Vec<agency::Model>> {
    let mut agencies = Vec::new();
    for line in AGENCIES.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, code, name, note] = cells[..] else { anyhow::bail!("agencies.tsv: {line}") };
        let place = places.iter().find(|(_, known)| *known == code);
        let region = *place.with_context(|| format!("agencies.tsv: no area {code}"))?.0;
        let input =
            AgencyInput { name: name.to_owned(), kind: kind.to_owned(), region, note: note.to_owned() };
        agencies.push(store::agencies::create(db, input, by).await?);
    }
    Ok(agencies)
}

/// Takes a questionnaire in; the open one when it is to be published.
async fn take(
    db: &DatabaseTransaction,
    plan: &Plan,
    survey: &survey::Model,
    taken: &Taken,
    by: UserId,
) -> anyhow::Result<Option<Open>> {
    let found = shipped::shipped(&taken.shipped).with_context(|| format!("no {}", taken.shipped))?;
    let draft = placeholder::fill(found.json, &placeholders(plan, taken)).0.context("not JSON")?;
    let (definition, problems) = parse(&draft);
    ensure!(!has_errors(&problems), "{}: {problems:?}", taken.id);
    let definition = definition.with_context(|| format!("{} is no definition", taken.id))?;
    let is_filled = open_placeholders(&draft).is_empty();
    ensure!(is_filled == taken.is_published, "{}: placeholders open: {}", taken.id, !is_filled);
    let waves = store::surveys::waves(db, survey.id).await?;
    let wave = waves.iter().find(|wave| wave.title == taken.wave).context("no such wave")?;
    let new = NewQuestionnaire {
        survey: survey.id,
        wave: wave.id,
        title: definition.title.get(Lang::Ja.code()).to_owned(),
        draft,
        link: secret::random_link()?,
    };
    let made = store::questionnaires::create(db, new, by).await?;
    if !taken.is_published {
        return Ok(None);
    }
    let version = store::questionnaires::publish(db, made.id, by).await?;
    if taken.erase_on.is_some() {
        store::erasure::set_day(db, made.id, taken.erase_on, by).await?;
    }
    let told = Explanation::of(&definition, store::explanations::about(survey));
    let explanation = store::explanations::keep(db, made.id, &told, Utc::now()).await?;
    Ok(Some(Open { id: made.id, version: version.id, explanation, definition }))
}

/// What the survey knows, as on the page that takes a questionnaire in, and what the coordinator adds.
fn placeholders(plan: &Plan, taken: &Taken) -> Placeholders {
    let of_survey = [
        ("survey_title", plan.title.clone()),
        ("host", plan.host.clone()),
        ("purpose", plan.purpose.clone()),
        ("contact", plan.contact.clone()),
        ("period", plan.period.clone()),
        ("ethics_number", plan.ethics_number.clone()),
        ("region", plan.region.name.clone()),
        ("withdrawal_deadline", time::date(plan.withdrawal_deadline, Lang::Ja)),
    ];
    let own = taken.texts.iter().map(|(name, text)| (name.clone(), text.clone()));
    let erased = taken.erase_on.and_then(|day| day.succ_opt());
    let by_lang =
        in_english([("withdrawal_deadline", Some(plan.withdrawal_deadline)), ("delete_date", erased)]);
    let erased = erased.map(|day| ("delete_date".to_owned(), time::date(day, Lang::Ja)));
    let areas = plan.areas.iter().map(|area| (area.code.clone(), area.name.clone()));
    Placeholders {
        texts: of_survey
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text))
            .chain(own)
            .chain(erased)
            .collect(),
        lists: BTreeMap::from([("areas".to_owned(), areas.collect())]),
        by_lang,
    }
}
