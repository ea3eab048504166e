//! Columns of answers that others may know of a respondent, made coarser (`surveys::privacy::generalise`).

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::Cell;
use analysis::document::codebook::{CodebookValue, CodebookVariable, Level};
use serde_json::Value;
use surveys::place::municipality::find as find_municipality;
use surveys::privacy::generalise::{
    BAND, Placed, age_band, age_on, last_of_band, month, placed, rare as rare_values,
};
use surveys::questionnaire::question::input::moment;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::VariableKind;

use super::answers::{codes, described, found, values};
use super::missing::Missing;
use super::{Column, Found, Known, value};
use crate::dataset::{Dataset, Fielded, Response, strings};
use crate::i18n::{self, Lang};
use crate::view::figure::join;
use crate::view::time;

/// An age, or a day of birth, in bands of ten years: the value is the first age of a band.
pub(super) fn age(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Column<'static> {
    let band = |response: &Response| band_of(response, response.value(&joined)?);
    let bands: BTreeSet<u32> = fielded.responses.iter().filter_map(band).collect();
    let mut labelled: Vec<CodebookValue> = bands
        .into_iter()
        .map(|first| value(&first.to_string(), band_label(dataset.lang, first, BAND)))
        .collect();
    labelled.extend(codes(dataset, Missing::USUAL));
    let described = described(dataset, fielded, &joined, labelled);
    let entry = noted(dataset, CodebookVariable { level: Level::Ordinal, ..described }, "export-note-age");
    let find = move |response: &Response| {
        found(&joined, response, |value| Some(Cell::text(&band_of(response, value)?.to_string())))
    };
    Column::new(entry, Missing::USUAL, find).quasi(Known::Age)
}

/// The band of a stored age or day of birth on the day of the answer.
fn band_of(response: &Response, stored: &Value) -> Option<u32> {
    let age = match stored {
        Value::String(day) => {
            let answered_on = time::tokyo(response.submitted_at).date_naive();
            f64::from(age_on(moment::day(day)?, answered_on)?)
        }
        number => number.as_f64()?,
    };
    age_band(age, BAND)
}

/// The words for the band of so many years that begins with an age.
pub fn band_label(lang: Lang, first: u32, years: u32) -> String {
    let begin = ("first", first.to_string());
    match last_of_band(first, years) {
        Some(last) => i18n::text(lang.code(), "export-age-band", &[begin, ("last", last.to_string())]),
        None => i18n::text(lang.code(), "export-age-band-open", &[begin]),
    }
}

/// A day, with its time of day or without, as its month; a month stays one.
pub(super) fn day(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Column<'static> {
    let labelled = codes(dataset, Missing::USUAL).collect();
    let entry = noted(dataset, described(dataset, fielded, &joined, labelled), "export-note-month");
    let read = |value: &Value| Some(Cell::text(&month(moment::day(value.as_str()?)?)));
    Column::new(entry, Missing::USUAL, move |response| found(&joined, response, read)).quasi(Known::Month)
}

/// A municipality as its area, whether it was chosen or typed. An area that fewer than the threshold are of, or that nobody knows, is withheld, and so is what
/// was typed and is no municipality: it may be anything. None where no scheme says which areas there are.
pub(super) fn municipality(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Option<Column<'static>> {
    if dataset.places.names().is_empty() {
        return None;
    }
    let given = firsts(fielded, &joined);
    let is_typed = joined.variable.kind == VariableKind::Text;
    let area = |given: &String| {
        let typed = find_municipality(given, &[]).ok().filter(|_| is_typed);
        match placed(typed.map_or(given.as_str(), |found| found.code), &dataset.places) {
            Placed::Area(name) => Some(area_code(dataset, name)),
            Placed::Answer if is_typed => None,
            Placed::Answer => Some(given.clone()),
            Placed::Unknown => None,
        }
    };
    let mut areas: BTreeMap<String, Option<String>> =
        given.iter().map(|code| (code.clone(), area(code))).collect();
    let known = given.iter().filter_map(|code| areas.get(code)?.as_deref());
    let few = rare_values(known, dataset.survey.min_cell());
    for area in areas.values_mut() {
        if area.as_deref().is_some_and(|known| few.contains(known)) {
            *area = None;
        }
    }
    let shown: BTreeSet<&String> = areas.values().flatten().collect();
    let mut labelled: Vec<CodebookValue> =
        shown.into_iter().map(|code| value(code, area_label(dataset, &joined, code))).collect();
    labelled.extend(codes(dataset, Missing::USUAL));
    let entry = noted(dataset, described(dataset, fielded, &joined, labelled), "export-note-municipality");
    let find = move |response: &Response| {
        let first = strings(response.value(&joined)).into_iter().next();
        match first.map(|code| areas.get(&code).and_then(Clone::clone)) {
            Some(None) => Found::Withheld,
            Some(Some(area)) => Found::Given(Cell::Text(area.into())),
            None => found(&joined, response, |_| None),
        }
    };
    Some(Column::new(entry, Missing::USUAL, find).quasi(Known::Value))
}

/// The code that the survey has for an area of this name; otherwise the name.
fn area_code(dataset: &Dataset, name: String) -> String {
    let own = dataset.areas.iter().find(|area| area.name == name);
    own.map_or(name, |area| area.code.clone())
}

fn area_label(dataset: &Dataset, joined: &Joined, code: &str) -> String {
    let own = dataset.areas.iter().find(|area| area.code == code).map(|area| area.name.clone());
    let answer = || joined.variable.value_labels.iter().find(|(value, _)| value == code);
    own.or_else(|| answer().map(|(_, label)| label.clone())).unwrap_or_else(|| code.to_owned())
}

/// One of several values; those that few have are withheld.
pub(super) fn rare(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Column<'static> {
    let given = firsts(fielded, &joined);
    let few = rare_values(given.iter().map(String::as_str), dataset.survey.min_cell());
    let offered = joined.variable.value_labels.iter().map(|(value, _)| value.clone());
    let missing = Missing::beside(&given.into_iter().chain(offered).collect());
    let mut labelled = values(dataset, fielded, &joined);
    labelled.retain(|value| !few.contains(&value.value));
    labelled.extend(codes(dataset, missing));
    let entry = noted(dataset, described(dataset, fielded, &joined, labelled), "export-note-rare");
    let find = move |response: &Response| {
        let first = strings(response.value(&joined)).into_iter().next();
        match first.filter(|value| few.contains(value)) {
            Some(_) => Found::Withheld,
            None => {
                found(&joined, response, |value| strings(Some(value)).first().map(|text| Cell::text(text)))
            }
        }
    };
    Column::new(entry, missing, find).quasi(Known::Value)
}

/// The first value of everybody who gave one.
fn firsts(fielded: &Fielded, joined: &Joined) -> Vec<String> {
    fielded.responses.iter().filter_map(|one| strings(one.value(joined)).into_iter().next()).collect()
}

/// The entry with a note on how it was made coarser.
pub(super) fn noted(dataset: &Dataset, entry: CodebookVariable, key: &str) -> CodebookVariable {
    let args = [("n", dataset.survey.min_cell().to_string())];
    let said = i18n::text(dataset.lang.code(), key, &args);
    CodebookVariable { note: join(&[entry.note.clone(), said], dataset.lang), ..entry }
}
