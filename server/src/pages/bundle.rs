//! The researcher's bundle before it is made: what it would tell of whom, what can be done about it, and making it.

pub mod wait;

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;

use crate::app::App;
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::bundle::account;
use crate::bundle::choices::{Choices, FIELD, LEAST_ALIKE};
use crate::bundle::material::Material;
use crate::bundle::prepare::{Prepared, prepare};
use crate::bundle::steps::Unwritten;
use crate::bundle::write_file;
use crate::bundling::{Job, KEPT};
use crate::dataset::{self, Dataset};
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

/// What became of a bundle's file.
type Made = std::result::Result<(), Unwritten>;

#[derive(Serialize)]
struct BundleView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    form: FormView,
    levels: Vec<ChoiceView>,
    columns: Vec<ColumnView>,
    decisions: Vec<ChoiceView>,
    reports: Vec<ReportView>,
    /// What was decided, for the form that makes the bundle.
    carried: Vec<Carried>,
    is_at_risk: bool,
    has_texts: bool,
    n_responses: usize,
}

/// A column that others may know.
#[derive(Serialize)]
struct ColumnView {
    field: String,
    label: String,
    value: &'static str,
}

/// What is said of one questionnaire.
#[derive(Serialize)]
struct ReportView {
    title: String,
    lines: Vec<String>,
    is_at_risk: bool,
}

#[derive(Serialize)]
struct Carried {
    name: String,
    value: String,
}

/// A survey's data as they would go into the bundle.
struct Looked {
    dataset: Dataset,
    choices: Choices,
    /// Titles of the questionnaires with their data, without the rows.
    prepared: Vec<(String, Prepared)>,
}

impl Looked {
    fn is_at_risk(&self) -> bool {
        self.prepared.iter().any(|(_, prepared)| prepared.anonymity.is_at_risk())
    }

    /// A name that was given and that no column has, with the field for such names.
    fn unknown(&self) -> Option<(&'static str, &str)> {
        let is_known =
            |name: &str| self.prepared.iter().any(|(_, prepared)| prepared.labels.contains_key(name));
        let (option, name) = self.choices.names().find(|(_, name)| !is_known(name))?;
        Some((if option == "also" { option } else { "drop" }, name))
    }
}

async fn look(frame: &Frame, id: SurveyId, fields: &[(String, String)]) -> Result<Looked> {
    let dataset = dataset::load(&frame.app, id, Purpose::Academic, frame.lang).await?;
    let choices = Choices::read(&dataset.survey, fields);
    let app = frame.app.clone();
    web::block(move || looked(&app, dataset, choices)).await.map_err(AppError::from)
}

fn looked(app: &App, dataset: Dataset, choices: Choices) -> Looked {
    let one = |fielded: &dataset::Fielded| {
        let mut prepared = prepare(app, &dataset, fielded, &choices);
        prepared.sheet.rows = Vec::new();
        (fielded.full_title(dataset.lang), prepared)
    };
    let prepared = dataset.fielded.iter().map(one).collect();
    Looked { prepared, dataset, choices }
}

/// `GET /surveys/{id}/bundle`: what was decided is in the address.
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Vec<(String, String)>>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let looked = look(&frame, SurveyId(*id), &query).await?;
    let mut form = form(&looked.choices);
    reject_unknown(&frame, &looked, &mut form);
    page(&frame, &user, looked, form)
}

/// `POST /surveys/{id}/bundle`: makes it in the background. Where rows stand out, `accept` says that this was read.
pub async fn make(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let id = SurveyId(*id);
    let looked = look(&frame, id, &sent.0).await?;
    let mut form = form(&looked.choices);
    reject_unknown(&frame, &looked, &mut form);
    if looked.is_at_risk() && !sent.has("accept") {
        form.reject("accept", frame.text("bundle-accept-required"));
    }
    if !form.is_valid() {
        return page(&frame, &user, looked, form);
    }
    let choices = looked.choices.clone();
    // The answers are read anew with what belongs to them: not twice at once in memory.
    drop(looked);
    let (key, job) = frame.app.bundling.begin(id, user.id, (&choices, frame.lang))?;
    if let Some(job) = job {
        start(frame.app.clone(), key.clone(), job, has_texts(&user));
    }
    Ok(frame.redirect(&format!("/bundles/{key}")))
}

/// Texts with what is coded in them are for those who may take codings out.
fn has_texts(user: &User) -> bool {
    may(user.role, Verb::Export, Thing::Coding)
}

