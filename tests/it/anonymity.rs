//! Anonymous answers: with everything that the database holds nobody finds out whose is whose, and still each invitation is
//! answered once and reminders leave out who has answered.
//!
//! The attack knows which rows are about a response and which about an invitation, and tries every pair of their columns:
//! values that are equal, and orders that are the same, forwards or backwards. On a known questionnaire it must succeed.

use std::collections::{BTreeMap, BTreeSet};

use server::auth::Role;
use surveys::entity::state::InvitingMode;
use surveys::store;
use tests::dump::{Dump, Row, dump};
use tests::inviting::{invitations, letter_code, link, open_invitation};
use tests::open_survey::OpenSurvey;
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

use crate::invited::{answer, invited, send};

/// In which order the invitations are answered.
const SHUFFLED: [usize; 10] = [7, 2, 9, 0, 5, 3, 8, 1, 6, 4];

/// What is known of one response or one invitation: `table.column` → values.
type Traces = BTreeMap<String, Vec<String>>;

fn is(row: &Row, column: &str, value: &str) -> bool {
    row.get(column).is_some_and(|found| found == value)
}

/// Whether a row is about a thing: its own, one that refers to it, or an event.
fn is_about(table: &str, row: &Row, own: &str, kind: &str, id: &str) -> bool {
    (table == own && is(row, "id", id))
        || is(row, &format!("{kind}_id"), id)
        || (table == "audit_events" && is(row, "thing_kind", kind) && is(row, "thing_id", id))
}

fn traces(dump: &Dump, things: &[(&str, &str, String)]) -> Traces {
    let mut traces = Traces::new();
    for (table, rows) in dump {
        for row in rows {
            if things.iter().any(|(own, kind, id)| is_about(table, row, own, kind, id)) {
                for (column, value) in row {
                    traces.entry(format!("{table}.{column}")).or_default().push(value.clone());
                }
            }
        }
    }
    traces
}

/// Finds the words of an answer and with them the response: what only the test knows.
fn response_of(dump: &Dump, words: &str) -> String {
    let row = dump["responses"].iter().find(|row| row["answers"].contains(words));
    row.unwrap_or_else(|| panic!("no response says {words}"))["id"].clone()
}

/// What an agency answers: something by which the test, and nobody else, knows it again; in an order of its own.
fn words(place: usize) -> String {
    format!("word{}x", (place * 7 + 3) % SHUFFLED.len())
}

/// Values as numbers where they are, so that they are put in order as an attacker would.
fn order(values: &[String]) -> Option<Vec<usize>> {
    let distinct: BTreeSet<&String> = values.iter().collect();
    if distinct.len() < values.len() {
        return None;
    }
    let numbers: Option<Vec<i64>> = values.iter().map(|value| value.parse().ok()).collect();
    let mut places: Vec<usize> = (0..values.len()).collect();
    match numbers {
        Some(numbers) => places.sort_by_key(|place| numbers[*place]),
        None => places.sort_by_key(|place| &values[*place]),
    }
    Some(places)
}

/// Whether two orders are the same but for one exchange of neighbours.
fn is_nearly_same(one: &[usize], other: &[usize]) -> bool {
    let n_apart = one.iter().zip(other).filter(|(a, b)| a != b).count();
    n_apart == 0
        || (n_apart == 2 && one.windows(2).zip(other.windows(2)).any(|(a, b)| a[0] == b[1] && a[1] == b[0]))
}

/// One of several values.
type End = fn(&[String]) -> Option<&String>;

/// Whether two columns put the pairs into the same order, or the opposite one: by what was written first about each, or by
/// what was written last.
fn is_ordered_alike(lefts: &[Vec<String>], rights: &[Vec<String>]) -> bool {
    let by = |values: &[Vec<String>], end: End| -> Option<Vec<usize>> {
        order(&values.iter().map(|values| end(values).cloned()).collect::<Option<Vec<String>>>()?)
    };
    let ends: [End; 2] = [<[String]>::first, <[String]>::last];
    ends.iter().flat_map(|left| ends.iter().map(move |right| (left, right))).any(|(left, right)| {
        let (Some(one), Some(other)) = (by(lefts, *left), by(rights, *right)) else { return false };
        let backwards: Vec<usize> = other.iter().rev().copied().collect();
        is_nearly_same(&one, &other) || is_nearly_same(&one, &backwards)
    })
}

