//! The index of texts in memory. Two kinds of lists say which texts a word stands in: by dictionary form, and by pairs of
//! characters, which find a word inside longer ones wherever those are cut. What the lists give is looked at once more in the text.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use memchr::memmem::Finder;
use rayon::prelude::*;

use super::postings::{in_all, in_any, pairs};
use super::texts::Texts;
use super::wanted::{Needle, Wanted};

/// Weight of a word inside another one, beside one that stands by itself.
const INSIDE: f32 = 0.5;
/// Usual values of BM25's parameters: how soon more of the same word counts less, and how much the length of a text counts.
/// Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// Texts that have gone before their lists are made anew, when they are as many as those that are there.
const MOST_GONE: usize = 1_000;

/// Texts by their keys, and what finds them.
pub struct Index<K> {
    texts: Vec<Option<Text<K>>>,
    places: HashMap<K, u32>,
    words: HashMap<String, u32>,
    by_word: Vec<Vec<u32>>,
    by_pair: BTreeMap<(char, char), Vec<u32>>,
    n_chars: u64,
    n_bytes: usize,
    most_bytes: usize,
}

struct Text<K> {
    key: K,
    folded: Box<str>,
    words: Box<[u32]>,
    n_chars: u32,
    n_bytes: usize,
}

/// A text that meets a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<K> {
    /// Which it is.
    pub key: K,
    /// How well it meets it (BM25); more is better.
    pub score: f32,
}

impl<K: Copy + Eq + Hash + Send + Sync> Index<K> {
    /// An empty index that takes about as many bytes as this at most.
    pub fn new(most_bytes: usize) -> Index<K> {
        Index {
            texts: Vec::new(),
            places: HashMap::new(),
            words: HashMap::new(),
            by_word: Vec::new(),
            by_pair: BTreeMap::new(),
            n_chars: 0,
            n_bytes: 0,
            most_bytes,
        }
    }

    /// How many texts are in it.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether the text of this key is in it as it is in `texts` at a place.
    pub(super) fn holds(&self, key: K, texts: &Texts, place: usize) -> bool {
        self.text_of(key).is_some_and(|text| *text.folded == *texts.folded(place))
    }

    /// Puts texts in, each in the place of what its key had before. Returns the keys for which there is no room: nothing of them is
    /// found.
    pub fn put(&mut self, keys: &[K], texts: &Texts) -> Vec<K> {
        let pairs = keys.iter().enumerate().take(texts.len());
        let changed: Vec<(usize, &K)> =
            pairs.filter(|(place, key)| !self.holds(**key, texts, *place)).collect();
        // Before words get their numbers: taking out may number them anew.
        changed.iter().for_each(|(_, key)| self.remove(**key));
        let own: Vec<u32> = texts.lemmas().iter().map(|lemma| self.word(lemma)).collect();
        let mut left_out = Vec::new();
        for (place, key) in changed {
            let words = texts.words(place).filter_map(|word| own.get(word).copied()).collect();
            let text = Text::new(*key, texts.folded(place).into(), words);
            if self.n_bytes + text.n_bytes > self.most_bytes {
                left_out.push(*key);
            } else {
                self.add(text);
            }
        }
        left_out
    }

    /// Takes a text out: it is found no more. Its dictionary forms stay in the list of forms until the lists are made anew.
    pub fn remove(&mut self, key: K) {
        let Some(place) = self.places.remove(&key) else { return };
        if let Some(text) = self.texts.get_mut(place as usize).and_then(Option::take) {
            self.n_bytes -= text.n_bytes;
            self.n_chars -= u64::from(text.n_chars);
        }
        let n_gone = self.texts.len() - self.places.len();
        if n_gone > MOST_GONE && n_gone > self.places.len() {
            self.make_anew();
        }
    }

    /// Makes the lists of what is there, and nothing else.
    fn make_anew(&mut self) {
        let mut lemmas = vec![String::new(); self.by_word.len()];
        for (lemma, number) in std::mem::take(&mut self.words) {
            if let Some(own) = lemmas.get_mut(number as usize) {
                *own = lemma;
            }
        }
        self.by_word.clear();
        self.by_pair.clear();
        (self.n_bytes, self.n_chars) = (0, 0);
        for mut text in std::mem::take(&mut self.texts).into_iter().flatten() {
            for word in &mut text.words {
                let lemma = lemmas.get(*word as usize).map_or("", String::as_str);
                *word = self.word(lemma);
            }
            self.add(text);
        }
    }

    /// The texts that meet a query, in no order.
    pub fn search(&self, wanted: &Wanted) -> Vec<Found<K>> {
        let mut scores = vec![0.0; self.texts.len()];
        let mut n_groups = vec![0_usize; self.texts.len()];
        for group in &wanted.groups {
            let mut counts = vec![0.0; self.texts.len()];
            for needle in group {
                self.count(needle, &mut counts);
            }
            self.add_scores(&counts, &mut scores);
            for (n, _) in n_groups.iter_mut().zip(&counts).filter(|(_, count)| **count > 0.0) {
                *n += 1;
            }
        }
        let mut excluded = vec![0.0_f32; self.texts.len()];
        for needle in &wanted.excluded {
            self.count(needle, &mut excluded);
        }
        let meets = |place: usize| n_groups[place] == wanted.groups.len() && excluded[place] <= 0.0;
        let texts = self.texts.iter().enumerate().filter(|(place, _)| meets(*place));
        texts
            .filter_map(|(place, text)| Some(Found { key: text.as_ref()?.key, score: scores[place] }))
            .collect()
    }

