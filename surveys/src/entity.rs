//! Rows as sea-orm sees them, one file a table. They never cross HTTP and never leave the store but as plain values.
//!
//! The columns are described where they are made, in the package `migrations`.
#![allow(missing_docs, reason = "columns are documented in the migrations and docs/database.md")]

pub mod agency;
pub mod answer_import;
pub mod approach;
pub mod audit_event;
pub mod blind_coding;
pub mod code;
pub mod coding;
pub mod coding_decision;
pub mod consultation;
pub mod consultation_note;
pub mod contact;
pub mod double_assignment;
pub mod double_coder;
pub mod double_coding;
pub mod double_text;
pub mod entry;
pub mod explanation;
pub mod hearing;
pub mod hearing_revision;
pub mod hearing_section;
pub mod imported_response;
pub mod invitation;
pub mod inviting;
pub mod memo;
pub mod message;
pub mod promise;
pub mod questionnaire;
pub mod questionnaire_draft;
pub mod questionnaire_version;
pub mod quote;
pub mod region;
pub mod registration;
pub mod response;
pub mod response_contact;
pub mod response_edit;
pub mod response_file;
pub mod response_revision;
pub mod seating;
pub mod segment;
pub mod session;
pub mod share_link;
pub mod sheet_import;
pub mod state;
pub mod survey;
pub mod user;
pub mod wave;
pub mod week_report;
