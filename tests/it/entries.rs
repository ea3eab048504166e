//! Paper, fax, telephone and sheets: what the office types is stored, counted and kept like answers on the web.

use std::io::{Cursor, Read, Write};

use analysis::document::form;
use server::auth::Role;
use surveys::entity::state::{ResponseState, Source};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::slot::{SlotKind, slots};
use surveys::store;
use tests::open_survey::{OpenSurvey, open_survey};
use tests::respondent::REMARK;
use tests::{Page, Session, TestApp, on_both};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The questionnaire that is printed most.
const FORM: &str = "forum-after";

async fn responses(app: &TestApp, open: &OpenSurvey) -> Vec<surveys::entity::response::Model> {
    store::responses::submitted(app.db(), open.questionnaire).await.expect("responses can be read")
}

async fn n_in_progress(app: &TestApp, open: &OpenSurvey) -> u64 {
    let count = store::responses::count(app.db(), open.questionnaire, ResponseState::InProgress).await;
    count.expect("responses can be counted")
}

/// What somebody types for every slot: the first choice, a short text.
async fn typed(app: &TestApp, open: &OpenSurvey) -> Vec<(String, String)> {
    let version = store::questionnaires::newest_version(app.db(), open.questionnaire).await;
    let version = version.expect("versions can be read").expect("it is published");
    let definition = parse(&version.definition).0.expect("it can be parsed");
    let all = definition.questions().into_iter().flat_map(|question| slots(question, "ja"));
    let text = |slot: &surveys::questionnaire::slot::Slot| match slot.kind {
        SlotKind::Text { is_long: true } => Some(REMARK.to_owned()),
        SlotKind::Text { .. } => None,
        SlotKind::One(_) | SlotKind::Many(_) => Some(slot.choices()[0].number.clone()),
    };
    all.filter_map(|slot| Some((format!("a:{}", slot.field), text(&slot)?))).collect()
}

fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.to_owned(), value.to_owned()));
}

async fn post(person: &Session, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.post_form(path, &fields).await
}

fn finish(mut fields: Vec<(String, String)>) -> Vec<(String, String)> {
    for (name, value) in
        [("source", "fax"), ("received_on", "令和8年11月2日"), ("sheet_number", "12"), ("go", "finish")]
    {
        set(&mut fields, name, value);
    }
    fields
}

async fn enter(app: &TestApp, person: &Session, open: &OpenSurvey) -> Page {
    let fields = finish(typed(app, open).await);
    let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
    let sent = post(person, &path, &fields).await.expect_status(303);
    person.follow(sent).await.expect_status(200)
}

#[tokio::test]
async fn a_typed_sheet_is_a_response_like_any_other_and_can_be_withdrawn() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let next = enter(app, &coordinator, &open).await;
        let fields = next.form("form.entry").fields;
        for (name, value) in [("source", "fax"), ("received_on", "2026-11-02"), ("sheet_number", "13")] {
            assert!(fields.contains(&(name.to_owned(), value.to_owned())), "{name} is not kept: {fields:?}");
        }
        let stored = responses(app, &open).await;
        let [response] = stored.as_slice() else { panic!("{} responses", stored.len()) };
        assert_eq!((response.source, response.sheet_number.as_str()), (Source::Fax, "12"));
        assert!(response.entered_by.is_some() && response.received_on.is_some());

        // It is counted, and the record says who typed it.
        let analysis = coordinator.get(&format!("/surveys/{}/analysis", open.survey.0)).await;
        assert!(analysis.expect_status(200).text().contains('1'));
        let events = store::audit::newest(app.db(), 50).await.expect("events can be read");
        let finished = events.iter().find(|event| event.action == "entry.finish");
        assert!(finished.is_some_and(|event| event.user_id.is_some()));

        let code = next.first(".notice .code-inline");
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert!(responses(app, &open).await.is_empty());
        let entries = store::entries::of_response(app.db(), response.id).await.expect("entries can be read");
        assert!(entries.is_empty(), "what was typed is still there");
    })
    .await;
}

