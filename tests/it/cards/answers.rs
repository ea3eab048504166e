//! Answers that are withdrawn, mended or used for nothing new stop what was published of them.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::id::{CardId, ResponseId, SurveyId};
use surveys::privacy::card::{CHECK_ITEMS, CardText, CheckAnswer};
use surveys::store;
use surveys::store::card_checks::Checked;
use surveys::store::cards::{CardInput, NewSource};
use tests::coded::{code_answer, text_of};
use tests::free_answers::{answer, code};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::withdrawal_code;
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

use super::{SOMEBODY, is_stopped, public_list, span};

/// What everybody writes.
const WORDS: &str = "午後の作業を電話の応対に替えた。";

/// A card of these sources that is published, without the pages.
async fn published_of(app: &TestApp, survey: SurveyId, sources: Vec<NewSource>) {
    let db = app.db();
    let input = CardInput { title: "架空の事例".to_owned(), ..CardInput::default() };
    let card = store::cards::create(db, survey, input, "", SOMEBODY).await.expect("a card");
    store::cards::add_sources(db, card.id, sources, SOMEBODY).await.expect("its sources");
    let revision = store::cards::find(db, card.id).await.expect("the card").revision;
    let clear =
        |item: &str| CheckAnswer { item: item.to_owned(), outcome: "clear".to_owned(), note: String::new() };
    let answers = CHECK_ITEMS.iter().map(|item| clear(item.key)).collect();
    let checked = Checked { answers, kept: Vec::new(), is_complete: true };
    store::card_checks::answer(db, card.id, revision, checked, SOMEBODY).await.expect("checked");
    let text = CardText { title: "架空の事例".to_owned(), ..CardText::default() };
    store::card_versions::publish(db, card.id, revision, &text, String::new(), SOMEBODY)
        .await
        .expect("published");
}

/// Consents, that to a case among them, and a question for good practices.
fn with_consent_to_cases() -> Value {
    let choice = |(value, consent): (&str, &str)| {
        let is_required = consent == "aggregate";
        json!({"value": value, "text": consent, "kt:consent": consent, "kt:required": is_required})
    };
    let choices = [("1", "aggregate"), ("2", "region"), ("3", "case")].map(choice);
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        { "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": choices },
        { "type": "comment", "name": "hard", "title": "工夫", "kt:role": "good_practice" }] }] })
}

/// A published card that rests on one of six answers.
struct Answered {
    coordinator: Session,
    open: OpenSurvey,
    /// The response that it rests on.
    first: ResponseId,
    receipt: Page,
    /// The region's list, in which it stands.
    list: String,
}

async fn answered(app: &TestApp) -> Answered {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &with_consent_to_cases()).await;
    let receipt = answer(app, &open, &["1", "2", "3"], WORDS).await;
    for _ in 0..5 {
        answer(app, &open, &["1", "2", "3"], WORDS).await;
    }
    let first = sent(app, &open).await.into_iter().min().expect("responses");
    let code = code(app, open.survey, "G03").await.id;
    let coding = code_answer(app, open.survey, first, (WORDS, span(WORDS)), code, SOMEBODY).await;
    let source = NewSource { source: text_of(first).source(), segment: Some(coding.segment_id) };
    published_of(app, open.survey, vec![source]).await;
    let list = public_list(&coordinator, open.survey).await;
    assert!(app.visitor().get(&list).await.text().contains("架空の事例"));
    Answered { coordinator, open, first, receipt, list }
}

/// The responses that were sent and stand.
async fn sent(app: &TestApp, open: &OpenSurvey) -> Vec<ResponseId> {
    let all = submitted(app, open.questionnaire).await;
    all.into_iter().map(|response| response.id).collect()
}

#[tokio::test]
async fn an_answer_that_is_withdrawn_takes_its_card_along() {
    on_both(async |app| {
        let Answered { coordinator, open, first, receipt, list } = answered(app).await;
        let visitor = app.visitor();
        let withdrawal = withdrawal_code(&receipt);
        visitor.post_raw_form("/withdraw", &[("code", &withdrawal)]).await.expect_status(200);
        let rest = sent(app, &open).await;
        assert!(rest.len() == 5 && !rest.contains(&first), "as many as the threshold are left");
        assert!(!visitor.get(&list).await.text().contains("架空の事例"), "its answer is gone");
        let page = coordinator.get("/cards/1").await.expect_status(200);
        assert!(page.text().contains("いまは読めない出どころ"), "{}", page.text());
        assert!(!page.text().contains(WORDS), "the words are gone, too");

        // What was published of it is erased, but that it was.
        let all = store::card_versions::of_card(app.db(), CardId(1)).await.expect("versions can be read");
        let [version] = all.as_slice() else { panic!("one version: {all:?}") };
        assert_eq!((version.content.as_str(), version.checks.as_str()), ("", "[]"));
        assert!(version.number == 1 && version.sha256.len() == 64);
        for path in ["/today", &format!("/surveys/{}/cards", open.survey.0), "/cards/1"] {
            let told = coordinator.get(path).await.expect_status(200).text();
            assert!(told.contains("消し"), "{path}: {told}");
        }
        // The draft is the coordinator's to erase.
        let asked = coordinator.get("/cards/1/remove").await.expect_status(200);
        store::cards::find(app.db(), CardId(1)).await.expect("asking erases nothing");
        coordinator.submit(&asked, "main form", &[]).await.expect_status(303);
        coordinator.get("/cards/1").await.expect_status(404);
        let all = store::card_versions::of_card(app.db(), CardId(1)).await.expect("versions can be read");
        assert!(all.is_empty());
        let events = store::audit::of_thing(app.db(), "card", 1).await.expect("events can be read");
        let newest: Vec<&str> = events.iter().rev().take(3).map(|event| event.action.as_str()).collect();
        assert_eq!(newest, ["card.remove", "card.stop", "card.empty_version"]);
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_is_mended_away_and_back_leaves_the_card_stopped() {
    on_both(async |app| {
        let Answered { receipt, list, .. } = answered(app).await;
        let person = app.visitor();
        assert!(!is_stopped(app, "/cards/1").await);
        for boxes in [["1", "2"].as_slice(), &["1", "2", "3"]] {
            let begun = person.submit(&receipt, "form[action$='/edit']", &[]).await.expect_status(303);
            let check = person.follow(begun).await.expect_status(200);
            let page = person.get(&check.path.replace("/check", "/p/one")).await.expect_status(200);
            let boxes = boxes.iter().map(|value| ("consent", *value));
            let fields: Vec<(&str, &str)> = boxes.chain([("go", "next")]).collect();
            let saved = person.submit(&page, "form[data-fill]", &fields).await;
            let check = person.follow(saved).await.expect_status(200);
            person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
            assert!(is_stopped(app, "/cards/1").await, "by sending, not by a look");
        }
        assert!(!person.get(&list).await.expect_status(200).text().contains("架空の事例"));
    })
    .await;
}

#[tokio::test]
async fn answers_that_are_used_for_nothing_new_stop_their_card() {
    on_both(async |app| {
        let Answered { first, list, .. } = answered(app).await;
        let response = store::responses::find(app.db(), first).await.expect("the response");
        store::stop_requests::request(app.db(), &response).await.expect("it is asked");
        assert!(is_stopped(app, "/cards/1").await);
        assert!(!app.visitor().get(&list).await.text().contains("架空の事例"));
    })
    .await;
}
