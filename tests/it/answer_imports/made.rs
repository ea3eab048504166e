//! A survey and its questionnaire that are made from a file of answers.

use serde_json::json;
use server::auth::Role;
use surveys::store;
use tests::on_both;
use tests::open_survey::open_definition;

use super::{answers, chosen, form, responses, send, upload};

/// Answers of nine people, with no questionnaire for them.
fn table_without_a_questionnaire() -> String {
    let row = |n: usize| {
        let (kind, tools) = (["病院", "役所"][n % 2], ["電話, 会議", "電話"][n % 2]);
        format!("2026/11/20 10:{n:02}:00,架空 {n},{kind},\"{tools}\",{},声その{n}\n", n * 3)
    };
    let rows: String = (0..9).map(row).collect();
    format!("タイムスタンプ,氏名,種類,道具,人数,声\n{rows}")
}

#[tokio::test]
async fn a_survey_is_made_from_a_file_in_one_go() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        open_definition(app, &coordinator, &form()).await;
        let file = table_without_a_questionnaire();
        let page = upload(&coordinator, "/surveys/from-answers", "前の調査.csv", file.as_bytes()).await;
        let page = page.expect_status(200);
        assert_eq!(
            chosen(&page),
            ["left", "left", "one", "several", "number", "short"],
            "{}",
            page.describe()
        );
        let refused = send(&coordinator, &page, "", &[("go", "make")]).await.expect_status(422);
        assert!(refused.has(".error-summary li"));
        let region = store::regions::list(app.db()).await.expect("regions")[0].id.0.to_string();
        let fields = [
            ("title", "前の調査"),
            ("wave", "一回目"),
            ("region", region.as_str()),
            ("purpose", "比べるため"),
            ("host", "架空の会"),
            ("contact", "000-000-0000"),
            ("consent", "aggregate"),
            ("consent_note", "説明した。"),
            ("column-5", "long"),
            ("go", "make"),
        ];
        let looked = send(&coordinator, &page, "", &fields).await.expect_status(200);
        assert_eq!(chosen(&looked)[5], "long", "what was changed is looked at first");
        let made = send(&coordinator, &looked, "", &fields).await.expect_status(200);
        let survey = store::surveys::list(app.db()).await.expect("surveys").remove(0);
        assert_eq!(survey.title, "前の調査");
        let questionnaire =
            store::questionnaires::of_survey(app.db(), survey.id).await.expect("questionnaires").remove(0);
        let stored = responses(app, questionnaire.id).await;
        assert_eq!(stored.len(), 9, "{}", made.text());
        assert_eq!(
            answers(&stored[0]),
            json!({"q3": "1", "q4": ["1", "2"], "q5": 0, "q6": "声その0", "consent": ["aggregate"]})
        );
        assert!(!stored[0].answers.contains("架空 0"));
        let base = format!("/questionnaires/{}", questionnaire.id.0);
        for path in [
            base.clone(),
            format!("{base}/edit"),
            format!("{base}/edit/question:q4"),
            format!("{base}/preview"),
        ] {
            coordinator.get(&path).await.expect_status(200);
        }
        coordinator.get(&format!("/surveys/{}/analysis", survey.id.0)).await.expect_status(200);
    })
    .await;
}
