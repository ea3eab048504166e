//! The groups that words are compared with: areas, agency kinds or waves of the survey, without those whose size is withheld.

use std::collections::HashMap;

use analysis::table::ValueLabel;

use super::Source;
use crate::dataset::tables::kind_name;
use crate::pages::conditions::encode;
use crate::pages::explore::groups::{Grouping, Groups as Parted};
use crate::pages::explore::lookup::told::Told;
use crate::pages::explore::selection::may_see_groups;

/// What was asked for; areas where nothing was.
pub fn asked(source: &Source) -> Grouping {
    Grouping::from_code(&source.query.by).unwrap_or(Grouping::Region)
}

/// Its value in an address and the Fluent key of its name.
pub fn names(by: Grouping) -> (&'static str, &'static str) {
    let key = match by {
        Grouping::Region => "multivariate-by-region",
        Grouping::Kind => "multivariate-by-kind",
        Grouping::Wave => "multivariate-by-wave",
    };
    (by.code(), key)
}

/// The groups, in their usual order.
pub struct Groups {
    /// The groups.
    pub groups: Vec<Group>,
    /// The group of each text, as a place in `groups`.
    pub of_texts: Vec<Option<usize>>,
    /// Groups left out because tables by these groups withhold how many people are of them.
    pub n_left_out: usize,
    /// Texts of which nobody knows the group, or that are of none.
    pub n_unknown: usize,
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
    let by = parted.by;
    let (mut groups, mut places, mut n_left_out) = (Vec::new(), HashMap::new(), 0);
    for (place, label) in parted.labels.iter().enumerate() {
        if !told.has_size(place) {
            n_left_out += 1;
            continue;
        }
        places.insert(label.value.as_str(), groups.len());
        groups.push(Group {
            place,
            label: name(source, by, label),
            href: href(source, by, &label.value),
            n_texts: parted.of(&label.value).len(),
        });
    }
    let of_texts = parted.values.iter().map(|value| places.get(value.as_deref()?).copied()).collect();
    let n_unknown = parted.values.iter().filter(|value| value.is_none()).count();
    Groups { groups, of_texts, n_left_out, n_unknown }
}

/// Kinds have their short names, which find room in a picture.
fn name(source: &Source, by: Grouping, label: &ValueLabel) -> String {
    match by {
        Grouping::Kind => kind_name(source.reading.dataset.lang, &label.value),
        Grouping::Region | Grouping::Wave => label.label.clone(),
    }
}

fn href(source: &Source, by: Grouping, value: &str) -> String {
    if !may_see_groups(&source.reading.dataset) {
        return String::new();
    }
    format!("{}/texts?{}={}", source.base(), by.code(), encode(value))
}
