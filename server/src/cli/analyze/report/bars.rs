//! Bars in the report: words, themes and codes by how many people speak of them; and the words in sizes.

use std::cmp::Reverse;

use analysis::chart::bar::{Bar, BarChart, bar};
use analysis::chart::word_cloud::{CloudWord, MOST_WORDS as MOST_IN_CLOUD, WordCloud, word_cloud};
use analysis::text::terms::Term;

use super::further::caption;
use super::listings::Listings;
use super::picture::{PictureView, style};
use super::{decimals, grouped, unit_words};
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::rules::{RuleRow, Ruled};
use crate::i18n::text;

/// Words drawn; `terms.csv` has all.
const MOST_WORDS: usize = 30;

/// Codes drawn; `rules.csv` has all.
const MOST_CODES: usize = 50;

/// The bar of so many people; it leads nowhere.
pub fn of_people(label: &str, n: u32) -> Bar {
    Bar {
        label: label.to_owned(),
        value: Some(f64::from(n)),
        text: grouped(n),
        is_muted: false,
        href: String::new(),
    }
}

/// How many people and texts there are, as arguments of notes.
pub fn sizes(figures: &Figures) -> [(&'static str, String); 2] {
    [("people", grouped(figures.people.n)), ("documents", grouped(figures.method.n_documents))]
}

/// Bars with their title and what is said of them. Empty without a bar.
///
/// # Errors
/// When they cannot be drawn.
pub fn drawn(id: &str, title: &str, note: &str, bars: Vec<Bar>) -> anyhow::Result<PictureView> {
    if bars.is_empty() {
        return Ok(PictureView::default());
    }
    let chart = BarChart { caption: caption(title, note), bars, full: None };
    Ok(PictureView::of(bar(&chart, &style(id))?, note))
}

/// The words of most people.
///
/// # Errors
/// When they cannot be drawn.
pub fn words(figures: &Figures, listings: &mut Listings<'_>) -> anyhow::Result<PictureView> {
    let of_word = |term: &Term| Bar {
        href: listings.href(&term.lemma, &term.documents),
        ..of_people(&term.lemma, figures.people.count(&term.documents))
    };
    let bars = figures.terms.iter().take(MOST_WORDS).map(of_word).collect();
    let title = text(LANG, "analyze-bars-words", &[("most", MOST_WORDS.to_string())]);
    drawn("bars-words", &title, &text(LANG, "analyze-bars-note", &sizes(figures)), bars)
}

/// The same words and more of them in sizes. Empty without a word.
///
/// # Errors
/// When they cannot be drawn.
pub fn cloud(figures: &Figures, listings: &mut Listings<'_>) -> anyhow::Result<PictureView> {
    let of_word = |term: &Term| CloudWord {
        label: term.lemma.clone(),
        weight: f64::from(figures.people.count(&term.documents)),
        href: listings.href(&term.lemma, &term.documents),
    };
    let words: Vec<CloudWord> = figures.terms.iter().take(MOST_IN_CLOUD).map(of_word).collect();
    if words.is_empty() {
        return Ok(PictureView::default());
    }
    let title = text(LANG, "analyze-cloud", &[("most", MOST_IN_CLOUD.to_string())]);
    let note = text(LANG, "analyze-cloud-note", &sizes(figures));
    let chart = WordCloud { caption: caption(&title, &note), words };
    let svg = word_cloud(&chart, &style("word-cloud"))?;
    Ok(PictureView::of(svg, &note))
}

/// The codes of coding rules that are given most often.
///
/// # Errors
/// When they cannot be drawn.
pub fn codes(ruled: &Ruled, listings: &mut Listings<'_>) -> anyhow::Result<PictureView> {
    let mut rows: Vec<&RuleRow> = ruled.rows.iter().filter(|row| row.n > 0).collect();
    rows.sort_by_key(|row| Reverse(row.n));
    let of_code = |row: &&RuleRow| Bar {
        text: format!("{} ({}%)", grouped(row.n), decimals(row.percent(ruled.n_units), 1)),
        href: listings.href(&row.name, &row.documents),
        ..of_people(&row.name, row.n)
    };
    let bars = rows.iter().take(MOST_CODES).map(of_code).collect();
    let title = text(LANG, "analyze-bars-codes", &[("most", MOST_CODES.to_string())]);
    let args = [("unit", unit_words(ruled.unit, LANG)), ("n", grouped(ruled.n_units))];
    drawn("bars-codes", &title, &text(LANG, "analyze-bars-codes-note", &args), bars)
}
