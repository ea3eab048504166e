//! What can be searched: hearing notes, free answers and agencies, read into memory. It never answers alone. Before each search it
//! asks the database what has changed (`reading.rs`), and what it finds (`finding.rs`) is shown only as `dataset.rs` gives it.

pub mod finding;
pub mod reading;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use analysis::error::Error;
use analysis::text::search::index::Index;
use analysis::text::search::texts::Texts;
use chrono::NaiveDate;
use surveys::id::{AgencyId, HearingId, QuestionnaireId, ResponseId, SurveyId};
use surveys::privacy::consent::Consent;
use surveys::store::searchable::State;
use tokio::sync::Mutex;

use crate::dataset::apart::between::Asking;
use crate::dataset::apart::{Allowing, Gathered, Said};
use crate::dataset::few::Few;
use crate::language::Language;

/// Memory that the texts and their lists may take, about: some 250,000 free answers.
const MOST_BYTES: usize = 512 << 20;

/// A text that can be found: all that one respondent wrote, one hearing note, one agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// The note of a hearing.
    Note(HearingId),
    /// The free answers of a response.
    Answer(ResponseId),
    /// Name and remark of an agency.
    Agency(AgencyId),
}

impl Key {
    /// Adds it to what is loaded of its survey; agencies are in none.
    fn add_to(self, few: &mut Few, questionnaire: Option<QuestionnaireId>) {
        match (self, questionnaire) {
            (Key::Note(id), _) => few.hearings.push(id),
            (Key::Answer(id), Some(questionnaire)) => {
                few.responses.entry(questionnaire).or_default().push(id);
            }
            (Key::Answer(_), None) | (Key::Agency(_), _) => {}
        }
    }
}

/// What is known of a text besides its words.
#[derive(Clone, Debug, Default)]
struct Known {
    /// The revision that was read.
    revision: i32,
    /// Where it belongs; None for agencies.
    survey: Option<SurveyId>,
    /// What it answers.
    questionnaire: Option<QuestionnaireId>,
    /// Code of its area.
    region: Option<String>,
    /// Codes of its agency kinds.
    kinds: Vec<String>,
    /// Of an answer the place of its version among all of its questionnaire.
    version: usize,
    /// When it was heard, sent or added, in Tokyo.
    day: NaiveDate,
    /// What it may be used for. Of what may not even be counted there is no text.
    consent: Consent,
    /// Whether parts of its text are for colleagues alone.
    is_parted: bool,
    /// Of an answer, what others than colleagues find of it, where that is not all: how many wrote what not everybody was asked for would
    /// tell who was asked.
    found_by_others: Option<String>,
    /// Whether it is a reply to the feedback: for colleagues alone, as in everything that counts texts.
    is_reply: bool,
}

impl Known {
    /// What it is among all that its survey has gathered; None for agencies.
    fn gathered(&self, key: Key) -> Option<Gathered> {
        match key {
            Key::Note(_) => Some(Gathered::Hearings),
            Key::Answer(_) => self.questionnaire.map(|id| Gathered::responses(id, self.is_reply)),
            Key::Agency(_) => None,
        }
    }

    /// What decides in which numbers it is.
    fn said(&self) -> Said<'_> {
        let Known { consent, version, .. } = *self;
        Said { consent, region: self.region.as_deref(), kinds: &self.kinds, version }
    }
}

/// A text with what is known of it.
struct Source {
    key: Key,
    known: Known,
    text: String,
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Everything has been read.
    Ready,
    /// Many texts are being read in the background.
    Reading {
        /// Texts that were read.
        n_read: usize,
        /// Texts that were to be read.
        n: usize,
    },
}

/// All texts that can be found.
pub struct Search {
    shelf: RwLock<Shelf>,
    /// Held by whoever reads what has changed.
    round: Arc<Mutex<()>>,
    n_read: AtomicUsize,
    /// 0 while nothing is read in the background.
    n_to_read: AtomicUsize,
}

