//! The pages, one file an area. A handler loads, asks `allow`, makes one call to the store or to `analysis`, and
//! renders.

pub mod accounts;
pub mod agencies;
pub mod answer_imports;
pub mod api;
pub mod consultations;
mod crumbs;
pub mod entries;
mod erase_day;
pub mod explore;
pub mod exports;
pub mod feedback;
pub mod fill;
pub mod hearings;
pub mod invited;
pub mod inviting;
mod open_places;
pub mod questionnaires;
pub mod received;
pub mod registrations;
pub mod session;
pub mod signup;
pub mod surveys;
pub mod system;

// The name that the pages of invitations and registrations use.
use self::crumbs as trail;
