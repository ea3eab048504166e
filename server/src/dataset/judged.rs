//! What people of a survey decided about sentences, as a model learns from it.

use std::collections::{BTreeSet, HashMap};

use analysis::coding::classify::examples::Example;
use analysis::coding::stance::Stance;
use analysis::text::Span as Place;
use analysis::text::sentence::sentences;
use surveys::hearing::span::{Letters, Span};
use surveys::id::CodeId;
use surveys::store::codings::Coded;
use surveys::store::segments::span_of;

use crate::dataset::coded::{CodedPart, CodedTexts};

/// Longer pieces are no sentence, in characters.
const MOST_CHARS: usize = 400;

/// What people put on the same words.
struct Judged {
    /// Number of the first coding on them.
    first: i64,
    stances: BTreeSet<Stance>,
    /// Number of its coding, and its code in the shipped frame.
    theme: Option<(i64, String)>,
}

/// The sentences with one stance by everybody who put one there, in the order in which they were judged, the same words once:
/// words that people judge differently teach nothing. A code inside a sentence is of the whole of it. The texts are those that
/// the purpose of `texts` reaches.
pub fn judged(texts: &CodedTexts) -> Vec<Example> {
    let frame_codes: HashMap<CodeId, &str> =
        texts.codes.iter().map(|code| (code.id, code.frame_code.as_str())).collect();
    let mut found: HashMap<&str, Judged> = HashMap::new();
    for part in texts.texts.iter().flat_map(|text| &text.parts).filter(|part| part.is_coded()) {
        for (words, coded) in sentences_of(part) {
            add(&mut found, words, coded, &frame_codes);
        }
    }
    let mut all: Vec<(&str, Judged)> = found.into_iter().collect();
    // Two sentences may have begun with the same coding: then their words decide.
    all.sort_by(|a, b| a.1.first.cmp(&b.1.first).then(a.0.cmp(b.0)));
    let example = |(words, judged): (&str, Judged)| {
        let stance = judged.stances.first().copied().filter(|_| judged.stances.len() == 1)?;
        Some(Example { text: words.to_owned(), stance, theme: judged.theme.map(|(_, code)| code) })
    };
    all.into_iter().filter_map(example).collect()
}

/// The segments of a part, each with the words of the sentence that it stands in, or its own where it is longer than one.
fn sentences_of(part: &CodedPart) -> Vec<(&str, &Coded)> {
    let letters = Letters::new(&part.body);
    let sentences = sentences(&part.body);
    let whole = |coded: &Coded| {
        let own = span_of(&coded.segment);
        let holds = |place: &&Place| place.start as usize <= own.start && own.end <= place.end as usize;
        let sentence = sentences.iter().find(holds);
        sentence.map_or(own, |place| Span { start: place.start as usize, end: place.end as usize })
    };
    let with_words = |coded| (letters.slice(whole(coded)).unwrap_or_default().trim(), coded);
    let all = part.segments.iter().map(with_words);
    all.filter(|(words, _)| !words.is_empty() && words.chars().count() <= MOST_CHARS).collect()
}

fn add<'t>(
    found: &mut HashMap<&'t str, Judged>,
    words: &'t str,
    coded: &Coded,
    frame_codes: &HashMap<CodeId, &str>,
) {
    let nothing = || Judged { first: i64::MAX, stances: BTreeSet::new(), theme: None };
    let judged = found.entry(words).or_insert_with(nothing);
    for coding in &coded.codings {
        let code = frame_codes.get(&coding.code_id).copied().unwrap_or_default();
        if let Some(stance) = Stance::from_key(code) {
            judged.first = judged.first.min(coding.id.0);
            judged.stances.insert(stance);
        } else if !code.is_empty() && judged.theme.as_ref().is_none_or(|known| coding.id.0 < known.0) {
            judged.theme = Some((coding.id.0, code.to_owned()));
        }
    }
}
