//! Names whose family name and given name are parted by a blank (山田　太郎), as lists and forms have them.
//!
//! IPADIC reads what stands behind a blank anew, and 太郎 may be a place then. So both are read together, as one would say
//! them: the family name must be one by that reading, and what follows a given name.

use super::letters::is_letter;
use super::{AFTER_NAME, GIVEN_NAME, SURNAME, TITLES, Word, read};
use crate::text::tokenizer::Worker;

/// What parts words in normal width.
const BLANK: &str = "\u{3000}";

/// Most letters of a family name.
const LONGEST_FAMILY_NAME: usize = 5;

/// Letters behind the blank that are read: a given name with what says that it is one.
const LONGEST_REST: usize = 12;

/// The names among the words of a text in normal width, as they stand there.
pub(super) fn parted_people(words: &[Word<'_>], worker: &mut Worker<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let [family, blank] = pair else { continue };
        let n_letters = family.text.chars().count();
        if blank.text == BLANK && n_letters <= LONGEST_FAMILY_NAME && family.text.chars().all(is_letter) {
            let rest = letters(words.get(at + 2..).unwrap_or_default());
            found.extend(name(family.text, &rest, worker));
        }
    }
    found
}

/// The letters with which these words begin.
fn letters(words: &[Word<'_>]) -> String {
    let all = words.iter().flat_map(|word| word.text.chars());
    all.take_while(|c| is_letter(*c)).take(LONGEST_REST).collect()
}

/// The name that a word and the letters behind the blank are. What goes on with a noun is the name of a house (平塚　あおい作業所),
/// and two single letters are words as often as names (森　緑), unless somebody is addressed.
fn name(family: &str, rest: &str, worker: &mut Worker<'_>) -> Option<String> {
    let joined = [family, rest].concat();
    let words = read(&joined, worker);
    let [first, given, after @ ..] = words.as_slice() else { return None };
    if first.text != family || !first.is(SURNAME) || !given.is(GIVEN_NAME) {
        return None;
    }
    let next = after.first();
    let address = next.filter(|next| next.is(AFTER_NAME)).map_or("", |next| next.text);
    let is_addressed = !address.is_empty() || next.is_some_and(|next| TITLES.contains(&next.text));
    let goes_on = next.is_some_and(|next| next.is(&["名詞"]));
    let is_short = [first, given].iter().all(|word| word.text.chars().count() == 1);
    let is_name = is_addressed || !goes_on && !is_short;
    is_name.then(|| [family, BLANK, given.text, address].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        let mut worker = shared().worker();
        parted_people(&read(&normal, &mut worker), &mut worker)
    }

    #[test]
    fn names_are_found_on_both_sides_of_a_blank_of_any_width() {
        assert_eq!(found("山田 太郎が来た"), ["山田　太郎"]);
        assert_eq!(found("担当：鈴木　一郎（主任）"), ["鈴木　一郎"]);
        assert_eq!(found("佐藤　花子さんと高橋 健さん"), ["佐藤　花子さん", "高橋　健さん"]);
        assert_eq!(found("窓口　山田　太郎先生"), ["山田　太郎"]);
        assert_eq!(found("松本　清、清水 実"), ["松本　清", "清水　実"], "family names that are towns, too");
    }

    #[test]
    fn words_that_stand_apart_are_no_names() {
        for text in [
            "石川　千葉　福島",
            "川口　望み",
            "東京　太郎",
            "小川　歩く",
            "岡本　クリニック",
            "藤沢　健康センター",
            "平塚　あおい作業所",
            "森　緑が多い",
            "林　業の話",
            "北部　南部　東部",
            "相談　支援",
            "A B C",
            "山田　",
            "　太郎",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
