//! The feedback by mail: to everybody who asked for it, once, and to nobody of whom it is not known.

use chrono::Utc;
use serde_json::{Value, json};
use server::auth::Role;
use server::feedback_letter::kind;
use server::i18n::{self, Lang};
use surveys::entity::message;
use surveys::entity::state::{InvitingMode, MessageState};
use surveys::store;
use tests::inviting::{add_agencies, invitations, invite_all, link, open_invitation};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::respondent::{answer_page, fill_page, withdrawal_code};
use tests::sheets::{publish, publish_area};
use tests::{Session, TestApp, on_both};

use crate::letters::{laid_down, letters, put, until};

/// Consent to totals, and the wish to be sent the results.
fn definition() -> Value {
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        { "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
            { "value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true },
            { "value": "7", "text": "結果の案内", "kt:consent": "feedback" }] }] }] })
}

/// A survey with answers and a link to its sheet, and the page from which letters go.
struct Sending {
    coordinator: Session,
    open: OpenSurvey,
    /// Address of the page.
    path: String,
    /// Its form.
    form: String,
}

/// Three agencies are invited; the first and the second ask for the results, the third does not.
async fn three_answers(app: &TestApp, mode: InvitingMode) -> Sending {
    answers_of(app, mode, &["a@example.jp", "b@example.jp", "c@example.jp"]).await
}

/// The same with these addresses.
async fn answers_of(app: &TestApp, mode: InvitingMode, emails: &[&str; 3]) -> Sending {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &definition()).await;
    add_agencies(app, emails).await;
    answer_all(app, &coordinator, &open, mode).await;
    let links = format!("/surveys/{}/links", open.survey.0);
    coordinator.post_form(&links, &[("region", ""), ("days", "30")]).await.expect_status(303);
    let path = format!("/surveys/{}/feedback/letters", open.survey.0);
    let form = format!("form[action='{path}']");
    Sending { coordinator, open, path, form }
}

impl Sending {
    /// Publishes the sheet of the whole region.
    async fn published(self) -> Sending {
        publish(&self.coordinator, self.open.survey, &[]).await;
        self
    }
}

/// All agencies are invited to a questionnaire and answer; the first and the second ask for the results.
async fn answer_all(app: &TestApp, coordinator: &Session, open: &OpenSurvey, mode: InvitingMode) {
    invite_all(coordinator, open, mode).await;
    let mut all = invitations(app, open).await;
    // As their agencies were added.
    all.sort_by_key(|one| one.contact_id);
    for (invitation, boxes) in all.iter().zip([["1", "7"].as_slice(), &["1", "7"], &["1"]]) {
        let person = app.visitor();
        let first = open_invitation(&person, &link(app, invitation)).await.expect_status(200);
        let fields = boxes.iter().map(|value| ("consent", *value));
        let fields: Vec<(&str, &str)> = fields.chain([("go", "next")]).collect();
        let check = person.submit(&first, "form[data-fill]", &fields).await;
        let check = person.follow(check).await.expect_status(200);
        person.post_raw_form(&check.path, &[("go", "submit")]).await.expect_status(303);
    }
}

async fn sheets(app: &TestApp, open: &OpenSurvey) -> Vec<message::Model> {
    let all = letters(app, open).await.into_iter();
    all.filter(|letter| letter.kind.starts_with("feedback-")).collect()
}