#[tokio::test]
async fn problems_are_named_kept_as_a_draft_and_may_stand_with_a_reason() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "agency-before").await;
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        let mut fields = finish(typed(app, &open).await);
        set(&mut fields, "a:region", "");
        set(&mut fields, "a:operator", "99");
        set(&mut fields, "a:had_cases", "2");
        set(&mut fields, "a:agency_kind_other", "");
        let page = post(&coordinator, &path, &fields).await.expect_status(422);
        assert!(responses(app, &open).await.is_empty() && n_in_progress(app, &open).await == 1);
        assert_eq!(page.texts(".error-summary li").len(), 2, "{}", page.describe());
        for target in page.attributes(".error-summary a", "href") {
            assert!(
                page.has(&format!("[id='{}']", target.trim_start_matches('#'))),
                "{target} leads nowhere"
            );
        }
        assert!(page.has(".tag-warning"), "answers to what was not asked are not named");

        // A number that no choice has is a mistake of typing; what the paper leaves blank may stay so.
        let changes = [("a:operator", "1"), ("ok:required:region", "１"), ("go", "finish")];
        let next = coordinator.submit(&page, "form.entry", &changes).await.expect_status(303);
        coordinator.follow(next).await.expect_status(200);
        let stored = responses(app, &open).await;
        assert_eq!(stored.len(), 1);
        assert!(!stored[0].answers.contains("region") && stored[0].answers.contains("had_cases"));

        // Without consent nothing is stored, whatever reason is given.
        let mut fields = finish(typed(app, &open).await);
        set(&mut fields, "a:had_cases", "2");
        set(&mut fields, "a:consent", "2");
        for (name, value) in [("ok:required-choice:consent", "2"), ("ok:required:consent", "2")] {
            set(&mut fields, name, value);
        }
        post(&coordinator, &path, &fields).await.expect_status(422);
        assert_eq!(responses(app, &open).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_unreadable_is_counted_apart_and_exported_with_its_own_code() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        let mut fields = finish(typed(app, &open).await);
        set(&mut fields, "a:attendance_mode", "〓");
        set(&mut fields, "a:satisfaction.1", "=");
        let consent = fields.iter().find(|(name, _)| name.contains("consent")).cloned();
        let (consent, _) = consent.expect("the form asks for consent");
        set(&mut fields, &consent, "1,2,3");
        let sent = post(&coordinator, &path, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.describe());
        // Of fewer than five responses nothing would be exported at all.
        for number in 13..18 {
            let mut others = finish(typed(app, &open).await);
            for (name, value) in
                [(consent.as_str(), "1,2,3"), ("source", "paper"), ("sheet_number", &number.to_string())]
            {
                set(&mut others, name, value);
            }
            post(&coordinator, &path, &others).await.expect_status(303);
        }
        let stored = responses(app, &open).await;
        let places: Vec<String> = serde_json::from_str(&stored[0].unreadable).expect("places are JSON");
        assert!(places.contains(&"attendance_mode".to_owned()), "{places:?}");
        assert!(!stored[0].answers.contains('〓') && !stored[0].answers.contains("attendance_mode"));
        let page = coordinator.get(&format!("/surveys/{}/analysis", open.survey.0)).await;
        assert!(page.text().contains("読めない記入1件"), "{}", page.describe());
        let file = format!("/surveys/{}/exports/data-{}.csv", open.survey.0, open.questionnaire.0);
        let csv = coordinator.get(&file).await.expect_status(200).body;
        let head: Vec<&str> = csv.lines().next().unwrap_or_default().split(',').collect();
        let at = |name: &str| head.iter().position(|column| *column == name).expect("the column is there");
        let mut rows = csv.lines().skip(1).map(|line| line.split(',').collect::<Vec<&str>>());
        let row = rows.find(|row| row.get(at("attendance_mode")) == Some(&"96")).expect("one was unreadable");
        assert_eq!(row.get(at("source")), Some(&"*"), "one fax is too few to tell: {csv}");
    })
    .await;
}

