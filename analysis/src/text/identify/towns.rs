//! Towns that are named without a word that says so (八戸在住): those that IPADIC has as places.
//!
//! Countries and parts of the country fit too many people. The same holds for prefectures: texts are published beside their
//! region, which tells no less, and somebody who comes from another one is one of many. But a prefecture's name that is also that of
//! a city (青森) may mean the city, unless a word for prefectures follows (青森県).

use super::letters::{letter_before, letter_behind};
use super::{MUNICIPALITIES, Word};

const PLACE: &[&str] = &["名詞", "固有名詞", "地域", "一般"];

/// Towns in kana that are no other words, too.
const IN_KANA: &[&str] = &["いわき", "つくば", "ひたちなか", "むつ", "えびの", "あわら"];

/// Places that are too wide to tell who is meant.
pub(super) const WIDE: &[&str] = &[
    "欧州",
    "欧米",
    "北米",
    "南米",
    "中米",
    "中東",
    "北欧",
    "東欧",
    "東洋",
    "西洋",
    "太平洋",
    "日本海",
    "海外",
    "本州",
    "本島",
    "九州",
    "四国",
    "中国",
    "西日本",
    "東日本",
    "北日本",
    "東北",
    "奥羽",
    "関東",
    "北関東",
    "南関東",
    "関西",
    "近畿",
    "京阪神",
    "阪神",
    "京浜",
    "北陸",
    "甲信越",
    "上信越",
    "中部",
    "東海",
    "山陰",
    "山陽",
    "瀬戸内",
    "道東",
    "道北",
    "北部",
    "南部",
    "東部",
    "西部",
    "中央",
    // Prefectures that have no city of their name.
    "北海道",
    "岩手",
    "宮城",
    "茨城",
    "群馬",
    "埼玉",
    "東京",
    "神奈川",
    "石川",
    "愛知",
    "三重",
    "滋賀",
    "兵庫",
    "島根",
    "香川",
    "愛媛",
];

/// Words that IPADIC takes for places where they mean something else (日光を避ける, 南港).
pub(super) const COMMON: &[&str] = &["日光", "薬袋", "師長", "本市", "築城", "土橋", "南港"];

/// Towns that were joined to others and whose names live on; IPADIC has them as family names.
const FORMER: &[&str] = &["三ヶ日", "三ケ日"];

/// Former towns by their letters, not 正月三ヶ日 and 三ヶ日間.
pub(super) fn former_towns(text: &str) -> Vec<String> {
    let is_town = |(at, name): &(usize, &str)| {
        let (before, behind) = (letter_before(text, *at), letter_behind(text, at + name.len()));
        !before.is_some_and(|c| "月始".contains(c)) && !behind.is_some_and(|c| "間程".contains(c))
    };
    let found = FORMER.iter().flat_map(|name| text.match_indices(*name)).filter(is_town);
    found.map(|(_, name)| name.to_owned()).collect()
}

/// The towns, as they stand in the text. Those with 市, 区, 町, 村 or 郡 behind them are found with it by [`super::places`].
pub(super) fn towns(words: &[Word<'_>]) -> impl Iterator<Item = String> {
    words.iter().enumerate().filter_map(move |(at, word)| {
        let is_town = (word.is_name(PLACE) || word.is(PLACE) && IN_KANA.contains(&word.text))
            && !WIDE.contains(&word.text)
            && !COMMON.contains(&word.text);
        let next = words.get(at + 1).filter(|next| next.start == word.end());
        let is_otherwise =
            next.is_some_and(|next| says_prefecture(next) || MUNICIPALITIES.contains(&next.text));
        (is_town && !is_otherwise).then(|| word.text.to_owned())
    })
}

/// 県, 府, or what belongs to one (県立, 府内).
fn says_prefecture(next: &Word<'_>) -> bool {
    next.text.starts_with(['県', '府'])
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        towns(&read(text, &mut shared().worker())).collect()
    }

    #[test]
    fn towns_are_found_without_a_word_that_says_so() {
        for (text, name) in [
            ("クローン病の女性、八戸在住。", "八戸"),
            ("盛岡の病院に通う", "盛岡"),
            ("昨年、仙台から移った", "仙台"),
            ("今は青森にいる", "青森"),
            ("大宮で相談を受けた", "大宮"),
            ("つくばに行く", "つくば"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
        assert_eq!(found("青森県の八戸と盛岡市"), ["八戸"]);
    }

    #[test]
    fn former_towns_are_no_days() {
        assert_eq!(former_towns("三ヶ日に住む"), ["三ヶ日"]);
        assert_eq!(former_towns("正月三ヶ日は休む。三ヶ日間続いた。"), [""; 0]);
    }

    #[test]
    fn what_is_wide_or_means_something_else_is_no_town() {
        for text in [
            "青森県の制度、大阪府立の施設",
            "日本と東日本、関東、東北の冬、九州の夏",
            "フランスと中国、欧米の研究",
            "東京都で暮らす。埼玉に行く。北海道の人。",
            "日光を避ける。本市の計画。薬袋に書く。師長が来た。",
            "みどりの葉とのぞみ。津の話。",
            "北部は交通が不便で、中央に窓口がある",
            "川口市の事業所",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
