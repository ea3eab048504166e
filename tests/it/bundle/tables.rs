//! What tables by area or kind add to the data is said before and beside the data, and asks for nothing by itself.

use serde_json::{Value, json};
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Session, TestApp, on_both};

use super::{Files, column, look, rows, take, text, unzip};

const NORTH: &str = "9001";
const CENTRE: &str = "9002";
const HEALTH: &str = "12";
const OFFICE: &str = "20";
const CENTRE_OF_WORK: &str = "22";
const GOOD: &str = "1";
const BAD: &str = "2";

/// How many of an area and a kind gave an answer.
type People<'p> = (&'p str, &'p str, &'p str, usize);

fn asked(name: &str, title: &str, role: Option<&str>, choices: [&str; 2]) -> Value {
    let mut question = json!({ "type": "radiogroup", "name": name, "title": title, "choices": choices });
    if let Some(role) = role {
        question["kt:role"] = json!(role);
    }
    question
}

/// They answer a questionnaire that asks for their area, their kind, and how it goes.
async fn answered(
    app: &TestApp,
    coordinator: &Session,
    kinds: [&str; 2],
    people: &[People<'_>],
) -> OpenSurvey {
    let elements = [
        asked("here", "圏域", Some("region"), ["9001|北部", "9002|中央"]),
        asked("what", "種別", Some("agency_kind"), kinds),
        asked("how", "連携", None, ["1|良", "2|悪"]),
    ];
    let open = open_definition(app, coordinator, &definition(&elements)).await;
    for (area, kind, how, n) in people {
        for _ in 0..*n {
            answer(app, &open, &[("here", *area), ("what", *kind), ("how", *how)]).await;
        }
    }
    open
}

/// Two health agencies of the north among seven: the data withhold the area of all seven.
const STARRED: [People<'_>; 5] = [
    (NORTH, OFFICE, GOOD, 5),
    (NORTH, HEALTH, GOOD, 2),
    (CENTRE, OFFICE, BAD, 5),
    (CENTRE, HEALTH, BAD, 3),
    (CENTRE, HEALTH, GOOD, 2),
];

fn n_starred(files: &Files, open: &OpenSurvey) -> usize {
    let data = rows(files, &format!("data/q{}.csv", open.questionnaire.0));
    column(&data, "area").iter().filter(|area| **area == "*").count()
}

#[tokio::test]
async fn an_area_that_tables_by_area_may_tell_is_said_to_put_answers_at_risk() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, ["20|紹介", "12|保健"], &STARRED).await;
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li");
        let place = |part: &str| risk.iter().position(|line| line.contains(part));
        let told = place("圏域ごとの表と合わせると").expect("it is said");
        assert!(risk[told].contains("2件が 5件に満たない組"), "{risk:?}");
        let of_questions = risk.iter().position(|line| line.starts_with("もし連携"));
        assert!(of_questions.is_some_and(|other| told < other), "it comes first: {risk:?}");
        assert_eq!(place("種別ごとの表と合わせると"), None, "a kind is a group of its own here: {risk:?}");
        assert!(!page.has("#make-form #accept"), "it asks for nothing: {}", page.describe());
        let files = unzip(&take(&coordinator, &page).await);
        assert_eq!(n_starred(&files, &open), 7, "the data themselves withhold it");
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        let raw = ["here", "what", "region", "kind"];
        assert!(!data[0].iter().any(|name| raw.contains(&name.as_str())), "{:?}", data[0]);
        let report = text(&files, "anonymity.txt");
        assert!(report.contains(&risk[told]), "{report}");
        assert!(report.contains("2 answers would be in groups of fewer than 5"), "{report}");
        assert!(report.contains("k は、このデータだけで見た数です"), "{report}");
        // The star alone tells who is of the group; without both nobody of the north or the centre is few.
        let without = look(&coordinator, open.survey.0, "do.area=drop&do.agency_group=drop").await;
        assert!(!without.texts(".risk li").join("").contains("表と合わせると"), "{}", without.describe());
    })
    .await;
}

/// One centre for work among the six of employment in the north: as a group they are enough.
#[tokio::test]
async fn a_kind_that_tables_by_kind_may_tell_is_said_to_put_answers_at_risk() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let people = [
            (NORTH, OFFICE, GOOD, 5),
            (NORTH, CENTRE_OF_WORK, BAD, 1),
            (CENTRE, OFFICE, GOOD, 5),
            (CENTRE, CENTRE_OF_WORK, BAD, 6),
        ];
        let open = answered(app, &coordinator, ["20|紹介", "22|就労"], &people).await;
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("いちばん小さい組は 6件"), "{risk}");
        let line = risk.lines().find(|line| line.contains("種別ごとの表と合わせると")).expect("it is said");
        assert!(line.contains("1件が 5件に満たない組"), "{line}");
        assert!(!risk.contains("圏域ごとの表と合わせると"), "the data tell the area: {risk}");
        assert!(!page.has("#make-form #accept"), "it asks for nothing: {}", page.describe());
    })
    .await;
}

/// Four and three: tables by area print nothing of either, so that nothing follows from them.
#[tokio::test]
async fn areas_that_tables_withhold_are_not_said_to_be_told_by_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let people = [(NORTH, HEALTH, GOOD, 4), (CENTRE, HEALTH, BAD, 3)];
        let open = answered(app, &coordinator, ["20|紹介", "12|保健"], &people).await;
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("いちばん小さい組は 7件"), "{risk}");
        assert!(!risk.contains("表と合わせると"), "{risk}");
    })
    .await;
}
