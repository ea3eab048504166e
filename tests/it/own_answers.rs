//! One's own answers beside the region's: for whoever has the code of the response, and nobody else.

use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::entity::state::InvitingMode;
use tests::closed_answers::definition;
use tests::inviting::{add_agencies, invitations, invite_all, link, open_invitation};
use tests::open_survey::{OpenSurvey, create_survey, open_definition};
use tests::respondent::{fill_page, withdrawal_code};
use tests::sheets::{publish, share};
use tests::{Page, Session, TestApp, on_both};

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
        }
    })
    .await;
}
