//! One's own answers beside the region's: for whoever has the code of the response, and nobody else.

use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use server::view::time;
use surveys::entity::state::InvitingMode;
use surveys::store;
use tests::closed_answers::definition;
use tests::inviting::{add_agencies, invitations, invite_all, link, open_invitation};
use tests::open_survey::{OpenSurvey, create_survey, open_definition};
use tests::respondent::{fill_page, withdrawal_code};
use tests::sheets::{publish, share};
use tests::{Page, Session, TestApp, on_both};

use crate::entries::{enter, responses};
use crate::pdf::assert_pdf;

fn say(key: &str) -> String {
    i18n::plain(Lang::Ja, key)
}

fn questions() -> Value {
    definition(&[
        json!({ "type": "radiogroup", "name": "way", "title": "通う手段",
            "choices": ["1|バス", "2|徒歩", "3|車"] }),
        json!({ "type": "checkbox", "name": "help", "title": "助けになるもの",
            "choices": ["a|送迎", "b|在宅勤務"] }),
    ])
}

/// Fills in the page of questions and sends it; returns the receipt.
async fn fill(person: &Session, page: &Page, way: &str) -> Page {
    fill_page(person, page, &["1", "2", "3"], &[("way", way), ("help", "a"), ("help", "b")]).await
}

async fn answer(app: &TestApp, open: &OpenSurvey, way: &str) -> Page {
    let person = app.visitor();
    let started = person.start(&open.link).await.expect_status(303);
    let page = person.follow(started).await.expect_status(200);
    fill(&person, &page, way).await
}

/// The rows of the first question's table that have the mark.
fn marked(page: &Page, open: &OpenSurvey) -> Vec<String> {
    let rows = page.texts(&format!("#q{}-way-table tbody tr", open.questionnaire.0));
    assert_eq!(rows.len(), 3, "{}", page.describe());
    rows.into_iter().filter(|row| row.contains('◀')).collect()
}

#[tokio::test]
async fn whoever_answered_finds_the_own_answers_in_what_is_published() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        let (mine, other) = (answer(app, &open, "2").await, answer(app, &open, "1").await);
        for way in ["1", "1", "1", "1", "1", "2", "2", "2", "2"] {
            answer(app, &open, way).await;
        }
        let visitor = app.visitor();
        let (own, others) = (mine.link(&say("own-to")), other.link(&say("own-to")));
        let early = visitor.get(&own).await.expect_status(200);
        assert!(
            early.text().contains(&say("own-unpublished")) && !early.has("figure"),
            "{}",
            early.describe()
        );
        visitor.get(&format!("{own}.pdf")).await.expect_status(303);

        publish(&coordinator, open.survey, &[]).await;
        let page = visitor.get(&own).await.expect_status(200);
        let rows = marked(&page, &open);
        assert!(rows.len() == 1 && rows[0].contains("徒歩"), "{rows:?}");
        let rows = page.texts(&format!("#q{}-help-table tbody tr", open.questionnaire.0));
        assert!(rows.iter().all(|row| row.contains('◀')), "both were ticked: {rows:?}");
        let rows = marked(&visitor.get(&others).await.expect_status(200), &open);
        assert!(rows.len() == 1 && rows[0].contains("バス"), "{rows:?}");
        let sheet = visitor.get(&share(&coordinator, open.survey).await).await.expect_status(200);
        let numbers = |page: &Page| page.texts(&format!("#q{}-way-table td.number", open.questionnaire.0));
        assert_eq!(numbers(&page), numbers(&sheet), "the numbers are those of the sheet");
        answer(app, &open, "3").await;
        assert_eq!(numbers(&visitor.get(&own).await), numbers(&sheet), "and stay so");
        assert_pdf(visitor.get(&format!("{own}.pdf")).await, "あなたの回答と地域全体");

        let wrong = format!("{}/nosuchcode/region", open.link);
        visitor.get(&wrong).await.expect_status(404);
        let code = withdrawal_code(&mine);
        visitor.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        let gone = visitor.get(&own).await.expect_status(410);
        assert!(!gone.text().contains("徒歩"), "{}", gone.describe());
        visitor.get(&format!("{own}.pdf")).await.expect_status(410);
    })
    .await;
}

