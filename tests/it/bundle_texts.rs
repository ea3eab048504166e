//! The texts of a researcher's bundle: what they tell is said before it is made, and more general words take its place, with the codes
//! still on theirs.

use serde_json::json;
use server::auth::Role;
use server::cli::export::{ExportArgs, export};
use surveys::hearing::span::Span;
use surveys::store;
use surveys::store::memos::About;
use tests::coded::code_answer;
use tests::free_answers::{answer, code, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::stored::submitted;
use tests::{Session, TestApp, on_both};

use crate::bundle::{arguments, column, everything, look, rows, take, text, unzip};

/// What one person writes.
const WORDS: &str = "山田花子さんの件で相談した。電話は048-555-0123。";
/// The same in the bundle.
const GENERAL: &str = "［氏名］の件で相談した。電話は［電話番号］。";
/// What a coder writes beside it.
const MEMO: &str = "佐藤さんにも聞く";
/// What stands there for each of these.
const TELLING: [&str; 3] = ["山田花子", "048-555-0123", "佐藤さん"];

/// One of six people names somebody; a coder has coded what they did, and has written a memo.
async fn coded(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition()).await;
    for n in 0..6 {
        let words = if n == 3 { WORDS } else { "人手が足りない" };
        answer(app, &open, &["1", "2", "3"], words).await;
    }
    let responses = submitted(app, open.questionnaire).await;
    let named = responses.iter().find(|one| one.answers.contains("山田")).expect("one names somebody");
    let coder = store::users::find_by_login(app.db(), "test-coordinator").await.expect("users");
    let coder = coder.expect("the coordinator").id;
    let (code, words) = (code(app, open.survey, "C07").await.id, (WORDS, Span { start: 9, end: 13 }));
    let segment = code_answer(app, open.survey, named.id, words, code, coder).await.segment_id;
    let memo = store::memos::write(app.db(), open.survey, About::Segment(segment), MEMO.to_owned(), coder);
    memo.await.expect("a memo can be written");
    open
}

#[tokio::test]
async fn what_texts_tell_is_said_before_and_put_otherwise() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = coded(app, &coordinator).await;
        let page = look(&coordinator, open.survey.0, "").await;
        let said = page.texts(".telling li").join("\n");
        assert!(said.contains("6件の文章のうち 1件に"), "{said}");
        assert!(said.contains("人の名前 1件") && said.contains("電話番号 1件"), "{said}");
        assert!(said.contains("コードづけのメモ 1件"), "{said}");
        let links = page.attributes(".telling-texts a", "href");
        assert_eq!(links.len(), 1, "{}", page.describe());
        let shown = coordinator.get(&links[0]).await.expect_status(200);
        assert!(shown.text().contains("山田花子さん"), "the link leads to the text");
        assert!(!page.has("#make-form #accept"), "nothing is told: {}", page.describe());
        let bytes = take(&coordinator, &page).await;
        let files = unzip(&bytes);
        let texts = rows(&files, "texts/texts.csv");
        let mut bodies = column(&texts, "文章");
        bodies.sort_unstable();
        assert_eq!(bodies.iter().filter(|body| **body == GENERAL).count(), 1, "{bodies:?}");
        assert_eq!(bodies.iter().filter(|body| **body == "人手が足りない").count(), 5, "{bodies:?}");
        let project = unzip(&files["codings/project.qdpx"]);
        let project = text(&project, "project.qde");
        assert!(project.contains("name=\"相談した\" startPosition=\"7\" endPosition=\"11\""), "{project}");
        assert!(project.contains("name=\"コーダー1\""), "{project}");
        let all = everything(&bytes);
        for word in TELLING.into_iter().chain(["架空 test-coordinator"]) {
            assert!(!all.contains(word), "{word} is in the bundle");
        }
        assert!(text(&files, "anonymity.txt").contains("人の名前 1件"));
        assert!(text(&files, "methods.txt").contains("機械で探し"));
    })
    .await;
}

#[tokio::test]
async fn texts_as_they_were_written_ask_for_the_tick() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = coded(app, &coordinator).await;
        let page = look(&coordinator, open.survey.0, "texts=written").await;
        let refused = coordinator.submit(&page, "#make-form", &[]).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#accept']"), "{}", refused.describe());
        let files = unzip(&take(&coordinator, &page).await);
        assert!(column(&rows(&files, "texts/texts.csv"), "文章").contains(&WORDS));
        assert!(text(&files, "methods.txt").contains("文章：書かれたまま"));
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("bundle.zip");
        let written = ExportArgs { texts_as_written: true, ..arguments(app, &open, &out) };
        let _code = export(app.service(), &written).await.expect("a report");
        assert!(!out.exists(), "nobody has said that this is meant so");
        let _code = export(app.service(), &arguments(app, &open, &out)).await.expect("a file");
        let all = everything(&std::fs::read(&out).expect("it is there"));
        assert!(TELLING.iter().all(|word| !all.contains(word)), "as the page makes it");
        let written = ExportArgs { allow_risk: true, ..written };
        let _code = export(app.service(), &written).await.expect("a file");
        assert!(everything(&std::fs::read(&out).expect("it is there")).contains("山田花子さん"));
    })
    .await;
}

#[tokio::test]
async fn a_researcher_who_gets_no_texts_is_told_nothing_of_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = coded(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let page = look(&researcher, open.survey.0, "texts=written").await;
        assert!(!page.has(".telling") && !page.has("#texts"), "{}", page.describe());
        assert!(!page.has("#make-form #accept"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn a_list_of_points_is_read_by_kh_coder_as_it_was_written() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut asked = definition();
        asked["pages"][0]["elements"][1]["title"] = json!("=1+1");
        let open = open_definition(app, &coordinator, &asked).await;
        for _ in 0..6 {
            answer(app, &open, &["1", "2", "3"], "- 箇条書き").await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let table = text(&files, "texts/texts.csv");
        assert!(table.contains("\n- 箇条書き,"), "no apostrophe before it: {table}");
        assert!(table.contains(",'=1+1,"), "what is asked is no word: {table}");
        assert!(text(&files, "texts/texts.txt").contains("\n- 箇条書き\n"));
    })
    .await;
}
