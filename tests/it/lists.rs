//! Questions in questions, advice, read-only answers and answers inside texts, over HTTP and without JavaScript.

use serde_json::{Value, json};
use server::auth::Role;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::{send, withdrawal_code};
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

fn definition() -> Value {
    json!({"title": "架空の調査", "pages": [
        {"name": "first", "elements": [
            {"type": "text", "name": "agency", "title": "機関の呼び名", "isRequired": true},
            {"type": "paneldynamic", "name": "cases", "title": "支援の事例", "panelCount": 1, "maxPanelCount": 3,
             "templateTitle": "{panel.what}の事例", "templateElements": [
                {"type": "text", "name": "what", "title": "内容"},
                {"type": "checkbox", "name": "how", "title": "方法", "choices": ["1|電話", "2|訪問"]}]},
            {"type": "matrixdynamic", "name": "staff", "title": "職員", "rowCount": 1, "columns": [
                {"name": "job", "title": "職種", "cellType": "text"},
                {"name": "people", "title": "人数", "cellType": "number", "totalType": "sum"}]}]},
        {"name": "second", "title": "{agency}について", "elements": [
            {"type": "html", "name": "intro", "html": "<p>{agency}の状況をうかがいます。</p>"},
            {"type": "text", "name": "share", "title": "{agency}での割合", "inputType": "number",
             "validators": [{"type": "numeric", "maxValue": 100, "text": "100を超えています", "notificationType": "warning"}]},
            {"type": "text", "name": "fixed", "title": "調査年度", "readOnly": true, "defaultValue": "令和8年度"},
            {"type": "expression", "name": "sum", "title": "職員の合計", "expression": "{staff-total.people}",
             "displayFormat": "{0}人"}]}]})
}

async fn opened(app: &TestApp) -> OpenSurvey {
    let coordinator = app.login(Role::Coordinator).await;
    open_definition(app, &coordinator, &definition()).await
}

async fn begin(person: &Session, open: &OpenSurvey) -> Page {
    let started = person.start(&open.link).await;
    person.follow(started).await.expect_status(200)
}

/// Fills in some fields of the page, presses a button and follows.
async fn press(person: &Session, page: &Page, go: &str, fields: &[(&str, &str)]) -> Page {
    let changes: Vec<(&str, &str)> = fields.iter().copied().chain([("go", go)]).collect();
    let sent = person.submit(page, "form[data-fill]", &changes).await;
    person.follow(sent).await
}

async fn stored(app: &TestApp, open: &OpenSurvey) -> Value {
    let all = submitted(app, open.questionnaire).await;
    serde_json::from_str(&all.last().expect("one was sent").answers).expect("answers are JSON")
}

