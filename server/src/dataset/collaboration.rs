//! How closely kinds of agencies work together (連携度): a matrix question whose rows are kinds of agencies and whose columns are the
//! degrees from 0 to 4 (`kt:role` collaboration), by the kind of whoever answers. Never by area besides: kinds of one area are agencies.

use std::collections::BTreeMap;

use analysis::document::{Cell, Sheet};
use analysis::error::Error;
use analysis::table::crosstab::NotAsked;
use analysis::table::degrees::{DegreeRow, Degrees, Detail, HIGHEST, degrees};
use analysis::table::frequency::Frequency;
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Count, ValueLabel};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::VariableKind;
use surveys::stakeholder::agency_kind::{self, AGENCY_KINDS};

use super::tables::{By, OTHER_KINDS, answer_table, kind_name};
use super::{Dataset, Fielded, Response, SEVERAL_KINDS, strings};
use crate::i18n::{self, Lang};

/// The role of the question.
pub(super) const ROLE: &str = "collaboration";

/// Code of those who do not say which kind they are of.
const NO_KIND: &str = "none";

/// Decimals of a mean in a file; pages have one.
const DECIMALS: i32 = 2;

/// How closely kinds of agencies work together, by one questionnaire.
pub struct Collaboration {
    /// The questionnaire.
    pub questionnaire: QuestionnaireId,
    /// Its title with that of its wave.
    pub title: String,
    /// What the lowest and the highest degree are called.
    pub ends: (String, String),
    /// The kinds of those who answered: codes of kinds, and groups that are no kind, see [`is_kind`].
    pub groups: Vec<ValueLabel>,
    /// Those who were asked about, in the order of the question.
    pub partners: Vec<Partner>,
    /// Kinds with fewer answers than this are counted together; 1 in internal work.
    pub least: usize,
}

/// A kind of agency that was asked about.
pub struct Partner {
    /// The row of the question: a code of a kind, or of something else.
    pub value: String,
    /// Its words.
    pub label: String,
    /// How closely the groups are tied to it: rows in the order of `Collaboration::groups`.
    pub degrees: Protected<Degrees>,
}

/// What somebody says of one partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    NotAsked,
    Nothing,
    Degree(usize),
}

/// Somebody with what they say of each partner.
struct Person {
    kind: String,
    said: Vec<Said>,
}

/// Whether a group is a kind of agencies, and not several or other ones.
pub fn is_kind(group: &str) -> bool {
    agency_kind::find(group).is_some()
}

/// Whether a questionnaire has the question.
pub fn is_asked(fielded: &Fielded) -> bool {
    fielded.versions.iter().any(|version| version.definition.question_with_role(ROLE).is_some())
}

/// What the question is compared by between questionnaires.
pub fn shared_id(fielded: &Fielded) -> Option<&str> {
    let mut versions = fielded.versions.iter().rev();
    versions
        .find_map(|version| version.definition.question_with_role(ROLE))
        .map(|question| question.shared_id())
}

/// The rows of the question over all versions; none where a questionnaire does not have it.
fn rows(fielded: &Fielded, lang: Lang) -> Vec<Joined> {
    let is_row = |joined: &Joined| {
        let variable = &joined.variable;
        joined.roles.contains(ROLE)
            && variable.row.is_some()
            && variable.kind == VariableKind::Single
            && !variable.is_comment
            && !variable.is_identifier
    };
    let mut rows: Vec<Joined> = fielded.variables(lang).into_iter().filter(is_row).collect();
    // A second such question would be about something else.
    let first = rows.first().map(|joined| joined.variable.question.clone());
    rows.retain(|joined| Some(&joined.variable.question) == first.as_ref());
    rows
}

/// How closely kinds of agencies work together; `None` where the questionnaire does not ask, nobody has answered,
/// or nothing may be told, since those alone are asked who gave some answer.
///
/// # Errors
/// When the table library refuses.
pub fn collaboration(dataset: &Dataset, fielded: &Fielded) -> Result<Option<Collaboration>, Error> {
    let lang = dataset.lang;
    let rows = rows(fielded, lang);
    let people: Vec<Person> = fielded.responses.iter().map(|response| person(&rows, response)).collect();
    let least = match dataset.disclosure() {
        Disclosure::Internal => 1,
        Disclosure::Protected { min_cell, .. } => min_cell,
    };
    let groups: Vec<ValueLabel> = groups(&people, least)
        .into_iter()
        .map(|value| ValueLabel { label: group_name(lang, &value), value })
        .collect();
    let Some(first) = rows.first().filter(|_| !groups.is_empty()) else { return Ok(None) };
    let end = |degree: usize| {
        let labels = &first.variable.value_labels;
        let label = labels.iter().find(|(value, _)| *value == degree.to_string());
        label.map(|(_, label)| label.clone()).unwrap_or_default()
    };
    let ends = (end(0), end(HIGHEST));
    let table = answer_table(dataset, fielded);
    for joined in &rows {
        if table.is_untold_follow_up(dataset, joined)? {
            return Ok(None);
        }
    }
    let is_own = |kind: &str| groups.iter().any(|group| group.value == kind);
    let mut withheld = table.withheld_groups(dataset, By::Kind);
    for joined in &rows {
        withheld = withheld.with(table.untold_groups(dataset, &joined.variable, By::Kind)?);
    }
    let withheld = withheld.pooled(OTHER_KINDS, is_own);
    let mut partners = Vec::new();
    for (place, joined) in rows.iter().enumerate() {
        let detail = detail(table.frequency(dataset, &joined.variable)?.table());
        let degrees = tied(&people, &groups, place)?.with_withheld(&withheld).with_detail(detail);
        partners.push(Partner {
            value: joined.variable.row.clone().unwrap_or_default(),
            label: joined.variable.row_label.clone().unwrap_or_default(),
            degrees: protect(degrees, dataset.disclosure()),
        });
    }
    Ok(Some(Collaboration {
        questionnaire: fielded.id,
        title: fielded.full_title(lang),
        ends,
        groups,
        partners,
        least,
    }))
}

