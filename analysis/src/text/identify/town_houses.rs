//! Houses that are called by their town and a short word (浜松医大, 浜松労災, 浜松UC, HAM浜松, 静岡てんかん・神経医療センター): the word alone
//! names none, the town beside it tells which one is meant.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::letters::{letter_before, letter_behind};
use super::towns::WIDE;
use super::{Word, pattern};

/// What is behind a town: a short word for a house, perhaps with what it is for.
const BEHIND: &str = r"^(?:(?:[\p{Han}\p{Katakana}ー・]|てんかん|がん|こども){0,12}?医療センター|医大|医科大|労災|日赤|赤十字|済生会|厚生病院|がんセンター|こどもセンター|循環器センター|療育センター|リハセンター|[A-Z]{2,5})";

/// Letters before a town.
const BEFORE: &str = r"[A-Z]{2,5}$";

/// Abbreviations that name no house, whatever town is beside them.
const GENERAL: &[&str] = &[
    "HP", "SNS", "IT", "PC", "TV", "ADL", "QOL", "PT", "OT", "ST", "SW", "CW", "MSW", "PSW", "MHSW", "CSW",
    "SSW", "NPO", "PR", "QR", "URL", "WEB", "PDF", "FAX", "TEL", "IC", "ID", "OB", "OG", "PTA", "GW", "AI",
    "DX", "SA", "PA", "FM", "ALS", "MS", "PD", "SLE", "IBD", "MG", "RA", "CM", "DR", "NS", "SV", "JC", "HW",
];

/// What goes on with another word behind 労災: the insurance, not the hospital.
const INSURANCE: &[&str] = &["認定", "保険", "申請", "事故", "補償", "請求", "隠し", "給付"];

/// The houses, as they stand in a text in normal width that was cut into these words.
pub(super) fn town_houses(text: &str, words: &[Word<'_>]) -> Vec<String> {
    let towns = words.iter().filter(|word| is_town(word));
    let places = towns.flat_map(|town| [behind(text, town), before(text, town)]).flatten();
    places.filter_map(|place| text.get(place).map(str::to_owned)).collect()
}

fn is_town(word: &Word<'_>) -> bool {
    word.is_name(&["名詞", "固有名詞", "地域", "一般"]) && !WIDE.contains(&word.text)
}

fn behind(text: &str, town: &Word<'_>) -> Option<Range<usize>> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let rest = text.get(town.end()..)?;
    let word = pattern(&PATTERN, BEHIND)?.find(rest)?;
    let after = rest.get(word.end()..)?;
    let is_insurance = word.as_str() == "労災" && INSURANCE.iter().any(|end| after.starts_with(end));
    let is_part = is_latin(letter_behind(word.as_str(), 0)) && is_latin(letter_behind(rest, word.end()));
    let is_general = GENERAL.contains(&word.as_str());
    // 埼玉県難病医療センター is that of a prefecture.
    let is_of_prefecture = word.as_str().starts_with(['県', '府', '都', '道', '市', '町', '村', '区']);
    let is_house = !is_insurance && !is_part && !is_general && !is_of_prefecture;
    is_house.then(|| town.start..town.end() + word.end())
}

fn before(text: &str, town: &Word<'_>) -> Option<Range<usize>> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let word = pattern(&PATTERN, BEFORE)?.find(text.get(..town.start)?)?;
    let is_part = is_latin(letter_before(text, word.start()));
    (!is_part && !GENERAL.contains(&word.as_str())).then(|| word.start()..town.end())
}

fn is_latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        town_houses(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn a_short_word_beside_a_town_names_a_house() {
        for (text, name) in [
            ("主治医は浜松医大の先生", "浜松医大"),
            ("浜松労災の外来で待った", "浜松労災"),
            ("県西部浜松医療センターに行く", "浜松医療センター"),
            ("浜松ＵＣに通う", "浜松UC"),
            ("HAM浜松の方", "HAM浜松"),
            ("静岡てんかん・神経医療センターに入院した", "静岡てんかん・神経医療センター"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn other_words_beside_a_town_name_none() {
        for text in [
            "浜松PTの会議、浜松HPを見た。浜松のNPO。浜松労災認定の話。労災の手続き。医大に行く。",
            "東北UC、県内のUC患者、地域の医療センター、浜松の地域医療センター",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
