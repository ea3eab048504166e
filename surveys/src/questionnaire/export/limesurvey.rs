//! LimeSurvey's tab-separated structure file (LimeSurvey manual, "Tab Separated Value survey structure").
//!
//! LimeSurvey's codes are short: 20 letters and digits for questions, 5 for answers; longer ones are cut and reported.

mod answers;
pub mod rows;

use self::rows::{Cells, cells, pattern, steps, tsv};
use super::codes::{Codes, Rule};
use super::flat::{Flat, FlatPage, flatten};
use super::logic::{Code, Dialect, condition, is_answer, piped};
use super::losses::Losses;
use super::plain::{Texts, flag, items, list, pick, scalar, scalar_in, text, texts};
use crate::questionnaire::choice::OTHER;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::edit::translation::languages;
use crate::questionnaire::format::{Content, Exported, Kind, Words};
use crate::questionnaire::reader::join;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

const QUESTION: Rule = Rule { max: 20, has_underscore: false, is_lower: false, prefix: "q" };
const PART: Rule = Rule { max: 20, has_underscore: false, is_lower: false, prefix: "SQ" };
const ANSWER: Rule = Rule { max: 5, has_underscore: false, is_lower: false, prefix: "" };

/// LimeSurvey's code for a choice "other".
pub(crate) const OTHER_CODE: &str = "-oth-";

/// Properties that have a column beside those that all flat formats have.
const WRITTEN: &[&str] = &["minSelectedChoices", "maxSelectedChoices", "items", "defaultValue"];

/// Properties of the questionnaire itself that are written.
const SURVEY: &[&str] = &["title", "description", "completedHtml", "calculatedValues"];
/// Properties of a page that are written.
const PAGE: &[&str] = &["title", "description", "visibleIf"];

struct Writer<'a> {
    codes: Codes,
    /// Codes of answers and parts, by `question=value`.
    answers: BTreeMap<String, String>,
    kinds: BTreeMap<String, &'static str>,
    /// Codes of the answers of a variable that takes one of several, by what the definition stores.
    coded: BTreeMap<String, BTreeMap<String, String>>,
    /// Questions with a choice "other".
    others: BTreeSet<String>,
    definition: &'a Definition,
    losses: Losses,
    locale: &'a str,
    languages: Vec<String>,
    rows: Vec<Cells>,
}

/// Writes the structure.
pub fn write(definition: &Definition, _: Kind, _: &Words<'_>) -> Exported {
    let empty = Map::new();
    let raw = definition.raw.as_object().unwrap_or(&empty);
    let mut losses = Losses::of("LimeSurvey");
    let (pages, questions) = flatten(raw, &mut losses);
    losses.group_but(raw, "", SURVEY);
    pages
        .iter()
        .filter(|page| !page.path.is_empty())
        .for_each(|page| losses.group_but(page.page, &page.path, PAGE));
    let locale = definition.locale.as_str();
    let mut writer = Writer {
        codes: Codes::default(),
        answers: BTreeMap::new(),
        kinds: BTreeMap::new(),
        coded: BTreeMap::new(),
        others: BTreeSet::new(),
        definition,
        losses,
        locale,
        languages: std::iter::once(locale.to_owned()).chain(languages(&definition.raw)).collect(),
        rows: Vec::new(),
    };
    questions.iter().for_each(|question| writer.name_all(question));
    writer.settings(raw);
    for (at, page) in pages.iter().enumerate() {
        writer.page(at, page);
        questions
            .iter()
            .filter(|question| question.page == at)
            .for_each(|question| writer.question(question));
    }
    writer.calculated(raw);
    Exported { content: Content::Text(tsv(&writer.rows)), problems: writer.losses.problems }
}

