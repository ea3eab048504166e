//! Houses, circles and blogs by a name in 「」 behind the word that says what they are (B型「ひまわり」). What somebody said there is no name.

use std::sync::OnceLock;

use regex::Regex;

use super::fair::{ends_with_fair, rest_of_house};
use super::houses::is_name;
use super::letters::{is_hiragana, is_katakana};
use super::pattern;

const QUOTED: &str = r"(?:[AB]型|作業所|事業所|施設|病院|クリニック|医院|工房|会社|患者会|家族会|カフェ|サロン|サークル|ブログ|チャンネル|YouTube|園|ホーム|センター|学校|店|団体|法人|NPO)(?:(?:の?(?:名前|名称)|名)(?:は|が|も|：)?|の|で|、|は|：|\u{3000})?[「『“]([^「」『』“”。、！？\n]{1,16})[」』”]";

/// Pages on the web, where much else stands in 「」 (「いいね」).
const PAGE: &str = r"(?:Facebook|フェイスブック|Instagram|インスタグラム|インスタ)(?:の|で|、)?[「『“]([^「」『』“”。、！？\n]{1,16})[」』”]";

/// The names, without the signs around them, as they stand in a text in normal width.
pub(super) fn quoted(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, QUOTED).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let name = |parts: regex::Captures<'_>| {
        let (whole, name) = (parts.get(0)?, parts.get(1)?.as_str());
        let behind = text.get(whole.end()..)?;
        let is_fair = ends_with_fair(name) == Some(name);
        (is_of_house(name) && (is_fair || !is_said(behind))).then(|| name.to_owned())
    };
    found.filter_map(name).chain(of_pages(text)).collect()
}

fn of_pages(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, PAGE).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let names = found.filter_map(|parts| Some(parts.get(1)?.as_str()));
    names.filter(|name| is_as_houses_are(name)).map(str::to_owned).collect()
}

/// Whether a name is a fair word, or ends with の and what houses are called by (みどりの輪).
fn is_as_houses_are(name: &str) -> bool {
    let end = name.rfind('の').and_then(|at| name.get(at..));
    end.is_some_and(|end| rest_of_house(end) == end.len()) || ends_with_fair(name) == Some(name)
}

/// Whether what stands behind quotation marks tells that somebody said what is in them.
fn is_said(behind: &str) -> bool {
    let mut letters = behind.chars();
    letters.next() == Some('と') && letters.next().is_some_and(|c| "言話断返伝答怒笑思説".contains(c))
}

fn is_of_house(name: &str) -> bool {
    let is_page = ["の日記", "ちゃんねる", "チャンネル", "ブログ"].iter().any(|end| name.ends_with(end));
    if is_page || is_as_houses_are(name) {
        return true;
    }
    if name.chars().all(is_hiragana) {
        return is_name(name)
            && !name.ends_with(['い', 'く', 'す', 'む', 'う', 'ん', 'ね', 'よ', 'れ', 'ろ']);
    }
    let is_in_kana = name.chars().all(|c| is_katakana(c) || c.is_ascii_alphanumeric() || c == '・');
    let is_long = name.chars().count() > 1;
    is_long && is_in_kana && name.contains(is_katakana)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_quotation_marks_is_found_and_speech_is_not() {
        for (text, name) in [
            ("B型「ひまわり」に通う", "ひまわり"),
            ("作業所の「コスモス」へ", "コスモス"),
            ("事業所『希望の家』へ", "希望の家"),
            ("施設「虹」へ", "虹"),
            ("B型「ひまわり」と話した", "ひまわり"),
            ("カフェの名前は「つむぎ」です", "つむぎ"),
            ("サロンの名前が「ぽかぽか」という", "ぽかぽか"),
            ("支援団体の「みちしるべ」から", "みちしるべ"),
            ("店名は「コスモス」", "コスモス"),
            ("難病カフェ「ほっこり」に参加", "ほっこり"),
            ("ブログ「難病ママの日記」を書く", "難病ママの日記"),
            ("YouTubeで「たろうちゃんねる」を見た", "たろうちゃんねる"),
            ("Facebookの「みどりの輪」に入る", "みどりの輪"),
        ] {
            assert_eq!(quoted(text), [name], "{text}");
        }
        for text in [
            "病院「もう来なくてよい」と言われた。会社「大丈夫」と言った。会社は「がんばれ」と。施設「できません」",
            "Facebookの「いいね」、Facebookの「グループ」、インスタの「ストーリー」。「ひまわり」の花。事業所は「むずかしい」と。病院で「がん」と言われた",
            "会社は「だめ」と言った。カフェの名前は知らない。会社の名前を「出さないで」と頼む。法人は「できない」と答えた",
        ] {
            assert_eq!(quoted(text), [""; 0], "{text}");
        }
    }
}
