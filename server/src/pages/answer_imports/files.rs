//! Lists about a file of answers: the rows that were not taken, and the withdrawal codes of those that were.

use std::time::Duration;

use actix_web::{HttpResponse, web};
use analysis::document::{Cell, Sheet};
use surveys::id::AnswerImportId;
use surveys::store;

use super::look::problems;
use super::take::response_code;
use super::{Brought, brought};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::download::{self, CSV};
use crate::secret;
use crate::view::frame::Frame;

/// How long rows are read for the list of problems.
const LONGEST_LIST: Duration = Duration::from_secs(60);

/// `GET /answer-imports/{id}/{file}`: `problems.csv` or `codes.csv`.
pub async fn download(frame: Frame, user: User, path: web::Path<(i64, String)>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let (id, file) = path.into_inner();
    let id = AnswerImportId(id);
    let found = brought(&frame.app, id, frame.lang).await?;
    let sheet = match file.as_str() {
        "problems.csv" => problem_sheet(&frame, &found).await?,
        "codes.csv" => code_sheet(&frame, &found).await?,
        _ => return Err(AppError::NotFound),
    };
    let body = download::csv(&sheet)?;
    download::record(&frame, &user, "answer_import.export", ("answer_import", id.0), &file).await?;
    Ok(download::file(CSV, file, body))
}

/// The problems of all rows, also of those that there is no time for on the page. The last line says how many rows there was
/// no time for here either.
async fn problem_sheet(frame: &Frame, found: &Brought) -> Result<Sheet> {
    let examined = found.examine(&frame.app, LONGEST_LIST).await?;
    let listed = problems(frame, found, &examined).into_iter();
    let mut rows: Vec<Vec<Cell>> = listed
        .map(|problem| {
            let texts = [problem.row.to_string(), problem.column, problem.name, problem.text, problem.words];
            texts.iter().map(|text| Cell::text(text)).collect()
        })
        .collect();
    if examined.n_unread > 0 {
        let words =
            frame.text_with("answer-imports-problems-unread", &[("n", examined.n_unread.to_string())]);
        rows.push(["", "", "", "", &words].map(Cell::text).into());
    }
    Ok(sheet(frame, &["row", "column", "name", "text", "problem"], rows))
}

/// The codes with which a row's response is withdrawn, for whoever asks the office for it.
async fn code_sheet(frame: &Frame, found: &Brought) -> Result<Sheet> {
    let taken = store::answer_imports::rows(&frame.app.db, found.import.id).await?;
    let rows = taken.into_iter().map(|row| {
        let code = response_code(frame, row.questionnaire_id.0, &row.row_key);
        let withdrawal = secret::grouped(&frame.app.key.code("withdraw", &code));
        vec![Cell::text(&row.row_number.to_string()), Cell::text(&withdrawal)]
    });
    Ok(sheet(frame, &["row", "code"], rows.collect()))
}

fn sheet(frame: &Frame, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet {
        name: frame.text("answer-imports-title"),
        columns: columns
            .iter()
            .map(|column| frame.text(&format!("answer-imports-column-{column}")))
            .collect(),
        rows,
    }
}
