//! How a survey stands at this moment, on one page: who answered, when answers came, how far hearings are, what is new in the texts,
//! what wants a second look, and what can be compared. Everything is computed when the page is opened, from the same tables as
//! the analysis, for the purpose of whoever looks.

mod arrivals;
mod bursts;
mod hearings;
mod quality;
mod themes;

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use analysis::table::Count;
use chrono::{NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use surveys::entity::code;
use surveys::entity::state::QuestionnaireState;
use surveys::id::{QuestionnaireId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::codings::Coded;

use self::bursts::BurstsView;
use self::themes::NewThemes;
use super::explore::answers::{chosen, questionnaire_choices};
use super::explore::before_after::{CoupleLine, couple_lines};
use super::explore::rates::rates;
use super::explore::selection::{few_words, too_few};
use super::explore::{Reading, load, purpose_key, read};
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::bursts::{Burst, of_questionnaire};
use crate::dataset::listed::n_reached;
use crate::dataset::tables::answer_table;
use crate::dataset::{Dataset, Fielded};
use crate::error::{AppError, Result};
use crate::i18n;
use crate::pages::approaches::{Desk, desk};
use crate::pages::crumbs;
use crate::pages::inviting;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::figure::{FigureView, TableView, column, counted, words};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::time;

/// Which questionnaire is looked at.
#[derive(Deserialize)]
pub struct Query {
    questionnaire: Option<i64>,
}

#[derive(Serialize)]
struct ProgressView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    purpose: String,
    as_of: String,
    reload_href: String,
    questionnaires: Vec<ChoiceView>,
    questionnaire: String,
    stats: Vec<StatView>,
    rates: Vec<FigureView>,
    /// Whether they are of those who were invited, not of the list.
    are_of_invited: bool,
    /// Who answered of those that were invited, by kind and by area, as on the page of invitations; empty for whoever may not see that.
    invited: Vec<InvitedView>,
    /// That page.
    invited_href: String,
    /// Below how many an anonymous number of it is withheld; 0 where who answered is known.
    invited_least: i32,
    arrivals: Option<FigureView>,
    /// Why no days are shown: a Fluent key; empty where they are.
    no_days: &'static str,
    hearings: Vec<FigureView>,
    themes: Option<NewThemes>,
    /// Whether the team alone sees what is new in the texts.
    are_themes_internal: bool,
    /// Why no themes are counted: those who answered are too few; empty otherwise.
    few_texts: String,
    /// The same of what wants a second look.
    few: String,
    quality: Option<FigureView>,
    /// Where many answers came within minutes, for the team.
    bursts: Option<BurstsView>,
    couples: Option<TableView>,
    shared_href: String,
    areas_href: String,
}

/// The answered invitations of a questionnaire.
#[derive(Serialize)]
struct InvitedView {
    id: String,
    table: TableView,
}

/// A number for the component `stats`.
#[derive(Serialize)]
struct StatView {
    label: String,
    value: String,
    unit: String,
    href: String,
}

/// A survey's data, with its texts read where there is a dictionary.
enum Loaded {
    Read(Box<Reading>),
    Unread(Box<Dataset>),
}

impl Loaded {
    fn dataset(&self) -> &Dataset {
        match self {
            Loaded::Read(reading) => &reading.dataset,
            Loaded::Unread(dataset) => dataset,
        }
    }
}

/// What stands beside the data and is read before anything is counted.
struct Beside {
    codes: Vec<code::Model>,
    stances: Vec<code::Model>,
    coded: Vec<Coded>,
    letters: BTreeMap<NaiveDate, Vec<String>>,
    bursts: Vec<Burst>,
    desk: Option<Desk>,
}

/// `GET /surveys/{id}/progress`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Analysis)?;
    let loaded = match read(&frame, &user, *id).await {
        Ok(reading) => Loaded::Read(Box::new(reading)),
        // Without a dictionary all but the words can be counted.
        Err(AppError::NoDictionary(..)) => Loaded::Unread(Box::new(load(&frame, &user, *id).await?)),
        Err(error) => return Err(error),
    };
    let dataset = loaded.dataset();
    let fielded = of_interest(&frame, dataset, query.questionnaire).await?;
    let beside = beside(&frame, &user, dataset, fielded.map(|fielded| fielded.id.0)).await?;
    let mut view = empty_view(&frame, &user, dataset, fielded);
    if let Some(desk) = &beside.desk {
        view.hearings = hearings::figures(&frame, desk)?;
        view.stats.extend(hearings::stats(&frame, desk));
    }
    let wanted = fielded.map(|fielded| fielded.id.0);
    if let Some(fielded) = fielded {
        put_invited(&frame, &user, &mut view, fielded.id).await?;
    }
    let view = web::block(move || fill(view, &loaded, &beside, wanted)).await??;
    frame.page("progress/show.html", &frame.text("surveys-tab-progress"), &view)
}

