//! The list of municipalities that the service knows: its source and day, and finding one by code, name or reading, also
//! one that is no longer there.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use surveys::place::change::{self, Change, full_name};
use surveys::place::municipality::{self, Municipality};
use surveys::questionnaire::question::input::folded;

use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::view::form::{Crumb, crumbs};
use crate::view::frame::Frame;
use crate::view::time;

/// The most that are shown; the others are counted.
const MAX_SHOWN: usize = 100;

/// What is looked for.
#[derive(Default, Deserialize)]
pub struct Wanted {
    /// A code, or a part of a name or reading.
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct ListView {
    crumbs: Vec<Crumb>,
    n: usize,
    as_of: String,
    source: &'static str,
    n_changes: usize,
    newest: String,
    change_source: &'static str,
    q: String,
    found: Vec<FoundView>,
    former: Vec<FormerView>,
    n_more: usize,
}

#[derive(Serialize)]
struct FoundView {
    name: String,
    reading: &'static str,
    code: String,
}

#[derive(Serialize)]
struct FormerView {
    name: &'static str,
    code: &'static str,
    day: String,
    now: Vec<String>,
}

/// `GET /municipalities`
pub async fn index(frame: Frame, user: User, wanted: web::Query<Wanted>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Agency)?;
    let date = |day: Option<NaiveDate>| day.map(|day| time::date(day, frame.lang)).unwrap_or_default();
    let mut found: Vec<FoundView> = found(&wanted.q).into_iter().map(seen).collect();
    let former = former(&wanted.q).into_iter().map(|change| FormerView {
        name: change.name,
        code: change.code,
        day: date(Some(change.day)),
        now: change::on(change.code, NaiveDate::MAX).iter().map(|code| full_name(code)).collect(),
    });
    let n_more = found.len().saturating_sub(MAX_SHOWN);
    found.truncate(MAX_SHOWN);
    let title = frame.text("municipalities-title");
    let view = ListView {
        crumbs: crumbs([
            (frame.text("agencies-title"), "/agencies".to_owned()),
            (frame.text("schemes-title"), "/schemes".to_owned()),
            (title.clone(), String::new()),
        ]),
        n: municipality::all().len(),
        as_of: date(municipality::AS_OF.parse().ok()),
        source: municipality::SOURCE,
        n_changes: change::all().len(),
        newest: date(change::newest()),
        change_source: change::SOURCE,
        q: wanted.q.clone(),
        found,
        former: former.take(MAX_SHOWN).collect(),
        n_more,
    };
    frame.page("municipalities/index.html", &title, &view)
}

/// Whose code begins so, or whose name or reading has this in it. Of six digits the last is the check digit.
fn found(typed: &str) -> Vec<&'static Municipality> {
    let text = folded(typed);
    if text.is_empty() {
        return Vec::new();
    }
    let is_it = |one: &&Municipality| {
        one.full_code().starts_with(&text) || one.full_name().contains(&text) || one.reading.contains(&text)
    };
    municipality::all().iter().filter(is_it).collect()
}

/// What is no longer there whose code begins so, or whose name has this in it.
fn former(typed: &str) -> Vec<&'static Change> {
    let text = folded(typed);
    if text.is_empty() {
        return Vec::new();
    }
    // All of the six digits but the check digit.
    let code = text.get(..5).unwrap_or(&text);
    let is_it = |change: &&Change| change.code.starts_with(code) || change.name.contains(&text);
    change::all().iter().filter(is_it).collect()
}

fn seen(one: &Municipality) -> FoundView {
    FoundView { name: one.full_name(), reading: one.reading, code: one.full_code() }
}
