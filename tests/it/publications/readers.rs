//! What viewers and researchers, who neither compose nor approve, read of feedback sheets.

use server::auth::Role;
use tests::on_both;

use super::{answer, made, numbers, say};

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
        }
    })
    .await;
}
