//! Invited agencies: their link and code, one response for each, on whichever device.

use serde_json::json;
use server::auth::Role;
use surveys::entity::state::{InvitingMode, ResponseState};
use surveys::store;
use tests::inviting::{add_agencies, invitations, invite_all, letter_code, link, open_invitation};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, Session, TestApp, on_both};

use crate::rights::publish;

/// A questionnaire of two short questions.
pub fn questionnaire() -> serde_json::Value {
    json!({ "title": "架空の調査", "pages": [
        { "name": "one", "elements": [{ "type": "text", "name": "a", "title": "一つ目" }] },
        { "name": "two", "elements": [{ "type": "text", "name": "b", "title": "二つ目" }] },
    ]})
}

/// An open questionnaire to which agencies with these mail addresses are invited.
pub async fn invited(app: &TestApp, person: &Session, mode: InvitingMode, emails: &[&str]) -> OpenSurvey {
    let open = open_definition(app, person, &questionnaire()).await;
    add_agencies(app, emails).await;
    invite_all(person, &open, mode).await;
    open
}

/// Answers both pages of the questionnaire from the first on; returns the page on which all can be sent.
pub async fn answer(person: &Session, first: &Page, words: &str) -> Page {
    let second = person.submit(first, "form[data-fill]", &[("a", words), ("go", "next")]).await;
    let second = person.follow(second).await;
    let check = person.submit(&second, "form[data-fill]", &[("b", words), ("go", "next")]).await;
    let check = person.follow(check).await.expect_status(200);
    assert!(check.path.ends_with("/check"), "{}", check.describe());
    check
}

/// Sends checked answers.
pub async fn send(person: &Session, check: &Page) -> Page {
    person.post_raw_form(&check.path, &[("go", "submit")]).await
}

#[tokio::test]
async fn a_link_leads_to_one_response_from_every_device_and_to_nothing_more_once_it_is_sent() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &["a@example.jp", "b@example.jp"]).await;
        let all = invitations(app, &open).await;
        let link = link(app, &all[0]);
        let office = app.visitor();
        let first = open_invitation(&office, &link).await.expect_status(200);
        office.submit(&first, "form[data-fill]", &[("a", "途中まで"), ("go", "save")]).await;

        // The same link on a telephone goes on where the office was.
        let phone = app.visitor();
        let shown = phone.get(&link.to_uppercase().replace("/I/", "/i/")).await.expect_status(200);
        assert!(
            shown.text().contains("続きから回答する") && shown.text().contains("架空機関00 様"),
            "{}",
            shown.text()
        );
        let second = open_invitation(&phone, &link).await.expect_status(200);
        assert!(second.path.ends_with("/p/two"), "the first page is answered: {}", second.describe());
        let check = phone.get(&second.path.replace("/p/two", "/check")).await.expect_status(200);
        assert!(check.path.ends_with("/check") && check.text().contains("途中まで"), "{}", check.describe());
        let (one, two) = tokio::join!(send(&phone, &check), send(&office, &check));
        for sent in [one, two] {
            assert!(sent.location().is_some_and(|to| to.ends_with("/receipt")), "{}", sent.describe());
        }
        let shown = app.visitor().get(&link).await.expect_status(200);
        assert!(
            shown.text().contains("回答を受け取りました") && !shown.has("form[action^='/i/']"),
            "{}",
            shown.text()
        );
        assert!(!shown.body.contains("receipt"), "the link of a letter opens no answers");
        let begun = app.visitor().start(&link).await.expect_status(303);
        assert_eq!(begun.location(), Some(link.as_str()));
        let sent = store::responses::count(app.db(), open.questionnaire, ResponseState::Submitted).await;
        assert_eq!(sent.expect("a count"), 1);
        let all = invitations(app, &open).await;
        assert_eq!(all.iter().map(|one| one.is_answered).collect::<Vec<_>>(), [true, false]);
    })
    .await;
}

#[tokio::test]
async fn two_devices_that_begin_at_once_write_one_response() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &["a@example.jp"]).await;
        let link = link(app, &invitations(app, &open).await[0]);
        let (one, two) = (app.visitor(), app.visitor());
        let (one, two) = tokio::join!(one.start(&link), two.start(&link));
        let code = |page: &Page| page.location().and_then(|to| to.split('/').nth(3).map(str::to_owned));
        assert_eq!(code(&one.expect_status(303)), code(&two.expect_status(303)));
        let begun = store::responses::count(app.db(), open.questionnaire, ResponseState::InProgress).await;
        assert_eq!(begun.expect("a count"), 1);
    })
    .await;
}

