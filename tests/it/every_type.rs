//! One questionnaire with every type of question: shown, answered without JavaScript, checked, stored, exported.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::question::{QuestionType, TYPES};
use tests::open_survey::{OpenSurvey, open_survey, replace_draft};
use tests::respondent::send;
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

use crate::bundle;

const JSON: &str = include_str!("../data/every-type.json");
/// Types made of questions; they have tests of their own.
const COMPOSITES: &[&str] = &["paneldynamic", "matrixdropdown", "matrixdynamic", "expression"];

async fn open(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_survey(app, coordinator, "forum-after").await;
    replace_draft(app, open.questionnaire, JSON.to_owned()).await;
    let publish = format!("/questionnaires/{}/publish", open.questionnaire.0);
    coordinator.post_form(&publish, &[]).await.expect_status(303);
    open
}

async fn page_after(person: &Session, page: &Page, fields: &[(&str, &str)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("go", "next")]).collect();
    let sent = person.post_raw_form(&page.path, &fields).await;
    person.follow(sent).await
}

/// What somebody sends on each page, as a browser without JavaScript does.
const CHOICES: &[(&str, &str)] = &[
    ("used", "1"),
    ("ways", "all"),
    ("ways", "other"),
    ("ways-Comment", "学校から"),
    ("area", "2"),
    ("area-Comment", "駅の近く"),
    ("support", "相談"),
    ("support", "通所"),
    ("mood", "ふつう"),
    ("working", "false"),
    ("read", "true"),
    ("seat", "hall"),
    ("sign", "b"),
    ("sign", "a"),
];
const SCALES: &[(&str, &str)] = &[
    ("satisfied", "4"),
    ("felt", "3"),
    ("distance", "４５"),
    ("hours.from", "10"),
    ("hours.to", "20"),
    ("order.near", "2"),
    ("order.long", "3"),
    ("order.kind", "1"),
    ("ties.a", "1"),
    ("ties.b", "0"),
    ("when.平日", "午前"),
    ("when.平日", "午後"),
];
const TEXTS: &[(&str, &str)] = &[
    ("people", "１２"),
    ("day", "令和8年4月1日"),
    ("moment", "2026年4月2日 午後2時半"),
    ("month", "2026年3月"),
    ("week", "2026年第14週"),
    ("time", "９時"),
    ("site", "www.example.jp"),
    ("color", "＃００６６ＣＣ"),
    ("word", "ひらけ"),
    ("counts.all", "30"),
    ("counts.part", ""),
    ("practice", "面談を毎月する"),
    ("person.sei", "山田"),
    ("person.mei", "花子"),
    ("person.sei_kana", "ヤマダ"),
    ("person.mei_kana", "ハナコ"),
    ("town", "東京都千代田区"),
    ("home", "11107"),
];

fn stored() -> Value {
    json!({
        "used": "1", "ways": ["1", "2", "3", "4", "other"], "ways-Comment": "学校から", "area": "2",
        "area-Comment": "駅の近く", "support": ["相談", "通所"], "mood": "ふつう", "working": false, "read": true,
        "seat": "hall", "sign": ["a", "b"], "satisfied": 4, "felt": 3, "distance": 45, "hours": [10, 20],
        "order": ["kind", "near", "long"], "ties": {"a": "1", "b": "0"}, "when": {"平日": ["午前", "午後"]},
        "people": 12, "day": "2026-04-01", "moment": "2026-04-02T14:30", "month": "2026-03", "week": "2026-W14",
        "time": "09:00", "site": "https://www.example.jp", "color": "#0066cc", "word": "ひらけ", "counts": {"all": 30},
        "practice": "面談を毎月する", "town": "13101", "home": "11107",
    })
}

#[test]
fn the_questionnaire_has_every_type() {
    let (definition, problems) = parse(JSON);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["image-not-shown", "image-not-shown", "unknown-type"]);
    let definition = definition.expect("it can be read");
    let used: Vec<&str> = definition.questions().iter().map(|question| question.kind.name).collect();
    let is_missing = |kind: &&&QuestionType| !used.contains(&kind.name) && !COMPOSITES.contains(&kind.name);
    let missing: Vec<&str> = TYPES.iter().filter(is_missing).map(|kind| kind.name).collect();
    assert!(missing.is_empty(), "no question of {missing:?}");
}

#[tokio::test]
async fn every_type_is_shown_answered_stored_and_exported() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open(app, &coordinator).await;
        let person = app.visitor();
        let started = person.start(&open.link).await;
        let choices = person.follow(started).await.expect_status(200);
        let scales = page_after(&person, &choices, CHOICES).await.expect_status(200);
        let texts = page_after(&person, &scales, SCALES).await.expect_status(200);
        let check = page_after(&person, &texts, TEXTS).await.expect_status(200);
        assert!(check.path.ends_with("/check"), "{}", check.describe());
        everything_is_shown(&[&choices, &scales, &texts], &check);
        only_own_pictures(&choices);
        send(&person, &check).await;
        answers_are_stored(app, open.questionnaire).await;
        exported(&coordinator, &open).await;
    })
    .await;
}

