//! What is to be done today: calls, appointments, notes to write up, what interviewees said of notes, promises, requests, last days. Of one survey, or of all.

mod appointments;
mod calls;
mod cards;
mod confirmations;
mod last_days;
mod notes;
mod requests;

use actix_web::{HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use surveys::entity::promise;
use surveys::entity::state::PromiseState;
use surveys::id::SurveyId;
use surveys::store;

use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::approaches::filter::owner_choices;
use crate::pages::approaches::{Desk, People, desk, rooms};
use crate::pages::conditions::written;
use crate::pages::crumbs;
use crate::pages::promises::{PromiseLine, lines};
use crate::pages::rooms::Room;
use crate::pages::surveys::{Tab, address as survey_address, tabs};
use crate::view::form::{ChoiceView, Crumb, crumbs};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging, most_of_each};
use crate::view::time;

/// Most things of a group on a page that has all groups, and of all groups together.
const MOST: usize = 30;
const ROOM: usize = 70;
/// Things on one page of a group alone.
const PAGE: usize = 50;
/// What the group of promises is called in addresses.
const PROMISES: &str = "promises";

/// Which things are shown, and whose.
#[derive(Deserialize)]
pub struct Filter {
    /// The one group of a survey that is shown, by its code in `GROUPS` or `PROMISES`; all when empty.
    #[serde(default)]
    show: String,
    /// `me` for what the person sees to, and what nobody does; all when empty.
    #[serde(default)]
    owner: String,
}

/// The moment for which the page is made, and for whom.
pub struct Now<'a> {
    /// This moment.
    pub at: DateTime<Utc>,
    /// Today in Tokyo.
    pub today: NaiveDate,
    /// Names of those with an account.
    pub people: &'a People,
    /// Only what this person sees to, and what nobody does.
    pub only: Option<surveys::id::UserId>,
}

impl Now<'_> {
    /// Whether somebody's things are shown.
    pub fn has(&self, owner: Option<surveys::id::UserId>) -> bool {
        self.only.is_none() || owner.is_none() || owner == self.only
    }
}

/// One thing to see to.
#[derive(Serialize)]
pub struct Item {
    /// What it is; leads to its page.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Kind and area, place, number.
    pub about: String,
    /// Day, time or age in words.
    pub when: String,
    /// Its day has passed.
    pub is_late: bool,
    /// The hour of an appointment has passed.
    pub is_hour_over: bool,
    /// Who sees to it; empty for nobody.
    pub owner: String,
    /// Links that do it at once: call, write, begin the note.
    pub ways: Vec<Link>,
    /// The order in which things stand: the smallest first.
    #[serde(skip)]
    pub order: (i64, String),
}