    fn text_of(&self, key: K) -> Option<&Text<K>> {
        self.places.get(&key).and_then(|place| self.text(*place))
    }

    fn text(&self, place: u32) -> Option<&Text<K>> {
        self.texts.get(place as usize).and_then(Option::as_ref)
    }

    /// The number of a dictionary form, given at its first occurrence.
    fn word(&mut self, lemma: &str) -> u32 {
        if let Some(number) = self.words.get(lemma) {
            return *number;
        }
        let number = self.by_word.len() as u32;
        self.words.insert(lemma.to_owned(), number);
        self.by_word.push(Vec::new());
        number
    }

    fn add(&mut self, text: Text<K>) {
        let place = self.texts.len() as u32;
        let mut words = text.words.to_vec();
        words.sort_unstable();
        words.dedup();
        for word in words {
            if let Some(list) = self.by_word.get_mut(word as usize) {
                list.push(place);
            }
        }
        for pair in pairs(&text.folded) {
            self.by_pair.entry(pair).or_default().push(place);
        }
        self.n_bytes += text.n_bytes;
        self.n_chars += u64::from(text.n_chars);
        self.places.insert(text.key, place);
        self.texts.push(Some(text));
    }

    /// Adds to `counts` how often a needle stands in each text.
    fn count(&self, needle: &Needle, counts: &mut [f32]) {
        let as_words: HashMap<u32, usize> = self.count_words(&needle.lemmas).into_iter().collect();
        for (place, n) in &as_words {
            counts[*place as usize] += *n as f32;
        }
        let weight = if needle.lemmas.is_empty() { 1.0 } else { INSIDE };
        for (place, n) in self.count_literally(&needle.folded) {
            let n_inside = n.saturating_sub(as_words.get(&place).copied().unwrap_or(0));
            counts[place as usize] += weight * n_inside as f32;
        }
    }

    fn count_words(&self, lemmas: &[String]) -> Vec<(u32, usize)> {
        let numbers: Option<Vec<u32>> = lemmas.iter().map(|lemma| self.words.get(lemma).copied()).collect();
        let Some(numbers) = numbers.filter(|numbers| !numbers.is_empty()) else { return Vec::new() };
        let list = |word: &u32| self.by_word.get(*word as usize).map_or(&[] as &[u32], Vec::as_slice);
        let places = in_all(numbers.iter().map(list).collect());
        let counted = places.into_par_iter().filter_map(|place| {
            let windows = self.text(place)?.words.windows(numbers.len());
            Some((place, windows.filter(|window| *window == numbers.as_slice()).count()))
        });
        counted.filter(|(_, n)| *n > 0).collect()
    }

    fn count_literally(&self, needle: &str) -> Vec<(u32, usize)> {
        let finder = Finder::new(needle.as_bytes());
        let counted = self.places_with(needle).into_par_iter().filter_map(|place| {
            // No character of UTF-8 begins inside another one, so bytes will do.
            Some((place, finder.find_iter(self.text(place)?.folded.as_bytes()).count()))
        });
        counted.filter(|(_, n)| *n > 0).collect()
    }

    /// The texts that have all pairs of a needle: all that have the needle, and perhaps others.
    fn places_with(&self, needle: &str) -> Vec<u32> {
        let mut chars = needle.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => {
                let lists = self.by_pair.range((only, '\0')..=(only, char::MAX));
                in_any(lists.map(|(_, list)| list.as_slice()), self.texts.len())
            }
            (None, _) => Vec::new(),
            _ => {
                let pairs = needle.chars().zip(needle.chars().skip(1));
                in_all(
                    pairs.map(|pair| self.by_pair.get(&pair).map_or(&[] as &[u32], Vec::as_slice)).collect(),
                )
            }
        }
    }

    /// Adds what a group of needles says for each text, by how often it stands there (BM25).
    fn add_scores(&self, counts: &[f32], scores: &mut [f32]) {
        let n_texts = self.places.len() as f32;
        let n_with = counts.iter().filter(|count| **count > 0.0).count() as f32;
        let rarity = ((n_texts - n_with + 0.5) / (n_with + 0.5)).ln_1p();
        let usual_length = (self.n_chars as f32 / n_texts.max(1.0)).max(1.0);
        let texts = self.texts.iter().zip(counts).zip(scores);
        for ((text, count), score) in texts.filter(|((_, count), _)| **count > 0.0) {
            let length = text.as_ref().map_or(0.0, |text| text.n_chars as f32) / usual_length;
            *score += rarity * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length));
        }
    }
}

impl<K> Text<K> {
    fn new(key: K, folded: Box<str>, words: Box<[u32]>) -> Text<K> {
        let n_chars = folded.chars().count();
        // The text, its words, and at most one number in a list for each word and character.
        let n_bytes = folded.len() + 8 * words.len() + 4 * n_chars + 128;
        Text { key, folded, words, n_chars: n_chars as u32, n_bytes }
    }
}
