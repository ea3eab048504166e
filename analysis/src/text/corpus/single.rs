//! Texts cut one by one, so that those that were cut before need not be cut again.

mod kept;

use std::mem::size_of;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Builder, Corpus, CutChunk, CutDocuments, Document, RawToken, assemble, cut_chunk};
use crate::text::Span;
use crate::text::tokenizer::{Tokenizer, Workers};

/// How many texts one thread takes at a time.
const CHUNK: usize = 16;

/// What a text takes besides its words, in bytes, about.
const OVERHEAD: usize = 200;

/// One text cut into words that have not been looked up yet. It fits every corpus of a tokenizer with the same
/// [`Tokenizer::fingerprint`], wherever the same text stands in it.
pub struct CutSingle(CutChunk);

impl CutSingle {
    /// Memory that it takes, in bytes, about.
    pub fn n_bytes(&self) -> usize {
        let sentences: usize = self.0.texts.iter().map(|text| text.sentences.len()).sum();
        OVERHEAD
            + self.0.tokens.len() * size_of::<RawToken>()
            + self.0.unknown.len()
            + sentences * size_of::<Span>()
    }
}

/// Cuts each document by itself, on all threads.
pub fn cut_each(tokenizer: &Tokenizer, documents: &[&Document]) -> Vec<Arc<CutSingle>> {
    let workers = Workers::new(tokenizer);
    let cut = documents.par_chunks(CHUNK).flat_map_iter(|chunk| {
        workers.with(|worker| {
            let cut = chunk.iter().map(|document| {
                let mut chunk = cut_chunk(worker, std::slice::from_ref(*document));
                chunk.tokens.shrink_to_fit();
                Arc::new(CutSingle(chunk))
            });
            cut.collect::<Vec<_>>()
        })
    });
    cut.collect()
}

/// A corpus in the making, of texts that were cut one by one by a tokenizer with the same fingerprint.
pub struct Assembly<'t>(Builder<'t>);

impl<'t> Assembly<'t> {
    /// Without any text yet, but with room for so many.
    pub fn new(tokenizer: &'t Tokenizer, n_documents: usize) -> Assembly<'t> {
        Assembly(Builder::new(tokenizer, n_documents))
    }

    /// Adds the next text.
    pub fn add(&mut self, cut: &CutSingle) {
        self.0.add(&cut.0);
    }

    /// What [`assemble`] puts the documents into.
    pub fn finish(self) -> CutDocuments {
        self.0.finish()
    }
}

/// A corpus of documents, each of which was cut, place by place, from the same text by a tokenizer with the same
/// fingerprint.
pub fn assemble_each(tokenizer: &Tokenizer, documents: Vec<Document>, cut: &[Arc<CutSingle>]) -> Corpus {
    let mut assembly = Assembly::new(tokenizer, documents.len());
    cut.iter().for_each(|single| assembly.add(single));
    assemble(documents, assembly.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::build;
    use crate::text::tokenizer;

    fn document(text: &str) -> Document {
        Document { id: text.to_owned(), text: text.to_owned(), attributes: Vec::new() }
    }

    #[test]
    fn what_was_cut_by_itself_makes_the_same_corpus() {
        let tokenizer = tokenizer::tests::shared();
        let texts = ["ﾊﾛｰﾜｰｸで相談。通えない。", "", "クリエイターゑとAI", "相談とAI"].map(document);
        let whole = build(tokenizer, texts.to_vec(), &|_| {});
        let mut cut = cut_each(tokenizer, &texts.iter().collect::<Vec<_>>());
        let single = assemble_each(tokenizer, texts.to_vec(), &cut);
        assert_eq!((&single.words, &single.tokens), (&whole.words, &whole.tokens));
        assert_eq!((&single.sentences, &single.fingerprint), (&whole.sentences, &whole.fingerprint));
        // The same pieces in another order are the corpus of the texts in that order.
        cut.reverse();
        let turned: Vec<Document> = texts.iter().rev().cloned().collect();
        let single = assemble_each(tokenizer, turned.clone(), &cut);
        let whole = build(tokenizer, turned, &|_| {});
        assert_eq!((&single.words, &single.tokens), (&whole.words, &whole.tokens));
        assert!(cut.iter().all(|single| single.n_bytes() >= OVERHEAD));
    }
}