/// The pairs of columns that tell whose is whose. `pairs` are the traces of each response and of its invitation.
fn joins(pairs: &[(Traces, Traces)]) -> Vec<String> {
    let mut found = Vec::new();
    let of_response: BTreeSet<&String> = pairs.iter().flat_map(|(response, _)| response.keys()).collect();
    let of_invitation: BTreeSet<&String> =
        pairs.iter().flat_map(|(_, invitation)| invitation.keys()).collect();
    for left in &of_response {
        for right in &of_invitation {
            let value = |traces: &Traces, name: &String| traces.get(name).cloned().unwrap_or_default();
            let lefts: Vec<Vec<String>> = pairs.iter().map(|(one, _)| value(one, left)).collect();
            let rights: Vec<Vec<String>> = pairs.iter().map(|(_, one)| value(one, right)).collect();
            let shares = |a: &Vec<String>, b: &Vec<String>| a.iter().any(|value| b.contains(value));
            let is_found = |place: &usize| {
                let equal: Vec<usize> =
                    (0..pairs.len()).filter(|at| shares(&lefts[*place], &rights[*at])).collect();
                equal == [*place]
            };
            let n_found = (0..pairs.len()).filter(is_found).count();
            // Numbers of rows that stand in an order by chance are the same in three or four of ten once in a while, in seven of ten not
            // once in ten thousand times.
            if n_found * 3 > pairs.len() * 2 {
                found.push(format!("{left} = {right}: {n_found} found"));
            }
            if is_ordered_alike(&lefts, &rights) {
                found.push(format!("{left} ~ {right}"));
            }
        }
    }
    found
}

/// Ten agencies are invited and answer in a shuffled order, each its own number in words.
async fn answered(
    app: &TestApp,
    coordinator: &Session,
    mode: InvitingMode,
) -> (OpenSurvey, Vec<(Traces, Traces)>) {
    let emails: Vec<String> = (0..SHUFFLED.len()).map(|n| format!("agency{n}@example.jp")).collect();
    let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
    let open = invited(app, coordinator, mode, &emails).await;
    let path = format!("/questionnaires/{}/invitations/letters", open.questionnaire.0);
    coordinator.post_form(&path, &[("kind", "invite")]).await.expect_status(303);
    let all = invitations(app, &open).await;
    for (nth, place) in SHUFFLED.into_iter().enumerate() {
        let person = app.visitor();
        let link = link(app, &all[place]);
        if nth % 3 == 0 {
            // Some look at it first and come back.
            open_invitation(&person, &link).await;
        }
        let first = open_invitation(&person, &link).await;
        let check = match mode {
            // Begun before, a known answer goes on at its end.
            InvitingMode::Known if nth % 3 == 0 => {
                let path = first.path.replace("/check", "/p/one");
                answer(&person, &person.get(&path).await, &words(place)).await
            }
            _ => answer(&person, &first, &words(place)).await,
        };
        let sent = send(&person, &check).await.expect_status(303);
        person.follow(sent).await.expect_status(200);
        if nth == 4 {
            coordinator.post_form(&path, &[("kind", "reminder-1")]).await.expect_status(303);
        }
    }
    let dump = dump(app.db()).await;
    let pairs = all.iter().enumerate().map(|(place, invitation)| {
        let response = response_of(&dump, &words(place));
        let left = traces(&dump, &[("responses", "response", response)]);
        let contact = invitation.contact_id.expect("it has a contact").0.to_string();
        let things = [
            ("invitations", "invitation", invitation.id.0.to_string()),
            ("agencies", "agency", invitation.agency_id.0.to_string()),
            ("contacts", "contact", contact),
        ];
        (left, traces(&dump, &things))
    });
    (open, pairs.collect())
}

