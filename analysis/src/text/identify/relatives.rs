//! Relatives who are called by a name behind the word for them (息子の翔太, 妻（由美子）, 長女のあかり, 母・和子): a given name of IPADIC's or one
//! in hiragana that is known.

use std::sync::OnceLock;

use regex::Regex;

use super::given_names::KNOWN;
use super::letters::is_hiragana;
use super::{GIVEN_NAME, Word, pattern};

/// A word for a relative or a friend, and what stands between it and a name.
const RELATIVE: &str = r"(?:息子|娘|長男|次男|二男|三男|長女|次女|二女|三女|夫|妻|主人|旦那|嫁|母|父|兄|姉|弟|妹|祖父|祖母|孫|姪|甥|叔父|叔母|伯父|伯母|いとこ|従姉妹|従兄弟|義母|義父|子ども|子供|親友|友人|同僚|上司|部下|後輩|先輩)(?:の|、|・|（|：|\u{3000}|である)";

/// Given names of IPADIC's that are other words, too, wherever they stand.
const WORDS: &[&str] = &[
    "未来",
    "希望",
    "光",
    "愛",
    "幸",
    "心",
    "大地",
    "健康",
    "自然",
    "命",
    "平和",
    "勇気",
    "笑顔",
    "成長",
    "安全",
    "さくら",
    "ひかり",
    "こころ",
    "みどり",
    "のぞみ",
    "めぐみ",
    "ひとみ",
    "つばさ",
    "ちから",
    "そら",
    "いのち",
    "のり",
    "まさ",
    "まこと",
    "はるか",
    "みのる",
];

/// Given names that IPADIC lacks, cuts into pieces or has as common nouns.
const IN_KANJI: &[&str] = &[
    "和子", "大翔", "陽翔", "悠真", "結愛", "陽菜", "結衣", "莉子", "咲良", "颯太", "優斗", "悠斗", "心春",
    "美咲", "蓮", "湊", "葵", "翔", "蒼", "凛",
];

/// What stands behind a name in hiragana.
const BEHIND: &[&str] =
    &["が", "は", "も", "と", "に", "を", "の", "へ", "や", "から", "）", "、", "。", "です", "だ"];

/// The names, as they stand in a text in normal width that was cut into these words.
pub(super) fn relatives(text: &str, words: &[Word<'_>]) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, RELATIVE).into_iter().flat_map(|pattern| pattern.find_iter(text));
    found.filter_map(|relative| name(text, relative.end(), words)).collect()
}

/// The name that begins here.
fn name(text: &str, here: usize, words: &[Word<'_>]) -> Option<String> {
    let rest = text.get(here..)?;
    if let Some(known) = IN_KANJI.iter().find(|name| rest.starts_with(**name) && ends(rest, name)) {
        return Some((*known).to_owned());
    }
    if let Some(known) = hiragana(rest) {
        return Some(known.to_owned());
    }
    let word = words.get(words.partition_point(|word| word.start < here))?;
    let is_name = word.start == here
        && word.is(GIVEN_NAME)
        && word.is_in_ipadic()
        && word.text.chars().count() > 1
        && !WORDS.contains(&word.text);
    is_name.then(|| word.text.to_owned())
}

/// A known name in hiragana with which a text begins: the longest one.
fn hiragana(rest: &str) -> Option<&'static str> {
    let known = KNOWN.iter().copied().filter(|name| rest.starts_with(name) && !WORDS.contains(name));
    known.filter(|name| ends(rest, name)).max_by_key(|name| name.len())
}

/// Whether a name ends where it seems to.
fn ends(rest: &str, name: &str) -> bool {
    let behind = rest.get(name.len()..).unwrap_or_default();
    let next = behind.chars().next();
    let is_kana = name.chars().all(is_hiragana);
    next.is_none()
        || BEHIND.iter().any(|word| behind.starts_with(word))
        || !is_kana && next.is_some_and(|c| "（「さくちで".contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        relatives(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn a_name_behind_a_relative_is_found() {
        for (text, name) in [
            ("息子の翔太（中2）が心配", "翔太"),
            ("娘の美咲が学校に行けない", "美咲"),
            ("弟のたかしも同じ病気", "たかし"),
            ("妻(由美子)が付き添う", "由美子"),
            ("長女のあかりは喘息", "あかり"),
            ("母・和子が倒れた", "和子"),
            ("孫のゆうとが来た", "ゆうと"),
            ("夫の健一は透析中だ", "健一"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn what_relatives_have_is_no_name() {
        for text in [
            "娘の成人、息子の健康が心配。夫の光が見えた。孫の未来が不安。妻の幸せ、母の愛、父の実家、兄の勝手",
            "娘のことが心配。息子のために働く。夫のほうが。妻のおかげ。母のように。父のせいで。弟のほかに。孫のそばで",
            "母、父、兄の順。夫のひとみが。娘のさくらが咲いた。息子のまことの気持ち。同僚の理解",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
