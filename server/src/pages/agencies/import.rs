//! Lists of agencies and contacts from a file: first what is in it and what would become of it, then, when accepted, stored.
//! Between the two nothing is stored; the rows travel in the form.

use actix_web::{HttpResponse, web};
use analysis::document::csv::{self, CsvOptions};
use analysis::document::input::InputTable;
use analysis::document::{Cell, Sheet, xlsx};
use chrono::Utc;
use serde::Serialize;
use surveys::entity::region;
use surveys::place::change::full_name;
use surveys::stakeholder::agency_kind::AGENCY_KINDS;
use surveys::stakeholder::double::Likeness;
use surveys::stakeholder::roster::{self, CellProblem, FIELDS, Line, Word, Words};
use surveys::store;
use surveys::store::contacts::Seed;
use surveys::store::rosters::{self, Fate, Known, Outcome};

use super::{listed, region_name};
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::inviting;
use crate::pages::brought;
use crate::pages::download::{self, CSV, WORKBOOK};
use crate::view::form::{Crumb, ProblemLine, crumbs};
use crate::view::frame::Frame;
use crate::view::input_problem;

/// The largest file, in bytes.
const MAX_BYTES: usize = 5_000_000;
/// The most rows of one list.
const MAX_LINES: usize = 5_000;
/// The most rows that the preview shows; the others are counted.
const MAX_SHOWN: usize = 300;

#[derive(Serialize)]
struct ImportPage {
    import: ImportView,
    crumbs: Vec<Crumb>,
}

#[derive(Default, Serialize)]
struct ImportView {
    problems: Vec<ProblemLine>,
    file: String,
    columns: Vec<ColumnView>,
    findings: Vec<String>,
    rows: Vec<RowView>,
    n_more: usize,
    n_ready: usize,
    n_wrong: usize,
    n_new: usize,
    n_updated: usize,
    n_kept: usize,
    lines: String,
}

#[derive(Serialize)]
struct ColumnView {
    header: String,
    /// Empty: not understood, and left out.
    field: String,
}

#[derive(Serialize)]
struct RowView {
    number: usize,
    name: String,
    /// Its municipality; empty if the row names none.
    place: String,
    contact: String,
    problems: Vec<String>,
    /// Words of what becomes of the agency and of its contact; empty for a row that is not taken.
    agency_fate: String,
    contact_fate: String,
    note: String,
}

/// `GET /agencies/import`
pub async fn new(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    page(&frame, ImportView::default())
}

/// `GET /agencies/template/{file}`: an empty list with one invented row, `agencies.csv` or `agencies.xlsx`.
pub async fn template(frame: Frame, user: User, file: web::Path<String>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Agency)?;
    let text = |part: &str| FIELDS.map(|field| frame.text(&format!("roster-{part}-{}", field.name)));
    let sheet = Sheet {
        name: frame.text("agencies-title"),
        columns: text("field").into(),
        rows: vec![text("example").iter().map(|text| Cell::text(text)).collect()],
    };
    let (kind, body) = match file.as_str() {
        "agencies.csv" => (CSV, csv::write(&sheet, CsvOptions::default())),
        "agencies.xlsx" => (WORKBOOK, xlsx::write(&[sheet], Utc::now().timestamp())),
        _ => return Err(AppError::NotFound),
    };
    Ok(download::file(kind, file.into_inner(), body.map_err(anyhow::Error::from)?))
}

