//! Who answered, made coarser: the columns of area and group of agencies.

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::codebook::{CodebookValue, CodebookVariable};
use surveys::privacy::generalise::rare;
use surveys::stakeholder::agency_kind::{AgencyGroup, find};

use super::answers::codes;
use super::missing::Missing;
use super::{Column, Found, Known, entry, given, value};
use crate::dataset::tables::against::is_asked;
use crate::dataset::tables::{By, labels};
use crate::dataset::{Dataset, Fielded, Response, SEVERAL_KINDS};
use crate::i18n::{self, Wording};
use crate::view::figure::join;

/// Name of the column of the area.
pub const AREA: &str = "area";

/// Area and group of agencies, each withheld where fewer than the threshold share the pair, or the value itself; those that are
/// withheld are never fewer either. Pairs count even where somebody leaves the group out: a bundle with groups and one with areas
/// would be joined by the other answers (decision 33).
pub(super) fn columns<'a>(dataset: &Dataset, fielded: &'a Fielded) -> Vec<Column<'a>> {
    let min_cell = dataset.survey.min_cell();
    let pairs: Vec<(String, String)> =
        fielded.responses.iter().map(|response| (area_of(response), group_of(response))).collect();
    let few = FewShared::of(&pairs, min_cell);
    let of_group = few.clone();
    // What was answered in place of an area (県外, 答えない) is among the cells, too.
    let mut area_values: Vec<CodebookValue> =
        labels(dataset, [fielded]).into_iter().map(|area| value(&area.value, area.label)).collect();
    let missing = Missing::beside(&area_values.iter().map(|area| area.value.clone()).collect());
    area_values.extend(codes(dataset, missing));
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let group_values = GROUPS
        .iter()
        .map(|(_, code)| value(code, say(&format!("agency-group-{code}"))))
        .chain([value(SEVERAL_KINDS, say("agency-kind-several"))])
        .chain(codes(dataset, Missing::USUAL));
    let roster = |by: By| fielded.roster_note(by, (dataset.lang, Wording::Usual));
    let pairs_note = i18n::text(dataset.lang.code(), "export-note-area", &[("n", min_cell.to_string())]);
    let area = entry(AREA, say("export-column-area"), area_values, String::new());
    let area = CodebookVariable { note: join(&[pairs_note, roster(By::Region)], dataset.lang), ..area };
    let group = entry("agency_group", say("export-column-group"), group_values.collect(), String::new());
    let group = CodebookVariable { note: roster(By::Kind), ..group };
    vec![
        Column::new(area, missing, move |response| {
            let (area, group) = (area_of(response), group_of(response));
            match few.has_area(&area, &group) {
                true => Found::Withheld,
                false => known(&area, is_asked(fielded, By::Region, response)),
            }
        })
        .quasi(Known::Value),
        Column::new(group, Missing::USUAL, move |response| {
            let group = group_of(response);
            match of_group.groups.contains(&group) {
                true => Found::Withheld,
                false => known(&group, is_asked(fielded, By::Kind, response)),
            }
        })
        .quasi(Known::Value),
    ]
}

/// What too few share.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FewShared {
    /// The groups that are withheld.
    groups: BTreeSet<String>,
    /// The areas that are withheld, by the group as it is told; all groups that are withheld are one.
    areas: BTreeMap<Option<String>, BTreeSet<String>>,
}

impl FewShared {
    /// Of the area and the group of everybody. In each group the areas that are withheld are looked at together, so that who
    /// has one of these is beside enough others, too.
    fn of(pairs: &[(String, String)], least: usize) -> FewShared {
        let groups = rare(pairs.iter().map(|(_, group)| group.as_str()), least);
        let mut areas_of: BTreeMap<Option<String>, Vec<&str>> = BTreeMap::new();
        for (area, group) in pairs {
            areas_of.entry(told(&groups, group)).or_default().push(area);
        }
        let areas = areas_of.into_iter().map(|(group, areas)| (group, rare(areas, least))).collect();
        FewShared { groups, areas }
    }

    /// Whether the area of somebody of this group is withheld.
    fn has_area(&self, area: &str, group: &str) -> bool {
        self.areas.get(&told(&self.groups, group)).is_none_or(|few| few.contains(area))
    }
}

/// A group as the data tells it; None where it is withheld.
fn told(withheld: &BTreeSet<String>, group: &str) -> Option<String> {
    (!withheld.contains(group)).then(|| group.to_owned())
}

/// Who did not say it and was not invited by name has none: not asked, or asked and silent.
fn known(code: &str, is_asked: bool) -> Found {
    match (code, is_asked) {
        ("", true) => Found::Silent,
        ("", false) => Found::NotAsked,
        (code, _) => given(code),
    }
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
    group_code(&response.kinds).to_owned()
}

/// Code of the group that somebody of these kinds is of in the data; empty where it is not known.
pub fn group_code(kinds: &[String]) -> &'static str {
    let mut groups: Vec<AgencyGroup> =
        kinds.iter().filter_map(|code| find(code)).map(|kind| kind.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let code =
        |group: &AgencyGroup| GROUPS.iter().find(|(known, _)| known == group).map_or("", |(_, code)| *code);
    match groups.as_slice() {
        [] => "",
        [group] => code(group),
        _ => SEVERAL_KINDS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn few(counts: &[(&str, &str, usize)]) -> FewShared {
        let one = |(area, group, n): &(&str, &str, usize)| {
            std::iter::repeat_n(((*area).to_owned(), (*group).to_owned()), *n)
        };
        FewShared::of(&counts.iter().flat_map(one).collect::<Vec<(String, String)>>(), 5)
    }

    #[test]
    fn groups_that_are_withheld_are_never_few_together() {
        let few =
            few(&[("N", "health", 11), ("N", "employment", 10), ("N", "welfare", 6), ("N", "other", 4)]);
        let groups: Vec<&str> = few.groups.iter().map(String::as_str).collect();
        assert_eq!(groups, ["other", "welfare"], "four alone would be a class of their own");
        assert!(
            !few.has_area("N", "other") && !few.has_area("N", "health"),
            "ten of what is withheld are there"
        );
    }

    #[test]
    fn areas_that_are_withheld_are_never_few_of_a_group_that_is_told() {
        let counts = [("N", "health", 9), ("S", "health", 6), ("W", "health", 2), ("S", "other", 7)];
        let few = few(&counts);
        assert!(few.groups.is_empty());
        let withheld = |area: &str, group: &str| few.has_area(area, group);
        assert!(withheld("W", "health") && withheld("S", "health"), "two alone would be few");
        assert!(!withheld("N", "health") && !withheld("S", "other"));
    }
}
