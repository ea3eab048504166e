//! From a file to texts: which columns to take, and what is wrong with it.

use std::collections::HashMap;
use std::path::Path;

use analysis::document::input::{InputProblem, InputProblemKind, InputTable};
use analysis::document::{csv, xlsx};
use analysis::text::corpus::Document;
use analysis::text::encoding::{TextEncoding, decode};
use analysis::text::headed::{self, HeadedText, Outline};
use analysis::text::units::Unit;
use anyhow::{Context, bail};

use super::columns::{Named, are_alike, place};
use super::{AnalyzeArgs, LANG, variables};
use crate::i18n::{Lang, text};
use crate::view::input_problem::{self, quoted};

/// Names and numbers that a message lists.
const MOST_LISTED: usize = 30;

/// What files that were made for KH Coder write where they have no value, in either case.
pub const MISSING_VALUES: [&str; 3] = [".", "欠損値", "missing"];

/// What is analysed.
#[derive(Default)]
pub struct Input {
    /// One for each row that has any text at all, in the order of the file. Their attributes begin with `attributes`.
    pub documents: Vec<Document>,
    /// Names of the columns that are compared.
    pub attributes: Vec<String>,
    /// All that can be compared.
    pub known: Vec<String>,
    /// For each document who wrote it; empty when nobody said.
    pub persons: Vec<String>,
    /// The headings of a plain text.
    pub outline: Outline,
    /// The columns that the arguments name, as the files have them.
    pub named: Named,
    /// What is wrong with the file although it could be read, in words.
    pub problems: Vec<String>,
}

/// Reads the files that the arguments name.
///
/// # Errors
/// With words for the person at the terminal, when nothing can be analysed.
pub fn read(args: &AnalyzeArgs) -> anyhow::Result<Input> {
    let encoding = encoding(args)?;
    let ending = ending(&args.file)?;
    let bytes = bytes(&args.file)?;
    let mut input = match &args.text {
        None if ending == Ending::PlainText => plain_text(args, &bytes, encoding)?,
        column => table(args, column.as_deref(), (ending, bytes.as_slice()), encoding)?,
    };
    if let Some(path) = &args.variables {
        variables::add(path, encoding, Unit::named(&args.unit), &mut input)?;
    }
    input.named.find(args, &input.known)?;
    let Named { by, wave, scale, .. } = &input.named;
    let names: Vec<String> = by.iter().chain(wave).chain(scale).cloned().collect();
    for name in &names {
        variables::give_to_texts(name, &mut input);
    }
    compare(&mut input);
    Ok(input)
}

/// A file's content.
///
/// # Errors
/// With words for the person at the terminal.
pub fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let words = || text(LANG, "analyze-file-unreadable", &[("path", path.display().to_string())]);
    std::fs::read(path).with_context(words)
}

/// The encoding that was named, if one was.
///
/// # Errors
/// With words for the person at the terminal, when there is none of that name.
pub fn encoding(args: &AnalyzeArgs) -> anyhow::Result<Option<TextEncoding>> {
    let Some(name) = &args.encoding else { return Ok(None) };
    let encoding = TextEncoding::named(name);
    encoding.map(Some).with_context(|| text(LANG, "analyze-encoding-unknown", &[("name", name.clone())]))
}

/// The text of a file that is no table.
///
/// # Errors
/// With words for the person at the terminal, when it is none, or nobody can tell in which encoding.
pub fn text_of(path: &Path, bytes: &[u8], encoding: Option<TextEncoding>) -> anyhow::Result<String> {
    check_encoding(path, bytes, encoding)?;
    match csv::text_in(bytes, encoding) {
        Ok(text) => Ok(text),
        Err(problem) => bail!("{}: {}", path.display(), words_of(&problem, encoding)),
    }
}

fn check_encoding(path: &Path, bytes: &[u8], encoding: Option<TextEncoding>) -> anyhow::Result<()> {
    // Text in UTF-8 is taken for nothing else.
    let is_unclear = || {
        std::str::from_utf8(bytes).is_err() && decode(bytes, None).is_ok_and(|decoded| !decoded.is_certain)
    };
    if encoding.is_none() && is_unclear() {
        bail!(text(LANG, "analyze-encoding-unclear", &[("path", path.display().to_string())]));
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Csv,
    PlainText,
    Workbook,
}

/// By the ending of its name a file is read.
fn ending(file: &Path) -> anyhow::Result<Ending> {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "csv" | "tsv" => Ok(Ending::Csv),
        "txt" => Ok(Ending::PlainText),
        "xlsx" => Ok(Ending::Workbook),
        _ => bail!(text(LANG, "analyze-wrong-ending", &[("path", file.display().to_string())])),
    }
}

