//! Letters that invite and ask again: nobody is told twice, nobody who answered or declined is told at all.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use server::auth::Role;
use surveys::entity::state::{InvitingMode, MessageState};
use surveys::entity::{contact, message};
use surveys::id::{InvitationId, MessageId, UserId};
use surveys::store;
use tests::inviting::{invitations, link, open_invitation};
use tests::open_survey::OpenSurvey;
use tests::{Page, Session, TestApp, on_both};

use crate::invited::{answer, invited, send};
use crate::rosters::{look_at, take};

pub async fn letters(app: &TestApp, open: &OpenSurvey) -> Vec<message::Model> {
    store::messages::of_questionnaire(app.db(), open.questionnaire).await.expect("letters can be read")
}

async fn kinds(app: &TestApp, open: &OpenSurvey, to: &str) -> Vec<String> {
    let all = letters(app, open).await;
    all.into_iter().filter(|letter| letter.to_address == to).map(|letter| letter.kind).collect()
}

/// The page with the first letter or the next reminder.
pub async fn letter_page(person: &Session, open: &OpenSurvey, kind: &str) -> Page {
    let path = format!("/questionnaires/{}/invitations/letters?kind={kind}", open.questionnaire.0);
    person.get(&path).await.expect_status(200)
}

/// Presses the button of that page.
pub async fn press(person: &Session, page: &Page) {
    person.submit(page, "form[action$='/letters']", &[]).await.expect_status(303);
}

/// Puts a letter to an invitation into the box, without telling the carrier.
pub async fn put(app: &TestApp, open: &OpenSurvey, invitation: InvitationId, kind: &str, to: &str) {
    let new = store::messages::NewMessage {
        questionnaire: open.questionnaire,
        response: None,
        invitation: Some(invitation),
        kind: kind.to_owned(),
        to_address: to.to_owned(),
        subject: "件名".to_owned(),
        body: "{link}".to_owned(),
    };
    assert!(store::messages::queue(app.db(), new).await.expect("queued"));
}

/// Waits until something is so: the carrier works beside the pages.
pub async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_so().await {
        assert!(Instant::now() < deadline, "never: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn file_of(app: &TestApp, id: MessageId) -> PathBuf {
    app.data.join(format!("outbox/{:06}.eml", id.0))
}

/// The text of a letter as the folder has it, once it is there and noted as sent.
pub async fn laid_down(app: &TestApp, open: &OpenSurvey, id: MessageId) -> String {
    let is_sent = async || {
        let all = letters(app, open).await;
        all.iter().any(|letter| letter.id == id && letter.state == MessageState::Sent)
    };
    until("the letter is laid into the folder", is_sent).await;
    std::fs::read_to_string(file_of(app, id)).expect("the letter lies in the folder")
}

#[tokio::test]
async fn a_reminder_leaves_out_who_has_answered_or_declined() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let emails = ["a@example.jp", "b@example.jp", "c@example.jp", ""];
        let open = invited(app, &coordinator, InvitingMode::Known, &emails).await;
        let page = letter_page(&coordinator, &open, "invite").await;
        let shown = page.first("pre.letter");
        assert!(shown.contains("架空機関") && shown.contains("/i/") && shown.contains("/o/"), "{shown}");
        assert!(shown.contains("2027年1月15日"), "{shown}");
        press(&coordinator, &page).await;
        press(&coordinator, &page).await;
        assert_eq!(letters(app, &open).await.len(), 3, "who has no address gets none, and nobody two");
        let first = letters(app, &open).await.remove(0);
        assert!(first.body.contains("{link}"), "the database has no link: {}", first.body);
        let mail = laid_down(app, &open, first.id).await;
        assert!(mail.contains("List-Unsubscribe: <http"), "{mail}");
        assert!(mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{mail}");

        let all = invitations(app, &open).await;
        let person = app.visitor();
        let questions = open_invitation(&person, &link(app, &all[0])).await;
        let check = answer(&person, &questions, "回答").await;
        send(&person, &check).await.expect_status(303);
        // One press in a mail program, as RFC 8058 has it.
        let contact = store::contacts::list(app.db()).await.expect("contacts").remove(1);
        let opt_out = format!("/o/{}", server::inviting::opt_out(app.key(), &contact.seed));
        person.get(&opt_out).await.expect_status(200);
        for _ in 0..2 {
            let done = person.post_raw_form(&opt_out, &[("List-Unsubscribe", "One-Click")]).await;
            assert!(done.expect_status(200).text().contains("受け取りを辞退しました"));
        }
        let page = letter_page(&coordinator, &open, "reminder").await;
        assert!(page.text().contains("受け取りを辞退されていない 1機関"), "{}", page.text());
        press(&coordinator, &page).await;
        press(&coordinator, &page).await;
        assert_eq!(kinds(app, &open, "a@example.jp").await, ["invite"]);
        assert_eq!(kinds(app, &open, "b@example.jp").await, ["invite"]);
        assert_eq!(kinds(app, &open, "c@example.jp").await, ["invite", "reminder-1"]);
        press(&coordinator, &letter_page(&coordinator, &open, "reminder").await).await;
        assert_eq!(kinds(app, &open, "c@example.jp").await, ["invite", "reminder-1", "reminder-2"]);
        let unasked = [("kind", "reminder-9")];
        let path = format!("/questionnaires/{}/invitations/letters", open.questionnaire.0);
        coordinator.post_form(&path, &unasked).await.expect_status(400);
    })
    .await;
}

