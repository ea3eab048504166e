//! Links that lead to the thing that is meant, and pages that would be the end of the way.

use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::on_both;
use tests::open_survey::{open_definition, open_survey};
use tests::respondent::{answer_all, send, withdrawal_code};
use tests::sign_up::{ONLINE, VENUE, sign_up};

use crate::approaches::{survey_with_agencies, write_note};

#[tokio::test]
async fn a_note_leads_to_its_own_coding_and_not_to_the_list_of_all() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let heard = [("role", "窓口が一つもない。"), ("held_on", "2026-01-15"), ("go", "finish")];
        write_note(&coordinator, survey, agencies[0], &heard).await;
        let other = [("role", "送迎を始めた。"), ("held_on", "2026-01-16"), ("go", "finish")];
        let note = write_note(&coordinator, survey, agencies[1], &other).await;
        let note = coordinator.get(&note.path).await.expect_status(200);
        let href = note.attributes("main a[href*='/coding/notes?note=']", "href").remove(0);
        let led = coordinator.get(&href).await.expect_status(303);
        let coded = coordinator.follow(led).await.expect_status(200);
        assert!(coded.path.contains("/coding/texts/"), "{}", coded.path);
        assert!(coded.text().contains("送迎を始めた") && !coded.text().contains("窓口が一つもない"));

        let list = format!("/surveys/{}/coding/notes?note=", survey.0);
        let missing = coordinator.get(&format!("{list}999")).await.expect_status(200);
        assert!(missing.text().contains(&i18n::plain(Lang::Ja, "coding-note-missing")));
        assert_eq!(missing.texts("#notes tbody tr").len(), 2, "the list is there all the same");
        // Outside internal work notes have no number: nobody finds out which text is whose.
        let number = href.rsplit('=').next().expect("a number");
        app.login(Role::Researcher).await.get(&format!("{list}{number}")).await.expect_status(200);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_names_nothing_leads_on_and_tells_nothing() {
    on_both(async |app| {
        let hrefs = |page: &tests::Page| page.attributes("main a", "href");
        for path in ["/nowhere", "/q/nothing", "/r/nothing"] {
            let page = app.visitor().get(path).await.expect_status(404);
            assert_eq!(hrefs(&page), ["/i", "/withdraw", "/"], "{path}");
        }
        let viewer = app.login(Role::Viewer).await;
        for path in ["/nowhere", "/surveys/999"] {
            let page = viewer.get(path).await.expect_status(404);
            assert_eq!(hrefs(&page), ["/"], "{path}");
        }
    })
    .await;
}

/// Two codes side by side were taken for one another at the reception.
#[tokio::test]
async fn a_receipt_of_a_sign_up_says_which_code_is_for_what() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        let receipt = sign_up(app, &open, "first", VENUE, false).await;
        let lead = i18n::plain(Lang::Ja, "signup-withdraw-lead");
        let section = receipt.first("section[aria-labelledby=withdraw]");
        assert!(section.contains(&lead), "{section}");
        assert_eq!(receipt.texts(".code-panel").len(), 1);
        assert!(receipt.has("section[aria-labelledby=withdraw] .code-panel"), "{}", receipt.describe());
        let label = receipt.first(".code-panel .label");
        assert!(label.contains("当日の受付では使いません"), "{label}");
        assert!(receipt.first(".check-in").contains("取り消すときには使いません"), "{}", receipt.describe());
        let online = sign_up(app, &open, "second", ONLINE, false).await;
        for section in ["registration", "withdraw"] {
            let said = online.first(&format!("section[aria-labelledby={section}]"));
            assert!(!said.contains('席'), "nobody waits for a place online: {said}");
        }
        let person = app.visitor();
        let cancel = receipt.link("申し込みを取り消す");
        person.post_raw_form(&cancel, &[]).await.expect_status(303);
        let receipt = person.get(&receipt.path).await.expect_status(200);
        let section = receipt.first("section[aria-labelledby=withdraw]");
        assert!(!section.contains(&lead), "there is nothing above to press any more: {section}");
        let form = person.get("/withdraw").await.expect_status(200);
        assert!(
            form.first("h1").contains("送信した内容の取り消し"),
            "nobody knows yet of what: {}",
            form.describe()
        );
        let code = withdrawal_code(&receipt);
        let done = person.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert!(done.text().contains("お申し込みを取り消しました"), "{}", done.describe());
        assert!(!done.text().contains("回答を取り消"), "{}", done.describe());
    })
    .await;
}

#[tokio::test]
async fn a_receipt_of_a_sign_up_without_seats_says_what_happens_after_a_sign_up() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = json!({ "title": "架空の集まり", "kt:kind": "signup", "pages": [{ "name": "one", "elements": [
            { "type": "text", "name": "person_name", "title": "お名前", "kt:identifier": true }] }] });
        let open = open_definition(app, &coordinator, &definition).await;
        let person = app.visitor();
        let check = answer_all(&person, &open.link).await;
        let receipt = send(&person, &check).await;
        let next = receipt.first("section[aria-labelledby=next]");
        let say = |key: &str| i18n::plain(Lang::Ja, key);
        assert!(next.contains(&say("fill-next-signup-told")), "{next}");
        for of_survey in ["fill-next-review", "fill-next-count", "fill-next-feedback"] {
            assert!(!receipt.text().contains(&say(of_survey)), "{of_survey}: {}", receipt.describe());
        }
    })
    .await;
}
