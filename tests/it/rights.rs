//! What respondents can rely on: each use of their words is allowed by its own box, answers rest on the explanation that
//! was read, a letter forgets its address, and use can be stopped.

use std::time::{Duration, Instant};

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::entity::state::{MessageState, ResponseState};
use surveys::entity::{audit_event, message, response, response_contact};
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition, replace_draft};
use tests::respondent::withdrawal_code;
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

use crate::bundle;

fn say(key: &str, args: &[(&str, String)]) -> String {
    i18n::text(Lang::Ja.code(), key, args)
}

/// Five boxes and three texts on one page.
fn definition() -> Value {
    let consent = json!({ "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
        { "value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true },
        { "value": "2", "text": "地域", "kt:consent": "region" },
        { "value": "3", "text": "学会", "kt:consent": "academic" },
        { "value": "4", "text": "事例の紹介", "kt:consent": "case" },
        { "value": "5", "text": "言葉の引用", "kt:consent": "quote" }] });
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        { "type": "html", "name": "about", "html": "<p>架空の説明</p>" }, consent,
        { "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|相談", "2|就労"] },
        { "type": "comment", "name": "good", "title": "工夫", "kt:role": "good_practice" },
        { "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }] }] })
}

/// Somebody ticks boxes and writes; returns the receipt.
async fn answer(person: &Session, open: &OpenSurvey, boxes: &[&str], good: &str, hard: &str) -> Page {
    let started = person.start(&open.link).await.expect_status(303);
    let page = person.follow(started).await.expect_status(200);
    assert!(!page.has("input[type=checkbox][checked]"), "no box is ticked beforehand");
    let boxes = boxes.iter().map(|value| ("consent", *value));
    let rest = [("kind", "1"), ("good", good), ("hard", hard), ("go", "next")];
    let fields: Vec<(&str, &str)> = boxes.chain(rest).collect();
    let sent = person.submit(&page, "form[data-fill]", &fields).await;
    let check = person.follow(sent).await.expect_status(200);
    let sent = person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
    person.follow(sent).await.expect_status(200)
}

/// Somebody who allows everything.
async fn agree(app: &TestApp, open: &OpenSurvey, words: &str) -> Page {
    answer(&app.visitor(), open, &["1", "2", "3", "4", "5"], "朝礼の工夫", words).await
}

#[tokio::test]
async fn a_case_and_a_quote_are_allowed_by_boxes_of_their_own() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for (boxes, name) in [
            (&["1", "2", "4"][..], "事例だけ"),
            (&["1", "2", "5"][..], "引用だけ"),
            (&["1", "2"][..], "共有だけ"),
            (&["1", "4", "5"][..], "共有なし"),
            (&["1", "2", "4", "5"][..], "両方"),
            (&["1", "2", "3"][..], "学会"),
        ] {
            let (good, hard) = (format!("{name}の工夫"), format!("{name}の課題"));
            answer(&app.visitor(), &open, boxes, &good, &hard).await;
        }
        let feedback = coordinator.get(&format!("/surveys/{}/feedback", open.survey.0)).await;
        let mut offered = feedback.texts(".quote-form .note-text");
        offered.sort();
        assert_eq!(
            offered,
            ["両方の工夫", "両方の課題", "事例だけの工夫", "引用だけの工夫", "引用だけの課題"]
        );
    })
    .await;
}

/// Publishes the questionnaire with another definition.
pub async fn publish(app: &TestApp, coordinator: &Session, open: &OpenSurvey, definition: &Value) {
    replace_draft(app, open.questionnaire, definition.to_string()).await;
    let path = format!("/questionnaires/{}/publish", open.questionnaire.0);
    coordinator.post_form(&path, &[]).await.expect_status(303);
}

