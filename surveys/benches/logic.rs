//! Speed of the logic beside the obvious way: finding every name by walking through the questionnaire.
//!
//! `cargo bench -p surveys --bench logic` prints the fastest run of each and their ratio. The results of both ways are
//! compared first, so that nothing fast and wrong is measured.
#![expect(clippy::panic, reason = "a benchmark of something broken says so and stops")]

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};
use surveys::questionnaire::answer::{Answers, visibility};
use surveys::questionnaire::check::{circles, placed, references};
use surveys::questionnaire::definition::{Definition, guarded};
use surveys::questionnaire::expression::evaluate::is_true;
use surveys::questionnaire::expression::scope::Scope;
use surveys::questionnaire::expression::{Expression, variables};
use surveys::questionnaire::parse::parse;

fn main() {
    let now =
        NaiveDate::from_ymd_opt(2026, 11, 25).and_then(|day| day.and_hms_opt(21, 3, 0)).unwrap_or_default();
    evaluation(now);
    checks();
}

/// 1,000 questions, each but the first asked depending on the one before; one answer changes.
fn evaluation(now: NaiveDateTime) {
    let (definition, mut answers) = chain(1_000);
    answers.insert("q500".to_owned(), json!("2"));
    let seen = visibility(&definition, &answers, now).questions;
    assert_eq!(*seen, walking_visibility(&definition, &answers, now));
    assert!(seen.contains("q500") && !seen.contains("q501"));
    println!("Visibility of 1,000 questions after one answer (limit 5 ms)");
    compare(
        || drop(black_box(visibility(&definition, &answers, now))),
        || drop(black_box(walking_visibility(&definition, &answers, now))),
    );
}

fn chain(length: usize) -> (Definition, Answers) {
    let question = |at: usize| {
        let mut question = json!({ "type": "radiogroup", "name": format!("q{at}"), "choices": ["1", "2"] });
        if at > 0 {
            question["visibleIf"] = json!(format!("{{q{0}}} = '1' and {{Q{0}}} <> '2'", at - 1));
        }
        question
    };
    let pages: Vec<Value> = (0..length)
        .step_by(10)
        .map(|first| json!({ "elements": (first..(first + 10).min(length)).map(question).collect::<Vec<Value>>() }))
        .collect();
    let definition = read(&json!({ "pages": pages }).to_string());
    let answers = (0..length).map(|at| (format!("q{at}"), json!("1"))).collect();
    (definition, answers)
}

fn read(json: &str) -> Definition {
    let (definition, problems) = parse(json);
    assert!(problems.is_empty(), "{:?}", problems.first());
    definition.unwrap_or_else(|| panic!("{problems:?}"))
}

/// Names are found by comparing with every answer that counts so far; one pass, as all conditions look back.
fn walking_visibility(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> BTreeSet<String> {
    let questions = guarded(definition);
    let mut counted = Answers::new();
    let mut visible = BTreeSet::new();
    for found in &questions {
        let name = &found.question.name;
        if found.conditions.iter().all(|condition| walking_holds(condition, definition, &counted, now)) {
            counted.extend(answers.get(name).map(|value| (name.clone(), value.clone())));
            visible.insert(name.clone());
        }
    }
    visible
}

fn walking_holds(
    condition: &Expression,
    definition: &Definition,
    counted: &Answers,
    now: NaiveDateTime,
) -> bool {
    let mut found = Answers::new();
    for name in variables(&condition.root) {
        let folded = name.to_lowercase();
        let value = counted.iter().find(|(key, _)| key.to_lowercase() == folded);
        found.extend(value.map(|(_, value)| (name.to_owned(), value.clone())));
    }
    is_true(condition, &Scope::new(definition, &found, now))
}

/// 400 kB with 450 expressions.
fn checks() {
    let json = large();
    let expressions = json.matches("visibleIf").count();
    let definition = read(&json);
    let placed = placed::all(&definition);
    assert_eq!(walking_circles(&definition), circles::check(&definition, &placed).len());
    println!(
        "\nReading and checking a definition of {} kB with {expressions} expressions (limit 300 ms)",
        json.len() / 1000
    );
    println!("  {:<44} {:>10.3} ms", "all of it", milliseconds(fastest(|| drop(black_box(parse(&json))))));
    println!("\nReferences and circles alone");
    compare(
        || {
            let placed = placed::all(&definition);
            black_box((references::check(&definition, &placed), circles::check(&definition, &placed)));
        },
        || {
            black_box((walking_references(&definition), walking_circles(&definition)));
        },
    );
}

fn large() -> String {
    let question = |at: usize| {
        let choices: Vec<Value> =
            (1..=12).map(|value| json!({ "value": value.to_string(), "text": { "ja": format!("選択肢の文言その{value}"), "en": format!("Words of choice {value}") } })).collect();
        let mut question = json!({
            "type": "checkbox", "name": format!("question_{at}"), "choices": choices,
            "title": { "ja": format!("設問{at}：あてはまるものをすべて選んでください"), "en": format!("Question {at}") },
        });
        if at >= 50 {
            let (near, far) = (at - 1, at - 50);
            question["visibleIf"] = json!(format!(
                "({{question_{near}}} contains '1' or {{question_{far}}} anyof ['2', '3']) and count({{question_{far}}}) < 4"
            ));
        }
        question
    };
    let pages: Vec<Value> = (0..500)
        .step_by(20)
        .map(|first| json!({ "elements": (first..first + 20).map(question).collect::<Vec<Value>>() }))
        .collect();
    json!({ "pages": pages }).to_string()
}

/// How many names no question has.
fn walking_references(definition: &Definition) -> usize {
    let named = |name: &str| definition.questions().into_iter().find(|question| question.name == name);
    let names = guarded(definition).into_iter().flat_map(|found| found.conditions);
    names.flat_map(|condition| variables(&condition.root)).filter(|name| named(name).is_none()).count()
}

/// How many questions lead back to themselves, looked for from each of them.
fn walking_circles(definition: &Definition) -> usize {
    let questions = guarded(definition);
    let next = |at: usize| -> Vec<usize> {
        let names = questions[at].conditions.iter().flat_map(|condition| variables(&condition.root));
        names.filter_map(|name| questions.iter().position(|found| found.question.name == name)).collect()
    };
    let edges: Vec<Vec<usize>> = (0..questions.len()).map(next).collect();
    let returns = |start: usize| {
        let mut seen = BTreeSet::new();
        let mut open = edges[start].clone();
        while let Some(at) = open.pop() {
            if at == start {
                return true;
            }
            if seen.insert(at) {
                open.extend(&edges[at]);
            }
        }
        false
    };
    (0..questions.len()).filter(|at| returns(*at)).count()
}

fn compare(indexed: impl Fn(), walking: impl Fn()) {
    let (indexed, walking) = (fastest(indexed), fastest(walking));
    println!("  {:<44} {:>10.3} ms", "names in an index (the product)", milliseconds(indexed));
    println!("  {:<44} {:>10.3} ms", "names by walking through the questionnaire", milliseconds(walking));
    println!("  {:<44} {:>10.1}", "ratio", walking.as_secs_f64() / indexed.as_secs_f64());
}

/// The fastest of 31 runs: whatever else the machine does only adds to it.
fn fastest(run: impl Fn()) -> Duration {
    let times = (0..31).map(|_| {
        let began = Instant::now();
        run();
        began.elapsed()
    });
    times.min().unwrap_or_default()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
