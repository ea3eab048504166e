//! Charts as SVG: readable in black and white, by a screen reader and under a content policy without inline styles.
//!
//! A chart is a plain struct that holds every word it prints, already translated, and a function that draws it. The
//! text stays text, so that it can be searched and copied; the picture has no size of its own and fills its box. What
//! screen readers read ends with the numbers of all marks. A mark may lead to what was counted (`href`).

pub mod alone;
pub mod bar;
pub mod biplot;
pub mod dendrogram;
pub mod flow;
mod frame;
pub mod heatmap;
pub mod kwic_strip;
mod lettering;
pub mod likert;
mod line_numbers;
mod marks;
pub mod network;
mod placement;
pub mod png;
pub mod running_total;
mod seams;
mod slide;
pub mod stacked_bar;
pub mod style;
pub mod tile_map;
pub mod trend_lines;
pub mod word_cloud;

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
    /// What a screen reader reads instead of the picture; the numbers of the marks are added to it.
    pub description: String,
    /// Printed instead of the chart when there is nothing to draw.
    pub empty: String,
    /// Printed in the note, before `(60/250)`, when a chart shows only that many of all.
    pub limited: String,
    /// The same when all are drawn, but not all of them have room for their names. Empty: not said.
    #[serde(default)]
    pub unnamed: String,
}

impl Caption {
    /// The caption with numbers at the end of its description.
    fn with_numbers(&self, numbers: impl IntoIterator<Item = String>) -> Caption {
        let numbers: Vec<String> = numbers.into_iter().filter(|number| !number.is_empty()).collect();
        Caption { description: joined(&self.description, &numbers.join("; ")), ..self.clone() }
    }

    /// The caption that says, in note and description, that only `n_shown` of `n_all` are drawn.
    fn limited_to(&self, n_shown: usize, n_all: usize) -> Caption {
        self.saying(&self.limited, n_shown, n_all)
    }

    /// The caption that says that only some of all that is drawn has its name beside it.
    fn naming(&self, is_named: &[bool]) -> Caption {
        let n_named = is_named.iter().filter(|is_named| **is_named).count();
        let n_all = if self.unnamed.is_empty() { n_named } else { is_named.len() };
        self.saying(&self.unnamed, n_named, n_all)
    }

    fn saying(&self, words: &str, n_shown: usize, n_all: usize) -> Caption {
        if n_shown >= n_all {
            return self.clone();
        }
        let limit = joined(words, &format!("({n_shown}/{n_all})"));
        Caption {
            note: joined(&self.note, &limit),
            description: joined(&self.description, &limit),
            ..self.clone()
        }
    }
}

fn joined(first: &str, second: &str) -> String {
    format!("{first} {second}").trim().to_string()
}

/// A number with at most three decimals.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_string();
    }
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod check;
#[cfg(test)]
mod tests;
