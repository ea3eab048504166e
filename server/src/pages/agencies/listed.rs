//! What pages say of an agency beside its own fields: the organisation that it belongs to, and who may be the same.

use std::collections::HashMap;

use serde::Serialize;
use surveys::entity::{agency, organisation};
use surveys::id::{AgencyId, OrganisationId};
use surveys::store;
use surveys::store::doubles::Likely;

use super::merge;
use crate::error::Result;
use crate::pages::organisations;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// Likely doubles of one agency that are shown.
pub const MOST: usize = 5;

/// Organisations, and agencies that may be one.
pub struct Around {
    organisations: Vec<organisation::Model>,
    doubles: HashMap<AgencyId, Vec<Likely>>,
}

/// Where to read more.
#[derive(Serialize)]
pub struct LinkView {
    /// What is read.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// Another agency that may be the same.
#[derive(Serialize)]
pub struct DoubleView {
    /// That it may be, and why.
    words: String,
    /// Both side by side.
    href: String,
}

impl Around {
    /// Of all agencies on the list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(frame: &Frame) -> Result<Around> {
        Ok(Around {
            organisations: store::organisations::list(&frame.app.db).await?,
            doubles: store::doubles::all(&frame.app.db).await?,
        })
    }

    /// The organisation that an agency belongs to.
    pub fn organisation(&self, agency: &agency::Model) -> Option<LinkView> {
        let found = self.organisations.iter().find(|one| Some(one.id) == agency.organisation_id)?;
        Some(LinkView { label: found.name.clone(), href: organisations::address(found.id) })
    }

    /// The organisations to choose from.
    pub fn choices(&self) -> Vec<ChoiceView> {
        let choice =
            |one: &organisation::Model| ChoiceView { value: number(one.id), label: one.name.clone() };
        self.organisations.iter().map(choice).collect()
    }

    /// The agencies that may be the same as this one.
    pub fn doubles(&self, frame: &Frame, agency: &agency::Model) -> Vec<DoubleView> {
        let likely = self.doubles.get(&agency.id).into_iter().flatten().take(MOST);
        likely.map(|other| double(frame, agency, other)).collect()
    }
}

/// Whether an agency belongs to the organisation of this number; an empty one takes all.
pub fn is_of(agency: &agency::Model, wanted: &str) -> bool {
    wanted.is_empty() || agency.organisation_id.is_some_and(|id| number(id) == wanted)
}

fn number(id: OrganisationId) -> String {
    id.0.to_string()
}

fn double(frame: &Frame, agency: &agency::Model, other: &Likely) -> DoubleView {
    let args = [("agency", other.name.clone()), ("why", why(frame, other))];
    DoubleView { words: frame.text_with("doubles-of", &args), href: merge::address(agency.id, other.agency) }
}

/// By what another agency may be the same, in words.
pub fn why(frame: &Frame, other: &Likely) -> String {
    let reasons = other.by.iter().map(|by| frame.text(&format!("doubles-by-{}", by.code())));
    reasons.collect::<Vec<_>>().join(&frame.text("list-separator"))
}
