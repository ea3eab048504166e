//! Names of diseases: words that stay whole, and that may tell who is meant. A list for finding words (its head says what it is
//! not): it neither has all 指定難病 nor tells which they are.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::identify::stands_in;
use super::normalize::normalize;

/// Name, tab and group, one disease a line; lines with `#` are remarks.
const FILE: &str = include_str!("../../data/diseases.tsv");

/// The names, as people write them. Several names of one disease are several names.
pub fn disease_names() -> impl Iterator<Item = &'static str> {
    listed().map(|(name, _)| name)
}

/// The names with their groups.
fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The groups that diseases are parted by, in the order of their numbers in data, from 1.
pub const GROUPS: [&str; 14] = [
    "nerves",
    "metabolism",
    "skin",
    "immunity",
    "circulation",
    "blood",
    "kidneys",
    "bones",
    "hormones",
    "breathing",
    "eyes",
    "ears",
    "digestion",
    "genes",
];

/// The names with their groups, the longest first: a name that stands in another one is not meant there.
fn grouped() -> &'static [(&'static str, &'static str)] {
    static ALL: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<(&str, &str)> = listed().collect();
        all.sort_by_key(|(name, _)| Reverse(name.chars().count()));
        all
    })
}

/// The groups (of [`GROUPS`]) of the diseases that a text names; none where it names none that is known.
pub fn groups_in(text: &str) -> BTreeSet<&'static str> {
    let mut rest = normalize(text).text.into_owned();
    let mut found = BTreeSet::new();
    for (name, group) in grouped() {
        if stands_in(&rest, name) {
            found.insert(*group);
            rest = rest.replace(name, " ");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_normal_width_and_stand_once() {
        let all: Vec<&str> = disease_names().collect();
        let different: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len());
        assert!(all.len() > 300, "{}", all.len());
        for name in all {
            assert_eq!(normalize(name).text, name);
        }
    }

    #[test]
    fn every_name_has_one_group_that_is_known() {
        let lines = FILE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), listed().count(), "a line has no group");
        let known: BTreeSet<&str> = listed().map(|(_, group)| group).collect();
        assert_eq!(known, BTreeSet::from(GROUPS));
    }

    #[test]
    fn a_text_has_the_groups_of_what_it_names() {
        let groups = |text: &str| groups_in(text).into_iter().collect::<Vec<_>>();
        assert_eq!(groups("クローン病（寛解中）"), ["digestion"]);
        assert_eq!(groups("ＡＬＳと1型糖尿病"), ["hormones", "nerves"]);
        assert_eq!(groups("高チロシン血症"), ["metabolism"]);
        // One name stands in the other, and is another disease.
        assert_eq!(groups("マリネスコ・シェーグレン症候群"), ["nerves"]);
        assert_eq!(groups("シェーグレン症候群"), ["immunity"]);
        assert_eq!(groups("SALSA、めずらしい病気"), [""; 0]);
    }
}
