//! `--count-in`: what words are compared by in the network, the associated words, the clusters and the map. People are counted as
//! everywhere else, copies once; the other units are those of coding rules.

use analysis::text::cooccurrence::compared::Compared;
use analysis::text::cooccurrence::people::people_cooccurrence;
use analysis::text::cooccurrence::units::unit_cooccurrence;
use analysis::text::cooccurrence::{CooccurrenceOptions, Network};
use analysis::text::corpus::Corpus;
use analysis::text::headed::Outline;
use analysis::text::people::People;
use analysis::text::terms::Term;
use analysis::text::unit_terms::unit_terms;
use analysis::text::units::{Unit, Units, units};
use anyhow::Context;

use super::report::unit_words;
use super::{AnalyzeArgs, LANG};
use crate::i18n::text;

/// The unit that the arguments ask for.
///
/// # Errors
/// With words for the person at the terminal, when there is none of that name.
pub fn unit(args: &AnalyzeArgs) -> anyhow::Result<Unit> {
    let unit = || text(LANG, "analyze-unit-unknown", &[("unit", args.count_in.clone())]);
    Unit::named(&args.count_in).with_context(unit)
}

/// What words are compared by, and how many there are (N).
#[derive(Clone, Copy)]
pub struct CountedIn {
    /// The unit.
    pub unit: Unit,
    /// How many there are.
    pub n: u32,
}

impl CountedIn {
    /// Whether people are counted.
    pub fn is_people(self) -> bool {
        self.unit == Unit::Person
    }

    /// What messages choose their words by: `person`, or the name of another unit; and what it is called, and how many there are.
    pub fn arguments(self, lang: &str) -> [(&'static str, String); 3] {
        [("kind", self.unit.name()), ("unit", unit_words(self.unit, lang)), ("units", self.n.to_string())]
    }

    /// The head of a column of a report that counts units.
    pub fn head(self) -> String {
        if self.is_people() { text(LANG, "analyze-people", &[]) } else { unit_words(self.unit, LANG) }
    }

    /// The head of a column of a table for programs. The unit of texts has another name than the column of all texts beside it.
    pub fn column(self) -> String {
        match self.unit {
            Unit::Sentence => "sentences".to_owned(),
            Unit::Paragraph => "paragraphs".to_owned(),
            Unit::Document => "texts".to_owned(),
            Unit::Person => "people".to_owned(),
            Unit::Heading(level) => format!("sections_h{level}"),
        }
    }
}

/// Words by what they are compared by.
pub struct Counts {
    /// What it is.
    pub counted_in: CountedIn,
    /// The words with units in the place of texts, those of most units first.
    pub terms: Vec<Term>,
    /// Those that are compared with one another.
    pub compared: Compared,
    /// The units; none where people are counted.
    units: Option<Units>,
}

impl Counts {
    /// Of words or codes that are counted already; `units` are those that they are counted in, none where that is people.
    pub fn new(counted_in: CountedIn, terms: Vec<Term>, compared: Compared, units: Option<Units>) -> Counts {
        Counts { counted_in, terms, compared, units }
    }

    /// The words of a corpus, which are in the order of people.
    pub fn of(
        unit: Unit,
        (corpus, outline): (&Corpus, &Outline),
        (words, people): (&[Term], &People),
        options: &CooccurrenceOptions,
    ) -> Counts {
        if unit == Unit::Person {
            let terms = people.terms(words);
            let compared = Compared::by_person(corpus, &terms, people, options);
            return Counts { counted_in: CountedIn { unit, n: people.n }, terms, compared, units: None };
        }
        // Nobody's name decides about units that are no people.
        let units = units(corpus, outline, unit, &[]);
        let terms = unit_terms(corpus, &units, words);
        let compared = Compared::by_unit(corpus, &terms, &units, options);
        Counts { counted_in: CountedIn { unit, n: units.n }, terms, compared, units: Some(units) }
    }

    /// The network; its marks lead to texts.
    pub fn network(&self, words: &[Term], people: &People) -> Network {
        match &self.units {
            None => people_cooccurrence(&self.compared, words, people),
            Some(units) => unit_cooccurrence(&self.compared, words, units),
        }
    }

    /// The people or units that a text is of, or that lie in it.
    pub fn in_text(&self, text: u32, people: &People) -> Vec<u32> {
        match &self.units {
            None => people.person(text).into_iter().collect(),
            Some(units) => units.in_text(text).iter().map(|piece| piece.unit).collect(),
        }
    }

    /// The units that have a word; none where it stands in no unit.
    pub fn with(&self, word: u32) -> &[u32] {
        let found = self.terms.iter().find(|term| term.word == word);
        found.map(|term| term.documents.as_slice()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_has_a_column_of_its_own() {
        let units = [Unit::Sentence, Unit::Paragraph, Unit::Document, Unit::Person, Unit::Heading(2)];
        let columns = units.map(|unit| CountedIn { unit, n: 1 }.column());
        assert_eq!(columns, ["sentences", "paragraphs", "texts", "people", "sections_h2"]);
        assert_eq!(CountedIn { unit: Unit::Person, n: 3 }.head(), "人");
        assert_eq!(CountedIn { unit: Unit::Sentence, n: 3 }.head(), "文");
    }
}
