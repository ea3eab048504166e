//! People who are addressed by a name in hiragana (さくらさん, たろうくん), which the dictionary reads as other words. Two to four letters
//! are one unless they are a word for somebody who is not named (おばさん) or the end of a sentence (はたらくんです).

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::letters::{is_hiragana, is_particle};
use super::pattern;

/// Names that end what stands before a form of address, whatever is before them.
pub(super) const KNOWN: &[&str] = &[
    "さくら",
    "ゆうき",
    "たろう",
    "はなこ",
    "じろう",
    "いちろう",
    "けんた",
    "しょうた",
    "ゆうた",
    "ゆうと",
    "だいき",
    "たくや",
    "かずや",
    "ともや",
    "なおや",
    "けんじ",
    "こうじ",
    "ひろし",
    "たかし",
    "あきら",
    "まこと",
    "みのる",
    "さとし",
    "つよし",
    "はるき",
    "はると",
    "ひろき",
    "なおき",
    "ともこ",
    "ゆうこ",
    "ようこ",
    "けいこ",
    "のりこ",
    "まさこ",
    "えみこ",
    "ゆきこ",
    "みちこ",
    "かずこ",
    "あいこ",
    "ひろこ",
    "めぐみ",
    "かおり",
    "さおり",
    "しおり",
    "みゆき",
    "はるか",
    "あすか",
    "ほのか",
    "ひなた",
    "あかり",
    "ひかり",
    "つばさ",
    "なつみ",
    "あゆみ",
    "まゆみ",
    "なおみ",
    "ひとみ",
    "ともみ",
    "かなえ",
    "あおい",
    "みずき",
    "みさき",
    "ちひろ",
    "すみれ",
    "わかば",
    "ひまり",
    "こころ",
];

/// Ends of words for somebody who is not named, and of other words that stand before さん, ちゃん and くん.
const NOBODY: &[&str] = &[
    "みな",
    "みんな",
    "おば",
    "おじ",
    "ばあ",
    "じい",
    "かあ",
    "とう",
    "にい",
    "ねえ",
    "おや",
    "むすこ",
    "むすめ",
    "まご",
    "よめ",
    "むこ",
    "おく",
    "おっと",
    "いとこ",
    "めいご",
    "だんな",
    "ははおや",
    "おこ",
    "こども",
    "あか",
    "ぼう",
    "ぼっ",
    "じょう",
    "たく",
    "きゃく",
    "かんじゃ",
    "しょくいん",
    "かぞく",
    "ぎょうしゃ",
    "いしゃ",
    "かんごし",
    "ほけんし",
    "そうだんいん",
    "りようしゃ",
    "せんせい",
    "やくしょ",
    "となり",
    "むかい",
    "きんじょ",
    "なかま",
    "ともだち",
    "だち",
    "まわり",
    "てつだい",
    "つかい",
    "しゅじん",
    "ほんにん",
    "しんせき",
    "かみ",
    "ほとけ",
    "おひ",
    "おつき",
    "おほし",
    "つかれ",
    "くろう",
    "せわ",
    "かげ",
    "ちそう",
    "たがい",
    "どく",
    "ひと",
    "よそ",
    "だれ",
    "なに",
    "どなた",
    "あなた",
    "こちら",
    "そちら",
    "あちら",
    "どちら",
    "ひとり",
    "ふたり",
    "おうち",
    "おみせ",
    "ぱんや",
    "はなや",
    "ほんや",
    "くすりや",
    "さかなや",
    "やおや",
    "とこや",
    "りや",
    "もの",
    "かた",
    "いぬ",
    "ねこ",
    "うさぎ",
    "くま",
    "せい",
    "この",
    "その",
    "どの",
    "いる",
    "ある",
    "する",
    "いっぱい",
    "いろいろ",
    "なんか",
    "から",
    "まで",
    "ので",
    "けど",
    "でも",
    "など",
    "より",
];

/// What goes on with another word behind a form of address: さんざん, さんか, くんです, ちゃんと, 様な.
fn is_other_word(address: &str, rest: &str) -> bool {
    let ends: &[&str] = match address {
        "さん" => &[
            "ざん",
            "ぽ",
            "せい",
            "かし",
            "かす",
            "かで",
            "かを",
            "かの",
            "じゅう",
            "ねん",
            "すう",
            "ぎょう",
        ],
        "さま" => &["ざ", "よ", "た"],
        "ちゃん" => &["と"],
        "くん" => &["だ", "で", "じ", "な", "の", "れ"],
        "様" => &["な", "に", "で", "だ", "々", "子", "式", "相", "態"],
        _ => &[],
    };
    ends.iter().any(|end| rest.starts_with(end))
}

