//! What documents have in common.

use analysis::document::paper::Block;

use crate::i18n::{self, Lang};

/// Facts with their names, given as Fluent keys. Those without words are left out.
pub fn facts<'a>(lang: Lang, facts: impl IntoIterator<Item = (&'a str, String)>) -> Block {
    let said = facts.into_iter().filter(|(_, words)| !words.is_empty());
    Block::Facts(said.map(|(key, words)| (i18n::plain(lang, key), words)).collect())
}
