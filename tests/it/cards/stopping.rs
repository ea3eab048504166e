//! Consent that is taken back, and answers that are withdrawn, stop what was published of them.

use serde_json::json;
use server::auth::Role;
use surveys::entity::state::CardState;
use surveys::id::{CardId, SurveyId};
use surveys::privacy::card::{CHECK_ITEMS, CardText, CheckAnswer};
use surveys::store;
use surveys::store::card_checks::Checked;
use surveys::store::cards::{CardInput, NewSource};
use surveys::store::codings::NewCoding;
use surveys::store::segments::{Origin, TextPart};
use tests::free_answers::{answer, code};
use tests::open_survey::open_definition;
use tests::respondent::withdrawal_code;
use tests::{TestApp, on_both};

use super::{Made, SOMEBODY, check, let_case_be_told, public_list, publish, published, span, state};

#[tokio::test]
async fn consent_that_is_given_again_does_not_bring_back_what_was_stopped() {
    on_both(async |app| {
        let Made { coordinator, survey, hearing, card, .. } = published(app).await;
        let list = public_list(&coordinator, survey).await;
        let visitor = app.visitor();
        let public = visitor.get(&list).await.link("受診に同行した");
        for answer in ["no", "yes"] {
            let_case_be_told(&coordinator, hearing, answer).await;
            visitor.get(&public).await.expect_status(410);
            assert!(coordinator.get("/today").await.text().contains("公開を止めている事例"));
            assert_eq!(state(app, &card).await, CardState::Draft, "it is checked again");
        }
        check(&coordinator, &card, &[]).await.expect_status(303);
        publish(&coordinator, &card, &[("note", "同意をもう一度確かめた")]).await;
        visitor.get(&public).await.expect_status(200);
        assert!(!coordinator.get("/today").await.text().contains("公開を止めている事例"));
    })
    .await;
}

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
fn with_consent_to_cases() -> serde_json::Value {
    let choice = |(value, consent): (&str, &str)| {
        let is_required = consent == "aggregate";
        json!({"value": value, "text": consent, "kt:consent": consent, "kt:required": is_required})
    };
    let choices = [("1", "aggregate"), ("2", "region"), ("3", "case")].map(choice);
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        { "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": choices },
        { "type": "comment", "name": "hard", "title": "工夫", "kt:role": "good_practice" }] }] })
}

#[tokio::test]
async fn an_answer_that_is_withdrawn_takes_its_card_along() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &with_consent_to_cases()).await;
        let words = "午後の作業を電話の応対に替えた。";
        let mut receipts = Vec::new();
        for _ in 0..6 {
            receipts.push(answer(app, &open, &["1", "2", "3"], words).await);
        }
        let left = async || {
            let all = store::responses::submitted(app.db(), open.questionnaire).await;
            all.expect("they can be read").into_iter().map(|response| response.id).collect::<Vec<_>>()
        };
        let first = left().await.into_iter().min().expect("responses");
        let theme = code(app, open.survey, "G03").await;
        let text = TextPart { origin: Origin::Response(first), part: "hard".to_owned() };
        let new = NewCoding {
            survey: open.survey,
            text: &text,
            body: words,
            span: span(words),
            code: theme.id,
            was_suggested: false,
        };
        let coding = store::codings::put(app.db(), new, SOMEBODY).await.expect("it is coded");
        let source = NewSource { source: text.source(), segment: Some(coding.segment_id) };
        published_of(app, open.survey, vec![source]).await;
        let list = public_list(&coordinator, open.survey).await;
        let visitor = app.visitor();
        assert!(visitor.get(&list).await.text().contains("架空の事例"));
        let withdrawal = withdrawal_code(&receipts[0]);
        visitor.post_raw_form("/withdraw", &[("code", &withdrawal)]).await.expect_status(200);
        let rest = left().await;
        assert!(rest.len() == 5 && !rest.contains(&first), "as many as the threshold are left");
        assert!(!visitor.get(&list).await.text().contains("架空の事例"), "its answer is gone");
        let page = coordinator.get("/cards/1").await.expect_status(200);
        assert!(page.text().contains("いまは読めない出どころ"), "{}", page.text());
        assert!(!page.text().contains(words), "the words are gone, too");

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
