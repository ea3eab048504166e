//! What nobody sends by accident: each gets a clear answer below 500, and the service goes on.

use reqwest::Method;
use server::auth::Role;
use tests::{Page, on_both};

/// A refusal that a person can read.
fn assert_refused(page: &Page) {
    assert!((400..500).contains(&page.status), "{}", page.describe());
    assert!(!page.first("h1").is_empty(), "{}", page.describe());
    assert!(!page.body.contains("panicked") && !page.body.contains("src/"), "{}", page.describe());
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_refused() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        for path in ["/sign-in", "/surveys", "/agencies"] {
            let body = format!("csrf=x&name={}", "a".repeat(10 * 1024 * 1024));
            let page = person.post_body(path, "application/x-www-form-urlencoded", body).await;
            assert_eq!(page.status, 413, "{}", page.describe());
            assert_refused(&page);
        }
        person.get("/healthz").await.expect_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_too_large_leads_back_to_its_page() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let url = person.request(Method::GET, "/").build().expect("a request can be built").url().clone();
        let origin = url.as_str().trim_end_matches('/');
        let send = async |referer: String| {
            let form = person.request(Method::POST, "/agencies").header("referer", referer);
            let form = form.header("content-type", "application/x-www-form-urlencoded");
            person.send(form.body(format!("csrf=x&name={}", "a".repeat(3 * 1024 * 1024)))).await
        };
        let page = send(format!("{origin}/agencies/new")).await.expect_status(413);
        assert_eq!(page.attributes("main .actions a", "href"), ["/agencies/new"]);
        let elsewhere = send("https://elsewhere.example/agencies".to_owned()).await.expect_status(413);
        assert!(!elsewhere.has("main .actions a"), "only to pages of the service");
    })
    .await;
}

#[tokio::test]
async fn bodies_that_are_no_forms_are_refused() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        for (kind, body) in [
            ("application/x-www-form-urlencoded", &b"csrf=%FF%FE&name=\xff\xfe"[..]),
            ("application/json", b"{\"name\":\"a\"}"),
            ("text/plain", b"name=a"),
            ("multipart/form-data; boundary=x", b"--x\r\nnot a part"),
            ("application/x-www-form-urlencoded", b""),
        ] {
            let page = person.post_body("/surveys", kind, body).await;
            assert_refused(&page);
        }
    })
    .await;
}

#[tokio::test]
async fn addresses_that_name_nothing_are_not_found() {
    on_both(async |app| {
        let person = app.login(Role::Administrator).await;
        let wrong =
            ["0", "-1", "999999", "99999999999999999999", "1.5", "%00", "%ff", "abc", "1%27%20OR%201=1"];
        for number in wrong {
            for path in [
                "/surveys/{}",
                "/questionnaires/{}",
                "/hearings/{}",
                "/q/{}",
                "/r/{}",
                "/surveys/{}/analysis",
            ] {
                let page = person.get(&path.replace("{}", number)).await;
                assert!([404, 410].contains(&page.status), "{}", page.describe());
                assert_refused(&page);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn queries_that_make_no_sense_do_no_harm() {
    on_both(async |app| {
        let person = app.login(Role::Administrator).await;
        for query in ["lang=xx", "lang=%00", "page=-1", "next=%ff", "a=1&a=2&=", "%", "kind=99&region=abc"] {
            for path in ["/sign-in", "/surveys", "/agencies"] {
                let page = person.get(&format!("{path}?{query}")).await;
                assert!(page.status < 500, "{}", page.describe());
            }
        }
    })
    .await;
}
