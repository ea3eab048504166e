//! A database that has no room: whoever writes is told so in words, and that nothing was saved.

use sea_orm::{ConnectionTrait, DatabaseTransaction, TransactionTrait};
use server::auth::Role;
use tests::free_answers::definition;
use tests::open_survey::open_definition;
use tests::{Page, Session, TestApp, on_embedded};

/// As many connections as the service has (`app::connect_only`).
const N_CONNECTIONS: usize = 8;
/// Answers that are begun before the last free page of the database must be used up.
const MOST_ANSWERS: usize = 25;

/// Lets the database not grow any more, as on a full disk. What is free within it can still be used.
async fn fill(app: &TestApp) {
    let mut held: Vec<DatabaseTransaction> = Vec::new();
    // All at once: each connection has a limit of its own.
    for _ in 0..N_CONNECTIONS {
        held.push(app.db().begin().await.expect("a connection"));
    }
    for one in held {
        one.execute_unprepared("PRAGMA max_page_count = 1").await.expect("a limit");
        one.rollback().await.expect("it is given back");
    }
}

/// Somebody writes a long answer; returns the first page that does not go on.
async fn write(person: &Session, link: &str, words: &str) -> Option<Page> {
    let started = person.start(link).await;
    if started.status != 303 {
        return Some(started);
    }
    let page = person.follow(started).await.expect_status(200);
    let fields = [("consent", "1"), ("consent", "2"), ("consent", "3"), ("hard", words), ("go", "next")];
    let sent = person.submit(&page, "form[data-fill]", &fields).await;
    (sent.status != 303).then_some(sent)
}

#[tokio::test]
async fn who_writes_is_told_that_there_is_no_room() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        fill(app).await;
        let words = "人手が足りない。".repeat(1_000);
        for _ in 0..MOST_ANSWERS {
            if let Some(page) = write(&app.visitor(), &open.link, &words).await {
                assert_eq!(page.status, 507, "{}", page.describe());
                assert!(page.text().contains("空きが足りないため"), "{}", page.describe());
                assert!(page.text().contains("保存されていません"), "{}", page.describe());
                return;
            }
        }
        panic!("the database takes more than it has room for");
    })
    .await;
}
