//! A text that has been cut, as bytes to be kept between two runs of the program.

use super::CutSingle;
use crate::bytes::{Reader, Writer};
use crate::text::Span;
use crate::text::corpus::lexicon::{FoundWord, RawToken};
use crate::text::corpus::{CutChunk, CutText};

/// Raised with every change of what stands where.
const FORMAT: u8 = 1;

/// Numbers of words from here on are of no dictionary; IPADIC has some 400,000 words. So a damaged number asks for no more
/// memory than a large dictionary does.
const MOST_WORDS: u32 = 1 << 24;

/// Bytes of a span.
const SPAN: usize = 8;

/// Fewest bytes of a token: its span and where its word is from.
const LEAST_TOKEN: usize = SPAN + 1;

const SYSTEM: u8 = 0;
const OWN: u8 = 1;
const UNKNOWN: u8 = 2;
const MARKUP: u8 = 3;

impl CutSingle {
    /// What [`CutSingle::from_bytes`] reads. The text is not in it, but words that no dictionary has are. Numbers of words are
    /// those of a tokenizer: the bytes are of use together with its [`fingerprint`](crate::text::tokenizer::Tokenizer::fingerprint).
    pub fn to_bytes(&self) -> Vec<u8> {
        let CutSingle(chunk) = self;
        let mut bytes = Writer::default();
        bytes.byte(FORMAT);
        bytes.count(chunk.tokens.len());
        chunk.tokens.iter().for_each(|token| write_token(&mut bytes, token));
        bytes.text(&chunk.unknown);
        let sentences = || chunk.texts.iter().flat_map(|text| &text.sentences);
        bytes.count(sentences().count());
        sentences().for_each(|span| write_span(&mut bytes, *span));
        bytes.0
    }

    /// What was kept of cutting one text; `None` where it is of another format or damaged. The caller knows text and tokenizer
    /// by their hashes.
    pub fn from_bytes(bytes: &[u8]) -> Option<CutSingle> {
        let mut bytes = Reader(bytes);
        if bytes.byte()? != FORMAT {
            return None;
        }
        let mut n_unknown = 0;
        let tokens = bytes.list(LEAST_TOKEN, |bytes| read_token(bytes, &mut n_unknown))?;
        let unknown = bytes.text()?;
        let sentences = bytes.list(SPAN, read_span)?;
        let text = CutText { tokens: 0..tokens.len(), sentences };
        let is_sound = bytes.is_at_end() && n_unknown as usize == unknown.len();
        is_sound.then(|| CutSingle(CutChunk { tokens, unknown, texts: vec![text] }))
    }
}

fn write_token(bytes: &mut Writer, token: &RawToken) {
    write_span(bytes, token.span);
    match token.word {
        FoundWord::System(id) => {
            bytes.byte(SYSTEM);
            bytes.number(id);
        }
        FoundWord::Own(id) => {
            bytes.byte(OWN);
            bytes.number(id);
        }
        // The characters of one follow those of the other.
        FoundWord::Unknown { entry, start, end } => {
            bytes.byte(UNKNOWN);
            bytes.number(entry);
            bytes.number(end - start);
        }
        FoundWord::Markup => bytes.byte(MARKUP),
    }
}

/// A token; `n_unknown` is how many bytes of unknown words stand before it.
fn read_token(bytes: &mut Reader<'_>, n_unknown: &mut u32) -> Option<RawToken> {
    let span = read_span(bytes)?;
    let word = match bytes.byte()? {
        SYSTEM => FoundWord::System(word_number(bytes)?),
        OWN => FoundWord::Own(word_number(bytes)?),
        UNKNOWN => {
            let (entry, start) = (word_number(bytes)?, *n_unknown);
            *n_unknown = start.checked_add(bytes.number()?)?;
            FoundWord::Unknown { entry, start, end: *n_unknown }
        }
        MARKUP => FoundWord::Markup,
        _ => return None,
    };
    Some(RawToken { span, word })
}

fn word_number(bytes: &mut Reader<'_>) -> Option<u32> {
    bytes.number().filter(|id| *id < MOST_WORDS)
}

fn write_span(bytes: &mut Writer, span: Span) {
    bytes.number(span.start);
    bytes.number(span.end);
}

fn read_span(bytes: &mut Reader<'_>) -> Option<Span> {
    let span = Span { start: bytes.number()?, end: bytes.number()? };
    (span.start <= span.end).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::Document;
    use crate::text::corpus::single::{assemble_each, cut_each};
    use crate::text::tokenizer;

    fn documents() -> Vec<Document> {
        let texts =
            ["手帳がない。\n就労継続支援Ｂ型の窓口。", "", "クリエイターゑとＡＩとゑゑ", "<b>特になし</b>"];
        texts.map(|text| Document { text: text.to_owned(), ..Document::default() }).to_vec()
    }

    #[test]
    fn what_was_kept_makes_the_same_corpus() {
        let tokenizer = tokenizer::tests::shared();
        let fresh = cut_each(tokenizer, &documents().iter().collect::<Vec<_>>());
        let kept: Vec<_> = fresh
            .iter()
            .map(|one| CutSingle::from_bytes(&one.to_bytes()).unwrap())
            .map(std::sync::Arc::new)
            .collect();
        for (kept, fresh) in kept.iter().zip(&fresh) {
            assert_eq!((&kept.0.tokens, &kept.0.unknown), (&fresh.0.tokens, &fresh.0.unknown));
        }
        let kept = assemble_each(tokenizer, documents(), &kept);
        let fresh = assemble_each(tokenizer, documents(), &fresh);
        assert_eq!(
            (&kept.words, &kept.tokens, &kept.sentences),
            (&fresh.words, &fresh.tokens, &fresh.sentences)
        );
        assert_eq!(kept.inflections, fresh.inflections);
    }

    #[test]
    fn what_is_damaged_is_not_read() {
        let tokenizer = tokenizer::tests::shared();
        for cut in cut_each(tokenizer, &documents().iter().collect::<Vec<_>>()) {
            let bytes = cut.to_bytes();
            for n in 0..bytes.len() {
                assert!(CutSingle::from_bytes(&bytes[..n]).is_none(), "{n} of {} bytes", bytes.len());
            }
            let longer = [bytes.as_slice(), &[0]].concat();
            assert!(CutSingle::from_bytes(&longer).is_none());
            for at in 0..bytes.len() {
                let mut other = bytes.clone();
                other[at] ^= 0xFF;
                // Damage may go unnoticed here, but breaks nothing.
                if let Some(read) = CutSingle::from_bytes(&other) {
                    assemble_each(tokenizer, vec![Document::default()], &[read.into()]);
                }
            }
        }
    }
}
