//! De-identified data (匿名化データ): one row a response, fit to leave the house for academic use.
//!
//! What says who answered is left out or made coarser (domain brief A5): pseudonyms in an order of their own, month
//! instead of day, group of agencies instead of kind, and area and group withheld where too few share them. Answers
//! that identify, texts beside "other" and free text are not part of it.

use std::collections::BTreeMap;

use analysis::document::codebook::CodebookVariable;
use analysis::document::{Cell, Sheet};
use analysis::table::{Kind, ValueLabel};
use surveys::entity::state::Source;
use surveys::questionnaire::expression::condition::Condition;
use surveys::questionnaire::variable::{Variable, VariableKind, present, value_of, variables};
use surveys::stakeholder::agency_kind::{AgencyGroup, find};

use crate::app::App;
use crate::dataset::{Dataset, Fielded, Response, SEVERAL_KINDS, strings};
use crate::i18n;
use crate::view::{condition, time};

/// Stored where a question was asked and not answered.
pub const NO_ANSWER: &str = "99";
/// Stored where something is written that cannot be read (〓).
pub const UNREADABLE: &str = "96";
/// Stored where a value is withheld because too few share it.
const WITHHELD: &str = "*";
/// Roles of questions that say who answered; they come in only made coarser.
const QUASI_IDENTIFIERS: [&str; 5] =
    ["region", "municipality", "agency_kind", "respondent_code", "affiliation"];

/// The data of one questionnaire with its codebook.
pub struct Microdata {
    /// One row a response.
    pub sheet: Sheet,
    /// One entry a column.
    pub codebook: Vec<CodebookVariable>,
}

/// A column: how it is described, and its value for a response.
struct Column<'a> {
    entry: CodebookVariable,
    value: Box<dyn Fn(&Response) -> Cell + 'a>,
}

/// The pseudonym of a response in exports. It follows from the service's key, so that it stays the same and tells
/// neither the number nor the order of arrival.
pub fn pseudonym(app: &App, response: &Response) -> String {
    format!("R{}", app.key.code("export", &response.id.0.to_string()))
}

/// The de-identified data of a questionnaire.
pub fn microdata(app: &App, dataset: &Dataset, fielded: &Fielded) -> Microdata {
    let mut columns = vec![id_column(app, dataset), month_column(dataset), source_column(dataset, fielded)];
    columns.extend(who_columns(dataset, fielded));
    let all = variables(&fielded.definition, dataset.lang.code());
    for variable in present(all, fielded.responses.iter().map(|response| &response.answers)) {
        if !is_exported(&variable) {
            continue;
        }
        match variable.kind {
            VariableKind::Multiple => columns.extend(dummies(dataset, variable)),
            _ => columns.push(single(dataset, variable)),
        }
    }
    let mut responses: Vec<(String, &Response)> =
        fielded.responses.iter().map(|response| (pseudonym(app, response), response)).collect();
    responses.sort_by(|(a, _), (b, _)| a.cmp(b));
    let rows: Vec<Vec<Cell>> = responses
        .iter()
        .map(|(_, response)| columns.iter().map(|column| (column.value)(response)).collect())
        .collect();
    let sheet = Sheet {
        name: format!("data-{}", fielded.id.0),
        columns: columns.iter().map(|column| column.entry.name.clone()).collect(),
        rows,
    };
    let codebook =
        columns.into_iter().enumerate().map(|(place, column)| counted(column.entry, &sheet, place));
    Microdata { codebook: codebook.collect(), sheet }
}

fn is_exported(variable: &Variable) -> bool {
    let is_open = matches!(variable.kind, VariableKind::Text | VariableKind::Date);
    let says_who = variable.role.as_deref().is_some_and(|role| QUASI_IDENTIFIERS.contains(&role));
    !variable.is_identifier && !variable.is_comment && !is_open && !says_who
}