/// What is said of answers that came after the first version, or were mended since.
async fn said(app: &TestApp, open: &OpenSurvey, key: &str) -> String {
    let version = store::publications::shown(app.db(), open.survey, "").await.expect("it can be read");
    let day = time::tokyo(version.expect("one is published").approved_at).date_naive();
    let args = [("number", "1".to_owned()), ("date", time::date(day, Lang::Ja))];
    i18n::text(Lang::Ja.code(), key, &args)
}

#[tokio::test]
async fn answers_that_came_after_the_version_hear_that_the_next_one_counts_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        let person = app.visitor();
        let page = person.follow(person.start(&open.link).await).await.expect_status(200);
        let early = fill(&person, &page, "1").await;
        for _ in 0..5 {
            answer(app, &open, "1").await;
        }
        publish(&coordinator, open.survey, &[]).await;
        let late = answer(app, &open, "3").await;
        let refusing = app.visitor();
        let page = refusing.follow(refusing.start(&open.link).await).await.expect_status(200);
        let refused = fill_page(&refusing, &page, &["1"], &[("way", "2")]).await;

        let visitor = app.visitor();
        let beside =
            async |receipt: &Page| visitor.get(&receipt.link(&say("own-to"))).await.expect_status(200);
        assert!(!beside(&early).await.has("#late"), "it is counted");
        let shown = beside(&late).await;
        assert_eq!(shown.first("#late"), said(app, &open, "own-late").await);
        assert!(marked(&shown, &open)[0].contains("車"), "{}", shown.describe());
        assert!(!beside(&refused).await.has("#late"), "no version will count it");
        assert_pdf(visitor.get(&format!("{}.pdf", shown.path)).await, "あなたの回答と地域全体");

        let begun = person.submit(&early, "form[action$='/edit']", &[("go", "begin")]).await;
        let check = person.follow(begun).await.expect_status(200);
        assert!(!beside(&early).await.has("#late"), "what was sent stands until it is sent again");
        let page = person.get(&check.path.replace("check", "p/page1")).await.expect_status(200);
        let sent = person.submit(&page, "form[data-fill]", &[("way", "2"), ("go", "next")]).await;
        let check = person.follow(sent).await.expect_status(200);
        person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
        assert_eq!(beside(&early).await.first("#late"), said(app, &open, "own-late-mended").await);

        let changes = [("reason", "回答が増えました。"), ("confirmed", "true")];
        publish(&coordinator, open.survey, &changes).await;
        for receipt in [&early, &late, &refused] {
            assert!(!beside(receipt).await.has("#late"), "the next version counts them");
        }
    })
    .await;
}

/// One who allows sharing alone is in no number of the next version either (decision 43): nobody promises it.
#[tokio::test]
async fn whoever_allows_one_use_alone_hears_that_no_version_may_count_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        let early = answer(app, &open, "1").await;
        for _ in 0..5 {
            answer(app, &open, "1").await;
        }
        publish(&coordinator, open.survey, &[]).await;
        let person = app.visitor();
        let page = person.follow(person.start(&open.link).await).await.expect_status(200);
        let alone = fill_page(&person, &page, &["1", "2"], &[("way", "2")]).await;
        let refusing = app.visitor();
        let page = refusing.follow(refusing.start(&open.link).await).await.expect_status(200);
        let refused = fill_page(&refusing, &page, &["1", "3"], &[("way", "2")]).await;
        answer(app, &open, "3").await;

        let visitor = app.visitor();
        let beside =
            async |receipt: &Page| visitor.get(&receipt.link(&say("own-to"))).await.expect_status(200);
        let late = beside(&alone).await;
        assert_eq!(late.first("#alone"), say("own-alone"), "beside that it came late");
        assert_pdf(visitor.get(&format!("{}.pdf", late.path)).await, "あなたの回答と地域全体");
        let changes = [("reason", "回答が増えました。"), ("confirmed", "true")];
        publish(&coordinator, open.survey, &changes).await;
        let next = beside(&alone).await;
        let version = store::publications::shown(app.db(), open.survey, "").await.expect("it can be read");
        let content = version.expect("one is published").content;
        assert!(content.contains(&say("feedback-scope-note-apart")), "{content}");
        assert_eq!(next.first("#alone"), say("own-alone"), "the version that came since does not count it");
        for receipt in [&early, &refused] {
            assert!(!beside(receipt).await.has("#alone"));
        }
    })
    .await;
}

