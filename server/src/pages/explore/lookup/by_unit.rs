//! Associated words by answers, paragraphs or sentences in the place of people, for internal work.

use std::collections::BTreeSet;

use analysis::text::phrase::occurrences;
use analysis::text::terms::Term;
use analysis::text::unit_terms::unit_terms;
use analysis::text::units::{Unit, Units};

use super::query::Asked;
use crate::pages::explore::groups::narrowed;
use crate::pages::explore::units::{units_of, with_phrase, with_places, with_suggested};

/// What words are counted by: units of the texts that are looked at.
pub struct ByUnit {
    /// The words with these units in the place of texts.
    pub terms: Vec<Term>,
    /// How many there are.
    pub n: usize,
    /// Those that meet the condition, ascending.
    pub within: Vec<u32>,
}

/// The units of `among` (texts, ascending) that have the word or phrase that is asked for, and the code, where either is.
pub fn by_unit(asked: &Asked, unit: Unit, code: Option<(&str, &str)>, among: &[u32]) -> ByUnit {
    let corpus = &asked.reading.texts.corpus;
    let units = units_of(&asked.reading, unit);
    let looked_at: BTreeSet<u32> =
        among.iter().flat_map(|&text| units.in_text(text)).map(|piece| piece.unit).collect();
    let worded = (!asked.query.word.trim().is_empty())
        .then(|| with_phrase(corpus, &units, &occurrences(corpus, &asked.lemmas, None)));
    let coded = code.map(|code| with_code(asked, &units, code));
    let meets = |unit: &u32| [&worded, &coded].into_iter().flatten().all(|found| found.contains(unit));
    let within = looked_at.iter().copied().filter(meets).collect();
    let looked_at: Vec<u32> = looked_at.into_iter().collect();
    let terms = narrowed(unit_terms(corpus, &units, &asked.terms()), &looked_at, 1);
    ByUnit { terms, n: looked_at.len(), within }
}

/// The units with a sentence that has a suggested code, or those to which the coding rules give one.
fn with_code(asked: &Asked, units: &Units, (kind, key): (&str, &str)) -> BTreeSet<u32> {
    match kind {
        "rule" => {
            let begins = asked.rules.chosen.as_ref().map(|rule| rule.begins.as_slice());
            with_places(units, begins.unwrap_or_default())
        }
        "theme" => with_suggested(&asked.reading, units, "", key),
        _ => with_suggested(&asked.reading, units, key, ""),
    }
}
