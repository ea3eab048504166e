//! The `type` of a row with its appearance and parameters, and the list of its choices.

use super::Writer;
use crate::questionnaire::choice::OTHER;
use crate::questionnaire::export::plain::{Item, flag, items, scalar_in, text, texts};
use crate::questionnaire::import::xlsform::tree::has_word;
use serde_json::{Map, Value, json};

/// Choices that SurveyJS adds by a flag: flag, code, property with the text.
const SPECIAL: &[(&str, &str, &str)] = &[
    ("showNoneItem", "none", "noneText"),
    ("showRefuseItem", "refused", "refuseText"),
    ("showDontKnowItem", "dontknow", "dontKnowText"),
    ("showOtherItem", OTHER, "otherText"),
];

/// Type and appearance of a row, and the properties that they say.
pub struct Shape {
    /// The row's type.
    pub kind: String,
    /// Words of its appearance.
    pub appearance: String,
    /// Pairs of its parameters.
    pub parameters: String,
    /// Properties of the element that these say.
    pub written: Vec<&'static str>,
}

impl Shape {
    fn new(kind: impl Into<String>, appearance: &str, written: &[&'static str]) -> Shape {
        Shape {
            kind: kind.into(),
            appearance: appearance.to_owned(),
            parameters: String::new(),
            written: written.to_vec(),
        }
    }
}

impl Writer<'_> {
    /// The type of the row.
    pub(super) fn shape(&mut self, element: &Map<String, Value>, path: &str) -> Shape {
        let kind = text(element, "type");
        match kind {
            "text" => text_shape(element),
            "comment" => Shape::new("text", "multiline", &[]),
            "radiogroup" | "dropdown" | "checkbox" | "tagbox" | "ranking" | "buttongroup" | "kt-seat" => {
                self.select_shape(element, kind, path)
            }
            "boolean" => self.boolean_shape(element),
            "rating" if !element.contains_key("rateValues") => {
                let number = |property: &str, otherwise: &str| match scalar_in(element, property) {
                    number if number.is_empty() => otherwise.to_owned(),
                    number => number,
                };
                let max =
                    if element.contains_key("rateMax") { "5".to_owned() } else { number("rateCount", "5") };
                range("rating", &number("rateMin", "1"), &number("rateMax", &max), &number("rateStep", "1"))
            }
            "slider" if text(element, "sliderType") != "range" => {
                let number = |property: &str, otherwise: &str| match scalar_in(element, property) {
                    number if number.is_empty() => otherwise.to_owned(),
                    number => number,
                };
                range("", &number("min", "0"), &number("max", "100"), &number("step", "1"))
            }
            "html" => Shape::new("note", "", &["html"]),
            "file" => match text(element, "acceptedTypes") {
                "image/*" => Shape::new("image", "", &["acceptedTypes"]),
                "audio/*" => Shape::new("audio", "", &["acceptedTypes"]),
                "video/*" => Shape::new("video", "", &["acceptedTypes"]),
                _ => Shape::new("file", "", &[]),
            },
            kind => {
                self.losses.kind(path, kind);
                Shape::new("note", "", &[])
            }
        }
    }

    fn select_shape(&mut self, element: &Map<String, Value>, kind: &str, path: &str) -> Shape {
        let mut written =
            vec!["choices", "otherText", "noneText", "refuseText", "dontKnowText", "choicesVisibleIf"];
        written.extend(SPECIAL.iter().map(|(flag, _, _)| *flag));
        let choices = self.choices(element, path);
        if choices.is_empty() {
            self.losses.kind(path, kind);
            return Shape::new("text", "", &[]);
        }
        let name = text(element, "name");
        let wanted = match text(element, "kt:list") {
            "" => name,
            list => list,
        };
        let list = self.lists.name(&wanted.replace(char::is_whitespace, "_"), choices);
        let (kind, mut appearance) = match kind {
            // The other way to say it.
            "dropdown" if has_word(text(element, "kt:appearance"), "autocomplete") => {
                ("select_one", String::new())
            }
            "dropdown" => ("select_one", "minimal".to_owned()),
            "checkbox" => ("select_multiple", String::new()),
            "tagbox" => ("select_multiple", "minimal".to_owned()),
            "ranking" => ("rank", String::new()),
            _ => ("select_one", String::new()),
        };
        match element.get("colCount").and_then(Value::as_u64) {
            Some(0)
                if ["likert", "horizontal"]
                    .iter()
                    .any(|word| has_word(text(element, "kt:appearance"), word)) => {}
            Some(0) => appearance = joined(&appearance, "columns-pack"),
            Some(columns) => appearance = joined(&appearance, &format!("columns-{columns}")),
            None => {}
        }
        written.push("colCount");
        let mut shape = Shape::new(format!("{kind} {list}"), &appearance, &written);
        if text(element, "choicesOrder") == "random" {
            shape.parameters = "randomize=true".to_owned();
            shape.written.push("choicesOrder");
        }
        shape
    }

