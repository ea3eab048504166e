//! What the variables of a definition are called in a spreadsheet, and what they hold.

use crate::questionnaire::export::losses::Losses;
use crate::questionnaire::export::plain::{flag, items, list, text};
use crate::questionnaire::import::xlsform::names::is_name;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// One value.
    One,
    /// Several choices.
    Many,
    /// Yes or no.
    YesNo,
    /// The entries of a repeat.
    Repeat,
}

/// A variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name in the spreadsheet.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

/// All variables, by what expressions call them: `town`, `table.row`, `visits.date` for a field of a repeat,
/// `town-Comment`.
#[derive(Debug, Default)]
pub struct Names {
    known: BTreeMap<String, Variable>,
    taken: BTreeSet<String>,
}

impl Names {
    /// The variables of a definition. Names that a spreadsheet cannot have are changed and reported.
    pub fn new(raw: &Map<String, Value>, locale: &str, losses: &mut Losses) -> Names {
        let mut names = Names::default();
        let pages =
            list(raw, "pages").iter().enumerate().filter_map(|(at, page)| Some((at, page.as_object()?)));
        for (at, page) in pages {
            names.elements(list(page, "elements"), &format!("pages[{at}].elements"), "", locale, losses);
        }
        names.elements(list(raw, "elements"), "elements", "", locale, losses);
        for (at, value) in list(raw, "calculatedValues").iter().filter_map(Value::as_object).enumerate() {
            names.add(
                text(value, "name"),
                text(value, "name"),
                Holds::One,
                &format!("calculatedValues[{at}]"),
                losses,
            );
        }
        names
    }

    /// The variable that an expression calls so.
    pub fn get(&self, variable: &str) -> Option<&Variable> {
        self.known.get(variable)
    }

    /// A name of its own for a group, which no expression mentions.
    pub fn group(&mut self, wanted: &str) -> String {
        let name = self.free(wanted, "_group");
        self.taken.insert(name.clone());
        name
    }

    fn elements(&mut self, elements: &[Value], path: &str, prefix: &str, locale: &str, losses: &mut Losses) {
        for (at, element) in elements.iter().enumerate() {
            let Some(element) = element.as_object() else { continue };
            let path = format!("{path}[{at}]");
            let (name, kind) = (text(element, "name"), text(element, "type"));
            let key = format!("{prefix}{name}");
            match kind {
                "panel" => {
                    let path = format!("{path}.elements");
                    self.elements(list(element, "elements"), &path, prefix, locale, losses);
                }
                "paneldynamic" => {
                    self.add(&key, name, Holds::Repeat, &path, losses);
                    let (path, prefix) = (format!("{path}.templateElements"), format!("{key}."));
                    self.elements(list(element, "templateElements"), &path, &prefix, locale, losses);
                }
                "matrix" => {
                    self.add(&key, name, Holds::One, &path, losses);
                    for row in items(element, "rows", locale) {
                        let wanted = match is_name(&row.value) && !self.taken.contains(&row.value) {
                            true => row.value.clone(),
                            false => format!("{name}_{}", row.value),
                        };
                        self.add_quietly(&format!("{key}.{}", row.value), &wanted, Holds::One);
                    }
                }
                _ => self.add(&key, name, holds(kind), &path, losses),
            }
            if flag(element, "showOtherItem") {
                self.add_quietly(&format!("{key}-Comment"), &format!("{name}_other"), Holds::One);
            } else if flag(element, "showCommentArea") {
                self.add_quietly(&format!("{key}-Comment"), &format!("{name}_comment"), Holds::One);
            }
        }
    }

    fn add(&mut self, key: &str, wanted: &str, holds: Holds, path: &str, losses: &mut Losses) {
        let name = self.add_quietly(key, wanted, holds);
        if name != wanted {
            losses.renamed(path, wanted, &name);
        }
    }

    fn add_quietly(&mut self, key: &str, wanted: &str, holds: Holds) -> String {
        let name = self.free(wanted, "_2");
        self.taken.insert(name.clone());
        self.known.entry(key.to_owned()).or_insert(Variable { name: name.clone(), holds });
        name
    }

    /// The name, changed so that XML allows it and nothing else has it.
    fn free(&self, wanted: &str, suffix: &str) -> String {
        let allowed = |c: char| if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '_' };
        let mut name: String = wanted.chars().map(allowed).collect();
        if !is_name(&name) {
            name = format!("q_{name}");
        }
        if !self.taken.contains(&name) {
            return name;
        }
        let first = format!("{name}{suffix}");
        let numbered = (3..).map(|number| format!("{name}_{number}"));
        std::iter::once(first).chain(numbered).find(|name| !self.taken.contains(name)).unwrap_or_default()
    }
}

fn holds(kind: &str) -> Holds {
    match kind {
        "checkbox" | "tagbox" | "ranking" => Holds::Many,
        "boolean" => Holds::YesNo,
        _ => Holds::One,
    }
}
