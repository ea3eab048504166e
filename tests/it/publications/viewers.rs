//! What a viewer reads of feedback sheets.

use server::auth::Role;
use tests::on_both;

use super::{answer, made, numbers, say};

/// The live sheet less the published one is the answer of whoever came between.
#[tokio::test]
async fn a_viewer_reads_what_is_published_and_nothing_that_came_since() {
    on_both(async |app| {
        let made = made(app).await;
        let viewer = app.login(Role::Viewer).await;
        let list = viewer.get(&made.path("")).await.expect_status(200);
        assert!(!list.has(".files a"), "nothing is published: {}", list.describe());
        let published = made.path("/published");
        let none = viewer.get(&published).await.expect_status(303);
        assert!(viewer.follow(none).await.text().contains(&say("feedback-nothing-to-read", &[])));

        made.publish(&[]).await.expect_status(303);
        answer(app, &made.open, "あとから届いた言葉。").await;
        assert!(numbers(&made.preview().await).contains('8'), "the office looks at eight");
        for page in ["/preview", "/preview?area=", "/preview?plain=yes", "/preview.pdf", "/sheet", "/areas"] {
            viewer.get(&made.path(page)).await.expect_status(403);
        }
        let list = viewer.get(&made.path("")).await.expect_status(200);
        assert_eq!(
            list.attributes(".files a", "href"),
            [published.as_str()],
            "no link leads to what is refused"
        );
        assert!(!list.text().contains(&say("sheet-to-recount", &[])), "{}", list.describe());
        let visitor = app.visitor();
        let link = made.link().await;
        for words in ["", "?plain=yes"] {
            let sheet = viewer.get(&format!("{published}{words}")).await.expect_status(200);
            let shared = visitor.get(&format!("{link}{words}")).await.expect_status(200);
            assert!(numbers(&sheet).contains('7'), "{}", sheet.describe());
            assert_eq!(sheet.texts(".sheet section"), shared.texts(".sheet section"), "as behind the link");
        }
        viewer.get(&format!("{published}?area=none")).await.expect_status(404);
    })
    .await;
}
