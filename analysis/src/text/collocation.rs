//! Which words stand near a word (コロケーション統計): positions and the scores of KH Coder.
//!
//! With f1 and f2 for how often the word asked for and its neighbour occur, j for how often they occur together within the
//! span, T for all tokens and s for the places looked at (twice the span):
//!
//! | score | formula |
//! |---|---|
//! | Score | Σ (left + right at distance d) ÷ d |
//! | MI, MI3 | log₂(j T ÷ (f1 f2)), log₂(j³ T ÷ (f1 f2)) |
//! | T | (j − f1 f2 ÷ T) ÷ √j |
//! | Z | (j − E) ÷ √(E (1 − p)), p = f2 ÷ (T − f1), E = p f1 s |
//! | Dice, Jaccard | 2j ÷ (f1 + f2), j ÷ (f1 + f2 − j) |
//! | LL | G² of j, f2 − j, f1 − j and the rest of T |
//!
//! Sources: K. Higuchi, KH Coder 3 reference manual; G. Barnbrook, Language and Computers (1996), chapter 5 (Z, T, MI);
//! T. Dunning, Computational Linguistics 19 (1993), 61–74 (LL).

pub mod sources;

use std::ops::Range;

use serde::Serialize;

use super::corpus::{Corpus, Token};
use super::phrase::Step;
use super::terms::content_classes;
use super::tokenizer::Convention;
use super::word_class::{self, ClassId};
use crate::statistics::keyness::log_likelihood;

/// Widest span: neighbours further away say nothing.
pub const WIDEST_SPAN: usize = 20;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// How often both occur together.
    Total,
    /// Closeness: nearer places count more.
    Score,
    /// Mutual information.
    Mi,
    /// The same with the third power, which favours frequent pairs.
    Mi3,
    /// T score.
    T,
    /// Z score.
    Z,
    /// Dice's coefficient.
    Dice,
    /// Jaccard's coefficient.
    Jaccard,
    /// Log-likelihood.
    LogLikelihood,
}

/// How a list is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollocationOptions {
    /// Tokens looked at on each side, 1 to [`WIDEST_SPAN`].
    pub span: usize,
    /// Classes of the neighbours that are listed.
    pub classes: Vec<ClassId>,
    /// Least number of times that both occur together.
    pub min_total: u32,
    /// What the list is sorted by, the highest first.
    pub sort_by: SortBy,
    /// Longest list.
    pub limit: usize,
}

impl CollocationOptions {
    /// KH Coder's settings: five tokens on each side, the 200 with the highest score.
    pub fn standard() -> CollocationOptions {
        CollocationOptions {
            span: 5,
            classes: content_classes(),
            min_total: 1,
            sort_by: SortBy::Score,
            limit: 200,
        }
    }
}

/// How closely two words go together; see the formulas above.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// Closeness.
    pub score: f64,
    /// Mutual information in bits.
    pub mi: f64,
    /// The same with the third power.
    pub mi3: f64,
    /// T score.
    pub t: f64,
    /// Z score; `None` where a neighbour fills the text, so that there is no variance.
    pub z: Option<f64>,
    /// Dice's coefficient; above 1 when an occurrence is near several.
    pub dice: f64,
    /// Jaccard's coefficient; `None` when more are together than there are occurrences.
    pub jaccard: Option<f64>,
    /// Log-likelihood, 0 or more.
    pub log_likelihood: f64,
}

impl Scores {
    fn of(&self, sort_by: SortBy) -> Option<f64> {
        match sort_by {
            SortBy::Total => Some(0.0),
            SortBy::Score => Some(self.score),
            SortBy::Mi => Some(self.mi),
            SortBy::Mi3 => Some(self.mi3),
            SortBy::T => Some(self.t),
            SortBy::Z => self.z,
            SortBy::Dice => Some(self.dice),
            SortBy::Jaccard => self.jaccard,
            SortBy::LogLikelihood => Some(self.log_likelihood),
        }
    }
}

