//! What was promised at a hearing: the lines of the note's section `tasks`, made promises with an owner and a day.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::hearing;
use surveys::entity::state::PromiseState;
use surveys::id::{HearingId, UserId};
use surveys::questionnaire::question::input::moment;
use surveys::store;
use surveys::store::promises::{Place, PromiseInput};

use super::form::{blank, whose_choices};
use super::{PromiseLine, lines};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::approaches::People;
use crate::pages::crumbs;
use crate::pages::hearings::edit::show_address;
use crate::pages::surveys::address as survey_address;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

/// Section of the sheet that says what was promised.
const SECTION: &str = "tasks";
/// Most lines that one press makes promises.
const MOST_LINES: usize = 100;

#[derive(Serialize)]
struct HearingView {
    crumbs: Vec<Crumb>,
    number: String,
    agency: String,
    action: String,
    note_href: String,
    edit_href: String,
    promises: Vec<PromiseLine>,
    /// Lines that are no promises yet.
    lines: Vec<ChoiceView>,
    form: FormView,
    whose: Vec<ChoiceView>,
    people: Vec<ChoiceView>,
}

/// `GET /hearings/{id}/promises`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    page(&frame, &hearing, blank(Some(user.id))).await
}

/// `POST /hearings/{id}/promises`: makes promises of the chosen lines.
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let people = People::load(&frame.app).await?;
    let open = open_lines(&frame, &hearing).await?;
    // Only lines that stand in the note are taken, each once.
    let chosen: Vec<&String> =
        open.iter().filter(|line| sent.all("promised").any(|typed| typed == line.as_str())).collect();
    let mut form = FormView::sent(&["whose", "promise_owner", "due_on"], &sent);
    if chosen.is_empty() {
        form.reject("promised", frame.text("promises-no-line"));
    }
    let owner = people.chosen(sent.get("promise_owner"), None);
    if owner.is_none() {
        form.reject("promise_owner", frame.text("form-choice"));
    }
    let due_on = moment::date(sent.get("due_on"));
    if due_on.is_none() && !sent.get("due_on").is_empty() {
        form.reject("due_on", frame.text("form-date"));
    }
    let (Some(owner), true) = (owner, form.is_valid()) else { return page(&frame, &hearing, form).await };
    let input = |body: &str| PromiseInput {
        body: body.to_owned(),
        is_theirs: sent.get("whose") == "theirs",
        owner,
        due_on,
        state: PromiseState::Open,
    };
    make(&frame, &hearing, chosen.into_iter().map(|line| input(line)).collect(), user.id).await?;
    frame.redirect_with(&format!("{}/promises", show_address(hearing.id)), "success", "promises-created")
}

async fn make(frame: &Frame, hearing: &hearing::Model, made: Vec<PromiseInput>, by: UserId) -> Result<()> {
    let place =
        Place { survey: hearing.survey_id, agency: Some(hearing.agency_id), hearing: Some(hearing.id) };
    let transaction = frame.app.write().await?;
    for input in made {
        store::promises::create(&transaction, place, input, by).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// The lines of the section that are no promises yet.
async fn open_lines(frame: &Frame, hearing: &hearing::Model) -> Result<Vec<String>> {
    let sections = store::hearings::sections(&frame.app.db, hearing.id).await?;
    let made = store::promises::of_hearing(&frame.app.db, hearing.id).await?;
    let body = sections.get(SECTION).map(String::as_str).unwrap_or_default();
    let mut open: Vec<String> = Vec::new();
    for line in body.lines().map(|line| line.trim_matches(is_bullet)).filter(|line| !line.is_empty()) {
        let is_known = made.iter().any(|promise| promise.body == line) || open.iter().any(|one| one == line);
        if !is_known && open.len() < MOST_LINES {
            open.push(line.chars().take(1_000).collect());
        }
    }
    Ok(open)
}

/// What stands before a line of a list, and white space around it.
fn is_bullet(c: char) -> bool {
    c.is_whitespace() || matches!(c, '・' | '-' | '*' | '●' | '○' | '■' | '□')
}

async fn page(frame: &Frame, hearing: &hearing::Model, form: FormView) -> Result<HttpResponse> {
    let db = &frame.app.db;
    let survey = store::surveys::find(db, hearing.survey_id).await?;
    let agency = store::agencies::find(db, hearing.agency_id).await?;
    let people = People::load(&frame.app).await?;
    let promises = store::promises::of_hearing(db, hearing.id).await?;
    let note_href = show_address(hearing.id);
    let title = frame.text("promises-of-hearing");
    let is_valid = form.is_valid();
    let mut form = form;
    form.fields.entry("promised").or_default();
    let view = HearingView {
        crumbs: crumbs::of_survey(
            frame,
            &survey,
            [
                (frame.text("surveys-tab-hearings"), format!("{}/hearings", survey_address(survey.id))),
                (hearing.number.clone(), note_href.clone()),
                (title.clone(), String::new()),
            ],
        ),
        number: hearing.number.clone(),
        agency: agency.name.clone(),
        action: format!("{note_href}/promises"),
        edit_href: format!("{note_href}/edit#tasks"),
        note_href,
        promises: lines(frame, &people, promises.iter(), &[agency], "agency"),
        lines: open_lines(frame, hearing)
            .await?
            .into_iter()
            .map(|line| ChoiceView { value: line.clone(), label: line })
            .collect(),
        form,
        whose: whose_choices(frame),
        people: people.choices(None),
    };
    match is_valid {
        true => frame.page("promises/of_hearing.html", &title, &view),
        false => frame.problem_page("promises/of_hearing.html", &title, &view),
    }
}
