//! Tables for talks in every format: the same numbers in each, and nothing that is withheld in any.

use std::io::{Cursor, Read};

use analysis::document::formats::FORMATS;
use analysis::document::xlsx::read_sheets;
use serde_json::{Value, json};
use server::auth::Role;
use surveys::hearing::span::Span;
use surveys::id::UserId;
use surveys::privacy::masking::Looked;
use surveys::store;
use surveys::store::quotes::NewQuote;
use tests::closed_answers::{answer, definition};
use tests::coded::{code_answer, text_of};
use tests::free_answers::{self, code};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::stored::submitted;
use tests::{Page, Session, on_embedded};

use super::{asked, path, two_areas};

/// What people read in a file.
fn words(page: &Page, extension: &str) -> String {
    match extension {
        "docx" => {
            let mut archive = zip::ZipArchive::new(Cursor::new(&page.bytes)).expect("an archive");
            let mut document = String::new();
            let mut part = archive.by_name("word/document.xml").expect("a document");
            part.read_to_string(&mut document).expect("text");
            let texts = document.split("<w:t ").skip(1);
            texts
                .filter_map(|part| Some(part.split_once('>')?.1.split_once('<')?.0))
                .collect::<Vec<_>>()
                .join("\n")
        }
        "xlsx" => {
            let sheets = read_sheets(&page.bytes, 10_000_000).expect("a workbook");
            let rows = sheets.into_iter().flat_map(|(_, rows)| rows);
            rows.map(|row| row.join("\n")).collect::<Vec<_>>().join("\n")
        }
        _ => page.body.clone(),
    }
}

/// All tables in each format.
async fn every_format(person: &Session, open: &OpenSurvey, key: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for format in FORMATS {
        let page = person.get(&path(open, &format!("{key}.{}", format.extension))).await.expect_status(200);
        assert!(page.header("content-disposition").is_some_and(|value| value.starts_with("attachment")));
        found.push((format.extension, words(&page, format.extension)));
    }
    found
}

#[tokio::test]
async fn every_format_has_the_numbers_and_none_has_what_is_withheld() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        for (extension, words) in every_format(&researcher, &open, "all").await {
            for wanted in ["10 (50.0)", "20 (100.0)", "2.0 (1.0)", "φ = 1.00", "16.20 a)", "▲▲", "p < .01"]
            {
                let escaped = wanted.replace('<', "&lt;");
                let tex = wanted.replace('<', "\\textless{}");
                let is_there = words.contains(wanted) || words.contains(&escaped) || words.contains(&tex);
                assert!(is_there, "{extension}: {wanted}: {words}");
            }
            assert!(words.contains("xは少人数のため秘匿"), "{extension}: {words}");
            for withheld in ["18 (90.0)", "2 (10.0)", "8 (80.0)", "2 (20.0)"] {
                assert!(!words.contains(withheld), "{extension}: {withheld}: {words}");
            }
        }
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&path(&open, "all.csv")).await.expect_status(403);
        for unknown in [
            "all.pdf",
            "nothing.csv",
            "all",
            "figure.svg?figure=nothing",
            "all.xlsx?questionnaire=99",
            "all.xlsx?side=nothing",
            "by-question.csv?side=q:nothing",
            "by-question.csv?side=q:with",
        ] {
            researcher.get(&path(&open, unknown)).await.expect_status(404);
        }
        let page = format!("/surveys/{}/talks?questionnaire=", open.survey.0);
        researcher.get(&format!("{page}{}", open.questionnaire.0)).await.expect_status(200);
        researcher.get(&format!("{page}99")).await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn where_there_is_nothing_to_count_every_format_says_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        for key in ["all", "characteristics", "before-after", "codes"] {
            for (extension, words) in every_format(&coordinator, &open, key).await {
                assert!(words.contains("まだ回答がありません。"), "{extension} {key}: {words}");
            }
        }
        let flow = coordinator.get(&path(&open, "flow.csv")).await.expect_status(200).body;
        assert!(flow.contains(",0,–,0,0") && !flow.contains(",x"), "nobody is no small number: {flow}");
        answer(app, &open, &[("where", "x"), ("busy", "1"), ("mood", "2"), ("staff", "7")]).await;
        for (extension, words) in every_format(&coordinator, &open, "all").await {
            assert!(words.contains("5件に満たないため"), "{extension}: {words}");
            assert!(!words.contains("手ごたえ"), "{extension}: {words}");
        }
        let page = coordinator.get(&format!("/surveys/{}/talks", open.survey.0)).await.expect_status(200);
        assert!(page.text().contains("5件に満たないため"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn where_everything_is_withheld_every_format_says_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        for n in 0..6 {
            let place = if n % 2 == 0 { "x" } else { "y" };
            let half = if n % 2 == 0 { "1" } else { "2" };
            answer(app, &open, &[("where", place), ("busy", half), ("mood", half)]).await;
        }
        for key in ["characteristics", "by-area"] {
            for (extension, words) in every_format(&coordinator, &open, key).await {
                assert!(words.contains("xは少人数のため秘匿"), "{extension} {key}: {words}");
                assert!(!words.contains("効果の大きさ"), "{extension} {key}: nothing was tested: {words}");
                assert_eq!(
                    words.contains("検定の列は省いた"),
                    key == "by-area",
                    "{extension} {key}: {words}"
                );
                assert!(
                    !words.contains("3 (50.0)") && !words.contains("(100.0)"),
                    "{extension} {key}: {words}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn quotes_need_the_consent_to_quoting_and_to_academic_use() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut definition = free_answers::definition();
        let quote = json!({ "value": "4", "text": "引用", "kt:consent": "quote" });
        let choices = definition.pointer_mut("/pages/0/elements/0/choices").and_then(Value::as_array_mut);
        choices.expect("the boxes").push(quote);
        let open = open_definition(app, &coordinator, &definition).await;
        for n in 0..6 {
            let boxes: &[&str] = if n == 0 { &["1", "2", "3"] } else { &["1", "2", "3", "4"] };
            free_answers::answer(app, &open, boxes, "相談先が分からない").await;
        }
        let code = code(app, open.survey, "C02").await;
        let responses = submitted(app, open.questionnaire).await;
        for response in &responses {
            let may_quote = response.answers.contains("\"4\"");
            let words = ("相談先が分からない", Span { start: 0, end: 3 });
            code_answer(app, open.survey, response.id, words, code.id, UserId(1)).await;
            let quote = NewQuote {
                survey: open.survey,
                source: text_of(response.id).source(),
                stance: "challenge".to_owned(),
                region_code: String::new(),
                text: if may_quote { "出してよい言葉" } else { "出さない言葉" }.to_owned(),
                looked: Looked::nothing_found(),
            };
            store::quotes::release(app.db(), quote, UserId(1)).await.expect("it is released");
        }
        for (extension, words) in every_format(&coordinator, &open, "codes").await {
            assert!(words.contains("6 (100.0)") && words.contains("出してよい言葉"), "{extension}: {words}");
            assert!(!words.contains("出さない言葉"), "{extension}: {words}");
        }
    })
    .await;
}
