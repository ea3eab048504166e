//! The whole form: pages and panels of elements, computed values, and what is kept beside them.

use super::choices::Lists;
use super::columns::Row;
use super::kind::Kind;
use super::languages::Languages;
use super::names::{Names, is_page};
use super::question::{element, keep, texts};
use super::tree::{Group, Node, is_yes};
use super::{logic, matrix, repeat, translate};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value, json};

/// What the rows are read with, and what they leave behind.
pub struct Form<'a> {
    /// All names.
    pub names: Names,
    /// All lists of choices.
    pub lists: Lists,
    /// All languages.
    pub languages: Languages,
    /// What was found so far.
    pub problems: Vec<Problem>,
    /// Computed values.
    pub calculated: Vec<Value>,
    /// Rows about the answering itself, as cells by header.
    pub metadata: Vec<Value>,
    /// Whether groups at the top are pages even if their appearance does not say so (`style` is `pages`).
    pub has_pages: bool,
    /// Cells without effect of the row that is being read.
    pub kept: Vec<(&'a str, &'a str)>,
}

impl<'a> Form<'a> {
    /// Reports a column that has no effect, and keeps its cell.
    pub fn kept(&mut self, row: Row<'a>, column: &'a str) {
        let cell = row.get(column);
        if self.kept.iter().any(|(known, _)| *known == column) {
            return;
        }
        let problem = Problem::warning("value-kept", row.place(column));
        self.problems.push(problem.with("column", column).with("found", cell));
        self.kept.push((column, cell));
    }

    /// Keeps a cell that was reported already.
    pub fn remember(&mut self, header: &'a str, cell: &'a str) {
        self.kept.push((header, cell));
    }

    /// Writes the kept cells into the element of the row.
    pub fn give_kept(&mut self, element: &mut Map<String, Value>) {
        for (header, cell) in self.kept.drain(..) {
            let raw = element.entry("kt:raw").or_insert_with(|| json!({}));
            if let Some(cells) = raw.as_object_mut() {
                cells.entry(header).or_insert_with(|| json!(cell));
            }
        }
    }

    /// The properties in our own column `kt_json`.
    pub fn own_json(&mut self, row: Row<'_>) -> Map<String, Value> {
        let cell = row.get("kt_json");
        if cell.is_empty() {
            return Map::new();
        }
        match serde_json::from_str::<Value>(cell) {
            Ok(Value::Object(own)) => own,
            _ => {
                self.problems.push(Problem::error("json-syntax", row.place("kt_json")));
                Map::new()
            }
        }
    }

