//! People by the form of address behind their name, whatever the dictionary makes of the name (今さん, 一戸さん, マリアさん, K.Tさん):
//! all letters of one kind before it, unless they are a word for somebody who is not named (患者さん).

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::unnamed::{before_office, is_nobody};
use super::{TITLES, Word, pattern};

/// A name, perhaps a blank, and a form of address with what goes on to another word (様子, 氏名, さんざん).
const ADDRESSED: &str = r"(?x)
    ( [\p{Han}々ヶ]{1,6} | [\p{Katakana}ー]{2,12} | [A-Z][.．・][A-Z][.．]? | [A-Za-z]{2,15} )
    \u{3000}?
    ( さん | さま | 様 | 氏 | 先生 | ちゃん | くん | 君 )
    ( [々子式相態名ざぽよた]? )";

/// Occupations and offices in Latin letters, which follow names and stand for them.
pub(super) const LATIN: &[&str] = &[
    "Dr", "DR", "Ns", "NS", "PSW", "MHSW", "MSW", "CSW", "SSW", "SW", "CW", "OT", "PT", "ST", "CM", "CP",
    "JC", "SV",
];

/// Others that are addressed.
const OFFICES: &[&str] = &["HW", "NPO", "IT"];

/// What stands behind a family name without being a form of address: a family, or that there are two of them.
const FAMILIES: &[&str] = &[
    "家",
    "一家",
    "ご一家",
    "夫妻",
    "ご夫妻",
    "御夫妻",
    "夫婦",
    "ご夫婦",
    "御夫婦",
    "兄弟",
    "姉妹",
    "親子",
    "母子",
    "父子",
    "両名",
    "両氏",
    "両人",
];

/// People who are addressed, in a text in normal width and usual kanji that was cut into these words.
pub(super) fn addressed(text: &str, words: &[Word<'_>]) -> Vec<String> {
    let mut places = with_address(text, words);
    places.extend(words.iter().filter(|word| is_name(word)).filter_map(|word| with_title(text, word)));
    let joined = places.iter().flat_map(|place| joined_before(text, place, words));
    let joined: Vec<Range<usize>> = joined.collect();
    let all = places.into_iter().chain(joined);
    all.filter_map(|place| text.get(place).map(str::to_owned)).collect()
}

fn with_address(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, ADDRESSED).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let place = |parts: regex::Captures<'_>| {
        let (name, address, more) = (parts.get(1)?, parts.get(2)?, parts.get(3)?);
        let is_other = is_other_word(address.as_str(), more.as_str())
            || is_unnamed(name.as_str())
            || before_office(name.as_str())
                .is_some_and(|rest| !ends_with_name(name.start() + rest.len(), words));
        (!is_other).then(|| name.start()..address.end())
    };
    found.filter_map(place).collect()
}

/// Whether a form of address and the letter behind it are another word: 様子, 氏名, さんざん.
fn is_other_word(address: &str, more: &str) -> bool {
    match address {
        "様" => ["々", "子", "式", "相", "態"].contains(&more),
        "氏" => ["名", "子"].contains(&more),
        "さん" => ["ざ", "ぽ"].contains(&more),
        "さま" => ["ざ", "よ", "た"].contains(&more),
        _ => false,
    }
}

/// Whether what stands before a form of address names nobody.
fn is_unnamed(name: &str) -> bool {
    LATIN.contains(&name) || OFFICES.contains(&name) || is_nobody(name)
}

