//! What can be set on a part of a draft, and how a form shows it.

mod list;

use super::choices::{self, Shape};
use super::{mask, member, text};
use crate::questionnaire::question::find_type;
pub use list::PROPERTIES;
use list::{MANY, ONE_OR_MORE};
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
    /// A text for machines, whatever it looks like: a pattern, an address, a name.
    Plain,
    /// A number.
    Number,
    /// A number from 0.
    Count,
    /// Yes or no.
    Flag,
    /// Yes stands for `false`: what is usually allowed and can be forbidden.
    Not,
    /// One of these, or nothing.
    One(&'static [&'static str]),
    /// Choices, rows or columns as lines.
    Lines(Shape),
    /// A condition, which can be built from lists.
    Condition,
    /// A calculation, or a condition about something that lists do not offer.
    Formula,
    /// The name of a question.
    Question,
    /// Names of questions or pages, one a line.
    Names,
    /// The settings of a mask, one a line.
    Mask,
}

/// A property of some types.
#[derive(Debug)]
pub struct Property {
    /// Its name in SurveyJS JSON.
    pub name: &'static str,
    /// How it is edited.
    pub field: Field,
    /// Types that have it: [`QUESTIONS`] for all that ask something, `survey`, `page`, `panel`, kinds of `member`.
    pub types: &'static [&'static str],
    /// Shown at once; others wait behind "more".
    pub is_basic: bool,
}

/// Stands for every type of question that has an answer.
pub const QUESTIONS: &str = "question";

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
        "imagepicker",
        "file",
        "expression",
        "kt-personname",
        "kt-municipality",
        "kt-seat",
    ];
    let known = types.into_iter().filter(|name| find_type(name).is_some());
    known.chain(["html", "image", "panel", "page"]).collect()
}

/// Types into which a part of this type can be turned: they take the same properties.
pub fn turns_into(type_name: &str) -> Vec<&'static str> {
    let groups: [&[&'static str]; 2] = [ONE_OR_MORE, &["text", "comment"]];
    let group = groups.into_iter().find(|group| group.contains(&type_name));
    group.into_iter().flatten().copied().filter(|name| find_type(name).is_some()).collect()
}

/// The properties of a part: `survey`, `page`, `panel`, or a question's type.
pub fn of_type(type_name: &str) -> Vec<&'static Property> {
    let is_other = matches!(type_name, "survey" | "page" | "panel" | "html" | "image");
    let is_question = !is_other && !member::is_kind(type_name);
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
        Field::Not if value.and_then(Value::as_bool) == Some(false) => "true".to_owned(),
        Field::Flag | Field::Not => String::new(),
        Field::Lines(shape) => {
            let list = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            choices::lines(list, shape, locale)
        }
        Field::Mask => mask::lines(value),
        Field::Names => {
            let names = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            names.iter().map(text::scalar).collect::<Vec<String>>().join("\n")
        }
        _ => value.map(text::scalar).unwrap_or_default(),
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
    if let Some((_, list, _)) = member::split(key) {
        return member::kind_of(list, object);
    }
    match key.split_once(':') {
        None => key,
        Some(("page", _)) => "page",
        Some(_) => object.get("type").and_then(Value::as_str).unwrap_or_default(),
    }
}
