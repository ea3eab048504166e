//! Answers that were gathered with another service: looked at first, matched, then taken, each row once.

mod made;

use analysis::document::{Cell, Sheet, xlsx};
use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::state::{AnswerImportState, ResponseState, Source};
use surveys::entity::{answer_import, response};
use surveys::id::QuestionnaireId;
use surveys::store;
use surveys::store::answer_imports::Imported;
use surveys::store::responses::Submission;
use tests::open_survey::{OpenSurvey, open_definition, open_survey};
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

/// Google Forms' CSV: a title that differs, a text that says who it is, a row that cannot be taken.
const GOOGLE: &str = "タイムスタンプ,メールアドレス,機関の種類,使っている道具,思うこと [連携],ご意見\n\
    2026/11/20 10:15:23,a@example.jp,病院,\"電話, FAX, 会議\",足りる,雪の日に遠い\n\
    2026/11/20 10:16:00,b@example.jp,患者会,会議,足りない,\n\
    2026/11/20 10:17:00,c@example.jp,役所,会議,どちらも,ある\n";

fn form() -> Value {
    json!({"title": "架空の調査票", "pages": [{"name": "p1", "elements": [
        {"type": "radiogroup", "name": "kind", "title": "機関の種類", "isRequired": true,
         "choices": [{"value": "1", "text": "病院"}, {"value": "2", "text": "役所"}], "showOtherItem": true},
        {"type": "checkbox", "name": "tools", "title": "道具",
         "choices": [{"value": "a", "text": "電話, FAX"}, {"value": "b", "text": "会議"}]},
        {"type": "matrix", "name": "views", "title": "思うこと", "rows": [{"value": "r1", "text": "連携"}],
         "columns": [{"value": "0", "text": "足りない"}, {"value": "1", "text": "足りる"}]},
        {"type": "comment", "name": "note", "title": "ご意見", "visibleIf": "{kind} = '1'"}]},
        {"name": "p2", "elements": [{"type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent",
         "isRequired": true, "choices": [
          {"value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true},
          {"value": "2", "text": "地域", "kt:consent": "region"}]}]}]})
}

/// Sends a file; ends on the page about it.
async fn upload(person: &Session, action: &str, name: &str, bytes: &[u8]) -> Page {
    let token = person.get(action).await.csrf().expect("the form has a token");
    let sent = person.post_files(action, &[("csrf", &token)], &[("file", name, bytes)]).await;
    person.follow(sent).await
}

fn action(open: &OpenSurvey) -> String {
    format!("/questionnaires/{}/answers", open.questionnaire.0)
}

/// Sends the page's form, with changes, to it or to what takes the rows.
async fn send(person: &Session, page: &Page, then: &str, changes: &[(&str, &str)]) -> Page {
    let mut fields = page.form("main form[novalidate]").fields;
    fields.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    fields.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sent = person.post_raw_form(&format!("{}{then}", page.path), &fields).await;
    person.follow(sent).await
}

async fn responses(app: &TestApp, id: QuestionnaireId) -> Vec<response::Model> {
    submitted(app, id).await
}

async fn imports(app: &TestApp, id: QuestionnaireId) -> Vec<answer_import::Model> {
    store::answer_imports::of_questionnaire(app.db(), id).await.expect("imports can be read")
}

fn answers(response: &response::Model) -> Value {
    serde_json::from_str(&response.answers).expect("answers are JSON")
}

/// What the columns are, in their order.
fn chosen(page: &Page) -> Vec<String> {
    page.form("main form[novalidate]")
        .fields
        .into_iter()
        .filter(|(name, _)| name.starts_with("column-"))
        .map(|(_, value)| value)
        .collect()
}

const CONSENT: [(&str, &str); 2] = [("consent", "1"), ("consent_note", "フォームの冒頭で説明した。")];

#[tokio::test]
async fn a_file_is_looked_at_corrected_and_taken_once() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form()).await;
        let page = upload(&coordinator, &action(&open), "google.csv", GOOGLE.as_bytes()).await;
        let page = page.expect_status(200);
        assert_eq!(chosen(&page), ["@time", "", "f:kind", "", "f:views.r1", "f:note"], "{}", page.describe());
        assert!(responses(app, open.questionnaire).await.is_empty(), "looking stores nothing");
        assert!(!page.text().contains("a@example.jp"), "who somebody is is not shown as a sample");

        // What was changed is looked at once more before it is taken.
        let matched = send(&coordinator, &page, "/accept", &[("column-3", "f:tools")]).await;
        assert!(responses(app, open.questionnaire).await.is_empty());
        assert_eq!(chosen(&matched)[3], "f:tools");
        let refused = send(&coordinator, &matched, "/accept", &[]).await.expect_status(422);
        assert_eq!(refused.texts(".error-summary li").len(), 2, "{}", refused.text());
        assert!(responses(app, open.questionnaire).await.is_empty(), "nothing without consent");

        let taken = send(&coordinator, &matched, "/accept", &CONSENT).await.expect_status(200);
        let stored = responses(app, open.questionnaire).await;
        let found: Vec<Value> = stored.iter().map(answers).collect();
        assert_eq!(
            found,
            [
                json!({"kind": "1", "tools": ["a", "b"], "views": {"r1": "1"}, "note": "雪の日に遠い", "consent": ["1"]}),
                json!({"kind": "other", "tools": ["b"], "views": {"r1": "0"}, "kind-Comment": "患者会", "consent": ["1"]}),
            ]
        );
        assert!(stored.iter().all(|response| response.source == Source::Import));
        assert_eq!(stored[0].submitted_at.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-20T01:15:23+00:00"));
        let aside = taken.texts("#problem-table tbody tr");
        assert_eq!(aside.len(), 1, "{}", taken.text());
        assert!(aside[0].starts_with("4E") && aside[0].contains("どちらも"), "{}", aside[0]);
        let list = coordinator.get(&format!("{}/problems.csv", taken.path)).await.expect_status(200);
        assert!(list.body.contains("どちらも") && !list.body.contains("c@example.jp"), "{}", list.body);

        // The same rows and one more: only that one is new, and the mended one.
        let more = GOOGLE.replace("どちらも", "足りる") + "2026/11/21 09:00:00,d@example.jp,病院,,,\n";
        let page = upload(&coordinator, &action(&open), "later.csv", more.as_bytes()).await;
        let page = send(&coordinator, &page, "", &[("column-3", "f:tools")]).await;
        send(&coordinator, &page, "/accept", &CONSENT).await.expect_status(200);
        assert_eq!(responses(app, open.questionnaire).await.len(), 4);
        assert_eq!(imports(app, open.questionnaire).await.len(), 2);
        let events = store::audit::newest(app.db(), 50).await.expect("events can be read");
        let begun = events.iter().find(|event| event.action == "answer_import.begin").expect("it is recorded");
        assert!(begun.detail.contains("フォームの冒頭で説明した。"));
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_row_stays_away_and_a_retry_goes_on() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form()).await;
        let page = upload(&coordinator, &action(&open), "google.csv", GOOGLE.as_bytes()).await;
        let taken = send(&coordinator, &page, "/accept", &CONSENT).await.expect_status(200);
        let again = send(&coordinator, &page, "/accept", &CONSENT).await;
        assert_eq!(again.status, 409, "a double click: {}", again.describe());
        assert_eq!(responses(app, open.questionnaire).await.len(), 2);

        let codes = coordinator.get(&format!("{}/codes.csv", taken.path)).await.expect_status(200);
        let row = codes.body.lines().nth(1).expect("the first row").to_owned();
        let code = row.split_once(',').expect("row and code").1.trim().to_owned();
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        let withdrawn = store::responses::count(app.db(), open.questionnaire, ResponseState::Withdrawn).await;
        assert_eq!(withdrawn.expect("they can be counted"), 1);
        let page = upload(&coordinator, &action(&open), "google.csv", GOOGLE.as_bytes()).await;
        send(&coordinator, &page, "/accept", &CONSENT).await;
        assert_eq!(
            responses(app, open.questionnaire).await.len(),
            1,
            "what was withdrawn does not come back"
        );
    })
    .await;
}

