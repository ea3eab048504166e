//! Regional feedback: what a region gets back for its answers. Sheets are composed, approved and frozen; quotes are released for
//! them, and links share them.

pub mod arrange;
pub mod compose;
pub mod composition;
pub mod content;
pub mod face;
pub mod figures;
pub mod lines;
pub mod links;
pub mod paper;
pub mod publish;
pub mod quotes;
pub mod sections;
pub mod shared;
pub mod sheet;
pub mod stale;
pub mod which;
