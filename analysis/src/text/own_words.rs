//! The words of one survey: lists that people keep beside the dictionary, as they type them, and what follows for texts.

pub(super) mod header;
mod rows;

use std::collections::HashSet;

use serde::Serialize;
use sha2::{Digest, Sha256};

use self::rows::{dictionary, plain};
use super::corpus::{Corpus, comparable};
use super::dictionary::hex;
use super::domain_words::{self, DomainWord};
use super::synonyms::{SynonymProblem, Synonyms};
use super::tokenizer::Tokenizer;
use super::word_class;
use crate::error::Error;

/// The most words of one list of a survey: each change compiles them.
pub const MAX_WORDS: usize = 10_000;

/// The longest word, in characters.
pub const MAX_LENGTH: usize = 100;

/// The most problems that are listed.
const MAX_PROBLEMS: usize = 50;

/// The lists as they were typed. The first row of each may name its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordLists {
    /// Words that are kept whole (強制抽出語), one a line.
    pub forced: String,
    /// Dictionary forms that are not counted (ストップワード), one a line.
    pub stop_words: String,
    /// Words that are counted as one, a group a line; see [`Synonyms::parse`].
    pub synonyms: String,
    /// Words with class, reading and the form under which they are counted: `surface,class,reading,lemma`, all but the
    /// first may be left out.
    pub dictionary: String,
    /// Whether the words of the field are known, too.
    pub has_domain_words: bool,
}

impl Default for WordLists {
    fn default() -> WordLists {
        let [forced, stop_words, synonyms, dictionary]: [String; 4] = Default::default();
        WordLists { forced, stop_words, synonyms, dictionary, has_domain_words: true }
    }
}

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// Words that are kept whole.
    Forced,
    /// Words that are not counted.
    StopWords,
    /// Words that are counted as one.
    Synonyms,
    /// Words with class and form.
    Dictionary,
}

impl WordList {
    /// Its stable name.
    pub fn key(self) -> &'static str {
        match self {
            WordList::Forced => "forced",
            WordList::StopWords => "stop_words",
            WordList::Synonyms => "synonyms",
            WordList::Dictionary => "dictionary",
        }
    }
}

/// What can be wrong with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListProblemKind {
    /// More words than one list may have; the detail says how many that are.
    TooMany,
    /// A word of more than [`MAX_LENGTH`] characters.
    TooLong,
    /// A word that stands in a second group of synonyms.
    SecondGroup,
    /// A class that words cannot have.
    UnknownClass,
    /// A word that stands in the dictionary twice.
    SecondTime,
    /// A row that cannot be read.
    Malformed,
    /// A row of synonyms without the word that they are counted as, or without others.
    Incomplete,
    /// A row that names columns, of which one (the detail) is not known, or not to be had twice or alone.
    UnknownColumn,
}

impl ListProblemKind {
    /// Every kind, so that a test can ask for words for each.
    pub const ALL: [ListProblemKind; 8] = [
        ListProblemKind::TooMany,
        ListProblemKind::TooLong,
        ListProblemKind::SecondGroup,
        ListProblemKind::UnknownClass,
        ListProblemKind::SecondTime,
        ListProblemKind::Malformed,
        ListProblemKind::Incomplete,
        ListProblemKind::UnknownColumn,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            ListProblemKind::TooMany => "too-many",
            ListProblemKind::TooLong => "too-long",
            ListProblemKind::SecondGroup => "second-group",
            ListProblemKind::UnknownClass => "unknown-class",
            ListProblemKind::SecondTime => "second-time",
            ListProblemKind::Malformed => "malformed",
            ListProblemKind::Incomplete => "incomplete",
            ListProblemKind::UnknownColumn => "unknown-column",
        }
    }
}

/// One thing that is wrong with a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListProblem {
    /// Which list.
    pub list: WordList,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: ListProblemKind,
    /// The word, class or limit that it is about, or empty.
    pub detail: String,
}

/// How much the lists hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ListCounts {
    /// Words that are kept whole.
    pub forced: usize,
    /// Words that are not counted.
    pub stop_words: usize,
    /// Groups of words that are counted as one.
    pub synonyms: usize,
    /// Words of the dictionary, without those that are kept whole anyway.
    pub dictionary: usize,
}

/// The lists, ready for use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWords {
    words: Vec<DomainWord>,
    stop_words: Vec<String>,
    synonyms: Synonyms,
    has_domain_words: bool,
    counts: ListCounts,
    sha256: String,
}

impl Default for OwnWords {
    /// No lists: the words of the field alone.
    fn default() -> OwnWords {
        OwnWords {
            words: Vec::new(),
            stop_words: Vec::new(),
            synonyms: Synonyms::default(),
            has_domain_words: true,
            counts: ListCounts::default(),
            sha256: String::new(),
        }
    }
}

impl WordLists {
    /// Reads the lists of a survey.
    ///
    /// # Errors
    /// What is wrong with them, list by list, in the order of their lines.
    pub fn read(&self) -> Result<OwnWords, Vec<ListProblem>> {
        self.read_up_to(MAX_WORDS)
    }

