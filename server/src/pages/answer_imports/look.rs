//! Looking at a file: what each column is, what its rows say, what stands against taking them.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::state::AnswerImportState;
use surveys::id::AnswerImportId;
use surveys::questionnaire::answer_import::matching::Reason;
use surveys::questionnaire::answer_import::reading::unasked_consent;
use surveys::questionnaire::answer_import::target::{ID, TIME, Target};
use surveys::questionnaire::entry::owner;
use surveys::questionnaire::format::sheet::letters;
use surveys::store;

use super::{Brought, Examined, LONGEST_LOOK, address, brought};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::i18n::text;
use crate::pages::entries::to_json;
use crate::pages::fill::say;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::paging::PageQuery;

/// The most problems that are listed on the page; the file has all of them.
const MAX_LISTED: usize = 100;
/// The most columns on one page.
const MAX_SHOWN: usize = 50;
/// How many cells of a column are shown.
const N_SAMPLES: usize = 3;
/// The longest note about consent, in characters.
pub const MAX_NOTE: usize = 1_000;

#[derive(Serialize)]
struct LookPage {
    look: LookView,
    form: FormView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct LookView {
    file_name: String,
    questionnaire: String,
    platform: String,
    href: String,
    is_taking: bool,
    is_taken: bool,
    n_rows: i32,
    n_ready: usize,
    n_known: usize,
    n_empty: usize,
    n_unread: usize,
    n_aside: usize,
    n_taken: u64,
    notices: Vec<String>,
    columns: Vec<ColumnView>,
    /// Which columns are shown, from 1.
    part: usize,
    /// All parts of the columns; empty if there is one.
    parts: Vec<PartView>,
    problems: Vec<ProblemRow>,
    n_problems: usize,
    missing: Vec<Counted>,
    unasked: Vec<Counted>,
    consent: Option<ConsentView>,
}

#[derive(Serialize)]
struct PartView {
    number: usize,
    label: String,
}

/// Which columns are asked for.
#[derive(Deserialize)]
pub struct Wish {
    /// Number of the part, from 1.
    #[serde(default)]
    columns: String,
}

#[derive(Serialize)]
struct ColumnView {
    letters: String,
    name: String,
    samples: Vec<String>,
    reason: &'static str,
    reason_label: String,
    field: String,
    value: String,
    choices: Vec<ChoiceView>,
}

/// A problem with its place in the file.
#[derive(Serialize)]
pub struct ProblemRow {
    /// Row in the file.
    pub row: usize,
    /// Column as spreadsheet programs write it; empty if there is none.
    pub column: String,
    /// Name of the column, or of the question.
    pub name: String,
    /// What was found.
    pub text: String,
    /// What is wrong with it.
    pub words: String,
}

#[derive(Serialize)]
struct Counted {
    name: String,
    n: usize,
}

#[derive(Serialize)]
struct ConsentView {
    /// Whether the questionnaire asks for consent; otherwise only the note is asked for.
    is_asked: bool,
    choices: Vec<ChoiceView>,
    values: Vec<String>,
}

/// `GET /answer-imports/{id}`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = brought(&frame.app, AnswerImportId(*id), frame.lang).await?;
    let form =
        FormView::filled([("consent", String::new()), ("consent_note", found.import.consent_note.clone())]);
    page(&frame, &found, form, number(&wish.columns)).await
}

/// Number of the part that a form was sent from, or leads to.
pub fn part(sent: &StaffForm) -> usize {
    number(sent.get("columns"))
}

fn number(typed: &str) -> usize {
    PageQuery::typed(typed).number()
}

/// `POST /answer-imports/{id}`: keeps what the columns are and shows the rows again.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = brought(&frame.app, AnswerImportId(*id), frame.lang).await?;
    keep(&frame, &user, &found, &sent).await?;
    let address = match part(&sent) {
        ..=1 => address(found.import.id),
        part => format!("{}?columns={part}", address(found.import.id)),
    };
    frame.redirect_with(&address, "success", "answer-imports-looked")
}

