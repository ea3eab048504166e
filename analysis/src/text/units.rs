//! The units that are counted in: sentences, paragraphs, documents, people, and what stands below headings.

use std::collections::HashMap;
use std::ops::Range;

use super::Span;
use super::corpus::Corpus;
use super::headed::{LEVELS, Outline};

/// A kind of unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 文. A heading is one, too.
    Sentence,
    /// 段落: a line that is not empty and no heading.
    Paragraph,
    /// An answer, a note, or a part of a file; see [`super::headed`].
    Document,
    /// All documents of one person.
    Person,
    /// From a heading of this level to the next one of this or a higher level. What stands below none is in no unit.
    Heading(u8),
}

impl Unit {
    /// The unit with this name: `sentence`, `paragraph`, `document`, `person`, `h1` … `h5`.
    pub fn named(name: &str) -> Option<Unit> {
        match name {
            "sentence" => Some(Unit::Sentence),
            "paragraph" => Some(Unit::Paragraph),
            "document" => Some(Unit::Document),
            "person" => Some(Unit::Person),
            _ => {
                let digit = name.strip_prefix('h')?;
                (1..=LEVELS).find(|level| level.to_string() == digit).map(Unit::Heading)
            }
        }
    }

    /// Its name.
    pub fn name(self) -> String {
        match self {
            Unit::Sentence => "sentence".to_owned(),
            Unit::Paragraph => "paragraph".to_owned(),
            Unit::Document => "document".to_owned(),
            Unit::Person => "person".to_owned(),
            Unit::Heading(level) => format!("h{level}"),
        }
    }

    /// How coarse it is: something known of a unit is known of all finer ones. People stand beside headings.
    pub fn coarseness(self) -> u8 {
        match self {
            Unit::Sentence => 0,
            Unit::Paragraph => 1,
            Unit::Document => 2,
            Unit::Person => 3,
            Unit::Heading(level) => 3 + LEVELS.saturating_sub(level),
        }
    }
}

/// A part of a unit that lies in one document. Only people and headings have units of several pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its tokens, as a range of [`Corpus::tokens`].
    pub tokens: Range<u32>,
    /// Index in [`Corpus::documents`].
    pub document: u32,
    /// Where it stands in the text of that document.
    pub span: Span,
    /// The unit that it is a part of, from 0.
    pub unit: u32,
}

/// The units of a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Units {
    /// What they are.
    pub kind: Unit,
    /// How many there are (N).
    pub n: u32,
    /// Their parts, in the order of the texts.
    pub pieces: Vec<Piece>,
}

impl Units {
    /// The parts that lie in a text.
    pub fn in_text(&self, document: u32) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.document < document);
        let end = self.pieces.partition_point(|piece| piece.document <= document);
        self.pieces.get(first..end).unwrap_or_default()
    }
}

/// The units of a corpus. `persons` names for each document who wrote it; documents beyond its end have a person each.
pub fn units(corpus: &Corpus, outline: &Outline, kind: Unit, persons: &[String]) -> Units {
    let mut found = Units { kind, n: 0, pieces: Vec::new() };
    match kind {
        Unit::Sentence => {
            let of_sentence = |(unit, sentence): (u32, &super::corpus::Sentence)| Piece {
                tokens: sentence.tokens.clone(),
                document: sentence.document,
                span: sentence.span,
                unit,
            };
            found.pieces = (0..).zip(&corpus.sentences).map(of_sentence).collect();
            found.n = found.pieces.len() as u32;
        }
        Unit::Paragraph => add_paragraphs(corpus, outline, &mut found),
        Unit::Document => {
            found.pieces =
                (0..corpus.documents.len() as u32).map(|place| whole(corpus, place, place)).collect();
            found.n = found.pieces.len() as u32;
        }
        Unit::Person => add_persons(corpus, persons, &mut found),
        Unit::Heading(level) => add_sections(corpus, outline, level, &mut found),
    }
    found
}

/// A whole document as a piece.
fn whole(corpus: &Corpus, document: u32, unit: u32) -> Piece {
    let text = corpus.documents.get(document as usize).map_or("", |document| document.text.as_str());
    let tokens = corpus.document_tokens.get(document as usize).cloned().unwrap_or_default();
    Piece { tokens, document, span: Span { start: 0, end: text.chars().count() as u32 }, unit }
}

fn add_paragraphs(corpus: &Corpus, outline: &Outline, found: &mut Units) {
    let mut headings = outline.headings.iter().peekable();
    for (document, range) in (0..).zip(&corpus.document_tokens) {
        let text = corpus.documents.get(document as usize).map_or("", |document| document.text.as_str());
        let mut token = range.start;
        for line in lines(text) {
            let tokens = tokens_before(corpus, token..range.end, line.end);
            let piece = Piece { tokens: token..tokens, document, span: line, unit: found.n };
            token = tokens;
            // A heading without words has no line of its own.
            while headings
                .next_if(|heading| (heading.document, heading.span.start) < (document, line.start))
                .is_some()
            {}
            let is_heading =
                |heading: &&super::headed::Heading| (heading.document, heading.span) == (document, line);
            if headings.next_if(is_heading).is_none() {
                found.n += 1;
                found.pieces.push(piece);
            }
        }
    }
}

/// The first of these tokens that begins at or after a code point.
fn tokens_before(corpus: &Corpus, tokens: Range<u32>, point: u32) -> u32 {
    let range = corpus.tokens.get(tokens.start as usize..tokens.end as usize).unwrap_or_default();
    tokens.start + range.partition_point(|token| token.span.start < point) as u32
}

