//! Known names, widened to the whole run of kanji and katakana in which they stand: half a word beside what was put in the place
//! of a name still tells it (みどり|中央病院).

use std::ops::Range;

use super::letters::{is_kanji, is_katakana, rest_of_word};

/// The place of a name with the letters of the same word around it. Before a name that begins in hiragana there is another word.
pub(super) fn widened(text: &str, place: Range<usize>) -> Range<usize> {
    let before = text.get(..place.start).unwrap_or_default();
    let behind = text.get(place.end..).unwrap_or_default();
    let name = text.get(place.clone()).unwrap_or_default();
    let is_within = name.chars().next().is_some_and(is_of_run);
    let start = if is_within { before.trim_end_matches(is_of_run).len() } else { place.start };
    start..place.end + rest_of_word(behind)
}

fn is_of_run(c: char) -> bool {
    is_kanji(c) || is_katakana(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole<'t>(text: &'t str, name: &str) -> &'t str {
        let at = text.find(name).expect("it stands there");
        text.get(widened(text, at..at + name.len())).expect("whole letters")
    }

    #[test]
    fn a_name_is_taken_with_the_rest_of_its_word() {
        for (text, name, expected) in [
            ("みどり中央総と会う", "みどり", "みどり中央総"),
            ("県立南部病院に", "南部病院", "県立南部病院"),
            ("毎月みどり病院に", "みどり病院", "みどり病院"),
            ("架空センターへ", "架空", "架空センター"),
            ("南部病院の方", "南部病院", "南部病院"),
            ("南部病院", "南部病院", "南部病院"),
            ("北部病院、南部病院・西部病院", "南部病院", "南部病院"),
        ] {
            assert_eq!(whole(text, name), expected, "{text}");
        }
    }
}
