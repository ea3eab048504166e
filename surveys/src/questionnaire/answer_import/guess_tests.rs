//! What is guessed of a file when there is no questionnaire: its questions, and that every row answers them.

use super::guess::{Shape, Words, definition, shapes};
use super::matching::{Match, Reason};
use super::platform::{Platform, detect};
use super::reading::Reader;
use super::target::targets;
use super::tests::table;
use super::*;
use crate::questionnaire::parse::parse;
use std::collections::BTreeSet;

const ELSEWHERE: &str =
    "タイムスタンプ|メールアドレス|種類|道具|人数|満足|日|声 [[x]]|思うこと [連携]|思うこと [人手]|一言{q1}";

fn elsewhere() -> Table {
    let long = "雪の日に通えず、会議のたびに二時間かけて移動している。オンラインでの参加ができると助かるが、機器がなく、使い方も分からない人が多い。";
    let row = |n: usize| {
        let kind = ["病院", "役所", "学校"][n % 3];
        let tools = ["電話, 会議", "電話", "会議"][n % 3];
        let views = ["足りる|足りない", "足りない|足りる"][n % 2];
        let (staff, score, day) = (n * 7 + 20, n % 3 + 1, n + 1);
        format!(
            "2026/11/20 10:{n:02}:00|p{n}@example.jp|{kind}|{tools}|{staff}|{score}|2026/4/{day}|{long}|{views}|ひとこと{n}"
        )
    };
    let rows: Vec<String> = (0..12).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    table(ELSEWHERE, &rows)
}

fn words() -> Words {
    Words {
        title: "まえの調査".to_owned(),
        untitled: "質問".to_owned(),
        consent: "同意".to_owned(),
        consents: vec![("aggregate", "集計".to_owned())],
    }
}

#[test]
fn a_questionnaire_is_guessed_and_every_row_answers_it() {
    let table = elsewhere();
    let platform = detect(&table.columns);
    let guessed = shapes(&table, platform);
    let codes: Vec<&str> = guessed.iter().map(|shape| shape.code()).collect();
    assert_eq!(
        codes,
        ["left", "left", "one", "several", "number", "one", "date", "long", "grid", "grid", "short"]
    );
    let words = words();
    let mut by_hand = guessed.clone();
    for shapes in [guessed, {
        by_hand[10] = Shape::One;
        by_hand[4] = Shape::Several;
        by_hand
    }] {
        let (json, matching) = definition(&table, &shapes, platform, &words);
        let (read, problems) = parse(&json.to_string());
        assert!(
            problems.iter().all(|problem| problem.severity != crate::questionnaire::problem::Severity::Error),
            "{problems:?}"
        );
        assert_eq!(
            crate::questionnaire::placeholder::open_placeholders(&json.to_string()),
            Vec::<String>::new()
        );
        let read = read.unwrap();
        let targets = targets(&read, "ja");
        let matches: Vec<Match> =
            matching.into_iter().map(|target| Match { target, reason: Reason::Found }).collect();
        let reader = Reader::new(&read, &targets, &matches, platform, Vec::new());
        for row in &table.rows {
            let found = reader.read(row, chrono::NaiveDateTime::default());
            assert_eq!((found.problems, found.answers.len()), (Vec::new(), 8));
            assert!(reader.sent_at(row).is_some());
        }
    }
}

#[test]
fn every_cell_is_stored_as_the_choice_that_it_says() {
    let cells = ["2", "1", "なし", "１０", "-1", "1.5", "３回"];
    let row = |n: usize| {
        let (one, other) = (cells[n % 7], cells[(n + 1) % 7]);
        format!("{one}|{one}, {other}|{one}|{other}")
    };
    let rows: Vec<String> = (0..21).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let table = table("回数|どれも|こと [甲]|こと [乙]", &rows);
    let shapes = [Shape::One, Shape::Several, Shape::Grid, Shape::Grid];
    for platform in [Platform::Other, Platform::Google, Platform::Limesurvey] {
        let (json, matching) = definition(&table, &shapes, platform, &words());
        let read = parse(&json.to_string()).0.unwrap();
        let targets = targets(&read, "ja");
        let matches: Vec<Match> =
            matching.into_iter().map(|target| Match { target, reason: Reason::Found }).collect();
        let reader = Reader::new(&read, &targets, &matches, platform, Vec::new());
        // What people read for a stored value.
        let label = |question: &str, value: &serde_json::Value| {
            let question = read.questions().into_iter().find(|found| found.name == question).unwrap();
            let choices = question.choices.iter().chain(&question.columns);
            let chosen = choices.filter(|choice| value.as_str() == Some(choice.value.as_str()));
            chosen.map(|choice| folded(choice.text.get("ja"))).collect::<String>()
        };
        for (n, row) in table.rows.iter().enumerate() {
            let found = reader.read(row, chrono::NaiveDateTime::default()).answers;
            let (one, other) = (folded(cells[n % 7]), folded(cells[(n + 1) % 7]));
            assert_eq!(label("q1", &found["q1"]), one, "{platform:?} {json}");
            let several: BTreeSet<String> =
                found["q2"].as_array().unwrap().iter().map(|value| label("q2", value)).collect();
            assert_eq!(several, BTreeSet::from([one.clone(), other.clone()]), "{platform:?}");
            assert_eq!((label("q3", &found["q3"]["r1"]), label("q3", &found["q3"]["r2"])), (one, other));
        }
    }
}

#[test]
fn rows_of_a_grid_with_too_many_answers_become_questions_at_once() {
    let columns: Vec<String> = (0..200).map(|n| format!("こと [{n}]")).collect();
    let row = |n: usize| (0..200).map(|at| format!("答え{n}の{at}")).collect::<Vec<_>>().join("|");
    let rows: Vec<String> = (0..3).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let table = table(&columns.join("|"), &rows);
    let (json, matching) = definition(&table, &[Shape::Grid; 200], Platform::Other, &words());
    assert_eq!(json["pages"][0]["elements"].as_array().unwrap().len(), 200);
    assert_eq!(matching[199].as_deref(), Some("f:q200"));
}