/// A link with its words.
#[derive(Serialize)]
pub struct Link {
    /// What is read.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

#[derive(Serialize)]
struct Group {
    key: &'static str,
    title: String,
    items: Vec<Item>,
    /// How many there are, shown or not.
    n: usize,
    /// Leads to all of them where there is no room; empty otherwise.
    more_href: String,
}

#[derive(Serialize)]
struct SurveyPart {
    title: String,
    href: String,
    groups: Vec<Group>,
    promises: Vec<PromiseLine>,
    n_promises: usize,
    more_promises_href: String,
    n: usize,
}

#[derive(Serialize)]
struct TodayView {
    crumbs: Vec<Crumb>,
    kicker: String,
    tabs: Vec<Tab>,
    rooms: Vec<Room>,
    href: String,
    date: String,
    owner: String,
    owners: Vec<ChoiceView>,
    parts: Vec<SurveyPart>,
    /// How many things of each kind there are: label, number, address on the page.
    counts: Vec<Count>,
    is_of_all: bool,
    /// The one group that is shown; empty for all.
    show: String,
    /// Leads from it back to all.
    all_href: String,
    paging: Option<Paging>,
}

#[derive(Serialize)]
struct Count {
    label: String,
    value: usize,
}

/// The groups in the order of the page.
const GROUPS: [&str; 7] =
    ["notes", "confirmations", "appointments", "calls", "requests", "cards", "last_days"];

/// `GET /today`: over all surveys.
pub async fn all(frame: Frame, user: User, filter: web::Query<Filter>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let surveys: Vec<SurveyId> =
        store::surveys::list(&frame.app.db).await?.into_iter().map(|survey| survey.id).collect();
    let mut view = view(&frame, &user, &filter, &surveys).await?;
    cut(&mut view.parts, &filter.owner);
    view.crumbs = crumbs([(frame.text("today-title"), String::new())]);
    view.is_of_all = true;
    view.href = "/today".to_owned();
    frame.page("today/show.html", &frame.text("today-title"), &view)
}

/// `GET /surveys/{id}/today`
pub async fn of_survey(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let mut view = view(&frame, &user, &filter, &[survey.id]).await?;
    let base = survey_address(survey.id);
    let owner = written(&[("owner", &filter.owner)]);
    if GROUPS.contains(&filter.show.as_str()) || filter.show == PROMISES {
        let asked = format!("{base}/today?show={}&{owner}page=", filter.show);
        view.paging = only(&mut view.parts, &filter.show, asked, *page);
        view.show = filter.show.clone();
        view.all_href = format!("{base}/today?{owner}").trim_end_matches(['?', '&']).to_owned();
    } else {
        cut(&mut view.parts, &filter.owner);
    }
    view.crumbs = crumbs::of_survey(
        &frame,
        &survey,
        [
            (frame.text("surveys-tab-hearings"), format!("{base}/hearings")),
            (frame.text("today-title"), String::new()),
        ],
    );
    view.tabs = tabs(&frame, &user, survey.id, "/hearings");
    view.rooms = rooms(&frame, survey.id, "/today");
    view.href = format!("{base}/today");
    view.kicker = survey.title;
    frame.page("today/show.html", &frame.text("today-title"), &view)
}

async fn view(frame: &Frame, user: &User, filter: &Filter, surveys: &[SurveyId]) -> Result<TodayView> {
    let people = People::load(&frame.app).await?;
    let now = Now {
        at: Utc::now(),
        today: time::today(),
        people: &people,
        only: (filter.owner == "me").then_some(user.id),
    };
    let back = if surveys.len() == 1 { "survey-today" } else { "today" };
    let mut parts = Vec::new();
    for survey in surveys {
        let desk = desk(&frame.app, *survey).await?;
        let part = part(frame, &now, &desk, back).await?;
        if part.n > 0 {
            parts.push(part);
        }
    }
    Ok(TodayView {
        crumbs: Vec::new(),
        kicker: String::new(),
        tabs: Vec::new(),
        rooms: Vec::new(),
        href: String::new(),
        date: time::date(now.today, frame.lang),
        owner: filter.owner.clone(),
        owners: owner_choices(frame),
        counts: counts(frame, &parts),
        parts,
        is_of_all: false,
        show: String::new(),
        all_href: String::new(),
        paging: None,
    })
}

/// How many things of each kind there are, whether the page shows them or not.
fn counts(frame: &Frame, parts: &[SurveyPart]) -> Vec<Count> {
    let n_of = |key: &str| {
        let groups = parts.iter().flat_map(|part| &part.groups).filter(|group| group.key == key);
        groups.map(|group| group.n).sum::<usize>()
    };
    let mut counts: Vec<Count> = GROUPS
        .iter()
        .map(|key| Count { label: frame.text(&format!("today-{key}")), value: n_of(key) })
        .collect();
    let promised = parts.iter().map(|part| part.n_promises).sum();
    counts.insert(4, Count { label: frame.text("today-promises"), value: promised });
    counts.retain(|count| count.value > 0);
    counts
}

/// Leaves of every group what there is room for, the most urgent, with a link to all of it.
fn cut(parts: &mut [SurveyPart], owner: &str) {
    let groups = parts.iter().flat_map(|part| part.groups.iter().map(|group| group.n));
    let lengths: Vec<usize> = groups.chain(parts.iter().map(|part| part.n_promises)).collect();
    let most = most_of_each(&lengths, ROOM, MOST);
    for part in parts {
        let base = format!("{}/today?{}show=", part.href, written(&[("owner", owner)]));
        for group in part.groups.iter_mut().filter(|group| group.n > most) {
            group.items.truncate(most);
            group.more_href = format!("{base}{}", group.key);
        }
        if part.n_promises > most {
            part.promises.truncate(most);
            part.more_promises_href = format!("{base}{PROMISES}");
        }
    }
}

/// Leaves a page of one group of a survey. `asked` is its address up to the number of the page.
fn only(parts: &mut [SurveyPart], key: &str, asked: String, page: PageQuery) -> Option<Paging> {
    let part = parts.first_mut()?;
    part.groups.retain(|group| group.key == key);
    if key != PROMISES {
        part.promises.clear();
    }
    let n = part.promises.len() + part.groups.iter().map(|group| group.n).sum::<usize>();
    let paging = Paging::new(asked, page, n, PAGE);
    part.promises = paging.shown(std::mem::take(&mut part.promises)).collect();
    for group in &mut part.groups {
        group.items = paging.shown(std::mem::take(&mut group.items)).collect();
    }
    Some(paging)
}

/// What is to be done in one survey.
async fn part(frame: &Frame, now: &Now<'_>, desk: &Desk, back: &'static str) -> Result<SurveyPart> {
    let mut groups = Vec::new();
    for key in GROUPS {
        let mut items = match key {
            "notes" => notes::due(frame, now, desk),
            "confirmations" => confirmations::open(frame, now, desk).await?,
            "appointments" => appointments::coming(frame, now, desk).await?,
            "calls" => calls::due(frame, now, desk).await?,
            "requests" => requests::due(frame, now, desk).await?,
            "cards" => cards::open(frame, desk).await?,
            _ => last_days::coming(frame, now, desk).await?,
        };
        items.sort_by(|one, other| one.order.cmp(&other.order));
        if !items.is_empty() {
            let title = frame.text(&format!("today-{key}"));
            groups.push(Group { key, title, n: items.len(), items, more_href: String::new() });
        }
    }
    let promises = store::promises::of_survey(&frame.app.db, desk.survey.id).await?;
    let (_, sunday) = time::week_of(now.today);
    let is_due = |promise: &&promise::Model| {
        promise.state != PromiseState::Done
            && promise.due_on.is_some_and(|day| day <= sunday)
            && now.has(promise.owner_id)
    };
    let promises = lines(frame, now.people, promises.iter().filter(is_due), &desk.agencies, back);
    Ok(SurveyPart {
        n: promises.len() + groups.iter().map(|group| group.items.len()).sum::<usize>(),
        title: desk.survey.title.clone(),
        href: survey_address(desk.survey.id),
        groups,
        n_promises: promises.len(),
        promises,
        more_promises_href: String::new(),
    })
}
