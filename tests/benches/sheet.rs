//! How long the PDF of a feedback sheet takes, over HTTP from the request until its bytes are there: surveys of 500 invented
//! responses to the shipped agency questionnaire, the sheet of the region as the program composes it, with quotes, approved.
//!
//! `cargo bench -p tests --bench sheet` prints the first one, which reads the font and sets the first document of this process, and
//! the median of further ones, each of a survey with other answers. A PDF is nowhere kept: it is set each time, and all that
//! helps is what Typst remembers of the document before it, which is another one here. Then what comes before: composing the
//! sheet, looking at it (which sets it in both words to count its pages), looking again (the pages are known), and approving it.
//! A number behind `--` is that of responses.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::time::Instant;

use sea_orm::{EntityTrait, Set, TransactionTrait};
use serde_json::Value;
use server::auth::Role;
use server::dataset;
use server::i18n::Lang;
use server::pages::feedback::composition::Composition;
use server::pages::feedback::face::SheetFace;
use server::pages::feedback::quotes::{STANCES, candidates};
use server::pages::feedback::sheet::build;
use surveys::entity::response;
use surveys::id::{SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::privacy::masking::Looked;
use surveys::store;
use surveys::store::publications::NewPublication;
use surveys::store::quotes::NewQuote;
use tests::invented_answers::{filled_in, sent};
use tests::open_survey::open_survey;
use tests::sheets::share;
use tests::{Engine, Page, Session, TestApp};

/// Surveys after the first one.
const FURTHER: usize = 5;
/// Quotes that are released of each stance.
const QUOTES: usize = 3;
/// Rows that are put in together.
const CHUNK: usize = 500;

/// What comes before, in milliseconds.
#[derive(Default)]
struct Before {
    composed: Vec<f64>,
    looked_at: Vec<f64>,
    looked_again: Vec<f64>,
    approved: Vec<f64>,
}

#[tokio::main]
async fn main() {
    let n = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(500);
    let app = TestApp::start_with(Engine::Sqlite, |config| config.limit_starts = false).await;
    let coordinator = app.login(Role::Coordinator).await;
    println!("{n} responses (limit of the PDF: 3000 ms)");
    let first = survey(&app, &coordinator, n, 0).await;
    approve_unseen(&app, first).await;
    let link = share(&coordinator, first).await;
    let (time, page) = timed(app.visitor().get(&format!("{link}/sheet.pdf"))).await;
    say_file(&app, first, ("the first PDF of the process", time), page).await;

    let (mut before, mut sheets) = (Before::default(), Vec::new());
    for run in 1..=FURTHER {
        let survey = survey(&app, &coordinator, n, run).await;
        approve(&coordinator, survey, &mut before).await;
        sheets.push((survey, share(&coordinator, survey).await));
    }
    let (mut times, mut files) = (Vec::new(), Vec::new());
    for (survey, link) in sheets {
        let (time, page) = timed(app.visitor().get(&format!("{link}/sheet.pdf"))).await;
        times.push(time);
        files.push((survey, page));
    }
    let median = median(times);
    if let Some((survey, page)) = files.pop() {
        say_file(&app, survey, (format!("median of {FURTHER} others").as_str(), median), page).await;
    }
    say("composing", before.composed);
    say("looking at it, pages set", before.looked_at);
    say("looking again, pages known", before.looked_again);
    say("approving", before.approved);
    app.stop().await;
}

/// A survey with its answers and released quotes. `run` says which answers.
async fn survey(app: &TestApp, coordinator: &Session, n: usize, run: usize) -> SurveyId {
    let open = open_survey(app, coordinator, "agency-before").await;
    let transaction = app.db().begin().await.expect("a transaction");
    let version = store::questionnaires::newest_version(&transaction, open.questionnaire).await;
    let version = version.expect("it can be read").expect("it is published");
    let definition: Value = serde_json::from_str(&version.definition).expect("JSON");
    for first in (0..n).step_by(CHUNK) {
        let row = |at: usize| {
            let answers = Value::Object(filled_in(&definition, run * n + at));
            response::ActiveModel { answers: Set(answers.to_string()), ..sent(&open, version.id, at, "") }
        };
        let rows: Vec<response::ActiveModel> = (first..n.min(first + CHUNK)).map(row).collect();
        response::Entity::insert_many(rows).exec_without_returning(&transaction).await.expect("answers");
    }
    transaction.commit().await.expect("they are kept");
    release(app, open.survey).await;
    open.survey
}

async fn release(app: &TestApp, survey: SurveyId) {
    let by = office(app).await;
    let dataset = dataset::load(app.service(), survey, Purpose::Regional, Lang::Ja).await.expect("answers");
    let all = candidates(app.service(), &dataset).await.expect("words");
    let of = |stance: &'static str| all.iter().filter(move |own| own.stance == stance).take(QUOTES);
    for candidate in STANCES.into_iter().flat_map(of) {
        let new = NewQuote {
            survey,
            source: candidate.source.clone(),
            stance: candidate.stance.clone(),
            region_code: candidate.region.clone(),
            text: candidate.text.clone(),
            looked: Looked::nothing_found(),
        };
        store::quotes::release(app.db(), new, by).await.expect("a quote");
    }
}

/// Publishes the sheet without setting it, so that its file is the first document of the process.
async fn approve_unseen(app: &TestApp, survey: SurveyId) {
    let built = build(app.service(), Lang::Ja, (survey, None), Composition::stored(None)).await;
    let built = built.expect("a sheet");
    let new = NewPublication {
        survey,
        area: String::new(),
        number: 1,
        content: built.content.written().expect("JSON"),
        reason: String::new(),
        quotes: built.quotes,
        is_close: false,
    };
    store::publications::publish(app.db(), new, office(app).await).await.expect("a version");
}

/// Publishes the sheet as a coordinator does it.
async fn approve(coordinator: &Session, survey: SurveyId, before: &mut Before) {
    let feedback = format!("/surveys/{}/feedback", survey.0);
    let (time, page) = timed(coordinator.get(&format!("{feedback}/sheet"))).await;
    page.expect_status(200);
    before.composed.push(time);
    for times in [&mut before.looked_at, &mut before.looked_again] {
        let (time, page) = timed(coordinator.get(&format!("{feedback}/preview"))).await;
        page.expect_status(200);
        times.push(time);
    }
    let preview = coordinator.get(&format!("{feedback}/preview")).await.expect_status(200);
    let (time, page) = timed(coordinator.submit(&preview, "#publish-form", &[])).await;
    page.expect_status(303);
    before.approved.push(time);
}

async fn office(app: &TestApp) -> UserId {
    store::users::list(app.db()).await.expect("users can be read")[0].id
}

/// The milliseconds until all of an answer is there.
async fn timed(asked: impl Future<Output = Page>) -> (f64, Page) {
    let began = Instant::now();
    let page = asked.await;
    (began.elapsed().as_secs_f64() * 1000.0, page)
}

/// Prints how long a file took, and what it is.
async fn say_file(app: &TestApp, survey: SurveyId, (what, time): (&str, f64), page: Page) {
    let page = page.expect_status(200);
    assert!(page.bytes.starts_with(b"%PDF-"), "{}", page.describe());
    let version = store::publications::shown(app.db(), survey, "").await.expect("it can be read");
    let face = SheetFace::published(app.service(), &version.expect("a version")).await.expect("a sheet");
    let n_pages = face.length(app.service()).await.expect("it can be set").n;
    println!("  {what:<30} {time:>8.1} ms   {n_pages} pages, {} bytes", page.bytes.len());
}

fn say(what: &str, times: Vec<f64>) {
    println!("  {what:<30} {:>8.1} ms   (median)", median(times));
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}