#[tokio::test]
async fn an_explanation_that_changes_while_it_is_read_is_read_again() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let person = app.visitor();
        let read = person.get(&open.link).await.expect_status(200);
        let begin = format!("form[action='{}']", open.link);
        let mut mended = definition();
        mended["pages"][0]["elements"][2]["title"] = json!("機関の種別");
        publish(app, &coordinator, &open, &mended).await;
        person.submit(&read, &begin, &[]).await.expect_status(303);

        mended["pages"][0]["elements"][1]["choices"][1]["text"] = json!("地域と関係機関");
        publish(app, &coordinator, &open, &mended).await;
        let again = person.submit(&read, &begin, &[]).await.expect_status(409);
        assert!(again.text().contains(&say("fill-explanation-changed", &[])), "{}", again.text());
        let begun = store::responses::count(app.db(), open.questionnaire, ResponseState::InProgress).await;
        assert_eq!(begun.expect("a count"), 1, "nothing begins with what was not read");
        // A form that does not say what was read comes back as well, and then says it.
        let unread = person.post_raw_form(&open.link, &[]).await.expect_status(409);
        assert!(unread.text().contains(&say("fill-explanation-changed", &[])), "{}", unread.describe());
        let started = person.submit(&again, &begin, &[]).await.expect_status(303);
        let page = person.follow(started).await.expect_status(200);
        assert!(page.text().contains("地域と関係機関"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn answers_rest_on_the_explanation_that_was_read() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for _ in 0..5 {
            agree(app, &open, "言葉").await;
        }
        let mut mended = definition();
        mended["pages"][0]["elements"][2]["title"] = json!("機関の種別");
        publish(app, &coordinator, &open, &mended).await;
        let receipt = agree(app, &open, "言葉").await;
        let first = say("versions-numbered", &[("numbers", "1".to_owned())]);
        assert!(receipt.text().contains(&say("fill-receipt-explanation", &[("version", first)])));

        mended["pages"][0]["elements"][1]["choices"][4]["text"] = json!("言葉の引用（事前に確認します）");
        publish(app, &coordinator, &open, &mended).await;
        let receipt = agree(app, &open, "言葉").await;
        let second = say("versions-numbered", &[("numbers", "2".to_owned())]);
        assert!(receipt.text().contains(&say("fill-receipt-explanation", &[("version", second)])));

        let path = format!("/questionnaires/{}/explanations", open.questionnaire.0);
        let n = |n: &str| say("explanations-n", &[("n", n.to_owned())]);
        let page = coordinator.get(&path).await.expect_status(200);
        assert_eq!(page.texts(".explanation-count"), [n("1"), n("6")], "newest first");
        assert!(page.text().contains("架空の説明") && page.text().contains("言葉の引用（事前に確認します）"));
        // One of seven must not be told to a viewer, and the six would tell it.
        let viewer = app.login(Role::Viewer).await;
        assert_eq!(viewer.get(&path).await.texts(".explanation-count"), [n("*"), n("*")]);

        // A star would stand on the one alone: the six are withheld with it, and nothing is left of the column.
        let csv = bundle::data(&coordinator, &open).await;
        assert!(csv.lines().next().is_some_and(|head| !head.contains("explanation")), "{csv}");
        for _ in 0..4 {
            agree(app, &open, "言葉").await;
        }
        let csv = bundle::data(&coordinator, &open).await;
        let cells: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
        let place = cells[0].iter().position(|name| *name == "explanation").expect("the column is there");
        let mut versions: Vec<&str> = cells[1..].iter().map(|row| row[place]).collect();
        versions.sort_unstable();
        assert_eq!(versions, ["1", "1", "1", "1", "1", "1", "2", "2", "2", "2", "2"]);
        let codebook = format!("/surveys/{}/exports/codebook-{}.csv", open.survey.0, open.questionnaire.0);
        let codebook = coordinator.get(&codebook).await.expect_status(200).body;
        assert!(codebook.contains("explanation"), "{codebook}");
    })
    .await;
}

/// The letters in the outbox, once all have been carried there.
pub async fn carried(app: &TestApp, open: &OpenSurvey) -> Vec<String> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let all = store::messages::of_questionnaire(app.db(), open.questionnaire).await.expect("letters");
        if all.iter().all(|letter| letter.state != MessageState::Queued) {
            break;
        }
        assert!(Instant::now() < deadline, "the letters stay in their box");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let files = std::fs::read_dir(app.data.join("outbox")).expect("there is an outbox");
    let text = |entry: std::io::Result<std::fs::DirEntry>| {
        std::fs::read(entry.expect("a file").path()).expect("a letter can be read")
    };
    files.map(text).map(|bytes| decoded(&String::from_utf8_lossy(&bytes))).collect()
}

