//! Names of organisations in a text: those that are known, however they are spaced and written, and those that a word beside
//! them gives away.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::fair::rest_of_house;
use super::houses::houses;
use super::letters::is_letter;
use super::pattern;
use super::runs::widened;
use super::variants::usual;

/// Legal forms of companies, before or behind their name, as alternatives of a pattern.
pub(super) const COMPANIES: &str = "株式会社|有限会社|合同会社|（株）|（有）|㈱|㈲";

/// Legal forms of other bodies, before their name, likewise.
pub(super) const ASSOCIATIONS: &str =
    "社会福祉法人|医療法人|学校法人|NPO法人|特定非営利活動法人|(?:一般|公益)(?:社団|財団)法人";

/// A text without blanks, in one width and case, with the place that each of its bytes has in the text.
struct Compact {
    text: String,
    origins: Vec<Range<usize>>,
}

impl Compact {
    fn of(text: &str) -> Compact {
        let mut compact = Compact { text: String::with_capacity(text.len()), origins: Vec::new() };
        for (at, own) in text.char_indices() {
            let origin = at..at + own.len_utf8();
            // Kana and kanji have one width and one case; they are nearly all there is.
            if is_letter(own) {
                compact.text.push(own);
                compact.origins.resize(compact.text.len(), origin);
                continue;
            }
            let kept = std::iter::once(own).nfkc().filter(|c| *c == '\n' || !c.is_whitespace());
            for c in kept.flat_map(char::to_lowercase) {
                compact.text.push(c);
                compact.origins.resize(compact.text.len(), origin.clone());
            }
        }
        compact
    }

    /// Where these bytes stand in the text. None for no bytes.
    fn origin(&self, place: Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.origins.get(place.start)?, self.origins.get(place.end.checked_sub(1)?)?);
        Some(first.start..last.end)
    }
}

/// Finds all names that are known in one pass over a text. It takes some milliseconds to make of the names of a region.
pub struct NameFinder {
    /// None only if the names had more letters than there are numbers for.
    automaton: Option<AhoCorasick>,
}

impl NameFinder {
    /// Names as people write them. Width, case, blanks and old forms of kanji do not count.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> NameFinder {
        let compact = names.into_iter().map(|name| Compact::of(&usual(name.trim())).text);
        let compact = compact.filter(|name| !name.is_empty());
        NameFinder { automaton: AhoCorasick::new(compact).ok() }
    }

    /// Those that stand in a text, as they stand there with the rest of their words, in the order of the names.
    pub(super) fn in_text(&self, text: &str) -> Vec<String> {
        let compact = Compact::of(text);
        let found = self.automaton.iter().flat_map(|names| names.find_overlapping_iter(&compact.text));
        let mut places: Vec<(usize, Range<usize>)> =
            found.map(|found| (found.pattern().as_usize(), found.range())).collect();
        places.sort_by_key(|(name, place)| (*name, place.start));
        let origins = places.into_iter().filter_map(|(_, place)| compact.origin(place));
        origins.filter_map(|origin| text.get(widened(text, origin)).map(str::to_owned)).collect()
    }
}

/// Names with a legal form before or behind them, and of houses whose last word says what they are.
pub(super) fn given_away(text: &str) -> Vec<String> {
    static BEFORE: OnceLock<Option<Regex>> = OnceLock::new();
    static BEHIND: OnceLock<Option<Regex>> = OnceLock::new();
    // A name in hiragana does not begin with what holds sentences together: 株式会社に勤める names nobody.
    let before = [r"(?:", COMPANIES, "|", ASSOCIATIONS, r")\u{3000}?(?:[ー\p{Hiragana}--[のはがをにでとへもやて]]{2,10}[\p{Han}\p{Katakana}A-Za-z0-9・][\p{Han}\p{Katakana}A-Za-z0-9ー・]{0,19}|[\p{Han}\p{Katakana}A-Za-z0-9ー・]{1,20}|[ー\p{Hiragana}--[のはがをにでとへもやて]]{3,10})"].concat();
    let behind = [r"(?:[ー\p{Hiragana}--[のはがをにでとへもやて]]{3,10}[\p{Han}\p{Katakana}A-Za-z0-9ー・]{0,20}|[\p{Han}\p{Katakana}A-Za-z0-9ー・]{1,20})(?:", COMPANIES, ")"].concat();
    let before = pattern(&BEFORE, &before).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let behind = pattern(&BEHIND, &behind).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let whole = |found: regex::Match<'_>| {
        let rest = rest_of_house(text.get(found.end()..)?);
        text.get(found.start()..found.end() + rest).map(str::to_owned)
    };
    let mut found: Vec<String> = before.filter_map(whole).collect();
    found.extend(behind.map(|found| found.as_str().to_owned()));
    found.extend(houses(text));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_found_in_any_width_and_with_any_blanks() {
        let names = ["就労支援　ステップＡ", "(株)架空", "", "　"];
        let text = "就労支援ステップAと、就労支援\u{3000}ステップa、㈱架空\nの方";
        assert_eq!(
            NameFinder::of(names).in_text(text),
            ["就労支援ステップA", "就労支援\u{3000}ステップa", "㈱架空"].map(str::to_owned)
        );
        // Of a name that stands in another one both are known.
        let names = ["ひかりの道", "支援所 ひかりの道"];
        assert_eq!(NameFinder::of(names).in_text("支援所ひかりの道へ"), ["ひかりの道", "支援所ひかりの道"]);
        assert_eq!(NameFinder::of(names).in_text("ひかりの道事業所へ"), ["ひかりの道事業所"]);
        assert_eq!(NameFinder::of([]).in_text("支援所ひかりの道へ"), [""; 0]);
    }

    #[test]
    fn a_house_with_a_name_is_found_and_one_without_is_not() {
        let text = "ひだまり東部病院に相談し、しらかば製作所と架空クリニックへ行った。";
        assert_eq!(given_away(text), ["ひだまり東部病院", "しらかば製作所", "架空クリニック"]);
        for text in [
            "通院先の病院と、かかりつけ医院、大学病院、総合病院に聞いた。",
            "病院・診療所に通っている病院",
            "株式会社に勤める方",
            "製作所で働く",
        ] {
            assert_eq!(given_away(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_legal_form_gives_a_name_away_in_any_letters() {
        for (text, name) in [
            ("株式会社しらかばの方", "株式会社しらかば"),
            ("株式会社\u{3000}ミドリの方", "株式会社\u{3000}ミドリ"),
            ("方は、しらかば電子㈱に", "しらかば電子㈱"),
            ("NPO法人ゆいまーるに通う", "NPO法人ゆいまーる"),
            ("公益財団法人青葉会の方", "公益財団法人青葉会"),
            ("株式会社さくらの木で働く", "株式会社さくらの木"),
            ("株式会社さくらの会議", "株式会社さくら"),
        ] {
            assert_eq!(given_away(text), [name], "{text}");
        }
    }
}
