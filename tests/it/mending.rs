//! Answers that change: on two devices at once, after they were sent, and with words that say who is meant.

use serde_json::json;
use server::auth::Role;
use server::housekeeping;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::withdrawal_code;
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

/// Two pages: words, and one question that identifies.
async fn small(app: &TestApp) -> OpenSurvey {
    let coordinator = app.login(Role::Coordinator).await;
    let definition = json!({"title": "架空の調査", "pages": [
        {"name": "one", "elements": [
            {"type": "comment", "name": "words", "title": "支援で難しいこと", "isRequired": true},
            {"type": "radiogroup", "name": "used", "title": "相談の有無", "choices": ["1", "2"]}]},
        {"name": "two", "elements": [
            {"type": "text", "name": "mail", "title": "連絡先", "kt:identifier": true}]}]});
    open_definition(app, &coordinator, &definition).await
}

async fn begin(person: &Session, open: &OpenSurvey) -> Page {
    let started = person.start(&open.link).await.expect_status(303);
    person.follow(started).await.expect_status(200)
}

async fn next(person: &Session, page: &Page, fields: &[(&str, &str)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("go", "next")]).collect();
    let sent = person.submit(page, "form[data-fill]", &fields).await;
    person.follow(sent).await
}

/// Answers both pages and sends them; returns the receipt.
async fn sent(person: &Session, open: &OpenSurvey, words: &str) -> Page {
    let page = begin(person, open).await;
    let page = next(person, &page, &[("words", words), ("used", "1")]).await;
    let check = next(person, &page, &[("mail", "tantou@example.jp")]).await;
    let sent = person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
    person.follow(sent).await.expect_status(200)
}

async fn stored(app: &TestApp, open: &OpenSurvey) -> surveys::entity::response::Model {
    let all = submitted(app, open.questionnaire).await;
    all.into_iter().next().expect("one was sent")
}

#[tokio::test]
async fn a_stale_tab_shows_both_texts_and_replaces_nothing_by_itself() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let first = begin(&person, &open).await;
        let second = person.get(&first.path).await.expect_status(200);
        next(&person, &first, &[("words", "通院の日に休みにくい")]).await.expect_status(200);

        let stale = person
            .submit(&second, "form[data-fill]", &[("words", "相談先が分からない"), ("go", "next")])
            .await
            .expect_status(409);
        let both = stale.texts("#differing .typed-text");
        assert_eq!(both, ["通院の日に休みにくい", "相談先が分からない"], "{}", stale.describe());
        assert_eq!(stale.texts("textarea[name=words]"), ["相談先が分からない"]);
        let kept = person.get(&first.path).await;
        assert_eq!(kept.texts("textarea[name=words]"), ["通院の日に休みにくい"], "nothing is replaced yet");

        next(&person, &stale, &[]).await.expect_status(200);
        let replaced = person.get(&first.path).await;
        assert_eq!(replaced.texts("textarea[name=words]"), ["相談先が分からない"], "going on decides");
    })
    .await;
}

#[tokio::test]
async fn two_tabs_that_change_different_questions_come_together_by_themselves() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let first = begin(&person, &open).await;
        let second = person.get(&first.path).await.expect_status(200);
        next(&person, &first, &[("words", "通院の日に休みにくい")]).await.expect_status(200);
        // The other tab still shows no words; only its choice was made there.
        let gone_on = next(&person, &second, &[("used", "2")]).await.expect_status(200);
        assert!(gone_on.path.ends_with("/p/two"), "nothing is asked: {}", gone_on.describe());
        let kept = person.get(&first.path).await.expect_status(200);
        assert_eq!(kept.texts("textarea[name=words]"), ["通院の日に休みにくい"]);
        assert_eq!(kept.attributes("[name=used][checked]", "value"), ["2"]);
    })
    .await;
}

#[tokio::test]
async fn the_same_answer_from_two_tabs_is_no_conflict() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let first = begin(&person, &open).await;
        let second = person.get(&first.path).await;
        for page in [&first, &second] {
            let sent = person.submit(page, "form[data-fill]", &[("words", "同じ内容"), ("go", "next")]).await;
            sent.expect_status(303);
        }
    })
    .await;
}

