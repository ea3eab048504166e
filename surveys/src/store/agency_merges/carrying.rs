//! Carrying a merge out, and the moves that undoing makes the other way.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};

use super::{InvitationFate, InvitationPlan, Pair, Plan, Record, Values, json, lock, of_dropped, plan};
use crate::entity::{agency, agency_merge, contact, invitation, promise};
use crate::error::{Error, Result};
use crate::id::{AgencyId, AgencyMergeId, ApproachId, ContactId, InvitationId, PromiseId, UserId};
use crate::store::approaches::Way;
use crate::store::{approaches, audit, contacts, hearings, invitations};

/// Makes one agency of two; `values` are what it is called and is (see [`Plan::keeps_group`]), `seen` is the fingerprint of the plan that was shown. Done
/// twice it changes nothing.
///
/// # Errors
/// [`Error::Stale`] if anything is otherwise than it was shown; [`Error::State`] for an agency with itself.
pub async fn merge(
    db: &impl ConnectionTrait,
    pair: Pair,
    values: Values,
    seen: &str,
    by: UserId,
) -> Result<AgencyMergeId> {
    if pair.kept == pair.dropped {
        return Err(Error::State("merge-same"));
    }
    let (kept, dropped) = lock(db, pair).await?;
    if let Some(done) = of_dropped(db, pair.dropped).await? {
        return if done.kept_id == pair.kept { Ok(done.id) } else { Err(Error::Stale) };
    }
    let plan = plan(db, &kept, &dropped).await?;
    if !kept.is_active || plan.fingerprint(&kept, &dropped)? != seen {
        return Err(Error::Stale);
    }
    let values = match plan.keeps_group {
        true => Values { kind: kept.kind.clone(), region: kept.region_id, ..values },
        false => values,
    };
    move_things(db, &plan, pair.dropped, pair.kept, by).await?;
    join_approaches(db, &plan, pair.kept, by).await?;
    move_invitations(db, &plan, pair).await?;
    let record =
        Record { before: Values::of(&kept), after: values.clone(), was_active: dropped.is_active, plan };
    write(db, kept, values, true).await?;
    let off = Values::of(&dropped);
    write(db, dropped, off, false).await?;
    reach(db, pair.kept).await?;
    keep(db, pair, &record, by).await
}

/// Keeps what undoing needs. The event has numbers alone, and none of invitations.
async fn keep(db: &impl ConnectionTrait, pair: Pair, record: &Record, by: UserId) -> Result<AgencyMergeId> {
    let model = agency_merge::ActiveModel {
        kept_id: Set(pair.kept),
        dropped_id: Set(pair.dropped),
        record: Set(serde_json::to_string(record).map_err(json)?),
        merged_by: Set(by),
        merged_at: Set(Utc::now()),
        undone_by: Set(None),
        undone_at: Set(None),
        ..Default::default()
    }
    .insert(db)
    .await?;
    let plan = &record.plan;
    let detail = serde_json::json!({
        "merge": model.id,
        "dropped": pair.dropped,
        "contacts": plan.contacts,
        "hearings": plan.hearings,
        "promises": plan.promises,
        "approaches": plan.approaches.iter().map(|one| one.other).collect::<Vec<_>>(),
        "invitations": plan.invitations.len(),
    });
    audit_agency(db, "agency.merge", pair.kept, detail, by).await?;
    Ok(model.id)
}

/// Records an event of an agency.
pub(super) async fn audit_agency(
    db: &impl ConnectionTrait,
    action: &str,
    agency: AgencyId,
    detail: serde_json::Value,
    by: UserId,
) -> Result<()> {
    let event =
        audit::Event { user: Some(by), action, thing_kind: "agency", thing_id: Some(agency.0), detail };
    audit::record(db, event).await
}

/// Moves contacts, hearings and promises of a plan, as far as they are still with `from`.
pub(super) async fn move_things(
    db: &impl ConnectionTrait,
    plan: &Plan,
    from: AgencyId,
    to: AgencyId,
    by: UserId,
) -> Result<()> {
    let contacts: Vec<ContactId> = plan.contacts.clone();
    contact::Entity::update_many()
        .set(contact::ActiveModel { agency_id: Set(to), ..Default::default() })
        .filter(contact::COLUMN.id.is_in(contacts))
        .filter(contact::COLUMN.agency_id.eq(from))
        .exec(db)
        .await?;
    let promises: Vec<PromiseId> = plan.promises.clone();
    promise::Entity::update_many()
        .set(promise::ActiveModel { agency_id: Set(Some(to)), ..Default::default() })
        .filter(promise::COLUMN.id.is_in(promises))
        .filter(promise::COLUMN.agency_id.eq(from))
        .exec(db)
        .await?;
    for hearing in &plan.hearings {
        hearings::retie(db, *hearing, from, to, by).await?;
    }
    Ok(())
}

