//! The words themselves in the report: candidates of compound words, and what lists of words changed.

use analysis::text::compounds::Compound;
use analysis::text::word_changes::WordChange;
use serde::Serialize;

use super::grouped;
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
    /// Candidate, its words, texts, occurrences.
    rows: Vec<[String; 4]>,
}

#[derive(Serialize)]
pub struct ChangesView {
    note: String,
    /// Word, texts and occurrences, each before and after.
    rows: Vec<[String; 5]>,
}

/// Nouns that follow one another, those of most texts first.
pub fn compounds(found: &[Compound]) -> CompoundsView {
    let args = [
        ("n", grouped(found.len() as u32)),
        ("least", LEAST_OCCURRENCES.to_string()),
        ("most", MOST_ROWS.to_string()),
    ];
    let row = |compound: &Compound| {
        let [documents, occurrences] = [compound.n_documents, compound.n_occurrences].map(grouped);
        [compound.text.clone(), compound.parts.join(BETWEEN), documents, occurrences]
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
pub fn changes(found: &[WordChange]) -> ChangesView {
    let row = |change: &WordChange| {
        let (before, after) = (change.before, change.after);
        let numbers =
            [before.n_documents, after.n_documents, before.n_occurrences, after.n_occurrences].map(grouped);
        let [documents, documents_after, occurrences, occurrences_after] = numbers;
        [change.lemma.clone(), documents, documents_after, occurrences, occurrences_after]
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
