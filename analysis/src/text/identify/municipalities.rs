//! Municipalities by the list of them, which IPADIC cuts into pieces (五|所|川原) or lacks (おいらせ町): with 市, 区, 町 or 村
//! wherever they stand, and by their bare name where it is no other word.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::letters::{is_beside_name, is_hiragana, is_kanji, is_katakana};
use super::towns::{COMMON, WIDE};
use super::variants::usual;

/// One name a line; lines with `#` are remarks.
const FILE: &str = include_str!("../../../data/municipalities.txt");

/// The ways to write the small ke of 鰺ヶ沢.
const SMALL_KE: &[&str] = &["ヶ", "ケ", "が", "ガ"];

/// Bare names that are other words as often. Those of them that IPADIC reads as a town where they stand are found all the same.
const WORDS: &[&str] = &[
    "いの",
    "あま",
    "おおい",
    "さくら",
    "みどり",
    "みやこ",
    "あさぎり",
    "つるぎ",
    "たつの",
    "うきは",
    "すさみ",
    "三次",
    "三種",
    "上京",
    "上市",
    "中間",
    "出水",
    "北方",
    "和気",
    "国立",
    "大任",
    "大分",
    "大口",
    "大台",
    "大樹",
    "大正",
    "大空",
    "平生",
    "昭和",
    "最上",
    "朝日",
    "朝来",
    "本部",
    "湧水",
    "知名",
    "胎内",
    "行方",
    "裾野",
    "長生",
    "養父",
    "養老",
    "高原",
    "日の出",
    "日出",
    "共和",
    "開成",
    "三芳",
    "世羅",
    "大和",
];

/// Letters in front of which a bare name of two kanji ends: what is said of places (七戸|出身). Others go on with it (高山|植物).
const BEHIND: &str = "在出住生駅郡内外支総公中高近周方地域役保商行発着圏市町村";

/// Letters behind which a bare name of two kanji begins (青森県|七戸, 旧|六戸).
const BEFORE: &str = "県府都道市郡旧元現";

/// The municipalities in a text in normal width and usual kanji, as they stand there.
pub(super) fn municipalities(text: &str) -> Vec<String> {
    static LIST: OnceLock<Option<(AhoCorasick, Vec<bool>)>> = OnceLock::new();
    let Some((finder, is_bare)) = LIST.get_or_init(list) else { return Vec::new() };
    let mut found = Vec::new();
    for place in finder.find_iter(text) {
        let is_bare = is_bare.get(place.pattern().as_usize()).copied().unwrap_or_default();
        if let Some(name) = text.get(place.range()).filter(|name| stands(text, place.range(), name, is_bare))
        {
            found.push(name.to_owned());
        }
    }
    found
}

/// A finder of all names in all spellings, and which of them are bare. None only if there were more letters than there are
/// numbers for.
fn list() -> Option<(AhoCorasick, Vec<bool>)> {
    let mut all: Vec<(String, bool)> = Vec::new();
    for name in FILE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let usual = usual(name);
        all.extend(spellings(&usual).map(|name| (name, false)));
        match usual.split_once('市').filter(|(_, ward)| ward.ends_with('区')) {
            Some((_, ward)) => all.extend(spellings(ward).map(|name| (name, false))),
            None => all.extend(bare(&usual).into_iter().flat_map(spellings).map(|name| (name, true))),
        }
    }
    let (names, is_bare): (Vec<String>, Vec<bool>) = all.into_iter().unzip();
    let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names).ok()?;
    Some((finder, is_bare))
}

fn spellings(name: &str) -> impl Iterator<Item = String> {
    let ways = if name.contains(['ヶ', 'ケ']) { SMALL_KE } else { &SMALL_KE[..1] };
    ways.iter().map(move |way| name.replace(['ヶ', 'ケ'], way))
}

/// The name without 市, 区, 町 or 村, where it is no other word and not too wide to tell who is meant.
fn bare(name: &str) -> Option<&str> {
    let bare = name.strip_suffix(['市', '区', '町', '村'])?;
    let is_word = WORDS.contains(&bare) || WIDE.contains(&bare) || COMMON.contains(&bare);
    (bare.chars().count() > 1 && !is_word).then_some(bare)
}

