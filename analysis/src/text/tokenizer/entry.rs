//! Which word of which dictionary a word of a text is.

/// A word by the dictionary that has it, and its number there. Numbers are the same wherever a tokenizer has the same
/// [`fingerprint`](super::Tokenizer::fingerprint).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A word of IPADIC.
    System(u32),
    /// One of the words on top: those of the field, one's own, or both.
    Own(u32),
    /// A word of no dictionary: the entry of unk.def that fits its characters.
    Unknown(u32),
}
