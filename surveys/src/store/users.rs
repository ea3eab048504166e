//! Accounts.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};

use crate::entity::state::Role;
use crate::entity::user;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::store::audit;

/// What an account is made of. The password is hashed by the caller.
pub struct NewUser {
    /// Sign-in name, unique, compared as typed.
    pub login: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// PHC string of the password.
    pub password_hash: String,
    /// What the person may do.
    pub role: Role,
}

/// Opens an account; [`Error::Taken`] when the sign-in name is in use.
pub async fn create(db: &impl ConnectionTrait, new: NewUser, by: Option<UserId>) -> Result<user::Model> {
    let model = user::ActiveModel {
        login: Set(new.login),
        display_name: Set(new.display_name),
        password_hash: Set(new.password_hash),
        role: Set(new.role),
        is_active: Set(true),
        created_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(Error::taken("login"))?;
    let detail = serde_json::json!({ "role": model.role });
    record(db, by, "user.create", model.id, detail).await?;
    Ok(model)
}

/// The account with this number, active or not.
pub async fn find(db: &impl ConnectionTrait, id: UserId) -> Result<user::Model> {
    user::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The account with this sign-in name, active or not.
pub async fn find_by_login(db: &impl ConnectionTrait, login: &str) -> Result<Option<user::Model>> {
    Ok(user::Entity::find().filter(user::COLUMN.login.eq(login)).one(db).await?)
}

/// All accounts by sign-in name.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<user::Model>> {
    Ok(user::Entity::find().order_by_asc(user::COLUMN.login).all(db).await?)
}

/// Lets an account sign in or stops it from doing so.
pub async fn set_active(db: &impl ConnectionTrait, id: UserId, is_active: bool, by: UserId) -> Result<()> {
    let mut model = find(db, id).await?.into_active_model();
    model.is_active = Set(is_active);
    model.update(db).await?;
    record(db, Some(by), "user.set_active", id, serde_json::json!({ "is_active": is_active })).await
}

async fn record(
    db: &impl ConnectionTrait,
    by: Option<UserId>,
    action: &str,
    id: UserId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event { user: by, action, thing_kind: "user", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
