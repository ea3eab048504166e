//! The groups that words are compared with: areas, agency kinds, waves of the survey or answers, without those whose size is withheld.

use std::collections::HashMap;

use analysis::table::ValueLabel;

use super::Source;
use crate::dataset::tables::kind_name;
use crate::pages::conditions::written;
use crate::pages::explore::groups::{Grouping, Groups as Parted, is_no_group, named};
use crate::pages::explore::lookup::told::Told;
use crate::pages::explore::selection::may_see_groups;

/// What was asked for; areas where nothing of use was.
pub fn asked(source: &Source) -> Parted {
    named(&source.reading, &source.query.by)
}

/// What the texts are parted by, in words.
pub fn title(source: &Source, parted: &Parted) -> String {
    match Grouping::from_code(&parted.code) {
        Some(by) => source.say(&format!("multivariate-by-{}", by.code())),
        None => parted.title.clone(),
    }
}

/// A group of fewer people is where one of them is, not where people of its kind are. The number is our own.
pub const FEWEST: usize = 5;

/// The groups, in their usual order.
pub struct Groups {
    /// The groups.
    pub groups: Vec<Group>,
    /// The group of each text, as a place in `groups`.
    pub of_texts: Vec<Option<usize>>,
    /// Groups left out because tables by these groups withhold how many people are of them.
    pub n_left_out: usize,
    /// Names of those left out because so few people ([`FEWEST`]) lie at the rim of any picture, or because they are of no group.
    pub named_out: Vec<String>,
}

/// A group of texts.
pub struct Group {
    /// Its place among all groups, those that are left out too.
    pub place: usize,
    /// Its name.
    pub label: String,
    /// Leads to its texts; empty where they may not be listed.
    pub href: String,
    /// How many texts are of it.
    pub n_texts: usize,
}

/// The groups of the texts. Those whose size is not told are left out here, before anything is counted: a small one, and the one
/// that hides it.
pub fn groups(source: &Source, parted: &Parted, told: &Told) -> Groups {
    let (mut groups, mut places, mut n_left_out) = (Vec::new(), HashMap::new(), 0);
    let mut named_out = Vec::new();
    for (place, label) in parted.labels.iter().enumerate() {
        if !told.has_size(place) {
            n_left_out += 1;
            continue;
        }
        let n_texts = parted.of(&label.value).len();
        if n_texts < FEWEST || is_no_group(&parted.code, &label.value) {
            named_out.push(name(source, parted, label));
            continue;
        }
        places.insert(label.value.as_str(), groups.len());
        groups.push(Group {
            place,
            label: name(source, parted, label),
            href: href(source, parted, &label.value),
            n_texts,
        });
    }
    let of_texts = parted.values.iter().map(|value| places.get(value.as_deref()?).copied()).collect();
    Groups { groups, of_texts, n_left_out, named_out }
}

/// Kinds have their short names, which find room in a picture.
fn name(source: &Source, parted: &Parted, label: &ValueLabel) -> String {
    match parted.is_by(Grouping::Kind) {
        true => kind_name(source.reading.dataset.lang, &label.value),
        false => label.label.clone(),
    }
}

fn href(source: &Source, parted: &Parted, value: &str) -> String {
    if !may_see_groups(&source.reading.dataset) {
        return String::new();
    }
    let conditions = written(&parted.conditions(value));
    format!("{}/texts?{}", source.base(), conditions.trim_end_matches('&'))
}
