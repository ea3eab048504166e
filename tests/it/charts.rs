//! Pictures of the analysis with the lists behind their numbers: what is drawn, what is withheld, and where marks lead.

use serde_json::json;
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Session, TestApp, on_both};

fn analysis(open: &OpenSurvey) -> String {
    format!("/surveys/{}/analysis", open.survey.0)
}

/// Of 23 people who all write of their way to work, 21 are busy.
async fn many_answers(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let elements = [
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["x|中央", "y|北部"] }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        json!({ "type": "comment", "name": "free", "title": "困りごと" }),
    ];
    let open = open_definition(app, coordinator, &definition(&elements)).await;
    for n in 0..23 {
        let busy = if n < 21 { "1" } else { "2" };
        answer(app, &open, &[("where", "x"), ("busy", busy), ("free", "通勤の負担が大きい。")]).await;
    }
    open
}

#[tokio::test]
async fn long_lists_behind_a_number_come_page_by_page_with_its_conditions() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = many_answers(app, &coordinator).await;
        let responses = format!(
            "{}/responses?questionnaire={}&variable=busy&value=1",
            analysis(&open),
            open.questionnaire.0
        );
        let texts = format!("{}/texts?word=通勤", analysis(&open));
        for (path, item, n, rest) in
            [(&responses, "#responses tbody tr", "21件", 1), (&texts, "ul.texts > li", "23件", 3)]
        {
            let first = coordinator.get(path).await.expect_status(200);
            assert_eq!(first.texts(item).len(), 20, "{path}: {}", first.describe());
            assert!(first.text().contains(n) && !first.has("a[rel=prev]"), "{path}: {}", first.describe());
            let next = first.attributes("a[rel=next]", "href").remove(0);
            let second = coordinator.get(&next).await.expect_status(200);
            assert_eq!(second.texts(item).len(), rest, "{next}: {}", second.describe());
            assert!(second.text().contains(n) && second.has("a[rel=prev]"), "{next}: {}", second.describe());
            assert_eq!(second.texts(".criteria li"), first.texts(".criteria li"), "{next}");
            let far = coordinator.get(&format!("{path}&page=99")).await.expect_status(200);
            assert_eq!(far.texts(item).len(), rest, "a page that is not there is the last one");
        }
        let researcher = app.login(Role::Researcher).await;
        let withheld = researcher.get(&format!("{responses}&page=2")).await.expect_status(200);
        assert!(withheld.texts("#responses tbody tr").is_empty(), "{}", withheld.describe());
    })
    .await;
}

#[tokio::test]
async fn what_can_be_set_is_folded_up_until_something_is_set() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = many_answers(app, &coordinator).await;
        let rooms = [("", "?by=region"), ("/words", "?class=verbal-noun"), ("/texts", "?word=通勤")];
        for (room, condition) in rooms {
            let path = format!("{}{room}", analysis(&open));
            let page = coordinator.get(&path).await.expect_status(200);
            assert!(page.has("details.filters-fold:not([open]) form.filters"), "{path}: {}", page.describe());
            let page = coordinator.get(&format!("{path}{condition}")).await.expect_status(200);
            assert!(page.has("details.filters-fold[open] form.filters"), "{path}: {}", page.describe());
        }
        // Without a table there is nothing but the form.
        let page = coordinator.get(&format!("{}/cross", analysis(&open))).await.expect_status(200);
        assert!(page.has("details.filters-fold[open] form.filters"), "{}", page.describe());
    })
    .await;
}
