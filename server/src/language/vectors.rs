//! Vectors of words from a file that somebody brings, by which texts are put into groups beside the words that they share.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use analysis::text::corpus::Corpus;
use analysis::text::denied::lemma;
use analysis::text::terms::{TermOptions, terms};
use analysis::text::word_vectors::{self, VectorProblem, WordVectors};

/// Reads the vectors of the words of texts.
///
/// # Errors
/// When the file cannot be read, or is no such file.
pub fn read(path: &Path, corpus: &Corpus) -> Result<WordVectors, VectorProblem> {
    let terms = terms(corpus, &TermOptions::content_words());
    let wanted: BTreeSet<&str> = terms.iter().map(|term| lemma(&term.lemma)).collect();
    word_vectors::read(BufReader::with_capacity(1 << 20, File::open(path)?), &wanted)
}

/// The file of the settings, if there is one, with the vectors of the words of some texts.
pub struct Vectors {
    file: Option<PathBuf>,
    read: OnceLock<Option<WordVectors>>,
}

impl Vectors {
    /// Those of a file, not read yet.
    pub fn new(file: Option<PathBuf>) -> Vectors {
        Vectors { file, read: OnceLock::new() }
    }

    /// What the file is called; `None` where the settings name none.
    pub fn name(&self) -> Option<String> {
        let name = self.file.as_deref()?.file_name()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// The vectors of the words of `corpus`, always the same texts. A large file takes long, the first time. `None` where the settings
    /// name no file, or one that cannot be read, which goes into the log.
    pub fn of(&self, corpus: &Corpus) -> Option<&WordVectors> {
        let file = self.file.as_deref()?;
        let read = || match read(file, corpus) {
            Ok(vectors) => Some(vectors),
            Err(problem) => {
                tracing::warn!("no vectors of words: {}: {problem}", file.display());
                None
            }
        };
        self.read.get_or_init(read).as_ref()
    }
}
