//! Words in the texts of a bundle that may tell who is meant: which texts have any, and the texts with what can be said more
//! generally in their place. Segments stand on the same words as before.

use std::cmp::Reverse;
use std::collections::HashMap;

use analysis::text::identify::every::{IdentifyingWord, WordKind};
use analysis::text::identify::standing::stand_at;
use rayon::prelude::*;
use surveys::hearing::span::{Letters, Span};
use surveys::id::MemoId;
use surveys::store::codings::Coded;
use surveys::store::segments::span_of;

use crate::app::App;
use crate::dataset::coded::{CodedPart, CodedText, CodedTexts};
use crate::pages::coding::exchange::export::name_of;
use crate::pages::masking::{KnownNames, instead};

/// What words tell, in the order that the report has them.
pub const KINDS: [WordKind; 9] = [
    WordKind::Person,
    WordKind::Organisation,
    WordKind::Place,
    WordKind::Disease,
    WordKind::Age,
    WordKind::Date,
    WordKind::Phone,
    WordKind::Mail,
    WordKind::Number,
];

/// What was found in texts, and in memos on them.
pub struct TellingWords {
    /// The texts that have any, in the order of their names.
    pub texts: Vec<TellingText>,
    /// So many texts were looked at.
    pub n_texts: usize,
    /// Whether names of people and places were looked for: without a dictionary they cannot be.
    pub has_dictionary: bool,
    /// The words of each text by its reference.
    of_texts: HashMap<String, Vec<IdentifyingWord>>,
    of_memos: HashMap<MemoId, Vec<IdentifyingWord>>,
}

/// A text that has such words.
pub struct TellingText {
    /// What it is called in the bundle.
    pub name: String,
    /// Names it in addresses.
    pub reference: String,
    kinds: Vec<WordKind>,
}

impl TellingWords {
    /// Looks at all texts and memos. What one part of a text calls by name is looked for in its other parts, too.
    pub fn find(app: &App, all: &CodedTexts, names: &KnownNames) -> TellingWords {
        let bodies =
            |text: &CodedText| -> Vec<String> { text.parts.iter().map(|part| part.body.clone()).collect() };
        let of_text = |text: &CodedText| names.in_texts(app, &bodies(text));
        // lindera compiles a dictionary on the threads that read texts, which must not wait for it. Why there is none is seen with the texts.
        let _ = app.language.tokenizer();
        let found: Vec<(Vec<IdentifyingWord>, bool)> = all.texts.par_iter().map(of_text).collect();
        let has_dictionary = found.iter().all(|(_, has_dictionary)| *has_dictionary);
        let with_words = all.texts.iter().zip(&found).filter(|(_, (words, _))| !words.is_empty());
        let mut texts: Vec<TellingText> = with_words
            .map(|(text, (words, _))| TellingText {
                name: name_of(app, all, text),
                reference: text.reference.clone(),
                kinds: words.iter().map(|word| word.kind).collect(),
            })
            .collect();
        // The order of arrival would tell who is who.
        texts.sort_by(|a, b| a.name.cmp(&b.name));
        let references = all.texts.iter().map(|text| text.reference.clone());
        let of_texts = references.zip(found.into_iter().map(|(words, _)| words));
        let memos = all.memos.iter();
        let of_memos = memos.map(|memo| (memo.id, names.in_texts(app, std::slice::from_ref(&memo.body)).0));
        TellingWords {
            texts,
            n_texts: all.texts.len(),
            has_dictionary,
            of_texts: of_texts.filter(|(_, words)| !words.is_empty()).collect(),
            of_memos: of_memos.filter(|(_, words)| !words.is_empty()).collect(),
        }
    }

    /// How many texts have a word of this kind.
    pub fn n_of(&self, kind: WordKind) -> usize {
        self.texts.iter().filter(|text| text.kinds.contains(&kind)).count()
    }

    /// How many memos have any.
    pub fn n_memos(&self) -> usize {
        self.of_memos.len()
    }

    /// Whether anything was found.
    pub fn is_some(&self) -> bool {
        !self.texts.is_empty() || !self.of_memos.is_empty()
    }

    /// Puts more general words in the place of those that were found.
    pub fn generalise(&self, all: &mut CodedTexts) {
        for text in &mut all.texts {
            if let Some(words) = self.of_texts.get(&text.reference) {
                text.parts.iter_mut().for_each(|part| generalise(part, words));
            }
        }
        for memo in &mut all.memos {
            if let Some(words) = self.of_memos.get(&memo.id) {
                memo.body = General::new(&memo.body, words).text;
            }
        }
    }
}

