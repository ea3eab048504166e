//! REDCap's data dictionary: 18 columns, one row a field (REDCap help, "Data Dictionary").
//!
//! Names are small ASCII letters, digits and `_`, 26 at most as REDCap advises; texts are in one language.

mod answers;

use super::codes::{Codes, Rule};
use super::flat::{Flat, flatten};
use super::logic::{Code, Dialect, condition, is_answer, piped};
use super::losses::Losses;
use super::plain::{Item, flag, items, pick, scalar_in, text, texts, without_tags};
use crate::questionnaire::choice::OTHER;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::edit::translation::languages;
use crate::questionnaire::format::sheet::Sheet;
use crate::questionnaire::format::{Content, Exported, Kind, Words};
use crate::questionnaire::reader::join;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The columns.
const COLUMNS: [&str; 18] = [
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
];

const FORM: &str = "questionnaire";

const NAME: Rule = Rule { max: 26, has_underscore: true, is_lower: true, prefix: "q_" };

/// Codes of choices: letters, digits and `_`.
const CODE: Rule = Rule { max: 100, has_underscore: true, is_lower: false, prefix: "" };

/// Properties that have a column beside those that all flat formats have.
const WRITTEN: &[&str] = &["kt:identifier", "kt:role"];

/// Properties of a page that are written: its title heads a section.
const PAGE: &[&str] = &["title", "visibleIf"];

/// One row; empty cells are left out of the pattern.
#[derive(Debug, Clone, Default)]
struct Field {
    name: String,
    section: String,
    kind: &'static str,
    label: String,
    choices: String,
    note: String,
    validation: &'static str,
    min: String,
    max: String,
    is_identifier: bool,
    logic: String,
    is_required: bool,
    number: String,
    matrix: String,
}

struct Writer<'a> {
    names: Codes,
    /// How the answers of a variable are kept; a variable without has no answers in REDCap.
    holds: BTreeMap<String, Holds>,
    /// Codes of the answers of a variable, by what the definition stores.
    coded: BTreeMap<String, BTreeMap<String, String>>,
    definition: &'a Definition,
    losses: Losses,
    lang: &'a str,
    locale: &'a str,
    words: &'a Words<'a>,
    fields: Vec<Field>,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    One,
    Many,
}

/// Writes the dictionary.
pub fn write(definition: &Definition, _: Kind, words: &Words<'_>) -> Exported {
    let empty = Map::new();
    let raw = definition.raw.as_object().unwrap_or(&empty);
    let mut losses = Losses::of("REDCap");
    let (pages, questions) = flatten(raw, &mut losses);
    losses.group_but(raw, "", &[]);
    pages
        .iter()
        .filter(|page| !page.path.is_empty())
        .for_each(|page| losses.group_but(page.page, &page.path, PAGE));
    losses.languages(&languages(&definition.raw));
    let mut names = Codes::default();
    names.give("", "record_id", NAME);
    for question in &questions {
        name_all(question, &mut names, &mut losses);
    }
    let (lang, locale) = (words.lang, definition.locale.as_str());
    let mut writer = Writer {
        names,
        holds: BTreeMap::new(),
        coded: BTreeMap::new(),
        definition,
        losses,
        lang,
        locale,
        words,
        fields: Vec::new(),
    };
    questions.iter().for_each(|question| writer.code_all(question));
    let label = (words.text)("record-id", lang);
    writer.fields.push(Field { name: "record_id".to_owned(), kind: "text", label, ..Field::default() });
    let mut page_before = None;
    for question in &questions {
        let page = pages.get(question.page);
        let section = match page {
            Some(page) if page_before != Some(question.page) => writer.text(page.page, "title", &page.path),
            _ => String::new(),
        };
        page_before = Some(question.page);
        let visible = page.map_or("", |page| text(page.page, "visibleIf"));
        let n_before = writer.fields.len();
        writer.question(question, &super::flat::both(visible, &question.condition));
        if let Some(first) = writer.fields.get_mut(n_before) {
            first.section = section;
        }
    }
    let header = COLUMNS.iter().map(ToString::to_string).collect();
    let rows = std::iter::once(header).chain(writer.fields.iter().map(row)).collect();
    Exported { content: Content::Sheets(vec![Sheet::new("", rows)]), problems: writer.losses.problems }
}

