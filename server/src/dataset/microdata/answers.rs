//! The columns of a question's answers, over all versions.

use std::collections::BTreeSet;

use analysis::document::Cell;
use analysis::document::codebook::{CodebookValue, CodebookVariable, Level};
use analysis::table::Kind;
use serde_json::Value;
use surveys::privacy::generalise::Treatment;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::VariableKind;

use super::missing::Missing;
use super::{Column, Found, Known, coarse, diagnosis, entry, treatment_of, universe, value};
use crate::dataset::tables::scales::{is_beside, level, question_of};
use crate::dataset::{Dataset, Fielded, Response, strings};
use crate::i18n;
use crate::view::figure::join;
use crate::view::versions;

/// In the column beside a number: there is one.
const ANSWERED: &str = "0";

/// The columns of a variable: a number with why it may be missing, one for each choice of several, one otherwise; coarser ones
/// where its roles and kind ask for it.
pub fn columns(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Vec<Column<'static>> {
    let asked = fielded.asking.places(&joined, None);
    let mut columns = treated(dataset, fielded, joined);
    for column in &mut columns {
        column.asked.extend(&asked);
    }
    columns
}

fn treated(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Vec<Column<'static>> {
    match treatment_of(&joined) {
        Treatment::Keep => kept(dataset, fielded, joined),
        Treatment::KeepKnown => {
            let kind = joined.variable.kind;
            let known = if kind == VariableKind::Number { Known::Number } else { Known::Value };
            let mut columns = kept(dataset, fielded, joined);
            let n_known = n_known(kind, &columns);
            for column in columns.iter_mut().take(n_known) {
                (column.known, column.is_as_answered) = (Some(known), true);
            }
            columns
        }
        Treatment::AgeBand => vec![coarse::age(dataset, fielded, joined)],
        Treatment::Month => vec![coarse::day(dataset, fielded, joined)],
        Treatment::Area => coarse::municipality(dataset, fielded, joined).into_iter().collect(),
        Treatment::Rare => vec![coarse::rare(dataset, fielded, joined)],
        Treatment::DiseaseGroup => vec![diagnosis::column(dataset, fielded, joined)],
        Treatment::LeaveOut => Vec::new(),
    }
}

fn kept(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Vec<Column<'static>> {
    let kind = joined.variable.kind;
    let is_answer = !joined.variable.question.is_empty();
    let mut columns = match kind {
        VariableKind::Multiple => choices(dataset, fielded, &joined),
        VariableKind::Number => number(dataset, fielded, joined),
        VariableKind::Single | VariableKind::Date | VariableKind::Text => {
            vec![single(dataset, fielded, joined)]
        }
    };
    let n_known = n_known(kind, &columns);
    for column in columns.iter_mut().take(n_known) {
        column.is_answer = is_answer;
    }
    columns
}

