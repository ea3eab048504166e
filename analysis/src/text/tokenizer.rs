//! Cuts text into words with lindera's dictionaries, exactly as MeCab does with the same one.
//!
//! lindera's `Segmenter` cuts the text at every 、 and 。 first, and allocates a record for each token; MeCab searches the whole line,
//! and so does `lattice.rs`.

mod entry;
mod lattice;
mod mecab_format;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lindera::dictionary::UserDictionary;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

pub use self::entry::Entry;
use self::lattice::Lattice;
pub use self::mecab_format::{write_mecab, write_normalized};
use super::dictionary::{Dictionary, RECIPE, hex};
use super::domain_words::{self, DomainWord};
use crate::error::Error;

/// Longest run of characters for one lattice. MeCab itself reads at most 8,192 bytes of a line; what is longer is
/// cut after a 。 here.
const LONGEST_RUN: usize = 8_192;

/// Raised when other words are found with the same dictionary, so that words that were kept are looked for anew.
const SEARCH: u32 = 2;

/// Raised when the same words are counted as others, in the convention of Kikitori alone: that of KH Coder stays.
const COUNTING: u32 = 1;

/// By whose conventions texts are read and words counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Widths are one, the same noun is one word whatever class was guessed, sentences end at 。！？ outside of
    /// quotations, tags are no words.
    Kikitori,
    /// KH Coder 3's, to compare figures with: a class is part of the word, the case of letters is not, sentences end
    /// at 。 alone, and every sign stays as it was typed.
    KhCoder,
}

/// Cuts text into words. Cheap to clone and to share between threads; each thread takes a [`Worker`].
#[derive(Clone)]
pub struct Tokenizer {
    pub(super) dictionary: Dictionary,
    /// The words on top of IPADIC: those of the field, one's own, or both.
    words: Option<Arc<UserDictionary>>,
    has_domain_words: bool,
    /// Names these words.
    words_sha256: String,
    convention: Convention,
}

impl Tokenizer {
    /// A tokenizer with IPADIC alone, which gives MeCab's tokens.
    pub fn plain(dictionary: &Dictionary) -> Tokenizer {
        Tokenizer {
            dictionary: dictionary.clone(),
            words: None,
            has_domain_words: false,
            words_sha256: String::new(),
            convention: Convention::Kikitori,
        }
    }

    /// A tokenizer that knows the words of the field too.
    ///
    /// # Errors
    /// [`Error::ShippedData`] or [`Error::DictionaryInvalid`] when the shipped words are malformed.
    pub fn with_domain_words(dictionary: &Dictionary) -> Result<Tokenizer, Error> {
        Tokenizer::with_words(dictionary, &[], true)
    }

    /// A tokenizer that knows one's own words and, if wanted, the words of the field. A word that is in both lists is
    /// one's own.
    ///
    /// # Errors
    /// [`Error::ShippedData`] when the shipped words are malformed, [`Error::DictionaryInvalid`] when lindera refuses
    /// some.
    pub fn with_words(
        dictionary: &Dictionary,
        own: &[DomainWord],
        has_domain_words: bool,
    ) -> Result<Tokenizer, Error> {
        let mut words = own.to_vec();
        if has_domain_words {
            let shipped = domain_words::shipped()?;
            let known: HashSet<&str> = own.iter().map(|word| word.surface.as_str()).collect();
            let is_new = |word: &DomainWord| !known.contains(word.surface.as_str());
            words.extend(shipped.into_iter().filter(is_new));
        }
        let plain = Tokenizer { has_domain_words, ..Tokenizer::plain(dictionary) };
        if words.is_empty() {
            return Ok(plain);
        }
        let mut hash = Sha256::new();
        for word in &words {
            for part in [word.surface.as_str(), word.kind.key, word.lemma.as_str()] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
        }
        let compiled = domain_words::compile(&words, dictionary)?;
        let words_sha256 = hex(&hash.finalize());
        Ok(Tokenizer { words: Some(Arc::new(compiled)), words_sha256, ..plain })
    }

    /// The same, following a convention.
    pub fn following(self, convention: Convention) -> Tokenizer {
        Tokenizer { convention, ..self }
    }

    /// The convention that is followed.
    pub fn convention(&self) -> Convention {
        self.convention
    }

