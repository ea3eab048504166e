//! Signing in and out, and forms that were not sent from our pages.

use std::collections::HashMap;

use chrono::{TimeDelta, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::entity::session;
use surveys::store::sessions;
use tests::{PASSWORD, TestApp, on_both};

#[tokio::test]
async fn the_right_password_opens_the_surveys() {
    on_both(async |app| {
        app.add_user("hanako", Role::Coordinator).await;
        let person = app.visitor();
        let sent = person.get("/surveys").await;
        assert_eq!((sent.status, sent.location()), (303, Some("/sign-in?next=/surveys")));
        let form = person.follow(sent).await.expect_status(200);
        let page = person.submit(&form, "main form", &[("login", "hanako"), ("password", PASSWORD)]).await;
        assert_eq!((page.status, page.location()), (303, Some("/surveys")), "{}", page.describe());
        person.follow(page).await.expect_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_keeps_the_name_and_says_so_in_japanese() {
    on_both(async |app| {
        app.add_user("hanako", Role::Coordinator).await;
        let person = app.visitor();
        let tries = [
            ("hanako", "架空の合言葉2025"),
            ("hanako", ""),
            ("nobody", PASSWORD),
            ("", ""),
            ("HANAKO' --", PASSWORD),
        ];
        for (login, password) in tries {
            let page = person.post_form("/sign-in", &[("login", login), ("password", password)]).await;
            let page = page.expect_status(422);
            assert!(page.has(".error-summary"), "{login}: {}", page.describe());
            assert_eq!(page.attributes("input[name=login]", "value").join(""), login);
            assert!(!page.body.contains(PASSWORD), "the password comes back");
            assert_eq!(person.get("/surveys").await.status, 303, "{login} is not signed in");
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_the_same() {
    on_both(async |app| {
        app.add_user("hanako", Role::Coordinator).await;
        let person = app.visitor();
        let of = async |login: &str| {
            let page =
                person.post_form("/sign-in", &[("login", login), ("password", "間違いの合言葉")]).await;
            page.texts(".error-summary").join(" ")
        };
        assert_eq!(of("hanako").await, of("taroko").await);
    })
    .await;
}

#[tokio::test]
async fn after_signing_out_the_old_cookie_opens_nothing() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let page = person.get("/surveys").await.expect_status(200);
        let cookie = person.cookie();
        let page = person.submit(&page, "form[action='/sign-out']", &[]).await;
        assert_eq!((page.status, page.location()), (303, Some("/sign-in")), "{}", page.describe());
        assert_eq!(page.header("clear-site-data"), Some("\"storage\""), "nothing stays in the browser");
        assert_eq!(person.get("/surveys").await.status, 303);
        let thief = app.visitor();
        let request = thief.request(reqwest::Method::GET, "/surveys").header("cookie", cookie);
        assert_eq!(thief.send(request).await.status, 303, "the copied cookie still works");
    })
    .await;
}

#[tokio::test]
async fn a_session_planted_before_signing_in_is_worthless() {
    on_both(async |app| {
        app.add_user("hanako", Role::Coordinator).await;
        let person = app.visitor();
        person.get("/sign-in").await;
        let planted = person.cookie();
        person.post_form("/sign-in", &[("login", "hanako"), ("password", PASSWORD)]).await.expect_status(303);
        let thief = app.visitor();
        let request = thief.request(reqwest::Method::GET, "/surveys").header("cookie", planted);
        assert_eq!(thief.send(request).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn signing_in_never_leads_to_another_site() {
    on_both(async |app| {
        app.add_user("hanako", Role::Coordinator).await;
        let elsewhere =
            ["https://evil.example/", "//evil.example/", "/\\evil.example", "/\t/evil.example", "evil"];
        for next in elsewhere {
            let person = app.visitor();
            let fields = [("login", "hanako"), ("password", PASSWORD), ("next", next)];
            let page = person.post_form("/sign-in", &fields).await.expect_status(303);
            assert_eq!(page.location(), Some("/"), "{next:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_without_the_right_token_is_refused() {
    on_both(async |app| {
        app.add_user("hanako", Role::Coordinator).await;
        let person = app.visitor();
        person.get("/sign-in").await;
        let forbidden = i18n::plain(Lang::Ja, "error-forbidden-title");
        for token in [None, Some(""), Some("guessed-token-guessed-token")] {
            let mut fields = vec![("login", "hanako"), ("password", PASSWORD)];
            fields.extend(token.map(|token| ("csrf", token)));
            let page = person.post_raw_form("/sign-in", &fields).await.expect_status(403);
            assert_ne!(page.first("h1"), forbidden, "a form from an old page is not a missing permission");
        }
        // The token of somebody else's session.
        let other = app.visitor().get("/sign-in").await.csrf().expect("the sign-in form has a token");
        let fields = [("login", "hanako"), ("password", PASSWORD), ("csrf", other.as_str())];
        person.post_raw_form("/sign-in", &fields).await.expect_status(403);
        assert_eq!(person.get("/surveys").await.status, 303, "nobody has been signed in");
    })
    .await;
}

/// The stored session of the person who is signed in, alone.
pub async fn stored(app: &TestApp) -> session::Model {
    let all = session::Entity::find().all(app.db()).await.expect("sessions can be read");
    all.into_iter().find(|session| session.state.contains("\"user\"")).expect("somebody is signed in")
}

/// Makes a session look as if it had been used long ago: `seconds` are taken off its times, and it ends in an hour.
pub async fn let_pass(app: &TestApp, seconds: i64) {
    let found = stored(app).await;
    let mut state: HashMap<String, String> = serde_json::from_str(&found.state).expect("a state");
    for key in ["began", "extended"] {
        let at: i64 = state[key].parse().expect("a second");
        state.insert(key.to_owned(), (at - seconds).to_string());
    }
    let state = serde_json::to_string(&state).expect("a state");
    let soon = Utc::now() + TimeDelta::hours(1);
    sessions::update(app.db(), &found.key_hash, state, soon).await.expect("it can be changed");
}

#[tokio::test]
async fn work_extends_a_sign_in_up_to_a_week() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let_pass(app, 60).await;
        let before = stored(app).await;
        assert_eq!(
            person.get("/sign-in").await.header("set-cookie"),
            None,
            "a minute later nothing is written"
        );
        assert_eq!(stored(app).await, before);
        let_pass(app, 10 * 60).await;
        let page = person.get("/surveys").await.expect_status(200);
        assert!(
            page.header("set-cookie").is_some_and(|cookie| cookie.contains("Max-Age")),
            "the cookie, too"
        );
        let hours = (stored(app).await.expires_at - Utc::now()).num_hours();
        assert!((11..=12).contains(&hours), "{hours}");
        let_pass(app, 7 * 24 * 60 * 60).await;
        assert_eq!(person.get("/surveys").await.status, 303, "a week later one signs in again");
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_leads_back_to_its_page_and_can_be_sent_again() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let token = person.get("/surveys/new").await.expect_status(200).csrf().expect("a token");
        let fields = [("csrf", token.as_str()), ("title", "")];
        let of = async |origin: &str| {
            let stranger = app.visitor();
            let request = stranger.request(reqwest::Method::POST, "/surveys");
            let sent = stranger
                .send(request.header("referer", format!("{origin}/surveys/new?a=1")).form(&fields))
                .await;
            let page = stranger.follow(sent).await.expect_status(200);
            assert!(page.text().contains(&i18n::plain(Lang::Ja, "session-ended")), "{}", page.describe());
            let sign_in = [("login", "test-coordinator"), ("password", PASSWORD)];
            let signed_in = stranger.submit(&page, "main form", &sign_in).await;
            (signed_in.location().map(str::to_owned), stranger)
        };
        let (led, again) = of(&format!("http://{}", app.address)).await;
        assert_eq!(led.as_deref(), Some("/surveys/new?a=1"));
        // The page of before the session ended still has its token.
        again.post_raw_form("/surveys", &fields).await.expect_status(422);
        assert_eq!(of("https://evil.example").await.0.as_deref(), Some("/"));
    })
    .await;
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    on_both(async |app| {
        let page = app.visitor().get("/sign-in").await.expect_status(200);
        let cookie = page.header("set-cookie").unwrap_or_default().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    })
    .await;
}

/// Lets sessions be found no more, or again, as in a database that is out of order.
async fn rename(app: &TestApp, from: &str, to: &str) {
    let renamed = app.db().execute_unprepared(&format!("ALTER TABLE {from} RENAME TO {to}")).await;
    renamed.expect("a table can be renamed");
}

#[tokio::test]
async fn a_session_that_cannot_be_read_is_explained_and_goes_on_afterwards() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let cookie = person.cookie();
        rename(app, "sessions", "sessions_away").await;
        for (lang, path) in [(Lang::Ja, "/surveys"), (Lang::En, "/surveys?lang=en")] {
            let page = person.get(path).await.expect_status(500);
            assert_eq!(page.first("h1"), i18n::plain(lang, "error-internal-title"), "{path}");
            assert!(page.text().contains(&i18n::plain(lang, "error-internal-next")), "{}", page.describe());
            assert!(page.has(".code-inline"), "the number to ask by: {}", page.describe());
            assert!(page.header("content-security-policy").is_some(), "it is a page like any other");
            assert_eq!(page.header("set-cookie"), None, "{path}");
            for address in page.attributes("link[rel=stylesheet]", "href") {
                person.get(&address).await.expect_status(200);
            }
        }
        // Nor is a form of theirs told that it comes from an old page.
        person.post_form("/surveys", &[("title", "架空の調査")]).await.expect_status(500);
        rename(app, "sessions_away", "sessions").await;
        assert_eq!(person.cookie(), cookie);
        person.get("/surveys").await.expect_status(200);
    })
    .await;
}