#[tokio::test]
async fn who_asked_for_the_results_gets_the_link_once() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } = three_answers(app, InvitingMode::Known).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：2"), "{}", page.text());
        let look = [("words", "ご来場ありがとうございました。"), ("do", "preview")];
        let looked = coordinator.submit(&page, &form, &look).await.expect_status(200);
        assert!(
            looked.text().contains("架空機関") && looked.text().contains("ご来場ありがとうございました。")
        );
        assert!(!looked.text().contains("うちも同じ"), "nobody is asked to reply: {}", looked.describe());
        assert!(sheets(app, &open).await.is_empty(), "looking sends nothing");
        let early = coordinator.submit(&looked, &form, &[("do", "send")]).await.expect_status(422);
        assert!(early.has(".error-summary a[href='#link']"), "{}", early.describe());
        assert!(sheets(app, &open).await.is_empty(), "the link would lead to nothing");
        publish(&coordinator, open.survey, &[]).await;
        for _ in 0..2 {
            coordinator.submit(&looked, &form, &[("do", "send")]).await.expect_status(303);
        }
        let sent = sheets(app, &open).await;
        let to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        assert_eq!(to, ["a@example.jp", "b@example.jp"]);
        assert!(sent[0].body.contains("{sheet}") && !sent[0].body.contains("/r/"), "{}", sent[0].body);
        let mail = laid_down(app, &open, sent[0].id).await;
        assert!(mail.contains("To: a@example.jp") && mail.contains("List-Unsubscribe: <http"), "{mail}");
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：0"), "{}", page.text());
        let researcher = app.login(Role::Researcher).await;
        researcher.get(&path).await.expect_status(403);
    })
    .await;
}

/// One body often runs several offices and reads their mail in one box.
#[tokio::test]
async fn offices_behind_one_address_each_get_their_sheet_once() {
    on_both(async |app| {
        let emails = ["houjin@example.jp", "Houjin@example.jp", "c@example.jp"];
        let Sending { coordinator, open, path, form } = answers_of(app, InvitingMode::Known, &emails).await;
        let links = format!("/surveys/{}/links", open.survey.0);
        for region in ["2", "3"] {
            coordinator.post_form(&links, &[("region", region), ("days", "30")]).await.expect_status(303);
        }
        publish(&coordinator, open.survey, &[]).await;
        for area in ["9001", "9002"] {
            publish_area(&coordinator, open.survey, area).await;
        }
        let expected: [(Option<i64>, &[&str]); 3] =
            [(Some(2), &["架空機関00"]), (Some(3), &["架空機関01"]), (None, &["架空機関00", "架空機関01"])];
        for (region, offices) in expected {
            let links = store::share_links::of_survey(app.db(), open.survey).await.expect("links");
            let link = links.into_iter().find(|link| link.region_id.map(|id| id.0) == region).expect("one");
            let address = format!("{path}?link={}", link.id.0);
            let page = coordinator.get(&address).await.expect_status(200);
            let n = format!("これから送るあて先：{}", offices.len());
            assert!(page.text().contains(&n), "{region:?}: {}", page.text());
            for _ in 0..2 {
                coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
            }
            let sent = sheets(app, &open).await.into_iter();
            let sent: Vec<String> =
                sent.filter(|sent| sent.kind == kind(link.id)).map(|sent| sent.body).collect();
            assert_eq!(sent.len(), offices.len(), "{region:?}: {sent:?}");
            for (body, office) in sent.iter().zip(offices) {
                assert!(body.contains(office), "{region:?}: {body}");
            }
            let after = coordinator.get(&address).await.expect_status(200);
            assert!(after.text().contains("これから送るあて先：0"), "{region:?}: {}", after.text());
        }
    })
    .await;
}

#[tokio::test]
async fn an_office_that_answered_twice_gets_the_link_once() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } = three_answers(app, InvitingMode::Known).await;
        let second = open_second(app, &coordinator, open.survey, &definition()).await;
        answer_all(app, &coordinator, &second, InvitingMode::Known).await;
        publish(&coordinator, open.survey, &[]).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：2"), "{}", page.text());
        for _ in 0..2 {
            coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        }
        let sent = [sheets(app, &open).await, sheets(app, &second).await].concat();
        let mut to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["a@example.jp", "b@example.jp"]);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("これから送るあて先：0"), "{}", page.text());
    })
    .await;
}

