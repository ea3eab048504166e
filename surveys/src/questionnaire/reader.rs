//! Reads typed values out of JSON objects and collects the problems.

use super::problem::Problem;

/// Problems found so far.
#[derive(Debug, Default)]
pub struct Reader {
    /// In the order of the definition.
    pub problems: Vec<Problem>,
}
