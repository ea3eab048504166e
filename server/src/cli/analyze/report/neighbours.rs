//! What stands near words in the report, and the words that go with them.

use analysis::rounded::percent;
use analysis::text::associated::Associated;
use analysis::text::collocation::Collocate;
use serde::Serialize;

use super::listings::Listings;
use super::{Number, decimals};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::neighbours::AssociatedWith;
use crate::cli::analyze::sources::{self, Sources};

/// Rows for each word; the CSV files have more.
const ROWS_OF_WORD: usize = 10;

/// A word that is looked at, or a code.
#[derive(Serialize)]
pub struct NeighboursView {
    lemma: String,
    /// None of a code, which stands in no text.
    near: Vec<NearView>,
    associated: Vec<AssociatedView>,
}

#[derive(Serialize)]
struct NearView {
    word: String,
    /// How often it stands near.
    total: Number,
    left: Number,
    right: Number,
    score: String,
    likelihood: String,
}

#[derive(Serialize)]
struct AssociatedView {
    word: String,
    /// People or units with both.
    n: Number,
    /// Share of them among those with the word that is looked at, in per cent.
    percent: String,
    jaccard: String,
}

/// What stands near the words that were named and the most frequent ones, and the words that go with them and with codes that were
/// named.
pub fn views(figures: &Figures, listings: &mut Listings<'_>) -> Vec<NeighboursView> {
    let further = &figures.further;
    let sources = Sources::of(figures);
    let mut views = Vec::new();
    // Words have the same places in both; codes come after them.
    for (place, with) in further.associated.iter().enumerate() {
        let near = further.collocations.get(place).map(|(_, near)| near.rows.as_slice()).unwrap_or_default();
        views.push(NeighboursView {
            lemma: with.name.clone(),
            near: near_views(figures, &with.name, first(near), listings),
            associated: associated_views(&sources, with, listings),
        });
    }
    views
}

/// The rows that are shown.
fn first<T>(rows: &[T]) -> &[T] {
    rows.get(..ROWS_OF_WORD).unwrap_or(rows)
}

fn near_views(
    figures: &Figures,
    lemma: &str,
    rows: &[Collocate],
    listings: &mut Listings<'_>,
) -> Vec<NearView> {
    let view = |(row, texts): (&Collocate, Vec<u32>)| {
        let total = listings.number_of(&format!("{lemma} … {}", row.lemma), row.total, &texts);
        NearView {
            word: row.lemma.clone(),
            left: total.beside(row.left),
            right: total.beside(row.right),
            total,
            score: decimals(row.scores.score, 3),
            likelihood: decimals(row.scores.log_likelihood, 2),
        }
    };
    rows.iter().zip(sources::near(figures, lemma, rows)).map(view).collect()
}

fn associated_views(
    sources: &Sources<'_>,
    with: &AssociatedWith,
    listings: &mut Listings<'_>,
) -> Vec<AssociatedView> {
    let rows = first(&with.rows);
    let view = |(row, texts): (&Associated, Vec<u32>)| {
        let title = format!("{} – {}", with.name, row.lemma);
        AssociatedView {
            word: row.lemma.clone(),
            n: listings.number_of(&title, row.documents.len() as u32, &texts),
            percent: percent(row.share_within, 1),
            jaccard: decimals(row.measures.jaccard, 3),
        }
    };
    rows.iter().zip(sources.associated(&with.texts, rows)).map(view).collect()
}
