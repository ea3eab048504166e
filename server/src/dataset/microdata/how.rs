//! How a response came, and on what: the columns of its source, of its version and of the explanation that it rests on.

use std::collections::BTreeMap;

use surveys::entity::state::Source;

use super::{Column, Found, about, entry, given, value};
use crate::dataset::{Dataset, Fielded};
use crate::i18n;
use crate::view::versions;

/// How responses came; withheld where fewer than the threshold came so.
pub(super) fn source_column(dataset: &Dataset, fielded: &Fielded) -> Column<'static> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let values =
        Source::ALL.map(|source| value(source.code(), say(&format!("entries-source-{}", source.code()))));
    let is_common = |source: &Source| {
        fielded.responses.iter().filter(|one| one.source == *source).count() >= dataset.survey.min_cell()
    };
    let common: Vec<Source> = Source::ALL.into_iter().filter(is_common).collect();
    let entry = entry("source", say("entries-source"), values.into(), String::new());
    about(entry, move |response| match common.contains(&response.source) {
        true => given(response.source.code()),
        false => Found::Withheld,
    })
}

/// The version that was answered, where there are several; withheld where fewer than the threshold answered it.
pub(super) fn version_column(dataset: &Dataset, fielded: &Fielded) -> Option<Column<'static>> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for response in &fielded.responses {
        *counts.entry(response.version).or_default() += 1;
    }
    if fielded.versions.len() < 2 {
        return None;
    }
    let number = |place: usize| fielded.versions.get(place).map_or(0, |version| version.number);
    let numbers: BTreeMap<usize, String> = counts.keys().map(|at| (*at, number(*at).to_string())).collect();
    let common: BTreeMap<usize, String> = numbers
        .iter()
        .filter(|(at, _)| counts.get(*at).is_some_and(|n| *n >= dataset.survey.min_cell()))
        .map(|(at, number)| (*at, number.clone()))
        .collect();
    let values = numbers
        .values()
        .map(|number| value(number, versions::named(dataset.lang, std::slice::from_ref(number))));
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let entry = entry("version", say("export-column-version"), values.collect(), String::new());
    Some(about(entry, move |response| match common.get(&response.version) {
        Some(number) => given(number),
        None => Found::Withheld,
    }))
}

/// The version of the explanation that was agreed to; withheld where fewer than the threshold rest on it.
pub(super) fn explanation_column(dataset: &Dataset, fielded: &Fielded) -> Column<'static> {
    let n_resting = |version: usize| {
        fielded.responses.iter().filter(|response| response.explanation == Some(version)).count()
    };
    let common: Vec<usize> = (1..=fielded.n_explanations)
        .filter(|version| n_resting(*version) >= dataset.survey.min_cell())
        .collect();
    let values = (1..=fielded.n_explanations).map(|version| {
        let number = version.to_string();
        value(&number, versions::named(dataset.lang, std::slice::from_ref(&number)))
    });
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let entry = entry("explanation", say("export-column-explanation"), values.collect(), String::new());
    about(entry, move |response| match response.explanation {
        None => Found::NotAsked,
        Some(version) if common.contains(&version) => given(&version.to_string()),
        Some(_) => Found::Withheld,
    })
}
