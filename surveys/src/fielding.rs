//! Getting answers in: who has a place at an event, and who came with whom. Rules without a database.

pub mod attendee;
pub mod bursts;
pub mod group;
pub mod invitation_code;
pub mod seating;
pub mod working_day;
