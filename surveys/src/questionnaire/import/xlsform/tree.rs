//! The rows of the sheet `survey` as a tree: groups and repeats with what is inside.

use super::columns::{Row, Table};
use super::kind::{Kind, kind};
use crate::questionnaire::import::places::Places;
use crate::questionnaire::problem::Problem;

/// Deepest nesting of groups.
const MAX_NESTING: usize = 20;

/// The columns that properties come from.
const COLUMNS: &[(&str, &str)] = &[
    ("type", "type"),
    ("choices", "type"),
    ("columns", "type"),
    ("name", "name"),
    ("title", "label"),
    ("html", "label"),
    ("description", "hint"),
    ("isRequired", "required"),
    ("requiredIf", "required"),
    ("requiredErrorText", "required_message"),
    ("visibleIf", "relevant"),
    ("validators", "constraint"),
    ("choicesVisibleIf", "choice_filter"),
    ("defaultValue", "default"),
    ("defaultValueExpression", "default"),
    ("expression", "calculation"),
];

/// A row that asks, shows or holds something, or a group of them.
#[derive(Debug)]
pub enum Node<'a> {
    /// A row.
    Leaf(Row<'a>, Kind),
    /// A group.
    Group(Group<'a>),
}

/// A group or a repeat.
#[derive(Debug)]
pub struct Group<'a> {
    /// The row that begins it.
    pub row: Row<'a>,
    /// Whether it is answered several times.
    pub is_repeat: bool,
    /// What is inside.
    pub children: Vec<Node<'a>>,
}

/// The tree of a table. Ends without a beginning and beginnings without an end are errors; the latter end with the
/// sheet. Rows that are switched off (`disabled`) are left out, and so are rows without type, with an error where
/// they are no mere remark.
pub fn tree<'a>(table: &'a Table<'a>, problems: &mut Vec<Problem>) -> Vec<Node<'a>> {
    let mut top = Vec::new();
    let mut open: Vec<Group<'a>> = Vec::new();
    for row in table.rows() {
        if is_yes(row.get("disabled")) || !has_type(row, problems) {
            continue;
        }
        let kind = kind(row.get("type"));
        match kind {
            Kind::BeginGroup | Kind::BeginRepeat => {
                if open.len() >= MAX_NESTING {
                    problems.push(Problem::error("too-deep", row.row_place()).with("max", MAX_NESTING));
                    return top;
                }
                open.push(Group { row, is_repeat: kind == Kind::BeginRepeat, children: Vec::new() });
            }
            Kind::EndGroup | Kind::EndRepeat => {
                let is_repeat = kind == Kind::EndRepeat;
                match open.pop() {
                    Some(group) if group.is_repeat == is_repeat => {
                        add(&mut open, &mut top, Node::Group(group))
                    }
                    group => {
                        problems.push(Problem::error("group-end", row.row_place()));
                        open.extend(group);
                    }
                }
            }
            kind => add(&mut open, &mut top, Node::Leaf(row, kind)),
        }
    }
    while let Some(group) = open.pop() {
        problems.push(Problem::error("group-open", group.row.row_place()));
        add(&mut open, &mut top, Node::Group(group));
    }
    top
}

fn add<'a>(open: &mut [Group<'a>], top: &mut Vec<Node<'a>>, node: Node<'a>) {
    match open.last_mut() {
        Some(group) => group.children.push(node),
        None => top.push(node),
    }
}

/// Where the parts of the definition come from, by name.
pub fn places(nodes: &[Node<'_>]) -> Places {
    let mut places = Places::default();
    collect(nodes, &mut places);
    places
}

fn collect(nodes: &[Node<'_>], places: &mut Places) {
    for node in nodes {
        let row = match node {
            Node::Leaf(row, _) => row,
            Node::Group(group) => &group.row,
        };
        let filled = COLUMNS.iter().filter(|(_, column)| !row.texts(column).is_empty());
        let properties = filled.map(|(property, column)| (*property, row.place(column)));
        places.add(row.get("name"), row.row_place(), properties.collect());
        if let Node::Group(group) = node {
            collect(&group.children, places);
        }
    }
}

fn has_type(row: Row<'_>, problems: &mut Vec<Problem>) -> bool {
    let kind = row.get("type");
    if kind.is_empty() && (!row.get("name").is_empty() || !row.texts("label").is_empty()) {
        problems.push(Problem::error("row-without-type", row.row_place()));
    }
    !kind.is_empty() && !kind.starts_with('#')
}

/// Whether a cell says yes (pyxform's `yes_no`).
pub fn is_yes(cell: &str) -> bool {
    matches!(cell.to_lowercase().as_str(), "yes" | "true" | "true()" | "1")
}

/// Whether a cell says no, or nothing.
pub fn is_no(cell: &str) -> bool {
    matches!(cell.to_lowercase().as_str(), "" | "no" | "false" | "false()" | "0")
}

/// Whether a cell with words has one of them, as in `appearance`.
pub fn has_word(cell: &str, word: &str) -> bool {
    cell.split_whitespace().any(|found| found.eq_ignore_ascii_case(word))
}
