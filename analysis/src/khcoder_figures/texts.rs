//! The texts as `scripts/parity` reads them, one line a text, with what is asked of their words.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::document;
use crate::multivariate::Sparse;
use crate::text::corpus::{Corpus, Document, build};
use crate::text::dictionary;
use crate::text::normalize::lower_case;
use crate::text::tokenizer::{Convention, Tokenizer};
use crate::text::word_class;

/// Texts as words.
pub(super) struct Texts {
    /// The texts themselves.
    pub corpus: Corpus,
    /// Dictionary form and KH Coder's class; the class is empty for classes that it does not use.
    pub words: Vec<(String, &'static str)>,
    /// The words of each text.
    pub lines: Vec<Vec<u32>>,
    /// How often each word occurs.
    frequencies: Vec<usize>,
    /// The words of used classes by dictionary form in small letters.
    by_lemma: HashMap<String, Vec<u32>>,
}

/// The folder with KH Coder's outputs. Whoever runs the ignored tests has it.
pub(super) fn folder() -> PathBuf {
    let named = std::env::var_os("KIKITORI_KHCODER_DATA").map(PathBuf::from);
    named
        .filter(|folder| folder.is_dir())
        .expect("KIKITORI_KHCODER_DATA names the folder with KH Coder's outputs")
}

/// The rows of one of its files, without the head.
pub(super) fn table(name: &str) -> Vec<Vec<String>> {
    table_with_head(name).into_iter().skip(1).collect()
}

/// The rows of one of its files.
pub(super) fn table_with_head(name: &str) -> Vec<Vec<String>> {
    let is_tabbed = name.ends_with(".tsv");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if is_tabbed { b'\t' } else { b',' })
        .quoting(!is_tabbed)
        .has_headers(false)
        .flexible(true)
        .from_path(folder().join(name))
        .unwrap();
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What units.txt says, line by line: `name TAB all (used)`, or one number alone.
pub(super) fn unit_counts() -> Vec<Vec<usize>> {
    let units = std::fs::read_to_string(folder().join("units.txt")).unwrap();
    let number = |word: &str| word.replace(['(', ')', ','], "").parse().unwrap();
    let figures = units.lines().map(|line| line.split_once('\t').unwrap().1);
    figures.map(|figures| figures.split_whitespace().map(number).collect()).collect()
}

/// How many tokens KH Coder counted (総抽出語数).
pub(super) fn n_tokens() -> u32 {
    unit_counts()[0][0] as u32
}

/// The texts, read and cut once.
pub(super) fn texts() -> &'static Texts {
    static TEXTS: OnceLock<Texts> = OnceLock::new();
    TEXTS.get_or_init(|| cut(read(&folder().join("../opinions/opinions.csv"))))
}

fn read(path: &Path) -> Vec<Document> {
    let (table, _) = document::csv::read(&std::fs::read(path).unwrap());
    let column = table.columns.iter().position(|name| name == "argument").unwrap();
    let lines = table.rows.iter().filter_map(|row| row.get(column)).map(|text| text.replace('\n', " "));
    let lines = lines.filter(|line| !line.trim().is_empty());
    lines.map(|text| Document { text, ..Document::default() }).collect()
}

fn cut(documents: Vec<Document>) -> Texts {
    let tokenizer = Tokenizer::plain(&dictionary::for_tests()).following(Convention::KhCoder);
    let corpus = build(&tokenizer, documents, &|_| {});
    let words = corpus.words.iter().map(|word| {
        let class = word_class::get(word.class);
        (word.lemma.clone(), if class.is_used { class.name } else { "" })
    });
    let line = |document| -> Vec<u32> { corpus.tokens_of(document).iter().map(|token| token.word).collect() };
    let mut texts = Texts {
        words: words.collect(),
        lines: (0..corpus.documents.len() as u32).map(line).collect(),
        frequencies: vec![0; corpus.words.len()],
        by_lemma: HashMap::new(),
        corpus,
    };
    for &word in texts.lines.iter().flatten() {
        texts.frequencies[word as usize] += 1;
    }
    for (word, (lemma, class)) in texts.words.iter().enumerate() {
        if !class.is_empty() {
            texts.by_lemma.entry(lower_case(lemma)).or_default().push(word as u32);
        }
    }
    texts
}

impl Texts {
    /// The word that a file calls `lemma` or `lemma [class]`: of several classes the most frequent one.
    pub fn named(&self, name: &str) -> u32 {
        let (lemma, class) = match name.strip_suffix(']').and_then(|name| name.split_once(" [")) {
            Some((lemma, class)) => (lemma, Some(class)),
            None => (name, None),
        };
        let candidates = self.used_words(lemma).into_iter();
        let fitting =
            candidates.filter(|&word| class.is_none_or(|class| self.words[word as usize].1 == class));
        fitting.max_by_key(|&word| self.frequency(word)).unwrap_or_else(|| panic!("no word {name}"))
    }

    /// The words of used classes with this dictionary form.
    fn used_words(&self, lemma: &str) -> Vec<u32> {
        self.by_lemma.get(&lower_case(lemma)).cloned().unwrap_or_default()
    }

    /// How often a word occurs.
    pub fn frequency(&self, word: u32) -> usize {
        self.frequencies[word as usize]
    }

    /// The texts with one of these words.
    pub fn documents(&self, words: &[u32]) -> Vec<u32> {
        let has_one = |text: &u32| self.lines[*text as usize].iter().any(|word| words.contains(word));
        (0..self.lines.len() as u32).filter(has_one).collect()
    }

    /// How often each text has these words, by their places in the list.
    pub fn counts(&self, words: &[u32]) -> Vec<Sparse> {
        let count = |line: &Vec<u32>| {
            let counts = words.iter().enumerate().map(|(place, word)| {
                (place as u32, line.iter().filter(|other| *other == word).count() as f64)
            });
            counts.filter(|(_, count)| *count > 0.0).collect()
        };
        self.lines.iter().map(count).collect()
    }
}
