//! What a format cannot say, gathered while writing.

use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::join;
use serde_json::{Map, Value};

/// Properties that only say how something looks, or that only Kikitori has a use for: their loss is no loss.
pub(super) const SILENT: &[&str] = &[
    "type",
    "name",
    "startWithNewLine",
    "titleLocation",
    "width",
    "minWidth",
    "maxWidth",
    "renderAs",
    "itemSize",
    "autoGrow",
    "colCount",
    "kt:list",
    "kt:number",
    // Texts are carried in their language, whatever it is called.
    "locale",
    "kt:languages",
    // What is inside has losses of its own.
    "pages",
    "elements",
];

/// Properties for which all formats without nesting have a column, or need none.
const FLAT: &[&str] = &[
    "title",
    "description",
    "visibleIf",
    "isRequired",
    "choices",
    "columns",
    "rows",
    "min",
    "max",
    "html",
    "showOtherItem",
    "otherText",
    "eachRowRequired",
    "rateMin",
    "rateMax",
    "rateStep",
    "rateCount",
    "minRateDescription",
    "maxRateDescription",
    "expression",
];

/// Lists of a question whose items may say more than a value and a text.
const LISTS: &[&str] = &["choices", "rows", "columns", "items", "rateValues"];
/// What all formats carry of an item.
const ITEM: &[&str] = &["value", "text", "name", "title"];

/// The losses of one export.
#[derive(Debug, Default)]
pub struct Losses {
    /// Name of the format, for the words.
    format: &'static str,
    /// In the order of the definition.
    pub problems: Vec<Problem>,
}

impl Losses {
    /// None so far.
    pub fn of(format: &'static str) -> Losses {
        Losses { format, problems: Vec::new() }
    }

    /// An element whose type the format does not have.
    pub fn kind(&mut self, path: &str, kind: &str) {
        self.problems.push(
            Problem::warning("type-not-in-format", path).with("type", kind).with("format", self.format),
        );
    }

    /// A property that the format does not have.
    pub fn property(&mut self, path: &str, property: &str) {
        let problem = Problem::warning("not-in-format", join(path, property)).with("property", property);
        self.problems.push(problem.with("format", self.format));
    }

    /// All properties of a question but those in `written` and those that every flat format writes.
    pub fn properties_but(&mut self, object: &Map<String, Value>, path: &str, written: &[&str]) {
        // Rows of a table are carried; how high a field for text is, only looks.
        for key in
            object.keys().filter(|key| *key != "rows" || object.get("rows").is_some_and(Value::is_array))
        {
            if ![written, FLAT, SILENT].iter().any(|known| known.contains(&key.as_str())) {
                self.property(path, key);
            }
        }
        for (list, items) in LISTS.iter().filter_map(|list| Some((list, object.get(*list)?.as_array()?))) {
            for (at, item) in items.iter().enumerate().filter_map(|(at, item)| Some((at, item.as_object()?)))
            {
                let place = format!("{}[{at}]", join(path, list));
                item.keys()
                    .filter(|key| !ITEM.contains(&key.as_str()))
                    .for_each(|key| self.property(&place, key));
            }
        }
    }

    /// All properties of the questionnaire itself, a page or a panel but those in `written`.
    pub fn group_but(&mut self, object: &Map<String, Value>, path: &str, written: &[&str]) {
        for key in
            object.keys().filter(|key| ![written, SILENT].iter().any(|known| known.contains(&key.as_str())))
        {
            self.property(path, key);
        }
    }

    /// Translations that a format of one language leaves out.
    pub fn languages(&mut self, codes: &[String]) {
        codes.iter().for_each(|code| self.property("", code));
    }

    /// An expression that the format's language has no words for.
    pub fn expression(&mut self, place: &str, found: &str) {
        let problem = Problem::warning("expression-not-in-format", place).with("found", found);
        self.problems.push(problem.with("format", self.format));
    }

    /// An answer inside a text that the format cannot put there. Once for all languages of the text.
    pub fn piping(&mut self, place: &str, name: &str) {
        let problem = Problem::warning("piping-not-in-format", place).with("found", format!("{{{name}}}"));
        let problem = problem.with("format", self.format);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// A rule that refuses an empty answer, where the format checks only what was answered.
    pub fn emptiness(&mut self, place: &str) {
        self.problems.push(Problem::warning("empty-not-checked", place).with("format", self.format));
    }

    /// A name or code that the format does not allow and that was changed.
    pub fn renamed(&mut self, path: &str, from: &str, to: &str) {
        self.problems.push(Problem::notice("renamed", path).with("from", from).with("to", to));
    }
}
