//! The words of a survey: what a change does is seen before it is saved, and every page that counts words follows.

use analysis::text::encoding::{TextEncoding, encode};
use server::auth::Role;
use surveys::id::{SurveyId, UserId};
use surveys::store;
use surveys::store::word_lists::WordListsInput;
use tests::free_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::{Page, Session, TestApp, on_both};

const ANSWERS: [&str; 3] =
    ["著作権の相談をした。著作権は難しい。", "病院と医院に通っている。", "病院で相談した。"];

async fn survey_with_answers(app: &TestApp, coordinator: &Session) -> SurveyId {
    let open = open_definition(app, coordinator, &definition()).await;
    for words in ANSWERS {
        answer(app, &open, &["1", "2", "3"], words).await;
    }
    open.survey
}

fn path(survey: SurveyId) -> String {
    format!("/surveys/{}/analysis/lists", survey.0)
}

/// The words that the page of words lists, and its caption.
async fn words(session: &Session, survey: SurveyId) -> (Vec<String>, String) {
    let page = session.get(&format!("/surveys/{}/analysis/words", survey.0)).await.expect_status(200);
    (page.texts("#lookup tbody th"), page.first("#method + .definition"))
}

async fn send(session: &Session, page: &Page, button: &str, changes: &[(&str, &str)]) -> Page {
    let changes: Vec<(&str, &str)> = changes.iter().copied().chain([("do", button)]).collect();
    session.submit(page, "form.form", &changes).await
}

#[tokio::test]
async fn a_change_is_seen_before_it_is_saved_and_followed_afterwards() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let (before, caption) = words(&coordinator, survey).await;
        assert!(before.contains(&"著作".to_owned()) && before.contains(&"相談".to_owned()), "{before:?}");
        assert!(!caption.contains("この調査の語"), "{caption}");

        let page = coordinator.get(&path(survey)).await.expect_status(200);
        let lists = [("forced", "著作権"), ("stop_words", "相談\r\n"), ("synonyms", "医療機関,病院,医院")];
        let tried = send(&coordinator, &page, "try", &lists).await.expect_status(200);
        let changes = tried.texts("#preview-table tbody tr");
        let expected = [
            "医療機関 現れる語 0 → 2 0 → 3",
            "相談 消える語 2 → 0 2 → 0",
            "病院 消える語 2 → 0 2 → 0",
            "著作 消える語 1 → 0 2 → 0",
            "著作権 現れる語 0 → 1 0 → 2",
            "医院 消える語 1 → 0 1 → 0",
        ];
        assert_eq!(changes.len(), expected.len(), "{changes:#?}");
        assert!(expected.iter().all(|row| changes.iter().any(|change| change == row)), "{changes:#?}");
        assert_eq!(store::word_lists::newest(app.db(), survey).await.expect("it can be read"), None);
        assert_eq!(words(&coordinator, survey).await.0, before, "nothing is saved yet");

        send(&coordinator, &tried, "save", &[]).await.expect_status(303);
        let (after, caption) = words(&coordinator, survey).await;
        let has = |word: &str| after.iter().any(|known| known == word);
        assert!(has("著作権") && has("医療機関") && !has("相談") && !has("病院"), "{after:?}");
        assert!(caption.contains("強制抽出語 1、使用しない語 1、同義語 1組"), "{caption}");
        let saved = store::word_lists::newest(app.db(), survey).await.expect("it can be read");
        assert_eq!(saved.map(|saved| (saved.revision, saved.forced)), Some((1, "著作権\n".to_owned())));
        let events = store::audit::of_thing(app.db(), "survey", survey.0).await.expect("events can be read");
        assert_eq!(events.iter().filter(|event| event.action == "word_lists.save").count(), 1);
        // The same once more leaves no trace; the page of before is late.
        let now = coordinator.get(&path(survey)).await;
        send(&coordinator, &now, "save", &[]).await.expect_status(303);
        let stale = send(&coordinator, &page, "save", &[("forced", "別の語")]).await.expect_status(409);
        assert!(stale.first("#differing").contains("著作権"), "{}", stale.text());
        let newest = store::word_lists::newest(app.db(), survey).await.expect("it can be read");
        assert_eq!(newest.map(|newest| newest.revision), Some(1));
    })
    .await;
}

