//! How many responses of 250 questions are taken a second over HTTP, with what is stored counted against what was
//! acknowledged, and how long a page takes meanwhile. Beside it, in the same run: the same texts put into the same
//! database by bare INSERTs with the same durability, one transaction each.
//!
//! `KIKITORI_FSYNC=on scripts/test-postgres cargo bench -p tests --bench load -- 20000` prints a line for every tenth
//! part (5,000 responses on each engine unless said otherwise).
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::{Map, Value, json};
use server::auth::Role;
use surveys::entity::state::ResponseState;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{ENGINES, Session, TestApp};

const QUESTIONS: usize = 250;
/// Senders at once.
const AT_ONCE: usize = 16;
/// Bare INSERTs that are measured.
const BARE: usize = 1_000;

#[tokio::main]
async fn main() {
    let n = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(5_000);
    for engine in ENGINES {
        let app = TestApp::start_with(engine, |config| config.limit_starts = false).await;
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(&app, &coordinator, &definition()).await;
        println!("{engine:?}: {n} responses of {QUESTIONS} questions, {AT_ONCE} senders");
        let rate = measured(&app, &open, n).await;
        let bare = bare(&app).await;
        println!("  bare INSERTs of the same size    {bare:>8.0} /s   ratio {:.2}", rate / bare);
        app.stop().await;
    }
}

/// Hands in `n` responses by the API, a page being opened all the time. Returns responses a second.
async fn measured(app: &TestApp, open: &OpenSurvey, n: usize) -> f64 {
    let path = format!("/api{}/responses", open.link);
    let body = json!({ "answers": answers() }).to_string();
    let senders: Vec<Session> = (0..AT_ONCE).map(|_| app.visitor()).collect();
    let is_over = Arc::new(AtomicBool::new(false));
    let reader = tokio::spawn(opened(app.visitor(), open.link.clone(), is_over.clone()));
    let acknowledged = AtomicUsize::new(0);
    let began = Instant::now();
    let part = (n / 10).max(1);
    for first in (0..n).step_by(part) {
        let part_began = Instant::now();
        let last = (first + part).min(n);
        let sent = stream::iter(first..last).map(|number| {
            let sender = &senders[number % AT_ONCE];
            let request = sender.request(reqwest::Method::POST, &path).body(body.clone());
            let request = request.header("Content-Type", "application/json");
            let request = request.header("Idempotency-Key", format!("response-number-{number:08}"));
            async move { sender.send(request).await.status }
        });
        let taken =
            sent.buffer_unordered(AT_ONCE).filter(|status| std::future::ready(*status == 201)).count();
        acknowledged.fetch_add(taken.await, Ordering::Relaxed);
        println!("  {last:>7} stored                   {:>8.0} /s", rate(last - first, part_began.elapsed()));
    }
    let rate = rate(n, began.elapsed());
    is_over.store(true, Ordering::Relaxed);
    let mut times = reader.await.expect("the reader ends");
    times.sort();
    let p95 = times[times.len() * 95 / 100].as_secs_f64() * 1000.0;
    let stored = store::responses::count(app.db(), open.questionnaire, ResponseState::Submitted).await;
    let (stored, acknowledged) = (stored.expect("they can be counted"), acknowledged.into_inner());
    println!(
        "  all of it (the product)          {rate:>8.0} /s   acknowledged {acknowledged}, stored {stored}"
    );
    println!("  a page meanwhile                 p95 {p95:>6.1} ms  ({} times)", times.len());
    assert_eq!(stored, n as u64, "lost or doubled");
    rate
}

/// Opens a page until it is over; how long each time took.
async fn opened(visitor: Session, link: String, is_over: Arc<AtomicBool>) -> Vec<Duration> {
    let mut times = Vec::new();
    while !is_over.load(Ordering::Relaxed) {
        let began = Instant::now();
        visitor.get(&link).await.expect_status(200);
        times.push(began.elapsed());
        // A person reads; a loop without a pause would be load of another kind.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    times
}

/// Rows of the same size, each in a transaction of its own.
async fn bare(app: &TestApp) -> f64 {
    app.db()
        .execute_unprepared("CREATE TABLE bare (id BIGINT PRIMARY KEY, answers TEXT)")
        .await
        .expect("a table");
    let text = Value::Object(answers()).to_string();
    let began = Instant::now();
    let inserted = stream::iter(0..BARE).map(|number| {
        let text = &text;
        async move {
            let transaction = app.db().begin().await.expect("a transaction");
            let sql = format!("INSERT INTO bare VALUES ({number}, '{text}')");
            transaction.execute_unprepared(&sql).await.expect("a row");
            transaction.commit().await.expect("it is kept");
        }
    });
    inserted.buffer_unordered(AT_ONCE).count().await;
    rate(BARE, began.elapsed())
}

fn rate(n: usize, time: Duration) -> f64 {
    n as f64 / time.as_secs_f64()
}

fn question(at: usize) -> Value {
    let kind = ["radiogroup", "checkbox", "text", "comment", "rating"][at % 5];
    let mut question = json!({ "type": kind, "name": format!("q{at}"), "title": format!("設問{at}") });
    if at % 5 < 2 {
        question["choices"] = json!(["1", "2", "3", "4", "5"]);
    }
    if at % 10 == 9 {
        question["visibleIf"] = json!(format!("{{q{}}} notempty", at - 9));
    }
    question
}

fn definition() -> Value {
    let pages: Vec<Value> = (0..QUESTIONS / 10)
        .map(|page| json!({ "name": format!("p{page}"), "elements": (page * 10..page * 10 + 10).map(question).collect::<Vec<_>>() }))
        .collect();
    json!({ "title": "二百五十の設問", "pages": pages })
}

fn answers() -> Map<String, Value> {
    let answer = |at: usize| match at % 5 {
        0 => json!("2"),
        1 => json!(["1", "3"]),
        2 => json!("架空の記入"),
        3 => json!("通院の日に休みを取りにくいという相談が続いている。"),
        _ => json!(4),
    };
    (0..QUESTIONS).map(|at| (format!("q{at}"), answer(at))).collect()
}
