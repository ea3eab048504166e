//! Which agencies the board and the list of hearings show.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use surveys::entity::{agency, region};

use super::Desk;
use crate::auth::User;
use crate::pages::agencies::{is_named, kind_choices};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// What somebody asked to see; empty = all.
#[derive(Deserialize)]
pub struct Filter {
    /// Part of the agency's name.
    #[serde(default)]
    pub name: String,
    /// Code of the agency kind.
    #[serde(default)]
    pub kind: String,
    /// Number of the area.
    #[serde(default)]
    pub region: String,
    /// `me` for what the person sees to.
    #[serde(default)]
    pub owner: String,
}

impl Filter {
    /// Whether an agency is among what `user` asked for.
    pub fn takes(&self, desk: &Desk, user: &User, agency: &agency::Model) -> bool {
        let owner = desk.approaches.get(&agency.id).and_then(|approach| approach.owner_id);
        is_named(agency, &self.name)
            && (self.kind.is_empty() || agency.kind == self.kind)
            && (self.region.is_empty() || agency.region_id.0.to_string() == self.region)
            && (self.owner.is_empty() || owner == Some(user.id))
    }

    /// As it stands in an address, behind the question mark.
    pub fn query(&self) -> String {
        let pairs =
            [("name", &self.name), ("kind", &self.kind), ("region", &self.region), ("owner", &self.owner)];
        pairs
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .join("&")
    }

    /// The filter as it stands on a page.
    pub fn view(&self, frame: &Frame, desk: &Desk) -> FilterView {
        let area =
            |area: &region::Model| ChoiceView { value: area.id.0.to_string(), label: area.name.clone() };
        FilterView {
            name: self.name.clone(),
            kind: self.kind.clone(),
            kinds: kind_choices(frame),
            region: self.region.clone(),
            regions: desk.areas.iter().map(area).collect(),
            owner: self.owner.clone(),
            owners: owner_choices(frame),
        }
    }
}

/// A filter with its choices, for the component `agency_filter_fields`.
#[derive(Serialize)]
pub struct FilterView {
    name: String,
    kind: String,
    kinds: Vec<ChoiceView>,
    region: String,
    regions: Vec<ChoiceView>,
    owner: String,
    owners: Vec<ChoiceView>,
}

/// Whose things a list shows besides everybody's.
pub fn owner_choices(frame: &Frame) -> Vec<ChoiceView> {
    vec![ChoiceView { value: "me".to_owned(), label: frame.text("approaches-mine") }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_whole_filter_and_nothing_else() {
        let filter = Filter {
            name: "a b".to_owned(),
            kind: "1&state=x".to_owned(),
            region: "北".to_owned(),
            owner: "me".to_owned(),
        };
        assert_eq!(filter.query(), "name=a%20b&kind=1%26state%3Dx&region=%E5%8C%97&owner=me");
    }
}
