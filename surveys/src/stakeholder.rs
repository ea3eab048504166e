//! Those who take part in a region: kinds of agencies, and lists of them that people bring.

pub mod agency_kind;
pub mod roster;
