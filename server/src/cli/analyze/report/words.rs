//! The words of a report: tables by class, the pairs of the network, and words with what stands around them.

use std::collections::HashMap;

use analysis::text::cooccurrence::Edge;
use analysis::text::corpus::Corpus;
use analysis::text::kwic::{KwicOptions, kwic};
use analysis::text::terms::Term;
use analysis::text::word_class::WORD_CLASSES;
use serde::Serialize;

use super::listings::Listings;
use super::{Number, decimals, grouped};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::{LANG, id_of};
use crate::i18n::text;

/// Words listed in each class; `terms.csv` has all.
pub(super) const WORDS_OF_CLASS: usize = 30;

/// Lines for each of them.
const KWIC_LINES: usize = 10;

#[derive(Serialize)]
pub struct ClassView {
    label: String,
    n_words: String,
    rows: Vec<WordView>,
}

#[derive(Serialize)]
struct WordView {
    lemma: String,
    people: Number,
    documents: Number,
    occurrences: Number,
    /// Empty when the word is never denied.
    negated: Option<Number>,
}

#[derive(Serialize)]
pub struct EdgeView {
    words: String,
    /// How many people or units have both.
    n: Number,
    strength: String,
}

#[derive(Serialize)]
pub struct KwicView {
    lemma: String,
    n: String,
    lines: Vec<LineView>,
}

#[derive(Serialize)]
struct LineView {
    href: String,
    id: String,
    left: String,
    keyword: String,
    right: String,
}

/// The most frequent words of each class.
pub fn classes(figures: &Figures, listings: &mut Listings<'_>) -> Vec<ClassView> {
    let mut views = Vec::new();
    let denying = denying(&figures.corpus);
    for class in WORD_CLASSES.iter().filter(|class| class.is_content) {
        let words: Vec<&Term> = figures.terms.iter().filter(|term| term.class == class.key).collect();
        if words.is_empty() {
            continue;
        }
        let row = |term: &&Term| {
            let people = listings.people(&term.lemma, &term.documents);
            let title = format!("{} {}", term.lemma, text(LANG, "analyze-negated", &[]));
            let texts = denying.get(&term.word);
            WordView {
                lemma: term.lemma.clone(),
                documents: people.beside(term.n_documents),
                occurrences: people.beside(term.n_occurrences),
                people,
                negated: texts.map(|texts| listings.number_of(&title, term.n_negated, texts)),
            }
        };
        views.push(ClassView {
            label: text(LANG, &format!("analyze-class-{}", class.key), &[]),
            n_words: grouped(words.len() as u32),
            rows: words.iter().take(WORDS_OF_CLASS).map(row).collect(),
        });
    }
    views
}

/// For each word that is denied somewhere (〜ない) the texts, ascending.
fn denying(corpus: &Corpus) -> HashMap<u32, Vec<u32>> {
    let mut found: HashMap<u32, Vec<u32>> = HashMap::new();
    for document in 0..corpus.documents.len() as u32 {
        for token in corpus.tokens_of(document).iter().filter(|token| token.is_negated) {
            let texts = found.entry(token.word).or_default();
            if texts.last() != Some(&document) {
                texts.push(document);
            }
        }
    }
    found
}

/// The pairs of the network, strongest first.
pub fn edges(figures: &Figures, listings: &mut Listings<'_>) -> Vec<EdgeView> {
    let edges = figures.network.edges.iter().map(|edge| {
        let words = pair(figures, edge);
        EdgeView {
            n: listings.number_of(&words, edge.n_documents, &edge.documents),
            strength: decimals(edge.strength, 3),
            words,
        }
    });
    edges.collect()
}

/// The words of an edge.
pub fn pair(figures: &Figures, edge: &Edge) -> String {
    let lemma = |place: u32| figures.network.nodes.get(place as usize).map_or("", |node| node.lemma.as_str());
    format!("{} – {}", lemma(edge.source), lemma(edge.target))
}

/// Words (dictionary form and class) as they are printed: the class stands beside those that are there in several.
pub fn told_apart(words: &[(&str, &str)]) -> Vec<String> {
    let mut n_of: HashMap<&str, usize> = HashMap::new();
    for (lemma, _) in words {
        *n_of.entry(*lemma).or_default() += 1;
    }
    let name = |(lemma, class): &(&str, &str)| match n_of.get(*lemma).copied() {
        Some(2..) if !class.is_empty() => {
            format!("{lemma}（{}）", text(LANG, &format!("analyze-class-{class}"), &[]))
        }
        _ => (*lemma).to_owned(),
    };
    words.iter().map(name).collect()
}

/// The words that are looked at more closely, with what stands around them.
pub fn kwic_tables(figures: &Figures) -> Vec<KwicView> {
    let options = KwicOptions { limit: KWIC_LINES, ..KwicOptions::standard() };
    let tables = figures.further.collocations.iter().map(|(lemma, _)| {
        let found = kwic(&figures.corpus, lemma, &options);
        let line = |line: &analysis::text::kwic::KwicLine| LineView {
            href: format!("#d{}", line.document),
            id: id_of(&figures.corpus, line.document).to_owned(),
            left: line.left.clone(),
            keyword: line.keyword.clone(),
            right: line.right.clone(),
        };
        KwicView {
            lemma: lemma.clone(),
            n: grouped(found.n_occurrences),
            lines: found.lines.iter().map(line).collect(),
        }
    });
    tables.collect()
}
