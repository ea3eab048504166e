//! What may have led a published sheet and today's numbers apart.

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