/// A letter with its BASE64 or quoted-printable body as text.
fn decoded(letter: &str) -> String {
    let (head, body) = letter.split_once("\r\n\r\n").unwrap_or((letter, ""));
    if !head.to_lowercase().contains("content-transfer-encoding: base64") {
        return letter.replace("=\r\n", "").replace("=3D", "=");
    }
    let body: String = body.split_whitespace().collect();
    let body = data_encoding::BASE64.decode(body.as_bytes()).expect("BASE64");
    format!("{head}\n\n{}", String::from_utf8(body).expect("UTF-8"))
}

/// Everything of responses, letters and the record of what was done, as text.
async fn whole(app: &TestApp) -> String {
    let responses = response::Entity::find().all(app.db()).await.expect("responses");
    let contacts = response_contact::Entity::find().all(app.db()).await.expect("contacts");
    let letters = message::Entity::find().all(app.db()).await.expect("letters");
    let events = audit_event::Entity::find().all(app.db()).await.expect("events");
    format!("{responses:?}{contacts:?}{letters:?}{events:?}")
}

#[tokio::test]
async fn the_receipt_comes_by_mail_and_its_address_is_forgotten() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let person = app.visitor();
        let receipt = answer(&person, &open, &["1"], "", "言葉").await;
        let wrong = [("mail_to", "名前だけ"), ("turn", "1")];
        let refused = person.post_raw_form(&receipt.path, &wrong).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#mail_to']"), "{}", refused.describe());

        let right = [("mail_to", "ｔａｎｔｏｕ＠example.jp"), ("turn", "1")];
        let sent = person.post_raw_form(&receipt.path, &right).await.expect_status(303);
        let again = person.post_raw_form(&receipt.path, &right).await.expect_status(303);
        assert!(person.follow(sent).await.has("[role=status]"), "the page says that it was sent");
        let letters = carried(app, &open).await;
        assert_eq!(letters.len(), 1, "a double click writes one letter");
        let letter = &letters[0];
        assert!(letter.contains("To: tantou@example.jp"), "{letter}");
        let code = receipt.texts(".code-panel .code span").join("-");
        assert!(letter.contains(&code), "{letter}");
        assert!(letter.contains(&receipt.path), "the link to mend the answers: {letter}");
        assert!(!letter.contains('{') && !letter.contains('}'), "everything is put in: {letter}");
        assert_eq!(again.status, 303);

        let whole = whole(app).await;
        assert!(whole.contains("response.letter"), "it is recorded");
        for secret in ["tantou", "example.jp", &code, &withdrawal_code(&receipt)] {
            assert!(!whole.contains(secret), "{secret} stays in the database");
        }

        // The edit link leads back; its secret is that of the address.
        let opened = person.get(&receipt.path).await.expect_status(200);
        assert_eq!(withdrawal_code(&opened), withdrawal_code(&receipt));
        for turn in ["2", "3", "4", "5"] {
            let fields = [("mail_to", "tantou@example.jp"), ("turn", turn)];
            person.post_raw_form(&receipt.path, &fields).await.expect_status(303);
        }
        let fields = [("mail_to", "tantou@example.jp"), ("turn", "6")];
        person.post_raw_form(&receipt.path, &fields).await.expect_status(422);
        assert_eq!(carried(app, &open).await.len(), 5, "five letters at most");
    })
    .await;
}

