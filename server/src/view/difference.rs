//! A changed text as its two states, each with what differs marked.

use std::time::Duration;

use serde::Serialize;
use similar::{Algorithm, ChangeTag, TextDiff};

/// Longest text that is compared word by word; longer ones are compared line by line. In characters.
const LONG: usize = 4_000;
/// Most time for one comparison; after it the rest counts as changed.
const TIME: Duration = Duration::from_millis(100);
/// Equal stretches shorter than this between changes are too short to read: in Japanese a single particle.
const SHORT: usize = 2;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Whether the other text does not have it.
    pub is_changed: bool,
    /// The words.
    pub text: String,
}

/// Both texts, cut where they differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The earlier text; what was taken away is marked.
    pub before: Vec<Piece>,
    /// The later text; what was added is marked.
    pub after: Vec<Piece>,
}

/// Compares two texts.
pub fn difference(before: &str, after: &str) -> Difference {
    let is_long = before.chars().count().max(after.chars().count()) > LONG;
    let mut config = TextDiff::configure();
    let config = config.algorithm(Algorithm::Patience).timeout(TIME);
    let diff = match is_long {
        true => config.diff_lines(before, after),
        false => config.diff_unicode_words(before, after),
    };
    let mut found = Difference::default();
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => push(&mut found.before, true, change.value()),
            ChangeTag::Insert => push(&mut found.after, true, change.value()),
            ChangeTag::Equal => {
                push(&mut found.before, false, change.value());
                push(&mut found.after, false, change.value());
            }
        }
    }
    Difference { before: smoothed(found.before), after: smoothed(found.after) }
}

fn push(pieces: &mut Vec<Piece>, is_changed: bool, text: &str) {
    match pieces.last_mut().filter(|last| last.is_changed == is_changed) {
        Some(last) => last.text.push_str(text),
        None => pieces.push(Piece { is_changed, text: text.to_owned() }),
    }
}

/// Counts equal stretches that are too short to read as changed, where they stand between two changes.
fn smoothed(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let mut smooth = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_between = at > 0 && at < last && piece.text.chars().count() < SHORT;
        push(&mut smooth, piece.is_changed || is_between, &piece.text);
    }
    smooth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        let mark = |piece: &Piece| match piece.is_changed {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn what_differs_is_marked_in_words() {
        for (before, after, old, new) in [
            (
                "相談はありましたか",
                "相談や問い合わせはありましたか",
                "相談はありましたか",
                "相談[や問い合わせ]はありましたか",
            ),
            ("月1回以上", "週1回以上", "[月]1回以上", "[週]1回以上"),
            ("前", "", "[前]", ""),
            ("How often?", "How many?", "How [often]?", "How [many]?"),
            ("同じ", "同じ", "同じ", "同じ"),
        ] {
            let found = difference(before, after);
            assert_eq!((marked(&found.before).as_str(), marked(&found.after).as_str()), (old, new));
        }
    }

    #[test]
    fn both_texts_stay_whole_and_long_ones_take_little_time() {
        let text = |word: &str| (0..20_000).map(|n| format!("{word}{}\n", n % 7)).collect::<String>();
        let (before, after) = (text("前"), text("後"));
        let found = difference(&before, &after);
        let whole = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        assert_eq!((whole(&found.before), whole(&found.after)), (before, after));
    }
}