    /// Whether the words of the field are known.
    pub fn has_domain_words(&self) -> bool {
        self.has_domain_words
    }

    /// Names what decides the tokens (sources of the dictionary and how they are compiled, words of the field, version of
    /// lindera, what is counted as one word) in 16 hexadecimal digits, for captions: the same digits, the same tokens.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.dictionary.sources_sha256.as_bytes());
        hash.update(RECIPE.to_le_bytes());
        hash.update(SEARCH.to_le_bytes());
        hash.update(lindera::get_version().as_bytes());
        hash.update(env!("CARGO_PKG_VERSION").as_bytes());
        hash.update(self.words_sha256.as_bytes());
        match self.convention {
            Convention::Kikitori => hash.update(COUNTING.to_le_bytes()),
            Convention::KhCoder => hash.update(b"KH Coder"),
        }
        hex(&hash.finalize()).chars().take(16).collect()
    }

    /// What one thread needs to cut texts.
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            tokenizer: self,
            lattice: Lattice::default(),
            segments: Vec::new(),
            written: FxHashMap::default(),
        }
    }

    /// The features of a word in IPADIC's order: four parts of speech, type and form of inflection, dictionary
    /// form, reading, pronunciation. Unknown words, all but the ideographic blank, have the first seven only.
    pub fn features(&self, word: Entry) -> impl Iterator<Item = &str> {
        let words = &self.dictionary.words;
        match (word, self.words.as_deref()) {
            (Entry::Unknown(id), _) => words.unknown_word_details_iter(id as usize),
            (Entry::Own(id), Some(own)) => own.word_details_iter(id as usize),
            (Entry::System(id) | Entry::Own(id), _) => words.word_details_iter(id as usize),
        }
    }
}

/// Workers that are handed on: rayon begins many more jobs than there are cores, and each would make a worker of its own. So
/// there is one a core, whose lattice grows once.
pub struct Workers<'t> {
    tokenizer: &'t Tokenizer,
    idle: Mutex<Vec<Worker<'t>>>,
}

impl<'t> Workers<'t> {
    /// No workers yet.
    pub fn new(tokenizer: &'t Tokenizer) -> Workers<'t> {
        Workers { tokenizer, idle: Mutex::new(Vec::new()) }
    }

    /// Does something with a worker that nobody else has meanwhile.
    pub fn with<T>(&self, work: impl FnOnce(&mut Worker<'t>) -> T) -> T {
        let idle = self.idle().pop();
        let mut worker = idle.unwrap_or_else(|| self.tokenizer.worker());
        let done = work(&mut worker);
        self.idle().push(worker);
        done
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Worker<'t>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// First byte in the text that was cut.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Which word of which dictionary, see [`Tokenizer::features`].
    pub word: Entry,
}

/// Cuts texts one after the other, reusing its memory.
pub struct Worker<'t> {
    tokenizer: &'t Tokenizer,
    lattice: Lattice,
    /// The words of the line at hand in [`write_mecab`].
    segments: Vec<Segment>,
    /// How [`write_mecab`] writes the features of words: most words of a line stood in an earlier one.
    written: FxHashMap<Entry, String>,
}

impl<'t> Worker<'t> {
    /// The tokenizer whose worker this is.
    pub fn tokenizer(&self) -> &'t Tokenizer {
        self.tokenizer
    }

    /// The convention of the tokenizer.
    pub fn convention(&self) -> Convention {
        self.tokenizer.convention
    }

    /// Adds the words of `text` to `segments`. Half-width blanks belong to no word; line ends end a lattice.
    pub fn segment(&mut self, text: &str, segments: &mut Vec<Segment>) {
        let mut start = 0;
        for line in text.split('\n') {
            // Nearly all lines fit into one lattice and need no list of their parts.
            if line.len() <= LONGEST_RUN {
                self.segment_run(line, start, segments);
            } else {
                for (offset, run) in runs(line) {
                    self.segment_run(run, start + offset, segments);
                }
            }
            start += line.len() + 1;
        }
    }

    fn segment_run(&mut self, run: &str, base: usize, segments: &mut Vec<Segment>) {
        let Tokenizer { dictionary, words, .. } = self.tokenizer;
        self.lattice.search(&dictionary.words, words.as_deref(), run, |start, end, word| {
            segments.push(Segment { start: base + start, end: base + end, word });
        });
    }
}

/// What is a blank to MeCab with IPADIC (whose char.def names U+00D0 as well, and makes a letter of it further below), and the carriage
/// return of a line end, which is a word to MeCab.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{0B}')
}

