//! What the names of a form mean in a definition: `${town}` is `{town}`, `{panel.town}` or `{table.town}`.

use super::kind::Kind;
use super::matrix;
use super::tree::{Group, Node, has_word};
use crate::questionnaire::problem::Problem;
use std::collections::BTreeMap;

/// What the value of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A text, a number or one choice.
    Single,
    /// A list of choices.
    Multiple,
    /// A date or a date with a time.
    Date,
    /// The entries of a repeat.
    Repeat,
    /// Nothing that an expression could use: a group, a note, a fact about the answering, a row kept as it is.
    Nothing,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it holds.
    pub value: Value,
    /// The repeats around it, from the outside in.
    pub repeats: Vec<String>,
    /// Its name inside the innermost repeat: `town`, or `table.town` for a row of a matrix.
    pub path: String,
}

/// All names of a form.
#[derive(Debug, Default)]
pub struct Names {
    known: BTreeMap<String, Named>,
}

impl Names {
    /// The names of a tree. Names that are missing, that no XForm could have, or that stand twice are errors.
    pub fn new(nodes: &[Node<'_>], problems: &mut Vec<Problem>) -> Names {
        let mut names = Names::default();
        names.collect(nodes, &[], problems);
        names
    }

    /// What a name means.
    pub fn get(&self, name: &str) -> Option<&Named> {
        self.known.get(name)
    }

    fn collect(&mut self, nodes: &[Node<'_>], repeats: &[String], problems: &mut Vec<Problem>) {
        for node in nodes {
            match node {
                Node::Leaf(row, kind) => {
                    let name = row.get("name");
                    let value = value(kind);
                    let is_unnamed_fact =
                        name.is_empty() && matches!(kind, Kind::Note | Kind::Metadata | Kind::Other);
                    if !is_unnamed_fact {
                        // The text beside a question, written by us as a row of its own.
                        let path = match row.get("kt_comment_of") {
                            "" => name.to_owned(),
                            question => format!("{question}-Comment"),
                        };
                        let named = Named { value, repeats: repeats.to_vec(), path };
                        self.add(name, named, row.place("name"), problems);
                    }
                }
                Node::Group(group) => self.collect_group(group, repeats, problems),
            }
        }
    }

    fn collect_group(&mut self, group: &Group<'_>, repeats: &[String], problems: &mut Vec<Problem>) {
        let name = group.row.get("name");
        let value = if group.is_repeat { Value::Repeat } else { Value::Nothing };
        let named = Named { value, repeats: repeats.to_vec(), path: name.to_owned() };
        self.add(name, named, group.row.place("name"), problems);
        if let Some(matrix) = matrix::of(group) {
            for row in matrix.rows {
                let path = format!("{name}.{}", matrix::row_value(name, row.get("name")));
                let named = Named { value: Value::Single, repeats: repeats.to_vec(), path };
                self.add(row.get("name"), named, row.place("name"), problems);
            }
            return;
        }
        let mut inner = repeats.to_vec();
        if group.is_repeat {
            inner.push(name.to_owned());
        }
        self.collect(&group.children, &inner, problems);
    }

    fn add(&mut self, name: &str, named: Named, place: String, problems: &mut Vec<Problem>) {
        if name.is_empty() {
            problems.push(Problem::error("missing-name", place));
        } else if !is_name(name) {
            problems.push(Problem::error("name-not-xml", place).with("name", name));
        } else if self.known.contains_key(name) {
            problems.push(Problem::error("duplicate-name", place).with("name", name));
        } else {
            self.known.insert(name.to_owned(), named);
        }
    }
}

fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Multiple(_) | Kind::Rank(_) => Value::Multiple,
        Kind::Date | Kind::DateTime => Value::Date,
        Kind::Note | Kind::Metadata | Kind::Other => Value::Nothing,
        _ => Value::Single,
    }
}

/// Whether XML could have an element of this name (NCName: letters, digits, `_`, `-`, `.`, no digit first).
pub fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Whether a group is a page of its own.
pub fn is_page(group: &Group<'_>, has_pages: bool) -> bool {
    let is_field_list = has_word(group.row.get("appearance"), "field-list");
    !group.is_repeat && matrix::of(group).is_none() && (is_field_list || has_pages)
}
