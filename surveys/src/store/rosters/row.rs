//! What a row of a list says beside what is known.

use crate::entity::{agency, contact};
use crate::id::{AgencyId, ContactId, OrganisationId, RegionId};
use crate::stakeholder::roster::Line;
use crate::store::contacts::ContactInput;

/// Whether a row says something of an agency that is not known.
pub(super) fn is_news(known: &agency::Model, line: &Line) -> bool {
    let place = known.municipality.as_deref().unwrap_or_default();
    known.kind != line.kind || says_more(&known.note, &line.note) || says_more(place, &line.municipality)
}

/// The municipality that a row names.
pub(super) fn place(line: &Line) -> Option<&str> {
    Some(line.municipality.as_str()).filter(|code| !code.is_empty())
}

/// Whether something is said that is not known.
fn says_more(known: &str, said: &str) -> bool {
    !said.is_empty() && said != known
}

/// Whether a contact without a name is the one that a row without a name speaks of: they have a number or a postal address
/// in common, and not two mail addresses.
pub(super) fn is_same_desk(known: &contact::Model, line: &Line) -> bool {
    let ways = [(&known.fax, &line.fax), (&known.phone, &line.phone), (&known.address, &line.address)];
    let is_shared = ways.into_iter().any(|(known, said)| !said.is_empty() && known == said);
    is_shared && (known.email.is_empty() || line.email.is_empty())
}

/// What is said, or what is known where nothing is.
fn either(said: &str, known: &str) -> String {
    if said.is_empty() { known.to_owned() } else { said.to_owned() }
}

/// What is known with what a row says; an empty cell takes nothing away, a wish neither.
pub(super) fn merged(known: &contact::Model, line: &Line) -> ContactInput {
    ContactInput {
        name: either(&line.contact, &known.name),
        email: either(&line.email, &known.email),
        fax: either(&line.fax, &known.fax),
        phone: either(&line.phone, &known.phone),
        address: either(&line.address, &known.address),
        preferred: either(&line.preferred, &either(&known.preferred, line.usual_way())),
    }
}

/// What a contact says.
pub(super) fn input_of(known: &contact::Model) -> ContactInput {
    ContactInput {
        name: known.name.clone(),
        email: known.email.clone(),
        fax: known.fax.clone(),
        phone: known.phone.clone(),
        address: known.address.clone(),
        preferred: known.preferred.clone(),
    }
}

/// The agency that a row would make.
pub(super) fn imagined_agency(
    id: AgencyId,
    region_id: RegionId,
    organisation_id: Option<OrganisationId>,
    line: &Line,
) -> agency::Model {
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
        organisation_id,
    }
}

/// The contact that a row would make.
pub(super) fn imagined_contact(agency: AgencyId, line: &Line) -> contact::Model {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_wish_leaves_the_wish_that_is_there() {
        let row = Line {
            name: "架空センター".to_owned(),
            kind: "22".to_owned(),
            region: "7".to_owned(),
            contact: "架空 花子".to_owned(),
            email: "a@example.jp".to_owned(),
            fax: "000-000-0000".to_owned(),
            ..Line::default()
        };
        let mut known = imagined_contact(AgencyId(1), &row);
        assert_eq!(known.preferred, "email", "who is new is reached in the usual way");
        known.preferred = "post".to_owned();
        assert_eq!(merged(&known, &row).preferred, "post");
        assert_eq!(merged(&known, &Line { preferred: "fax".to_owned(), ..row.clone() }).preferred, "fax");
        known.preferred = String::new();
        assert_eq!(merged(&known, &row).preferred, "email");
    }
}
