//! The words themselves in the report: candidates of compound words, and what lists of words changed.

use analysis::text::compounds::Compound;
use analysis::text::word_changes::WordChange;
use serde::Serialize;

use super::listings::Listings;
use super::{Number, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::asked::LEAST_OCCURRENCES;
use crate::i18n::text;

/// Rows of a table; the CSV files have all.
const MOST_ROWS: usize = 50;

/// Between the words of a candidate.
const BETWEEN: &str = "｜";

#[derive(Serialize)]
pub struct CompoundsView {
    note: String,
    rows: Vec<CompoundView>,
}

#[derive(Serialize)]
pub struct ChangesView {
    note: String,
    rows: Vec<ChangeView>,
}

#[derive(Serialize)]
struct CompoundView {
    text: String,
    /// Its words.
    parts: String,
    documents: Number,
    occurrences: Number,
}

#[derive(Serialize)]
struct ChangeView {
    word: String,
    /// Texts before and after.
    documents: [Number; 2],
    /// Occurrences before and after.
    occurrences: [Number; 2],
}

/// Nouns that follow one another, those of most texts first.
pub fn compounds(found: &[Compound], listings: &mut Listings<'_>) -> CompoundsView {
    let args = [
        ("n", grouped(found.len() as u32)),
        ("least", LEAST_OCCURRENCES.to_string()),
        ("most", MOST_ROWS.to_string()),
    ];
    let row = |compound: &Compound| {
        let documents = listings.number(&compound.text, &compound.documents);
        CompoundView {
            text: compound.text.clone(),
            parts: compound.parts.join(BETWEEN),
            occurrences: documents.beside(compound.n_occurrences),
            documents,
        }
    };
    CompoundsView {
        note: text(
            LANG,
            if found.is_empty() { "analyze-compounds-none" } else { "analyze-compounds-note" },
            &args,
        ),
        rows: found.iter().take(MOST_ROWS).map(row).collect(),
    }
}

/// Words that are counted otherwise than without the lists, the largest changes first.
pub fn changes(found: &[WordChange], listings: &mut Listings<'_>) -> ChangesView {
    let row = |change: &WordChange| {
        let [before, after] = &change.documents;
        let title = format!("{} {}", change.lemma, text(LANG, "analyze-changes-before", &[]));
        let documents = [listings.number(&title, before), listings.number(&change.lemma, after)];
        let [n_before, n_after] = &documents;
        let occurrences =
            [n_before.beside(change.before.n_occurrences), n_after.beside(change.after.n_occurrences)];
        ChangeView { word: change.lemma.clone(), documents, occurrences }
    };
    let args = [("n", grouped(found.len() as u32)), ("most", MOST_ROWS.to_string())];
    ChangesView {
        note: text(
            LANG,
            if found.is_empty() { "analyze-changes-none" } else { "analyze-changes-note" },
            &args,
        ),
        rows: found.iter().take(MOST_ROWS).map(row).collect(),
    }
}
