//! Regional feedback: what a region gets back for its answers, quotes released for it, the links that share it,
//! what the region replies, and which offers and wishes meet.

pub mod compose;
pub mod letters;
pub mod links;
pub mod matches;
pub mod quotes;
pub mod replies;
pub mod shared;
pub mod sheet;
