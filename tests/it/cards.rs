//! Good practices: from coded texts to a checked case, onto the region's page, and off it again at once.

mod answers;
mod checking;
mod introducing;
mod making;
mod pdf;
mod publishing;
mod stopping;
mod writing;

use surveys::entity::state::CardState;
use surveys::hearing::span::Span;
use surveys::id::{AgencyId, CardId, HearingId, RegionId, SegmentId, SurveyId, UserId};
use surveys::privacy::card::CHECK_ITEMS;
use surveys::store;
use surveys::store::agencies::AgencyInput;
use surveys::store::marks::NewMark;
use tests::sheets::share;
use tests::{Page, Session, TestApp};

use crate::approaches::{survey_with_agencies, write_note};

/// What is heard of a good practice.
const HEARD: &str = "田中さんの受診に同行し、作業の表を医師に見せた。";
/// Whoever arranges things in the store.
const SOMEBODY: UserId = UserId(1);

fn span(words: &str) -> Span {
    Span { start: 0, end: words.chars().count() }
}

/// A note with a good practice that is marked. Its partner lets the case be told.
async fn marked_note(
    app: &TestApp,
    coordinator: &Session,
    survey: SurveyId,
    agency: AgencyId,
) -> (HearingId, SegmentId) {
    let changes = [("good_practice", HEARD), ("may_share", "yes"), ("may_show_case", "yes")];
    let note = write_note(coordinator, survey, agency, &changes).await;
    let hearing = note.path.rsplit('/').next().and_then(|id| id.parse().ok()).map(HearingId);
    let hearing = hearing.expect("a note has a number");
    let new = NewMark {
        hearing,
        section: "good_practice".to_owned(),
        span: span(HEARD),
        stance: "good_practice".to_owned(),
    };
    let segment = store::marks::mark(app.db(), new, SOMEBODY).await.expect("it can be marked");
    (hearing, segment.id)
}

/// The page of all segments of good practice.
async fn segments_page(app: &TestApp, person: &Session, survey: SurveyId) -> Page {
    let stances = store::codes::stances(app.db(), survey).await.expect("the codes can be read");
    let practice = stances.iter().find(|code| code.frame_code == "good_practice").expect("a stance");
    person.get(&format!("/codes/{}/segments", practice.id.0)).await.expect_status(200)
}

/// Ticks a segment and makes a card of it; returns its address.
async fn made_of(app: &TestApp, coordinator: &Session, survey: SurveyId, segment: SegmentId) -> String {
    let page = segments_page(app, coordinator, survey).await;
    let ticked = [("segment", segment.0.to_string())];
    let ticked: Vec<(&str, &str)> = ticked.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let made = coordinator.submit(&page, "#to-card", &ticked).await.expect_status(303);
    made.location().expect("a card has a page").to_owned()
}

/// What is typed on the card.
const TYPED: [(&str, &str); 7] = [
    ("title", "受診に同行した"),
    ("background", "40代の方。"),
    ("steps", "作業を表にした。"),
    ("idea", "医師に表を見せた。"),
    ("result", "働き続けている。"),
    ("kinds", "22"),
    ("themes", "G02"),
];

/// The same with other values of some fields.
fn typed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let is_same = |(name, _): &(&str, &str)| changes.iter().all(|(changed, _)| changed != name);
    TYPED.iter().copied().filter(is_same).chain(changes.iter().copied()).collect()
}

async fn write(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(card).await.expect_status(200);
    coordinator.submit(&page, "#card-form", changes).await
}

/// Answers every item of the check list with "nothing".
async fn check(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(&format!("{card}/check")).await.expect_status(200);
    let names: Vec<String> = CHECK_ITEMS.iter().map(|item| format!("outcome:{}", item.key)).collect();
    let clear = names.iter().map(|name| (name.as_str(), "clear"));
    let clear = clear.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let all: Vec<(&str, &str)> = clear.chain(changes.iter().copied()).collect();
    coordinator.submit(&page, "#check-form", &all).await
}

async fn publish(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    try_to_publish(coordinator, card, changes).await.expect_status(303)
}

async fn try_to_publish(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(&format!("{card}/check")).await.expect_status(200);
    coordinator.submit(&page, "#publish-form", changes).await
}

/// The number of the card with this address.
fn number(card: &str) -> CardId {
    card.rsplit('/').next().and_then(|id| id.parse().ok()).map(CardId).expect("a number")
}

async fn state(app: &TestApp, card: &str) -> CardState {
    store::cards::find(app.db(), number(card)).await.expect("it can be read").state
}

/// Whether the newest version of a card was stopped.
async fn is_stopped(app: &TestApp, card: &str) -> bool {
    let all = store::card_versions::of_card(app.db(), number(card)).await.expect("versions can be read");
    all.last().expect("it was published").stopped_at.is_some()
}

/// A card, and what it was made of.
struct Made {
    coordinator: Session,
    survey: SurveyId,
    /// The first of them was heard.
    agencies: Vec<AgencyId>,
    hearing: HearingId,
    /// The address of the card.
    card: String,
}

/// Adds three agencies of kind 22: with the two that there are they are just enough to tell of their kind.
async fn add_three_of_the_kind(app: &TestApp) {
    for place in 1..4 {
        let input = AgencyInput {
            name: format!("架空支援所{place}"),
            kind: "22".to_owned(),
            region: RegionId(2),
            note: String::new(),
        };
        store::agencies::create(app.db(), input, SOMEBODY).await.expect("an agency is added");
    }
}

/// A card that was made of a marked note, with nothing written on it.
async fn made(app: &TestApp) -> Made {
    let (coordinator, survey, agencies) = survey_with_agencies(app).await;
    add_three_of_the_kind(app).await;
    let (hearing, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
    let card = made_of(app, &coordinator, survey, segment).await;
    Made { coordinator, survey, agencies, hearing, card }
}

/// The same, written, checked and published.
async fn published(app: &TestApp) -> Made {
    let made = made(app).await;
    write(&made.coordinator, &made.card, &TYPED).await.expect_status(303);
    check(&made.coordinator, &made.card, &[]).await.expect_status(303);
    publish(&made.coordinator, &made.card, &[]).await;
    made
}

/// Notes on the sheet of a hearing what its partner says now: whether the case may be told.
async fn let_case_be_told(coordinator: &Session, hearing: HearingId, answer: &str) {
    let edit = coordinator.get(&format!("/hearings/{}/edit", hearing.0)).await.expect_status(200);
    let said = [("may_show_case", answer)];
    coordinator.submit(&edit, "form.sheet-form", &said).await.expect_status(303);
}

/// The region's list of good practices, behind a new share link.
async fn public_list(coordinator: &Session, survey: SurveyId) -> String {
    format!("{}/cards", share(coordinator, survey).await)
}