#[tokio::test]
async fn rows_that_were_taken_before_an_interruption_are_not_taken_again() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form()).await;
        let rows: String =
            (0..450).map(|n| format!("2026/11/20 10:15:23,{n}@example.jp,病院,,,{n}\n")).collect();
        let header = GOOGLE.lines().next().unwrap_or_default();
        let file = format!("{header}\n{rows}");
        let page = upload(&coordinator, &action(&open), "big.csv", file.as_bytes()).await.expect_status(200);
        let (one, other) = tokio::join!(
            send(&coordinator, &page, "/accept", &CONSENT),
            send(&coordinator, &page, "/accept", &CONSENT)
        );
        assert!([one.status, other.status].iter().all(|status| [200, 409].contains(status)));
        assert_eq!(responses(app, open.questionnaire).await.len(), 450, "two at once take each row once");
        let import = imports(app, open.questionnaire).await.remove(0);
        let taken = store::answer_imports::n_taken(app.db(), import.id).await.expect("they can be counted");
        assert_eq!(taken, 450);
        let kept = store::answer_imports::find(app.db(), import.id).await.expect("it is there").contents;
        assert!(!kept.contains("@example.jp"), "columns that are not taken are forgotten");
    })
    .await;
}

#[tokio::test]
async fn an_interrupted_file_is_taken_to_its_end() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form()).await;
        let rows: String =
            (0..5).map(|n| format!("2026/11/20 10:15:23,{n}@example.jp,病院,,,{n}\n")).collect();
        let file = format!("{}\n{rows}", GOOGLE.lines().next().unwrap_or_default());
        let page = upload(&coordinator, &action(&open), "google.csv", file.as_bytes()).await;
        let page = send(&coordinator, &page, "", &CONSENT).await.expect_status(200);

        // Two rows were taken when the service stopped.
        let import = imports(app, open.questionnaire).await.remove(0);
        let kept: Value = serde_json::from_str(&import.contents).expect("the table is JSON");
        let imported = |at: usize| Imported {
            row_key: kept["table"]["rows"][at]["key"].as_str().expect("a row has a key").to_owned(),
            row_number: at + 2,
            token_hash: format!("token {at}"),
            withdrawal_hash: format!("withdrawal {at}"),
            submission: Submission {
                answers: json!({"kind": "1", "note": at.to_string(), "consent": ["1"]}).to_string(),
                contacts: None,
                is_anonymous: false,
            },
            unreadable: "[]".to_owned(),
            sent_at: None,
        };
        let by = import.created_by;
        store::answer_imports::begin(app.db(), import.id, by).await.expect("it begins");
        let taken = store::answer_imports::take(app.db(), &import, vec![imported(0), imported(1)], by).await;
        assert_eq!(taken.expect("rows are taken"), 2);

        let page = coordinator.get(&page.path).await.expect_status(200);
        let form = format!("form[action='{}/accept']", page.path);
        assert!(page.has(&format!("{form} button")), "a button goes on: {}", page.describe());
        coordinator.follow(coordinator.submit(&page, &form, &[]).await).await.expect_status(200);
        let stored = responses(app, open.questionnaire).await;
        let mut notes: Vec<Value> = stored.iter().map(|response| answers(response)["note"].clone()).collect();
        notes.sort_by_key(Value::to_string);
        assert_eq!(notes, ["0", "1", "2", "3", "4"], "all rows, each once");
        assert_eq!(imports(app, open.questionnaire).await[0].state, AnswerImportState::Taken);
    })
    .await;
}