/// Stores what was sent about columns and consent. True if a column is something else than before.
pub async fn keep(frame: &Frame, user: &User, found: &Brought, sent: &StaffForm) -> Result<bool> {
    let known: Vec<&str> = found.targets.iter().map(|target| target.key.as_str()).collect();
    let mut used: Vec<String> = Vec::new();
    let mut matching: Vec<Option<String>> = Vec::new();
    for (at, before) in found.matches.iter().enumerate() {
        let field = format!("column-{at}");
        let chosen = if sent.has(&field) { Some(sent.get(&field)) } else { before.target.as_deref() };
        let chosen = chosen.filter(|key| known.contains(key) && !used.iter().any(|used| used == key));
        used.extend(chosen.map(str::to_owned));
        matching.push(chosen.map(str::to_owned));
    }
    let is_changed = matching.iter().zip(&found.matches).any(|(now, before)| *now != before.target);
    let consent: Vec<&str> = sent.all("consent").filter(|value| !value.is_empty()).collect();
    let note: String = sent.get("consent_note").chars().take(MAX_NOTE).collect();
    let transaction = frame.app.write().await?;
    let (matching, consent) = (to_json(&matching)?, to_json(&consent)?);
    store::answer_imports::save(&transaction, found.import.id, matching, consent, note, user.id).await?;
    transaction.commit().await?;
    Ok(is_changed)
}

/// `POST /answer-imports/{id}/discard`: forgets the file, or the rows that were kept aside.
pub async fn discard(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let id = AnswerImportId(*id);
    let found = store::answer_imports::find(&frame.app.db, id).await?;
    let transaction = frame.app.write().await?;
    store::answer_imports::discard(&transaction, id, user.id).await?;
    transaction.commit().await?;
    let list = found.questionnaire_id.map_or("/surveys".to_owned(), super::list_address);
    frame.redirect_with(&list, "success", "answer-imports-discarded")
}

/// The page of a file, with what is wrong with the form on it and a part of the columns.
pub async fn page(frame: &Frame, found: &Brought, form: FormView, part: usize) -> Result<HttpResponse> {
    let examined = found.examine(&frame.app, LONGEST_LOOK).await?;
    let n_taken = store::answer_imports::n_taken(&frame.app.db, found.import.id).await?;
    let status = if form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let is_taken = found.import.state == AnswerImportState::Taken;
    let parts = parts(frame, found.staged.table.columns.len());
    let part = part.clamp(1, parts.len().max(1));
    let problems = problems(frame, found, &examined);
    let count = |places: &dyn Fn(&super::ReadRow) -> Vec<String>| counted(frame, found, &examined, places);
    let look = LookView {
        file_name: found.import.file_name.clone(),
        questionnaire: found.questionnaire.title.clone(),
        platform: frame.text(&format!("answer-imports-platform-{}", found.platform.code())),
        href: address(found.import.id),
        is_taking: found.import.state == AnswerImportState::Taking,
        is_taken,
        n_rows: found.import.n_rows,
        n_ready: examined.ready().count(),
        n_known: examined.n_known,
        n_empty: examined.n_empty,
        n_unread: examined.n_unread,
        n_aside: examined.aside().count(),
        n_taken,
        notices: notices(frame, found),
        columns: if is_taken { Vec::new() } else { columns(frame, found, part) },
        part,
        parts,
        n_problems: problems.len(),
        problems: problems.into_iter().take(MAX_LISTED).collect(),
        missing: count(&|row| row.reading.missing.clone()),
        unasked: count(&|row| row.reading.unasked.clone()),
        consent: if is_taken { None } else { consent(frame, found) },
    };
    let view = LookPage { look, form, crumbs: found.crumbs(frame) };
    frame.page_with(status, "answer_imports/look.html", &found.import.file_name, &view)
}

fn notices(frame: &Frame, found: &Brought) -> Vec<String> {
    let number = |place: Option<usize>| place.map(|place| place.to_string()).unwrap_or_default();
    let words = |notice: &super::Notice| {
        let args = [
            ("row", number(notice.row)),
            ("column", number(notice.column)),
            ("detail", notice.detail.clone()),
        ];
        text(frame.lang.code(), &format!("analyze-input-{}", notice.code), &args)
    };
    found.staged.notices.iter().map(words).collect()
}

/// The parts of so many columns; none if all are on one page.
fn parts(frame: &Frame, n_columns: usize) -> Vec<PartView> {
    let part = |number: usize| {
        let (before, end) = ((number - 1) * MAX_SHOWN, n_columns.min(number * MAX_SHOWN));
        let args = [("from", letters(before + 1)), ("to", letters(end))];
        PartView { number, label: frame.text_with("answer-imports-columns-part", &args) }
    };
    let n_parts = n_columns.div_ceil(MAX_SHOWN);
    if n_parts < 2 { Vec::new() } else { (1..=n_parts).map(part).collect() }
}