struct Shelf {
    index: Index<Key>,
    known: HashMap<Key, Known>,
    /// Texts for which there was no room.
    left_out: HashSet<Key>,
    /// Questionnaires whose areas and kinds are those of agencies.
    with_origins: HashSet<QuestionnaireId>,
    /// What the versions of questionnaires do not ask alike.
    asking: HashMap<QuestionnaireId, Asking>,
    /// What the database was when all this was read.
    state: State,
    /// Whether all of that has been read. Of a part nobody knows who is few.
    is_whole: bool,
    /// How many of each survey allow which use, counted when somebody asks the first time.
    allowing: OnceLock<HashMap<SurveyId, Allowing>>,
}

impl Search {
    /// Nothing read yet.
    pub fn new() -> Search {
        let shelf = Shelf {
            index: Index::new(MOST_BYTES),
            known: HashMap::new(),
            left_out: HashSet::new(),
            with_origins: HashSet::new(),
            asking: HashMap::new(),
            state: State::default(),
            is_whole: false,
            allowing: OnceLock::new(),
        };
        Search {
            shelf: RwLock::new(shelf),
            round: Arc::default(),
            n_read: AtomicUsize::new(0),
            n_to_read: AtomicUsize::new(0),
        }
    }

    /// How far reading has come.
    pub fn progress(&self) -> Progress {
        match self.n_to_read.load(Ordering::Relaxed) {
            0 => Progress::Ready,
            n => Progress::Reading { n_read: self.n_read.load(Ordering::Relaxed).min(n), n },
        }
    }

    /// Texts for which there is no room in memory.
    pub fn n_left_out(&self) -> usize {
        self.shelf().left_out.len()
    }

    /// Begins (`n > 0`) or ends reading in the background.
    fn set_to_read(&self, n: usize) {
        self.n_read.store(0, Ordering::Relaxed);
        self.n_to_read.store(n, Ordering::Relaxed);
    }

    /// Takes texts in, each in the place of what was known of it. Blocks.
    fn put(&self, language: &Language, sources: Vec<Source>) -> Result<(), Arc<Error>> {
        let tokenizer = language.tokenizer()?;
        let n = sources.len();
        let (mut keys, mut texts, mut empty, mut known) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for source in sources {
            known.push((source.key, source.known));
            if source.text.trim().is_empty() {
                empty.push(source.key);
            } else {
                keys.push(source.key);
                texts.push(source.text);
            }
        }
        let texts = Texts::read(tokenizer, texts);
        let mut shelf = self.shelf_mut();
        shelf.change();
        for key in empty {
            shelf.index.remove(key);
        }
        for (key, _) in &known {
            shelf.left_out.remove(key);
        }
        let left_out = shelf.index.put(&keys, &texts);
        shelf.left_out.extend(left_out);
        shelf.known.extend(known);
        self.n_read.fetch_add(n, Ordering::Relaxed);
        Ok(())
    }

    /// Forgets texts.
    fn forget(&self, keys: &[Key]) {
        if keys.is_empty() {
            return;
        }
        let mut shelf = self.shelf_mut();
        shelf.change();
        for key in keys {
            shelf.index.remove(*key);
            shelf.known.remove(key);
            shelf.left_out.remove(key);
        }
    }

    /// Everything has been read that was in the database in this state.
    fn finish(&self, state: State) {
        let mut shelf = self.shelf_mut();
        shelf.state = state;
        shelf.is_whole = true;
    }

    fn shelf(&self) -> RwLockReadGuard<'_, Shelf> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn shelf_mut(&self) -> RwLockWriteGuard<'_, Shelf> {
        self.shelf.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    /// What was counted holds no more.
    fn change(&mut self) {
        self.is_whole = false;
        self.allowing = OnceLock::new();
    }
}

impl Default for Search {
    fn default() -> Self {
        Search::new()
    }
}