/// Nobody gets a link twice: a letter that led to nothing could not be made good.
#[tokio::test]
async fn a_letter_in_the_box_goes_out_only_while_its_sheet_is_published() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let compose = format!("/surveys/{}/feedback/sheet", open.survey.0);
        let page = coordinator.get(&compose).await.expect_status(200);
        coordinator.submit(&page, "#retract-form", &[]).await.expect_status(303);
        let asked = invitations(app, &open).await.into_iter().min_by_key(|one| one.contact_id);
        let link = store::share_links::of_survey(app.db(), open.survey).await.expect("links").remove(0);
        put(app, &open, asked.expect("an invitation").id, &kind(link.id), "a@example.jp").await;
        app.service().carrier.ring();
        until("the letter leaves its box", async || {
            let left = sheets(app, &open).await;
            assert!(left.iter().all(|letter| letter.state != MessageState::Sent), "{left:?}");
            left.is_empty()
        })
        .await;

        // It counts as never written, and goes out once there is a sheet to read again.
        publish(&coordinator, open.survey, &[("reason", "書き直しました。")]).await;
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let sent = sheets(app, &open).await;
        let to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        assert_eq!(to, ["a@example.jp", "b@example.jp"]);
        laid_down(app, &open, sent[0].id).await;
    })
    .await;
}

#[tokio::test]
async fn whom_no_mail_reaches_gets_a_printed_letter_once() {
    on_both(async |app| {
        let emails = ["", "b@example.jp", "c@example.jp"];
        let Sending { coordinator, open, path, form } = answers_of(app, InvitingMode::Known, &emails).await;
        let link = store::share_links::of_survey(app.db(), open.survey).await.expect("links").remove(0);
        let print = format!("{path}/print?link={}", link.id.0);
        let early = coordinator.get(&path).await.expect_status(200);
        assert!(early.first("#handed-form").contains("架空機関00"), "they are named: {}", early.describe());
        assert!(!early.has("#handed-form button"), "the link leads to nothing yet: {}", early.describe());
        coordinator.get(&print).await.expect_status(303);
        publish(&coordinator, open.survey, &[]).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert_eq!(page.link("手紙を印刷する"), print);
        let printed = coordinator.get(&print).await.expect_status(200);
        let letters = printed.texts("article.letter-sheet");
        assert_eq!(letters.len(), 1, "b has mail, and c did not ask: {letters:?}");
        for words in ["架空機関00", "架空県架空市1-1", "/r/"] {
            assert!(letters[0].contains(words), "{words}: {letters:?}");
        }
        assert!(printed.has(".letter-way svg") && !letters[0].contains("{sheet}"), "{}", printed.describe());
        coordinator.submit(&page, "#handed-form", &[]).await.expect_status(303);
        assert!(sheets(app, &open).await.is_empty(), "nobody was ticked");
        let ticked = page.attributes("#handed-form [name=response]", "value");
        assert_eq!(ticked.len(), 1);
        for _ in 0..2 {
            let changes = [("response", ticked[0].as_str())];
            coordinator.submit(&page, "#handed-form", &changes).await.expect_status(303);
        }
        let handed = sheets(app, &open).await;
        assert_eq!(handed.len(), 1);
        assert!(handed[0].state == MessageState::Sent && handed[0].to_address.is_empty(), "{handed:?}");
        let events = store::audit::newest(app.db(), 20).await.expect("events");
        let marked = events.iter().filter(|event| event.action == "feedback.hand_over").count();
        assert_eq!(marked, 1, "{events:?}");
        let after = coordinator.get(&path).await.expect_status(200);
        assert!(after.first("#handed-form").contains("届けました") && !after.has("#handed-form button"));
        assert!(!coordinator.get(&print).await.expect_status(200).has("article.letter-sheet"));
        coordinator.submit(&after, &form, &[("do", "send")]).await.expect_status(303);
        let to: Vec<String> = sheets(app, &open).await.into_iter().map(|letter| letter.to_address).collect();
        assert_eq!(to, ["", "b@example.jp"], "mail goes to the other one alone");
        app.login(Role::Researcher).await.get(&print).await.expect_status(403);
    })
    .await;
}