#[tokio::test]
async fn a_letter_still_in_the_box_is_taken_out_when_the_answer_comes() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let emails = ["a@example.jp", "b@example.jp", "c@example.jp"];
        let open = invited(app, &coordinator, InvitingMode::Known, &emails).await;
        let all = invitations(app, &open).await;
        for (place, one) in all.iter().enumerate().take(2) {
            // The first is answered before the letter is in the box, and so before it can be sent.
            if place == 0 {
                store::invitations::mark_answered(app.db(), one.id, UserId(1)).await.expect("marked");
            }
            put(app, &open, one.id, "reminder-1", &format!("{place}@example.jp")).await;
        }
        // The third gets its first letter, and with it the carrier is told.
        press(&coordinator, &letter_page(&coordinator, &open, "invite").await).await;
        let second = letters(app, &open).await.into_iter().find(|letter| letter.to_address == "1@example.jp");
        laid_down(app, &open, second.expect("it is there").id).await;
        let left = letters(app, &open).await;
        assert!(left.iter().all(|letter| letter.to_address != "0@example.jp"), "{left:?}");
    })
    .await;
}

#[tokio::test]
async fn an_erased_contact_is_gone_from_its_letters_too() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &["a@example.jp"]).await;
        press(&coordinator, &letter_page(&coordinator, &open, "invite").await).await;
        let letter = letters(app, &open).await.remove(0);
        laid_down(app, &open, letter.id).await;
        let contact = store::contacts::list(app.db()).await.expect("contacts").remove(0);
        let page = coordinator.get(&format!("/contacts/{}", contact.id.0)).await.expect_status(200);
        coordinator.submit(&page, "form[action$='/erase']", &[]).await.expect_status(303);
        let left = letters(app, &open).await.remove(0);
        assert_eq!((left.to_address.as_str(), left.subject.as_str(), left.body.as_str()), ("", "", ""));
        let path = file_of(app, letter.id);
        until("the file in the folder goes, too", async || !path.exists()).await;
        let all = invitations(app, &open).await;
        assert_eq!((all.len(), all[0].contact_id), (1, None), "the invitation stays with its agency");
    })
    .await;
}

#[tokio::test]
async fn an_unknown_mailbox_is_listed_corrected_and_written_to_again() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &["a@example.jp"]).await;
        press(&coordinator, &letter_page(&coordinator, &open, "invite").await).await;
        let letter = letters(app, &open).await.remove(0);
        laid_down(app, &open, letter.id).await;
        let contact = store::contacts::list(app.db()).await.expect("contacts").remove(0);
        let said = "550 no such user".to_owned();
        store::contacts::set_undeliverable(app.db(), contact.id, "a@example.jp", said).await.expect("noted");
        store::messages::set_tried(app.db(), &letter, chrono::Utc::now(), true).await.expect("given up");
        let base = format!("/questionnaires/{}/invitations", open.questionnaire.0);
        let page = coordinator.get(&format!("{base}/bounces")).await.expect_status(200);
        assert!(page.text().contains("no such user"), "{}", page.text());
        let wrong = coordinator.submit(&page, "form[action$='/bounces']", &[("email", "a@b")]).await;
        assert!(wrong.expect_status(422).has(".error-summary a"));
        coordinator
            .submit(&page, "form[action$='/bounces']", &[("email", "right@example.jp")])
            .await
            .expect_status(303);
        // Somebody who had the page open, too, does not put another address in the place of the right one unawares.
        let late =
            coordinator.submit(&page, "form[action$='/bounces']", &[("email", "late@example.jp")]).await;
        let late = late.expect_status(422);
        assert!(late.text().contains("「right@example.jp」に直しました"), "{}", late.text());
        assert_eq!(late.attributes("main [name=email]", "value"), ["late@example.jp"]);
        let page = coordinator.get(&format!("{base}/bounces")).await;
        assert!(page.text().contains("届かないメールアドレスはありません"), "{}", page.text());
        assert!(laid_down(app, &open, letter.id).await.contains("To: right@example.jp"));
        let printed = coordinator.get(&format!("{base}/print?who=all")).await.expect_status(200);
        assert!(
            printed.has(".letter-sheet svg") && printed.text().contains("架空県架空市1-1"),
            "{}",
            printed.text()
        );
        let to = printed.first(".letter-to");
        assert!(to.ends_with("架空 花子 様") && !to.contains("御中"), "a person is no office: {to}");
        let fax = coordinator.get(&format!("{base}/print?what=fax&who=all")).await.expect_status(200);
        assert!(fax.text().contains("000-000-0001"), "{}", fax.text());
        // An agency that was taken off the list gets nothing on paper either.
        let off = store::agencies::set_active(app.db(), contact.agency_id, false, UserId(1)).await;
        off.expect("it is taken off");
        for what in ["letters", "fax"] {
            let page = coordinator.get(&format!("{base}/print?what={what}&who=all")).await.expect_status(200);
            assert!(page.text().contains("印刷するものはありません"), "{}", page.text());
        }
    })
    .await;
}

