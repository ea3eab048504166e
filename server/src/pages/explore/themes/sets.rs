//! Which codes belong together, and who has them: the suggested themes of challenges, those of good practices, and the codes that people
//! gave. Every page, sheet and file that counts one of these sets takes it from here.

use std::collections::{BTreeMap, BTreeSet};

use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use analysis::table::crosstab::CodeHits;
use analysis::table::{MAX_CATEGORIES, RowId};
use surveys::entity::code;

use super::super::Reading;
use super::super::selection::too_few;
use super::super::standing::Given;
use crate::i18n::{self, Lang};
use crate::pages::coding::tree;

/// The sets of suggested themes, each with the stance that they are themes of.
pub const SUGGESTED: [(&str, Stance); 2] =
    [("challenges", Stance::Challenge), ("practices", Stance::GoodPractice)];

/// Names the set of the codes that people gave.
const CODES: &str = "codes";

/// Codes that stand in one figure: its id, its title, and the people who have each.
pub struct CodeSet {
    /// Names it on pages.
    pub id: &'static str,
    /// The same in words.
    pub title: String,
    /// The codes.
    pub hits: Vec<CodeHits>,
    /// More codes than a table has room for.
    pub n_beyond: usize,
}

impl CodeSet {
    fn new(id: &'static str, mut hits: Vec<CodeHits>, lang: Lang) -> CodeSet {
        let n_beyond = hits.len().saturating_sub(MAX_CATEGORIES);
        hits.truncate(MAX_CATEGORIES);
        CodeSet { id, title: title(id, lang), hits, n_beyond }
    }
}

/// What a set is called.
pub fn title(id: &str, lang: Lang) -> String {
    i18n::plain(lang, &format!("explore-themes-{id}"))
}

/// The sets of a page: the codes that people gave, or the suggested themes of challenges and of good practices. None where nobody gave a
/// code, or those who answered are too few.
///
/// # Errors
/// When the shipped frame is malformed, which a test excludes.
pub fn code_sets(reading: &Reading, given: Option<&Given>) -> anyhow::Result<Vec<CodeSet>> {
    let lang = reading.dataset.lang;
    if let Some(given) = given {
        let hits = of_people(given, lang);
        return Ok(if hits.is_empty() { Vec::new() } else { vec![CodeSet::new(CODES, hits, lang)] });
    }
    if !too_few(reading).is_empty() {
        return Ok(Vec::new());
    }
    let set =
        |(id, stance): (&'static str, Stance)| Ok(CodeSet::new(id, suggested(reading, Some(stance))?, lang));
    SUGGESTED.into_iter().map(set).collect()
}

/// The people in whose texts people put each code, in the order of the codebook; codes that nobody has are left out.
pub fn of_people(given: &Given, lang: Lang) -> Vec<CodeHits> {
    let hits = |code: &code::Model| CodeHits {
        name: code.id.0.to_string(),
        label: tree::label(code, lang),
        rows: given.texts_of(code.id).to_vec(),
    };
    given.codes.iter().map(hits).filter(|hits| !hits.rows.is_empty()).collect()
}

/// The people who speak of each theme of a stance, or of all themes; also of those of which nobody speaks.
///
/// # Errors
/// When the shipped frame is malformed, which a test excludes.
pub fn suggested(reading: &Reading, stance: Option<Stance>) -> anyhow::Result<Vec<CodeHits>> {
    Ok(hits(reading, &of_stance(CodingFrame::shipped()?, stance)))
}

/// The themes of a stance, or all themes, in the order of the frame.
fn of_stance(frame: CodingFrame, stance: Option<Stance>) -> Vec<Code> {
    frame.codes.into_iter().filter(|code| stance.is_none_or(|stance| code.kind == stance)).collect()
}

/// The people who speak of each theme. A sentence counts for its first suggested theme.
fn hits(reading: &Reading, codes: &[Code]) -> Vec<CodeHits> {
    let lang = reading.dataset.lang;
    let mut found: BTreeMap<&str, BTreeSet<RowId>> = BTreeMap::new();
    for sentence in &reading.texts.coded {
        if let Some(theme) = sentence.suggestion.themes.first() {
            found.entry(theme.code.as_str()).or_default().insert(sentence.document);
        }
    }
    let hits = |code: &Code| CodeHits {
        name: code.code.clone(),
        label: format!("{} {}", code.code, if lang == Lang::Ja { &code.ja } else { &code.en }),
        rows: found.get(code.code.as_str()).map(|rows| rows.iter().copied().collect()).unwrap_or_default(),
    };
    codes.iter().map(hits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_in_one_set() {
        let all = of_stance(CodingFrame::shipped().unwrap(), None);
        let sets = SUGGESTED.map(|(_, stance)| of_stance(CodingFrame::shipped().unwrap(), Some(stance)));
        assert!(sets.iter().all(|set| !set.is_empty()));
        let mut parted: Vec<String> = sets.concat().into_iter().map(|code| code.code).collect();
        let mut all: Vec<String> = all.into_iter().map(|code| code.code).collect();
        parted.sort();
        all.sort();
        assert_eq!(parted, all);
    }
}
