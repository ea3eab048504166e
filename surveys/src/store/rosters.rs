//! Taking in a list of agencies and contacts: what is already there is found again, so that a list that is brought twice
//! makes nothing twice.

mod known;
mod row;

use sea_orm::ConnectionTrait;

use crate::entity::agency;
use crate::error::Result;
use crate::id::{AgencyId, UserId};
use crate::stakeholder::double::organisation_key;
use crate::stakeholder::roster::Line;
use crate::store::agencies::{self, AgencyInput};
use crate::store::contacts::{self, Seed};
use crate::store::doubles::Likely;
use crate::store::{audit, invitations, organisations};

pub use self::known::Known;
use self::row::{imagined_contact, merged, place};

/// What becomes of something in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The row has none.
    None,
    /// It is new.
    New,
    /// It is there, and the row says something new of it.
    Updated,
    /// It is there as the row says.
    Kept,
}

impl Fate {
    /// Stable code; also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Fate::None => "none",
            Fate::New => "new",
            Fate::Updated => "updated",
            Fate::Kept => "kept",
        }
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Of its agency.
    pub agency: Fate,
    /// Of its contact.
    pub contact: Fate,
    /// Another agency with the same mail address; empty if there is none.
    pub same_email_at: String,
    /// Of a new agency: others that may be the same. Whoever takes the row makes a double.
    pub may_be: Vec<Likely>,
}

/// Stores the rows, each with a seed for its contact, one after another. Returns what became of them.
pub async fn take(db: &impl ConnectionTrait, lines: Vec<(Line, Seed)>, by: UserId) -> Result<Vec<Outcome>> {
    let mut known = Known::load(db).await?;
    let mut outcomes = Vec::new();
    for (line, seed) in lines {
        let outcome = known.outcome(&line);
        let agency = take_agency(db, &mut known, &line, outcome.agency, by).await?;
        match outcome.contact {
            Fate::New => {
                let new = merged(&imagined_contact(agency, &line), &line);
                known.add_contact(contacts::create(db, agency, new, seed, by).await?);
            }
            Fate::Updated => {
                if let Some(found) = known.contact(agency, &line).cloned() {
                    let changed = contacts::update(db, found.id, merged(&found, &line), by).await?;
                    known.replace_contact(changed);
                }
            }
            Fate::Kept | Fate::None => {}
        }
        outcomes.push(outcome);
    }
    let n = |fate| outcomes.iter().filter(|outcome: &&Outcome| outcome.agency == fate).count();
    let event = audit::Event {
        user: Some(by),
        action: "agency.import",
        thing_kind: "agency",
        thing_id: None,
        detail: serde_json::json!({ "rows": outcomes.len(), "new": n(Fate::New), "updated": n(Fate::Updated) }),
    };
    audit::record(db, event).await?;
    Ok(outcomes)
}

async fn take_agency(
    db: &impl ConnectionTrait,
    known: &mut Known,
    line: &Line,
    fate: Fate,
    by: UserId,
) -> Result<AgencyId> {
    let region = known.region(line);
    let input = |note: &str| AgencyInput {
        name: line.name.clone(),
        kind: line.kind.clone(),
        region,
        note: if line.note.is_empty() { note.to_owned() } else { line.note.clone() },
    };
    let Some(found) = known.agency(line).cloned() else {
        let id = agencies::create(db, input(""), by).await?.id;
        let made = assigned(db, known, id, line, by).await?;
        known.add_agency(made);
        return Ok(id);
    };
    if fate == Fate::Updated {
        // The name stays as it was written first, and so does the kind where it would tell whether an invitation was answered.
        let kind = match invitations::keeps_group(db, found.id).await? {
            true => found.kind.clone(),
            false => line.kind.clone(),
        };
        let changed = AgencyInput { name: found.name.clone(), kind, ..input(&found.note) };
        agencies::update(db, found.id, found.revision, changed, by).await?;
        let changed = assigned(db, known, found.id, line, by).await?;
        known.replace_agency(changed);
    }
    Ok(found.id)
}

/// The agency as it is once it belongs to the organisation that a row names; an empty cell takes nothing away.
async fn assigned(
    db: &impl ConnectionTrait,
    known: &mut Known,
    id: AgencyId,
    line: &Line,
    by: UserId,
) -> Result<agency::Model> {
    let said = organisation_key(&line.organisation);
    if !said.is_empty() {
        organisations::assign(db, id, &line.organisation, by).await?;
    }
    if let Some(place) = place(line) {
        agencies::set_municipality(db, id, Some(place), by).await?;
    }
    let agency = agencies::find(db, id).await?;
    if let Some(organisation) = agency.organisation_id.filter(|_| !said.is_empty()) {
        known.add_organisation(organisation, said);
    }
    Ok(agency)
}
