//! Published sheets in plain language: other words, the same numbers, frozen together.

use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::{publish, share};
use tests::{Page, Session, TestApp, on_both, sheets};

use crate::pdf::assert_pdf;

fn say(key: &str) -> String {
    i18n::plain(Lang::Ja, key)
}

fn questions() -> Value {
    definition(&[json!({ "type": "radiogroup", "name": "way", "title": "難病のある方の手段",
        "choices": ["1|バス", "2|徒歩"] })])
}

/// A survey of seven answers.
async fn made(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &questions()).await;
    for _ in 0..7 {
        answer(app, &open, &[("way", "1")]).await;
    }
    open
}

fn path(open: &OpenSurvey, page: &str) -> String {
    format!("/surveys/{}/feedback/{page}", open.survey.0)
}

fn numbers(page: &Page) -> Vec<String> {
    page.texts("#section-answers td.number")
}

fn reading(page: &Page) -> String {
    page.first("#section-answers .figure-reading")
}

#[tokio::test]
async fn a_published_sheet_is_read_in_plain_language_with_the_same_numbers() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = made(app, &coordinator).await;
        let preview = coordinator.get(&path(&open, "preview")).await.expect_status(200);
        assert!(preview.first("#sheet-pages").contains("PDFはA4で"), "{}", preview.describe());
        let again = coordinator.get(&path(&open, "preview")).await.expect_status(200);
        assert_eq!(again.first("#sheet-pages"), preview.first("#sheet-pages"), "what was counted is kept");
        publish(&coordinator, open.survey, &[]).await;
        let visitor = app.visitor();
        let usual = visitor.get(&share(&coordinator, open.survey).await).await.expect_status(200);
        let plain = visitor.get(&usual.link(&say("sheet-to-plain"))).await.expect_status(200);
        let heading = "#section-answers-title";
        assert_eq!(usual.first(heading), say("sheet-section-answers"));
        assert_eq!(plain.first(heading), say("sheet-section-answers-plain"));
        assert_eq!(numbers(&usual), numbers(&plain));
        let notes = |page: &Page| page.texts("#section-rates .stat-note");
        assert!(notes(&usual).contains(&say("feedback-scope-note")), "{:?}", notes(&usual));
        assert!(
            notes(&plain).iter().all(|note| *note == say("feedback-scope-note-plain")),
            "{:?}",
            notes(&plain)
        );
        assert_ne!(reading(&usual), reading(&plain));
        assert!(reading(&plain).contains('7') && reading(&plain).contains("バス"), "{}", reading(&plain));
        assert!(plain.text().contains("年（令和"), "years stand in both eras: {}", plain.describe());
        assert!(plain.has(".figure-title ruby") && !usual.has("ruby"), "hard words have readings");
        assert_eq!(plain.link(&say("sheet-to-usual")), usual.path);
        let english = plain.attributes("header a[hreflang=en]", "href").remove(0);
        let english = app.visitor().get(&english).await.expect_status(200);
        assert!(
            english.has("html[lang=en]") && english.has(".figure-title ruby"),
            "the same words: {}",
            english.path
        );

        let larger = plain.attributes(".display-switches a", "href").remove(0);
        let larger = app.visitor().get(&format!("{}{larger}", usual.path)).await.expect_status(200);
        assert!(
            larger.has("html[class]") && larger.first(heading) == plain.first(heading),
            "{}",
            larger.path
        );

        let [usual, plain] = [usual, plain].map(|page| page.link(&say("sheet-pdf")));
        let usual = assert_pdf(visitor.get(&usual).await, "架空県 就労支援調査");
        let plain = assert_pdf(visitor.get(&plain).await, "架空県 就労支援調査");
        assert!(usual.bytes != plain.bytes, "the files differ");
    })
    .await;
}

#[tokio::test]
async fn own_texts_have_plain_variants_or_stand_in_both() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = made(app, &coordinator).await;
        let page = coordinator.get(&path(&open, "sheet")).await.expect_status(200);
        let changes = [
            ("introduction", "ご協力に御礼申し上げます。"),
            ("introduction_plain", "ありがとうございました。"),
            ("purpose_plain", "みなさんのこまりごとを知るためです。"),
            ("next_steps", "秋に会合を開きます。"),
            ("do", "save"),
        ];
        coordinator.submit(&page, "#sheet-form", &changes).await.expect_status(303);
        let form = format!("#form-q{}-way", open.questionnaire.0);
        let page = coordinator.get(&path(&open, "sheet")).await.expect_status(200);
        let line = [("text", "全員がバスで通います。"), ("do", "save")];
        coordinator.submit(&page, &form, &line).await.expect_status(303);

        let usual = coordinator.get(&path(&open, "preview")).await.expect_status(200);
        let plain = coordinator.get(&usual.link(&say("sheet-to-plain"))).await.expect_status(200);
        let introduction = "#section-introduction .note-text";
        assert_eq!(usual.first(introduction), "ご協力に御礼申し上げます。");
        assert_eq!(plain.first(introduction), "ありがとうございました。");
        assert!(usual.first(".sheet-purpose").contains("支援の現状を知り"), "{}", usual.describe());
        let purpose = plain.first(".sheet-purpose");
        assert!(purpose.contains("みなさんのこまりごと") && !purpose.contains("現状"), "{purpose}");
        assert_eq!(plain.first("#section-next_steps .note-text"), "秋に会合を開きます。");
        assert_eq!(reading(&plain), "全員がバスで通います。", "a written line stands in both");

        let page = coordinator.get(&path(&open, "sheet")).await.expect_status(200);
        let line = [("plain", "みんなバスです。"), ("do", "save")];
        coordinator.submit(&page, &form, &line).await.expect_status(303);
        let plain = coordinator.get(&path(&open, "preview?plain=yes")).await.expect_status(200);
        assert_eq!(reading(&plain), "みんなバスです。");
        let long = "長".repeat(201);
        let page = coordinator.get(&path(&open, "sheet")).await.expect_status(200);
        let line = [("plain", long.as_str()), ("do", "save")];
        let refused = coordinator.submit(&page, &form, &line).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#plain']"), "{}", refused.describe());
    })
    .await;
}

#[tokio::test]
async fn voices_stand_under_the_words_of_the_sections_that_count_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &sheets::definition(&[])).await;
        for _ in 0..6 {
            sheets::answer(app, &open, &[("way", "1"), ("hard", "冬はバスが来ない。")]).await;
        }
        sheets::release(&coordinator, open.survey, "", &[]).await;
        let heading = async |page: &str| {
            let page = coordinator.get(&path(&open, page)).await.expect_status(200);
            page.first("#section-quotes .sheet-part")
        };
        assert_eq!(heading("preview").await, say("common-stance-challenge"));
        assert_eq!(heading("preview?plain=yes").await, say("sheet-section-challenges-plain"));
    })
    .await;
}
