//! What becomes of a published sheet that is taken back, and what its history keeps.

use tests::on_both;

use super::{Made, made, numbers, say};

/// Takes the sheet back by the page that asks once more, which the composing page leads to.
async fn take_back(made: &Made) {
    let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
    assert!(!office.has("#retract-form"), "one press of a button takes nothing back: {}", office.describe());
    let asked = made.coordinator.get(&office.link(&say("sheet-to-retract", &[]))).await.expect_status(200);
    made.coordinator.submit(&asked, "#retract-form", &[]).await.expect_status(303);
}

#[tokio::test]
async fn a_sheet_that_is_taken_back_is_not_shown() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let (link, visitor) = (made.link().await, app.visitor());
        take_back(&made).await;
        let none = visitor.get(&link).await.expect_status(200);
        assert!(none.text().contains(&say("sheet-unpublished", &[])), "{}", none.describe());
        made.publish(&[("reason", "確かめ直しました。")]).await.expect_status(303);
        assert!(numbers(&visitor.get(&link).await).contains('7'));

        take_back(&made).await;
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
        made.coordinator.get(&made.path("/retract")).await.expect_status(303);
        for number in [1, 2] {
            let version = office.link(&say("sheet-version-read", &[("number", number.to_string())]));
            let sheet = made.coordinator.get(&version).await.expect_status(200);
            assert!(
                numbers(&sheet).contains('7'),
                "what was taken back can be looked at: {}",
                sheet.describe()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn only_the_version_that_was_asked_about_is_taken_back() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let (link, visitor) = (made.link().await, app.visitor());
        let asked = made.coordinator.get(&made.path("/retract")).await.expect_status(200);
        take_back(&made).await;
        let refused = say("sheet-not-retracted", &[]);
        let sent = made.coordinator.submit(&asked, "#retract-form", &[]).await.expect_status(303);
        let nothing = made.coordinator.follow(sent).await.expect_status(200);
        assert!(nothing.text().contains(&refused), "nothing was shown: {}", nothing.describe());

        made.publish(&[("reason", "確かめ直しました。")]).await.expect_status(303);
        let sent = made.coordinator.submit(&asked, "#retract-form", &[]).await.expect_status(303);
        let other = made.coordinator.follow(sent).await.expect_status(200);
        assert!(other.text().contains(&refused), "another one is shown: {}", other.describe());
        assert!(numbers(&visitor.get(&link).await).contains('7'), "it can still be read");
        let versions = made.versions(app).await;
        assert!(versions[1].retracted_at.is_none(), "{versions:?}");
    })
    .await;
}
