//! The service over HTTP on both databases, and the house rules: one binary, one file a subject.
#![allow(clippy::expect_used, clippy::panic, reason = "test code outside of test functions")]

mod answering;
mod bad_input;
mod draft_pages;
mod editing;
mod entries;
mod every_type;
mod feedback;
mod formats;
mod health;
mod invariants;
mod lists;
mod publishing;
mod registrations;
mod rendering;
mod routes;
mod session;
mod sign_up;
