//! Answering a questionnaire: from the link to the receipt and back out again, without JavaScript.

use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::entity::state::ResponseState;
use surveys::questionnaire::shipped::SHIPPED;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition, open_survey};
use tests::respondent::{answer_all, answers, send, withdrawal_code};
use tests::{TestApp, on_both};

/// The shipped questionnaire that most cases use.
const SHORT: &str = "forum-after";

async fn n_submitted(app: &TestApp, open: &OpenSurvey) -> u64 {
    let count = store::responses::count(app.db(), open.questionnaire, ResponseState::Submitted).await;
    count.expect("responses can be counted")
}

#[tokio::test]
async fn every_shipped_questionnaire_can_be_answered_to_the_end() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        for shipped in SHIPPED {
            let open = open_survey(app, &coordinator, shipped.id).await;
            let person = app.visitor();
            let check = answer_all(&person, &open.link).await;
            let receipt = send(&person, &check).await;
            assert_eq!(withdrawal_code(&receipt).chars().count(), 12, "{}", receipt.describe());
            assert_eq!(n_submitted(app, &open).await, 1, "{}", shipped.id);
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_page_says_how_long_it_takes_and_of_a_sign_up_nothing_about_the_survey() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let of_survey = ["この調査について", "結果の公表", "回答の任意性", "回答の撤回", "調査票の版"];
        let open = open_survey(app, &coordinator, SHORT).await;
        let page = app.visitor().get(&open.link).await.expect_status(200);
        for words in of_survey.into_iter().chain(["約5分", "回答をはじめる"]) {
            assert!(page.text().contains(words), "{words}: {}", page.describe());
        }
        let open = open_survey(app, &coordinator, "forum-signup").await;
        let page = app.visitor().get(&open.link).await.expect_status(200);
        assert!(page.text().contains("申し込みをはじめる"), "{}", page.describe());
        for words in of_survey {
            assert!(!page.text().contains(words), "{words}: {}", page.describe());
        }
    })
    .await;
}

#[tokio::test]
async fn an_empty_code_is_asked_for_and_not_called_unknown() {
    on_both(async |app| {
        let person = app.visitor();
        let empty = person.post_raw_form("/withdraw", &[("code", " ")]).await.expect_status(422);
        assert!(empty.first(".error-summary").contains("入力してください"), "{}", empty.describe());
        let unknown = person.post_raw_form("/withdraw", &[("code", "AAAA")]).await.expect_status(422);
        assert!(unknown.first(".error-summary").contains("見つかりません"), "{}", unknown.describe());
    })
    .await;
}

#[tokio::test]
async fn a_double_click_and_a_resent_form_make_one_response() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, SHORT).await;
        let person = app.visitor();
        let check = answer_all(&person, &open.link).await;
        let click = || person.post_raw_form(&check.path, &[("go", "submit")]);
        let (first, second, third) = tokio::join!(click(), click(), click());
        let again = click().await;
        for page in [first, second, third, again] {
            let page = person.follow(page).await;
            assert_eq!(page.status, 200, "{}", page.describe());
        }
        assert_eq!(n_submitted(app, &open).await, 1);
    })
    .await;
}

#[tokio::test]
async fn answers_that_are_missing_are_named_beside_the_question_and_on_top() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, SHORT).await;
        let person = app.visitor();
        let started = person.start(&open.link).await;
        let page = person.follow(started).await.expect_status(200);
        let sent = person.submit(&page, "form[data-fill]", &[("go", "next")]).await.expect_status(303);
        let page = person.follow(sent).await.expect_status(200);
        let targets = page.attributes(".error-summary a", "href");
        assert!(!targets.is_empty(), "{}", page.describe());
        for target in targets {
            assert!(
                page.has(&format!("[id='{}']", target.trim_start_matches('#'))),
                "{target} leads nowhere"
            );
        }
        assert!(page.has(".question-invalid"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn somebody_who_pauses_comes_back_with_the_code() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, SHORT).await;
        let person = app.visitor();
        let started = person.start(&open.link).await;
        let page = person.follow(started).await.expect_status(200);
        let mut sent = answers(&page);
        let remembered = sent[0].clone();
        sent.retain(|(name, _)| name != "go");
        sent.push(("go".into(), "save".into()));
        let sent: Vec<(&str, &str)> =
            sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let saved = person.submit(&page, "form[data-fill]", &sent).await;
        let saved = person.follow(saved).await.expect_status(200);
        let code = saved.texts(".code-panel .code span").join(" ");
        assert!(!code.is_empty(), "{}", saved.describe());

        let elsewhere = app.visitor();
        let resume = format!("{}/resume", open.link);
        let wrong = elsewhere.post_raw_form(&resume, &[("resume_code", "AAAA-BBBB-CCCC")]).await;
        assert!(wrong.expect_status(422).has(".error-summary"));
        let back = elsewhere.post_raw_form(&resume, &[("resume_code", &code.to_lowercase())]).await;
        let back = elsewhere.follow(back).await.expect_status(200);
        assert!(
            back.has("form[data-fill]") && back.path != page.path,
            "one goes on at the next page: {}",
            back.path
        );
        let page = elsewhere.get(&page.path).await.expect_status(200);
        let fields = page.form("form[data-fill]").fields;
        assert!(fields.contains(&remembered), "{remembered:?} is not in {fields:?}");
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_answer_is_no_longer_counted_and_the_code_works_once() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, SHORT).await;
        let person = app.visitor();
        let check = answer_all(&person, &open.link).await;
        let code = withdrawal_code(&send(&person, &check).await);
        app.visitor().post_raw_form("/withdraw", &[("code", "AAAABBBBCCCC")]).await.expect_status(422);
        assert_eq!(n_submitted(app, &open).await, 1);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert_eq!(n_submitted(app, &open).await, 0);
        let receipt = person.get(&check.path.replace("/check", "/receipt")).await;
        assert!(!receipt.body.contains(&code), "{}", receipt.describe());
    })
    .await;
}

