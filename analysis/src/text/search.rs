//! Finding texts by words. What somebody types is looked for in two ways: as words, in every inflection and under every name of a
//! thing, and as characters, also inside longer words. Widths, capitals and the two kana do not count.

pub mod excerpt;
mod fold;
pub mod index;
pub mod other_names;
mod postings;
pub mod query;
pub mod texts;
pub mod wanted;

#[cfg(test)]
mod tests;
