//! The service over HTTP on both databases, and the house rules: one binary, one file a subject.
#![allow(clippy::expect_used, clippy::panic, reason = "test code outside of test functions")]

mod answering;
mod bad_input;
mod double_entry;
mod draft_pages;
mod editing;
mod editing_members;
mod entered_identities;
mod entries;
mod erasure;
mod every_type;
mod feedback;
mod files;
mod formats;
mod health;
mod hostile_texts;
mod invariants;
mod lists;
mod mending;
mod publishing;
mod registrations;
mod rendering;
mod rights;
mod routes;
mod session;
mod sheet_imports;
mod sign_up;
mod versions;
mod vocabulary;
