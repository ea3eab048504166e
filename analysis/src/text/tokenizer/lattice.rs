//! The best path through a line by MeCab's rules: of all ways to cut it into words of the dictionaries and unknown ones, the one of
//! least cost. Blanks before a word are skipped and words connect across them as if they were not there.
//!
//! The words, their costs and what may be unknown come from lindera; its own lattice has words for blanks, and cuts no text as
//! MeCab does where one stands. Where paths cost the same, that of the candidate that lindera tries first is taken: one's own words,
//! then those of IPADIC, the longest first, then unknown ones. Decision record 0048 says why, and what is gained.

use std::hint::select_unpredictable;
use std::mem;

use lindera::dictionary::{Dictionary, UserDictionary};

use super::{Entry, is_space};

/// MeCab's `max-grouping-size`: a run of one kind of characters is one unknown word up to one character more than this.
const MAX_GROUPING: usize = 24;

/// A word as lindera stores it: its number, cost and the ids of its contexts, in little-endian order (lindera-dictionary 6.2,
/// `WordEntry::serialize`).
const STORED_BYTES: usize = 10;

/// A word that may stand somewhere. Small, as all that follows: what a line needs is to stay in the fastest memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    entry: Entry,
    cost: i16,
    left_id: u16,
    right_id: u16,
}

/// One of one's own words where it stands, in characters.
#[derive(Clone, Copy)]
struct Own {
    start: usize,
    end: usize,
    word: Word,
}

/// A word on the best path to it. The first one of all is the beginning of the line.
#[derive(Clone, Copy)]
struct Node {
    start: u32,
    end: u32,
    entry: Entry,
    /// The node before it on that path.
    left: u32,
}

/// What the words that begin at a place have to know of one that ends there.
#[derive(Clone, Copy)]
struct End {
    /// Of the path up to and with it: far less than the type holds, since a line has at most [`LONGEST_RUN`](super::LONGEST_RUN) words
    /// and each costs no more than two numbers of 16 bits.
    cost: i32,
    right_id: u16,
    node: u32,
}

/// The cheapest way to a word with some left context.
#[derive(Clone, Copy, Default)]
struct Way {
    /// The place that it was found for, by number among all that were searched, from 1.
    place: u32,
    cost: i32,
    node: u32,
}

/// Searches lines one after the other with the same memory.
#[derive(Default)]
pub(super) struct Lattice {
    chars: Vec<char>,
    /// First byte of each character, and the length of the line.
    bytes: Vec<usize>,
    nodes: Vec<Node>,
    /// The words that end after each number of characters.
    ends: Vec<Vec<End>>,
    /// By left context: most words that begin at one place share it with another one.
    ways: Vec<Way>,
    /// How many places were searched since the ways were forgotten.
    n_places: u32,
    /// Words of the dictionary with their ends: those of the first place, the shortest first, then those of the second one, and so on.
    known: Vec<(u32, Word)>,
    /// Where those of each place begin, and where those of the last one end.
    known_from: Vec<usize>,
    /// One's own words in the line: those of one place stand together, in the order in which they are tried.
    own: Vec<Own>,
    /// Places of the words on the best path, last first.
    path: Vec<u32>,
}

impl Lattice {
    /// Tells the words of a line in their order: first byte, one past the last byte, and which word.
    pub(super) fn search(
        &mut self,
        dictionary: &Dictionary,
        own: Option<&UserDictionary>,
        line: &str,
        mut found: impl FnMut(usize, usize, Entry),
    ) {
        self.begin(dictionary, own, line);
        let n = self.chars.len();
        for at in 0..n {
            let before = mem::take(&mut self.ends[at]);
            if !before.is_empty() {
                let n_blanks = self.chars[at..].iter().take_while(|c| is_space(**c)).count();
                if at + n_blanks == n {
                    // Nothing but blanks follows.
                    self.ends[n].extend(&before);
                } else {
                    self.words_from(dictionary, &before, at + n_blanks);
                }
            }
            // Its memory is used again.
            self.ends[at] = before;
        }
        let last = mem::take(&mut self.ends[n]);
        let (_, mut node) = cheapest(dictionary, &last, 0);
        self.ends[n] = last;
        self.path.clear();
        while node != 0 {
            self.path.push(node);
            node = self.nodes[node as usize].left;
        }
        for node in self.path.iter().rev().map(|at| self.nodes[*at as usize]) {
            found(self.bytes[node.start as usize], self.bytes[node.end as usize], node.entry);
        }
    }

