//! Where a line of a concordance stands, in the numbers that KH Coder gives it (dan, bun, bun-No., mp-No.): paragraph, sentence, word.

use std::collections::HashMap;

use crate::text::Span;
use crate::text::corpus::{Corpus, Sentence};

/// Numbers of a place, each from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// The paragraph, in its text.
    pub paragraph: u32,
    /// The sentence, in its paragraph.
    pub sentence: u32,
    /// The same sentence, in all texts.
    pub sentence_of_all: u32,
    /// The token, in its sentence.
    pub token: u32,
}

/// Finds places of a corpus; each text is gone through once, however long it is.
pub struct Locator<'c> {
    corpus: &'c Corpus,
    /// Paragraph and number in it of each sentence, by documents that were asked for.
    known: HashMap<u32, Vec<(u32, u32)>>,
}

impl<'c> Locator<'c> {
    /// For places of this corpus.
    pub fn new(corpus: &'c Corpus) -> Locator<'c> {
        Locator { corpus, known: HashMap::new() }
    }

    /// Where the first token of a span stands; `None` where no sentence has one.
    pub fn of(&mut self, document: u32, span: Span) -> Option<Located> {
        let corpus = self.corpus;
        let range = corpus.document_sentences.get(document as usize)?;
        let sentences = corpus.sentences.get(range.start as usize..range.end as usize)?;
        let place = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let sentence = sentences.get(place).filter(|sentence| sentence.span.start <= span.start)?;
        let tokens = corpus.tokens.get(sentence.tokens.start as usize..sentence.tokens.end as usize)?;
        let text = corpus.documents.get(document as usize).map_or("", |document| document.text.as_str());
        let numbers = self.known.entry(document).or_insert_with(|| numbered(text, sentences));
        let (paragraph, number) = *numbers.get(place)?;
        Some(Located {
            paragraph,
            sentence: number,
            sentence_of_all: range.start + place as u32 + 1,
            token: tokens.partition_point(|token| token.span.start < span.start) as u32 + 1,
        })
    }
}

/// Paragraph and number in it of each sentence: a paragraph is a line, and no sentence goes beyond one.
fn numbered(text: &str, sentences: &[Sentence]) -> Vec<(u32, u32)> {
    let is_line_end = |c: char| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    let points = text.chars().zip(0_u32..);
    let line_ends: Vec<u32> = points.filter(|(c, _)| is_line_end(*c)).map(|(_, point)| point).collect();
    let (mut line, mut paragraph, mut number) = (None, 0, 0);
    let mut numbers = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let own = Some(line_ends.partition_point(|end| *end < sentence.span.start));
        if own != line {
            (line, paragraph, number) = (own, paragraph + 1, 0);
        }
        number += 1;
        numbers.push((paragraph, number));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::kwic::{KwicOptions, kwic};

    #[test]
    fn places_are_counted_in_paragraphs_sentences_and_tokens() {
        let corpus = corpus_of(&["相談", "職場の話。\n\n窓口で相談した。電話で相談。\r\n相談"]);
        let lines = kwic(&corpus, "相談", &KwicOptions::standard()).lines;
        let mut locator = Locator::new(&corpus);
        let found: Vec<[u32; 4]> = lines
            .iter()
            .filter_map(|line| locator.of(line.document, line.span))
            .map(|at| [at.paragraph, at.sentence, at.sentence_of_all, at.token])
            .collect();
        assert_eq!(found, [[1, 1, 1, 1], [2, 1, 3, 3], [2, 2, 4, 3], [3, 1, 5, 1]]);
        assert_eq!(locator.of(9, Span::default()), None);
        assert_eq!(locator.of(0, Span { start: 9, end: 10 }), None);
    }
}
