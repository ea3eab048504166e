//! Common words that houses like to be called by (希望の家, コスモス工房). Alone they tell nobody; directly before the word for a house they
//! are its name.

use super::letters::{is_hiragana, is_kanji, is_katakana, is_particle, letter_before};

/// The words in normal width, in all their writings.
const FAIR: &[&str] = &[
    "あおぞら",
    "青空",
    "大空",
    "ひまわり",
    "ヒマワリ",
    "コスモス",
    "さくら",
    "サクラ",
    "桜",
    "たんぽぽ",
    "すみれ",
    "つくし",
    "なのはな",
    "菜の花",
    "れんげ",
    "あじさい",
    "ひだまり",
    "陽だまり",
    "日だまり",
    "にじ",
    "虹",
    "にじいろ",
    "虹色",
    "希望",
    "きぼう",
    "のぞみ",
    "ひかり",
    "光",
    "みらい",
    "あゆみ",
    "わかば",
    "若葉",
    "ふたば",
    "双葉",
    "みどり",
    "緑",
    "もみじ",
    "太陽",
    "たいよう",
    "ほし",
    "星",
    "あすなろ",
    "くすのき",
    "けやき",
    "ゆめ",
    "夢",
    "きずな",
    "絆",
    "なごみ",
    "やすらぎ",
    "ほほえみ",
    "えがお",
    "笑顔",
    "はばたき",
    "つばさ",
    "翼",
    "かがやき",
    "どんぐり",
    "やまびこ",
    "せせらぎ",
    "しおさい",
    "潮騒",
    "いずみ",
    "泉",
    "めぐみ",
    "恵み",
    "友愛",
    "愛",
    "銀河",
    "はぐるま",
    "ともしび",
    "みなと",
    "なぎさ",
    "しらかば",
    "白樺",
    "クローバー",
    "オリーブ",
    "ラベンダー",
    "オアシス",
    "スマイル",
    "ハーモニー",
    "ドリーム",
    "ポプラ",
    "チューリップ",
    "つぼみ",
    "朝日",
    "あさひ",
    "北斗",
    "光明",
    "いちょう",
    "つばめ",
    "かもめ",
    "ひばり",
    "すずらん",
    "なでしこ",
    "よつば",
    "つむぎ",
    "みちしるべ",
];

/// Such a word with which a text ends, where it is a word of its own: the longest one.
pub(super) fn ends_with_fair(text: &str) -> Option<&'static str> {
    let ends = FAIR.iter().copied().filter(|word| text.ends_with(word));
    ends.max_by_key(|word| word.len()).filter(|word| is_apart(text, word))
}

/// Such a word with which a text begins: the longest one.
pub(super) fn begins_with_fair(text: &str) -> Option<&'static str> {
    FAIR.iter().copied().filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
}

/// Whether the letter before the word is no part of it: of another kind, or a particle.
fn is_apart(text: &str, word: &str) -> bool {
    let before = letter_before(text, text.len() - word.len());
    let (Some(before), Some(first)) = (before, word.chars().next()) else { return true };
    let is_joined = is_kanji(before) && is_kanji(first)
        || is_katakana(before) && is_katakana(first)
        || is_hiragana(before) && is_hiragana(first) && !is_particle(before);
    !is_joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_only_where_it_stands_by_itself() {
        for (text, word) in
            [("あおぞら", "あおぞら"), ("今は虹", "虹"), ("昨日は希望", "希望"), ("のみなと", "みなと")]
        {
            assert_eq!(ends_with_fair(text), Some(word), "{text}");
        }
        for text in ["第一希望", "観光", "親友", "はたらきぼう", "家"] {
            assert_eq!(ends_with_fair(text), None, "{text}");
        }
        assert_eq!(begins_with_fair("みどり北"), Some("みどり"));
    }
}
