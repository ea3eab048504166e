//! The domain of Kikitori and its store.
//!
//! One folder a subject (`questionnaire`, `hearing`, `stakeholder`, `privacy`), none of which knows the database;
//! `entity` and `store` do.

pub mod entity;
pub mod error;
pub mod hearing;
pub mod id;
pub mod privacy;
pub mod questionnaire;
pub mod stakeholder;
pub mod store;
