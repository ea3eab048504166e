//! People in Latin letters as Japanese is written with them: before a form of address (Tanaka-san), or a family name and a given name
//! of Japanese syllables (Yamada Taro).

use std::sync::OnceLock;

use regex::Regex;

use super::letters::{letter_before, letter_behind};
use super::pattern;

const ADDRESSED: &str = r"[A-Za-z]{2,15}[-\u{3000}](?i:san|sama|sensei|kun|chan|shi)";

/// Syllables of Japanese, the first letter of each name large.
const BOTH: &str = r"(?x)
    (?: [A-Z] [a-z]{2,11} | [A-Z]{3,12} ) [\u{3000},，、]{1,2} (?: [A-Z] [a-z]{1,9} | [A-Z]{2,10} )";

const SYLLABLES: &str =
    r"(?i)^(?:(?:[kgszjtdnhbpmr]|[kgnhbpmr]y|sh|ch|ts|f|y|w)?(?:[aeiou]|aa|oo|uu|oh)|tt|kk|ss|pp|n|m)+$";

/// Words of such syllables that are not Japanese.
const WORDS: &[&str] =
    &["home", "note", "care", "game", "mode", "site", "date", "time", "name", "line", "wise", "one"];

/// The people, as they stand in a text in normal width.
pub(super) fn in_romaji(text: &str) -> Vec<String> {
    static FORMS: OnceLock<Option<Regex>> = OnceLock::new();
    static NAMES: OnceLock<Option<Regex>> = OnceLock::new();
    let addressed = pattern(&FORMS, ADDRESSED).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let both = pattern(&NAMES, BOTH).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let both = both.filter(|names| are_japanese(names.as_str()));
    let whole = addressed.chain(both).filter(|found| {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !is_latin(letter_before(text, found.start())) && !is_latin(letter_behind(text, found.end()))
    });
    whole.map(|found| found.as_str().to_owned()).collect()
}

fn are_japanese(names: &str) -> bool {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let Some(syllables) = pattern(&PATTERN, SYLLABLES) else { return false };
    let mut parts = names.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty());
    parts.all(|part| syllables.is_match(part) && !WORDS.contains(&part.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        in_romaji(&normalize(text).text)
    }

    #[test]
    fn names_in_latin_letters_are_found() {
        for (text, name) in [
            ("Tanaka-sanに聞いた", "Tanaka-san"),
            ("Suzuki sanと話した", "Suzuki　san"),
            ("Sato senseiの外来", "Sato　sensei"),
            ("Yamada Taroという方", "Yamada　Taro"),
            ("ＹＡＭＡＤＡ Ｔａｒｏの名前で", "YAMADA　Taro"),
            ("Hanako Katoが", "Hanako　Kato"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn other_words_in_latin_letters_are_none() {
        for text in [
            "Microsoft Teamsで面談。Google Meet。Excel VBA。Long COVID。Job Coach。Zoom Home",
            "MS Wordを使う。Smart Note、Home Care、at home。Windows PC。ISO 9001",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
