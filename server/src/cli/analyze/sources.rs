//! The texts behind words that stand near or go with a word that is looked at.

use std::collections::HashMap;

use analysis::text::associated::Associated;
use analysis::text::collocation::sources::texts_near;
use analysis::text::collocation::{Collocate, CollocationOptions};
use analysis::text::terms::Term;
use analysis::text::units::units;

use super::figures::Figures;
use super::unit_texts::UnitTexts;

/// For each neighbour of a word the texts in which it is one.
pub fn near(figures: &Figures, lemma: &str, rows: &[Collocate]) -> Vec<Vec<u32>> {
    let words: Vec<u32> = rows.iter().map(|row| row.word).collect();
    texts_near(&figures.corpus, lemma, &words, CollocationOptions::standard().span)
}

/// Leads from the people or units that words are compared by to texts.
pub struct Sources<'f> {
    figures: &'f Figures,
    of_units: UnitTexts,
    of_words: HashMap<u32, &'f Term>,
}

impl<'f> Sources<'f> {
    /// Of what was counted.
    pub fn of(figures: &'f Figures) -> Sources<'f> {
        let counted_in = figures.counted_in;
        let of_units = match counted_in.is_people() {
            true => UnitTexts::of_people(&figures.people, figures.corpus.documents.len()),
            false => UnitTexts::of(&units(&figures.corpus, &figures.outline, counted_in.unit, &[])),
        };
        let of_words = figures.terms.iter().map(|term| (term.word, term)).collect();
        Sources { figures, of_units, of_words }
    }

    /// For each associated word of a word or code the texts in which those who have both have either.
    pub fn associated(&self, name: &str, rows: &[Associated]) -> Vec<Vec<u32>> {
        let own = self.texts_of(name);
        let texts = |row: &Associated| {
            let word = self.of_words.get(&row.word);
            let word = word.map(|term| term.documents.as_slice()).unwrap_or_default();
            self.of_units.with_either(&row.documents, [own.as_slice(), word])
        };
        rows.iter().map(texts).collect()
    }

    /// The texts of a code or, in whichever class, a word, ascending.
    fn texts_of(&self, name: &str) -> Vec<u32> {
        if let Some(code) = self.figures.codes.iter().find(|code| code.name == name) {
            return code.documents.clone();
        }
        let words = self.figures.terms.iter().filter(|term| term.lemma == name);
        let mut found: Vec<u32> = words.flat_map(|term| term.documents.iter().copied()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
