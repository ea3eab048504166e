//! How many responses there are in each state: the office sees it, others learn of small numbers that they are small.

use analysis::document::csv::read_rows;
use serde_json::{Value, json};
use server::auth::Role;
use server::dataset;
use server::i18n::{self, Lang};
use surveys::id::QuestionnaireId;
use surveys::privacy::consent::Purpose;
use surveys::store;
use tests::free_answers::{consent, consent_to_sheets};
use tests::open_survey::{OpenSurvey, open_definition, replace_draft};
use tests::respondent::{answer_page, withdrawal_code};
use tests::{Page, Session, TestApp, on_both};

use crate::bundle::{column, look, rows, take, text, unzip};
use crate::rights::publish;

fn say(key: &str, n: usize) -> String {
    i18n::text(Lang::Ja.code(), key, &[("n", n.to_string())])
}

fn definition(title: &str) -> Value {
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        consent_to_sheets(),
        { "type": "radiogroup", "name": "way", "title": title, "choices": ["1|バス", "2|徒歩"] }] }] })
}

/// Somebody who answers; returns the receipt.
async fn answer(app: &TestApp, open: &OpenSurvey) -> Page {
    answer_page(&app.visitor(), &open.link, &["1", "2"], &[("way", "1")]).await
}

/// Six answered the first version and one the second, two have begun, and one took an answer back.
async fn made(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition("手段")).await;
    for _ in 0..6 {
        answer(app, &open).await;
    }
    publish(app, coordinator, &open, &definition("通う手段")).await;
    answer(app, &open).await;
    let code = withdrawal_code(&answer(app, &open).await);
    app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
    for _ in 0..2 {
        app.visitor().start(&open.link).await.expect_status(303);
    }
    open
}

/// Submitted, in progress, withdrawn; and submitted by version, the newest first.
async fn numbers(person: &Session, open: &OpenSurvey) -> (Vec<String>, Vec<String>) {
    let page = person.get(&format!("/questionnaires/{}", open.questionnaire.0)).await.expect_status(200);
    let states = page.texts(".stat-value").into_iter().take(3).collect();
    (states, page.texts("#version-table td.number"))
}

/// Takes a second questionnaire into the survey; nobody answers it.
async fn take_another(app: &TestApp, coordinator: &Session, open: &OpenSurvey) -> QuestionnaireId {
    let wave = store::surveys::waves(app.db(), open.survey).await.expect("waves")[0].id.0.to_string();
    let fields = [("questionnaire", "forum-after"), ("wave", wave.as_str())];
    let path = format!("/surveys/{}/questionnaires", open.survey.0);
    let made = coordinator.post_form(&path, &fields).await.expect_status(303);
    let id = made.location().and_then(|to| to.rsplit('/').next()?.parse().ok()).expect("its page");
    replace_draft(app, QuestionnaireId(id), definition("手段").to_string()).await;
    QuestionnaireId(id)
}

#[tokio::test]
async fn who_sees_no_single_response_learns_no_small_number_of_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = made(app, &coordinator).await;
        let (states, versions) = numbers(&coordinator, &open).await;
        assert_eq!((states.join(" "), versions.join(" ")), ("7 2 1".to_owned(), "1 6".to_owned()));
        let few = say("responses-fewer", 5);
        for role in [Role::Viewer, Role::Researcher] {
            let person = app.login(role).await;
            let (states, versions) = numbers(&person, &open).await;
            assert_eq!(states, ["7".to_owned(), few.clone(), few.clone()], "{role:?}");
            assert_eq!(versions, ["*", "*"], "seven less six are one: {role:?}");
            let overview = person.get(&format!("/surveys/{}", open.survey.0)).await.expect_status(200);
            let args = [("submitted", say("responses-n", 7)), ("progress", few.clone())];
            let words = i18n::text(Lang::Ja.code(), "surveys-questionnaire-counts", &args);
            assert!(overview.text().contains(&words), "{role:?}: {}", overview.describe());
        }
    })
    .await;
}

/// That nobody has answered a version is a small number, too: beside it stood out which one a single answer is to.
#[tokio::test]
async fn a_version_that_nobody_answered_stands_out_among_no_others() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let viewer = app.login(Role::Viewer).await;
        let open = open_definition(app, &coordinator, &definition("手段")).await;
        for _ in 0..12 {
            answer(app, &open).await;
        }
        assert_eq!(numbers(&viewer, &open).await.1, ["12"]);
        publish(app, &coordinator, &open, &definition("通う手段")).await;
        assert_eq!(numbers(&viewer, &open).await.1, ["*", "*"], "twelve would say that none came since");
        publish(app, &coordinator, &open, &definition("通勤の手段")).await;
        answer(app, &open).await;
        assert_eq!(numbers(&coordinator, &open).await.1, ["1", "0", "12"]);
        let (states, versions) = numbers(&viewer, &open).await;
        assert_eq!((states[0].as_str(), versions), ("13", vec!["*".to_owned(); 3]));
    })
    .await;
}

