//! The words or codes that an analysis compares. Here, before anything is computed, stays out what too few people used.

use analysis::text::cooccurrence::codes::MOST_CODES;
use analysis::text::cooccurrence::compared::Compared;
use analysis::text::cooccurrence::least::least_documents;
use analysis::text::cooccurrence::{CooccurrenceOptions, USUAL_WORDS};
use analysis::text::denied::Apart;
use analysis::text::terms::{Term, TermOptions, terms};
use analysis::text::unit_terms::unit_terms;
use analysis::text::units::{Unit, Units};
use surveys::questionnaire::question::input::count_typed;

use super::{Source, form};
use crate::pages::conditions::encode;
use crate::pages::explore::selection::least_people;
use crate::pages::explore::units;
use crate::view::figure::join;

/// What is compared.
pub struct Things {
    /// Words or codes, most texts first.
    pub terms: Vec<Term>,
    /// Where each leads, in the same order.
    pub links: Vec<Links>,
    /// The fewest people who used each.
    pub least: u32,
    /// Whether they are words.
    pub are_words: bool,
    /// How many were left out because there were too many.
    pub n_beyond: usize,
    /// What is counted: `documents` of the terms are such units.
    pub unit: Unit,
    /// How many there are in all.
    pub n_units: u32,
    /// The units themselves, where words are counted by others than people.
    pub units: Option<Units>,
}

/// Where a word or code leads. Empty: nowhere.
#[derive(Clone, Default)]
pub struct Links {
    /// To what stands around it, or to its segments.
    pub contexts: String,
    /// To the texts that have it.
    pub texts: String,
    /// What narrows an address of texts down to those that have it, too.
    pub with: String,
}

impl Links {
    /// To the texts that have both.
    pub fn both(&self, other: &Links) -> String {
        match self.texts.is_empty() || other.with.is_empty() {
            true => String::new(),
            false => format!("{}{}", self.texts, other.with),
        }
    }
}

/// Whether words are compared, and no codes.
pub fn are_words(source: &Source) -> bool {
    !["themes", "codes", "rules"].contains(&source.query.of.as_str())
}

/// The words or codes that were asked for, at most `most`, counted by people.
pub fn things(source: &Source, most: usize) -> Things {
    if are_words(source) { words(source, most, Unit::Person) } else { codes(source, most) }
}

/// The same; words by the unit that was asked for.
pub fn things_by_unit(source: &Source, most: usize) -> Things {
    match are_words(source) {
        true => words(source, most, units::chosen(&source.reading.dataset, &source.query.unit)),
        false => codes(source, most.min(MOST_CODES)),
    }
}

/// How many people there are.
fn n_people(source: &Source) -> u32 {
    u32::try_from(source.reading.writings.len()).unwrap_or(u32::MAX)
}

fn words(source: &Source, most: usize, unit: Unit) -> Things {
    let corpus = &source.reading.texts.corpus;
    let all = terms(corpus, &TermOptions::content_words());
    let (all, n_units, units) = match unit {
        Unit::Person => (all, n_people(source), None),
        _ => {
            let units = units::units_of(&source.reading, unit);
            (unit_terms(corpus, &units, &all), units.n, Some(units))
        }
    };
    let least = least(source, || least_documents(&all, USUAL_WORDS));
    let wanted = all.into_iter().filter(|term| term.n_documents >= least);
    let base = source.base();
    // What is counted by units is listed by units.
    let counted = if unit == Unit::Person { String::new() } else { format!("&unit={}", unit.name()) };
    let apart = Apart::of(corpus);
    let links = |term: &Term| {
        let word = encode(&apart.written(&term.lemma, term.class));
        let class = encode(term.class);
        Links {
            contexts: format!("{base}/kwic?word={word}&class={class}"),
            texts: format!("{base}/texts?word={word}&class={class}{counted}"),
            with: format!("&with={word}&with_class={class}"),
        }
    };
    let found = wanted.map(|term| (links(&term), term)).collect();
    Things { unit, n_units, units, ..limited(found, least, true, most) }
}

fn codes(source: &Source, most: usize) -> Things {
    let least = least(source, || 1);
    let wanted = source.codes.iter().filter(|code| code.term.n_documents >= least);
    let mut found: Vec<(Links, Term)> = wanted.map(|code| (code.links.clone(), code.term.clone())).collect();
    found.sort_by_key(|(_, term)| std::cmp::Reverse(term.n_documents));
    Things { n_units: n_people(source), ..limited(found, least, false, most) }
}

/// What was typed, or the usual; never fewer than may be told.
fn least(source: &Source, usual: impl FnOnce() -> u32) -> u32 {
    let typed = count_typed(&source.query.least).filter(|typed| *typed > 0);
    typed.unwrap_or_else(usual).max(least_people(&source.reading.dataset))
}

