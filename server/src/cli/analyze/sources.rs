//! The texts behind words that stand near or go with a word that is looked at.

use std::collections::HashMap;

use analysis::text::associated::Associated;
use analysis::text::collocation::Collocate;
use analysis::text::collocation::sources::texts_near;
use analysis::text::terms::Term;
use analysis::text::units::units;

use super::figures::Figures;
use super::unit_texts::UnitTexts;

/// For each neighbour of a word the texts in which it is one.
pub fn near(figures: &Figures, lemma: &str, rows: &[Collocate]) -> Vec<Vec<u32>> {
    let words: Vec<u32> = rows.iter().map(|row| row.word).collect();
    texts_near(&figures.corpus, lemma, &words, figures.further.options.collocations().span)
}

/// Leads from the people or units that words are compared by to texts.
pub struct Sources<'f> {
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
        Sources { of_units, of_words }
    }

    /// For each associated word of a word or code, whose texts are `own` (ascending), the texts in which those who have both have
    /// either.
    pub fn associated(&self, own: &[u32], rows: &[Associated]) -> Vec<Vec<u32>> {
        let texts = |row: &Associated| {
            let word = self.of_words.get(&row.word);
            let word = word.map(|term| term.documents.as_slice()).unwrap_or_default();
            self.of_units.with_either(&row.documents, [own, word])
        };
        rows.iter().map(texts).collect()
    }
}
