//! Numbers of the same people before and after follow from the bundle: a column joins the data of both waves, and tells no code.

use std::collections::BTreeMap;

use server::auth::Role;
use surveys::id::QuestionnaireId;
use surveys::store;
use tests::on_both;

use crate::bundle::{Files, column, look, rows, take, text, unzip};
use crate::tested::before_and_after;

/// What each person knew, by their pseudonym.
fn known(files: &Files, questionnaire: QuestionnaireId) -> BTreeMap<String, String> {
    let data = rows(files, &format!("data/q{}.csv", questionnaire.0));
    let people = column(&data, "person").into_iter().zip(column(&data, "know"));
    let people = people.filter(|(person, _)| !person.is_empty());
    people.map(|(person, known)| (person.to_owned(), known.to_owned())).collect()
}

#[tokio::test]
async fn answers_before_and_after_are_joined_by_person() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let all = store::questionnaires::of_survey(app.db(), open.survey).await.expect("questionnaires");
        let [before, after] = [all[0].id, all[1].id];
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(!risk.contains("person"), "it is nothing that others know: {risk}");
        let files = unzip(&take(&coordinator, &page).await);
        let (first, then) = (known(&files, before), known(&files, after));
        assert_eq!((first.len(), then.len()), (8, 8), "the code of several people joins nobody");
        // As the page says: eight came to know.
        let came_to_know = first.iter().filter(|(person, known)| {
            known.as_str() == "2" && then.get(*person).is_some_and(|known| known == "1")
        });
        assert_eq!(came_to_know.count(), 8, "{first:?} {then:?}");
        for id in [before, after] {
            let data = text(&files, &format!("data/q{}.csv", id.0)).to_lowercase();
            assert!(!data.contains("ab-") && !data.contains("ａｂ") && !data.contains("zz"), "{data}");
            let table = rows(&files, &format!("data/q{}.csv", id.0));
            let mut ids = column(&table, "id");
            ids.retain(|id| column(&table, "person").contains(id));
            assert!(ids.is_empty(), "a person is no response");
            assert!(text(&files, &format!("codebook/q{}.html", id.0)).contains("同じ人の回答をつなぐ記号"));
        }
        assert!(text(&files, "README.txt").contains("列 person"));
    })
    .await;
}

#[tokio::test]
async fn the_column_can_be_left_out_and_is_no_column_that_others_know() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let path = format!("/surveys/{}/bundle", open.survey.0);
        for asked in ["also=person", "do.person=coarser"] {
            let page = coordinator.get(&format!("{path}?{asked}")).await.expect_status(422);
            assert!(page.has(".error-summary"), "{asked}: {}", page.describe());
        }
        let page = look(&coordinator, open.survey.0, "drop=person").await;
        let files = unzip(&take(&coordinator, &page).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert!(data[0].iter().all(|name| name != "person"), "{:?}", data[0]);
    })
    .await;
}