#[tokio::test]
async fn nobody_finds_out_whose_an_anonymous_answer_is() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (open, pairs) = answered(app, &coordinator, InvitingMode::Anonymous).await;
        let joins = joins(&pairs);
        assert!(joins.is_empty(), "these tell whose is whose: {joins:#?}");
        let dump = dump(app.db()).await;
        let sent: Vec<&Row> = dump["responses"].iter().filter(|row| row["state"] == "submitted").collect();
        for column in ["started_at", "saved_at", "submitted_at"] {
            let times: BTreeSet<&String> = sent.iter().map(|row| &row[column]).collect();
            assert_eq!(times.len(), 1, "{column} is one day for all: {times:?}");
        }
        assert!(sent.iter().all(|row| row["id"].starts_with('-')), "numbers by chance, below zero");
        assert!(dump["invitations"].iter().all(|row| !row.contains_key("response_id")));
        let events: Vec<&Row> =
            dump["audit_events"].iter().filter(|row| row["action"].starts_with("response.")).collect();
        assert!(events.is_empty(), "no event tells when an answer came: {events:?}");
        // And still it works: all are answered, and nobody who was is asked again.
        let all = invitations(app, &open).await;
        assert!(all.iter().all(|one| one.is_answered));
        let reminded = dump["messages"].iter().filter(|row| row["kind"] == "reminder-1").count();
        assert_eq!(reminded, 5);
        let list = format!("/questionnaires/{}/invitations", open.questionnaire.0);
        let page = coordinator.get(&list).await.expect_status(200);
        assert!(!page.texts("#invitations-table").concat().contains("回答済み"), "the list does not say who");
        // Of groups of five all of which answered, no number is given.
        assert!(page.texts("#rates-kind td").concat().contains('*'), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn the_same_attack_finds_out_who_gave_a_known_answer() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (_, pairs) = answered(app, &coordinator, InvitingMode::Known).await;
        let joins = joins(&pairs);
        assert!(
            joins.iter().any(|join| join.starts_with("responses.id = invitations.response_id")),
            "{joins:#?}"
        );
        assert!(joins.iter().any(|join| join.starts_with("responses.id ~ ")), "{joins:#?}");
    })
    .await;
}

/// The page that says why an answer is not sent.
fn refusal(page: &Page) -> String {
    page.first(".error-summary")
}

#[tokio::test]
async fn an_anonymous_invitation_is_used_up_by_one_answer() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open =
            invited(app, &coordinator, InvitingMode::Anonymous, &["a@example.jp", "b@example.jp"]).await;
        let all = invitations(app, &open).await;
        let link = link(app, &all[0]);
        let shown = app.visitor().get(&link).await.expect_status(200);
        assert!(shown.text().contains("このページを開きなおすと新しい回答になります"), "{}", shown.text());
        let (one, two) = (app.visitor(), app.visitor());
        let first = answer(&one, &open_invitation(&one, &link).await, "一").await;
        let second = answer(&two, &open_invitation(&two, &link).await, "二").await;
        let (sent, other) = tokio::join!(send(&one, &first), send(&two, &second));
        let mut statuses = [sent.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422], "one of two that are sent at once");
        let (refused, winner) = if sent.status == 422 { (sent, other) } else { (other, sent) };
        assert!(refusal(&refused).contains("すでに受け取っています"), "{}", refused.describe());
        assert!(!winner.location().expect("a receipt").contains('.'), "the ticket is used up and gone");
        let receipt = one.follow(winner).await.expect_status(200);
        assert!(!receipt.text().contains("受け付けた日時"), "{}", receipt.text());
        let sent = submitted(app, open.questionnaire).await;
        assert_eq!(sent.len(), 1);

        // Mending an answer, or beginning to, does not put the day on it on which that was done.
        let earlier = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day");
        store::responses::blur(app.db(), sent[0].id, earlier).await.expect("another day");
        let winner = if receipt.has("form[action$='/edit']") { &one } else { &two };
        let mending = winner.submit(&receipt, "form[action$='/edit']", &[]).await.expect_status(303);
        let mending = winner.follow(mending).await.expect_status(200);
        let page = winner.get(&mending.path.replace("/check", "/p/p")).await;
        if page.has("form[data-fill]") {
            winner.submit(&page, "form[data-fill]", &[("go", "save")]).await.expect_status(303);
        }
        let after = store::responses::find(app.db(), sent[0].id).await.expect("the response");
        assert_eq!(after.saved_at.date_naive(), earlier, "an edit leaves the answer's day alone");
        assert!(app.visitor().get(&link).await.text().contains("回答を受け取りました"));

        // Come back by the code of the answer alone, without the ticket: the code of the letter is asked for.
        let third = app.visitor();
        let check =
            answer(&third, &open_invitation(&third, &tests::inviting::link(app, &all[1])).await, "三").await;
        let bare = format!("{}/check", check.path.split('.').next().expect("the ticket is behind a dot"));
        let check = third.get(&bare).await.expect_status(200);
        assert!(check.has("input[name=invitation]"), "{}", check.describe());
        let try_with =
            async |typed: &str| third.post_raw_form(&bare, &[("go", "submit"), ("invitation", typed)]).await;
        assert!(refusal(&try_with("").await.expect_status(422)).contains("招待コードを入力"));
        assert!(refusal(&try_with("ABC").await.expect_status(422)).contains("読み違い"));
        let used = try_with(&letter_code(app, &all[0])).await.expect_status(422);
        assert!(refusal(&used).contains("すでに受け取っています"));
        try_with(&letter_code(app, &all[1])).await.expect_status(303);
        assert!(invitations(app, &open).await.iter().all(|one| one.is_answered));
    })
    .await;
}

