//! Texts that are copies of one another: the same after normalisation, or nearly the same.
//!
//! Two texts are compared by their letters and digits in one width and case. They are copies when the sets of all runs of
//! [`SHINGLE`] characters in them have a Jaccard coefficient of at least [`LEAST_JACCARD`]; texts under [`LEAST_CHARS`]
//! characters are none, since many people answer 特になし in the same words. Copies of copies are of one group.
//!
//! Candidates are found by MinHash (A. Broder, On the resemblance and containment of documents, 1997): texts that are equal
//! in one of [`BANDS`] bands of [`ROWS`] values, and in 60 of all values by their last eight bits (P. Li and
//! A. C. König, b-bit minwise hashing, 2010). A pair with a coefficient of .8 is overlooked by the bands with a probability
//! of (1 − .8⁴)²⁴ ≈ .000003 and by the values with one under .0001. Each candidate is then compared exactly, so that no
//! pair below the threshold is ever joined.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::corpus::Document;
use super::normalize::{lower_case, normalize};
use crate::statistics::random::{SEED, next};

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

/// Values that must be equal in their last eight bits: 4.3 standard deviations less than what .8 gives on average.
const LEAST_EQUAL: usize = 60;

/// How many texts of a band each text is compared with at most, so that the work stays in proportion to the texts.
const MOST_COMPARED: usize = 64;

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
    let texts: Vec<&str> =
        same.iter().filter_map(|copies| copies.first()).map(|(key, _)| key.as_str()).collect();
    let joined = join(&texts);
    let mut least = vec![1.0_f64; texts.len()];
    for &(text, _, jaccard) in &joined.edges {
        let root = joined.parts.root(text);
        least[root] = least[root].min(jaccard);
    }
    let mut members: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (text, copies) in same.iter().enumerate() {
        let of_group = members.entry(joined.parts.root(text)).or_default();
        of_group.extend(copies.iter().map(|(_, document)| *document));
    }
    let mut groups: Vec<DuplicateGroup> = members
        .into_iter()
        .filter(|(_, documents)| documents.len() > 1)
        .map(|(root, mut documents)| {
            documents.sort_unstable();
            DuplicateGroup { documents, least_jaccard: least[root] }
        })
        .collect();
    // Roots ascend by their words: of equally large groups the one comes first whose words do.
    groups.sort_by_key(|group| std::cmp::Reverse(group.documents.len()));
    groups
}

/// What texts are compared by: letters and digits in one width and case.
fn key(text: &str) -> String {
    lower_case(&normalize(text).text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Things that are joined into parts; the first thing of a part is its root.
struct Parts(Vec<usize>);

impl Parts {
    fn root(&self, mut thing: usize) -> usize {
        while self.0[thing] != thing {
            thing = self.0[thing];
        }
        thing
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

struct Joined {
    parts: Parts,
    /// Two texts and the coefficient that joined them.
    edges: Vec<(usize, usize, f64)>,
}

/// Joins different texts that are nearly the same.
fn join(texts: &[&str]) -> Joined {
    let mut joined = Joined { parts: Parts((0..texts.len()).collect()), edges: Vec::new() };
    if texts.len() < 2 {
        return joined;
    }
    let seeds = seeds();
    let signatures: Vec<Signature> = texts.par_iter().map(|text| signature(text, &seeds)).collect();
    for band in 0..BANDS {
        let mut order: Vec<(u32, usize)> =
            signatures.iter().enumerate().map(|(text, signature)| (signature.bands[band], text)).collect();
        order.par_sort_unstable();
        for alike in order.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
            compare(texts, &signatures, alike, &mut joined);
        }
    }
    joined
}

/// Compares each text of a band with those before it that are not known as its copies yet.
fn compare(texts: &[&str], signatures: &[Signature], alike: &[(u32, usize)], joined: &mut Joined) {
    for (at, &(_, text)) in alike.iter().enumerate() {
        let mut own = None;
        for &(_, other) in alike.iter().take(at).rev().take(MOST_COMPARED) {
            let is_candidate = signatures[text].n_equal(&signatures[other]) >= LEAST_EQUAL;
            if !is_candidate || joined.parts.root(text) == joined.parts.root(other) {
                continue;
            }
            let own = own.get_or_insert_with(|| shingles(texts[text]));
            let jaccard = jaccard(own, &shingles(texts[other]));
            if jaccard >= LEAST_JACCARD {
                joined.parts.join(text, other);
                joined.edges.push((text, other, jaccard));
            }
        }
    }
}

/// Bits of a character.
const CHAR_BITS: u32 = 21;

/// The runs of characters of a text, each once, ascending.
fn shingles(text: &str) -> Vec<u128> {
    let chars: Vec<char> = text.chars().collect();
    let packed =
        |run: &[char]| run.iter().fold(0_u128, |packed, &c| (packed << CHAR_BITS) | u128::from(u32::from(c)));
    let mut found: Vec<u128> = chars.windows(SHINGLE).map(packed).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What two ascending lists share ÷ what is in either; 0 when both are empty.
fn jaccard(a: &[u128], b: &[u128]) -> f64 {
    let mut others = b.iter().peekable();
    let mut n_both = 0;
    for one in a {
        while others.next_if(|other| *other < one).is_some() {}
        n_both += usize::from(others.peek() == Some(&one));
    }
    let n_either = a.len() + b.len() - n_both;
    if n_either == 0 { 0.0 } else { n_both as f64 / n_either as f64 }
}

/// What makes a hash function of its own for each value of a signature; always the same.
fn seeds() -> Vec<u64> {
    let mut state = SEED;
    (0..BANDS * ROWS).map(|_| next(&mut state)).collect()
}

/// What is left of a text to find its copies by.
struct Signature {
    /// One number for the values of each band.
    bands: [u32; BANDS],
    /// The last eight bits of each value.
    ends: [u8; BANDS * ROWS],
}

impl Signature {
    fn n_equal(&self, other: &Signature) -> usize {
        self.ends.iter().zip(&other.ends).filter(|(one, other)| one == other).count()
    }
}

fn signature(text: &str, seeds: &[u64]) -> Signature {
    let mut least = [u64::MAX; BANDS * ROWS];
    for run in shingles(text) {
        let folded = (run as u64) ^ ((run >> 64) as u64).rotate_left(32);
        for (least, seed) in least.iter_mut().zip(seeds) {
            let mut state = folded ^ seed;
            *least = (*least).min(next(&mut state));
        }
    }
    let mut signature = Signature { bands: [0; BANDS], ends: [0; BANDS * ROWS] };
    for (band, values) in signature.bands.iter_mut().zip(least.chunks(ROWS)) {
        let mut mixed = 0_u64;
        for value in values {
            let mut state = mixed ^ value;
            mixed = next(&mut state);
        }
        *band = mixed as u32;
    }
    for (end, value) in signature.ends.iter_mut().zip(least) {
        *end = value as u8;
    }
    signature
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_coefficient_is_exact() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4, 5]), 0.4);
        assert_eq!(jaccard(&[], &[]), 0.0);
        assert_eq!(shingles("あいうえおあいうえお").len(), 5);
    }
}