/// A part of the columns, each with what it can be: what it is, and what no other column is.
fn columns(frame: &Frame, found: &Brought, part: usize) -> Vec<ColumnView> {
    let used: Vec<&str> = found.matches.iter().filter_map(|found| found.target.as_deref()).collect();
    let open: Vec<&Target> =
        found.targets.iter().filter(|target| !used.contains(&target.key.as_str())).collect();
    let view = |(at, name): (usize, &String)| {
        let own = found.matches.get(at).and_then(|found| found.target.clone());
        let target = found.targets.iter().find(|target| Some(&target.key) == own.as_ref());
        let choices = target.into_iter().chain(open.iter().copied());
        let (reason, reason_label) = reason(frame, found, at);
        ColumnView {
            letters: letters(at + 1),
            name: name.clone(),
            samples: if reason == "identifying" { Vec::new() } else { samples(found, at) },
            reason,
            reason_label,
            field: format!("column-{at}"),
            value: own.unwrap_or_default(),
            choices: choices
                .map(|target| ChoiceView { value: target.key.clone(), label: target_words(frame, target) })
                .collect(),
        }
    };
    let columns = found.staged.table.columns.iter().enumerate();
    columns.skip((part - 1) * MAX_SHOWN).take(MAX_SHOWN).map(view).collect()
}

/// How a column came to what it is.
fn reason(frame: &Frame, found: &Brought, at: usize) -> (&'static str, String) {
    let now = found.matches.get(at).and_then(|found| found.target.as_ref());
    let proposed = found.proposed.get(at);
    let code = match proposed.filter(|proposed| proposed.target.as_ref() == now).map(|found| found.reason) {
        Some(Reason::Found) => "found",
        Some(Reason::Unknown) => "unknown",
        Some(Reason::Identifying) => "identifying",
        Some(Reason::Technical) => "technical",
        Some(Reason::Repeated) => "repeated",
        None => "by-hand",
    };
    (code, frame.text(&format!("answer-imports-reason-{code}")))
}

fn samples(found: &Brought, at: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for cell in found.staged.table.column(at).take(200) {
        let short: String = cell.chars().take(30).collect();
        if samples.len() < N_SAMPLES && !samples.contains(&short) {
            samples.push(short);
        }
    }
    samples
}

fn target_words(frame: &Frame, target: &Target) -> String {
    match target.key.as_str() {
        ID => frame.text("answer-imports-target-id"),
        TIME => frame.text("answer-imports-target-time"),
        _ => target.words.join(" › "),
    }
}

/// All problems in the order of the rows.
pub fn problems(frame: &Frame, found: &Brought, examined: &Examined) -> Vec<ProblemRow> {
    let say = say(frame.lang);
    let mut rows = Vec::new();
    for row in examined.aside() {
        let number = found.staged.table.rows.get(row.at).map_or(0, |row| row.number);
        for problem in &row.reading.problems {
            let column = problem.column.and_then(|at| found.staged.table.columns.get(at));
            rows.push(ProblemRow {
                row: number,
                column: problem.column.map(|at| letters(at + 1)).unwrap_or_default(),
                name: column.cloned().unwrap_or_else(|| title(frame, found, &problem.problem.place)),
                text: problem.text.clone(),
                words: say(&problem.problem),
            });
        }
    }
    rows
}

fn title(frame: &Frame, found: &Brought, place: &str) -> String {
    let question = owner(&found.definition, place);
    question.map_or(place.to_owned(), |question| question.title.get(frame.lang.code()).to_owned())
}

/// How many rows have a question among some places, question by question.
fn counted(
    frame: &Frame,
    found: &Brought,
    examined: &Examined,
    places: &dyn Fn(&super::ReadRow) -> Vec<String>,
) -> Vec<Counted> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in examined.ready() {
        let mut names: Vec<String> = places(row).iter().map(|place| title(frame, found, place)).collect();
        names.sort();
        names.dedup();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts.into_iter().map(|(name, n)| Counted { name, n }).collect()
}

/// What a person has to say about consent; None if a column says it.
fn consent(frame: &Frame, found: &Brought) -> Option<ConsentView> {
    if found.has_consent() {
        return None;
    }
    let question = unasked_consent(&found.definition, &found.targets, &found.matches);
    let choices = question.map(|question| question.choices.as_slice()).unwrap_or_default();
    Some(ConsentView {
        is_asked: question.is_some(),
        choices: choices
            .iter()
            .map(|choice| ChoiceView {
                value: choice.value.clone(),
                label: choice.text.get(frame.lang.code()).to_owned(),
            })
            .collect(),
        values: found.consent(),
    })
}

/// [`AppError::Conflict`] once rows were taken from a file.
pub fn check_open(found: &Brought) -> Result<()> {
    match found.import.state {
        AnswerImportState::Taken => Err(AppError::Conflict("answer-imports-is-taken")),
        AnswerImportState::LookedAt | AnswerImportState::Taking => Ok(()),
    }
}
