//! What can be set on a page: fields of a form whose values stand in the address.

use serde::Serialize;
use surveys::questionnaire::question::input::count_typed;

use super::{Source, things};
use crate::pages::explore::{may_tell_denied, units};
use crate::view::form::ChoiceView;

/// The most bytes of the settings in a file's name: all are ASCII.
const LONGEST_NAME: usize = 100;

/// A field.
#[derive(Serialize)]
pub struct Field {
    /// `select`, `number`, `decimal` or `check`.
    kind: &'static str,
    name: &'static str,
    label: String,
    value: String,
    choices: Vec<ChoiceView>,
    /// What stands in an empty field: the usual setting.
    hint: String,
    is_checked: bool,
}

/// One of a few. `choices` are pairs of value and Fluent key.
pub fn select(source: &Source, name: &'static str, value: &str, choices: &[(&str, &str)]) -> Field {
    let choice =
        |(value, key): &(&str, &str)| ChoiceView { value: (*value).to_owned(), label: source.say(key) };
    listed(source, name, value, choices.iter().map(choice).collect())
}

/// One of these choices.
pub fn listed(source: &Source, name: &'static str, value: &str, choices: Vec<ChoiceView>) -> Field {
    Field {
        kind: "select",
        name,
        label: source.say(&format!("multivariate-field-{name}")),
        value: value.to_owned(),
        choices,
        hint: String::new(),
        is_checked: false,
    }
}

/// A whole number. An empty field takes the usual one.
pub fn number(source: &Source, name: &'static str, typed: &str) -> Field {
    typed_field(source, "number", name, &whole(typed), &[])
}

/// A whole number whose usual one is told: by its name in the words, and the number.
pub fn usual_number(
    source: &Source,
    name: &'static str,
    typed: &str,
    usual: &[(&'static str, usize)],
) -> Field {
    typed_field(source, "number", name, &whole(typed), usual)
}

/// A whole number as fields of numbers take it; nothing for anything else that stands in an address.
fn whole(typed: &str) -> String {
    count_typed(typed).map(|number| number.to_string()).unwrap_or_default()
}

/// A number with decimals. An empty field sets nothing.
pub fn decimal(source: &Source, name: &'static str, typed: &str) -> Field {
    typed_field(source, "decimal", name, typed, &[])
}

fn typed_field(
    source: &Source,
    kind: &'static str,
    name: &'static str,
    typed: &str,
    usual: &[(&'static str, usize)],
) -> Field {
    let usual: Vec<(&str, String)> = usual.iter().map(|(name, n)| (*name, n.to_string())).collect();
    Field {
        kind,
        name,
        label: source.say(&format!("multivariate-field-{name}")),
        value: typed.trim().to_owned(),
        choices: Vec::new(),
        hint: source.say_with(&format!("multivariate-hint-{name}"), &usual),
        is_checked: false,
    }
}

/// A box to tick.
pub fn check(source: &Source, name: &'static str, is_checked: bool) -> Field {
    Field {
        kind: "check",
        name,
        label: source.say(&format!("multivariate-field-{name}")),
        value: "1".to_owned(),
        choices: Vec::new(),
        hint: String::new(),
        is_checked,
    }
}

/// Whether something is set otherwise; both are the fields of one form.
pub fn differ(fields: &[Field], others: &[Field]) -> bool {
    let set = |field: &Field| (field.value.clone(), field.is_checked);
    !fields.iter().map(set).eq(others.iter().map(set))
}

/// What is set otherwise than usual as a part of a file's name (`-edges-100-tree`), so that files of several settings can lie beside each
/// other; both are the fields of one form. Empty where nothing is.
pub fn in_name(fields: &[Field], usual: &[Field]) -> String {
    let is_usual = |field: &&Field| {
        let mut same = usual.iter().filter(|own| own.name == field.name);
        same.any(|own| own.value == field.value && own.is_checked == field.is_checked)
    };
    let mut name = String::new();
    for field in fields.iter().filter(|field| !is_usual(field)) {
        let value = if field.kind == "check" { "" } else { field.value.as_str() };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.';
        let value: String = value.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
        let parts = [field.name, value.as_str()].into_iter().filter(|part| !part.is_empty());
        parts.for_each(|part| name.extend(['-'].into_iter().chain(part.chars())));
    }
    name.truncate(LONGEST_NAME);
    name
}

/// What words are counted in, where somebody may choose that; of codes people are counted.
pub fn unit(source: &Source) -> Option<Field> {
    let dataset = &source.reading.dataset;
    let is_offered = units::may_choose(dataset) && things::are_words(source);
    let chosen = units::chosen(dataset, &source.query.unit);
    is_offered.then(|| select(source, "unit", &chosen.name(), &units::NAMED))
}

/// Whether words are apart from themselves where they are denied, where somebody may choose that.
pub fn denied(source: &Source) -> Option<Field> {
    let is_offered = may_tell_denied(&source.reading.dataset) && things::are_words(source);
    is_offered.then(|| check(source, "denied", source.query.denied == "1"))
}

/// What is said where they are; empty otherwise.
pub fn denied_note(source: &Source) -> String {
    let is_set = denied(source).is_some_and(|field| field.is_checked);
    if is_set { source.say("multivariate-note-denied") } else { String::new() }
}

/// What is compared: words, suggested themes, the codes of people or those of coding rules.
pub fn of(source: &Source) -> Field {
    let value = match source.query.of.as_str() {
        "themes" => "themes",
        "codes" => "codes",
        "rules" => "rules",
        _ => "words",
    };
    let choices = [
        ("words", "multivariate-of-words"),
        ("themes", "multivariate-of-themes"),
        ("codes", "multivariate-of-codes"),
        ("rules", "multivariate-of-rules"),
    ];
    select(source, "of", value, &choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: &'static str, name: &'static str, value: &str, is_checked: bool) -> Field {
        let (label, hint) = (String::new(), String::new());
        Field { kind, name, label, value: value.to_owned(), choices: Vec::new(), hint, is_checked }
    }

    #[test]
    fn what_is_no_number_does_not_come_back() {
        assert_eq!([" 12 ", "１２", "0"].map(whole), ["12", "12", "0"]);
        assert_eq!(["NaN", "-1", "x", "", "99999999999999999999"].map(whole), [""; 5]);
    }

    #[test]
    fn a_file_names_what_is_set_and_nothing_usual() {
        let usual = [
            field("select", "of", "words", false),
            field("number", "edges", "", false),
            field("select", "by", "region", false),
            field("check", "tree", "1", false),
        ];
        assert_eq!(in_name(&usual, &usual), "");
        let set = [
            field("select", "of", "words", false),
            field("number", "edges", "100", false),
            field("select", "by", "answer:3:q1/通院", false),
            field("check", "tree", "1", true),
        ];
        assert_eq!(in_name(&set, &usual), "-edges-100-by-answer_3_q1___-tree");
        let long = [field("number", "edges", &"9".repeat(500), false)];
        assert_eq!(in_name(&long, &usual).len(), LONGEST_NAME);
    }
}