/// Whether a name that was found is one, by the letters around it.
fn stands(text: &str, place: Range<usize>, name: &str, is_bare: bool) -> bool {
    let before = text.get(..place.start).and_then(|before| before.chars().next_back());
    let after = text.get(place.end..).and_then(|after| after.chars().next());
    let n_letters = name.chars().count();
    let is_joined = before.is_some_and(|c| is_kanji(c) && !BEFORE.contains(c));
    if !is_bare {
        // 機関|市, 観光市場, 北区域 are other words; longer names are not.
        let goes_on = after.is_some_and(|c| "場域画間".contains(c));
        return n_letters > 2 || !is_joined && !goes_on;
    }
    // 青森県 is no city, and 二戸建て no town.
    if after.is_some_and(|c| "県府建".contains(c)) {
        return false;
    }
    if n_letters == 2 && name.chars().all(is_kanji) {
        return !is_joined && after.is_none_or(|c| !is_kanji(c) || BEHIND.contains(c));
    }
    !goes_on(name.chars().next(), before) && !goes_on(name.chars().next_back(), after)
}

/// Whether a letter beside the first or last one of a name makes another word with it: one in the same kana.
fn goes_on(own: Option<char>, beside: Option<char>) -> bool {
    let (Some(own), Some(beside)) = (own, beside) else { return false };
    is_hiragana(own) && is_hiragana(beside) && !is_beside_name(beside)
        || is_katakana(own) && is_katakana(beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        municipalities(&usual(text))
    }

    #[test]
    fn names_are_found_with_what_says_that_they_are_municipalities() {
        for name in [
            "つがる市",
            "おいらせ町",
            "みなかみ町",
            "うるま市",
            "にかほ市",
            "六ヶ所村",
            "六ケ所村",
            "外ヶ浜町",
            "外が浜町",
            "南アルプス市",
            "川口市",
            "中央区",
            "さいたま市浦和区",
            "津市",
        ] {
            assert_eq!(found(&format!("昨年は{name}に住んでいた")), [name]);
        }
        assert_eq!(found("鰺ヶ沢町と鯵ケ沢町"), ["鯵ヶ沢町", "鯵ケ沢町"], "in the usual kanji");
        assert_eq!(found("青森県三戸郡五戸町"), ["三戸", "五戸町"]);
    }

    #[test]
    fn bare_names_are_found_where_they_are_no_other_words() {
        for name in [
            "五所川原",
            "五戸",
            "三戸",
            "七戸",
            "二戸",
            "横手",
            "いわき",
            "つがる",
            "外ヶ浜",
            "深浦",
            "野辺地",
            "大鰐",
            "鹿角",
            "六ヶ所",
            "おいらせ",
            "一関",
        ] {
            for text in [format!("男性が{name}で"), format!("{name}の方"), format!("{name}から通う。")]
            {
                assert_eq!(found(&text), [name], "{text}");
            }
        }
        assert_eq!(found("七戸出身、青森県五戸"), ["七戸", "五戸"]);
    }

    #[test]
    fn a_rare_kanji_bounds_a_town_like_any_other() {
        for [rare, any] in [["七戸㐂一", "七戸喜一"], ["㐂七戸の方", "喜七戸の方"], ["㐂津市", "喜津市"]]
        {
            assert_eq!([found(rare), found(any)].concat(), [""; 0], "{rare}");
        }
        assert_eq!(found("七戸の㐂一"), ["七戸"]);
    }

    #[test]
    fn other_words_are_no_municipalities() {
        for text in [
            "仕様も多様で、中央で同様に働く人",
            "青森県の制度、東京都、東北の会社、北海道の冬",
            "機関市場、観光市場、市町村、地区、県南区域",
            "二戸建ての家、三種類の薬、国立病院、昭和の時代、本部の中間報告、橋本病",
            "高山植物、朝日が当たる。知名度。つながるといい。みどりの葉。",
            "体の具合があまりよくない。車いすの人。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
