//! Nouns that follow one another in the texts of a survey, to be kept whole at a press.

use std::sync::Arc;

use analysis::error::Error;
use analysis::text::compounds::Compound;
use analysis::text::corpus::Document;
use analysis::text::own_words::OwnWords;
use serde::Serialize;

use crate::dataset::Dataset;
use crate::language::Language;
use crate::pages::explore::selection::is_withheld;

/// Candidates that are listed.
const MOST: usize = 50;

/// Between the words of a candidate.
const BETWEEN: &str = "｜";

/// One candidate.
#[derive(Serialize)]
pub struct CandidateView {
    word: String,
    parts: String,
    n_people: u32,
    n_occurrences: u32,
}

/// The candidates of most people, and how many more there are.
///
/// # Errors
/// When there is no dictionary, or a word cannot be taken into one.
pub fn candidates(
    language: &Language,
    dataset: &Dataset,
    documents: &[Document],
    own: &OwnWords,
) -> Result<(Vec<CandidateView>, usize), Arc<Error>> {
    let found = language.compounds(documents, own)?;
    let is_shown = |compound: &&Compound| !is_withheld(dataset, compound.n_documents as usize);
    let found: Vec<&Compound> = found.iter().filter(is_shown).collect();
    let n_more = found.len().saturating_sub(MOST);
    let view = found.iter().take(MOST).map(|compound| CandidateView {
        word: compound.text.clone(),
        parts: compound.parts.join(BETWEEN),
        n_people: compound.n_documents,
        n_occurrences: compound.n_occurrences,
    });
    Ok((view.collect(), n_more))
}
