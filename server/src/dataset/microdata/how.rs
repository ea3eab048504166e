//! How a response came, and on what: the columns of its source, of its version and of the explanation that it rests on. Offices know how
//! they sent theirs, so that what few have in common is withheld, and never alone: the next larger value goes with it. With two values
//! all of the column is withheld, and the data have none.

use std::collections::{BTreeMap, BTreeSet};

use surveys::entity::state::Source;
use surveys::privacy::generalise::rare;

use super::{Column, Found, about, entry, given, value};
use crate::dataset::{Dataset, Fielded, Response};
use crate::i18n;
use crate::view::versions;

/// How responses came.
pub(super) fn source_column(dataset: &Dataset, fielded: &Fielded) -> Column<'static> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let values =
        Source::ALL.map(|source| value(source.code(), say(&format!("entries-source-{}", source.code()))));
    let few =
        rare(fielded.responses.iter().map(|response| response.source.code()), dataset.survey.min_cell());
    let entry = entry("source", say("entries-source"), values.into(), String::new());
    about(entry, move |response| unless_few(&few, response.source.code()))
}

/// The version that was answered, where there are several.
pub(super) fn version_column(dataset: &Dataset, fielded: &Fielded) -> Option<Column<'static>> {
    if fielded.versions.len() < 2 {
        return None;
    }
    let number = |place: usize| fielded.versions.get(place).map_or(0, |version| version.number).to_string();
    let numbers: BTreeMap<usize, String> =
        fielded.responses.iter().map(|response| (response.version, number(response.version))).collect();
    let answered = fielded.responses.iter().filter_map(|response| numbers.get(&response.version));
    let few = rare(answered.map(String::as_str), dataset.survey.min_cell());
    let values = numbers
        .values()
        .map(|number| value(number, versions::named(dataset.lang, std::slice::from_ref(number))));
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let entry = entry("version", say("export-column-version"), values.collect(), String::new());
    Some(about(entry, move |response| match numbers.get(&response.version) {
        Some(number) => unless_few(&few, number),
        None => Found::Withheld,
    }))
}

/// The version of the explanation that was agreed to. Those who agreed to none are looked at like those of a version.
pub(super) fn explanation_column(dataset: &Dataset, fielded: &Fielded) -> Column<'static> {
    let rested: Vec<String> = fielded.responses.iter().map(explanation).collect();
    let few = rare(rested.iter().map(String::as_str), dataset.survey.min_cell());
    let values = (1..=fielded.n_explanations).map(|version| {
        let number = version.to_string();
        value(&number, versions::named(dataset.lang, std::slice::from_ref(&number)))
    });
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let entry = entry("explanation", say("export-column-explanation"), values.collect(), String::new());
    about(entry, move |response| match unless_few(&few, &explanation(response)) {
        Found::Given(_) if response.explanation.is_none() => Found::NotAsked,
        found => found,
    })
}

/// The number of the explanation that a response rests on; empty where there is none.
fn explanation(response: &Response) -> String {
    response.explanation.map(|version| version.to_string()).unwrap_or_default()
}

fn unless_few(few: &BTreeSet<String>, value: &str) -> Found {
    if few.contains(value) { Found::Withheld } else { given(value) }
}
