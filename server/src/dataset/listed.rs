//! The agencies that a questionnaire is for, as they are on the list, by area and by kind.

use analysis::table::suppress::Disclosure;
use surveys::entity::agency;
use surveys::stakeholder::agency_kind::AGENCY_KINDS;

use super::tables::{By, full_kind_name};
use super::{Dataset, Fielded};

/// An area or kind: its code, its name, and how many agencies of it are on the list.
pub type Listed = (String, String, usize);

/// The agencies that a questionnaire is for. Who is not addressed as an agency (those who take part in a forum) is on no list.
fn invited<'d>(dataset: &'d Dataset, fielded: &Fielded) -> Vec<&'d agency::Model> {
    let audience = &fielded.definition.audience;
    dataset.agencies.iter().filter(|agency| audience.contains(&agency.kind)).collect()
}

/// They by area or by kind.
pub fn listed(dataset: &Dataset, fielded: &Fielded, by: By) -> Vec<Listed> {
    let invited = invited(dataset, fielded);
    match by {
        By::Region => dataset
            .areas
            .iter()
            .map(|area| {
                let n = invited.iter().filter(|agency| agency.region_id == area.id).count();
                (area.code.clone(), area.name.clone(), n)
            })
            .collect(),
        By::Kind => AGENCY_KINDS
            .iter()
            .map(|kind| {
                let n = invited.iter().filter(|agency| agency.kind == kind.code).count();
                (kind.code.to_owned(), full_kind_name(dataset.lang, kind.code), n)
            })
            .collect(),
    }
}

/// How many agencies a questionnaire is for.
pub fn n_listed(dataset: &Dataset, fielded: &Fielded) -> usize {
    invited(dataset, fielded).len()
}

/// The areas or kinds with so few agencies on the list that what they did may not be told, not even that none did it: what one of two
/// agencies did is known to the other one, and 0 of one is what that agency did.
pub fn few_listed(dataset: &Dataset, fielded: &Fielded, by: By) -> Vec<String> {
    let least = match dataset.disclosure() {
        Disclosure::Internal => return Vec::new(),
        Disclosure::Protected { min_cell, .. } => min_cell,
    };
    let few = listed(dataset, fielded, by).into_iter().filter(|(_, _, n)| (1..least).contains(n));
    few.map(|(code, _, _)| code).collect()
}