/// It looks like an agency without an address; the office would look for one instead of correcting the one that it has.
#[tokio::test]
async fn a_letter_to_an_address_that_is_not_there_counts_as_failed_and_goes_out_once_it_is_corrected() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let letter = sheets(app, &open).await.remove(0);
        laid_down(app, &open, letter.id).await;
        let contacts = store::contacts::list(app.db()).await.expect("contacts");
        let contact = contacts.into_iter().find(|one| one.email == letter.to_address).expect("one");
        let said = "550 no such user".to_owned();
        let noted = store::contacts::set_undeliverable(app.db(), contact.id, &contact.email, said).await;
        noted.expect("noted");
        store::messages::set_tried(app.db(), &letter, Utc::now(), true).await.expect("given up");
        let page = coordinator.get(&path).await.expect_status(200);
        for words in ["送れなかったあて先：1", "アドレスのない回答：0"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        let refused = page.first("#refused li");
        assert!(refused.contains("架空機関00（a@example.jp）") && refused.contains("550"), "{refused}");
        assert!(!page.has("#failed") && !page.has("button[value=retry]"), "{}", page.describe());
        assert!(page.first("#handed-form").contains("架空機関00"), "{}", page.describe());
        let bounces = coordinator.get(&page.attributes("#refused a", "href")[0]).await.expect_status(200);
        let corrected = [("email", "new@example.jp")];
        coordinator.submit(&bounces, "form[action$='/bounces']", &corrected).await.expect_status(303);
        let all_out = async || sheets(app, &open).await.iter().all(|one| one.state == MessageState::Sent);
        until("it goes out", all_out).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(!page.has("#refused") && page.text().contains("送信待ちを含む）：2"), "{}", page.text());
    })
    .await;
}

/// Counted as sent it would be forgotten: nobody would try again, or print the letter.
#[tokio::test]
async fn a_letter_that_was_given_up_is_named_and_sent_again_without_a_second_one_to_others() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(!page.has("#failed") && !page.has("button[value=retry]"), "{}", page.describe());
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let sent = sheets(app, &open).await;
        for letter in &sent {
            laid_down(app, &open, letter.id).await;
        }
        let (given_up, other) = (&sent[0], &sent[1]);
        store::messages::set_tried(app.db(), given_up, Utc::now(), true).await.expect("given up");

        let page = coordinator.get(&path).await.expect_status(200);
        for words in
            ["これから送るあて先：0", "送信待ちを含む）：1", "送れなかったあて先：1", "アドレスのない回答：0"]
        {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert_eq!(page.texts("#failed li"), ["架空機関00"]);
        assert!(page.first("#handed-form").contains("架空機関00"), "{}", page.describe());
        let printed = coordinator.get(&page.link("手紙を印刷する")).await.expect_status(200);
        assert_eq!(printed.texts("article.letter-sheet").len(), 1);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let states: Vec<MessageState> = sheets(app, &open).await.iter().map(|letter| letter.state).collect();
        assert_eq!(states, [MessageState::Failed, MessageState::Sent], "sending to new ones is no retry");

        let other =
            sheets(app, &open).await.into_iter().find(|letter| letter.id == other.id).expect("it is there");
        for _ in 0..2 {
            coordinator.submit(&page, &form, &[("do", "retry")]).await.expect_status(303);
            laid_down(app, &open, given_up.id).await;
        }
        let after = sheets(app, &open).await;
        assert_eq!(after.len(), 2, "{after:?}");
        assert!(after.contains(&other), "whoever has it gets no second one: {after:?}");
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("送信待ちを含む）：2") && !page.has("#failed"), "{}", page.text());
        let events = store::audit::newest(app.db(), 20).await.expect("events");
        assert!(events.iter().any(|event| event.action == "feedback.retry_mail"), "{events:?}");
    })
    .await;
}

