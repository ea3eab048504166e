//! Which texts a number counts: the same conditions for the number and for the list behind it.

use analysis::text::terms::{TermOptions, terms};
use serde::Deserialize;
use surveys::privacy::consent::Purpose;

use super::Reading;
use crate::dataset::Dataset;
use crate::dataset::writings::Writing;

/// Conditions that a text must meet, all of them.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Selection {
    /// Contains this word (dictionary form).
    #[serde(default)]
    pub word: String,
    /// Only where the word is of this class (its key).
    #[serde(default)]
    pub class: String,
    /// Contains this word too.
    #[serde(default)]
    pub with: String,
    /// Only where the second word is of this class.
    #[serde(default)]
    pub with_class: String,
    /// Has a sentence with this suggested stance.
    #[serde(default)]
    pub stance: String,
    /// Has a sentence with this suggested theme.
    #[serde(default)]
    pub theme: String,
    /// Comes from this area.
    #[serde(default)]
    pub region: String,
    /// Comes from this agency kind.
    #[serde(default)]
    pub kind: String,
    /// Is compared by this: `region` or `kind`, and says which it is of.
    #[serde(default)]
    pub by: String,
    /// Is this one text.
    #[serde(default)]
    pub id: String,
    /// Is of this topic, see [`super::multivariate::topics`].
    #[serde(default)]
    pub topic: String,
}

/// The places of the texts that meet the conditions, ascending.
pub fn select(reading: &Reading, selection: &Selection) -> Vec<u32> {
    let with_word =
        |word: &str, class: &str| (!word.is_empty()).then(|| documents_with(reading, word, class));
    let words =
        [with_word(&selection.word, &selection.class), with_word(&selection.with, &selection.with_class)];
    let coded = (!selection.stance.is_empty() || !selection.theme.is_empty())
        .then(|| super::themes::documents_coded(reading, &selection.stance, &selection.theme));
    let topic = (!selection.topic.is_empty())
        .then(|| super::multivariate::topics::documents(reading, &selection.topic));
    let meets = |place: u32, writing: &Writing| {
        words.iter().flatten().chain(&coded).chain(&topic).all(|found| found.binary_search(&place).is_ok())
            && (selection.region.is_empty() || writing.region.as_deref() == Some(selection.region.as_str()))
            && (selection.kind.is_empty() || writing.kind.as_deref() == Some(selection.kind.as_str()))
            && (selection.by != "region" || writing.region.is_some())
            && (selection.by != "kind" || writing.kind.is_some())
            && (selection.id.is_empty() || writing.id == selection.id)
    };
    (0..)
        .zip(&reading.writings)
        .filter(|(place, writing)| meets(*place, writing))
        .map(|(place, _)| place)
        .collect()
}

/// The texts that contain a word of a class, or of any class when `class` is empty.
fn documents_with(reading: &Reading, lemma: &str, class: &str) -> Vec<u32> {
    let options = TermOptions {
        classes: (0..analysis::text::word_class::WORD_CLASSES.len())
            .filter_map(|id| id.try_into().ok())
            .collect(),
        ..TermOptions::content_words()
    };
    let found = terms(&reading.texts.corpus, &options)
        .into_iter()
        .filter(|term| term.lemma == lemma && (class.is_empty() || term.class == class));
    let mut documents: Vec<u32> = found.flat_map(|term| term.documents).collect();
    documents.sort_unstable();
    documents.dedup();
    documents
}

/// Whether a person may see who a number counts by area, kind or answer. For all but internal work such lists would
/// undo what the tables withhold, so the numbers there lead nowhere and the addresses, typed by hand, list nothing.
pub fn may_see_groups(dataset: &Dataset) -> bool {
    dataset.purpose == Purpose::Internal
}

impl Selection {
    /// Whether it asks for the texts of a group of people.
    pub fn is_about_group(&self) -> bool {
        [&self.region, &self.kind, &self.by, &self.stance, &self.theme, &self.id]
            .iter()
            .any(|value| !value.is_empty())
    }
}

/// Whether a list of `n` people is too short to be shown for the purpose of the data.
pub fn is_withheld(dataset: &Dataset, n: usize) -> bool {
    dataset.purpose != Purpose::Internal && n > 0 && n < dataset.survey.min_cell()
}