#[tokio::test]
async fn panels_and_rows_are_added_and_removed_without_losing_anything() {
    on_both(async |app| {
        let open = opened(app).await;
        let person = app.visitor();
        let page = begin(&person, &open).await;
        let typed = [("agency", "架空の会"), ("cases[0].what", "通院"), ("cases[0].how", "2"), ("staff[0].people", "２")];
        let page = press(&person, &page, "add:cases", &typed).await.expect_status(200);
        let names = page.attributes("form[data-fill] input", "name");
        assert!(names.contains(&"cases[1].what".to_owned()), "{names:?}");
        assert_eq!(page.attributes("[name='agency']", "value"), ["架空の会"]);
        assert_eq!(page.attributes("[name='cases[0].what']", "value"), ["通院"]);
        let page = press(&person, &page, "add:staff", &[("cases[1].what", "休職")]).await;
        let page = press(&person, &page, "remove:cases[0]", &[("staff[1].people", "3")]).await;
        assert_eq!(page.attributes("[name='cases[0].what']", "value"), ["休職"]);
        assert!(!page.has("[name='cases[1].what']"));
        let page = press(&person, &page, "next", &[("cases[0].how", "1")]).await.expect_status(200);
        assert!(page.path.ends_with("/p/second"), "{}", page.describe());
        assert_eq!(page.first(".fixed-answer"), "令和8年度");
        assert!(page.texts(".fixed-answer").contains(&"5人".to_owned()), "{:?}", page.texts(".fixed-answer"));
        let check = press(&person, &page, "next", &[]).await.expect_status(200);
        withdrawal_code(&send(&person, &check).await);
        let expected = json!({"agency": "架空の会", "cases": [{"what": "休職", "how": ["1"]}],
            "staff": [{"people": 2}, {"people": 3}], "staff-total": {"people": 5}, "fixed": "令和8年度", "sum": 5});
        assert_eq!(stored(app, &open).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_form_cannot_change_what_is_read_only_or_computed() {
    on_both(async |app| {
        let open = opened(app).await;
        let person = app.visitor();
        let page = begin(&person, &open).await;
        let page = press(&person, &page, "next", &[("agency", "a"), ("staff[0].people", "1")]).await;
        let tampered =
            [("fixed", "令和1年度"), ("sum", "999"), ("staff-total.people", "999"), ("stranger", "1")];
        let check = press(&person, &page, "next", &tampered).await.expect_status(200);
        send(&person, &check).await;
        let answers = stored(app, &open).await;
        assert_eq!((&answers["fixed"], &answers["sum"]), (&json!("令和8年度"), &json!(1)));
        assert_eq!(answers.get("stranger"), None);
    })
    .await;
}

#[tokio::test]
async fn advice_is_shown_once_and_then_taken() {
    on_both(async |app| {
        let open = opened(app).await;
        let person = app.visitor();
        let page = begin(&person, &open).await;
        let page = press(&person, &page, "next", &[("agency", "a")]).await;
        let page = press(&person, &page, "next", &[("share", "120")]).await.expect_status(200);
        assert!(page.path.ends_with("/p/second") && page.first("#advice").contains("100を超えています"));
        assert!(!page.has(".error-summary"), "advice is no error");
        let check = press(&person, &page, "next", &[]).await.expect_status(200);
        assert!(check.path.ends_with("/check"), "{}", check.describe());
    })
    .await;
}

#[tokio::test]
async fn answers_inside_texts_never_become_markup() {
    on_both(async |app| {
        let open = opened(app).await;
        let person = app.visitor();
        let page = begin(&person, &open).await;
        let bad = "<script>alert(1)</script><b onclick=x()>会</b>";
        let page = press(&person, &page, "next", &[("agency", bad)]).await.expect_status(200);
        assert!(page.first("h1").contains(bad), "the title says what was typed: {}", page.first("h1"));
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<b onclick"), "{}", page.body);
        let check = press(&person, &page, "next", &[]).await;
        assert!(!check.body.contains("<script>alert") && check.text().contains(bad));
    })
    .await;
}

#[tokio::test]
async fn the_page_follows_its_answers_without_complaints() {
    on_both(async |app| {
        let open = opened(app).await;
        let person = app.visitor();
        let page = begin(&person, &open).await;
        let page =
            press(&person, &page, "refresh", &[("staff[0].people", "4"), ("cases[0].what", "通院")]).await;
        assert_eq!(page.status, 200, "{}", page.describe());
        assert!(!page.has(".error-summary"), "nobody has asked to go on yet");
        assert_eq!(page.first(".cells-totals dd"), "4");
        assert!(page.texts(".panel-title").contains(&"通院の事例".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn buttons_of_lists_that_are_not_there_do_nothing() {
    on_both(async |app| {
        let open = opened(app).await;
        let person = app.visitor();
        let page = begin(&person, &open).await;
        for go in [
            "add:",
            "add:nothing",
            "add:agency",
            "remove:cases",
            "remove:cases[9]",
            "remove:cases[x]",
            "add:cases[0].what",
        ] {
            let answer = press(&person, &page, go, &[("cases.length", "99999999")]).await;
            assert_eq!(answer.status, 200, "{go}: {}", answer.describe());
        }
        let page = person.get(&page.path).await;
        assert_eq!(page.attributes("[name='cases.length']", "value"), ["3"], "never more than allowed");
    })
    .await;
}