/// The questionnaire that was asked for; where none was, the first that takes answers now, or the first.
async fn of_interest<'d>(
    frame: &Frame,
    dataset: &'d Dataset,
    wanted: Option<i64>,
) -> Result<Option<&'d Fielded>> {
    let all = store::questionnaires::of_survey(&frame.app.db, dataset.survey.id).await?;
    let is_open = |fielded: &&Fielded| {
        let of_it = |found: &&surveys::entity::questionnaire::Model| found.id == fielded.id;
        all.iter().find(of_it).is_some_and(|found| found.state == QuestionnaireState::Open)
    };
    let open = dataset.fielded.iter().find(is_open).map(|fielded| fielded.id.0);
    Ok(chosen(dataset, wanted.or(open)))
}

async fn beside(frame: &Frame, user: &User, dataset: &Dataset, questionnaire: Option<i64>) -> Result<Beside> {
    let db = &frame.app.db;
    let survey: SurveyId = dataset.survey.id;
    let desk = match may(user.role, Verb::View, Thing::Hearing) {
        true => Some(desk(&frame.app, survey).await?),
        false => None,
    };
    let fielded = questionnaire.and_then(|id| dataset.questionnaire(id));
    let letters = match fielded {
        Some(fielded) if is_told_by_day(dataset, fielded) => arrivals::letters(frame, fielded.id).await?,
        _ => BTreeMap::new(),
    };
    let bursts = match fielded {
        Some(fielded) if is_told_by_day(dataset, fielded) => of_questionnaire(db, fielded.id).await?,
        _ => Vec::new(),
    };
    Ok(Beside {
        codes: store::codes::of_survey(db, survey).await?,
        stances: store::codes::stances(db, survey).await?,
        coded: store::codings::of_survey(db, survey).await?,
        letters,
        bursts,
        desk,
    })
}

/// Puts in who answered of those that were invited; the numbers, and what is withheld of them, are those of the page of invitations.
async fn put_invited(
    frame: &Frame,
    user: &User,
    view: &mut ProgressView,
    questionnaire: QuestionnaireId,
) -> Result<()> {
    let sees = may(user.role, Verb::View, Thing::Invitation);
    if !sees || store::invitings::find(&frame.app.db, questionnaire).await?.is_none() {
        return Ok(());
    }
    let desk = inviting::desk(&frame.app, questionnaire, frame.lang).await?;
    let tables = inviting::rates::rates(frame, &desk)?.tables.into_iter();
    view.invited =
        tables.map(|(by, table)| InvitedView { id: format!("invited-{}", by.code()), table }).collect();
    view.invited_href = inviting::address(questionnaire);
    view.invited_least = if desk.is_anonymous() { desk.survey.min_cell } else { 0 };
    Ok(())
}

/// Whether it may be told what came when, day by day or in windows that move with the days: to those alone who may read each text. A day
/// with one answer tells whose it is to whoever knows of it, and so does what a window of seven days has gained or lost since yesterday.
fn tells_when(dataset: &Dataset) -> bool {
    dataset.purpose == Purpose::Internal
}

/// Whether days of these answers may be told.
fn is_told_by_day(dataset: &Dataset, fielded: &Fielded) -> bool {
    tells_when(dataset) && fielded.has_times
}