/// Names of a question and of its parts.
fn name_all(question: &Flat<'_>, names: &mut Codes, losses: &mut Losses) {
    let own = text(question.element, "name");
    let mut give = |key: String, wanted: &str| {
        let name = names.give(&key, wanted, NAME);
        if name != wanted {
            losses.renamed(&question.path, wanted, &name);
        }
    };
    if text(question.element, "type") == "matrix" {
        for row in items(question.element, "rows", "") {
            give(format!("{own}.{}", row.value), &format!("{own}_{}", row.value));
        }
    } else {
        give(own.to_owned(), own);
    }
    if flag(question.element, "showOtherItem") {
        give(format!("{own}-Comment"), &format!("{own}_other"));
    }
}

fn row(field: &Field) -> Vec<String> {
    let yes = |is_so: bool| if is_so { "y".to_owned() } else { String::new() };
    vec![
        field.name.clone(),
        FORM.to_owned(),
        field.section.clone(),
        field.kind.to_owned(),
        field.label.clone(),
        field.choices.clone(),
        field.note.clone(),
        field.validation.to_owned(),
        field.min.clone(),
        field.max.clone(),
        yes(field.is_identifier),
        field.logic.clone(),
        yes(field.is_required),
        String::new(),
        field.number.clone(),
        field.matrix.clone(),
        String::new(),
        String::new(),
    ]
}

