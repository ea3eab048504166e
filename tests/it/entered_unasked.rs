//! What somebody typed from paper is never dropped in silence, also where the answer that decides whether it was asked
//! cannot be read.

use serde_json::json;
use server::auth::Role;
use tests::on_both;
use tests::open_survey::open_definition;

use crate::entries::{n_in_progress, post, responses};

fn fields(had: &str) -> Vec<(String, String)> {
    let fields = [
        ("source", "paper"),
        ("sheet_number", "7"),
        ("go", "finish"),
        ("a:had", had),
        ("a:which", "2"),
        ("a:words", "職場の理解"),
    ];
    fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

#[tokio::test]
async fn an_answer_that_would_be_dropped_is_shown_and_waits_for_a_decision() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = json!({"title": "架空の調査", "elements": [
            {"type": "radiogroup", "name": "had", "title": "経験", "choices": [
                {"value": "1", "text": "ある"}, {"value": "2", "text": "ない"}]},
            {"type": "radiogroup", "name": "which", "title": "時期", "visibleIf": "{had} = '1'", "choices": [
                {"value": "1", "text": "去年"}, {"value": "2", "text": "今年"}]},
            {"type": "comment", "name": "words", "title": "ご意見"}]});
        let open = open_definition(app, &coordinator, &definition).await;
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        for (had, code, words) in [("〓", "perhaps-asked", "読めない"), ("2", "not-asked", "対象でない")]
        {
            let n = responses(app, &open).await.len();
            let asked = post(&coordinator, &path, &fields(had)).await.expect_status(422);
            let problem = asked.first(".entry-problem .error-message");
            assert!(problem.contains(words) && problem.contains("2 今年"), "{problem}");
            assert_eq!(asked.attributes("[name='a:which']", "value"), ["2"], "what was typed is still there");
            assert_eq!(responses(app, &open).await.len(), n, "nothing is dropped yet");
            assert_eq!(n_in_progress(app, &open).await, 1, "it waits as a draft");
            let draft = asked.form("form.entry").action;
            let mut decided = fields(had);
            decided.push((format!("ok:{code}:which"), "2".to_owned()));
            post(&coordinator, &draft, &decided).await.expect_status(303);
            let stored = responses(app, &open).await;
            let last = stored.last().expect("it is stored now");
            assert!(stored.len() == n + 1 && !last.answers.contains("which"), "{}", last.answers);
            assert!(last.answers.contains("職場の理解"));
        }
        // Where the filter can be read and asks, nothing needs deciding.
        post(&coordinator, &path, &fields("1")).await.expect_status(303);
    })
    .await;
}
