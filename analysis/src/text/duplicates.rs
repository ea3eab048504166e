//! Texts that are copies of one another: the same after normalisation, or nearly the same.
//!
//! Two texts are compared by their letters and digits in one width and case. They are copies when the sets of all runs of
//! [`SHINGLE`] characters in them have a Jaccard coefficient of at least [`LEAST_JACCARD`]; texts under [`LEAST_CHARS`]
//! characters are none, since many people answer 特になし in the same words. Copies of copies are of one group.
//!
//! Candidates are found by MinHash (A. Broder, On the resemblance and containment of documents, 1997): texts that are equal
//! in one of [`BANDS`] bands of [`ROWS`] values, and in 60 of all values by their last eight bits (P. Li and
//! A. C. König, b-bit minwise hashing, 2010). A pair with a coefficient of .8 is overlooked by the bands with a probability
//! of (1 − .8⁴)²⁴ ≈ .000003 and by the values with one under .0001, and where many texts are equal in a band, each is
//! compared only with the 64 of them whose words come just before its own. Each candidate is then compared exactly, so that no
//! pair below the threshold is ever joined.
//!
//! Texts of which more than a fifth of the runs stands in no other text are left out beforehand, which overlooks nothing. What
//! takes long is the exact comparison, and many short texts of the same few phrases are nearly copies. A sketch tells of
//! most of those that they are none, and never of a copy (E. F. O. Sandes, G. L. M. Teodoro and A. C. M. A. Melo, Bitmap
//! filter: speeding up exact set similarity joins with bitwise operations, 2020); texts of one group are not compared again.

mod candidates;
mod shared;
mod shingles;
mod signature;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use self::candidates::{Candidates, Outlines};
use self::shared::possible_copies;
use self::shingles::{jaccard, shingles};
use super::corpus::Document;
use super::normalize::{lower_case, normalize};

/// Characters of a run that is compared.
pub const SHINGLE: usize = 5;

/// Least Jaccard coefficient of two copies.
pub const LEAST_JACCARD: f64 = 0.8;

/// Least number of letters and digits of a text that can be a copy.
pub const LEAST_CHARS: usize = 20;

/// Bands of a signature; texts that are equal in one are compared.
pub const BANDS: usize = 24;

/// Values of a band.
pub const ROWS: usize = 4;

/// Texts of a band whose candidates are compared before others are looked for, so that candidates take little memory.
const STRETCH: usize = 4096;

/// Texts that are copies of one another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DuplicateGroup {
    /// Two or more, as indexes of the documents, ascending.
    pub documents: Vec<u32>,
    /// The lowest coefficient that joined two of them; 1 when all are the same after normalisation.
    pub least_jaccard: f64,
}

/// The groups of copies among documents, the largest first. The order of the documents makes no difference to them.
pub fn duplicates(documents: &[Document]) -> Vec<DuplicateGroup> {
    let mut keys: Vec<(String, u32)> = documents
        .par_iter()
        .enumerate()
        .map(|(place, document)| (key(&document.text), place as u32))
        .filter(|(key, _)| key.chars().nth(LEAST_CHARS - 1).is_some())
        .collect();
    keys.par_sort_unstable();
    let same: Vec<&[(String, u32)]> = keys.chunk_by(|a, b| a.0 == b.0).collect();
    let possible = possible_copies(&same, |same| words(same));
    let mut parts = join(&possible.iter().map(|&text| same[text]).collect::<Vec<_>>());
    let mut members: BTreeMap<usize, DuplicateGroup> = BTreeMap::new();
    for (text, copies) in same.iter().enumerate() {
        let (root, least_jaccard) = match possible.binary_search(&text) {
            Ok(place) => {
                let root = parts.root(place as u32) as usize;
                (possible[root], parts.least[root])
            }
            Err(_) => (text, 1.0),
        };
        let none = || DuplicateGroup { documents: Vec::new(), least_jaccard };
        let group = members.entry(root).or_insert_with(none);
        group.documents.extend(copies.iter().map(|(_, document)| *document));
    }
    let mut groups: Vec<DuplicateGroup> =
        members.into_values().filter(|group| group.documents.len() > 1).collect();
    groups.iter_mut().for_each(|group| group.documents.sort_unstable());
    // Roots ascend by their words: of equally large groups the one comes first whose words do.
    groups.sort_by_key(|group| std::cmp::Reverse(group.documents.len()));
    groups
}

