//! What is lacking: answers, a column, the font. The bundle says so.

use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::free_answers;
use tests::open_survey::open_definition;
use tests::{Engine, TestApp, on_both};

use super::{column, look, rows, take, text, unzip};

#[tokio::test]
async fn a_survey_without_answers_has_a_bundle_that_says_so() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        let page = look(&coordinator, open.survey.0, "").await;
        assert!(page.texts(".risk li").join("").contains("回答がありません"), "{}", page.describe());
        let contents = page.first(".notice li");
        assert!(contents.contains("回答がまだないので") && !contents.contains("0件"), "{contents}");
        let files = unzip(&take(&coordinator, &page).await);
        assert_eq!(rows(&files, &format!("data/q{}.csv", open.questionnaire.0)).len(), 1, "the heads alone");
        assert!(text(&files, "anonymity.txt").contains("回答がありません"));
        answer(app, &open, &[]).await;
        let page = look(&coordinator, open.survey.0, "").await;
        assert!(page.texts(".risk li").join("").contains("5件に満たないため"), "{}", page.describe());
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&format!("/surveys/{}/analysis", open.survey.0)).await.expect_status(200);
        assert!(page.text().contains("同意のある回答がまだ少なすぎます"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn a_column_of_which_no_writer_has_anything_does_not_stand_beside_texts() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &free_answers::definition()).await;
        for _ in 0..5 {
            free_answers::answer(app, &open, &["1", "2", "3"], "人手が足りない").await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert_eq!(column(&data, "area"), [""; 5], "neither asked nor known of an invitation");
        let texts = rows(&files, "texts/texts.csv");
        assert_eq!(column(&texts, "文章"), ["人手が足りない"; 5]);
        assert_eq!(texts[0][4..], ["month"], "area and group are blank for all");
        let report = text(&files, "anonymity.txt");
        assert!(report.contains("The 5 answers are in one group of 5 (k=5)."), "{report}");
    })
    .await;
}

#[tokio::test]
async fn without_the_font_a_bundle_says_that_no_questionnaire_is_a_pdf() {
    let empty = tempfile::tempdir().expect("a folder");
    let app = TestApp::start_with(Engine::Sqlite, |config| config.fonts = empty.path().to_owned()).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &definition(&[])).await;
    let page = look(&coordinator, open.survey.0, "").await;
    assert!(page.texts("#no-fonts").join("").contains("fonts-morisawa-bizud-gothic"), "{}", page.describe());
    let files = unzip(&take(&coordinator, &page).await);
    assert!(files.contains_key(&format!("questionnaires/q{}-v1.json", open.questionnaire.0)));
    assert!(files.keys().all(|name| !name.ends_with(".pdf")));
    assert!(text(&files, "README.txt").contains("fonts-morisawa-bizud-gothic"));
    app.stop().await;
}

#[tokio::test]
async fn a_bundle_can_be_the_first_that_asks_for_the_dictionary() {
    let folder = tempfile::tempdir().expect("a folder");
    let dictionary = folder.path().join("dictionary");
    let app = TestApp::start_with(Engine::Sqlite, |config| config.dictionary = Some(dictionary)).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &free_answers::definition()).await;
    for _ in 0..16 {
        free_answers::answer(&app, &open, &["1", "2", "3"], "人手が足りない").await;
    }
    let page = look(&coordinator, open.survey.0, "").await;
    assert!(unzip(&take(&coordinator, &page).await).contains_key("texts/texts.csv"));
    app.stop().await;
}
