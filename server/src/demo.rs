//! The invented survey of `kikitori demo`. Everything in it is made up: no agency, person or answer is real.
//!
//! Who wrote what is data (`server/demo/`); closed answers follow from it by seeded arithmetic. All of it goes
//! through the store, as if people had entered it.

mod agency_answers;
mod approaches;
mod arrivals;
mod cards;
mod chance;
mod forum_answers;
mod further;
mod hearings;
mod paper;
mod profiles;
mod provider_answers;
mod responses;
mod sheet;
mod study;

use anyhow::bail;
use chrono::{TimeDelta, Utc};
use sea_orm::{SqliteTransactionMode, TransactionOptions, TransactionTrait};
use surveys::id::{SurveyId, UserId};
use surveys::store;
use surveys::store::share_links::NewShareLink;
use surveys::store::users::NewUser;

use crate::auth::{Role, password};
use crate::config::Config;
use crate::secret::{self, Key};
use crate::{database, i18n};

/// Password of all demo accounts.
pub const PASSWORD: &str = "kikitori-demo";

/// An account of the demo.
pub struct DemoAccount {
    /// Sign-in name.
    pub login: &'static str,
    /// Name shown to colleagues.
    pub display_name: &'static str,
    /// What the person may do.
    pub role: Role,
}

/// One account a role. The first one enters everything.
pub const ACCOUNTS: &[DemoAccount] = &[
    DemoAccount { login: "coordinator", display_name: "伴走 はるか", role: Role::Coordinator },
    DemoAccount { login: "researcher", display_name: "研究 まこと", role: Role::Researcher },
    DemoAccount { login: "viewer", display_name: "閲覧 ゆう", role: Role::Viewer },
    DemoAccount { login: "admin", display_name: "管理 あおい", role: Role::Administrator },
];

/// Fills the database of these settings, all or nothing. False when it had been filled before; nothing is changed
/// then.
///
/// # Errors
/// When the database cannot be written, or somebody works in it already: invented answers never get among real ones.
pub async fn fill(config: Config) -> anyhow::Result<bool> {
    let db = database::connect(&config.database_url()).await?;
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = db.begin_with_options(options).await?;
    if store::users::find_by_login(&transaction, ACCOUNTS[0].login).await?.is_some() {
        return Ok(false);
    }
    if !store::users::list(&transaction).await?.is_empty() {
        bail!(i18n::text("ja", "demo-not-empty", &[("path", config.data.display().to_string())]));
    }
    let key = Key::open_or_create(&config.data)?;
    let by = accounts(&transaction).await?;
    let study = study::fill(&transaction, by).await?;
    responses::fill(&transaction, &study, &key, by).await?;
    hearings::fill(&transaction, &study, by).await?;
    approaches::fill(&transaction, &study, by).await?;
    cards::fill(&transaction, &study, by).await?;
    sheet::compose(&transaction, study.survey.id, by).await?;
    share(&transaction, study.survey.id, &key, config.share_link_days, by).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Publishes the feedback sheet of the whole region, so that its link shows something. Only once, after [`fill`].
///
/// # Errors
/// When the service cannot be opened or the database fails.
pub async fn publish(config: Config) -> anyhow::Result<()> {
    sheet::publish(config).await
}

/// Opens the accounts and returns the first one.
async fn accounts(db: &sea_orm::DatabaseTransaction) -> anyhow::Result<UserId> {
    let password_hash = password::hash(PASSWORD)?;
    let mut ids = Vec::new();
    for account in ACCOUNTS {
        let new = NewUser {
            login: account.login.to_owned(),
            display_name: account.display_name.to_owned(),
            password_hash: password_hash.clone(),
            role: account.role,
        };
        ids.push(store::users::create(db, new, None).await?.id);
    }
    Ok(ids[0])
}

/// Makes a link to the feedback of the whole region, as the page `pages::feedback::compose` does.
async fn share(
    db: &sea_orm::DatabaseTransaction,
    survey: SurveyId,
    key: &Key,
    days: i64,
    by: UserId,
) -> anyhow::Result<()> {
    let nonce = secret::random_token()?;
    let new = NewShareLink {
        survey,
        region: None,
        token_hash: secret::hash(&key.token("share", &nonce)),
        nonce,
        expires_at: Utc::now() + TimeDelta::days(days),
    };
    store::share_links::create(db, new, by).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