    /// The choices with those that a flag adds.
    fn choices(&mut self, element: &Map<String, Value>, path: &str) -> Vec<Item> {
        let takes_many = ["checkbox", "tagbox", "ranking"].contains(&text(element, "type"));
        let mut choices = items(element, "choices", self.locale);
        for choice in &mut choices {
            if takes_many && choice.value.contains(char::is_whitespace) {
                let value = choice.value.split_whitespace().collect::<Vec<&str>>().join("_");
                self.losses.renamed(path, &choice.value, &value);
                choice.value = value;
            }
            for property in ["visibleIf", "enableIf"] {
                if choice.rest.contains_key(property) {
                    self.only_here(path, property);
                }
            }
        }
        for (property, value, words) in SPECIAL.iter().filter(|(property, _, _)| flag(element, property)) {
            let mut texts = texts(element, words, self.locale);
            if texts.is_empty() {
                let text = (self.words.text)(&format!("choice-{value}"), self.locale);
                texts.insert(String::new(), text);
            }
            let rest = Map::from_iter([("kt:flag".to_owned(), json!(property))]);
            choices.push(Item { value: (*value).to_owned(), texts, rest });
        }
        choices
    }

    fn boolean_shape(&mut self, element: &Map<String, Value>) -> Shape {
        let is_box = text(element, "displayMode") == "checkbox" || text(element, "renderAs") == "checkbox";
        if is_box && scalar_in(element, "valueTrue") == "OK" {
            return Shape::new("acknowledge", "", &["displayMode", "renderAs", "valueTrue"]);
        }
        let choice = |value: &str, property: &str, words: &str| {
            let mut texts = texts(element, words, self.locale);
            if texts.is_empty() {
                texts.insert(String::new(), (self.words.text)(&format!("choice-{value}"), self.locale));
            }
            let value = match scalar_in(element, property) {
                own if own.is_empty() => value.to_owned(),
                own => own,
            };
            Item { value, texts, rest: Map::new() }
        };
        let choices =
            vec![choice("true", "valueTrue", "labelTrue"), choice("false", "valueFalse", "labelFalse")];
        let list = self.lists.name(text(element, "name"), choices);
        Shape::new(format!("select_one {list}"), "", &[])
    }
}

/// Words of an appearance together.
pub fn joined(one: &str, other: &str) -> String {
    format!("{one} {other}").trim().to_owned()
}

fn range(appearance: &str, start: &str, end: &str, step: &str) -> Shape {
    let written = ["rateMin", "rateMax", "rateStep", "rateCount", "min", "max", "step"];
    let mut shape = Shape::new("range", appearance, &written);
    shape.parameters = format!("start={start} end={end} step={step}");
    shape
}

fn text_shape(element: &Map<String, Value>) -> Shape {
    let written: &[&str] = &["inputType"];
    match text(element, "inputType") {
        "number" if scalar_in(element, "step") == "1" => Shape::new("integer", "", &["inputType", "step"]),
        "number" => Shape::new("decimal", "", written),
        "date" => Shape::new("date", "", written),
        "time" => Shape::new("time", "", written),
        "datetime-local" => Shape::new("dateTime", "", written),
        "month" => Shape::new("date", "month-year", written),
        "url" => Shape::new("text", "url", written),
        "" | "text" => Shape::new("text", "", written),
        _ => Shape::new("text", "", &[]),
    }
}