fn plain_text(args: &AnalyzeArgs, bytes: &[u8], encoding: Option<TextEncoding>) -> anyhow::Result<Input> {
    let HeadedText { documents, outline } = headed::read(&text_of(&args.file, bytes, encoding)?);
    if documents.is_empty() {
        let path = args.file.display().to_string();
        bail!(text(LANG, "analyze-no-plain-text", &[("path", path)]));
    }
    let is_there = |level: &u8| outline.of_level(*level).next().is_some();
    let known = (1..=headed::LEVELS).filter(is_there).map(|level| format!("h{level}")).collect();
    Ok(Input { documents, known, outline, ..Input::default() })
}

/// Reads a table.
///
/// # Errors
/// With words for the person at the terminal.
pub fn read_table(path: &Path, encoding: Option<TextEncoding>) -> anyhow::Result<(InputTable, Vec<String>)> {
    let ending = ending(path)?;
    let bytes = bytes(path)?;
    table_of(path, (ending, bytes.as_slice()), encoding)
}

fn table_of(
    path: &Path,
    (ending, bytes): (Ending, &[u8]),
    encoding: Option<TextEncoding>,
) -> anyhow::Result<(InputTable, Vec<String>)> {
    let (table, problems) = if ending == Ending::Workbook {
        xlsx::read_whole(bytes)
    } else {
        check_encoding(path, bytes, encoding)?;
        csv::read_whole(bytes, encoding)
    };
    if let Some(fatal) = problems.iter().find(|problem| problem.kind.is_fatal()) {
        bail!("{}: {}", path.display(), words_of(fatal, encoding));
    }
    Ok((table, problems.iter().map(|problem| words_of(problem, encoding)).collect()))
}

fn table(
    args: &AnalyzeArgs,
    column: Option<&str>,
    file: (Ending, &[u8]),
    encoding: Option<TextEncoding>,
) -> anyhow::Result<Input> {
    let (mut table, mut problems) = table_of(&args.file, file, encoding)?;
    let place = |wanted: &str| place(&table.columns, wanted);
    let column =
        column.with_context(|| text(LANG, "analyze-text-missing", &[("columns", listed(&table.columns))]))?;
    let text_place = place(column)?;
    let id_place = args.id.as_deref().map(place).transpose()?;
    let person_place = args.person.as_deref().map(place).transpose()?;
    // Rules may ask for any column; without them only those that are compared are kept.
    let is_kept = |&at: &usize| {
        let is_other = at != text_place && Some(at) != id_place;
        let mut compared = args.by.iter().chain(&args.wave).chain(&args.scale);
        let is_compared = compared.any(|name| are_alike(name, &table.columns[at]));
        is_compared || is_other && args.rules.is_some()
    };
    let kept: Vec<usize> = (0..table.columns.len()).filter(is_kept).collect();
    let person = |row: &Vec<String>| person_place.map(|place| value_in(row, place));
    let persons = table.rows.iter().filter_map(person).collect();
    let documents = documents(&mut table, text_place, id_place, &kept);
    if documents.iter().all(|document| document.text.trim().is_empty()) {
        let path = args.file.display();
        bail!("{path}: {}", text(LANG, "analyze-no-texts", &[("column", column.to_owned())]));
    }
    if id_place.is_some() {
        let ids = documents.iter().map(|document| document.id.trim());
        let found = repeated(ids.zip(table.row_numbers.iter().copied()));
        problems.extend(found.map(|found| text(LANG, "analyze-ids-repeated", &found.words())));
        problems.extend(with_blanks(&documents));
    }
    let name = |place: usize| table.columns[place].clone();
    let own = Some((name(text_place), id_place.map(name), person_place.map(name)));
    let named = Named { own, ..Named::default() };
    Ok(Input { documents, known: table.columns, persons, named, problems, ..Input::default() })
}

