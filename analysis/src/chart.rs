//! Charts as SVG: readable in black and white, by a screen reader and under a content policy without inline styles.
//!
//! A chart is a plain struct that holds every word it prints, already translated, and a function that draws it. The
//! text stays text, so that it can be searched and copied; the picture has no size of its own and fills its box.

pub mod bar;
pub mod heatmap;
mod lettering;
pub mod network;
pub mod png;
pub mod stacked_bar;
pub mod style;

use serde::{Deserialize, Serialize};

/// The words around a chart. Empty ones take no room.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Caption {
    /// Printed above the chart, in bold; also what a screen reader calls it.
    pub title: String,
    /// Printed under the title: the number of answers and the base.
    pub subtitle: String,
    /// Printed below the chart: method, parameters, what the signs mean.
    pub note: String,
    /// What a screen reader reads instead of the picture: its numbers in words.
    pub description: String,
}

#[cfg(test)]
mod tests;
