//! How long a search among 100,000 invented texts takes: 95,000 free answers, 4,800 hearing notes and 200 agencies, over HTTP from
//! the running service with its database, the page of results included. Beside it, in the same run: the same words looked for by
//! the database with LIKE, which knows no inflection, no width, no other names and no order.
//!
//! `scripts/test-postgres cargo bench -p tests --bench search` prints how long reading takes and what memory it needs, and the
//! median and the 95th percentile of each on both engines. A number behind `--` is that of texts.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, Set, Statement, TransactionTrait};
use server::auth::Role;
use server::search::Progress;
use surveys::entity::state::QuotePermission;
use surveys::entity::{hearing, hearing_section, response};
use surveys::id::{AgencyId, HearingId, UserId};
use surveys::store;
use tests::free_answers::definition;
use tests::invented_answers::{invented, sent};
use tests::inviting::add_agencies;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{ENGINES, TestApp};

/// Times that each query is asked.
const RUNS: usize = 8;
/// Rows that are put in together.
const CHUNK: usize = 500;

/// Queries, and the words for LIKE: all of them must be there.
const QUERIES: [(&str, &[&str]); 16] = [
    ("難病", &["難病"]),
    ("駅", &["駅"]),
    ("相談 就労", &["相談", "就労"]),
    ("働く", &["働く"]),
    ("通院 OR 通所", &["通"]),
    ("支援 -送迎", &["支援"]),
    ("「体調の波」", &["体調の波"]),
    ("\"主治医と相談\"", &["主治医と相談"]),
    ("職安", &["職安"]),
    ("障がい者雇用", &["障がい者雇用"]),
    ("リウマチ", &["リウマチ"]),
    ("機関 連携 会議", &["機関", "連携", "会議"]),
    ("在宅勤務 短時間 体調", &["在宅勤務", "短時間", "体調"]),
    ("ＡＢＣ第7番", &["ABC第7番"]),
    ("架空機関 12", &["架空機関", "12"]),
    ("見つからないことば", &["見つからないことば"]),
];

#[tokio::main]
async fn main() {
    let n = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(100_000);
    for engine in ENGINES {
        let app = TestApp::start_with(engine, |config| config.limit_starts = false).await;
        println!("{engine:?}: {n} texts");
        measure(&app, n).await;
        app.stop().await;
    }
}

async fn measure(app: &TestApp, n: usize) {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &definition()).await;
    let n_characters = fill(app, &open, n).await;
    let memory = resident();
    let began = Instant::now();
    coordinator.get("/search?q=難病").await.expect_status(200);
    while app.service().search.progress() != Progress::Ready {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!(
        "  reading {n_characters} characters      {:>8.1} s   {:>5} MB more memory",
        began.elapsed().as_secs_f64(),
        resident().saturating_sub(memory)
    );
    // Outside internal work it is decided for each search who is few.
    let researcher = app.login(Role::Researcher).await;
    let (mut ours, mut outside, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for (query, words) in QUERIES {
        let path = format!("/search?q={query}");
        let page = coordinator.get(&path).await.expect_status(200);
        let found = page.texts("#search-counts").join("");
        let (mut own, mut like) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let began = Instant::now();
            coordinator.get(&path).await.expect_status(200);
            own.push(began.elapsed());
            let began = Instant::now();
            researcher.get(&path).await.expect_status(200);
            outside.push(began.elapsed());
            let began = Instant::now();
            by_like(app, words).await;
            like.push(began.elapsed());
        }
        own.sort();
        like.sort();
        println!(
            "    {query}: {:.1} ms, LIKE {:.1} ms. {found}",
            milliseconds(own[RUNS / 2]),
            milliseconds(like[RUNS / 2])
        );
        ours.extend(own);
        theirs.extend(like);
    }
    let all = [
        ("searching (the product)", ours),
        ("the same as a researcher", outside),
        ("LIKE '%…%' of the database", theirs),
    ];
    for (name, mut times) in all {
        times.sort();
        let [half, most] = [50, 95].map(|percent| milliseconds(times[times.len() * percent / 100]));
        println!("  {name:<30} p50 {half:>8.1} ms   p95 {most:>8.1} ms   (limit of p95: 100 ms)");
    }
}

/// Counts the answers and sections that have all words, as the database does it.
async fn by_like(app: &TestApp, words: &[&str]) {
    for (table, column) in [("responses", "answers"), ("hearing_sections", "body"), ("agencies", "name")] {
        let conditions: Vec<String> = words.iter().map(|word| format!("{column} LIKE '%{word}%'")).collect();
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE {}", conditions.join(" AND "));
        let statement = Statement::from_string(app.db().get_database_backend(), sql);
        app.db().query_one_raw(statement).await.expect("the database counts");
    }
}

/// Puts the texts in, most of them answers; returns how many characters they have.
async fn fill(app: &TestApp, open: &OpenSurvey, n: usize) -> usize {
    let emails: Vec<String> = (0..(n / 500).max(1)).map(|at| format!("a{at}@example.jp")).collect();
    let agencies = add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let n_notes = n * 48 / 1000;
    let n_answers = n.saturating_sub(n_notes + agencies.len());
    let transaction = app.db().begin().await.expect("a transaction");
    let version = store::questionnaires::newest_version(&transaction, open.questionnaire).await;
    let version = version.expect("it can be read").expect("it is published").id;
    let mut n_characters = 0;
    let mut text = |seed: usize, n_sentences: usize| {
        let text = invented(seed, n_sentences);
        n_characters += text.chars().count();
        text
    };
    for first in (0..n_answers).step_by(CHUNK) {
        let chunk = first..n_answers.min(first + CHUNK);
        let rows: Vec<response::ActiveModel> =
            chunk.map(|at| sent(open, version, at, &text(at, 1 + at % 4))).collect();
        response::Entity::insert_many(rows).exec_without_returning(&transaction).await.expect("answers");
    }
    for at in 0..n_notes {
        let id = HearingId(i64::try_from(at + 1).unwrap_or(1));
        let agency = agencies[at % agencies.len()];
        hearing::Entity::insert(note(open, id, agency))
            .exec_without_returning(&transaction)
            .await
            .expect("a note");
        let section = |key: &str, body: String| hearing_section::ActiveModel {
            hearing_id: Set(id),
            key: Set(key.to_owned()),
            body: Set(body),
        };
        let rows = [section("role", text(at, 12)), section("requests", text(at + 7, 8))];
        hearing_section::Entity::insert_many(rows)
            .exec_without_returning(&transaction)
            .await
            .expect("sections");
    }
    transaction.commit().await.expect("they are kept");
    n_characters
}

fn note(open: &OpenSurvey, id: HearingId, agency: AgencyId) -> hearing::ActiveModel {
    let now = Utc::now();
    let nothing = || Set(String::new());
    hearing::ActiveModel {
        id: Set(id),
        survey_id: Set(open.survey),
        agency_id: Set(agency),
        number: Set(format!("90-2026-{:05}", id.0)),
        held_on: Set((now - TimeDelta::days(id.0 % 300)).date_naive()),
        starts_at: nothing(),
        ends_at: nothing(),
        method: nothing(),
        place: nothing(),
        partner: nothing(),
        interviewer: nothing(),
        recorder: nothing(),
        companions: nothing(),
        explanation_version: nothing(),
        may_record: Set(false),
        may_share: Set(true),
        may_quote: Set(QuotePermission::No),
        may_present: Set(true),
        revision: Set(1),
        created_by: Set(UserId(1)),
        created_at: Set(now),
        saved_at: Set(now),
        ..Default::default()
    }
}

/// Memory of this process in megabytes; 0 where the system does not say.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
