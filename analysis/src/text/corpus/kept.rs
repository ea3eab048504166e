//! Texts that have been cut, as bytes to be kept between two runs of the program.

use std::ops::Range;

use super::{Corpus, CutDocuments, Document, Sentence, Token, Word};
use crate::bytes::{Reader, Writer};
use crate::text::Span;
use crate::text::tokenizer::Tokenizer;
use crate::text::word_class::WORD_CLASSES;

/// Raised with every change of what stands where.
const FORMAT: u32 = 1;

impl CutDocuments {
    /// What [`CutDocuments::from_bytes`] reads. The texts are not in it, but their words are.
    pub fn to_bytes(&self) -> Vec<u8> {
        let CutDocuments(corpus) = self;
        let mut bytes =
            Writer(Vec::with_capacity(corpus.tokens.len() * TOKEN + corpus.sentences.len() * SENTENCE));
        bytes.number(FORMAT);
        bytes.count(corpus.words.len());
        for word in &corpus.words {
            bytes.byte(word.class);
            bytes.text(&word.lemma);
        }
        bytes.count(corpus.tokens.len());
        for token in &corpus.tokens {
            span(&mut bytes, token.span);
            bytes.number(token.word);
            bytes.byte(u8::from(token.is_negated));
            bytes.byte(token.inflection);
        }
        ranges(&mut bytes, &corpus.document_tokens);
        bytes.count(corpus.sentences.len());
        for sentence in &corpus.sentences {
            bytes.number(sentence.document);
            span(&mut bytes, sentence.span);
            range(&mut bytes, &sentence.tokens);
        }
        ranges(&mut bytes, &corpus.document_sentences);
        bytes.count(corpus.inflections.len());
        corpus.inflections.iter().for_each(|name| bytes.text(name));
        bytes.0
    }

    /// What was kept of cutting these documents with this tokenizer; `None` where it is of an older format, damaged, or of
    /// other texts as far as that can be told. The caller knows the texts by their hash.
    pub fn from_bytes(bytes: &[u8], tokenizer: &Tokenizer, documents: &[Document]) -> Option<CutDocuments> {
        let mut bytes = Reader(bytes);
        if bytes.number()? != FORMAT {
            return None;
        }
        let corpus = Corpus {
            documents: Vec::new(),
            words: bytes.list(5, word)?,
            tokens: bytes.list(TOKEN, token)?,
            document_tokens: bytes.list(8, read_range)?,
            sentences: bytes.list(SENTENCE, sentence)?,
            document_sentences: bytes.list(8, read_range)?,
            inflections: bytes.list(4, Reader::text)?,
            convention: tokenizer.convention(),
            fingerprint: tokenizer.fingerprint(),
            has_domain_words: tokenizer.has_domain_words(),
        };
        (bytes.is_at_end() && is_sound(&corpus, documents.len())).then_some(CutDocuments(corpus))
    }
}

/// Bytes of a token.
const TOKEN: usize = 14;

/// Bytes of a sentence.
const SENTENCE: usize = 20;

fn span(bytes: &mut Writer, span: Span) {
    bytes.number(span.start);
    bytes.number(span.end);
}

fn range(bytes: &mut Writer, range: &Range<u32>) {
    bytes.number(range.start);
    bytes.number(range.end);
}

fn ranges(bytes: &mut Writer, all: &[Range<u32>]) {
    bytes.count(all.len());
    all.iter().for_each(|one| range(bytes, one));
}

fn word(bytes: &mut Reader<'_>) -> Option<Word> {
    let class = bytes.byte()?;
    Some(Word { lemma: bytes.text()?, class })
}

fn read_span(bytes: &mut Reader<'_>) -> Option<Span> {
    Some(Span { start: bytes.number()?, end: bytes.number()? })
}

fn read_range(bytes: &mut Reader<'_>) -> Option<Range<u32>> {
    Some(bytes.number()?..bytes.number()?)
}

fn token(bytes: &mut Reader<'_>) -> Option<Token> {
    Some(Token {
        span: read_span(bytes)?,
        word: bytes.number()?,
        is_negated: bytes.flag()?,
        inflection: bytes.byte()?,
    })
}

fn sentence(bytes: &mut Reader<'_>) -> Option<Sentence> {
    Some(Sentence { document: bytes.number()?, span: read_span(bytes)?, tokens: read_range(bytes)? })
}

/// Whether every number names something that is there.
fn is_sound(corpus: &Corpus, n_documents: usize) -> bool {
    let within = |range: &Range<u32>, n: usize| range.start <= range.end && range.end as usize <= n;
    let (n_tokens, n_sentences) = (corpus.tokens.len(), corpus.sentences.len());
    corpus.document_tokens.len() == n_documents
        && corpus.document_sentences.len() == n_documents
        && corpus.document_tokens.iter().all(|range| within(range, n_tokens))
        && corpus.document_sentences.iter().all(|range| within(range, n_sentences))
        && corpus.words.iter().all(|word| usize::from(word.class) < WORD_CLASSES.len())
        && corpus.tokens.iter().all(|token| {
            (token.word as usize) < corpus.words.len()
                && usize::from(token.inflection) < corpus.inflections.len()
                && token.span.start <= token.span.end
        })
        && corpus.sentences.iter().all(|sentence| {
            (sentence.document as usize) < n_documents
                && within(&sentence.tokens, n_tokens)
                && sentence.span.start <= sentence.span.end
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::{assemble, cut};
    use crate::text::tokenizer;

    fn documents() -> Vec<Document> {
        let texts = ["手帳がない。\n窓口を一つにしてほしい。", "", "クリエイターゑとＡＩ", "<b>特になし</b>"];
        texts.map(|text| Document { text: text.to_owned(), ..Document::default() }).to_vec()
    }

    #[test]
    fn what_was_kept_is_the_same_corpus() {
        let tokenizer = tokenizer::tests::shared();
        let fresh = cut(tokenizer, &documents(), &|_| {});
        let bytes = fresh.to_bytes();
        let kept = CutDocuments::from_bytes(&bytes, tokenizer, &documents()).unwrap();
        assert_eq!(kept.to_bytes(), bytes);
        let (kept, fresh) = (assemble(documents(), kept), assemble(documents(), fresh));
        assert_eq!(
            (&kept.words, &kept.tokens, &kept.sentences),
            (&fresh.words, &fresh.tokens, &fresh.sentences)
        );
        assert_eq!(kept.document_tokens, fresh.document_tokens);
        assert_eq!(kept.document_sentences, fresh.document_sentences);
        assert_eq!((&kept.inflections, &kept.fingerprint), (&fresh.inflections, &fresh.fingerprint));
    }

    #[test]
    fn what_is_damaged_or_of_other_texts_is_not_read() {
        let tokenizer = tokenizer::tests::shared();
        let bytes = cut(tokenizer, &documents(), &|_| {}).to_bytes();
        let read = |bytes: &[u8]| CutDocuments::from_bytes(bytes, tokenizer, &documents()).is_some();
        assert!(CutDocuments::from_bytes(&bytes, tokenizer, &documents()[1..]).is_none());
        for n in 0..bytes.len() {
            assert!(!read(&bytes[..n]), "{n} of {} bytes", bytes.len());
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(!read(&longer));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0xFF;
            // Damage may go unnoticed here, but breaks nothing.
            read(&other);
        }
    }
}
