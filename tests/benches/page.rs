//! How long a page of 60 questions takes, over HTTP from the running service with its database, beside a page of the
//! same service that asks nothing (`/healthz`).
//!
//! `cargo bench -p tests --bench page` prints the median and the 95th percentile of each, and their ratio.

use serde_json::{Value, json};
use server::auth::Role;
use std::time::{Duration, Instant};
use tests::open_survey::open_definition;
use tests::{Engine, Session, TestApp};

const QUESTIONS: usize = 60;
const RUNS: usize = 200;

#[tokio::main]
async fn main() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &definition()).await;
    let person = app.visitor();
    let started = person.start(&open.link).await.expect_status(303);
    let page = person.follow(started).await.expect_status(200);
    let shown = (0..QUESTIONS).filter(|at| page.has(&format!("form[data-fill] [name=q{at}]"))).count();
    assert!(shown > QUESTIONS / 2, "only {shown} questions are shown");
    let nothing = measured(&person, "/healthz").await;
    let asked = measured(&person, &page.path).await;
    println!("A page of {QUESTIONS} questions, {} kB (limit of p95: 50 ms)", page.body.len() / 1000);
    for (name, times) in [("all of it (the product)", &asked), ("a page that asks nothing", &nothing)] {
        let [half, most] = [50, 95].map(|percent| milliseconds(times[times.len() * percent / 100]));
        println!("  {name:<28} p50 {half:>8.2} ms   p95 {most:>8.2} ms");
    }
    let ratio = asked[RUNS / 2].as_secs_f64() / nothing[RUNS / 2].as_secs_f64();
    println!("  {:<28} {ratio:>12.1}", "ratio of the medians");
    app.stop().await;
}

/// Times of as many requests, one after the other, the shortest first.
async fn measured(person: &Session, path: &str) -> Vec<Duration> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let began = Instant::now();
        person.get(path).await.expect_status(200);
        times.push(began.elapsed());
    }
    times.sort();
    times
}

/// One page of all common types, every third question with a condition.
fn definition() -> Value {
    let choices: Vec<Value> = (1..=8)
        .map(|value| json!({ "value": value.to_string(), "text": format!("選択肢その{value}") }))
        .collect();
    let question = |at: usize| {
        let kind = ["radiogroup", "checkbox", "text", "comment", "dropdown", "rating"][at % 6];
        let mut question = json!({ "type": kind, "name": format!("q{at}"), "title": format!("設問{at}：あてはまるものをお選びください") });
        if ["radiogroup", "checkbox", "dropdown"].contains(&kind) {
            question["choices"] = json!(choices);
        }
        if at % 3 == 2 {
            question["visibleIf"] = json!(format!("{{q{}}} empty or {{q0}} notempty", at - 2));
        }
        question
    };
    let elements: Vec<Value> = (0..QUESTIONS).map(question).collect();
    json!({ "title": "六十の設問", "pages": [{ "name": "p", "elements": elements }] })
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
