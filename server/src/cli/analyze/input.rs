//! From a file to texts: which columns to take, and what is wrong with it.

use std::path::Path;

use analysis::document::input::{InputProblem, InputTable};
use analysis::document::{csv, xlsx};
use analysis::text::corpus::Document;
use anyhow::{Context, bail};

use super::{AnalyzeArgs, LANG};
use crate::i18n::{Lang, text};
use crate::view::input_problem;

/// What is analysed.
pub struct Input {
    /// One for each row that has any text at all, in the order of the file.
    pub documents: Vec<Document>,
    /// Names of the columns that are compared.
    pub attributes: Vec<String>,
    /// What is wrong with the file although it could be read, in words.
    pub problems: Vec<String>,
}

struct Columns {
    text: usize,
    id: Option<usize>,
    by: Vec<usize>,
}

/// Reads the file that the arguments name.
///
/// # Errors
/// With words for the person at the terminal, when nothing can be analysed.
pub fn read(args: &AnalyzeArgs) -> anyhow::Result<Input> {
    let path = args.file.display().to_string();
    let read_file = reader(&args.file)?;
    let bytes = std::fs::read(&args.file)
        .with_context(|| text(LANG, "analyze-file-unreadable", &[("path", path.clone())]))?;
    let (table, problems) = read_file(&bytes);
    if let Some(fatal) = problems.iter().find(|problem| problem.kind.is_fatal()) {
        bail!("{path}: {}", words_of(fatal));
    }
    let columns = columns(args, &table)?;
    let documents = documents(&table, &columns);
    if documents.iter().all(|document| document.text.trim().is_empty()) {
        bail!("{path}: {}", text(LANG, "analyze-no-texts", &[("column", args.text.clone())]));
    }
    let name = |&place: &usize| table.columns.get(place).cloned().unwrap_or_default();
    Ok(Input {
        documents,
        attributes: columns.by.iter().map(name).collect(),
        problems: problems.iter().map(words_of).collect(),
    })
}

type Reader = fn(&[u8]) -> (InputTable, Vec<InputProblem>);

/// Chosen by the ending of the file's name.
fn reader(file: &Path) -> anyhow::Result<Reader> {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "csv" | "tsv" | "txt" => Ok(csv::read),
        "xlsx" => Ok(|bytes| xlsx::read(bytes, None)),
        _ => bail!(text(LANG, "analyze-wrong-ending", &[("path", file.display().to_string())])),
    }
}

fn columns(args: &AnalyzeArgs, table: &InputTable) -> anyhow::Result<Columns> {
    let place = |wanted: &str| {
        let found = table.columns.iter().position(|column| column == wanted.trim());
        found.with_context(|| {
            let listed = table.columns.join(text(LANG, "analyze-column-separator", &[]).as_str());
            text(LANG, "analyze-column-missing", &[("column", wanted.to_owned()), ("columns", listed)])
        })
    };
    let mut by = Vec::new();
    for wanted in &args.by {
        let found = place(wanted)?;
        if !by.contains(&found) {
            by.push(found);
        }
    }
    Ok(Columns { text: place(&args.text)?, id: args.id.as_deref().map(place).transpose()?, by })
}

fn documents(table: &InputTable, columns: &Columns) -> Vec<Document> {
    let cell = |row: &[String], place: usize| row.get(place).cloned().unwrap_or_default();
    let document = |(row, number): (&Vec<String>, &usize)| {
        let id = columns.id.map(|place| cell(row, place)).filter(|id| !id.trim().is_empty());
        let attribute = |&place: &usize| {
            (table.columns.get(place).cloned().unwrap_or_default(), cell(row, place).trim().to_owned())
        };
        Document {
            id: id.unwrap_or_else(|| number.to_string()),
            text: cell(row, columns.text),
            attributes: columns.by.iter().map(attribute).collect(),
        }
    };
    table.rows.iter().zip(&table.row_numbers).map(document).collect()
}

fn words_of(problem: &InputProblem) -> String {
    input_problem::words(problem, Lang::Ja)
}