/// How many of the columns of a variable somebody can know: beside a number stands why there is none, which nobody knows.
fn n_known(kind: VariableKind, columns: &[Column<'_>]) -> usize {
    if kind == VariableKind::Number { 1 } else { columns.len() }
}

/// What the codebook says about the variable as a whole.
pub(super) fn described(
    dataset: &Dataset,
    fielded: &Fielded,
    joined: &Joined,
    values: Vec<CodebookValue>,
) -> CodebookVariable {
    let variable = &joined.variable;
    let universe = universe::said(dataset, fielded, joined, &joined.asked_in());
    let own = entry(&variable.name, variable.label.clone(), values, universe);
    let versions = match joined.is_in_all() {
        true => String::new(),
        false => versions::words(dataset.lang, fielded, &joined.asked_in()),
    };
    let notes = [names(dataset, fielded, joined), note(dataset, fielded, joined, None)];
    let notes = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<String>>();
    let level = level(question_of(fielded, joined), variable);
    CodebookVariable { versions, note: notes.join(" "), level, ..own }
}

/// The names that other versions give the variable: data that was exported before has them.
fn names(dataset: &Dataset, fielded: &Fielded, joined: &Joined) -> String {
    let say = |(at, name): (Vec<usize>, String)| {
        let args = [("versions", versions::words(dataset.lang, fielded, &at)), ("name", name)];
        i18n::text(dataset.lang.code(), "export-note-name", &args)
    };
    joined.earlier_names().into_iter().map(say).collect::<Vec<String>>().join(" ")
}

/// The words of earlier versions for a value, or for the question.
fn note(dataset: &Dataset, fielded: &Fielded, joined: &Joined, value: Option<&str>) -> String {
    let earlier = joined.earlier_labels().into_iter().filter(|(_, of, _)| of.as_deref() == value);
    let words = earlier.map(|(version, _, label)| {
        let versions = versions::words(dataset.lang, fielded, &[version]);
        i18n::text(dataset.lang.code(), "export-note-wording", &[("versions", versions), ("label", label)])
    });
    words.collect::<Vec<String>>().join(" ")
}

/// The values of a variable, those that only some versions offer marked, and those that are no step of its order.
pub(super) fn values(dataset: &Dataset, fielded: &Fielded, joined: &Joined) -> Vec<CodebookValue> {
    let asked = joined.asked_in();
    let has_steps = joined.variable.kind == VariableKind::Single
        && level(question_of(fielded, joined), &joined.variable) == Level::Ordinal;
    let described = |(known, label): &(String, String)| {
        let offering = joined.offering(known);
        let versions = match offering.len() == asked.len() {
            true => String::new(),
            false => versions::words(dataset.lang, fielded, &offering),
        };
        let is_beside = has_steps && is_beside(known);
        let beside = if is_beside { i18n::plain(dataset.lang, "export-note-beside") } else { String::new() };
        let note = join(&[note(dataset, fielded, joined, Some(known)), beside], dataset.lang);
        CodebookValue { versions, note, is_beside, ..value(known, label.clone()) }
    };
    joined.variable.value_labels.iter().map(described).collect()
}

/// The codes for missing answers.
pub(super) fn codes(dataset: &Dataset, missing: Missing) -> impl Iterator<Item = CodebookValue> {
    let codes = [(missing.unreadable, "export-unreadable"), (missing.no_answer, "table-no-answer")];
    let lang = dataset.lang;
    codes.into_iter().filter_map(move |(code, key)| {
        Some(CodebookValue { is_missing: true, ..value(code?, i18n::plain(lang, key)) })
    })
}

/// What a response has for a variable, `read` from a stored value.
pub(super) fn found(joined: &Joined, response: &Response, read: impl Fn(&Value) -> Option<Cell>) -> Found {
    if response.asked(joined).is_none() {
        return Found::NotAsked;
    }
    if response.is_unreadable(joined) {
        return Found::Unreadable;
    }
    response.value(joined).and_then(read).map_or(Found::Silent, Found::Given)
}

pub(super) fn single(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Column<'static> {
    let given = fielded.responses.iter().flat_map(|response| strings(response.value(&joined)));
    let offered = joined.variable.value_labels.iter().map(|(value, _)| value.clone());
    let missing = Missing::beside(&given.chain(offered).collect::<BTreeSet<String>>());
    let mut values = values(dataset, fielded, &joined);
    values.extend(codes(dataset, missing));
    let entry = described(dataset, fielded, &joined, values);
    let read = |value: &Value| strings(Some(value)).first().map(|text| Cell::text(text));
    Column::new(entry, missing, move |response| found(&joined, response, read))
}

/// A number, and beside it why there is none. Words in place of a number, such as a computed value that joins texts, may
/// say who somebody is: they are no answer.
fn number(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Vec<Column<'static>> {
    let values = values(dataset, fielded, &joined);
    let entry = CodebookVariable { kind: Kind::Number, ..described(dataset, fielded, &joined, values) };
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let mut why = vec![value(ANSWERED, say("export-answered"))];
    why.extend(codes(dataset, Missing::USUAL));
    let label = i18n::text(dataset.lang.code(), "export-column-missing", &[("label", entry.label.clone())]);
    let beside = CodebookVariable {
        name: format!("{}_missing", entry.name),
        label,
        kind: Kind::Single,
        level: Level::Nominal,
        values: why,
        note: String::new(),
        ..entry.clone()
    };
    let own = joined.clone();
    let read = |value: &Value| value.as_f64().map(Cell::Number);
    let is_there = |value: &Value| value.as_f64().map(|_| Cell::text(ANSWERED));
    vec![
        Column::new(entry, Missing::NONE, move |response| found(&own, response, read)),
        Column::new(beside, Missing::USUAL, move |response| found(&joined, response, is_there)),
    ]
}

/// A question with several answers: one column a choice, 1 chosen and 0 not chosen. Who answered a version without the
/// choice was not asked it.
fn choices(dataset: &Dataset, fielded: &Fielded, joined: &Joined) -> Vec<Column<'static>> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let marks = || {
        let marks = [("1", "export-chosen"), ("0", "export-not-chosen")];
        let marks = marks.map(|(code, key)| value(code, say(key))).into_iter();
        marks.chain(codes(dataset, Missing::USUAL)).collect::<Vec<CodebookValue>>()
    };
    let whole = described(dataset, fielded, joined, Vec::new());
    let column = |choice: CodebookValue| {
        let (joined, chosen) = (joined.clone(), choice.value.clone());
        let asked = fielded.asking.places(&joined, Some(&chosen));
        let notes = [whole.note.as_str(), choice.note.as_str()];
        let entry = CodebookVariable {
            name: format!("{}_{}", whole.name, choice.value),
            label: format!("{}：{}", whole.label, choice.label),
            kind: Kind::Single,
            values: marks(),
            universe: universe::said(dataset, fielded, &joined, &joined.offering(&chosen)),
            versions: if choice.versions.is_empty() {
                whole.versions.clone()
            } else {
                choice.versions.clone()
            },
            note: notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<&str>>().join(" "),
            ..whole.clone()
        };
        let find = move |response: &Response| {
            if !joined.offers(response.version, &chosen) {
                return Found::NotAsked;
            }
            found(&joined, response, |value| {
                let given = strings(Some(value));
                let mark = if given.contains(&chosen) { "1" } else { "0" };
                (!given.is_empty()).then(|| Cell::text(mark))
            })
        };
        Column { asked, ..Column::new(entry, Missing::USUAL, find) }
    };
    // Of a choice that few were offered, or few were not, there is no column: its empty cells would be theirs.
    let told = |choice: &CodebookValue| !fielded.untold.has_choice(joined, &choice.value);
    values(dataset, fielded, joined).into_iter().filter(told).map(column).collect()
}
