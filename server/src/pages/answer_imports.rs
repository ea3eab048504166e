//! Answers that were gathered with another service: a file is looked at, its columns are matched, its rows are taken.

pub mod bring;
pub mod files;
pub mod look;
pub mod make;
pub mod take;

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::web;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surveys::entity::{answer_import, questionnaire, survey};
use surveys::id::{AnswerImportId, QuestionnaireId, VersionId};
use surveys::questionnaire::answer::Field;
use surveys::questionnaire::answer_import::matching::{Match, propose};
use surveys::questionnaire::answer_import::platform::Platform;
use surveys::questionnaire::answer_import::reading::{Reader, RowReading, stated, unasked_consent};
use surveys::questionnaire::answer_import::target::{Target, targets};
use surveys::questionnaire::answer_import::{Row, Table};
use surveys::questionnaire::definition::Definition;
use surveys::store;

use crate::app::App;
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::pages::crumbs;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// How long rows are read for a page. Those that are left are read when they are taken.
const LONGEST_LOOK: Duration = Duration::from_secs(8);

/// What is kept of a file until its rows are taken.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Staged {
    /// Its columns and rows.
    pub table: Table,
    /// What was noticed while reading the file.
    pub notices: Vec<Notice>,
}

/// Something in the file that its reader had to mend.
#[derive(Debug, Serialize, Deserialize)]
pub struct Notice {
    /// End of the Fluent key (`analyze-input-…`).
    pub code: String,
    /// Row in the file; None = the whole file.
    pub row: Option<usize>,
    /// Column from 1.
    pub column: Option<usize>,
    /// What the words need.
    pub detail: String,
}

/// A file of answers to a questionnaire, with everything around it.
pub struct Brought {
    /// The file.
    pub import: answer_import::Model,
    /// What is in it; empty once it is forgotten.
    pub staged: Arc<Staged>,
    /// Where it comes from.
    pub platform: Platform,
    /// The study.
    pub survey: survey::Model,
    /// The instrument.
    pub questionnaire: questionnaire::Model,
    /// The version that is answered.
    pub definition: Arc<Definition>,
    /// What columns can be.
    pub targets: Arc<Vec<Target>>,
    /// What each column is.
    pub matches: Vec<Match>,
    /// What each column would be without a person.
    pub proposed: Vec<Match>,
}

/// A row that was read.
pub struct ReadRow {
    /// Its place in the table.
    pub at: usize,
    /// What it says.
    pub reading: RowReading,
    /// When it was sent, where the file says so.
    pub sent_at: Option<DateTime<Utc>>,
}

/// The rows of a file.
#[derive(Default)]
pub struct Examined {
    /// Rows that were not taken before and say something.
    pub rows: Vec<ReadRow>,
    /// How many were taken before.
    pub n_known: usize,
    /// How many say nothing.
    pub n_empty: usize,
    /// How many there was no time for.
    pub n_unread: usize,
}

impl Examined {
    /// Rows that can be taken.
    pub fn ready(&self) -> impl Iterator<Item = &ReadRow> {
        self.rows.iter().filter(|row| row.reading.problems.is_empty())
    }

    /// Rows with problems.
    pub fn aside(&self) -> impl Iterator<Item = &ReadRow> {
        self.rows.iter().filter(|row| !row.reading.problems.is_empty())
    }
}

/// A file by its number. [`AppError::NotFound`] for one that has no questionnaire yet.
pub async fn brought(app: &App, id: AnswerImportId, lang: Lang) -> Result<Brought> {
    let import = store::answer_imports::find(&app.db, id).await?;
    let target = import.questionnaire_id.zip(import.version_id);
    let (questionnaire, version) = target.ok_or(AppError::NotFound)?;
    let questionnaire = store::questionnaires::find(&app.db, questionnaire).await?;
    let survey = store::surveys::find(&app.db, questionnaire.survey_id).await?;
    let definition = definition_of(app, version).await?;
    let targets = targets(&definition, lang.code());
    let staged = staged(&import)?;
    let platform = Platform::from_code(&import.platform).unwrap_or_default();
    let proposed = propose(&staged.table, &targets, platform);
    let stored: Vec<Option<String>> = serde_json::from_str(&import.matching).map_err(anyhow::Error::from)?;
    let of = |(at, proposed): (usize, &Match)| {
        let target = stored.get(at).cloned().flatten();
        Match { reason: proposed.reason, target }
    };
    Ok(Brought {
        matches: proposed.iter().enumerate().map(of).collect(),
        proposed,
        staged: Arc::new(staged),
        platform,
        survey,
        questionnaire,
        definition,
        targets: Arc::new(targets),
        import,
    })
}

/// What a published version asks.
pub async fn definition_of(app: &App, version: VersionId) -> Result<Arc<Definition>> {
    let version = store::questionnaires::version(&app.db, version).await?;
    app.published.definition(&version, None)
}

