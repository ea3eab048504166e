//! Which texts a number counts: the same conditions for the number and for the list behind it.

use std::collections::HashMap;

use analysis::text::phrase::{documents, documents_near, occurrences, of_lemmas};
use analysis::text::word_class;
use serde::{Deserialize, Serialize};
use surveys::privacy::consent::Purpose;

use super::Reading;
use super::attribute::{Attribute, of_answers};
use super::groups::wave_of;
use super::standing::Given;
use crate::dataset::writings::Writing;
use crate::dataset::{Dataset, Fielded};
use crate::i18n;

/// Conditions that a text must meet, all of them.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Selection {
    /// Contains this word (dictionary form), or these words one after the other (`窓口+で+相談`).
    #[serde(default)]
    pub word: String,
    /// Only where the word is of this class (its key).
    #[serde(default)]
    pub class: String,
    /// Contains this word or phrase too.
    #[serde(default)]
    pub with: String,
    /// Only where the second word is of this class.
    #[serde(default)]
    pub with_class: String,
    /// Has both words at most so many tokens from one another.
    #[serde(default)]
    pub near: String,
    /// Has a sentence with this suggested stance.
    #[serde(default)]
    pub stance: String,
    /// Has a sentence with this suggested theme.
    #[serde(default)]
    pub theme: String,
    /// Has a sentence with this suggested theme, too.
    #[serde(default)]
    pub with_theme: String,
    /// Has this code, given by people (its number).
    #[serde(default)]
    pub code: String,
    /// Has this code, too.
    #[serde(default)]
    pub with_code: String,
    /// Has this code of the survey's coding rules (its name), all that somebody wrote taken together.
    #[serde(default)]
    pub rule: String,
    /// Comes from this area.
    #[serde(default)]
    pub region: String,
    /// Comes from this agency kind.
    #[serde(default)]
    pub kind: String,
    /// Was written in this wave (its title).
    #[serde(default)]
    pub wave: String,
    /// Comes from somebody who answered this question (`3:q1`, number of the questionnaire and name).
    #[serde(default)]
    pub answer: String,
    /// Who gave this answer to it.
    #[serde(default)]
    pub answer_value: String,
    /// With any value: is of another area, kind or wave than is said, but says of which; or gave another answer.
    #[serde(default)]
    pub others: String,
    /// Is compared by this: `region`, `kind` or `wave`, and says which it is of.
    #[serde(default)]
    pub by: String,
    /// Is this one text.
    #[serde(default)]
    pub id: String,
    /// Is of this topic, see [`super::multivariate::topics`].
    #[serde(default)]
    pub topic: String,
    /// Is a copy of the text with this id, or that text itself.
    #[serde(default)]
    pub copies: String,
}

/// The places of the texts that meet the conditions, ascending. `given` is needed where [`Selection::is_about_codes`] says so,
/// and for a code of the rules.
pub fn select(reading: &Reading, selection: &Selection, given: &Given) -> Vec<u32> {
    let with_word =
        |word: &str, class: &str| (!word.is_empty()).then(|| documents_with(reading, word, class));
    let words =
        [with_word(&selection.word, &selection.class), with_word(&selection.with, &selection.with_class)];
    let near = selection.near.parse().ok().map(|span| {
        let with = (selection.with.as_str(), word_class::by_key(&selection.with_class));
        documents_near(&reading.texts.corpus, &selection.word, with, span)
    });
    let with_suggested = |stance: &str, theme: &str| {
        (!stance.is_empty() || !theme.is_empty())
            .then(|| super::themes::documents_coded(reading, stance, theme))
    };
    let with_code = |code: &str| {
        let texts = || given.named(code).map(|code| given.texts_of(code.id).to_vec()).unwrap_or_default();
        (!code.is_empty()).then(texts)
    };
    let answered = (!selection.answer.is_empty()).then(|| {
        let asked = of_answers(&reading.dataset, &reading.writings, &selection.answer);
        let texts = |asked: Attribute| match selection.others.is_empty() {
            true => asked.texts_of(&selection.answer_value),
            false => asked.texts_of_others(&selection.answer_value),
        };
        asked.map(texts).unwrap_or_default()
    });
    let ruled = (!selection.rule.is_empty()).then(|| given.ruled.clone());
    let coded = [
        ruled,
        with_suggested(&selection.stance, &selection.theme),
        with_suggested("", &selection.with_theme),
        with_code(&selection.code),
        with_code(&selection.with_code),
        answered,
    ];
    let topic = (!selection.topic.is_empty())
        .then(|| super::multivariate::topics::documents(reading, &selection.topic));
    let copies = (!selection.copies.is_empty()).then(|| copies_of(reading, &selection.copies));
    let fits = |wanted: &str, own: Option<&str>| {
        wanted.is_empty() || own.is_some_and(|own| (own == wanted) == selection.others.is_empty())
    };
    let by_wave = !selection.wave.is_empty() || selection.by == "wave";
    let waves = if by_wave { wave_of(&reading.dataset) } else { HashMap::new() };
    let meets = |place: u32, writing: &Writing| {
        let wave = waves.get(&writing.id).copied();
        let found = words.iter().chain(&coded).flatten().chain(&near).chain(&topic).chain(&copies);
        found.into_iter().all(|found| found.binary_search(&place).is_ok())
            && fits(&selection.region, writing.region.as_deref())
            && fits(&selection.kind, writing.kind.as_deref())
            && fits(&selection.wave, wave)
            && (selection.by != "region" || writing.region.is_some())
            && (selection.by != "kind" || writing.kind.is_some())
            && (selection.by != "wave" || wave.is_some())
            && (selection.id.is_empty() || writing.id == selection.id)
    };
    (0..)
        .zip(&reading.writings)
        .filter(|(place, writing)| meets(*place, writing))
        .map(|(place, _)| place)
        .collect()
}

