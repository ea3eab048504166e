//! The invented survey of `kikitori demo`. Everything in it is made up: no agency, person or answer is real.

use surveys::store;
use surveys::store::users::NewUser;

use crate::app;
use crate::auth::{Role, password};
use crate::config::Config;

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

/// One account a role.
pub const ACCOUNTS: &[DemoAccount] = &[
    DemoAccount { login: "coordinator", display_name: "伴走 はるか", role: Role::Coordinator },
    DemoAccount { login: "researcher", display_name: "研究 まこと", role: Role::Researcher },
    DemoAccount { login: "viewer", display_name: "閲覧 ゆう", role: Role::Viewer },
    DemoAccount { login: "admin", display_name: "管理 あおい", role: Role::Administrator },
];

/// Fills the database of these settings. False when it had been filled before; nothing is changed then.
///
/// # Errors
/// When the database cannot be written.
pub async fn fill(config: Config) -> anyhow::Result<bool> {
    let db = app::connect(&config.database_url()).await?;
    if store::users::find_by_login(&db, ACCOUNTS[0].login).await?.is_some() {
        return Ok(false);
    }
    let password_hash = password::hash(PASSWORD)?;
    for account in ACCOUNTS {
        let new = NewUser {
            login: account.login.to_owned(),
            display_name: account.display_name.to_owned(),
            password_hash: password_hash.clone(),
            role: account.role,
        };
        store::users::create(&db, new, None).await?;
    }
    Ok(true)
}
