//! Places: municipalities with their codes and what became of them, and schemes that put them into areas.

pub mod change;
pub mod municipality;
pub mod scheme;
