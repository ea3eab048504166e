//! Letters to print, for whom no mail reaches.

use chrono::Utc;
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::entity::state::{InvitingMode, MessageState};
use surveys::store;
use tests::on_both;
use tests::sheets::publish;

use super::{Sending, answers_of, sheets, three_answers};
use crate::letters::laid_down;

#[tokio::test]
async fn whom_no_mail_reaches_gets_a_printed_letter_once() {
    on_both(async |app| {
        let emails = ["", "b@example.jp", "c@example.jp"];
        let Sending { coordinator, open, path, form } = answers_of(app, InvitingMode::Known, &emails).await;
        let link = store::share_links::of_survey(app.db(), open.survey).await.expect("links").remove(0);
        let print = format!("{path}/print?link={}", link.id.0);
        let early = coordinator.get(&path).await.expect_status(200);
        assert!(early.first("#handed-form").contains("架空機関00"), "they are named: {}", early.describe());
        assert!(!early.has("#handed-form button"), "the link leads to nothing yet: {}", early.describe());
        coordinator.get(&print).await.expect_status(303);
        publish(&coordinator, open.survey, &[]).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert_eq!(page.link("手紙を印刷する"), print);
        let printed = coordinator.get(&print).await.expect_status(200);
        let letters = printed.texts("article.letter-sheet");
        assert_eq!(letters.len(), 1, "b has mail, and c did not ask: {letters:?}");
        for words in ["架空機関00", "架空県架空市1-1", "/r/"] {
            assert!(letters[0].contains(words), "{words}: {letters:?}");
        }
        assert!(printed.has(".letter-way svg") && !letters[0].contains("{sheet}"), "{}", printed.describe());
        coordinator.submit(&page, "#handed-form", &[]).await.expect_status(303);
        assert!(sheets(app, &open).await.is_empty(), "nobody was ticked");
        let ticked = page.attributes("#handed-form [name=response]", "value");
        assert_eq!(ticked.len(), 1);
        for _ in 0..2 {
            let changes = [("response", ticked[0].as_str())];
            coordinator.submit(&page, "#handed-form", &changes).await.expect_status(303);
        }
        let handed = sheets(app, &open).await;
        assert_eq!(handed.len(), 1);
        assert!(handed[0].state == MessageState::Sent && handed[0].to_address.is_empty(), "{handed:?}");
        let events = store::audit::newest(app.db(), 20).await.expect("events");
        let marked = events.iter().filter(|event| event.action == "feedback.hand_over").count();
        assert_eq!(marked, 1, "{events:?}");
        let after = coordinator.get(&path).await.expect_status(200);
        assert!(after.first("#handed-form").contains("届けました") && !after.has("#handed-form button"));
        assert!(!coordinator.get(&print).await.expect_status(200).has("article.letter-sheet"));
        coordinator.submit(&after, &form, &[("do", "send")]).await.expect_status(303);
        let to: Vec<String> = sheets(app, &open).await.into_iter().map(|letter| letter.to_address).collect();
        assert_eq!(to, ["", "b@example.jp"], "mail goes to the other one alone");
        app.login(Role::Researcher).await.get(&print).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn whose_letter_was_given_up_can_have_it_on_paper_instead() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let sent = sheets(app, &open).await;
        for letter in &sent {
            laid_down(app, &open, letter.id).await;
        }
        store::messages::set_tried(app.db(), &sent[0], Utc::now(), true).await.expect("given up");
        let page = coordinator.get(&path).await.expect_status(200);
        let ticked = page.attributes("#handed-form [name=response]", "value");
        let changes = [("response", ticked[0].as_str())];
        coordinator.submit(&page, "#handed-form", &changes).await.expect_status(303);
        coordinator.submit(&page, &form, &[("do", "retry")]).await.expect_status(303);
        let after = sheets(app, &open).await;
        assert!(after.iter().all(|letter| letter.state == MessageState::Sent), "no mail follows: {after:?}");
        assert_eq!(after.len(), 2, "{after:?}");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_no_letter_can_be_written_to_is_in_the_list_for_paper() {
    on_both(async |app| {
        let emails = ["bad@@x", "b@example.jp", "c@example.jp"];
        let Sending { coordinator, open, path, form } =
            answers_of(app, InvitingMode::Known, &emails).await.published().await;
        let page = coordinator.get(&path).await.expect_status(200);
        for words in ["これから送るあて先：1", "アドレスのない回答：1"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(page.first("#handed-form").contains("架空機関00"), "{}", page.describe());
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let to: Vec<String> = sheets(app, &open).await.into_iter().map(|letter| letter.to_address).collect();
        assert_eq!(to, ["b@example.jp"]);
    })
    .await;
}

/// “Not published yet” would send the office to publish a sheet once more that is published.
#[tokio::test]
async fn without_an_address_in_use_letters_to_print_lead_to_where_one_is_made() {
    on_both(async |app| {
        let Sending { coordinator, open, path, .. } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let say = |key: &str| i18n::plain(Lang::Ja, key);
        let print = format!("{path}/print");
        let unchosen = coordinator.get(&print).await.expect_status(303);
        let asked = coordinator.follow(unchosen).await.expect_status(200);
        assert!(
            asked.first(".flash").contains(&say("feedback-letters-link-required")),
            "{}",
            asked.describe()
        );
        let feedback = format!("/surveys/{}/feedback", open.survey.0);
        let page = coordinator.get(&feedback).await.expect_status(200);
        let revoke = page.attributes("form[action$='/revoke']", "action").remove(0);
        coordinator.post_form(&revoke, &[]).await.expect_status(303);
        coordinator.get(&feedback).await.expect_status(200);
        let refused = coordinator.get(&print).await.expect_status(303);
        assert_eq!(refused.location(), Some(format!("{feedback}#links").as_str()));
        let led = coordinator.get(&feedback).await.expect_status(200);
        assert!(led.first(".flash").contains(&say("feedback-letters-link-lacking")), "{}", led.describe());
        assert!(
            led.has("#links") && led.has("form[action$='/links']"),
            "it is made there: {}",
            led.describe()
        );
    })
    .await;
}