#[tokio::test]
async fn a_code_is_taken_as_people_write_it_and_a_misread_one_is_told_without_looking_it_up() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &[""]).await;
        let invitation = &invitations(app, &open).await[0];
        let code = letter_code(app, invitation);
        let person = app.visitor();
        let enter = async |typed: &str| {
            let form = person.get("/i").await.expect_status(200);
            person.submit(&form, "form", &[("code", typed)]).await
        };
        let wide: String =
            code.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).expect("wide")).collect();
        for typed in [code.clone(), code.to_lowercase(), wide, server::secret::grouped(&code)] {
            let found = enter(&typed).await.expect_status(303);
            assert_eq!(found.location(), Some(link(app, invitation).as_str()), "{typed}");
        }
        let mut letters: Vec<char> = code.chars().collect();
        letters[0] = if letters[0] == 'X' { 'W' } else { 'X' };
        let misread: String = letters.into_iter().collect();
        // Many of them are told so, again and again.
        for _ in 0..120 {
            let told = enter(&misread).await.expect_status(422);
            assert!(told.text().contains("読み違いかもしれません"), "{}", told.text());
        }
        assert!(enter("1234").await.expect_status(422).text().contains("いま 4文字"), "the length is told");
        enter(&code).await.expect_status(303);
        // After two hundred wrong ones of one address it has to wait, a right code included.
        let mut tried =
            (2..).map(surveys::fielding::invitation_code::code).filter(|other| *other != code).take(200);
        loop {
            let other = tried.next().expect("it ends after some");
            let refused = person.post_raw_form("/i", &[("code", &other)]).await;
            if refused.status == 429 {
                break;
            }
            refused.expect_status(422);
        }
        person.post_raw_form("/i", &[("code", &code)]).await.expect_status(429);
        let copy: String =
            store::invitations::find(app.db(), invitation.id).await.expect("it is there").code_hash;
        assert_ne!(
            copy,
            server::secret::hash(&code),
            "whoever tries all codes on a copy of the database finds none"
        );
    })
    .await;
}

#[tokio::test]
async fn without_an_invitation_nobody_begins_where_only_the_invited_are_asked() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &["a@example.jp"]).await;
        let person = app.visitor();
        let start = person.get(&open.link).await.expect_status(200);
        assert!(start.text().contains("招待を受け取られた機関だけ"), "{}", start.text());
        assert_eq!(person.start(&open.link).await.expect_status(303).location(), Some("/i"));
        for path in ["/i/aaaabbbbccccddddeeeeffffgggghhhh", "/i/x", "/o/x"] {
            person.get(path).await.expect_status(404);
        }
        let base = format!("/questionnaires/{}", open.questionnaire.0);
        let settings = coordinator.get(&format!("{base}/inviting")).await;
        coordinator.submit(&settings, "form.form", &[("is_open", "true")]).await.expect_status(303);
        person.start(&open.link).await.expect_status(303);
        let begun = store::responses::count(app.db(), open.questionnaire, ResponseState::InProgress).await;
        assert_eq!(begun.expect("a count"), 1);
        // What was promised in letters stays.
        let settings = coordinator.get(&format!("{base}/inviting")).await;
        coordinator.submit(&settings, "form.form", &[("mode", "anonymous")]).await.expect_status(409);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_comes_back_when_its_explanation_changed_while_it_was_read() {
    for mode in [InvitingMode::Known, InvitingMode::Anonymous] {
        on_both(async |app| {
            let coordinator = app.login(Role::Coordinator).await;
            let open = invited(app, &coordinator, mode, &["a@example.jp"]).await;
            let link = link(app, &invitations(app, &open).await[0]);
            let person = app.visitor();
            let read = person.get(&link).await.expect_status(200);
            let mut other = questionnaire();
            other["description"] = json!("書き直した説明");
            publish(app, &coordinator, &open, &other).await;
            let again = person.submit(&read, "form[action^='/i/']", &[]).await.expect_status(409);
            assert!(again.text().contains("説明が変わりました"), "{}", again.text());
            assert!(again.text().contains("書き直した説明"), "{}", again.text());
            person.submit(&again, "form[action^='/i/']", &[]).await.expect_status(303);
            if mode == InvitingMode::Known {
                // What was begun goes on with what was read then.
                person.submit(&read, "form[action^='/i/']", &[]).await.expect_status(303);
            }
        })
        .await;
    }
}
