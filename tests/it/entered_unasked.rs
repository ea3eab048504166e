//! What somebody typed from paper is never dropped in silence, also where the answer that decides whether it was asked
//! cannot be read, and where it stands inside a question that was asked.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::state::Source;
use surveys::store;
use tests::open_survey::open_definition;
use tests::{Page, on_both};

use crate::entries::{n_in_progress, post, responses, set};

fn fields(had: &str) -> Vec<(String, String)> {
    let fields = [
        ("source", "paper"),
        ("sheet_number", "7"),
        ("go", "finish"),
        ("a:had", had),
        ("a:which", "2"),
        ("a:words", "職場の理解"),
    ];
    fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

#[tokio::test]
async fn an_answer_that_would_be_dropped_is_shown_and_waits_for_a_decision() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = json!({"title": "架空の調査", "elements": [
            {"type": "radiogroup", "name": "had", "title": "経験", "choices": [
                {"value": "1", "text": "ある"}, {"value": "2", "text": "ない"}]},
            {"type": "radiogroup", "name": "which", "title": "時期", "visibleIf": "{had} = '1'", "choices": [
                {"value": "1", "text": "去年"}, {"value": "2", "text": "今年"}]},
            {"type": "comment", "name": "words", "title": "ご意見"}]});
        let open = open_definition(app, &coordinator, &definition).await;
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        for (had, code, words) in [("〓", "perhaps-asked", "読めない"), ("2", "not-asked", "対象でない")]
        {
            let n = responses(app, &open).await.len();
            let asked = post(&coordinator, &path, &fields(had)).await.expect_status(422);
            let problem = asked.first(".entry-problem .error-message");
            assert!(problem.contains(words) && problem.contains("2 今年"), "{problem}");
            assert_eq!(asked.attributes("[name='a:which']", "value"), ["2"], "what was typed is still there");
            assert_eq!(responses(app, &open).await.len(), n, "nothing is dropped yet");
            assert_eq!(n_in_progress(app, &open).await, 1, "it waits as a draft");
            let draft = asked.form("form.entry").action;
            let mut decided = fields(had);
            decided.push((format!("ok:{code}:which"), "2".to_owned()));
            post(&coordinator, &draft, &decided).await.expect_status(303);
            let stored = responses(app, &open).await;
            let last = stored.last().expect("it is stored now");
            assert!(stored.len() == n + 1 && !last.answers.contains("which"), "{}", last.answers);
            assert!(last.answers.contains("職場の理解"));
        }
        // Where the filter can be read and asks, nothing needs deciding.
        post(&coordinator, &path, &fields("1")).await.expect_status(303);
    })
    .await;
}

/// A questionnaire with answers inside others: of a list, and choices that an answer takes away.
pub fn form_with_insides() -> Value {
    json!({"title": "架空の調査", "elements": [
        {"type": "radiogroup", "name": "had", "title": "経験", "choices": [
            {"value": "1", "text": "ある"}, {"value": "2", "text": "ない"}]},
        {"type": "radiogroup", "name": "which", "title": "時期", "visibleIf": "{had} = '1'", "choices": [
            {"value": "1", "text": "去年"}, {"value": "2", "text": "今年（{had}）"}]},
        {"type": "paneldynamic", "name": "cases", "title": "事例", "templateElements": [
            {"type": "text", "name": "what", "title": "内容"},
            {"type": "text", "name": "when", "title": "{had}の日", "visibleIf": "{had} = '1'"}]},
        {"type": "checkbox", "name": "places", "title": "場所", "choicesVisibleIf": "{item} != 'port' or {had} = '1'",
         "choices": [{"value": "hall", "text": "公民館"}, {"value": "port", "text": "港（{had}）"}]},
        {"type": "comment", "name": "words", "title": "ご意見"}]})
}

