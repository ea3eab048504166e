//! Links and codes that somebody makes up, in numbers and slowly: refused with words, and nobody else is in their way.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::auth::Role;
use surveys::entity::audit_event;
use surveys::entity::state::ResponseState;
use surveys::store;
use tests::open_survey::open_survey;
use tests::respondent::{answer_all, answers, send, withdrawal_code};
use tests::{ENGINES, Engine, Page, Session, TestApp, on_both};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Wrong secrets that are tried. Whether one is counted has nothing to do with the database, so that one engine gets all.
const fn n_tries(engine: Engine) -> usize {
    match engine {
        Engine::Sqlite => 10_000,
        Engine::Postgres => 500,
    }
}

/// Requests at once.
const AT_ONCE: usize = 16;
/// People of one office, behind one address.
const COLLEAGUES: usize = 50;

/// An address with a secret that was made up, and how it was refused.
async fn tried(visitor: &Session, link: &str, number: usize) -> Page {
    // Spread over the whole alphabet without chance: every run tries the same.
    let made_up =
        format!("{:032x}", (number as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835));
    match number % 5 {
        0 => visitor.get(&format!("{link}/{made_up}/check")).await,
        1 => visitor.get(&format!("/s/{made_up}")).await,
        2 => visitor.get(&format!("/r/{made_up}")).await,
        3 => visitor.get(&format!("/c/{made_up}")).await,
        _ => visitor.post_raw_form(&format!("{link}/{made_up}/check"), &[("go", "submit")]).await,
    }
}

async fn n_limits(app: &TestApp) -> usize {
    let found = audit_event::Entity::find().filter(audit_event::Column::Action.eq("secrets.limit"));
    found.all(app.db()).await.expect("events can be read").len()
}

#[tokio::test]
async fn ten_thousand_made_up_links_open_nothing_and_shut_nobody_out() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-after").await;
        let person = app.visitor();
        let check = answer_all(&person, &open.link).await;

        let stranger = app.visitor();
        let n = n_tries(app.engine);
        let tries = stream::iter(0..n).map(|number| tried(&stranger, &open.link, number));
        let refused: Vec<Page> = tries.buffer_unordered(AT_ONCE).collect().await;
        let n_with = |status: u16| refused.iter().filter(|page| page.status == status).count();
        assert_eq!(n_with(404) + n_with(429), n);
        assert!(n_with(404) < 200, "{} were looked up", n_with(404));
        let late = refused.iter().find(|page| page.status == 429).expect("one is refused");
        assert!(late.text().contains("しばらく") || late.text().contains("数分"), "{}", late.describe());
        assert_eq!(n_limits(app).await, 1, "one line for all of them");

        // Behind the same address: who has a right link goes on, and a whole office begins.
        let receipt = send(&person, &check).await;
        let begin = |_| async { app.visitor().start(&open.link).await.status };
        let begun: Vec<u16> =
            stream::iter(0..COLLEAGUES).map(begin).buffer_unordered(AT_ONCE).collect().await;
        assert_eq!(begun, [303; COLLEAGUES]);
        let count = store::responses::count(app.db(), open.questionnaire, ResponseState::Submitted).await;
        assert_eq!(count.expect("responses can be counted"), 1);

        // Codes are short enough to be tried: none is looked up for now.
        let code = withdrawal_code(&receipt);
        let waits = stranger.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(429);
        assert!(!waits.first("h1").is_empty(), "{}", waits.describe());
    })
    .await;
}

#[tokio::test]
async fn an_office_that_mistypes_its_codes_is_not_shut_out() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-after").await;
        let person = app.visitor();
        let receipt = send(&person, &answer_all(&person, &open.link).await).await;
        for colleague in 0..COLLEAGUES {
            let wrong = [("code", format!("0000-0000-{colleague:04}"))];
            let wrong: Vec<(&str, &str)> =
                wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
            for _ in 0..2 {
                person.post_raw_form("/withdraw", &wrong).await.expect_status(422);
            }
        }
        let code = withdrawal_code(&receipt);
        person.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert_eq!(n_limits(app).await, 0);
    })
    .await;
}

#[tokio::test]
async fn one_address_cannot_fill_the_database_with_beginnings() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-after").await;
        let begin = |_| async { app.visitor().start(&open.link).await.status };
        let begun: Vec<u16> = stream::iter(0..700).map(begin).buffer_unordered(AT_ONCE).collect().await;
        assert_eq!(begun.iter().filter(|status| **status == 303).count(), 600);
        assert_eq!(begun.iter().filter(|status| **status == 429).count(), 100);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_never_arrives_is_given_up_and_others_are_served_meanwhile() {
    for engine in ENGINES {
        let app = TestApp::start_with(engine, |config| config.slowest_body_seconds = 2).await;
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(&app, &coordinator, "forum-after").await;
        let person = app.visitor();
        let started = person.start(&open.link).await;
        let page = person.follow(started).await.expect_status(200);
        let mut slow = Vec::new();
        for _ in 0..100 {
            let mut line = TcpStream::connect(app.address).await.expect("a connection");
            let head = format!(
                "POST {} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ngo=",
                page.path
            );
            line.write_all(head.as_bytes()).await.expect("a part of a request is taken");
            slow.push(line);
        }
        let given = answers(&page);
        let given: Vec<(&str, &str)> =
            given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        person.submit(&page, "form[data-fill]", &given).await.expect_status(303);
        for mut line in slow {
            let mut answer = vec![0; 64];
            let read = tokio::time::timeout(Duration::from_secs(60), line.read(&mut answer)).await;
            let n = read.expect("it is given up").expect("it is answered");
            let answer = String::from_utf8_lossy(&answer[..n]).into_owned();
            assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        }
        app.stop().await;
    }
}