#[tokio::test]
async fn a_candidate_is_kept_whole_at_a_press_and_rules_know_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let page = coordinator.get(&path(survey)).await.expect_status(200);
        assert_eq!(page.texts("#candidates-table tbody th"), ["著作権"]);
        assert_eq!(page.texts("#candidates-table tbody td")[..3], ["著作｜権", "1", "2"]);
        let rules = format!("/surveys/{}/analysis/rules", survey.0);
        let editor = coordinator.get(&format!("{rules}/edit")).await.expect_status(200);
        let typed = [("content", "＊権利\n著作権\n"), ("do", "save")];
        coordinator.submit(&editor, "form.rule-form", &typed).await.expect_status(303);
        let row = |page: &Page| page.texts("#rules-counts tbody tr")[0].clone();
        assert_eq!(row(&coordinator.get(&rules).await), "権利 0 3 0.0% 0");

        let add = format!("form[action='{}/add']", path(survey));
        coordinator.submit(&page, &add, &[]).await.expect_status(303);
        // Pressed twice, it is there once.
        coordinator.submit(&page, &add, &[]).await.expect_status(303);
        let page = coordinator.get(&path(survey)).await;
        assert_eq!(page.first("textarea[name=forced]"), "著作権");
        assert!(!page.has("#candidates-table"), "{}", page.text());
        assert_eq!(row(&coordinator.get(&rules).await), "権利 1 3 33.3% 1");
        coordinator
            .post_form(&format!("{}/add", path(survey)), &[("word", "一\n二")])
            .await
            .expect_status(400);
    })
    .await;
}

#[tokio::test]
async fn mistakes_stand_at_their_list_and_only_editors_change_lists() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let page = coordinator.get(&path(survey)).await.expect_status(200);
        let wrong = [("synonyms", "病院,医院\n診療所,病院"), ("dictionary", "あ会,だめ")];
        let refused = send(&coordinator, &page, "save", &wrong).await.expect_status(422);
        assert!(refused.first("#synonyms-error").contains("2行目"), "{}", refused.text());
        assert!(refused.first("#dictionary-error").contains("「だめ」"), "{}", refused.text());
        assert_eq!(refused.first("textarea[name=dictionary]"), "あ会,だめ");
        let lone = [("synonyms", "病院,医院\n診療所")];
        let refused = send(&coordinator, &page, "save", &lone).await.expect_status(422);
        assert!(refused.first("#synonyms-error").contains("2行目"), "{}", refused.text());
        assert_eq!(store::word_lists::newest(app.db(), survey).await.expect("it can be read"), None);
        assert!(page.texts("#domain-table th").contains(&"就労継続支援（B型）".to_owned()));
        let researcher = app.login(Role::Researcher).await;
        let read = researcher.get(&path(survey)).await.expect_status(200);
        assert!(!read.has("form.form") && !read.has("#candidates-table"), "{}", read.text());
        researcher.post_form(&path(survey), &[("do", "save")]).await.expect_status(403);
    })
    .await;
}

/// Sends the page's form with files for lists.
async fn send_files(session: &Session, page: &Page, button: &str, files: &[(&str, &str, &[u8])]) -> Page {
    let form = page.form("form.form");
    let fields = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<(&str, &str)> = fields.chain([("do", button)]).collect();
    session.post_files(&form.action, &fields, files).await
}

