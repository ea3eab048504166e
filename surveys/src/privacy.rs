//! What may be done with answers and texts.

pub mod card;
pub mod consent;
pub mod explanation;
pub mod generalise;
pub mod masking;
