//! People who sign up for an event with the shipped questionnaire `forum-signup`, without JavaScript.

use surveys::entity::registration;
use surveys::store;

use crate::app::TestApp;
use crate::open_survey::OpenSurvey;
use crate::page::Page;
use crate::session::Session;

/// Value of the choice "at the venue".
pub const VENUE: &str = "1";
/// Value of the choice "online".
pub const ONLINE: &str = "2";

/// Fills in the sign-up of an invented person; returns the page on which it can be sent.
pub async fn fill_in(person: &Session, link: &str, name: &str, seat: &str, email: &str) -> Page {
    let started = person.start(link).await.expect_status(303);
    let page = person.follow(started).await.expect_status(200);
    complete(person, &page, name, seat, email).await
}

/// Fills in the first page of a sign-up that has begun; returns the page on which it can be sent.
pub async fn complete(person: &Session, page: &Page, name: &str, seat: &str, email: &str) -> Page {
    let answers = [
        ("person_name", name),
        ("person_kana", "かくう はなこ"),
        ("phone", "000-0000-0001"),
        ("email", email),
        ("municipality", "98"),
        ("affiliation", "3"),
        ("attendance_mode", seat),
        ("go", "next"),
    ];
    let sent = person.submit(page, "form[data-fill]", &answers).await;
    let check = person.follow(sent).await.expect_status(200);
    assert!(check.path.ends_with("/check"), "{}", check.describe());
    check
}

/// Sends a sign-up that was filled in. A place: 303; all places taken: 422.
pub async fn send(person: &Session, check: &Page, waits: bool) -> Page {
    let fields: &[(&str, &str)] =
        if waits { &[("go", "submit"), ("wait", "yes")] } else { &[("go", "submit")] };
    person.post_raw_form(&check.path, fields).await
}

/// Signs somebody up and returns the receipt.
pub async fn sign_up(app: &TestApp, open: &OpenSurvey, name: &str, seat: &str, waits: bool) -> Page {
    let person = app.visitor();
    let check = fill_in(&person, &open.link, name, seat, &format!("{name}@example.jp")).await;
    let sent = send(&person, &check, waits).await.expect_status(303);
    person.follow(sent).await.expect_status(200)
}

/// All registrations, seating by seating in the order of arrival.
pub async fn registrations(app: &TestApp, open: &OpenSurvey) -> Vec<registration::Model> {
    let all = store::registrations::of_questionnaire(app.db(), open.questionnaire).await;
    all.expect("the registrations can be read")
}

/// How many have a place and how many wait, seating by seating.
pub async fn taken(app: &TestApp, open: &OpenSurvey) -> Vec<(usize, usize)> {
    let seats = store::registrations::seats(app.db(), open.questionnaire).await.expect("seats can be read");
    seats.into_iter().map(|seat| (seat.occupancy.n_confirmed, seat.occupancy.n_waiting)).collect()
}

/// The letters so far: kind and address, in the order they were written.
pub async fn letters(app: &TestApp, open: &OpenSurvey) -> Vec<(String, String)> {
    let all = store::messages::of_questionnaire(app.db(), open.questionnaire).await;
    let all = all.expect("letters can be read").into_iter();
    all.map(|letter| (letter.kind, letter.to_address)).collect()
}
