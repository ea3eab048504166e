//! Promises: who does what by when.

pub mod change;
pub mod form;
pub mod of_hearing;

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::state::PromiseState;
use surveys::entity::{agency, promise};
use surveys::id::{AgencyId, PromiseId, SurveyId};
use surveys::store;

use self::form::{blank, whose_choices};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::approaches::filter::owner_choices;
use crate::pages::approaches::{Desk, People, address as approach_address, desk, rooms};
use crate::pages::conditions::written;
use crate::pages::crumbs;
use crate::pages::rooms::Room;
use crate::pages::surveys::{Tab, address as survey_address, tabs};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};
use crate::view::time;

/// Promises on one page.
const PAGE: usize = 50;

/// A promise in a list.
#[derive(Serialize)]
pub struct PromiseLine {
    body: String,
    href: String,
    agency: String,
    agency_href: String,
    who: String,
    due: String,
    is_late: bool,
    state: &'static str,
    state_label: String,
    /// Address that says that it is done; empty when it is.
    done_action: String,
    revision: i32,
    /// Where the button leads back to.
    back: &'static str,
}

/// Promises as lines. `agencies` gives names to those that are about one of them; `back` is a code of `change::back`.
pub fn lines<'a>(
    frame: &Frame,
    people: &People,
    promises: impl Iterator<Item = &'a promise::Model>,
    agencies: &[agency::Model],
    back: &'static str,
) -> Vec<PromiseLine> {
    let names: HashMap<AgencyId, &str> =
        agencies.iter().map(|agency| (agency.id, agency.name.as_str())).collect();
    let mut found: Vec<&promise::Model> = promises.collect();
    // What is open and due first stands first.
    found.sort_by_key(|one| (one.state == PromiseState::Done, one.due_on.is_none(), one.due_on, one.id));
    found.into_iter().map(|promise| line(frame, people, promise, &names, back)).collect()
}

fn line(
    frame: &Frame,
    people: &People,
    promise: &promise::Model,
    names: &HashMap<AgencyId, &str>,
    back: &'static str,
) -> PromiseLine {
    let is_done = promise.state == PromiseState::Done;
    let owner = people.name(promise.owner_id);
    let who = match (promise.is_theirs, owner.as_str()) {
        (true, "") => frame.text("promises-theirs"),
        (true, _) => frame.text_with("promises-theirs-seen-to", &[("owner", owner)]),
        (false, "") => frame.text("promises-nobody"),
        (false, _) => owner,
    };
    let name = promise.agency_id.and_then(|id| names.get(&id));
    PromiseLine {
        body: promise.body.clone(),
        href: address(promise.id),
        agency: name.map(|name| (*name).to_owned()).unwrap_or_default(),
        agency_href: promise
            .agency_id
            .map(|agency| approach_address(promise.survey_id, agency))
            .unwrap_or_default(),
        who,
        due: promise.due_on.map(|day| time::date(day, frame.lang)).unwrap_or_default(),
        is_late: !is_done && promise.due_on.is_some_and(|day| day < time::today()),
        state: promise.state.code(),
        state_label: frame.text(&format!("hearing-task-{}", promise.state.code())),
        done_action: if is_done { String::new() } else { format!("{}/done", address(promise.id)) },
        revision: promise.revision,
        back,
    }
}

/// The page of a promise.
pub fn address(id: PromiseId) -> String {
    format!("/promises/{}", id.0)
}

/// What the list shows.
#[derive(Default, Deserialize)]
pub struct Filter {
    /// `open` or `done`; open ones when empty.
    #[serde(default)]
    state: String,
    /// `me` for one's own.
    #[serde(default)]
    owner: String,
}

#[derive(Serialize)]
struct IndexView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    rooms: Vec<Room>,
    href: String,
    promises: Vec<PromiseLine>,
    paging: Paging,
    state: String,
    states: Vec<ChoiceView>,
    owner: String,
    owners: Vec<ChoiceView>,
    form: FormView,
    whose: Vec<ChoiceView>,
    people: Vec<ChoiceView>,
    agencies: Vec<ChoiceView>,
}

/// `GET /surveys/{id}/promises`
pub async fn index(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
    wanted: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let desk = desk(&frame.app, SurveyId(*id)).await?;
    page(&frame, &user, &desk, (&filter, *wanted), blank(Some(user.id))).await
}

/// The list, with what is wrong with the form under it.
async fn page(
    frame: &Frame,
    user: &User,
    desk: &Desk,
    (filter, wanted): (&Filter, PageQuery),
    form: FormView,
) -> Result<HttpResponse> {
    let people = People::load(&frame.app).await?;
    let all = store::promises::of_survey(&frame.app.db, desk.survey.id).await?;
    let is_shown = |promise: &&promise::Model| {
        let is_done = promise.state == PromiseState::Done;
        (is_done == (filter.state == "done"))
            && (filter.owner.is_empty() || promise.owner_id == Some(user.id))
    };
    let base = survey_address(desk.survey.id);
    let promises = lines(frame, &people, all.iter().filter(is_shown), &desk.agencies, "list");
    let chosen = written(&[("state", &filter.state), ("owner", &filter.owner)]);
    let paging = Paging::new(format!("{base}/promises?{chosen}page="), wanted, promises.len(), PAGE);
    let status = if form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = IndexView {
        crumbs: crumbs::of_survey(
            frame,
            &desk.survey,
            [
                (frame.text("surveys-tab-hearings"), format!("{base}/hearings")),
                (frame.text("promises-title"), String::new()),
            ],
        ),
        tabs: tabs(frame, user, desk.survey.id, "/hearings"),
        rooms: rooms(frame, desk.survey.id, "/promises"),
        title: desk.survey.title.clone(),
        href: format!("{base}/promises"),
        promises: paging.shown(promises).collect(),
        paging,
        state: filter.state.clone(),
        states: vec![ChoiceView { value: "done".to_owned(), label: frame.text("promises-done") }],
        owner: filter.owner.clone(),
        owners: owner_choices(frame),
        whose: whose_choices(frame),
        people: people.choices(None),
        agencies: desk
            .agencies
            .iter()
            .map(|agency| ChoiceView { value: agency.id.0.to_string(), label: agency.name.clone() })
            .collect(),
        form,
    };
    frame.page_with(status, "promises/index.html", &frame.text("promises-title"), &view)
}
