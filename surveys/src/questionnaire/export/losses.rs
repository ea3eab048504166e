//! What a format cannot say, gathered while writing.

use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::join;
use serde_json::{Map, Value};

/// Properties that only say how something looks, or that only Kikitori has a use for: their loss is no loss.
const SILENT: &[&str] = &[
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
    "kt:list",
    "kt:number",
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
    "inputType",
    "step",
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
    "colCount",
    "expression",
    "placeholder",
    "labelTrue",
    "labelFalse",
];

/// Properties of the questionnaire itself that make something happen.
const DOINGS: &[&str] = &["calculatedValues", "triggers", "completedHtmlOnCondition"];

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
        for key in object.keys() {
            if ![written, FLAT, SILENT].iter().any(|known| known.contains(&key.as_str())) {
                self.property(path, key);
            }
        }
    }

    /// What the questionnaire does beside asking, but for what is in `written`.
    pub fn doings_but(&mut self, raw: &Map<String, Value>, written: &[&str]) {
        for key in DOINGS.iter().filter(|key| raw.contains_key(**key) && !written.contains(key)) {
            self.property("", key);
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

    /// A name or code that the format does not allow and that was changed.
    pub fn renamed(&mut self, path: &str, from: &str, to: &str) {
        self.problems.push(Problem::notice("renamed", path).with("from", from).with("to", to));
    }
}
