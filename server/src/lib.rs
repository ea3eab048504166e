//! Kikitori as a web service and a command line. This crate alone knows HTTP, HTML, cookies and languages.

pub mod app;
pub mod auth;
pub mod bundle;
pub mod bundling;
pub mod calendar;
pub mod cli;
pub mod codebook;
pub mod config;
pub mod confirming;
pub mod database;
pub mod dataset;
pub mod delivery_report;
pub mod demo;
pub mod error;
pub mod feedback_letter;
pub mod housekeeping;
pub mod i18n;
pub mod inviting;
pub mod language;
pub mod letter_text;
pub mod mail;
pub mod memory;
pub mod no_room;
pub mod one_of_each;
pub mod pages;
pub mod published;
pub mod questionnaire_file;
pub mod questionnaire_paper;
pub mod routes;
pub mod search;
pub mod secret;
pub mod signup;
pub mod telemetry;
pub mod typesetter;
pub mod view;
pub mod whole_file;
pub mod wrong_secrets;

/// Of the program, its tests and its benchmarks.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