/// A neighbour.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Collocate {
    /// Dictionary form.
    pub lemma: String,
    /// Key of its class.
    pub class: &'static str,
    /// Index in [`Corpus::words`].
    pub word: u32,
    /// How often it occurs in all (f2).
    pub n_occurrences: u32,
    /// Texts in which both stand together; 1 in the parity mode, which knows no ends of texts.
    pub n_documents: u32,
    /// How often both occur together (j).
    pub total: u32,
    /// Of these before the word asked for.
    pub left: u32,
    /// Of these after it.
    pub right: u32,
    /// The same by place: from the furthest left to the furthest right, twice the span.
    pub places: Vec<u32>,
    /// How closely both go together.
    pub scores: Scores,
}

/// The neighbours of a word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Collocations {
    /// How often the word asked for occurs (f1).
    pub n_occurrences: u32,
    /// All tokens (T).
    pub n_tokens: u32,
    /// Neighbours of the wanted classes, also those beyond the limit.
    pub n_collocates: u32,
    /// The neighbours, the highest first.
    pub rows: Vec<Collocate>,
}

/// The neighbours of the word with this dictionary form, in any class. A corpus that follows KH Coder gives its figures to the
/// digit: neighbours across the end of a text count, and the share of a word is cut after nine decimals, as its database
/// does, which moves Z of words that occur once.
pub fn collocations(corpus: &Corpus, lemma: &str, options: &CollocationOptions) -> Collocations {
    let is_node: Vec<bool> = corpus.words.iter().map(|word| word.lemma == lemma).collect();
    collocations_of(corpus, &|token| is_node.get(token.word as usize) == Some(&true), options)
}

/// The same of a word as somebody writes it: the form may say whether it is denied (理解〜ない), and without that it is meant wherever it
/// stands, also in a corpus whose words are [apart](super::denied::apart) from themselves.
pub fn collocations_of_uses(corpus: &Corpus, written: &str, options: &CollocationOptions) -> Collocations {
    let wanted = Step::of(corpus, written, None);
    collocations_of(corpus, &|token| wanted.is_met(token), options)
}

fn collocations_of(
    corpus: &Corpus,
    is_node: &dyn Fn(&Token) -> bool,
    options: &CollocationOptions,
) -> Collocations {
    let (n_words, span) = (corpus.words.len(), options.span.clamp(1, WIDEST_SPAN));
    let counted = if corpus.convention == Convention::KhCoder {
        neighbours(&[&corpus.tokens], (is_node, n_words), span)
    } else {
        let run = |range: &Range<u32>| corpus.tokens.get(range.start as usize..range.end as usize);
        let runs: Vec<&[Token]> = corpus.document_tokens.iter().filter_map(run).collect();
        neighbours(&runs, (is_node, n_words), span)
    };
    let is_wanted = |word: u32| {
        let word = corpus.words.get(word as usize);
        word.is_some_and(|word| options.classes.contains(&word.class))
    };
    // Most neighbours are not listed: only of those that are more than their scores is written down.
    let mut near: Vec<Near> = (0..n_words as u32)
        .filter(|&word| is_wanted(word))
        .filter_map(|word| Near::of(corpus, &counted, word))
        .filter(|near| near.total >= options.min_total.max(1))
        .collect();
    near.sort_by(|a, b| {
        let key = |near: &Near| near.scores.of(options.sort_by).unwrap_or(f64::NEG_INFINITY);
        let names = |near: &Near| {
            corpus.words.get(near.word as usize).map(|word| (&word.lemma, word_class::get(word.class).key))
        };
        key(b).total_cmp(&key(a)).then(b.total.cmp(&a.total)).then_with(|| names(a).cmp(&names(b)))
    });
    let n_collocates = near.len() as u32;
    near.truncate(options.limit);
    let rows = near.into_iter().filter_map(|near| collocate(corpus, &counted, near)).collect();
    Collocations { n_occurrences: counted.n_nodes, n_tokens: counted.n_tokens, n_collocates, rows }
}

