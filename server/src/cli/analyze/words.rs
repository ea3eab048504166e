//! Lists of words on the command line: forced words, stop words, synonyms, a dictionary.

use std::path::PathBuf;

use analysis::text::encoding::TextEncoding;
use analysis::text::own_words::{ListProblem, OwnWords, WordList, WordLists};

use super::input::{bytes, text_of};
use super::{AnalyzeArgs, LANG};
use crate::i18n::text;

/// The most words of one file: as many as large dictionaries of one field have.
const MAX_WORDS: usize = 500_000;

/// Reads the lists that the arguments name.
///
/// # Errors
/// With words for the person at the terminal: each file, and its lines.
pub fn read(args: &AnalyzeArgs, encoding: Option<TextEncoding>) -> anyhow::Result<OwnWords> {
    let typed = |list: WordList| -> anyhow::Result<String> {
        match path_of(args, list) {
            None => Ok(String::new()),
            Some(path) => text_of(path, &bytes(path)?, encoding),
        }
    };
    let lists = WordLists {
        forced: typed(WordList::Forced)?,
        stop_words: typed(WordList::StopWords)?,
        synonyms: typed(WordList::Synonyms)?,
        dictionary: typed(WordList::Dictionary)?,
        has_domain_words: !args.no_domain_words && !args.khcoder,
    };
    lists.read_up_to(MAX_WORDS).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| words(args, problem)).collect();
        anyhow::Error::msg(lines.join("\n"))
    })
}

/// No lists, but the words of the field where they are wanted.
pub fn without_lists(args: &AnalyzeArgs) -> OwnWords {
    let has_domain_words = !args.no_domain_words && !args.khcoder;
    // Where nothing is written nothing is wrong.
    WordLists { has_domain_words, ..WordLists::default() }.read().unwrap_or_default()
}

fn path_of(args: &AnalyzeArgs, list: WordList) -> Option<&PathBuf> {
    match list {
        WordList::Forced => args.force_words.as_ref(),
        WordList::StopWords => args.stop_words.as_ref(),
        WordList::Synonyms => args.synonyms.as_ref(),
        WordList::Dictionary => args.user_dictionary.as_ref(),
    }
}

fn words(args: &AnalyzeArgs, problem: &ListProblem) -> String {
    let path = path_of(args, problem.list).map(|path| path.display().to_string()).unwrap_or_default();
    let key = format!("lists-problem-{}", problem.kind.code());
    let about = [("line", problem.line.to_string()), ("detail", problem.detail.clone())];
    format!("{path}: {}", text(LANG, &key, &about))
}
