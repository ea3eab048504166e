//! How questionnaires invite. The row is also the lock under which anonymous invitations are used up one by one.

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    Set,
};
use sha2::{Digest, Sha256};

use crate::entity::state::InvitingMode;
use crate::entity::{invitation, inviting};
use crate::error::{Error, Result};
use crate::id::{QuestionnaireId, UserId};
use crate::store::audit;
use crate::store::questionnaires::hex;

/// What the coordinator decides.
pub struct InvitingInput {
    /// Whether responses say which invitation they answer.
    pub mode: InvitingMode,
    /// Whether the public link takes answers of those who were not invited.
    pub is_open: bool,
    /// Last day for answers, as letters say.
    pub deadline: Option<NaiveDate>,
    /// Subject of the first letter.
    pub subject: String,
    /// The first letter.
    pub body: String,
    /// Subject of reminders.
    pub reminder_subject: String,
    /// Reminders.
    pub reminder_body: String,
    /// Somebody says that what looks unfinished in these letters is meant so.
    pub is_meant_so: bool,
}

impl InvitingInput {
    fn letters(&self) -> [&str; 4] {
        [&self.subject, &self.body, &self.reminder_subject, &self.reminder_body]
    }
}

/// Whether somebody has said of these letters (subject and text, those of reminders) that what looks unfinished in them is
/// meant so.
pub fn is_meant_so(model: &inviting::Model, letters: [&str; 4]) -> bool {
    model.meant_so == fingerprint(letters)
}

/// SHA-256 of letters, each with its length so that none runs into the next.
fn fingerprint(letters: [&str; 4]) -> String {
    let mut hash = Sha256::new();
    for letter in letters {
        hash.update(letter.len().to_le_bytes());
        hash.update(letter);
    }
    hex(&hash.finalize())
}

/// How a questionnaire invites; None if it does not.
pub async fn find(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<Option<inviting::Model>> {
    Ok(inviting::Entity::find_by_id(id).one(db).await?)
}

/// Sets how a questionnaire invites. `today` is the day that stands for all times of anonymous responses.
///
/// # Errors
/// [`Error::State`] for another mode once somebody is invited: what was promised in a letter holds.
pub async fn set(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    input: InvitingInput,
    today: NaiveDate,
    by: UserId,
) -> Result<()> {
    // Whoever invites at the same time waits, or is waited for.
    let before = locked(db, id).await?;
    if before.as_ref().is_some_and(|before| before.mode != input.mode) && n_invited(db, id).await? > 0 {
        return Err(Error::State("inviting-mode-fixed"));
    }
    let meant_so = if input.is_meant_so { fingerprint(input.letters()) } else { String::new() };
    let (mode, begun_on) = (input.mode, before.as_ref().map_or(today, |before| before.begun_on));
    let model = inviting::ActiveModel {
        questionnaire_id: Set(id),
        mode: Set(input.mode),
        is_open: Set(input.is_open),
        deadline: Set(input.deadline),
        subject: Set(input.subject),
        body: Set(input.body),
        reminder_subject: Set(input.reminder_subject),
        reminder_body: Set(input.reminder_body),
        begun_on: Set(begun_on),
        meant_so: Set(meant_so),
    };
    match before {
        Some(_) => model.update(db).await?,
        None => model.insert(db).await?,
    };
    let event = audit::Event {
        user: Some(by),
        action: "inviting.set",
        thing_kind: "questionnaire",
        thing_id: Some(id.0),
        detail: serde_json::json!({ "mode": mode }),
    };
    audit::record(db, event).await
}

/// How many agencies a questionnaire has invited.
pub async fn n_invited(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<u64> {
    let query = invitation::Entity::find().filter(invitation::COLUMN.questionnaire_id.eq(id));
    Ok(query.count(db).await?)
}

/// Takes the row for this transaction.
pub async fn lock(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<inviting::Model> {
    locked(db, id).await?.ok_or(Error::NotFound)
}

async fn locked(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<Option<inviting::Model>> {
    Ok(inviting::Entity::find_by_id(id).lock_exclusive().one(db).await?)
}
