//! Who a person is, typed by the office: it lives where identifying answers live, and nowhere else.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use server::auth::Role;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::slot::slots;
use surveys::store;
use tests::open_survey::{open_definition, open_survey};
use tests::{TestApp, on_both};

use crate::entries::{finish, post, responses, set, typed};

/// A name that stands nowhere else.
const NAME: &str = "架空坂 幻之介";
/// Its reading.
const READING: &str = "かくうざかまぼろしのすけ";

#[tokio::test]
async fn answers_that_identify_are_kept_apart_from_what_was_typed() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        let mut fields = finish(typed(app, &open).await);
        let version = store::questionnaires::newest_version(app.db(), open.questionnaire).await;
        let version = version.expect("versions can be read").expect("it is published");
        let definition = parse(&version.definition).0.expect("it can be parsed");
        let name = definition.question_with_role("person_name").expect("a sign-up asks for the name");
        for question in definition.questions().iter().filter(|question| question.is_identifier) {
            let value = match question.input.input_type.as_str() {
                "tel" => "048-000-0000",
                "email" => "a@example.jp",
                _ => "架空 花子",
            };
            set(&mut fields, &format!("a:{}", question.name), value);
        }
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        let sent = post(&coordinator, &path, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.describe());
        let response = responses(app, &open).await.remove(0);
        let entry = store::entries::of_response(app.db(), response.id).await.expect("entries").remove(0);
        assert!(name.is_identifier);
        assert!(!response.answers.contains("花子") && !entry.fields.contains("花子"));
        let contacts = store::entries::contacts(app.db(), response.id).await.expect("contacts can be read");
        assert!(contacts.is_some_and(|contacts| contacts.contains("花子")));
    })
    .await;
}

/// Texts of the database outside the table for identities that contain a text, as `table.column`.
async fn places_with(app: &TestApp, text: &str) -> Vec<String> {
    let backend = app.db().get_database_backend();
    let columns = match backend {
        DbBackend::Postgres => {
            "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
        }
    };
    let all =
        app.db().query_all_raw(Statement::from_string(backend, columns)).await.expect("columns can be read");
    assert!(all.len() > 50, "{} columns", all.len());
    let mut found = Vec::new();
    for column in all {
        let table: String = column.try_get("", "t").expect("a name");
        let name: String = column.try_get("", "c").expect("a name");
        if table == "response_contacts" {
            continue;
        }
        let sql =
            format!("SELECT count(*) AS n FROM \"{table}\" WHERE CAST(\"{name}\" AS TEXT) LIKE '%{text}%'");
        let row =
            app.db().query_one_raw(Statement::from_string(backend, sql)).await.expect("rows can be counted");
        let n: i64 = row.expect("a count is a row").try_get("", "n").expect("a number");
        if n > 0 {
            found.push(format!("{table}.{name}"));
        }
    }
    found
}

/// A questionnaire in which every kind of part can identify.
fn register() -> serde_json::Value {
    json!({"title": "架空の名簿", "elements": [
        {"type": "text", "name": "mail", "title": "宛名", "kt:identifier": true, "showCommentArea": true},
        {"type": "comment", "name": "way", "title": "道順", "kt:identifier": true},
        {"type": "kt-personname", "name": "person", "title": "氏名"},
        {"type": "multipletext", "name": "desk", "title": "窓口", "items": [
            {"name": "who", "title": "担当", "kt:identifier": true, "isRequired": true}, {"name": "rooms", "title": "部屋"}]},
        {"type": "matrixdropdown", "name": "rows", "title": "表", "rows": ["r"], "columns": [
            {"name": "who", "cellType": "text", "kt:identifier": true}, {"name": "n", "cellType": "text"}]},
        {"type": "matrixdynamic", "name": "lines", "title": "行", "columns": [
            {"name": "who", "cellType": "text", "kt:identifier": true}, {"name": "n", "cellType": "text"}]},
        {"type": "paneldynamic", "name": "people", "title": "人", "templateElements": [
            {"type": "kt-personname", "name": "person", "title": "氏名"},
            {"type": "text", "name": "who", "title": "呼び名", "kt:identifier": true, "isRequired": true},
            {"type": "text", "name": "n", "title": "数"}]},
        {"type": "text", "name": "open", "title": "ほか"}]})
}

#[tokio::test]
async fn every_kind_of_identifying_slot_is_kept_apart_and_shown_to_no_second_typist() {
    let definition = register();
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let colleague = app.login(Role::Administrator).await;
        let open = open_definition(app, &coordinator, &definition).await;
        let parsed = parse(&definition.to_string()).0.expect("it can be parsed");
        let all: Vec<_> = parsed.questions().into_iter().flat_map(|question| slots(question, "ja")).collect();
        let of = |slot: &surveys::questionnaire::slot::Slot| match slot.is_identifier {
            true if slot.field.ends_with("kana") => READING.to_owned(),
            true => NAME.to_owned(),
            false => "7".to_owned(),
        };
        let fields: Vec<(String, String)> =
            all.iter().map(|slot| (format!("a:{}", slot.field), of(slot))).collect();
        assert!(all.iter().filter(|slot| slot.is_identifier).count() > 15);
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        let mut first = finish(fields.clone());
        // What cannot be read and identifies stays so when the two are settled.
        set(&mut first, "a:desk.who", "〓");
        let sent = post(&coordinator, &path, &first).await;
        assert_eq!(sent.status, 303, "{}", sent.describe());
        let response = responses(app, &open).await.remove(0);
        let contacts = store::entries::contacts(app.db(), response.id).await.expect("contacts can be read");
        let contacts = contacts.expect("identities are kept");
        assert!(contacts.contains(NAME) && contacts.contains(READING));
        for text in [NAME, READING] {
            assert_eq!(places_with(app, text).await, Vec::<String>::new());
        }

        let begun = colleague.post_form(&format!("/responses/{}/second", response.id.0), &[]).await;
        let page = colleague.follow(begun).await.expect_status(200);
        let shown: Vec<String> = page.form("form.entry").fields.into_iter().map(|(name, _)| name).collect();
        for slot in &all {
            let is_shown = shown.contains(&format!("a:{}", slot.field));
            assert_eq!(is_shown, !slot.is_identifier, "{}", slot.field);
        }
        // Whatever is sent, what identifies is not kept a second time, begun or finished.
        let mut second = fields;
        set(&mut second, "a:open", "8");
        set(&mut second, "a:people[0].n", "8");
        for go in ["save", "finish"] {
            set(&mut second, "go", go);
            post(&colleague, &page.path, &second).await.expect_status(303);
            assert_eq!(places_with(app, NAME).await, Vec::<String>::new());
        }
        let compare = colleague.get(&format!("{}/compare", page.path)).await.expect_status(200);
        assert!(!compare.body.contains(NAME) && compare.texts(".entry-question").len() == 2);
        let settled =
            colleague.submit(&compare, "form.entry", &[("c:open", "2"), ("c:people[0].n", "2")]).await;
        assert_eq!(settled.status, 303, "{}", settled.describe());
        assert_eq!(places_with(app, NAME).await, Vec::<String>::new());
        let after = responses(app, &open).await.remove(0);
        assert!(after.unreadable.contains("desk.who") && after.answers.contains("\"open\":\"8\""));
        let kept = store::entries::contacts(app.db(), response.id).await.expect("contacts can be read");
        assert_eq!(kept.as_deref(), Some(contacts.as_str()));
    })
    .await;
}
