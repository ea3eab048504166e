//! Letters that came back after the mail server had taken them: whom they did not reach is listed and written to again.

use server::auth::Role;
use surveys::entity::state::{InvitingMode, MessageState};
use surveys::store;
use tests::inviting::invitations;
use tests::open_survey::OpenSurvey;
use tests::{Page, Session, on_both};

use crate::invited::invited;
use crate::letters::{laid_down, letter_page, letters, press, put, refused};

/// A report about one address, as mail servers write it.
fn report(address: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@example.jp\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.jp\r\n\r\n\
         Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nDiagnostic-Code: smtp; 550 mailbox gone\r\n\r\n--b--\r\n"
    )
}

/// Brings reports and typed addresses to the page of addresses that cannot be reached.
async fn bring(person: &Session, open: &OpenSurvey, files: &[(&str, String)], addresses: &str) -> Page {
    let path = format!("/questionnaires/{}/invitations/bounces", open.questionnaire.0);
    let token = person.get(&path).await.csrf().expect("the form has a token");
    let files: Vec<(&str, &str, &[u8])> =
        files.iter().map(|(name, text)| ("reports", *name, text.as_bytes())).collect();
    let fields = [("csrf", token.as_str()), ("addresses", addresses)];
    person.post_files(&format!("{path}/reports"), &fields, &files).await
}

#[tokio::test]
async fn what_came_back_later_is_listed_and_goes_out_again_to_the_right_address() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let emails = ["a@example.jp", "b@example.jp", "c@example.jp"];
        let open = invited(app, &coordinator, InvitingMode::Known, &emails).await;
        press(&coordinator, &letter_page(&coordinator, &open, "invite").await).await;
        for letter in letters(app, &open).await {
            laid_down(app, &open, letter.id).await;
        }
        let files = [
            ("gone.eml", report("A@example.jp", "failed")),
            ("late.eml", report("c@example.jp", "delayed")),
            ("other.eml", report("stranger@example.jp", "failed")),
        ];
        let page = bring(&coordinator, &open, &files, "b@example.jp\nnobody@example.jp").await;
        let page = page.expect_status(422);
        let said = page.texts(".error-summary li");
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].contains("late.eml") && said[1].contains("stranger@"), "{said:?}");
        assert_eq!(page.texts("#addresses"), ["nobody@example.jp"], "what could not be taken is kept");
        let text = page.text();
        assert!(text.contains("550 mailbox gone") && text.contains("2件のアドレスは"), "{text}");
        let contacts = store::contacts::list(app.db()).await.expect("contacts");
        let is_reached: Vec<bool> = contacts.iter().map(|found| found.undeliverable.is_empty()).collect();
        assert_eq!(is_reached, [false, false, true]);

        // The same again changes nothing; nothing at all is said to be nothing.
        bring(&coordinator, &open, &files[..1], "").await.expect_status(303);
        bring(&coordinator, &open, &[], " ").await.expect_status(422);
        let mut states: Vec<_> =
            letters(app, &open).await.into_iter().map(|letter| (letter.to_address, letter.state)).collect();
        states.sort_by(|one, other| one.0.cmp(&other.0));
        let expected = [MessageState::Failed, MessageState::Failed, MessageState::Sent];
        assert!(states.iter().map(|(_, state)| *state).eq(expected), "{states:?}");

        let all = letters(app, &open).await;
        let first = all.iter().find(|letter| letter.to_address == "a@example.jp").expect("a letter to a");
        let base = format!("/questionnaires/{}/invitations/bounces", open.questionnaire.0);
        let page = coordinator.get(&base).await;
        let changes = [("email", "right@example.jp")];
        let form = format!("section:has(#email-{}) form[action$='/bounces']", contacts[0].id.0);
        coordinator.submit(&page, &form, &changes).await.expect_status(303);
        assert!(laid_down(app, &open, first.id).await.contains("To: right@example.jp"));
    })
    .await;
}

#[tokio::test]
async fn of_letters_that_are_tried_again_nobody_gets_two_and_nobody_is_reminded_of_what_did_not_come() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (open, _, contact) = refused(app, &coordinator, "").await;
        let reminder = letter_page(&coordinator, &open, "reminder").await;
        assert!(
            !reminder.has("form[action$='/letters']"),
            "its first letter did not come: {}",
            reminder.text()
        );
        // One that was sent before this was looked at.
        let invitation = invitations(app, &open).await[0].id;
        put(app, &open, invitation, "reminder-1", &contact.email).await;
        let reminder = letters(app, &open).await.remove(1);
        store::messages::set_tried(app.db(), &reminder, chrono::Utc::now(), true).await.expect("given up");
        let page = letter_page(&coordinator, &open, "invite").await;
        coordinator.submit(&page, "form[action$='/letters/retry']", &[]).await.expect_status(303);
        laid_down(app, &open, reminder.id).await;
        let left: Vec<String> = letters(app, &open).await.into_iter().map(|letter| letter.kind).collect();
        assert_eq!(left, ["reminder-1"], "the first letter is not sent beside it");
    })
    .await;
}

#[tokio::test]
async fn a_viewer_notes_nothing() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &["a@example.jp"]).await;
        let viewer = app.login(Role::Viewer).await;
        let path = format!("/questionnaires/{}/invitations/bounces/reports", open.questionnaire.0);
        viewer.post_form(&path, &[("addresses", "a@example.jp")]).await.expect_status(403);
        let contact = store::contacts::list(app.db()).await.expect("contacts").remove(0);
        assert_eq!(contact.undeliverable, "");
    })
    .await;
}
