//! The codes that people gave, counted: tables by wave and networks lead to exactly the texts that they count.

use server::auth::Role;
use server::dataset::coded::CodedTexts;
use server::i18n::Lang;
use surveys::hearing::span::Span;
use surveys::id::UserId;
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::codings::NewCoding;
use tests::free_answers::{answer, code, definition};
use tests::on_both;
use tests::open_survey::open_definition;

/// Of six people three have one code, and two of these the other one.
#[tokio::test]
async fn codes_of_people_are_a_table_that_leads_to_their_texts() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for _ in 0..6 {
            answer(app, &open, &["1", "3"], "手帳がないと使える制度が少ない。").await;
        }
        let path = |rest: &str| format!("/surveys/{}/analysis/{rest}", open.survey.0);
        let empty = coordinator.get(&path("themes?of=codes")).await.expect_status(200);
        assert!(empty.has(".empty-state") && !empty.has("#codes-table"), "{}", empty.describe());

        let found = CodedTexts::load(app.service(), open.survey, Purpose::Internal, Lang::Ja).await;
        let found = found.expect("texts can be read");
        for (symbol, n) in [("C02", 3), ("C11", 2)] {
            let code = code(app, open.survey, symbol).await.id;
            for part in found.texts.iter().take(n).flat_map(|text| &text.parts) {
                let (survey, text, body) = (open.survey, &part.text, part.body.as_str());
                let span = Span { start: 0, end: 2 };
                let new = NewCoding { survey, text, body, span, code, was_suggested: false };
                store::codings::put(app.db(), new, UserId(1)).await.expect("it can be coded");
            }
        }
        let page = coordinator.get(&path("themes?of=codes&by=wave")).await.expect_status(200);
        assert_eq!(page.texts("#codes-table tbody th").len(), 2, "{}", page.describe());
        let network = coordinator.get(&path("network?of=codes")).await.expect_status(200);
        let mut numbers = Vec::new();
        for (seen, links) in
            [(&page, "#codes-table tbody td a"), (&network, "#table-edges tbody td a[href*='with_code=']")]
        {
            for (text, href) in seen.texts(links).iter().zip(seen.attributes(links, "href")) {
                let n = text.split(' ').next().unwrap_or_default().to_owned();
                let list = coordinator.get(&href).await.expect_status(200);
                assert!(list.texts("main p.soft").contains(&format!("{n}件")), "{text}: {href}");
                numbers.push(n);
            }
        }
        // Each code in its wave and in all, and the two together.
        assert_eq!(numbers, ["3", "3", "2", "2", "2"]);

        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get(&path("themes?of=codes&by=wave")).await.expect_status(200);
        assert!(!seen.has("#codes-table td a"), "{}", seen.describe());
        let c02 = code(app, open.survey, "C02").await.id.0;
        let typed = researcher.get(&path(&format!("texts?code={c02}"))).await.expect_status(200);
        assert!(!typed.has("ul.texts"), "{}", typed.describe());
    })
    .await;
}
