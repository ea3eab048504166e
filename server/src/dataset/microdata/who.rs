//! Who answered, made coarser: the columns of area and group of agencies.

use std::collections::BTreeMap;

use analysis::document::codebook::CodebookVariable;
use surveys::stakeholder::agency_kind::{AgencyGroup, find};

use super::{Column, Found, Known, about, entry, given, value};
use crate::dataset::tables::By;
use crate::dataset::{Dataset, Fielded, Response, SEVERAL_KINDS};
use crate::i18n;
use crate::view::figure::join;

/// Name of the column of the area.
pub const AREA: &str = "area";

/// Area and group of agencies, each withheld where fewer than the threshold share the pair, or the value itself. Pairs count even
/// where somebody leaves the group out: a bundle with groups and one with areas would be joined by the other answers (decision 33).
pub(super) fn columns<'a>(dataset: &Dataset, fielded: &'a Fielded) -> Vec<Column<'a>> {
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
    let group_values = GROUPS
        .iter()
        .map(|(_, code)| value(code, say(&format!("agency-group-{code}"))))
        .chain([value(SEVERAL_KINDS, say("agency-kind-several"))]);
    let group_is_known = groups.clone();
    let roster = |by: By| if fielded.is_by_roster(by) { say("explore-by-roster") } else { String::new() };
    let pairs_note = i18n::text(dataset.lang.code(), "export-note-area", &[("n", min_cell.to_string())]);
    let area = entry(AREA, say("export-column-area"), area_values.collect(), String::new());
    let area = CodebookVariable { note: join(&[pairs_note, roster(By::Region)], dataset.lang), ..area };
    let group = entry("agency_group", say("export-column-group"), group_values.collect(), String::new());
    let group = CodebookVariable { note: roster(By::Kind), ..group };
    vec![
        about(area, move |response| {
            let (area, group) = (area_of(response), group_of(response));
            let is_rare = areas.get(&area).is_none_or(|n| *n < min_cell)
                || pairs.get(&(area.clone(), group)).is_none_or(|n| *n < min_cell);
            if is_rare { Found::Withheld } else { known(&area) }
        })
        .quasi(Known::Value),
        about(group, move |response| {
            let group = group_of(response);
            let is_rare = group_is_known.get(&group).is_none_or(|n| *n < min_cell);
            if is_rare { Found::Withheld } else { known(&group) }
        })
        .quasi(Known::Value),
    ]
}

/// Who did not say it and was not invited by name has none.
fn known(code: &str) -> Found {
    if code.is_empty() { Found::Silent } else { given(code) }
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
