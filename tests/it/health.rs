//! The service answers, and answers every page in the same safe way.

use reqwest::Method;
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::on_both;

#[tokio::test]
async fn a_running_service_is_healthy() {
    on_both(async |app| {
        let page = app.visitor().get("/healthz").await.expect_status(200);
        assert_eq!(page.body, "ok");
    })
    .await;
}

#[tokio::test]
async fn an_unknown_address_is_explained_in_japanese() {
    on_both(async |app| {
        for path in ["/nowhere", "/surveys/999/nowhere", "/q", "/static/nothing.css"] {
            let page = app.visitor().get(path).await.expect_status(404);
            assert_eq!(page.attributes("html", "lang"), ["ja"], "{path}");
            assert_eq!(page.first("h1"), i18n::plain(Lang::Ja, "error-not-found-title"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_other_language_is_one_link_away_and_remembered() {
    on_both(async |app| {
        let visitor = app.visitor();
        let page = visitor.get("/sign-in").await.expect_status(200);
        let english = page.attributes("a[href*='lang=en']", "href").remove(0);
        visitor.get(&english).await.expect_status(200);
        let page = visitor.get("/sign-in").await.expect_status(200);
        assert_eq!(page.attributes("html", "lang"), ["en"]);
        assert_eq!(page.first("h1"), i18n::plain(Lang::En, "session-title"));
    })
    .await;
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    on_both(async |app| {
        let viewer = app.login(Role::Viewer).await;
        for path in ["/sign-in", "/surveys", "/accounts", "/nowhere", "/healthz"] {
            let page = viewer.get(path).await;
            let policy = page.header("content-security-policy").unwrap_or_default();
            assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            for loose in ["unsafe", "http:", "https:", "*"] {
                assert!(!policy.contains(loose), "{path}: {policy}");
            }
            assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{path}");
            assert_eq!(page.header("referrer-policy"), Some("same-origin"), "{path}");
            assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_is_there_for_those_who_only_ask_for_its_head() {
    on_both(async |app| {
        for (path, status) in [("/healthz", 200), ("/sign-in", 200), ("/nowhere", 404)] {
            let visitor = app.visitor();
            let page = visitor.send(visitor.request(Method::HEAD, path)).await.expect_status(status);
            assert!(page.bytes.is_empty(), "{path}");
        }
    })
    .await;
}
