//! The best path through a line with blanks, by MeCab's rule: blanks before a word are skipped and words connect across them as
//! if they were not there, but no word holds one.
//!
//! lindera's lattice has words for blanks instead, so the line is searched without them; only where that path has a word in
//! which a blank stood is it searched here, among lindera's candidates in lindera's order.

use lindera::dictionary::{Dictionary, WordId};

use super::{Entry, MAX_GROUPING, is_space};

/// Letters of the longest word that is looked for; IPADIC has none as long.
const LONGEST_WORD: usize = 128;

/// A word that may begin at a place.
struct Candidate {
    /// One past its last character.
    end: usize,
    word: WordId,
    cost: i32,
    left_id: u32,
    right_id: u32,
}

/// A word with the best path to it. The first node is the beginning of the line.
struct Node {
    start: usize,
    end: usize,
    word: WordId,
    right_id: u32,
    /// Of the path up to and with it.
    cost: i32,
    /// The node before it on that path.
    left: usize,
}

/// A line with what is known of its characters.
struct Line<'a> {
    dictionary: &'a Dictionary,
    text: &'a str,
    chars: Vec<char>,
    /// First byte of each character, and the length of the text.
    starts: Vec<usize>,
    /// How many characters from each on share the category at each of its ordinals.
    runs: Vec<Vec<usize>>,
}

/// The words of a line: first byte, one past the last byte, and which word.
pub(super) fn search(dictionary: &Dictionary, text: &str) -> Vec<(usize, usize, Entry)> {
    let line = Line::new(dictionary, text);
    let n = line.chars.len();
    let mut nodes = vec![Node { start: 0, end: 0, word: WordId::default(), right_id: 0, cost: 0, left: 0 }];
    let mut ends_at: Vec<Vec<usize>> = vec![Vec::new(); n + 1];
    ends_at[0].push(0);
    for at in 0..n {
        let left = std::mem::take(&mut ends_at[at]);
        if left.is_empty() {
            continue;
        }
        let begin = at + line.chars[at..].iter().take_while(|c| is_space(**c)).count();
        if begin == n {
            // Nothing but blanks follows.
            ends_at[n].extend(left);
            continue;
        }
        for candidate in line.candidates(begin) {
            let Some((cost, best)) = line.cheapest(&nodes, &left, candidate.left_id) else { continue };
            ends_at[candidate.end].push(nodes.len());
            nodes.push(Node {
                start: begin,
                end: candidate.end,
                word: candidate.word,
                right_id: candidate.right_id,
                cost: cost.saturating_add(candidate.cost),
                left: best,
            });
        }
    }
    let mut words = Vec::new();
    let mut at = line.cheapest(&nodes, &ends_at[n], 0).map_or(0, |(_, last)| last);
    while at != 0 {
        let node = &nodes[at];
        words.push((line.starts[node.start], line.starts[node.end], node.word.into()));
        at = node.left;
    }
    words.reverse();
    words
}

impl<'a> Line<'a> {
    fn new(dictionary: &'a Dictionary, text: &'a str) -> Line<'a> {
        let chars: Vec<char> = text.chars().collect();
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let definitions = &dictionary.character_definition;
        let categories: Vec<_> = chars.iter().map(|c| definitions.lookup_categories(*c)).collect();
        let runs = runs(&categories);
        Line { dictionary, text, chars, starts, runs }
    }

    /// The words that may begin at a character: those of the dictionary, the longest first, then unknown ones.
    fn candidates(&self, begin: usize) -> Vec<Candidate> {
        let letters = self.chars[begin..].iter().take(LONGEST_WORD).take_while(|c| !is_space(**c)).count();
        let rest = self.text.get(self.starts[begin]..self.starts[begin + letters]).unwrap_or_default();
        let mut found = Vec::new();
        for (length, entry) in self.dictionary.prefix_dictionary.prefix(rest) {
            let n = rest.get(..length).map_or(0, |word| word.chars().count());
            found.push((begin + n, entry));
        }
        found.reverse();
        let is_known = !found.is_empty();
        let (definitions, unknown) =
            (&self.dictionary.character_definition, &self.dictionary.unknown_dictionary);
        let categories = definitions.lookup_categories(self.chars[begin]).iter();
        for (category, run) in categories.zip(&self.runs[begin]) {
            let kind = definitions.lookup_definition(*category);
            if is_known && !kind.invoke {
                continue;
            }
            for n in lengths(kind.group, kind.length as usize, *run) {
                for id in unknown.lookup_word_ids(*category) {
                    found.push((begin + n, unknown.word_entry(*id)));
                }
            }
        }
        let found = found.into_iter().map(|(end, entry)| Candidate {
            end,
            word: entry.word_id(),
            cost: i32::from(entry.word_cost()),
            left_id: entry.left_id(),
            right_id: entry.right_id(),
        });
        found.collect()
    }

    /// Which of these nodes a word with this left context follows at least cost, and the cost; of equal ones the first.
    fn cheapest(&self, nodes: &[Node], left: &[usize], left_id: u32) -> Option<(i32, usize)> {
        let costs = self.dictionary.connection_cost_matrix.row(left_id);
        let mut best: Option<(i32, usize)> = None;
        for place in left {
            let node = &nodes[*place];
            let connection = costs.get(node.right_id as usize).copied().map_or(0, i32::from);
            let cost = node.cost.saturating_add(connection);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, *place));
            }
        }
        best
    }
}