#[tokio::test]
async fn a_closed_survey_takes_no_answers_and_says_so() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, SHORT).await;
        let (early, late) = (app.visitor(), app.visitor());
        let check = answer_all(&early, &open.link).await;
        let state = format!("/questionnaires/{}/state", open.questionnaire.0);
        coordinator.post_form(&state, &[("state", "closed")]).await.expect_status(303);
        for page in [late.get(&open.link).await, late.start(&open.link).await] {
            assert!(page.status >= 400 && page.status < 500, "{}", page.describe());
            assert!(!page.first("h1").is_empty());
        }
        let page = early.post_raw_form(&check.path, &[("go", "submit")]).await;
        assert!(page.status >= 400 && page.status < 500, "{}", page.describe());
        assert_eq!(n_submitted(app, &open).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_code_belongs_to_its_own_questionnaire() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (one, other) =
            (open_survey(app, &coordinator, SHORT).await, open_survey(app, &coordinator, SHORT).await);
        let person = app.visitor();
        let check = answer_all(&person, &one.link).await;
        person.get(&check.path.replace(&one.link, &other.link)).await.expect_status(404);
        let mut tampered = check.path.clone();
        let at = one.link.len() + 1;
        let other_letter =
            if tampered.get(at..).is_some_and(|rest| rest.starts_with('a')) { "b" } else { "a" };
        tampered.replace_range(at..=at, other_letter);
        person.get(&tampered).await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn answers_of_wrong_types_and_sizes_are_never_stored_as_they_are() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, SHORT).await;
        let person = app.visitor();
        let started = person.start(&open.link).await;
        let page = person.follow(started).await.expect_status(200);
        let names: Vec<String> = answers(&page).into_iter().map(|(name, _)| name).collect();
        let long = "長".repeat(100_000);
        for value in ["no-such-choice", "<script>alert(1)</script>", "-99999999999999999999", "\u{0}", &long]
        {
            let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), value)).collect();
            let fields: Vec<(&str, &str)> =
                fields.into_iter().filter(|(name, _)| *name != "go").chain([("go", "next")]).collect();
            let answer = person.post_raw_form(&page.path, &fields).await;
            assert!(answer.status < 500, "{}", answer.describe());
            assert!(!answer.body.contains("<script>alert"), "what was typed comes back as markup");
        }
        assert_eq!(n_submitted(app, &open).await, 0);
    })
    .await;
}

/// Boxes that were overlooked are said before and after sending, with the way back to them.
#[tokio::test]
async fn whoever_allows_too_little_to_be_counted_hears_it_and_finds_the_way_back() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = json!({ "title": "架空の調査", "completedHtml": "<p>次のお返しに生かします。</p>",
            "pages": [{ "name": "one", "elements": [
            { "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
                { "value": "1", "text": "集計", "kt:consent": "aggregate" },
                { "value": "2", "text": "地域", "kt:consent": "region" }] },
            { "type": "radiogroup", "name": "way", "title": "通う手段", "choices": ["1|バス", "2|徒歩"] }] }] });
        let open = open_definition(app, &coordinator, &definition).await;
        let person = app.visitor();
        let page = person.follow(person.start(&open.link).await).await.expect_status(200);
        let sent = person.submit(&page, "form[data-fill]", &[("way", "1"), ("go", "next")]).await;
        let check = person.follow(sent).await.expect_status(200);
        assert!(check.has("#uncounted"), "{}", check.describe());
        let back = check.link(&i18n::plain(Lang::Ja, "fill-uncounted-to"));
        assert!(back.ends_with("/p/one#q-consent-box"), "{back}");
        let receipt = send(&person, &check).await;
        assert!(receipt.has("#uncounted"), "{}", receipt.describe());
        for page in [&check, &receipt] {
            assert!(page.text().contains("「地域」"), "the missing mark: {}", page.describe());
        }
        for promised in ["生かします", i18n::plain(Lang::Ja, "fill-next-feedback").as_str()] {
            assert!(!receipt.text().contains(promised), "{promised}: {}", receipt.describe());
        }
        let begun = person.submit(&receipt, "#uncounted-form", &[("go", "begin")]).await.expect_status(303);
        assert!(begun.location().is_some_and(|there| there.contains("/p/one#")), "{}", begun.describe());
        let page = person.get(&receipt.path.replace("receipt", "p/one")).await.expect_status(200);
        let ticked = [("consent", "1"), ("consent", "2"), ("go", "next")];
        let sent = person.submit(&page, "form[data-fill]", &ticked).await;
        let check = person.follow(sent).await.expect_status(200);
        assert!(!check.has("#uncounted"), "{}", check.describe());
        let sent = person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
        let receipt = person.follow(sent).await.expect_status(200);
        assert!(!receipt.has("#uncounted"), "{}", receipt.describe());
        assert!(receipt.text().contains("生かします"), "{}", receipt.describe());
    })
    .await;
}
