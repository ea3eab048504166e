//! Contacts: who can be reached at an agency. All of it is personal; it goes with the contact, from its letters too.

use std::collections::HashMap;

use chrono::{NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entity::{contact, invitation};
use crate::error::{Error, Result};
use crate::id::{AgencyId, ContactId, UserId};
use crate::store::{audit, messages};

/// What the coordinator enters of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactInput {
    /// Name of the person or the desk; may be empty.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// FAX number.
    pub fax: String,
    /// Telephone number.
    pub phone: String,
    /// Postal address.
    pub address: String,
    /// A code of `stakeholder::roster::WAYS`.
    pub preferred: String,
}

/// A random seed, and the hash of what the service's key makes of it.
#[derive(Debug, Clone)]
pub struct Seed {
    /// The seed.
    pub seed: String,
    /// Hash of the secret of the page that ends letters.
    pub opt_out_hash: String,
}

/// Adds a contact to an agency; invitations of the agency that nobody gets letters about go to it.
pub async fn create(
    db: &impl ConnectionTrait,
    agency: AgencyId,
    input: ContactInput,
    seed: Seed,
    by: UserId,
) -> Result<contact::Model> {
    let model = contact::ActiveModel {
        agency_id: Set(agency),
        name: Set(input.name),
        email: Set(input.email),
        fax: Set(input.fax),
        phone: Set(input.phone),
        address: Set(input.address),
        preferred: Set(input.preferred),
        seed: Set(seed.seed),
        opt_out_hash: Set(seed.opt_out_hash),
        undeliverable: Set(String::new()),
        created_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    write_to(db, agency, model.id).await?;
    record(db, Some(by), "contact.create", model.id).await?;
    Ok(model)
}

/// Changes a contact. A new mail address can be written to again, and gets what was given up.
pub async fn update(
    db: &impl ConnectionTrait,
    id: ContactId,
    input: ContactInput,
    by: UserId,
) -> Result<contact::Model> {
    let before = find(db, id).await?;
    let is_new_address = before.email != input.email;
    let undeliverable = if is_new_address { String::new() } else { before.undeliverable };
    let model = contact::ActiveModel {
        id: Set(id),
        name: Set(input.name),
        email: Set(input.email),
        fax: Set(input.fax),
        phone: Set(input.phone),
        address: Set(input.address),
        preferred: Set(input.preferred),
        undeliverable: Set(undeliverable),
        ..Default::default()
    }
    .update(db)
    .await?;
    if is_new_address && !model.email.is_empty() {
        messages::readdress(db, id, &model.email).await?;
    }
    record(db, Some(by), "contact.update", id).await?;
    Ok(model)
}

/// Corrects the mail address of a contact that could not be written to, and nothing else of it. What was given up goes
/// there, even where the address is the same: then the mail server was wrong.
pub async fn correct(db: &impl ConnectionTrait, id: ContactId, email: &str, by: UserId) -> Result<()> {
    contact::ActiveModel {
        id: Set(id),
        email: Set(email.to_owned()),
        undeliverable: Set(String::new()),
        ..Default::default()
    }
    .update(db)
    .await?;
    messages::readdress(db, id, email).await?;
    record(db, Some(by), "contact.update", id).await
}

/// Erases a contact and what letters say of it. Invitations stay with their agency.
pub async fn erase(db: &impl ConnectionTrait, id: ContactId, by: UserId) -> Result<()> {
    let agency = find(db, id).await?.agency_id;
    messages::empty_of_contact(db, id).await?;
    contact::Entity::delete_by_id(id).exec(db).await?;
    if let Some(next) = of_agency(db, agency).await?.first() {
        write_to(db, agency, next.id).await?;
    }
    record(db, Some(by), "contact.erase", id).await
}

/// Sends letters about an agency's invitations that go to nobody to a contact.
async fn write_to(db: &impl ConnectionTrait, agency: AgencyId, id: ContactId) -> Result<()> {
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { contact_id: Set(Some(id)), ..Default::default() })
        .filter(invitation::COLUMN.agency_id.eq(agency))
        .filter(invitation::COLUMN.contact_id.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// The contact with this number.
pub async fn find(db: &impl ConnectionTrait, id: ContactId) -> Result<contact::Model> {
    contact::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Takes the row of a contact for this transaction, so that two changes of one contact follow each other.
pub async fn lock(db: &impl ConnectionTrait, id: ContactId) -> Result<contact::Model> {
    contact::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// The contact whose page has this secret.
pub async fn find_by_opt_out(db: &impl ConnectionTrait, hash: &str) -> Result<contact::Model> {
    let query = contact::Entity::find().filter(contact::COLUMN.opt_out_hash.eq(hash));
    query.one(db).await?.ok_or(Error::NotFound)
}

/// The contacts of an agency, the first entered one first.
pub async fn of_agency(db: &impl ConnectionTrait, agency: AgencyId) -> Result<Vec<contact::Model>> {
    let query =
        contact::Entity::find().filter(contact::COLUMN.agency_id.eq(agency)).order_by_asc(contact::COLUMN.id);
    Ok(query.all(db).await?)
}

/// All contacts, the first entered one first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<contact::Model>> {
    Ok(contact::Entity::find().order_by_asc(contact::COLUMN.id).all(db).await?)
}

/// Mail addresses in lower case to which letters were declined, with the last day on which that was said.
///
/// # Errors
/// When the database fails.
pub async fn declined(db: &impl ConnectionTrait) -> Result<HashMap<String, NaiveDate>> {
    let query = contact::Entity::find().filter(contact::COLUMN.opted_out_on.is_not_null());
    let mut declined = HashMap::new();
    for contact in query.all(db).await? {
        let Some(day) = contact.opted_out_on.filter(|_| !contact.email.is_empty()) else { continue };
        let last = declined.entry(contact.email.to_lowercase()).or_insert(day);
        *last = Ord::max(day, *last);
    }
    Ok(declined)
}

/// The last day on which letters to a mail address were declined, in capitals or not; None where they were not.
///
/// # Errors
/// When the database fails.
pub async fn declined_on(db: &impl ConnectionTrait, email: &str) -> Result<Option<NaiveDate>> {
    if email.is_empty() {
        return Ok(None);
    }
    // The database makes both of them small, so that an address is found at least as it is written.
    let is_this = Func::lower(Expr::col(contact::Column::Email)).eq(Func::lower(Expr::val(email)));
    let query = contact::Entity::find().filter(contact::COLUMN.opted_out_on.is_not_null()).filter(is_this);
    Ok(query.all(db).await?.into_iter().filter_map(|contact| contact.opted_out_on).max())
}

/// Ends letters to a contact, or takes that back. Done twice it changes nothing. The event of somebody without an account
/// does not say whose contact it was: that is kept by the day only.
pub async fn opt_out(
    db: &impl ConnectionTrait,
    id: ContactId,
    on: Option<NaiveDate>,
    by: Option<UserId>,
) -> Result<()> {
    if find(db, id).await?.opted_out_on.is_some() == on.is_some() {
        return Ok(());
    }
    contact::ActiveModel { id: Set(id), opted_out_on: Set(on), ..Default::default() }.update(db).await?;
    let action = if on.is_some() { "contact.opt_out" } else { "contact.opt_in" };
    let event = audit::Event {
        user: by,
        action,
        thing_kind: "contact",
        thing_id: by.map(|_| id.0),
        detail: serde_json::json!({}),
    };
    audit::record(db, event).await
}

/// Notes that an address cannot be written to, with what the mail server said, unless it was changed meanwhile.
pub async fn set_undeliverable(
    db: &impl ConnectionTrait,
    id: ContactId,
    email: &str,
    reason: String,
) -> Result<()> {
    let changed = contact::Entity::update_many()
        .set(contact::ActiveModel { undeliverable: Set(reason), ..Default::default() })
        .filter(contact::COLUMN.id.eq(id))
        .filter(contact::COLUMN.email.eq(email))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(());
    }
    record(db, None, "contact.undeliverable", id).await
}

/// Notes that letters to an address came back later, with what the report said, unless the address was changed meanwhile.
/// They count as given up, so that they go out again once the address is corrected.
pub async fn set_returned(
    db: &impl ConnectionTrait,
    id: ContactId,
    email: &str,
    reason: String,
    by: UserId,
) -> Result<()> {
    let contact = lock(db, id).await?;
    if contact.email != email {
        return Ok(());
    }
    contact::ActiveModel { id: Set(id), undeliverable: Set(reason), ..Default::default() }.update(db).await?;
    messages::give_up(db, id, email).await?;
    record(db, Some(by), "contact.undeliverable", id).await
}

async fn record(db: &impl ConnectionTrait, by: Option<UserId>, action: &str, id: ContactId) -> Result<()> {
    let event = audit::Event::plain(by, action, ("contact", id.0));
    audit::record(db, event).await
}
