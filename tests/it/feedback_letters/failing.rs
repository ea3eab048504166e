//! Letters that did not arrive: named, sent again, or led to paper.

use chrono::Utc;
use serde_json::json;
use server::i18n::{self, Lang};
use surveys::entity::state::{InvitingMode, MessageState};
use surveys::store;
use tests::on_both;
use tests::open_survey::{OpenSurvey, open_second};
use tests::respondent::answer_page;
use tests::sheets::publish;

use super::{Sending, definition, sheets, three_answers};
use crate::letters::{laid_down, until};

/// It looks like an agency without an address; the office would look for one instead of correcting the one that it has.
#[tokio::test]
async fn a_letter_to_an_address_that_is_not_there_counts_as_failed_and_goes_out_once_it_is_corrected() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let letter = sheets(app, &open).await.remove(0);
        laid_down(app, &open, letter.id).await;
        let contacts = store::contacts::list(app.db()).await.expect("contacts");
        let contact = contacts.into_iter().find(|one| one.email == letter.to_address).expect("one");
        let said = "550 no such user".to_owned();
        let noted = store::contacts::set_undeliverable(app.db(), contact.id, &contact.email, said).await;
        noted.expect("noted");
        store::messages::set_tried(app.db(), &letter, Utc::now(), true).await.expect("given up");
        let page = coordinator.get(&path).await.expect_status(200);
        for words in ["送れなかったあて先：1", "アドレスのない回答：0"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        let refused = page.first("#refused li");
        assert!(refused.contains("架空機関00（a@example.jp）") && refused.contains("550"), "{refused}");
        assert!(!page.has("#failed") && !page.has("button[value=retry]"), "{}", page.describe());
        assert!(page.first("#handed-form").contains("架空機関00"), "{}", page.describe());
        let bounces = coordinator.get(&page.attributes("#refused a", "href")[0]).await.expect_status(200);
        let corrected = [("email", "new@example.jp")];
        coordinator.submit(&bounces, "form[action$='/bounces']", &corrected).await.expect_status(303);
        let all_out = async || sheets(app, &open).await.iter().all(|one| one.state == MessageState::Sent);
        until("it goes out", all_out).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(!page.has("#refused") && page.text().contains("送信待ちを含む）：2"), "{}", page.text());
    })
    .await;
}

/// Counted as sent it would be forgotten: nobody would try again, or print the letter.
#[tokio::test]
async fn a_letter_that_was_given_up_is_named_and_sent_again_without_a_second_one_to_others() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(!page.has("#failed") && !page.has("button[value=retry]"), "{}", page.describe());
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let sent = sheets(app, &open).await;
        for letter in &sent {
            laid_down(app, &open, letter.id).await;
        }
        let (given_up, other) = (&sent[0], &sent[1]);
        store::messages::set_tried(app.db(), given_up, Utc::now(), true).await.expect("given up");

        let page = coordinator.get(&path).await.expect_status(200);
        for words in
            ["これから送るあて先：0", "送信待ちを含む）：1", "送れなかったあて先：1", "アドレスのない回答：0"]
        {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert_eq!(page.texts("#failed li"), ["架空機関00"]);
        assert!(page.first("#handed-form").contains("架空機関00"), "{}", page.describe());
        let printed = coordinator.get(&page.link("手紙を印刷する")).await.expect_status(200);
        assert_eq!(printed.texts("article.letter-sheet").len(), 1);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let states: Vec<MessageState> = sheets(app, &open).await.iter().map(|letter| letter.state).collect();
        assert_eq!(states, [MessageState::Failed, MessageState::Sent], "sending to new ones is no retry");

        let other =
            sheets(app, &open).await.into_iter().find(|letter| letter.id == other.id).expect("it is there");
        for _ in 0..2 {
            coordinator.submit(&page, &form, &[("do", "retry")]).await.expect_status(303);
            laid_down(app, &open, given_up.id).await;
        }
        let after = sheets(app, &open).await;
        assert_eq!(after.len(), 2, "{after:?}");
        assert!(after.contains(&other), "whoever has it gets no second one: {after:?}");
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("送信待ちを含む）：2") && !page.has("#failed"), "{}", page.text());
        let events = store::audit::newest(app.db(), 20).await.expect("events");
        assert!(events.iter().any(|event| event.action == "feedback.retry_mail"), "{events:?}");
    })
    .await;
}

/// An address that was written with an answer cannot be corrected on the list.
#[tokio::test]
async fn whose_letter_was_given_up_and_who_is_on_no_list_is_pointed_to_paper() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } = three_answers(app, InvitingMode::Known).await;
        let mut with_mail = definition();
        let mail = json!({ "type": "text", "name": "mail", "title": "メール", "inputType": "email",
            "kt:identifier": true });
        with_mail["pages"][0]["elements"].as_array_mut().expect("elements").push(mail);
        let second = open_second(app, &coordinator, open.survey, &with_mail).await;
        answer_page(&app.visitor(), &second.link, &["1", "7"], &[("mail", "d@example.jp")]).await;
        publish(&coordinator, open.survey, &[]).await;
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let say = |key: &str| i18n::plain(Lang::Ja, key);
        let (listed, unlisted) =
            (say("feedback-letters-failed-text"), say("feedback-letters-failed-unlisted"));
        let give_up = async |of: &OpenSurvey| {
            let letter = sheets(app, of).await.remove(0);
            laid_down(app, of, letter.id).await;
            store::messages::set_tried(app.db(), &letter, Utc::now(), true).await.expect("given up");
            coordinator.get(&path).await.expect_status(200)
        };
        let page = give_up(&second).await;
        assert_eq!(page.texts("#failed li").len(), 1, "{}", page.describe());
        assert!(page.text().contains(&unlisted) && !page.text().contains(&listed), "{}", page.describe());
        let page = give_up(&open).await;
        assert_eq!(page.texts("#failed li").len(), 2, "{}", page.describe());
        assert!(page.text().contains(&unlisted) && page.text().contains(&listed), "{}", page.describe());
    })
    .await;
}