/// `POST /agencies/import`: shows what is in the file.
pub async fn preview(frame: Frame, user: User, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let file = match brought::file(&frame, sent.files) {
        Ok(file) => file,
        Err(words) => return refused(&frame, words),
    };
    if file.is_too_large || file.bytes.len() > MAX_BYTES {
        return refused(&frame, frame.text("roster-file-too-large"));
    }
    let name = file.name.clone();
    let read = web::block(move || match file.bytes.starts_with(b"PK") {
        true => xlsx::read(&file.bytes, None),
        false => csv::read(&file.bytes),
    });
    let (table, found) = read.await?;
    let findings: Vec<String> =
        found.iter().map(|problem| input_problem::words(problem, frame.lang)).collect();
    if let Some(fatal) = found.iter().find(|problem| problem.kind.is_fatal()) {
        return refused(&frame, input_problem::words(fatal, frame.lang));
    }
    if table.rows.len() > MAX_LINES {
        return refused(&frame, frame.text_with("roster-too-many", &[("n", MAX_LINES.to_string())]));
    }
    let columns = roster::columns(&table.columns);
    if let [first, rest @ ..] = roster::missing(&columns).as_slice() {
        let names: Vec<String> = std::iter::once(first).chain(rest).map(|name| field(&frame, name)).collect();
        let names = names.join(&frame.text("list-separator"));
        return refused(&frame, frame.text_with("roster-column-missing", &[("names", names)]));
    }
    let view = look(&frame, name, &table, &columns, findings).await?;
    page(&frame, view)
}

