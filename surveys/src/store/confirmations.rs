//! Confirmations (本人確認): links by which the interviewee of a hearing reads the sections that concern them, and what they say.
//!
//! Their text is stored beside the one that was shown, never over it. What must not be used, and uses that were taken back,
//! hold from the moment they are sent (`wishes`); a correction becomes part of the note when somebody takes it.

pub mod letter;
mod wishes;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::entity::state::{ApproachState, CorrectionOutcome, PartAnswer};
use crate::entity::{confirmation, confirmation_part, contact, hearing};
use crate::error::{Error, Result};
use crate::hearing::confirmation::Use;
use crate::id::{ConfirmationId, ContactId, HearingId, SurveyId, UserId};
use crate::store::segments::Origin;
use crate::store::{approaches, audit, card_stops, contacts, hearings};

pub use self::wishes::{Wishes, is_withheld, wishes, wishes_of};

/// A link to be made.
pub struct NewConfirmation {
    /// The hearing.
    pub hearing: HearingId,
    /// The revision of the note that is shown.
    pub revision: i32,
    /// Random seed from which the service's key derives the secret part of the link.
    pub seed: String,
    /// Hash of that secret part.
    pub token_hash: String,
    /// From when on the link no longer works.
    pub expires_at: DateTime<Utc>,
    /// Key and text of each section that is shown.
    pub parts: Vec<(String, String)>,
}

/// What somebody says of one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Key of the section.
    pub section: String,
    /// What they say.
    pub answer: PartAnswer,
    /// How it should read; empty unless it is corrected.
    pub correction: String,
}

/// What an interviewee sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Of each section that was shown.
    pub said: Vec<Said>,
    /// Uses that are taken back.
    pub refused: Vec<Use>,
    /// Uses that they might allow, if they are asked.
    pub offered: Vec<Use>,
    /// What else they want to say.
    pub words: String,
}

impl Answer {
    /// Whether everything may stay as it is and nothing is to be read.
    fn is_plain(&self) -> bool {
        self.said.iter().all(|said| said.answer == PartAnswer::Fits)
            && self.refused.is_empty()
            && self.offered.is_empty()
            && self.words.is_empty()
    }

    /// Whether it leaves it possible to tell of a case in a section.
    fn lets_tell(&self, section: &str) -> bool {
        let is_refused = self.refused.iter().any(|one| matches!(one, Use::Share | Use::ShowCase));
        let mut said = self.said.iter().filter(|said| said.section == section);
        !is_refused && said.all(|said| said.answer == PartAnswer::Fits)
    }

    fn count(&self, answer: PartAnswer) -> usize {
        self.said.iter().filter(|said| said.answer == answer).count()
    }
}

/// Makes a link. Those of the same hearing that nobody has answered end with it: one note, one link.
pub async fn create(
    db: &impl ConnectionTrait,
    new: NewConfirmation,
    by: UserId,
) -> Result<confirmation::Model> {
    revoke_unanswered(db, new.hearing, by).await?;
    let model = confirmation::ActiveModel {
        hearing_id: Set(new.hearing),
        seed: Set(new.seed),
        token_hash: Set(new.token_hash),
        revision: Set(new.revision),
        expires_at: Set(new.expires_at),
        created_by: Set(by),
        created_at: Set(Utc::now()),
        words: Set(String::new()),
        refused: Set(codes(&[])),
        offered: Set(codes(&[])),
        ..Default::default()
    }
    .insert(db)
    .await?;
    let part = |(section, shown): (String, String)| confirmation_part::ActiveModel {
        confirmation_id: Set(model.id),
        section: Set(section),
        shown: Set(shown),
        answer: Set(None),
        correction: Set(String::new()),
        outcome: Set(None),
        reply: Set(String::new()),
    };
    let parts = new.parts.into_iter().map(part);
    confirmation_part::Entity::insert_many(parts).exec_without_returning(db).await?;
    let detail = serde_json::json!({ "hearing": new.hearing.0, "revision": new.revision });
    record(db, Some(by), "confirmation.create", model.id, detail).await?;
    Ok(model)
}