/// Who answered on paper has no address of the own response: the office prints the page for them.
#[tokio::test]
async fn the_office_has_the_page_of_an_original_that_it_typed() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        enter(app, &coordinator, &open).await;
        let typed = responses(app, &open).await.remove(0);
        for _ in 0..6 {
            answer(app, &open, "3").await;
        }
        let entries = store::entries::of_response(app.db(), typed.id).await.expect("entries");
        let finished = coordinator.get(&format!("/entries/{}", entries[0].id.0)).await.expect_status(200);
        let own = finished.link(&say("entries-own-answers"));
        let early = coordinator.get(&own).await.expect_status(200);
        assert!(early.text().contains(&say("own-unpublished")), "{}", early.describe());
        publish(&coordinator, open.survey, &[]).await;
        let page = coordinator.get(&own).await.expect_status(200);
        let rows = marked(&page, &open);
        assert!(rows.len() == 1 && rows[0].contains("バス"), "what the sheet of paper says: {rows:?}");
        assert_pdf(coordinator.get(&format!("{own}.pdf")).await, "あなたの回答と地域全体");
        let events = store::audit::newest(app.db(), 20).await.expect("events");
        assert!(events.iter().any(|event| event.action == "response.own_answers"), "{events:?}");
        app.login(Role::Researcher).await.get(&own).await.expect_status(403);
    })
    .await;
}

/// Of the same agency others hold the letter, too: what a colleague answered is opened by the colleague's own code alone.
#[tokio::test]
async fn no_invitation_leads_to_what_was_answered() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        // Agencies need the areas that a survey is in.
        create_survey(app, &coordinator).await;
        add_agencies(app, &["", "", "", "", "", ""]).await;
        for mode in [InvitingMode::Known, InvitingMode::Anonymous] {
            let open = open_definition(app, &coordinator, &questions()).await;
            invite_all(&coordinator, &open, mode).await;
            let mut receipts = Vec::new();
            let all = invitations(app, &open).await;
            let links: Vec<String> = all.iter().map(|invitation| link(app, invitation)).collect();
            for address in &links {
                let person = app.visitor();
                let page = open_invitation(&person, address).await.expect_status(200);
                receipts.push(fill(&person, &page, "1").await);
            }
            publish(&coordinator, open.survey, &[]).await;
            let visitor = app.visitor();
            for address in &links {
                let shown = visitor.get(address).await.expect_status(200);
                assert!(!shown.body.contains("/region"), "{}", shown.describe());
                visitor.get(&format!("{address}/region")).await.expect_status(404);
                visitor.get(&format!("{address}/region.pdf")).await.expect_status(404);
            }
            let page = visitor.get(&receipts[0].link(&say("own-to"))).await.expect_status(200);
            assert!(marked(&page, &open)[0].contains("バス"), "the own code opens it: {}", page.describe());
            let is_anonymous = mode == InvitingMode::Anonymous;
            let expected =
                if is_anonymous { said(app, &open, "own-late-anonymous").await } else { String::new() };
            assert_eq!(page.texts("#late").concat(), expected, "an anonymous answer has no time");
        }
    })
    .await;
}

/// A page without charts says that there are none, and not that something is marked.
#[tokio::test]
async fn where_the_sheet_has_nothing_of_a_questionnaire_nothing_is_said_to_be_marked() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        let receipt = answer(app, &open, "1").await;
        for _ in 0..5 {
            answer(app, &open, "1").await;
        }
        let sheet = format!("/surveys/{}/feedback/sheet", open.survey.0);
        let page = coordinator.get(&sheet).await.expect_status(200);
        coordinator
            .submit(&page, "#sheet-form", &[("question", ""), ("do", "save")])
            .await
            .expect_status(303);
        let preview = format!("/surveys/{}/feedback/preview", open.survey.0);
        assert!(
            coordinator.get(&preview).await.expect_status(200).has("#unmarked"),
            "whoever approves hears it"
        );
        publish(&coordinator, open.survey, &[]).await;
        let own = app.visitor().get(&receipt.link(&say("own-to"))).await.expect_status(200);
        assert!(own.text().contains(&say("own-nothing")), "{}", own.describe());
        assert!(!own.text().contains(&say("own-lead")), "{}", own.describe());
        assert_pdf(app.visitor().get(&format!("{}.pdf", own.path)).await, "あなたの回答と地域全体");
    })
    .await;
}
