//! Those who take part in a region: kinds of agencies, lists of them that people bring, who may be the same, and who
//! could help whom.

pub mod agency_kind;
pub mod double;
mod local;
pub mod matching;
pub mod roster;
mod short;
pub mod spoken;
