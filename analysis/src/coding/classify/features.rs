//! What a model sees of a text: pieces of one to three characters, how the sentence ends, and what the cue rules say.
//!
//! Pieces of characters need no dictionary, and hold endings and parts of compound words alike.

use std::ops::{Range, RangeInclusive};

use crate::coding::stance::{Stance, StanceSuggestion};
use crate::coding::suggest::Suggester;
use crate::coding::themes::{STRONG, ThemeSuggestion, chosen};

/// Share of the weight of cues beside the pieces of characters: at 1 the model repeats the rules, at 0 it knows too little.
/// Divided by the weight of a strong cue, cues have the size of the other features.
const CUE_SHARE: f64 = 0.5;

/// Longest ending that is looked at, in characters.
const LONGEST_ENDING: usize = 8;

/// Texts from this length on, in characters, are equally long to the model.
const LONG: usize = 100;

/// Texts under this length, in characters, are answers of a word or two.
const SHORT: usize = 8;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// The characters after a letter that says where they were looked for.
    pub name: String,
    /// Where it stands, in bytes of the text.
    pub place: Range<usize>,
}

/// What a model sees of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Features {
    /// Pieces of the text, as often as they occur.
    pub pieces: Vec<Piece>,
    /// What the cue rules say; as many numbers for every text.
    pub cues: Vec<f64>,
}

/// What tells the stance of a text in normal width, and what the rules suggest, with places in bytes of it.
pub(super) fn of_stance(suggester: &Suggester, text: &str) -> (Features, StanceSuggestion) {
    let found = suggester.stances.cues(text);
    let mut pieces = Vec::new();
    add_pieces("c", text, 0..text.len(), 1..=3, &mut pieces);
    add_pieces("m", text, found.main_clause..text.len(), 2..=3, &mut pieces);
    add_endings("e", text, found.core, &mut pieces);
    let end = text.trim_end_matches(['。', '．', '！', '？', '\u{3000}']).len();
    add_endings("E", text, end, &mut pieces);
    let n_chars = text.chars().count();
    let flag = |holds: bool| if holds { CUE_SHARE } else { 0.0 };
    let mut cues: Vec<f64> = found.totals.iter().map(|total| CUE_SHARE * total / STRONG).collect();
    cues.extend(Stance::ALL.map(|stance| flag(stance == found.suggestion.stance)));
    cues.push(flag(found.suggestion.is_blank));
    cues.push(CUE_SHARE * n_chars.min(LONG) as f64 / LONG as f64);
    cues.push(flag(n_chars < SHORT));
    (Features { pieces, cues }, found.suggestion)
}

/// What tells the theme of a text in normal width among the codes of a kind, and what their cues say, with places in
/// bytes of it.
pub(super) fn of_theme(suggester: &Suggester, text: &str, kind: Stance) -> (Features, Vec<ThemeSuggestion>) {
    let mut pieces = Vec::new();
    add_pieces("c", text, 0..text.len(), 1..=3, &mut pieces);
    let found = suggester.themes.scores(text, kind);
    let mut scores = vec![0.0; suggester.frame.codes.len()];
    for theme in &found {
        if let Some(score) = scores.get_mut(theme.code) {
            *score = CUE_SHARE * theme.score / STRONG;
        }
    }
    let mut first = vec![0.0; scores.len()];
    let suggested = chosen(found.clone());
    if let Some(slot) = suggested.first().and_then(|theme| first.get_mut(theme.code)) {
        *slot = CUE_SHARE;
    }
    scores.extend(first);
    (Features { pieces, cues: scores }, found)
}

/// All runs of so many characters in a part of a text.
fn add_pieces(
    mark: &str,
    text: &str,
    part: Range<usize>,
    lengths: RangeInclusive<usize>,
    pieces: &mut Vec<Piece>,
) {
    let edges = edges(text, part);
    for length in lengths {
        for window in edges.windows(length + 1) {
            if let [start, .., end] = *window {
                push(mark, text, start..end, pieces);
            }
        }
    }
}

/// The last character before `end`, the last two, and so on.
fn add_endings(mark: &str, text: &str, end: usize, pieces: &mut Vec<Piece>) {
    let edges = edges(text, 0..end);
    for start in edges.iter().rev().skip(1).take(LONGEST_ENDING) {
        push(mark, text, *start..end, pieces);
    }
}

/// Where the characters of a part of a text begin, and its end.
fn edges(text: &str, part: Range<usize>) -> Vec<usize> {
    let piece = text.get(part.clone()).unwrap_or_default();
    piece.char_indices().map(|(at, _)| part.start + at).chain([part.end]).collect()
}

fn push(mark: &str, text: &str, place: Range<usize>, pieces: &mut Vec<Piece>) {
    let characters = text.get(place.clone()).unwrap_or_default();
    pieces.push(Piece { name: format!("{mark}{characters}"), place });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pieces: &[Piece]) -> Vec<&str> {
        pieces.iter().map(|piece| piece.name.as_str()).collect()
    }

    #[test]
    fn pieces_and_endings_stand_where_they_are_said_to() {
        let text = "求人なし";
        let mut pieces = Vec::new();
        add_pieces("c", text, 0..text.len(), 1..=3, &mut pieces);
        assert_eq!(
            names(&pieces),
            ["c求", "c人", "cな", "cし", "c求人", "c人な", "cなし", "c求人な", "c人なし"]
        );
        for piece in &pieces {
            assert_eq!(format!("c{}", text.get(piece.place.clone()).unwrap()), piece.name);
        }
        let mut endings = Vec::new();
        add_endings("e", text, text.len(), &mut endings);
        assert_eq!(names(&endings), ["eし", "eなし", "e人なし", "e求人なし"]);
        let mut none = Vec::new();
        add_endings("e", "", 0, &mut none);
        add_pieces("c", "", 0..0, 1..=3, &mut none);
        assert!(none.is_empty());
    }

    #[test]
    fn every_text_has_as_many_cues() {
        let suggester = Suggester::shipped().unwrap();
        for text in ["", "特になし", "主治医と連携してほしい。"] {
            assert_eq!(of_stance(&suggester, text).0.cues.len(), 11);
            let n_codes = suggester.frame.codes.len();
            for kind in [Stance::Challenge, Stance::GoodPractice] {
                assert_eq!(of_theme(&suggester, text, kind).0.cues.len(), 2 * n_codes);
            }
        }
    }
}
