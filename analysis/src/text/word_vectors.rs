//! Vectors of words that somebody brings, in the text format of word2vec (also fastText's `.vec` and GloVe's): a word a line with its
//! numbers between blanks, and before them, in most files, a line with how many words and numbers there are.
//!
//! Only the vectors of words that are asked for are kept, so that a file of gigabytes needs little memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Read};

use super::denied::lemma;
use super::terms::Term;

/// Most numbers of a vector.
pub const MOST_DIMENSIONS: usize = 1_000;

/// Most words of a file.
pub const MOST_WORDS: usize = 10_000_000;

/// Most bytes of a line: a long word and as many numbers as there may be.
const LONGEST_LINE: u64 = 64 * 1024;

/// Vectors of some words, all of the same length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WordVectors {
    /// Numbers of a vector; 0 when the file has no vector.
    pub dimensions: usize,
    of_word: BTreeMap<String, Vec<f32>>,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum VectorProblem {
    /// It cannot be read.
    #[error("the file cannot be read")]
    Unreadable(#[from] io::Error),
    /// A line is not UTF-8, too long, or has not a word and as many finite numbers as the others.
    #[error("line {line} is no vector")]
    Line {
        /// Its number, from 1.
        line: usize,
    },
    /// It has more than [`MOST_WORDS`] words.
    #[error("the file has too many words")]
    TooMany,
    /// It has no vector at all.
    #[error("no vector")]
    Empty,
}

impl WordVectors {
    /// The vector of a word.
    pub fn of(&self, word: &str) -> Option<&[f32]> {
        self.of_word.get(word).map(Vec::as_slice)
    }

    /// The vectors of words, in their order; none for words that the file does not have. A word that is denied has the vector that it
    /// has otherwise.
    pub fn of_terms(&self, terms: &[Term]) -> Vec<Option<Vec<f32>>> {
        terms.iter().map(|term| self.of(lemma(&term.lemma)).map(<[f32]>::to_vec)).collect()
    }

    /// How many of the words that were asked for have one.
    pub fn n_words(&self) -> usize {
        self.of_word.len()
    }
}

/// Reads the vectors of some words. Of a word that comes twice the first counts.
///
/// # Errors
/// When the file cannot be read, or is no such file.
pub fn read(mut input: impl BufRead, wanted: &BTreeSet<&str>) -> Result<WordVectors, VectorProblem> {
    let mut found = WordVectors::default();
    let mut bytes = Vec::new();
    let mut n_words = 0;
    for line in 1.. {
        bytes.clear();
        input.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        let problem = || VectorProblem::Line { line };
        if bytes.len() as u64 > LONGEST_LINE {
            return Err(problem());
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| problem())?;
        let text = text.trim_end_matches([' ', '\t', '\r', '\n']);
        if text.is_empty() || (line == 1 && is_heading(text)) {
            continue;
        }
        n_words += 1;
        if n_words > MOST_WORDS {
            return Err(VectorProblem::TooMany);
        }
        let (word, numbers) = text.split_once([' ', '\t']).ok_or_else(problem)?;
        if found.dimensions == 0 {
            found.dimensions = vector(numbers, None).ok_or_else(problem)?.len();
        }
        let is_wanted = wanted.contains(word) && found.of(word).is_none();
        if is_wanted {
            let vector = vector(numbers, Some(found.dimensions)).ok_or_else(problem)?;
            found.of_word.insert(word.to_string(), vector);
        }
    }
    if found.dimensions == 0 { Err(VectorProblem::Empty) } else { Ok(found) }
}

/// Whether the first line says how many words and numbers there are.
fn is_heading(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    let mut is_number = || parts.next().is_some_and(|part| part.parse::<usize>().is_ok());
    let has_two = is_number() && is_number();
    has_two && parts.next().is_none()
}

/// The numbers of a line; `None` when one is no finite number, or there are not as many as there should be.
fn vector(text: &str, n_expected: Option<usize>) -> Option<Vec<f32>> {
    let mut numbers = Vec::with_capacity(n_expected.unwrap_or_default());
    for part in text.split_whitespace() {
        let number: f32 = part.parse().ok()?;
        if !number.is_finite() || numbers.len() == MOST_DIMENSIONS {
            return None;
        }
        numbers.push(number);
    }
    let is_right = n_expected.map_or(!numbers.is_empty(), |expected| expected == numbers.len());
    is_right.then_some(numbers)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str, wanted: &[&str]) -> Result<WordVectors, VectorProblem> {
        read(text.as_bytes(), &wanted.iter().copied().collect())
    }

    fn wrong_line(text: &[u8]) -> usize {
        match read(text, &["通院"].into()) {
            Err(VectorProblem::Line { line }) => line,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn words_that_are_asked_for_are_kept() {
        for heading in ["", "3 2\n"] {
            let text = format!("{heading}通院 0.5 -1e-1\n送迎 1 2\r\n通院 9 9\n難病 3 4 \n\n");
            let found = of(&text, &["通院", "難病", "手帳"]).unwrap();
            assert_eq!((found.dimensions, found.n_words()), (2, 2));
            assert_eq!(found.of("通院"), Some([0.5, -0.1].as_slice()), "the first counts");
            assert_eq!(found.of("難病"), Some([3.0, 4.0].as_slice()));
            assert!(found.of("送迎").is_none() && found.of("手帳").is_none());
        }
    }

    #[test]
    fn what_is_wrong_has_a_line() {
        assert_eq!(wrong_line("送迎 1 2\n通院 1\n".as_bytes()), 2, "too few numbers");
        assert_eq!(wrong_line("送迎 1 2\n通院 1 2 3\n".as_bytes()), 2, "too many");
        assert_eq!(wrong_line("送迎 1 2\n通院 1 NaN\n".as_bytes()), 2);
        assert_eq!(wrong_line("通院 1 inf\n".as_bytes()), 1);
        assert_eq!(wrong_line("一語\n".as_bytes()), 1);
        assert_eq!(wrong_line(b"1 2\n\xFF 1 2\n"), 2);
        assert_eq!(wrong_line(format!("語{}\n", " 1".repeat(MOST_DIMENSIONS + 1)).as_bytes()), 1);
        assert_eq!(wrong_line("あ".repeat(100_000).as_bytes()), 1, "one line without an end");
        for empty in ["", "\n", "100 300\n"] {
            assert!(matches!(of(empty, &[]), Err(VectorProblem::Empty)), "{empty:?}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in "(語|[a-z0-9. eE+\\-\n\t]){0,80}") {
            if let Ok(found) = of(&text, &["語", "a"]) {
                for word in ["語", "a"] {
                    let length = found.of(word).map_or(found.dimensions, <[f32]>::len);
                    prop_assert_eq!(length, found.dimensions);
                }
            }
        }
    }
}
