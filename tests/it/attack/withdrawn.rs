//! Answers to invitations beside all answers: how few withdrew, or came by the open link, is the difference of no two numbers.

use serde_json::json;
use server::auth::Role;
use surveys::entity::state::InvitingMode;
use tests::inviting::{add_agencies, answer_invitation, invitations, invite_all};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::{answer_page, withdrawal_code};
use tests::{Session, TestApp, on_both};

use crate::bundle::{look, take, text, unzip};

/// All uses.
const BOXES: [&str; 3] = ["1", "2", "3"];

/// Twenty are invited, and others may come by the open link; fourteen answer, and three of them withdraw.
async fn answered(app: &TestApp, coordinator: &Session, mode: InvitingMode) -> OpenSurvey {
    let mut asked = tests::closed_answers::definition(&[]);
    asked["kt:audience"] = json!(["12", "22"]);
    let open = open_definition(app, coordinator, &asked).await;
    let emails: Vec<String> = (0..20).map(|n| format!("a{n}@example.jp")).collect();
    add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
    invite_all(coordinator, &open, mode).await;
    let settings = coordinator.get(&format!("/questionnaires/{}/inviting", open.questionnaire.0)).await;
    coordinator.submit(&settings, "form.form", &[("is_open", "true")]).await.expect_status(303);
    for (place, invitation) in invitations(app, &open).await.iter().take(14).enumerate() {
        let receipt = answer_invitation(app, invitation, &BOXES).await;
        if place < 3 {
            let code = withdrawal_code(&receipt);
            app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        }
    }
    open
}

/// The flow as table and figure.
async fn flow(researcher: &Session, open: &OpenSurvey) -> (String, String) {
    let talks = format!("/surveys/{}/talks", open.survey.0);
    let table = researcher.get(&format!("{talks}/flow.csv")).await.expect_status(200).body;
    let figure = researcher.get(&format!("{talks}/figure.svg?figure=flow")).await.expect_status(200).body;
    (table, figure)
}

async fn methods(coordinator: &Session, open: &OpenSurvey) -> String {
    let page = look(coordinator, open.survey.0, "").await;
    text(&unzip(&take(coordinator, &page).await), "methods.txt")
}

#[tokio::test]
async fn answers_to_known_invitations_tell_neither_how_few_withdrew_nor_how_few_came_by_the_open_link() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let open = answered(app, &coordinator, InvitingMode::Known).await;
        let (table, figure) = flow(&researcher, &open).await;
        assert!(table.contains(",–,20,20,11,11,55.0%,"), "what was withdrawn is in neither: {table}");
        assert!(figure.contains("回答なし n=9"), "{figure}");
        answer_page(&app.visitor(), &open.link, &BOXES, &[]).await;
        let (table, figure) = flow(&researcher, &open).await;
        assert!(table.contains(",–,20,20,–,12,60.0%,"), "one came by the open link: {table}");
        assert!(figure.contains("n=12") && !figure.contains("回答なし"), "{figure}");
        let methods = methods(&coordinator, &open).await;
        assert!(methods.contains("回収（回答 / 到達") && methods.contains("12 / 20 = 60.0%"), "{methods}");
        for _ in 0..4 {
            answer_page(&app.visitor(), &open.link, &BOXES, &[]).await;
        }
        let (table, figure) = flow(&researcher, &open).await;
        assert!(table.contains(",–,20,20,11,16,55.0%,"), "five are enough to be told: {table}");
        assert!(figure.contains("回答なし n=9"), "{figure}");
    })
    .await;
}

#[tokio::test]
async fn answers_to_anonymous_invitations_are_told_in_one_number() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, InvitingMode::Anonymous).await;
        let (table, figure) = flow(&app.login(Role::Researcher).await, &open).await;
        assert!(table.contains(",–,20,20,–,11,55.0%,"), "fourteen were used up: {table}");
        assert!(figure.contains("n=11") && !figure.contains("回答なし"), "{figure}");
        let methods = methods(&coordinator, &open).await;
        assert!(methods.contains("回収（回答 / 到達") && methods.contains("11 / 20 = 55.0%"), "{methods}");
    })
    .await;
}
