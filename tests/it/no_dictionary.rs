//! A service whose dictionary cannot be opened: pages of texts say what is missing and what helps, all others go on, and once it is
//! there so do they.

use std::fs;
use std::mem;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use server::auth::Role;
use server::i18n::{self, Lang};
use tests::free_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{ENGINES, Engine, Session, TestApp};

/// The package that has the dictionary.
const PACKAGE: &str = "mecab-ipadic";

/// A service that looks for the sources of its dictionary in `sources` and keeps it in `dictionary`; and where the sources are.
async fn start(engine: Engine, sources: &Path, dictionary: &Path) -> (TestApp, PathBuf) {
    let mut installed = PathBuf::new();
    let app = TestApp::start_with(engine, |config| {
        installed = mem::replace(&mut config.dictionary_sources, sources.to_owned());
        config.dictionary = Some(dictionary.to_owned());
    })
    .await;
    (app, installed)
}

/// A coordinator, and a survey in which somebody wrote something.
async fn one_answer(app: &TestApp) -> (Session, OpenSurvey) {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &definition()).await;
    answer(app, &open, &["1", "2", "3"], "窓口で相談した。").await;
    (coordinator, open)
}

/// Pages that cut texts into words.
fn pages(open: &OpenSurvey) -> Vec<String> {
    let survey = open.survey.0;
    let ways = ["words", "kwic?word=窓口", "keywords", "themes", "texts", "lists"];
    let mut pages: Vec<String> = ways.iter().map(|way| format!("/surveys/{survey}/analysis/{way}")).collect();
    pages.push("/search?q=窓口".to_owned());
    pages
}

#[tokio::test]
async fn pages_of_texts_say_what_is_missing_and_all_others_go_on() {
    for engine in ENGINES {
        let folder = tempfile::tempdir().expect("a folder");
        let (app, _) = start(engine, &folder.path().join("nowhere"), &folder.path().join("dictionary")).await;
        let (coordinator, open) = one_answer(&app).await;
        for path in pages(&open) {
            let page = coordinator.get(&path).await.expect_status(503);
            assert_eq!(page.first("h1"), i18n::plain(Lang::Ja, "error-no-dictionary-title"), "{path}");
            assert!(page.text().contains(PACKAGE), "{path}: {}", page.describe());
            assert!(!page.text().contains("ほかの人"), "nobody else has to do with it: {}", page.describe());
        }
        let english = coordinator.get(&format!("/surveys/{}/analysis/words?lang=en", open.survey.0)).await;
        assert_eq!(english.first("h1"), i18n::plain(Lang::En, "error-no-dictionary-title"));
        assert!(english.text().contains(PACKAGE), "{}", english.describe());
        coordinator.get(&format!("/surveys/{}/analysis", open.survey.0)).await.expect_status(200);
        let progress = coordinator.get(&format!("/surveys/{}/progress", open.survey.0)).await;
        let unread = i18n::plain(Lang::Ja, "progress-themes-unread");
        assert!(progress.expect_status(200).text().contains(&unread), "all but the themes is counted");
        app.stop().await;
    }
}

#[tokio::test]
async fn a_dictionary_that_is_installed_meanwhile_is_found_without_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let sources = folder.path().join("ipadic");
    let (app, installed) = start(Engine::Sqlite, &sources, &folder.path().join("dictionary")).await;
    let (coordinator, open) = one_answer(&app).await;
    let words = format!("/surveys/{}/analysis/words", open.survey.0);
    coordinator.get(&words).await.expect_status(503);
    symlink(installed, sources).expect("a link");
    for path in pages(&open) {
        coordinator.get(&path).await.expect_status(200);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_no_missing_package() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "not a folder").expect("it can be written");
    let dictionary = file.join("dictionary");
    let app = TestApp::start_with(Engine::Sqlite, |config| config.dictionary = Some(dictionary)).await;
    let (coordinator, open) = one_answer(&app).await;
    let page =
        coordinator.get(&format!("/surveys/{}/analysis/words", open.survey.0)).await.expect_status(503);
    assert!(page.text().contains("書き込めるか"), "{}", page.describe());
    assert!(!page.text().contains(PACKAGE), "{}", page.describe());
    assert!(page.has(".code-inline"), "the number under which the log names the folder: {}", page.describe());
    app.stop().await;
}