#[tokio::test]
async fn a_wide_file_has_its_columns_in_parts() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form()).await;
        let columns: Vec<String> = (0..120).map(|n| format!("列{n}")).collect();
        let file = format!("{}\n{}\n", columns.join(","), ["病院"; 120].join(","));
        let page = upload(&coordinator, &action(&open), "wide.csv", file.as_bytes()).await.expect_status(200);
        assert_eq!(chosen(&page).len(), 50, "{}", page.describe());
        let last = coordinator.get(&format!("{}?columns=3", page.path)).await.expect_status(200);
        assert_eq!(chosen(&last).len(), 20);
        let kept = send(&coordinator, &last, "", &[("column-119", "f:kind"), ("columns", "3")]).await;
        assert_eq!(chosen(&kept).len(), 20, "one stays at the part: {}", kept.describe());
        send(&coordinator, &page, "", &[]).await.expect_status(200);
        let last = coordinator.get(&format!("{}?columns=9", page.path)).await.expect_status(200);
        assert_eq!(chosen(&last)[19], "f:kind", "other parts do not forget it");
    })
    .await;
}

#[tokio::test]
async fn a_workbook_is_read_and_its_numbers_say_which_rows_are_the_same() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form()).await;
        let columns = ["ID", "開始時刻", "完了時刻", "名前", "機関の種類", "道具", "連携", "同意"];
        let workbook = |tools: &str| {
            let cells = [
                "7",
                "2026-11-20 10:00:00",
                "2026-11-20 10:15:23",
                "架空 花子",
                "役所",
                tools,
                "足りる",
                "集計;地域;",
            ];
            let sheet = Sheet {
                name: "Sheet1".to_owned(),
                columns: columns.map(str::to_owned).into(),
                rows: vec![cells.map(Cell::text).into()],
            };
            xlsx::write(&[sheet], 0).expect("a workbook is written")
        };
        let page = upload(&coordinator, &action(&open), "forms.xlsx", &workbook("電話, FAX;会議;")).await;
        assert!(!page.has("[name=consent_note]"), "the file says what was agreed to: {}", page.describe());
        send(&coordinator, &page, "/accept", &[]).await.expect_status(200);
        let stored = responses(app, open.questionnaire).await;
        assert_eq!(
            answers(&stored[0]),
            json!({"kind": "2", "tools": ["a", "b"], "views": {"r1": "1"}, "consent": ["1", "2"]})
        );
        let page = upload(&coordinator, &action(&open), "again.xlsx", &workbook("会議;")).await;
        send(&coordinator, &page, "/accept", &[]).await.expect_status(200);
        assert_eq!(responses(app, open.questionnaire).await.len(), 1, "the same number is the same response");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_takes_is_forgotten_and_what_was_taken_stays() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form()).await;
        let page = upload(&coordinator, &action(&open), "google.csv", GOOGLE.as_bytes()).await;
        send(&coordinator, &page, "/accept", &CONSENT).await.expect_status(200);
        let page = upload(&coordinator, &action(&open), "later.csv", GOOGLE.as_bytes()).await;
        assert_eq!(imports(app, open.questionnaire).await.len(), 2);
        store::answer_imports::purge(app.db(), chrono::Utc::now()).await.expect("old files are forgotten");
        coordinator.get(&page.path).await.expect_status(404);
        let left = imports(app, open.questionnaire).await;
        assert_eq!((left.len(), left[0].contents.as_str()), (1, ""), "rows aside are gone, too");
        assert_eq!(responses(app, open.questionnaire).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_table_of_answers_is_named() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form()).await;
        let many = format!("a\n{}", "1\n".repeat(10_001));
        for (name, bytes) in [
            ("empty.csv", b"".as_slice()),
            ("header.csv", b"a,b\n"),
            ("zip.xlsx", b"PK\x03\x04x"),
            ("many.csv", many.as_bytes()),
        ] {
            let page = upload(&coordinator, &action(&open), name, bytes).await.expect_status(422);
            assert!(page.has(".error-summary li"), "{name}: {}", page.describe());
        }
        assert!(imports(app, open.questionnaire).await.is_empty());
        let signup = open_survey(app, &coordinator, "forum-signup").await;
        let refused = upload(&coordinator, &action(&signup), "google.csv", GOOGLE.as_bytes()).await;
        assert_eq!(refused.status, 409);
    })
    .await;
}