#[tokio::test]
async fn the_way_back_comes_by_mail() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let person = app.visitor();
        let started = person.start(&open.link).await.expect_status(303);
        let page = person.follow(started).await.expect_status(200);
        let kept = person.submit(&page, "form[data-fill]", &[("hard", "途中の言葉"), ("go", "save")]).await;
        let saved = person.follow(kept).await.expect_status(200);
        let fields = [("mail_to", "tantou@example.jp"), ("turn", "1")];
        person.post_raw_form(&saved.path, &fields).await.expect_status(303);
        let letters = carried(app, &open).await;
        let address = saved.path.replace("/saved", "/continue");
        assert!(letters[0].contains(&address), "{}", letters[0]);
        assert!(letters[0].contains(&saved.texts(".code-panel .code span").join("-")), "{}", letters[0]);
        let elsewhere = app.visitor();
        let there =
            elsewhere.follow(elsewhere.get(&address).await.expect_status(303)).await.expect_status(200);
        assert!(there.text().contains("途中の言葉"));
        assert!(!whole(app).await.contains("tantou"));
    })
    .await;
}

#[tokio::test]
async fn after_the_last_day_of_withdrawal_use_can_be_stopped() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let mut receipts = Vec::new();
        for n in 0..6 {
            receipts.push(agree(app, &open, &format!("言葉{n}")).await);
        }
        let survey = store::surveys::find(app.db(), open.survey).await.expect("the survey");
        let mut late = survey.into_active_model();
        late.withdrawal_deadline = Set(chrono::NaiveDate::from_ymd_opt(2026, 1, 31));
        late.update(app.db()).await.expect("a deadline");

        let n_rows = async || bundle::data(&coordinator, &open).await.lines().count() - 1;
        assert_eq!(n_rows().await, 6);
        let code = withdrawal_code(&receipts[0]);
        let person = app.visitor();
        let offered = person.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert!(offered.text().contains(&say("fill-stop-what", &[])), "{}", offered.describe());
        assert_eq!(n_rows().await, 6, "nothing happens before it was asked for");
        let stopped = [("code", code.as_str()), ("go", "stop")];
        let done = person.post_raw_form("/withdraw", &stopped).await.expect_status(200);
        assert!(done.text().contains(&say("fill-stopped-title", &[])), "{}", done.describe());
        assert_eq!(n_rows().await, 5, "left out of what is new");
        let feedback = coordinator.get(&format!("/surveys/{}/feedback", open.survey.0)).await;
        let words = feedback.texts(".quote-form .note-text");
        assert!(!words.contains(&"言葉0".to_owned()) && words.contains(&"言葉1".to_owned()), "{words:?}");
        let all = submitted(app, open.questionnaire).await;
        assert_eq!(all.len(), 6, "the answers stay: what was published rests on them");

        let page = coordinator.get(&format!("/questionnaires/{}/stop-requests", open.questionnaire.0)).await;
        assert_eq!(page.first("#stop-count"), say("stop-n", &[("n", "1".to_owned())]));
        assert_eq!(page.texts("#stop-files tbody th").len(), 2, "exported before: {}", page.describe());
        let again = person.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert!(again.text().contains(&say("fill-stopped-title", &[])));
        person.post_raw_form("/withdraw", &[("code", "AAAA-AAAA-AAAA")]).await.expect_status(422);
        let receipt = person.get(&receipts[1].path).await.expect_status(200);
        assert!(receipt.text().contains(&say("fill-withdraw-after", &[])), "both dates are told");
    })
    .await;
}

#[tokio::test]
async fn another_language_keeps_what_was_typed() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let person = app.visitor();
        let started = person.start(&open.link).await.expect_status(303);
        let page = person.follow(started).await.expect_status(200);
        assert!(!page.has("header a[hreflang]"), "a link would lose what was typed");
        let buttons = page.attributes("button[form=fill-form]", "value");
        assert_eq!(buttons[..2], ["next", "lang:en"], "Enter presses the first button, which goes on");
        let fields = [("hard", "書きかけの言葉"), ("go", "lang:en")];
        let sent = person.submit(&page, "form[data-fill]", &fields).await.expect_status(303);
        let english = person.follow(sent).await.expect_status(200);
        assert!(english.has("html[lang=en]"));
        assert_eq!(english.texts("textarea[name=hard]"), ["書きかけの言葉"]);
        assert!(person.get(&english.path).await.has("html[lang=en]"), "it is remembered");
    })
    .await;
}
