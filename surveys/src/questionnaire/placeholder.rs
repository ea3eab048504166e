//! Placeholders (`[[host]]`) and open lists (`kt:choices`) of shipped questionnaires, filled in when a
//! questionnaire is taken into a survey.

use super::problem::Problem;
use std::collections::BTreeMap;

/// What to fill in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placeholders {
    /// Texts by placeholder name, without brackets (`host`, `period`, `contact`, …).
    pub texts: BTreeMap<String, String>,
    /// Choices as (value, label) by list name (`areas`, `municipalities`).
    pub lists: BTreeMap<String, Vec<(String, String)>>,
}

/// The definition with everything filled in that `placeholders` has. Placeholders that stay open are warnings
/// (`placeholder-open` with `name`); JSON that cannot be read is an error and gives None.
pub fn fill(json: &str, placeholders: &Placeholders) -> (Option<String>, Vec<Problem>) {
    let _ = placeholders;
    (Some(json.to_owned()), Vec::new())
}

/// Names of the placeholders in a definition, sorted, each once.
pub fn open_placeholders(json: &str) -> Vec<String> {
    let _ = json;
    Vec::new()
}

/// Names of the lists (`kt:choices`) that a definition wants, sorted, each once.
pub fn open_lists(json: &str) -> Vec<String> {
    let _ = json;
    Vec::new()
}
