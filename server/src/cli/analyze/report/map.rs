//! The map of words, or codes, in the report.

use analysis::chart::network::{Network, Node, network};
use analysis::multivariate::scaling::POOR_STRESS;
use analysis::text::terms::Term;
use serde::Serialize;

use super::further::{caption, reason};
use super::listings::Listings;
use super::picture::{PictureView, style};
use super::{Number, decimals};
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::map::{NoMap, WordMap};
use crate::i18n::text;

#[derive(Serialize)]
pub struct MapView {
    /// Why there is none; empty when there is one.
    reason: String,
    pub(super) picture: PictureView,
    rows: Vec<PlaceView>,
}

#[derive(Serialize)]
struct PlaceView {
    word: String,
    /// How many people or units.
    n: Number,
    coordinates: Vec<String>,
}

/// A word as texts have it, and as people or units do, with its place.
type Placed<'p> = ((&'p Term, &'p Term), &'p Vec<f64>);

/// The map with its places.
///
/// # Errors
/// When it cannot be drawn.
pub fn view(found: &WordMap, figures: &Figures, listings: &mut Listings<'_>) -> anyhow::Result<MapView> {
    let options = &figures.further.options;
    let map = match &found.outcome {
        Ok(map) => map,
        Err(problem) => {
            let reason = match problem {
                NoMap::NotComputed(problem) => reason(*problem, options.things_words(LANG)),
                NoMap::Shapeless => text(LANG, "analyze-map-shapeless", &options.compared_arguments(LANG)),
            };
            return Ok(MapView { reason, picture: PictureView::default(), rows: Vec::new() });
        }
    };
    let things = options.compared_arguments(LANG);
    let note = note(figures, found.n_words, map.stress);
    let furthest = map.places.iter().flatten().map(|value| value.abs()).fold(f64::MIN_POSITIVE, f64::max);
    let at = |place: &[f64], axis: usize| place.get(axis).copied().unwrap_or(0.0);
    let within = |value: f64| 0.5 + value / furthest / 2.0;
    let further = &figures.further;
    let words: Vec<Placed<'_>> =
        further.clustered.iter().zip(&further.clustered_in).zip(&map.places).collect();
    let node = |((term, counted), place): &Placed<'_>| Node {
        label: term.lemma.clone(),
        x: within(at(place, 0)),
        y: within(-at(place, 1)),
        weight: f64::from(counted.n_documents),
        group: 0,
        href: listings.href(&term.lemma, &term.documents),
    };
    let chart = Network {
        caption: caption(&text(LANG, "analyze-map", &things), &note),
        nodes: words.iter().map(node).collect(),
        edges: Vec::new(),
        range: None,
    };
    let svg = network(&chart, &style("map"))?;
    let row = |((term, counted), place): &Placed<'_>| PlaceView {
        word: term.lemma.clone(),
        n: listings.number_of(&term.lemma, counted.n_documents, &term.documents),
        coordinates: [0, 1].map(|axis| decimals(at(place, axis), 3)).to_vec(),
    };
    let rows = words.iter().map(row).collect();
    Ok(MapView { reason: String::new(), picture: PictureView::of(svg, &note), rows })
}

/// How the map was made, and whether its stress is poor.
fn note(figures: &Figures, n_words: usize, stress: f64) -> String {
    let options = &figures.further.options;
    let args = [
        ("words", n_words.to_string()),
        ("stress", decimals(stress, 3)),
        ("measure", options.measure_words(LANG)),
    ];
    let things = options.compared_arguments(LANG);
    let args = [&args[..], &figures.counted_in.arguments(LANG)[..], &things[..]].concat();
    let mut note = text(LANG, "analyze-map-note", &args);
    if stress > POOR_STRESS {
        note.push(' ');
        note.push_str(&text(LANG, "analyze-map-poor", &[("limit", POOR_STRESS.to_string())]));
    }
    note
}
