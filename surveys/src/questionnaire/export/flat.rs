//! The questions of a definition in order, for formats without nesting.

use super::losses::Losses;
use super::plain::{list, text};
use serde_json::{Map, Value};

/// A question with what decides whether it is asked.
#[derive(Debug, Clone)]
pub struct Flat<'a> {
    /// The element.
    pub element: &'a Map<String, Value>,
    /// Its JSON path.
    pub path: String,
    /// The page that it is on, counted from 0.
    pub page: usize,
    /// Conditions of its panels and its own, as one; the page's are left out. Empty for none.
    pub condition: String,
}

/// A page.
#[derive(Debug, Clone)]
pub struct FlatPage<'a> {
    /// The page; the whole definition where it has elements without pages.
    pub page: &'a Map<String, Value>,
    /// Its JSON path.
    pub path: String,
}

/// Pages and questions. Panels that are answered several times cannot be flattened and are reported.
pub fn flatten<'a>(raw: &'a Map<String, Value>, losses: &mut Losses) -> (Vec<FlatPage<'a>>, Vec<Flat<'a>>) {
    let mut pages = Vec::new();
    let mut questions = Vec::new();
    let objects =
        list(raw, "pages").iter().enumerate().filter_map(|(at, page)| Some((at, page.as_object()?)));
    for (at, page) in objects {
        let path = format!("pages[{at}]");
        let number = pages.len();
        collect(list(page, "elements"), &format!("{path}.elements"), number, "", &mut questions, losses);
        pages.push(FlatPage { page, path });
    }
    if !list(raw, "elements").is_empty() {
        collect(list(raw, "elements"), "elements", pages.len(), "", &mut questions, losses);
        pages.push(FlatPage { page: raw, path: String::new() });
    }
    (pages, questions)
}

fn collect<'a>(
    elements: &'a [Value],
    path: &str,
    page: usize,
    condition: &str,
    questions: &mut Vec<Flat<'a>>,
    losses: &mut Losses,
) {
    for (at, element) in elements.iter().enumerate() {
        let Some(element) = element.as_object() else { continue };
        let path = format!("{path}[{at}]");
        let condition = both(condition, text(element, "visibleIf"));
        match text(element, "type") {
            "panel" => {
                // Only its condition goes with its questions.
                losses.group_but(element, &path, &["visibleIf"]);
                let inner = format!("{path}.elements");
                collect(list(element, "elements"), &inner, page, &condition, questions, losses);
            }
            kind @ "paneldynamic" => losses.kind(&path, kind),
            _ => questions.push(Flat { element, path, page, condition }),
        }
    }
}

/// Two conditions of which both must hold.
pub fn both(outer: &str, inner: &str) -> String {
    match (outer.trim(), inner.trim()) {
        ("", condition) | (condition, "") => condition.to_owned(),
        (outer, inner) => format!("({outer}) and ({inner})"),
    }
}
