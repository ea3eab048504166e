//! Words that are counted as one: a table of synonyms, applied to a corpus.

use std::collections::HashMap;

use super::corpus::{Corpus, Word, comparable};
use super::own_words::header::{GroupColumns, cut};

/// Groups of words that are counted as one, each under its first word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
}

/// What is wrong with a line of a table of synonyms; lines are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SynonymProblem {
    /// A word of this line is in a second group.
    SecondGroup(usize),
    /// In a table with names of columns: this line lacks the word that others are counted as, or those others.
    Incomplete(usize),
}

impl Synonyms {
    /// A group a line, its words between commas or tabs, the one under which all are counted first. Empty lines and lines
    /// that begin with `#` are left out. Where the first line names columns (語,まとめ先), it says which word that is, and a group
    /// may have several lines.
    ///
    /// # Errors
    /// The first line that cannot be taken.
    pub fn parse(text: &str) -> Result<Synonyms, SynonymProblem> {
        let mut groups: Vec<Vec<String>> = Vec::new();
        let mut group_of: HashMap<String, usize> = HashMap::new();
        let mut columns: Option<GroupColumns> = None;
        let mut is_first = true;
        for (line, number) in text.lines().zip(1..) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if std::mem::take(&mut is_first) {
                columns = GroupColumns::named(line);
                if columns.is_some() {
                    continue;
                }
            }
            let words: Vec<String> = match &columns {
                Some(columns) => columns.words(line).ok_or(SynonymProblem::Incomplete(number))?,
                None => cut(line).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            };
            let first = words.first().filter(|_| columns.is_some());
            let known = first.and_then(|first| group_of.get(first)).copied();
            let is_its_first = |group: &usize| groups.get(*group).and_then(|group| group.first()) == first;
            let group = known.filter(is_its_first).unwrap_or(groups.len());
            if words.iter().any(|word| *group_of.entry(word.clone()).or_insert(group) != group) {
                return Err(SynonymProblem::SecondGroup(number));
            }
            match groups.get_mut(group) {
                Some(known) => known.extend(words.into_iter().skip(1)),
                None => groups.push(words),
            }
        }
        Ok(Synonyms { groups })
    }

    /// Lines, counted from 1, with one word alone: it is counted as itself, as if the line were not there. None where the first line
    /// names columns, since such a table may say so of a word.
    pub fn lone_lines(text: &str) -> Vec<usize> {
        let is_left_out = |line: &str| line.trim().is_empty() || line.starts_with('#');
        let mut lines = text.lines().zip(1..).filter(|(line, _)| !is_left_out(line)).peekable();
        if lines.peek().is_some_and(|(line, _)| GroupColumns::named(line).is_some()) {
            return Vec::new();
        }
        let is_lone = |line: &str| cut(line).filter(|word| !word.is_empty()).count() == 1;
        lines.filter(|(line, _)| is_lone(line)).map(|(_, number)| number).collect()
    }

    /// How many groups there are.
    pub fn n_groups(&self) -> usize {
        self.groups.len()
    }

    /// Counts the words of each group as its first one, in the class that this word has, or else the most frequent one
    /// of the group. Only whole words of the corpus are joined: what is cut to pieces belongs in a dictionary first.
    pub fn apply(&self, corpus: &mut Corpus) {
        if self.groups.is_empty() {
            return;
        }
        let convention = corpus.convention;
        let mut counts = vec![0_u32; corpus.words.len()];
        for token in &corpus.tokens {
            if let Some(count) = counts.get_mut(token.word as usize) {
                *count += 1;
            }
        }
        let mut by_lemma: HashMap<String, Vec<u32>> = HashMap::new();
        for (number, word) in (0_u32..).zip(&corpus.words) {
            by_lemma.entry(comparable(&word.lemma, convention)).or_default().push(number);
        }
        let mut targets: Vec<u32> = (0..corpus.words.len() as u32).collect();
        let mut names: HashMap<u32, String> = HashMap::new();
        for group in &self.groups {
            let words =
                |word: &String| by_lemma.get(&comparable(word, convention)).cloned().unwrap_or_default();
            let most = |words: Vec<u32>| {
                words.into_iter().max_by_key(|&word| (counts[word as usize], std::cmp::Reverse(word)))
            };
            let all: Vec<u32> = group.iter().flat_map(words).collect();
            let first = group.first().and_then(|first| most(words(first)));
            let (Some(target), Some(name)) = (first.or_else(|| most(all.clone())), group.first()) else {
                continue;
            };
            names.insert(target, name.clone());
            for word in all {
                targets[word as usize] = target;
            }
        }
        renumber(corpus, &targets, &names);
    }
}

/// Gives each token its target, and numbers the words by their first occurrence.
fn renumber(corpus: &mut Corpus, targets: &[u32], names: &HashMap<u32, String>) {
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    let mut words: Vec<Word> = Vec::new();
    for token in &mut corpus.tokens {
        let Some(&target) = targets.get(token.word as usize) else { continue };
        token.word = *numbers.entry(target).or_insert_with(|| {
            let word = corpus.words.get(target as usize);
            let lemma = names.get(&target).cloned().or_else(|| word.map(|word| word.lemma.clone()));
            let class = word.map_or_else(super::word_class::other, |word| word.class);
            words.push(Word { lemma: lemma.unwrap_or_default(), class });
            (words.len() - 1) as u32
        });
    }
    corpus.words = words;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;

    fn lemmas(corpus: &Corpus) -> Vec<&str> {
        corpus.tokens.iter().map(|token| corpus.words[token.word as usize].lemma.as_str()).collect()
    }

    #[test]
    fn words_of_a_group_are_one() {
        let mut corpus = corpus_of(&["病院と医院", "医院", "クリニックへ"]);
        Synonyms::parse("# 医療\n医療機関,病院, 医院\tクリニック\n\n").unwrap().apply(&mut corpus);
        assert_eq!(lemmas(&corpus), ["医療機関", "と", "医療機関", "医療機関", "医療機関", "へ"]);
        assert_eq!(corpus.words.len(), 3);
        let before = corpus.words.clone();
        Synonyms::default().apply(&mut corpus);
        assert_eq!(corpus.words, before);
    }

    #[test]
    fn a_word_is_in_one_group() {
        let second = Synonyms::parse("病院,医院\n診療所,病院\n");
        assert_eq!(second, Err(SynonymProblem::SecondGroup(2)));
        assert_eq!(Synonyms::parse("病院,病院\n").map(|found| found.groups.len()), Ok(1));
    }
}