fn counted(mut entry: CodebookVariable, sheet: &Sheet, place: usize) -> CodebookVariable {
    let cells = sheet.rows.iter().filter_map(|row| row.get(place));
    let is_missing = |cell: &&Cell| match cell {
        Cell::Empty | Cell::Hidden => true,
        Cell::Text(text) => [NO_ANSWER, UNREADABLE, WITHHELD].contains(&text.as_str()),
        Cell::Number(_) | Cell::Integer(_) => false,
    };
    entry.n_missing = cells.filter(is_missing).count();
    entry.n_valid = sheet.rows.len() - entry.n_missing;
    entry
}

fn entry(name: &str, label: String, values: Vec<ValueLabel>, universe: String) -> CodebookVariable {
    let kind = if values.is_empty() { Kind::Text } else { Kind::Single };
    CodebookVariable {
        name: name.to_owned(),
        label,
        kind,
        values,
        universe,
        is_identifier: false,
        n_valid: 0,
        n_missing: 0,
    }
}

fn id_column<'a>(app: &'a App, dataset: &Dataset) -> Column<'a> {
    Column {
        entry: entry("id", i18n::plain(dataset.lang, "export-column-id"), Vec::new(), String::new()),
        value: Box::new(move |response| Cell::text(&pseudonym(app, response))),
    }
}

fn month_column(dataset: &Dataset) -> Column<'static> {
    Column {
        entry: entry("month", i18n::plain(dataset.lang, "export-column-month"), Vec::new(), String::new()),
        value: Box::new(|response| {
            Cell::text(&time::tokyo(response.submitted_at).format("%Y-%m").to_string())
        }),
    }
}

/// How responses came; withheld where fewer than the threshold came so.
fn source_column(dataset: &Dataset, fielded: &Fielded) -> Column<'static> {
    let least = usize::try_from(dataset.survey.min_cell).unwrap_or(5);
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let values = Source::ALL.map(|source| ValueLabel {
        value: source.code().to_owned(),
        label: say(&format!("entries-source-{}", source.code())),
    });
    let is_common =
        |source: &Source| fielded.responses.iter().filter(|one| one.source == *source).count() >= least;
    let common: Vec<Source> = Source::ALL.into_iter().filter(is_common).collect();
    Column {
        entry: entry("source", say("entries-source"), values.into(), say("export-withheld")),
        value: Box::new(move |response| {
            let code = response.source.code();
            Cell::text(if common.contains(&response.source) { code } else { WITHHELD })
        }),
    }
}

/// Area and group of agencies, each withheld where fewer than the threshold share the pair, or the value itself.
fn who_columns<'a>(dataset: &Dataset, fielded: &'a Fielded) -> Vec<Column<'a>> {
    let least = usize::try_from(dataset.survey.min_cell).unwrap_or(5);
    let mut areas: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<(String, String), usize> = BTreeMap::new();
    for response in &fielded.responses {
        let (area, group) = (area_of(response), group_of(response));
        *pairs.entry((area.clone(), group.clone())).or_default() += 1;
        *areas.entry(area).or_default() += 1;
        *groups.entry(group).or_default() += 1;
    }
    let area_values =
        dataset.areas.iter().map(|area| ValueLabel { value: area.code.clone(), label: area.name.clone() });
    let group_values = GROUPS.iter().map(|(_, code)| ValueLabel {
        value: (*code).to_owned(),
        label: i18n::plain(dataset.lang, &format!("agency-group-{code}")),
    });
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let group_is_known = groups.clone();
    vec![
        Column {
            entry: entry("area", say("export-column-area"), area_values.collect(), say("export-withheld")),
            value: Box::new(move |response| {
                let (area, group) = (area_of(response), group_of(response));
                let is_rare = areas.get(&area).is_none_or(|n| *n < least)
                    || pairs.get(&(area.clone(), group)).is_none_or(|n| *n < least);
                Cell::text(if is_rare { WITHHELD } else { &area })
            }),
        },
        Column {
            entry: entry(
                "agency_group",
                say("export-column-group"),
                group_values.collect(),
                say("export-withheld"),
            ),
            value: Box::new(move |response| {
                let group = group_of(response);
                let is_rare = group_is_known.get(&group).is_none_or(|n| *n < least);
                Cell::text(if is_rare { WITHHELD } else { &group })
            }),
        },
    ]
}