#[tokio::test]
async fn whose_letter_was_given_up_can_have_it_on_paper_instead() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let sent = sheets(app, &open).await;
        for letter in &sent {
            laid_down(app, &open, letter.id).await;
        }
        store::messages::set_tried(app.db(), &sent[0], Utc::now(), true).await.expect("given up");
        let page = coordinator.get(&path).await.expect_status(200);
        let ticked = page.attributes("#handed-form [name=response]", "value");
        let changes = [("response", ticked[0].as_str())];
        coordinator.submit(&page, "#handed-form", &changes).await.expect_status(303);
        coordinator.submit(&page, &form, &[("do", "retry")]).await.expect_status(303);
        let after = sheets(app, &open).await;
        assert!(after.iter().all(|letter| letter.state == MessageState::Sent), "no mail follows: {after:?}");
        assert_eq!(after.len(), 2, "{after:?}");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_no_letter_can_be_written_to_is_in_the_list_for_paper() {
    on_both(async |app| {
        let emails = ["bad@@x", "b@example.jp", "c@example.jp"];
        let Sending { coordinator, open, path, form } =
            answers_of(app, InvitingMode::Known, &emails).await.published().await;
        let page = coordinator.get(&path).await.expect_status(200);
        for words in ["これから送るあて先：1", "アドレスのない回答：1"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(page.first("#handed-form").contains("架空機関00"), "{}", page.describe());
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let to: Vec<String> = sheets(app, &open).await.into_iter().map(|letter| letter.to_address).collect();
        assert_eq!(to, ["b@example.jp"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_of_an_anonymous_wave_is_written_to() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } = three_answers(app, InvitingMode::Anonymous).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("どの機関か分からない回答：2"), "{}", page.text());
        publish(&coordinator, open.survey, &[]).await;
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        assert!(sheets(app, &open).await.is_empty());
    })
    .await;
}

/// The same questionnaire with a question for an address that is used for the results alone.
fn with_address() -> Value {
    let mut asked = definition();
    let mail = json!({ "type": "text", "name": "feedback_mail", "title": "送り先", "inputType": "email",
        "kt:identifier": true, "kt:role": "contact" });
    asked["pages"][0]["elements"].as_array_mut().expect("elements").push(mail);
    asked
}

/// Whoever answers by the open link is known by nothing but what they write.
#[tokio::test]
async fn who_came_by_the_open_link_gets_the_results_where_they_asked_for_them_and_nowhere_else() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &with_address()).await;
        let boxes = ["1", "7"];
        let mail = [("feedback_mail", "taro@example.jp")];
        let receipt = answer_page(&app.visitor(), &open.link, &boxes, &mail).await;
        answer_page(&app.visitor(), &open.link, &boxes, &[]).await;
        answer_page(&app.visitor(), &open.link, &["1"], &[("feedback_mail", "no@example.jp")]).await;
        let links = format!("/surveys/{}/links", open.survey.0);
        coordinator.post_form(&links, &[("region", ""), ("days", "30")]).await.expect_status(303);
        publish(&coordinator, open.survey, &[]).await;
        let path = format!("/surveys/{}/feedback/letters", open.survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        for words in ["これから送るあて先：1", "アドレスの書かれていないもの：1"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(!page.has("#handed-form"), "nobody knows whose letter to print: {}", page.describe());
        let form = format!("form[action='{path}']");
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let to: Vec<String> = sheets(app, &open).await.into_iter().map(|letter| letter.to_address).collect();
        assert_eq!(to, ["taro@example.jp"]);
        let researcher = app.login(Role::Researcher).await;
        for file in [format!("exports/data-{}.csv", open.questionnaire.0), "analysis".to_owned()] {
            let page = researcher.get(&format!("/surveys/{}/{file}", open.survey.0)).await;
            assert!(!page.body.contains("example.jp"), "{file}");
        }
        let code = withdrawal_code(&receipt);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert!(sheets(app, &open).await.is_empty(), "the address goes with the answers");
    })
    .await;
}

