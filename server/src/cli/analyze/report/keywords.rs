//! Words that are typical of the values of the columns that are compared (特徴語).

use analysis::rounded;
use analysis::text::keywords::Keyword;
use serde::Serialize;

use super::listings::Listings;
use super::{Number, decimals, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::keyness::ValueWords;
use crate::i18n::text;
use crate::view::tested::p_value;

/// Words of a value; `keywords.csv` has all.
pub(super) const WORDS_OF_VALUE: usize = 10;

/// Values shown; `keywords.csv` has all.
pub(super) const MOST_VALUES: usize = 40;

#[derive(Serialize)]
pub struct KeywordsView {
    title: String,
    n_inside: String,
    n_outside: String,
    rows: Vec<KeywordView>,
}

#[derive(Serialize)]
struct KeywordView {
    word: String,
    inside: Number,
    inside_percent: String,
    outside_percent: String,
    log_ratio: String,
    phi: String,
    likelihood: String,
    p: String,
}

/// For each value the words that its people use more often than the others, the most typical first.
pub fn keywords(figures: &Figures, listings: &mut Listings<'_>) -> Vec<KeywordsView> {
    let values = figures.further.keywords.iter().take(MOST_VALUES);
    values.map(|value| view(value, listings)).collect()
}

fn view(value: &ValueWords, listings: &mut Listings<'_>) -> KeywordsView {
    let title = format!("{} = {}", value.column, value.value);
    let percent = |n: usize, all: usize| rounded::percent(n as f64 / all.max(1) as f64, 1);
    let row = |(word, texts): (&Keyword, &Vec<u32>)| KeywordView {
        word: word.lemma.clone(),
        inside: listings.number_of(
            &format!("{} × {}", word.lemma, value.value),
            word.inside.len() as u32,
            texts,
        ),
        inside_percent: percent(word.inside.len(), value.n_inside),
        outside_percent: percent(word.outside.len(), value.n_outside),
        log_ratio: decimals(word.keyness.log_ratio, 2),
        phi: word.keyness.phi.map_or_else(|| "–".to_owned(), |phi| decimals(phi.value, 2)),
        likelihood: decimals(word.keyness.log_likelihood, 2),
        p: p_value(word.p_holm),
    };
    let words = value.words.iter().zip(&value.texts);
    let typical = words.filter(|(word, _)| word.keyness.log_ratio > 0.0).take(WORDS_OF_VALUE);
    let outside = [("n", grouped(value.n_outside as u32)), ("left", grouped(value.n_contradicting as u32))];
    let others = if value.n_contradicting > 0 { "analyze-n-people-left-out" } else { "analyze-n-people" };
    KeywordsView {
        rows: typical.map(row).collect(),
        n_inside: text(LANG, "analyze-n-people", &[("n", grouped(value.n_inside as u32))]),
        n_outside: text(LANG, others, &outside),
        title,
    }
}