/// The matrices of all questionnaires, in the order of the survey.
///
/// # Errors
/// When the table library refuses.
pub fn all(dataset: &Dataset) -> Result<Vec<Collaboration>, Error> {
    let found = dataset.fielded.iter().map(|fielded| collaboration(dataset, fielded).transpose());
    found.flatten().collect()
}

fn person(rows: &[Joined], response: &Response) -> Person {
    let said = |joined: &Joined| {
        if response.asked(joined).is_none() {
            return Said::NotAsked;
        }
        let given = strings(response.value(joined)).first().and_then(|value| value.parse::<usize>().ok());
        match given.filter(|degree| *degree <= HIGHEST && !response.is_unreadable(joined)) {
            Some(degree) => Said::Degree(degree),
            None => Said::Nothing,
        }
    };
    Person {
        kind: response.kind().unwrap_or_else(|| NO_KIND.to_owned()),
        said: rows.iter().map(said).collect(),
    }
}

/// The kinds of at least so many people who gave a degree, in the order of the kinds; then [`OTHER_KINDS`] if there are others.
fn groups(people: &[Person], least: usize) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let has_answered = |person: &&Person| person.said.iter().any(|said| matches!(said, Said::Degree(_)));
    for person in people.iter().filter(has_answered) {
        *counts.entry(&person.kind).or_default() += 1;
    }
    let order = AGENCY_KINDS.iter().map(|kind| kind.code).chain([SEVERAL_KINDS, NO_KIND]);
    let is_large = |kind: &&str| counts.get(kind).is_some_and(|n| *n >= least);
    let mut groups: Vec<String> = order.filter(is_large).map(str::to_owned).collect();
    if groups.len() < counts.len() {
        groups.push(OTHER_KINDS.to_owned());
    }
    groups
}

/// What readers know of the degrees by the question's own table.
fn detail(table: &Frequency) -> Detail {
    let is_printed = |degree: usize| {
        let row = table.rows.iter().find(|row| row.value == degree.to_string());
        // What has no row nobody gave.
        row.is_none_or(|row| !row.count.is_hidden())
    };
    Detail { has_hidden: table.has_hidden, printed: std::array::from_fn(is_printed) }
}

/// How closely the groups are tied to the partner at a place.
fn tied(people: &[Person], groups: &[ValueLabel], place: usize) -> Result<Degrees, Error> {
    let group_of = |person: &Person| {
        let is_own = groups.iter().any(|group| group.value == person.kind);
        if is_own { person.kind.clone() } else { OTHER_KINDS.to_owned() }
    };
    let mut given: Vec<(String, usize)> = Vec::new();
    let mut not_asked = NotAsked::default();
    for person in people {
        match person.said.get(place) {
            Some(Said::Degree(degree)) => given.push((group_of(person), *degree)),
            Some(Said::NotAsked) => {
                not_asked.total += 1;
                *not_asked.by_value.entry(group_of(person)).or_default() += 1;
            }
            Some(Said::Nothing) | None => {}
        }
    }
    degrees(groups, &given, &not_asked)
}

fn group_name(lang: Lang, group: &str) -> String {
    match group {
        NO_KIND => i18n::plain(lang, "collaboration-no-kind"),
        kind => kind_name(lang, kind),
    }
}

impl Collaboration {
    /// Whether some kinds are counted together.
    pub fn has_other_kinds(&self) -> bool {
        self.groups.iter().any(|group| group.value == OTHER_KINDS)
    }

    /// Whether anything is withheld.
    pub fn has_hidden(&self) -> bool {
        self.partners.iter().any(|partner| partner.degrees.table().has_hidden)
    }

    /// How closely a group is tied to a partner.
    pub fn tie(&self, group: &str, partner: &str) -> Option<&DegreeRow> {
        let place = self.groups.iter().position(|own| own.value == group)?;
        let partner = self.partners.iter().find(|own| own.value == partner)?;
        partner.degrees.table().rows.get(place)
    }
}

