//! Invitations: who is asked, what became of it, and that each is answered once.
//!
//! An anonymous invitation knows one thing of its answer: that there is one. The whole list is written again for every
//! answer, so that neither the order of rows on the disk nor the number of the transaction tells whose it was.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entity::state::InvitingMode;
use crate::entity::{agency, contact, invitation};
use crate::error::{Error, Result};
use crate::id::{AgencyId, ContactId, InvitationId, QuestionnaireId, ResponseId, UserId};
use crate::store::{agency_merges, audit, invitings};

/// An invitation to be made.
pub struct NewInvitation {
    /// The agency that is asked.
    pub agency: AgencyId,
    /// Who gets its letters.
    pub contact: Option<ContactId>,
    /// The random seed of its link and code.
    pub seed: String,
    /// Keyed hash of the link's secret part.
    pub token_hash: String,
    /// Keyed hash of the code.
    pub code_hash: String,
}

/// An invitation with whom it is for.
#[derive(Clone)]
pub struct Invited {
    /// The invitation.
    pub invitation: invitation::Model,
    /// The agency that is asked.
    pub agency: agency::Model,
    /// Who gets its letters.
    pub contact: Option<contact::Model>,
}

impl Invited {
    /// Whether a letter may go to it: it can be reached, and nothing was answered yet.
    pub fn may_be_written_to(&self) -> bool {
        !self.invitation.is_answered && self.can_be_reached()
    }

    /// Whether there is an address that can be written to and no letters were declined, of an agency that is still on the
    /// list. It says nothing of answers.
    pub fn can_be_reached(&self) -> bool {
        self.agency.is_active && self.contact.as_ref().is_some_and(contact::Model::can_be_written_to)
    }
}

/// Invites agencies; those that are invited stay as they are. Returns how many are new. It waits for whoever changes how the
/// questionnaire invites.
///
/// # Errors
/// [`Error::NotFound`] before it is set how the questionnaire invites.
pub async fn invite(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    new: Vec<NewInvitation>,
    by: UserId,
) -> Result<u64> {
    invitings::lock(db, questionnaire).await?;
    let mut n = 0;
    for new in new {
        let model = invitation::ActiveModel {
            questionnaire_id: Set(questionnaire),
            agency_id: Set(new.agency),
            contact_id: Set(new.contact),
            seed: Set(new.seed),
            token_hash: Set(new.token_hash),
            code_hash: Set(new.code_hash),
            is_answered: Set(false),
            response_id: Set(None),
            ..Default::default()
        };
        let once = OnConflict::columns([invitation::Column::QuestionnaireId, invitation::Column::AgencyId])
            .do_nothing()
            .to_owned();
        n += invitation::Entity::insert(model).on_conflict(once).exec_without_returning(db).await?;
    }
    record(db, Some(by), "invitation.create", questionnaire, serde_json::json!({ "invited": n })).await?;
    Ok(n)
}

/// Whether a code is in use.
pub async fn has_code(db: &impl ConnectionTrait, code_hash: &str) -> Result<bool> {
    Ok(find_by_code(db, code_hash).await?.is_some())
}

