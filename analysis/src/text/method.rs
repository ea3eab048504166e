//! What a report must say about how its figures were made.

use serde::Serialize;

use super::cooccurrence::NetworkParameters;
use super::corpus::Corpus;
use super::own_words::ListCounts;

/// All that decides the figures of a text analysis: the same texts and method give the same figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Method {
    /// Version of this program.
    pub version: &'static str,
    /// Version of the tokenizer's library.
    pub lindera: &'static str,
    /// Names dictionary and words of the field, see [`super::tokenizer::Tokenizer::fingerprint`].
    pub dictionary: String,
    /// Whether the words of the field were known.
    pub has_domain_words: bool,
    /// The lists of words that were used besides; None where there were none.
    pub lists: Option<ListCounts>,
    /// Names the coding frame and the cue rules, see [`crate::coding::fingerprint`].
    pub coding: String,
    /// Texts in all.
    pub n_documents: u32,
    /// Texts that say nothing (empty, 特になし …), see [`crate::coding::suggest::Suggester::is_blank`].
    pub n_blank: u32,
    /// Sentences in all.
    pub n_sentences: u32,
    /// Tokens in all (総抽出語数).
    pub n_tokens: u32,
    /// Tokens of classes that are counted (使用).
    pub n_used_tokens: u32,
    /// How the network was made.
    pub network: Option<NetworkParameters>,
}

/// The method behind the figures of a corpus, of whose texts `n_blank` say nothing.
pub fn method(corpus: &Corpus, n_blank: u32, network: Option<NetworkParameters>) -> Method {
    let is_used = |word: u32| {
        let word = corpus.words.get(word as usize);
        word.is_some_and(|word| super::word_class::get(word.class).is_used)
    };
    Method {
        version: env!("CARGO_PKG_VERSION"),
        lindera: lindera::get_version(),
        dictionary: corpus.fingerprint.clone(),
        has_domain_words: corpus.has_domain_words,
        lists: None,
        coding: crate::coding::fingerprint(),
        n_documents: corpus.documents.len() as u32,
        n_blank,
        n_sentences: corpus.sentences.len() as u32,
        n_tokens: corpus.tokens.len() as u32,
        n_used_tokens: corpus.tokens.iter().filter(|token| is_used(token.word)).count() as u32,
        network,
    }
}
