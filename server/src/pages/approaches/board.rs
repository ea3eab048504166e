//! All agencies of a survey by state, a column each.

use actix_web::{HttpResponse, web};
use chrono::{NaiveDate, Utc};
use serde::Serialize;
use surveys::entity::agency;
use surveys::entity::state::ApproachState;
use surveys::id::SurveyId;

use super::filter::{Filter, FilterView};
use super::{Desk, People, address, desk, rooms, state_choices, state_label, state_tag};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::agencies::about;
use crate::pages::crumbs;
use crate::pages::rooms::Room;
use crate::pages::surveys::{Tab, address as survey_address, tabs};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::paging::most_of_each;
use crate::view::time;

/// Most cards that a column shows, and all columns together: the list has all of them.
const MOST_CARDS: usize = 30;
const ROOM: usize = 70;

#[derive(Serialize)]
struct BoardView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    rooms: Vec<Room>,
    base: String,
    columns: Vec<ColumnView>,
    states: Vec<ChoiceView>,
    filter: FilterView,
}

#[derive(Serialize)]
struct ColumnView {
    state: &'static str,
    label: String,
    is_aside: bool,
    n: usize,
    cards: Vec<CardView>,
    /// Leads to all of a column that is too long; empty otherwise.
    more_href: String,
}

#[derive(Serialize)]
struct CardView {
    name: String,
    href: String,
    about: String,
    owner: String,
    when: When,
    move_action: String,
    revision: i32,
}

/// `GET /surveys/{id}/hearings/board`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let desk = desk(&frame.app, SurveyId(*id)).await?;
    let people = People::load(&frame.app).await?;
    let shown: Vec<&agency::Model> =
        desk.agencies.iter().filter(|agency| filter.takes(&desk, &user, agency)).collect();
    let base = format!("{}/hearings", survey_address(desk.survey.id));
    let n_of = |state: ApproachState| shown.iter().filter(|agency| desk.state(agency.id) == state).count();
    let most = most_of_each(&ApproachState::ALL.map(n_of), ROOM, MOST_CARDS);
    let column = |state: ApproachState| {
        let all = format!("{base}?state={}&{}", state.code(), filter.query());
        column(&frame, &desk, &people, (&shown, most), state, all)
    };
    let view = BoardView {
        crumbs: crumbs::of_survey(
            &frame,
            &desk.survey,
            [
                (frame.text("surveys-tab-hearings"), base.clone()),
                (frame.text("approaches-room-board"), String::new()),
            ],
        ),
        tabs: tabs(&frame, &user, desk.survey.id, "/hearings"),
        rooms: rooms(&frame, desk.survey.id, "/hearings/board"),
        title: desk.survey.title.clone(),
        columns: ApproachState::ALL.map(column).into(),
        base,
        states: state_choices(&frame),
        filter: filter.view(&frame, &desk),
    };
    frame.page("approaches/board.html", &frame.text("approaches-room-board"), &view)
}

/// A column with its first cards, at most so many; `href` leads to all of them.
fn column(
    frame: &Frame,
    desk: &Desk,
    people: &People,
    (shown, most): (&[&agency::Model], usize),
    state: ApproachState,
    href: String,
) -> ColumnView {
    let of_state = shown.iter().filter(|agency| desk.state(agency.id) == state);
    let mut agencies: Vec<&agency::Model> = of_state.copied().collect();
    // Who is to be called first stands first.
    agencies.sort_by_key(|agency| {
        let day = next_day(desk, agency);
        (day.is_none(), day)
    });
    ColumnView {
        state: state.code(),
        label: state_label(frame, state),
        is_aside: state.is_aside(),
        n: agencies.len(),
        more_href: if agencies.len() > most { href } else { String::new() },
        cards: agencies.iter().take(most).map(|agency| card(frame, desk, people, agency)).collect(),
    }
}

fn card(frame: &Frame, desk: &Desk, people: &People, agency: &agency::Model) -> CardView {
    let approach = desk.approaches.get(&agency.id);
    let href = address(desk.survey.id, agency.id);
    CardView {
        name: agency.name.clone(),
        about: about(frame, agency, &desk.area(agency.region_id)),
        owner: people.name(approach.and_then(|approach| approach.owner_id)),
        when: when(frame, desk, agency),
        move_action: format!("{href}/state"),
        revision: approach.map_or(0, |approach| approach.revision),
        href,
    }
}

/// The day that matters next for an agency, for the component `next_day`.
#[derive(Default, Serialize)]
pub struct When {
    /// Day or appointment in words; empty = none.
    words: String,
    /// The day has passed.
    is_late: bool,
    /// The hour of an appointment has passed.
    is_hour_over: bool,
}

/// The day that matters next for an agency that is still to be heard: that of the appointment, or the next one to get in touch.
pub fn next_day(desk: &Desk, agency: &agency::Model) -> Option<NaiveDate> {
    let approach = desk.approaches.get(&agency.id).filter(|approach| approach.state.is_ahead())?;
    let appointment = approach.appointment_at.filter(|_| approach.state == ApproachState::Scheduled);
    appointment.map(|at| time::tokyo(at).date_naive()).or(approach.next_contact_on)
}

/// The day that matters next for an agency, and whether it has passed.
pub fn when(frame: &Frame, desk: &Desk, agency: &agency::Model) -> When {
    let approach = desk.approaches.get(&agency.id).filter(|approach| approach.state.is_ahead());
    let Some(approach) = approach else { return When::default() };
    if let (ApproachState::Scheduled, Some(at)) = (approach.state, approach.appointment_at) {
        let (args, now) = ([("date", time::date_time(at, frame.lang))], Utc::now());
        return When {
            words: frame.text_with("approaches-appointment-on", &args),
            is_late: time::is_day_over(at, now),
            is_hour_over: at < now,
        };
    }
    let Some(day) = approach.next_contact_on else { return When::default() };
    When {
        words: frame.text_with("approaches-next-contact-on", &[("date", time::date(day, frame.lang))]),
        is_late: day < time::today(),
        is_hour_over: false,
    }
}

/// The tag of an agency's state: its words and kind.
pub fn tag(frame: &Frame, desk: &Desk, agency: &agency::Model) -> (String, &'static str) {
    let state = desk.state(agency.id);
    (state_label(frame, state), state_tag(state))
}
