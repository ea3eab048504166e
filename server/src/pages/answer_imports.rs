//! Answers that were gathered with another service: a file is looked at, its columns are matched, its rows are taken.

pub mod bring;
pub mod files;
pub mod look;
pub mod make;
pub mod take;

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::web;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surveys::entity::{answer_import, questionnaire, survey};
use surveys::id::{AnswerImportId, QuestionnaireId, VersionId};
use surveys::questionnaire::answer_import::Table;
use surveys::questionnaire::answer_import::matching::{Match, propose};
use surveys::questionnaire::answer_import::platform::Platform;
use surveys::questionnaire::answer_import::reading::{Reader, RowReading, stated, unasked_consent};
use surveys::questionnaire::answer_import::target::{Target, targets};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::parse::parse;
use surveys::store;

use crate::app::App;
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::pages::surveys::address as survey_address;
use crate::view::form::{Crumb, crumbs};
use crate::view::frame::Frame;
use crate::view::time;

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
        definition: Arc::new(definition),
        targets: Arc::new(targets),
        import,
    })
}

/// What a published version asks.
pub async fn definition_of(app: &App, version: VersionId) -> Result<Definition> {
    let version = store::questionnaires::version(&app.db, version).await?;
    parse(&version.definition).0.ok_or(AppError::Conflict("questionnaires-has-errors"))
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

    /// Reads all rows that were not taken before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn examine(&self, app: &App) -> Result<Examined> {
        let keys: Vec<&str> = self.staged.table.rows.iter().map(|row| row.key.as_str()).collect();
        let known = store::answer_imports::known(&app.db, self.questionnaire.id, &keys).await?;
        let question = unasked_consent(&self.definition, &self.targets, &self.matches);
        let consent = self.consent();
        let stated = question.map(|question| stated(&self.definition, &question.name, &consent));
        let (staged, definition) = (Arc::clone(&self.staged), Arc::clone(&self.definition));
        let (targets, matches, platform) = (Arc::clone(&self.targets), self.matches.clone(), self.platform);
        let read = move || {
            let reader = Reader::new(&definition, &targets, &matches, platform, stated.unwrap_or_default());
            rows(&reader, &staged.table, &known)
        };
        web::block(read).await.map_err(|error| AppError::Internal(error.into()))
    }

    /// The way to one of its pages; the last step is the page itself.
    pub fn crumbs(&self, frame: &Frame) -> Vec<Crumb> {
        crumbs([
            (frame.text("surveys-title"), "/surveys".to_owned()),
            (self.survey.title.clone(), survey_address(self.survey.id)),
            (self.questionnaire.title.clone(), questionnaire_address(self.questionnaire.id)),
            (frame.text("answer-imports-title"), list_address(self.questionnaire.id)),
            (self.import.file_name.clone(), String::new()),
        ])
    }
}

fn rows(reader: &Reader<'_>, table: &Table, known: &BTreeSet<String>) -> Examined {
    let mut examined = Examined::default();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (at, row) in table.rows.iter().enumerate() {
        // Twice in one file is once, too.
        if known.contains(&row.key) || !seen.insert(&row.key) {
            examined.n_known += 1;
            continue;
        }
        let sent_at = reader.sent_at(row);
        let now = sent_at.map_or_else(time::now, |at| time::tokyo(at).naive_local());
        let reading = reader.read(row, now);
        if reading.is_empty {
            examined.n_empty += 1;
        } else {
            examined.rows.push(ReadRow { at, reading, sent_at });
        }
    }
    examined
}

/// The page with all files of a questionnaire.
pub fn list_address(id: QuestionnaireId) -> String {
    format!("{}/answers", questionnaire_address(id))
}

/// A file's page.
pub fn address(id: AnswerImportId) -> String {
    format!("/answer-imports/{}", id.0)
}