/// The same as a sheet: one row a questionnaire, group and partner, and of all groups together.
pub fn sheet(found: &[Collaboration], lang: Lang) -> Sheet {
    let heads = [
        "export-head-questionnaire",
        "collaboration-head-group-code",
        "collaboration-head-group",
        "collaboration-head-partner-code",
        "collaboration-head-partner",
        "collaboration-head-n",
        "collaboration-head-mean",
        "collaboration-head-n-close",
        "collaboration-head-share",
    ];
    let everybody = i18n::plain(lang, "collaboration-all");
    let mut rows = Vec::new();
    for one in found {
        for partner in &one.partners {
            let table = partner.degrees.table();
            let groups = one.groups.iter().map(|group| (group.value.as_str(), group.label.as_str()));
            let groups = groups.chain([("", everybody.as_str())]);
            for ((code, label), row) in groups.zip(table.rows.iter().chain([&table.all])) {
                let first = [one.title.as_str(), code, label, &partner.value, &partner.label].map(Cell::text);
                rows.push(first.into_iter().chain(numbers(row)).collect());
            }
        }
    }
    Sheet { name: "collaboration".to_owned(), columns: heads.map(|key| i18n::plain(lang, key)).into(), rows }
}

/// How many answered, their mean, how many are close and their share in percent.
fn numbers(row: &DegreeRow) -> [Cell; 4] {
    let or_hidden = |cell: Cell| match cell {
        Cell::Empty if row.n != Count::Shown(0) => Cell::Hidden,
        cell => cell,
    };
    [
        Cell::count(row.n),
        or_hidden(Cell::rounded(row.mean, DECIMALS)),
        Cell::count(row.n_close),
        or_hidden(Cell::share(row.close_share, 1)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(kinds: &[(&str, usize, Said)]) -> Vec<Person> {
        let of = |(kind, n, said): &(&str, usize, Said)| {
            (0..*n).map(|_| Person { kind: (*kind).to_owned(), said: vec![*said] }).collect::<Vec<_>>()
        };
        kinds.iter().flat_map(of).collect()
    }

    fn labels(groups: &[String]) -> Vec<ValueLabel> {
        groups.iter().map(|value| ValueLabel { value: value.clone(), label: value.clone() }).collect()
    }

    #[test]
    fn kinds_of_few_agencies_are_counted_together() {
        let people = people(&[
            ("22", 6, Said::Degree(3)),
            ("20", 5, Said::Degree(4)),
            ("10", 1, Said::Degree(2)),
            ("70", 2, Said::Degree(1)),
            ("70", 9, Said::Nothing),
            (NO_KIND, 3, Said::Degree(0)),
        ]);
        let found = groups(&people, 5);
        assert_eq!(found, ["20", "22", "other"]);
        assert_eq!(groups(&people, 1), ["10", "20", "22", "70", "none"]);
        // By hand: the others are 1 × 2 + 2 × 1 + 3 × 0 of six, 4 ÷ 6; all 18 + 20 + 4 of seventeen.
        let table = tied(&people, &labels(&found), 0).unwrap();
        assert_eq!(table.rows[2].n, Count::Shown(6));
        assert_eq!((table.rows[2].mean, table.all.mean), (Some(4.0 / 6.0), Some(42.0 / 17.0)));
        assert_eq!(table.all.n_close, Count::Shown(11));
    }

    #[test]
    fn other_kinds_of_few_agencies_are_withheld_and_do_not_follow_from_the_rest() {
        let people = people(&[
            ("22", 6, Said::Degree(3)),
            ("20", 7, Said::Degree(4)),
            ("10", 1, Said::Degree(2)),
            ("12", 1, Said::Degree(0)),
        ]);
        let found = groups(&people, 5);
        assert_eq!(found, ["20", "22", "other"]);
        let table = protect(tied(&people, &labels(&found), 0).unwrap(), Disclosure::PROTECTED);
        let table = table.table();
        assert_eq!((table.rows[2].n, table.rows[2].mean), (Count::Hidden, None));
        let hidden = table.rows.iter().chain([&table.all]).filter(|row| row.n.is_hidden());
        assert!(hidden.count() > 1, "{table:?}");
        assert_eq!(numbers(&table.rows[2]), [Cell::Hidden, Cell::Hidden, Cell::Hidden, Cell::Hidden]);
    }

    #[test]
    fn one_answer_makes_a_matrix_for_those_who_may_see_it_and_none_makes_none() {
        let one = people(&[("22", 1, Said::Degree(4)), ("20", 1, Said::Nothing), ("21", 1, Said::NotAsked)]);
        let found = groups(&one, 1);
        assert_eq!(found, ["22"]);
        let table = tied(&one, &labels(&found), 0).unwrap();
        assert_eq!((table.rows[0].n, table.rows[0].mean), (Count::Shown(1), Some(4.0)));
        assert_eq!(
            numbers(&table.rows[0]),
            [Cell::Integer(1), Cell::Number(4.0), Cell::Integer(1), Cell::Number(100.0)]
        );
        assert!(groups(&people(&[("22", 3, Said::Nothing)]), 1).is_empty());
        assert!(groups(&[], 5).is_empty());
    }
}
