//! What the table of properties says of pages: with the property a page looks otherwise than without.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::id::QuestionnaireId;
use tests::open_survey::{open_survey, replace_draft};
use tests::{Page, Session, TestApp, on_both};

const TABLE: &str = include_str!("../../surveys/src/questionnaire/vocabulary.json");

/// The first page of a draft as a respondent would see it.
async fn shown(app: &TestApp, coordinator: &Session, id: QuestionnaireId, draft: &Value) -> Page {
    replace_draft(app, id, draft.to_string()).await;
    coordinator.get(&format!("/questionnaires/{}/preview/p/p", id.0)).await.expect_status(200)
}

/// The page without the answers that a trial carries along, and without its token.
fn visible(page: &Page) -> String {
    let is_shown = |line: &&str| !line.contains("name=\"carried\"") && !line.contains("name=\"csrf\"");
    page.body.lines().filter(is_shown).collect()
}

#[tokio::test]
async fn properties_of_pages_change_what_people_see() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let id = open_survey(app, &coordinator, "forum-after").await.questionnaire;
        let table: Value = serde_json::from_str(TABLE).expect("the table is JSON");
        let mut wrong = Vec::new();
        for row in table.as_array().expect("a list").iter().filter(|row| row["effect"] == "page") {
            let property = row["property"].as_str().expect("a name");
            let at = row["at"].as_str().unwrap_or("/pages/0/elements/0");
            let own =
                || json!({"pages": [{"name": "p", "elements": [row["on"], {"type": "text", "name": "t"}]}]});
            let mut without = row.get("survey").cloned().unwrap_or_else(own);
            let mut with = without.clone();
            with.pointer_mut(at).expect("a part")[property] = row["value"].clone();
            if let Some(value) = row.get("without") {
                without.pointer_mut(at).expect("a part")[property] = value.clone();
            }
            let with = visible(&shown(app, &coordinator, id, &with).await);
            if with == visible(&shown(app, &coordinator, id, &without).await) {
                wrong.push(format!("{} {property}", row["on"]["type"]));
            }
        }
        assert!(wrong.is_empty(), "nobody sees these: {wrong:#?}");
    })
    .await;
}