#[tokio::test]
async fn sent_answers_are_mended_and_the_state_before_is_kept_without_identifiers() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let receipt = sent(&person, &open, "通院の日に休みにくい").await;
        let check = person.submit(&receipt, "form[action$='/edit']", &[("go", "begin")]).await;
        let check = person.follow(check).await.expect_status(200);
        assert!(check.text().contains("tantou@example.jp"), "what identifies is there to be mended, too");

        let page = person.get(&check.path.replace("check", "p/one")).await;
        next(&person, &page, &[("words", "休みは取れるようになった")]).await.expect_status(200);
        let before = stored(app, &open).await;
        assert!(before.answers.contains("休みにくい"), "until it is sent again, what was sent counts");
        assert_eq!(before.revision, 1);

        let again = || person.submit(&check, "#check-form", &[("go", "submit")]);
        let (one, two) = tokio::join!(again(), again());
        for page in [one, two] {
            person.follow(page).await.expect_status(200);
        }
        let after = stored(app, &open).await;
        assert!(after.answers.contains("取れるようになった") && !after.answers.contains("example.jp"));
        assert_eq!(after.revision, 2, "sent twice by a double click, changed once");
        let revisions = store::response_edits::revisions(app.db(), after.id).await.expect("they can be read");
        assert_eq!(revisions.len(), 1);
        assert!(revisions[0].answers.contains("休みにくい") && !revisions[0].answers.contains("example.jp"));
        let contacts = store::entries::contacts(app.db(), after.id).await.expect("they can be read");
        assert!(contacts.is_some_and(|contacts| contacts.contains("tantou@example.jp")));
    })
    .await;
}

#[tokio::test]
async fn mending_can_be_given_up_and_withdrawing_erases_it_all() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let receipt = sent(&person, &open, "通院の日に休みにくい").await;
        let begin = || person.submit(&receipt, "form[action$='/edit']", &[("go", "begin")]);
        begin().await.expect_status(303);
        let address = receipt.path.replace("receipt", "edit");
        let given_up = person.post_raw_form(&address, &[("go", "discard")]).await;
        let given_up = person.follow(given_up).await;
        assert!(given_up.path.ends_with("/receipt"));

        begin().await.expect_status(303);
        let id = stored(app, &open).await.id;
        let code = withdrawal_code(&receipt);
        person.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert!(store::response_edits::find(app.db(), id).await.expect("it can be read").is_none());
        person.post_raw_form(&address, &[("go", "begin")]).await.expect_status(410);
    })
    .await;
}

#[tokio::test]
async fn mending_is_tidied_away_unless_it_was_taken_up_again() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let receipt = sent(&person, &open, "通院の日に休みにくい").await;
        person.submit(&receipt, "form[action$='/edit']", &[("go", "begin")]).await.expect_status(303);
        let id = stored(app, &open).await.id;
        // A round reads whom it finds left alone; then, before it comes to this one, somebody goes on.
        let before = chrono::Utc::now();
        let left = store::response_edits::left_alone(app.db(), before).await.expect("they can be read");
        assert_eq!(left, [id]);
        let page = person.get(&receipt.path.replace("receipt", "p/one")).await.expect_status(200);
        next(&person, &page, &[("words", "直している言葉")]).await.expect_status(200);
        let is_gone = store::response_edits::give_up(app.db(), id, Some(before)).await.expect("looked at");
        assert!(!is_gone);
        let page = person.get(&page.path).await.expect_status(200);
        assert_eq!(page.texts("textarea[name=words]"), ["直している言葉"]);

        housekeeping::go_round(app.db(), 0).await.expect("a round");
        assert!(store::response_edits::find(app.db(), id).await.expect("it can be read").is_none());
        assert!(stored(app, &open).await.answers.contains("通院の日に休みにくい"), "what was sent stays");
    })
    .await;
}

#[tokio::test]
async fn words_that_say_who_is_meant_are_pointed_out_once() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let page = begin(&person, &open).await;
        let advised = next(&person, &page, &[("words", "担当は 048-555-0123 です")]).await;
        assert!(advised.text().contains("048-555-0123"), "{}", advised.describe());
        assert!(advised.has("#advice"), "{}", advised.describe());
        let gone_on = next(&person, &advised, &[]).await;
        assert!(gone_on.path.ends_with("/p/two"), "advice is no wall: {}", gone_on.describe());
        // Whoever comes back to the page is not asked again, unless the words are others.
        let back = person.get(&page.path).await.expect_status(200);
        let gone_on = next(&person, &back, &[("used", "2")]).await;
        assert!(gone_on.path.ends_with("/p/two"), "it was left as it is: {}", gone_on.describe());
        let other = next(&person, &back, &[("words", "担当は 048-555-0199 です")]).await;
        assert!(other.has("#advice") && other.text().contains("048-555-0199"), "{}", other.describe());
    })
    .await;
}

