//! Properties of a part as fields of a form, and back.

use serde::Serialize;
use serde_json::{Map, Value};
use surveys::questionnaire::edit::choices::{self, Shape};
use surveys::questionnaire::edit::member;
use surveys::questionnaire::edit::property::{
    Field, MARKS, PROPERTIES, Property, of_type, shown, shown_by_name, turns_into, type_of,
};
use surveys::questionnaire::problem::{Problem, Severity};
use surveys::questionnaire::question::{CONSENTS, Question};
use surveys::questionnaire::reader::join;

use super::address;
use super::desk::{Desk, shortened, type_label};
use crate::auth::form::StaffForm;
use crate::i18n::{self, Lang};
use crate::pages::fill::say;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// Most choices whose marks are shown; a longer list is a list of places, not of meanings.
const MOST_MARKED: usize = 200;

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
    /// Where a condition is built from lists; empty for everything else.
    pub href: String,
    /// What a condition means; may be empty.
    pub words: String,
    /// Names of questions can be written in it.
    pub takes_names: bool,
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

/// The fields of a part or member. `sent` is what was typed, where it could not be saved; `problems` say why.
pub fn fields(
    frame: &Frame,
    desk: &Desk,
    (key, object): (&str, &Map<String, Value>),
    sent: &[(String, String)],
    problems: &[Problem],
) -> Vec<FieldView> {
    let type_name = type_of(object, key);
    let locale = desk.locale();
    let path = member::path_of(&desk.draft, key).unwrap_or_default();
    let view = |property: &&'static Property| {
        let mut field = field(frame, property, type_name);
        if property.field == Field::Question {
            field.choices = questions(desk);
        }
        if property.field == Field::Condition {
            field.href = address::condition(desk.questionnaire.id, key, property.name, address::FROM_FORM);
            field.words = desk.condition(frame, object, property.name);
        }
        let typed = sent.iter().rev().find(|(name, _)| name == property.name);
        field.value = match typed {
            Some((_, typed)) => typed.clone(),
            None => shown(object, property, &locale),
        };
        let words = say(frame.lang);
        let own = problems.iter().filter(|problem| problem.place == property.name);
        field.errors = own.map(&words).collect();
        if sent.is_empty() {
            field.errors.extend(stored(desk, &path, property).map(&words));
        }
        field
    };
    of_type(type_name).iter().map(view).collect()
}

/// What is wrong with a property as it is stored. What is wrong inside an item of a list stands beside that item.
fn stored<'a>(desk: &'a Desk, path: &str, property: &Property) -> impl Iterator<Item = &'a Problem> {
    let place = join(path, property.name);
    let is_own = move |problem: &&Problem| {
        let rest = problem.place.strip_prefix(&place);
        let is_item = |rest: &str| rest.starts_with('[') && rest.ends_with(']') && !rest.contains('.');
        problem.severity == Severity::Error && rest.is_some_and(|rest| rest.is_empty() || is_item(rest))
    };
    desk.problems.iter().filter(is_own)
}

/// The questions with an answer, to be named by a trigger and the like.
pub fn questions(desk: &Desk) -> Vec<ChoiceView> {
    let questions = desk.definition.questions().into_iter().filter(|question| question.has_answer());
    let view = |question: &Question| ChoiceView {
        value: question.name.clone(),
        label: shortened(&format!("{}　{}", question.name, question.title.get(&desk.locale()))),
    };
    questions.map(view).collect()
}

/// An empty field of a property.
fn field(frame: &Frame, property: &Property, type_name: &str) -> FieldView {
    let choices = match property.field {
        Field::One(values) => {
            values.iter().map(|value| value_view(frame.lang, property.name, value)).collect()
        }
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
            Field::Name | Field::Line | Field::Word | Field::Plain => "line",
            Field::Text | Field::Markup | Field::Condition | Field::Formula | Field::Names | Field::Mask => {
                "text"
            }
            Field::Count | Field::Number => "count",
            Field::Flag | Field::Not => "flag",
            Field::One(_) | Field::Type | Field::Question => "one",
            Field::Lines(_) => "lines",
        },
        label: words(frame.lang, property.name, type_name, "").unwrap_or_else(|| property.name.to_owned()),
        hint: words(frame.lang, property.name, type_name, "-hint").unwrap_or_default(),
        value: String::new(),
        choices,
        errors: Vec::new(),
        is_basic: property.is_basic,
        href: String::new(),
        words: String::new(),
        takes_names: matches!(property.field, Field::Formula | Field::Names),
    }
}

fn value_view(lang: Lang, property: &str, value: &str) -> ChoiceView {
    ChoiceView { value: value.to_owned(), label: value_label(lang, property, value) }
}

/// What a value of a property is called.
pub fn value_label(lang: Lang, property: &str, value: &str) -> String {
    let key = format!("value-{}-{value}", slug(property));
    i18n::lookup(lang.code(), &key, &[]).unwrap_or_else(|| value.to_owned())
}

/// The words of a property: its own for this type where there are some. `part` is `-hint` for its help, or empty.
pub fn words(lang: Lang, property: &str, type_name: &str, part: &str) -> Option<String> {
    let lookup = |key: String| i18n::lookup(lang.code(), &key, &[]);
    let slug = slug(property);
    let own = [type_name, member::family(type_name)];
    let mut own = own.into_iter().map(|of| format!("property-{slug}-of-{of}{part}")).filter_map(lookup);
    own.next().or_else(|| lookup(format!("property-{slug}{part}")))
}

/// What a property is called.
pub fn label(frame: &Frame, name: &str, type_name: &str) -> String {
    words(frame.lang, name, type_name, "").unwrap_or_else(|| frame.text("editor-marks"))
}

fn slug(name: &str) -> String {
    name.replace(':', "-")
}

/// The choices of a question with their marks; empty for types without marks.
pub fn marks(object: &Map<String, Value>, type_name: &str, locale: &str) -> Vec<MarkRow> {
    let n_choices = object.get("choices").and_then(Value::as_array).map_or(0, Vec::len);
    if n_choices > MOST_MARKED || !MARKS.iter().any(|(_, types)| types.contains(&type_name)) {
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
    CONSENTS.iter().map(|consent| value_view(frame.lang, "kt:consent", consent)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use surveys::questionnaire::question::TYPES;

    #[test]
    fn everything_that_can_be_set_has_words() {
        let kinds = member::LISTS.iter().flat_map(|list| list.kinds).copied();
        let types = TYPES.iter().map(|kind| kind.name).chain(["survey", "page", "panel"]).chain(kinds);
        for (type_name, lang) in types.flat_map(|name| [(name, Lang::Ja), (name, Lang::En)]) {
            for property in of_type(type_name) {
                let label = words(lang, property.name, type_name, "");
                assert!(label.is_some(), "{lang:?}: property-{} of {type_name}", property.name);
                if let Field::One(values) = property.field {
                    for value in values.iter().filter(|_| property.name != "kt:role") {
                        let key = format!("value-{}-{value}", slug(property.name));
                        assert!(i18n::lookup(lang.code(), &key, &[]).is_some(), "{lang:?}: {key}");
                    }
                }
            }
        }
    }
}