    fn begin(&mut self, dictionary: &Dictionary, own: Option<&UserDictionary>, line: &str) {
        self.chars.clear();
        self.bytes.clear();
        for (byte, c) in line.char_indices() {
            self.chars.push(c);
            self.bytes.push(byte);
        }
        self.bytes.push(line.len());
        let n = self.chars.len();
        if self.ends.len() <= n {
            self.ends.resize_with(n + 1, Vec::new);
        }
        self.ends[..=n].iter_mut().for_each(Vec::clear);
        self.ends[0].push(End { cost: 0, right_id: 0, node: 0 });
        self.nodes.clear();
        self.nodes.push(Node { start: 0, end: 0, entry: Entry::System(0), left: 0 });
        if self.n_places > u32::MAX / 2 {
            self.n_places = 0;
            self.ways.clear();
        }
        self.ways.resize(dictionary.connection_cost_matrix.backward_size as usize, Way::default());
        self.find_known(dictionary);
        self.own.clear();
        if let Some(own) = own {
            self.find_own(own, line);
        }
    }

    /// The words of the dictionary, at every place at once: memory is waited for less than between two steps of the search.
    fn find_known(&mut self, dictionary: &Dictionary) {
        self.known.clear();
        self.known_from.clear();
        for at in 0..self.chars.len() {
            self.known_from.push(self.known.len());
            for (stored, n_chars) in dictionary.prefix_dictionary.common_prefix_search(&self.chars[at..]) {
                let words = stored.as_chunks::<STORED_BYTES>().0.iter();
                self.known
                    .extend(words.map(|word| ((at + n_chars) as u32, Word::stored(word, Entry::System))));
            }
        }
        self.known_from.push(self.known.len());
    }

    /// One's own words that stand in the line.
    fn find_own(&mut self, own: &UserDictionary, line: &str) {
        let words = &own.dict;
        for hit in words.da.find_overlapping_iter(line) {
            let (first, n) = words.decode_val(hit.value());
            let place = |byte: usize| self.bytes.partition_point(|known| *known < byte);
            let (start, end) = (place(hit.start()), place(hit.end()));
            let stored = words.vals_data.get(first as usize * STORED_BYTES..).unwrap_or_default();
            let stored = stored.as_chunks::<STORED_BYTES>().0.iter().take(n as usize);
            self.own.extend(stored.map(|word| Own { start, end, word: Word::stored(word, Entry::Own) }));
        }
        self.own.reverse();
        self.own.sort_by_key(|own| own.start);
    }

    /// Adds the words that may begin at a place after those `before` it: one's own, those of the dictionary, the longest first, then
    /// unknown ones.
    fn words_from(&mut self, dictionary: &Dictionary, before: &[End], begin: usize) {
        self.n_places += 1;
        let first = self.own.partition_point(|own| own.start < begin);
        let mut is_known = false;
        for at in first..self.own.len() {
            let Own { start, end, word } = self.own[at];
            if start != begin {
                break;
            }
            self.add(dictionary, before, (begin, end), word);
            is_known = true;
        }
        let known = self.known_from[begin]..self.known_from[begin + 1];
        is_known |= !known.is_empty();
        for at in known.rev() {
            let (end, word) = self.known[at];
            self.add(dictionary, before, (begin, end as usize), word);
        }
        let unknown = |id: u32| {
            let word = dictionary.unknown_dictionary.word_entry(id);
            // As wide as they are stored.
            let (left_id, right_id) = (word.left_id() as u16, word.right_id() as u16);
            Word { entry: Entry::Unknown(word.word_id().id()), cost: word.word_cost(), left_id, right_id }
        };
        let categories = dictionary.character_definition.lookup_categories(self.chars[begin]);
        for (ordinal, category) in categories.iter().enumerate() {
            let kind = dictionary.character_definition.lookup_definition(*category);
            if is_known && !kind.invoke {
                continue;
            }
            let run = self.run(dictionary, begin, ordinal);
            for n in lengths(kind.group, kind.length as usize, run) {
                for id in dictionary.unknown_dictionary.lookup_word_ids(*category) {
                    self.add(dictionary, before, (begin, begin + n), unknown(*id));
                }
            }
        }
    }

    /// How many characters from one on have the category that it has at an ordinal; more than can be one word are not counted.
    fn run(&self, dictionary: &Dictionary, begin: usize, ordinal: usize) -> usize {
        let category = |c: &char| dictionary.character_definition.lookup_categories(*c).get(ordinal);
        let chars = self.chars[begin..].iter().take(MAX_GROUPING + 2);
        let own = category(&self.chars[begin]);
        chars.take_while(|c| category(c) == own).count()
    }

