//! How frequent a word must be to be compared with others where nobody says: KH Coder's rule (`mysql_crossout`), on texts or, as KH Coder
//! itself has it, on occurrences.

use serde::Serialize;

use crate::text::terms::Term;
use crate::text::tokenizer::Convention;

/// The least number for a word, and what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Least {
    /// Texts that have the word, or people who use it.
    Documents(u32),
    /// How often the word occurs in all.
    Occurrences(u32),
}

impl Least {
    /// The number that leaves about `target` of these words, counted as the convention counts.
    pub fn usual(terms: &[Term], target: usize, convention: Convention) -> Least {
        match convention {
            Convention::Kikitori => Least::Documents(least_documents(terms, target)),
            Convention::KhCoder => Least::Occurrences(least_occurrences(terms, target)),
        }
    }

    /// Whether a word that occurs in `n_documents` texts, or is used by as many people, and `n_occurrences` times in all is frequent
    /// enough.
    pub fn is_met(self, n_documents: u32, n_occurrences: u32) -> bool {
        match self {
            Least::Documents(least) => n_documents >= least,
            Least::Occurrences(least) => n_occurrences >= least,
        }
    }

    /// The number.
    pub fn n(self) -> u32 {
        match self {
            Least::Documents(n) | Least::Occurrences(n) => n,
        }
    }

    /// What is counted: `documents` or `occurrences`.
    pub fn of(self) -> &'static str {
        match self {
            Least::Documents(_) => "documents",
            Least::Occurrences(_) => "occurrences",
        }
    }
}

/// The least number of texts that leaves about `target` of these words; never under 2.
pub fn least_documents(terms: &[Term], target: usize) -> u32 {
    least(terms.iter().map(|term| term.n_documents).collect(), target)
}

/// The same for how often a word occurs: what KH Coder goes by (最小出現数).
fn least_occurrences(terms: &[Term], target: usize) -> u32 {
    least(terms.iter().map(|term| term.n_occurrences).collect(), target)
}

/// Goes down until `target` words are reached at f, takes the nearer of the multiples of five around f, then goes lower until there
/// are at least .55 × target.
fn least(mut counts: Vec<u32>, target: usize) -> u32 {
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let n_from = |least: u32| counts.partition_point(|count| *count >= least);
    let Some(&reached) = counts.get(target.saturating_sub(1)).or(counts.last()) else { return 2 };
    let (low, high) = (reached - reached % 5, reached - reached % 5 + 5);
    let mut least = if n_from(low).abs_diff(target) <= n_from(high).abs_diff(target) { low } else { high };
    while least > 2 && (n_from(least) as f64) < 0.55 * target as f64 {
        least -= 1;
    }
    least.max(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(n_documents: u32, n_occurrences: u32) -> Term {
        Term {
            lemma: String::new(),
            class: "noun",
            word: 0,
            n_documents,
            n_occurrences,
            n_negated: 0,
            documents: Vec::new(),
        }
    }

    /// By hand: the 75th is 126; from 125 on there are 76 words, from 130 on 71.
    #[test]
    fn the_least_number_gives_about_the_wanted_words() {
        let terms: Vec<Term> = (1..=200).rev().map(|n| term(n, n)).collect();
        assert_eq!(least_documents(&terms, 75), 125);
        assert_eq!(least_documents(&terms[195..], 75), 2);
        assert_eq!(least_documents(&[], 75), 2);
    }

    /// Of 100 words 74 occur 210 times, three 207 times, the others once: three more than wanted are further away than one less.
    #[test]
    fn the_nearer_multiple_of_five_is_taken() {
        let counts = [vec![210; 74], vec![207; 3], vec![1; 23]].concat();
        let terms: Vec<Term> = counts.iter().map(|n| term(1, *n)).collect();
        assert_eq!(least_occurrences(&terms, 75), 210);
        assert_eq!(least_documents(&terms, 75), 2);
    }

    /// The 75th occurs 204 times: from 205 on there are 20 words, from 200 on 220, which is further away; but 20 are fewer than .55 × 75.
    #[test]
    fn too_few_words_lower_the_number() {
        let counts = [vec![207; 20], vec![204; 200]].concat();
        let terms: Vec<Term> = counts.iter().map(|n| term(1, *n)).collect();
        assert_eq!(least_occurrences(&terms, 75), 204);
        assert_eq!(least(vec![9; 10], 75), 2, "and never under two");
    }

    /// The order of the words is that of texts, whatever is counted.
    #[test]
    fn khcoder_counts_occurrences() {
        let terms = [term(9, 9), term(8, 8), term(1, 50), term(1, 40)];
        assert_eq!(least_occurrences(&terms, 2), 40);
        let usual = |convention| Least::usual(&terms, 2, convention);
        assert_eq!(usual(Convention::KhCoder), Least::Occurrences(40));
        assert_eq!(usual(Convention::Kikitori), Least::Documents(5));
        let is_met =
            |least: Least| terms.each_ref().map(|term| least.is_met(term.n_documents, term.n_occurrences));
        assert_eq!(is_met(Least::Occurrences(40)), [false, false, true, true]);
        assert_eq!(is_met(Least::Documents(5)), [true, true, false, false]);
        assert_eq!((Least::Occurrences(40).n(), Least::Occurrences(40).of()), (40, "occurrences"));
    }
}