/// LimeSurvey's letter for a type; None for what it has no question for.
fn letter(element: &Map<String, Value>) -> Option<&'static str> {
    Some(match text(element, "type") {
        "text" => match text(element, "inputType") {
            "number" => "N",
            "date" | "datetime-local" | "time" => "D",
            _ => "S",
        },
        "comment" => "T",
        "radiogroup" | "buttongroup" | "rating" | "kt-seat" => "L",
        "dropdown" => "!",
        "checkbox" | "tagbox" => "M",
        "boolean" => "Y",
        "ranking" => "R",
        "matrix" => "F",
        "multipletext" => "Q",
        "file" => "|",
        "html" => "X",
        "expression" => "*",
        "slider" => "N",
        _ => return None,
    })
}

/// Whether the pattern of a question says all that its validators do: one pattern alone, in the product's words. That a
/// number is asked for is said by the type.
fn has_validators_carried(element: &Map<String, Value>) -> bool {
    let validators = list(element, "validators").iter().filter_map(Value::as_object);
    let rest = validators.filter(|validator| !(validator.len() == 1 && text(validator, "type") == "numeric"));
    let rest: Vec<&Map<String, Value>> = rest.collect();
    let is_plain =
        |validator: &Map<String, Value>| validator.keys().all(|key| key == "type" || key == "regex");
    match rest.as_slice() {
        [] => true,
        [only] => text(only, "type") == "regex" && is_plain(only),
        _ => false,
    }
}

