//! Suggestions for sentences, as bytes to be kept between two runs of the program.

use super::stance::Stance;
use super::suggest::{CodedSentence, Suggestion, Theme};
use crate::bytes::{Reader, Writer};
use crate::text::Span;

/// Raised with every change of what stands where.
const FORMAT: u32 = 1;

/// What [`from_bytes`] reads.
pub fn to_bytes(coded: &[CodedSentence]) -> Vec<u8> {
    let mut bytes = Writer::default();
    bytes.number(FORMAT);
    bytes.count(coded.len());
    for sentence in coded {
        bytes.number(sentence.document);
        write_span(&mut bytes, sentence.span);
        let Suggestion { stance, is_blank, evidence, themes } = &sentence.suggestion;
        bytes.byte(*stance as u8);
        bytes.byte(u8::from(*is_blank));
        write_spans(&mut bytes, evidence);
        bytes.count(themes.len());
        for theme in themes {
            bytes.text(&theme.code);
            bytes.real(theme.score);
            write_spans(&mut bytes, &theme.evidence);
        }
    }
    bytes.0
}

/// What was kept of suggestions for so many documents; `None` where it is of an older format or damaged. The caller knows the
/// texts and the rules by their hash.
pub fn from_bytes(bytes: &[u8], n_documents: usize) -> Option<Vec<CodedSentence>> {
    let mut bytes = Reader(bytes);
    if bytes.number()? != FORMAT {
        return None;
    }
    let coded = bytes.list(22, sentence)?;
    let is_sound = bytes.is_at_end() && coded.iter().all(|one| (one.document as usize) < n_documents);
    is_sound.then_some(coded)
}

fn sentence(bytes: &mut Reader<'_>) -> Option<CodedSentence> {
    let (document, span) = (bytes.number()?, read_span(bytes)?);
    let suggestion = Suggestion {
        stance: *Stance::ALL.get(usize::from(bytes.byte()?))?,
        is_blank: bytes.flag()?,
        evidence: bytes.list(8, read_span)?,
        themes: bytes.list(16, theme)?,
    };
    Some(CodedSentence { document, span, suggestion })
}

fn theme(bytes: &mut Reader<'_>) -> Option<Theme> {
    let (code, score) = (bytes.text()?, bytes.real()?);
    let evidence = bytes.list(8, read_span)?;
    score.is_finite().then_some(Theme { code, score, evidence })
}

fn write_span(bytes: &mut Writer, span: Span) {
    bytes.number(span.start);
    bytes.number(span.end);
}

fn write_spans(bytes: &mut Writer, spans: &[Span]) {
    bytes.count(spans.len());
    spans.iter().for_each(|span| write_span(bytes, *span));
}

fn read_span(bytes: &mut Reader<'_>) -> Option<Span> {
    let span = Span { start: bytes.number()?, end: bytes.number()? };
    (span.start <= span.end).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::suggest::{Suggester, suggest_documents};
    use crate::text::corpus::Document;

    #[test]
    fn what_was_kept_is_the_same() {
        let texts = ["手帳がない。\n主治医と連携してほしい。", "", "特になし", "実習を重ねて採用された。"];
        let documents = texts.map(|text| Document { text: text.to_owned(), ..Document::default() });
        let coded = suggest_documents(&Suggester::shipped().unwrap(), &documents);
        let bytes = to_bytes(&coded);
        assert_eq!(from_bytes(&bytes, 4).unwrap(), coded);
        assert_eq!(from_bytes(&bytes, 3), None, "a text is missing");
        for n in 0..bytes.len() {
            assert_eq!(from_bytes(&bytes[..n], 4), None);
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0xFF;
            // Damage may go unnoticed here, but breaks nothing.
            from_bytes(&other, 4);
        }
    }
}
