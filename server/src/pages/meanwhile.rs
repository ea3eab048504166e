//! Two people on the form of one thing: whoever comes second sees both before one replaces the other.

use actix_web::http::StatusCode;
use serde::Serialize;

use crate::auth::form::StaffForm;
use crate::view::form::{FieldView, FormView};

/// The fields of the form that hold what it was made from are called like its own, with this before the name.
const WAS: &str = "was:";

/// What a field held when the form was opened, sent along unseen.
#[derive(Serialize)]
pub struct Held {
    name: String,
    value: String,
}

/// A field whose stored and sent values differ, in words.
#[derive(Serialize)]
pub struct Differing {
    label: String,
    href: String,
    there: String,
    here: String,
}

/// What a page shows of a form that two people may have open.
pub struct Shown {
    /// The form.
    pub form: FormView,
    /// What it was made from; nothing for something new.
    pub held: Vec<Held>,
    /// What somebody else saved meanwhile, beside what was sent.
    pub differing: Vec<Differing>,
}

impl Shown {
    /// A form of something that is not stored yet.
    pub fn of_new(form: FormView) -> Shown {
        Shown { form, held: Vec::new(), differing: Vec::new() }
    }

    /// A form of something as it is stored.
    pub fn stored(form: FormView) -> Shown {
        Shown { held: held(&form), ..Shown::of_new(form) }
    }

    /// A form as it was sent, with what is wrong with it.
    pub fn sent(form: FormView, names: &[&'static str], sent: &StaffForm) -> Shown {
        Shown { held: held_before(names, sent), ..Shown::of_new(form) }
    }

    /// A form of something that somebody else changed since it was opened.
    pub fn met(stored: &FormView, form: &FormView, sent: &StaffForm, differing: Vec<Differing>) -> Shown {
        Shown { held: held(stored), form: merged(stored, form, sent), differing }
    }

    /// The status of a page with this form.
    pub fn status(&self) -> StatusCode {
        match (self.form.is_valid(), self.differing.is_empty()) {
            (_, false) => StatusCode::CONFLICT,
            (true, true) => StatusCode::OK,
            (false, true) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// What a form of these values is made from.
fn held(form: &FormView) -> Vec<Held> {
    let held = |(name, field): (&&'static str, &FieldView)| Held {
        name: format!("{WAS}{name}"),
        value: field.value.clone(),
    };
    form.fields.iter().map(held).collect()
}

/// What a form that was sent was made from, for showing it again as it was.
fn held_before(names: &[&'static str], sent: &StaffForm) -> Vec<Held> {
    let held = |name: &&str| {
        let name = format!("{WAS}{name}");
        Held { value: sent.get(&name).to_owned(), name }
    };
    names.iter().map(held).collect()
}

/// Whether what is stored is not what the form was made from, and not what is sent either.
pub fn has_changed(stored: &FormView, form: &FormView, sent: &StaffForm) -> bool {
    let names = || stored.fields.keys();
    let is_as_it_was = names().all(|name| is_same(stored.value(name), was(sent, name)));
    let is_as_sent = names().all(|name| is_same(stored.value(name), form.value(name)));
    !is_as_it_was && !is_as_sent
}

/// The form with what was typed; what was left as it was gets what is stored now.
fn merged(stored: &FormView, form: &FormView, sent: &StaffForm) -> FormView {
    let value = |name: &str| match is_same(form.value(name), was(sent, name)) {
        true => stored.value(name),
        false => form.value(name),
    };
    FormView::filled(stored.fields.keys().map(|name| (*name, value(name).to_owned())))
}

/// The fields that are stored otherwise than they were sent, in this order. `label` names a field, `words` says a value of it.
pub fn differing(
    names: &[&'static str],
    stored: &FormView,
    form: &FormView,
    label: impl Fn(&str) -> String,
    words: impl Fn(&str, &str) -> String,
) -> Vec<Differing> {
    let line = |name: &&'static str| Differing {
        label: label(name),
        href: format!("#{name}"),
        there: words(name, stored.value(name)),
        here: words(name, form.value(name)),
    };
    names.iter().filter(|name| !is_same(stored.value(name), form.value(name))).map(line).collect()
}

fn was<'a>(sent: &'a StaffForm, name: &str) -> &'a str {
    sent.get(&format!("{WAS}{name}"))
}

/// Whether two texts are one: browsers send lines with other ends than they were given, and blanks around are no content.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().lines().eq(other.trim().lines())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str, fax: &str) -> FormView {
        FormView::filled([("contact", name.to_owned()), ("fax", fax.to_owned())])
    }

    fn sent(name: &str, fax: &str) -> StaffForm {
        StaffForm(vec![("was:contact".to_owned(), name.to_owned()), ("was:fax".to_owned(), fax.to_owned())])
    }

    #[test]
    fn what_only_one_of_two_changed_is_kept_of_both() {
        let (stored, typed, was) = (form("花子", "2"), form("太郎", "1"), sent("花子", "1"));
        assert!(has_changed(&stored, &typed, &was));
        let merged = merged(&stored, &typed, &was);
        assert_eq!((merged.value("contact"), merged.value("fax")), ("太郎", "2"));
    }

    #[test]
    fn nothing_is_asked_where_nobody_changed_it_or_both_did_the_same() {
        assert!(!has_changed(&form("花子", "1"), &form("太郎", "1"), &sent("花子", "1")));
        assert!(!has_changed(&form("太郎", "2"), &form("太郎", "2"), &sent("花子", "1")));
        assert!(!has_changed(&form("一\n二", ""), &form("三", ""), &sent("一\r\n二", "")));
    }
}
