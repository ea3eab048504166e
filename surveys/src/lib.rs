//! The domain of Kikitori and its store.
//!
//! One folder a subject (`questionnaire`, `fielding`, `file`, `hearing`, `stakeholder`, `place`, `privacy`), none of which knows the database;
//! `entity` and `store` do.

#[cfg(feature = "store")]
pub mod entity;
#[cfg(feature = "store")]
pub mod error;
pub mod fielding;
pub mod file;
pub mod hearing;
#[cfg(feature = "store")]
pub mod id;
pub mod place;
pub mod privacy;
pub mod questionnaire;
pub mod stakeholder;
#[cfg(feature = "store")]
pub mod store;
