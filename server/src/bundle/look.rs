//! What a bundle would tell of whom, before anything is written: page and command say it, and ask that somebody accepts it.

use analysis::document::Sheet;
use analysis::table::anonymity::Anonymity;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::account;
use super::choices::Choices;
use super::joined::{JoinedRows, Joining};
use super::material::Material;
use super::prepare::{Prepared, data, prepare};
use super::telling::TellingWords;
use crate::app::App;
use crate::dataset::Fielded;
use crate::dataset::microdata::{PERSON, Quasi};

/// What was found.
pub struct Looked {
    /// Titles of the questionnaires with their data, without the rows.
    pub prepared: Vec<(String, Prepared)>,
    /// The rows of people who answered several questionnaires, where the data joins them.
    pub joined: Option<JoinedRows>,
    /// Texts tell who is meant as they would be written, or nobody could look for names in them.
    has_telling_texts: bool,
    /// The font is missing, so that questionnaires will not be in it as PDF.
    pub lacks_fonts: bool,
    /// What was looked at, as a hash: with other answers, texts or published replies it is another one, whatever is said of them.
    pub state: String,
    /// The same without what is said of texts, see [`contents`].
    pub contents: String,
}

/// Looks at the data and texts of a bundle as they would be written.
pub fn look(app: &App, material: &Material, choices: &Choices) -> Looked {
    let dataset = material.dataset();
    let (mut state, mut joining) = (State::default(), Joining::default());
    let one = |fielded: &Fielded| {
        let mut prepared = prepare(app, dataset, fielded, choices);
        state.add_sheet(&prepared.sheet);
        joining.add(fielded, &prepared, dataset.lang);
        prepared.sheet.rows = Vec::new();
        (fielded.full_title(dataset.lang), prepared)
    };
    let tells = |telling: &TellingWords| {
        let is_unread = telling.n_texts > 0 && !telling.has_dictionary;
        is_unread || choices.texts_as_written && telling.is_some()
    };
    let prepared: Vec<(String, Prepared)> = dataset.fielded.iter().map(one).collect();
    state.add_others(material);
    let contents = state.clone().finish();
    // What was told of tables follows from what the data withhold.
    let beside_tables = prepared.iter().flat_map(|(_, prepared)| &prepared.beside_tables);
    beside_tables.for_each(|risk| state.add(&format!("{} {}", risk.columns.join(" "), risk.rows)));
    let telling = material.telling(app);
    if let Some(telling) = telling {
        account::texts(dataset.lang, telling, choices).iter().for_each(|line| state.add(line));
    }
    Looked {
        prepared,
        joined: joining.look(choices.k),
        lacks_fonts: !app.typesetter.has_fonts(),
        has_telling_texts: telling.is_some_and(tells),
        state: state.finish(),
        contents,
    }
}

/// The data, texts and published replies of a bundle, as a hash: with others it is another one. Nobody looks whom they tell of, and
/// codings, rules, lists of words, questionnaires and rates are not among them.
pub fn contents(app: &App, material: &Material, choices: &Choices) -> String {
    let mut state = State::default();
    for fielded in &material.dataset().fielded {
        state.add_sheet(&data(app, material.dataset(), fielded, choices));
    }
    state.add_others(material);
    state.finish()
}

/// What was looked at on its way into a hash.
#[derive(Clone, Default)]
struct State(Sha256);

impl State {
    /// Adds a text with its length, so that none can begin where another one ends.
    fn add(&mut self, text: &str) {
        self.0.update(text.len().to_string());
        self.0.update(":");
        self.0.update(text);
    }

    fn add_sheet(&mut self, sheet: &Sheet) {
        self.add(&sheet.name);
        sheet.columns.iter().for_each(|name| self.add(name));
        sheet.rows.iter().flatten().for_each(|cell| self.add(&cell.printed()));
    }

    /// What there is beside the data.
    fn add_others(&mut self, material: &Material) {
        if let Some(replies) = &material.replies.table {
            self.add_sheet(replies);
        }
        if !material.has_texts {
            return;
        }
        for text in &material.texts.texts {
            self.add(&text.reference);
            text.parts.iter().for_each(|part| self.add(&part.body));
        }
        material.texts.memos.iter().for_each(|memo| self.add(&memo.body));
    }

    fn finish(self) -> String {
        HEXLOWER.encode(&self.0.finalize())
    }
}

impl Looked {
    /// Whether somebody has to accept something before it is written.
    pub fn is_at_risk(&self) -> bool {
        self.has_telling_texts || self.anonymity().any(Anonymity::is_at_risk)
    }

    /// What was found of the rows of each questionnaire, and of joined ones.
    fn anonymity(&self) -> impl Iterator<Item = &Anonymity> {
        let tables = self.prepared.iter().map(|(_, prepared)| &prepared.anonymity);
        tables.chain(self.joined.iter().map(|joined| &joined.anonymity))
    }

    /// Whether texts tell who is meant as they would be written, or nobody could look for names in them.
    pub fn has_telling_texts(&self) -> bool {
        self.has_telling_texts
    }

    /// The columns of answers that can be looked up, by name and in words, where rows stand out while they are in the data: that there
    /// are too many columns to look at alone is no reason.
    pub fn known_answers(&self) -> Vec<(&str, &str)> {
        let mut found: Vec<(&str, &str)> = Vec::new();
        if self.anonymity().all(|one| one.at_risk == 0) {
            return found;
        }
        for (_, prepared) in &self.prepared {
            let is_there = |one: &&Quasi| one.is_as_answered && prepared.sheet.columns.contains(&one.name);
            for one in prepared.quasi.iter().filter(is_there) {
                let label = prepared.labels.get(&one.name).map_or("", String::as_str);
                if found.iter().all(|(name, _)| *name != one.name) {
                    found.push((one.name.as_str(), label));
                }
            }
        }
        found
    }

    /// A name that was given and that no column has, with the option that it was given for.
    pub fn unknown<'c>(&self, choices: &'c Choices) -> Option<(&'static str, &'c str)> {
        let has = |prepared: &Prepared, option: &str, name: &str| {
            // Others do not know a pseudonym, and a coarser one would join nobody.
            let is_of_person = prepared.has_person && name == PERSON;
            prepared.labels.contains_key(name) && (option == "drop" || !is_of_person)
        };
        choices.names().find(|(option, name)| !self.prepared.iter().any(|(_, one)| has(one, option, name)))
    }
}