/// What texts are compared by: letters and digits in one width and case.
fn key(text: &str) -> String {
    lower_case(&normalize(text).text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Documents of the same words, and the words.
type Same<'a> = &'a [(String, u32)];

fn words(same: Same<'_>) -> &str {
    same.first().map_or("", |(words, _)| words)
}

/// Texts that are joined into parts; the first text of a part is its root.
struct Parts {
    /// For each text one of its part that comes before it; a root itself.
    before: Vec<u32>,
    /// For each root the lowest coefficient that joined two texts of its part.
    least: Vec<f64>,
}

impl Parts {
    /// So many texts, each a part of its own.
    fn apart(n: usize) -> Parts {
        Parts { before: (0..n as u32).collect(), least: vec![1.0; n] }
    }

    /// The root of a text; the way to it is half as long the next time.
    fn root(&mut self, mut text: u32) -> u32 {
        while self.before[text as usize] != text {
            let before = self.before[text as usize];
            self.before[text as usize] = self.before[before as usize];
            text = before;
        }
        text
    }

    fn join(&mut self, a: u32, b: u32, jaccard: f64) {
        let (a, b) = (self.root(a), self.root(b));
        let (root, other) = (a.min(b) as usize, a.max(b) as usize);
        self.before[other] = root as u32;
        self.least[root] = self.least[root].min(self.least[other]).min(jaccard);
    }
}

/// Joins different texts that are nearly the same.
fn join(texts: &[Same<'_>]) -> Parts {
    let mut parts = Parts::apart(texts.len());
    let outlines = Outlines::of(texts, |same| words(same));
    for band in 0..BANDS {
        let band = outlines.band(band);
        for begin in (0..band.len()).step_by(STRETCH) {
            let places = begin..band.len().min(begin + STRETCH);
            for candidates in outlines.candidates(&band, places, |text| parts.root(text)) {
                compare(texts, &candidates, &mut parts);
            }
        }
    }
    parts
}

/// Compares a text with those that may be copies of it and are not known as such yet.
fn compare(texts: &[Same<'_>], (text, others): &Candidates, parts: &mut Parts) {
    let shingles_of = |text: u32| shingles(words(texts[text as usize]));
    let mut own = None;
    for &other in others {
        if parts.root(*text) == parts.root(other) {
            continue;
        }
        let jaccard = jaccard(own.get_or_insert_with(|| shingles_of(*text)), &shingles_of(other));
        if jaccard >= LEAST_JACCARD {
            parts.join(*text, other, jaccard);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;
    use std::collections::{BTreeSet, HashSet};

    use super::*;
    use crate::statistics::random::{SEED, place};

    fn groups_of(texts: &[&str]) -> Vec<DuplicateGroup> {
        let document = |text: &&str| Document { text: (*text).to_owned(), ..Document::default() };
        duplicates(&texts.iter().map(document).collect::<Vec<_>>())
    }

    const LETTER: &str = "通院のある日は短時間の勤務にしてもらえると、無理なく働き続けることができます。";

    #[test]
    fn the_same_but_for_widths_and_signs_is_a_copy() {
        let wide = "通院のある日は、短時間の勤務にしてもらえると無理なく働き続けることができます！！";
        let groups = groups_of(&[LETTER, "送迎の車がなくて困っている。", wide, LETTER]);
        assert_eq!(groups, [DuplicateGroup { documents: vec![0, 2, 3], least_jaccard: 1.0 }]);
    }

    /// By hand: with three more letters at the end all runs are still there, and three more.
    #[test]
    fn a_few_words_more_are_a_copy_and_another_text_is_none() {
        let key = key(LETTER);
        let n_runs = key.chars().count() - SHINGLE + 1;
        let longer = format!("{LETTER}お願い。");
        let half =
            format!("{LETTER}駅から遠い事業所への送迎があれば、通える人がもっと増えると思っています。");
        let groups = groups_of(&[&longer, LETTER, &half]);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].documents, [0, 1]);
        assert!((groups[0].least_jaccard - n_runs as f64 / (n_runs + 3) as f64).abs() < 1e-12);
    }

    #[test]
    fn short_answers_are_no_copies() {
        assert_eq!(groups_of(&["特になし", "特になし", "", ""]), []);
        assert_eq!(groups_of(&[]), []);
    }

    #[test]
    fn the_order_makes_no_difference() {
        let other = "相談の窓口がどこにあるのか分からないまま、何年も過ぎてしまいました。";
        let (longer, other_longer) = (format!("{LETTER}以上"), format!("{other}本当に"));
        let texts: [&str; 5] = [LETTER, other, &longer, &other_longer, LETTER];
        let forward = groups_of(&texts);
        let mut turned = texts;
        turned.reverse();
        let backward: Vec<Vec<u32>> = groups_of(&turned)
            .into_iter()
            .map(|group| group.documents.iter().rev().map(|document| 4 - document).collect())
            .collect();
        assert_eq!(forward.iter().map(|group| group.documents.clone()).collect::<Vec<_>>(), backward);
        assert_eq!(backward, [vec![0, 2, 4], vec![1, 3]]);
    }

    /// Texts of the same few phrases, many nearly copies of one another, and texts of their own with a few letters changed.
    fn invented(n: usize) -> Vec<String> {
        const PHRASES: [&str; 8] = [
            "通院の休みを",
            "短い時間の勤務について",
            "職場の上司に",
            "支援の窓口で",
            "何度も相談できた",
            "伝えるのは難しい",
            "書面にまとめて渡した",
            "家族にも",
        ];
        let letters: Vec<char> = PHRASES.concat().chars().collect();
        let mut state = SEED;
        let mut texts = Vec::new();
        while texts.len() < n {
            let n_phrases = 2 + place(&mut state, 7);
            let phrases = (0..n_phrases).map(|_| PHRASES[place(&mut state, PHRASES.len())]);
            texts.push(phrases.collect());
            let original: Vec<char> =
                (0..14 + place(&mut state, 80)).map(|_| letters[place(&mut state, letters.len())]).collect();
            for _ in 0..4 {
                let mut changed = original.clone();
                for _ in 0..place(&mut state, 4) {
                    let at = place(&mut state, changed.len());
                    changed[at] = letters[place(&mut state, letters.len())];
                }
                texts.push(changed.into_iter().skip(place(&mut state, 6)).collect());
            }
        }
        texts
    }

    /// The groups by the definition: each two texts are compared, and those that are joined get the same number.
    fn defined(texts: &[String]) -> BTreeSet<Vec<u32>> {
        let runs = |text: &String| -> HashSet<Vec<char>> {
            let chars: Vec<char> = text.chars().collect();
            chars.windows(5).map(<[char]>::to_vec).collect()
        };
        let runs: Vec<HashSet<Vec<char>>> = texts.iter().map(runs).collect();
        let is_long = |text: usize| texts[text].chars().count() >= 20;
        let mut number: Vec<usize> = (0..texts.len()).collect();
        for one in (0..texts.len()).filter(|&text| is_long(text)) {
            for other in (0..one).filter(|&text| is_long(text)) {
                let n_both = runs[one].intersection(&runs[other]).count();
                let n_either = runs[one].len() + runs[other].len() - n_both;
                if n_both * 5 >= n_either * 4 {
                    let (old, new) = (number[one], number[other]);
                    number.iter_mut().filter(|number| **number == old).for_each(|number| *number = new);
                }
            }
        }
        let mut members: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (text, number) in (0..).zip(number) {
            members.entry(number).or_default().push(text);
        }
        members.into_values().filter(|texts| texts.len() > 1).collect()
    }

    #[test]
    fn groups_are_those_of_the_definition_in_any_order() {
        let texts = invented(600);
        let expected = defined(&texts);
        let n_joined: usize = expected.iter().map(Vec::len).sum();
        assert!(expected.len() > 50 && n_joined < 300, "{} groups of {n_joined}", expected.len());
        let forward: Vec<&str> = texts.iter().map(String::as_str).collect();
        let groups = groups_of(&forward);
        assert_eq!(groups.iter().map(|group| group.documents.clone()).collect::<BTreeSet<_>>(), expected);
        assert_eq!(groups.len(), expected.len());
        let first_words =
            |group: &DuplicateGroup| group.documents.iter().map(|&text| forward[text as usize]).min();
        assert!(groups.is_sorted_by_key(|group| (Reverse(group.documents.len()), first_words(group))));
        let last = texts.len() as u32 - 1;
        let backward: Vec<&str> = forward.iter().copied().rev().collect();
        let turned = |group: DuplicateGroup| {
            let documents = group.documents.iter().rev().map(|document| last - document).collect();
            DuplicateGroup { documents, ..group }
        };
        assert_eq!(groups_of(&backward).into_iter().map(turned).collect::<Vec<_>>(), groups);
    }

    /// By hand: of 20 letters and one more each time two neighbours share all runs but one, 16 of 17 where they are shortest;
    /// the first and the last share 16 of 31.
    #[test]
    fn copies_of_copies_are_of_one_group_with_the_lowest_coefficient() {
        let letters: Vec<char> = LETTER.chars().filter(|c| c.is_alphanumeric()).collect();
        let texts: Vec<String> = (20..=35).map(|n| letters[..n].iter().collect()).collect();
        let groups = groups_of(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].documents, (0..16).collect::<Vec<u32>>());
        assert!((LEAST_JACCARD..=16.0 / 17.0).contains(&groups[0].least_jaccard), "{groups:?}");
    }
}