fn with_insides() -> Vec<(String, String)> {
    let fields = [
        ("source", "fax"),
        ("received_on", "令和8年11月2日"),
        ("sheet_number", "９"),
        ("go", "finish"),
        ("a:had", "2"),
        ("a:cases[0].what", "〓"),
        ("a:cases[1].what", "訪問"),
        ("a:cases[1].when", "五月"),
        ("a:places", "1,2"),
        ("a:words", "職場の理解"),
    ];
    fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// Whether every line of the error summary leads to something on the page.
fn all_lead_somewhere(page: &Page) -> bool {
    let targets = page.attributes(".error-summary a", "href");
    targets.iter().all(|target| page.has(&format!("[id='{}']", target.trim_start_matches('#'))))
}

#[tokio::test]
async fn what_stands_inside_asked_questions_waits_too_and_every_attempt_keeps_everything() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form_with_insides()).await;
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        let asked = post(&coordinator, &path, &with_insides()).await.expect_status(422);
        let reasons = ["ok:not-asked:cases[1].when", "ok:not-offered:places"];
        assert_eq!(asked.attributes(".entry-problem input", "name"), reasons, "{}", asked.describe());
        assert_eq!(asked.texts(".error-summary li").len(), 2);
        assert!(all_lead_somewhere(&asked), "{}", asked.describe());
        assert!(asked.has(".notice-warning") && asked.text().contains("五月"), "{}", asked.describe());
        assert!(!asked.text().contains("{had}"), "people read words: {}", asked.describe());

        // Refused again, for a mistake of typing and a day that is none: everything is still there.
        let changes = [("a:places", "7"), ("received_on", "13月"), ("go", "finish"), (reasons[0], "2")];
        let again = coordinator.submit(&asked, "form.entry", &changes).await.expect_status(422);
        assert!(all_lead_somewhere(&again) && again.has(".error-summary a[href='#received_on']"));
        let kept = again.form("form.entry").fields;
        let mut expected = with_insides();
        expected
            .retain(|(name, _)| !["go", "a:places", "received_on", "sheet_number"].contains(&name.as_str()));
        let typed = [("a:places", "7"), ("received_on", "13月"), ("sheet_number", "9"), (reasons[0], "2")];
        expected.extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        for field in expected {
            assert!(kept.contains(&field), "{field:?} is lost: {kept:?}");
        }
        let listed = store::entry_lists::page(app.db(), open.questionnaire, 0, 2).await.expect("a list");
        let [(response, entries)] = listed.as_slice() else { panic!("{} drafts", listed.len()) };
        assert_eq!((response.source, response.entered_by), (Source::Fax, Some(entries[0].entered_by)));
        assert!(entries[0].fields.contains('〓') && entries[0].fields.contains("五月"));

        let decided =
            [("a:places", "1,2"), ("received_on", "2026-11-02"), ("go", "finish"), (reasons[1], "2")];
        coordinator.submit(&again, "form.entry", &decided).await.expect_status(303);
        let stored = responses(app, &open).await.remove(0);
        assert!(stored.answers.contains("訪問") && stored.answers.contains("hall"), "{}", stored.answers);
        assert!(!stored.answers.contains("五月") && !stored.answers.contains("port"), "{}", stored.answers);
    })
    .await;
}

#[tokio::test]
async fn two_entries_are_compared_in_the_words_of_the_paper() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let colleague = app.login(Role::Administrator).await;
        let open = open_definition(app, &coordinator, &form_with_insides()).await;
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        let mut fields = with_insides();
        set(&mut fields, "a:had", "1");
        set(&mut fields, "a:which", "1");
        post(&coordinator, &path, &fields).await.expect_status(303);
        let response = responses(app, &open).await.remove(0);
        let begun = colleague.post_form(&format!("/responses/{}/second", response.id.0), &[]).await;
        let second = colleague.follow(begun).await.expect_status(200);
        set(&mut fields, "a:which", "2");
        set(&mut fields, "a:cases[1].when", "六月");
        let sent = post(&colleague, &second.path, &fields).await.expect_status(303);
        let compare = colleague.follow(sent).await.expect_status(200);
        assert_eq!(compare.texts(".entry-question").len(), 2, "{}", compare.describe());
        assert!(compare.text().contains("2 今年（"), "{}", compare.describe());
        assert!(!compare.text().contains("{had}"), "people read words: {}", compare.describe());
    })
    .await;
}
