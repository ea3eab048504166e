//! The groups that words are compared with: areas, agency kinds or waves of the survey.

use std::collections::{BTreeMap, HashMap};

use super::Source;
use crate::dataset::tables::{kind_name, region_labels};
use crate::pages::explore::selection::{least_people, may_see_groups};
use crate::pages::explore::words::encode;

/// What makes the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// The area.
    Region,
    /// The agency kind.
    Kind,
    /// The wave; hearings are of none.
    Wave,
}

impl Attribute {
    /// What was asked for; areas where nothing was.
    pub fn asked(source: &Source) -> Attribute {
        match source.query.by.as_str() {
            "kind" => Attribute::Kind,
            "wave" => Attribute::Wave,
            _ => Attribute::Region,
        }
    }

    /// Its value in an address and the Fluent key of its name.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Attribute::Region => ("region", "multivariate-by-region"),
            Attribute::Kind => ("kind", "multivariate-by-kind"),
            Attribute::Wave => ("wave", "multivariate-by-wave"),
        }
    }
}

/// The groups, in their usual order.
pub struct Groups {
    /// The groups.
    pub groups: Vec<Group>,
    /// The group of each text, as a place in `groups`.
    pub of_texts: Vec<Option<usize>>,
    /// Groups left out because fewer people than the threshold are of them.
    pub n_left_out: usize,
    /// Texts of which nobody knows the group, or that are of none.
    pub n_unknown: usize,
}

/// A group of texts.
pub struct Group {
    /// Its name.
    pub label: String,
    /// Leads to its texts; empty where they may not be listed.
    pub href: String,
    /// How many texts are of it.
    pub n_texts: usize,
}

/// The groups of the texts. Those of fewer people than may be told are left out here, before anything is counted.
pub fn groups(source: &Source, attribute: Attribute) -> Groups {
    let values = values(source, attribute);
    let mut n_texts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values.iter().flatten() {
        *n_texts.entry(value).or_default() += 1;
    }
    let least = least_people(&source.reading.dataset) as usize;
    let (mut groups, mut places, mut n_left_out) = (Vec::new(), HashMap::new(), 0);
    for (value, label) in labels(source, attribute, &n_texts) {
        match n_texts.get(value.as_str()).copied().unwrap_or(0) {
            0 => {}
            n if n < least => n_left_out += 1,
            n => {
                let href = href(source, attribute, &value);
                places.insert(value, groups.len());
                groups.push(Group { label, href, n_texts: n });
            }
        }
    }
    let of_texts = values.iter().map(|value| places.get(value.as_deref()?).copied()).collect();
    let n_unknown = values.iter().filter(|value| value.is_none()).count();
    Groups { groups, of_texts, n_left_out, n_unknown }
}

/// The value of each text.
fn values(source: &Source, attribute: Attribute) -> Vec<Option<String>> {
    let reading = &source.reading;
    let waves: HashMap<String, &str> = match attribute {
        Attribute::Wave => {
            let responses = reading.dataset.fielded.iter().flat_map(|fielded| {
                fielded.responses.iter().map(move |response| (response.id.0, fielded.wave.as_str()))
            });
            responses.map(|(number, wave)| (format!("response:{number}"), wave)).collect()
        }
        Attribute::Region | Attribute::Kind => HashMap::new(),
    };
    let writings = reading.writings.iter();
    let value = |writing: &crate::dataset::writings::Writing| match attribute {
        Attribute::Region => writing.region.clone(),
        Attribute::Kind => writing.kind.clone(),
        Attribute::Wave => waves.get(&writing.id).map(|wave| (*wave).to_owned()),
    };
    writings.map(value).collect()
}

/// Values and labels in their order; values that no list knows come last.
fn labels(source: &Source, attribute: Attribute, met: &BTreeMap<&str, usize>) -> Vec<(String, String)> {
    let dataset = &source.reading.dataset;
    let mut labels: Vec<(String, String)> = match attribute {
        Attribute::Region => {
            region_labels(dataset).into_iter().map(|label| (label.value, label.label)).collect()
        }
        Attribute::Kind => Vec::new(),
        Attribute::Wave => {
            dataset.fielded.iter().map(|fielded| (fielded.wave.clone(), fielded.wave.clone())).collect()
        }
    };
    for value in met.keys() {
        let label = match attribute {
            Attribute::Kind => kind_name(dataset.lang, value),
            Attribute::Region | Attribute::Wave => (*value).to_owned(),
        };
        labels.push(((*value).to_owned(), label));
    }
    let mut seen = std::collections::HashSet::new();
    labels.retain(|(value, _)| seen.insert(value.clone()));
    labels
}

fn href(source: &Source, attribute: Attribute, value: &str) -> String {
    match attribute {
        Attribute::Wave => String::new(),
        _ if !may_see_groups(&source.reading.dataset) => String::new(),
        Attribute::Region | Attribute::Kind => {
            format!("{}/texts?{}={}", source.base(), attribute.names().0, encode(value))
        }
    }
}
