//! Everything that reads or writes the database. The caller owns the transaction; each write records its
//! audit event in the same function, so that a change and its record stand or fall together.

pub mod agencies;
pub mod answer_imports;
pub mod approaches;
pub mod audit;
pub mod check_ins;
pub mod consultations;
pub mod contacts;
pub mod drafts;
pub mod entries;
pub mod entry_lists;
pub mod erasure;
pub mod explanations;
pub mod hearing_revisions;
pub mod hearings;
pub mod invitations;
pub mod invitings;
pub mod messages;
pub mod promises;
pub mod questionnaires;
pub mod quotes;
pub mod regions;
pub mod registrations;
pub mod response_edits;
pub mod response_files;
pub mod responses;
pub mod rosters;
pub mod segments;
pub mod sessions;
pub mod share_links;
pub mod sheet_imports;
pub mod stop_requests;
pub mod surveys;
pub mod users;
pub mod week_reports;
