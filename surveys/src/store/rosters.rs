//! Taking in a list of agencies and contacts: what is already there is found again, so that a list that is brought twice
//! makes nothing twice.

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{agency, contact, region};
use crate::error::Result;
use crate::id::{AgencyId, ContactId, RegionId, UserId};
use crate::stakeholder::roster::{Line, key};
use crate::store::agencies::{self, AgencyInput};
use crate::store::contacts::{self, ContactInput, Seed};
use crate::store::{audit, regions};

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
}

/// The active agencies and all contacts.
pub struct Known {
    agencies: Vec<agency::Model>,
    contacts: Vec<contact::Model>,
    regions: Vec<region::Model>,
}

impl Known {
    /// What is there now.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Known> {
        let agencies = agency::Entity::find()
            .filter(agency::COLUMN.is_active.eq(true))
            .order_by_asc(agency::COLUMN.id)
            .all(db)
            .await?;
        Ok(Known { agencies, contacts: contacts::list(db).await?, regions: regions::list(db).await? })
    }

    /// What would become of these rows, one after another.
    pub fn foresee(mut self, lines: &[Line]) -> Vec<Outcome> {
        let mut next = -1;
        let mut outcomes = Vec::new();
        for line in lines {
            let outcome = self.outcome(line);
            let agency = self.agency(line).map_or_else(
                || {
                    next -= 1;
                    AgencyId(next)
                },
                |known| known.id,
            );
            if outcome.agency == Fate::New {
                self.agencies.push(imagined_agency(agency, self.region(line), line));
            }
            if outcome.contact == Fate::New {
                self.contacts.push(imagined_contact(agency, line));
            }
            outcomes.push(outcome);
        }
        outcomes
    }

    fn agency(&self, line: &Line) -> Option<&agency::Model> {
        let (name, region) = (key(&line.name), self.region(line));
        self.agencies.iter().find(|known| known.region_id == region && key(&known.name) == name)
    }

    fn region(&self, line: &Line) -> RegionId {
        self.regions.iter().find(|region| region.code == line.region).map_or(RegionId(0), |region| region.id)
    }

    /// The contact of an agency with the same mail address, or the same name where the address is new.
    fn contact(&self, agency: AgencyId, line: &Line) -> Option<&contact::Model> {
        let mut own = self.contacts.iter().filter(|known| known.agency_id == agency);
        let same_email = own.clone().find(|known| !line.email.is_empty() && known.email == line.email);
        same_email.or_else(|| own.find(|known| key(&known.name) == key(&line.contact)))
    }

    fn outcome(&self, line: &Line) -> Outcome {
        let known = self.agency(line);
        let agency = match known {
            None => Fate::New,
            Some(known) if known.kind != line.kind || says_more(&known.note, &line.note) => Fate::Updated,
            Some(_) => Fate::Kept,
        };
        let contact = known.and_then(|known| self.contact(known.id, line));
        let contact = match (line.has_contact(), contact) {
            (false, _) => Fate::None,
            (true, None) => Fate::New,
            (true, Some(known)) if merged(known, line) == input_of(known) => Fate::Kept,
            (true, Some(_)) => Fate::Updated,
        };
        let elsewhere = |other: &&contact::Model| {
            !line.email.is_empty()
                && other.email == line.email
                && Some(other.agency_id) != known.map(|k| k.id)
        };
        let elsewhere = self.contacts.iter().find(elsewhere).map(|other| other.agency_id);
        let elsewhere = self.agencies.iter().find(|agency| Some(agency.id) == elsewhere);
        let same_email_at = elsewhere.map(|agency| agency.name.clone()).unwrap_or_default();
        Outcome { agency, contact, same_email_at }
    }
}

fn says_more(known: &str, said: &str) -> bool {
    !said.is_empty() && said != known
}

/// What is known with what a row says; an empty cell takes nothing away.
fn merged(known: &contact::Model, line: &Line) -> ContactInput {
    let either = |said: &str, known: &str| if said.is_empty() { known.to_owned() } else { said.to_owned() };
    ContactInput {
        name: either(&line.contact, &known.name),
        email: either(&line.email, &known.email),
        fax: either(&line.fax, &known.fax),
        phone: either(&line.phone, &known.phone),
        address: either(&line.address, &known.address),
        preferred: line.preferred.clone(),
    }
}

fn input_of(known: &contact::Model) -> ContactInput {
    ContactInput {
        name: known.name.clone(),
        email: known.email.clone(),
        fax: known.fax.clone(),
        phone: known.phone.clone(),
        address: known.address.clone(),
        preferred: known.preferred.clone(),
    }
}

fn imagined_agency(id: AgencyId, region_id: RegionId, line: &Line) -> agency::Model {
    agency::Model {
        id,
        name: line.name.clone(),
        kind: line.kind.clone(),
        region_id,
        note: line.note.clone(),
        is_active: true,
        revision: 1,
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn imagined_contact(agency: AgencyId, line: &Line) -> contact::Model {
    contact::Model {
        id: ContactId(0),
        agency_id: agency,
        name: line.contact.clone(),
        email: line.email.clone(),
        fax: line.fax.clone(),
        phone: line.phone.clone(),
        address: line.address.clone(),
        preferred: line.preferred.clone(),
        seed: String::new(),
        opt_out_hash: String::new(),
        opted_out_on: None,
        undeliverable: String::new(),
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
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
                known.contacts.push(contacts::create(db, agency, new, seed, by).await?);
            }
            Fate::Updated => {
                if let Some(found) = known.contact(agency, &line).cloned() {
                    let changed = contacts::update(db, found.id, merged(&found, &line), by).await?;
                    known.contacts.retain(|contact| contact.id != changed.id);
                    known.contacts.push(changed);
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
        let made = agencies::create(db, input(""), by).await?;
        known.agencies.push(made.clone());
        return Ok(made.id);
    };
    if fate == Fate::Updated {
        // The name stays as it was written first.
        let changed = AgencyInput { name: found.name.clone(), ..input(&found.note) };
        agencies::update(db, found.id, found.revision, changed, by).await?;
        known.agencies.retain(|agency| agency.id != found.id);
        known.agencies.push(agencies::find(db, found.id).await?);
    }
    Ok(found.id)
}
