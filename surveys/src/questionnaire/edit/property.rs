//! What can be set on a part of a draft: one list, a line a property. A new property is one line here and its words.

use super::choices::{self, Shape};
use super::text;
use crate::questionnaire::question::{ROLES, find_type};
use serde_json::{Map, Value};

/// How a property is edited and what it is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name of a question, page or panel.
    Name,
    /// The type; only among types that take the same properties.
    Type,
    /// A text for people on one line, with translations.
    Line,
    /// The same on several lines.
    Text,
    /// The same with limited markup.
    Markup,
    /// A word or number for machines.
    Word,
    /// A number from 0.
    Count,
    /// Yes or no.
    Flag,
    /// One of these, or nothing.
    One(&'static [&'static str]),
    /// Choices, rows or columns as lines.
    Lines(Shape),
    /// A condition or calculation.
    Expression,
}

/// A property of some types.
#[derive(Debug)]
pub struct Property {
    /// Its name in SurveyJS JSON.
    pub name: &'static str,
    /// How it is edited.
    pub field: Field,
    /// Types that have it; [`QUESTIONS`] for all that ask something, `survey`, `page`, `panel`.
    pub types: &'static [&'static str],
    /// Shown at once; others wait behind "more".
    pub is_basic: bool,
}

/// Stands for every type of question that has an answer.
pub const QUESTIONS: &str = "question";

/// Types with choices.
const SELECT: &[&str] =
    &["radiogroup", "checkbox", "dropdown", "tagbox", "ranking", "buttongroup", "imagepicker", "kt-seat"];
const ONE_OR_MORE: &[&str] = &["radiogroup", "checkbox", "dropdown", "tagbox"];
const MANY: &[&str] = &["checkbox", "tagbox"];
const GROUPS: &[&str] = &["page", "panel"];

