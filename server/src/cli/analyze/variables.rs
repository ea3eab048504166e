//! `--variables`: what is known about texts or headings and stands in a file of its own.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use analysis::document::input::InputTable;
use analysis::text::encoding::TextEncoding;
use analysis::text::headed::{HeadingVariable, LEVELS};
use analysis::text::units::Unit;
use anyhow::bail;

use super::LANG;
use super::columns::are_alike;
use super::input::{Input, read_table, repeated, value_in};
use crate::i18n::text;
use crate::view::input_problem::quoted;

/// The column that names texts. Without it the rows are those of the texts, or of the headings of a level, in their
/// order.
const ID: &str = "id";

/// Adds the columns of a file to the texts or headings.
///
/// # Errors
/// With words for the person at the terminal, when the file cannot be read or its rows are those of nothing.
pub fn add(
    path: &Path,
    encoding: Option<TextEncoding>,
    unit: Option<Unit>,
    input: &mut Input,
) -> anyhow::Result<()> {
    let (table, problems) = read_table(path, encoding)?;
    let name = path.display().to_string();
    input.problems.extend(problems.into_iter().map(|problem| format!("{name}: {problem}")));
    let id_place = table.columns.iter().position(|column| are_alike(column, ID));
    tell_replaced(&name, &table, id_place, input);
    if let Some(place) = id_place {
        add_by_id(&name, &table, place, input);
        return Ok(());
    }
    let n_rows = table.rows.len();
    if n_rows == input.documents.len() {
        let rows: Vec<Option<&Vec<String>>> = table.rows.iter().map(Some).collect();
        add_to_documents(&table, None, &rows, input);
        return Ok(());
    }
    let is_as_long = |level: &u8| n_rows > 0 && input.outline.of_level(*level).count() == n_rows;
    // Where several levels have as many headings, that of the unit is meant.
    let of_unit = (1..=LEVELS).find(|level| unit == Some(Unit::Heading(*level))).filter(&is_as_long);
    let Some(level) = of_unit.or_else(|| (1..=LEVELS).find(&is_as_long)) else {
        let args = [("path", name), ("n", n_rows.to_string()), ("texts", input.documents.len().to_string())];
        bail!(text(LANG, "analyze-variables-unfit", &args));
    };
    for (place, column) in table.columns.iter().enumerate() {
        let values = table.rows.iter().map(|row| value_in(row, place)).collect();
        if !input.known.contains(column) {
            input.known.push(column.clone());
        }
        input.outline.variables.push(HeadingVariable { level, name: column.clone(), values });
    }
    Ok(())
}

/// Gives texts what is known of the heading that they stand below, so that they can be compared by it.
pub fn give_to_texts(name: &str, input: &mut Input) {
    let Some(variable) = input.outline.variables.iter().find(|variable| variable.name == name) else {
        return;
    };
    let mut headings = input.outline.headings.iter().peekable();
    let (mut n_passed, mut current) = (0, None);
    for (number, document) in (0_u32..).zip(&mut input.documents) {
        // The headings of a text are its first lines.
        while let Some(heading) = headings.next_if(|heading| heading.document == number) {
            if heading.level <= variable.level {
                current = None;
            }
            if heading.level == variable.level {
                current = variable.values.get(n_passed);
                n_passed += 1;
            }
        }
        document.attributes.retain(|(known, _)| known != name);
        document.attributes.push((name.to_owned(), current.cloned().unwrap_or_default()));
    }
}

/// Says which columns are in the file with the texts, too.
fn tell_replaced(name: &str, table: &InputTable, id_place: Option<usize>, input: &mut Input) {
    for (place, column) in table.columns.iter().enumerate() {
        if Some(place) != id_place && input.known.contains(column) {
            let args =
                [("path", name.to_owned()), ("column", quoted(column)), ("place", (place + 1).to_string())];
            input.problems.push(text(LANG, "analyze-variables-replaced", &args));
        }
    }
}

/// The number of the text that a row is about.
fn id_in(row: &[String], place: usize) -> &str {
    row.get(place).map_or("", |id| id.trim())
}

/// Says which texts have several rows, and which rows have no text.
fn tell_numbers(name: &str, table: &InputTable, place: usize, input: &mut Input) {
    let numbered =
        || table.rows.iter().map(move |row| id_in(row, place)).zip(table.row_numbers.iter().copied());
    if let Some(found) = repeated(numbered().filter(|(id, _)| !id.is_empty())) {
        let mut args = found.words().to_vec();
        args.push(("path", name.to_owned()));
        input.problems.push(text(LANG, "analyze-variables-repeated", &args));
    }
    let known: HashSet<&str> = input.documents.iter().map(|document| document.id.trim()).collect();
    let unknown: Vec<(&str, usize)> = numbered().filter(|(id, _)| !known.contains(id)).collect();
    if let Some((id, row)) = unknown.first() {
        let args = [
            ("path", name.to_owned()),
            ("n", unknown.len().to_string()),
            ("row", row.to_string()),
            ("id", quoted(id)),
        ];
        input.problems.push(text(LANG, "analyze-variables-unknown", &args));
    }
}

fn add_by_id(name: &str, table: &InputTable, place: usize, input: &mut Input) {
    tell_numbers(name, table, place, input);
    // Of several rows the last one counts.
    let by_id: HashMap<&str, &Vec<String>> = table.rows.iter().map(|row| (id_in(row, place), row)).collect();
    let rows: Vec<Option<&Vec<String>>> =
        input.documents.iter().map(|document| by_id.get(document.id.trim()).copied()).collect();
    let n_missing = rows.iter().filter(|row| row.is_none()).count();
    if n_missing > 0 {
        let args = [("path", name.to_owned()), ("n", n_missing.to_string())];
        input.problems.push(text(LANG, "analyze-variables-missing", &args));
    }
    add_to_documents(table, Some(place), &rows, input);
}

/// Adds each text's row, apart from the column that names it. What was known under the same name is replaced.
fn add_to_documents(
    table: &InputTable,
    left_out: Option<usize>,
    rows: &[Option<&Vec<String>>],
    input: &mut Input,
) {
    for (place, column) in table.columns.iter().enumerate().filter(|(place, _)| Some(*place) != left_out) {
        if !input.known.contains(column) {
            input.known.push(column.clone());
        }
        for (document, row) in input.documents.iter_mut().zip(rows) {
            let value = row.map(|row| value_in(row, place));
            document.attributes.retain(|(known, _)| known != column);
            document.attributes.push((column.clone(), value.unwrap_or_default()));
        }
    }
}
