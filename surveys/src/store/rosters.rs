//! Taking in a list of agencies and contacts: what is already there is found again, so that a list that is brought twice
//! makes nothing twice.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{agency, contact};
use crate::error::Result;
use crate::id::{AgencyId, ContactId, RegionId, UserId};
use crate::questionnaire::question::input::folded;
use crate::stakeholder::roster::{Line, name_key};
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

/// The active agencies and all contacts, with places by which each is found at once.
#[derive(Default)]
pub struct Known {
    agencies: Vec<agency::Model>,
    contacts: Vec<contact::Model>,
    /// Areas by code.
    regions: HashMap<String, RegionId>,
    /// Agencies by area and name, of equal ones the first.
    by_name: HashMap<(RegionId, String), usize>,
    by_id: HashMap<AgencyId, usize>,
    /// Contacts by their agency.
    of_agency: HashMap<AgencyId, Vec<usize>>,
    /// Contacts by mail address.
    by_mail: HashMap<String, Vec<usize>>,
}

impl Known {
    /// What is there now.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Known> {
        let agencies = agency::Entity::find()
            .filter(agency::COLUMN.is_active.eq(true))
            .order_by_asc(agency::COLUMN.id)
            .all(db)
            .await?;
        let mut known = Known::default();
        for region in regions::list(db).await? {
            known.regions.entry(region.code).or_insert(region.id);
        }
        agencies.into_iter().for_each(|agency| known.add_agency(agency));
        contacts::list(db).await?.into_iter().for_each(|contact| known.add_contact(contact));
        Ok(known)
    }

    fn add_agency(&mut self, agency: agency::Model) {
        let place = self.agencies.len();
        self.by_name.entry((agency.region_id, name_key(&agency.name))).or_insert(place);
        self.by_id.insert(agency.id, place);
        self.agencies.push(agency);
    }

    fn add_contact(&mut self, contact: contact::Model) {
        let place = self.contacts.len();
        self.of_agency.entry(contact.agency_id).or_default().push(place);
        self.by_mail.entry(mail_key(&contact.email)).or_default().push(place);
        self.contacts.push(contact);
    }

    /// Takes what an agency is now; its name and its area are as before.
    fn replace_agency(&mut self, changed: agency::Model) {
        let Some(place) = self.by_id.get(&changed.id).copied() else { return };
        if let Some(known) = self.agencies.get_mut(place) {
            *known = changed;
        }
    }

    /// Takes what a contact is now; its agency is as before.
    fn replace_contact(&mut self, changed: contact::Model) {
        let own = self.of_agency.get(&changed.agency_id).into_iter().flatten().copied();
        let mut own = own.filter(|place| self.contacts.get(*place).is_some_and(|one| one.id == changed.id));
        let Some(place) = own.next() else { return };
        let Some(known) = self.contacts.get_mut(place) else { return };
        let (before, now) = (mail_key(&known.email), mail_key(&changed.email));
        *known = changed;
        if let Some(places) = self.by_mail.get_mut(&before) {
            places.retain(|other| *other != place);
        }
        self.by_mail.entry(now).or_default().push(place);
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
                self.add_agency(imagined_agency(agency, self.region(line), line));
            }
            if outcome.contact == Fate::New {
                self.add_contact(imagined_contact(agency, line));
            }
            outcomes.push(outcome);
        }
        outcomes
    }

    fn agency(&self, line: &Line) -> Option<&agency::Model> {
        let place = self.by_name.get(&(self.region(line), name_key(&line.name)))?;
        self.agencies.get(*place)
    }

    fn region(&self, line: &Line) -> RegionId {
        self.regions.get(&line.region).copied().unwrap_or(RegionId(0))
    }

    /// The contact of an agency with the same mail address, or the same name where the address is new; of those without a
    /// name the one with the same number or postal address.
    fn contact(&self, agency: AgencyId, line: &Line) -> Option<&contact::Model> {
        let same_email = self.with_mail_of(line).find(|known| known.agency_id == agency);
        let name = name_key(&line.contact);
        same_email.or_else(|| {
            let places = self.of_agency.get(&agency).into_iter().flatten();
            let mut namesakes = places
                .filter_map(|place| self.contacts.get(*place))
                .filter(|known| name_key(&known.name) == name);
            namesakes.find(|known| !name.is_empty() || is_same_desk(known, line))
        })
    }

    /// The contacts with the mail address of a row; none if it has none.
    fn with_mail_of(&self, line: &Line) -> impl Iterator<Item = &contact::Model> {
        let places = if line.email.is_empty() { None } else { self.by_mail.get(&mail_key(&line.email)) };
        places.into_iter().flatten().filter_map(move |place| self.contacts.get(*place))
    }

    fn outcome(&self, line: &Line) -> Outcome {
        let known = self.agency(line);
        let agency = match known {
            None => Fate::New,
            Some(known) if is_news(known, line) => Fate::Updated,
            Some(_) => Fate::Kept,
        };
        let contact = known.and_then(|known| self.contact(known.id, line));
        let contact = match (line.has_contact(), contact) {
            (false, _) => Fate::None,
            (true, None) => Fate::New,
            (true, Some(known)) if merged(known, line) == input_of(known) => Fate::Kept,
            (true, Some(_)) => Fate::Updated,
        };
        let mut elsewhere = self
            .with_mail_of(line)
            .filter(|other| Some(other.agency_id) != known.map(|known| known.id))
            .filter_map(|other| self.agencies.get(*self.by_id.get(&other.agency_id)?));
        let same_email_at = elsewhere.next().map(|agency| agency.name.clone()).unwrap_or_default();
        Outcome { agency, contact, same_email_at }
    }
}

