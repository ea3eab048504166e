//! Surveys: the list, making one, its overview, and changing it.

pub mod edit;
mod form;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::{QuestionnaireState, ResponseState};
use surveys::entity::{questionnaire, survey};
use surveys::id::SurveyId;
use surveys::questionnaire::definition::Kind;
use surveys::store;

use self::form::{FIELDS, FormPage, WAVES};
use crate::app::App;
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::codebook;
use crate::dataset::tally::Reader;
use crate::error::Result;
use crate::i18n::Lang;
use crate::pages::crumbs;
use crate::view::form::{Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

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
    /// In words.
    n_submitted: String,
    n_open: usize,
}

/// `GET /surveys`
pub async fn index(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let db = &frame.app.db;
    let mut lines = Vec::new();
    for survey in store::surveys::list(db).await? {
        let questionnaires = store::questionnaires::of_survey(db, survey.id).await?;
        let reader = Reader::of(&user, &survey, frame.lang);
        lines.push(SurveyLine {
            href: address(survey.id),
            region: store::regions::find(db, survey.region_id).await?.name,
            n_submitted: reader.total(&n_submitted(&frame.app, &questionnaires).await?),
            n_open: questionnaires.iter().filter(|q| q.state == QuestionnaireState::Open).count(),
            title: survey.title,
        });
    }
    let view = IndexView { surveys: lines, may_create: may(user.role, Verb::Change, Thing::Survey) };
    frame.page("surveys/index.html", &frame.text("surveys-title"), &view)
}

/// How many responses were sent to each of these questionnaires. Sign-ups and requests are no survey data and do not count.
async fn n_submitted(
    app: &App,
    questionnaires: &[questionnaire::Model],
) -> Result<Vec<(u64, QuestionnaireState)>> {
    let mut all = Vec::new();
    for questionnaire in questionnaires {
        let Some(version) = store::questionnaires::newest_version(&app.db, questionnaire.id).await? else {
            continue;
        };
        if app.published.definition(&version, None)?.kind == Kind::Survey {
            let n = store::responses::count(&app.db, questionnaire.id, ResponseState::Submitted).await?;
            all.push((n, questionnaire.state));
        }
    }
    Ok(all)
}

/// `GET /surveys/new`
pub async fn new(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let mut form = FormView::filled(FIELDS.iter().map(|name| (*name, String::new())));
    for (name, value) in [("min_cell", "5".to_owned()), (WAVES, frame.text("surveys-waves-default"))] {
        form.fields.entry(name).or_default().value = value;
    }
    let view = new_page(&frame, form).await?;
    frame.page("surveys/form.html", &frame.text("surveys-new-title"), &view)
}

/// `POST /surveys`
pub async fn create(frame: Frame, user: User, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let regions = form::top_regions(&frame).await?;
    let mut form = FormView::sent(FIELDS, &sent);
    form.type_in(&[WAVES], &sent);
    let input = form::read(&frame, &mut form, &regions);
    let waves = form::read_waves(&frame, &mut form);
    match input.filter(|_| form.is_valid()) {
        Some(input) => {
            let transaction = frame.app.write().await?;
            let survey = store::surveys::create(&transaction, input, waves, user.id).await?;
            codebook::ship(&transaction, survey.id, Some(user.id)).await?;
            transaction.commit().await?;
            frame.redirect_with(&address(survey.id), "success", "surveys-created")
        }
        None => {
            let view = new_page(&frame, form).await?;
            frame.problem_page("surveys/form.html", &frame.text("surveys-new-title"), &view)
        }
    }
}

async fn new_page(frame: &Frame, form: FormView) -> Result<FormPage> {
    let crumbs = crumbs::of_surveys(frame, [(frame.text("surveys-new-title"), String::new())]);
    form::page(frame, form, "/surveys".to_owned(), crumbs, None).await
}

#[derive(Serialize)]
struct ShowView {
    survey: SurveyHead,
    waves: Vec<WaveView>,
    may_change: bool,
    /// Where its texts are searched; empty for those who must not.
    search_href: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
}

#[derive(Serialize)]
struct SurveyHead {
    title: String,
    href: String,
    edit_href: String,
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
    /// In words, as the next one.
    n_submitted: String,
    n_in_progress: String,
}

/// `GET /surveys/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let db = &frame.app.db;
    let survey = store::surveys::find(db, SurveyId(*id)).await?;
    let region = store::regions::find(db, survey.region_id).await?;
    let questionnaires = store::questionnaires::of_survey(db, survey.id).await?;
    let reader = Reader::of(&user, &survey, frame.lang);
    let mut waves = Vec::new();
    for wave in store::surveys::waves(db, survey.id).await? {
        let mut lines = Vec::new();
        for questionnaire in questionnaires.iter().filter(|q| q.wave_id == wave.id) {
            let tally = reader.tally(&frame.app, questionnaire).await?;
            lines.push(QuestionnaireLine {
                title: questionnaire.title.clone(),
                href: format!("/questionnaires/{}", questionnaire.id.0),
                state: questionnaire.state,
                state_label: frame.text(state_key(questionnaire.state)),
                n_submitted: reader.words(tally.submitted),
                n_in_progress: reader.words(tally.in_progress),
            });
        }
        waves.push(WaveView { title: wave.title, questionnaires: lines });
    }
    let title = survey.title.clone();
    let view = ShowView {
        crumbs: crumbs::of_surveys(&frame, [(title.clone(), String::new())]),
        tabs: tabs(&frame, &user, survey.id, ""),
        survey: head(survey, region.name, frame.lang),
        waves,
        may_change: may(user.role, Verb::Change, Thing::Survey),
        search_href: if may(user.role, Verb::View, Thing::Analysis) {
            format!("/search?survey={}", *id)
        } else {
            String::new()
        },
    };
    frame.page("surveys/show.html", &title, &view)
}

fn head(survey: survey::Model, region: String, lang: Lang) -> SurveyHead {
    SurveyHead {
        href: address(survey.id),
        edit_href: edit::address(survey.id),
        title: survey.title,
        region,
        purpose: survey.purpose,
        host: survey.host,
        contact: survey.contact,
        period: survey.period,
        ethics_number: survey.ethics_number,
        withdrawal_deadline: survey
            .withdrawal_deadline
            .map(|date| time::date(date, lang))
            .unwrap_or_default(),
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
    ("/progress", "surveys-tab-progress", Thing::Analysis),
    ("/hearings", "surveys-tab-hearings", Thing::Hearing),
    ("/coding", "surveys-tab-coding", Thing::Coding),
    ("/analysis", "surveys-tab-analysis", Thing::Analysis),
    ("/cards", "surveys-tab-cards", Thing::Card),
    ("/feedback", "surveys-tab-feedback", Thing::Feedback),
    ("/talks", "surveys-tab-talks", Thing::Analysis),
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
