//! Answers that another program hands in: by the rules of the pages, once however often they are sent.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::state::ResponseState;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

const KEY: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";

fn definition() -> Value {
    json!({ "title": "架空の調査", "pages": [{ "name": "p", "elements": [
        { "type": "radiogroup", "name": "had", "title": "相談はありましたか", "isRequired": true, "choices": ["yes", "no"] },
        { "type": "text", "inputType": "number", "name": "people", "title": "何人ですか", "visibleIf": "{had} = 'yes'", "max": 99 },
        { "type": "text", "name": "who", "title": "連絡先", "kt:identifier": true },
        { "type": "file", "name": "paper", "title": "資料" },
    ] }] })
}

async fn hand_in(session: &Session, open: &OpenSurvey, key: &str, body: &str) -> Page {
    let request = session.request(reqwest::Method::POST, &format!("/api{}/responses", open.link));
    let request = request.header("Content-Type", "application/json").header("Idempotency-Key", key);
    session.send(request.body(body.to_owned())).await
}

fn handed(answers: Value) -> String {
    json!({ "answers": answers }).to_string()
}

fn read(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|_| panic!("no JSON: {}", page.describe()))
}

async fn stored(app: &TestApp, open: &OpenSurvey) -> Vec<Value> {
    let found = submitted(app, open.questionnaire).await;
    found.iter().map(|response| serde_json::from_str(&response.answers).expect("JSON")).collect()
}

#[tokio::test]
async fn a_response_is_stored_once_however_often_it_is_sent() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let program = app.visitor();
        let body = handed(json!({ "had": "no", "people": 4, "who": "架空 花子" }));
        let send = || hand_in(&program, &open, KEY, &body);
        let (first, second, third) = tokio::join!(send(), send(), send());
        let again = send().await.expect_status(200);
        let mut statuses = [first.status, second.status, third.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 201]);
        assert_eq!(read(&first), read(&again), "the same receipt");
        // Hidden answers are dropped and those that identify are kept apart, as on the pages.
        assert_eq!(stored(app, &open).await, [json!({ "had": "no" })]);
        let other = hand_in(&program, &open, "another-key-of-16", &body).await.expect_status(201);
        assert_eq!(stored(app, &open).await.len(), 2);
        let rest_on = submitted(app, open.questionnaire).await;
        let rest_on: Vec<_> = rest_on.iter().map(|response| response.explanation_id).collect();
        let kept = store::explanations::of_questionnaire(app.db(), open.questionnaire).await;
        let kept = kept.expect("the explanations can be read");
        assert_eq!(rest_on, [Some(kept[0].id); 2], "both rest on what holds");

        let receipt = read(&other)["receipt"].as_str().expect("an address").to_owned();
        let path = receipt.split_once("/q/").map(|(_, rest)| format!("/q/{rest}")).expect("a path");
        app.visitor().get(&path).await.expect_status(200);
        let code = read(&other)["withdrawal_code"].as_str().expect("a code").to_owned();
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert_eq!(stored(app, &open).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn answers_that_do_not_hold_are_named_and_nothing_is_stored() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let program = app.visitor();
        let file =
            json!([{ "name": "a.pdf", "type": "application/pdf", "content": "kt-file:somebody-elses" }]);
        for (answers, place) in [
            (json!({}), "had"),
            (json!({ "had": "no", "nosuch": "x" }), "nosuch"),
            (json!({ "had": "perhaps" }), "had"),
            (json!({ "had": "yes", "people": 100 }), "people"),
            (json!({ "had": "no", "paper": file }), ""),
        ] {
            let refused = hand_in(&program, &open, KEY, &handed(answers)).await.expect_status(422);
            let problems = read(&refused)["problems"].clone();
            let named = problems.as_array().into_iter().flatten().find(|problem| problem["place"] == place);
            let message = named.and_then(|problem| problem["message"].as_str()).unwrap_or_default();
            assert!(!message.is_empty(), "{problems}");
        }
        let deep = format!("{{\"answers\":{{\"had\":{}1{}}}}}", "[".repeat(10_000), "]".repeat(10_000));
        for body in ["", "[]", "{\"answers\":[]}", "{\"answers\":{},\"more\":1}", deep.as_str()] {
            hand_in(&program, &open, KEY, body).await.expect_status(400);
        }
        hand_in(&program, &open, "short", &handed(json!({ "had": "no" }))).await.expect_status(400);
        let large = handed(json!({ "had": "a".repeat(3_000_000) }));
        hand_in(&program, &open, KEY, &large).await.expect_status(413);
        let path = format!("/questionnaires/{}/state", open.questionnaire.0);
        coordinator.post_form(&path, &[("state", "closed")]).await.expect_status(303);
        hand_in(&program, &open, KEY, &handed(json!({ "had": "no" }))).await.expect_status(409);
        let sent = store::responses::count(app.db(), open.questionnaire, ResponseState::Submitted).await;
        assert_eq!(sent.expect("they can be counted"), 0);
    })
    .await;
}