/// Cuts a line that is too long for one lattice, after the last 。 that fits. Gives each run with its first byte.
fn runs(line: &str) -> Vec<(usize, &str)> {
    if line.len() <= LONGEST_RUN {
        return vec![(0, line)];
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut n_chars = 0;
    let mut last_stop = None;
    for (at, c) in line.char_indices() {
        if n_chars == LONGEST_RUN {
            let end = last_stop.take().unwrap_or(at);
            found.push((start, line.get(start..end).unwrap_or_default()));
            n_chars = line.get(end..at).unwrap_or_default().chars().count();
            start = end;
        }
        n_chars += 1;
        if c == '。' {
            last_stop = Some(at + c.len_utf8());
        }
    }
    found.push((start, line.get(start..).unwrap_or_default()));
    found
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::*;
    use crate::text::dictionary;

    /// A tokenizer that all tests of this crate share.
    pub(crate) fn shared() -> &'static Tokenizer {
        static SHARED: OnceLock<Tokenizer> = OnceLock::new();
        SHARED.get_or_init(|| Tokenizer::with_domain_words(&dictionary::for_tests()).unwrap())
    }

    fn surfaces(tokenizer: &Tokenizer, text: &str) -> Vec<String> {
        let mut segments = Vec::new();
        tokenizer.worker().segment(text, &mut segments);
        segments.iter().map(|s| text.get(s.start..s.end).unwrap().to_owned()).collect()
    }

    #[test]
    fn words_of_the_field_stay_whole() {
        let tokenizer = shared();
        assert_eq!(
            surfaces(tokenizer, "障害者就業・生活支援センターと就労継続支援B型"),
            ["障害者就業・生活支援センター", "と", "就労継続支援B型"]
        );
        assert_eq!(surfaces(tokenizer, "HWの就B担当"), ["HW", "の", "就B", "担当"]);
        assert!(surfaces(&Tokenizer::plain(&dictionary::for_tests()), "就労継続支援B型").len() > 3);
    }

    #[test]
    fn tokens_are_those_of_mecab() {
        let tokenizer = Tokenizer::plain(&dictionary::for_tests());
        let lines = [
            "主治医と相談しながら、週３日の勤務を続けている。",
            "体調の波が大きくて、ﾊﾛｰﾜｰｸに通えない日がある…",
            "Ｂ型 から A型 へ 移りました！",
            "手帳がなくても受給者証で使えるようにしてほしい。",
            "難病カフェを二か月に一度ひらき、先輩の話を聞いた。",
            "〜のような、− という記号と𠮷野さん",
            "Cool　AI絵は　　（　受給者証　）　断じる。",
        ];
        let mut output = String::new();
        for line in lines {
            write_mecab(&mut tokenizer.worker(), line, &mut output);
        }
        insta::assert_snapshot!(output);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn words_cover_the_text(text in "\\PC{0,30}|[難病相談とA型 、。\t\n]{0,60}") {
            let mut segments = Vec::new();
            shared().worker().segment(&text, &mut segments);
            let mut last = 0;
            for segment in &segments {
                let between = text.get(last..segment.start).unwrap();
                prop_assert!(between.chars().all(|c| is_space(c) || c == '\n'), "{between:?}");
                last = segment.end;
            }
            prop_assert!(text.get(last..).unwrap().chars().all(|c| is_space(c) || c == '\n'));
        }

        #[test]
        fn long_lines_are_cut_without_loss(n in 8_000_usize..30_000, stop in 1_usize..20_000) {
            let line: String = (0..n).map(|at| if at % stop == stop - 1 { '。' } else { 'あ' }).collect();
            let pieces = runs(&line);
            prop_assert!(pieces.iter().all(|(_, run)| run.chars().count() <= LONGEST_RUN));
            let joined: String = pieces.iter().map(|(_, run)| *run).collect();
            prop_assert_eq!(joined, line);
        }
    }
}
