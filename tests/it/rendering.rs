//! Every page renders, in both languages: all links that a person can follow are followed, and no template is left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use server::auth::Role;
use server::routes;
use surveys::id::QuestionnaireId;
use tests::open_survey::{open_survey, replace_draft};
use tests::respondent::{answer_all, send};
use tests::workspace::{file, files};
use tests::{Engine, Page, Session, TestApp, demo, rendered};

/// Languages, and how many addresses of one route are tried in each: pages of one kind differ by what they show.
const LANGUAGES: [(&str, usize); 2] = [("ja", 3), ("en", 1)];

/// Parts of pages.
const PARTS: [&str; 5] = [
    "layout.html",
    "cards/versions.html",
    "coding/head.html",
    "explore/head.html",
    "feedback/replies_on_sheet.html",
];

/// Pages that only a form, or what it changes, leads to, and the cases that fill and look at them.
const BEHIND_FORMS: [(&str, &str); 46] = [
    ("agencies/merge.html", "tests/it/merging_agencies.rs"),
    ("agencies/organisation.html", "tests/it/organisations.rs"),
    ("answer_imports/look.html", "tests/it/answer_imports.rs"),
    ("answer_imports/make.html", "tests/it/answer_imports.rs"),
    ("bundle/wait.html", "tests/it/bundle.rs"),
    ("cards/gone.html", "tests/it/cards/publishing.rs"),
    ("cards/list.html", "tests/it/cards/publishing.rs"),
    ("confirmations/print.html", "tests/it/confirmations/links.rs"),
    ("confirmations/show.html", "tests/it/confirmations/settling.rs"),
    ("confirming/show.html", "tests/it/confirmations/showing.rs"),
    ("consultations/index.html", "tests/it/consultations.rs"),
    ("consultations/show.html", "tests/it/consultations.rs"),
    ("double/code.html", "tests/it/double_coding.rs"),
    ("double/show.html", "tests/it/double_coding.rs"),
    ("double/talk.html", "tests/it/double_coding.rs"),
    ("editor/conflict.html", "tests/it/editing.rs"),
    ("editor/gone.html", "tests/it/editing_members.rs"),
    ("entries/compare.html", "tests/it/entries.rs"),
    ("entries/finished.html", "tests/it/entries.rs"),
    ("explore/rules_hits.html", "tests/it/rules.rs"),
    ("feedback/letters_print.html", "tests/it/feedback_letters/paper.rs"),
    ("feedback/own.html", "tests/it/own_answers.rs"),
    ("feedback/published.html", "tests/it/publications.rs"),
    ("feedback/retract.html", "tests/it/publications.rs"),
    ("feedback/sheet.html", "tests/it/publications.rs"),
    ("feedback/unpublished.html", "tests/it/publications.rs"),
    ("hearings/file.html", "tests/it/hearing_files.rs"),
    ("hearings/file_remove.html", "tests/it/hearing_files.rs"),
    ("invited/code.html", "tests/it/invited.rs"),
    ("invited/opt_out.html", "tests/it/letters.rs"),
    ("invited/show.html", "tests/it/invited.rs"),
    ("inviting/bounces.html", "tests/it/letters.rs"),
    ("inviting/choose.html", "tests/src/inviting.rs"),
    ("inviting/index.html", "tests/it/anonymity.rs"),
    ("inviting/letters.html", "tests/it/letters.rs"),
    ("inviting/print.html", "tests/it/letters.rs"),
    ("inviting/settings.html", "tests/src/inviting.rs"),
    ("questionnaires/compare.html", "tests/it/versions.rs"),
    ("questionnaires/findings.html", "tests/it/formats.rs"),
    ("questionnaires/import.html", "tests/it/formats.rs"),
    ("questionnaires/received.html", "tests/it/files.rs"),
    ("questionnaires/stop_requests.html", "tests/it/rights.rs"),
    ("schemes/bring.html", "tests/it/region_schemes.rs"),
    ("schemes/show.html", "tests/it/region_schemes.rs"),
    ("signup/cancel.html", "tests/it/sign_up.rs"),
    ("signup/show.html", "tests/it/sign_up.rs"),
];

/// The route that an address belongs to.
fn route(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &&str| {
        let wanted: Vec<&str> = pattern.split('/').collect();
        let is_part = |(wanted, part): (&&str, &&str)| wanted == part || wanted.starts_with('{');
        wanted.len() == parts.len() && wanted.iter().zip(&parts).all(is_part)
    };
    routes::all().filter(|route| route.method == "GET").map(|route| route.path).find(fits)
}

