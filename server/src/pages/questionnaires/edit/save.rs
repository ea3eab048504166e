//! The one way in which the editor changes a draft, whoever else is editing at the same time.
//!
//! A form carries the revision that it was made from. When somebody saved in between, a change is made on the newest
//! draft, as long as nobody touched the same thing: of a form of properties only what was really changed is taken.
//! Whoever made a whole draft of an older one (conditions, translations, JSON, library) sees the newest one first.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use surveys::entity::questionnaire;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::earlier::Earlier;
use surveys::questionnaire::edit::rebase::{Clash, rebased};
use surveys::questionnaire::edit::set::locale_of;
use surveys::questionnaire::edit::tree::{self, SURVEY};
use surveys::questionnaire::edit::{Edit, apply, frozen, member, opened, text};
use surveys::questionnaire::problem::Problem;
use surveys::store;
use surveys::store::drafts::{Change, Step, reversible};

use super::desk::{draft_of, title_of};
use crate::auth::User;
use crate::error::{AppError, Result};
use crate::pages::questionnaires::MAX_TITLE;
use crate::view::frame::Frame;

/// What a person asks for.
pub enum Asked {
    /// A change of the draft; automatic saves of the same form become one step of the history.
    Edit {
        /// The change.
        edit: Edit,
        /// Sent by the page itself while somebody types.
        is_automatic: bool,
    },
    /// A whole draft.
    Draft {
        /// The draft.
        draft: Value,
        /// What was done, for the history (`history-action-<action>`).
        action: &'static str,
        /// The part that it was done to.
        key: String,
        /// What the history calls it; None = as the part is called.
        title: Option<String>,
    },
    /// Takes the newest change back.
    Undo,
    /// Makes the change again that was taken back last.
    Redo,
    /// Goes back to a revision.
    Restore(i32),
}

/// What became of it.
pub enum Saved {
    /// It is saved, or there was nothing to change.
    Done {
        /// The part to go on with.
        key: String,
        /// The revision now.
        revision: i32,
        /// Somebody else had saved in between.
        is_joined: bool,
    },
    /// Nothing was changed, for this reason.
    Refused(Problem),
    /// Somebody else saved in between, and a whole draft would undo that; nothing was changed.
    Stale,
    /// Somebody else changed the same properties; nothing was saved.
    Conflict(Conflict),
}

/// Two people changed the same properties of a part.
pub struct Conflict {
    /// The part.
    pub key: String,
    /// Everything that this person changed, as it was sent.
    pub mine: Vec<(String, String)>,
    /// Names of the properties that the other person changed, too.
    pub both: Vec<String>,
    /// The draft as the other person saved it.
    pub newest: Value,
    /// Its revision.
    pub revision: i32,
}

/// Changes a draft that the person saw at `revision`.
///
/// # Errors
/// When there is no such questionnaire, or the database fails.
pub async fn save(
    frame: &Frame,
    user: &User,
    id: QuestionnaireId,
    revision: i32,
    asked: &Asked,
) -> Result<Saved> {
    let transaction = frame.app.write().await?;
    let questionnaire = store::questionnaires::find(&transaction, id).await?;
    let saved = match asked {
        Asked::Edit { edit, is_automatic } => {
            save_edit(&transaction, user, &questionnaire, revision, edit, *is_automatic).await?
        }
        Asked::Draft { .. } if revision != questionnaire.revision => Saved::Stale,
        Asked::Draft { draft, action, key, title } => {
            let title = title.clone().unwrap_or_else(|| title_of(draft, key));
            let change = Change::new(action, json!({ "element": key, "title": title }));
            let change = Change { title: survey_title(draft), ..change };
            store_draft(&transaction, user, &questionnaire, (draft.to_string(), key.clone()), change, false)
                .await?
        }
        _ if revision != questionnaire.revision => Saved::Refused(Problem::error("edit-stale", SURVEY)),
        Asked::Restore(to) => {
            let detail = json!({ "of": to });
            turn_back(&transaction, user, &questionnaire, *to, Change::new("restore", detail)).await?
        }
        Asked::Undo | Asked::Redo => reverse(&transaction, user, &questionnaire, asked).await?,
    };
    match saved {
        Saved::Done { .. } => transaction.commit().await?,
        Saved::Refused(_) | Saved::Conflict(_) | Saved::Stale => transaction.rollback().await?,
    }
    Ok(saved)
}

