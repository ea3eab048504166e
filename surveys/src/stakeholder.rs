//! Those who take part in a region: kinds of agencies, lists of them that people bring, and who may be the same.

pub mod agency_kind;
pub mod double;
pub mod roster;
pub mod spoken;
