//! Cards as PDF: the same that the pages show to the same reader, and gone with them.

use server::auth::Role;
use tests::on_both;

use super::{Made, let_case_be_told, public_list, published};
use crate::pdf::assert_pdf;

#[tokio::test]
async fn the_region_saves_what_it_sees_and_nothing_else() {
    on_both(async |app| {
        let Made { coordinator, survey, hearing, .. } = published(app).await;
        let list = public_list(&coordinator, survey).await;
        let visitor = app.visitor();
        let page = visitor.get(&format!("{list}?kind=22")).await.expect_status(200);
        let href = page.link("事例1件を保存する（PDF）");
        assert_eq!(href, format!("{list}.pdf?kind=22"), "the same filter");
        let filtered = assert_pdf(visitor.get(&href).await, "事例集");
        let whole = assert_pdf(visitor.get(&format!("{list}.pdf")).await, "事例集");
        let none = assert_pdf(visitor.get(&format!("{list}.pdf?theme=G01")).await, "事例集");
        assert!(none.bytes.len() < whole.bytes.len() && none.bytes.len() < filtered.bytes.len());
        assert_eq!(whole.body.matches("/Type/Page/").count(), 1, "a single case follows on the first page");

        let card = visitor.get(&page.link("受診に同行した")).await.expect_status(200);
        let file = assert_pdf(visitor.get(&card.link("この事例を保存する（PDF）")).await, "受診に同行した");
        assert!(!file.body.contains("田中"));

        let office = format!("/surveys/{}/cards", survey.0);
        let own = coordinator.get(&office).await.expect_status(200);
        assert_eq!(own.link("事例1件を保存する（PDF）"), format!("{office}.pdf"));
        assert_pdf(coordinator.get(&format!("{office}.pdf")).await, "事例集");
        for role in [Role::Viewer, Role::Researcher] {
            let reader = app.login(role).await;
            reader.get(&office).await.expect_status(403);
            let feedback = reader.get(&format!("/surveys/{}/feedback", survey.0)).await.expect_status(200);
            assert_eq!(
                feedback.link("事例1件を保存する（PDF）"),
                format!("{office}.pdf"),
                "what the region reads"
            );
            let read = assert_pdf(reader.get(&format!("{office}.pdf")).await, "事例集");
            assert_eq!(read.bytes.len(), whole.bytes.len());
        }

        for unknown in ["theme=zzz", "kind=zzz", "area=zzz"] {
            let page = visitor.get(&format!("{list}?{unknown}")).await.expect_status(200);
            assert_eq!(page.link("事例1件を保存する（PDF）"), format!("{list}.pdf"), "{unknown}");
            let file = assert_pdf(visitor.get(&format!("{list}.pdf?{unknown}")).await, "事例集");
            assert!(file.bytes == whole.bytes, "nothing of {unknown} is printed in the host's name");
        }

        let_case_be_told(&coordinator, hearing, "no").await;
        visitor.get(&file.path).await.expect_status(410);
        let after = assert_pdf(visitor.get(&format!("{list}.pdf")).await, "事例集");
        assert!(after.bytes.len() < whole.bytes.len(), "what was stopped is in no file");
        visitor.get("/r/no-such-token/cards.pdf").await.expect_status(404);
    })
    .await;
}