async fn look(
    frame: &Frame,
    file: String,
    table: &InputTable,
    columns: &[Option<&'static str>],
    findings: Vec<String>,
) -> Result<ImportView> {
    let words = words(&store::regions::list(&frame.app.db).await?);
    let read: Vec<(Line, Vec<CellProblem>)> =
        table.rows.iter().map(|cells| roster::read(columns, cells, &words)).collect();
    let lines: Vec<Line> =
        read.iter().filter(|(_, problems)| problems.is_empty()).map(|(line, _)| line.clone()).collect();
    let (known, looked_for) = (Known::load(&frame.app.db).await?, lines.clone());
    let outcomes = web::block(move || known.foresee(&looked_for)).await;
    let mut outcomes = outcomes?.into_iter();
    let n = |fate| {
        let is_it = |outcome: &Outcome| {
            let whole = if outcome.contact == Fate::None || outcome.agency == Fate::New {
                outcome.agency
            } else {
                outcome.agency.min(outcome.contact)
            };
            whole == fate
        };
        outcomes.clone().filter(|outcome| is_it(outcome)).count()
    };
    let (n_new, n_updated, n_kept) = (n(Fate::New), n(Fate::Updated), n(Fate::Kept));
    let mut rows = Vec::new();
    for ((line, problems), number) in read.iter().zip(&table.row_numbers) {
        let outcome = if problems.is_empty() { outcomes.next() } else { None };
        rows.push(row(frame, *number, line, problems, columns, outcome));
    }
    // What is wrong first.
    rows.sort_by_key(|row| row.problems.is_empty());
    let header = table.columns.iter().zip(columns);
    Ok(ImportView {
        file,
        columns: header
            .map(|(header, name)| ColumnView {
                header: header.clone(),
                field: name.map(|name| field(frame, name)).unwrap_or_default(),
            })
            .collect(),
        findings,
        n_more: rows.len().saturating_sub(MAX_SHOWN),
        n_ready: lines.len(),
        n_wrong: rows.len().saturating_sub(lines.len()),
        n_new,
        n_updated,
        n_kept,
        rows: rows.into_iter().take(MAX_SHOWN).collect(),
        lines: serde_json::to_string(&lines).map_err(anyhow::Error::from)?,
        problems: Vec::new(),
    })
}

fn row(
    frame: &Frame,
    number: usize,
    line: &Line,
    problems: &[CellProblem],
    columns: &[Option<&'static str>],
    outcome: Option<Outcome>,
) -> RowView {
    let say = |problem: &CellProblem| {
        let column = columns.iter().position(|column| *column == Some(problem.field)).map_or(0, |at| at + 1);
        let args = [
            ("row", number.to_string()),
            ("column", column.to_string()),
            ("field", field(frame, problem.field)),
            ("text", problem.text.chars().take(60).collect()),
        ];
        frame.text_with(&format!("roster-problem-{}", problem.code), &args)
    };
    let fate = |part: &str, fate: Fate| frame.text(&format!("roster-{part}-{}", fate.code()));
    let note = outcome.as_ref().map(|outcome| likely_doubles(frame, outcome)).unwrap_or_default();
    RowView {
        number,
        name: line.name.clone(),
        place: full_name(&line.municipality),
        contact: [line.contact.as_str(), line.email.as_str()].join(" ").trim().to_owned(),
        problems: problems.iter().map(say).collect(),
        agency_fate: outcome.as_ref().map(|found| fate("agency", found.agency)).unwrap_or_default(),
        contact_fate: outcome.as_ref().map(|found| fate("contact", found.contact)).unwrap_or_default(),
        note,
    }
}

/// Words about other agencies that may be the same, as on the list.
fn likely_doubles(frame: &Frame, outcome: &Outcome) -> String {
    let likely = outcome.may_be.iter().take(listed::MOST).map(|other| {
        let args = [("agency", other.name.clone()), ("why", listed::why(frame, other))];
        frame.text_with("roster-may-be", &args)
    });
    let mut words: Vec<String> = likely.collect();
    // Said once: of a new agency it is a reason why it may be the same.
    let is_said = outcome.may_be.iter().any(|other| other.by.contains(&Likeness::Email));
    if !outcome.same_email_at.is_empty() && !is_said {
        let args = [("agency", outcome.same_email_at.clone())];
        words.push(frame.text_with("roster-same-email", &args));
    }
    words.join(" ")
}

/// `POST /agencies/import/accept`: stores the rows that were shown without a problem.
pub async fn accept(frame: Frame, user: User, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let lines: Vec<Line> =
        serde_json::from_str(sent.get("lines")).map_err(|_| AppError::BadRequest("bad-request-form"))?;
    // What comes back from a browser is read like a file.
    let words = words(&store::regions::list(&frame.app.db).await?);
    let columns: Vec<Option<&'static str>> = FIELDS.iter().map(|field| Some(field.name)).collect();
    let mut checked: Vec<(Line, Seed)> = Vec::new();
    for line in lines.into_iter().take(MAX_LINES) {
        let cells = [
            line.name,
            line.kind,
            line.region,
            line.municipality,
            line.contact,
            line.email,
            line.fax,
            line.phone,
            line.address,
            line.preferred,
            line.note,
            line.organisation,
        ];
        match roster::read(&columns, &cells, &words) {
            (line, problems) if problems.is_empty() => checked.push((line, inviting::seed(&frame.app.key)?)),
            _ => return Err(AppError::BadRequest("bad-request-form")),
        }
    }
    let transaction = frame.app.write().await?;
    rosters::take(&transaction, checked, user.id).await?;
    transaction.commit().await?;
    // New addresses get what the old ones did not.
    frame.app.carrier.ring();
    frame.redirect_with("/agencies", "success", "roster-taken")
}

/// How kinds and areas may be written: by number, by name in either language, areas with or without their region.
fn words(regions: &[region::Model]) -> Words {
    let langs = [Lang::Ja, Lang::En];
    let kind = |code: &str| {
        let keys = [format!("agency-kind-{code}"), format!("agency-kind-{code}-short")];
        let names = langs.iter().flat_map(|lang| keys.iter().map(|key| i18n::plain(*lang, key)));
        Word { code: code.to_owned(), names: names.collect() }
    };
    let area = |region: &region::Model| Word {
        code: region.code.clone(),
        names: vec![region.name.clone(), region_name(regions, region)],
    };
    Words {
        kinds: AGENCY_KINDS.iter().map(|found| kind(found.code)).collect(),
        regions: regions.iter().map(area).collect(),
    }
}

fn field(frame: &Frame, name: &str) -> String {
    frame.text(&format!("roster-field-{name}"))
}

fn refused(frame: &Frame, text: String) -> Result<HttpResponse> {
    let problems = vec![ProblemLine { href: "#file".to_owned(), text }];
    page(frame, ImportView { problems, ..ImportView::default() })
}

fn page(frame: &Frame, import: ImportView) -> Result<HttpResponse> {
    let is_wrong = !import.problems.is_empty();
    let title = frame.text("roster-title");
    let crumbs =
        crumbs([(frame.text("agencies-title"), "/agencies".to_owned()), (title.clone(), String::new())]);
    let view = ImportPage { import, crumbs };
    match is_wrong {
        true => frame.problem_page("agencies/import.html", &title, &view),
        false => frame.page("agencies/import.html", &title, &view),
    }
}
