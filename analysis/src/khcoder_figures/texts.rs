//! The texts as KH Coder cuts them: MeCab's tokens, one line a text, its word classes part of the word.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::multivariate::Sparse;
use crate::text::dictionary;
use crate::text::tokenizer::{Segment, Tokenizer, Worker};
use crate::text::word_class::{self, Features};

/// KH Coder's names of its classes, by their numbers.
const CLASSES: [(u16, &str); 22] = [
    (7, "地名"),
    (6, "人名"),
    (5, "組織名"),
    (4, "固有名詞"),
    (2, "サ変名詞"),
    (3, "形容動詞"),
    (8, "ナイ形容"),
    (16, "名詞B"),
    (20, "名詞C"),
    (21, "否定助動詞"),
    (1, "名詞"),
    (9, "副詞可能"),
    (10, "未知語"),
    (12, "感動詞"),
    (11, "タグ"),
    (17, "動詞B"),
    (13, "動詞"),
    (22, "形容詞（非自立）"),
    (18, "形容詞B"),
    (14, "形容詞"),
    (19, "副詞B"),
    (15, "副詞"),
];

/// Texts as words.
pub(super) struct Texts {
    /// Dictionary form and KH Coder's class; the class is empty for classes that it does not use.
    pub words: Vec<(String, &'static str)>,
    /// The words of each text.
    pub lines: Vec<Vec<u32>>,
    /// How often each word occurs.
    frequencies: Vec<usize>,
    /// The words of used classes by dictionary form in small letters.
    by_lemma: HashMap<String, Vec<u32>>,
}

/// The folder with KH Coder's outputs, if it is there.
pub(super) fn folder() -> Option<PathBuf> {
    std::env::var_os("KIKITORI_KHCODER_DATA").map(PathBuf::from).filter(|folder| folder.is_dir())
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
        .from_path(folder().unwrap().join(name))
        .unwrap();
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The texts, read and cut once; `None` without the folder.
pub(super) fn texts() -> Option<&'static Texts> {
    static TEXTS: OnceLock<Option<Texts>> = OnceLock::new();
    TEXTS.get_or_init(|| folder().map(|folder| cut(&read(&folder.join("../opinions/opinions.csv"))))).as_ref()
}

fn read(path: &std::path::Path) -> Vec<String> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let column = reader.headers().unwrap().iter().position(|name| name == "argument").unwrap();
    let lines = reader
        .records()
        .map(|record| record.unwrap()[column].replace("\r\n", " ").replace(['\n', '\r'], " "));
    lines.filter(|line| !line.trim().is_empty()).map(|line| normalized(&line)).collect()
}

/// KH Coder's own normalization (text-analysis.md, section 2.1).
fn normalized(line: &str) -> String {
    let replaced = |c: char| match c {
        ' ' | '\t' => '　',
        '\\' => '￥',
        '\'' => '’',
        '"' => '”',
        c if u32::from(c) > 0xFFFF => '?',
        c => c,
    };
    let mut result = String::new();
    let mut half = String::new();
    for c in line.chars().map(replaced) {
        if ('\u{FF61}'..='\u{FF9F}').contains(&c) {
            half.push(c);
            continue;
        }
        result.extend(half.drain(..).nfkc());
        result.push(c);
    }
    result.extend(half.drain(..).nfkc());
    result.nfc().collect()
}

fn cut(lines: &[String]) -> Texts {
    let tokenizer = Tokenizer::plain(&dictionary::for_tests());
    let mut texts =
        Texts { words: Vec::new(), lines: Vec::new(), frequencies: Vec::new(), by_lemma: HashMap::new() };
    let mut known: HashMap<(String, &'static str), u32> = HashMap::new();
    let mut worker = tokenizer.worker();
    for line in lines {
        let words = words_of(&tokenizer, &mut worker, line).into_iter().map(|(lemma, class)| {
            // The database of KH Coder does not tell capital from small letters.
            *known.entry((lemma.to_lowercase(), class)).or_insert_with(|| {
                texts.words.push((lemma, class));
                texts.words.len() as u32 - 1
            })
        });
        let words = words.collect();
        texts.lines.push(words);
    }
    texts.frequencies = vec![0; texts.words.len()];
    for &word in texts.lines.iter().flatten() {
        texts.frequencies[word as usize] += 1;
    }
    for (word, (lemma, class)) in texts.words.iter().enumerate() {
        if !class.is_empty() {
            texts.by_lemma.entry(lemma.to_lowercase()).or_default().push(word as u32);
        }
    }
    texts
}

fn words_of(tokenizer: &Tokenizer, worker: &mut Worker<'_>, line: &str) -> Vec<(String, &'static str)> {
    let mut segments: Vec<Segment> = Vec::new();
    worker.segment(line, &mut segments);
    let word = |segment: &Segment| {
        let surface = line.get(segment.start..segment.end).unwrap();
        let features: Vec<&str> = tokenizer.features(segment.word).collect();
        let feature = |at: usize| features.get(at).copied().filter(|text| !text.is_empty()).unwrap_or("*");
        let lemma = if feature(6) == "*" { surface } else { feature(6) };
        let parts: Vec<&str> = (0..4).map(feature).take_while(|part| *part != "*").collect();
        let class = word_class::classify(Features { part_of_speech: &parts.join("-"), lemma });
        let code = word_class::get(class).code;
        let name = CLASSES.iter().find(|(number, _)| *number == code).map_or("", |(_, name)| name);
        (lemma.to_owned(), name)
    };
    segments.iter().map(word).collect()
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
    pub fn used_words(&self, lemma: &str) -> Vec<u32> {
        self.by_lemma.get(&lemma.to_lowercase()).cloned().unwrap_or_default()
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
