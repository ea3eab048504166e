//! Confirmation by the interviewee: what is shown and what never is, corrections beside the text, wishes that hold at once.

mod answering;
mod links;
mod settling;
mod showing;
mod wishes;

use server::confirming::{address, token};
use server::dataset;
use server::i18n::Lang;
use surveys::entity::confirmation;
use surveys::entity::state::ApproachState;
use surveys::id::{AgencyId, HearingId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use tests::{Page, Session, TestApp};

use crate::approaches::{survey_with_agencies, write_note};

/// A note in which every section has something, most of it not for the interviewee.
const SHEET: [(&str, &str); 12] = [
    ("role", "相談は月に20件。窓口は二つ。"),
    ("challenge_facts", "通院の日に休みにくい。"),
    ("challenge_partner", "職場の理解が足りないと思う。"),
    ("challenge_interviewer", "聞き手の考え：人手が足りない。"),
    ("cooperation", "となりの機関とは年に二回会う。"),
    ("statements", "B：ほかの方の言葉。"),
    ("reflection", "所感：また会いたい。"),
    ("questions", "準備：費用を聞く。"),
    ("may_share", "yes"),
    ("may_present", "yes"),
    ("may_quote", "no"),
    ("go", "finish"),
];

fn number(page: &Page) -> HearingId {
    let last = page.path.rsplit('/').next().and_then(|last| last.parse().ok());
    HearingId(last.expect("a note has a number"))
}

/// Makes a link for the usual sections, through choosing and looking; returns the page about it.
async fn make(coordinator: &Session, note: &Page) -> Page {
    let choose = coordinator.get(&format!("{}/confirmation", note.path)).await.expect_status(200);
    let look = coordinator.submit(&choose, "main form[action$='/preview']", &[]).await.expect_status(200);
    let form = "form[action$='/confirmation']";
    let made = coordinator.submit(&look, form, &[]).await.expect_status(303);
    coordinator.follow(made).await.expect_status(200)
}

async fn newest(app: &TestApp, note: &Page) -> confirmation::Model {
    let all = store::confirmations::of_hearing(app.db(), number(note)).await.expect("they can be read");
    all.into_iter().next().expect("there is one")
}

fn link(app: &TestApp, model: &confirmation::Model) -> String {
    address(&token(app.key(), &model.seed))
}

async fn state(app: &TestApp, survey: SurveyId, agency: AgencyId) -> Option<ApproachState> {
    let found = store::approaches::find(app.db(), survey, agency).await.expect("it can be read");
    found.map(|approach| approach.state)
}

async fn section(app: &TestApp, note: &Page, key: &str) -> String {
    let sections = store::hearings::sections(app.db(), number(note)).await.expect("they can be read");
    sections.get(key).cloned().unwrap_or_default()
}

/// The sections of the survey's notes that may be used for a purpose.
async fn usable(app: &TestApp, survey: SurveyId, purpose: Purpose) -> Vec<&'static str> {
    let data = dataset::load(app.service(), survey, purpose, Lang::Ja).await.expect("data can be loaded");
    data.hearings.iter().flat_map(|heard| heard.sections.iter().map(|(key, _)| *key)).collect()
}

async fn today(coordinator: &Session) -> String {
    coordinator.get("/today").await.expect_status(200).text()
}

/// Everything fits.
const PLAIN: [(&str, &str); 3] =
    [("answer-role", "fits"), ("answer-challenge_facts", "fits"), ("answer-challenge_partner", "fits")];

/// A note whose interviewee has opened the link.
struct Asked {
    coordinator: Session,
    survey: SurveyId,
    /// The first of them was heard.
    agencies: Vec<AgencyId>,
    note: Page,
    model: confirmation::Model,
    person: Session,
    page: Page,
}

async fn asked(app: &TestApp) -> Asked {
    let (coordinator, survey, agencies) = survey_with_agencies(app).await;
    let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
    let (person, page) = opened(app, &coordinator, &note).await;
    let model = newest(app, &note).await;
    Asked { coordinator, survey, agencies, note, model, person, page }
}

/// Makes a link for a note; the interviewee opens it.
pub async fn opened(app: &TestApp, coordinator: &Session, note: &Page) -> (Session, Page) {
    make(coordinator, note).await;
    let person = app.visitor();
    let page = person.get(&link(app, &newest(app, note).await)).await.expect_status(200);
    (person, page)
}

/// The interviewee sends what they say.
pub async fn send(person: &Session, page: &Page, said: &[(&str, &str)]) -> Page {
    person.submit(page, "form[action^='/c/']", said).await.expect_status(303)
}