/// The invitation with this number.
pub async fn find(db: &impl ConnectionTrait, id: InvitationId) -> Result<invitation::Model> {
    invitation::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The invitation whose link has this secret.
pub async fn find_by_token(db: &impl ConnectionTrait, hash: &str) -> Result<Option<invitation::Model>> {
    Ok(invitation::Entity::find().filter(invitation::COLUMN.token_hash.eq(hash)).one(db).await?)
}

/// The invitation with this code.
pub async fn find_by_code(db: &impl ConnectionTrait, hash: &str) -> Result<Option<invitation::Model>> {
    Ok(invitation::Entity::find().filter(invitation::COLUMN.code_hash.eq(hash)).one(db).await?)
}

/// An invitation with whom it is for.
pub async fn with_contact(db: &impl ConnectionTrait, id: InvitationId) -> Result<Invited> {
    let invitation = find(db, id).await?;
    let agency = agency::Entity::find_by_id(invitation.agency_id).one(db).await?.ok_or(Error::NotFound)?;
    let contact = match invitation.contact_id {
        Some(id) => contact::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    Ok(Invited { invitation, agency, contact })
}

/// The known invitation that a response answers, with whom it is for; None for answers without one, and for anonymous ones.
///
/// # Errors
/// When the database fails.
pub async fn of_response(db: &impl ConnectionTrait, response: ResponseId) -> Result<Option<Invited>> {
    let query = invitation::Entity::find().filter(invitation::COLUMN.response_id.eq(response));
    match query.one(db).await? {
        Some(found) => Ok(Some(with_contact(db, found.id).await?)),
        None => Ok(None),
    }
}

/// The invitations of an agency, the newest first.
pub async fn of_agency(db: &impl ConnectionTrait, agency: AgencyId) -> Result<Vec<invitation::Model>> {
    let query = invitation::Entity::find()
        .filter(invitation::COLUMN.agency_id.eq(agency))
        .order_by_desc(invitation::COLUMN.questionnaire_id);
    Ok(query.all(db).await?)
}

/// Whether an agency is invited where answers are anonymous. Its kind and area stay then: were they changed, the rates of two
/// groups would tell whether it has answered. Whether it has is not looked at.
pub async fn keeps_group(db: &impl ConnectionTrait, agency: AgencyId) -> Result<bool> {
    for invitation in of_agency(db, agency).await? {
        let inviting = invitings::find(db, invitation.questionnaire_id).await?;
        if inviting.is_none_or(|inviting| inviting.mode == InvitingMode::Anonymous) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// All invitations of a questionnaire by area, kind and name of the agency.
pub async fn of_questionnaire(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Vec<Invited>> {
    let all = invitation::Entity::find()
        .filter(invitation::COLUMN.questionnaire_id.eq(questionnaire))
        .order_by_asc(invitation::COLUMN.id)
        .all(db)
        .await?;
    let agencies = agency::Entity::find()
        .filter(agency::COLUMN.id.is_in(all.iter().map(|found| found.agency_id)))
        .all(db)
        .await?;
    let contacts = contact::Entity::find()
        .filter(contact::COLUMN.id.is_in(all.iter().filter_map(|found| found.contact_id)))
        .all(db)
        .await?;
    let agencies: HashMap<AgencyId, agency::Model> =
        agencies.into_iter().map(|agency| (agency.id, agency)).collect();
    let contacts: HashMap<ContactId, contact::Model> =
        contacts.into_iter().map(|contact| (contact.id, contact)).collect();
    let whole = |invitation: invitation::Model| {
        let agency = agencies.get(&invitation.agency_id)?.clone();
        let contact = invitation.contact_id.and_then(|id| contacts.get(&id)).cloned();
        Some(Invited { invitation, agency, contact })
    };
    let mut invited: Vec<Invited> = all.into_iter().filter_map(whole).collect();
    invited
        .sort_by_cached_key(|one| (one.agency.region_id, one.agency.kind.clone(), one.agency.name.clone()));
    Ok(invited)
}

/// The agencies whose known invitations to a questionnaire were answered, or are being answered, by response. One that was
/// merged is the one that it went into.
pub async fn agencies_of_responses(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Vec<(ResponseId, agency::Model)>> {
    let found = invitation::Entity::find()
        .filter(invitation::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(invitation::COLUMN.response_id.is_not_null())
        .order_by_asc(invitation::COLUMN.id)
        .all(db)
        .await?;
    let agencies = agency::Entity::find()
        .filter(agency::COLUMN.id.is_in(found.iter().map(|one| one.agency_id)))
        .all(db)
        .await?;
    let agencies: HashMap<AgencyId, agency::Model> =
        agencies.into_iter().map(|agency| (agency.id, agency)).collect();
    let mut pairs = Vec::new();
    for one in &found {
        if let (Some(response), Some(agency)) = (one.response_id, agencies.get(&one.agency_id)) {
            pairs.push((response, agency_merges::standing_for(db, agency.clone()).await?));
        }
    }
    Ok(pairs)
}

/// Which response answers a known invitation.
pub async fn begin(db: &impl ConnectionTrait, id: InvitationId, response: ResponseId) -> Result<()> {
    invitation::ActiveModel { id: Set(id), response_id: Set(Some(response)), ..Default::default() }
        .update(db)
        .await?;
    Ok(())
}

/// Takes the row of an invitation for this transaction.
pub async fn lock(db: &impl ConnectionTrait, id: InvitationId) -> Result<invitation::Model> {
    invitation::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// Notes that the response to a known invitation was sent. False if it was answered before, on paper; a response without an
/// invitation is true and changes nothing.
pub async fn set_answered(db: &impl ConnectionTrait, response: ResponseId) -> Result<bool> {
    let own = || invitation::COLUMN.response_id.eq(response);
    let changed = invitation::Entity::update_many()
        .set(invitation::ActiveModel { is_answered: Set(true), ..Default::default() })
        .filter(own())
        .filter(invitation::COLUMN.is_answered.eq(false))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0 || invitation::Entity::find().filter(own()).one(db).await?.is_none())
}

/// Uses up an anonymous invitation. False if it was answered before: one answer for one invitation, also when two are
/// sent at once.
pub async fn use_up(db: &impl ConnectionTrait, id: InvitationId) -> Result<bool> {
    let questionnaire = find(db, id).await?.questionnaire_id;
    invitings::lock(db, questionnaire).await?;
    // Read again under the lock.
    if find(db, id).await?.is_answered {
        return Ok(false);
    }
    let is_answered = Expr::col(invitation::Column::IsAnswered).or(Expr::col(invitation::Column::Id).eq(id));
    invitation::Entity::update_many()
        .col_expr(invitation::Column::IsAnswered, is_answered)
        .filter(invitation::COLUMN.questionnaire_id.eq(questionnaire))
        .exec(db)
        .await?;
    Ok(true)
}

/// Notes that an agency has answered on paper or by FAX. What is written down of it does not say which, where answers are
/// anonymous.
pub async fn mark_answered(db: &impl ConnectionTrait, id: InvitationId, by: UserId) -> Result<()> {
    let found = find(db, id).await?;
    let inviting = invitings::find(db, found.questionnaire_id).await?.ok_or(Error::NotFound)?;
    let detail = match inviting.mode {
        InvitingMode::Anonymous => {
            use_up(db, id).await?;
            serde_json::json!({})
        }
        InvitingMode::Known => {
            invitation::ActiveModel { id: Set(id), is_answered: Set(true), ..Default::default() }
                .update(db)
                .await?;
            serde_json::json!({ "invitation": id.0 })
        }
    };
    record(db, Some(by), "invitation.mark_answered", found.questionnaire_id, detail).await
}

async fn record(
    db: &impl ConnectionTrait,
    by: Option<UserId>,
    action: &str,
    questionnaire: QuestionnaireId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event {
        user: by,
        action,
        thing_kind: "questionnaire",
        thing_id: Some(questionnaire.0),
        detail,
    };
    audit::record(db, event).await
}
