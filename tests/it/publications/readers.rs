//! What viewers and researchers, who neither compose nor approve, read of feedback sheets.

use server::auth::Role;
use tests::on_both;

use super::{answer, made, numbers, say};
use crate::pdf::assert_pdf;

/// The sheet of this moment, its files and charts, and what it is composed of.
const DRAFT: [&str; 12] = [
    "/preview",
    "/preview?area=",
    "/preview?area=9001",
    "/preview?plain=yes",
    "/preview?figure=challenges&picture=svg",
    "/preview?figure=challenges&picture=png",
    "/preview.pdf",
    "/preview.pdf?area=9001",
    "/preview.pdf?plain=yes",
    "/sheet",
    "/sheet?area=9001",
    "/areas",
];

/// The live sheet less the published one is the answer of whoever came between, and so is the live one less itself a moment before.
#[tokio::test]
async fn viewers_and_researchers_read_what_is_published_and_nothing_that_came_since() {
    on_both(async |app| {
        let made = made(app).await;
        let readers = [app.login(Role::Viewer).await, app.login(Role::Researcher).await];
        let published = made.path("/published");
        for reader in &readers {
            let list = reader.get(&made.path("")).await.expect_status(200);
            assert!(!list.has(".files a"), "nothing is published: {}", list.describe());
            let none = reader.get(&published).await.expect_status(303);
            assert!(reader.follow(none).await.text().contains(&say("feedback-nothing-to-read", &[])));
        }
        made.publish(&[]).await.expect_status(303);
        answer(app, &made.open, "あとから届いた言葉。").await;
        assert!(numbers(&made.preview().await).contains('8'), "the office looks at eight");
        let (visitor, link) = (app.visitor(), made.link().await);
        for reader in &readers {
            for page in DRAFT {
                reader.get(&made.path(page)).await.expect_status(403);
            }
            let list = reader.get(&made.path("")).await.expect_status(200);
            let links = list.attributes(".files a", "href");
            assert_eq!(links, [published.as_str()], "no link leads to what is refused");
            assert!(!list.text().contains(&say("sheet-to-recount", &[])), "{}", list.describe());
            for words in ["", "?plain=yes"] {
                let sheet = reader.get(&format!("{published}{words}")).await.expect_status(200);
                let shared = visitor.get(&format!("{link}{words}")).await.expect_status(200);
                assert!(numbers(&sheet).contains('7'), "{}", sheet.describe());
                assert_eq!(
                    sheet.texts(".sheet section"),
                    shared.texts(".sheet section"),
                    "as behind the link"
                );
            }
            reader.get(&format!("{published}?area=none")).await.expect_status(404);
            reader.get(&format!("{published}?number=1")).await.expect_status(403);
            reader.get(&format!("{published}.pdf?number=1")).await.expect_status(403);
        }
    })
    .await;
}

/// As a page and as a file, in both words, without the stamp of a draft.
#[tokio::test]
async fn whoever_reads_a_published_sheet_saves_the_same_as_pdf() {
    on_both(async |app| {
        let made = made(app).await;
        let published = made.path("/published");
        let none = made.coordinator.get(&format!("{published}.pdf")).await.expect_status(303);
        assert!(none.location().is_some_and(|to| to.ends_with("/feedback")), "{}", none.describe());
        made.publish(&[]).await.expect_status(303);
        for role in [Role::Coordinator, Role::Viewer, Role::Researcher] {
            let reader = app.login(role).await;
            for words in ["", "?plain=yes"] {
                let sheet = reader.get(&format!("{published}{words}")).await.expect_status(200);
                let file = sheet.link(&say("sheet-pdf", &[]));
                assert_eq!(file, format!("{published}.pdf{words}"));
                assert_pdf(reader.get(&file).await, "架空県 就労支援調査");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_team_reads_earlier_versions_as_they_were_without_what_was_taken_back_since() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        made.withdraw(app).await;
        let why = [("reason", "集計し直しました。"), ("confirmed", "true")];
        made.publish(&why).await.expect_status(303);
        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        let address =
            |number: i32| office.link(&say("sheet-version-read", &[("number", number.to_string())]));
        let first = made.coordinator.get(&address(1)).await.expect_status(200);
        assert!(numbers(&first).contains('7') && first.has("#of-history"), "{}", first.describe());
        assert!(
            !first.has("#section-quotes") && !first.text().contains("冬はバスが来ない。"),
            "{}",
            first.describe()
        );
        let second = made.coordinator.get(&address(2)).await.expect_status(200);
        assert!(numbers(&second).contains('6'), "{}", second.describe());
        assert!(second.first(".sheet-version").contains("集計し直しました。"));
        assert_pdf(made.coordinator.get(&first.link(&say("sheet-pdf", &[]))).await, "架空県 就労支援調査");
        for unknown in ["3", "0", "-1", "x"] {
            let path = format!("{}?number={unknown}", made.path("/published"));
            made.coordinator.get(&path).await.expect_status(404);
        }
    })
    .await;
}