/// Groups of agency kinds with their codes in the data.
const GROUPS: &[(AgencyGroup, &str)] = &[
    (AgencyGroup::Health, "health"),
    (AgencyGroup::Employment, "employment"),
    (AgencyGroup::Welfare, "welfare"),
    (AgencyGroup::Workplace, "workplace"),
    (AgencyGroup::Government, "government"),
    (AgencyGroup::Patients, "patients"),
    (AgencyGroup::Business, "business"),
    (AgencyGroup::Other, "other"),
];

fn area_of(response: &Response) -> String {
    response.region.clone().unwrap_or_default()
}

fn group_of(response: &Response) -> String {
    let mut groups: Vec<AgencyGroup> =
        response.kinds.iter().filter_map(|code| find(code)).map(|kind| kind.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let code =
        |group: &AgencyGroup| GROUPS.iter().find(|(known, _)| known == group).map_or("", |(_, code)| code);
    match groups.as_slice() {
        [] => String::new(),
        [group] => code(group).to_owned(),
        _ => SEVERAL_KINDS.to_owned(),
    }
}

fn universe(dataset: &Dataset, condition: Option<&Condition>) -> String {
    condition.map(|condition| condition::sentence(condition, dataset.lang)).unwrap_or_default()
}

fn labels(dataset: &Dataset, variable: &Variable) -> Vec<ValueLabel> {
    let known = variable.value_labels.iter();
    let mut labels: Vec<ValueLabel> =
        known.map(|(value, label)| ValueLabel { value: value.clone(), label: label.clone() }).collect();
    let no_answer = i18n::plain(dataset.lang, "table-no-answer");
    labels.push(ValueLabel {
        value: UNREADABLE.to_owned(),
        label: i18n::plain(dataset.lang, "export-unreadable"),
    });
    labels.push(ValueLabel { value: NO_ANSWER.to_owned(), label: no_answer });
    labels
}

fn single(dataset: &Dataset, variable: Variable) -> Column<'static> {
    Column {
        entry: entry(
            &variable.name,
            variable.label.clone(),
            labels(dataset, &variable),
            universe(dataset, variable.universe.as_ref()),
        ),
        value: Box::new(move |response| {
            if !variable.was_asked(&response.visible) {
                return Cell::Empty;
            }
            if response.is_unreadable(&variable) {
                return Cell::text(UNREADABLE);
            }
            let value = value_of(&variable, &response.answers);
            match value.and_then(serde_json::Value::as_f64).filter(|_| variable.kind == VariableKind::Number)
            {
                Some(number) => Cell::Number(number),
                // Words in place of a number, such as a computed value that joins texts, may say who somebody is.
                None if variable.kind == VariableKind::Number => Cell::text(NO_ANSWER),
                None => Cell::text(strings(value).first().map_or(NO_ANSWER, String::as_str)),
            }
        }),
    }
}

/// A question with several answers: one column a choice, 1 chosen and 0 not chosen.
fn dummies(dataset: &Dataset, variable: Variable) -> Vec<Column<'static>> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let values = || {
        [
            ("1", "export-chosen"),
            ("0", "export-not-chosen"),
            (UNREADABLE, "export-unreadable"),
            (NO_ANSWER, "table-no-answer"),
        ]
        .map(|(value, key)| ValueLabel { value: value.to_owned(), label: say(key) })
        .into()
    };
    let universe = universe(dataset, variable.universe.as_ref());
    let column = |(value, label): &(String, String)| {
        let (variable, value) = (variable.clone(), value.clone());
        Column {
            entry: entry(
                &format!("{}_{value}", variable.name),
                format!("{}：{label}", variable.label),
                values(),
                universe.clone(),
            ),
            value: Box::new(move |response: &Response| {
                if !variable.was_asked(&response.visible) {
                    return Cell::Empty;
                }
                if response.is_unreadable(&variable) {
                    return Cell::text(UNREADABLE);
                }
                let chosen = strings(value_of(&variable, &response.answers));
                Cell::text(match (chosen.is_empty(), chosen.contains(&value)) {
                    (true, _) => NO_ANSWER,
                    (false, true) => "1",
                    (false, false) => "0",
                })
            }),
        }
    };
    variable.value_labels.iter().map(column).collect()
}
