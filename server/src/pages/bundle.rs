//! The researcher's bundle before it is made: what it would tell of whom, what can be done about it, and making it.

pub mod wait;

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::SurveyId;
use surveys::store;

use crate::app::App;
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::bundle::account;
use crate::bundle::choices::{Choices, FIELD, GENERAL, LEAST_ALIKE, TEXTS, WRITTEN, spaced};
use crate::bundle::file::write_file;
use crate::bundle::look::{Looked, look};
use crate::bundle::material::Material;
use crate::bundle::steps::{Stage, Unwritten};
use crate::bundle::telling::TellingText;
use crate::bundling::{Held, Job, KEPT, Wanted};
use crate::dataset::microdata::PERSON;
use crate::error::{AppError, Result};
use crate::pages::conditions::encode;
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

/// So many texts that may tell who is meant have a link.
const MOST_TEXTS: usize = 100;

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
    /// To the same page without the answers that can be looked up; None where they put nobody at risk.
    leave_out: Option<TextLink>,
    reports: Vec<ReportView>,
    /// What was decided, for the form that makes the bundle.
    carried: Vec<Carried>,
    /// What is told of, as a hash.
    state: String,
    is_at_risk: bool,
    /// None where texts do not belong into the bundle.
    texts: Option<TextsView>,
    text_choices: Vec<ChoiceView>,
    has_replies: bool,
    lacks_fonts: bool,
    n_responses: usize,
}

/// A column that others may know, or the one that joins.
#[derive(Serialize)]
struct ColumnView {
    field: String,
    label: String,
    /// What can be done with it.
    decisions: Vec<ChoiceView>,
    value: &'static str,
}

/// What is said of one questionnaire.
#[derive(Serialize)]
struct ReportView {
    title: String,
    lines: Vec<String>,
    is_at_risk: bool,
}

/// What is said of texts, and those that may tell who is meant.
#[derive(Serialize)]
struct TextsView {
    lines: Vec<String>,
    links: Vec<TextLink>,
    /// How many have no link any more, in words.
    more: String,
}

#[derive(Serialize)]
struct TextLink {
    label: String,
    href: String,
}

#[derive(Serialize)]
struct Carried {
    name: String,
    value: String,
}

/// A survey as it would go into the bundle, with what that would tell.
struct Opened {
    material: Material,
    choices: Choices,
    looked: Looked,
}

async fn open(frame: &Frame, user: &User, id: SurveyId, fields: &[(String, String)]) -> Result<Opened> {
    let material = Material::load(&frame.app, id, frame.lang, has_texts(user)).await?;
    let choices = Choices::read(&material.dataset().survey, fields);
    let app = frame.app.clone();
    let looked = move || {
        let looked = look(&app, &material, &choices);
        Opened { material, choices, looked }
    };
    web::block(looked).await.map_err(AppError::from)
}

/// `GET /surveys/{id}/bundle`: what was decided is in the address.
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Vec<(String, String)>>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let opened = open(&frame, &user, SurveyId(*id), &query).await?;
    let mut form = form(&opened.choices);
    reject_unknown(&frame, &opened, &query, &mut form);
    page(&frame, &user, &opened, form)
}

/// `POST /surveys/{id}/bundle`: makes it in the background. Where it would tell of somebody, `accept` says that this was read.
pub async fn make(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let id = SurveyId(*id);
    let survey = store::surveys::find(&frame.app.db, id).await?;
    let (choices, state) = (Choices::read(&survey, &sent.0), sent.get("state").to_owned());
    let wanted = Wanted { choices, lang: frame.lang, state };
    // Of what a page has told nothing is looked at twice here; whether it still holds is seen while it is made.
    let told = frame.app.bundling.told(id, user.id, &wanted);
    let is_accepted = told.is_some_and(|is_at_risk| !is_at_risk || sent.has("accept"));
    if is_accepted && Choices::refused_k(&sent.0).is_none() {
        return begin(&frame, &user, id, wanted);
    }
    let opened = open(&frame, &user, id, &sent.0).await?;
    let mut form = form(&opened.choices);
    reject_unknown(&frame, &opened, &sent.0, &mut form);
    if opened.looked.is_at_risk() {
        // What was accepted is what the page told then, and not what came since.
        let is_same = sent.get("state") == opened.looked.state;
        match sent.has("accept") {
            true if is_same => {}
            true => form.reject("accept", frame.text("bundle-accept-changed")),
            false => form.reject("accept", frame.text("bundle-accept-required")),
        }
    }
    if !form.is_valid() {
        return page(&frame, &user, &opened, form);
    }
    let Opened { choices, looked: Looked { state, .. }, .. } = opened;
    begin(&frame, &user, id, Wanted { choices, lang: frame.lang, state })
}

