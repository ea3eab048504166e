//! The invented survey's feedback sheet: composed with the rest, and published once there is a service that can count.

use anyhow::Context;
use sea_orm::DatabaseTransaction;
use surveys::id::{SurveyId, UserId};
use surveys::store;
use surveys::store::publications::NewPublication;

use crate::app::{self, App};
use crate::config::Config;
use crate::error::AppError;
use crate::i18n::Lang;
use crate::pages::feedback::composition::Composition;
use crate::pages::feedback::sheet::build;

const SHEET: &str = include_str!("../../demo/feedback-sheet.json");

/// Composes the sheet of the whole region.
///
/// # Errors
/// When the database fails.
pub async fn compose(db: &DatabaseTransaction, survey: SurveyId, by: UserId) -> anyhow::Result<()> {
    let own: Composition = serde_json::from_str(SHEET).context("feedback-sheet.json")?;
    store::feedback_sheets::save(db, own.to_save((survey, ""), 0)?, by).await?;
    Ok(())
}

/// Publishes the sheet of the whole region of the invented survey, as the first account. Without a dictionary nothing is published:
/// the demo does without.
///
/// # Errors
/// When the service cannot be opened or the database fails.
pub async fn publish(config: Config) -> anyhow::Result<()> {
    let address = config.listen;
    let app = app::open(config, address).await?;
    let by = store::users::find_by_login(&app.db, super::ACCOUNTS[0].login).await?.context("no account")?.id;
    for survey in store::surveys::list(&app.db).await? {
        publish_one(&app, survey.id, by).await?;
    }
    Ok(())
}

async fn publish_one(app: &App, survey: SurveyId, by: UserId) -> anyhow::Result<()> {
    let stored = store::feedback_sheets::find(&app.db, survey, "").await?;
    let built = match build(app, Lang::Ja, (survey, None), Composition::stored(stored.as_ref())).await {
        Ok(built) => built,
        Err(error @ AppError::NoDictionary(..)) => {
            tracing::warn!("the sheet is not published: {error}");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let new = NewPublication {
        survey,
        area: String::new(),
        number: 1,
        content: built.content.written()?,
        reason: String::new(),
        quotes: built.quotes,
        is_close: false,
    };
    let transaction = app.write().await?;
    store::publications::publish(&transaction, new, by).await?;
    transaction.commit().await?;
    Ok(())
}
