//! Houses whose name stands behind the word for their kind (グループホームすずらん, 訪看みかん): a noun in hiragana or a word that houses like
//! to be called by.

use std::sync::OnceLock;

use regex::Regex;

use super::fair::begins_with_fair;
use super::letters::{is_hiragana, is_kanji, is_katakana};
use super::{Word, pattern};

const KIND: &str = r"(?:グループホーム|デイサービス|デイケア|訪問看護ステーション|訪問看護|訪看|居宅介護支援事業所|ケアハウス|老人ホーム|特養|老健|就労継続支援[AB]型|就労移行支援|就労移行|B型|A型|放課後等デイサービス|放課後デイ|放デイ|患者会|難病カフェ)\u{3000}?";

/// Nouns in hiragana that name nobody.
const COMMON: &[&str] = &[
    "こと",
    "もの",
    "ところ",
    "ため",
    "よう",
    "ほう",
    "ほか",
    "みんな",
    "なか",
    "うち",
    "とき",
    "ひと",
    "ひとり",
    "ふたり",
    "たくさん",
    "いろいろ",
    "それぞれ",
    "つながり",
    "しごと",
    "くらし",
    "おかげ",
    "せい",
    "はず",
    "わけ",
    "まま",
    "そば",
    "たび",
    "あと",
    "さき",
    "なかま",
    "ともだち",
    "みなさん",
    "これ",
    "それ",
    "あれ",
    "ここ",
    "そこ",
    "どこ",
    "など",
    "かた",
    "うえ",
    "まわり",
    "おすすめ",
    "さん",
    "ちゃん",
    "いっぱい",
    "もと",
    "やりがい",
    "さまざま",
    "いま",
    "はじめ",
    "おわり",
    "ほとんど",
];

/// The houses, as they stand in a text in normal width that was cut into these words.
pub(super) fn named_behind(text: &str, words: &[Word<'_>]) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, KIND).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let whole = |kind: regex::Match<'_>| {
        let end = kind.end() + name(text, kind.end(), words)?;
        let behind = text.get(end..)?;
        // しらかば|ファーム: half a name still tells it.
        let more = behind.len() - behind.trim_start_matches(|c: char| is_kanji(c) || is_katakana(c)).len();
        text.get(kind.start()..end + more).map(str::to_owned)
    };
    found.filter_map(whole).collect()
}

/// How many bytes the name has that begins here.
fn name(text: &str, here: usize, words: &[Word<'_>]) -> Option<usize> {
    let rest = text.get(here..)?;
    if let Some(fair) = begins_with_fair(rest).filter(|fair| fair.chars().count() > 2) {
        return Some(fair.len());
    }
    let word = words.get(words.partition_point(|word| word.start < here))?;
    let is_noun = word.is(&["名詞", "一般"]) || word.is(&["名詞", "固有名詞"]);
    let is_name = word.start == here
        && is_noun
        && word.is_in_ipadic()
        && word.text.chars().count() > 2
        && word.text.chars().all(is_hiragana)
        && !COMMON.contains(&word.text);
    is_name.then_some(word.text.len())
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        named_behind(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn a_name_behind_the_word_for_a_kind_is_one() {
        for (text, name) in [
            ("グループホームすずらんに入居", "グループホームすずらん"),
            ("デイサービスやまももに通う", "デイサービスやまもも"),
            ("訪看みかんの看護師", "訪看みかん"),
            ("A型しらかばファームで働く", "A型しらかばファーム"),
            ("訪問看護ステーションあおばから", "訪問看護ステーションあおば"),
            ("就労継続支援B型ひまわりに通所", "就労継続支援B型ひまわり"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn a_kind_alone_names_none() {
        for text in [
            "グループホームに入居。デイサービスから帰る。訪問看護ステーションと連携。デイサービスだけでは足りない。訪看が来る。",
            "グループホームなどを探す。A型に通う。B型がよい。就労移行のほか。患者会のつながり。デイケアさんと話す。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
