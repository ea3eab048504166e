//! Starts the real service on a fresh database and speaks to it as a browser does.
//!
//! ```no_run
//! # async fn example() {
//! use server::auth::Role;
//!
//! tests::on_both(async |app| {
//!     let coordinator = app.login(Role::Coordinator).await;
//!     coordinator.get("/").await.expect_status(200);
//! })
//! .await;
//! # }
//! ```
//!
//! Everything here panics with a message for the reader of a failed test.
#![allow(clippy::expect_used, clippy::panic, reason = "this is test code, though not under cfg(test)")]

mod app;
pub mod closed_answers;
pub mod coded;
pub mod database;
pub mod demo;
pub mod dump;
pub mod free_answers;
pub mod invented_answers;
pub mod inviting;
pub mod open_survey;
mod page;
pub mod rendered;
pub mod respondent;
mod session;
pub mod sheets;
pub mod sign_up;
pub mod stored;
pub mod workspace;

pub use app::{PASSWORD, TestApp, on, on_both, on_embedded};
pub use database::{ENGINES, Engine};
pub use page::{Form, Page};
pub use session::Session;
