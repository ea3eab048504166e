//! Offices of the employment service (ハローワーク浜松, ハロワ浜松, HW浜松, 浜松ハローワーク), which are named by their place.

use super::Word;
use super::fair::begins_with_fair;
use super::letters::letter_before;
use super::towns::WIDE;

/// What the service is called.
const NAMES: &[&str] = &["ハローワーク", "ハロワ", "HW"];

/// The offices, as they stand in a text in normal width that was cut into these words.
pub(super) fn job_centres(text: &str, words: &[Word<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    for name in NAMES {
        for (at, _) in text.match_indices(name) {
            let end = at + name.len();
            // Not the HW of another word in Latin letters.
            let is_part =
                name.is_ascii() && letter_before(text, at).is_some_and(|c| c.is_ascii_alphanumeric());
            if is_part {
                continue;
            }
            let behind = place_behind(text, end, words);
            let start = place_before(at, words).unwrap_or(at);
            if start < at || behind > end {
                found.extend(text.get(start..behind).map(str::to_owned));
            }
        }
    }
    found
}

/// Where the place ends that begins here; here where there is none.
fn place_behind(text: &str, here: usize, words: &[Word<'_>]) -> usize {
    let rest = text.get(here..).unwrap_or_default();
    let word = words.get(words.partition_point(|word| word.start < here));
    let is_place = |word: &&Word<'_>| {
        word.start == here && word.is(&["名詞", "固有名詞"]) && word.text.chars().count() > 1
    };
    let length = begins_with_fair(rest).map(str::len);
    let Some(length) = length.or_else(|| word.filter(is_place).map(|word| word.text.len())) else {
        return here;
    };
    let behind = rest.get(length..).unwrap_or_default();
    let part = behind.len() - behind.trim_start_matches(['東', '西', '南', '北', '中', '央']).len();
    here + length + part
}

/// Where a proper noun begins that ends here: a town, also one that IPADIC takes for a family name (藤枝). 東北 is none.
fn place_before(here: usize, words: &[Word<'_>]) -> Option<usize> {
    let word = words.get(words.partition_point(|word| word.end() < here))?;
    let is_place = word.end() == here && word.is_name(&["名詞", "固有名詞"]) && !WIDE.contains(&word.text);
    is_place.then_some(word.start)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        job_centres(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn an_office_is_named_by_its_place_in_any_writing() {
        for (text, name) in [
            ("ハローワークみどりに行く", "ハローワークみどり"),
            ("ハローワークみどり北に行く", "ハローワークみどり北"),
            ("ハローワーク浜松に行く", "ハローワーク浜松"),
            ("ハロワ浜松に行く", "ハロワ浜松"),
            ("ＨＷ浜松の担当", "HW浜松"),
            ("浜松ハローワークで聞いた", "浜松ハローワーク"),
            ("浜松ハロワに行く", "浜松ハロワ"),
            ("藤枝HWの担当", "藤枝HW"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn the_service_alone_names_no_office() {
        for text in [
            "ハローワークに行く。ハローワークから聞く。ハローワーク職員。ハローワークの方。",
            "ハロワで聞いた。ハロワ経由の求人。HWの職員。HW職員。東北ハローワークの一覧。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
