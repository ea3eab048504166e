//! What becomes of a published sheet that is taken back, and what its history keeps.

use tests::on_both;

use super::{made, numbers, say};

#[tokio::test]
async fn a_sheet_that_is_taken_back_is_not_shown() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let (link, visitor) = (made.link().await, app.visitor());
        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        made.coordinator.submit(&office, "#retract-form", &[]).await.expect_status(303);
        let none = visitor.get(&link).await.expect_status(200);
        assert!(none.text().contains(&say("sheet-unpublished", &[])), "{}", none.describe());
        made.publish(&[("reason", "確かめ直しました。")]).await.expect_status(303);
        assert!(numbers(&visitor.get(&link).await).contains('7'));

        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        made.coordinator.submit(&office, "#retract-form", &[]).await.expect_status(303);
        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        let history = office.texts("section[aria-labelledby=versions] li");
        assert_eq!(history.len(), 4, "two versions, each taken back: {history:?}");
        let retracted = say("sheet-version-retracted", &[("number", "2".to_owned())]);
        assert!(history[0].starts_with(&retracted), "{history:?}");
        assert!(history[1].contains("確かめ直しました。"), "why it was made stays: {history:?}");
        let who_and_when = office.texts("section[aria-labelledby=versions] li .soft");
        assert_eq!(who_and_when.len(), 4, "{who_and_when:?}");
        assert!(
            who_and_when.iter().all(|words| words.contains("架空") && words.contains("年")),
            "{who_and_when:?}"
        );
    })
    .await;
}
