//! A draft with an error stays a draft, and says where the error is.

use server::auth::Role;
use surveys::store;
use tests::on_both;
use tests::open_survey::{open_survey, replace_draft};

/// A questionnaire with one condition.
fn draft(condition: &str) -> String {
    format!(
        r#"{{"title":"見本","elements":[{{"type":"radiogroup","name":"kind","title":"種別","choices":["1","2"]}},
        {{"type":"text","name":"why","title":"理由","visibleIf":"{condition}"}}]}}"#
    )
}

#[tokio::test]
async fn a_questionnaire_with_an_error_is_not_published_until_it_is_mended() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-after").await;
        let page = format!("/questionnaires/{}", open.questionnaire.0);
        for (condition, hint) in [
            ("iff({kind} = 1, true, false)", "iif"),
            ("{kid} = 1", "{kind}"),
            ("{kind} = 1 orange", "or ange"),
            ("{why} = 1", "why"),
            ("kt_regex({kind}, '(?=x)')", "正規表現"),
        ] {
            replace_draft(app, open.questionnaire, draft(condition)).await;
            let refused = coordinator.post_form(&format!("{page}/publish"), &[]).await;
            assert_eq!(refused.status, 409, "{condition}: {}", refused.describe());
            let versions = store::questionnaires::versions(app.db(), open.questionnaire).await;
            assert_eq!(versions.expect("versions can be read").len(), 1, "{condition}");
            let shown = coordinator.get(&page).await.expect_status(200);
            let said = shown.texts(".notice-warning li").join(" ");
            assert!(said.contains("問2 理由") && said.contains(hint), "{said}: {}", shown.describe());
        }
        replace_draft(app, open.questionnaire, draft("{kind} = 1")).await;
        coordinator.post_form(&format!("{page}/publish"), &[]).await.expect_status(303);
    })
    .await;
}

#[tokio::test]
async fn a_published_question_keeps_a_type_that_reads_its_answers_whichever_way_the_draft_changed() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-after").await;
        let publish = format!("/questionnaires/{}/publish", open.questionnaire.0);
        let save = async |draft: String| {
            replace_draft(app, open.questionnaire, draft).await;
            coordinator.post_form(&publish, &[]).await
        };
        save(draft("{kind} = 1")).await.expect_status(303);
        let refused = save(draft("{kind} = 1").replace("radiogroup", "checkbox")).await;
        assert_eq!(refused.status, 409, "{}", refused.describe());
        // The page that says so is the questionnaire's own, before and after somebody tries.
        let page = format!("/questionnaires/{}", open.questionnaire.0);
        let form = format!("{page}/edit/question%3Akind");
        for shown in [refused, coordinator.get(&page).await.expect_status(200)] {
            let said = shown.texts(".notice-warning li").join(" ");
            assert!(
                said.contains("問1 種別") && said.contains("種類をもとに戻す"),
                "{said}: {}",
                shown.describe()
            );
            assert!(shown.body.contains(&form), "{}", shown.describe());
            assert!(!shown.body.contains(&format!("action=\"{publish}\"")), "{}", shown.describe());
        }
        save(draft("{kind} = 1").replace("radiogroup", "dropdown")).await.expect_status(303);
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_refuses_empty_answers_leads_to_its_own_form() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-after").await;
        let validators = r#""validators":[{"type":"expression","expression":"{why} = 'x'"}],"visibleIf""#;
        replace_draft(app, open.questionnaire, draft("{kind} = 1").replace("\"visibleIf\"", validators))
            .await;
        let page = format!("/questionnaires/{}", open.questionnaire.0);
        let shown = coordinator.get(&page).await.expect_status(200);
        let form = format!("{page}/edit/question%3Awhy%7Evalidators%7E0");
        assert!(shown.body.contains(&form), "{}", shown.describe());
        let mended = coordinator.get(&form).await.expect_status(200);
        assert!(mended.body.contains("空欄のままでもこの決まりを満たさない"), "{}", mended.describe());
    })
    .await;
}
