//! Every saved state of a draft: who saved what, what can be undone, and what a draft was at a revision.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entity::questionnaire_draft;
use crate::error::Result;
use crate::id::{QuestionnaireId, UserId};

/// Saves of the same thing by the same person within this time are one step of the history.
const ONE_STEP: Duration = Duration::minutes(10);
/// How long the states between the saves of one step are kept: forms that were made from them are still open.
const FORMS_OPEN: Duration = Duration::days(1);
/// Most states that one save takes away; the next save goes on.
const MOST_AT_ONCE: usize = 500;
/// Mark in [`Change::detail`] of a save that goes on with the step before it.
const GOES_ON: &str = "goes_on";

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
    /// Is one step with the save before it if that was the same change by the same person a moment ago.
    pub merges: bool,
}

impl<'a> Change<'a> {
    /// A change that is a step of its own.
    pub fn new(action: &'a str, detail: serde_json::Value) -> Change<'a> {
        Change { action, detail, title: None, merges: false }
    }
}

/// One step of the history: one save, or several that go on with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The revision that it made.
    pub revision: i32,
    /// The revision of its first save; the one before it is what the draft was before this step.
    pub first: i32,
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
    Ok(steps(saves(db, id).await?.into_iter()))
}

/// Every save that is kept, as a step of its own.
async fn saves(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<Vec<Step>> {
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
    let save = |(revision, action, detail, saved_by, saved_at): Row| {
        let detail = serde_json::from_str(&detail).unwrap_or_default();
        Step { revision, first: revision, action, detail, saved_by, saved_at }
    };
    Ok(rows.into_iter().map(save).collect())
}

/// The steps that some saves are.
fn steps(saves: impl Iterator<Item = Step>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for save in saves {
        match steps.last_mut() {
            Some(last) if save.detail.get(GOES_ON).is_some() => *last = Step { first: last.first, ..save },
            _ => steps.push(save),
        }
    }
    steps
}

/// The draft as it was at a revision. Where that state is no longer kept, the one before it, so that a form made from it
/// rather meets a conflict than undoes a change; None before the first one.
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
    let mut detail = change.detail.clone();
    if change.merges && continues(db, id, revision - 1, change, by).await? {
        if let Some(detail) = detail.as_object_mut() {
            detail.insert(GOES_ON.to_owned(), serde_json::Value::Bool(true));
        }
        forget_between(db, id).await?;
    }
    questionnaire_draft::ActiveModel {
        questionnaire_id: Set(id),
        revision: Set(revision),
        draft: Set(draft.to_owned()),
        action: Set(change.action.to_owned()),
        detail: Set(detail.to_string()),
        saved_by: Set(Some(by)),
        saved_at: Set(Utc::now()),
    }
    .insert(db)
    .await?;
    Ok(())
}

/// Takes away states between the saves of one step that no open form can have been made from any more.
async fn forget_between(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<()> {
    let long_ago = Utc::now() - FORMS_OPEN;
    let saves = saves(db, id).await?;
    let old = saves.iter().filter(|save| save.saved_at < long_ago).map(|save| save.revision);
    let mut between: BTreeSet<i32> = old.collect();
    for step in steps(saves.iter().cloned()) {
        between.remove(&step.first);
        between.remove(&step.revision);
    }
    if between.is_empty() {
        return Ok(());
    }
    let columns = questionnaire_draft::COLUMN;
    questionnaire_draft::Entity::delete_many()
        .filter(columns.questionnaire_id.eq(id))
        .filter(columns.revision.is_in(between.into_iter().take(MOST_AT_ONCE)))
        .exec(db)
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
    fn saves_that_go_on_are_one_step_that_remembers_where_it_began() {
        let save = |revision: i32, detail: serde_json::Value| Step {
            revision,
            first: revision,
            action: "change".to_owned(),
            detail,
            saved_by: None,
            saved_at: Utc::now(),
        };
        let goes_on = || serde_json::json!({ GOES_ON: true });
        let saves = [
            save(2, serde_json::json!({})),
            save(3, goes_on()),
            save(5, goes_on()),
            save(6, serde_json::json!({})),
        ];
        let found: Vec<(i32, i32)> =
            steps(saves.into_iter()).iter().map(|step| (step.first, step.revision)).collect();
        assert_eq!(found, [(2, 5), (6, 6)]);
    }

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
                first: revision,
                action: action.to_owned(),
                detail,
                saved_by: None,
                saved_at: Utc::now(),
            });
            assert_eq!(reversible(&history), Reversible { undo, redo }, "after {revision}");
        }
    }
}
