//! People by the word for what they are before their family name (担当は鈴木, 相談員：大石, 保健師　中村, （文責　大石）), whatever
//! follows the name.

use std::sync::OnceLock;

use regex::Regex;

use super::{SURNAME, TITLES, Word};

/// Words for somebody, besides titles.
const ROLES: &[&str] = &[
    "担当",
    "担当者",
    "主治医",
    "上司",
    "同僚",
    "文責",
    "記入者",
    "記録者",
    "記録",
    "作成者",
    "報告者",
    "氏名",
    "名前",
    "本人",
    "患者",
    "利用者",
    "相談者",
    "ケース",
    "窓口",
    "責任者",
    "代表",
    "発表者",
    "司会",
    "講師",
    "CW",
    "MSW",
    "PSW",
];

/// The family names, as they stand in a text in normal width that was cut into these words.
pub(super) fn in_roles(text: &str, words: &[Word<'_>]) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let compiled = PATTERN.get_or_init(|| Regex::new(&role()).ok()).as_ref();
    let found = compiled.into_iter().flat_map(|pattern| pattern.find_iter(text));
    let name = |role: regex::Match<'_>| {
        let word = words.get(words.partition_point(|word| word.start < role.end()))?;
        let is_name = word.start == role.end() && word.is_name(SURNAME);
        is_name.then(|| word.text.to_owned())
    };
    found.filter_map(name).collect()
}

/// A role and what stands between it and a name, as a pattern.
pub(super) fn role() -> String {
    let mut all: Vec<&str> = ROLES.iter().chain(TITLES).copied().collect();
    // 担当者 before 担当: of several words the longest one.
    all.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    format!(r"(?:{})(?:\u{{3000}}?[：:]\u{{3000}}?|[はの、／/\u{{3000}}])?", all.join("|"))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        in_roles(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn a_family_name_behind_a_role_is_found() {
        for (text, name) in [
            ("担当は鈴木、上司は山口", "鈴木"),
            ("担当の鈴木Cが異動", "鈴木"),
            ("保健師　中村", "中村"),
            ("相談員：大石", "大石"),
            ("相談員 : 大石", "大石"),
            ("（文責　大石）", "大石"),
            ("担当CW中村より", "中村"),
        ] {
            assert!(found(text).contains(&name.to_owned()), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_role_without_a_name_tells_nobody() {
        for text in [
            "担当者の異動が多い。担当：未定。相談員：1名。保健師　2名。上司の理解、主治医の意見書、窓口の職員",
            "本人の希望、利用者の声、代表の挨拶、記録の書き方、患者の会、患者　家族",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
