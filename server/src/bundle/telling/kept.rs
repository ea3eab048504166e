//! What was found in the texts of bundles, kept while these stay as they are: looking at thousands of texts takes long, and a bundle is
//! looked at several times before it is made.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};
use surveys::id::SurveyId;

use super::TellingWords;
use crate::app::App;
use crate::dataset::coded::CodedTexts;
use crate::pages::masking::KnownNames;

/// Of so many surveys it is kept.
const MOST: usize = 2;

/// What was found in the texts of surveys, the last of each.
#[derive(Default)]
pub struct Kept(Mutex<VecDeque<Found>>);

struct Found {
    survey: SurveyId,
    /// What was looked at and for, as a hash.
    looked_at: [u8; 32],
    words: Arc<TellingWords>,
}

impl Kept {
    /// What texts and memos have that may tell who is meant. It blocks where they have changed.
    pub fn words(&self, app: &App, all: &CodedTexts, names: &KnownNames) -> Arc<TellingWords> {
        let (survey, looked_at) = (all.dataset.survey.id, hash(all, names));
        let is_same = |found: &&Found| found.survey == survey && found.looked_at == looked_at;
        let known = self.found().iter().find(is_same).map(|found| Arc::clone(&found.words));
        if let Some(words) = known {
            return words;
        }
        let words = Arc::new(TellingWords::find(app, all, names));
        let mut found = self.found();
        // Texts as they were before are of no use any more, and some may have been withdrawn.
        found.retain(|known| known.survey != survey);
        // Where there was no dictionary names were not looked for; the next time there may be one.
        if words.has_dictionary {
            found.push_back(Found { survey, looked_at, words: Arc::clone(&words) });
        }
        while found.len() > MOST {
            found.pop_front();
        }
        words
    }

    fn found(&self) -> MutexGuard<'_, VecDeque<Found>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash(all: &CodedTexts, names: &KnownNames) -> [u8; 32] {
    let mut hash = Sha256::new();
    // With its length, so that none can begin where another one ends.
    let mut add = |text: &str| {
        hash.update(text.len().to_string());
        hash.update(":");
        hash.update(text);
    };
    names.all().iter().for_each(|name| add(name));
    for text in &all.texts {
        // An empty name parts what would run into one another.
        ["", text.reference.as_str(), text.label.as_str()].into_iter().for_each(&mut add);
        text.parts.iter().for_each(|part| add(&part.body));
    }
    for memo in &all.memos {
        add(&memo.id.0.to_string());
        add(&memo.body);
    }
    hash.finalize().into()
}
