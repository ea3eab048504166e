//! What a bundle would tell of whom, before anything is written: page and command say it, and ask that somebody accepts it.

use super::choices::Choices;
use super::material::Material;
use super::prepare::{Prepared, prepare};
use super::telling::TellingWords;
use crate::app::App;
use crate::dataset::Fielded;
use crate::dataset::microdata::PERSON;

/// What was found.
pub struct Looked {
    /// Titles of the questionnaires with their data, without the rows.
    pub prepared: Vec<(String, Prepared)>,
    /// Texts tell who is meant as they would be written, or nobody could look for names in them.
    has_telling_texts: bool,
}

/// Looks at the data and texts of a bundle as they would be written.
pub fn look(app: &App, material: &Material, choices: &Choices) -> Looked {
    let dataset = material.dataset();
    let one = |fielded: &Fielded| {
        let mut prepared = prepare(app, dataset, fielded, choices);
        prepared.sheet.rows = Vec::new();
        (fielded.full_title(dataset.lang), prepared)
    };
    let tells = |telling: &TellingWords| {
        let is_unread = telling.n_texts > 0 && !telling.has_dictionary;
        is_unread || choices.texts_as_written && telling.is_some()
    };
    Looked {
        prepared: dataset.fielded.iter().map(one).collect(),
        has_telling_texts: material.telling(app).is_some_and(tells),
    }
}

impl Looked {
    /// Whether somebody has to accept something before it is written.
    pub fn is_at_risk(&self) -> bool {
        self.has_telling_texts || self.prepared.iter().any(|(_, prepared)| prepared.anonymity.is_at_risk())
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
