//! What nobody sends by accident: each gets a clear answer below 500, and the service goes on.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::Method;
use server::auth::Role;
use tests::inviting::add_agencies;
use tests::open_survey::open_survey;
use tests::{Page, on_both};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

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

/// A filter that is sent from an address which has one already says it twice.
#[tokio::test]
async fn an_address_that_says_something_twice_shows_what_it_says_last() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        open_survey(app, &person, "forum-after").await;
        add_agencies(app, &[""; 101]).await;
        for (query, number) in [("page=2&page=3", "3"), ("page=3&page=2", "2")] {
            let page = person.get(&format!("/agencies?{query}")).await.expect_status(200);
            assert_eq!(page.texts(".pagination [aria-current=page]"), [number], "{}", page.describe());
        }
        let page = person.get("/agencies?name=甲&page=x&name=乙").await.expect_status(200);
        assert_eq!(page.attributes("input[name=name]", "value"), ["乙"], "{}", page.describe());
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

/// The status that a request's head is answered with, whatever else it is followed by.
async fn answered(address: SocketAddr, head: &str) -> u16 {
    let mut line = TcpStream::connect(address).await.expect("a connection");
    // What is much too long is answered before all of it was taken.
    let _ = line.write_all(head.as_bytes()).await;
    let mut start = [0; "HTTP/1.1 404".len()];
    // The service gives a head up after 30 seconds, with a status of its own.
    let read = tokio::time::timeout(Duration::from_secs(60), line.read_exact(&mut start)).await;
    read.expect("it is answered").expect("a status arrives");
    let start = String::from_utf8_lossy(&start).into_owned();
    let status = start.rsplit(' ').next().and_then(|status| status.parse().ok());
    status.unwrap_or_else(|| panic!("no status: {start}"))
}

/// A head that has arrived, or can never be one, is not waited for.
#[tokio::test]
async fn an_address_that_is_too_long_is_refused_at_once() {
    on_both(async |app| {
        for n in [9_000, 60_000, 100_000, 200_000] {
            for start in ["/", "/q/", "/r/"] {
                let path = format!("{start}{}", "a".repeat(n));
                let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                let status = answered(app.address, &head).await;
                assert!((400..500).contains(&status) && status != 408, "{start} and {n}: {status}");
            }
        }
        let endless = format!("GET /{}", "a".repeat(200_000));
        let status = answered(app.address, &endless).await;
        assert!((400..500).contains(&status) && status != 408, "without an end: {status}");
        app.visitor().get("/healthz").await.expect_status(200);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_number_of_a_page_leads_to_one_in_every_list() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let open = open_survey(app, &person, "forum-after").await;
        let survey = format!("/surveys/{}", open.survey.0);
        let questionnaire = format!("/questionnaires/{}", open.questionnaire.0);
        for list in [
            "/agencies?".to_owned(),
            "/today?".to_owned(),
            "/search?q=%E9%9B%A3%E7%97%85&".to_owned(),
            format!("{survey}/hearings?"),
            format!("{survey}/promises?"),
            format!("{survey}/coding?"),
            format!("{survey}/feedback?"),
            format!("{survey}/matches?"),
            format!("{survey}/analysis?"),
            format!("{survey}/analysis?by=region&"),
            format!("{survey}/analysis/shared?"),
            format!("{survey}/analysis/texts?"),
            format!("{survey}/analysis/rules/hits?"),
            format!("{survey}/analysis/responses?questionnaire={}&", open.questionnaire.0),
            format!("{questionnaire}/entries?"),
            format!("{questionnaire}/translations?"),
        ] {
            person.get(&list).await.expect_status(200);
            for page in ["", "abc", "0", "-1", "1.5", "99999999999999999999"] {
                person.get(&format!("{list}page={page}")).await.expect_status(200);
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
