//! Houses whose name stands before the word that says what they are (田中商店, ひまわり園), by the words of a text: a name is a
//! family name, a proper noun or a noun in hiragana. What only says of which kind a house is (相談支援センター) names none.

use std::borrow::Cow;

use super::letters::{is_hiragana, is_kanji};
use super::{SURNAME, Word};

/// Words that say what a house is. Of wide ones there are many that are called by their kind or place alone.
pub(super) const HOUSES: &[(&str, bool)] = &[
    ("病院", false),
    ("クリニック", false),
    ("医院", false),
    ("診療所", false),
    ("薬局", false),
    ("商店", false),
    ("工務店", false),
    ("製作所", false),
    ("工房", false),
    ("学園", false),
    ("保育園", false),
    ("幼稚園", false),
    ("作業所", true),
    ("事業所", true),
    ("センター", true),
    ("園", true),
];

/// Most words that such a word is cut into (作業, 所).
const MOST_WORDS: usize = 3;

/// The first word of なん|びょう, which IPADIC takes for what.
const NAN: &str = "なん";

/// Nouns in hiragana that name nobody, however often they stand before a house.
const COMMON: &[&str] = &[
    "こころ",
    "からだ",
    "くらし",
    "しごと",
    "いのち",
    "ことば",
    "なじみ",
    "かかりつけ",
    "となり",
    "よそ",
    "うち",
    "こども",
    "まち",
    "むら",
    "ふれあい",
    "いきがい",
    "つどい",
    "いこい",
    "ふくし",
    "おすすめ",
    "あそび",
    "まなび",
    "ささえあい",
    "つながり",
    "こだわり",
];

/// The houses with a name, as they stand in the text.
pub(super) fn houses(words: &[Word<'_>]) -> Vec<String> {
    let house = |at: usize| {
        let (kind, is_wide) = kind(words.get(at..)?)?;
        Some(format!("{}{kind}", name(words.get(..at)?, is_wide)?))
    };
    (0..words.len()).filter_map(house).collect()
}

/// The words for a house with which these words begin: one of [`HOUSES`], or a word of the field that ends with one
/// (就労支援センター).
fn kind<'t>(words: &[Word<'t>]) -> Option<(Cow<'t, str>, bool)> {
    let first = words.first()?.text;
    if let Some((_, is_wide)) = HOUSES.iter().find(|(known, _)| first.ends_with(known)) {
        return Some((Cow::Borrowed(first), *is_wide));
    }
    let mut joined = String::new();
    for word in words.iter().take(MOST_WORDS) {
        joined.push_str(word.text);
        if let Some((known, is_wide)) = HOUSES.iter().find(|(known, _)| *known == joined) {
            return Some((Cow::Borrowed(known), *is_wide));
        }
    }
    None
}

/// The name with which the words before a house end, up to its kind (ひかり就労支援|センター).
fn name(before: &[Word<'_>], is_wide: bool) -> Option<String> {
    let start = before.iter().rposition(|word| !is_part(word)).map_or(0, |place| place + 1);
    let run = before.get(start..)?;
    let is_name = |(at, word): (usize, &Word<'_>)| is_name(word, is_wide, at + 1 == run.len());
    let first = run.iter().enumerate().position(is_name)?;
    let first =
        if first > 0 && run.get(first - 1).is_some_and(|word| word.text == NAN) { first - 1 } else { first };
    Some(run.get(first..)?.iter().map(|word| word.text).collect())
}

/// Whether a word can be a part of a noun of several words.
fn is_part(word: &Word<'_>) -> bool {
    let [noun, kind, ..] = &word.features;
    *noun == "名詞"
        && (word.text == NAN || ["一般", "固有名詞", "サ変接続", "形容動詞語幹", "接尾"].contains(kind))
}

/// Whether a name begins with a word; `is_last` where the house follows at once.
fn is_name(word: &Word<'_>, is_wide: bool, is_last: bool) -> bool {
    let is_proper = word.is(&["名詞", "固有名詞"]);
    if word.text.chars().all(|c| is_hiragana(c) || c == 'ー') {
        let is_noun = is_proper || word.is(&["名詞", "一般"]);
        return is_noun && word.text.chars().count() > 1 && !COMMON.contains(&word.text);
    }
    if word.text.chars().all(|c| c.is_ascii_alphabetic()) {
        return is_last && !is_wide;
    }
    // Words in katakana are names as often as kinds (コールセンター).
    let has_kanji = word.text.chars().any(is_kanji);
    has_kanji && (is_proper && is_last || word.is(SURNAME))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        houses(&read(&normal, &mut shared().worker()))
    }

    #[test]
    fn a_house_with_a_name_before_it_is_found() {
        for (text, name) in [
            ("田中商店で働く", "田中商店"),
            ("緑町のＡ工務店", "A工務店"),
            ("障害者支援施設ひまわり園に通う", "ひまわり園"),
            ("たんぽぽ作業所の方", "たんぽぽ作業所"),
            ("ひかり就労支援センターに相談", "ひかり就労支援センター"),
            ("高橋医院で聞いた", "高橋医院"),
            ("県のなんびょうセンターに聞いた", "なんびょうセンター"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn what_says_only_of_which_kind_it_is_names_nobody() {
        for text in [
            "病院に通う",
            "会社に勤める",
            "事業所で働く",
            "近くの商店や、いろいろな事業所",
            "受けられない事業所",
            "就労継続支援Ｂ型事業所に通う",
            "埼玉県難病相談支援センター",
            "地域包括支援センターとコールセンター",
            "こころの健康センター",
            "動物園と保育園",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