/// The people, as they stand in a text in normal width.
pub(super) fn addressed_in_hiragana(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let addresses = pattern(&PATTERN, "さん|さま|様|ちゃん|くん|君");
    let (mut found, mut last) = (Vec::new(), 0);
    for address in addresses.into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        let rest = text.get(address.end()..).unwrap_or_default();
        // まっちゃん
        let is_nickname = address.as_str() == "ちゃん";
        let is_cut_short =
            is_nickname && text.get(last..address.start()).is_some_and(|name| name.ends_with('っ'));
        let is_doubtful = is_other_word(address.as_str(), rest) && !is_cut_short;
        let name = name(text, last..address.start(), is_nickname, is_doubtful);
        found.extend(name.and_then(|start| text.get(start..address.end())).map(str::to_owned));
        last = address.end();
    }
    found
}

/// Where the name begins with which a part of a text ends; `is_doubtful` where only a name that is known is one, `is_nickname` where
/// it may be cut short.
fn name(text: &str, part: Range<usize>, is_nickname: bool, is_doubtful: bool) -> Option<usize> {
    let before = text.get(part.clone())?;
    let stem = before.trim_end_matches(|c: char| is_hiragana(c) || c == 'ー');
    let run = before.get(stem.len()..)?;
    let known = KNOWN.iter().copied().filter(|known| run.ends_with(known));
    if let Some(known) = known.max_by_key(|known| known.len()) {
        return Some(part.end - known.len());
    }
    if is_doubtful {
        return None;
    }
    let is_first = stem.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    if is_first && is_name(run, is_nickname) {
        return Some(part.end - run.len());
    }
    // 担当|の|ゆうき
    let mut letters = run.chars();
    let is_behind_particle = letters.next().is_some_and(is_particle);
    (is_behind_particle && is_name(letters.as_str(), is_nickname)).then(|| part.end - letters.as_str().len())
}

fn is_name(run: &str, is_nickname: bool) -> bool {
    (2..=4).contains(&run.chars().count())
        && !run.starts_with(['っ', 'ん', 'ゃ', 'ゅ', 'ょ', 'お', 'ご', 'ー'])
        && !run.ends_with(['て', 'を', 'が', 'へ', 'は'])
        && (is_nickname || !run.ends_with('っ'))
        && !NOBODY.iter().any(|word| run.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_hiragana_are_found_before_a_form_of_address() {
        for (text, names) in [
            ("さくらさんが来た", &["さくらさん"][..]),
            ("担当のゆうきさんです", &["ゆうきさん"][..]),
            ("昨日はたろうさんと話した", &["たろうさん"][..]),
            ("さくらさんとゆうきさん", &["さくらさん", "ゆうきさん"][..]),
            ("ゆいちゃんは元気", &["ゆいちゃん"][..]),
            ("りょうくんが話した", &["りょうくん"][..]),
            ("たろうくんです", &["たろうくん"][..]),
            ("たーくんが来た", &["たーくん"][..]),
            ("まっちゃんが辞めた", &["まっちゃん"][..]),
            ("たっちゃんと呼ばれる同期", &["たっちゃん"][..]),
            ("さくらさんから聞いた", &["さくらさん"][..]),
        ] {
            assert_eq!(addressed_in_hiragana(text), names, "{text}");
        }
    }

    #[test]
    fn whoever_is_not_named_is_not_found() {
        for text in [
            "おばさん、おじさん、みなさん、おかあさん、おとうさん、おにいさん、おねえさん、たくさん、お客さん、患者さん",
            "職員さん、ご家族さん、業者さん、医者さん、看護師さん、相談員さん、ケアマネさん、利用者さん、スタッフさん",
            "オーナーさん、おばあちゃん、あかちゃん、お子さん、おつかれさま、おたがいさま、神さま、みな様、おかげ様",
            "毎日ちゃんと飲む。もちゃんとする。ぼっちゃん。はたらくんです。つづくんだと思う。この様に。働いている様です。",
            "これからさんかする。さんざん歩いた。症状はさまざま。たくさんの人。怖がりやさん。",
        ] {
            assert_eq!(addressed_in_hiragana(text), [""; 0], "{text}");
        }
    }
}
