//! What is made only when somebody asks for it, because it costs time: words from wave to wave, candidates of compound words,
//! and what somebody's lists of words changed.

use analysis::text::compounds::{Compound, compounds};
use analysis::text::corpus::build;
use analysis::text::dictionary::Dictionary;
use analysis::text::own_words::OwnWords;
use analysis::text::tokenizer::Tokenizer;
use analysis::text::word_changes::{WordChange, word_changes};

use super::figures::Figures;
use super::waves::{self, Known, Waves};
use super::{AnalyzeArgs, words};

/// A run of nouns that occurs less often is no candidate.
pub const LEAST_OCCURRENCES: u32 = 2;

/// What was asked for, and found.
pub struct Asked {
    /// Words through the waves of a column.
    pub waves: Option<Waves>,
    /// Nouns that follow one another (複合語の候補).
    pub compounds: Option<Vec<Compound>>,
    /// Words that the lists of the arguments count otherwise than no lists.
    pub changes: Option<Vec<WordChange>>,
}

/// How the texts were read.
#[derive(Clone, Copy)]
pub struct Reading<'r> {
    /// The lists of the arguments.
    pub own: &'r OwnWords,
    /// What cut the texts into words.
    pub tokenizer: &'r Tokenizer,
    /// What it rests on.
    pub dictionary: &'r Dictionary,
}

impl Asked {
    /// Makes what the arguments ask for. What cannot be made is added to the problems.
    ///
    /// # Errors
    /// When the texts cannot be read without the lists.
    pub fn of(
        args: &AnalyzeArgs,
        reading: Reading<'_>,
        (figures, known): (&Figures, Known<'_>),
        problems: &mut Vec<String>,
    ) -> anyhow::Result<Asked> {
        let documents = &figures.corpus.documents;
        let found = || compounds(reading.tokenizer, documents, LEAST_OCCURRENCES);
        Ok(Asked {
            waves: waves::of(args.wave.as_deref(), figures, known, problems),
            compounds: args.compounds.then(found),
            changes: changes(args, reading, figures)?,
        })
    }
}

/// The texts are read once more, without the lists.
fn changes(
    args: &AnalyzeArgs,
    reading: Reading<'_>,
    figures: &Figures,
) -> anyhow::Result<Option<Vec<WordChange>>> {
    if reading.own.counts().is_none() {
        return Ok(None);
    }
    let plain = Tokenizer::plain(reading.dictionary).following(reading.tokenizer.convention());
    let tokenizer = words::without_lists(args).tokenizer(&plain)?;
    let before = build(&tokenizer, figures.corpus.documents.clone(), &|_| {});
    Ok(Some(word_changes(&before, &figures.corpus)))
}
