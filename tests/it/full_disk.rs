//! A database that has no room: whoever writes is told so in words, and that nothing was saved.

use sea_orm::{ConnectionTrait, DatabaseTransaction, TransactionTrait};
use server::auth::Role;
use tests::free_answers::definition;
use tests::open_survey::open_definition;
use tests::sheets::{publish, share};
use tests::{PASSWORD, Page, Session, TestApp, on_embedded};

use crate::session::{let_pass, stored};

/// As many connections as the service has (`database::connect_only`).
const N_CONNECTIONS: usize = 8;
/// Answers that are begun before the last free page of the database must be used up.
const MOST_ANSWERS: usize = 25;

/// Lets the database not grow any more, as on a full disk. What is free within it can still be used.
async fn fill(app: &TestApp) {
    limit(app, 1).await;
}

/// Lets the database have so many pages, or as many as it has.
async fn limit(app: &TestApp, n_pages: u32) {
    let mut held: Vec<DatabaseTransaction> = Vec::new();
    // All at once: each connection has a limit of its own.
    for _ in 0..N_CONNECTIONS {
        held.push(app.db().begin().await.expect("a connection"));
    }
    for one in held {
        let pragma = format!("PRAGMA max_page_count = {n_pages}");
        one.execute_unprepared(&pragma).await.expect("a limit");
        one.rollback().await.expect("it is given back");
    }
}

/// Lets every change of a session need more room than there is.
async fn leave_no_room_for_sessions(app: &TestApp) {
    app.db().execute_unprepared("CREATE TABLE filling (bytes BLOB)").await.expect("a table");
    for change in ["INSERT", "UPDATE", "DELETE"] {
        let trigger = format!(
            "CREATE TRIGGER filling_{change} BEFORE {change} ON sessions \
             BEGIN INSERT INTO filling VALUES (zeroblob(10000000)); END"
        );
        app.db().execute_unprepared(&trigger).await.expect("a trigger");
    }
    fill(app).await;
}

/// Lets sessions be kept again.
async fn make_room_for_sessions(app: &TestApp) {
    limit(app, 1_000_000).await;
    for change in ["INSERT", "UPDATE", "DELETE"] {
        let drop = format!("DROP TRIGGER filling_{change}");
        app.db().execute_unprepared(&drop).await.expect("no trigger any more");
    }
}

#[track_caller]
fn assert_no_room(page: &Page) {
    assert_eq!(page.status, 507, "{}", page.describe());
    assert!(page.text().contains("空きが足りないため"), "{}", page.describe());
    assert!(page.text().contains("保存されていません"), "{}", page.describe());
    assert!(page.header("content-security-policy").is_some(), "it is a page like any other");
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
                return assert_no_room(&page);
            }
        }
        panic!("the database takes more than it has room for");
    })
    .await;
}

#[tokio::test]
async fn who_wants_to_sign_in_is_told_that_there_is_no_room() {
    on_embedded(async |app| {
        app.add_user("hanako", Role::Coordinator).await;
        let before = app.visitor();
        let form = before.get("/sign-in").await.expect_status(200);
        leave_no_room_for_sessions(app).await;
        let visitor = app.visitor();
        let page = visitor.get("/sign-in").await.expect_status(200);
        assert_eq!(page.header("set-cookie"), None, "nothing is kept under its key");
        let fields = [("login", "hanako"), ("password", PASSWORD)];
        assert_no_room(&visitor.submit(&page, "main form", &fields).await);
        assert_no_room(&before.submit(&form, "main form", &fields).await);
        assert_eq!(before.get("/surveys").await.status, 303, "nobody has been signed in");
    })
    .await;
}

#[tokio::test]
async fn where_there_is_room_again_nobody_is_told_that_there_is_none() {
    on_embedded(async |app| {
        leave_no_room_for_sessions(app).await;
        let visitor = app.visitor();
        let form = visitor.get("/sign-in?lang=en").await.expect_status(200);
        let kept = visitor.cookie();
        assert!(kept.contains("lang=en") && !kept.contains("kikitori"), "a session is not there: {kept}");
        let fields = [("login", "hanako"), ("password", PASSWORD)];
        visitor.submit(&form, "main form", &fields).await.expect_status(507);
        make_room_for_sessions(app).await;
        app.visitor().get("/sign-in").await.expect_status(200);
        // It is the form that is too old.
        visitor.submit(&form, "main form", &fields).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn who_is_signed_in_can_go_on_reading_and_is_told_that_signing_out_failed() {
    on_embedded(async |app| {
        let person = app.login(Role::Coordinator).await;
        let_pass(app, 10 * 60).await;
        let before = stored(app).await;
        leave_no_room_for_sessions(app).await;
        person.get("/surveys").await.expect_status(200);
        let page = person.get("/surveys").await.expect_status(200);
        assert_eq!(stored(app).await, before, "that it was used could not be kept");
        let failed = person.submit(&page, "form[action='/sign-out']", &[]).await;
        assert_no_room(&failed);
        assert!(
            failed.text().contains("管理者に"),
            "the coordinator is whom others would tell: {}",
            failed.describe()
        );
        person.get("/surveys").await.expect_status(200);
    })
    .await;
}

/// Nobody needs a session to read what has an address of its own.
#[tokio::test]
async fn what_is_shared_can_be_read_though_nothing_can_be_written() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        publish(&coordinator, open.survey, &[]).await;
        let link = share(&coordinator, open.survey).await;
        leave_no_room_for_sessions(app).await;
        for address in [link.as_str(), open.link.as_str()] {
            let page = app.visitor().get(address).await.expect_status(200);
            assert_eq!(page.header("set-cookie"), None, "{address} keeps nothing");
        }
    })
    .await;
}
