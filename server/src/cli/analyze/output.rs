//! The folder of a report: all files or none, and never over somebody else's files.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use anyhow::{Context, bail};

use super::pictures::is_of_picture;
use super::{LANG, sheets};
use crate::i18n::text;

/// The report itself.
pub const REPORT: &str = "report.html";

/// How its figures were made.
pub const METHODS: &str = "methods.md";

/// Whether a report has a file of this name. A folder with other files is not touched.
fn is_of_report(name: &str) -> bool {
    [REPORT, METHODS].contains(&name) || is_of_picture(name) || sheets::names().any(|sheet| sheet == name)
}

/// Held while files are written.
static WRITING: Mutex<()> = Mutex::new(());

/// What a shell says of a program that was interrupted: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// From now on Ctrl-C ends the program between two states of the disk: before anything is written, or when all of it is.
/// Files are made in memory, so that writing them takes a moment only.
pub fn end_cleanly_when_interrupted() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            // Without it Ctrl-C ends the program as the system does.
            let Ok(runtime) = runtime else { return };
            if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
                let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
                eprintln!("{}", text(LANG, "analyze-interrupted", &[]));
                std::process::exit(INTERRUPTED);
            }
        });
    });
}

/// A folder to be written.
pub struct OutputFolder {
    folder: PathBuf,
    files: Vec<(Cow<'static, str>, Vec<u8>)>,
}

impl OutputFolder {
    /// Looks whether the folder may be written: it does not exist, is empty, or holds an earlier report.
    ///
    /// # Errors
    /// With words for the person at the terminal.
    pub fn check(folder: &Path) -> anyhow::Result<OutputFolder> {
        let words = |key| text(LANG, key, &[("path", folder.display().to_string())]);
        let not_writable = || words("analyze-out-not-writable");
        let exists = folder.try_exists().with_context(not_writable)?;
        if exists && !folder.is_dir() {
            bail!(words("analyze-out-not-folder"));
        }
        let folder = if exists {
            folder.canonicalize().with_context(not_writable)?
        } else {
            std::path::absolute(folder).with_context(not_writable)?
        };
        if folder.file_name().is_none() {
            bail!(words("analyze-out-foreign"));
        }
        if exists {
            for entry in fs::read_dir(&folder).with_context(not_writable)? {
                let name = entry.with_context(not_writable)?.file_name();
                if !name.to_str().is_some_and(is_of_report) {
                    bail!(words("analyze-out-foreign"));
                }
            }
        }
        Ok(OutputFolder { folder, files: Vec::new() })
    }

    /// Adds a file; nothing is written yet.
    pub fn add(&mut self, name: impl Into<Cow<'static, str>>, content: Vec<u8>) {
        self.files.push((name.into(), content));
    }

    /// The files that were added, with their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, content)| (&**name, content.as_slice()))
    }

    /// Writes all files into a new folder beside the wanted one and puts it in its place.
    ///
    /// # Errors
    /// With words for the person at the terminal; what was there before is then still there.
    pub fn write(&self) -> anyhow::Result<()> {
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let new = self.beside("new");
        let outcome = self.write_and_swap(&new);
        if outcome.is_err() {
            let _ = fs::remove_dir_all(&new);
        }
        outcome.with_context(|| {
            text(LANG, "analyze-out-not-writable", &[("path", self.folder.display().to_string())])
        })
    }

    fn write_and_swap(&self, new: &Path) -> anyhow::Result<()> {
        fs::create_dir_all(new)?;
        for (name, content) in &self.files {
            fs::write(new.join(&**name), content)?;
        }
        if !self.folder.exists() {
            return Ok(fs::rename(new, &self.folder)?);
        }
        let old = self.beside("old");
        fs::rename(&self.folder, &old)?;
        if let Err(error) = fs::rename(new, &self.folder) {
            fs::rename(&old, &self.folder)?;
            return Err(error.into());
        }
        Ok(fs::remove_dir_all(&old)?)
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy();
        self.folder.with_file_name(format!(".{name}.{suffix}-{}", std::process::id()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_tables_are_of_the_report() {
        for name in ["network.svg", "word-cloud.png", "correspondence-1.svg", "heatmap-12.png"] {
            assert!(is_of_report(name), "{name}");
        }
        for name in [REPORT, METHODS, "terms.csv", "map.csv", "rule_hits.csv"] {
            assert!(is_of_report(name), "{name}");
        }
        for name in ["holiday.png", "correspondence-.svg", "correspondence-x.svg", "terms.png", "thesis.docx"]
        {
            assert!(!is_of_report(name), "{name}");
        }
    }

    #[test]
    fn an_earlier_report_is_replaced_and_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let out = parent.path().join("out");
        for content in ["one", "two"] {
            let mut folder = OutputFolder::check(&out).unwrap();
            folder.add("report.html", content.into());
            folder.write().unwrap();
            assert_eq!(fs::read_to_string(out.join("report.html")).unwrap(), content);
        }
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
        fs::write(out.join("thesis.docx"), "mine").unwrap();
        assert!(OutputFolder::check(&out).is_err());
        assert!(OutputFolder::check(&out.join("report.html")).is_err());
    }
}
