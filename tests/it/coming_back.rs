//! A page that comes back, with problems, advice or revealed questions, can be opened again as often as one likes: going
//! back in the browser never asks to send a form once more.

use serde_json::json;
use server::auth::Role;
use tests::open_survey::open_definition;
use tests::{Page, Session, TestApp, on_both};

async fn begin(app: &TestApp) -> (Session, Page) {
    let coordinator = app.login(Role::Coordinator).await;
    let definition = json!({"title": "架空の調査", "pages": [
        {"name": "first", "elements": [
            {"type": "text", "name": "people", "title": "人数", "inputType": "number"},
            {"type": "radiogroup", "name": "has", "title": "事例", "choices": ["1", "2"], "isRequired": true},
            {"type": "text", "name": "which", "title": "どんな事例", "visibleIf": "{has} = '1'"},
            {"type": "comment", "name": "words", "title": "ご意見"}]},
        {"name": "second", "elements": [{"type": "text", "name": "more", "title": "そのほか"}]}]});
    let open = open_definition(app, &coordinator, &definition).await;
    let person = app.visitor();
    let started = person.start(&open.link).await;
    let page = person.follow(started).await.expect_status(200);
    (person, page)
}

/// Sends the page and opens what the browser is sent on to, twice: the second time as after going back.
async fn next(person: &Session, page: &Page, fields: &[(&str, &str)]) -> Page {
    let changes: Vec<(&str, &str)> = fields.iter().copied().chain([("go", "next")]).collect();
    let sent = person.submit(page, "form[data-fill]", &changes).await.expect_status(303);
    let target = sent.location().expect("it leads on").to_owned();
    let shown = person.get(&target).await.expect_status(200);
    let again = person.get(&target).await.expect_status(200);
    for part in [".error-summary a", "#notices li", "#advice li"] {
        assert_eq!(shown.texts(part), again.texts(part), "{part} on the way back");
    }
    shown
}

#[tokio::test]
async fn problems_revealed_questions_and_advice_are_on_a_page_that_can_be_opened_again() {
    on_both(async |app| {
        let (person, page) = begin(app).await;
        let page = next(&person, &page, &[("people", "三人くらい")]).await;
        assert_eq!(page.attributes(".error-summary a", "href").len(), 2, "{}", page.describe());
        assert_eq!(page.attributes("[name=people]", "value"), ["三人くらい"], "what was typed stays");
        let page = next(&person, &page, &[("people", "3"), ("has", "1")]).await;
        assert!(!page.has(".error-summary"), "{}", page.describe());
        assert_eq!(page.attributes("#notices a", "href"), ["#q-which"], "{}", page.describe());
        assert!(page.has("[name=which]"), "{}", page.describe());
        let named = [("which", "休職"), ("words", "連絡は yamada@example.jp まで")];
        let page = next(&person, &page, &named).await;
        assert!(page.first("#advice").contains("yamada@example.jp"), "{}", page.describe());
        let page = next(&person, &page, &[]).await;
        assert!(page.path.ends_with("/p/second"), "advice is given once: {}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn a_page_opened_later_says_nothing_of_what_was_wrong_with_an_earlier_state() {
    on_both(async |app| {
        let (person, page) = begin(app).await;
        let wrong = next(&person, &page, &[("people", "三人くらい")]).await;
        let again = format!("{}?again=1", page.path);
        assert!(person.get(&again).await.has(".error-summary"));
        assert!(!person.get(&page.path).await.has(".error-summary"), "it is only opened");
        // The same window goes on without a question, although the first page is still the one it was opened with.
        let answers = [("people", "3"), ("has", "2")];
        let second = next(&person, &wrong, &answers).await;
        assert!(second.path.ends_with("/p/second"), "{}", second.describe());
        assert!(!person.get(&again).await.has(".error-summary"), "this was mended");
    })
    .await;
}

#[tokio::test]
async fn another_window_with_the_same_address_is_asked_before_it_replaces_answers() {
    on_both(async |app| {
        let (person, page) = begin(app).await;
        let one = next(&person, &page, &[("people", "三人くらい")]).await;
        let other = person.get(&format!("{}?again=1", page.path)).await;
        next(&person, &one, &[("people", "3"), ("has", "2")]).await;
        let sent = person.submit(&other, "form[data-fill]", &[("people", "5"), ("go", "next")]).await;
        assert!(sent.expect_status(409).has("#differing"));
    })
    .await;
}

#[tokio::test]
async fn however_questions_are_put_on_pages_one_begins_and_goes_on_with_what_nobody_has_seen() {
    on_both(async |app| {
        let (_, page) = begin(app).await;
        let link = page.path.split('/').take(3).collect::<Vec<_>>().join("/");
        for wish in ["each", "whole", "standard"] {
            let person = app.visitor();
            person.get(&format!("{link}?display={wish}")).await.expect_status(200);
            let page = person.follow(person.start(&link).await).await.expect_status(200);
            assert!(page.has("[name=people]"), "{wish} begins: {}", page.describe());
            let go_on = page.path.split('/').take(4).collect::<Vec<_>>().join("/") + "/continue";
            let page = person.follow(person.get(&go_on).await).await.expect_status(200);
            assert!(page.has("[name=people]"), "{wish} goes on: {}", page.describe());
        }
        // One question a page, and the first is answered: elsewhere the second is still to come.
        let person = app.visitor();
        person.get(&format!("{link}?display=each")).await.expect_status(200);
        let page = person.follow(person.start(&link).await).await.expect_status(200);
        let page = next(&person, &page, &[("people", "3")]).await;
        assert!(page.has("[name=has]") && !page.has("[name=people]"), "{}", page.describe());
        let go_on = page.path.split('/').take(4).collect::<Vec<_>>().join("/") + "/continue";
        for wish in ["each", "whole", "standard"] {
            let other = app.visitor();
            other.get(&format!("{link}?display={wish}")).await.expect_status(200);
            let shown = other.follow(other.get(&go_on).await).await.expect_status(200);
            assert!(shown.has("[name=has]"), "{wish}: {}", shown.describe());
            // A page that was opened under another wish.
            let shown = other.follow(other.get(&page.path).await).await.expect_status(200);
            assert!(shown.has("[name=has]"), "{wish}: {}", shown.describe());
        }
    })
    .await;
}