const fn basic(name: &'static str, field: Field, types: &'static [&'static str]) -> Property {
    Property { name, field, types, is_basic: true }
}

const fn more(name: &'static str, field: Field, types: &'static [&'static str]) -> Property {
    Property { name, field, types, is_basic: false }
}

/// The list, in the order of the form.
pub const PROPERTIES: &[Property] = &[
    basic("title", Field::Line, &["survey", "page", "panel"]),
    basic("title", Field::Text, &[QUESTIONS]),
    basic("html", Field::Markup, &["html"]),
    basic("description", Field::Text, &["survey", "page", "panel", QUESTIONS]),
    basic("completedHtml", Field::Markup, &["survey"]),
    basic("isRequired", Field::Flag, &[QUESTIONS]),
    basic("choices", Field::Lines(Shape::Choice), SELECT),
    basic("showOtherItem", Field::Flag, ONE_OR_MORE),
    basic("otherText", Field::Line, ONE_OR_MORE),
    basic("maxSelectedChoices", Field::Count, MANY),
    more("showNoneItem", Field::Flag, ONE_OR_MORE),
    more("noneText", Field::Line, ONE_OR_MORE),
    more("choicesOrder", Field::One(&["none", "asc", "desc", "random"]), SELECT),
    more("minSelectedChoices", Field::Count, MANY),
    basic(
        "inputType",
        Field::One(&["text", "number", "date", "email", "tel", "url", "time", "month", "datetime-local"]),
        &["text"],
    ),
    basic("min", Field::Word, &["text", "slider"]),
    basic("max", Field::Word, &["text", "slider"]),
    basic("step", Field::Word, &["slider"]),
    basic("rateMin", Field::Count, &["rating"]),
    basic("rateMax", Field::Count, &["rating"]),
    basic("minRateDescription", Field::Line, &["rating"]),
    basic("maxRateDescription", Field::Line, &["rating"]),
    basic("rows", Field::Lines(Shape::Choice), &["matrix", "matrixdropdown"]),
    basic("columns", Field::Lines(Shape::Choice), &["matrix"]),
    basic("columns", Field::Lines(Shape::Named), &["matrixdropdown", "matrixdynamic"]),
    basic("choices", Field::Lines(Shape::Choice), &["matrixdropdown", "matrixdynamic"]),
    basic("eachRowRequired", Field::Flag, &["matrix"]),
    basic("items", Field::Lines(Shape::Named), &["multipletext"]),
    basic("labelTrue", Field::Line, &["boolean"]),
    basic("labelFalse", Field::Line, &["boolean"]),
    basic("maxLength", Field::Count, &["text", "comment"]),
    basic("templateTitle", Field::Line, &["paneldynamic"]),
    basic("minPanelCount", Field::Count, &["paneldynamic"]),
    basic("maxPanelCount", Field::Count, &["paneldynamic"]),
    basic("minRowCount", Field::Count, &["matrixdynamic"]),
    basic("maxRowCount", Field::Count, &["matrixdynamic"]),
    basic("expression", Field::Expression, &["expression"]),
    basic("visibleIf", Field::Expression, &["page", "panel", "html", QUESTIONS]),
    more("requiredIf", Field::Expression, &[QUESTIONS]),
    more("requiredErrorText", Field::Line, &[QUESTIONS]),
    more("enableIf", Field::Expression, &["panel", QUESTIONS]),
    more("readOnly", Field::Flag, &[QUESTIONS]),
    more("defaultValue", Field::Word, &["text", "comment", "radiogroup", "dropdown", "rating"]),
    more(
        "showCommentArea",
        Field::Flag,
        &["radiogroup", "checkbox", "dropdown", "tagbox", "rating", "boolean", "matrix"],
    ),
    more(
        "commentText",
        Field::Line,
        &["radiogroup", "checkbox", "dropdown", "tagbox", "rating", "boolean", "matrix"],
    ),
    more("rows", Field::Count, &["comment"]),
    more("placeholder", Field::Line, &["text", "comment"]),
    more("type", Field::Type, &["radiogroup", "dropdown", "checkbox", "tagbox", "text", "comment"]),
    more("name", Field::Name, &["page", "panel", "html", QUESTIONS]),
    more("kt:number", Field::Word, &[QUESTIONS]),
    more("kt:role", Field::One(ROLES), &[QUESTIONS]),
    more("kt:identifier", Field::Flag, &["text", "comment", "kt-personname"]),
];

/// Marks of single choices, and the types that have them.
pub const MARKS: &[(&str, &[&str])] = &[("kt:exclusive", MANY), ("kt:required", MANY), ("kt:consent", MANY)];

/// Types that can be added, in the order in which they are offered, with what the page calls them. Those that the
/// service does not know yet are left out.
pub fn addable() -> Vec<&'static str> {
    let types = [
        "radiogroup",
        "checkbox",
        "dropdown",
        "text",
        "comment",
        "matrix",
        "rating",
        "boolean",
        "ranking",
        "tagbox",
        "slider",
        "multipletext",
        "matrixdropdown",
        "matrixdynamic",
        "paneldynamic",
        "file",
        "expression",
        "kt-personname",
        "kt-municipality",
        "kt-seat",
    ];
    let known = types.into_iter().filter(|name| find_type(name).is_some());
    known.chain(["html", "panel", "page"]).collect()
}

/// Types into which a part of this type can be turned: they take the same properties.
pub fn turns_into(type_name: &str) -> Vec<&'static str> {
    let groups: [&[&'static str]; 2] = [ONE_OR_MORE, &["text", "comment"]];
    let group = groups.into_iter().find(|group| group.contains(&type_name));
    group.into_iter().flatten().copied().filter(|name| find_type(name).is_some()).collect()
}

/// The properties of a part: `survey`, `page`, `panel`, or a question's type.
pub fn of_type(type_name: &str) -> Vec<&'static Property> {
    let is_question = !GROUPS.contains(&type_name) && !matches!(type_name, "survey" | "html");
    let has = |property: &&Property| {
        property.types.contains(&type_name) || (is_question && property.types.contains(&QUESTIONS))
    };
    PROPERTIES.iter().filter(has).collect()
}

/// A property as the form shows it: `true` or nothing for a flag, lines for a list.
pub fn shown(object: &Map<String, Value>, property: &Property, locale: &str) -> String {
    let value = object.get(property.name);
    match property.field {
        Field::Line | Field::Text | Field::Markup => text::get(object, property.name, locale),
        Field::Flag if value.and_then(Value::as_bool) == Some(true) => "true".to_owned(),
        Field::Flag => String::new(),
        Field::Lines(shape) => {
            let list = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            choices::lines(list, shape, locale)
        }
        Field::Name | Field::Type | Field::Word | Field::Count | Field::One(_) | Field::Expression => {
            value.map(text::scalar).unwrap_or_default()
        }
    }
}

/// Anything that a form can set on a part, as the form shows it: a property, or `mark.<property>.<value>`.
pub fn shown_by_name(object: &Map<String, Value>, key: &str, name: &str, locale: &str) -> String {
    if let Some((mark, choice)) = name.strip_prefix("mark.").and_then(|rest| rest.split_once('.')) {
        let list = object.get("choices").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let item = list.iter().find(|item| choices::parts(item, Shape::Choice, locale).0 == choice);
        return item.and_then(|item| item.get(mark)).map(text::scalar).unwrap_or_default();
    }
    let property = of_type(type_of(object, key)).into_iter().find(|property| property.name == name);
    property.map(|property| shown(object, property, locale)).unwrap_or_default()
}

/// The type of a part by its key, as [`of_type`] takes it.
pub fn type_of<'a>(object: &'a Map<String, Value>, key: &'a str) -> &'a str {
    match key.split_once(':') {
        None => key,
        Some(("page", _)) => "page",
        Some(_) => object.get("type").and_then(Value::as_str).unwrap_or_default(),
    }
}