    /// The same with another limit than [`MAX_WORDS`], for lists that are compiled once.
    ///
    /// # Errors
    /// What is wrong with them, list by list, in the order of their lines.
    pub fn read_up_to(&self, max_words: usize) -> Result<OwnWords, Vec<ListProblem>> {
        let mut problems = Vec::new();
        let forced = plain(WordList::Forced, &self.forced, max_words, &mut problems);
        let stop_words = plain(WordList::StopWords, &self.stop_words, max_words, &mut problems);
        let synonyms = self.synonyms(max_words, &mut problems);
        let dictionary = dictionary(&self.dictionary, max_words, &mut problems);
        if !problems.is_empty() {
            problems.truncate(MAX_PROBLEMS);
            return Err(problems);
        }
        let mut words = domain_words::forced(&forced);
        let n_forced = words.len();
        let known: HashSet<String> = words.iter().map(|word| word.surface.clone()).collect();
        words.extend(dictionary.into_iter().filter(|word| !known.contains(&word.surface)));
        let counts = ListCounts {
            forced: n_forced,
            stop_words: stop_words.len(),
            synonyms: synonyms.n_groups(),
            dictionary: words.len() - n_forced,
        };
        let has_domain_words = self.has_domain_words;
        Ok(OwnWords { words, stop_words, synonyms, has_domain_words, counts, sha256: self.sha256() })
    }

    /// Groups of synonyms of one word, which change nothing. [`WordLists::read`] takes them, as lists that were saved may have some;
    /// whoever writes a list wants to know.
    pub fn lone_synonyms(&self) -> Vec<ListProblem> {
        let (list, kind) = (WordList::Synonyms, ListProblemKind::Incomplete);
        let lines = Synonyms::lone_lines(&self.synonyms).into_iter().take(MAX_PROBLEMS);
        lines.map(|line| ListProblem { list, line, kind, detail: String::new() }).collect()
    }

    fn synonyms(&self, max_words: usize, problems: &mut Vec<ListProblem>) -> Synonyms {
        let list = WordList::Synonyms;
        let mut report = |line, kind, detail| problems.push(ListProblem { list, line, kind, detail });
        for (line, number) in self.synonyms.lines().zip(1..) {
            if line.split([',', '、', '\t']).any(|word| word.trim().chars().count() > MAX_LENGTH) {
                report(number, ListProblemKind::TooLong, String::new());
            }
        }
        match Synonyms::parse(&self.synonyms) {
            Ok(synonyms) if synonyms.n_groups() > max_words => {
                report(max_words + 1, ListProblemKind::TooMany, max_words.to_string());
                Synonyms::default()
            }
            Ok(synonyms) => synonyms,
            Err(problem) => {
                let (line, kind) = match problem {
                    SynonymProblem::SecondGroup(line) => (line, ListProblemKind::SecondGroup),
                    SynonymProblem::Incomplete(line) => (line, ListProblemKind::Incomplete),
                };
                report(line, kind, String::new());
                Synonyms::default()
            }
        }
    }

    /// Names the lists; empty for lists without anything.
    fn sha256(&self) -> String {
        if *self == WordLists::default() {
            return String::new();
        }
        let mut hash = Sha256::new();
        for list in [&self.forced, &self.stop_words, &self.synonyms, &self.dictionary] {
            hash.update(list.len().to_le_bytes());
            hash.update(list.as_bytes());
        }
        hash.update([u8::from(self.has_domain_words)]);
        hex(&hash.finalize())
    }
}

impl OwnWords {
    /// Names the lists, so that what was made with them can be kept; empty where there are none.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// How much the lists hold; None where there are none.
    pub fn counts(&self) -> Option<ListCounts> {
        (self.counts != ListCounts::default()).then_some(self.counts)
    }

    /// Dictionary forms that are not counted.
    pub fn stop_words(&self) -> &[String] {
        &self.stop_words
    }

    /// Whether texts are cut otherwise than without the lists.
    pub fn has_own_tokens(&self) -> bool {
        !self.words.is_empty() || !self.has_domain_words
    }

    /// A tokenizer that knows the words of these lists, of the same dictionary as `shared`.
    ///
    /// # Errors
    /// [`Error::DictionaryInvalid`] when a word cannot be taken into a dictionary.
    pub fn tokenizer(&self, shared: &Tokenizer) -> Result<Tokenizer, Error> {
        let own = Tokenizer::with_words(&shared.dictionary, &self.words, self.has_domain_words)?;
        Ok(own.following(shared.convention()))
    }

    /// Counts synonyms as one word, and stop words not at all: they get the class of what is never counted. The corpus
    /// must be cut by [`OwnWords::tokenizer`]; its fingerprint then names the lists, too.
    pub fn apply(&self, corpus: &mut Corpus) {
        if self.counts.synonyms == 0 && self.stop_words.is_empty() {
            return;
        }
        self.synonyms.apply(corpus);
        let convention = corpus.convention;
        let stopped: HashSet<String> =
            self.stop_words.iter().map(|word| comparable(word, convention)).collect();
        for word in
            corpus.words.iter_mut().filter(|word| stopped.contains(&comparable(&word.lemma, convention)))
        {
            word.class = word_class::other();
        }
        let mut hash = Sha256::new();
        hash.update(corpus.fingerprint.as_bytes());
        hash.update(self.sha256.as_bytes());
        corpus.fingerprint = hex(&hash.finalize()).chars().take(16).collect();
    }
}

#[cfg(test)]
mod tests;
