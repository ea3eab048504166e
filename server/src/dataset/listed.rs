//! The agencies that a questionnaire is for, as they are on the list, and those that were invited and that an invitation has reached, by
//! area and by kind.

use std::collections::BTreeSet;

use analysis::table::suppress::Disclosure;
use surveys::entity::agency;
use surveys::stakeholder::agency_kind::AGENCY_KINDS;

use super::tables::{By, full_kind_name};
use super::writings::asks_for_words;
use super::{Dataset, Fielded};

/// An area or kind: its code, its name, and how many agencies of it are on the list.
pub type Listed = (String, String, usize);

/// The agencies that a questionnaire is for. Who is not addressed as an agency (those who take part in a forum) is on no list.
fn addressed<'d>(dataset: &'d Dataset, fielded: &Fielded) -> Vec<&'d agency::Model> {
    let audience = &fielded.definition.audience;
    dataset.agencies.iter().filter(|agency| audience.contains(&agency.kind)).collect()
}

/// They by area or by kind.
pub fn listed(dataset: &Dataset, fielded: &Fielded, by: By) -> Vec<Listed> {
    parted(dataset, &addressed(dataset, fielded), by)
}

/// The agencies that an invitation to a questionnaire has reached, by area or by kind, in the order of [`listed`]; those of other areas are
/// in none of these numbers. None where nobody was invited one by one, and where the questionnaire is not for agencies.
pub fn reached(dataset: &Dataset, fielded: &Fielded, by: By) -> Option<Vec<Listed>> {
    let reached = those_reached(fielded);
    (!reached.is_empty()).then(|| parted(dataset, &reached, by))
}

/// How many agencies an invitation to a questionnaire has reached; None as in [`reached`].
pub fn n_reached(fielded: &Fielded) -> Option<usize> {
    Some(those_reached(fielded).len()).filter(|n| *n > 0)
}

/// Everybody who was invited, on the list or not any more.
fn invited(fielded: &Fielded) -> Vec<&agency::Model> {
    let is_for_agencies = !fielded.definition.audience.is_empty();
    fielded.invitations.agencies.iter().filter(|_| is_for_agencies).collect()
}

fn those_reached(fielded: &Fielded) -> Vec<&agency::Model> {
    let reached = &fielded.invitations.reached;
    invited(fielded).into_iter().filter(|agency| reached.contains(&agency.id)).collect()
}

fn parted(dataset: &Dataset, agencies: &[&agency::Model], by: By) -> Vec<Listed> {
    match by {
        By::Region => dataset
            .areas
            .iter()
            .map(|area| {
                let n = agencies.iter().filter(|agency| agency.region_id == area.id).count();
                (area.code.clone(), area.name.clone(), n)
            })
            .collect(),
        By::Kind => AGENCY_KINDS
            .iter()
            .map(|kind| {
                let n = agencies.iter().filter(|agency| agency.kind == kind.code).count();
                (kind.code.to_owned(), full_kind_name(dataset.lang, kind.code), n)
            })
            .collect(),
    }
}

/// How many agencies a questionnaire is for.
pub fn n_listed(dataset: &Dataset, fielded: &Fielded) -> usize {
    addressed(dataset, fielded).len()
}

/// The areas or kinds with so few agencies on the list that what they did may not be told, not even that none did it: what one of two
/// agencies did is known to the other one, and 0 of one is what that agency did. Those with few that an invitation has reached are among
/// them: how many these are stands beside the answers. So are those with few that were invited: where all of these are off the list, an
/// answer of theirs would be seen.
pub fn few_listed(dataset: &Dataset, fielded: &Fielded, by: By) -> Vec<String> {
    let mut few_codes = few(dataset, &addressed(dataset, fielded), by);
    few_codes.extend(few(dataset, &those_reached(fielded), by));
    few_codes.extend(few(dataset, &invited(fielded), by));
    few_codes.sort_unstable();
    few_codes.dedup();
    few_codes
}

/// The kinds of which no agency is on a questionnaire's list, nor was invited: whoever is of several kinds may name them, and
/// that one of them stands in a table would tell that somebody did. None where there is no list, and none in internal work.
pub fn unlisted_kinds(dataset: &Dataset, fielded: &Fielded) -> Vec<String> {
    let known: Vec<&agency::Model> =
        addressed(dataset, fielded).into_iter().chain(invited(fielded)).collect();
    if known.is_empty() || dataset.disclosure() == Disclosure::Internal {
        return Vec::new();
    }
    let unlisted = parted(dataset, &known, By::Kind).into_iter().filter(|(_, _, n)| *n == 0);
    unlisted.map(|(code, _, _)| code).collect()
}

/// The same of hearings, for which any agency on the list may be visited. Where there are none at all, everybody is told so.
fn few_to_hear(dataset: &Dataset, by: By) -> Vec<String> {
    if dataset.hearings.is_empty() {
        return Vec::new();
    }
    few(dataset, &dataset.agencies.iter().collect::<Vec<&agency::Model>>(), by)
}

/// The area of everybody who answered a questionnaire, and the areas with few on its list: the two that go together into
/// `people_by_area`, so that whoever counts the same people withholds the same numbers.
pub fn areas_of_answered(dataset: &Dataset, fielded: &Fielded) -> (Vec<Option<String>>, Vec<String>) {
    let regions = fielded.responses.iter().map(|response| response.region.clone()).collect();
    (regions, few_listed(dataset, fielded, By::Region))
}

/// The same of everybody who was heard.
pub fn areas_of_heard(dataset: &Dataset) -> (Vec<Option<String>>, Vec<String>) {
    let regions = dataset.hearings.iter().map(|heard| heard.region.clone()).collect();
    (regions, few_to_hear(dataset, By::Region))
}

/// What [`few_listed`] gives, of all whose texts are counted together: the areas or kinds with few agencies on the list of one of the questionnaires
/// that ask for words, or of the hearings. Whose texts they are is looked at in none of this.
pub fn few_to_read(dataset: &Dataset, by: By) -> Vec<String> {
    let is_read = |fielded: &&Fielded| !fielded.responses.is_empty() && asks_for_words(fielded);
    let read = dataset.fielded.iter().filter(is_read);
    let mut few: BTreeSet<String> = read.flat_map(|fielded| few_listed(dataset, fielded, by)).collect();
    few.extend(few_to_hear(dataset, by));
    few.into_iter().collect()
}

fn few(dataset: &Dataset, agencies: &[&agency::Model], by: By) -> Vec<String> {
    let least = match dataset.disclosure() {
        Disclosure::Internal => return Vec::new(),
        Disclosure::Protected { min_cell, .. } => min_cell,
    };
    let few = parted(dataset, agencies, by).into_iter().filter(|(_, _, n)| (1..least).contains(n));
    few.map(|(code, _, _)| code).collect()
}