/// Mended before a reminder went out it would be of somebody who was not reminded.
#[tokio::test]
async fn an_anonymous_answer_that_is_sent_again_keeps_no_time_of_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Anonymous, &["a@example.jp"]).await;
        let link = link(app, &invitations(app, &open).await[0]);
        let person = app.visitor();
        let check = answer(&person, &open_invitation(&person, &link).await, "一").await;
        let sent = send(&person, &check).await.expect_status(303);
        let receipt = person.follow(sent).await.expect_status(200);
        let mending = person.submit(&receipt, "form[action$='/edit']", &[]).await.expect_status(303);
        let mending = person.follow(mending).await.expect_status(200);
        let first = person.get(&mending.path.replace("/check", "/p/one")).await.expect_status(200);
        let check = answer(&person, &first, "二").await;
        send(&person, &check).await.expect_status(303);

        let sent = submitted(app, open.questionnaire).await;
        let mended = sent.first().expect("one was sent");
        assert!(mended.answers.contains('二') && mended.revision == 2, "{}", mended.answers);
        let before = store::response_edits::revisions(app.db(), mended.id).await.expect("they can be read");
        let replaced: Vec<_> = before.iter().map(|state| state.replaced_at).collect();
        let inviting = store::invitings::find(app.db(), open.questionnaire).await.expect("it can be read");
        let begun_on = inviting.expect("it invites").begun_on.and_time(chrono::NaiveTime::MIN).and_utc();
        assert_eq!(replaced, [begun_on], "one state before, with the day of all");
        assert_eq!([mended.started_at, mended.saved_at], [begun_on; 2]);
    })
    .await;
}

#[tokio::test]
async fn codes_that_come_with_answers_cannot_be_tried_without_end() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Anonymous, &["a@example.jp"]).await;
        let link = link(app, &invitations(app, &open).await[0]);
        let person = app.visitor();
        let check = answer(&person, &open_invitation(&person, &link).await, "一").await;
        let bare = format!("{}/check", check.path.split('.').next().expect("the ticket is behind a dot"));
        let mut statuses = Vec::new();
        for number in 0..220 {
            let typed = surveys::fielding::invitation_code::code(number + 7);
            let fields = [("go", "submit"), ("invitation", typed.as_str())];
            statuses.push(person.post_raw_form(&bare, &fields).await.status);
        }
        assert_eq!(statuses.first(), Some(&422));
        assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    })
    .await;
}