fn generalise(part: &mut CodedPart, words: &[IdentifyingWord]) {
    let general = General::new(&part.body, words);
    let letters = Letters::new(&general.text);
    for Coded { segment, .. } in &mut part.segments {
        let moved = general.moved(span_of(segment));
        let place = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
        (segment.starts_at, segment.ends_at) = (place(moved.start), place(moved.end));
        segment.quote = letters.slice(moved).unwrap_or_default().to_owned();
    }
    part.body = general.text;
}

/// A text with more general words.
struct General {
    text: String,
    /// Where words stood, and how many code points stand there now.
    changes: Vec<(Span, usize)>,
}

impl General {
    fn new(text: &str, words: &[IdentifyingWord]) -> General {
        let characters: Vec<char> = text.chars().collect();
        let (mut general, mut changes, mut at) = (String::new(), Vec::new(), 0);
        for (span, instead) in places(text, words) {
            general.extend(characters.get(at..span.start).unwrap_or_default());
            general.push_str(&instead);
            at = span.end;
            changes.push((span, instead.chars().count()));
        }
        general.extend(characters.get(at..).unwrap_or_default());
        General { text: general, changes }
    }

    /// Where the words of a span are now. Of a word that was only partly in it, all that stands there now is.
    fn moved(&self, span: Span) -> Span {
        Span { start: self.place(span.start, false), end: self.place(span.end, true) }
    }

    fn place(&self, at: usize, is_end: bool) -> usize {
        let (mut gone, mut put) = (0, 0);
        for (old, n_new) in &self.changes {
            if old.end <= at {
                gone += old.end - old.start;
                put += n_new;
            } else if old.start < at {
                return old.start - gone + put + if is_end { *n_new } else { 0 };
            } else {
                break;
            }
        }
        at - gone + put
    }
}

/// Where words stand, in order, and what is put there. A word within another one goes with it; of two that overlap both are
/// said, one after the other.
fn places(text: &str, words: &[IdentifyingWord]) -> Vec<(Span, String)> {
    let mut all: Vec<(Span, String)> = Vec::new();
    for word in words {
        let spans = stand_at(text, [word.words.as_str()]).into_iter();
        let span = |span: analysis::text::Span| Span { start: span.start as usize, end: span.end as usize };
        all.extend(spans.map(|own| (span(own), instead(word))));
    }
    all.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
    let mut apart: Vec<(Span, String)> = Vec::new();
    for (span, instead) in all {
        match apart.last_mut() {
            Some((last, said)) if span.start < last.end => {
                if span.end > last.end {
                    last.end = span.end;
                    said.push_str(&instead);
                }
            }
            _ => apart.push((span, instead)),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(all: &[(WordKind, &str)]) -> Vec<IdentifyingWord> {
        all.iter().map(|(kind, words)| IdentifyingWord { kind: *kind, words: (*words).to_owned() }).collect()
    }

    /// What stands at the place of some words of a text once the text was made more general.
    fn moved(text: &str, quote: &str, general: &General) -> String {
        let before = text.split(quote).next().unwrap_or_default().chars().count();
        let span = general.moved(Span { start: before, end: before + quote.chars().count() });
        Letters::new(&general.text).slice(span).unwrap_or_default().to_owned()
    }

    #[test]
    fn segments_stay_on_their_words() {
        let text = "田中さん（４２歳）は\r\n川口市の職場に戻り、𠮷田さんに会った。";
        let found = [
            (WordKind::Person, "田中さん"),
            (WordKind::Age, "42歳"),
            (WordKind::Place, "川口市"),
            (WordKind::Person, "𠮷田さん"),
        ];
        let general = General::new(text, &words(&found));
        assert_eq!(general.text, "［氏名］（40代）は\r\n［市町村］の職場に戻り、［氏名］に会った。");
        for (quote, now) in [
            ("職場に戻り", "職場に戻り"),
            ("田中さん（４２歳）", "［氏名］（40代）"),
            ("田中", "［氏名］"),
            ("市の職場", "［市町村］の職場"),
            ("に会った。", "に会った。"),
            ("さん（", "［氏名］（"),
            ("は\r\n", "は\r\n"),
        ] {
            assert_eq!(moved(text, quote, &general), now, "{quote}");
        }
    }

    #[test]
    fn words_within_or_over_one_another_leave_nothing() {
        let found = [
            (WordKind::Person, "田中さん"),
            (WordKind::Organisation, "田中さんの会"),
            (WordKind::Place, "緑町"),
            (WordKind::Organisation, "町工場"),
        ];
        let general = General::new("田中さんの会と田中さんと緑町工場。", &words(&found));
        assert_eq!(general.text, "［機関・会社名］と［氏名］と［市町村］［機関・会社名］。");
        let same = General::new("変わらない。", &words(&found));
        assert_eq!((same.text.as_str(), same.changes.len()), ("変わらない。", 0));
    }
}
