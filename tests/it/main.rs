//! The service over HTTP on both databases, and the house rules: one binary, one file a subject.
#![allow(clippy::expect_used, clippy::panic, reason = "test code outside of test functions")]

mod answering;
mod api;
mod bad_input;
mod coming_back;
mod double_entry;
mod draft_pages;
mod editing;
mod editing_members;
mod entered_identities;
mod entered_unasked;
mod entries;
mod erasure;
mod every_type;
mod feedback;
mod files;
mod findings;
mod formats;
mod health;
mod hostile_texts;
mod invariants;
mod lists;
mod mending;
mod paper_texts;
mod publishing;
mod registrations;
mod rendering;
mod routes;
mod session;
mod sheet_imports;
mod sign_up;
mod versions;
mod vocabulary;
mod wrong_secrets;
