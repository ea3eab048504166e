//! Texts that have been cut into words lately: after a change only texts that are new are cut again.

use std::sync::Arc;

use analysis::text::corpus::single::{CutSingle, assemble_each, cut_each};
use analysis::text::corpus::{Corpus, Document};
use analysis::text::tokenizer::Tokenizer;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

/// Memory that cut texts may take, in bytes, about: some 60,000 free answers.
const MOST_BYTES: u64 = 128 << 20;

/// What a text takes on the average, in bytes, about.
const USUAL_BYTES: u64 = 2_000;

/// SHA-256 of what names the tokenizer's words, and of the text.
type Key = [u8; 32];

/// Cut texts by dictionary and text.
pub struct Tokens(Cache<Key, Arc<CutSingle>, Bytes>);

/// Weighs a cut text by its memory.
#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Arc<CutSingle>> for Bytes {
    fn weight(&self, _: &Key, cut: &Arc<CutSingle>) -> u64 {
        cut.n_bytes() as u64
    }
}

impl Tokens {
    /// Nothing cut yet.
    pub fn new() -> Tokens {
        Tokens(Cache::with_weighter((MOST_BYTES / USUAL_BYTES) as usize, MOST_BYTES, Bytes))
    }

    /// The corpus of these documents, of which those are cut that have not been lately. Also says how many were.
    pub fn corpus(&self, tokenizer: &Tokenizer, documents: Vec<Document>) -> (Corpus, usize) {
        let version = tokenizer.fingerprint();
        let keys: Vec<Key> = documents.iter().map(|document| key(&version, &document.text)).collect();
        let known: Vec<Option<Arc<CutSingle>>> = keys.iter().map(|key| self.0.get(key)).collect();
        let missing = documents.iter().zip(&known).filter(|(_, known)| known.is_none());
        let missing: Vec<&Document> = missing.map(|(document, _)| document).collect();
        let n_cut = missing.len();
        let mut fresh = cut_each(tokenizer, &missing).into_iter();
        let mut cut = Vec::with_capacity(documents.len());
        for (key, known) in keys.into_iter().zip(known) {
            match known.or_else(|| fresh.next().inspect(|new| self.0.insert(key, Arc::clone(new)))) {
                Some(text) => cut.push(text),
                // There is one for each that was missing.
                None => break,
            }
        }
        (assemble_each(tokenizer, documents, &cut), n_cut)
    }
}

fn key(version: &str, text: &str) -> Key {
    let mut hash = Sha256::new();
    hash.update(version.as_bytes());
    hash.update([0]);
    hash.update(text.as_bytes());
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use analysis::text::corpus::build;
    use analysis::text::dictionary::{DEFAULT_SOURCES, open_or_build};
    use analysis::text::domain_words::forced;

    use super::*;

    fn documents(texts: &[&str]) -> Vec<Document> {
        texts.iter().map(|text| Document { text: (*text).to_owned(), ..Document::default() }).collect()
    }

    #[test]
    fn only_texts_that_are_new_to_a_dictionary_are_cut() {
        let folder = std::env::temp_dir().join("kikitori-test-dictionary");
        let dictionary = open_or_build(Path::new(DEFAULT_SOURCES), &folder).unwrap();
        let tokenizer = Tokenizer::with_domain_words(&dictionary).unwrap();
        let tokens = Tokens::new();
        let (first, second) =
            (["著作権の相談。", "通えない"], ["通えない", "新しいクリエイターゑ", "著作権の相談。"]);
        assert_eq!(tokens.corpus(&tokenizer, documents(&first)).1, 2);
        assert_eq!(tokens.corpus(&tokenizer, documents(&first)).1, 0);
        let (corpus, n_cut) = tokens.corpus(&tokenizer, documents(&second));
        let whole = build(&tokenizer, documents(&second), &|_| {});
        assert_eq!(n_cut, 1);
        assert_eq!((corpus.words, corpus.tokens), (whole.words, whole.tokens));
        // Other words are another dictionary.
        let own = Tokenizer::with_words(&dictionary, &forced(&["著作権".to_owned()]), true).unwrap();
        let (corpus, n_cut) = tokens.corpus(&own, documents(&second));
        assert_eq!(n_cut, 3);
        assert!(corpus.words.iter().any(|word| word.lemma == "著作権"));
    }
}
