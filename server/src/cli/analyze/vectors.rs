//! Vectors of words, by which texts are put into groups beside the words that they have in common.

use std::path::Path;

use analysis::text::corpus::Corpus;
use analysis::text::word_vectors::{VectorProblem, WordVectors};

use super::LANG;
use crate::i18n::text;
use crate::language::vectors;

/// Reads the vectors of the words of the texts.
///
/// # Errors
/// With words for the person at the terminal.
pub fn read(path: &Path, corpus: &Corpus) -> anyhow::Result<WordVectors> {
    let place = || ("path", path.display().to_string());
    vectors::read(path, corpus).map_err(|problem| {
        let words = match &problem {
            // Why a file cannot be opened is for the system to say; the others say all themselves.
            VectorProblem::Unreadable(_) => {
                let words = text(LANG, "analyze-file-unreadable", &[place()]);
                return anyhow::Error::new(problem).context(words);
            }
            VectorProblem::Line { line } => {
                text(LANG, "analyze-vectors-line", &[place(), ("line", line.to_string())])
            }
            VectorProblem::TooMany => text(LANG, "analyze-vectors-too-many", &[place()]),
            VectorProblem::Empty => text(LANG, "analyze-vectors-empty", &[place()]),
        };
        anyhow::Error::msg(words)
    })
}
