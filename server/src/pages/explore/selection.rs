//! Which texts a number counts: the same conditions for the number and for the list behind it.

use std::collections::{BTreeSet, HashMap};

use analysis::text::denied;
use analysis::text::phrase::{Occurrence, documents, documents_near, occurrences, of_lemmas};
use analysis::text::units::{Piece, Unit, Units};
use analysis::text::word_class;
use serde::{Deserialize, Serialize};
use surveys::privacy::consent::Purpose;

use super::attribute::{Attribute, of_answers};
use super::groups::wave_of;
use super::standing::Given;
use super::units::{chosen, units_of, with_phrase, with_places, with_suggested};
use super::{Reading, may_tell_denied};
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
    /// Has all of the words, suggested codes and the code of the rules in one unit, see [`super::units`].
    #[serde(default)]
    pub unit: String,
}

/// The units that a number by unit counts.
pub struct Counted {
    units: Units,
    /// Those with all that is asked for.
    meeting: BTreeSet<u32>,
}

impl Counted {
    /// Those of them that lie in a text.
    pub fn in_text(&self, text: u32) -> impl Iterator<Item = &Piece> {
        self.units.in_text(text).iter().filter(|piece| self.meeting.contains(&piece.unit))
    }

    /// The texts in which one lies, ascending.
    fn texts(&self) -> Vec<u32> {
        let pieces = self.units.pieces.iter().filter(|piece| self.meeting.contains(&piece.unit));
        let texts: BTreeSet<u32> = pieces.map(|piece| piece.document).collect();
        texts.into_iter().collect()
    }
}

/// The units that have the words, the suggested codes and the code of the rules, each all of them, for who may count by units; `None`
/// where people are counted.
pub fn counted(reading: &Reading, selection: &Selection, given: &Given) -> Option<Counted> {
    let unit = chosen(&reading.dataset, &selection.unit);
    if unit == Unit::Person {
        return None;
    }
    let units = units_of(reading, unit);
    let with_word = |word: &str, class: &str| {
        let found = || with_phrase(&reading.texts.corpus, &units, &places_of(reading, word, class));
        (!word.is_empty()).then(found)
    };
    let suggested = |stance: &str, theme: &str| {
        let is_asked = !stance.is_empty() || !theme.is_empty();
        is_asked.then(|| with_suggested(reading, &units, stance, theme))
    };
    let ruled = (!selection.rule.is_empty()).then(|| {
        let begins = given.ruled.as_ref().map(|rule| rule.begins.as_slice());
        with_places(&units, begins.unwrap_or_default())
    });
    let asked = [
        with_word(&selection.word, &selection.class),
        with_word(&selection.with, &selection.with_class),
        suggested(&selection.stance, &selection.theme),
        suggested("", &selection.with_theme),
        ruled,
    ];
    let asked: Vec<BTreeSet<u32>> = asked.into_iter().flatten().collect();
    let (first, others) = asked.split_first()?;
    let has_all = |unit: &u32| others.iter().all(|own| own.contains(unit));
    let meeting = first.iter().copied().filter(has_all).collect();
    Some(Counted { units, meeting })
}

/// The places of the texts that meet the conditions, ascending. `given` is needed where [`Selection::is_about_codes`] says so,
/// and for a code of the rules; `counted` are the units of [`counted`].
pub fn select(
    reading: &Reading,
    selection: &Selection,
    given: &Given,
    counted: Option<&Counted>,
) -> Vec<u32> {
    let said = match counted {
        Some(counted) => vec![counted.texts()],
        None => said_by_person(reading, selection, given),
    };
    let others = others(reading, selection, given);
    let fits = |wanted: &str, own: Option<&str>| {
        wanted.is_empty() || own.is_some_and(|own| (own == wanted) == selection.others.is_empty())
    };
    let by_wave = !selection.wave.is_empty() || selection.by == "wave";
    let waves = if by_wave { wave_of(&reading.dataset) } else { HashMap::new() };
    let meets = |place: u32, writing: &Writing| {
        let wave = waves.get(&writing.id).copied();
        said.iter().chain(&others).all(|found| found.binary_search(&place).is_ok())
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

/// The texts with each word, suggested code and code of the rules that is asked for, all that somebody wrote taken together.
fn said_by_person(reading: &Reading, selection: &Selection, given: &Given) -> Vec<Vec<u32>> {
    let with_word =
        |word: &str, class: &str| (!word.is_empty()).then(|| documents(&places_of(reading, word, class)));
    let with_suggested = |stance: &str, theme: &str| {
        (!stance.is_empty() || !theme.is_empty())
            .then(|| super::themes::documents_coded(reading, stance, theme))
    };
    let ruled = || given.ruled.as_ref().map(|rule| rule.people.clone()).unwrap_or_default();
    let asked = [
        with_word(&selection.word, &selection.class),
        with_word(&selection.with, &selection.with_class),
        with_suggested(&selection.stance, &selection.theme),
        with_suggested("", &selection.with_theme),
        (!selection.rule.is_empty()).then(ruled),
    ];
    asked.into_iter().flatten().collect()
}

/// The texts that meet each of the other conditions that have lists: words near one another, codes of people, answers, topic, copies.
fn others(reading: &Reading, selection: &Selection, given: &Given) -> Vec<Vec<u32>> {
    let near = selection.near.parse().ok().map(|span| {
        let with = (told(reading, &selection.with), word_class::by_key(&selection.with_class));
        documents_near(&reading.texts.corpus, told(reading, &selection.word), with, span)
    });
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
    let topic = (!selection.topic.is_empty())
        .then(|| super::multivariate::topics::documents(reading, &selection.topic));
    let copies = (!selection.copies.is_empty()).then(|| copies_of(reading, &selection.copies));
    let asked = [near, with_code(&selection.code), with_code(&selection.with_code), answered, topic, copies];
    asked.into_iter().flatten().collect()
}

/// Where a word of a class stands, or of any class when `class` is empty; of a phrase its first word is of it.
fn places_of(reading: &Reading, written: &str, class: &str) -> Vec<Occurrence> {
    let corpus = &reading.texts.corpus;
    let class_id = word_class::by_key(class);
    if class_id.is_none() && !class.is_empty() {
        return Vec::new();
    }
    let lemmas = of_lemmas(corpus, written);
    let lemmas: Vec<String> = lemmas.iter().map(|lemma| told(reading, lemma).to_owned()).collect();
    occurrences(corpus, &lemmas, class_id)
}

/// A word as it may be looked for: where denied words may not be told apart, wherever it stands.
fn told<'w>(reading: &Reading, written: &'w str) -> &'w str {
    if may_tell_denied(&reading.dataset) { written } else { denied::lemma(written) }
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
