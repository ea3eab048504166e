//! Those who take part in a region: kinds of agencies.

pub mod agency_kind;
