//! Sessions in the database, for `actix-session`. The cookie carries the key, the table only its hash.

use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DatabaseConnection;
use surveys::store::sessions;

use crate::secret;

/// Stores sessions in the table `sessions`.
pub struct DatabaseSessions {
    /// The database.
    pub db: DatabaseConnection,
}

type State = HashMap<String, String>;

fn expiry(ttl: &Duration) -> DateTime<Utc> {
    Utc::now() + TimeDelta::seconds(ttl.whole_seconds())
}

impl SessionStore for DatabaseSessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let stored = sessions::load(&self.db, &secret::hash(key.as_ref()))
            .await
            .map_err(|error| LoadError::Other(error.into()))?;
        stored
            .map(|json| serde_json::from_str(&json).map_err(|e| LoadError::Deserialization(e.into())))
            .transpose()
    }

    async fn save(&self, state: State, ttl: &Duration) -> Result<SessionKey, SaveError> {
        let key = secret::random_token().map_err(|error| SaveError::Other(anyhow::anyhow!("{error}")))?;
        let json = serde_json::to_string(&state).map_err(|error| SaveError::Serialization(error.into()))?;
        sessions::create(&self.db, &secret::hash(&key), json, expiry(ttl))
            .await
            .map_err(|error| SaveError::Other(error.into()))?;
        SessionKey::try_from(key).map_err(|error| SaveError::Other(error.into()))
    }

    async fn update(&self, key: SessionKey, state: State, ttl: &Duration) -> Result<SessionKey, UpdateError> {
        let json = serde_json::to_string(&state).map_err(|error| UpdateError::Serialization(error.into()))?;
        // What a request changes while another signs out must not bring the session back.
        sessions::update(&self.db, &secret::hash(key.as_ref()), json, expiry(ttl))
            .await
            .map_err(|error| UpdateError::Other(error.into()))?;
        Ok(key)
    }

    async fn update_ttl(&self, key: &SessionKey, ttl: &Duration) -> anyhow::Result<()> {
        let hash = secret::hash(key.as_ref());
        if let Some(state) = sessions::load(&self.db, &hash).await? {
            sessions::update(&self.db, &hash, state, expiry(ttl)).await?;
        }
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> anyhow::Result<()> {
        Ok(sessions::delete(&self.db, &secret::hash(key.as_ref())).await?)
    }
}