    /// Adds a word that stands from one place to another, after the best of those `before` it. Always inlined: it is called for each
    /// candidate, and its arguments take as long to hand over as it takes itself.
    #[inline(always)]
    fn add(&mut self, dictionary: &Dictionary, before: &[End], (start, end): (usize, usize), word: Word) {
        let way = &mut self.ways[word.left_id as usize];
        if way.place != self.n_places {
            let (cost, node) = cheapest(dictionary, before, word.left_id);
            *way = Way { place: self.n_places, cost, node };
        }
        let cost = way.cost + i32::from(word.cost);
        self.ends[end].push(End { cost, right_id: word.right_id, node: self.nodes.len() as u32 });
        self.nodes.push(Node { start: start as u32, end: end as u32, entry: word.entry, left: way.node });
    }
}

impl Word {
    fn stored(bytes: &[u8; STORED_BYTES], entry: impl Fn(u32) -> Entry) -> Word {
        let [n0, n1, n2, n3, c0, c1, l0, l1, r0, r1] = *bytes;
        Word {
            entry: entry(u32::from_le_bytes([n0, n1, n2, n3])),
            cost: i16::from_le_bytes([c0, c1]),
            left_id: u16::from_le_bytes([l0, l1]),
            right_id: u16::from_le_bytes([r0, r1]),
        }
    }
}

/// Which of the words that end before one with this left context it follows at least cost, and the cost; of equal ones the first.
#[inline]
fn cheapest(dictionary: &Dictionary, before: &[End], left_id: u16) -> (i32, u32) {
    let costs = dictionary.connection_cost_matrix.row(u32::from(left_id));
    let (mut best, mut node) = (i32::MAX, 0);
    for end in before {
        let connection = costs.get(usize::from(end.right_id)).copied().map_or(0, i32::from);
        let cost = end.cost + connection;
        // Which is less nobody can foresee: a guess that fails would wait for the costs.
        let is_less = cost < best;
        best = select_unpredictable(is_less, cost, best);
        node = select_unpredictable(is_less, end.node, node);
    }
    (best, node)
}

/// How long unknown words of a category may be: the whole run where runs are one word, and what `char.def` says.
fn lengths(is_grouped: bool, longest: usize, run: usize) -> impl Iterator<Item = usize> {
    let whole = if is_grouped && run <= MAX_GROUPING + 1 { run } else { 1 };
    let shorter = (1..=run.min(longest)).filter(move |n| *n != whole);
    std::iter::once(whole).chain(shorter)
}

#[cfg(test)]
mod tests {
    use lindera::dictionary::{Lattice as LinderaLattice, WordId};
    use lindera::mode::{Mode, Penalty};
    use proptest::prelude::*;

    use super::super::tests::shared;
    use super::super::{Tokenizer, write_mecab};
    use super::*;
    use crate::text::dictionary;
    use crate::text::domain_words::forced;

    /// Words with three features, as `mecab` prints them.
    fn words(tokenizer: &Tokenizer, line: &str) -> Vec<String> {
        let mut output = String::new();
        write_mecab(&mut tokenizer.worker(), line, &mut output);
        let short = |line: &str| line.split(',').take(3).collect::<Vec<_>>().join(",").replace('\t', " ");
        output.lines().filter(|line| *line != "EOS").map(short).collect()
    }

    /// A line's words with their first bytes and those behind them.
    type Path = Vec<(usize, usize, Entry)>;

    /// As lindera's own lattice has them, which has words for blanks and is told here to think of unknown words at every character, as
    /// MeCab does.
    fn by_lindera(tokenizer: &Tokenizer, line: &str) -> Path {
        let words = &tokenizer.dictionary.words;
        let none = Penalty {
            kanji_penalty_length_threshold: usize::MAX,
            kanji_penalty_length_penalty: 0,
            other_penalty_length_threshold: usize::MAX,
            other_penalty_length_penalty: 0,
        };
        let mut lattice = LinderaLattice::default();
        lattice.set_text(
            &words.prefix_dictionary,
            &tokenizer.words.as_deref().map(|words| &words.dict),
            &words.character_definition,
            &words.unknown_dictionary,
            &words.connection_cost_matrix,
            line,
            &Mode::Decompose(none),
            Some(MAX_GROUPING),
            true,
        );
        let mut found = Vec::new();
        lattice.tokens_offset_into(&mut found);
        let ends = found.iter().skip(1).map(|next| next.0).chain([line.len()]);
        let entry = |word: WordId| match (word.is_unknown(), word.is_system()) {
            (true, _) => Entry::Unknown(word.id()),
            (false, true) => Entry::System(word.id()),
            (false, false) => Entry::Own(word.id()),
        };
        found.iter().zip(ends).map(|((start, word), end)| (*start, end, entry(*word))).collect()
    }

