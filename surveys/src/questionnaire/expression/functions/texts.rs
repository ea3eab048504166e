//! Functions of texts. Characters are Unicode code points.

use super::{Arguments, Function, PLAIN};
use crate::questionnaire::expression::value::{Val, text_of};
use crate::questionnaire::pattern;
use unicode_normalization::UnicodeNormalization;

/// `substring`, `kt_strlen`, `kt_regex`, `kt_nfkc`.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "substring",
        least: 2,
        most: 3,
        run: substring,
        doc: "substring(text, from, to), from 0",
        ..PLAIN
    },
    Function {
        name: "kt_strlen",
        least: 1,
        most: 1,
        run: strlen,
        doc: "how many characters a value has",
        ..PLAIN
    },
    Function {
        name: "kt_regex",
        least: 2,
        most: 2,
        run: regex,
        doc: "kt_regex(text, pattern): the pattern is found",
        ..PLAIN
    },
    Function {
        name: "kt_nfkc",
        least: 1,
        most: 1,
        run: nfkc,
        doc: "the text with full width letters made plain (NFKC)",
        ..PLAIN
    },
];

/// Negative places count as 0, and the smaller one comes first, as in JavaScript. Only of texts: a number gives `""`.
fn substring<'s>(call: &Arguments<'s>) -> Val<'s> {
    let (Some(text), Some(start)) = (call.text(0), call.number(1)) else { return Val::text("") };
    let length = text.chars().count();
    let place = |number: f64| (number.max(0.0) as usize).min(length);
    let (start, end) = (place(start), call.number(2).map_or(length, place));
    let part: String = text.chars().skip(start.min(end)).take(start.abs_diff(end)).collect();
    Val::text(part)
}

fn strlen<'s>(call: &Arguments<'s>) -> Val<'s> {
    Val::count(text_of(&call.value(0).json()).chars().count())
}

/// False for a pattern that cannot be used: the check of the questionnaire names it.
fn regex<'s>(call: &Arguments<'s>) -> Val<'s> {
    let text = text_of(&call.value(0).json());
    let found = call.text(1).and_then(|source| pattern::compile(&source, false).ok());
    Val::flag(found.is_some_and(|pattern| pattern.is_match(&text)))
}

fn nfkc<'s>(call: &Arguments<'s>) -> Val<'s> {
    let value = call.value(0);
    match value.json().as_str() {
        Some(text) => Val::text(text.nfkc().collect::<String>()),
        None => value,
    }
}
