//! Versions in words: the mark that tells them apart, those of a questionnaire by number, and what figures say about questions that
//! not every version asks.

use std::collections::BTreeMap;

use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::VariableKind;

use crate::dataset::Fielded;
use crate::i18n::{self, Lang};

/// Characters of a hash that are printed: enough to tell versions apart.
const MARK: usize = 12;

/// The mark of a version, of its hash.
pub fn mark(sha256: &str) -> String {
    sha256.chars().take(MARK).collect()
}

/// 「第1・3版」, by the places of the versions.
pub fn words(lang: Lang, fielded: &Fielded, places: &[usize]) -> String {
    let versions = places.iter().filter_map(|place| fielded.versions.get(*place));
    named(lang, &versions.map(|version| version.number.to_string()).collect::<Vec<String>>())
}

/// 「第1・3版」, by the numbers of the versions.
pub fn named(lang: Lang, numbers: &[String]) -> String {
    let numbers = numbers.join(&i18n::plain(lang, "versions-separator"));
    i18n::text(lang.code(), "versions-numbered", &[("numbers", numbers)])
}

/// What a figure of these variables of one question has to say about versions; empty where all versions ask the same.
pub fn note(lang: Lang, fielded: &Fielded, variables: &[&Joined]) -> String {
    let mut notes = Vec::new();
    let say = |key: &str, versions: &[usize], what: String| {
        let versions = words(lang, fielded, versions);
        i18n::text(lang.code(), key, &[("versions", versions), ("what", what)])
    };
    let mut rows: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
    let mut values: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
    for joined in variables {
        let asked = joined.asked_in();
        if !joined.is_in_all() {
            match &joined.variable.row_label {
                Some(row) if variables.len() > 1 => rows.entry(asked.clone()).or_default().push(row.clone()),
                _ => notes.push(say("figure-asked-in", &asked, String::new())),
            }
        }
        for (value, label) in &joined.variable.value_labels {
            let offering = joined.offering(value);
            let labels = values.entry(offering.clone()).or_default();
            if offering.len() < asked.len() && !labels.contains(label) {
                labels.push(label.clone());
            }
        }
    }
    for (key, groups) in [("figure-rows-in", rows), ("figure-choices-in", values)] {
        for (versions, labels) in groups.into_iter().filter(|(_, labels)| !labels.is_empty()) {
            notes.push(say(key, &versions, quoted(lang, &labels)));
        }
    }
    if variables.iter().any(|joined| !without_share(fielded, joined).is_empty()) {
        notes.push(i18n::plain(lang, "figure-choices-share"));
    }
    super::figure::join(&notes, lang)
}

/// What tables say of the choices of a question with several answers that have no share, since some who were asked it could not make them;
/// empty without any.
pub fn choices_note(lang: Lang, fielded: &Fielded, joined: &Joined) -> String {
    let mut groups: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
    for (value, label) in without_share(fielded, joined) {
        groups.entry(joined.offering(value)).or_default().push(label.clone());
    }
    let say = |(at, labels): (Vec<usize>, Vec<String>)| {
        let args = [("versions", words(lang, fielded, &at)), ("what", quoted(lang, &labels))];
        i18n::text(lang.code(), "figure-choices-in", &args)
    };
    let mut notes: Vec<String> = groups.into_iter().map(say).collect();
    if !notes.is_empty() {
        notes.push(i18n::plain(lang, "figure-choices-share"));
    }
    super::figure::join(&notes, lang)
}

/// The choices of a question with several answers that some who were asked it could not make, each with its words.
fn without_share<'j>(fielded: &Fielded, joined: &'j Joined) -> Vec<&'j (String, String)> {
    if joined.variable.kind != VariableKind::Multiple {
        return Vec::new();
    }
    let choices = joined.variable.value_labels.iter();
    choices.filter(|(value, _)| !fielded.offers_to_all(joined, value)).collect()
}

fn quoted(lang: Lang, labels: &[String]) -> String {
    let quote = |label: &String| i18n::text(lang.code(), "condition-value", &[("value", label.clone())]);
    labels.iter().map(quote).collect::<Vec<String>>().join(&i18n::plain(lang, "list-separator"))
}
