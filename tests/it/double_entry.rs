//! Two people and one original: who may type, what a second sending does, and what happens at the same moment.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};
use server::auth::Role;
use surveys::entity::response;
use surveys::error::Error;
use surveys::id::{EntryId, UserId};
use surveys::store;
use surveys::store::entries::Settlement;
use surveys::store::responses::Submission;
use tests::open_survey::{OpenSurvey, open_survey};
use tests::{Engine, Page, Session, TestApp, on_both};

use crate::entries::{FORM, enter, finish, post, responses, set, typed};

#[tokio::test]
async fn two_people_type_one_sheet_and_settle_where_they_differ() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let colleague = app.login(Role::Administrator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        enter(app, &coordinator, &open).await;
        let response = responses(app, &open).await.remove(0);
        let second = format!("/responses/{}/second", response.id.0);
        coordinator.post_form(&second, &[]).await.expect_status(409);
        let begun = colleague.post_form(&second, &[]).await.expect_status(303);
        let page = colleague.follow(begun).await.expect_status(200);
        let blind = page.form("form.entry").fields;
        assert!(blind.iter().all(|(name, value)| !name.starts_with("a:") || value.is_empty()));

        let mut fields = typed(app, &open).await;
        set(&mut fields, "a:attendance_mode", "2");
        set(&mut fields, "go", "finish");
        let sent = post(&colleague, &page.path, &fields).await.expect_status(303);
        let compare = colleague.follow(sent).await.expect_status(200);
        assert_eq!(compare.texts(".entry-question").len(), 1, "{}", compare.describe());
        let undecided = colleague.submit(&compare, "form.entry", &[]).await;
        assert!(undecided.expect_status(422).has(".error-summary"));
        let before = responses(app, &open).await.remove(0).answers;
        // Then the next question was not asked, and what both typed there would be dropped.
        let mut choice = vec![("c:attendance_mode", "２")];
        let asked = colleague.submit(&compare, "form.entry", &choice).await.expect_status(422);
        assert!(asked.has("[name='ok:not-asked:n_new_contacts']"), "{}", asked.describe());
        assert_eq!(responses(app, &open).await.remove(0).answers, before);
        choice.push(("ok:not-asked:n_new_contacts", "2"));
        colleague.submit(&compare, "form.entry", &choice).await.expect_status(303);
        let after = responses(app, &open).await.remove(0);
        assert_ne!(after.answers, before);
        assert_eq!(after.revision, 2);
        let entries = store::entries::of_response(app.db(), response.id).await.expect("entries can be read");
        assert_eq!(entries.len(), 2, "both entries are kept");
        assert!(entries[1].settled_at.is_some() && entries[0].fields != entries[1].fields);
        let list = colleague.get(&format!("/questionnaires/{}/entries", open.questionnaire.0)).await;
        assert!(list.text().contains('%'), "{}", list.describe());
    })
    .await;
}

/// A draft of a first entry, and who typed it.
async fn draft(app: &TestApp, person: &Session, open: &OpenSurvey) -> (EntryId, UserId) {
    let mut fields = typed(app, open).await;
    set(&mut fields, "go", "save");
    let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
    post(person, &path, &fields).await.expect_status(303);
    let listed =
        store::entry_lists::page(app.db(), open.questionnaire, 0, 1).await.expect("entries can be read");
    (listed[0].1[0].id, listed[0].1[0].entered_by)
}

async fn begin(app: &TestApp) -> DatabaseTransaction {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    app.db().begin_with_options(options).await.expect("a transaction begins")
}

/// Waits until somebody waits for a row. SQLite lets the second one begin only after the first one ends.
async fn until_somebody_waits(app: &TestApp) {
    let waiting = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let is_waiting = async || {
        let row = app.db().query_one_raw(Statement::from_string(sea_orm::DbBackend::Postgres, waiting)).await;
        let row = row.expect("the activity can be read").expect("a count is a row");
        row.try_get::<i64>("", "n").expect("a count is a number") > 0
    };
    if app.engine == Engine::Postgres {
        let wait = async { while !is_waiting().await {} };
        tokio::time::timeout(Duration::from_secs(20), wait).await.expect("nobody waits for the row");
    }
}

/// A sheet that the coordinator has entered, and the second entry of it that a colleague has begun.
async fn second_begun(
    app: &TestApp,
    coordinator: &Session,
    open: &OpenSurvey,
) -> (Session, response::Model, Page) {
    enter(app, coordinator, open).await;
    let response = responses(app, open).await.remove(0);
    let colleague = app.login(Role::Administrator).await;
    let begun = colleague.post_form(&format!("/responses/{}/second", response.id.0), &[]).await;
    let page = colleague.follow(begun).await.expect_status(200);
    (colleague, response, page)
}

#[tokio::test]
async fn nobody_reads_what_was_typed_first_while_it_is_typed_again() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        enter(app, &coordinator, &open).await;
        let response = responses(app, &open).await.remove(0);
        let entries = store::entries::of_response(app.db(), response.id).await.expect("entries can be read");
        let first = format!("/entries/{}", entries[0].id.0);
        let own = format!("{first}/region");
        assert!(coordinator.get(&first).await.expect_status(200).body.contains(&own), "it is offered");
        let colleague = app.login(Role::Administrator).await;
        let begun = colleague.post_form(&format!("/responses/{}/second", response.id.0), &[]).await;
        let page = colleague.follow(begun).await.expect_status(200);
        for person in [&coordinator, &colleague] {
            let refused = person.get(&own).await.expect_status(409);
            assert!(refused.text().contains("二度目の入力の途中です"), "{}", refused.describe());
            person.get(&format!("{own}.pdf")).await.expect_status(409);
            assert!(!person.get(&first).await.expect_status(200).body.contains(&own));
        }
        let mut fields = typed(app, &open).await;
        set(&mut fields, "go", "finish");
        post(&colleague, &page.path, &fields).await.expect_status(303);
        colleague.get(&own).await.expect_status(200);
        assert!(colleague.get(&first).await.expect_status(200).body.contains(&own));
    })
    .await;
}