#[tokio::test]
async fn two_people_type_one_sheet_and_settle_where_they_differ() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let colleague = app.login(Role::Administrator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        enter(app, &coordinator, &open).await;
        let response = responses(app, &open).await.remove(0);
        let second = format!("/responses/{}/second", response.id.0);
        coordinator.post_form(&second, &[]).await.expect_status(409);
        let begun = colleague.post_form(&second, &[]).await.expect_status(303);
        let page = colleague.follow(begun).await.expect_status(200);
        let blind = page.form("form.entry").fields;
        assert!(blind.iter().all(|(name, value)| !name.starts_with("a:") || value.is_empty()));

        let mut fields = typed(app, &open).await;
        set(&mut fields, "a:attendance_mode", "2");
        set(&mut fields, "go", "finish");
        let sent = post(&colleague, &page.path, &fields).await.expect_status(303);
        let compare = colleague.follow(sent).await.expect_status(200);
        assert_eq!(compare.texts(".entry-question").len(), 1, "{}", compare.describe());
        let undecided = colleague.submit(&compare, "form.entry", &[]).await;
        assert!(undecided.expect_status(422).has(".error-summary"));
        let before = responses(app, &open).await.remove(0).answers;
        let decided = colleague.submit(&compare, "form.entry", &[("c:attendance_mode", "２")]).await;
        decided.expect_status(303);
        let after = responses(app, &open).await.remove(0);
        assert_ne!(after.answers, before);
        assert_eq!(after.revision, 2);
        let entries = store::entries::of_response(app.db(), response.id).await.expect("entries can be read");
        assert_eq!(entries.len(), 2, "both entries are kept");
        assert!(entries[1].settled_at.is_some() && entries[0].fields != entries[1].fields);
        let list = colleague.get(&format!("/questionnaires/{}/entries", open.questionnaire.0)).await;
        assert!(list.text().contains('%'), "{}", list.describe());
    })
    .await;
}

/// The sheet as downloaded.
async fn sheet(person: &Session, open: &OpenSurvey) -> Vec<u8> {
    let path = format!("/questionnaires/{}/sheet.xlsx", open.questionnaire.0);
    person.get(&path).await.expect_status(200).bytes
}