/// What is kept of a file.
pub fn staged(import: &answer_import::Model) -> Result<Staged> {
    match import.contents.as_str() {
        "" => Ok(Staged::default()),
        contents => Ok(serde_json::from_str(contents).map_err(anyhow::Error::from)?),
    }
}

impl Brought {
    /// The choices of consent that hold for all rows.
    pub fn consent(&self) -> Vec<String> {
        serde_json::from_str(&self.import.consent).unwrap_or_default()
    }

    /// Whether a column says what the answers may be used for. Where none does, a person has to.
    pub fn has_consent(&self) -> bool {
        self.definition.question_with_role("consent").is_some()
            && unasked_consent(&self.definition, &self.targets, &self.matches).is_none()
    }

    /// Reads the rows that were not taken before, as many as there is time for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn examine(&self, app: &App, longest: Duration) -> Result<Examined> {
        let open = self.open_rows(app).await?;
        let n_known = self.staged.table.rows.len() - open.len();
        let inputs = self.inputs();
        let examine = move || inputs.with_reader(|reader, table| examined(reader, table, &open, longest));
        let examined = web::block(examine).await?;
        Ok(Examined { n_known, ..examined })
    }

    /// Places of the rows that were not taken before; of equal ones the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_rows(&self, app: &App) -> Result<Vec<usize>> {
        let rows = &self.staged.table.rows;
        let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        let mut known = store::answer_imports::known(&app.db, self.questionnaire.id, &keys).await?;
        let is_new = |(at, row): (usize, &Row)| known.insert(row.key.clone()).then_some(at);
        Ok(rows.iter().enumerate().filter_map(is_new).collect())
    }

    /// Reads some rows.
    ///
    /// # Errors
    /// When the reading thread ends.
    pub async fn read(&self, places: Vec<usize>) -> Result<Vec<ReadRow>> {
        let inputs = self.inputs();
        let read = move || {
            inputs.with_reader(|reader, table| {
                places.iter().filter_map(|at| read_row(reader, *at, table.rows.get(*at)?)).collect()
            })
        };
        web::block(read).await.map_err(AppError::from)
    }

    fn inputs(&self) -> Inputs {
        let question = unasked_consent(&self.definition, &self.targets, &self.matches);
        let consent = self.consent();
        let stated = question.map(|question| stated(&self.definition, &question.name, &consent));
        Inputs {
            staged: Arc::clone(&self.staged),
            definition: Arc::clone(&self.definition),
            targets: Arc::clone(&self.targets),
            matches: self.matches.clone(),
            platform: self.platform,
            stated: stated.unwrap_or_default(),
        }
    }

    /// The way to one of its pages; the last step is the page itself.
    pub fn crumbs(&self, frame: &Frame) -> Vec<Crumb> {
        crumbs::of_questionnaire(
            frame,
            &self.survey,
            &self.questionnaire,
            [
                (frame.text("answer-imports-title"), list_address(self.questionnaire.id)),
                (self.import.file_name.clone(), String::new()),
            ],
        )
    }
}

/// What a reader needs, for a thread of its own.
struct Inputs {
    staged: Arc<Staged>,
    definition: Arc<Definition>,
    targets: Arc<Vec<Target>>,
    matches: Vec<Match>,
    platform: Platform,
    stated: Vec<Field>,
}

impl Inputs {
    fn with_reader<T>(self, work: impl FnOnce(&Reader<'_>, &Table) -> T) -> T {
        let Inputs { staged, definition, targets, matches, platform, stated } = self;
        work(&Reader::new(&definition, &targets, &matches, platform, stated), &staged.table)
    }
}

fn examined(reader: &Reader<'_>, table: &Table, open: &[usize], longest: Duration) -> Examined {
    let started = Instant::now();
    let mut examined = Examined::default();
    for at in open {
        if started.elapsed() > longest {
            examined.n_unread += 1;
            continue;
        }
        match table.rows.get(*at).and_then(|row| read_row(reader, *at, row)) {
            Some(row) => examined.rows.push(row),
            None => examined.n_empty += 1,
        }
    }
    examined
}

/// A row; None if it says nothing.
fn read_row(reader: &Reader<'_>, at: usize, row: &Row) -> Option<ReadRow> {
    let sent_at = reader.sent_at(row);
    let now = sent_at.map_or_else(time::now, |at| time::tokyo(at).naive_local());
    let reading = reader.read(row, now);
    (!reading.is_empty).then_some(ReadRow { at, reading, sent_at })
}

/// The page with all files of a questionnaire.
pub fn list_address(id: QuestionnaireId) -> String {
    format!("{}/answers", questionnaire_address(id))
}

/// A file's page.
pub fn address(id: AnswerImportId) -> String {
    format!("/answer-imports/{}", id.0)
}
