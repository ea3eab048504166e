//! Surveys: the list, making one, and its overview.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Serialize;
use surveys::entity::state::{QuestionnaireState, ResponseState};
use surveys::entity::{questionnaire, region, survey};
use surveys::id::{RegionId, SurveyId};
use surveys::questionnaire::definition::Kind;
use surveys::store;
use surveys::store::surveys::SurveyInput;

use crate::app::App;
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::codebook;
use crate::error::Result;
use crate::pages::crumbs;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

/// Fields of the form; `waves` has one title a line.
const FIELDS: &[&str] = &[
    "title",
    "region",
    "purpose",
    "host",
    "contact",
    "period",
    "ethics_number",
    "withdrawal_deadline",
    "min_cell",
    "waves",
];
/// Thresholds that may be chosen for hiding small counts.
const MIN_CELLS: [i32; 3] = [3, 5, 10];

#[derive(Serialize)]
struct IndexView {
    surveys: Vec<SurveyLine>,
    may_create: bool,
}

#[derive(Serialize)]
struct SurveyLine {
    title: String,
    href: String,
    region: String,
    n_submitted: u64,
    n_open: usize,
}

/// `GET /surveys`
pub async fn index(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let db = &frame.app.db;
    let mut lines = Vec::new();
    for survey in store::surveys::list(db).await? {
        let questionnaires = store::questionnaires::of_survey(db, survey.id).await?;
        lines.push(SurveyLine {
            href: address(survey.id),
            region: store::regions::find(db, survey.region_id).await?.name,
            n_submitted: n_submitted(&frame.app, &questionnaires).await?,
            n_open: questionnaires.iter().filter(|q| q.state == QuestionnaireState::Open).count(),
            title: survey.title,
        });
    }
    let view = IndexView { surveys: lines, may_create: may(user.role, Verb::Change, Thing::Survey) };
    frame.page("surveys/index.html", &frame.text("surveys-title"), &view)
}

/// How many responses to these questionnaires were sent. Sign-ups and requests are no survey data and do not count.
async fn n_submitted(app: &App, questionnaires: &[questionnaire::Model]) -> Result<u64> {
    let mut n = 0;
    for questionnaire in questionnaires {
        let Some(version) = store::questionnaires::newest_version(&app.db, questionnaire.id).await? else {
            continue;
        };
        if app.published.definition(&version, None)?.kind == Kind::Survey {
            n += store::responses::count(&app.db, questionnaire.id, ResponseState::Submitted).await?;
        }
    }
    Ok(n)
}

#[derive(Serialize)]
struct FormPage {
    form: FormView,
    regions: Vec<ChoiceView>,
    min_cells: Vec<ChoiceView>,
    crumbs: Vec<Crumb>,
}

/// `GET /surveys/new`
pub async fn new(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let mut form = FormView::filled(FIELDS.iter().map(|name| (*name, String::new())));
    for (name, value) in [("min_cell", "5".to_owned()), ("waves", frame.text("surveys-waves-default"))] {
        form.fields.entry(name).or_default().value = value;
    }
    let view = form_page(&frame, form).await?;
    frame.page("surveys/new.html", &frame.text("surveys-new-title"), &view)
}

/// `POST /surveys`
pub async fn create(frame: Frame, user: User, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let regions = top_regions(&frame).await?;
    match read(&frame, &sent, &regions) {
        Ok(input) => {
            let transaction = frame.app.write().await?;
            let survey = store::surveys::create(&transaction, input, user.id).await?;
            codebook::ship(&transaction, survey.id, Some(user.id)).await?;
            transaction.commit().await?;
            frame.redirect_with(&address(survey.id), "success", "surveys-created")
        }
        Err(form) => {
            let view = form_page(&frame, form).await?;
            frame.problem_page("surveys/new.html", &frame.text("surveys-new-title"), &view)
        }
    }
}

fn read(
    frame: &Frame,
    sent: &StaffForm,
    regions: &[region::Model],
) -> std::result::Result<SurveyInput, FormView> {
    let mut form = FormView::sent(FIELDS, sent);
    for (name, label, max) in [
        ("title", "surveys-field-title", 200),
        ("purpose", "surveys-field-purpose", 2000),
        ("host", "surveys-field-host", 200),
        ("contact", "surveys-field-contact", 500),
    ] {
        form.require(frame, name, label);
        form.limit(frame, name, label, max);
    }
    for (name, label) in
        [("period", "surveys-field-period"), ("ethics_number", "surveys-field-ethics_number")]
    {
        form.limit(frame, name, label, 200);
    }
    let region =
        form.value("region").parse().ok().map(RegionId).filter(|id| regions.iter().any(|r| r.id == *id));
    if region.is_none() {
        form.reject("region", frame.text("surveys-region-required"));
    }
    let withdrawal_deadline = match form.value("withdrawal_deadline") {
        "" => None,
        typed => {
            let date = typed.parse::<NaiveDate>().ok();
            if date.is_none() {
                form.reject("withdrawal_deadline", frame.text("form-date"));
            }
            date
        }
    };
    let min_cell = form.value("min_cell").parse().ok().filter(|n| MIN_CELLS.contains(n));
    if min_cell.is_none() {
        form.reject("min_cell", frame.text("surveys-min_cell-choose"));
    }
    let waves: Vec<String> = form
        .value("waves")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    if waves.is_empty() || waves.len() > 20 {
        form.reject("waves", frame.text("surveys-waves-required"));
    }
    let text = |name| form.value(name).to_owned();
    match (region, min_cell) {
        (Some(region), Some(min_cell)) if form.is_valid() => Ok(SurveyInput {
            title: text("title"),
            region,
            purpose: text("purpose"),
            host: text("host"),
            contact: text("contact"),
            period: text("period"),
            ethics_number: text("ethics_number"),
            withdrawal_deadline,
            min_cell,
            waves,
        }),
        _ => Err(form),
    }
}

