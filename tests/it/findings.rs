//! What is wrong with a draft is said where people look for it: by the question's number and title, with a way to its
//! form.

use serde_json::json;
use server::auth::Role;
use tests::on_both;
use tests::open_survey::{open_definition, replace_draft};

#[tokio::test]
async fn findings_name_the_question_and_lead_to_its_form() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let whole = json!({"title": "架空の調査", "elements": [{"type": "text", "name": "agency", "title": "機関の呼び名"}]});
        let open = open_definition(app, &coordinator, &whole).await;
        let broken = json!({"title": "架空の調査", "triggers": [{"type": "complete", "expression": "{nobody} = 1"}],
            "pages": [{"name": "p1", "elements": [
                {"type": "text", "name": "agency", "title": "機関の呼び名"},
                {"type": "panel", "name": "more", "elements": [
                    {"type": "comment", "name": "why", "title": "その理由", "visibleIf": "{gone} = 1"}]}]}]});
        replace_draft(app, open.questionnaire, broken.to_string()).await;
        let path = format!("/questionnaires/{}", open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        let found = page.texts(".notice-warning li");
        assert!(found.iter().any(|line| line.contains("問2 その理由")), "{found:#?}");
        assert!(found.iter().any(|line| line.contains("条件に当てはまる方だけが書く自由記述")), "{found:#?}");
        assert!(found.iter().all(|line| !line.contains("pages[") && !line.contains("triggers[")), "{found:#?}");
        let link = page.link("その理由");
        let form = coordinator.get(&link).await.expect_status(200);
        assert_eq!(form.texts("#field-title"), ["その理由"]);
        let viewer = app.login(Role::Viewer).await;
        let page = viewer.get(&path).await.expect_status(200);
        assert!(page.text().contains("問2 その理由") && !page.has(".notice-warning li a"));
    })
    .await;
}

#[tokio::test]
async fn of_two_questions_with_one_name_a_finding_has_the_number_of_its_own() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let whole =
            json!({"title": "架空の調査", "elements": [{"type": "text", "name": "agency", "title": "機関"}]});
        let open = open_definition(app, &coordinator, &whole).await;
        let broken = json!({"title": "架空の調査", "pages": [{"name": "p1", "elements": [
            {"type": "text", "name": "agency", "title": "機関の呼び名"},
            {"type": "text", "name": "agency", "title": "もう一つの呼び名"}]}]});
        replace_draft(app, open.questionnaire, broken.to_string()).await;
        let page =
            coordinator.get(&format!("/questionnaires/{}", open.questionnaire.0)).await.expect_status(200);
        let found = page.texts(".notice-warning li");
        assert!(found.iter().any(|line| line.contains("問2 もう一つの呼び名")), "{found:#?}");
    })
    .await;
}