    fn by_ours(tokenizer: &Tokenizer, line: &str) -> Path {
        let mut segments = Vec::new();
        tokenizer.worker().segment(line, &mut segments);
        segments.iter().map(|found| (found.start, found.end, found.word)).collect()
    }

    /// What `mecab` 0.996 prints with Debian's mecab-ipadic-utf8 for lines in which a word would stand over a blank.
    #[test]
    fn words_connect_over_blanks_and_hold_none() {
        let plain = Tokenizer::plain(&dictionary::for_tests());
        let words = |line: &str| words(&plain, line);
        assert_eq!(words(" a b"), ["a 名詞,固有名詞,組織", "b 名詞,一般,*"]);
        assert_eq!(words("hello world  "), ["hello 名詞,固有名詞,組織", "world 名詞,一般,*"]);
        assert_eq!(words("田 中さん"), ["田 名詞,一般,*", "中 名詞,接尾,副詞可能", "さん 名詞,接尾,人名"]);
        let expected = [
            "東 名詞,一般,*",
            "京 名詞,固有名詞,地域",
            "都 名詞,接尾,地域",
            "の 助詞,連体化,*",
            "難 名詞,一般,*",
            "病 名詞,接尾,一般",
        ];
        assert_eq!(words("東 京 都 の 難 病"), expected);
        assert_eq!(words(" \t "), [""; 0]);
    }

    #[test]
    fn ones_own_words_connect_over_blanks_and_hold_none() {
        let own = forced(&["相談窓口".to_owned()]);
        let tokenizer = Tokenizer::with_words(&dictionary::for_tests(), &own, false).unwrap();
        let found = words(&tokenizer, " 東京 の 相談窓口 と相 談窓口");
        let expected =
            ["東京 名詞,固有名詞,地域", "の 助詞,連体化,*", "相談窓口 タグ,*,*", "と 助詞,並立助詞,*"];
        assert_eq!(found[..4], expected, "{found:?}");
        assert!(found[4..].iter().all(|word| !word.contains("タグ")), "{found:?}");
    }

    #[test]
    fn words_are_stored_as_they_are_read() {
        let words = &dictionary::for_tests().words.prefix_dictionary;
        for line in ["すもももももももものうち", "東京都の難病相談", "１２３", "𠮷野"]
        {
            let chars: Vec<char> = line.chars().collect();
            let mut own = Vec::new();
            for (stored, n) in words.common_prefix_search(&chars) {
                let bytes: usize = chars[..n].iter().map(|c| c.len_utf8()).sum();
                let stored = stored.as_chunks::<STORED_BYTES>().0.iter();
                own.extend(stored.map(|word| (bytes, Word::stored(word, Entry::System))));
            }
            let read = words.prefix(line).map(|(bytes, word)| {
                let (left_id, right_id) = (word.left_id() as u16, word.right_id() as u16);
                (
                    bytes,
                    Word {
                        entry: Entry::System(word.word_id().id()),
                        cost: word.word_cost(),
                        left_id,
                        right_id,
                    },
                )
            });
            assert_eq!(own, read.collect::<Vec<_>>(), "{line}");
        }
        let own = forced(&["相談窓口".to_owned()]);
        let tokenizer = Tokenizer::with_words(&dictionary::for_tests(), &own, false).unwrap();
        let stored = &tokenizer.words.as_deref().unwrap().dict.vals_data;
        let word = Word::stored(stored.as_chunks::<STORED_BYTES>().0.first().unwrap(), Entry::Own);
        assert_eq!((word.entry, word.cost, word.left_id), (Entry::Own(0), -18_000, word.right_id));
    }

    #[test]
    fn unknown_words_are_as_long_as_their_category_says() {
        let all = |is_grouped: bool, longest: usize, run: usize| {
            lengths(is_grouped, longest, run).collect::<Vec<usize>>()
        };
        assert_eq!(all(true, 0, 5), [5]);
        assert_eq!(all(true, 2, 5), [5, 1, 2]);
        assert_eq!(all(false, 2, 5), [1, 2]);
        assert_eq!(all(true, 0, MAX_GROUPING + 2), [1]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn without_blanks_it_is_the_path_of_lindera(
            line in "[難病相談支援とのをはがA-Cb型、。０-９ァ-ヶーぁ-ん一-三]{1,40}|[^\\pC\\s]{1,30}|ア{20,40}"
        ) {
            let plain = Tokenizer::plain(&dictionary::for_tests());
            prop_assert_eq!(by_ours(&plain, &line), by_lindera(&plain, &line));
            prop_assert_eq!(by_ours(shared(), &line), by_lindera(shared(), &line));
        }
    }
}
