//! Bringing the municipalities of a scheme as a table: first what is in it, then, when accepted, stored. Between the two nothing is
//! stored; the rows travel in the form.

use actix_web::{HttpResponse, web};
use analysis::document::input::InputProblem;
use analysis::document::{csv, xlsx};
use serde::Serialize;
use surveys::entity::{region, region_scheme};
use surveys::error::Error;
use surveys::id::RegionSchemeId;
use surveys::place::municipality::prefecture_of;
use surveys::place::scheme::{self, Member, Row, RowProblem};
use surveys::store;

use super::show::{AreaView, by_area};
use super::{address, region_of, way_to};
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::brought;
use crate::view::form::{Crumb, ProblemLine};
use crate::view::frame::Frame;
use crate::view::{input_problem, time};

/// The largest file or pasted text, in bytes.
const MAX_BYTES: usize = 2_000_000;
/// The most that a workbook may unpack to, in bytes.
const MAX_UNPACKED: usize = 20_000_000;
/// The most rows: more than there are municipalities.
const MAX_ROWS: usize = 3_000;
/// The most problems that are shown; the others are counted.
const MAX_SHOWN: usize = 200;

#[derive(Serialize)]
struct BringView {
    crumbs: Vec<Crumb>,
    /// Why nothing could be read.
    problems: Vec<ProblemLine>,
    /// What was pasted, so that it can be mended.
    pasted: String,
    action: String,
    revision: i32,
    is_read: bool,
    n_ready: usize,
    n_areas: usize,
    n_wrong: usize,
    n_before: usize,
    wrong: Vec<String>,
    n_more: usize,
    areas: Vec<AreaView>,
    lines: String,
}

/// `GET /schemes/{id}/municipalities`
pub async fn new(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let scheme = store::region_schemes::find(&frame.app.db, RegionSchemeId(*id)).await?;
    page(&frame, &scheme, empty(&frame, &scheme, String::new()))
}

/// `POST /schemes/{id}/municipalities`: shows what is in the file or the pasted text.
pub async fn preview(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffUpload,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let scheme = store::region_schemes::find(&frame.app.db, RegionSchemeId(*id)).await?;
    let region = region_of(&frame, scheme.region_id).await?;
    // As it stands: empty lines above count.
    let pasted = sent.fields.iter().find(|(name, _)| name == "pasted").map(|(_, text)| text.clone());
    let pasted = pasted.unwrap_or_default();
    let bytes = match brought::file(&frame, sent.files) {
        Ok(file) if file.is_too_large => Err(frame.text("schemes-too-large")),
        Ok(file) => Ok(file.bytes),
        Err(_) if !pasted.trim().is_empty() => Ok(pasted.clone().into_bytes()),
        Err(_) => Err(frame.text("schemes-nothing-brought")),
    };
    let rows = match bytes {
        Ok(bytes) if bytes.len() > MAX_BYTES => Err(frame.text("schemes-too-large")),
        Ok(bytes) => {
            let read = web::block(move || rows(&bytes)).await;
            let read = read?;
            read.map_err(|problem| input_problem::words(&problem, frame.lang))
        }
        Err(words) => Err(words),
    };
    let mut view = empty(&frame, &scheme, pasted);
    match rows {
        Ok(rows) if rows.len() <= MAX_ROWS => look(&frame, &scheme, &region, &rows, &mut view).await?,
        Ok(_) => refuse(&mut view, frame.text_with("roster-too-many", &[("n", MAX_ROWS.to_string())])),
        Err(words) => refuse(&mut view, words),
    }
    page(&frame, &scheme, view)
}

