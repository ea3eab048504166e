//! De-identified data (匿名化データ): one row a response, fit to leave the house for academic use.
//!
//! What says who answered is left out or made coarser (domain brief A5): pseudonyms in an order of their own, month
//! instead of day, group of agencies instead of kind, and area and group withheld where too few share them. Answers
//! that identify, texts beside "other" and free text are not part of it.

mod answers;
mod missing;

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::codebook::{CodebookValue, CodebookVariable};
use analysis::document::{Cell, Sheet};
use analysis::table::coverage::Coverage;
use analysis::table::suppress::protect;
use analysis::table::{Count, Kind};
use surveys::entity::state::Source;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::VariableKind;
use surveys::stakeholder::agency_kind::{AgencyGroup, find};

use self::missing::Missing;
use crate::app::App;
use crate::dataset::tables::By;
use crate::dataset::{Dataset, Fielded, Response, SEVERAL_KINDS};
use crate::i18n;
use crate::view::figure::join;
use crate::view::{time, versions};

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

/// What a response has for a column.
enum Found {
    /// Its version does not ask this, or its answers led past it: an empty cell.
    NotAsked,
    /// Asked, and nothing was answered.
    Silent,
    /// Something is written that cannot be read (〓).
    Unreadable,
    /// There is a value, and too few share it.
    Withheld,
    /// A value.
    Given(Cell),
}

/// A column: how it is described, what a response has for it, and what stands for missing answers.
struct Column<'a> {
    entry: CodebookVariable,
    missing: Missing,
    find: Box<dyn Fn(&Response) -> Found + 'a>,
    seen: Seen,
}

/// How many cells of a column were what.
#[derive(Default)]
struct Seen {
    n_valid: usize,
    n_missing: usize,
    n_not_asked: usize,
    /// Among the missing.
    n_withheld: usize,
}

/// The pseudonym of a response in exports. It follows from the service's key, so that it stays the same and tells
/// neither the number nor the order of arrival.
pub fn pseudonym(app: &App, response: &Response) -> String {
    format!("R{}", app.key.code("export", &response.id.0.to_string()))
}

/// The de-identified data of a questionnaire: the variables of all versions that were answered.
pub fn microdata(app: &App, dataset: &Dataset, fielded: &Fielded) -> Microdata {
    let mut columns = vec![id_column(app, dataset), month_column(dataset), source_column(dataset, fielded)];
    columns.extend(version_column(dataset, fielded));
    columns.push(explanation_column(dataset, fielded));
    columns.extend(who_columns(dataset, fielded));
    for joined in fielded.variables(dataset.lang).into_iter().filter(is_exported) {
        columns.extend(answers::columns(dataset, fielded, joined));
    }
    name_apart(&mut columns);
    let mut responses: Vec<(String, &Response)> =
        fielded.responses.iter().map(|response| (pseudonym(app, response), response)).collect();
    responses.sort_by(|(a, _), (b, _)| a.cmp(b));
    let rows: Vec<Vec<Cell>> = responses
        .iter()
        .map(|(_, response)| columns.iter_mut().map(|column| column.cell(response)).collect())
        .collect();
    // A column of nothing but withheld values tells nobody anything; the codebook says why there is none.
    let is_kept: Vec<bool> = columns.iter().map(|column| !column.is_all_withheld()).collect();
    let kept =
        |row: Vec<Cell>| row.into_iter().zip(&is_kept).filter(|(_, is_kept)| **is_kept).map(|(cell, _)| cell);
    let names = columns.iter().filter(|column| !column.is_all_withheld());
    let sheet = Sheet {
        name: format!("data-{}", fielded.id.0),
        columns: names.map(|column| column.entry.name.clone()).collect(),
        rows: rows.into_iter().map(|row| kept(row).collect()).collect(),
    };
    Microdata { codebook: columns.into_iter().map(|column| column.described(dataset)).collect(), sheet }
}