/// Invites one agency, sends its letter, and lets it be refused as a mail server would do; returns it with its contact.
pub async fn refused(
    app: &TestApp,
    coordinator: &Session,
    said: &str,
) -> (OpenSurvey, message::Model, contact::Model) {
    let open = invited(app, coordinator, InvitingMode::Known, &["a@example.jp"]).await;
    press(coordinator, &letter_page(coordinator, &open, "invite").await).await;
    let letter = letters(app, &open).await.remove(0);
    laid_down(app, &open, letter.id).await;
    let contact = store::contacts::list(app.db()).await.expect("contacts").remove(0);
    if !said.is_empty() {
        let noted =
            store::contacts::set_undeliverable(app.db(), contact.id, &contact.email, said.to_owned()).await;
        noted.expect("noted");
    }
    store::messages::set_tried(app.db(), &letter, chrono::Utc::now(), true).await.expect("given up");
    (open, letter, contact)
}

#[tokio::test]
async fn an_address_that_was_right_after_all_is_written_to_again() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (open, letter, contact) = refused(app, &coordinator, "550 full").await;
        let path = format!("/questionnaires/{}/invitations/bounces", open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, "form[action$='/bounces']", &[]).await.expect_status(303);
        let now = store::contacts::find(app.db(), contact.id).await.expect("it is there");
        assert_eq!(now, contact, "its address can be written to, and nothing else changed");
        assert!(laid_down(app, &open, letter.id).await.contains("To: a@example.jp"));
    })
    .await;
}

#[tokio::test]
async fn letters_that_were_given_up_are_tried_again_where_they_may_arrive() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (open, letter, contact) = refused(app, &coordinator, "").await;
        let retry = "form[action$='/letters/retry']";
        let page = letter_page(&coordinator, &open, "invite").await;
        coordinator.submit(&page, retry, &[]).await.expect_status(303);
        laid_down(app, &open, letter.id).await;
        assert!(!letter_page(&coordinator, &open, "invite").await.has(retry));
        let events = store::audit::newest(app.db(), 9).await.expect("events");
        assert!(events.iter().any(|event| event.action == "invitation.retry_mail"), "{events:?}");

        // An address that mail servers do not know has to be corrected first.
        let said = "550 unknown".to_owned();
        store::contacts::set_undeliverable(app.db(), contact.id, &contact.email, said).await.expect("noted");
        store::messages::set_tried(app.db(), &letter, chrono::Utc::now(), true).await.expect("given up");
        coordinator.submit(&page, retry, &[]).await.expect_status(303);
        let told = letter_page(&coordinator, &open, "invite").await;
        assert!(told.text().contains("アドレスを直すと送ります"), "{}", told.text());
        assert_eq!(letters(app, &open).await[0].state, MessageState::Failed);
    })
    .await;
}