#[tokio::test]
async fn a_page_looks_as_its_reader_wishes_and_nothing_typed_is_lost_by_wishing() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let page = begin(&person, &open).await;
        let fields = [("words", "通院の日"), ("go", "display:large.furigana.whole")];
        let wished = person.submit(&page, "form[data-fill]", &fields).await;
        let wished = person.follow(wished).await.expect_status(200);
        assert!(wished.has("html.large.furigana.whole"), "{}", wished.describe());
        assert_eq!(wished.texts("textarea[name=words]"), ["通院の日"]);
        assert!(wished.has("[name=mail]"), "all questions are on one page");
        assert!(wished.texts("ruby rt").contains(&"しえん".to_owned()), "{}", wished.describe());

        // A form that was opened before the wish is still read.
        let late = person.submit(&page, "form[data-fill]", &[("words", "通院の日"), ("go", "next")]).await;
        person.follow(late).await.expect_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_wish_for_the_look_holds_from_the_introduction_to_the_receipt() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = json!({
            "title": "架空の就労支援の調査", "description": "<p>支援の様子をうかがいます。</p>",
            "pages": [{"name": "one", "elements": [
                {"type": "html", "name": "intro", "html": "<p>難病の方の支援について。</p>"},
                {"type": "comment", "name": "words", "title": "支援で難しいこと"}]}]});
        let open = open_definition(app, &coordinator, &definition).await;
        let person = app.visitor();
        let has = |page: &Page, selector: &str, reading: &str| {
            assert!(page.texts(selector).contains(&reading.to_owned()), "{selector}: {}", page.describe());
        };
        let start = person.get(&format!("{}?display=large.furigana", open.link)).await.expect_status(200);
        has(&start, "h1 rt", "しえん");
        has(&start, ".prose rt", "しえん");
        let page = begin(&person, &open).await;
        has(&page, ".question.prose rt", "なんびょう");
        let check = next(&person, &page, &[("words", "通院の日に休みにくい")]).await;
        has(&check, "dt rt", "しえん");
        let saved = person.get(&check.path.replace("/check", "/saved")).await.expect_status(200);
        let sent = person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
        let receipt = person.follow(sent).await.expect_status(200);
        has(&receipt, ".confirmation rt", "しえん");
        for page in [&check, &saved, &receipt] {
            assert!(page.has("html.large.furigana") && page.has(".display-switches"), "{}", page.describe());
        }
        // There is no form to press a button of: the switches are links.
        let standard = receipt.attributes(".display-switches a", "href");
        assert!(standard.contains(&"?display=furigana".to_owned()), "{standard:?}");
        let plain = person.get(&format!("{}?display=standard", receipt.path)).await.expect_status(200);
        assert!(!plain.has("rt"), "{}", plain.describe());
    })
    .await;
}

#[tokio::test]
async fn what_was_being_mended_when_the_survey_closed_is_said_to_be_not_taken() {
    on_both(async |app| {
        let open = small(app).await;
        let person = app.visitor();
        let receipt = sent(&person, &open, "通院の日に休みにくい").await;
        let mending = person.submit(&receipt, "form[action$='/edit']", &[]).await.expect_status(303);
        let mending = person.follow(mending).await.expect_status(200);
        let page = person.get(&mending.path.replace("/check", "/p/one")).await.expect_status(200);
        let coordinator = app.login(Role::Coordinator).await;
        let path = format!("/questionnaires/{}/state", open.questionnaire.0);
        coordinator.post_form(&path, &[("state", "closed")]).await.expect_status(303);
        let told = person.submit(&page, "form[data-fill]", &[("words", "直した言葉"), ("go", "next")]).await;
        assert!(told.expect_status(410).text().contains("直している途中の内容は受け取れませんでした"));
        let receipt = person.get(&receipt.path).await.expect_status(200);
        assert!(!receipt.text().contains("受け取れませんでした"), "{}", receipt.text());
        assert!(stored(app, &open).await.answers.contains("通院の日に休みにくい"));
    })
    .await;
}
