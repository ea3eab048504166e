//! A survey made from a file of answers: what kind of question each column is, and what the survey is called.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::entity::answer_import;
use surveys::entity::state::QuestionnaireState;
use surveys::id::{AnswerImportId, RegionId};
use surveys::questionnaire::answer_import::guess::{Shape, Words, choices, definition, shapes};
use surveys::questionnaire::answer_import::platform::Platform;
use surveys::questionnaire::answer_import::{MAX_ROWS, Table};
use surveys::questionnaire::edit::opened;
use surveys::questionnaire::format::sheet::letters;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::has_errors;
use surveys::store;
use surveys::store::answer_imports::NewImport;
use surveys::store::questionnaires::NewQuestionnaire;
use surveys::store::surveys::SurveyInput;

use super::bring::{keep, read};
use super::look::MAX_NOTE;
use super::take::go_on;
use super::{Staged, address, brought, staged};
use crate::auth::form::StaffForm;
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::codebook;
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::entries::to_json;
use crate::secret;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

/// Fields about the survey, with the keys of their labels and the most characters.
const FIELDS: [(&str, &str, usize); 6] = [
    ("title", "surveys-field-title", 200),
    ("wave", "answer-imports-wave", 200),
    ("purpose", "surveys-field-purpose", 2_000),
    ("host", "surveys-field-host", 200),
    ("contact", "surveys-field-contact", 500),
    ("consent_note", "answer-imports-consent-note", MAX_NOTE),
];
/// Uses that the question about consent lists.
const CONSENTS: [&str; 4] = ["aggregate", "region", "academic", "quote"];
/// Counts below this are withheld in what leaves the house, as for a new survey.
const MIN_CELL: i32 = 5;
/// How many choices of a column are shown.
const N_SHOWN: usize = 12;

#[derive(Serialize)]
struct BringPage {
    bring: BringView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct BringView {
    kicker: String,
    action: &'static str,
    error: String,
    max_rows: String,
    files: Vec<String>,
}

#[derive(Serialize)]
struct MakePage {
    make: MakeView,
    form: FormView,
    regions: Vec<ChoiceView>,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct MakeView {
    file_name: String,
    platform: String,
    href: String,
    n_rows: i32,
    n_questions: usize,
    columns: Vec<ColumnView>,
    shapes: Vec<ChoiceView>,
    consents: Vec<ChoiceView>,
    consent: Vec<String>,
}

#[derive(Serialize)]
struct ColumnView {
    letters: String,
    name: String,
    field: String,
    shape: &'static str,
    choices: Vec<String>,
    n_choices: usize,
}

/// `GET /surveys/from-answers`
pub async fn new(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    bring_page(&frame, String::new())
}

/// `POST /surveys/from-answers`: keeps a file to make a survey from.
pub async fn bring(frame: Frame, user: User, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let (name, table, problems) = match read(&frame, sent).await? {
        Ok(read) => read,
        Err(words) => return bring_page(&frame, words),
    };
    let new = keep(&frame.app, name, table, problems, None)?;
    let transaction = frame.app.write().await?;
    let made = store::answer_imports::create(&transaction, with_guess(new)?, user.id).await?;
    transaction.commit().await?;
    Ok(frame.redirect(&survey_address(made.id)))
}

fn with_guess(new: NewImport) -> Result<NewImport> {
    let staged: Staged = serde_json::from_str(&new.contents).map_err(anyhow::Error::from)?;
    let platform = Platform::from_code(&new.platform).unwrap_or_default();
    let codes: Vec<&str> = shapes(&staged.table, platform).iter().map(|shape| shape.code()).collect();
    Ok(NewImport { matching: to_json(&codes)?, ..new })
}

fn survey_address(id: AnswerImportId) -> String {
    format!("{}/survey", address(id))
}

fn bring_page(frame: &Frame, error: String) -> Result<HttpResponse> {
    let title = frame.text("answer-imports-survey-title");
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = BringPage {
        crumbs: crumbs::of_surveys(frame, [(title.clone(), String::new())]),
        bring: BringView {
            kicker: String::new(),
            action: "/surveys/from-answers",
            error,
            max_rows: MAX_ROWS.to_string(),
            files: Vec::new(),
        },
    };
    frame.page_with(status, "answer_imports/bring.html", &title, &view)
}

/// A file of which no survey has been made yet, with the shapes of its columns.
struct Unmade {
    import: answer_import::Model,
    table: Arc<Table>,
    platform: Platform,
    shapes: Vec<Shape>,
}

async fn unmade(frame: &Frame, id: AnswerImportId) -> Result<Unmade> {
    let import = store::answer_imports::find(&frame.app.db, id).await?;
    if import.questionnaire_id.is_some() {
        return Err(AppError::NotFound);
    }
    let codes: Vec<String> = serde_json::from_str(&import.matching).map_err(anyhow::Error::from)?;
    let shapes = codes.iter().map(|code| Shape::from_code(code).unwrap_or(Shape::Left)).collect();
    let platform = Platform::from_code(&import.platform).unwrap_or_default();
    Ok(Unmade { table: Arc::new(staged(&import)?.table), platform, shapes, import })
}

/// `GET /answer-imports/{id}/survey`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = unmade(&frame, AnswerImportId(*id)).await?;
    let mut form = FormView::filled(names().map(|name| (name, String::new())));
    let name =
        found.import.file_name.rsplit_once('.').map_or(found.import.file_name.as_str(), |(name, _)| name);
    for (field, value) in [
        ("title", name.to_owned()),
        ("wave", frame.text("surveys-waves-default").lines().next().unwrap_or_default().to_owned()),
    ] {
        form.fields.entry(field).or_default().value = value;
    }
    page(&frame, &found, form, Vec::new()).await
}

fn names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, ..)| *name).chain(["region", "consent"])
}