fn assert_rendered(page: &Page) {
    assert!(page.status < 500, "{}", page.describe());
    if page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
        assert!(!page.first("h1").is_empty(), "{}", page.describe());
        assert!(!page.body.contains("{{") && !page.body.contains("{%"), "{}", page.describe());
    }
}

/// Follows links from page to page, some of every route. Returns the routes that were met.
async fn follow_links(person: &Session, starts: &[&str], lang: &str, most: usize) -> BTreeSet<&'static str> {
    let mut waiting: VecDeque<String> = starts.iter().map(|start| (*start).to_owned()).collect();
    let mut tried: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    person.get(&format!("/style-guide?lang={lang}")).await.expect_status(200);
    while let Some(address) = waiting.pop_front() {
        let address = address.split('#').next().unwrap_or_default().to_owned();
        let Some(route) = route(&address) else { continue };
        let seen = tried.entry(route).or_default();
        if address.contains("lang=") || seen.len() >= most || !seen.insert(address.clone()) {
            continue;
        }
        let page = person.get(&address).await;
        assert_rendered(&page);
        assert_ne!(page.status, 403, "a page leads to what its reader is refused: {address}");
        waiting.extend(page.attributes("main a[href^='/'], nav a[href^='/']", "href"));
        waiting.extend(page.attributes("main iframe[src^='/']", "src"));
    }
    tried.into_keys().collect()
}

/// What only people without an account see: a questionnaire from its link to the end, and after it is closed.
async fn answer_and_close(app: &TestApp, coordinator: &Session) {
    let open = open_survey(app, coordinator, "forum-after").await;
    let person = app.visitor();
    person.get(&open.link).await.expect_status(200);
    let check = answer_all(&person, &open.link).await;
    person.get(&check.path.replace("/check", "/saved")).await.expect_status(200);
    send(&person, &check).await;
    person.get("/withdraw").await.expect_status(200);
    let closing = format!("/questionnaires/{}/state", open.questionnaire.0);
    coordinator.post_form(&closing, &[("state", "closed")]).await.expect_status(303);
    assert_rendered(&person.get(&open.link).await);
    person.get("/nowhere").await.expect_status(404);
}

/// The preview of a draft without a page.
async fn preview_of_nothing(app: &TestApp, coordinator: &Session) {
    replace_draft(app, QuestionnaireId(1), "{}".to_owned()).await;
    assert_rendered(&coordinator.get("/questionnaires/1/preview/p/1").await);
}

#[tokio::test]
async fn every_page_renders_in_both_languages_and_no_template_is_left_out() {
    // Templates know no database: one engine will do.
    let app = demo::start(Engine::Sqlite).await;
    let administrator = app.login(Role::Administrator).await;
    for (lang, most) in LANGUAGES {
        let met = follow_links(&administrator, &["/surveys", "/agencies", "/accounts"], lang, most).await;
        assert!(met.len() > 20, "only these were met: {met:#?}");
    }
    let viewer = app.login(Role::Viewer).await;
    let met = follow_links(&viewer, &["/surveys"], "ja", 3).await;
    assert!(met.contains("/surveys/{id}/feedback") && met.len() > 10, "only these were met: {met:#?}");
    answer_and_close(&app, &administrator).await;
    preview_of_nothing(&app, &administrator).await;
    app.stop().await;
    let rendered = rendered::templates();
    let left_out: Vec<String> = files("server/templates", &[".html"])
        .into_iter()
        .filter_map(|file| file.path.strip_prefix("server/templates/").map(str::to_owned))
        // Parts of pages, and the report of `kikitori analyze`, which has its own tests.
        .filter(|name| !["components/", "questions/", "reports/"].iter().any(|part| name.starts_with(part)))
        .filter(|name| {
            let is_part = PARTS.contains(&name.as_str());
            !is_part && !rendered.contains(name)
        })
        .collect();
    for (template, case) in BEHIND_FORMS {
        assert!(!file(case).text.is_empty(), "{case} should look at {template}");
    }
    let is_elsewhere = |name: &str| BEHIND_FORMS.iter().any(|(template, _)| *template == name);
    let left_out: Vec<String> = left_out.into_iter().filter(|name| !is_elsewhere(name)).collect();
    assert!(left_out.is_empty(), "nothing rendered these templates: {left_out:#?}");
}