/// The closed answers alone, without who answered and when: one row a response, in the order of the responses.
pub fn closed_answers(dataset: &Dataset, fielded: &Fielded) -> (Vec<CodebookVariable>, Vec<Vec<Cell>>) {
    let variables = fielded.variables(dataset.lang).into_iter().filter(is_exported);
    let mut columns: Vec<Column<'_>> =
        variables.flat_map(|joined| answers::columns(dataset, fielded, joined)).collect();
    name_apart(&mut columns);
    let row = |response: &Response| columns.iter_mut().map(|column| column.cell(response)).collect();
    let rows = fielded.responses.iter().map(row).collect();
    (columns.into_iter().map(|column| column.described(dataset)).collect(), rows)
}

/// No two columns of the same name, whatever questions and choices are called.
fn name_apart(columns: &mut [Column<'_>]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for column in columns {
        while !taken.insert(column.entry.name.clone()) {
            column.entry.name.push('_');
        }
    }
}

impl Seen {
    /// The counts as they may be printed. Where values are withheld, how many are tells as much as how few were not
    /// asked.
    fn protected(&self, dataset: &Dataset) -> Coverage {
        let is_withheld = self.n_withheld > 0;
        let coverage = match is_withheld {
            true => Coverage::of(self.n_valid, self.n_not_asked, self.n_missing),
            false => Coverage::of(self.n_valid, self.n_missing, self.n_not_asked),
        };
        let coverage = protect(coverage, dataset.disclosure());
        let shown = *coverage.table();
        match is_withheld {
            true => Coverage { n_missing: shown.n_not_asked, n_not_asked: shown.n_missing, ..shown },
            false => shown,
        }
    }
}

impl<'a> Column<'a> {
    fn new(entry: CodebookVariable, missing: Missing, find: impl Fn(&Response) -> Found + 'a) -> Column<'a> {
        Column { entry, missing, find: Box::new(find), seen: Seen::default() }
    }

    /// Whether there are values, and all are withheld.
    fn is_all_withheld(&self) -> bool {
        self.seen.n_withheld > 0 && self.seen.n_valid == 0
    }

    /// What the codebook says of the column once its cells were read: how many have what, as far as tables would tell,
    /// and what is withheld.
    fn described(self, dataset: &Dataset) -> CodebookVariable {
        let is_all_withheld = self.is_all_withheld();
        let n_withheld = self.seen.n_withheld;
        let Coverage { n_valid, n_missing, n_not_asked } = self.seen.protected(dataset);
        let mut entry = CodebookVariable { n_valid, n_missing, n_not_asked, ..self.entry };
        let say =
            |key: &str| i18n::text(dataset.lang.code(), key, &[("n", dataset.survey.min_cell().to_string())]);
        if is_all_withheld {
            entry.values.clear();
            entry.note = join(&[entry.note, say("export-withheld-column")], dataset.lang);
        } else if n_withheld > 0 {
            entry.values.push(CodebookValue {
                is_missing: true,
                note: say("export-withheld"),
                ..value(WITHHELD, say("export-withheld-value"))
            });
        }
        entry
    }

    /// The cell of a response; it is counted in the codebook.
    fn cell(&mut self, response: &Response) -> Cell {
        let found = (self.find)(response);
        let seen = &mut self.seen;
        match found {
            Found::NotAsked => seen.n_not_asked += 1,
            Found::Silent | Found::Unreadable => seen.n_missing += 1,
            Found::Withheld => {
                seen.n_missing += 1;
                seen.n_withheld += 1;
            }
            Found::Given(_) => seen.n_valid += 1,
        }
        let code = |code: Option<&str>| code.map_or(Cell::Empty, Cell::text);
        match found {
            Found::NotAsked => Cell::Empty,
            Found::Silent => code(self.missing.no_answer),
            Found::Unreadable => code(self.missing.unreadable),
            Found::Withheld => Cell::text(WITHHELD),
            Found::Given(cell) => cell,
        }
    }
}

/// Whether a variable may leave the house: it is closed or a number, and says nothing of who somebody is.
pub(super) fn is_exported(joined: &Joined) -> bool {
    let variable = &joined.variable;
    let is_open = matches!(variable.kind, VariableKind::Text | VariableKind::Date);
    let says_who =
        joined.roles.iter().chain(&variable.role).any(|role| QUASI_IDENTIFIERS.contains(&role.as_str()));
    !variable.is_identifier && !variable.is_comment && !is_open && !says_who
}

fn entry(name: &str, label: String, values: Vec<CodebookValue>, universe: String) -> CodebookVariable {
    let kind = if values.is_empty() { Kind::Text } else { Kind::Single };
    CodebookVariable {
        name: name.to_owned(),
        label,
        kind,
        values,
        universe,
        versions: String::new(),
        note: String::new(),
        is_identifier: false,
        n_valid: Count::Shown(0),
        n_missing: Count::Shown(0),
        n_not_asked: Count::Shown(0),
    }
}

fn value(value: &str, label: String) -> CodebookValue {
    CodebookValue { value: value.to_owned(), label, ..CodebookValue::default() }
}

/// A column about the response as a whole.
fn about<'a>(entry: CodebookVariable, find: impl Fn(&Response) -> Found + 'a) -> Column<'a> {
    Column::new(entry, Missing::NONE, find)
}

