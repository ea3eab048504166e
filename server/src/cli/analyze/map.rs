//! `--map`: words, or codes, as places on a plane, near where the same people use them, or the same sentences … have them (多次元尺度法).

use analysis::multivariate::NotComputed;
use analysis::multivariate::scaling::{MOST_THINGS, Map, is_shapeless, non_metric};
use analysis::multivariate::similarity::Pairs;

use super::figures::Figures;

/// Why there is no map.
#[derive(Clone, Copy)]
pub enum NoMap {
    /// It could not be computed.
    NotComputed(NotComputed),
    /// Its distances fit any map.
    Shapeless,
}

impl From<NotComputed> for NoMap {
    fn from(problem: NotComputed) -> NoMap {
        NoMap::NotComputed(problem)
    }
}

/// The map of the words of most people or units.
pub struct WordMap {
    /// How many words it has: the first of those that are compared.
    pub n_words: usize,
    /// Their places.
    pub outcome: Result<Map, NoMap>,
}

/// Makes the map: distances among people or units, Kruskal's method in two dimensions, as on the pages.
pub fn of(figures: &Figures) -> WordMap {
    let n_words = figures.further.clustered_in.len().min(MOST_THINGS);
    WordMap { n_words, outcome: map(&figures.further.distances, n_words) }
}

fn map(distances: &Result<Pairs, NotComputed>, n_words: usize) -> Result<Map, NoMap> {
    if n_words < 3 {
        return Err(NotComputed::TooFew.into());
    }
    let distances = distances.as_ref().map_err(|problem| *problem)?.of_first(n_words);
    let map = non_metric(&distances, 2)?;
    // That nobody uses two words together is so in any text; only places that coincide make no map.
    if is_shapeless(&map) { Err(NoMap::Shapeless) } else { Ok(map) }
}