/// Makes a bundle beside the requests, and erases it when it has waited long enough.
fn start(app: web::Data<App>, key: String, job: Arc<Job>, has_texts: bool) {
    actix_web::rt::spawn(async move {
        // By itself, so that one that breaks comes to an end, too, and others can be made.
        let made = actix_web::rt::spawn(make_file(app.clone(), job.clone(), has_texts)).await;
        job.end(made.unwrap_or_else(|error| Err(anyhow::Error::from(error).into())));
        tokio::time::sleep(KEPT).await;
        app.bundling.forget(&key);
    });
}

async fn make_file(app: web::Data<App>, job: Arc<Job>, has_texts: bool) -> Made {
    let material =
        Material::load(&app, job.survey, job.lang, has_texts).await.map_err(anyhow::Error::from)?;
    let made = web::block(move || write_file(&app, &material, &job.choices, &job.steps, &job.path)).await;
    made.map_err(anyhow::Error::from)?
}

fn form(choices: &Choices) -> FormView {
    let names = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(" ");
    FormView::filled([
        ("k", choices.k.to_string()),
        ("also", names(&choices.also)),
        ("drop", names(&choices.dropped)),
        ("accept", String::new()),
    ])
}

fn reject_unknown(frame: &Frame, looked: &Looked, form: &mut FormView) {
    if let Some((field, name)) = looked.unknown() {
        form.reject(field, frame.text_with("bundle-no-column", &[("name", name.to_owned())]));
    }
}

/// The columns that others may know, each once, with what was decided.
fn columns(frame: &Frame, looked: &Looked) -> Vec<ColumnView> {
    let mut columns: Vec<ColumnView> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (_, prepared) in &looked.prepared {
        for one in &prepared.quasi {
            if !seen.insert(&one.name) {
                continue;
            }
            let value = if looked.choices.dropped.contains(&one.name) {
                "drop"
            } else if looked.choices.coarser.contains(&one.name) {
                "coarser"
            } else {
                "keep"
            };
            let label = prepared.labels.get(&one.name).cloned().unwrap_or_default();
            columns.push(ColumnView {
                field: format!("{FIELD}{}", one.name),
                label: frame.text_with("bundle-column", &[("name", one.name.clone()), ("label", label)]),
                value,
            });
        }
    }
    columns
}

fn page(frame: &Frame, user: &User, looked: Looked, mut form: FormView) -> Result<HttpResponse> {
    let survey = &looked.dataset.survey;
    let base = address(survey.id);
    let title = frame.text("bundle-title");
    let columns = columns(frame, &looked);
    // What has a field of its own is not in the list of names as well.
    let listed = |name: &&String| columns.iter().all(|column| column.field != format!("{FIELD}{name}"));
    let dropped: Vec<&str> = looked.choices.dropped.iter().filter(listed).map(String::as_str).collect();
    form.fields.entry("drop").or_default().value = dropped.join(" ");
    let report = |(title, prepared): &(String, Prepared)| ReportView {
        title: title.clone(),
        lines: account::risk(frame.lang, prepared),
        is_at_risk: prepared.anonymity.is_at_risk(),
    };
    let carried = looked.choices.fields().into_iter().map(|(name, value)| Carried { name, value });
    let choice = |value: &str, label: String| ChoiceView { value: value.to_owned(), label };
    let level = |k: &usize| choice(&k.to_string(), frame.text_with("bundle-level", &[("k", k.to_string())]));
    let decision = |code: &str| choice(code, frame.text(&format!("bundle-do-{code}")));
    let exports = (frame.text("surveys-tab-exports"), format!("{base}/exports"));
    let view = BundleView {
        crumbs: crumbs::of_survey(frame, survey, [exports, (title.clone(), String::new())]),
        tabs: tabs(frame, user, survey.id, "/exports"),
        title: survey.title.clone(),
        action: format!("{base}/bundle"),
        levels: LEAST_ALIKE.iter().map(level).collect(),
        decisions: ["keep", "coarser", "drop"].map(decision).to_vec(),
        reports: looked.prepared.iter().map(report).collect(),
        carried: carried.collect(),
        is_at_risk: looked.is_at_risk(),
        has_texts: has_texts(user),
        n_responses: looked.dataset.fielded.iter().map(|fielded| fielded.responses.len()).sum(),
        columns,
        form,
    };
    match view.form.is_valid() {
        true => frame.page("bundle/show.html", &title, &view),
        false => frame.problem_page("bundle/show.html", &title, &view),
    }
}