/// Puts texts into cells as Excel does, in the workbook's own XML.
fn fill(file: &[u8], cells: &[(String, String)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a workbook is an archive");
    let mut filled = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("the part is there");
        let name = part.name().expect("parts have names").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("parts are text");
        if name == "xl/worksheets/sheet1.xml" {
            for (address, value) in cells {
                let start = format!("<c r=\"{address}\" s=\"");
                let (before, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no cell {address}"));
                let (style, after) = rest.split_once("\"/>").expect("the cell is blank");
                text = format!("{before}{start}{style}\" t=\"inlineStr\"><is><t>{value}</t></is></c>{after}");
            }
        }
        filled.start_file(name, SimpleFileOptions::default()).expect("a part begins");
        filled.write_all(text.as_bytes()).expect("a part is written");
    }
    filled.finish().expect("the archive ends").into_inner()
}

/// Texts beside "other", and the address of those who want to be asked again.
fn is_left_blank(field: &str) -> bool {
    field.ends_with("-Comment") || field == "follow_up_contact"
}

/// What somebody writes into the cells: the first entry of each list, ○ at the first choice, a text.
fn writings(file: &[u8]) -> Vec<(String, String)> {
    let blank = form::read(file).expect("our own sheet can be read");
    let mut seen = std::collections::BTreeSet::new();
    let mut cells = Vec::new();
    for cell in blank.cells {
        let is_first = seen.insert(cell.field.clone());
        let text = match (cell.number.is_empty(), is_first) {
            _ if is_left_blank(&cell.field) => continue,
            (false, true) => "◯",
            (false, false) => continue,
            (true, _) => "１",
        };
        cells.push((cell.address, text.to_owned()));
    }
    cells
}

async fn upload(person: &Session, open: &OpenSurvey, files: &[(&str, Vec<u8>)]) -> Page {
    let base = format!("/questionnaires/{}/imports", open.questionnaire.0);
    let token = person.get(&format!("{base}/new")).await.csrf().expect("the form has a token");
    let mut body =
        format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n").into_bytes();
    for (name, bytes) in files {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    person.post_body(&base, "multipart/form-data; boundary=x", body).await
}

#[tokio::test]
async fn a_filled_sheet_is_shown_then_taken_once() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let blank = sheet(&coordinator, &open).await;
        let filled = fill(&blank, &writings(&blank));
        let preview = upload(&coordinator, &open, &[("a.xlsx", filled.clone())]).await.expect_status(200);
        assert!(preview.has(".tag-success"), "{}", preview.describe());
        assert!(responses(app, &open).await.is_empty() && n_in_progress(app, &open).await == 0);
        let accept = "form[action$='/accept']";
        coordinator.submit(&preview, accept, &[]).await.expect_status(303);
        let stored = responses(app, &open).await;
        assert_eq!((stored.len(), stored[0].source), (1, Source::Email));

        // The same answers as somebody who types the same numbers.
        let mut fields = finish(typed(app, &open).await);
        for (_, value) in &mut fields {
            if value == REMARK {
                *value = "１".to_owned();
            }
        }
        let texts = form::read(&blank).expect("a form").cells.into_iter();
        for cell in texts.filter(|cell| cell.number.is_empty() && !is_left_blank(&cell.field)) {
            let name = format!("a:{}", cell.field);
            if !fields.iter().any(|(known, _)| *known == name) {
                set(&mut fields, &name, "１");
            }
        }
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        post(&coordinator, &path, &fields).await.expect_status(303);
        let both = responses(app, &open).await;
        assert_eq!(both[0].answers, both[1].answers);

        // The resent preview and the same file again change nothing; other bytes with the same answers are asked about.
        coordinator.submit(&preview, accept, &[]).await.expect_status(303);
        let again = upload(&coordinator, &open, &[("b.xlsx", filled.clone())]).await;
        assert!(!again.has("input[name='take-0']"), "{}", again.describe());
        let renamed = fill(&blank, &writings(&blank).into_iter().rev().collect::<Vec<_>>());
        let copied = upload(&coordinator, &open, &[("c.xlsx", [renamed, vec![0; 4]].concat())]).await;
        assert!(copied.status == 200, "{}", copied.describe());
        assert_eq!(responses(app, &open).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_sheet_with_problems_becomes_a_draft_and_strange_files_are_refused() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let other = open_survey(app, &coordinator, "agency-before").await;
        let blank = sheet(&coordinator, &open).await;
        let mut cells = writings(&blank);
        let (address, text) = cells.iter_mut().find(|(_, text)| text == "１").expect("there is a list");
        *text = "たぶん".to_owned();
        let address = address.clone();
        let files = [
            ("a.xlsx", fill(&blank, &cells)),
            ("empty.xlsx", blank.clone()),
            ("other.xlsx", sheet(&coordinator, &other).await),
            ("<b>no.xlsx", b"no workbook".to_vec()),
        ];
        let preview = upload(&coordinator, &open, &files).await.expect_status(200);
        assert_eq!(preview.texts("ul.quotes > li").len(), 4);
        assert!(preview.text().contains(&address), "the cell is not named: {}", preview.describe());
        assert_eq!(preview.texts("input[type=checkbox]").len(), 1);
        assert!(!preview.body.contains("<b>no"));
        coordinator.submit(&preview, "form[action$='/accept']", &[]).await.expect_status(303);
        assert_eq!((responses(app, &open).await.len(), n_in_progress(app, &open).await), (0, 1));
        let list = coordinator.get(&format!("/questionnaires/{}/entries", open.questionnaire.0)).await;
        let draft = list.attributes("#entry-table a", "href").remove(0);
        let page = coordinator.get(&draft).await.expect_status(200);
        assert!(page.text().contains("たぶん") || page.body.contains("たぶん"));
        upload(&coordinator, &open, &[]).await.expect_status(422);
    })
    .await;
}

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