/// Twelve answered the first version and nine read its first explanation: the three who read the next one before the next version came
/// would be the difference of two pages.
#[tokio::test]
async fn versions_less_explanations_tell_of_no_few() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let viewer = app.login(Role::Viewer).await;
        let open = open_definition(app, &coordinator, &definition("手段")).await;
        let explanations = async |person: &Session| {
            let page = format!("/questionnaires/{}/explanations", open.questionnaire.0);
            person.get(&page).await.expect_status(200).texts(".explanation-count")
        };
        let n = |n: &str| i18n::text(Lang::Ja.code(), "explanations-n", &[("n", n.to_owned())]);
        for _ in 0..9 {
            answer(app, &open).await;
        }
        assert_eq!(
            (numbers(&viewer, &open).await.1, explanations(&viewer).await),
            (vec!["9".to_owned()], vec![n("9")])
        );
        let form = coordinator.get(&format!("/surveys/{}/edit", open.survey.0)).await.expect_status(200);
        coordinator.submit(&form, "form.form", &[("contact", "別の窓口")]).await.expect_status(303);
        for _ in 0..3 {
            answer(app, &open).await;
        }
        publish(app, &coordinator, &open, &definition("通う手段")).await;
        for _ in 0..9 {
            answer(app, &open).await;
        }
        assert_eq!(numbers(&coordinator, &open).await.1, ["9", "12"]);
        assert_eq!(explanations(&coordinator).await, [n("12"), n("9")]);
        assert_eq!(numbers(&viewer, &open).await.1, ["*", "*"], "twelve less nine are three");
        assert_eq!(explanations(&viewer).await, [n("*"), n("*")]);
    })
    .await;
}

#[tokio::test]
async fn the_sum_of_a_survey_does_not_tell_a_small_number_in_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = made(app, &coordinator).await;
        let viewer = app.login(Role::Viewer).await;
        let sum = async || viewer.get("/surveys").await.expect_status(200).texts("main p.soft").join("\n");
        let line = |submitted: String, n_open: usize| {
            let args = [("submitted", submitted), ("open", n_open.to_string())];
            i18n::text(Lang::Ja.code(), "surveys-counts", &args)
        };
        let another = take_another(app, &coordinator, &open).await;
        assert_eq!(sum().await, line(say("responses-n", 7), 1), "nobody can answer a draft");
        let publish = format!("/questionnaires/{}/publish", another.0);
        coordinator.post_form(&publish, &[]).await.expect_status(303);
        let link = store::questionnaires::find(app.db(), another).await.expect("it can be read").link;
        let other = OpenSurvey { questionnaire: another, link: format!("/q/{link}"), ..open.clone() };
        for n in 0..4 {
            assert_eq!(sum().await, line(say("responses-least", 7), 2), "beside seven are {n}");
            answer(app, &other).await;
        }
        assert_eq!(sum().await, line(say("responses-least", 7), 2), "eleven less seven are four");
        assert_eq!(
            numbers(&viewer, &other).await,
            (vec![say("responses-fewer", 5); 3], vec!["*".to_owned()])
        );
        answer(app, &other).await;
        assert_eq!(sum().await, line(say("responses-n", 12), 2));
    })
    .await;
}

/// Consent to counting, the region and academic use, and a question with two answers.
fn two_ways() -> Value {
    let ways =
        json!({ "type": "radiogroup", "name": "way", "title": "手段", "choices": ["1|バス", "2|徒歩"] });
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [consent(), ways] }] })
}

