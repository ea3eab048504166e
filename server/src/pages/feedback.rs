//! Regional feedback: what a region gets back for its answers. Sheets are composed, approved and frozen; quotes are released for
//! them, links share them and letters carry the links; regions reply, and offers meet wishes. Whoever answered
//! sees the own answers beside the whole.

pub mod areas;
pub mod arrange;
pub mod asked;
pub mod beside;
mod cautions;
mod close;
pub mod compose;
pub mod composition;
pub mod content;
mod differing;
pub mod everybody;
mod extent;
pub mod face;
pub mod figures;
pub mod findings;
pub mod handed;
pub mod length;
pub mod letters;
pub mod lines;
pub mod links;
pub mod marked;
pub mod match_list;
pub mod matches;
pub mod own;
pub mod paper;
pub mod plain;
pub mod publish;
pub mod published;
pub mod quotes;
pub mod reason;
pub mod release;
pub mod replied;
pub mod replies;
pub mod retract;
pub mod sections;
pub mod shared;
pub mod sheet;
pub mod spoken;
pub mod stale;
mod told;
mod traced;
mod unmarked;
pub mod usual;
pub mod which;
mod whole;
