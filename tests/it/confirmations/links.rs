//! Links: how they come, and when they end.

use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, Set};
use server::auth::Role;
use surveys::entity::confirmation;
use surveys::entity::state::MessageState;
use surveys::error::Error;
use surveys::id::{ConfirmationId, UserId};
use surveys::store;
use surveys::store::confirmations::Answer;
use tests::{TestApp, on_both};

use super::{PLAIN, SHEET, link, make, newest};
use crate::approaches::{survey_with_agencies, write_note};

#[tokio::test]
async fn links_end_and_letters_bring_them() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let first = make(&coordinator, &note).await;
        let old = newest(app, &note).await;
        make(&coordinator, &note).await;
        let model = newest(app, &note).await;
        let person = app.visitor();
        person.get(&link(app, &old)).await.expect_status(404);
        person.get("/c/no-such-secret").await.expect_status(404);
        let print = coordinator.get(&format!("{}/print", first.path)).await.expect_status(303);
        assert_eq!(print.location(), Some(first.path.as_str()), "nothing to print of an old link");

        let path = format!("/confirmations/{}", model.id.0);
        for role in [Role::Researcher, Role::Viewer] {
            app.login(role).await.get(&path).await.expect_status(403);
        }
        let print = coordinator.get(&format!("{path}/print")).await.expect_status(200);
        assert!(print.text().contains(&link(app, &model)) && print.has(".qr-inline svg"));

        let shown = coordinator.get(&path).await.expect_status(200);
        let letter = "form[action$='/letter']";
        let without = coordinator.submit(&shown, letter, &[("body", "ご確認ください。○○様")]).await;
        assert_eq!(without.expect_status(422).texts(".error-summary li").len(), 2);
        coordinator.submit(&shown, letter, &[]).await.expect_status(303);
        let text = carried(app, model.id).await;
        let url = format!("{}{}", app.service().public_url, link(app, &model));
        assert!(text.contains(&url) && text.contains("架空機関00"), "{text}");
        let stored =
            store::confirmations::letter::find(app.db(), model.id).await.expect("letters").expect("one");
        assert!(stored.body.contains("{link}") && !stored.body.contains(&url), "the database opens nothing");

        // Erasing the contact empties the letter.
        let contact = store::contacts::of_agency(app.db(), agencies[0]).await.expect("contacts").remove(0);
        store::contacts::erase(app.db(), contact.id, UserId(1)).await.expect("erased");
        let stored =
            store::confirmations::letter::find(app.db(), model.id).await.expect("letters").expect("one");
        assert_eq!((stored.to_address.as_str(), stored.body.as_str()), ("", ""));
        assert!(coordinator.get(&path).await.expect_status(200).has("#address"));

        expire(app, model.id).await;
        person.get(&link(app, &model)).await.expect_status(404);
        make(&coordinator, &note).await;
        let last = newest(app, &note).await;
        for around in ["。", "、", "/", "%20", "」。"] {
            person.get(&format!("{}{around}", link(app, &last))).await.expect_status(200);
        }
        person.get(&link(app, &last).to_uppercase().replace("/C/", "/c/")).await.expect_status(200);
        let page = coordinator.get(&format!("/confirmations/{}", last.id.0)).await;
        coordinator.submit(&page, "form[action$='/revoke']", &[]).await.expect_status(303);
        person.get(&link(app, &last)).await.expect_status(404);
        let late = person.post_raw_form(&link(app, &last), &PLAIN).await;
        assert_eq!(late.status, 404);
    })
    .await;
}

async fn expire(app: &TestApp, id: ConfirmationId) {
    let ended = Utc::now() - TimeDelta::minutes(1);
    let model = confirmation::ActiveModel { id: Set(id), expires_at: Set(ended), ..Default::default() };
    model.update(app.db()).await.expect("it can be changed");
}

/// The letter about a confirmation as the folder has it, once it is there.
async fn carried(app: &TestApp, id: ConfirmationId) -> String {
    let deadline = Instant::now() + Duration::from_secs(30);
    let letter = loop {
        let letter = store::confirmations::letter::find(app.db(), id).await.expect("letters").expect("one");
        if letter.state == MessageState::Sent {
            break letter;
        }
        assert!(Instant::now() < deadline, "the letter stays in its box");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let path = app.data.join(format!("outbox/{:06}.eml", letter.id.0));
    let text = std::fs::read_to_string(path).expect("the letter lies in the folder");
    let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
    if !head.to_lowercase().contains("content-transfer-encoding: base64") {
        return text.replace("=\r\n", "").replace("=3D", "=");
    }
    let body: String = body.split_whitespace().collect();
    let body = data_encoding::BASE64.decode(body.as_bytes()).expect("BASE64");
    String::from_utf8(body).expect("UTF-8")
}

#[tokio::test]
async fn a_link_ends_with_the_agency_that_it_was_made_for() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        make(&coordinator, &note).await;
        let old = newest(app, &note).await;
        let person = app.visitor();
        person.get(&link(app, &old)).await.expect_status(200);
        // The note was begun for the wrong agency.
        let right = agencies[1].0.to_string();
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        coordinator.submit(&edit, "form.sheet-form", &[("agency", right.as_str())]).await.expect_status(303);
        person.get(&link(app, &old)).await.expect_status(404);
        // Whoever had the page open sends nothing either, not even at the same moment.
        let sent = store::confirmations::answer(app.db(), old.id, &Answer::default()).await;
        assert!(matches!(sent, Err(Error::NotFound)), "{sent:?}");
        assert!(newest(app, &note).await.answered_at.is_none());

        // A letter to somebody of the other agency that waits in the box is not sent.
        make(&coordinator, &note).await;
        let model = newest(app, &note).await;
        let other = store::contacts::of_agency(app.db(), agencies[0]).await.expect("contacts").remove(0);
        let (subject, body) = ("ご確認のお願い".to_owned(), "{link}".to_owned());
        let by = UserId(1);
        store::confirmations::letter::queue(app.db(), model.id, &other, subject, body, by)
            .await
            .expect("it is written");
        app.service().carrier.ring();
        let deadline = Instant::now() + Duration::from_secs(30);
        while let Some(letter) =
            store::confirmations::letter::find(app.db(), model.id).await.expect("letters can be read")
        {
            assert_ne!(letter.state, MessageState::Sent, "somebody of another agency was written to");
            assert!(Instant::now() < deadline, "the letter stays in its box");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}