/// `POST /answer-imports/{id}/survey`: reads the columns as was chosen; makes the survey if that was asked.
pub async fn make(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let id = AnswerImportId(*id);
    let mut found = unmade(&frame, id).await?;
    let before = found.shapes.clone();
    for (at, shape) in found.shapes.iter_mut().enumerate() {
        *shape = Shape::from_code(sent.get(&format!("column-{at}"))).unwrap_or(*shape);
    }
    let consent: Vec<String> =
        sent.all("consent").filter(|value| CONSENTS.contains(value)).map(str::to_owned).collect();
    let names: Vec<&'static str> = names().collect();
    let mut form = FormView::sent(&names, &sent);
    if sent.get("go") != "make" || before != found.shapes {
        let codes: Vec<&str> = found.shapes.iter().map(|shape| shape.code()).collect();
        let transaction = frame.app.write().await?;
        let (codes, none) = (to_json(&codes)?, ("[]".to_owned(), String::new()));
        store::answer_imports::save(&transaction, id, codes, none.0, none.1, user.id).await?;
        transaction.commit().await?;
        return page(&frame, &found, form, consent).await;
    }
    let Some((input, waves)) = input(&frame, &mut form).await? else {
        return page(&frame, &found, form, consent).await;
    };
    let guessed = guessed(&frame, &found, input.title.clone()).await?;
    let said = (consent, form.value("consent_note").to_owned());
    let transaction = frame.app.write().await?;
    create(&transaction, &user, &found, (input, waves), guessed, said).await?;
    transaction.commit().await?;
    go_on(&frame, &user, &brought(&frame.app, id, frame.lang).await?).await
}

/// What was typed about the survey, and its waves; None with problems in the form.
async fn input(frame: &Frame, form: &mut FormView) -> Result<Option<(SurveyInput, Vec<String>)>> {
    for (name, label, max) in FIELDS {
        form.require(frame, name, label);
        form.limit(frame, name, label, max);
    }
    let regions = store::regions::list(&frame.app.db).await?;
    let region = form.value("region").parse().ok().map(RegionId);
    let region = region.filter(|id| regions.iter().any(|found| found.id == *id && found.parent_id.is_none()));
    if region.is_none() {
        form.reject("region", frame.text("surveys-region-required"));
    }
    let text = |name| form.value(name).to_owned();
    let input = region.filter(|_| form.is_valid()).map(|region| SurveyInput {
        title: text("title"),
        region,
        purpose: text("purpose"),
        host: text("host"),
        contact: text("contact"),
        period: String::new(),
        ethics_number: String::new(),
        withdrawal_deadline: None,
        min_cell: MIN_CELL,
    });
    Ok(input.map(|input| (input, vec![text("wave")])))
}

/// A questionnaire that was guessed.
struct Guessed {
    /// Its draft (JSON).
    draft: String,
    /// What each column is in it.
    matching: Vec<Option<String>>,
}

