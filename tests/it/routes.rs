//! Every address of the list, tried as everybody: an outsider and each role.

use server::auth::{Role, policy};
use server::routes::{Access, Route, all};
use tests::{Page, Session, TestApp, demo};

const ROLES: [Role; 4] = [Role::Viewer, Role::Researcher, Role::Coordinator, Role::Administrator];

/// What a person meets at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    /// The sign-in form.
    SignIn,
    /// The page that says that this is not for them.
    Forbidden,
    /// The thing itself, or what it says about the empty form that this test sends.
    LetIn,
}

fn met(page: &Page) -> Met {
    assert!(page.status < 500, "{}", page.describe());
    let to_sign_in = page.location().is_some_and(|to| to.starts_with("/sign-in"));
    match page.status {
        401 => Met::SignIn,
        303 if to_sign_in => Met::SignIn,
        403 => Met::Forbidden,
        _ => Met::LetIn,
    }
}

/// May somebody of this role (`None`: not signed in) use the route?
fn expected(route: &Route, role: Option<Role>) -> Met {
    match (route.access, role) {
        (Access::Public | Access::Secret | Access::Code, _) | (Access::SignedIn, Some(_)) => Met::LetIn,
        (Access::SignedIn | Access::May(..), None) => Met::SignIn,
        (Access::May(verb, thing), Some(role)) if policy::may(role, verb, thing) => Met::LetIn,
        (Access::May(..), Some(_)) => Met::Forbidden,
    }
}

/// An address of the pattern. Numbers are those of the invented survey, so that a page cannot hide a missing question
/// for permission behind "not found".
fn address(pattern: &str) -> String {
    // A page that cannot do without a query says so before it asks who is there.
    let query = if pattern.ends_with("/analysis/responses") { "?questionnaire=1" } else { "" };
    let path = pattern
        .replace("{id}", "1")
        .replace("{path:.*}", "kikitori.css")
        .replace("{link}", "no-such-link")
        .replace("{code}", "no-such-code")
        .replace("{token}", "no-such-token")
        .replace("{page}", "1")
        .replace("{element}", "question:consent")
        .replace("{key}", "no-such-key")
        .replace("{number}", "1")
        .replace("{reference}", "no-such-text")
        .replace("{file}", "responses.csv");
    path + query
}

async fn ask(session: &Session, route: &Route) -> Page {
    let path = address(route.path);
    assert!(!path.contains('{'), "address() does not know a part of {path}");
    match route.method.as_str() {
        "GET" => session.get(&path).await,
        _ => session.post_form(&path, &[]).await,
    }
}

async fn person(app: &TestApp, role: Option<Role>) -> Session {
    match role {
        Some(role) => app.login(role).await,
        None => app.visitor(),
    }
}

/// `/` only sends on, to a page of its own rules; signing in and out change who asks.
fn is_tried(route: &Route) -> bool {
    route.path != "/" && route.path != "/sign-in" && route.path != "/sign-out"
}

#[tokio::test]
async fn every_route_lets_in_exactly_those_who_may() {
    demo::on_embedded(exactly_those_who_may_are_let_in).await;
}

async fn exactly_those_who_may_are_let_in(app: &TestApp) {
    let mut wrong = Vec::new();
    // Those who may come last, so that what they change is not missing for the others.
    for role in [None].into_iter().chain(ROLES.map(Some)) {
        let session = person(app, role).await;
        for route in all().filter(|route| is_tried(route)) {
            let page = ask(&session, route).await;
            let (met, expected) = (met(&page), expected(route, role));
            if met != expected {
                wrong.push(format!("{} {} as {role:?}: {met:?}, not {expected:?}", route.method, route.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_route_that_changes_something_asks_for_the_form_token() {
    demo::on_embedded(async |app| {
        let administrator = app.login(Role::Administrator).await;
        let mut wrong = Vec::new();
        let is_public = |access| matches!(access, Access::Public | Access::Secret | Access::Code);
        for route in all().filter(|route| route.method == "POST" && !is_public(route.access)) {
            let page = administrator.post_raw_form(&address(route.path), &[("csrf", "wrong")]).await;
            if page.status != 403 {
                wrong.push(format!("POST {}: {}", route.path, page.status));
            }
        }
        assert!(wrong.is_empty(), "these accept a form from elsewhere: {wrong:#?}");
    })
    .await;
}

#[test]
fn only_get_and_post_are_used_and_no_route_is_there_twice() {
    let mut seen = std::collections::BTreeSet::new();
    for route in all() {
        assert!(["GET", "POST"].contains(&route.method.as_str()), "{}: {}", route.path, route.method);
        assert!(seen.insert((route.method.as_str(), route.path)), "{} {} twice", route.method, route.path);
    }
}
