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
    "リスタート",
];

/// What houses are called by behind a name and の.
const OF_HOUSES: &str = "木森丘家里郷園会道実花風輪樹杜虹星泉";

/// Such a word with which a text ends, where it is a word of its own: the longest one.
pub(super) fn ends_with_fair(text: &str) -> Option<&'static str> {
    let ends = FAIR.iter().copied().filter(|word| text.ends_with(word));
    ends.max_by_key(|word| word.len()).filter(|word| is_apart(text, word))
}

/// Such a word with which a text begins: the longest one.
pub(super) fn begins_with_fair(text: &str) -> Option<&'static str> {
    FAIR.iter().copied().filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
}

/// How many bytes of a name stand behind its first word where it goes on with の and one kanji: さくら|の木.
pub(super) fn rest_of_house(behind: &str) -> usize {
    let mut letters = behind.chars();
    let (first, second, third) = (letters.next(), letters.next(), letters.next());
    match (first, second) {
        // の会|議
        (Some('の'), Some(kanji)) if OF_HOUSES.contains(kanji) && !third.is_some_and(is_kanji) => {
            'の'.len_utf8() + kanji.len_utf8()
        }
        _ => 0,
    }
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

    #[test]
    fn a_name_goes_on_with_one_kanji_of_houses() {
        assert_eq!(["の木で", "の里"].map(rest_of_house), ["の木".len(), "の里".len()]);
        for behind in ["の会議", "の社員", "の家族", "木", "の", ""] {
            assert_eq!(rest_of_house(behind), 0, "{behind}");
        }
    }
}