/// Every question stands on its page and, with its answer, on the page that is looked through before sending.
fn everything_is_shown(pages: &[&Page], check: &Page) {
    let definition = parse(JSON).0.expect("it can be read");
    for (page, shown) in definition.pages.iter().zip(pages) {
        assert!(shown.bytes.len() < 100 * 1024, "{} has {} bytes", shown.path, shown.bytes.len());
        for question in page.questions().into_iter().filter(|question| question.has_answer()) {
            assert!(shown.has(&format!("[id='q-{}-box']", question.name)), "{} is not shown", question.name);
            let title = question.title.get("ja");
            assert!(check.body.contains(title), "{title} is not on {}", check.path);
        }
    }
    let answers = [
        "すべて",
        "学校から",
        "駅の近く",
        "働いていない",
        "読みました",
        "話しやすい",
        "10–20",
        "近いこと",
        "午前、午後",
        "山田 花子（やまだ はなこ）",
        "東京都千代田区",
        "埼玉県さいたま市浦和区",
        "••••••••",
    ];
    for answer in answers.iter().skip(1) {
        assert!(check.body.contains(answer), "{answer} is not on {}", check.describe());
    }
    assert!(!check.body.contains("ひらけ"), "a password is shown");
    assert!(pages[0].body.contains(answers[0]) && pages[0].body.contains("定員50名"));
    assert!(pages[2].body.contains("署名"), "a type that is not known is named");
}

fn only_own_pictures(page: &Page) {
    let sources = page.attributes("main img", "src");
    assert!(!sources.is_empty() && sources.iter().all(|source| source.starts_with("data:")), "{sources:?}");
    assert!(
        page.text().contains("https://pictures.example.jp/map.png") && page.text().contains("会場の地図")
    );
}

async fn answers_are_stored(app: &TestApp, questionnaire: QuestionnaireId) {
    let responses = submitted(app, questionnaire).await;
    let answers: Value = serde_json::from_str(&responses[0].answers).expect("answers are JSON");
    assert_eq!(answers, stored(), "the name is kept apart");
}

/// Closed answers become columns; names, places and texts do not.
async fn exported(coordinator: &Session, open: &OpenSurvey) {
    let csv = bundle::data(coordinator, open).await;
    let header = csv.lines().next().unwrap_or_default();
    for column in
        ["working", "order_1", "hours_from", "counts_all", "ties_a", "when_平日_午前", "support_相談", "felt"]
    {
        assert!(header.contains(column), "no {column} in {header}");
    }
    for closed in ["person", "home", "town", "practice", "word"] {
        assert!(!header.contains(closed), "{closed} is in {header}");
    }
}

#[tokio::test]
async fn every_type_names_what_is_wrong_beside_its_field() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open(app, &coordinator).await;
        let person = app.visitor();
        let started = person.start(&open.link).await;
        let choices = person.follow(started).await.expect_status(200);
        let wrong =
            [("used", "9"), ("ways", "none"), ("ways", "1"), ("working", "x"), ("seat", "x"), ("sign", "x")];
        errors_lead_to_fields(&page_after(&person, &choices, &wrong).await, wrong.len() - 1);
        let scales = page_after(&person, &choices, CHOICES).await.expect_status(200);
        let wrong = [
            ("satisfied", "6"),
            ("distance", "7"),
            ("hours.from", "30"),
            ("hours.to", "20"),
            ("order.near", "1"),
            ("order.long", "1"),
            ("order.kind", "2"),
            ("ties.a", "5"),
            ("when.平日", "夜"),
        ];
        let page = page_after(&person, &scales, &wrong).await;
        errors_lead_to_fields(&page, 7);
        assert!(page.has("select[name='order.near'] option[value='1'][selected]"), "the number is lost");
        let texts = page_after(&person, &scales, SCALES).await.expect_status(200);
        let wrong: Vec<(&str, &str)> = TEXTS.iter().map(|(name, _)| (*name, "？？")).collect();
        let page = page_after(&person, &texts, &wrong).await;
        errors_lead_to_fields(&page, 14);
        assert_eq!(page.attributes("input[name=people]", "value"), ["？？"], "what was typed stays");
    })
    .await;
}

fn errors_lead_to_fields(page: &Page, n_errors: usize) {
    let targets = page.attributes(".error-summary a", "href");
    assert!(targets.len() >= n_errors, "{n_errors} errors expected: {targets:?} {}", page.describe());
    for target in targets {
        let id = target.trim_start_matches('#');
        assert!(page.has(&format!("[id='{id}']")), "{target} leads nowhere");
    }
}

#[tokio::test]
async fn every_type_is_on_paper() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open(app, &coordinator).await;
        let paper = app.visitor().get(&format!("{}/paper", open.link)).await.expect_status(200);
        let definition = parse(JSON).0.expect("it can be read");
        for question in definition.questions() {
            let title = question.title.get("ja");
            assert!(!question.has_answer() || paper.body.contains(title), "{title} is not on paper");
        }
        let text = paper.text();
        for words in [
            "せい",
            "うち短時間",
            "親切なこと",
            "四角の中に番号",
            "0から120まで",
            "会場の地図",
            "この質問（署名）",
        ] {
            assert!(text.contains(words), "{words} is not on paper: {text}");
        }
        assert!(!text.contains("さいたま市浦和区"), "a list of municipalities fills the paper");
    })
    .await;
}
