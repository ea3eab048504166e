//! The pages, one file an area. A handler loads, asks `allow`, makes one call to the store or to `analysis`, and
//! renders.

pub mod accounts;
pub mod agencies;
pub mod answer_imports;
pub mod api;
pub mod approaches;
mod brought;
pub mod cards;
pub mod coding;
pub mod consultations;
mod crumbs;
mod download;
pub mod entries;
mod erase_day;
pub mod explore;
pub mod exports;
pub mod feedback;
pub mod fill;
pub mod hearings;
pub mod invited;
pub mod inviting;
mod meanwhile;
mod meetings;
mod open_places;
pub mod promises;
pub mod questionnaires;
pub mod received;
pub mod registrations;
mod rooms;
pub mod session;
pub mod signup;
pub mod surveys;
pub mod system;
pub mod today;
pub mod week;