/// A neighbour with its scores.
struct Near {
    word: u32,
    total: u32,
    scores: Scores,
}

impl Near {
    /// Nothing for a word that stands nowhere near.
    fn of(corpus: &Corpus, counted: &Counted, word: u32) -> Option<Near> {
        let places = counted.places_of(word);
        let scores = scores(places, counted, word, corpus.convention == Convention::KhCoder)?;
        Some(Near { word, total: places.iter().sum(), scores })
    }
}

fn collocate(corpus: &Corpus, counted: &Counted, near: Near) -> Option<Collocate> {
    let Near { word, total, scores } = near;
    let places = counted.places_of(word);
    let found = corpus.words.get(word as usize)?;
    let left: u32 = places.iter().take(counted.span).sum();
    Some(Collocate {
        lemma: found.lemma.clone(),
        class: word_class::get(found.class).key,
        word,
        n_occurrences: counted.frequency_of(word),
        n_documents: counted.runs_with(word),
        total,
        left,
        right: total - left,
        places: places.to_vec(),
        scores,
    })
}

/// What was counted around a word.
struct Counted {
    /// Tokens on each side.
    span: usize,
    /// All tokens.
    n_tokens: u32,
    /// Occurrences of the word asked for.
    n_nodes: u32,
    /// How often each word occurs.
    frequencies: Vec<u32>,
    /// For each word, twice the span.
    places: Vec<u32>,
    /// For each word, the runs in which it stands near the word asked for.
    runs: Vec<u32>,
}

impl Counted {
    /// Counts by place, from the furthest left to the furthest right.
    fn places_of(&self, word: u32) -> &[u32] {
        let start = word as usize * 2 * self.span;
        self.places.get(start..start + 2 * self.span).unwrap_or_default()
    }

    /// How often a word occurs.
    fn frequency_of(&self, word: u32) -> u32 {
        self.frequencies.get(word as usize).copied().unwrap_or(0)
    }

    /// In how many runs a word stands near the word asked for.
    fn runs_with(&self, word: u32) -> u32 {
        self.runs.get(word as usize).copied().unwrap_or(0)
    }
}

/// Counts the words, of which there are so many, around every token for which `is_node` says yes, within each run of tokens.
fn neighbours(
    runs: &[&[Token]],
    (is_node, n_words): (&dyn Fn(&Token) -> bool, usize),
    span: usize,
) -> Counted {
    let mut counted = Counted {
        span,
        n_tokens: runs.iter().map(|run| run.len() as u32).sum(),
        n_nodes: 0,
        frequencies: vec![0; n_words],
        places: vec![0; n_words * 2 * span],
        runs: vec![0; n_words],
    };
    // The run in which each word was last seen near the word asked for, from 1.
    let mut last_seen = vec![0_usize; n_words];
    for (number, run) in (1..).zip(runs) {
        for (at, token) in run.iter().enumerate() {
            if let Some(frequency) = counted.frequencies.get_mut(token.word as usize) {
                *frequency += 1;
            }
            if !is_node(token) {
                continue;
            }
            counted.n_nodes += 1;
            let first = at.saturating_sub(span);
            let around = run.get(first..run.len().min(at + span + 1)).unwrap_or_default();
            for (offset, &Token { word: neighbour, .. }) in around.iter().enumerate() {
                let place = match first + offset {
                    other if other < at => span - (at - other),
                    other if other > at => span + (other - at) - 1,
                    _ => continue,
                };
                if let Some(count) = counted.places.get_mut(neighbour as usize * 2 * span + place) {
                    *count += 1;
                }
                if let Some(last) = last_seen.get_mut(neighbour as usize).filter(|last| **last != number) {
                    *last = number;
                    counted.runs[neighbour as usize] += 1;
                }
            }
        }
    }
    counted
}