/// The texts that contain a word of a class, or of any class when `class` is empty; of a phrase its first word is of it.
fn documents_with(reading: &Reading, written: &str, class: &str) -> Vec<u32> {
    let corpus = &reading.texts.corpus;
    let class_id = word_class::by_key(class);
    if class_id.is_none() && !class.is_empty() {
        return Vec::new();
    }
    documents(&occurrences(corpus, &of_lemmas(corpus, written), class_id))
}

/// The texts that are copies of one another, of which this is one; none where it has no copy.
fn copies_of(reading: &Reading, id: &str) -> Vec<u32> {
    let place = (0..).zip(&reading.writings).find(|(_, writing)| writing.id == id).map(|(place, _)| place);
    let mut groups = reading.texts.copies().iter();
    let found =
        place.and_then(|place: u32| groups.find(|group| group.documents.binary_search(&place).is_ok()));
    found.map(|group| group.documents.clone()).unwrap_or_default()
}

/// Whether a person may see who a number counts by area, kind or answer. For all but internal work such lists would
/// undo what the tables withhold, so the numbers there lead nowhere and the addresses, typed by hand, list nothing.
pub fn may_see_groups(dataset: &Dataset) -> bool {
    dataset.purpose == Purpose::Internal
}

impl Selection {
    /// Whether it asks for codes that people gave.
    pub fn is_about_codes(&self) -> bool {
        !self.code.is_empty() || !self.with_code.is_empty()
    }

    /// Whether it asks for the texts of a group of people.
    pub fn is_about_group(&self) -> bool {
        let themes = [&self.stance, &self.theme, &self.with_theme, &self.rule];
        let said = [&self.region, &self.kind, &self.wave, &self.answer, &self.by, &self.id];
        let is_said = |value: &&String| !value.is_empty();
        said.iter().chain(&themes).any(is_said) || self.is_about_codes() || !self.copies.is_empty()
    }
}

/// The fewest people of whom may be told that they used a word, or two words together, or are of a group: the survey's threshold
/// for all but internal work.
pub fn least_people(dataset: &Dataset) -> u32 {
    if dataset.purpose == Purpose::Internal { 1 } else { dataset.survey.min_documents() }
}

/// Why a page has nothing to show, for the component `empty_state`.
#[derive(Serialize)]
pub struct Nothing {
    title: String,
    text: String,
}

impl Nothing {
    /// What is said of a questionnaire without responses that may be counted, or of none.
    pub fn of(dataset: &Dataset, fielded: Option<&Fielded>) -> Nothing {
        let why = fielded.map(Fielded::nothing).filter(|why| !why.is_empty()).unwrap_or("none");
        let args = [("n", dataset.survey.min_cell().to_string())];
        let say = |end: &str| i18n::text(dataset.lang.code(), &format!("explore-nothing-{why}{end}"), &args);
        Nothing { title: say(""), text: say("-text") }
    }
}

/// What is said instead of numbers of texts where there are none because those who were asked for words and answered are too few;
/// empty otherwise.
pub fn too_few(reading: &Reading) -> String {
    let dataset = &reading.dataset;
    let is_few = reading.writings.is_empty() && dataset.has_few_to_read();
    if is_few { few_words(dataset) } else { String::new() }
}

/// What is said instead of a number of too few.
pub fn few_words(dataset: &Dataset) -> String {
    let least = [("n", dataset.survey.min_cell().to_string())];
    i18n::text(dataset.lang.code(), "responses-not-told", &least)
}

/// Whether a list of `n` people is too short to be shown for the purpose of the data.
pub fn is_withheld(dataset: &Dataset, n: usize) -> bool {
    n > 0 && n < least_people(dataset) as usize
}