#[tokio::test]
async fn lists_from_files_are_looked_at_before_they_are_saved() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let newest = async || store::word_lists::newest(app.db(), survey).await.expect("it can be read");
        let page = coordinator.get(&path(survey)).await.expect_status(200);
        assert_eq!(page.attributes("form.form", "enctype"), ["multipart/form-data"]);
        let dictionary = "著作権,名詞\r\nなんびょう会,組織名,ナンビョウカイ,難病会\r\n";
        let cp932 = encode(dictionary, TextEncoding::Cp932, false).expect("CP932 has it");
        let euc = encode("相談\nという\n", TextEncoding::EucJp, false).expect("EUC-JP has it");
        let files: [(&str, &str, &[u8]); 2] =
            [("dictionary_file", "辞書.csv", &cp932), ("stop_words_file", "stop.txt", &euc)];
        // Whichever button is pressed: nobody has seen them yet.
        for button in ["save", "try"] {
            let tried = send_files(&coordinator, &page, button, &files).await.expect_status(200);
            let field = |name: &str| tried.first(&format!("textarea[name={name}]"));
            assert_eq!(field("dictionary"), "著作権,名詞 なんびょう会,組織名,ナンビョウカイ,難病会");
            assert_eq!(field("stop_words"), "相談 という");
            let changes = tried.texts("#preview-table tbody tr");
            assert!(changes.contains(&"著作権 現れる語 0 → 1 0 → 2".to_owned()), "{changes:#?}");
            assert!(changes.contains(&"相談 消える語 2 → 0 2 → 0".to_owned()), "{changes:#?}");
            assert!(tried.text().contains("ファイルの中身を欄に入れました"), "{}", tried.text());
            assert_eq!(newest().await, None, "nothing is saved yet");
            if button == "try" {
                send(&coordinator, &tried, "save", &[]).await.expect_status(303);
            }
        }
        let saved = newest().await.expect("it is saved");
        assert_eq!(saved.dictionary, dictionary.replace("\r\n", "\n"));
        assert_eq!(saved.stop_words, "相談\nという\n");
    })
    .await;
}

#[tokio::test]
async fn files_that_are_no_lists_say_why_and_change_nothing() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let page = coordinator.get(&path(survey)).await.expect_status(200);
        let wrong = encode("あ会,組織名\r\nい会,だめ\r\n", TextEncoding::Cp932, false).expect("CP932 has it");
        let large = vec![b'a'; 2_000_001];
        let cases: [(&[u8], &str); 7] = [
            (&wrong, "2行目：品詞「だめ」"),
            (b"a\n\xff\xff\n", "「辞書.csv」の2行目を文字として読めません"),
            ("病院の相談\nか\0き\n".as_bytes(), "「辞書.csv」の2行目にNUL文字"),
            (b"a\0b\n", "「辞書.csv」の1行目にNUL文字"),
            (b"\xb1\xb2", "「辞書.csv」の文字コードを見分けられません"),
            (b"", "「辞書.csv」は空のファイル"),
            (&large, "「辞書.csv」は大きすぎます（上限2MB）"),
        ];
        for (bytes, words) in cases {
            let files: [(&str, &str, &[u8]); 1] = [("dictionary_file", "辞書.csv", bytes)];
            let refused = send_files(&coordinator, &page, "save", &files).await.expect_status(422);
            let said = refused.first("#dictionary-error");
            assert!(said.contains(words), "{words}: {said}");
            assert!(!refused.has("#preview"), "{words}");
        }
        let newest = store::word_lists::newest(app.db(), survey).await.expect("it can be read");
        assert_eq!(newest, None);
    })
    .await;
}

#[tokio::test]
async fn lists_that_cannot_be_read_any_more_are_mended_on_their_page() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let input = WordListsInput {
            forced: "著作権\n".to_owned(),
            stop_words: String::new(),
            synonyms: String::new(),
            dictionary: "語,品詞,コスト\n就労,名詞,1\n".to_owned(),
            has_domain_words: true,
        };
        store::word_lists::save(app.db(), survey, 0, input, UserId(1)).await.expect("they are saved");
        let page = coordinator.get(&path(survey)).await.expect_status(422);
        assert!(page.text().contains("コスト") && page.text().contains("1行目"), "{}", page.describe());
        send(&coordinator, &page, "save", &[("dictionary", "就労,名詞")]).await.expect_status(303);
        assert!(words(&coordinator, survey).await.0.contains(&"著作権".to_owned()));
    })
    .await;
}
