//! Agencies of the list that may be one.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{agency, contact};
use crate::error::Result;
use crate::id::AgencyId;
use crate::stakeholder::double::{self, Double, Marks};
use crate::store::contacts;

/// For each active agency those that may be the same. Agencies without any are left out.
pub async fn all(db: &impl ConnectionTrait) -> Result<HashMap<AgencyId, Vec<Double>>> {
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
    Ok(double::doubles(&marks))
}
