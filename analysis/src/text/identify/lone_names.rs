//! People who are named without a form of address (佐藤が困っている): a family name or a given name before a particle or です. Which
//! of its readings a name has is IPADIC's word: one that it takes for a town or a common noun here is not found.

use super::{GIVEN_NAME, SURNAME, Word};

/// Particles behind somebody who does or says something, or is spoken of.
const PARTICLES: &[&str] =
    &["が", "は", "の", "に", "を", "と", "から", "も", "へ", "や", "より", "という", "って"];

/// 担当は佐藤です.
const COPULAS: &[&str] = &["です", "だ", "でし", "だっ"];

/// The names, as they stand in the text.
pub(super) fn lone_names(words: &[Word<'_>]) -> impl Iterator<Item = String> {
    words.windows(2).filter_map(|pair| {
        let [name, next] = pair else { return None };
        let is_name = name.is_name(SURNAME) || name.is_name(GIVEN_NAME);
        let is_particle = next.is(&["助詞"]) && PARTICLES.contains(&next.text);
        let is_copula = next.is(&["助動詞"]) && COPULAS.contains(&next.text);
        (is_name && next.start == name.end() && (is_particle || is_copula)).then(|| name.text.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        lone_names(&read(text, &mut shared().worker())).collect()
    }

    #[test]
    fn a_name_before_a_particle_is_a_person() {
        for (text, name) in [
            ("佐藤が困っている", "佐藤"),
            ("担当の高橋から聞いた", "高橋"),
            ("北川という方が来た", "北川"),
            ("昨日、伊藤と相談した", "伊藤"),
            ("担当は岡本です", "岡本"),
            ("中村は休んだ", "中村"),
            ("太郎が来た", "太郎"),
            ("花子と話した", "花子"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn words_that_are_names_elsewhere_are_no_people() {
        for text in [
            "森の中と林の中、原が広がる",
            "光が入る。愛が大切。",
            "のぞみがある。ひかりが見える。さくらが咲く。",
            "フランクに話せる職場",
            "田中商店で働く",
            "大宮で相談を受けた",
            "上司が異動し、主人が送迎する",
            "未来が見えない。希望はある。大地の恵み。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