/// Begins to make a bundle, and leads to the page that says how far it is.
fn begin(frame: &Frame, user: &User, id: SurveyId, wanted: Wanted) -> Result<HttpResponse> {
    let (key, job) = frame.app.bundling.begin(id, user.id, wanted)?;
    if let Some(job) = job {
        start(frame.app.clone(), key.clone(), job, has_texts(user));
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

/// Reads a survey, looks whether it still tells what its maker was told, and writes its bundle.
async fn make_file(app: web::Data<App>, job: Arc<Job>, has_texts: bool) -> Made {
    let read = Material::load(&app, job.survey, job.wanted.lang, has_texts).await;
    let mut material = read.map_err(anyhow::Error::from)?;
    let write = move || -> Made {
        let Job { steps, wanted, path, held, .. } = &*job;
        steps.enter(Stage::Texts)?;
        material.telling(&app);
        steps.enter(Stage::Counting)?;
        let looked = look(&app, &material, &wanted.choices);
        if looked.state != wanted.state {
            return Err(Unwritten::Changed);
        }
        // Nobody else makes it, so that it has none yet.
        let _ = held.set(Held { contents: looked.contents, has_texts });
        write_file(&app, &mut material, &wanted.choices, steps, path)
    };
    web::block(write).await.map_err(anyhow::Error::from)?
}

fn form(choices: &Choices) -> FormView {
    FormView::filled([
        ("k", choices.k.to_string()),
        ("also", spaced(&choices.also)),
        ("drop", spaced(&choices.dropped)),
        (TEXTS, choices.texts().to_owned()),
        ("accept", String::new()),
    ])
}

fn reject_unknown(frame: &Frame, opened: &Opened, fields: &[(String, String)], form: &mut FormView) {
    if let Some(k) = Choices::refused_k(fields) {
        let levels = LEAST_ALIKE.map(|k| k.to_string()).join(&frame.text("list-separator"));
        let words = if k.is_empty() { "bundle-empty-level" } else { "bundle-no-level" };
        form.reject("k", frame.text_with(words, &[("k", k.to_owned()), ("levels", levels)]));
    }
    if let Some((option, name)) = opened.looked.unknown(&opened.choices) {
        // What is to be made coarser has no field of names.
        let field = if option == "also" { option } else { "drop" };
        form.reject(field, frame.text_with("bundle-no-column", &[("name", name.to_owned())]));
    }
}

/// The columns that others may know and the one that joins the answers of one person, each once, with what was decided.
fn columns(frame: &Frame, opened: &Opened) -> Vec<ColumnView> {
    let mut columns: Vec<ColumnView> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (_, prepared) in &opened.looked.prepared {
        for one in &prepared.quasi {
            if seen.insert(&one.name) {
                let label = prepared.labels.get(&one.name).cloned().unwrap_or_default();
                columns.push(column(frame, opened, &one.name, label, &["keep", "coarser", "drop"]));
            }
        }
    }
    let joining = opened.looked.prepared.iter().find(|(_, prepared)| prepared.has_person);
    if let Some((_, prepared)) = joining {
        let label = prepared.labels.get(PERSON).cloned().unwrap_or_default();
        // A coarser pseudonym would join nobody.
        columns.push(column(frame, opened, PERSON, label, &["keep", "drop"]));
    }
    columns
}

fn column(frame: &Frame, opened: &Opened, name: &str, label: String, decisions: &[&str]) -> ColumnView {
    let value = if opened.choices.dropped.contains(name) {
        "drop"
    } else if opened.choices.coarser.contains(name) && decisions.contains(&"coarser") {
        "coarser"
    } else {
        "keep"
    };
    let decision = |code: &&str| ChoiceView {
        value: (*code).to_owned(),
        label: frame.text(&format!("bundle-do-{code}")),
    };
    ColumnView {
        field: format!("{FIELD}{name}"),
        label: frame.text_with("bundle-column", &[("name", name.to_owned()), ("label", label)]),
        decisions: decisions.iter().map(decision).collect(),
        value,
    }
}

/// The texts that tell who is meant; None where texts do not belong into the bundle.
fn texts(frame: &Frame, opened: &Opened) -> Option<TextsView> {
    let telling = opened.material.telling(&frame.app)?;
    let base = address(opened.material.dataset().survey.id);
    let link = |text: &TellingText| TextLink {
        label: text.name.clone(),
        href: format!("{base}/coding/texts/{}", text.reference),
    };
    let n_more = telling.texts.len().saturating_sub(MOST_TEXTS);
    Some(TextsView {
        lines: account::texts(frame.lang, telling, &opened.choices),
        links: telling.texts.iter().take(MOST_TEXTS).map(link).collect(),
        more: match n_more {
            0 => String::new(),
            n => frame.text_with("bundle-telling-more", &[("n", n.to_string())]),
        },
    })
}

/// The page about a bundle, with what was decided in its address.
fn decided(base: &str, choices: &Choices) -> String {
    let pairs = choices.fields();
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    format!("{base}/bundle?{}", pairs.collect::<Vec<String>>().join("&"))
}

/// To the same page without the answers that can be looked up, where rows stand out with them.
fn leave_out(frame: &Frame, opened: &Opened, base: &str) -> Option<TextLink> {
    let known = opened.looked.known_answers();
    let mut choices = opened.choices.clone();
    choices.dropped.extend(known.iter().map(|(name, _)| (*name).to_owned()));
    let labels: Vec<&str> = known.iter().map(|(_, label)| *label).collect();
    let columns = labels.join(&frame.text("list-separator"));
    (!known.is_empty()).then(|| TextLink {
        label: frame.text_with("bundle-risk-leave-out", &[("columns", columns)]),
        href: decided(base, &choices),
    })
}

/// What is said of each questionnaire, and of the people who answered several.
fn reports(frame: &Frame, looked: &Looked) -> Vec<ReportView> {
    let of_one = looked.prepared.iter().map(|(title, prepared)| ReportView {
        title: title.clone(),
        lines: account::risk(frame.lang, prepared),
        is_at_risk: prepared.anonymity.is_at_risk(),
    });
    let of_joined = looked.joined.iter().map(|joined| ReportView {
        title: frame.text("bundle-joined-title"),
        lines: account::joined_risk(frame.lang, joined),
        is_at_risk: joined.anonymity.is_at_risk(),
    });
    of_one.chain(of_joined).collect()
}

/// Remembers what a page tells, so that it is not looked at anew to begin what it tells of.
fn remember(frame: &Frame, user: &User, opened: &Opened) {
    let Opened { material, choices, looked } = opened;
    if looked.unknown(choices).is_none() {
        let wanted = Wanted { choices: choices.clone(), lang: frame.lang, state: looked.state.clone() };
        frame.app.bundling.tell(material.dataset().survey.id, user.id, wanted, looked.is_at_risk());
    }
}

fn page(frame: &Frame, user: &User, opened: &Opened, mut form: FormView) -> Result<HttpResponse> {
    let dataset = opened.material.dataset();
    let survey = &dataset.survey;
    remember(frame, user, opened);
    let base = address(survey.id);
    let title = frame.text("bundle-title");
    let columns = columns(frame, opened);
    // What has a field of its own is not in the list of names as well.
    let listed = |name: &&String| columns.iter().all(|column| column.field != format!("{FIELD}{name}"));
    let dropped: Vec<&str> = opened.choices.dropped.iter().filter(listed).map(String::as_str).collect();
    form.fields.entry("drop").or_default().value = dropped.join(" ");
    let carried = opened.choices.fields().into_iter().map(|(name, value)| Carried { name, value });
    let choice = |value: &str, label: String| ChoiceView { value: value.to_owned(), label };
    let level = |k: &usize| choice(&k.to_string(), frame.text_with("bundle-level", &[("k", k.to_string())]));
    let text_choice = |code: &str| choice(code, frame.text(&format!("bundle-texts-{code}")));
    let exports = (frame.text("surveys-tab-exports"), format!("{base}/exports"));
    let view = BundleView {
        crumbs: crumbs::of_survey(frame, survey, [exports, (title.clone(), String::new())]),
        tabs: tabs(frame, user, survey.id, "/exports"),
        title: survey.title.clone(),
        action: format!("{base}/bundle"),
        levels: LEAST_ALIKE.iter().map(level).collect(),
        leave_out: leave_out(frame, opened, &base),
        reports: reports(frame, &opened.looked),
        texts: texts(frame, opened),
        text_choices: [GENERAL, WRITTEN].map(text_choice).to_vec(),
        carried: carried.collect(),
        state: opened.looked.state.clone(),
        is_at_risk: opened.looked.is_at_risk(),
        lacks_fonts: opened.looked.lacks_fonts,
        has_replies: opened.material.replies.table.is_some(),
        n_responses: dataset.fielded.iter().map(|fielded| fielded.responses.len()).sum(),
        columns,
        form,
    };
    match view.form.is_valid() {
        true => frame.page("bundle/show.html", &title, &view),
        false => frame.problem_page("bundle/show.html", &title, &view),
    }
}
