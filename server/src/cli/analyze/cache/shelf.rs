//! Files of one kind in a folder that the person names, of which the newest are kept.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;

use crate::app::create_folder;
use crate::cli::analyze::LANG;
use crate::i18n::text;

/// Files of a kind that are kept, the newest.
const MOST_FILES: usize = 20;

/// Bytes that all of them may have.
pub const MOST_BYTES: usize = 1 << 30;

/// The files of a folder whose names have one ending; others in it are left alone.
pub struct Shelf {
    folder: PathBuf,
    ending: &'static str,
}

impl Shelf {
    /// The files with an ending in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// With words for the person at the terminal, when the folder can be neither opened nor made.
    pub fn open(folder: &Path, ending: &'static str) -> anyhow::Result<Shelf> {
        create_folder(folder)?;
        Ok(Shelf { folder: folder.to_owned(), ending })
    }

    /// What was put under a name; nothing where nothing was, or it cannot be read.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_default()
    }

    /// What was used lately is kept longest; if that cannot be noted, nothing is lost.
    pub fn note_use(&self, name: &str) {
        let file = fs::File::options().append(true).open(self.path(name));
        let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
    }

    /// Puts a file there that its owner alone can read, and takes away those that were used longest ago, beyond what may be kept. The
    /// file is there whole or not at all, whatever happens meanwhile; of two runs that write at once the later one's holds.
    ///
    /// # Errors
    /// With words for the person at the terminal, when the folder cannot be written.
    pub fn put(&self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let path = self.path(name);
        // With the ending of the others, so that what a run that was killed left behind goes with the oldest ones.
        let begun = path.with_extension(format!("{}.begun.{}", std::process::id(), self.ending));
        let written = write_private(&begun, content).and_then(|()| fs::rename(&begun, &path));
        if written.is_err() {
            let _ = fs::remove_file(&begun);
        }
        written.with_context(|| {
            text(LANG, "analyze-cache-not-writable", &[("path", self.folder.display().to_string())])
        })?;
        self.make_room(&path);
        Ok(())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{}", self.ending))
    }

    fn make_room(&self, kept: &Path) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let file = |entry: fs::DirEntry| {
            let path = entry.path();
            let metadata = entry.metadata().ok()?;
            let is_ours = path.extension().is_some_and(|ending| ending == self.ending) && metadata.is_file();
            is_ours.then(|| (metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), metadata.len(), path))
        };
        let mut files: Vec<(SystemTime, u64, PathBuf)> =
            entries.filter_map(|entry| entry.ok().and_then(file)).collect();
        files.sort();
        let mut total = 0;
        for (place, (_, size, path)) in files.iter().rev().enumerate() {
            total += size;
            if (place >= MOST_FILES || total > MOST_BYTES as u64) && path != kept {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::options().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)
}
