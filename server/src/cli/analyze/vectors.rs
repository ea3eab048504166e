//! Vectors of words, by which texts are put into groups beside the words that they have in common.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use analysis::text::corpus::Corpus;
use analysis::text::terms::{TermOptions, terms};
use analysis::text::word_vectors::{self, VectorProblem, WordVectors};
use anyhow::Context;

use super::LANG;
use crate::i18n::text;

/// Reads the vectors of the words of the texts.
///
/// # Errors
/// With words for the person at the terminal.
pub fn read(path: &Path, corpus: &Corpus) -> anyhow::Result<WordVectors> {
    let place = || ("path", path.display().to_string());
    let file = File::open(path).with_context(|| text(LANG, "analyze-file-unreadable", &[place()]))?;
    let terms = terms(corpus, &TermOptions::content_words());
    let wanted: BTreeSet<&str> = terms.iter().map(|term| term.lemma.as_str()).collect();
    word_vectors::read(BufReader::with_capacity(1 << 20, file), &wanted).map_err(|problem| {
        let words = match &problem {
            VectorProblem::Unreadable(_) => text(LANG, "analyze-file-unreadable", &[place()]),
            VectorProblem::Line { line } => {
                text(LANG, "analyze-vectors-line", &[place(), ("line", line.to_string())])
            }
            VectorProblem::TooMany => text(LANG, "analyze-vectors-too-many", &[place()]),
            VectorProblem::Empty => text(LANG, "analyze-vectors-empty", &[place()]),
        };
        anyhow::Error::new(problem).context(words)
    })
}
