//! Regional feedback: what a region gets back for its answers, quotes released for it, and the links that share it.

pub mod compose;
pub mod links;
pub mod quotes;
pub mod shared;
pub mod sheet;
