//! Tables and figures for talks: the numbers of the analysis in every format, and nothing that the analysis withholds.

mod figures;
mod formats;
mod scales;
mod tables;

use serde_json::{Value, json};
use server::auth::Role;
use surveys::hearing::span::Span;
use surveys::id::UserId;
use tests::closed_answers::{answer, definition};
use tests::coded::code_answer;
use tests::free_answers::{challenge, code};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::stored::submitted;
use tests::{Session, TestApp, demo};

fn path(open: &OpenSurvey, file: &str) -> String {
    format!("/surveys/{}/talks/{file}", open.survey.0)
}

fn busy() -> Value {
    json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] })
}

fn asked() -> Vec<Value> {
    vec![
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["x|中央", "y|北部"] }),
        busy(),
        json!({ "type": "radiogroup", "name": "mood", "title": "手ごたえ", "choices": ["1|良い", "2|悪い"] }),
        json!({ "type": "checkbox", "name": "with", "title": "連携先", "choices": ["1|病院", "2|企業"] }),
        json!({ "type": "text", "inputType": "number", "name": "staff", "title": "職員数" }),
    ]
}

/// Ten people of each of two areas. All of the one are busy and none of the other; two are in a bad mood. All work with
/// hospitals, and ten with companies, too. Ten have one colleague, ten have three: mean 2, 20 distances of 1, 20 / 19 = 1.05, its
/// root 1.03.
async fn two_areas(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition(&asked())).await;
    for n in 0..20 {
        let first = n < 10;
        let (place, busy, staff) = if first { ("x", "1", "1") } else { ("y", "2", "3") };
        let mood = if n < 18 { "1" } else { "2" };
        let mut fields =
            vec![("where", place), ("busy", busy), ("mood", mood), ("with", "1"), ("staff", staff)];
        if first {
            fields.push(("with", "2"));
        }
        answer(app, &open, &fields).await;
    }
    open
}

/// What is asked before and after, with ties and a text.
fn asked_twice() -> Value {
    let row = |kind: &str| json!({ "value": kind, "text": format!("窓口{kind}") });
    let degree = |value: &str| json!({ "value": value, "text": format!("段階{value}") });
    definition(&[
        json!({ "type": "text", "name": "code", "title": "回答者コード", "kt:role": "respondent_code" }),
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": ["20|紹介", "22|就労"] }),
        json!({ "type": "radiogroup", "name": "know", "kt:id": "know", "title": "相談先を知っている",
            "choices": ["1|はい", "2|いいえ"] }),
        json!({ "type": "matrix", "name": "ties", "title": "いまの関わり", "kt:role": "collaboration",
            "rows": [row("20"), row("22")], "columns": (["0", "1", "2", "3", "4"].map(degree)) }),
        challenge(),
    ])
}

/// Six of each of two kinds, half of whom come to know whom to ask. Six texts have one code, two of them another one, too.
async fn answered_twice(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let before = open_definition(app, coordinator, &asked_twice()).await;
    let after = open_second(app, coordinator, before.survey, &asked_twice()).await;
    for n in 0..12 {
        let code = format!("AB-{n}");
        let (kind, of_20, of_22) = if n < 6 { ("20", "1", "3") } else { ("22", "4", "1") };
        let mut fields = vec![
            ("code", code.as_str()),
            ("kind", kind),
            ("know", "2"),
            ("ties.20", of_20),
            ("ties.22", of_22),
            ("hard", "相談先が分からない"),
        ];
        answer(app, &before, &fields).await;
        fields[2] = ("know", if n < 6 { "1" } else { "2" });
        answer(app, &after, &fields).await;
    }
    let codes = [code(app, before.survey, "C07").await, code(app, before.survey, "C01").await];
    let responses = submitted(app, before.questionnaire).await;
    for (place, response) in responses.iter().take(6).enumerate() {
        for code in &codes[..if place < 2 { 2 } else { 1 }] {
            let words = ("相談先が分からない", Span { start: 0, end: 3 });
            code_answer(app, before.survey, response.id, words, code.id, UserId(1)).await;
        }
    }
    before
}

#[tokio::test]
async fn the_page_shows_a_table_and_leads_to_its_files() {
    demo::on_embedded(async |app| {
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get("/surveys/1/talks").await.expect_status(200);
        assert!(
            page.text().contains("表1 回答者の特徴") || page.text().contains("表1　回答者の特徴"),
            "{}",
            page.describe()
        );
        let files = page.attributes("a[download]", "href");
        assert!(
            files.iter().any(|href| href.contains("/talks/characteristics.docx?questionnaire=")),
            "{files:?}"
        );
        for href in files.iter().filter(|href| href.contains(".csv") || href.contains("figure=flow")) {
            researcher.get(href).await.expect_status(200);
        }
        let crossed = researcher.get("/surveys/1/talks?table=by-kind").await.expect_status(200);
        assert!(crossed.has("table"), "{}", crossed.describe());
    })
    .await;
}