/// The lines of a text that are not empty, without the blanks around them.
fn lines(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    for (point, c) in (0..).zip(text.chars()) {
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            found.extend(open.take());
        } else if !c.is_whitespace() {
            open = Some(Span { start: open.map_or(point, |open| open.start), end: point + 1 });
        }
    }
    found.extend(open);
    found
}

fn add_persons(corpus: &Corpus, persons: &[String], found: &mut Units) {
    let mut known: HashMap<&str, u32> = HashMap::new();
    for document in 0..corpus.documents.len() as u32 {
        let name = persons.get(document as usize).map(String::as_str).filter(|name| !name.is_empty());
        let unit = name.and_then(|name| known.get(name).copied()).unwrap_or(found.n);
        if unit == found.n {
            found.n += 1;
        }
        if let Some(name) = name {
            known.insert(name, unit);
        }
        found.pieces.push(whole(corpus, document, unit));
    }
}

fn add_sections(corpus: &Corpus, outline: &Outline, level: u8, found: &mut Units) {
    let mut headings = outline.headings.iter().filter(|heading| heading.level <= level).peekable();
    let mut is_inside = false;
    for document in 0..corpus.documents.len() as u32 {
        let mut rest = whole(corpus, document, 0);
        while let Some(heading) = headings.next_if(|heading| heading.document == document) {
            let token = tokens_before(corpus, rest.tokens.clone(), heading.span.start);
            let span = Span { start: rest.span.start, end: heading.span.start };
            let before = Piece { tokens: rest.tokens.start..token, span, ..rest.clone() };
            push_section(found, before, is_inside);
            is_inside = heading.level == level;
            found.n += u32::from(is_inside);
            rest.tokens.start = token;
            rest.span.start = heading.span.start;
        }
        push_section(found, rest, is_inside);
    }
}

/// Adds a piece to the last unit, unless it is empty or below no heading.
fn push_section(found: &mut Units, piece: Piece, is_inside: bool) {
    if is_inside && piece.span.start < piece.span.end {
        found.pieces.push(Piece { unit: found.n.saturating_sub(1), ..piece });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::build;
    use crate::text::headed::{self, HeadedText};
    use crate::text::tokenizer;

    const NOVEL: &str = "まえがき。\n<H1>上</H1>\n<H2>一</H2>\n私は行く。先生は帰る。\n　\n海へ。\n<H2>二</H2>\n山へ。\n<H1>下</H1>\n手紙。";

    fn novel() -> (Corpus, Outline) {
        let HeadedText { documents, outline } = headed::read(NOVEL);
        (build(tokenizer::tests::shared(), documents, &|_| {}), outline)
    }

    fn texts(kind: Unit) -> Vec<(u32, String)> {
        let (corpus, outline) = novel();
        let found = units(&corpus, &outline, kind, &[]);
        let text = |piece: &Piece| piece.span.of(&corpus.documents[piece.document as usize].text).to_owned();
        found.pieces.iter().map(|piece| (piece.unit, text(piece))).collect()
    }

    fn numbered(expected: &[(u32, &str)]) -> Vec<(u32, String)> {
        expected.iter().map(|(unit, text)| (*unit, (*text).to_owned())).collect()
    }

    #[test]
    fn headings_are_sentences_and_no_paragraphs() {
        let sentences: Vec<String> = texts(Unit::Sentence).into_iter().map(|(_, text)| text).collect();
        assert_eq!(sentences.len(), 10, "{sentences:?}");
        assert!(sentences.contains(&"上".to_owned()));
        let paragraphs =
            [(0, "まえがき。"), (1, "私は行く。先生は帰る。"), (2, "海へ。"), (3, "山へ。"), (4, "手紙。")];
        assert_eq!(texts(Unit::Paragraph), numbered(&paragraphs));
    }

    #[test]
    fn sections_run_to_the_next_heading_as_high() {
        let second = [(0, "一\n私は行く。先生は帰る。\n海へ。"), (1, "二\n山へ。")];
        assert_eq!(texts(Unit::Heading(2)), numbered(&second));
        let first = texts(Unit::Heading(1));
        let owners: Vec<u32> = first.iter().map(|(unit, _)| *unit).collect();
        assert_eq!(owners, [0, 0, 1]);
        assert!(first[0].1.starts_with("上\n一"));
        assert!(texts(Unit::Heading(3)).is_empty());
    }

    #[test]
    fn tokens_of_a_unit_are_those_of_its_text() {
        let (corpus, outline) = novel();
        for kind in [Unit::Sentence, Unit::Paragraph, Unit::Document, Unit::Heading(2), Unit::Heading(1)] {
            for piece in &units(&corpus, &outline, kind, &[]).pieces {
                assert!(!piece.tokens.is_empty(), "{kind:?}");
                for token in piece.tokens.clone() {
                    let span = corpus.tokens[token as usize].span;
                    assert!(piece.span.start <= span.start && span.end <= piece.span.end, "{kind:?}");
                }
            }
        }
    }

    #[test]
    fn a_person_is_one_unit_however_much_they_wrote() {
        let corpus = crate::text::corpus::tests::corpus_of(&["一つ目。", "別の人。", "二つ目。", ""]);
        let persons = ["P1".to_owned(), "P2".to_owned(), "P1".to_owned()];
        let found = units(&corpus, &Outline::default(), Unit::Person, &persons);
        let owners: Vec<u32> = found.pieces.iter().map(|piece| piece.unit).collect();
        assert_eq!((found.n, owners), (3, vec![0, 1, 0, 2]));
    }

    #[test]
    fn units_have_names() {
        for name in ["sentence", "paragraph", "document", "person", "h1", "h5"] {
            assert_eq!(Unit::named(name).map(Unit::name).as_deref(), Some(name));
        }
        assert!(["h0", "h6", "H1", "", "h+1"].iter().all(|name| Unit::named(name).is_none()));
    }
}