impl Writer<'_> {
    fn settings(&mut self, raw: &Map<String, Value>) {
        let further = self.languages.get(1..).unwrap_or_default().join(" ");
        self.rows.push(cells([("class", "S"), ("name", "language"), ("text", self.locale)]));
        self.rows.push(cells([("class", "S"), ("name", "additional_languages"), ("text", &further)]));
        self.rows.push(cells([("class", "S"), ("name", "format"), ("text", "G")]));
        for (property, name) in [
            ("title", "surveyls_title"),
            ("description", "surveyls_description"),
            ("completedHtml", "surveyls_endtext"),
        ] {
            let texts = self.piped(texts(raw, property, self.locale), property);
            for lang in &self.languages {
                let row = cells([
                    ("class", "SL"),
                    ("name", name),
                    ("text", pick(&texts, lang)),
                    ("language", lang),
                ]);
                self.rows.extend((!texts.is_empty()).then_some(row));
            }
        }
    }

    /// Codes of a question, its parts and its answers.
    fn name_all(&mut self, question: &Flat<'_>) {
        let element = question.element;
        let name = text(element, "name");
        let Some(kind) = letter(element) else { return };
        self.kinds.insert(name.to_owned(), kind);
        let code = self.codes.give(name, name, QUESTION);
        self.report(&question.path, name, &code);
        let mut parts = Codes::default();
        for (property, rule) in [("rows", PART), ("items", PART), ("choices", ANSWER), ("columns", ANSWER)] {
            // Choices of a multiple question are parts of it.
            let rule = if kind == "M" || kind == "R" { PART } else { rule };
            let mut answers = Codes::default();
            for item in items(element, property, self.locale) {
                let codes = if rule.max == PART.max { &mut parts } else { &mut answers };
                let short = if kind == "R" { ANSWER } else { Rule { prefix: "", ..rule } };
                let code = codes.give(&item.value, &item.value, short);
                self.report(&question.path, &item.value, &code);
                self.answers.insert(format!("{name}={property}={}", item.value), code);
            }
        }
        if flag(element, "showOtherItem") {
            self.others.insert(name.to_owned());
        }
        self.code_all(element, name, kind);
    }

    fn report(&mut self, path: &str, from: &str, to: &str) {
        if from != to {
            self.losses.renamed(path, from, to);
        }
    }

    fn page(&mut self, at: usize, page: &FlatPage<'_>) {
        let relevance = self.relevance(text(page.page, "visibleIf"), &format!("{}.visibleIf", page.path));
        let titles = self.piped(texts(page.page, "title", self.locale), &join(&page.path, "title"));
        let about =
            self.piped(texts(page.page, "description", self.locale), &join(&page.path, "description"));
        for lang in self.languages.clone() {
            let title = match pick(&titles, &lang) {
                "" => format!("{}", at + 1),
                title => title.to_owned(),
            };
            self.rows.push(cells([
                ("class", "G"),
                ("type/scale", &format!("G{}", at + 1)),
                ("name", &title),
                ("relevance", &relevance),
                ("text", pick(&about, &lang)),
                ("language", &lang),
            ]));
        }
    }

    fn question(&mut self, question: &Flat<'_>) {
        let element = question.element;
        let name = text(element, "name");
        let Some(kind) = letter(element) else {
            self.losses.kind(&question.path, text(element, "type"));
            return;
        };
        let mut written = WRITTEN.to_vec();
        if has_validators_carried(element) {
            written.push("validators");
        }
        if ["", "text", "number", "date"].contains(&text(element, "inputType")) {
            written.push("inputType");
        }
        self.losses.properties_but(element, &question.path, &written);
        if element.contains_key("otherText") {
            self.losses.property(&question.path, "otherText");
        }
        let relevance = self.relevance(&question.condition, &format!("{}.visibleIf", question.path));
        let title = match kind {
            "X" => self.piped(texts(element, "html", self.locale), &join(&question.path, "html")),
            "*" => self.equation(text(element, "expression"), &question.path),
            _ => self.piped(texts(element, "title", self.locale), &join(&question.path, "title")),
        };
        let help = texts(element, "description", self.locale);
        let help = self.piped(help, &join(&question.path, "description"));
        let default = self.default(element, name, kind, &question.path);
        let (code, validation) = (self.codes.get(name).unwrap_or_default().to_owned(), pattern(element));
        let is_required = flag(element, "isRequired") || flag(element, "eachRowRequired");
        for lang in self.languages.clone() {
            let asked = match pick(&title, &lang) {
                "" => name,
                title => title,
            };
            let mut row = cells([
                ("class", "Q"),
                ("type/scale", kind),
                ("name", &code),
                ("relevance", &relevance),
                ("text", asked),
                ("help", pick(&help, &lang)),
                ("language", &lang),
                ("validation", &validation),
                ("mandatory", if is_required { "Y" } else { "N" }),
                ("other", if flag(element, "showOtherItem") { "Y" } else { "N" }),
                ("default", &default),
                ("min_answers", &scalar_in(element, "minSelectedChoices")),
                ("max_answers", &scalar_in(element, "maxSelectedChoices")),
            ]);
            if kind == "N" {
                row.extend(cells([
                    ("min_num_value_n", &scalar_in(element, "min")),
                    ("max_num_value_n", &scalar_in(element, "max")),
                ]));
            }
            self.rows.push(row);
            self.parts(question, name, kind, &lang);
        }
    }

    /// Rows for the parts of a question and for its answers.
    fn parts(&mut self, question: &Flat<'_>, name: &str, kind: &str, lang: &str) {
        let element = question.element;
        let answers_are_parts = kind == "M";
        for (property, class) in [("rows", "SQ"), ("items", "SQ"), ("choices", "A"), ("columns", "A")] {
            let class = if answers_are_parts { "SQ" } else { class };
            for (at, item) in items(element, property, self.locale).into_iter().enumerate() {
                let key = format!("{name}={property}={}", item.value);
                let code = self.answers.get(&key).cloned().unwrap_or_default();
                let texts = self.piped(item.texts, &format!("{}[{at}]", join(&question.path, property)));
                self.part(class, &code, pick(&texts, lang), lang);
            }
        }
        if text(element, "type") == "rating" {
            for item in steps(element, self.locale) {
                let texts = self.piped(item.texts, &join(&question.path, "minRateDescription"));
                self.part("A", &item.value, pick(&texts, lang), lang);
            }
        }
    }

    fn part(&mut self, class: &'static str, code: &str, text: &str, lang: &str) {
        let row = [("class", class), ("type/scale", "0"), ("name", code), ("text", text), ("language", lang)];
        self.rows.push(cells(row));
    }

    /// Computed values, as equations on a page of their own that nobody sees.
    fn calculated(&mut self, raw: &Map<String, Value>) {
        let values: Vec<(usize, &Map<String, Value>)> = list(raw, "calculatedValues")
            .iter()
            .enumerate()
            .filter_map(|(at, value)| Some((at, value.as_object()?)))
            .collect();
        for (at, value) in values {
            let path = format!("calculatedValues[{at}]");
            let text_of = self.equation(text(value, "expression"), &path);
            let code = self.codes.give(text(value, "name"), text(value, "name"), QUESTION);
            self.report(&path, text(value, "name"), &code);
            for lang in self.languages.clone() {
                let text = pick(&text_of, &lang);
                let row = [
                    ("class", "Q"),
                    ("type/scale", "*"),
                    ("name", &code),
                    ("text", text),
                    ("language", &lang),
                ];
                self.rows.push(cells(row));
            }
        }
    }

    fn equation(&mut self, source: &str, path: &str) -> Texts {
        let said = self.relevance(source, &format!("{path}.expression"));
        let said = if said.is_empty() { said } else { format!("{{{said}}}") };
        Texts::from([(String::new(), said)])
    }

    /// A condition for the expression manager.
    fn relevance(&mut self, source: &str, path: &str) -> String {
        let (codes, kinds, answers) = (&self.codes, &self.kinds, &self.answers);
        let (coded, others) = (&self.coded, &self.others);
        let value = |variable: &str| -> Option<String> {
            if let Some(name) = variable.strip_suffix("-Comment") {
                let code = codes.get(name).filter(|_| others.contains(name))?;
                return Some(format!("{code}_other.NAOK"));
            }
            if let Some(code) = codes.get(variable) {
                let is_one = holds_one(kinds.get(variable)) || kinds.get(variable) == Some(&"|");
                return is_one.then(|| format!("{code}.NAOK"));
            }
            Some(format!("{}.NAOK", part_of(codes, answers, variable)?))
        };
        let chosen = |name: &str, value: &str| -> Option<String> {
            if kinds.get(name) != Some(&"M") {
                return None;
            }
            if value == OTHER && others.contains(name) {
                // Beside the parts there is no code for it, only its text.
                return Some(format!("{}_other.NAOK != \"\"", codes.get(name)?));
            }
            let part = answers.get(&format!("{name}=choices={value}"))?;
            Some(format!("{}_{part}.NAOK == \"Y\"", codes.get(name)?))
        };
        let dialect = Dialect {
            equal: "==",
            not_equal: "!=",
            quote: '"',
            not: |condition| format!("!({condition})"),
            value: &value,
            chosen: &chosen,
            code: &|name, value| match coded.get(name) {
                Some(answers) => Code::of(answers.get(value), value),
                None => Code::Same,
            },
            // The code of "other" is like no answer, as "other" is.
            is_recoded: &|name| {
                let is_other = |value: &str| value == OTHER && others.contains(name);
                let mut answers = coded.get(name).into_iter().flatten();
                answers.any(|(value, code)| value != code && !is_other(value))
            },
        };
        condition(source, path, &dialect, &mut self.losses).unwrap_or_default()
    }
}

/// Whether a question has one variable, under its own code.
fn holds_one(kind: Option<&&'static str>) -> bool {
    kind.is_some_and(|kind| !["M", "R", "F", "Q", "X", "|"].contains(kind))
}

/// The variable of a row or item, e.g. of `m.row`.
fn part_of(codes: &Codes, answers: &BTreeMap<String, String>, variable: &str) -> Option<String> {
    let (name, row) = variable.split_once('.')?;
    let part = answers.get(&format!("{name}=rows={row}")).or(answers.get(&format!("{name}=items={row}")))?;
    Some(format!("{}_{part}", codes.get(name)?))
}

#[cfg(test)]
mod tests;
