//! Groups whose rows share one list of choices: a matrix.
//!
//! Two ways to write one: a group with the appearance `table-list`, or a row with the appearance `label` followed by
//! rows with `list-nolabel`.

use super::columns::Row;
use super::form::Form;
use super::kind::{Kind, List};
use super::logic;
use super::names::is_name;
use super::question::texts;
use super::tree::{Group, Node, has_word, is_yes};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value, json};

/// A group read as a matrix.
#[derive(Debug)]
pub struct Matrix<'a, 'g> {
    /// The list that its rows share.
    pub list: &'g List,
    /// Its rows.
    pub rows: Vec<Row<'a>>,
    /// The row that only shows the columns; None for `table-list`.
    pub heading: Option<Row<'a>>,
}

/// The group as a matrix; None if it is none, or has rows that do not fit.
pub fn of<'a, 'g>(group: &'g Group<'a>) -> Option<Matrix<'a, 'g>> {
    if group.is_repeat {
        return None;
    }
    let mut selects = Vec::new();
    for node in &group.children {
        match node {
            Node::Leaf(row, Kind::One(list)) if !list.has_other => selects.push((*row, list)),
            _ => return None,
        }
    }
    let (first, list) = *selects.first()?;
    if selects.iter().any(|(_, other)| other.name != list.name) {
        return None;
    }
    let rows: Vec<Row<'a>> = selects.iter().map(|(row, _)| *row).collect();
    if has_word(group.row.get("appearance"), "table-list") {
        return Some(Matrix { list, rows, heading: None });
    }
    let (heading, rest) = rows.split_first()?;
    let is_table = has_word(first.get("appearance"), "label")
        && !rest.is_empty()
        && rest.iter().all(|row| has_word(row.get("appearance"), "list-nolabel"));
    is_table.then(|| Matrix { list, rows: rest.to_vec(), heading: Some(*heading) })
}

/// The value of a matrix's row. `support_1` in the group `support` is the row `1`, which no spreadsheet could name.
pub fn row_value<'n>(group: &str, name: &'n str) -> &'n str {
    let short = name.strip_prefix(group).and_then(|rest| rest.strip_prefix('_'));
    short.filter(|short| !short.is_empty() && !is_name(short)).unwrap_or(name)
}

/// The matrix as an element.
pub fn element<'a>(
    form: &mut Form<'a>,
    group: &Group<'a>,
    matrix: &Matrix<'a, '_>,
    repeats: &[String],
) -> Value {
    let name = group.row.get("name");
    let mut element = Map::new();
    element.insert("type".to_owned(), json!("matrix"));
    if let Some(heading) = matrix.heading {
        texts(form, heading, repeats, &mut element);
    }
    element.extend(form.head(group, repeats));
    element.insert("kt:list".to_owned(), json!(matrix.list.name));
    let columns = form.lists.get(&matrix.list.name).map(|list| list.choices.clone());
    if columns.is_none() {
        let place = matrix.rows.first().map_or(group.row.row_place(), |row| row.place("type"));
        form.problems.push(Problem::error("list-missing", place).with("name", &matrix.list.name));
    }
    element.insert("columns".to_owned(), Value::Array(columns.unwrap_or_default()));
    let rows: Vec<Value> = matrix.rows.iter().map(|row| row_element(form, name, *row, repeats)).collect();
    element.insert("rows".to_owned(), Value::Array(rows));
    let n_required = matrix.rows.iter().filter(|row| is_yes(row.get("required"))).count();
    if n_required == matrix.rows.len() {
        element.insert("eachRowRequired".to_owned(), json!(true));
    } else if n_required > 0 {
        let place = group.row.row_place();
        form.problems
            .push(Problem::warning("value-lost", place).with("column", "required").with("found", "yes"));
    }
    Value::Object(element)
}

/// A row of the matrix: a value with a text, and perhaps a condition.
fn row_element<'a>(form: &mut Form<'a>, group: &str, row: Row<'a>, repeats: &[String]) -> Value {
    let mut texts_of_row = Map::new();
    texts(form, row, repeats, &mut texts_of_row);
    let mut item = Map::new();
    item.insert("value".to_owned(), json!(row_value(group, row.get("name"))));
    if let Some(title) = texts_of_row.shift_remove("title") {
        item.insert("text".to_owned(), title);
    }
    if let Some(condition) = logic::expression(form, row, "relevant", repeats, false) {
        item.insert("visibleIf".to_owned(), json!(condition));
    }
    for column in ["hint", "constraint", "default", "choice_filter", "calculation", "read_only"] {
        if let Some((_, cell)) = row.texts(column).first() {
            let problem = Problem::warning("value-lost", row.place(column));
            form.problems.push(problem.with("column", column).with("found", cell));
        }
    }
    item.extend(form.own_json(row));
    Value::Object(item)
}
