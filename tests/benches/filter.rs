//! How long a change of filter takes on pages of analysis and coding at 10,000 invented free answers, over HTTP from the running
//! service with its database. The texts have been read before, as they have been when somebody changes a filter.
//!
//! `scripts/test-postgres cargo bench -p tests --bench filter` prints median and 95th percentile of each on both engines, and which
//! pages take longer than they may. A number behind `--` is that of answers. The last line of the lists opens the order of the coding
//! list that learns: what is new since it was opened last is learnt before.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::time::{Duration, Instant};

use sea_orm::{EntityTrait, Set, TransactionTrait};
use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::response;
use surveys::id::VersionId;
use surveys::store;
use tests::free_answers::definition;
use tests::invented_answers::{invented, sent};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{ENGINES, Session, TestApp};

/// Times that each page is opened.
const RUNS: usize = 8;
/// Rows that are put in together.
const CHUNK: usize = 500;

/// What a change of filter may take.
const LIMIT: Duration = Duration::from_millis(200);
/// Stands in a filter for the number of the questionnaire.
const QUESTIONNAIRE: &str = "{questionnaire}";

/// Pages with their filters, behind the address of the survey. Filters of a page are asked by turns. Pages of the analysis that
/// are not here have no filter, or need more than one wave or questions that are not asked here.
const PAGES: [(&str, &[&str]); 22] = [
    ("analysis", &["", "?by=region", "?by=kind"]),
    ("analysis/areas", &["?variable=met&value=1", "?variable=met&value=2"]),
    (
        "analysis/responses",
        &[
            "?questionnaire={questionnaire}&variable=met&value=1",
            "?questionnaire={questionnaire}&region=9001",
        ],
    ),
    ("analysis/cross", &["?side=region&top=q:met", "?side=kind&top=q:met", "?side=q:met&top=q:kind"]),
    (
        "analysis/texts",
        &["?word=相談", "?word=通院", "?stance=request", "?theme=C07", "?word=相談&with=会議&near=10"],
    ),
    ("analysis/words", &["?class=noun", "?class=verb", "?word=相談"]),
    ("analysis/kwic", &["?word=相談", "?word=会議&order=r1", "?word=相談&by=region"]),
    ("analysis/collocates", &["?word=相談", "?word=相談&span=3&sort=mi", "?word=会議"]),
    (
        "analysis/associated",
        &["?word=相談", "?word=会議&sort=chi_square", "?code=theme:C07", "?code=stance:request"],
    ),
    (
        "analysis/keywords",
        &["?group=region:9001", "?group=region:9002", "?group=kind:22", "?group=kind:22&class=verb"],
    ),
    ("analysis/trends", &["?word=相談", "?class=verb"]),
    ("analysis/word-table", &["?by=region", "?by=kind"]),
    (
        "analysis/network",
        &["?edges=60", "?edges=120", "?measure=cosine", "?least=100", "?of=themes", "?tree=1"],
    ),
    ("analysis/correspondence", &["?by=region", "?by=kind", "?by=kind&most=30", "?by=region&of=themes"]),
    ("analysis/clusters", &["?linkage=ward", "?linkage=average", "?measure=dice", "?groups=5", "?of=themes"]),
    ("analysis/map", &["?measure=jaccard", "?measure=cosine", "?least=100", "?of=themes"]),
    ("analysis/topics", &["?groups=10", "?groups=20", "?linkage=ward", "?least=5"]),
    ("analysis/themes", &["?by=region", "?by=kind", "?of=codes"]),
    (
        "analysis/rules",
        &["?unit=person&by=region", "?unit=sentence&by=region", "?unit=person&by=kind", "?unit=paragraph"],
    ),
    (
        "analysis/rules/hits",
        &["?unit=person&code=連携", "?unit=sentence&code=連携", "?unit=person&code=手帳がない"],
    ),
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

/// Rules with a phrase, words in a row, words near one another, and a code of codes.
const RULES: &str = "＊相談\n相談 | 問い合わせ\n＊連携\n連携 or 会議 or 情報+共有\n＊手帳がない\nnear(手帳-ない)[b5]\n\
    ＊短い時間\nseq(短時間-雇用) or 週+日\n＊困っている\n(少ない or 重い or 不安) and not 好評\n＊両方\n<＊相談> and <＊連携>\n";

/// Consent and one free answer, and what is set against it: area, kind, a closed question.
fn questions() -> Value {
    let closed = [
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] }),
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": ["20|職業の紹介", "22|就労と生活"] }),
        json!({ "type": "radiogroup", "name": "met", "title": "会議の有無", "choices": ["1|ある", "2|ない"] }),
    ];
    let mut definition = definition();
    definition["pages"][0]["elements"].as_array_mut().expect("questions").extend(closed);
    definition
}

/// Answer number `at`: sentences, an area, a kind and a tick, each in its own turn.
fn row(open: &OpenSurvey, version: VersionId, at: usize) -> response::ActiveModel {
    let turn = |each: usize, values: [&'static str; 2]| values[at / each % 2];
    let (area, kind, met) = (turn(4, ["9001", "9002"]), turn(8, ["20", "22"]), turn(16, ["1", "2"]));
    let words = invented(at, 1 + at % 4);
    let answers = json!({ "consent": ["1", "3"], "hard": words, "where": area, "kind": kind, "met": met });
    response::ActiveModel { answers: Set(answers.to_string()), ..sent(open, version, at, "") }
}

async fn measure(app: &TestApp, n: usize) {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &questions()).await;
    fill(app, &open, n).await;
    save_rules(&coordinator, &open).await;
    let questionnaire = open.questionnaire.0.to_string();
    let mut slow = Vec::new();
    for (page, filters) in PAGES {
        let path = |filter: &&str| {
            format!("/surveys/{}/{page}{}", open.survey.0, filter.replace(QUESTIONNAIRE, &questionnaire))
        };
        let paths: Vec<String> = filters.iter().map(path).collect();
        let began = Instant::now();
        coordinator.get(&paths[0]).await.expect_status(200);
        let first = milliseconds(began.elapsed());
        let times = measured(&coordinator, &paths).await;
        let [half, most] = [50, 95].map(|percent| times[times.len() * percent / 100]);
        let [p50, p95] = [half, most].map(milliseconds);
        println!("  {page:<22} p50 {p50:>8.1} ms   p95 {p95:>8.1} ms   the first time {first:>8.1} ms");
        if most > LIMIT {
            slow.push(page);
        }
    }
    println!("  beyond the limit: {}", if slow.is_empty() { "none".to_owned() } else { slow.join(", ") });
}

/// Saves the rules as somebody does in the editor.
async fn save_rules(coordinator: &Session, open: &OpenSurvey) {
    let page = coordinator.get(&format!("/surveys/{}/analysis/rules/edit", open.survey.0)).await;
    let typed = [("content", RULES), ("unit", "person"), ("do", "save")];
    coordinator.submit(&page.expect_status(200), "form.rule-form", &typed).await.expect_status(303);
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
        let rows: Vec<response::ActiveModel> =
            (first..n.min(first + CHUNK)).map(|at| row(open, version, at)).collect();
        response::Entity::insert_many(rows).exec_without_returning(&transaction).await.expect("answers");
    }
    transaction.commit().await.expect("they are kept");
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
