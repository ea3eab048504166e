//! Who declined letters and asked for the results: what was said last holds.

use chrono::NaiveDate;
use server::auth::Role;
use server::feedback_letter::kind;
use server::i18n::{self, Lang};
use server::view::time;
use surveys::entity::contact;
use surveys::entity::state::InvitingMode;
use surveys::store;
use surveys::store::messages::NewMessage;
use tests::inviting::add_agencies;
use tests::open_survey::open_definition;
use tests::respondent::answer_page;
use tests::sheets::publish;
use tests::{TestApp, on_both};

use super::addresses::with_address;
use super::{Sending, sheets, three_answers};
use crate::letters::{laid_down, until};

async fn contact_of(app: &TestApp, email: &str) -> contact::Model {
    let contacts = store::contacts::list(app.db()).await.expect("contacts");
    contacts.into_iter().find(|one| one.email == email).expect("it is on the list")
}

/// Letters are declined on that day, whatever was said before.
async fn decline(app: &TestApp, contact: &contact::Model, on: NaiveDate) {
    for day in [None, Some(on)] {
        store::contacts::opt_out(app.db(), contact.id, day, None).await.expect("noted");
    }
}

/// Somebody of the office writes its address, in other letters, into answers by the open link.
#[tokio::test]
async fn an_address_that_declined_gets_the_results_only_if_they_were_asked_for_on_a_later_day() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &with_address()).await;
        add_agencies(app, &["office@example.jp"]).await;
        let mail = [("feedback_mail", "Office@example.jp")];
        answer_page(&app.visitor(), &open.link, &["1", "7"], &mail).await;
        let links = format!("/surveys/{}/links", open.survey.0);
        coordinator.post_form(&links, &[("region", ""), ("days", "30")]).await.expect_status(303);
        publish(&coordinator, open.survey, &[]).await;
        let contact = contact_of(app, "office@example.jp").await;
        let today = time::today();
        decline(app, &contact, today).await;

        let path = format!("/surveys/{}/feedback/letters", open.survey.0);
        let form = format!("form[action='{path}']");
        let page = coordinator.get(&path).await.expect_status(200);
        for words in ["これから送るあて先：0", "送らない回答：1", "アドレスのない回答：0"]
        {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(!page.text().contains("アドレスの書かれていないもの"), "one is: {}", page.text());
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        assert!(sheets(app, &open).await.is_empty());

        // A letter that was in the box when they declined leaves it unsent.
        let link = store::share_links::of_survey(app.db(), open.survey).await.expect("links").remove(0);
        let response = store::responses::sent(app.db(), open.questionnaire).await.expect("one").remove(0);
        let waiting = NewMessage {
            questionnaire: open.questionnaire,
            response: Some(response.id),
            invitation: None,
            kind: kind(link.id),
            to_address: "Office@example.jp".to_owned(),
            subject: "件名".to_owned(),
            body: "{sheet}".to_owned(),
        };
        assert!(store::messages::queue(app.db(), waiting).await.expect("queued"));
        app.service().carrier.ring();
        until("the letter leaves its box", async || sheets(app, &open).await.is_empty()).await;

        decline(app, &contact, today.pred_opt().expect("a day before")).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：1"), "{}", page.text());
        assert!(!page.text().contains("送らない回答"), "{}", page.text());
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let sent = sheets(app, &open).await.remove(0);
        let mail = laid_down(app, &open, sent.id).await;
        assert!(mail.contains("To: Office@example.jp"), "{mail}");
    })
    .await;
}

#[tokio::test]
async fn an_invited_office_that_declined_is_named_as_left_alone_until_it_asks_again() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let contact = contact_of(app, "a@example.jp").await;
        let today = time::today();
        decline(app, &contact, today).await;
        let page = coordinator.get(&path).await.expect_status(200);
        for words in ["これから送るあて先：1", "送らない回答：1", "アドレスのない回答：0"]
        {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        let listed = page.first("#handed-form li");
        let alone = i18n::plain(Lang::Ja, "feedback-letters-is-left-alone");
        assert!(listed.contains("架空機関00") && listed.contains(&alone), "{listed}");
        decline(app, &contact, today.pred_opt().expect("a day before")).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：2"), "{}", page.text());
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let sent = sheets(app, &open).await;
        let to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        assert_eq!(to, ["a@example.jp", "b@example.jp"]);
        let mail = laid_down(app, &open, sent[0].id).await;
        assert!(mail.contains("List-Unsubscribe: <http"), "it can be declined again: {mail}");
    })
    .await;
}
