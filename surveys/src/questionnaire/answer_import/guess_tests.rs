//! What is guessed of a file when there is no questionnaire: its questions, and that every row answers them.

use super::guess::{Shape, Words, definition, shapes};
use super::matching::{Match, Reason};
use super::platform::detect;
use super::reading::Reader;
use super::target::targets;
use super::tests::table;
use super::*;
use crate::questionnaire::parse::parse;

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
    let words = Words {
        title: "まえの調査".to_owned(),
        untitled: "質問".to_owned(),
        consent: "同意".to_owned(),
        consents: vec![("aggregate", "集計".to_owned())],
    };
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
