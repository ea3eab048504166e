//! The few who allow one use alone are in no number of any: nothing is the difference of a sheet and the data (decision 43).

use server::auth::Role;
use server::dataset;
use server::i18n::{self, Lang};
use surveys::privacy::consent::Purpose;
use tests::closed_answers::answer;
use tests::on_embedded;
use tests::open_survey::open_definition;
use tests::respondent::answer_page;

use super::{Data, bundle, given, published, questions};
use crate::bundle::text;

/// Twenty-seven of a sheet less twenty-four of a table for a meeting would be what three said.
#[tokio::test]
async fn the_few_who_allow_the_region_alone_are_no_difference_of_sheet_and_data() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        for n in 0..24 {
            answer(app, &open, &given(n)).await;
        }
        for n in 0..3 {
            answer_page(&app.visitor(), &open.link, &["1", "2"], &given(n)).await;
        }
        let say = |key: &str| i18n::plain(Lang::Ja, key);
        let sheet = published(app, &coordinator, &open).await;
        let counted = &sheet.parameters.counts[0];
        assert_eq!((counted.value.as_str(), &counted.note), ("24", &say("feedback-scope-note-apart")));
        let files = bundle(&coordinator, &open).await;
        assert_eq!(Data::of(&files, &open).n(), 24, "as many as on the sheet");
        let methods = text(&files, "methods.txt");
        assert!(
            !methods.contains(&say("bundle-methods-apart")),
            "nobody is left out of the bundle: {methods}"
        );
        for role in [Role::Researcher, Role::Coordinator] {
            let page = app.login(role).await.get(&format!("/surveys/{}/analysis", open.survey.0)).await;
            let scope = page.expect_status(200).first("p.scope");
            assert!(!scope.contains(&say("explore-left-out-apart")), "none of theirs is left out: {scope}");
        }
        // What they allow to be shown is shown: it is in no number.
        let data = dataset::load(app.service(), open.survey, Purpose::Regional, Lang::Ja).await;
        let data = data.expect("answers");
        let (counted, all) = (data.writings_with_replies(), data.writings_with_those_apart());
        assert_eq!((data.fielded[0].responses.len(), counted.len(), all.len()), (24, 24, 27));
    })
    .await;
}

/// One who refuses to share in the region, but not academic use, is in no table for a meeting either.
#[tokio::test]
async fn the_one_who_allows_research_alone_is_no_difference_of_data_and_sheet() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        for n in 0..24 {
            answer(app, &open, &given(n)).await;
        }
        answer_page(&app.visitor(), &open.link, &["1", "3"], &given(0)).await;
        assert_eq!(published(app, &coordinator, &open).await.parameters.counts[0].value, "24");
        let files = bundle(&coordinator, &open).await;
        assert_eq!(Data::of(&files, &open).n(), 24);
        for lang in [Lang::Ja, Lang::En] {
            let told = i18n::plain(lang, "bundle-methods-apart");
            assert!(text(&files, "methods.txt").contains(&told), "{told}");
        }
        let flow = format!("/surveys/{}/talks/flow.md", open.survey.0);
        let flow = coordinator.get(&flow).await.expect_status(200).body;
        assert!(flow.contains("| 24 |") && flow.contains("表との差から"), "{flow}");
        let exports = coordinator.get(&format!("/surveys/{}/exports", open.survey.0)).await;
        let told = i18n::plain(Lang::Ja, "explore-left-out-apart");
        assert!(exports.expect_status(200).text().contains(&told), "{told}");
    })
    .await;
}