fn empty_view(frame: &Frame, user: &User, dataset: &Dataset, fielded: Option<&Fielded>) -> ProgressView {
    let survey = &dataset.survey;
    let base = address(survey.id);
    let questionnaire = fielded.map(|fielded| fielded.id.0.to_string()).unwrap_or_default();
    let action = format!("{base}/progress");
    ProgressView {
        title: survey.title.clone(),
        crumbs: crumbs::of_survey(frame, survey, [(frame.text("surveys-tab-progress"), String::new())]),
        tabs: tabs(frame, user, survey.id, "/progress"),
        purpose: frame.text(purpose_key(dataset.purpose)),
        as_of: time::date_time(Utc::now(), frame.lang),
        reload_href: format!("{action}?questionnaire={questionnaire}"),
        action,
        questionnaires: questionnaire_choices(dataset),
        stats: fielded.map(|fielded| answered(frame, dataset, fielded)).into_iter().collect(),
        rates: Vec::new(),
        are_of_invited: fielded.and_then(n_reached).is_some(),
        invited: Vec::new(),
        invited_href: String::new(),
        invited_least: 0,
        arrivals: None,
        no_days: match fielded {
            Some(fielded) if !fielded.has_times => "progress-no-days-anonymous",
            Some(_) if !tells_when(dataset) => "progress-no-days-internal",
            _ => "",
        },
        hearings: Vec::new(),
        themes: None,
        are_themes_internal: !tells_when(dataset),
        few_texts: String::new(),
        few: fielded.filter(|fielded| fielded.is_few()).map(|_| few_words(dataset)).unwrap_or_default(),
        quality: None,
        bursts: None,
        couples: None,
        shared_href: format!("{base}/analysis/shared"),
        areas_href: format!("{base}/analysis/shared?by=region"),
        questionnaire,
    }
}

fn answered(frame: &Frame, dataset: &Dataset, fielded: &Fielded) -> StatView {
    let (value, unit) = match fielded.is_few() {
        true => (Count::Hidden.to_string(), few_words(dataset)),
        false => (fielded.responses.len().to_string(), frame.text("progress-unit-responses")),
    };
    StatView {
        label: frame.text("progress-n-responses"),
        value,
        unit,
        href: format!("{}/analysis?questionnaire={}", address(dataset.survey.id), fielded.id.0),
    }
}

/// Counts everything and draws it.
fn fill(
    mut view: ProgressView,
    loaded: &Loaded,
    beside: &Beside,
    questionnaire: Option<i64>,
) -> anyhow::Result<ProgressView> {
    let dataset = loaded.dataset();
    let fielded = questionnaire.and_then(|id| dataset.questionnaire(id));
    if let Some(fielded) = fielded.filter(|fielded| !fielded.is_few()) {
        view.rates = rates(dataset, &answer_table(dataset, fielded), fielded)?;
        if is_told_by_day(dataset, fielded) {
            view.arrivals = Some(arrivals::figure(dataset, fielded, &beside.letters)?);
        }
        view.quality = Some(quality::figure(dataset, fielded)?);
    }
    view.bursts = fielded.and_then(|fielded| bursts::view(dataset, fielded, &beside.bursts));
    if let Loaded::Read(reading) = loaded {
        view.few_texts = too_few(reading);
    }
    if let Loaded::Read(reading) = loaded
        && view.few_texts.is_empty()
        && tells_when(dataset)
    {
        view.themes =
            Some(themes::new_themes(reading, &beside.codes, &beside.stances, &beside.coded, time::today())?);
    }
    let couples = couple_lines(dataset)?;
    view.couples = (!couples.is_empty()).then(|| couple_table(dataset, couples));
    Ok(view)
}

/// The questionnaires that can be compared, two by two.
fn couple_table(dataset: &Dataset, couples: Vec<CoupleLine>) -> TableView {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let row = |couple: CoupleLine| {
        let mut title = words(couple.title);
        title.href = couple.href;
        let pairs = match couple.n_pairs {
            Some(n) => counted(n, None, String::new()),
            None => words("–"),
        };
        vec![title, counted(Count::Shown(couple.n_shared), None, String::new()), pairs]
    };
    TableView {
        caption: say("progress-couples"),
        columns: vec![
            column(say("progress-couple"), false),
            column(say("progress-n-shared"), true),
            column(say("progress-n-pairs"), true),
        ],
        rows: couples.into_iter().map(row).collect(),
    }
}
