//! Properties of a part as fields of a form, and back.

use serde::Serialize;
use serde_json::{Map, Value};
use surveys::questionnaire::edit::choices::{self, Shape};
use surveys::questionnaire::edit::property::{
    Field, MARKS, PROPERTIES, Property, of_type, shown_by_name, turns_into,
};
use surveys::questionnaire::problem::Problem;
use surveys::questionnaire::question::CONSENTS;

use super::desk::type_label;
use crate::auth::form::StaffForm;
use crate::i18n;
use crate::pages::fill::say;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// A field.
#[derive(Clone, Debug, Serialize)]
pub struct FieldView {
    /// Name of the property.
    pub name: String,
    /// HTML id.
    pub id: String,
    /// `line`, `text`, `count`, `flag`, `one`, `lines`.
    pub kind: &'static str,
    /// What people read.
    pub label: String,
    /// Help; may be empty.
    pub hint: String,
    /// What is in it.
    pub value: String,
    /// Values of `one`.
    pub choices: Vec<ChoiceView>,
    /// What is wrong with it.
    pub errors: Vec<String>,
    /// Shown at once.
    pub is_basic: bool,
}

/// What can be said about single choices.
#[derive(Clone, Debug, Serialize)]
pub struct MarkRow {
    label: String,
    exclusive: MarkView,
    required: MarkView,
    consent: MarkView,
}

#[derive(Clone, Debug, Serialize)]
struct MarkView {
    name: String,
    value: String,
}

/// The fields of a part. `sent` is what was typed, where it could not be saved.
pub fn fields(
    frame: &Frame,
    object: &Map<String, Value>,
    (key, type_name, locale): (&str, &str, &str),
    sent: &[(String, String)],
    problems: &[Problem],
) -> Vec<FieldView> {
    let view = |property: &&'static Property| {
        let mut field = field(frame, property, type_name);
        let typed = sent.iter().rev().find(|(name, _)| name == property.name);
        field.value = match typed {
            Some((_, typed)) => typed.clone(),
            None => shown_by_name(object, key, property.name, locale),
        };
        let words = say(frame.lang);
        let own = problems.iter().filter(|problem| problem.place == property.name);
        field.errors = own.map(words).collect();
        field
    };
    of_type(type_name).iter().map(view).collect()
}

/// An empty field of a property.
fn field(frame: &Frame, property: &Property, type_name: &str) -> FieldView {
    let choices = match property.field {
        Field::One(values) => values.iter().map(|value| value_view(frame, property.name, value)).collect(),
        Field::Type => {
            let view =
                |name: &'static str| ChoiceView { value: name.to_owned(), label: type_label(frame, name) };
            turns_into(type_name).into_iter().map(view).collect()
        }
        _ => Vec::new(),
    };
    FieldView {
        name: property.name.to_owned(),
        id: format!("field-{}", slug(property.name)),
        kind: match property.field {
            Field::Name | Field::Line | Field::Word => "line",
            Field::Text | Field::Markup | Field::Expression => "text",
            Field::Count => "count",
            Field::Flag => "flag",
            Field::One(_) | Field::Type => "one",
            Field::Lines(_) => "lines",
        },
        label: words(frame, property.name, type_name, "").unwrap_or_else(|| property.name.to_owned()),
        hint: words(frame, property.name, type_name, "-hint").unwrap_or_default(),
        value: String::new(),
        choices,
        errors: Vec::new(),
        is_basic: property.is_basic,
    }
}

fn value_view(frame: &Frame, property: &str, value: &str) -> ChoiceView {
    let key = format!("value-{}-{value}", slug(property));
    let label = i18n::lookup(frame.lang.code(), &key, &[]);
    ChoiceView { value: value.to_owned(), label: label.unwrap_or_else(|| value.to_owned()) }
}

/// The words of a property: its own for this type where there are some.
fn words(frame: &Frame, property: &str, type_name: &str, part: &str) -> Option<String> {
    let lang = frame.lang.code();
    let own = i18n::lookup(lang, &format!("property-{}-of-{type_name}{part}", slug(property)), &[]);
    own.or_else(|| i18n::lookup(lang, &format!("property-{}{part}", slug(property)), &[]))
}

/// What a property is called.
pub fn label(frame: &Frame, name: &str, type_name: &str) -> String {
    words(frame, name, type_name, "").unwrap_or_else(|| frame.text("editor-marks"))
}

fn slug(name: &str) -> String {
    name.replace(':', "-")
}

/// The choices of a question with their marks; empty for types without marks.
pub fn marks(object: &Map<String, Value>, type_name: &str, locale: &str) -> Vec<MarkRow> {
    if !MARKS.iter().any(|(_, types)| types.contains(&type_name)) {
        return Vec::new();
    }
    let list = object.get("choices").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let row = |item: &Value| {
        let (value, label) = choices::parts(item, Shape::Choice, locale);
        let mark = |mark: &str| {
            let name = format!("mark.{mark}.{value}");
            MarkView { value: shown_by_name(object, "question:", &name, locale), name }
        };
        MarkRow {
            exclusive: mark("kt:exclusive"),
            required: mark("kt:required"),
            consent: mark("kt:consent"),
            label,
        }
    };
    list.iter().map(row).collect()
}

/// Uses of answers that a choice can stand for.
pub fn consents(frame: &Frame) -> Vec<ChoiceView> {
    CONSENTS.iter().map(|consent| value_view(frame, "kt:consent", consent)).collect()
}

/// What a form sent for properties, one value a name.
pub fn values(sent: &StaffForm) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    for (name, value) in &sent.0 {
        let is_known = name.starts_with("mark.") || PROPERTIES.iter().any(|property| property.name == name);
        if !is_known {
            continue;
        }
        match values.iter_mut().find(|(known, _)| known == name) {
            Some((_, last)) => last.clone_from(value),
            None => values.push((name.clone(), value.clone())),
        }
    }
    values
}
