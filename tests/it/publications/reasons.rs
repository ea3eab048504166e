//! The reason for a new version is looked at before it stands on the sheet.

use tests::on_both;

use super::made;

#[tokio::test]
async fn a_reason_that_may_tell_of_somebody_is_read_again_before_it_is_published() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        made.release("?state=released", &[("text", "冬は〇〇が来ない。")]).await;
        let why = "電話053-456-7890の方の声を😀書きかえました。";
        let held = made.publish(&[("reason", why)]).await.expect_status(422);
        let says = held.texts(".error-summary a[href='#as_is']");
        assert!(says.len() == 2 && says[0].contains("053-456-7890") && says[1].contains('😀'), "{says:?}");
        assert_eq!(held.attributes("#publish-form [name=reason]", "value"), [why], "what was typed stays");
        assert_eq!(made.versions(app).await.len(), 1, "nothing is published");

        let other = [("reason", "電話053-456-7891の方の声を書きかえました。"), ("as_is", why)];
        let again = made.coordinator.submit(&held, "#publish-form", &other).await.expect_status(422);
        assert!(again.has(".error-summary a[href='#as_is']"), "what was not read: {}", again.describe());

        made.coordinator.submit(&held, "#publish-form", &[("as_is", why)]).await.expect_status(303);
        let reasons: Vec<String> =
            made.versions(app).await.into_iter().map(|version| version.reason).collect();
        assert_eq!(reasons, ["", why]);
    })
    .await;
}

#[tokio::test]
async fn a_reason_that_tells_of_nobody_asks_for_nothing() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        made.release("?state=released", &[("text", "冬は〇〇が来ない。")]).await;
        assert!(!made.preview().await.has("#as_is"));
        made.publish(&[("reason", "声を書きかえました。")]).await.expect_status(303);
        assert_eq!(made.versions(app).await.len(), 2);
    })
    .await;
}