/// A text by which two writings of one mail address are the same.
fn mail_key(email: &str) -> String {
    folded(email).to_lowercase()
}

/// Whether a row says something of an agency that is not known.
fn is_news(known: &agency::Model, line: &Line) -> bool {
    let place = known.municipality.as_deref().unwrap_or_default();
    known.kind != line.kind || says_more(&known.note, &line.note) || says_more(place, &line.municipality)
}

fn says_more(known: &str, said: &str) -> bool {
    !said.is_empty() && said != known
}

/// Whether a contact without a name is the one that a row without a name speaks of: they have a number or a postal address
/// in common, and not two mail addresses.
fn is_same_desk(known: &contact::Model, line: &Line) -> bool {
    let ways = [(&known.fax, &line.fax), (&known.phone, &line.phone), (&known.address, &line.address)];
    let is_shared = ways.into_iter().any(|(known, said)| !said.is_empty() && known == said);
    is_shared && (known.email.is_empty() || line.email.is_empty())
}

/// What is said, or what is known where nothing is.
fn either(said: &str, known: &str) -> String {
    if said.is_empty() { known.to_owned() } else { said.to_owned() }
}

/// What is known with what a row says; an empty cell takes nothing away, a wish neither.
fn merged(known: &contact::Model, line: &Line) -> ContactInput {
    ContactInput {
        name: either(&line.contact, &known.name),
        email: either(&line.email, &known.email),
        fax: either(&line.fax, &known.fax),
        phone: either(&line.phone, &known.phone),
        address: either(&line.address, &known.address),
        preferred: either(&line.preferred, &either(&known.preferred, line.usual_way())),
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
        municipality: place(line).map(str::to_owned),
        note: line.note.clone(),
        is_active: true,
        revision: 1,
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}

/// The municipality that a row names.
fn place(line: &Line) -> Option<&str> {
    Some(line.municipality.as_str()).filter(|code| !code.is_empty())
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
        preferred: either(&line.preferred, line.usual_way()),
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
        agencies::set_municipality(db, id, place(line), by).await?;
        known.add_agency(agencies::find(db, id).await?);
        return Ok(id);
    };
    if fate == Fate::Updated {
        // The name stays as it was written first.
        let changed = AgencyInput { name: found.name.clone(), ..input(&found.note) };
        agencies::update(db, found.id, found.revision, changed, by).await?;
        if let Some(place) = place(line) {
            agencies::set_municipality(db, found.id, Some(place), by).await?;
        }
        known.replace_agency(agencies::find(db, found.id).await?);
    }
    Ok(found.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(agency: &str, contact: &str, email: &str, fax: &str) -> Line {
        Line {
            name: agency.to_owned(),
            kind: "22".to_owned(),
            region: "7".to_owned(),
            contact: contact.to_owned(),
            email: email.to_owned(),
            fax: fax.to_owned(),
            ..Line::default()
        }
    }

    /// What would become of the agencies and contacts of a list where nothing is known yet.
    fn foreseen(lines: &[Line]) -> Vec<(Fate, Fate)> {
        let mut known = Known::default();
        known.regions.insert("7".to_owned(), RegionId(7));
        known.foresee(lines).into_iter().map(|outcome| (outcome.agency, outcome.contact)).collect()
    }

    #[test]
    fn a_row_without_a_wish_leaves_the_wish_that_is_there() {
        let row = line("架空センター", "架空 花子", "a@example.jp", "000-000-0000");
        let mut known = imagined_contact(AgencyId(1), &row);
        assert_eq!(known.preferred, "email", "who is new is reached in the usual way");
        known.preferred = "post".to_owned();
        assert_eq!(merged(&known, &row).preferred, "post");
        assert_eq!(merged(&known, &Line { preferred: "fax".to_owned(), ..row.clone() }).preferred, "fax");
        known.preferred = String::new();
        assert_eq!(merged(&known, &row).preferred, "email");
    }

    #[test]
    fn contacts_without_a_name_are_told_apart_by_their_addresses() {
        let rows = [
            line("架空センター", "", "a@example.jp", "000-000-0000"),
            line("架空センター", "", "b@example.jp", "000-000-0000"),
            line("架空センター", "", "", "000-000-0001"),
            // Each of them once more.
            line("架空センター", "", "b@example.jp", ""),
            line("架空センター", "", "", "000-000-0001"),
        ];
        let contacts: Vec<Fate> = foreseen(&rows).into_iter().map(|(_, contact)| contact).collect();
        assert_eq!(contacts, [Fate::New, Fate::New, Fate::New, Fate::Kept, Fate::Kept]);
    }

    #[test]
    fn agencies_and_people_are_the_same_only_under_the_same_name() {
        let rows = [
            line("架空ハート", "架空 ユウコ", "", "000-000-0000"),
            line("架空ハト", "架空 ユウコ", "", "000-000-0000"),
            line("架空　ﾊｰﾄ", "架空　ﾕｳｺ", "", ""),
            line("架空ハート", "架空 ユーコ", "", ""),
        ];
        let agencies_and_contacts = foreseen(&rows);
        assert_eq!(agencies_and_contacts[..2], [(Fate::New, Fate::New); 2]);
        assert_eq!(agencies_and_contacts[2..], [(Fate::Kept, Fate::Updated), (Fate::Kept, Fate::New)]);
    }
}