/// `POST /schemes/{id}/municipalities/accept`: stores the rows that were shown without a problem, in the place of those before.
pub async fn accept(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let scheme = store::region_schemes::find(&frame.app.db, RegionSchemeId(*id)).await?;
    let region = region_of(&frame, scheme.region_id).await?;
    let lines: Vec<Member> =
        serde_json::from_str(sent.get("lines")).map_err(|_| AppError::BadRequest("bad-request-form"))?;
    // What comes back from a browser is read like a file.
    let rows: Vec<Row> = lines
        .into_iter()
        .take(MAX_ROWS)
        .enumerate()
        .map(|(at, line)| (at + 1, vec![line.municipality, line.area]))
        .collect();
    let (members, problems) = scheme::read(&rows, &prefectures(&region), scheme.valid_from);
    let revision = sent.get("revision").parse().unwrap_or(-1);
    if !problems.is_empty() || members.is_empty() {
        // Of another first day other names hold.
        return match revision == scheme.revision {
            true => Err(AppError::BadRequest("bad-request-form")),
            false => frame.redirect_with(&address(scheme.id), "error", "schemes-mapped-meanwhile"),
        };
    }
    let transaction = frame.app.write().await?;
    match store::region_schemes::set_members(&transaction, scheme.id, revision, members, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            frame.redirect_with(&address(scheme.id), "success", "schemes-mapped")
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            frame.redirect_with(&address(scheme.id), "error", "schemes-mapped-meanwhile")
        }
        Err(error) => Err(error.into()),
    }
}

/// The rows of a workbook's first sheet, or of a text.
fn rows(bytes: &[u8]) -> std::result::Result<Vec<Row>, InputProblem> {
    let rows = match bytes.starts_with(b"PK") {
        true => xlsx::read_sheets(bytes, MAX_UNPACKED)?.into_iter().next().map(|(_, rows)| rows),
        false => Some(csv::read_rows(bytes)?),
    };
    let numbered = rows.unwrap_or_default().into_iter().enumerate().map(|(at, cells)| (at + 1, cells));
    Ok(numbered.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())).collect())
}

/// The prefecture in which the municipalities are looked for; none where the region has a code of its own.
fn prefectures(region: &region::Model) -> Vec<String> {
    prefecture_of(&region.code).into_iter().collect()
}

async fn look(
    frame: &Frame,
    scheme: &region_scheme::Model,
    region: &region::Model,
    rows: &[Row],
    view: &mut BringView,
) -> Result<()> {
    let (members, problems) = scheme::read(rows, &prefectures(region), scheme.valid_from);
    if members.is_empty() && problems.is_empty() {
        refuse(view, frame.text("schemes-nothing-brought"));
        return Ok(());
    }
    view.is_read = true;
    view.n_ready = members.len();
    view.n_wrong = problems.len();
    view.n_before = store::region_schemes::members(&frame.app.db, scheme.id).await?.len();
    view.n_more = problems.len().saturating_sub(MAX_SHOWN);
    view.wrong = problems.iter().take(MAX_SHOWN).map(|problem| words(frame, problem)).collect();
    view.areas = by_area(&members);
    view.n_areas = view.areas.len();
    view.lines = serde_json::to_string(&members).map_err(anyhow::Error::from)?;
    Ok(())
}

/// A problem with its place, in words.
fn words(frame: &Frame, problem: &RowProblem) -> String {
    let args = [
        ("row", problem.row.to_string()),
        ("column", problem.column.to_string()),
        ("text", problem.text.chars().take(60).collect()),
        ("found", problem.found.join(&frame.text("list-separator"))),
        ("since", problem.since.map(|day| time::date(day, frame.lang)).unwrap_or_default()),
    ];
    frame.text_with(&format!("schemes-problem-{}", problem.code), &args)
}

fn empty(frame: &Frame, scheme: &region_scheme::Model, pasted: String) -> BringView {
    BringView {
        crumbs: way_to(frame, scheme, Some(&frame.text("schemes-bring"))),
        problems: Vec::new(),
        pasted,
        action: format!("{}/municipalities", address(scheme.id)),
        revision: scheme.revision,
        is_read: false,
        n_ready: 0,
        n_areas: 0,
        n_wrong: 0,
        n_before: 0,
        wrong: Vec::new(),
        n_more: 0,
        areas: Vec::new(),
        lines: String::new(),
    }
}

fn refuse(view: &mut BringView, text: String) {
    view.problems.push(ProblemLine { href: "#pasted".to_owned(), text });
}

fn page(frame: &Frame, scheme: &region_scheme::Model, view: BringView) -> Result<HttpResponse> {
    let title = frame.text_with("schemes-bring-of", &[("scheme", scheme.name.clone())]);
    match view.problems.is_empty() {
        true => frame.page("schemes/bring.html", &title, &view),
        false => frame.problem_page("schemes/bring.html", &title, &view),
    }
}
