//! How long the pages of a hearing note of 50,000 characters with 500 overlapping spans take, and saving it while it is typed, over
//! HTTP from the running service with its database; and how long cutting its text at the spans takes, beside the obvious way, which looks through
//! all spans at every character.
//!
//! `cargo bench -p tests --bench note` prints the median and the 95th percentile of each page, and the ratio of the two ways.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use server::auth::Role;
use surveys::hearing::span::Span;
use surveys::hearing::stretch::stretches;
use tests::inviting::add_agencies;
use tests::open_survey::create_survey;
use tests::{Engine, Session, TestApp};

const LETTERS: usize = 50_000;
const SPANS: usize = 500;
const RUNS: usize = 40;
/// Spans in one form, at most, as the page takes them.
const AT_ONCE: usize = 200;
const SENTENCE: &str = "通院の日は休みにくいので、時間単位の休みがあると助かるという話だった。";

#[tokio::main]
async fn main() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let survey = create_survey(&app, &coordinator).await;
    let agency = add_agencies(&app, &["note@example.jp"]).await.remove(0);
    let form = format!("/surveys/{}/hearings/new?agency={}", survey.0, agency.0);
    let page = coordinator.follow(coordinator.get(&form).await).await.expect_status(200);
    let words: String = SENTENCE.chars().cycle().take(LETTERS).collect();
    let made = coordinator.submit(&page, "form.sheet-form", &[("role", &words)]).await.expect_status(303);
    let note = coordinator.follow(made).await.expect_status(200);
    for spans in spans().chunks(AT_ONCE) {
        let spans: Vec<String> = spans.iter().map(|span| format!("{}-{}", span.start, span.end)).collect();
        let head = [("section", "role"), ("revision", "1"), ("stance", "challenge")];
        let fields: Vec<(&str, &str)> =
            head.into_iter().chain(spans.iter().map(|span| ("span", span.as_str()))).collect();
        coordinator.post_form(&format!("{}/segments", note.path), &fields).await.expect_status(303);
    }
    let marked = coordinator.get(&note.path).await.expect_status(200);
    assert_eq!(marked.texts("#section-role .mark-list li").len(), SPANS);
    let coding = coordinator.get(&format!("/surveys/{}/coding/notes", survey.0)).await.expect_status(200);
    let texts = format!("/surveys/{}/coding/texts/", survey.0);
    let links = coding.attributes("main a", "href");
    let coded = links.into_iter().find(|link| link.starts_with(&texts)).expect("the note can be coded");
    println!("A note of {LETTERS} characters with {SPANS} spans (limit of each page: 300 ms)");
    let edit = format!("{}/edit", note.path);
    for (name, path) in [
        ("to be read", note.path.as_str()),
        ("to be written", edit.as_str()),
        ("to be coded", coded.as_str()),
        ("a page that asks nothing", "/healthz"),
    ] {
        tell(name, &measured(&coordinator, path).await);
    }
    tell("saved while it is typed", &saved(&coordinator, &edit).await);
    cutting();
    app.stop().await;
}

/// Prints the median and the 95th percentile of times, the shortest first.
fn tell(name: &str, times: &[Duration]) {
    let [half, most] = [50, 95].map(|percent| milliseconds(times[times.len() * percent / 100]));
    println!("  {name:<28} p50 {half:>8.2} ms   p95 {most:>8.2} ms");
}

/// Times of saving by itself, the shortest first: by turns the first character is taken away and put back, so that all spans
/// behind it move.
async fn saved(person: &Session, edit: &str) -> Vec<Duration> {
    let page = person.get(edit).await.expect_status(200);
    let to = page.attributes("form.sheet-form", "data-autosave").remove(0);
    let mut fields = page.form("form.sheet-form").fields;
    let first: String = SENTENCE.chars().take(1).collect();
    let mut times = Vec::with_capacity(RUNS);
    for run in 0..RUNS {
        for (_, value) in fields.iter_mut().filter(|(name, _)| name == "role") {
            *value = if run % 2 == 0 { value.chars().skip(1).collect() } else { format!("{first}{value}") };
        }
        let sent: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let began = Instant::now();
        let answer = person.post_raw_form(&to, &sent).await.expect_status(200);
        times.push(began.elapsed());
        let said: serde_json::Value = serde_json::from_str(&answer.body).expect("an answer in JSON");
        for (_, value) in fields.iter_mut().filter(|(name, _)| name == "revision") {
            *value = said["revision"].to_string();
        }
    }
    times.sort();
    times
}

/// Cuts the text both ways; the results are compared first, so that nothing fast and wrong is measured.
fn cutting() {
    let spans = spans();
    let own: Vec<Option<usize>> = stretches(LETTERS, &spans)
        .into_iter()
        .flat_map(|stretch| (stretch.span.start..stretch.span.end).map(move |_| stretch.innermost))
        .collect();
    assert_eq!(own, by_characters(&spans));
    let fast = fastest(|| drop(black_box(stretches(LETTERS, &spans))));
    let obvious = fastest(|| drop(black_box(by_characters(&spans))));
    println!("Cutting its text at the spans");
    println!("  {:<28} {:>12.3} ms", "one walk over the edges", milliseconds(fast));
    println!("  {:<28} {:>12.3} ms", "all spans at each character", milliseconds(obvious));
    println!("  {:<28} {:>12.1}", "ratio", obvious.as_secs_f64() / fast.as_secs_f64());
}

/// Which span shows at each character, the obvious way.
fn by_characters(spans: &[Span]) -> Vec<Option<usize>> {
    let shown = |at: usize| {
        let over = spans.iter().enumerate().filter(|(_, span)| span.start <= at && at < span.end);
        over.min_by_key(|(_, span)| span.end - span.start).map(|(place, _)| place)
    };
    (0..LETTERS).map(shown).collect()
}

/// Spans all over the text, each of which overlaps its neighbours.
fn spans() -> Vec<Span> {
    let step = LETTERS / SPANS;
    let span =
        |place: usize| Span { start: place * step, end: (place * step + step * 2 + place % 7).min(LETTERS) };
    (0..SPANS).map(span).collect()
}

fn fastest(run: impl Fn()) -> Duration {
    let time = |_| {
        let began = Instant::now();
        run();
        began.elapsed()
    };
    (0..RUNS).map(time).min().unwrap_or_default()
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

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
