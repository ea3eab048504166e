//! Rules on the texts of a survey. A text is one answer or one section of a note, so that all units can be told apart.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::web;
use analysis::rules::RuleFile;
use analysis::rules::coder::{Coder, Coding, Material};
use analysis::rules::problem::RuleProblem;
use analysis::rules::shipped::is_of_sentences;
use analysis::table::Count;
use analysis::text::corpus::{Corpus, Document};
use analysis::text::headed::Outline;
use analysis::text::own_words::OwnWords;
use analysis::text::units::{Unit, Units, units};

use super::super::selection::is_withheld;
use super::variables::{countable, not_counted, variables};
use crate::dataset::writings::{Part, Writing};
use crate::dataset::{Dataset, own_words};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::view::frame::Frame;

/// The units that are counted on pages. The headings of the file for KH Coder are among them, see [`unit()`]; below these answers and
/// notes have none.
pub const UNITS: [Unit; 4] = [Unit::Person, Unit::Document, Unit::Paragraph, Unit::Sentence];

/// The texts of a survey as rules see them.
pub struct RuleTexts {
    /// What they come from.
    pub dataset: Dataset,
    /// Who wrote them: a person, or a hearing.
    pub writings: Vec<Writing>,
    /// For each text the writing and the part of it.
    pub places: Vec<(u32, usize)>,
    /// The texts.
    pub corpus: Arc<Corpus>,
    /// The survey's own words.
    pub own: OwnWords,
}

/// Stands for the numbers of a code that is not counted.
pub const NOT_COUNTED: &str = "—";

/// A code with what it is given to.
pub struct CodeCount {
    /// Its name, without the star; empty for what has no code.
    pub name: String,
    /// The units, ascending.
    pub units: Vec<u32>,
    /// The people in whose texts they are, as places of [`RuleTexts::writings`], ascending.
    pub people: Vec<u32>,
    /// Whether it is not counted for the purpose of the data, for it asks about who wrote a text: it is given to nothing, and what is
    /// shown is [`NOT_COUNTED`].
    pub is_not_counted: bool,
    /// How many people wrote units without it.
    n_without: usize,
    /// How many people wrote nothing but such units.
    n_never: usize,
}

impl CodeCount {
    /// Whether its numbers are too small for the purpose of the data, or tell a small one that they leave: 36 of 39 people tell
    /// of three. What is not counted has no numbers.
    pub fn is_withheld(&self, dataset: &Dataset) -> bool {
        let is_few = |n: usize| is_withheld(dataset, n);
        self.is_not_counted || [self.people.len(), self.n_without, self.n_never].into_iter().any(is_few)
    }
}

/// What came of rules.
pub struct Counted {
    /// How many units there are.
    pub n_units: u32,
    /// The codes in the order of the file.
    pub codes: Vec<CodeCount>,
    /// What has no code.
    pub uncoded: CodeCount,
    /// What looks wrong.
    pub lint: Vec<RuleProblem>,
}

/// A code with the numbers that may be told for the purpose of the data.
pub struct ToldCode<'c> {
    /// Its name, without the star; empty for what has no code.
    pub name: &'c str,
    /// Units that it is given to.
    pub n: Count,
    /// Their share of all units; none where they are withheld.
    pub share: Option<f64>,
    /// The people in whose texts they are.
    pub people: Count,
    /// Whether it has no numbers at all; see [`CodeCount::is_not_counted`].
    pub is_not_counted: bool,
}

impl Counted {
    /// That rules that ask about who wrote a text are counted within internal work alone; empty where there are none of them, or it is
    /// internal work.
    pub fn not_counted_note(&self, lang: Lang) -> String {
        let is_any = self.codes.iter().any(|code| code.is_not_counted);
        if is_any { i18n::plain(lang, "rules-not-counted") } else { String::new() }
    }

    /// At most `most` codes in the order of the file, then what has no code, which would give away a code that is withheld.
    pub fn told(&self, dataset: &Dataset, most: usize) -> Vec<ToldCode<'_>> {
        let is_any_withheld = self.codes.iter().any(|code| code.is_withheld(dataset));
        let codes = self.codes.iter().take(most);
        let mut told: Vec<ToldCode<'_>> =
            codes.map(|code| self.told_of(code, code.is_withheld(dataset))).collect();
        told.push(self.told_of(&self.uncoded, is_any_withheld || self.uncoded.is_withheld(dataset)));
        told
    }

    fn told_of<'c>(&self, code: &'c CodeCount, is_withheld: bool) -> ToldCode<'c> {
        let count = |n: usize| if is_withheld { Count::Hidden } else { Count::Shown(n) };
        let share = code.units.len() as f64 / f64::from(self.n_units.max(1));
        ToldCode {
            name: &code.name,
            n: count(code.units.len()),
            share: (!is_withheld).then_some(share),
            people: count(code.people.len()),
            is_not_counted: code.is_not_counted,
        }
    }
}