/// The confirmation with this number.
pub async fn find(db: &impl ConnectionTrait, id: ConfirmationId) -> Result<confirmation::Model> {
    confirmation::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The same, for this transaction alone.
pub async fn lock(db: &impl ConnectionTrait, id: ConfirmationId) -> Result<confirmation::Model> {
    confirmation::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// The confirmation whose link has this secret part, while it works; [`Error::NotFound`] for unknown, revoked and expired
/// ones alike, so that trying links tells nothing.
pub async fn open(db: &impl ConnectionTrait, token_hash: &str) -> Result<confirmation::Model> {
    let query = confirmation::Entity::find().filter(confirmation::COLUMN.token_hash.eq(token_hash));
    query.one(db).await?.filter(works).ok_or(Error::NotFound)
}

/// Whether its link can be opened now.
pub fn works(model: &confirmation::Model) -> bool {
    model.revoked_at.is_none() && model.expires_at > Utc::now()
}

/// The confirmations of a hearing, newest first.
pub async fn of_hearing(db: &impl ConnectionTrait, hearing: HearingId) -> Result<Vec<confirmation::Model>> {
    let query = confirmation::Entity::find()
        .filter(confirmation::COLUMN.hearing_id.eq(hearing))
        .order_by_desc(confirmation::Column::Id);
    Ok(query.all(db).await?)
}

/// The confirmations of a survey that were answered and about which something is to be done, with their hearings.
pub async fn unsettled(
    db: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<Vec<(hearing::Model, confirmation::Model)>> {
    let hearings = hearings::of_survey(db, survey).await?;
    let ids: Vec<HearingId> = hearings.iter().map(|hearing| hearing.id).collect();
    let open = confirmation::Entity::find()
        .filter(confirmation::COLUMN.hearing_id.is_in(ids))
        .filter(confirmation::Column::AnsweredAt.is_not_null())
        .filter(confirmation::Column::SettledAt.is_null())
        .all(db)
        .await?;
    let with_hearing = |model: confirmation::Model| {
        let hearing = hearings.iter().find(|hearing| hearing.id == model.hearing_id)?;
        Some((hearing.clone(), model))
    };
    Ok(open.into_iter().filter_map(with_hearing).collect())
}

/// The sections of a confirmation, by their keys.
pub async fn parts(db: &impl ConnectionTrait, id: ConfirmationId) -> Result<Vec<confirmation_part::Model>> {
    let query = confirmation_part::Entity::find()
        .filter(confirmation_part::COLUMN.confirmation_id.eq(id))
        .order_by_asc(confirmation_part::Column::Section);
    Ok(query.all(db).await?)
}

/// A confirmation with the contact that gets its letter.
pub async fn with_contact(
    db: &impl ConnectionTrait,
    id: ConfirmationId,
) -> Result<(confirmation::Model, Option<contact::Model>)> {
    let found = find(db, id).await?;
    let contact = match found.contact_id {
        Some(contact) => Some(contacts::find(db, contact).await?),
        None => None,
    };
    Ok((found, contact))
}

/// Says to whom the letter about a confirmation goes.
async fn write_to(db: &impl ConnectionTrait, id: ConfirmationId, to: ContactId, by: UserId) -> Result<()> {
    let mut model = find(db, id).await?.into_active_model();
    model.contact_id = Set(Some(to));
    model.update(db).await?;
    record(db, Some(by), "confirmation.letter", id, serde_json::json!({ "contact": to.0 })).await
}

/// Stops a link from working. What was answered by it holds all the same.
pub async fn revoke(db: &impl ConnectionTrait, id: ConfirmationId, by: UserId) -> Result<()> {
    let found = find(db, id).await?;
    if found.revoked_at.is_some() {
        return Ok(());
    }
    let mut model = found.into_active_model();
    model.revoked_at = Set(Some(Utc::now()));
    model.update(db).await?;
    record(db, Some(by), "confirmation.revoke", id, serde_json::json!({})).await
}

/// Stops the links of a hearing that nobody has answered.
pub(super) async fn revoke_unanswered(
    db: &impl ConnectionTrait,
    hearing: HearingId,
    by: UserId,
) -> Result<()> {
    for old in of_hearing(db, hearing).await? {
        if old.answered_at.is_none() {
            revoke(db, old.id, by).await?;
        }
    }
    Ok(())
}

/// Takes what the interviewee sends, once. Without a correction the agency is confirmed by it.
///
/// # Errors
/// [`Error::State`] when it was answered before, [`Error::NotFound`] when the link was revoked or has expired meanwhile.
pub async fn answer(db: &impl ConnectionTrait, id: ConfirmationId, answer: &Answer) -> Result<()> {
    let found = lock(db, id).await?;
    if found.answered_at.is_some() {
        return Err(Error::State("confirmation-answered"));
    }
    if !works(&found) {
        return Err(Error::NotFound);
    }
    for said in &answer.said {
        confirmation_part::Entity::update_many()
            .set(confirmation_part::ActiveModel {
                answer: Set(Some(said.answer)),
                correction: Set(said.correction.clone()),
                ..Default::default()
            })
            .filter(confirmation_part::COLUMN.confirmation_id.eq(id))
            .filter(confirmation_part::COLUMN.section.eq(said.section.as_str()))
            .exec(db)
            .await?;
    }
    let now = Utc::now();
    let hearing = found.hearing_id;
    let mut model = found.into_active_model();
    model.answered_at = Set(Some(now));
    model.words = Set(answer.words.clone());
    model.refused = Set(codes(&answer.refused));
    model.offered = Set(codes(&answer.offered));
    model.settled_at = Set(answer.is_plain().then_some(now));
    model.update(db).await?;
    let detail = serde_json::json!({
        "corrected": answer.count(PartAnswer::Corrected),
        "withheld": answer.count(PartAnswer::Withheld),
        "refused": answer.refused.len(),
    });
    record(db, None, "confirmation.answer", id, detail).await?;
    card_stops::stop_resting_on(db, Origin::Note(hearing), |section| answer.lets_tell(section)).await?;
    follow(db, id, hearing, None).await
}

/// Says what became of a correction, once, and why where the note stays as it was. With the last one the agency is confirmed.
///
/// # Errors
/// [`Error::NotFound`] when the section was not corrected, [`Error::State`] when it was decided before: the interviewee has
/// read that.
pub async fn settle_part(
    db: &impl ConnectionTrait,
    id: ConfirmationId,
    section: &str,
    outcome: CorrectionOutcome,
    reply: &str,
    by: UserId,
) -> Result<()> {
    let found = find(db, id).await?;
    let changed = confirmation_part::Entity::update_many()
        .set(confirmation_part::ActiveModel {
            outcome: Set(Some(outcome)),
            reply: Set(reply.to_owned()),
            ..Default::default()
        })
        .filter(confirmation_part::COLUMN.confirmation_id.eq(id))
        .filter(confirmation_part::COLUMN.section.eq(section))
        .filter(confirmation_part::Column::Answer.eq(PartAnswer::Corrected))
        .filter(confirmation_part::Column::Outcome.is_null())
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        let is_decided = |part: confirmation_part::Model| part.section == section && part.outcome.is_some();
        let was_decided = parts(db, id).await?.into_iter().any(is_decided);
        return Err(if was_decided { Error::State("confirmation-decided") } else { Error::NotFound });
    }
    let detail = serde_json::json!({ "section": section, "outcome": outcome });
    record(db, Some(by), "confirmation.settle_part", id, detail).await?;
    follow(db, id, found.hearing_id, Some(by)).await
}

/// Notes that nothing is left to do: everything was read and every correction settled. Uses that were taken back go onto the
/// sheet, as a new revision.
///
/// # Errors
/// [`Error::State`] while a correction is open, or nothing was answered.
pub async fn settle(db: &impl ConnectionTrait, id: ConfirmationId, by: UserId) -> Result<()> {
    let found = lock(db, id).await?;
    if found.settled_at.is_some() {
        return Ok(());
    }
    if found.answered_at.is_none() || has_open_correction(&parts(db, id).await?) {
        return Err(Error::State("confirmation-open"));
    }
    let hearing = hearings::lock(db, found.hearing_id).await?;
    let before = hearings::sheet(db, &hearing).await?;
    let sheet = uses(&found.refused).into_iter().fold(before.clone(), hearings::Sheet::without);
    if sheet != before {
        hearings::save(db, hearing.id, hearing.revision, &sheet, by).await?;
    }
    let mut model = found.into_active_model();
    model.settled_at = Set(Some(Utc::now()));
    model.settled_by = Set(Some(by));
    model.update(db).await?;
    record(db, Some(by), "confirmation.settle", id, serde_json::json!({})).await
}

/// Whether somebody has to decide about a correction.
pub fn has_open_correction(parts: &[confirmation_part::Model]) -> bool {
    parts.iter().any(|part| part.answer == Some(PartAnswer::Corrected) && part.outcome.is_none())
}

/// The uses that a column lists.
pub fn uses(column: &str) -> Vec<Use> {
    let codes: Vec<String> = serde_json::from_str(column).unwrap_or_default();
    codes.iter().filter_map(|code| Use::from_code(code)).collect()
}

fn codes(uses: &[Use]) -> String {
    serde_json::json!(uses.iter().map(|one| one.code()).collect::<Vec<_>>()).to_string()
}

/// The agency of the hearing is confirmed once no correction is open.
async fn follow(
    db: &impl ConnectionTrait,
    id: ConfirmationId,
    hearing: HearingId,
    by: Option<UserId>,
) -> Result<()> {
    if has_open_correction(&parts(db, id).await?) {
        return Ok(());
    }
    let hearing = hearings::find(db, hearing).await?;
    approaches::follow(db, hearing.survey_id, hearing.agency_id, ApproachState::Confirmed, by).await
}

async fn record(
    db: &impl ConnectionTrait,
    by: Option<UserId>,
    action: &str,
    id: ConfirmationId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event { user: by, action, thing_kind: "confirmation", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
