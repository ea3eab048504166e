//! Taking in a list of agencies and contacts: what is already there is found again, so that a list that is brought twice
//! makes nothing twice.

mod row;

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{agency, contact};
use crate::error::Result;
use crate::id::{AgencyId, OrganisationId, RegionId, UserId};
use crate::stakeholder::double::{Likeness, mail_key, office_key, organisation_key, phone_key};
use crate::stakeholder::roster::{Line, name_key};
use crate::store::agencies::{self, AgencyInput};
use crate::store::contacts::{self, Seed};
use crate::store::{agency_merges, audit, organisations, regions};

use self::row::{imagined_agency, imagined_contact, input_of, is_news, is_same_desk, merged, place};

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
    /// Of a new agency: another one that may be the same, and by what. Whoever takes the row makes a double.
    pub may_be: Option<(String, Likeness)>,
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
    /// Of these, names that are no agency's own: of agencies that went into others.
    aliases: HashSet<(RegionId, String)>,
    by_id: HashMap<AgencyId, usize>,
    /// Contacts by their agency.
    of_agency: HashMap<AgencyId, Vec<usize>>,
    /// Contacts by mail address.
    by_mail: HashMap<String, Vec<usize>>,
    /// Agencies by what is left of their names without legal forms.
    by_office: HashMap<String, usize>,
    /// Contacts by the digits of their telephone.
    by_phone: HashMap<String, usize>,
    /// What organisations are known by.
    organisations: HashMap<OrganisationId, String>,
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
        for organisation in organisations::all(db).await? {
            known.organisations.insert(organisation.id, organisation.name_key);
        }
        agencies.into_iter().for_each(|agency| known.add_agency(agency));
        for (dropped, standing) in agency_merges::dropped(db).await? {
            known.add_alias(&dropped, standing);
        }
        contacts::list(db).await?.into_iter().for_each(|contact| known.add_contact(contact));
        Ok(known)
    }

    fn add_agency(&mut self, agency: agency::Model) {
        let place = self.agencies.len();
        self.by_name.entry((agency.region_id, name_key(&agency.name))).or_insert(place);
        self.by_office.entry(office_key(&agency.name)).or_insert(place);
        self.by_id.insert(agency.id, place);
        self.agencies.push(agency);
    }

    /// An agency that went into another one is found as that one, so that an old list does not make it anew.
    fn add_alias(&mut self, dropped: &agency::Model, standing: AgencyId) {
        let Some(place) = self.by_id.get(&standing).copied() else { return };
        if self.agencies.get(place).is_some_and(|known| known.region_id == dropped.region_id) {
            let name = (dropped.region_id, name_key(&dropped.name));
            if !self.by_name.contains_key(&name) {
                self.by_name.insert(name.clone(), place);
                self.aliases.insert(name);
            }
        }
        self.by_office.entry(office_key(&dropped.name)).or_insert(place);
    }

    fn add_contact(&mut self, contact: contact::Model) {
        let place = self.contacts.len();
        self.of_agency.entry(contact.agency_id).or_default().push(place);
        self.by_mail.entry(mail_key(&contact.email)).or_default().push(place);
        let phone = phone_key(&contact.phone);
        if !phone.is_empty() && self.by_id.contains_key(&contact.agency_id) {
            self.by_phone.entry(phone).or_insert(place);
        }
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
                let (region, organisation) = (self.region(line), self.imagined_organisation(line));
                self.add_agency(imagined_agency(agency, region, organisation, line));
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
            // What holds of the two was chosen when they became one; the row brings contacts.
            Some(_) if self.aliases.contains(&(self.region(line), name_key(&line.name))) => Fate::Kept,
            Some(known) if is_news(known, line) => Fate::Updated,
            Some(known) if self.is_of_another(known, line) => Fate::Updated,
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
        let may_be = if agency == Fate::New { self.double(line) } else { None };
        Outcome { agency, contact, same_email_at, may_be }
    }

    /// Whether a row says that an agency belongs to another organisation than is known.
    fn is_of_another(&self, known: &agency::Model, line: &Line) -> bool {
        let own = known.organisation_id.and_then(|id| self.organisations.get(&id));
        let said = organisation_key(&line.organisation);
        !said.is_empty() && own != Some(&said)
    }

    /// The organisation that a row names, as it will be.
    fn imagined_organisation(&mut self, line: &Line) -> Option<OrganisationId> {
        let said = organisation_key(&line.organisation);
        if said.is_empty() {
            return None;
        }
        let known = self.organisations.iter().find(|(_, key)| **key == said).map(|(id, _)| *id);
        let id = known.unwrap_or(OrganisationId(-1 - i64::try_from(self.organisations.len()).unwrap_or(0)));
        self.organisations.insert(id, said);
        Some(id)
    }

    /// The agency that a new one may be: called so but for width, signs and legal form, or with the same telephone, unless it
    /// is an office of the same organisation.
    fn double(&self, line: &Line) -> Option<(String, Likeness)> {
        let namesake =
            self.by_office.get(&office_key(&line.name)).and_then(|place| self.agencies.get(*place));
        if let Some(namesake) = namesake {
            return Some((namesake.name.clone(), Likeness::Name));
        }
        let contact = self.contacts.get(*self.by_phone.get(&phone_key(&line.phone))?)?;
        let neighbour = self.agencies.get(*self.by_id.get(&contact.agency_id)?)?;
        let is_one_house = neighbour.organisation_id.is_some() && !self.is_of_another(neighbour, line);
        let is_double = line.organisation.is_empty() || !is_one_house;
        is_double.then(|| (neighbour.name.clone(), Likeness::Phone))
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
        let made = assigned(db, known, id, line, by).await?;
        known.add_agency(made);
        return Ok(id);
    };
    if fate == Fate::Updated {
        // The name stays as it was written first.
        let changed = AgencyInput { name: found.name.clone(), ..input(&found.note) };
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
        known.organisations.insert(organisation, said);
    }
    Ok(agency)
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

    #[test]
    fn offices_of_an_organisation_are_one_row_each_and_likely_doubles_are_named() {
        let of = |name: &str, organisation: &str, phone: &str| Line {
            organisation: organisation.to_owned(),
            phone: phone.to_owned(),
            ..line(name, "", "", "")
        };
        let rows = [
            of("第一作業所", "社会福祉法人架空会", "000-000-0000"),
            of("第一作業所", "（福）架空会", ""),
            of("第二作業所", "（社福）架空会", "０００（０００）００００"),
            of("㈱第一作業所", "", ""),
            of("第三作業所", "別の会", "000-000-0000"),
        ];
        let mut known = Known::default();
        known.regions.insert("7".to_owned(), RegionId(7));
        let seen = known.foresee(&rows);
        let fates: Vec<Fate> = seen.iter().map(|outcome| outcome.agency).collect();
        assert_eq!(fates, [Fate::New, Fate::Kept, Fate::New, Fate::New, Fate::New]);
        let likely: Vec<Option<Likeness>> =
            seen.iter().map(|outcome| outcome.may_be.as_ref().map(|(_, by)| *by)).collect();
        assert_eq!(likely, [None, None, None, Some(Likeness::Name), Some(Likeness::Phone)]);
    }
}
