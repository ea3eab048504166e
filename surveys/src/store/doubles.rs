//! Agencies of the list that may be one.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{agency, contact};
use crate::error::Result;
use crate::id::AgencyId;
use crate::stakeholder::double::{self, Double, Likeness, Marks};
use crate::store::{contacts, different_agencies};

/// Another agency of the list that may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The other one.
    pub agency: AgencyId,
    /// Its name.
    pub name: String,
    /// By what they look like one; never empty.
    pub by: Vec<Likeness>,
}

/// For each active agency those that may be the same, without those of which somebody said that they are not. Agencies without
/// any are left out.
pub async fn all(db: &impl ConnectionTrait) -> Result<HashMap<AgencyId, Vec<Likely>>> {
    let agencies = agency::Entity::find()
        .filter(agency::COLUMN.is_active.eq(true))
        .order_by_asc(agency::COLUMN.id)
        .all(db)
        .await?;
    let mut of_agency: HashMap<AgencyId, Vec<contact::Model>> = HashMap::new();
    for contact in contacts::list(db).await? {
        of_agency.entry(contact.agency_id).or_default().push(contact);
    }
    let marks = |agency: &agency::Model| {
        let own = of_agency.get(&agency.id).map(Vec::as_slice).unwrap_or_default();
        Marks {
            id: agency.id,
            name: agency.name.clone(),
            organisation: agency.organisation_id,
            emails: own.iter().map(|contact| contact.email.clone()).collect(),
            phones: own.iter().map(|contact| contact.phone.clone()).collect(),
        }
    };
    let marks: Vec<Marks> = agencies.iter().map(marks).collect();
    let names: HashMap<AgencyId, &str> =
        agencies.iter().map(|agency| (agency.id, agency.name.as_str())).collect();
    let likely = |double: Double| Likely {
        agency: double.other,
        name: names.get(&double.other).copied().unwrap_or_default().to_owned(),
        by: double.by,
    };
    let known = different_agencies::Known::load(db).await?;
    let mut found: HashMap<AgencyId, Vec<Likely>> = HashMap::new();
    for (id, doubles) in double::doubles(&marks) {
        let open = doubles.into_iter().filter(|double| !known.has(id, double.other));
        let open: Vec<Likely> = open.map(likely).collect();
        if !open.is_empty() {
            found.insert(id, open);
        }
    }
    Ok(found)
}