#[tokio::test]
async fn of_letters_that_were_given_up_only_the_newest_goes_to_the_right_address() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (open, _, contact) = refused(app, &coordinator, "550 unknown").await;
        let invitation = invitations(app, &open).await[0].id;
        put(app, &open, invitation, "reminder-1", &contact.email).await;
        let reminder = letters(app, &open).await.remove(1);
        store::messages::set_tried(app.db(), &reminder, chrono::Utc::now(), true).await.expect("given up");
        let right = "right@example.jp";
        store::contacts::correct(app.db(), contact.id, right, UserId(1)).await.expect("corrected");
        assert_eq!(letters(app, &open).await.len(), 1, "the first letter is not sent beside the reminder");
        assert_eq!(kinds(app, &open, right).await, ["reminder-1"]);
        // Nor is it after it: another reminder is.
        assert!(!letter_page(&coordinator, &open, "invite").await.has("form[action$='/letters']"));
        press(&coordinator, &letter_page(&coordinator, &open, "reminder").await).await;
        assert_eq!(kinds(app, &open, right).await, ["reminder-1", "reminder-2"]);

        // After the ninth there is no button any more.
        put(app, &open, invitation, "reminder-9", right).await;
        let page = letter_page(&coordinator, &open, "reminder").await;
        assert!(!page.has("form[action$='/letters']"), "{}", page.describe());
        assert!(page.text().contains("9回まで"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_letter_given_up_goes_with_its_contact_and_never_out_empty() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (open, _, contact) = refused(app, &coordinator, "").await;
        let page = coordinator.get(&format!("/contacts/{}", contact.id.0)).await.expect_status(200);
        coordinator.submit(&page, "form[action$='/erase']", &[]).await.expect_status(303);
        assert!(letters(app, &open).await.is_empty(), "nothing is left that could go out");
        // The next contact of the agency gets the letter that nobody had.
        let form = coordinator.get(&format!("/agencies/{}/contacts/new", contact.agency_id.0)).await;
        coordinator.submit(&form, "form.form", &[("email", "next@example.jp")]).await.expect_status(303);
        press(&coordinator, &letter_page(&coordinator, &open, "invite").await).await;
        assert_eq!(kinds(app, &open, "next@example.jp").await, ["invite"]);
    })
    .await;
}

#[tokio::test]
async fn a_new_address_of_a_contact_gets_the_letter_that_was_given_up() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (open, letter, contact) = refused(app, &coordinator, "550 unknown").await;
        let form = coordinator.get(&format!("/contacts/{}", contact.id.0)).await.expect_status(200);
        coordinator.submit(&form, "form.form", &[("email", "b@example.jp")]).await.expect_status(303);
        assert!(laid_down(app, &open, letter.id).await.contains("To: b@example.jp"));

        // And so does one that a list brings.
        store::messages::set_tried(app.db(), &letter, chrono::Utc::now(), true).await.expect("given up");
        let list = "機関名,種別,圏域,担当者,メールアドレス\n架空機関00,22,北部,架空 花子,c@example.jp\n";
        let seen = look_at(&coordinator, "a.csv", list.as_bytes()).await.expect_status(200);
        take(&coordinator, &seen).await;
        assert!(laid_down(app, &open, letter.id).await.contains("To: c@example.jp"));
    })
    .await;
}

#[tokio::test]
async fn neither_the_page_of_a_reminder_nor_what_is_printed_tells_who_has_answered() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let emails: Vec<String> = (0..7).map(|place| format!("{place}@example.jp")).collect();
        let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
        let open = invited(app, &coordinator, InvitingMode::Anonymous, &emails).await;
        let base = format!("/questionnaires/{}/invitations", open.questionnaire.0);
        press(&coordinator, &letter_page(&coordinator, &open, "invite").await).await;
        let seen = async || {
            let page = letter_page(&coordinator, &open, "reminder").await;
            let printed = coordinator.get(&format!("{base}/print?who=all&kind=reminder")).await;
            let fax = coordinator.get(&format!("{base}/print?who=all&what=fax")).await;
            let shown = [page.texts("main .card"), page.texts("main form[action$='/letters']")];
            (shown, printed.expect_status(200).texts(".letter-to"), fax.expect_status(200).texts("tbody th"))
        };
        let before = seen().await;
        assert_eq!((before.1.len(), before.2.len()), (7, 7));
        // More answers than the threshold is, too: whoever is missing from a list is named by it.
        for (place, one) in invitations(app, &open).await.iter().take(6).enumerate() {
            if place == 0 {
                let person = app.visitor();
                let first = open_invitation(&person, &link(app, one)).await;
                let check = answer(&person, &first, "回答").await;
                send(&person, &check).await.expect_status(303);
            } else {
                store::invitations::mark_answered(app.db(), one.id, UserId(1)).await.expect("marked");
            }
            assert_eq!(seen().await, before, "after {} answers", place + 1);
        }
        let list = coordinator.get(&base).await.expect_status(200);
        assert_eq!(list.texts(".stat-value")[..2], ["7", "6"], "the sum is shown");
        // Who has answered is left out all the same.
        press(&coordinator, &letter_page(&coordinator, &open, "reminder").await).await;
        let all = letters(app, &open).await;
        assert_eq!(all.iter().filter(|letter| letter.kind == "reminder-1").count(), 1);
    })
    .await;
}