async fn save_edit(
    db: &impl ConnectionTrait,
    user: &User,
    questionnaire: &questionnaire::Model,
    revision: i32,
    edit: &Edit,
    is_automatic: bool,
) -> Result<Saved> {
    let newest = draft_of(questionnaire)?;
    let is_joined = revision != questionnaire.revision;
    let mut edit = edit.clone();
    if is_joined {
        // A form that says no revision of this draft was made from nothing that could be compared.
        let Some(base) = store::drafts::find(db, questionnaire.id, revision).await? else {
            return Ok(Saved::Refused(Problem::error("edit-stale", SURVEY)));
        };
        let base = opened(&base).map_err(|_| AppError::Conflict("editor-unreadable"))?;
        match rebased(&edit, &base, &newest) {
            Ok(rebased) => edit = rebased,
            Err(Clash::Changed(problem)) => return Ok(Saved::Refused(problem)),
            Err(Clash::Same { mine, both }) => {
                let key = edit.key().unwrap_or(SURVEY).to_owned();
                return Ok(Saved::Conflict(Conflict {
                    key,
                    mine,
                    both,
                    newest,
                    revision: questionnaire.revision,
                }));
            }
        }
    }
    let (earlier, published) = earlier(db, questionnaire, &newest, &edit).await?;
    let mut done = match apply(&newest, &edit, &earlier) {
        Ok(done) => done,
        Err(problem) => return Ok(Saved::Refused(problem)),
    };
    if let Some(published) = published {
        if let Some(problem) = frozen::refusal(&published, &newest, &done.draft) {
            return Ok(Saved::Refused(problem));
        }
        if matches!(edit, Edit::Set { .. }) {
            frozen::keep_id(&published, &newest, &mut done.draft);
        }
    }
    if done.draft == newest {
        return Ok(Saved::Done { key: done.key, revision: questionnaire.revision, is_joined });
    }
    let action = action_of(&edit);
    // Of a removed part only the draft before knows the title.
    let key = if action == "remove" { edit.key().unwrap_or(SURVEY) } else { &done.key };
    let known = if action == "remove" { &newest } else { &done.draft };
    let title = title_of(known, member::part_of(key));
    let kind = member::split(key)
        .and_then(|(_, list, _)| tree::object(known, key).map(|object| member::kind_of(list, &object)));
    let detail = json!({ "element": key, "title": title, "kind": kind });
    let title = survey_title(&done.draft);
    let change = Change { title, merges: is_automatic, ..Change::new(action, detail) };
    store_draft(db, user, questionnaire, (done.draft.to_string(), done.key), change, is_joined).await
}

/// Stores a draft on the newest state; the key is the part to go on with.
async fn store_draft(
    db: &impl ConnectionTrait,
    user: &User,
    questionnaire: &questionnaire::Model,
    (draft, key): (String, String),
    change: Change<'_>,
    is_joined: bool,
) -> Result<Saved> {
    let (id, revision) = (questionnaire.id, questionnaire.revision);
    let revision = store::questionnaires::save_draft(db, id, revision, draft, change, user.id).await?;
    Ok(Saved::Done { key, revision, is_joined })
}

fn action_of(edit: &Edit) -> &'static str {
    match edit {
        Edit::Add { .. } => "add",
        Edit::Copy { .. } => "copy",
        Edit::Up { .. } | Edit::Down { .. } | Edit::Move { .. } => "move",
        Edit::Remove { .. } => "remove",
        Edit::Set { .. } => "change",
    }
}

/// The title for colleagues follows the questionnaire's own.
fn survey_title(draft: &Value) -> Option<String> {
    let title = draft.as_object().map(|object| text::get(object, "title", &locale_of(draft)));
    title
        .map(|title| title.trim().chars().take(MAX_TITLE).collect())
        .filter(|title: &String| !title.is_empty())
}

/// What published versions have used, for edits that make names or values; and the newest version.
async fn earlier(
    db: &impl ConnectionTrait,
    questionnaire: &questionnaire::Model,
    draft: &Value,
    edit: &Edit,
) -> Result<(Earlier, Option<Value>)> {
    if !Earlier::is_needed(edit) {
        let newest = store::questionnaires::newest_version(db, questionnaire.id).await?;
        return Ok((Earlier::default(), newest.and_then(|version| opened(&version.definition).ok())));
    }
    let versions = store::questionnaires::versions(db, questionnaire.id).await?;
    let mut versions: Vec<Value> =
        versions.iter().filter_map(|version| opened(&version.definition).ok()).collect();
    Ok((Earlier::of(&versions, draft, edit), versions.pop()))
}

async fn reverse(
    db: &impl ConnectionTrait,
    user: &User,
    questionnaire: &questionnaire::Model,
    asked: &Asked,
) -> Result<Saved> {
    let history = store::drafts::history(db, questionnaire.id).await?;
    let reversible = reversible(&history);
    let (of, action) = match asked {
        Asked::Redo => (reversible.redo, "redo"),
        _ => (reversible.undo, "undo"),
    };
    let step = of.and_then(|of| history.iter().find(|step| step.revision == of));
    let Some(step) = step else { return Ok(Saved::Refused(Problem::error("edit-nothing", SURVEY))) };
    let to = if action == "redo" { step.revision } else { step.first.saturating_sub(1) };
    turn_back(db, user, questionnaire, to, Change::new(action, detail_of(step))).await
}

fn detail_of(step: &Step) -> Value {
    let of = |key: &str| step.detail.get(key).cloned().unwrap_or_default();
    json!({ "element": of("element"), "title": of("title"), "kind": of("kind"), "action": step.action, "of": step.revision })
}

/// Saves the draft of an earlier revision as the newest one.
async fn turn_back(
    db: &impl ConnectionTrait,
    user: &User,
    questionnaire: &questionnaire::Model,
    to: i32,
    change: Change<'_>,
) -> Result<Saved> {
    let draft = store::drafts::find(db, questionnaire.id, to).await?.ok_or(AppError::NotFound)?;
    let key = change.detail.get("element").and_then(Value::as_str).unwrap_or(SURVEY).to_owned();
    let opened = opened(&draft).map_err(|_| AppError::Conflict("editor-unreadable"))?;
    let key = if tree::find(&opened, &key).is_some() { key } else { SURVEY.to_owned() };
    let change = Change { title: survey_title(&opened), ..change };
    store_draft(db, user, questionnaire, (draft, key), change, false).await
}
