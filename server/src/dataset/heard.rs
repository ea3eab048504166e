//! A hearing with its note, as far as its interviewee lets it be used.

use std::collections::BTreeMap;
use std::slice::from_ref;

use surveys::entity::state::QuotePermission;
use surveys::entity::{agency, hearing, region};
use surveys::hearing::confirmation::without;
use surveys::hearing::sheet::SECTIONS;
use surveys::privacy::consent::{Consent, Purpose};
use surveys::store;
use surveys::store::confirmations::Wishes;

use super::apart::Said;
use crate::app::App;
use crate::error::Result;

/// One hearing with its note.
pub struct Heard {
    /// The head of the sheet.
    pub hearing: hearing::Model,
    /// The agency that was heard.
    pub agency: agency::Model,
    /// Code of the agency's area.
    pub region: Option<String>,
    /// What was heard, section by section in the order of the sheet; our own preparation and thoughts, and what the
    /// interviewee does not want to be used, are left out.
    pub sections: Vec<(&'static str, String)>,
    /// What the partner allowed, and has not taken back.
    pub consent: Consent,
    /// Whether its words are counted with those of all others, see [`super::apart`].
    pub is_read: bool,
}

impl Heard {
    /// What decides in which numbers it is.
    pub fn said(&self) -> Said<'_> {
        let (region, kinds) = (self.region.as_deref(), from_ref(&self.agency.kind));
        Said { consent: self.consent, region, kinds, version: 0 }
    }
}

/// Loads a hearing. What must not be used is in no table, text, coding, quote or export, whatever the purpose; words that
/// their speaker wants otherwise are for the office alone.
pub(super) async fn load(
    app: &App,
    hearing: hearing::Model,
    areas: &[region::Model],
    wishes: &Wishes,
    purpose: Purpose,
) -> Result<Heard> {
    let agency = store::agencies::find(&app.db, hearing.agency_id).await?;
    let bodies = store::hearings::sections(&app.db, hearing.id).await?;
    Ok(heard(hearing, (agency, bodies), areas, wishes, purpose))
}

/// The same of what has been loaded: the agency, and the bodies of the sections by key.
pub(super) fn heard(
    hearing: hearing::Model,
    (agency, mut bodies): (agency::Model, BTreeMap<String, String>),
    areas: &[region::Model],
    wishes: &Wishes,
    purpose: Purpose,
) -> Heard {
    let region = areas.iter().find(|area| area.id == agency.region_id).map(|area| area.code.clone());
    let sections: Vec<(&'static str, String)> = SECTIONS
        .iter()
        .filter(|section| section.is_heard && wishes.allow(section.key, purpose))
        .filter_map(|section| Some((section.key, bodies.remove(section.key)?)))
        .collect();
    let consent = without(consent_of_hearing(&hearing), &wishes.refused);
    Heard { hearing, agency, region, sections, consent, is_read: true }
}

/// What a partner allowed, as noted on the hearing sheet. Who lets us hear them is counted; who wants to be asked again
/// has not allowed quoting.
pub fn consent_of_hearing(hearing: &hearing::Model) -> Consent {
    Consent {
        aggregate: true,
        region: hearing.may_share,
        academic: hearing.may_present,
        case: hearing.may_show_case,
        quote: hearing.may_quote == QuotePermission::Yes,
    }
}
