//! A consent that is narrowed on the sheet of a hearing, or by its interviewee, stops what was published of the note.

use chrono::{TimeDelta, Utc};
use surveys::entity::state::{CardState, CorrectionOutcome, PartAnswer};
use surveys::id::ConfirmationId;
use surveys::store;
use surveys::store::confirmations::{Answer, NewConfirmation, Said};
use tests::on_both;

use super::{
    HEARD, Made, SOMEBODY, check, is_stopped, let_case_be_told, public_list, publish, published, state,
};

#[tokio::test]
async fn consent_that_is_given_again_does_not_bring_back_what_was_stopped() {
    on_both(async |app| {
        let Made { coordinator, survey, hearing, card, .. } = published(app).await;
        let list = public_list(&coordinator, survey).await;
        let visitor = app.visitor();
        let public = visitor.get(&list).await.link("受診に同行した");
        for answer in ["no", "yes"] {
            let_case_be_told(&coordinator, hearing, answer).await;
            visitor.get(&public).await.expect_status(410);
            assert!(coordinator.get("/today").await.text().contains("公開を止めている事例"));
            assert_eq!(state(app, &card).await, CardState::Draft, "it is checked again");
        }
        check(&coordinator, &card, &[]).await.expect_status(303);
        publish(&coordinator, &card, &[("note", "同意をもう一度確かめた")]).await;
        visitor.get(&public).await.expect_status(200);
        assert!(!coordinator.get("/today").await.text().contains("公開を止めている事例"));
    })
    .await;
}

#[tokio::test]
async fn consent_that_goes_and_comes_back_while_nobody_looks_stops_a_card_all_the_same() {
    on_both(async |app| {
        let Made { coordinator, survey, hearing, card, .. } = published(app).await;
        let_case_be_told(&coordinator, hearing, "no").await;
        assert!(is_stopped(app, &card).await, "by what was noted, not by a look");
        let_case_be_told(&coordinator, hearing, "yes").await;
        assert!(is_stopped(app, &card).await);
        assert_eq!(state(app, &card).await, CardState::Draft, "it is checked again");
        let list = app.visitor().get(&public_list(&coordinator, survey).await).await.expect_status(200);
        assert!(!list.text().contains("受診に同行した"), "{}", list.text());
    })
    .await;
}

#[tokio::test]
async fn a_section_that_is_empty_for_a_while_hides_its_card_for_that_while() {
    on_both(async |app| {
        let Made { coordinator, survey, hearing, card, .. } = published(app).await;
        let list = public_list(&coordinator, survey).await;
        let visitor = app.visitor();
        let public = visitor.get(&list).await.link("受診に同行した");
        for (words, status) in [("", 410), (HEARD, 200)] {
            let edit = coordinator.get(&format!("/hearings/{}/edit", hearing.0)).await.expect_status(200);
            let cut = [("good_practice", words)];
            coordinator.submit(&edit, "form.sheet-form", &cut).await.expect_status(303);
            visitor.get(&public).await.expect_status(status);
            assert!(
                !is_stopped(app, &card).await,
                "nobody has taken anything back, and looking writes nothing"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_interviewee_who_wants_a_section_otherwise_stops_its_card() {
    on_both(async |app| {
        let Made { hearing, card, .. } = published(app).await;
        let (db, section) = (app.db(), "good_practice");
        let say = async |place: i32, answer: PartAnswer, correction: &str| -> ConfirmationId {
            let new = NewConfirmation {
                hearing,
                revision: 1,
                seed: format!("seed-{place}"),
                token_hash: format!("hash-{place}"),
                expires_at: Utc::now() + TimeDelta::days(1),
                parts: vec![(section.to_owned(), HEARD.to_owned())],
            };
            let made = store::confirmations::create(db, new, SOMEBODY).await.expect("a link");
            let said = Said { section: section.to_owned(), answer, correction: correction.to_owned() };
            let sent = Answer { said: vec![said], ..Answer::default() };
            store::confirmations::answer(db, made.id, &sent).await.expect("it is taken");
            made.id
        };
        say(1, PartAnswer::Fits, "").await;
        assert!(!is_stopped(app, &card).await);
        let corrected = say(2, PartAnswer::Corrected, "受診に同行した。").await;
        assert!(is_stopped(app, &card).await, "the card tells what they do not stand by");
        let taken = CorrectionOutcome::Taken;
        store::confirmations::settle_part(db, corrected, section, taken, "", SOMEBODY)
            .await
            .expect("settled");
        assert!(is_stopped(app, &card).await, "it was written of the words before");
    })
    .await;
}
