//! Files that people bring, with answers or to a hearing: which kinds are taken, known by their bytes, and their names.

pub mod kind;
pub mod name;