impl Writer<'_> {
    fn question(&mut self, question: &Flat<'_>, visible: &str) {
        let element = question.element;
        let name = text(element, "name");
        let logic = self.logic(visible, &question.path);
        let title = match self.text(element, "title", &question.path) {
            title if title.is_empty() => name.to_owned(),
            title => title,
        };
        let mut field = Field {
            name: self.names.get(name).unwrap_or_default().to_owned(),
            kind: "text",
            label: title,
            note: self.text(element, "description", &question.path),
            is_identifier: flag(element, "kt:identifier"),
            logic,
            is_required: flag(element, "isRequired"),
            number: scalar_in(element, "kt:number"),
            ..Field::default()
        };
        self.losses.properties_but(element, &question.path, &carried(element));
        match text(element, "type") {
            "matrix" => return self.matrix(question, &field),
            "text" => text_field(element, &mut field),
            "comment" => field.kind = "notes",
            "radiogroup" | "buttongroup" | "kt-seat" => field.kind = "radio",
            "dropdown" => field.kind = "dropdown",
            "checkbox" | "tagbox" => field.kind = "checkbox",
            "boolean" => field.kind = "yesno",
            "rating" => field.kind = "radio",
            "slider" => {
                field.kind = "slider";
                field.validation = "number";
                (field.min, field.max) = (scalar_in(element, "min"), scalar_in(element, "max"));
            }
            "file" => field.kind = "file",
            "html" => {
                field.kind = "descriptive";
                field.label = without_tags(&self.text(element, "html", &question.path)).0;
            }
            kind => self.losses.kind(&question.path, kind),
        }
        let choices = self.choices(element);
        field.choices = self.listed(&choices, name, &join(&question.path, "choices"));
        self.fields.push(field.clone());
        self.other(element, &field, &question.path);
    }

    fn choices(&self, element: &Map<String, Value>) -> Vec<Item> {
        if text(element, "type") == "rating" {
            return self.steps(element);
        }
        let mut choices = items(element, "choices", self.locale);
        if flag(element, "showOtherItem") {
            let texts = texts(element, "otherText", self.locale);
            let texts = if texts.is_empty() {
                [(String::new(), (self.words.text)("choice-other", self.lang))].into()
            } else {
                texts
            };
            choices.push(Item { value: OTHER.to_owned(), texts, rest: Map::new() });
        }
        choices
    }

    /// The steps of a scale; its ends carry their words.
    fn steps(&self, element: &Map<String, Value>) -> Vec<Item> {
        let number = |property: &str, otherwise: u64| {
            element.get(property).and_then(Value::as_u64).unwrap_or(otherwise)
        };
        let (min, max) = (number("rateMin", 1), number("rateMax", number("rateCount", 5)));
        let step = usize::try_from(number("rateStep", 1).max(1)).unwrap_or(1);
        let values: Vec<u64> = (min..=max).step_by(step).take(101).collect();
        let label = |at: usize, value: u64| {
            let property = match at {
                0 => "minRateDescription",
                at if at + 1 == values.len() => "maxRateDescription",
                _ => return value.to_string(),
            };
            let words = texts(element, property, self.locale);
            format!("{value} {}", pick(&words, self.lang)).trim().to_owned()
        };
        let item = |(at, value): (usize, &u64)| Item {
            value: value.to_string(),
            texts: [(String::new(), label(at, *value))].into(),
            rest: Map::new(),
        };
        values.iter().enumerate().map(item).collect()
    }

    /// `1, はい | 2, いいえ`
    fn listed(&mut self, choices: &[Item], variable: &str, path: &str) -> String {
        let mut said = Vec::new();
        for (at, choice) in choices.iter().enumerate() {
            let code = self.code(variable, &choice.value);
            let label = self.piped(pick(&choice.texts, self.lang), &format!("{path}[{at}]"));
            let label = label.replace('|', "/").replace('\n', " ");
            said.push(format!("{code}, {label}"));
        }
        said.join(" | ")
    }

    fn matrix(&mut self, question: &Flat<'_>, field: &Field) {
        let element = question.element;
        let name = text(element, "name");
        let columns = items(element, "columns", self.locale);
        let rows = items(element, "rows", self.locale);
        let first = rows.first().map(|row| format!("{name}.{}", row.value)).unwrap_or_default();
        let choices = self.listed(&columns, &first, &join(&question.path, "columns"));
        for (at, row) in rows.into_iter().enumerate() {
            let own = self.names.get(&format!("{name}.{}", row.value)).unwrap_or_default().to_owned();
            let place = format!("{}[{at}]", join(&question.path, "rows"));
            let label = self.piped(pick(&row.texts, self.lang), &place);
            self.fields.push(Field {
                name: own,
                kind: if text(element, "cellType") == "checkbox" { "checkbox" } else { "radio" },
                // The first row says what all are about.
                label: if at == 0 { format!("{}\n{label}", field.label) } else { label },
                choices: choices.clone(),
                matrix: name.to_ascii_lowercase(),
                is_required: flag(element, "eachRowRequired"),
                ..field.clone()
            });
        }
    }

    /// The text beside the choice "other".
    fn other(&mut self, element: &Map<String, Value>, field: &Field, path: &str) {
        let key = format!("{}-Comment", text(element, "name"));
        let Some(name) = self.names.get(&key).map(str::to_owned) else { return };
        let code = self.code(text(element, "name"), OTHER);
        let logic = match field.kind {
            "checkbox" => format!("[{}({code})] = '1'", field.name),
            _ => format!("[{}] = '{code}'", field.name),
        };
        let label = match self.text(element, "otherText", path) {
            label if label.is_empty() => (self.words.text)("choice-other", self.lang),
            label => label,
        };
        let is_identifier = field.is_identifier;
        self.fields.push(Field {
            name,
            kind: "text",
            label,
            logic,
            is_required: true,
            is_identifier,
            ..Field::default()
        });
    }

    fn logic(&mut self, visible: &str, path: &str) -> String {
        let (names, holds, coded) = (&self.names, &self.holds, &self.coded);
        let named = |name: &str, kept: Holds| names.get(name).filter(|_| holds.get(name) == Some(&kept));
        let dialect = Dialect {
            equal: "=",
            not_equal: "<>",
            quote: '\'',
            not: |condition| format!("!({condition})"),
            value: &|name| named(name, Holds::One).map(|own| format!("[{own}]")),
            chosen: &|name, value| {
                let code = coded.get(name)?.get(value)?;
                named(name, Holds::Many).map(|own| format!("[{own}({code})] = '1'"))
            },
            code: &|name, value| match coded.get(name) {
                Some(answers) => Code::of(answers.get(value), value),
                None => Code::Same,
            },
            is_recoded: &|name| coded.get(name).into_iter().flatten().any(|(value, code)| value != code),
        };
        condition(visible, &format!("{path}.visibleIf"), &dialect, &mut self.losses).unwrap_or_default()
    }
}

/// Properties that a question's row has columns for.
fn carried(element: &Map<String, Value>) -> Vec<&'static str> {
    let mut carried = WRITTEN.to_vec();
    if ["", "text", "number", "date", "datetime-local", "time", "email"].contains(&text(element, "inputType"))
    {
        carried.push("inputType");
    }
    // A whole number is a type of its own.
    if text(element, "inputType") == "number" && scalar_in(element, "step") == "1" {
        carried.push("step");
    }
    carried
}

fn text_field(element: &Map<String, Value>, field: &mut Field) {
    field.validation = match text(element, "inputType") {
        "number" if scalar_in(element, "step") == "1" => "integer",
        "number" => "number",
        "date" => "date_ymd",
        "datetime-local" => "datetime_ymd",
        "time" => "time",
        "email" => "email",
        _ => "",
    };
    if !field.validation.is_empty() {
        (field.min, field.max) = (scalar_in(element, "min"), scalar_in(element, "max"));
    }
}

#[cfg(test)]
mod tests;
