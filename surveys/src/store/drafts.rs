//! Every saved state of a draft: who saved what, what can be undone, and what a draft was at a revision.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entity::questionnaire_draft;
use crate::error::Result;
use crate::id::{QuestionnaireId, UserId};

/// Saves of the same thing by the same person within this time are one step of the history.
const ONE_STEP: Duration = Duration::minutes(10);

/// What a save did.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// A word of the history: `add`, `change`, `undo`, … (`history-action-<action>` in the locales).
    pub action: &'a str,
    /// What it was done to, for the history's words: `{"element": key, "title": text}`; for `undo` and `redo` also
    /// `{"of": revision}`.
    pub detail: serde_json::Value,
    /// The title for colleagues that goes with the draft; None = stays.
    pub title: Option<String>,
    /// Takes the place of the step before it if that was the same change by the same person a moment ago.
    pub merges: bool,
}

impl<'a> Change<'a> {
    /// A change that is a step of its own.
    pub fn new(action: &'a str, detail: serde_json::Value) -> Change<'a> {
        Change { action, detail, title: None, merges: false }
    }
}

/// One step of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The revision that it made.
    pub revision: i32,
    /// What was done.
    pub action: String,
    /// JSON of [`Change::detail`].
    pub detail: serde_json::Value,
    /// Who did it; None where that was not kept.
    pub saved_by: Option<UserId>,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// The history of a draft, oldest first, without the drafts themselves.
pub async fn history(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<Vec<Step>> {
    type Row = (i32, String, String, Option<UserId>, DateTime<Utc>);
    let columns = questionnaire_draft::COLUMN;
    let rows: Vec<Row> = questionnaire_draft::Entity::find()
        .select_only()
        .column(questionnaire_draft::Column::Revision)
        .column(questionnaire_draft::Column::Action)
        .column(questionnaire_draft::Column::Detail)
        .column(questionnaire_draft::Column::SavedBy)
        .column(questionnaire_draft::Column::SavedAt)
        .filter(columns.questionnaire_id.eq(id))
        .order_by_asc(columns.revision)
        .into_tuple()
        .all(db)
        .await?;
    let step = |(revision, action, detail, saved_by, saved_at): Row| {
        let detail = serde_json::from_str(&detail).unwrap_or_default();
        Step { revision, action, detail, saved_by, saved_at }
    };
    Ok(rows.into_iter().map(step).collect())
}

/// The draft as it was at a revision. Where that revision was taken up by a later save, the one before it; None before
/// the first one.
pub async fn find(db: &impl ConnectionTrait, id: QuestionnaireId, revision: i32) -> Result<Option<String>> {
    let columns = questionnaire_draft::COLUMN;
    let query = questionnaire_draft::Entity::find()
        .filter(columns.questionnaire_id.eq(id))
        .filter(columns.revision.lte(revision))
        .order_by_desc(columns.revision);
    Ok(query.one(db).await?.map(|kept| kept.draft))
}

/// Keeps a state; called by whatever saves a draft.
pub(super) async fn keep(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    revision: i32,
    draft: &str,
    change: &Change<'_>,
    by: UserId,
) -> Result<()> {
    if change.merges && continues(db, id, revision - 1, change, by).await? {
        questionnaire_draft::Entity::delete_by_id((id, revision - 1)).exec(db).await?;
    }
    questionnaire_draft::ActiveModel {
        questionnaire_id: Set(id),
        revision: Set(revision),
        draft: Set(draft.to_owned()),
        action: Set(change.action.to_owned()),
        detail: Set(change.detail.to_string()),
        saved_by: Set(Some(by)),
        saved_at: Set(Utc::now()),
    }
    .insert(db)
    .await?;
    Ok(())
}

/// Whether a change goes on with what the same person did to the same part a moment ago. The title of the part may have
/// changed with it.
async fn continues(
    db: &impl ConnectionTrait,
    id: QuestionnaireId,
    revision: i32,
    change: &Change<'_>,
    by: UserId,
) -> Result<bool> {
    let before = questionnaire_draft::Entity::find_by_id((id, revision)).one(db).await?;
    Ok(before.is_some_and(|before| {
        let detail: serde_json::Value = serde_json::from_str(&before.detail).unwrap_or_default();
        before.action == change.action
            && before.saved_by == Some(by)
            && before.saved_at > Utc::now() - ONE_STEP
            && detail.get("element") == change.detail.get("element")
    }))
}

/// What can be undone and done again: revisions of a history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reversible {
    /// The change that undo takes back.
    pub undo: Option<i32>,
    /// The change that redo makes again.
    pub redo: Option<i32>,
}

/// What can be undone after these steps. An undo takes back the newest change that stands; a change after an undo
/// forgets what could be done again.
pub fn reversible(history: &[Step]) -> Reversible {
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    for step in history {
        match step.action.as_str() {
            "create" => {}
            "undo" => undone.extend(done.pop()),
            "redo" => done.extend(undone.pop()),
            _ => {
                undone.clear();
                done.push(step.revision);
            }
        }
    }
    Reversible { undo: done.last().copied(), redo: undone.last().copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_and_redo_walk_over_the_changes_that_stand() {
        let mut history = Vec::new();
        for (revision, action, undo, redo) in [
            (1, "create", None, None),
            (2, "add", Some(2), None),
            (3, "change", Some(3), None),
            (4, "undo", Some(2), Some(3)),
            (5, "undo", None, Some(2)),
            (6, "redo", Some(2), Some(3)),
            (7, "move", Some(7), None),
            (8, "undo", Some(2), Some(7)),
        ] {
            let detail = serde_json::Value::Null;
            history.push(Step {
                revision,
                action: action.to_owned(),
                detail,
                saved_by: None,
                saved_at: Utc::now(),
            });
            assert_eq!(reversible(&history), Reversible { undo, redo }, "after {revision}");
        }
    }
}
