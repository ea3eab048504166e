//! Where somebody can be reached or lives, besides telephone and mail: an account of LINE, a part of a town with its number
//! (新町2丁目), a base of the forces.

use std::sync::OnceLock;

use regex::Regex;

use super::pattern;

/// Accounts, with what says so: LINE ID：tanaka_52.
pub(super) fn accounts(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let account = r"(?i:line|ライン)[\u{3000}・の]?(?i:id)(?:[\u{3000}：:はが]{0,3}[@＠]?[A-Za-z0-9][A-Za-z0-9._．＿-]{2,30})?";
    all(&PATTERN, account, text)
}

/// Parts of towns with a number, and the numbers of houses behind them.
pub(super) fn addresses(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let number = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,4})";
    let kana = r"[\p{Katakana}ー]";
    let address = format!(
        r"(?:[\p{{Han}}々ヶ]|{kana}){{0,12}}(?:{number}丁目(?:の?{number}(?:番地?|号|[-－ー−]))*(?:の?{number})?|{number}番地(?:の?{number})?)"
    );
    all(&PATTERN, &address, text)
}

/// Bases, which are named by their town.
pub(super) fn bases(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = all(&PATTERN, r"[\p{Han}々ヶ\p{Katakana}ー]{1,8}(?:基地|駐屯地)", text);
    let kinds = ["米軍", "軍事", "自衛隊", "空軍", "海軍", "航空", "前線", "活動", "秘密"];
    let is_kind = |name: &String| {
        let name = name.trim_end_matches("基地").trim_end_matches("駐屯地");
        kinds.contains(&name)
    };
    found.into_iter().filter(|name| !is_kind(name)).collect()
}

fn all(cell: &'static OnceLock<Option<Regex>>, words: &str, text: &str) -> Vec<String> {
    let found = pattern(cell, words).into_iter().flat_map(|pattern| pattern.find_iter(text));
    found.map(|found| found.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    #[test]
    fn accounts_addresses_and_bases_are_found() {
        let normal = |text: &str| normalize(text).text.into_owned();
        assert_eq!(accounts(&normal("LINE ID: tanaka_52 まで")), ["LINE　ID：　tanaka_52"]);
        assert_eq!(accounts(&normal("ＬＩＮＥのＩＤを伝えた")), ["LINEのID"]);
        assert_eq!(addresses(&normal("新町２丁目に住む")), ["新町2丁目"]);
        assert_eq!(addresses(&normal("緑町三丁目4番5号の家")), ["緑町三丁目4番5号"]);
        assert_eq!(addresses(&normal("字大沢12番地の家")), ["字大沢12番地"]);
        assert_eq!(bases("三沢基地で働く"), ["三沢基地"]);
    }

    #[test]
    fn what_is_like_them_is_not() {
        for text in ["LINEで相談した。オンラインで", "2番目の窓口、1番の悩み、3丁", "基地の近く、米軍基地"]
        {
            assert_eq!([accounts(text), addresses(text), bases(text)].concat(), [""; 0], "{text}");
        }
    }
}
