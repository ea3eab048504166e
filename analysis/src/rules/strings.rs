//! Characters looked for in sentences, all strings of a file of rules in one pass over the texts.

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use crate::text::Span;
use crate::text::corpus::{Corpus, normal_form};
use crate::text::normalize::lower_case;

/// What is looked for.
pub(super) struct Search {
    /// `None` for nothing.
    automaton: Option<AhoCorasick>,
    /// How many characters each string has.
    lengths: Vec<u32>,
}

/// How many documents one thread takes at a time.
const CHUNK: usize = 64;

impl Search {
    /// A search for strings in normal form.
    pub(super) fn of(strings: &[String]) -> Search {
        let lengths = strings.iter().map(|string| string.chars().count() as u32).collect();
        // It fails beyond two thousand million states only, and a file of rules has two million bytes.
        let automaton = if strings.is_empty() { None } else { AhoCorasick::new(strings).ok() };
        Search { automaton, lengths }
    }

    /// For each string the sentences that it is in, ascending.
    pub(super) fn sentences(&self, corpus: &Corpus) -> Vec<Vec<u32>> {
        let mut found = vec![Vec::new(); self.lengths.len()];
        if self.automaton.is_none() {
            return found;
        }
        let documents: Vec<u32> = (0..corpus.documents.len() as u32).collect();
        let chunks = documents.par_chunks(CHUNK).map(|chunk| {
            let mut hits: Vec<(usize, u32)> = Vec::new();
            // The last sentence of each string, so that one with many hits is listed once.
            let mut last = std::collections::HashMap::new();
            for &document in chunk {
                self.each(corpus, document, |string, sentence, _| {
                    if last.insert(string, sentence) != Some(sentence) {
                        hits.push((string, sentence));
                    }
                });
            }
            hits
        });
        let chunks: Vec<Vec<(usize, u32)>> = chunks.collect();
        for (string, sentence) in chunks.into_iter().flatten() {
            if let Some(sentences) = found.get_mut(string) {
                sentences.push(sentence);
            }
        }
        found
    }

    /// Tells each hit in a document: which string, in which sentence, and where in the text. Hits that go beyond a
    /// sentence are none.
    pub(super) fn each(&self, corpus: &Corpus, document: u32, mut tell: impl FnMut(usize, u32, Span)) {
        let (Some(automaton), Some(text)) = (&self.automaton, corpus.documents.get(document as usize)) else {
            return;
        };
        let normal = normal_form(&text.text, corpus.convention);
        let lower = lower_case(&normal.text);
        let (mut byte, mut point) = (0, 0);
        for hit in automaton.find_overlapping_iter(&lower) {
            // They come in the order of their ends.
            point += lower.get(byte..hit.end()).map_or(0, |piece| piece.chars().count() as u32);
            byte = hit.end();
            let string = hit.pattern().as_usize();
            let length = self.lengths.get(string).copied().unwrap_or_default();
            let span = normal.original(point.saturating_sub(length), point);
            if let Some(sentence) = sentence_at(corpus, document, span) {
                tell(string, sentence, span);
            }
        }
    }
}

/// The sentence of a document that a span is in.
fn sentence_at(corpus: &Corpus, document: u32, span: Span) -> Option<u32> {
    let range = corpus.document_sentences.get(document as usize)?;
    let sentences = corpus.sentences.get(range.start as usize..range.end as usize)?;
    let at = sentences.partition_point(|sentence| sentence.span.start <= span.start).checked_sub(1)?;
    let is_inside = sentences.get(at).is_some_and(|sentence| span.end <= sentence.span.end);
    is_inside.then_some(range.start + at as u32)
}
