//! What is known of agencies and contacts while a list is taken in, and what would become of its rows.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::row::{imagined_agency, imagined_contact, input_of, is_news, is_same_desk, merged};
use super::{Fate, Outcome};
use crate::entity::{agency, contact};
use crate::error::Result;
use crate::id::{AgencyId, OrganisationId, RegionId};
use crate::stakeholder::double::{Alike, Double, Marks, mail_key, organisation_key};
use crate::stakeholder::roster::{Line, name_key};
use crate::store::doubles::Likely;
use crate::store::{agency_merges, contacts, organisations, regions};

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
    /// Agencies by what may be the same of others.
    alike: Alike,
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

    pub(super) fn add_agency(&mut self, agency: agency::Model) {
        let place = self.agencies.len();
        self.by_name.entry((agency.region_id, name_key(&agency.name))).or_insert(place);
        self.by_id.insert(agency.id, place);
        self.alike.add(&named(&agency, &agency.name));
        self.agencies.push(agency);
    }

    /// An agency that went into another one is found as that one, so that an old list does not make it anew.
    fn add_alias(&mut self, dropped: &agency::Model, standing: AgencyId) {
        let Some(place) = self.by_id.get(&standing).copied() else { return };
        let Some(known) = self.agencies.get(place) else { return };
        self.alike.add(&named(known, &dropped.name));
        if known.region_id == dropped.region_id {
            let name = (dropped.region_id, name_key(&dropped.name));
            if !self.by_name.contains_key(&name) {
                self.by_name.insert(name.clone(), place);
                self.aliases.insert(name);
            }
        }
    }

    pub(super) fn add_contact(&mut self, contact: contact::Model) {
        let place = self.contacts.len();
        self.of_agency.entry(contact.agency_id).or_default().push(place);
        self.by_mail.entry(mail_key(&contact.email)).or_default().push(place);
        if let Some(agency) = self.with_id(contact.agency_id) {
            let marks = reached(named(agency, ""), &contact.email, &contact.phone);
            self.alike.add(&marks);
        }
        self.contacts.push(contact);
    }

    /// Takes what an organisation is known by.
    pub(super) fn add_organisation(&mut self, id: OrganisationId, key: String) {
        self.organisations.insert(id, key);
    }

    /// Takes what an agency is now; its name and its area are as before.
    pub(super) fn replace_agency(&mut self, changed: agency::Model) {
        let Some(place) = self.by_id.get(&changed.id).copied() else { return };
        if let Some(known) = self.agencies.get_mut(place) {
            *known = changed;
        }
    }

    /// Takes what a contact is now; its agency is as before.
    pub(super) fn replace_contact(&mut self, changed: contact::Model) {
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

    fn with_id(&self, id: AgencyId) -> Option<&agency::Model> {
        self.agencies.get(*self.by_id.get(&id)?)
    }

    pub(super) fn agency(&self, line: &Line) -> Option<&agency::Model> {
        let place = self.by_name.get(&(self.region(line), name_key(&line.name)))?;
        self.agencies.get(*place)
    }

    pub(super) fn region(&self, line: &Line) -> RegionId {
        self.regions.get(&line.region).copied().unwrap_or(RegionId(0))
    }

    /// The contact of an agency with the same mail address, or the same name where the address is new; of those without a
    /// name the one with the same number or postal address.
    pub(super) fn contact(&self, agency: AgencyId, line: &Line) -> Option<&contact::Model> {
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

    /// What becomes of a row.
    pub(super) fn outcome(&self, line: &Line) -> Outcome {
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
            .filter_map(|other| self.with_id(other.agency_id));
        let same_email_at = elsewhere.next().map(|agency| agency.name.clone()).unwrap_or_default();
        let may_be = if agency == Fate::New { self.doubles(line) } else { Vec::new() };
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
        let next = OrganisationId(-1 - i64::try_from(self.organisations.len()).unwrap_or(0));
        let id = self.organisation(&said).unwrap_or(next);
        self.organisations.insert(id, said);
        Some(id)
    }

    fn organisation(&self, key: &str) -> Option<OrganisationId> {
        self.organisations.iter().find(|(_, own)| *own == key).map(|(id, _)| *id)
    }

    /// The agencies that a new one may be, by the rules that hold for agencies of the list; those of earlier rows last.
    fn doubles(&self, line: &Line) -> Vec<Likely> {
        let row = Marks {
            id: AgencyId(0),
            name: line.name.clone(),
            organisation: self.organisation(&organisation_key(&line.organisation)),
            emails: Vec::new(),
            phones: Vec::new(),
        };
        let mut doubles = self.alike.doubles(&reached(row, &line.email, &line.phone));
        doubles.sort_by_key(|double| (double.other.0 < 0, double.other.0.abs()));
        let likely = |double: Double| {
            let name = self.with_id(double.other)?.name.clone();
            Some(Likely { agency: double.other, name, by: double.by })
        };
        doubles.into_iter().filter_map(likely).collect()
    }
}

/// What an agency is compared by under one of its names.
fn named(agency: &agency::Model, name: &str) -> Marks {
    Marks {
        id: agency.id,
        name: name.to_owned(),
        organisation: agency.organisation_id,
        emails: Vec::new(),
        phones: Vec::new(),
    }
}

/// The same with a way to reach it.
fn reached(marks: Marks, email: &str, phone: &str) -> Marks {
    Marks { emails: vec![email.to_owned()], phones: vec![phone.to_owned()], ..marks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stakeholder::double::Likeness;

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
        let likely: Vec<Option<Likeness>> = seen
            .iter()
            .map(|outcome| outcome.may_be.first().and_then(|one| one.by.first().copied()))
            .collect();
        assert_eq!(likely, [None, None, None, Some(Likeness::Name), Some(Likeness::Phone)]);
        let names: Vec<&str> = seen[4].may_be.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["第一作業所", "第二作業所"], "as on the list: all that may be the same");
    }
}