async fn top_regions(frame: &Frame) -> Result<Vec<region::Model>> {
    let regions = store::regions::list(&frame.app.db).await?;
    Ok(regions.into_iter().filter(|region| region.parent_id.is_none()).collect())
}

async fn form_page(frame: &Frame, form: FormView) -> Result<FormPage> {
    let regions = top_regions(frame).await?;
    Ok(FormPage {
        form,
        regions: regions
            .into_iter()
            .map(|region| ChoiceView { value: region.id.0.to_string(), label: region.name })
            .collect(),
        min_cells: MIN_CELLS
            .map(|n| ChoiceView {
                value: n.to_string(),
                label: frame.text_with("surveys-min_cell-n", &[("n", n.to_string())]),
            })
            .into(),
        crumbs: crumbs::of_surveys(frame, [(frame.text("surveys-new-title"), String::new())]),
    })
}

#[derive(Serialize)]
struct ShowView {
    survey: SurveyHead,
    waves: Vec<WaveView>,
    may_change: bool,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
}

#[derive(Serialize)]
struct SurveyHead {
    title: String,
    href: String,
    region: String,
    purpose: String,
    host: String,
    contact: String,
    period: String,
    ethics_number: String,
    withdrawal_deadline: String,
    min_cell: i32,
}

#[derive(Serialize)]
struct WaveView {
    title: String,
    questionnaires: Vec<QuestionnaireLine>,
}

#[derive(Serialize)]
struct QuestionnaireLine {
    title: String,
    href: String,
    state: QuestionnaireState,
    state_label: String,
    n_submitted: u64,
    n_in_progress: u64,
}

/// `GET /surveys/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let db = &frame.app.db;
    let survey = store::surveys::find(db, SurveyId(*id)).await?;
    let region = store::regions::find(db, survey.region_id).await?;
    let questionnaires = store::questionnaires::of_survey(db, survey.id).await?;
    let mut waves = Vec::new();
    for wave in store::surveys::waves(db, survey.id).await? {
        let mut lines = Vec::new();
        for questionnaire in questionnaires.iter().filter(|q| q.wave_id == wave.id) {
            lines.push(QuestionnaireLine {
                title: questionnaire.title.clone(),
                href: format!("/questionnaires/{}", questionnaire.id.0),
                state: questionnaire.state,
                state_label: frame.text(state_key(questionnaire.state)),
                n_submitted: store::responses::count(db, questionnaire.id, ResponseState::Submitted).await?,
                n_in_progress: store::responses::count(db, questionnaire.id, ResponseState::InProgress)
                    .await?,
            });
        }
        waves.push(WaveView { title: wave.title, questionnaires: lines });
    }
    let title = survey.title.clone();
    let view = ShowView {
        crumbs: crumbs::of_surveys(&frame, [(title.clone(), String::new())]),
        tabs: tabs(&frame, &user, survey.id, ""),
        survey: head(survey, region.name),
        waves,
        may_change: may(user.role, Verb::Change, Thing::Survey),
    };
    frame.page("surveys/show.html", &title, &view)
}

fn head(survey: survey::Model, region: String) -> SurveyHead {
    SurveyHead {
        href: address(survey.id),
        title: survey.title,
        region,
        purpose: survey.purpose,
        host: survey.host,
        contact: survey.contact,
        period: survey.period,
        ethics_number: survey.ethics_number,
        withdrawal_deadline: survey.withdrawal_deadline.map(|date| date.to_string()).unwrap_or_default(),
        min_cell: survey.min_cell,
    }
}

/// A tab of a survey's pages.
#[derive(Serialize)]
pub struct Tab {
    label: String,
    href: String,
    is_current: bool,
}

/// The rooms of a survey: last part of the address, Fluent key, what one must be able to see.
const TABS: &[(&str, &str, Thing)] = &[
    ("", "surveys-tab-overview", Thing::Survey),
    ("/hearings", "surveys-tab-hearings", Thing::Hearing),
    ("/coding", "surveys-tab-coding", Thing::Coding),
    ("/analysis", "surveys-tab-analysis", Thing::Analysis),
    ("/feedback", "surveys-tab-feedback", Thing::Feedback),
    ("/exports", "surveys-tab-exports", Thing::Analysis),
];

/// The tabs over a survey's pages, `current` being the last part of the current room's address.
pub fn tabs(frame: &Frame, user: &User, survey: SurveyId, current: &str) -> Vec<Tab> {
    TABS.iter()
        .filter(|(_, _, thing)| may(user.role, Verb::View, *thing))
        .map(|(part, key, _)| Tab {
            label: frame.text(key),
            href: format!("{}{part}", address(survey)),
            is_current: *part == current,
        })
        .collect()
}

/// The address of a survey's overview.
pub fn address(id: SurveyId) -> String {
    format!("/surveys/{}", id.0)
}

/// The Fluent key of a questionnaire's state.
pub fn state_key(state: QuestionnaireState) -> &'static str {
    match state {
        QuestionnaireState::Draft => "questionnaire-state-draft",
        QuestionnaireState::Open => "questionnaire-state-open",
        QuestionnaireState::Closed => "questionnaire-state-closed",
    }
}
