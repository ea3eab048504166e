//! Suggestions for the sentences of a text, as bytes to be kept between two runs of the program.

use super::stance::Stance;
use super::suggest::{Suggestion, Theme};
use crate::bytes::{Reader, Writer};
use crate::text::Span;

/// Raised with every change of what stands where.
const FORMAT: u8 = 2;

/// What [`from_bytes`] reads.
pub fn to_bytes(suggested: &[(Span, Suggestion)]) -> Vec<u8> {
    let mut bytes = Writer::default();
    bytes.byte(FORMAT);
    bytes.count(suggested.len());
    for (span, Suggestion { stance, is_blank, evidence, themes }) in suggested {
        write_span(&mut bytes, *span);
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

/// What was kept of suggestions, as [`suggest_sentences`](super::suggest::Suggester::suggest_sentences) gave them; `None` where
/// it is of another format or damaged. The caller knows text and rules by their hashes.
pub fn from_bytes(bytes: &[u8]) -> Option<Vec<(Span, Suggestion)>> {
    let mut bytes = Reader(bytes);
    if bytes.byte()? != FORMAT {
        return None;
    }
    let suggested = bytes.list(LEAST_SENTENCE, sentence)?;
    bytes.is_at_end().then_some(suggested)
}

/// Bytes of a span.
const SPAN: usize = 8;

/// Fewest bytes of a sentence: its span, stance, whether it is blank, and how much evidence and how many themes there are.
const LEAST_SENTENCE: usize = SPAN + 10;

/// Fewest bytes of a theme: the length of its code, its score and how much evidence there is.
const LEAST_THEME: usize = 16;

fn sentence(bytes: &mut Reader<'_>) -> Option<(Span, Suggestion)> {
    let span = read_span(bytes)?;
    let suggestion = Suggestion {
        stance: *Stance::ALL.get(usize::from(bytes.byte()?))?,
        is_blank: bytes.flag()?,
        evidence: bytes.list(SPAN, read_span)?,
        themes: bytes.list(LEAST_THEME, theme)?,
    };
    Some((span, suggestion))
}

fn theme(bytes: &mut Reader<'_>) -> Option<Theme> {
    let (code, score) = (bytes.text()?, bytes.real()?);
    let evidence = bytes.list(SPAN, read_span)?;
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
    use crate::coding::suggest::Suggester;

    #[test]
    fn what_was_kept_is_the_same() {
        let suggester = Suggester::shipped().unwrap();
        for text in ["手帳がない。\n主治医と連携してほしい。", "", "特になし", "実習を重ねて採用された。"]
        {
            let suggested = suggester.suggest_sentences(text);
            let bytes = to_bytes(&suggested);
            assert_eq!(from_bytes(&bytes).unwrap(), suggested);
            for n in 0..bytes.len() {
                assert_eq!(from_bytes(&bytes[..n]), None);
            }
            for at in 0..bytes.len() {
                let mut other = bytes.clone();
                other[at] ^= 0xFF;
                // Damage may go unnoticed here, but breaks nothing.
                from_bytes(&other);
            }
        }
    }
}
