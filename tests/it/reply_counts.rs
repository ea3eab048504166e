//! What is proposed for replies has the numbers of the published sheet, and what is asked with other ones is told.

use server::auth::Role;
use surveys::id::SurveyId;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::{answer, definition, publish};
use tests::{Page, Session, TestApp, on_both};

use crate::replies::make;

/// Words with a theme.
const THEME: &str = "送迎の手段がなく、通勤ができない。交通費も足りない。";

async fn write(app: &TestApp, open: &OpenSurvey, n: usize) {
    for _ in 0..n {
        answer(app, open, &[("way", "1"), ("hard", THEME)]).await;
    }
}

async fn page(coordinator: &Session, survey: SurveyId) -> Page {
    coordinator.get(&format!("/surveys/{}/replies", survey.0)).await.expect_status(200)
}

/// The sentences of themes, as they stand in the form.
fn themes(page: &Page) -> Vec<String> {
    page.attributes("form input[name^='text-C']", "value")
}

#[tokio::test]
async fn proposals_have_the_numbers_of_the_published_sheet_whoever_answers_since() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        write(app, &open, 12).await;
        let before = page(&coordinator, open.survey).await;
        assert_eq!(themes(&before), Vec::<String>::new(), "nothing is published");
        assert!(before.has("#no-sheet"), "{}", before.describe());
        let charts = before.attributes("form input[name^='text-fig_']", "value");
        assert!(!charts.is_empty() && charts.iter().all(|text| text.ends_with("の結果")), "{charts:?}");
        publish(&coordinator, open.survey, &[]).await;
        write(app, &open, 1).await;
        let after = page(&coordinator, open.survey).await;
        let proposed = themes(&after);
        assert!(!after.has("#no-sheet") && !proposed.is_empty(), "{}", after.describe());
        assert!(proposed.iter().all(|text| text.contains("（12件）")), "{proposed:?}");
        assert!(!after.body.contains("13件"), "nothing tells of the one who answered since");
        make(app, &coordinator, open.survey, &[]).await;
        let made = page(&coordinator, open.survey).await;
        assert!(!made.has("#differing-numbers"), "{}", made.describe());
    })
    .await;
}

#[tokio::test]
async fn numbers_that_are_asked_and_not_on_the_sheet_are_told_until_they_are_put_right() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        write(app, &open, 12).await;
        publish(&coordinator, open.survey, &[]).await;
        let proposed = page(&coordinator, open.survey).await;
        let field = proposed.attributes("form input[name^='text-C']", "name").remove(0);
        let right = themes(&proposed).remove(0);
        make(app, &coordinator, open.survey, &[(field.as_str(), "多くの方が困っています（13件）")]).await;
        let warned = page(&coordinator, open.survey).await;
        let told = warned.first("#differing-numbers");
        assert!(told.contains("13件") && told.contains(&right), "both numbers: {told}");
        make(app, &coordinator, open.survey, &[(field.as_str(), right.as_str())]).await;
        let mended = page(&coordinator, open.survey).await;
        assert!(!mended.has("#differing-numbers"), "{}", mended.describe());
        let version = store::publications::shown(app.db(), open.survey, "").await.expect("it can be read");
        let number = version.expect("a version").number.to_string();
        let retract = format!("/surveys/{}/feedback/retract", open.survey.0);
        coordinator.post_form(&retract, &[("area", ""), ("number", &number)]).await.expect_status(303);
        let without = page(&coordinator, open.survey).await;
        assert!(without.first("#differing-numbers").contains("12件"), "{}", without.describe());
        for role in [Role::Coordinator, Role::Researcher] {
            let list = format!("/surveys/{}/feedback", open.survey.0);
            let list = app.login(role).await.get(&list).await.expect_status(200);
            assert!(list.text().contains("公開をやめています"), "{}", list.describe());
        }
    })
    .await;
}
