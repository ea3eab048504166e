//! People in Latin letters behind a form of address (Mr. Suzuki), and a family name in brackets behind whoever has it (本人（鈴木）).

use std::sync::OnceLock;

use regex::Regex;

use super::letters::letter_before;
use super::{GIVEN_NAME, SURNAME, Word, pattern};

const TITLED: &str = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)[.．]\u{3000}?|(?:Mr|Mrs|Ms|Miss)\u{3000})[A-Z][A-Za-z]{1,20}(?:\u{3000}[A-Z][a-z]{1,20})?";

/// Brackets around whoever is meant (本人（鈴木）), or speaks (【佐藤】).
const BRACKETS: [(&str, &str); 2] = [("（", "）"), ("【", "】")];

/// The people behind a form of address in Latin letters, as they stand in a text in normal width.
pub(super) fn titled(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, TITLED).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let begins = |found: &regex::Match<'_>| {
        !letter_before(text, found.start()).is_some_and(|c| c.is_ascii_alphanumeric())
    };
    found.filter(begins).map(|found| found.as_str().to_owned()).collect()
}

/// The family names, with a given name perhaps, that are all that stands between two brackets.
pub(super) fn bracketed(words: &[Word<'_>]) -> Vec<String> {
    let opening = words.iter().enumerate().filter_map(|(at, word)| {
        let (_, closing) = BRACKETS.iter().find(|(opening, _)| *opening == word.text)?;
        Some((at, *closing))
    });
    let name = |(at, closing): (usize, &str)| {
        let [family, after @ ..] = words.get(at + 1..)? else { return None };
        let [next, behind @ ..] = after else { return None };
        if !family.is_name(SURNAME) {
            return None;
        }
        if next.text == closing {
            return Some(family.text.to_owned());
        }
        let is_whole = next.is(GIVEN_NAME) && behind.first().is_some_and(|word| word.text == closing);
        is_whole.then(|| [family.text, next.text].concat())
    };
    opening.filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    #[test]
    fn people_are_found_behind_a_title_and_in_brackets() {
        let latin = |text: &str| titled(&normalize(text).text);
        assert_eq!(latin("担当はMr. Suzukiです"), ["Mr．　Suzuki"]);
        assert_eq!(latin("Ms.Satoと話した"), ["Ms.Sato"]);
        assert_eq!(latin("MSW Officeと、Drに聞いた"), [""; 0]);
        let named = |text: &str| {
            let normal = normalize(text).text.into_owned();
            bracketed(&read(&normal, &mut shared().worker()))
        };
        assert_eq!(named("本人（鈴木）の話"), ["鈴木"]);
        assert_eq!(named("担当者(佐藤)が来た"), ["佐藤"]);
        assert_eq!(named("【佐藤】はい"), ["佐藤"]);
        assert_eq!(named("【課題】【良い点】【司会】（佐藤】"), [""; 0]);
        assert_eq!(named("本人（男性）、母（高齢）、自宅（2階）、上司（後述）"), [""; 0]);
    }
}