/// The scores of a neighbour; `None` when both never occur together.
fn scores(places: &[u32], counted: &Counted, word: u32, is_khcoder: bool) -> Option<Scores> {
    let span = counted.span;
    let total: u32 = places.iter().sum();
    let (j, f1, f2) = (f64::from(total), f64::from(counted.n_nodes), f64::from(counted.frequency_of(word)));
    let all = f64::from(counted.n_tokens);
    if total == 0 || f1 <= 0.0 || f2 <= 0.0 {
        return None;
    }
    let distance = |place: usize| if place < span { span - place } else { place - span + 1 };
    let score: f64 = places.iter().enumerate().map(|(place, &n)| f64::from(n) / distance(place) as f64).sum();
    let expected = f1 * f2 / all;
    let either = f1 + f2 - j;
    Some(Scores {
        score,
        mi: (j / expected).log2(),
        mi3: (j.powi(3) / expected).log2(),
        t: (j - expected) / j.sqrt(),
        z: z(j, f1, f2, all, (2 * span) as f64, is_khcoder),
        dice: 2.0 * j / (f1 + f2),
        jaccard: (either > 0.0).then(|| j / either),
        log_likelihood: log_likelihood(j, f2 - j, f1 - j, all - f1 - f2 + j),
    })
}

fn z(j: f64, f1: f64, f2: f64, all: f64, n_places: f64, is_khcoder: bool) -> Option<f64> {
    let exact = f2 / (all - f1);
    let share = if is_khcoder { (exact * 1e9).floor() / 1e9 } else { exact };
    let expected = share * f1 * n_places;
    let z = (j - expected) / (expected * (1.0 - share)).sqrt();
    z.is_finite().then_some(z)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;
    use crate::text::Span;
    use crate::text::corpus::tests::corpus_of;

    fn tokens(words: &[u32]) -> Vec<Token> {
        let span = Span { start: 0, end: 0 };
        let token = |&word: &u32| Token { span, word, is_negated: false, inflection: 0 };
        words.iter().map(token).collect()
    }

    /// By hand; the word asked for is 0, the span 2: 1 stands right after the first 0 and right before the second.
    #[test]
    fn places_are_counted_from_the_left() {
        let runs = [tokens(&[0, 1, 2, 1, 0]), tokens(&[3, 0, 0])];
        let counted = neighbours(&[&runs[0], &runs[1]], (&|token| token.word == 0, 4), 2);
        assert_eq!((counted.n_tokens, counted.n_nodes, counted.frequency_of(1)), (8, 4, 2));
        assert_eq!(counted.places_of(1), [0, 1, 1, 0]);
        assert_eq!(counted.places_of(2), [1, 0, 0, 1]);
        assert_eq!(counted.places_of(3), [1, 1, 0, 0]);
        assert_eq!(counted.places_of(0), [0, 1, 1, 0]);
        assert_eq!(counted.places_of(9), Vec::<u32>::new());
        assert_eq!([0, 1, 2, 3, 9].map(|word| counted.runs_with(word)), [1, 1, 1, 1, 0]);
    }

    /// f1 = 2802, f2 = 1373, j = 538, T = 276194. By Python: `math.log2(538*276194/(2802*1373))` and so on; LL by
    /// `scipy.stats.chi2_contingency([[538, 835], [2264, 272557]], lambda_="log-likelihood", correction=False)`.
    #[test]
    fn the_scores_of_a_frequent_pair() {
        let counted = Counted {
            span: 5,
            n_tokens: 276_194,
            n_nodes: 2802,
            frequencies: vec![1373],
            places: vec![28, 42, 25, 223, 173, 0, 13, 19, 7, 8],
            runs: vec![1],
        };
        let scores = scores(counted.places_of(0), &counted, 0, false).unwrap();
        near(scores.score, 325.116_666_666_667, 1e-9);
        near(scores.mi, 5.271_427_665_445_705, 1e-9);
        near(scores.mi3, 23.414_352_390_558_953, 1e-9);
        near(scores.t, 22.594_298_969_256_737, 1e-9);
        near(scores.z.unwrap(), 33.574_890_033_877_46, 1e-9);
        near(scores.dice, 0.257_724_550_898_203_6, 1e-12);
        near(scores.jaccard.unwrap(), 0.147_924_113_280_176, 1e-12);
        near(scores.log_likelihood, 3_224.416_536_803_357_3, 1e-6);
    }

    /// p = 1 ÷ 273392 = 0.00000365775…, which the parity mode cuts to 0.000003657.
    #[test]
    fn the_parity_mode_cuts_the_share() {
        near(z(1.0, 2802.0, 1.0, 276_194.0, 10.0, false).unwrap(), 2.803_488_8, 1e-6);
        near(z(1.0, 2802.0, 1.0, 276_194.0, 10.0, true).unwrap(), 2.803_842_655, 1e-8);
    }

    #[test]
    fn neighbours_stay_in_their_text_but_in_parity_mode() {
        let corpus = corpus_of(&["相談", "電話で相談"]);
        let options = CollocationOptions::standard();
        let rows = collocations(&corpus, "相談", &options).rows;
        let found =
            |rows: &[Collocate], lemma: &str| rows.iter().find(|row| row.lemma == lemma).map(|row| row.total);
        assert_eq!((found(&rows, "電話"), found(&rows, "相談")), (Some(1), None));
        let both = corpus_of(&["電話で相談、電話で相談", "電話の相談"]);
        let call = collocations(&both, "相談", &options).rows.into_iter().find(|row| row.lemma == "電話");
        assert_eq!(call.map(|row| row.n_documents), Some(2));
        let as_khcoder = Corpus { convention: Convention::KhCoder, ..corpus.clone() };
        let parity = collocations(&as_khcoder, "相談", &options);
        assert_eq!(found(&parity.rows, "電話"), Some(2));
        assert_eq!(found(&parity.rows, "相談"), Some(2));
        let none = collocations(&corpus, "無", &options);
        assert_eq!((none.n_occurrences, none.rows.len()), (0, 0));
        assert_eq!(collocations(&corpus_of(&[]), "相談", &options).rows.len(), 0);
        assert_eq!(collocations(&corpus_of(&["相談"]), "相談", &options).rows.len(), 0);
    }

    #[test]
    fn a_word_is_asked_for_where_it_is_denied_or_wherever_it_stands() {
        let mut corpus = corpus_of(&["職場の理解がない", "窓口の理解がある"]);
        let options = CollocationOptions::standard();
        let near = |corpus: &Corpus, written: &str| -> Vec<String> {
            let found = collocations_of_uses(corpus, written, &options).rows.into_iter();
            found.map(|row| row.lemma).filter(|lemma| lemma.starts_with(['職', '窓', '理'])).collect()
        };
        for is_apart in [false, true] {
            if is_apart {
                crate::text::denied::apart(&mut corpus);
            }
            assert_eq!(near(&corpus, "理解〜ない"), ["職場"], "{is_apart}");
            assert_eq!(near(&corpus, "理解（〜ない以外）"), ["窓口"], "{is_apart}");
            assert_eq!(near(&corpus, "理解"), ["窓口", "職場"], "{is_apart}");
        }
        assert_eq!(near(&corpus, "職場"), ["理解〜ない"], "it is a neighbour of its own");
    }

    #[test]
    fn lists_can_be_sorted_by_every_score() {
        use SortBy::{Dice, Jaccard, LogLikelihood, Mi, Mi3, Score, T, Total, Z};
        let corpus = corpus_of(&["電話で相談、窓口で相談。", "電話と窓口と電話。窓口に相談。"]);
        for sort_by in [Total, Score, Mi, Mi3, T, Z, Dice, Jaccard, LogLikelihood] {
            let options = CollocationOptions { sort_by, ..CollocationOptions::standard() };
            let rows = collocations(&corpus, "相談", &options).rows;
            let keys: Vec<f64> = rows.iter().filter_map(|row| row.scores.of(sort_by)).collect();
            assert!(keys.is_sorted_by(|a, b| a >= b) && rows.len() > 1, "{sort_by:?}");
        }
    }
}
