//! Two surveys side by side, each of its own region: what both ask is shown with the numbers of each, protected as each is, and tested.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::{Value, json};
use server::auth::Role;
use surveys::store;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, Session, TestApp, on_embedded};

/// The same questions by other names and in other words, with one that is this survey's own.
fn asked(know: &str, title: &str, own: &str) -> Value {
    let place = if own == "own_here" { "x|中央" } else { "y|港" };
    definition(&[
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region", "choices": [place] }),
        json!({ "type": "radiogroup", "name": know, "kt:id": "know", "title": title, "choices": ["1|はい", "2|いいえ"] }),
        json!({ "type": "checkbox", "name": "means", "title": "方法", "choices": ["1|電話", "2|訪問"] }),
        json!({ "type": "radiogroup", "name": own, "title": format!("この地域だけ {own}"), "choices": ["1|甲", "2|乙"] }),
    ])
}

/// Ten people of each of two regions: half of the one know whom to ask, all of the other; one of the other visits.
async fn two_regions(app: &TestApp, coordinator: &Session) -> [OpenSurvey; 2] {
    let here = open_definition(app, coordinator, &asked("know", "相談先を知っている", "own_here")).await;
    let there =
        open_definition(app, coordinator, &asked("knows", "相談できるところを知っている", "own_there")).await;
    let region = store::regions::create(app.db(), None, "91", "別県", None).await.expect("a region is made");
    let mut survey =
        store::surveys::find(app.db(), there.survey).await.expect("it is there").into_active_model();
    survey.region_id = Set(region.id);
    survey.title = Set("別県 就労支援調査".to_owned());
    survey.update(app.db()).await.expect("it is of the other region");
    for n in 0..10 {
        let know = if n < 5 { "1" } else { "2" };
        answer(app, &here, &[("where", "x"), ("know", know), ("means", "1")]).await;
        let means = if n < 9 { "1" } else { "2" };
        answer(app, &there, &[("where", "y"), ("knows", "1"), ("means", means)]).await;
    }
    [here, there]
}

/// The texts of the table of a figure, row by row.
fn rows(page: &Page, figure: usize) -> Vec<String> {
    page.texts(&format!("#shared-{figure}-table tbody tr"))
}

#[tokio::test]
async fn two_regions_stand_side_by_side_with_the_numbers_of_each_and_a_test() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let [here, there] = two_regions(app, &coordinator).await;
        let base = format!("/surveys/{}/analysis/shared", here.survey.0);
        let alone = coordinator.get(&base).await.expect_status(200);
        assert!(alone.has("select[name=with] option") && !alone.has("figure"), "{}", alone.describe());
        let page = coordinator.get(&format!("{base}?with={}", there.survey.0)).await.expect_status(200);
        let titles = page.texts("figure .figure-title");
        assert_eq!(
            titles,
            ["相談できるところを知っている", "方法"],
            "what one region has alone is not compared"
        );
        let heads = page.texts("#shared-0-table thead th");
        assert!(heads[1].starts_with("架空県・") && heads[2].starts_with("別県・"), "{heads:?}");
        assert_eq!(rows(&page, 0)[..2], ["はい 5 (50.0%) 10 (100.0%)", "いいえ 5 (50.0%) 0 (0.0%)"]);
        assert!(page.body.contains("n=10") && page.text().contains("での言葉：「相談先を知っている」"));
        let tests = page.texts("#tests tbody tr");
        assert!(tests[0].contains("ちがいます") && tests[0].contains("p = .033"), "{tests:?}");
        // Numbers lead into the survey that they are of.
        let links = page.attributes("#shared-1-table a", "href");
        let into = |open: &OpenSurvey| format!("/surveys/{}/analysis/responses?", open.survey.0);
        assert!(links[0].starts_with(&into(&here)) && links[1].starts_with(&into(&there)), "{links:?}");
        let last = coordinator.get(links.last().expect("a link")).await.expect_status(200);
        assert!(last.text().contains("1件"), "{}", last.describe());
        coordinator.get(&page.link("別県 就労支援調査")).await.expect_status(200);
        let kinds = coordinator.get(&format!("{base}?with={}&by=region", there.survey.0)).await;
        assert_eq!(kinds.expect_status(200).texts("figure").len(), 4, "two questions in two surveys");
        for nothing in ["99999", "x", &here.survey.0.to_string()] {
            let page = coordinator.get(&format!("{base}?with={nothing}")).await.expect_status(200);
            assert!(!page.has("figure"), "{nothing}: {}", page.describe());
        }
    })
    .await;
}

#[tokio::test]
async fn beside_another_survey_nothing_is_told_that_its_own_page_withholds() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let [here, there] = two_regions(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let path = |open: &OpenSurvey| format!("/surveys/{}/analysis", open.survey.0);
        let page = researcher.get(&format!("{}/shared?with={}", path(&here), there.survey.0)).await;
        let page = page.expect_status(200);
        let own = researcher.get(&path(&there)).await.expect_status(200);
        assert!(own.has("#f-means-table .suppressed"), "one person: {}", own.describe());
        let cells = page.texts("#shared-1-table tbody td:nth-child(3)");
        assert!(cells[1].starts_with('＊') && !page.text().contains("1 (10.0%)"), "{cells:?}");
        assert!(!page.has("figure a[href*=responses]"), "counts lead nowhere outside");
        let tests = page.texts("#tests tbody tr");
        assert!(tests[0].contains("p = .033"), "{tests:?}");
        let told = |line: &String| line.contains("少人数の数を伏せた表なので");
        assert!(tests[1..].iter().all(told), "no test of what is withheld: {tests:?}");
        let picture = format!("{}/shared?with={}&figure=shared-1&picture=svg", path(&here), there.survey.0);
        let picture = researcher.get(&picture).await.expect_status(200);
        assert!(picture.body.contains("別県") && !picture.body.contains("1 (10.0%)"));
        let viewer = app.login(Role::Viewer).await;
        let refused = format!("{}/shared?with={}", path(&here), there.survey.0);
        viewer.get(&refused).await.expect_status(403);
    })
    .await;
}
