//! Bringing a file: it is read, told where it comes from, and kept to be looked at.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use analysis::document::input::{InputProblem, InputTable};
use analysis::document::{csv, xlsx};
use serde::Serialize;
use surveys::entity::state::AnswerImportState;
use surveys::id::{QuestionnaireId, VersionId};
use surveys::questionnaire::answer_import::matching::propose;
use surveys::questionnaire::answer_import::platform::{Platform, detect};
use surveys::questionnaire::answer_import::target::targets;
use surveys::questionnaire::answer_import::{MAX_CHARS, MAX_COLUMNS, MAX_ROWS, Row, Table, key};
use surveys::questionnaire::definition::Kind;
use surveys::store;
use surveys::store::answer_imports::NewImport;

use super::{Notice, Staged, address, definition_of, list_address};
use crate::app::App;
use crate::auth::upload::{StaffUpload, UploadedFile};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::entries::to_json;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::{input_problem, time};

/// The largest file, in bytes.
const MAX_BYTES: usize = 20_000_000;
/// The longest name of a file that is kept, in characters.
const MAX_NAME: usize = 120;
/// The longest heading that is kept, in characters: longer than any question.
const MAX_HEADING: usize = 1_000;

#[derive(Serialize)]
struct BringPage {
    bring: BringView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct BringView {
    kicker: String,
    action: String,
    error: String,
    max_rows: String,
    /// Files that were brought before.
    files: Vec<FileRow>,
}

#[derive(Serialize)]
struct FileRow {
    name: String,
    href: String,
    platform: String,
    state: &'static str,
    state_label: String,
    at: String,
    n_taken: u64,
}

/// `GET /questionnaires/{id}/answers`
pub async fn new(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    page(&frame, QuestionnaireId(*id), String::new()).await
}

/// `POST /questionnaires/{id}/answers`: keeps a file to be looked at.
pub async fn bring(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let id = QuestionnaireId(*id);
    let version = store::questionnaires::newest_version(&frame.app.db, id).await?;
    let version = version.ok_or(AppError::Conflict("answer-imports-not-published"))?.id;
    let definition = definition_of(&frame.app, version).await?;
    if definition.kind != Kind::Survey {
        return Err(AppError::Conflict("answer-imports-not-a-survey"));
    }
    let (name, table, problems) = match read(&frame, sent).await? {
        Ok(read) => read,
        Err(words) => return page(&frame, id, words).await,
    };
    let targets = targets(&definition, frame.lang.code());
    let platform = detect(&table.columns);
    let matches = propose(&table, &targets, platform);
    let matching: Vec<&Option<String>> = matches.iter().map(|found| &found.target).collect();
    let new = NewImport {
        matching: to_json(&matching)?,
        ..keep(&frame.app, name, table, problems, Some((id, version)))?
    };
    let transaction = frame.app.write().await?;
    let made = store::answer_imports::create(&transaction, new, user.id).await?;
    transaction.commit().await?;
    Ok(frame.redirect(&address(made.id)))
}

/// What is kept of a table, its rows with the keys by which they are known again.
pub fn keep(
    app: &App,
    file_name: String,
    mut table: Table,
    problems: Vec<InputProblem>,
    target: Option<(QuestionnaireId, VersionId)>,
) -> Result<NewImport> {
    let platform = detect(&table.columns);
    let added = propose(&table, &[], platform);
    let seeds = key::seeds(&table, &added, platform);
    for (row, seed) in table.rows.iter_mut().zip(seeds) {
        row.key = app.key.token("answer-import", &seed);
    }
    let n_rows = table.rows.len();
    let notice = |problem: InputProblem| Notice {
        code: problem.kind.code().to_owned(),
        row: problem.row,
        column: problem.column,
        detail: problem.detail,
    };
    // Two columns of one name are nothing unusual in these files.
    let problems = problems.into_iter().filter(|problem| problem.kind.code() != "repeated-column");
    let staged = Staged { table, notices: problems.map(notice).collect() };
    Ok(NewImport {
        target,
        platform: platform.code().to_owned(),
        file_name,
        contents: to_json(&staged)?,
        matching: "[]".to_owned(),
        n_rows,
    })
}

/// A file's name, its table and what was noticed; or why it cannot be read, in words.
type Reading = std::result::Result<(String, Table, Vec<InputProblem>), String>;

/// Reads the file that was sent.
pub async fn read(frame: &Frame, sent: StaffUpload) -> Result<Reading> {
    let mut files = sent.files.into_iter();
    let (Some(file), None) = (files.next(), files.next()) else {
        return Ok(Err(frame.text("answer-imports-one-file")));
    };
    if file.bytes.len() > MAX_BYTES {
        let megabytes = (MAX_BYTES / 1_000_000).to_string();
        return Ok(Err(frame.text_with("answer-imports-too-large", &[("n", megabytes)])));
    }
    let UploadedFile { name, bytes, .. } = file;
    let read = move || if bytes.starts_with(b"PK") { xlsx::read(&bytes, None) } else { csv::read(&bytes) };
    let (table, problems) = web::block(read).await?;
    if let Some(fatal) = problems.iter().find(|problem| problem.kind.is_fatal()) {
        return Ok(Err(input_problem::words(fatal, frame.lang)));
    }
    let n_chars: usize = table.rows.iter().flatten().map(|cell| cell.chars().count()).sum();
    let limits = [
        (table.rows.is_empty(), "answer-imports-no-rows", 0),
        (table.rows.len() > MAX_ROWS, "answer-imports-too-many-rows", MAX_ROWS),
        (table.columns.len() > MAX_COLUMNS, "answer-imports-too-many-columns", MAX_COLUMNS),
        (n_chars > MAX_CHARS, "answer-imports-too-much-text", MAX_CHARS),
    ];
    if let Some((_, key, limit)) = limits.into_iter().find(|(is_over, ..)| *is_over) {
        return Ok(Err(frame.text_with(key, &[("n", limit.to_string())])));
    }
    let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    Ok(Ok((name, owned(table), problems)))
}

fn owned(table: InputTable) -> Table {
    let rows = table.rows.into_iter().zip(table.row_numbers);
    let row = |(cells, number)| Row { number, key: String::new(), cells };
    let heading = |name: String| name.chars().take(MAX_HEADING).collect();
    Table { columns: table.columns.into_iter().map(heading).collect(), rows: rows.map(row).collect() }
}

async fn page(frame: &Frame, id: QuestionnaireId, error: String) -> Result<HttpResponse> {
    let db = &frame.app.db;
    let questionnaire = store::questionnaires::find(db, id).await?;
    let survey = store::surveys::find(db, questionnaire.survey_id).await?;
    let mut files = Vec::new();
    for import in store::answer_imports::of_questionnaire(db, id).await? {
        let platform = Platform::from_code(&import.platform).unwrap_or_default();
        let state = state_code(import.state);
        files.push(FileRow {
            href: address(import.id),
            platform: frame.text(&format!("answer-imports-platform-{}", platform.code())),
            state,
            state_label: frame.text(&format!("answer-imports-state-{state}")),
            at: time::date_time(import.created_at, frame.lang),
            n_taken: store::answer_imports::n_taken(db, import.id).await?,
            name: import.file_name,
        });
    }
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = BringPage {
        crumbs: crumbs::of_questionnaire(
            frame,
            &survey,
            &questionnaire,
            [(frame.text("answer-imports-title"), String::new())],
        ),
        bring: BringView {
            kicker: questionnaire.title,
            action: list_address(id),
            error,
            max_rows: MAX_ROWS.to_string(),
            files,
        },
    };
    frame.page_with(status, "answer_imports/bring.html", &frame.text("answer-imports-title"), &view)
}

/// As stored, also the end of the Fluent key.
fn state_code(state: AnswerImportState) -> &'static str {
    match state {
        AnswerImportState::LookedAt => "looked_at",
        AnswerImportState::Taking => "taking",
        AnswerImportState::Taken => "taken",
    }
}
