//! The history of the database schema: one file a step, never edited once released.
//!
//! Steps are written with sea-query's builder, so that one text serves SQLite and PostgreSQL.
//! `surveys::entity` mirrors the result; a test selects every entity on a freshly migrated database.

mod m0001_people;
mod m0002_stakeholders;
mod m0003_surveys;
mod m0004_responses;
mod m0005_hearings;
mod m0006_feedback;
mod m0007_questionnaire_drafts;
mod m0008_entries;
mod m0009_response_files;
mod m0010_registrations;
mod m0011_response_edits;
mod m0012_invitations;
mod m0013_answer_imports_and_consultations;
mod m0014_respondents_rights;
mod m0015_approaches;
mod m0016_promises_and_week_reports;
mod m0017_codings;
mod m0018_double_codings;
mod m0019_region_schemes;
mod m0020_organisations;
mod m0021_hearing_files;
mod m0022_confirmations;
mod m0023_search;
mod m0024_cards;
mod m0025_assignments_and_letters;
mod m0026_rules_and_word_lists;
mod m0027_notes_made_once;
mod m0028_publications;
mod m0030_replies;
mod m0031_different_agencies;
mod m0033_masking;
mod m0034_introductions;
mod m0035_sign_up_counts;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Runs the steps in order: `Migrator::up(&db, None).await`.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Migration),
            Box::new(m0002_stakeholders::Migration),
            Box::new(m0003_surveys::Migration),
            Box::new(m0004_responses::Migration),
            Box::new(m0005_hearings::Migration),
            Box::new(m0006_feedback::Migration),
            Box::new(m0007_questionnaire_drafts::Migration),
            Box::new(m0008_entries::Migration),
            Box::new(m0009_response_files::Migration),
            Box::new(m0010_registrations::Migration),
            Box::new(m0011_response_edits::Migration),
            Box::new(m0012_invitations::Migration),
            Box::new(m0013_answer_imports_and_consultations::Migration),
            Box::new(m0014_respondents_rights::Migration),
            Box::new(m0015_approaches::Migration),
            Box::new(m0016_promises_and_week_reports::Migration),
            Box::new(m0017_codings::Migration),
            Box::new(m0018_double_codings::Migration),
            Box::new(m0019_region_schemes::Migration),
            Box::new(m0020_organisations::Migration),
            Box::new(m0021_hearing_files::Migration),
            Box::new(m0022_confirmations::Migration),
            Box::new(m0023_search::Migration),
            Box::new(m0024_cards::Migration),
            Box::new(m0025_assignments_and_letters::Migration),
            Box::new(m0026_rules_and_word_lists::Migration),
            Box::new(m0027_notes_made_once::Migration),
            Box::new(m0028_publications::Migration),
            Box::new(m0030_replies::Migration),
            Box::new(m0031_different_agencies::Migration),
            Box::new(m0033_masking::Migration),
            Box::new(m0034_introductions::Migration),
            Box::new(m0035_sign_up_counts::Migration),
        ]
    }
}
