//! Questionnaires as PDF: for respondents without a word of the data's, for the office with it.

use serde_json::json;
use server::auth::Role;
use tests::open_survey::{open_definition, open_survey};
use tests::{Engine, Page, TestApp, on_both};

/// The page, if it is a tagged PDF of this title.
#[track_caller]
pub fn assert_pdf(page: Page, title: &str) -> Page {
    let page = page.expect_status(200);
    assert_eq!(page.header("content-type"), Some("application/pdf"));
    assert!(page.bytes.starts_with(b"%PDF-"), "{}", page.path);
    // Titles stand as they are in the file's description; its text is compressed.
    for words in ["pdfuaid", "/StructTreeRoot", title] {
        assert!(page.body.contains(words), "{words} in {}", page.path);
    }
    page
}

#[tokio::test]
async fn a_published_questionnaire_is_there_as_pdf() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = json!({"title": "架空の調査😀", "elements": [
            {"type": "radiogroup", "name": "asked", "title": "#panic() $相談$を受けましたか", "choices": [
                {"value": "y", "text": "あった"}, {"value": "n", "text": "なかった"}]},
            {"type": "comment", "name": "why", "title": "くわしく", "visibleIf": "{asked} = 'y'"}]});
        let open = open_definition(app, &coordinator, &definition).await;
        let visitor = app.visitor();
        let paper = visitor.get(&format!("{}/paper", open.link)).await.expect_status(200);
        let file = assert_pdf(visitor.get(&paper.link("この調査票を保存する（PDF）")).await, "架空の調査□");
        let again = visitor.get(&file.path).await;
        assert!(file.bytes == again.bytes, "the same file twice");

        let page = coordinator.get(&format!("/questionnaires/{}", open.questionnaire.0)).await;
        assert_eq!(page.link("紙の調査票（PDF）"), file.path);
        let files =
            coordinator.get(&page.link("ファイルの一覧（XLSForm・SurveyJS・LimeSurvey・DDI・REDCap）")).await;
        let draft = assert_pdf(coordinator.get(&files.link("調査票を書き出す（PDF）")).await, "架空の調査□");
        let first = coordinator.get(&format!("{}?version=1", draft.path)).await;
        let first = assert_pdf(first, "架空の調査□");
        assert!(first.bytes != draft.bytes, "a version says which one it is");
        coordinator.get(&format!("{}?version=9", draft.path)).await.expect_status(404);
        coordinator.get(&format!("{}?version=x", draft.path)).await.expect_status(400);
        visitor.get("/q/no-such-link/paper.pdf").await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn a_questionnaire_of_many_words_is_a_pdf_too() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "agency-before").await;
        let file = app.visitor().get(&format!("{}/paper.pdf", open.link)).await;
        let file = assert_pdf(file, "実態アンケート");
        assert!(file.bytes.len() < 3_000_000, "the font is in it in part: {} bytes", file.bytes.len());
    })
    .await;
}

#[tokio::test]
async fn without_the_font_it_is_said_what_to_do_and_to_the_office_what_is_missing() {
    let empty = tempfile::tempdir().expect("a folder");
    let app = TestApp::start_with(Engine::Sqlite, |config| config.fonts = empty.path().to_owned()).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_survey(&app, &coordinator, "forum-after").await;
    let path = format!("{}/paper.pdf", open.link);
    let of_visitor = app.visitor().get(&path).await.expect_status(503);
    let of_office = coordinator.get(&path).await.expect_status(503);
    for page in [&of_visitor, &of_office] {
        assert_eq!(page.first("h1"), "いま、PDFや画像を作れません", "{}", page.describe());
        assert!(page.text().contains("画面を印刷してください"), "{}", page.describe());
        assert!(!page.text().contains("ほかの人"), "nobody else has to do with it: {}", page.describe());
    }
    let package = "fonts-morisawa-bizud-gothic";
    assert!(of_office.text().contains(package), "{}", of_office.describe());
    assert!(!of_visitor.text().contains(package), "they cannot install it: {}", of_visitor.describe());
    app.stop().await;
}