#[tokio::test]
async fn saving_never_overwrites_what_was_finished_at_the_same_moment() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let (entry, by) = draft(app, &coordinator, &open).await;
        let first = begin(app).await;
        let submission = Submission { answers: "{}".to_owned(), contacts: None, is_anonymous: false };
        store::entries::finish(&first, entry, "[]".to_owned(), submission, "[]".to_owned(), by)
            .await
            .expect("it can be finished");
        let save = async {
            let second = begin(app).await;
            let late = "[[\"late\",\"x\"]]".to_owned();
            let saved = store::entries::save(&second, entry, late, "[]".to_owned(), None, by).await;
            second.commit().await.expect("it ends");
            saved
        };
        let finish = async {
            until_somebody_waits(app).await;
            first.commit().await.expect("it ends");
        };
        let (saved, ()) = tokio::join!(save, finish);
        assert!(matches!(saved, Err(Error::State("entry-finished"))), "{saved:?}");
        let kept = store::entries::find(app.db(), entry).await.expect("it is there");
        assert_eq!(kept.fields, "[]");
    })
    .await;
}

#[tokio::test]
async fn of_two_who_settle_at_the_same_moment_the_first_one_counts() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let (colleague, response, page) = second_begun(app, &coordinator, &open).await;
        let mut fields = typed(app, &open).await;
        set(&mut fields, "a:attendance_mode", "2");
        set(&mut fields, "go", "finish");
        post(&colleague, &page.path, &fields).await.expect_status(303);
        let entries = store::entries::of_response(app.db(), response.id).await.expect("entries can be read");
        let (second, by) = (entries[1].id, entries[1].entered_by);
        let settlement = |answers: &str| Settlement {
            answers: answers.to_owned(),
            unreadable: "[]".to_owned(),
            n_written: 1,
            n_different: 1,
        };
        let one = begin(app).await;
        store::entries::settle(&one, second, settlement("{\"by\":1}"), by).await.expect("it can be settled");
        let settle = async {
            let other = begin(app).await;
            let settled = store::entries::settle(&other, second, settlement("{\"by\":2}"), by).await;
            other.commit().await.expect("it ends");
            settled
        };
        let commit = async {
            until_somebody_waits(app).await;
            one.commit().await.expect("it ends");
        };
        let (settled, ()) = tokio::join!(settle, commit);
        assert!(matches!(settled, Err(Error::State("entry-settled"))), "{settled:?}");
        let kept = responses(app, &open).await.remove(0);
        assert_eq!((kept.answers.as_str(), kept.revision), ("{\"by\":1}", 2));
    })
    .await;
}

#[tokio::test]
async fn who_typed_first_does_not_type_the_second_time() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let (_colleague, response, page) = second_begun(app, &coordinator, &open).await;
        let shown = coordinator.get(&page.path).await.expect_status(409);
        assert!(shown.text().contains("別の人"), "{}", shown.describe());
        for go in ["save", "finish"] {
            let mut fields = typed(app, &open).await;
            set(&mut fields, "go", go);
            let refused = post(&coordinator, &page.path, &fields).await.expect_status(409);
            assert!(refused.text().contains("別の人"), "{}", refused.describe());
        }
        let entries = store::entries::of_response(app.db(), response.id).await.expect("entries can be read");
        assert_eq!((entries[1].fields.as_str(), entries[1].finished_at), ("[]", None));
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_again_lands_on_its_own_entry_and_loses_no_other() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        let blank = coordinator.get(&format!("{path}/new")).await.expect_status(200);
        let seed = blank.form("form.entry").fields.into_iter().find(|(name, _)| name == "seed");
        let mut fields = finish(typed(app, &open).await);
        fields.push(seed.expect("the form has a seed"));
        let (one, other) =
            tokio::join!(post(&coordinator, &path, &fields), post(&coordinator, &path, &fields));
        assert_eq!((one.status, other.status), (303, 303), "{} {}", one.describe(), other.describe());
        assert_eq!(responses(app, &open).await.len(), 1);

        // Somebody went back in the browser and typed the next sheet over this one.
        set(&mut fields, "a:attendance_mode", "2");
        let asked = post(&coordinator, &path, &fields).await.expect_status(422);
        assert!(asked.has(".error-summary a[href='#sheet_number']"), "{}", asked.describe());
        let kept = asked.form("form.entry").fields;
        assert!(kept.contains(&("a:attendance_mode".to_owned(), "2".to_owned())));
        assert_eq!(responses(app, &open).await.len(), 1);
        // What it says of a question that was not asked is dropped knowingly.
        let finish = [("go", "finish"), ("ok:not-asked:n_new_contacts", "2")];
        let sent = coordinator.submit(&asked, "form.entry", &finish).await.expect_status(303);
        assert_eq!(responses(app, &open).await.len(), 2);

        // The number was used before: that is said, not forbidden.
        let next = coordinator.follow(sent).await.expect_status(200);
        assert!(next.first(".notice").contains("ほかにも"), "{}", next.describe());
        let list = coordinator.get(&path).await.expect_status(200);
        assert_eq!(list.texts("#entry-table th .tag").len(), 2, "{}", list.describe());
    })
    .await;
}
