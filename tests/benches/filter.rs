//! How long a change of filter takes on pages of analysis and coding at 10,000 invented free answers, over HTTP from the running
//! service with its database. The texts have been read before, as they have been when somebody changes a filter.
//!
//! `scripts/test-postgres cargo bench -p tests --bench filter` prints median and 95th percentile of each on both engines. A number
//! behind `--` is that of answers. The last line opens the order of the coding list that learns: what is new since it was opened
//! last is learnt before.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::time::{Duration, Instant};

use sea_orm::{EntityTrait, TransactionTrait};
use server::auth::Role;
use surveys::entity::response;
use surveys::store;
use tests::free_answers::definition;
use tests::invented_answers::{invented, sent};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{ENGINES, Session, TestApp};

/// Times that each page is opened.
const RUNS: usize = 8;
/// Rows that are put in together.
const CHUNK: usize = 500;

/// Pages with their filters, behind the address of the survey. Filters of a page are asked by turns.
const PAGES: [(&str, &[&str]); 6] = [
    (
        "analysis/texts",
        &["?word=相談", "?word=通院", "?stance=request", "?theme=C07", "?word=相談&with=会議&near=10"],
    ),
    ("analysis/words", &["?class=noun", "?class=verb", "?word=相談"]),
    ("analysis/kwic", &["?word=相談", "?word=会議&order=r1"]),
    ("analysis/themes", &["?by=region", "?by=kind"]),
    ("coding", &["?state=all", "?state=open", "?state=all&question=hard"]),
    ("coding", &["?state=all&order=unsure"]),
];

#[tokio::main]
async fn main() {
    let n = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    for engine in ENGINES {
        let app = TestApp::start_with(engine, |config| config.limit_starts = false).await;
        println!("{engine:?}: {n} answers (limit of p95: 200 ms)");
        measure(&app, n).await;
        app.stop().await;
    }
}

async fn measure(app: &TestApp, n: usize) {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &definition()).await;
    fill(app, &open, n).await;
    for (page, filters) in PAGES {
        let paths: Vec<String> =
            filters.iter().map(|filter| format!("/surveys/{}/{page}{filter}", open.survey.0)).collect();
        let began = Instant::now();
        coordinator.get(&paths[0]).await.expect_status(200);
        let first = milliseconds(began.elapsed());
        let times = measured(&coordinator, &paths).await;
        let [half, most] = [50, 95].map(|percent| milliseconds(times[times.len() * percent / 100]));
        println!("  {page:<22} p50 {half:>8.1} ms   p95 {most:>8.1} ms   the first time {first:>8.1} ms");
    }
}

/// Times of the pages by turns, the shortest first.
async fn measured(person: &Session, paths: &[String]) -> Vec<Duration> {
    let mut times = Vec::new();
    for path in paths.iter().cycle().take(RUNS * paths.len()) {
        let began = Instant::now();
        person.get(path).await.expect_status(200);
        times.push(began.elapsed());
    }
    times.sort();
    times
}

async fn fill(app: &TestApp, open: &OpenSurvey, n: usize) {
    let transaction = app.db().begin().await.expect("a transaction");
    let version = store::questionnaires::newest_version(&transaction, open.questionnaire).await;
    let version = version.expect("it can be read").expect("it is published").id;
    for first in (0..n).step_by(CHUNK) {
        let rows: Vec<response::ActiveModel> = (first..n.min(first + CHUNK))
            .map(|at| sent(open, version, at, &invented(at, 1 + at % 4)))
            .collect();
        response::Entity::insert_many(rows).exec_without_returning(&transaction).await.expect("answers");
    }
    transaction.commit().await.expect("they are kept");
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