/// Ways of which the other agency has none move; of two the one that stays says what holds.
async fn join_approaches(db: &impl ConnectionTrait, plan: &Plan, kept: AgencyId, by: UserId) -> Result<()> {
    for one in &plan.approaches {
        match &one.own {
            None => approaches::retie(db, one.other, kept).await?,
            Some((own, way)) => say(db, *own, way, &one.after, "approach.merge", by).await?,
        }
    }
    Ok(())
}

/// Lets an approach say something else; what it says already leaves no trace.
pub(super) async fn say(
    db: &impl ConnectionTrait,
    id: ApproachId,
    before: &Way,
    after: &Way,
    action: &str,
    by: UserId,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    approaches::rewrite(db, id, after, action, by).await
}

async fn move_invitations(db: &impl ConnectionTrait, plan: &Plan, pair: Pair) -> Result<()> {
    for one in &plan.invitations {
        match (one.fate, one.own) {
            (InvitationFate::Moves, _) => move_invitation(db, one.other, pair.kept).await?,
            (InvitationFate::ChangesPlaces, Some(_)) => {
                change_places(db, one, pair.kept, pair.dropped).await?
            }
            _ => {}
        }
    }
    Ok(())
}

/// Ties an invitation to another agency; nothing else of it is read or written.
pub(super) async fn move_invitation(
    db: &impl ConnectionTrait,
    id: InvitationId,
    agency: AgencyId,
) -> Result<()> {
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { agency_id: Set(agency), ..Default::default() })
        .filter(invitation::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// The invitation of the agency that goes gets the place of the other one, which goes to `own_to`. An agency is asked once by
/// a questionnaire, so one of the two is taken out and put back as it was. Only for known invitations.
pub(super) async fn change_places(
    db: &impl ConnectionTrait,
    plan: &InvitationPlan,
    other_to: AgencyId,
    own_to: AgencyId,
) -> Result<()> {
    let Some(own) = plan.own else { return Ok(()) };
    let found = invitations::find(db, own).await?;
    invitation::Entity::delete_by_id(own).exec(db).await?;
    move_invitation(db, plan.other, other_to).await?;
    let back = invitation::ActiveModel {
        id: Set(found.id),
        questionnaire_id: Set(found.questionnaire_id),
        agency_id: Set(own_to),
        contact_id: Set(found.contact_id),
        seed: Set(found.seed),
        token_hash: Set(found.token_hash),
        code_hash: Set(found.code_hash),
        is_answered: Set(found.is_answered),
        response_id: Set(found.response_id),
    };
    invitation::Entity::insert(back).exec_without_returning(db).await?;
    Ok(())
}

/// Writes what an agency is called and is, and whether it is on the list. Forms that are open are stale afterwards.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    agency: agency::Model,
    values: Values,
    is_active: bool,
) -> Result<()> {
    let revision = agency.revision.saturating_add(1);
    let mut model = agency.into_active_model();
    model.name = Set(values.name);
    model.kind = Set(values.kind);
    model.region_id = Set(values.region);
    model.note = Set(values.note);
    model.organisation_id = Set(values.organisation);
    model.municipality = Set(values.municipality);
    model.is_active = Set(is_active);
    model.revision = Set(revision);
    model.update(db).await?;
    Ok(())
}

/// Letters about an agency's invitations go to its own contacts: those of another one, or of nobody, to its first.
pub(super) async fn reach(db: &impl ConnectionTrait, agency: AgencyId) -> Result<()> {
    let own: Vec<ContactId> =
        contacts::of_agency(db, agency).await?.into_iter().map(|contact| contact.id).collect();
    let elsewhere = Condition::any()
        .add(invitation::Column::ContactId.is_null())
        .add(invitation::Column::ContactId.is_not_in(own.clone()));
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { contact_id: Set(own.first().copied()), ..Default::default() })
        .filter(invitation::COLUMN.agency_id.eq(agency))
        .filter(elsewhere)
        .exec(db)
        .await?;
    Ok(())
}
