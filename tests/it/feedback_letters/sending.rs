//! Letters go to whoever asked for the results, once, while a sheet is published.

use server::auth::Role;
use server::feedback_letter::kind;
use surveys::entity::state::{InvitingMode, MessageState};
use surveys::store;
use tests::inviting::invitations;
use tests::on_both;
use tests::open_survey::open_second;
use tests::sheets::{publish, publish_area};

use super::{Sending, answer_all, answers_of, definition, sheets, three_answers};
use crate::letters::{laid_down, put, until};

#[tokio::test]
async fn who_asked_for_the_results_gets_the_link_once() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } = three_answers(app, InvitingMode::Known).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：2"), "{}", page.text());
        let look = [("words", "ご来場ありがとうございました。"), ("do", "preview")];
        let looked = coordinator.submit(&page, &form, &look).await.expect_status(200);
        assert!(
            looked.text().contains("架空機関") && looked.text().contains("ご来場ありがとうございました。")
        );
        assert!(!looked.text().contains("うちも同じ"), "nobody is asked to reply: {}", looked.describe());
        assert!(sheets(app, &open).await.is_empty(), "looking sends nothing");
        let early = coordinator.submit(&looked, &form, &[("do", "send")]).await.expect_status(422);
        assert!(early.has(".error-summary a[href='#link']"), "{}", early.describe());
        assert!(sheets(app, &open).await.is_empty(), "the link would lead to nothing");
        publish(&coordinator, open.survey, &[]).await;
        for _ in 0..2 {
            coordinator.submit(&looked, &form, &[("do", "send")]).await.expect_status(303);
        }
        let sent = sheets(app, &open).await;
        let to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        assert_eq!(to, ["a@example.jp", "b@example.jp"]);
        assert!(sent[0].body.contains("{sheet}") && !sent[0].body.contains("/r/"), "{}", sent[0].body);
        let mail = laid_down(app, &open, sent[0].id).await;
        assert!(mail.contains("To: a@example.jp") && mail.contains("List-Unsubscribe: <http"), "{mail}");
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：0"), "{}", page.text());
        let researcher = app.login(Role::Researcher).await;
        researcher.get(&path).await.expect_status(403);
    })
    .await;
}

/// A newer link of an area whose sheet nobody reads yet leads to nothing.
#[tokio::test]
async fn the_page_begins_with_a_link_to_a_sheet_that_is_read() {
    on_both(async |app| {
        let sending = three_answers(app, InvitingMode::Known).await.published().await;
        let links = format!("/surveys/{}/links", sending.open.survey.0);
        let area = [("region", "2"), ("days", "30")];
        sending.coordinator.post_form(&links, &area).await.expect_status(303);
        let page = sending.coordinator.get(&sending.path).await.expect_status(200);
        let chosen = page.attributes("select[name=link] option[selected]", "value");
        let links = store::share_links::of_survey(app.db(), sending.open.survey).await.expect("links");
        let whole = links.iter().find(|link| link.region_id.is_none()).expect("that of the whole region");
        assert_eq!(chosen, [whole.id.0.to_string()], "{}", page.describe());
    })
    .await;
}

/// One body often runs several offices and reads their mail in one box.
#[tokio::test]
async fn offices_behind_one_address_each_get_their_sheet_once() {
    on_both(async |app| {
        let emails = ["houjin@example.jp", "Houjin@example.jp", "c@example.jp"];
        let Sending { coordinator, open, path, form } = answers_of(app, InvitingMode::Known, &emails).await;
        let links = format!("/surveys/{}/links", open.survey.0);
        for region in ["2", "3"] {
            coordinator.post_form(&links, &[("region", region), ("days", "30")]).await.expect_status(303);
        }
        publish(&coordinator, open.survey, &[]).await;
        for area in ["9001", "9002"] {
            publish_area(&coordinator, open.survey, area).await;
        }
        let expected: [(Option<i64>, &[&str]); 3] =
            [(Some(2), &["架空機関00"]), (Some(3), &["架空機関01"]), (None, &["架空機関00", "架空機関01"])];
        for (region, offices) in expected {
            let links = store::share_links::of_survey(app.db(), open.survey).await.expect("links");
            let link = links.into_iter().find(|link| link.region_id.map(|id| id.0) == region).expect("one");
            let address = format!("{path}?link={}", link.id.0);
            let page = coordinator.get(&address).await.expect_status(200);
            let n = format!("これから送るあて先：{}", offices.len());
            assert!(page.text().contains(&n), "{region:?}: {}", page.text());
            for _ in 0..2 {
                coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
            }
            let sent = sheets(app, &open).await.into_iter();
            let sent: Vec<String> =
                sent.filter(|sent| sent.kind == kind(link.id)).map(|sent| sent.body).collect();
            assert_eq!(sent.len(), offices.len(), "{region:?}: {sent:?}");
            for (body, office) in sent.iter().zip(offices) {
                assert!(body.contains(office), "{region:?}: {body}");
            }
            let after = coordinator.get(&address).await.expect_status(200);
            assert!(after.text().contains("これから送るあて先：0"), "{region:?}: {}", after.text());
        }
    })
    .await;
}

#[tokio::test]
async fn an_office_that_answered_twice_gets_the_link_once() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } = three_answers(app, InvitingMode::Known).await;
        let second = open_second(app, &coordinator, open.survey, &definition()).await;
        answer_all(app, &coordinator, &second, InvitingMode::Known).await;
        publish(&coordinator, open.survey, &[]).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：2"), "{}", page.text());
        for _ in 0..2 {
            coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        }
        let sent = [sheets(app, &open).await, sheets(app, &second).await].concat();
        let mut to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["a@example.jp", "b@example.jp"]);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：0"), "{}", page.text());
    })
    .await;
}

/// Nobody gets a link twice: a letter that led to nothing could not be made good.
#[tokio::test]
async fn a_letter_in_the_box_goes_out_only_while_its_sheet_is_published() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let retract = format!("/surveys/{}/feedback/retract", open.survey.0);
        let page = coordinator.get(&retract).await.expect_status(200);
        coordinator.submit(&page, "#retract-form", &[]).await.expect_status(303);
        let asked = invitations(app, &open).await.into_iter().min_by_key(|one| one.contact_id);
        let link = store::share_links::of_survey(app.db(), open.survey).await.expect("links").remove(0);
        put(app, &open, asked.expect("an invitation").id, &kind(link.id), "a@example.jp").await;
        app.service().carrier.ring();
        until("the letter leaves its box", async || {
            let left = sheets(app, &open).await;
            assert!(left.iter().all(|letter| letter.state != MessageState::Sent), "{left:?}");
            left.is_empty()
        })
        .await;

        // It counts as never written, and goes out once there is a sheet to read again.
        publish(&coordinator, open.survey, &[("reason", "書き直しました。")]).await;
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let sent = sheets(app, &open).await;
        let to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        assert_eq!(to, ["a@example.jp", "b@example.jp"]);
        laid_down(app, &open, sent[0].id).await;
    })
    .await;
}