/// Guesses the questionnaire of a file, before anything is locked: a large file takes its time.
async fn guessed(frame: &Frame, found: &Unmade, title: String) -> Result<Guessed> {
    let words = words(frame, title);
    let (table, shapes, platform) = (Arc::clone(&found.table), found.shapes.clone(), found.platform);
    let guess = move || {
        let (json, matching) = definition(&table, &shapes, platform, &words);
        let draft = opened(&json.to_string()).ok()?.to_string();
        let (read, problems) = parse(&draft);
        (read.is_some() && !has_errors(&problems)).then_some(Guessed { draft, matching })
    };
    let guessed = web::block(guess).await?;
    guessed.ok_or(AppError::Conflict("questionnaires-has-errors"))
}

/// Survey, questionnaire and its first version, closed because it was answered already.
async fn create(
    transaction: &DatabaseTransaction,
    user: &User,
    found: &Unmade,
    (input, waves): (SurveyInput, Vec<String>),
    Guessed { draft, matching }: Guessed,
    (consent, note): (Vec<String>, String),
) -> Result<()> {
    let title = input.title.clone();
    let survey = store::surveys::create(transaction, input, waves, user.id).await?;
    codebook::ship(transaction, survey.id, Some(user.id)).await?;
    let wave = store::surveys::waves(transaction, survey.id).await?.into_iter().next();
    let wave = wave.ok_or(AppError::NotFound)?.id;
    let new = NewQuestionnaire { survey: survey.id, wave, title, draft, link: secret::random_link()? };
    let questionnaire = store::questionnaires::create(transaction, new, user.id).await?;
    let version = store::questionnaires::publish(transaction, questionnaire.id, user.id).await?;
    let closed = QuestionnaireState::Closed;
    store::questionnaires::set_state(transaction, questionnaire.id, closed, user.id).await?;
    let (id, matching) = (found.import.id, to_json(&matching)?);
    store::answer_imports::save(transaction, id, matching.clone(), to_json(&consent)?, note, user.id).await?;
    let (questionnaire, version) = (questionnaire.id, version.id);
    store::answer_imports::set_target(transaction, id, questionnaire, version, matching, user.id).await?;
    Ok(())
}

fn words(frame: &Frame, title: String) -> Words {
    Words {
        title,
        untitled: frame.text("answer-imports-untitled"),
        consent: frame.text("answer-imports-consent-question"),
        consents: CONSENTS.map(|code| (code, frame.text(&format!("answer-imports-consent-{code}")))).into(),
    }
}

async fn page(frame: &Frame, found: &Unmade, form: FormView, consent: Vec<String>) -> Result<HttpResponse> {
    let regions = store::regions::list(&frame.app.db).await?.into_iter();
    let regions = regions.filter(|region| region.parent_id.is_none());
    let status = if form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let columns = found.table.columns.iter().zip(&found.shapes).enumerate();
    let column = |(at, (name, shape)): (usize, (&String, &Shape))| {
        let (choices, _) = choices(&found.table, at, *shape, found.platform);
        ColumnView {
            letters: letters(at + 1),
            name: name.clone(),
            field: format!("column-{at}"),
            shape: shape.code(),
            n_choices: choices.len(),
            choices: choices.into_iter().take(N_SHOWN).collect(),
        }
    };
    let choice = |code: &str, key: &str| ChoiceView {
        value: code.to_owned(),
        label: frame.text(&format!("answer-imports-{key}-{code}")),
    };
    let title = frame.text("answer-imports-survey-title");
    let view = MakePage {
        make: MakeView {
            file_name: found.import.file_name.clone(),
            platform: frame.text(&format!("answer-imports-platform-{}", found.platform.code())),
            href: survey_address(found.import.id),
            n_rows: found.import.n_rows,
            n_questions: found.shapes.iter().filter(|shape| **shape != Shape::Left).count(),
            columns: columns.map(column).collect(),
            shapes: Shape::ALL.map(|shape| choice(shape.code(), "shape")).into(),
            consents: CONSENTS.map(|code| choice(code, "consent")).into(),
            consent,
        },
        form,
        regions: regions
            .map(|region| ChoiceView { value: region.id.0.to_string(), label: region.name })
            .collect(),
        crumbs: crumbs::of_surveys(
            frame,
            [
                (title.clone(), "/surveys/from-answers".to_owned()),
                (found.import.file_name.clone(), String::new()),
            ],
        ),
    };
    frame.page_with(status, "answer_imports/make.html", &title, &view)
}
