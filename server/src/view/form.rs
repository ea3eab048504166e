//! Forms of staff pages as templates see them: each field with what was typed and what is wrong with it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::auth::form::StaffForm;
use crate::view::frame::Frame;

/// A field of a form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldView {
    /// What is in it.
    pub value: String,
    /// What is wrong with it, in words.
    pub errors: Vec<String>,
}

/// A line of the error summary.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemLine {
    /// Leads to the field.
    pub href: String,
    /// What is wrong.
    pub text: String,
}

/// A form: its fields by name and its error summary.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FormView {
    /// Every field the template asks for.
    pub fields: BTreeMap<&'static str, FieldView>,
    /// Problems in the order of the fields.
    pub problems: Vec<ProblemLine>,
}

impl FormView {
    /// A form with these fields and values.
    pub fn filled(values: impl IntoIterator<Item = (&'static str, String)>) -> FormView {
        let field = |(name, value)| (name, FieldView { value, errors: Vec::new() });
        FormView { fields: values.into_iter().map(field).collect(), problems: Vec::new() }
    }

    /// A form with these fields as they were sent.
    pub fn sent(names: &[&'static str], form: &StaffForm) -> FormView {
        FormView::filled(names.iter().map(|name| (*name, form.get(name).to_owned())))
    }

    /// Puts what was sent into some of the fields.
    pub fn type_in(&mut self, names: &[&'static str], form: &StaffForm) {
        for name in names {
            self.fields.entry(*name).or_default().value = form.get(name).to_owned();
        }
    }

    /// What is in a field.
    pub fn value(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |field| &field.value)
    }

    /// Notes a problem of a field.
    pub fn reject(&mut self, name: &'static str, text: String) {
        self.problems.push(ProblemLine { href: format!("#{name}"), text: text.clone() });
        self.fields.entry(name).or_default().errors.push(text);
    }

    /// Rejects a field that is empty. `label` is the Fluent key of its name.
    pub fn require(&mut self, frame: &Frame, name: &'static str, label: &str) {
        if self.value(name).is_empty() {
            self.reject(name, frame.text_with("form-required", &[("field", frame.text(label))]));
        }
    }

    /// Rejects a field with more than `max` characters.
    pub fn limit(&mut self, frame: &Frame, name: &'static str, label: &str, max: usize) {
        if self.value(name).chars().count() > max {
            let args = [("field", frame.text(label)), ("max", max.to_string())];
            self.reject(name, frame.text_with("form-too-long", &args));
        }
    }

    /// Rejects a date that cannot be read, or that is missing where there has to be one.
    pub fn reject_date(&mut self, frame: &Frame, name: &'static str) {
        let key = if self.value(name).trim().is_empty() { "form-date-required" } else { "form-date" };
        self.reject(name, frame.text(key));
    }

    /// Whether nothing is wrong.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }
}

/// A choice of a select or of radio buttons.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// A step of the way to a page.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// What is read.
    pub label: String,
    /// Where it leads; empty for the page itself.
    pub href: String,
}

/// The way to a page: pairs of label and address.
pub fn crumbs<const N: usize>(steps: [(String, String); N]) -> Vec<Crumb> {
    steps.into_iter().map(|(label, href)| Crumb { label, href }).collect()
}