fn given(text: &str) -> Found {
    Found::Given(Cell::text(text))
}

fn id_column<'a>(app: &'a App, dataset: &Dataset) -> Column<'a> {
    let entry = entry("id", i18n::plain(dataset.lang, "export-column-id"), Vec::new(), String::new());
    about(entry, move |response| given(&pseudonym(app, response)))
}

fn month_column(dataset: &Dataset) -> Column<'static> {
    let entry = entry("month", i18n::plain(dataset.lang, "export-column-month"), Vec::new(), String::new());
    about(entry, |response| given(&time::tokyo(response.submitted_at).format("%Y-%m").to_string()))
}

/// How responses came; withheld where fewer than the threshold came so.
fn source_column(dataset: &Dataset, fielded: &Fielded) -> Column<'static> {
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
fn version_column(dataset: &Dataset, fielded: &Fielded) -> Option<Column<'static>> {
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
fn explanation_column(dataset: &Dataset, fielded: &Fielded) -> Column<'static> {
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

/// Area and group of agencies, each withheld where fewer than the threshold share the pair, or the value itself.
fn who_columns<'a>(dataset: &Dataset, fielded: &'a Fielded) -> Vec<Column<'a>> {
    let min_cell = dataset.survey.min_cell();
    let mut areas: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<(String, String), usize> = BTreeMap::new();
    for response in &fielded.responses {
        let (area, group) = (area_of(response), group_of(response));
        *pairs.entry((area.clone(), group.clone())).or_default() += 1;
        *areas.entry(area).or_default() += 1;
        *groups.entry(group).or_default() += 1;
    }
    let area_values = dataset.areas.iter().map(|area| value(&area.code, area.name.clone()));
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let group_values = GROUPS.iter().map(|(_, code)| value(code, say(&format!("agency-group-{code}"))));
    let group_is_known = groups.clone();
    let roster = |by: By| if fielded.is_by_roster(by) { say("explore-by-roster") } else { String::new() };
    let pairs_note = i18n::text(dataset.lang.code(), "export-note-area", &[("n", min_cell.to_string())]);
    let area = entry("area", say("export-column-area"), area_values.collect(), String::new());
    let area = CodebookVariable { note: join(&[pairs_note, roster(By::Region)], dataset.lang), ..area };
    let group = entry("agency_group", say("export-column-group"), group_values.collect(), String::new());
    let group = CodebookVariable { note: roster(By::Kind), ..group };
    vec![
        about(area, move |response| {
            let (area, group) = (area_of(response), group_of(response));
            let is_rare = areas.get(&area).is_none_or(|n| *n < min_cell)
                || pairs.get(&(area.clone(), group)).is_none_or(|n| *n < min_cell);
            if is_rare { Found::Withheld } else { given(&area) }
        }),
        about(group, move |response| {
            let group = group_of(response);
            let is_rare = group_is_known.get(&group).is_none_or(|n| *n < min_cell);
            if is_rare { Found::Withheld } else { given(&group) }
        }),
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