/// Whether a word that may be the name of a person ends there.
fn ends_with_name(end: usize, words: &[Word<'_>]) -> bool {
    let at = words.partition_point(|word| word.end() < end);
    words.get(at).is_some_and(|word| word.end() == end && is_name(word))
}

/// A name and what stands at once behind it: a family, a title, an occupation in Latin letters, or an age or 仮名 in brackets.
fn with_title(text: &str, name: &Word<'_>) -> Option<Range<usize>> {
    static AGE: OnceLock<Option<Regex>> = OnceLock::new();
    let rest = text.get(name.end()..)?;
    if let Some(age) =
        pattern(&AGE, r"^\u{3000}?（(?:[0-9]{1,3}[歳才]?|仮名|仮|偽名)）").and_then(|age| age.find(rest))
    {
        return Some(name.start..name.end() + age.end());
    }
    if name.is(&["名詞", "固有名詞", "地域"]) && !LATIN.iter().any(|title| rest.starts_with(title)) {
        return None;
    }
    let titles = FAMILIES.iter().chain(LATIN).chain(TITLES).filter(|title| rest.starts_with(**title));
    let title = titles.max_by_key(|title| title.len())?;
    let after = rest.get(title.len()..)?.chars().next();
    let goes_on = title.is_ascii() && after.is_some_and(|c| c.is_ascii_alphanumeric());
    (!goes_on).then(|| name.start..name.end() + title.len())
}

/// Names before one that is addressed, which share its form of address (佐藤、鈴木さん).
fn joined_before(text: &str, place: &Range<usize>, words: &[Word<'_>]) -> Option<Range<usize>> {
    let before = text.get(..place.start)?;
    let end = before.strip_suffix(['、', '・'])?.len();
    let at = words.partition_point(|word| word.end() < end);
    let name = words.get(at).filter(|word| word.end() == end && is_name(word))?;
    Some(name.start..name.end())
}

/// A proper noun with kanji that may be the name of a person; towns are, too.
fn is_name(word: &Word<'_>) -> bool {
    word.is_name(&["名詞", "固有名詞", "人名"]) || word.is_name(&["名詞", "固有名詞", "地域", "一般"])
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        addressed(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn whoever_is_addressed_has_a_name() {
        for (text, name) in [
            ("担当は今さんです", "今さん"),
            ("昨日、今先生に聞いた", "今先生"),
            ("関さん", "関さん"),
            ("西さん", "西さん"),
            ("南さん", "南さん"),
            ("東さん", "東さん"),
            ("一戸さん", "一戸さん"),
            ("工藤 様", "工藤　様"),
            ("マリアさんは", "マリアさん"),
            ("K.Tさんが", "K.Tさん"),
            ("Ｋ．Ｔさんが", "K．Tさん"),
            ("佐々木さま", "佐々木さま"),
            ("対馬さん", "対馬さん"),
            ("木村君と", "木村君"),
            ("健ちゃん", "健ちゃん"),
        ] {
            assert!(found(text).contains(&name.to_owned()), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn families_occupations_and_ages_follow_names() {
        for (text, name) in [
            ("佐藤家の人", "佐藤家"),
            ("佐藤ご夫妻と", "佐藤ご夫妻"),
            ("木村Drに", "木村Dr"),
            ("木村Nsに", "木村Ns"),
            ("木村ＰＳＷに", "木村PSW"),
            ("中村SVに同行", "中村SV"),
            ("太田(52)が", "太田（52）"),
            ("太田（52）が", "太田（52）"),
            ("田中（仮名）が", "田中（仮名）"),
            ("山田兄弟と", "山田兄弟"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn of_two_names_before_a_form_of_address_both_are_names() {
        for text in ["佐藤、鈴木さん", "佐藤・鈴木さん"] {
            assert_eq!(found(text), ["鈴木さん", "佐藤"], "{text}");
        }
        assert_eq!(found("佐藤、鈴木課長"), ["鈴木課長", "佐藤"]);
        assert_eq!(found("佐藤・鈴木両名が参加"), ["鈴木両名", "佐藤"]);
        assert_eq!(found("昨日、鈴木さん"), ["鈴木さん"]);
    }

    #[test]
    fn an_office_behind_a_name_hides_nobody() {
        assert_eq!(found("佐藤代表さんに聞いた"), ["佐藤代表さん"]);
        assert_eq!(found("田中首長さんと妹さん"), ["田中首長さん"]);
    }

    #[test]
    fn whoever_is_only_spoken_of_has_none() {
        for text in [
            "首長さん、市長さん、町長さん、村長さん、県知事さん、副市長さん、議員さん、議長さん、会長さん、代表さん、委員長さん、地元首長さん",
            "職員さん、企業さん、病院さん、役場さん、支援員さん、相談員さん、社協さん、包括さん、行政さん、県さん、市さん、銀行さん",
            "保育園さん、施設さん、患者会さん、自治会さん、先方さん、近所さん、運転手さん、受付さん、人事さん、調理師さん、実習生さん",
            "娘さん、お母さん、お父さん、妹さん、弟さん、義母さん、長男さん、次女さん、お二人さん、方々様、利用者代表さん",
            "お客さん、患者さん、皆さん、利用者さん、事業所さん、奥さん、医師さん、皆様、御家族様、ご家族様、神様、お子様",
            "主治医の先生、担任の先生、校長先生、主治医先生、看護師さん、保健師さん、社労士さん、お医者さん、赤ちゃん、息子さん",
            "仕様、同様に、模様、多様な、多種多様、様々な、症状の様子、生活様式、氏名、同氏、彼氏、お疲れ様、ご苦労様、何様",
            "ヘルパーさん、ケアマネさん、ジョブコーチさん、スタッフさん、ハローワークさん、PTさん、HWさん",
            "デイケアさん、ショートステイさん",
            "みなさん、おかあさん、たくさん、毎日さんざん歩いた。症状はさまざま。ちゃんと飲む。ずいぶん休んだ",
            "主治医と相談し、患者さんや利用者さん、事業所の皆さんと話した。仕様も多様で、中央で同様に働く人",
            "家族で話す。自宅（2階）、図（12）、利用者（52）",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