fn limited(found: Vec<(Links, Term)>, least: u32, are_words: bool, most: usize) -> Things {
    let (links, terms) = found.into_iter().unzip();
    let (n_beyond, unit, n_units, units) = (0, Unit::Person, 0, None);
    let mut things = Things { terms, links, least, are_words, n_beyond, unit, n_units, units };
    things.shorten(most);
    things
}

impl Things {
    /// Keeps the first `most`, and tells how many were left out.
    pub fn shorten(&mut self, most: usize) {
        self.n_beyond += self.terms.len().saturating_sub(most);
        self.terms.truncate(most);
        self.links.truncate(most);
    }

    /// The same as they are compared with one another.
    pub fn compared(&self, source: &Source, options: &CooccurrenceOptions) -> Compared {
        let corpus = &source.reading.texts.corpus;
        // They are chosen already: all are as frequent as this.
        let options = CooccurrenceOptions { min_documents: Some(self.least), ..options.clone() };
        match &self.units {
            _ if !self.are_words => Compared::codes(&self.terms, self.n_units, &options),
            Some(units) => Compared::by_unit(corpus, &self.terms, units, &options),
            None => Compared::by_text(corpus, &self.terms, &options),
        }
    }

    /// How many of what from how many people on, in words.
    pub fn note(&self, source: &Source) -> String {
        let key = match (self.are_words, self.unit) {
            (true, Unit::Person) => "multivariate-note-words",
            (true, _) => "multivariate-note-units",
            (false, _) => "multivariate-note-codes",
        };
        let args = [
            ("documents", source.reading.writings.len().to_string()),
            ("least", self.least.to_string()),
            ("n", self.terms.len().to_string()),
        ];
        let few =
            if source.are_rules() { source.few_left_out("multivariate-rules-few") } else { String::new() };
        let said = [source.say_with(key, &self.told(source, &args)), form::denied_note(source), few];
        join(&said, source.reading.dataset.lang)
    }

    /// These arguments of a message, and what is counted.
    pub fn told(&self, source: &Source, args: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
        let counted = units::arguments(&source.reading.dataset, self.unit, self.n_units);
        [args, &counted[..]].concat()
    }

    /// The head of a column of how many people, or other units, there are.
    pub fn head(&self, source: &Source) -> String {
        match self.unit {
            Unit::Person => source.say("explore-people"),
            unit => units::name(&source.reading.dataset, unit),
        }
    }

    /// What is said when there were too many.
    pub fn warning(&self, source: &Source) -> Option<String> {
        let args = [("n", self.terms.len().to_string()), ("beyond", self.n_beyond.to_string())];
        (self.n_beyond > 0).then(|| source.say_with("multivariate-limited", &self.told(source, &args)))
    }

    /// The links of the thing with this name and class.
    pub fn links_of(&self, lemma: &str, class: &str) -> Links {
        let place = self.terms.iter().position(|term| term.lemma == lemma && term.class == class);
        place.and_then(|place| self.links.get(place)).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(lemma: &str, n_documents: u32) -> (Links, Term) {
        let documents = (0..n_documents).collect();
        let links = Links { contexts: format!("/{lemma}"), ..Links::default() };
        let term = Term {
            lemma: lemma.to_owned(),
            class: "noun",
            word: 0,
            n_documents,
            n_occurrences: n_documents,
            n_negated: 0,
            documents,
        };
        (links, term)
    }

    #[test]
    fn pairs_lead_to_the_texts_of_both() {
        let links = |texts: &str, with: &str| Links {
            contexts: String::new(),
            texts: texts.to_owned(),
            with: with.to_owned(),
        };
        let (one, other) = (links("/texts?word=a", "&with=a"), links("/texts?word=b", "&with=b"));
        assert_eq!(one.both(&other), "/texts?word=a&with=b");
        assert_eq!(one.both(&Links::default()), "");
        assert_eq!(Links::default().both(&one), "");
    }

    #[test]
    fn too_many_things_are_cut_and_counted() {
        let found = vec![term("相談", 9), term("通院", 7), term("職場", 5)];
        let mut things = limited(found, 5, true, 2);
        assert_eq!((things.terms.len(), things.links.len(), things.n_beyond), (2, 2, 1));
        assert_eq!(things.links_of("通院", "noun").contexts, "/通院");
        assert_eq!(things.links_of("通院", "verb").contexts, "");
        things.shorten(1);
        assert_eq!((things.terms.len(), things.links.len(), things.n_beyond), (1, 1, 2));
        things.shorten(5);
        assert_eq!((things.terms.len(), things.n_beyond), (1, 2));
    }
}
