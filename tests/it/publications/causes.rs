//! What may have led a published sheet and today's numbers apart.

use surveys::store;
use surveys::store::responses::Submission;
use tests::on_both;
use tests::respondent::withdrawal_code;

use super::{answer, made, say};

/// The seven that the version counts are all there.
#[tokio::test]
async fn an_answer_that_came_later_and_was_withdrawn_is_no_cause() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let later = answer(app, &made.open, "あとから届いた言葉。").await;
        let code = withdrawal_code(&later);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        let list = made.coordinator.get(&made.path("")).await.expect_status(200);
        assert!(!list.text().contains(&say("sheet-to-recount", &[])), "{}", list.describe());
        answer(app, &made.open, "さらにあとから届いた言葉。").await;
        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        assert_eq!(office.texts("#causes li"), [say("sheet-cause-new", &[])], "{}", office.describe());
        made.withdraw(app).await;
        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        // One went and one came: as many, and other words.
        let causes = office.texts("#causes li");
        assert!(causes.contains(&say("sheet-cause-withdrawn", &[])), "{causes:?}");
    })
    .await;
}

#[tokio::test]
async fn answers_that_were_changed_are_named_as_the_cause() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let sent = store::responses::sent(app.db(), made.open.questionnaire).await.expect("they can be read");
        let one = sent.last().expect("seven were sent");
        let mut answers: serde_json::Value = serde_json::from_str(&one.answers).expect("they are JSON");
        // No longer in the region, so that six are counted.
        answers["consent"] = serde_json::json!(["1"]);
        store::response_edits::begin(app.db(), one.id).await.expect("it can be mended");
        let submission = Submission { answers: answers.to_string(), contacts: None, is_anonymous: false };
        assert!(store::response_edits::submit(app.db(), one.id, submission).await.expect("it is sent again"));
        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        let causes = office.texts("#causes li");
        assert!(causes.contains(&say("sheet-cause-edited", &[])), "{causes:?} at {}", office.describe());
    })
    .await;
}
