//! Lists of words on the command line: forced words, stop words, synonyms, a dictionary.

use std::path::Path;

use analysis::error::Error;
use analysis::text::dictionary::Dictionary;
use analysis::text::domain_words::{self, DomainWord};
use analysis::text::encoding::TextEncoding;
use analysis::text::synonyms::Synonyms;
use analysis::text::tokenizer::{Convention, Tokenizer};
use analysis::text::word_list;

use super::input::{bytes, text_of};
use super::{AnalyzeArgs, LANG};
use crate::i18n::text;

/// What the lists say.
pub struct Words {
    /// Words on top of IPADIC, forced ones first.
    own: Vec<DomainWord>,
    /// Words that are left out.
    pub stop_words: Vec<String>,
    /// Words that are counted as one.
    pub synonyms: Synonyms,
}

impl Words {
    /// Reads the lists that the arguments name.
    ///
    /// # Errors
    /// With words for the person at the terminal: the file and its line.
    pub fn read(args: &AnalyzeArgs, encoding: Option<TextEncoding>) -> anyhow::Result<Words> {
        let read = |path: &Option<_>| list(path, encoding);
        let mut own = domain_words::forced(&read(&args.force_words)?);
        if let Some(path) = &args.user_dictionary {
            let dictionary = text_of(path, &bytes(path)?, encoding)?;
            let known: std::collections::HashSet<String> =
                own.iter().map(|word| word.surface.clone()).collect();
            let words = domain_words::parse(&dictionary).map_err(|error| match error {
                Error::ShippedData { line, detail, .. } => {
                    anyhow::Error::msg(detail).context(malformed(path, line))
                }
                error => error.into(),
            })?;
            own.extend(words.into_iter().filter(|word| !known.contains(&word.surface)));
        }
        let synonyms = match &args.synonyms {
            None => Synonyms::default(),
            Some(path) => {
                let table = text_of(path, &bytes(path)?, encoding)?;
                Synonyms::parse(&table).map_err(|line| anyhow::Error::msg(malformed(path, line)))?
            }
        };
        Ok(Words { own, stop_words: read(&args.stop_words)?, synonyms })
    }

    /// A tokenizer that knows them.
    ///
    /// # Errors
    /// When a word cannot be taken into the dictionary.
    pub fn tokenizer(&self, args: &AnalyzeArgs, dictionary: &Dictionary) -> Result<Tokenizer, Error> {
        let has_domain_words = !args.no_domain_words && !args.khcoder;
        let tokenizer = Tokenizer::with_words(dictionary, &self.own, has_domain_words)?;
        Ok(if args.khcoder { tokenizer.following(Convention::KhCoder) } else { tokenizer })
    }
}

fn list(path: &Option<std::path::PathBuf>, encoding: Option<TextEncoding>) -> anyhow::Result<Vec<String>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let list = text_of(path, &bytes(path)?, encoding)?;
    word_list::words(&list).map_err(|line| anyhow::Error::msg(malformed(path, line)))
}

fn malformed(path: &Path, line: usize) -> String {
    let args = [("path", path.display().to_string()), ("line", line.to_string())];
    text(LANG, "analyze-words-malformed", &args)
}
