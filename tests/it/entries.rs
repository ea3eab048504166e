//! Paper, fax, telephone and sheets: what the office types is stored, counted and kept like answers on the web.

use std::ops::Range;

use server::auth::Role;
use surveys::entity::state::{ResponseState, Source};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::slot::{SlotKind, slots};
use surveys::store;
use tests::open_survey::{OpenSurvey, open_survey};
use tests::respondent::REMARK;
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

use crate::bundle;

/// The questionnaire that is printed most.
pub const FORM: &str = "forum-after";

pub async fn responses(app: &TestApp, open: &OpenSurvey) -> Vec<surveys::entity::response::Model> {
    submitted(app, open.questionnaire).await
}

pub async fn n_in_progress(app: &TestApp, open: &OpenSurvey) -> u64 {
    let count = store::responses::count(app.db(), open.questionnaire, ResponseState::InProgress).await;
    count.expect("responses can be counted")
}

/// What somebody types for every slot: the first choice, a short text.
pub async fn typed(app: &TestApp, open: &OpenSurvey) -> Vec<(String, String)> {
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

pub fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.to_owned(), value.to_owned()));
}

pub async fn post(person: &Session, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.post_form(path, &fields).await
}

pub fn finish(mut fields: Vec<(String, String)>) -> Vec<(String, String)> {
    for (name, value) in
        [("source", "fax"), ("received_on", "令和8年11月2日"), ("sheet_number", "12"), ("go", "finish")]
    {
        set(&mut fields, name, value);
    }
    fields
}

pub async fn enter(app: &TestApp, person: &Session, open: &OpenSurvey) -> Page {
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
        assert!(next.has("#sheet_number[autofocus]"), "the next sheet begins at its number");
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
async fn enter_in_a_field_keeps_a_sheet_that_is_typed_half_and_registers_nothing() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "agency-before").await;
        let path = format!("/questionnaires/{}/entries/new", open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        // What a browser presses for Enter is the first button of the form.
        let first = page.attributes("form.entry button", "value").remove(0);
        let changes = [("a:operator", "4"), ("field", "q-a b"), ("go", first.as_str())];
        let kept = coordinator.submit(&page, "form.entry", &changes).await.expect_status(303);
        let address = kept.location().expect("it leads on").to_owned();
        assert!(address.ends_with("?typing=1#q%2Da%20b"), "{address}");
        let page = coordinator.follow(kept).await.expect_status(200);
        let fields = page.form("form.entry").fields;
        assert!(fields.contains(&("a:operator".to_owned(), "4".to_owned())), "{fields:?}");
        assert!(!page.has(".entry-problem"), "nothing is named while somebody is typing");
        assert!(responses(app, &open).await.is_empty() && n_in_progress(app, &open).await == 1);

        // Where problems were named, reasons are kept with them.
        let asked = coordinator.submit(&page, "form.entry", &[("go", "finish")]).await.expect_status(422);
        let again = asked.attributes("form.entry button", "value").remove(0);
        let changes = [("ok:required:region", "1"), ("go", again.as_str())];
        let kept = coordinator.submit(&asked, "form.entry", &changes).await.expect_status(303);
        let page = coordinator.follow(kept).await.expect_status(200);
        assert_eq!(page.attributes("[name='ok:required:region']", "value"), ["1"], "{}", page.describe());
        assert!(responses(app, &open).await.is_empty() && n_in_progress(app, &open).await == 1);
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
        let dropped = page.attributes("[name^='ok:not-asked:']", "name");
        assert!(!dropped.is_empty(), "answers to what was not asked are not named");
        assert_eq!(page.texts(".error-summary li").len(), 2 + dropped.len(), "{}", page.describe());
        for target in page.attributes(".error-summary a", "href") {
            assert!(
                page.has(&format!("[id='{}']", target.trim_start_matches('#'))),
                "{target} leads nowhere"
            );
        }

        // A number that no choice has is a mistake of typing; what the paper leaves blank may stay so.
        let mut changes = vec![("a:operator", "1"), ("ok:required:region", "１"), ("go", "finish")];
        changes.extend(dropped.iter().map(|name| (name.as_str(), "2")));
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
        dropped.iter().for_each(|name| set(&mut fields, name, "2"));
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
        set(&mut fields, "ok:perhaps-asked:n_new_contacts", "2");
        set(&mut fields, "a:satisfaction.1", "=");
        let consent = fields.iter().find(|(name, _)| name.contains("consent")).cloned();
        let (consent, _) = consent.expect("the form asks for consent");
        set(&mut fields, &consent, "1,2,3");
        let sent = post(&coordinator, &path, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.describe());
        let sent_by = async |source: &str, numbers: Range<usize>| {
            for number in numbers {
                let mut others = finish(typed(app, &open).await);
                for (name, value) in
                    [(consent.as_str(), "1,2,3"), ("source", source), ("sheet_number", &number.to_string())]
                {
                    set(&mut others, name, value);
                }
                post(&coordinator, &path, &others).await.expect_status(303);
            }
        };
        // Of fewer than five responses nothing would be exported at all.
        sent_by("paper", 13..18).await;
        let stored = responses(app, &open).await;
        let places: Vec<String> = serde_json::from_str(&stored[0].unreadable).expect("places are JSON");
        assert!(places.contains(&"attendance_mode".to_owned()), "{places:?}");
        assert!(!stored[0].answers.contains('〓') && !stored[0].answers.contains("attendance_mode"));
        let page = coordinator.get(&format!("/surveys/{}/analysis", open.survey.0)).await;
        assert!(page.text().contains("読めない記入1件"), "{}", page.describe());
        let csv = bundle::data(&coordinator, &open).await;
        let head: Vec<&str> = csv.lines().next().unwrap_or_default().split(',').collect();
        let at = |name: &str| head.iter().position(|column| *column == name).expect("the column is there");
        let mut rows = csv.lines().skip(1).map(|line| line.split(',').collect::<Vec<&str>>());
        assert!(rows.any(|row| row.get(at("attendance_mode")) == Some(&"96")), "one was unreadable: {csv}");
        assert!(!head.contains(&"source"), "a star would stand on the one fax alone: {csv}");
        // The next larger number goes with the one, and the others are told.
        sent_by("phone", 18..24).await;
        let csv = bundle::data(&coordinator, &open).await;
        let head: Vec<&str> = csv.lines().next().unwrap_or_default().split(',').collect();
        let at = head.iter().position(|column| *column == "source").expect("the column is there");
        let mut sources: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').nth(at)).collect();
        sources.sort_unstable();
        assert_eq!(sources, [["*"; 6], ["phone"; 6]].concat(), "{csv}");
    })
    .await;
}
