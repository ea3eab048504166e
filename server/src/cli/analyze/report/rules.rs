//! Coding rules in the report: how many units each code is given to, in which texts, and which codes go together.

use analysis::chart::network::network as draw;
use analysis::text::units::Unit;
use serde::Serialize;

use super::further::caption;
use super::listings::Listings;
use super::network::picture_of;
use super::picture::{PictureView, style};
use super::{Number, bars, decimals, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::options::Options;
use crate::cli::analyze::rules::{Ruled, cut_args};
use crate::i18n::text;

#[derive(Serialize)]
pub struct RulesView {
    /// The file, the unit and how many there are, in words.
    note: String,
    pub(super) picture: PictureView,
    rows: Vec<RuleView>,
    /// The network of the codes; empty where no two go together.
    pub(super) network: PictureView,
}

#[derive(Serialize)]
struct RuleView {
    name: String,
    n: Number,
    percent: String,
}

/// What came of a file of rules.
///
/// # Errors
/// When the bars or the network cannot be drawn.
pub fn view(ruled: &Ruled, options: &Options, listings: &mut Listings<'_>) -> anyhow::Result<RulesView> {
    let picture = bars::codes(ruled, listings)?;
    let row = |row: &crate::cli::analyze::rules::RuleRow| RuleView {
        n: listings.number_of(&row.name, row.n, &row.documents),
        percent: decimals(row.percent(ruled.n_units), 2),
        name: row.name.clone(),
    };
    let args = [
        ("file", ruled.source.clone()),
        ("codes", ruled.n_codes.to_string()),
        ("unit", unit_words(ruled.unit, LANG)),
        ("n", grouped(ruled.n_units)),
    ];
    let rows = ruled.rows.iter().map(row).collect();
    let network_note = network_note(ruled, options);
    let network = match ruled.network.edges.is_empty() {
        true => PictureView::default(),
        false => PictureView::of(drawn(ruled, &network_note, listings)?, &network_note),
    };
    let mut note = text(LANG, "analyze-rules-note", &args);
    if let Some(code) = &ruled.cut_at {
        note.push_str(&text(LANG, "analyze-rules-evidence-cut", &cut_args(code)));
    }
    Ok(RulesView { rows, picture, note, network })
}

/// The network of the codes, whose marks lead to their texts.
fn drawn(ruled: &Ruled, note: &str, listings: &mut Listings<'_>) -> anyhow::Result<String> {
    let network = &ruled.network;
    let mut picture = picture_of(network, caption(&text(LANG, "analyze-rules-network", &[]), note));
    for node in &mut picture.nodes {
        let row = ruled.rows.iter().find(|row| row.name == node.label);
        node.href = row.map(|row| listings.href(&row.name, &row.documents)).unwrap_or_default();
    }
    for (edge, pair) in picture.edges.iter_mut().zip(&network.edges) {
        let names = [pair.source, pair.target]
            .map(|place| network.nodes.get(place as usize).map_or("", |node| node.lemma.as_str()));
        let places = names.map(|name| ruled.rows.iter().position(|row| row.name == name));
        let [Some(one), Some(other)] = places else { continue };
        let (_, texts) = ruled.with_both(one, other);
        edge.href = listings.href(&names.join(" – "), &texts);
    }
    Ok(draw(&picture, &style("rules-network"))?)
}

fn network_note(ruled: &Ruled, options: &Options) -> String {
    let parameters = &ruled.network.parameters;
    let args = [
        ("unit", unit_words(ruled.unit, LANG)),
        ("units", grouped(ruled.n_units)),
        ("pairs", parameters.n_pairs.to_string()),
        ("nodes", parameters.n_nodes.to_string()),
        ("edges", parameters.n_edges.to_string()),
        ("density", format!("{:.3}", parameters.density)),
        ("threshold", format!("{:.3}", parameters.threshold)),
        ("measure", options.strength_words(LANG)),
    ];
    let args = [&args[..], &options.network_words(LANG)[..]].concat();
    text(LANG, "analyze-rules-network-note", &args)
}

/// What people call a unit.
pub fn unit_words(unit: Unit, lang: &str) -> String {
    let word = |key: &str| text(lang, key, &[]);
    match unit {
        Unit::Sentence => word("analyze-unit-sentence"),
        Unit::Paragraph => word("analyze-unit-paragraph"),
        Unit::Document => word("analyze-unit-document"),
        Unit::Person => word("analyze-unit-person"),
        Unit::Heading(level) => text(lang, "analyze-unit-heading", &[("level", level.to_string())]),
    }
}