/// The unit with this name; people for any other. In the bundle's file for KH Coder `h1` is who wrote and `h2` what was asked
/// (`bundle/texts.rs`): sections of these are people and texts here.
pub fn unit(name: &str) -> Unit {
    match Unit::named(name) {
        Some(Unit::Heading(2)) => Unit::Document,
        Some(unit) if UNITS.contains(&unit) => unit,
        _ => Unit::Person,
    }
}

/// What rules are counted in where nobody says: sentences where the rules are about them, or else people.
pub fn usual_unit(rules: &str) -> Unit {
    if is_of_sentences(rules) { Unit::Sentence } else { Unit::Person }
}

/// The unit with this name for these rules: their usual one where none is named.
pub fn unit_of(rules: &str, name: &str) -> Unit {
    if name.is_empty() { usual_unit(rules) } else { unit(name) }
}

/// The texts of data that was loaded, with what these rules ask about who wrote them.
///
/// # Errors
/// When there is no dictionary.
pub async fn of(frame: &Frame, dataset: Dataset, rules: &str) -> Result<RuleTexts> {
    let own = own_words::load(&frame.app, dataset.survey.id).await?;
    let writings = dataset.writings();
    let (documents, places) = documents(&writings, &variables(&dataset, &writings, rules));
    let language = Arc::clone(&frame.app.language);
    let with = own.clone();
    let corpus = web::block(move || language.corpus(documents, &with)).await??;
    Ok(RuleTexts { dataset, writings, places, corpus, own })
}

/// One text for each part, and where it comes from; `known` has what is known of each writing.
fn documents(writings: &[Writing], known: &[Vec<(String, String)>]) -> (Vec<Document>, Vec<(u32, usize)>) {
    let (mut documents, mut places) = (Vec::new(), Vec::new());
    for ((person, writing), attributes) in (0_u32..).zip(writings).zip(known) {
        for (place, part) in writing.parts.iter().enumerate() {
            let (id, text) = (part.source.clone(), part.text.clone());
            documents.push(Document { id, text, attributes: attributes.clone() });
            places.push((person, place));
        }
    }
    (documents, places)
}

impl RuleTexts {
    /// The part that a text is.
    pub fn part(&self, document: u32) -> Option<(&Writing, &Part)> {
        let (person, place) = self.places.get(document as usize)?;
        let writing = self.writings.get(*person as usize)?;
        Some((writing, writing.parts.get(*place)?))
    }

    /// The units of a kind.
    pub fn units(&self, kind: Unit) -> Units {
        let person = |(person, _): &(u32, usize)| {
            self.writings.get(*person as usize).map(|writing| writing.id.clone()).unwrap_or_default()
        };
        let persons: Vec<String> = self.places.iter().map(person).collect();
        units(&self.corpus, &Outline::default(), kind, &persons)
    }

    /// Applies the rules that are counted for the purpose of the data, and hands the coder on to what wants to know more.
    pub fn with_coder<T>(
        &self,
        file: &RuleFile,
        units: &Units,
        then: impl FnOnce(&mut Coder<'_>, Coding) -> T,
    ) -> T {
        let outline = Outline::default();
        let stop_words = self.own.stop_words();
        let material = Material { corpus: &self.corpus, outline: &outline, units, stop_words };
        let file = countable(&self.dataset, file);
        let mut coder = Coder::new(&file, material);
        let coding = coder.code();
        then(&mut coder, coding)
    }

    /// Counts units and people.
    pub fn count(&self, file: &RuleFile, kind: Unit) -> Counted {
        let units = self.units(kind);
        let (coding, lint) = self.with_coder(file, &units, |coder, coding| {
            let lint = coder.lint(&coding);
            (coding, lint)
        });
        let owners = self.owners(&units);
        let not_counted = not_counted(&self.dataset, file);
        let mut n_units_of: HashMap<u32, usize> = HashMap::new();
        owners.values().for_each(|person| *n_units_of.entry(*person).or_default() += 1);
        let counted = |name: String, units: Vec<u32>| {
            let mut people: Vec<u32> = units.iter().filter_map(|unit| owners.get(unit).copied()).collect();
            people.sort_unstable();
            let has_all =
                |own: &&[u32]| own.first().and_then(|person| n_units_of.get(person)) == Some(&own.len());
            let n_with_all = people.chunk_by(|one, other| one == other).filter(has_all).count();
            people.dedup();
            let n_without = n_units_of.len().saturating_sub(n_with_all);
            let n_never = n_units_of.len().saturating_sub(people.len());
            let is_not_counted = not_counted.contains(name.as_str());
            CodeCount { name, units, people, is_not_counted, n_without, n_never }
        };
        Counted {
            n_units: coding.n_units,
            codes: coding.codes.into_iter().map(|code| counted(code.name, code.units)).collect(),
            uncoded: counted(String::new(), coding.uncoded),
            lint,
        }
    }

    /// Who wrote each unit. All pieces of a unit are of one person.
    pub fn owners(&self, units: &Units) -> HashMap<u32, u32> {
        let owner = |piece: &analysis::text::units::Piece| {
            Some((piece.unit, self.places.get(piece.document as usize)?.0))
        };
        units.pieces.iter().filter_map(owner).collect()
    }
}