/// Over pages and files a small number of answers is told as little as anywhere else. How many refused a use is told, the same
/// everywhere, and what they answered is in no number: not in those of the use that they allow either (decisions 43 and 51).
#[tokio::test]
async fn pages_and_files_tell_how_many_refused_and_neither_what_they_said_nor_how_few_answered() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let open = open_definition(app, &coordinator, &two_ways()).await;
        let answer = async |boxes: &[&str], way: &str| {
            answer_page(&app.visitor(), &open.link, boxes, &[("way", way)]).await;
        };
        let get = async |path: &str| {
            let page = researcher.get(&format!("/surveys/{}{path}", open.survey.0)).await;
            page.expect_status(200)
        };
        let head = async || get("/analysis").await.first("p.scope");
        let files = async || get("/exports").await.first(".notice li");
        for _ in 0..3 {
            answer(&["1", "2", "3"], "1").await;
        }
        for said in [head().await, files().await] {
            assert!(said.contains(&say("responses-not-told", 5)), "{said}");
            assert!(!said.contains('3') && !said.contains("同意のない"), "{said}");
        }
        let flow = get("/talks/flow.csv").await.body;
        assert!(flow.contains(",x,") && !flow.contains(",3,"), "{flow}");
        for way in ["1", "1", "1", "2", "2", "2", "2", "2"] {
            answer(&["1", "2", "3"], way).await;
        }
        // One more walks, and allows the region alone.
        answer(&["1", "2"], "2").await;
        for (said, key) in [(head().await, "explore-left-out"), (files().await, "export-left-out")] {
            let refused = i18n::text(Lang::Ja.code(), key, &[("n", say("responses-n", 1))]);
            assert!(said.contains(&say("responses-n", 11)) && said.contains(&refused), "{said}");
        }
        let flow = get("/talks/flow.csv").await.body;
        assert!(flow.contains(",12,–,11,11"), "{flow}");
        let bundle = look(&researcher, open.survey.0, "").await;
        let bundle = unzip(&take(&researcher, &bundle).await);
        let args = [("sent", say("responses-n", 12)), ("used", say("responses-n", 11))];
        let methods = text(&bundle, "methods.txt");
        assert!(
            methods.contains(&i18n::text(Lang::Ja.code(), "bundle-methods-responses", &args)),
            "{methods}"
        );
        let data = rows(&bundle, &format!("data/q{}.csv", open.questionnaire.0));
        assert_eq!(column(&data, "way").iter().filter(|way| **way == "2").count(), 5, "{data:?}");
        let tables = get(&format!("/exports/tables-{}.csv", open.questionnaire.0)).await.bytes;
        let tables = read_rows(&tables).expect("a table");
        for (way, n) in [("1", "6"), ("2", "5")] {
            let row = tables.iter().find(|row| row[0] == "way" && row[2] == way).expect("its row");
            assert_eq!(row[4], n, "{row:?}");
        }
        let region = dataset::load(app.service(), open.survey, Purpose::Regional, Lang::Ja).await;
        let region = region.expect("answers");
        assert_eq!(region.fielded[0].responses.len(), 11, "twelve less eleven would be the one who refused");
        let inside = coordinator.get(&format!("/surveys/{}/analysis", open.survey.0)).await;
        let inside = inside.expect_status(200).first("p.scope");
        assert!(inside.contains(&say("responses-n", 12)) && !inside.contains("同意のない"), "{inside}");
    })
    .await;
}

/// Beside a questionnaire whose number is withheld, how many are left out of the others is no total.
#[tokio::test]
async fn how_many_are_left_out_is_no_total_beside_a_questionnaire_of_few() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let open = open_definition(app, &coordinator, &two_ways()).await;
        for boxes in [["1", "2", "3"].as_slice(); 6].into_iter().chain([["1", "2"].as_slice()]) {
            answer_page(&app.visitor(), &open.link, boxes, &[("way", "1")]).await;
        }
        let another = take_another(app, &coordinator, &open).await;
        replace_draft(app, another, two_ways().to_string()).await;
        coordinator
            .post_form(&format!("/questionnaires/{}/publish", another.0), &[])
            .await
            .expect_status(303);
        let link = store::questionnaires::find(app.db(), another).await.expect("it can be read").link;
        let said = async |path: &str, place: &str| {
            let page = researcher.get(&format!("/surveys/{}/{path}", open.survey.0)).await;
            page.expect_status(200).first(place)
        };
        let places =
            [("analysis", "p.scope", "explore-left-out"), ("exports", ".notice li", "export-left-out")];
        let line = |key: &str, n: String| i18n::text(Lang::Ja.code(), key, &[("n", n)]);
        for (path, place, key) in places {
            let (said, whole) = (said(path, place).await, line(key, say("responses-n", 1)));
            assert!(said.contains(&whole), "nobody has answered the other one: {said}");
        }
        for _ in 0..3 {
            answer_page(&app.visitor(), &format!("/q/{link}"), &["1", "2", "3"], &[("way", "2")]).await;
        }
        for (path, place, key) in places {
            let (said, part) = (said(path, place).await, line(key, say("responses-n-and-untold", 1)));
            assert!(said.contains(&part) && said.contains(&say("responses-n", 6)), "{said}");
        }
    })
    .await;
}
