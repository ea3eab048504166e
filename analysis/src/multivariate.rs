//! Many variables at once: similarity, clusters, correspondence, scaling, themes. Pure functions on counts; the same counts
//! give the same figures, signs included (`decomposition`).

pub mod cluster;
pub mod correspondence;
mod decomposition;
pub mod latent;
pub mod scaling;
pub mod similarity;
pub mod themes;

use serde::Serialize;

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotComputed {
    /// Fewer rows or columns with a count than are needed.
    TooFew,
    /// More than can be computed in reasonable time and space.
    TooMany,
    /// A value is infinite, no number or, where only counts make sense, below 0.
    NotANumber,
}

/// Values of one row at some places; all other places are 0. Places ascend.
pub type Sparse = Vec<(u32, f64)>;

fn all_finite<'v>(values: impl IntoIterator<Item = &'v f64>) -> Result<(), NotComputed> {
    match values.into_iter().all(|value| value.is_finite()) {
        true => Ok(()),
        false => Err(NotComputed::NotANumber),
    }
}
