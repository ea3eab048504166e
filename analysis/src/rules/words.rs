//! Where the words and phrases of a condition stand.

use super::atom::{Form, WordAtom};
use super::index::Space;
use crate::text::tokenizer::Convention;
use crate::text::word_class;

/// The tokens of a word that are in a unit, ascending.
pub(super) fn word_hits(space: &Space<'_>, atom: &WordAtom) -> Vec<u32> {
    let corpus = space.index.corpus;
    let words = space.index.words_of(&space.index.normal(&atom.lemma));
    let mut places = match &atom.class {
        None => space.index.places_of(words),
        Some(name) => {
            let class = word_class::by_name(name);
            let is_wanted = |word: u32| corpus.words.get(word as usize).map(|word| word.class) == class;
            let of_class: Vec<u32> =
                words.iter().copied().filter(|&word| class.is_some() && is_wanted(word)).collect();
            space.index.places_of(&of_class)
        }
    };
    places.retain(|&token| space.unit_of(token).is_some());
    match &atom.form {
        None => {}
        Some(Form::Inflection(name)) => {
            let number = corpus.inflections.iter().position(|known| known == name);
            places.retain(|&token| {
                let inflection = corpus.tokens.get(token as usize).map(|token| usize::from(token.inflection));
                number.is_some() && inflection == number
            });
        }
        Some(Form::Surface(text)) => retain_written(space, &mut places, &space.index.normal(text)),
    }
    places
}

/// Keeps the tokens that are written so. One pass over each text, however long it is.
fn retain_written(space: &Space<'_>, places: &mut Vec<u32>, wanted: &str) {
    let corpus = space.index.corpus;
    let (mut document, mut point, mut byte) = (0_usize, 0_u32, 0_usize);
    places.retain(|&token| {
        while corpus.document_tokens.get(document).is_some_and(|range| range.end <= token) {
            (document, point, byte) = (document + 1, 0, 0);
        }
        let (Some(text), Some(token)) = (corpus.documents.get(document), corpus.tokens.get(token as usize))
        else {
            return false;
        };
        if token.span.start < point {
            (point, byte) = (0, 0);
        }
        byte = advance(&text.text, byte, token.span.start - point);
        point = token.span.start;
        let end = advance(&text.text, byte, token.span.end.saturating_sub(point));
        text.text.get(byte..end).is_some_and(|piece| space.index.normal(piece) == wanted)
    });
}

/// The byte so many characters on.
fn advance(text: &str, byte: usize, n_chars: u32) -> usize {
    let rest = text.get(byte..).unwrap_or_default();
    rest.char_indices().nth(n_chars as usize).map_or(text.len(), |(offset, _)| byte + offset)
}

/// The first tokens of the places where the words follow one another. KH Coder counts a phrase in the unit that it begins
/// in; otherwise it has to lie in one.
pub(super) fn phrase_hits(space: &Space<'_>, words: &[String]) -> Vec<u32> {
    let corpus = space.index.corpus;
    let lists: Vec<&[u32]> =
        words.iter().map(|word| space.index.words_of(&space.index.normal(word))).collect();
    let (Some(first), Some(rest)) = (lists.first(), lists.get(1..)) else { return Vec::new() };
    let may_leave_unit = corpus.convention == Convention::KhCoder;
    let mut places = space.index.places_of(first);
    places.retain(|&token| {
        let follows = |(steps, list): (u32, &&[u32])| {
            let next = token + steps;
            let word = corpus.tokens.get(next as usize).map(|token| token.word);
            word.is_some_and(|word| list.contains(&word))
                && space.id(next) - space.id(token) == steps
                && (may_leave_unit || space.is_together(token, next))
        };
        space.unit_of(token).is_some() && (1..).zip(rest).all(follows)
    });
    places
}
