//! Files that respondents send, without JavaScript: taken, shown, taken away, given to staff alone, erased.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::store;
use surveys::store::response_files::Stored;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::{send, withdrawal_code};
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

use crate::bundle;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";

fn definition() -> Value {
    json!({"title": "架空の調査", "pages": [
        {"name": "first", "elements": [
            {"type": "text", "name": "agency", "title": "機関の呼び名"},
            {"type": "radiogroup", "name": "has", "title": "写しはありますか", "choices": ["1|ある", "2|ない"]},
            {"type": "file", "name": "paper", "title": "計画書の写し", "isRequired": true, "allowMultiple": true,
             "acceptedTypes": "image/*,.pdf", "maxSize": 2000, "visibleIf": "{has} != '2'"}]},
        {"name": "second", "elements": [{"type": "text", "name": "more", "title": "そのほか"}]}]})
}

/// A file as a form sends it: name and contents.
type Sent<'a> = (&'a str, &'a [u8]);

/// Sends a page as a browser without JavaScript does.
async fn press(person: &Session, page: &Page, fields: &[(&str, &str)], files: &[Sent<'_>]) -> Page {
    assert_eq!(page.attributes("form[data-fill]", "enctype"), ["multipart/form-data"]);
    let files: Vec<(&str, &str, &[u8])> =
        files.iter().map(|(name, bytes)| ("paper", *name, *bytes)).collect();
    person.post_files(&page.path, fields, &files).await
}

/// Sends a page that comes back with a problem.
async fn again(person: &Session, page: &Page, fields: &[(&str, &str)], files: &[Sent<'_>]) -> Page {
    let sent = press(person, page, fields, files).await.expect_status(303);
    let back = person.follow(sent).await.expect_status(200);
    assert!(back.path == page.path && back.has(".error-summary"), "{}", back.describe());
    back
}

async fn begin(app: &TestApp) -> (Session, OpenSurvey, Session, Page) {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &definition()).await;
    let person = app.visitor();
    let started = person.start(&open.link).await;
    let page = person.follow(started).await.expect_status(200);
    (coordinator, open, person, page)
}

async fn received(app: &TestApp, open: &OpenSurvey) -> Vec<Stored> {
    store::response_files::of_questionnaire(app.db(), open.questionnaire).await.expect("files can be read")
}

#[tokio::test]
async fn files_are_sent_shown_taken_away_and_given_to_staff_alone() {
    on_both(async |app| {
        let (coordinator, open, person, page) = begin(app).await;
        let missing = again(&person, &page, &[("go", "next")], &[("", b"")]).await;
        assert_eq!(missing.attributes(".error-summary a", "href"), ["#q-paper"]);
        let fields = [("agency", "架空の会"), ("has", "1"), ("go", "next")];
        let files = [("写真.png", PNG), ("計画/案.pdf", PDF)];
        // The same form twice, as after going back: nothing is there twice.
        press(&person, &page, &fields, &files).await.expect_status(303);
        press(&person, &page, &fields, &files).await.expect_status(303);
        let shown = person.get(&page.path).await.expect_status(200);
        assert_eq!(shown.texts("#q-paper-there a"), ["写真.png", "案.pdf"]);
        let own = shown.attributes("#q-paper-there a", "href");
        let file = person.get(&own[0]).await.expect_status(200);
        assert_eq!(file.bytes, PNG);
        let key = shown.attributes("#q-paper-there input", "value")[0].clone();
        press(
            &person,
            &shown,
            &[("paper.remove", &key), ("agency", "架空の会"), ("has", "1"), ("go", "next")],
            &[],
        )
        .await
        .expect_status(303);
        person.get(&own[0]).await.expect_status(404);
        let check = person.get(&page.path.replace("/p/first", "/check")).await.expect_status(200);
        assert!(check.text().contains("案.pdf") && !check.text().contains("写真.png"));
        let receipt = send(&person, &check).await;
        answers_say_how_many(app, &open).await;
        only_staff_sees_them(app, &coordinator, &open).await;
        app.visitor()
            .post_raw_form("/withdraw", &[("code", &withdrawal_code(&receipt))])
            .await
            .expect_status(200);
        let all: Vec<surveys::entity::response_file::Model> = all_files(app).await;
        assert!(all.is_empty(), "files stay after withdrawal");
    })
    .await;
}

async fn all_files(app: &TestApp) -> Vec<surveys::entity::response_file::Model> {
    use sea_orm::EntityTrait;
    surveys::entity::response_file::Entity::find().all(app.db()).await.expect("files can be read")
}

async fn answers_say_how_many(app: &TestApp, open: &OpenSurvey) {
    let all = submitted(app, open.questionnaire).await;
    let answers: Value = serde_json::from_str(&all[0].answers).expect("answers are JSON");
    assert_eq!(answers, json!({"agency": "架空の会", "has": "1", "paper-files": 1}));
}

async fn only_staff_sees_them(app: &TestApp, coordinator: &Session, open: &OpenSurvey) {
    let list = format!("/questionnaires/{}/received", open.questionnaire.0);
    let page = coordinator.get(&list).await.expect_status(200);
    assert!(page.text().contains("計画書の写し"), "{}", page.text());
    let href = page.attributes("main .list a", "href")[0].clone();
    let file = coordinator.get(&href).await.expect_status(200);
    assert_eq!(file.bytes, PDF);
    let header = |name: &str| file.header(name).unwrap_or_default().to_owned();
    assert!(header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
    assert_eq!(
        (header("x-content-type-options").as_str(), header("content-type").as_str()),
        ("nosniff", "application/pdf")
    );
    for role in [Role::Researcher, Role::Viewer] {
        let other = app.login(role).await;
        other.get(&href).await.expect_status(403);
    }
    let events = store::audit::newest(app.db(), 20).await.expect("the record can be read");
    assert!(events.iter().any(|event| event.action == "response.open_file"));
    let csv = bundle::data(coordinator, open).await;
    assert!(
        !csv.contains("案.pdf") && csv.lines().next().is_some_and(|header| header.contains("paper_files")),
        "{csv}"
    );
}

#[tokio::test]
async fn files_that_do_not_fit_are_named_beside_their_field_and_nothing_else_is_lost() {
    on_both(async |app| {
        let (_, open, person, page) = begin(app).await;
        let large = [PNG, &[7; 3000]].concat();
        let huge = [PNG, &vec![7; 11 * 1024 * 1024]].concat();
        for (name, bytes, words) in [
            ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".as_slice(), "種類"),
            ("a.pdf", b"MZ\x90\0", "種類"),
            ("a.txt", "案内".as_bytes(), "種類"),
            ("a.png", &large, "大きすぎ"),
            ("a.png", &huge, "大きすぎ"),
        ] {
            let sent =
                again(&person, &page, &[("agency", "架空の会"), ("go", "next")], &[(name, bytes)]).await;
            assert!(sent.first("#q-paper-error").contains(words), "{name}: {}", sent.first("#q-paper-error"));
            assert_eq!(sent.attributes("[name=agency]", "value"), ["架空の会"]);
            assert_eq!(sent.attributes(".error-summary a", "href"), ["#q-paper"]);
        }
        assert!(all_files(app).await.is_empty());
        // A form that names a file of its own making brings none.
        let forged = [("paper", "kt-file:0"), ("paper[0].content", "data:,x"), ("go", "next")];
        again(&person, &page, &forged, &[]).await;
        assert!(received(app, &open).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn files_of_hidden_questions_are_erased_when_the_answers_are_sent() {
    on_both(async |app| {
        let (_, open, person, page) = begin(app).await;
        press(&person, &page, &[("has", "1"), ("go", "next")], &[("a.png", PNG)]).await.expect_status(303);
        press(&person, &page, &[("has", "2"), ("go", "next")], &[]).await.expect_status(303);
        assert_eq!(all_files(app).await.len(), 1, "somebody may still change their mind");
        let check = person.get(&page.path.replace("/p/first", "/check")).await.expect_status(200);
        send(&person, &check).await;
        assert!(all_files(app).await.is_empty());
        assert!(received(app, &open).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_response_has_room_for_so_much_and_a_body_ends_somewhere() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let json =
            json!({"elements": [{"type": "file", "name": "paper", "title": "写し", "allowMultiple": true}]});
        let open = open_definition(app, &coordinator, &json).await;
        let person = app.visitor();
        let started = person.start(&open.link).await;
        let page = person.follow(started).await.expect_status(200);
        let most = |at: u8| [PNG, &[at], &vec![at; 9 * 1024 * 1024]].concat();
        let files = [most(1), most(2), most(3), most(4)];
        let files: Vec<Sent<'_>> = files.iter().map(|bytes| ("a.png", bytes.as_slice())).collect();
        let full = again(&person, &page, &[("go", "next")], &files).await;
        assert!(full.first("#q-paper-error").contains("30 MB"), "{}", full.first("#q-paper-error"));
        assert_eq!(all_files(app).await.len(), 3);
        let body = [files.as_slice(), files.as_slice()].concat();
        assert_eq!(press(&person, &page, &[("go", "next")], &body).await.status, 413);
        person.get("/healthz").await.expect_status(200);
    })
    .await;
}