/// Who was invited by post has no mail address on the list; another one has it read elsewhere.
#[tokio::test]
async fn who_was_invited_and_wrote_an_address_gets_the_results_there() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &with_address()).await;
        add_agencies(app, &["", "b@example.jp"]).await;
        invite_all(&coordinator, &open, InvitingMode::Known).await;
        let mut all = invitations(app, &open).await;
        all.sort_by_key(|one| one.contact_id);
        for (invitation, mail) in all.iter().zip(["post@example.jp", ""]) {
            let person = app.visitor();
            let first = open_invitation(&person, &link(app, invitation)).await.expect_status(200);
            fill_page(&person, &first, &["1", "7"], &[("feedback_mail", mail)]).await;
        }
        let links = format!("/surveys/{}/links", open.survey.0);
        coordinator.post_form(&links, &[("region", ""), ("days", "30")]).await.expect_status(303);
        publish(&coordinator, open.survey, &[]).await;
        let path = format!("/surveys/{}/feedback/letters", open.survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        for _ in 0..2 {
            coordinator.submit(&page, &format!("form[action='{path}']"), &[("do", "send")]).await;
        }
        let sent = sheets(app, &open).await;
        let mut to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["b@example.jp", "post@example.jp"]);
        let written = sent.iter().find(|letter| letter.to_address == "post@example.jp").expect("it is there");
        assert!(written.invitation_id.is_none(), "it follows no contact of the list: {written:?}");
        assert!(written.body.contains("架空機関00"), "{}", written.body);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("送信待ちを含む）：2"), "{}", page.text());
    })
    .await;
}

/// An address that was written with an answer cannot be corrected on the list.
#[tokio::test]
async fn whose_letter_was_given_up_and_who_is_on_no_list_is_pointed_to_paper() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } = three_answers(app, InvitingMode::Known).await;
        let mut with_mail = definition();
        let mail = json!({ "type": "text", "name": "mail", "title": "メール", "inputType": "email",
            "kt:identifier": true });
        with_mail["pages"][0]["elements"].as_array_mut().expect("elements").push(mail);
        let second = open_second(app, &coordinator, open.survey, &with_mail).await;
        answer_page(&app.visitor(), &second.link, &["1", "7"], &[("mail", "d@example.jp")]).await;
        publish(&coordinator, open.survey, &[]).await;
        let page = coordinator.get(&path).await.expect_status(200);
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let say = |key: &str| i18n::plain(Lang::Ja, key);
        let (listed, unlisted) =
            (say("feedback-letters-failed-text"), say("feedback-letters-failed-unlisted"));
        let give_up = async |of: &OpenSurvey| {
            let letter = sheets(app, of).await.remove(0);
            laid_down(app, of, letter.id).await;
            store::messages::set_tried(app.db(), &letter, Utc::now(), true).await.expect("given up");
            coordinator.get(&path).await.expect_status(200)
        };
        let page = give_up(&second).await;
        assert_eq!(page.texts("#failed li").len(), 1, "{}", page.describe());
        assert!(page.text().contains(&unlisted) && !page.text().contains(&listed), "{}", page.describe());
        let page = give_up(&open).await;
        assert_eq!(page.texts("#failed li").len(), 2, "{}", page.describe());
        assert!(page.text().contains(&unlisted) && page.text().contains(&listed), "{}", page.describe());
    })
    .await;
}

/// “Not published yet” would send the office to publish a sheet once more that is published.
#[tokio::test]
async fn without_an_address_in_use_letters_to_print_lead_to_where_one_is_made() {
    on_both(async |app| {
        let Sending { coordinator, open, path, .. } =
            three_answers(app, InvitingMode::Known).await.published().await;
        let say = |key: &str| i18n::plain(Lang::Ja, key);
        let print = format!("{path}/print");
        let unchosen = coordinator.get(&print).await.expect_status(303);
        let asked = coordinator.follow(unchosen).await.expect_status(200);
        assert!(
            asked.first(".flash").contains(&say("feedback-letters-link-required")),
            "{}",
            asked.describe()
        );
        let feedback = format!("/surveys/{}/feedback", open.survey.0);
        let page = coordinator.get(&feedback).await.expect_status(200);
        let revoke = page.attributes("form[action$='/revoke']", "action").remove(0);
        coordinator.post_form(&revoke, &[]).await.expect_status(303);
        coordinator.get(&feedback).await.expect_status(200);
        let refused = coordinator.get(&print).await.expect_status(303);
        assert_eq!(refused.location(), Some(format!("{feedback}#links").as_str()));
        let led = coordinator.get(&feedback).await.expect_status(200);
        assert!(led.first(".flash").contains(&say("feedback-letters-link-lacking")), "{}", led.describe());
        assert!(
            led.has("#links") && led.has("form[action$='/links']"),
            "it is made there: {}",
            led.describe()
        );
    })
    .await;
}
