//! A draft that somebody works on: opened, and saved on the state that the person saw.

use serde_json::{Value, json};
use surveys::entity::questionnaire;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::edit::tree::{self, Node};
use surveys::questionnaire::edit::{opened, text, translation};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::Problem;
use surveys::store;
use surveys::store::drafts::Change;

use super::address;
use crate::auth::User;
use crate::auth::form::StaffForm;
use crate::error::{AppError, Result};
use crate::view::form::{Crumb, crumbs};
use crate::view::frame::Frame;

/// A questionnaire with its draft as JSON and as it is understood.
pub struct Working {
    /// As it is stored.
    pub questionnaire: questionnaire::Model,
    /// The draft.
    pub raw: Value,
    /// What the draft means.
    pub definition: Definition,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// How saving ended.
pub enum Saved {
    /// The new state is stored.
    Done,
    /// Somebody else saved in between; nothing was stored.
    Stale,
}

impl Working {
    /// Opens the draft.
    ///
    /// # Errors
    /// When there is no such questionnaire, or its draft cannot be read at all.
    pub async fn open(frame: &Frame, id: i64) -> Result<Working> {
        let questionnaire = store::questionnaires::find(&frame.app.db, QuestionnaireId(id)).await?;
        let unreadable = AppError::Conflict("questionnaires-has-errors");
        let Ok(raw) = opened(&questionnaire.draft) else { return Err(unreadable) };
        let (definition, problems) = parse(&raw.to_string());
        let definition = definition.ok_or(unreadable)?;
        Ok(Working { questionnaire, raw, definition, problems })
    }

    /// Saves a new draft on the state that the form was made from (`revision`).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save(
        &self,
        frame: &Frame,
        user: &User,
        sent: &StaffForm,
        draft: &Value,
        change: Change<'_>,
    ) -> Result<Saved> {
        save(frame, user, self.questionnaire.id, revision(sent), draft.to_string(), change).await
    }

    /// Words for a part of the draft: its title in the draft's own language, or its name.
    pub fn title_of(&self, frame: &Frame, node: &Node) -> String {
        let lang = translation::own_language(&self.raw);
        let object = tree::get(&self.raw, &node.spot);
        let title = object.map(|object| text::get(object, "title", lang)).unwrap_or_default();
        match (title.is_empty(), node.name.is_empty()) {
            (false, _) => title,
            (true, false) => node.name.clone(),
            (true, true) => frame.text("conditions-nameless"),
        }
    }

    /// The way to a page of this questionnaire.
    pub fn crumbs(&self, frame: &Frame, title: String) -> Vec<Crumb> {
        crumbs([
            (frame.text("surveys-title"), "/surveys".to_owned()),
            (self.questionnaire.title.clone(), address(self.questionnaire.id)),
            (title, String::new()),
        ])
    }
}

/// The state that a form was made from.
pub fn revision(sent: &StaffForm) -> i32 {
    sent.get("revision").parse().unwrap_or(0)
}

/// What a change did to which element, for the history.
pub fn change<'a>(action: &'a str, element: &str, title: &str) -> Change<'a> {
    Change::new(action, json!({ "element": element, "title": title }))
}

/// Saves a draft that is still at `revision`.
///
/// # Errors
/// When the database fails.
pub async fn save(
    frame: &Frame,
    user: &User,
    id: QuestionnaireId,
    revision: i32,
    draft: String,
    change: Change<'_>,
) -> Result<Saved> {
    let transaction = frame.app.write().await?;
    match store::questionnaires::save_draft(&transaction, id, revision, draft, change, user.id).await {
        Ok(_) => {
            transaction.commit().await?;
            Ok(Saved::Done)
        }
        Err(surveys::error::Error::Stale) => Ok(Saved::Stale),
        Err(error) => Err(error.into()),
    }
}
