//! Common family names in hiragana and katakana, which the dictionary reads as other words (かわ・に・し): before a form of address,
//! a title or a house. Names that are also how sentences go on (はまだ, いまだ, なかの) are left out.

use std::sync::OnceLock;

use regex::Regex;

use super::TITLES;
use super::named::HOUSES;

/// In the order of how many people have them, roughly.
const NAMES: &[&str] = &[
    "さとう",
    "すずき",
    "たかはし",
    "たなか",
    "いとう",
    "わたなべ",
    "やまもと",
    "なかむら",
    "こばやし",
    "かとう",
    "よしだ",
    "やまだ",
    "ささき",
    "やまぐち",
    "まつもと",
    "いのうえ",
    "きむら",
    "はやし",
    "さいとう",
    "しみず",
    "やまざき",
    "やまさき",
    "いけだ",
    "はしもと",
    "いしかわ",
    "やました",
    "なかじま",
    "なかしま",
    "いしい",
    "おがわ",
    "まえだ",
    "おかだ",
    "はせがわ",
    "ふじた",
    "ごとう",
    "こんどう",
    "むらかみ",
    "えんどう",
    "あおき",
    "さかもと",
    "ふくだ",
    "おおた",
    "にしむら",
    "ふじい",
    "かねこ",
    "おかもと",
    "ふじわら",
    "みうら",
    "なかがわ",
    "まつだ",
    "たけうち",
    "たむら",
    "なかやま",
    "いしだ",
    "もりた",
    "うえだ",
    "うちだ",
    "しばた",
    "みやざき",
    "よこやま",
    "たかぎ",
    "あんどう",
    "みやもと",
    "おおの",
    "こじま",
    "たにぐち",
    "いまい",
    "くどう",
    "たかだ",
    "ますだ",
    "まるやま",
    "すぎやま",
    "むらた",
    "おおつか",
    "あらい",
    "こやま",
    "ふじもと",
    "たけだ",
    "のぐち",
    "まつい",
    "いわさき",
    "すがわら",
    "きのした",
    "のむら",
    "まつお",
    "きくち",
    "すぎもと",
    "いちかわ",
    "ふるかわ",
    "おおにし",
    "しまだ",
    "みずの",
    "さくらい",
    "よしかわ",
    "やまうち",
    "いいだ",
    "にしかわ",
    "かわにし",
    "こまつ",
    "かわむら",
    "かわかみ",
    "よしむら",
    "おざわ",
    "ふくしま",
    "ほんだ",
    "ひらた",
    "あきやま",
    "おくの",
    "くりはら",
    "せきぐち",
];

/// Forms of address.
const ADDRESSES: &[&str] = &["さん", "さま", "様", "氏", "くん", "君"];

/// People who are addressed by such a name.
pub(super) fn people(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    found(&PATTERN, ADDRESSES.iter().chain(TITLES).copied(), text)
}

/// People with such a family name in katakana and what stands behind a blank in the same letters (サトウ　タロウ), as forms ask for it.
pub(super) fn parted_in_katakana(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let compiled = PATTERN.get_or_init(|| {
        let names: Vec<String> = NAMES.iter().map(|name| katakana(name)).collect();
        let before = r"(?:^|[^\p{Katakana}ー])";
        Regex::new(&format!(r"{before}((?:{})\u{{3000}}[\p{{Katakana}}ー]{{2,5}})", names.join("|"))).ok()
    });
    let all = compiled.iter().flat_map(|pattern| pattern.captures_iter(text));
    all.filter_map(|parts| Some(parts.get(1)?.as_str().to_owned())).collect()
}

/// Houses that are called by such a name.
pub(super) fn houses(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    found(&PATTERN, HOUSES.iter().map(|(word, _)| *word), text)
}

/// Names with one of the words behind them. Before a name there are no kana but a particle.
fn found<'w>(
    cell: &'static OnceLock<Option<Regex>>,
    behind: impl Iterator<Item = &'w str>,
    text: &str,
) -> Vec<String> {
    let compiled = cell.get_or_init(|| {
        let names: Vec<String> = NAMES.iter().flat_map(|name| [(*name).to_owned(), katakana(name)]).collect();
        let mut behind: Vec<&str> = behind.collect();
        // 園長 before 園: of several words the longest one.
        behind.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        let (names, behind) = (names.join("|"), behind.join("|"));
        let before = r"(?:^|[^\p{Hiragana}\p{Katakana}ー]|[はがをにでとものへや])";
        Regex::new(&format!("{before}((?:{names})(?:{behind}))")).ok()
    });
    let all = compiled.iter().flat_map(|pattern| pattern.captures_iter(text));
    all.filter_map(|parts| Some(parts.get(1)?.as_str().to_owned())).collect()
}

/// Hiragana as katakana, which stand in the same order.
fn katakana(text: &str) -> String {
    const APART: u32 = 0x60;
    text.chars().map(|c| char::from_u32(u32::from(c) + APART).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_kana_are_found_where_somebody_is_addressed() {
        for (text, name) in [
            ("さとう看護師が来た", "さとう看護師"),
            ("担当のすずきさん", "すずきさん"),
            ("タナカ先生に聞いた", "タナカ先生"),
            ("主治医はやまだ医師です", "やまだ医師"),
        ] {
            assert_eq!(people(text), [name], "{text}");
        }
        for text in ["みなさん", "看護師さん", "おかあさん", "さとうを控える", "ヘルパーさんと", "あのすずき"]
        {
            assert_eq!(people(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_name_in_katakana_may_have_a_blank_in_it() {
        assert_eq!(parted_in_katakana("サトウ　タロウの件"), ["サトウ　タロウ"]);
        assert_eq!(parted_in_katakana("サトウキビ　ハタケ、スズキの切り身　カツオ"), [""; 0]);
    }

    #[test]
    fn a_house_may_have_a_name_in_kana() {
        assert_eq!(houses("昨日かわにし病院に行った"), ["かわにし病院"]);
        assert_eq!(houses("私はまだ病院に行っていない。近くの病院がよい。"), [""; 0]);
    }
}
