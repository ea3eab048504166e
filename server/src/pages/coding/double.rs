//! Double coding: several people code the same texts without seeing one another, then compare and decide.

pub mod adopt;
pub mod blind;
pub mod compare;
pub mod figures;
pub mod index;
pub mod show;
pub mod talk;

use surveys::entity::double_coding;
use surveys::id::DoubleCodingId;

/// The address of a double coding.
pub fn address(id: DoubleCodingId) -> String {
    format!("/double-codings/{}", id.0)
}

/// The Fluent key of what agreement is counted over.
pub fn unit_key(model: &double_coding::Model) -> &'static str {
    if model.unit == surveys::store::double_codings::UNIT_NOTES {
        "double-unit-notes"
    } else {
        "double-unit-answers"
    }
}
