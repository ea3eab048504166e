//! What is accepted before a bundle is made is what the page told: with other answers it is asked for anew.

use serde_json::json;
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::on_both;
use tests::open_survey::open_definition;

use crate::bundle::{column, look, rows, take, unzip};

#[tokio::test]
async fn an_answer_that_comes_between_is_told_before_it_is_written() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let jobs = json!({ "type": "checkbox", "name": "jobs", "title": "職種", "kt:role": "job",
            "choices": ["1|相談員", "2|看護師"] });
        let open = open_definition(app, &coordinator, &definition(&[jobs])).await;
        for n in 0..8 {
            answer(app, &open, &[("jobs", if n == 0 { "2" } else { "1" })]).await;
        }
        let before = look(&coordinator, open.survey.0, "").await;
        assert!(before.texts(".risk li").join("").contains("8件の回答"), "{}", before.describe());
        // Somebody else answers while that is read.
        answer(app, &open, &[("jobs", "2")]).await;
        let asked = coordinator.submit(&before, "#make-form", &[("accept", "yes")]).await.expect_status(422);
        assert!(asked.text().contains("確かめている間に"), "{}", asked.describe());
        assert!(asked.texts(".risk li").join("").contains("9件の回答"), "it is told as it is now");
        let forged = [("accept", "yes"), ("state", "")];
        coordinator.submit(&asked, "#make-form", &forged).await.expect_status(422);
        let files = unzip(&take(&coordinator, &asked).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert_eq!(column(&data, "jobs_2").iter().filter(|cell| **cell == "1").count(), 2, "{data:?}");
    })
    .await;
}
