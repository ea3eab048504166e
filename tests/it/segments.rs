//! All segments of a code across notes and free answers, by where they come from.

use server::auth::Role;
use tests::free_answers::{answer, code, definition};
use tests::inviting::add_agencies;
use tests::on_both;
use tests::open_survey::open_definition;

use crate::approaches::write_note;

#[tokio::test]
async fn segments_of_a_code_are_asked_for_by_origin_kind_area_and_wave() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "手帳がないと使える制度が少ない。").await;
        let list = coordinator.get(&format!("/surveys/{}/coding?state=all", open.survey.0)).await;
        coordinator.submit(&list, ".coding-part form", &[("do", "accept")]).await.expect_status(303);
        // One agency of kind 22 in the north, one of kind 12 in the south.
        let agencies = add_agencies(app, &["north@example.jp", "south@example.jp"]).await;
        for (agency, words) in agencies.into_iter().zip(["北部の課題。", "南部の課題。"]) {
            let note = write_note(&coordinator, open.survey, agency, &[("role", words)]).await;
            let span = format!("0-{}", words.chars().count());
            let mark = [("span", span.as_str()), ("stance", "challenge")];
            coordinator.submit(&note, "form[data-mark=role]", &mark).await.expect_status(303);
        }
        let path = format!("/codes/{}/segments", code(app, open.survey, "S1").await.id.0);
        let (asked, north, south) = ("手帳がないと使える制度が少ない。", "北部の課題。", "南部の課題。");
        for (query, expected) in [
            ("", vec![asked, north, south]),
            ("?of=answers", vec![asked]),
            ("?of=notes", vec![north, south]),
            ("?kind=22", vec![north]),
            ("?kind=12", vec![south]),
            ("?region=9001", vec![north]),
            ("?region=9002&of=notes", vec![south]),
            ("?wave=事前", vec![asked]),
            ("?wave=事後", vec![]),
            ("?kind=22&region=9002", vec![]),
        ] {
            let page = coordinator.get(&format!("{path}{query}")).await.expect_status(200);
            let mut quotes = page.texts("ul.texts mark");
            quotes.sort();
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!(quotes, expected, "{query}: {}", page.describe());
        }
    })
    .await;
}
