//! Other words for what somebody looks for.

use std::collections::BTreeMap;

use super::fold::fold;
use crate::error::Error;
use crate::text::domain_words::{self, DOMAIN_WORDS};
use crate::text::normalize::normalize;

/// The shipped groups: kind and words, separated by tabs; lines that begin with `#` are remarks.
pub const OTHER_NAMES: &str = include_str!("../../../data/other-names.tsv");

const FILE: &str = "other-names.tsv";

/// Most other words for one that was typed.
const MOST: usize = 12;

/// Groups of words that are looked for together.
#[derive(Clone, Debug)]
pub struct OtherNames {
    groups: Vec<Group>,
}

#[derive(Clone, Debug)]
struct Group {
    kind: Kind,
    words: Vec<Word>,
}

#[derive(Clone, Debug)]
struct Word {
    text: String,
    folded: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Each word finds all others.
    Same,
    /// The first word finds the others; they do not find it.
    Wider,
    /// Ways to write, also inside words.
    Spelling,
}

impl OtherNames {
    /// The shipped groups, and the names in the words of the field that are counted as one word.
    ///
    /// # Errors
    /// [`Error::ShippedData`] when a file is malformed, which a test excludes.
    pub fn shipped() -> Result<OtherNames, Error> {
        let mut known = parse(OTHER_NAMES)?;
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for word in domain_words::parse(DOMAIN_WORDS)? {
            names.entry(word.lemma).or_default().push(word.surface);
        }
        for words in names.into_values().filter(|words| words.len() > 1) {
            known.groups.push(group(Kind::Same, words.iter().map(String::as_str)));
        }
        Ok(known)
    }

    /// Other words for `term`, in the order of the groups, each once. Words that have the term in them are found with it.
    pub fn also(&self, term: &str) -> Vec<String> {
        let own = fold(term);
        let (mut seen, mut found) = (Vec::new(), Vec::new());
        for other in self.groups.iter().flat_map(|group| group.others(term, &own)) {
            let folded = fold(&other);
            if found.len() < MOST && !folded.contains(&own) && !seen.contains(&folded) {
                seen.push(folded);
                found.push(other);
            }
        }
        found
    }
}

impl Group {
    fn others(&self, term: &str, folded: &str) -> Vec<String> {
        let is_own = |word: &Word| word.folded == folded;
        let all = || self.words.iter().map(|word| word.text.clone()).collect();
        match self.kind {
            Kind::Same if self.words.iter().any(is_own) => all(),
            Kind::Wider if self.words.first().is_some_and(is_own) => all(),
            Kind::Same | Kind::Wider => Vec::new(),
            Kind::Spelling => self.respelled(&normalize(term).text),
        }
    }

    /// The term with its part that the group knows written in the other ways. Of parts that hold one another (受入れ, 受入) the
    /// longest counts.
    fn respelled(&self, term: &str) -> Vec<String> {
        let known = self.words.iter().filter(|word| term.contains(&word.text));
        let Some(known) = known.max_by_key(|word| word.text.chars().count()) else { return Vec::new() };
        self.words.iter().map(|word| term.replace(&known.text, &word.text)).collect()
    }
}

fn group<'a>(kind: Kind, words: impl Iterator<Item = &'a str>) -> Group {
    let word = |text: &str| {
        let text = normalize(text).text.into_owned();
        Word { folded: fold(&text), text }
    };
    Group { kind, words: words.map(word).collect() }
}

fn parse(tsv: &str) -> Result<OtherNames, Error> {
    let mut groups = Vec::new();
    for (index, row) in tsv.lines().enumerate().filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
        let wrong =
            |detail: &str| Error::ShippedData { file: FILE, line: index + 1, detail: detail.to_owned() };
        let mut columns = row.split('\t');
        let kind = match columns.next() {
            Some("same") => Kind::Same,
            Some("wider") => Kind::Wider,
            Some("spelling") => Kind::Spelling,
            _ => return Err(wrong("unknown kind")),
        };
        let group = group(kind, columns);
        if group.words.len() < 2 || group.words.iter().any(|word| word.folded.trim().is_empty()) {
            return Err(wrong("a group has two words or more"));
        }
        groups.push(group);
    }
    Ok(OtherNames { groups })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn also(term: &str) -> Vec<String> {
        OtherNames::shipped().unwrap().also(term)
    }

    #[test]
    fn other_names_are_found_both_ways() {
        for one in ["ﾊﾛｰﾜｰｸ", "職安", "公共職業安定所", "はろーわーく"] {
            let found = also(one);
            let others =
                ["ハローワーク", "職安", "公共職業安定所"].iter().filter(|other| fold(other) != fold(one));
            assert!(
                others.into_iter().all(|other| found.iter().any(|word| word == other)),
                "{one}: {found:?}"
            );
            assert!(found.iter().all(|word| fold(word) != fold(one)), "{one}: {found:?}");
        }
    }

    #[test]
    fn a_wider_word_finds_narrower_ones_and_not_back() {
        let found = also("難病");
        assert!(
            found.contains(&"特定疾患".to_owned()) && !found.contains(&"指定難病".to_owned()),
            "{found:?}"
        );
        assert!(!also("指定難病").contains(&"特定疾患".to_owned()));
        let certificate = also("医療受給者証");
        assert!(!certificate.iter().any(|word| word.contains("福祉")), "another thing: {certificate:?}");
    }

    #[test]
    fn ways_to_write_are_found_inside_words_too() {
        assert!(also("障がい者雇用").contains(&"障害者雇用".to_owned()));
        assert_eq!(also("受入れ先"), ["受け入れ先", "受入先"]);
        assert_eq!(also("通院"), Vec::<String>::new());
    }

    #[test]
    fn mistakes_are_found_with_their_line() {
        let message = |tsv: &str| parse(tsv).unwrap_err().to_string();
        assert!(message("# 注\nalike\t一\t二\n").contains("line 2"));
        assert!(message("same\t一\n").contains("line 1"));
    }
}