    /// The pages of a tree. Elements outside of page groups share a page with their neighbours.
    pub fn pages(&mut self, nodes: &[Node<'a>]) -> Vec<Value> {
        let mut pages: Vec<Value> = Vec::new();
        let mut loose: Vec<Value> = Vec::new();
        for node in nodes {
            match node {
                Node::Group(group) if is_page(group, self.has_pages) => {
                    self.close_page(&mut pages, &mut loose);
                    let elements = self.elements(&group.children, &[], "");
                    let mut page = self.head(group, &[]);
                    page.insert("elements".to_owned(), Value::Array(elements));
                    pages.push(Value::Object(page));
                }
                node => loose.extend(self.node(node, &[], "")),
            }
        }
        self.close_page(&mut pages, &mut loose);
        pages
    }

    fn close_page(&self, pages: &mut Vec<Value>, loose: &mut Vec<Value>) {
        if loose.is_empty() {
            return;
        }
        let number = (pages.len() + 1..).find(|number| self.names.get(&format!("page{number}")).is_none());
        let name = format!("page{}", number.unwrap_or_default());
        pages.push(json!({"name": name, "elements": std::mem::take(loose)}));
    }

    /// Elements of a group. `condition` is what its computed values depend on.
    pub fn elements(&mut self, nodes: &[Node<'a>], repeats: &[String], condition: &str) -> Vec<Value> {
        nodes.iter().filter_map(|node| self.node(node, repeats, condition)).collect()
    }

    fn node(&mut self, node: &Node<'a>, repeats: &[String], condition: &str) -> Option<Value> {
        match node {
            Node::Leaf(row, Kind::Metadata) => {
                self.problems
                    .push(Problem::notice("metadata-kept", row.row_place()).with("type", row.get("type")));
                let cells = row.cells().map(|(column, cell)| (column.header.clone(), json!(cell)));
                self.metadata.push(Value::Object(cells.collect()));
                None
            }
            Node::Leaf(row, Kind::Calculate | Kind::Hidden) => self.calculated(*row, repeats, condition),
            Node::Leaf(row, _) if !row.get("kt_comment_of").is_empty() => None,
            Node::Leaf(row, kind) => Some(element(self, *row, kind, repeats)),
            Node::Group(group) => Some(self.group(group, repeats, condition)),
        }
    }

    fn group(&mut self, group: &Group<'a>, repeats: &[String], condition: &str) -> Value {
        if group.is_repeat {
            return repeat::element(self, group, repeats);
        }
        if let Some(found) = matrix::of(group) {
            return matrix::element(self, group, &found, repeats);
        }
        let mut panel = Map::new();
        panel.insert("type".to_owned(), json!("panel"));
        panel.extend(self.head(group, repeats));
        let own = panel.get("visibleIf").and_then(Value::as_str).unwrap_or_default();
        let condition = both(condition, own);
        let elements = self.elements(&group.children, repeats, &condition);
        panel.insert("elements".to_owned(), Value::Array(elements));
        Value::Object(panel)
    }

    /// Name, texts and condition of a group.
    pub fn head(&mut self, group: &Group<'a>, repeats: &[String]) -> Map<String, Value> {
        let mut head = Map::new();
        head.insert("name".to_owned(), json!(group.row.get("name")));
        texts(self, group.row, repeats, &mut head);
        if let Some(condition) = logic::expression(self, group.row, "relevant", repeats, false) {
            head.insert("visibleIf".to_owned(), json!(condition));
        }
        if is_yes(group.row.get("read_only")) {
            head.insert("readOnly".to_owned(), json!(true));
        }
        keep(self, group.row, &mut head);
        head.extend(self.own_json(group.row));
        head
    }

    /// A computed value. Inside of a repeat there is one for each entry, which only a visible element can hold.
    fn calculated(&mut self, row: Row<'a>, repeats: &[String], condition: &str) -> Option<Value> {
        let column = if row.get("calculation").is_empty() { "default" } else { "calculation" };
        let is_constant = column == "default" && !logic::is_dynamic(row.get("default"));
        let value = match is_constant {
            true => Some(translate::text(row.get("default"))),
            false => logic::expression(self, row, column, repeats, false),
        };
        let value = value.unwrap_or_else(|| "''".to_owned());
        let name = row.get("name");
        if !repeats.is_empty() {
            self.problems.push(Problem::warning("calculate-shown", row.row_place()).with("name", name));
            return Some(json!({"type": "expression", "name": name, "expression": value}));
        }
        let own = logic::expression(self, row, "relevant", repeats, false).unwrap_or_default();
        let condition = both(condition, &own);
        let expression = if condition.is_empty() { value } else { format!("iif({condition}, {value}, '')") };
        let mut calculated = Map::new();
        calculated.insert("name".to_owned(), json!(name));
        calculated.insert("expression".to_owned(), json!(expression));
        calculated.insert("includeIntoResult".to_owned(), json!(true));
        if row.get("type").eq_ignore_ascii_case("hidden") {
            calculated.insert("kt:hidden".to_owned(), json!(true));
        }
        self.calculated.push(Value::Object(calculated));
        None
    }
}

/// Two conditions of which both must hold.
fn both(outer: &str, inner: &str) -> String {
    match (outer, inner) {
        ("", condition) | (condition, "") => condition.to_owned(),
        (outer, inner) => format!("({outer}) and ({inner})"),
    }
}