/// How long unknown words of a category may be: the whole run where runs are one word, and what `char.def` says.
fn lengths(is_grouped: bool, longest: usize, run: usize) -> Vec<usize> {
    let whole = if is_grouped && run <= MAX_GROUPING + 1 { run } else { 1 };
    let shorter = (1..=run.min(longest)).filter(|n| *n != whole);
    std::iter::once(whole).chain(shorter).collect()
}

/// For each character and each of its categories, how many characters from it on have that category at the same ordinal.
fn runs<C: PartialEq>(categories: &[&[C]]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = vec![Vec::new(); categories.len()];
    for at in (0..categories.len()).rev() {
        let next = categories.get(at + 1).copied().unwrap_or_default();
        let run = |(ordinal, category): (usize, &C)| match next.get(ordinal) == Some(category) {
            true => runs[at + 1][ordinal] + 1,
            false => 1,
        };
        let own: Vec<usize> = categories[at].iter().enumerate().map(run).collect();
        runs[at] = own;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::{Tokenizer, write_mecab};
    use super::*;
    use crate::text::dictionary;

    /// Words with three features, as `mecab` prints them.
    fn words(line: &str) -> Vec<String> {
        let dictionary = dictionary::for_tests();
        let tokenizer = Tokenizer::plain(&dictionary);
        let mut output = String::new();
        write_mecab(&mut tokenizer.worker(), line, &mut output);
        let short = |line: &str| line.split(',').take(3).collect::<Vec<_>>().join(",").replace('\t', " ");
        output.lines().filter(|line| *line != "EOS").map(short).collect()
    }

    /// What `mecab` 0.996 prints with Debian's mecab-ipadic-utf8 for lines in which a word would stand over a blank.
    #[test]
    fn words_connect_over_blanks_and_hold_none() {
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
    fn what_needs_no_search_of_its_own_comes_out_the_same() {
        let dictionary = dictionary::for_tests();
        let tokenizer = Tokenizer::plain(&dictionary);
        for line in [
            "主治医と相談しながら、週３日の勤務を続けている。",
            "Ｂ型から…へ移りました！",
            "ーーー・・・",
            "",
        ] {
            let mut segments = Vec::new();
            tokenizer.worker().segment(line, &mut segments);
            let usual: Vec<_> = segments.iter().map(|found| (found.start, found.end, found.word)).collect();
            assert_eq!(search(&dictionary.words, line), usual, "{line}");
        }
    }

    #[test]
    fn unknown_words_are_as_long_as_their_category_says() {
        assert_eq!(lengths(true, 0, 5), [5]);
        assert_eq!(lengths(true, 2, 5), [5, 1, 2]);
        assert_eq!(lengths(false, 2, 5), [1, 2]);
        assert_eq!(lengths(true, 0, MAX_GROUPING + 2), [1]);
        assert_eq!(runs(&[&[1, 2][..], &[1], &[3]]), [vec![2, 1], vec![1], vec![1]]);
    }
}