/// The value in a cell of a column; empty where it is a missing one. Every column that texts are compared, coded or given to people by
/// is read so.
pub fn value_in(row: &[String], place: usize) -> String {
    let value = row.get(place).map_or("", |cell| cell.trim());
    let is_missing = MISSING_VALUES.iter().any(|missing| value.eq_ignore_ascii_case(missing));
    if is_missing { String::new() } else { value.to_owned() }
}

fn cell(row: &[String], place: usize) -> String {
    row.get(place).cloned().unwrap_or_default()
}

/// One for each row; their texts are moved out of the table.
fn documents(table: &mut InputTable, text: usize, id: Option<usize>, kept: &[usize]) -> Vec<Document> {
    let columns = &table.columns;
    let document = |(row, number): (&mut Vec<String>, &usize)| {
        let id = id.map(|place| cell(row, place)).filter(|id| !id.trim().is_empty());
        let attribute =
            |&place: &usize| (columns.get(place).cloned().unwrap_or_default(), value_in(row, place));
        Document {
            id: id.unwrap_or_else(|| number.to_string()),
            attributes: kept.iter().map(attribute).collect(),
            text: row.get_mut(text).map(std::mem::take).unwrap_or_default(),
        }
    };
    table.rows.iter_mut().zip(&table.row_numbers).map(document).collect()
}

/// Says that there are blanks in ids, which separate them in the tables.
fn with_blanks(documents: &[Document]) -> Option<String> {
    let has_blank = |id: &&str| id.contains(char::is_whitespace);
    let ids = || documents.iter().map(|document| document.id.trim()).filter(has_blank);
    let args = [("id", quoted(ids().next()?)), ("n", ids().count().to_string())];
    Some(text(LANG, "analyze-ids-blank", &args))
}

/// Values that should stand in one row each, and do not.
pub struct Repeated {
    /// How many of them.
    n: usize,
    /// The first one.
    first: String,
    /// The rows of the first one.
    rows: Vec<usize>,
}

impl Repeated {
    /// For a sentence about them.
    pub fn words(&self) -> [(&'static str, String); 3] {
        let rows: Vec<String> = self.rows.iter().map(ToString::to_string).collect();
        [("n", self.n.to_string()), ("id", quoted(&self.first)), ("rows", listed(&rows))]
    }
}

/// The values that stand in several rows, if any do. Values come with the numbers of their rows.
pub fn repeated<'v>(values: impl Iterator<Item = (&'v str, usize)>) -> Option<Repeated> {
    let mut rows_of: HashMap<&str, Vec<usize>> = HashMap::new();
    let (mut n, mut first) = (0, None);
    for (value, row) in values {
        let rows = rows_of.entry(value).or_default();
        rows.push(row);
        if rows.len() == 2 {
            n += 1;
            first = first.or(Some(value));
        }
    }
    let first = first?;
    Some(Repeated { n, first: first.to_owned(), rows: rows_of.remove(first).unwrap_or_default() })
}

/// Names or numbers, as many as can be read in a message.
pub fn listed(values: &[String]) -> String {
    let mut words: Vec<String> = values.iter().take(MOST_LISTED).map(|value| quoted(value)).collect();
    if values.len() > MOST_LISTED {
        words.push("…".to_owned());
    }
    words.join(text(LANG, "analyze-column-separator", &[]).as_str())
}

/// Puts what is compared before everything else that is known of a text.
fn compare(input: &mut Input) {
    for name in &input.named.by {
        if !input.attributes.contains(name) {
            input.attributes.push(name.clone());
        }
    }
    for document in &mut input.documents {
        let mut rest = std::mem::take(&mut document.attributes);
        for name in &input.attributes {
            let found = rest.iter().position(|(known, _)| known == name).map(|place| rest.remove(place));
            document.attributes.push(found.unwrap_or_else(|| (name.clone(), String::new())));
        }
        document.attributes.append(&mut rest);
    }
}

fn words_of(problem: &InputProblem, encoding: Option<TextEncoding>) -> String {
    match (problem.kind, problem.row, encoding) {
        (InputProblemKind::NotText, Some(row), Some(encoding)) => {
            let args = [("row", row.to_string()), ("encoding", encoding.name().to_owned())];
            text(LANG, "analyze-input-not-encoding", &args)
        }
        _ => input_problem::words(problem, Lang::Ja),
    }
}
