//! What was read of the same texts before: their words and what is suggested for their sentences, in a folder that the person
//! names. Nothing is kept unasked, since words of respondents stand in it.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use analysis::coding::kept;
use analysis::coding::suggest::CodedSentence;
use analysis::text::corpus::{CutDocuments, Document};
use analysis::text::tokenizer::Tokenizer;
use anyhow::Context;
use sha2::{Digest, Sha256};

use super::LANG;
use crate::app::create_folder;
use crate::i18n::text;

/// Begins every file.
const MAGIC: &[u8] = b"kikitori-cut-1\n";

/// Ends the name of every file: other files in the folder are left alone.
const ENDING: &str = "kikitori-cut";

/// Files that are kept, the newest.
const MOST_FILES: usize = 20;

/// Bytes that all of them may have.
const MOST_BYTES: u64 = 1 << 30;

/// Bytes of SHA-256.
const HASH: usize = 32;

/// A folder with what was read before.
pub struct Cache {
    folder: PathBuf,
    path: PathBuf,
}

impl Cache {
    /// The place for these texts, read with this tokenizer by this very program.
    ///
    /// # Errors
    /// With words for the person at the terminal, when the folder can be neither opened nor made.
    pub fn open(folder: &Path, tokenizer: &Tokenizer, documents: &[Document]) -> anyhow::Result<Cache> {
        create_folder(folder)?;
        let name = data_encoding::HEXLOWER.encode(&key(tokenizer, documents));
        Ok(Cache { folder: folder.to_owned(), path: folder.join(format!("{name}.{ENDING}")) })
    }

    /// What was read before; `None` when nothing was, or the file is damaged.
    pub fn read(
        &self,
        tokenizer: &Tokenizer,
        documents: &[Document],
    ) -> Option<(CutDocuments, Vec<CodedSentence>)> {
        let bytes = fs::read(&self.path).ok()?;
        let (hash, content) = bytes.strip_prefix(MAGIC)?.split_at_checked(HASH)?;
        let found: [u8; HASH] = Sha256::digest(content).into();
        if found.as_slice() != hash {
            return None;
        }
        let (length, rest) = content.split_at_checked(size_of::<u64>())?;
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (cut, coded) = rest.split_at_checked(length)?;
        let (cut, coded) = rayon::join(
            || CutDocuments::from_bytes(cut, tokenizer, documents),
            || kept::from_bytes(coded, documents.len()),
        );
        // What was used lately is kept longest; if that cannot be noted, nothing is lost.
        let _ = File::options()
            .append(true)
            .open(&self.path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        cut.zip(coded)
    }

    /// Keeps what was read. It is there whole or not at all, whatever happens meanwhile, and the oldest files go.
    ///
    /// # Errors
    /// With words for the person at the terminal, when the folder cannot be written.
    pub fn keep(&self, cut: &CutDocuments, coded: &[CodedSentence]) -> anyhow::Result<()> {
        let (cut, coded) = rayon::join(|| cut.to_bytes(), || kept::to_bytes(coded));
        let mut content = (cut.len() as u64).to_le_bytes().to_vec();
        content.extend_from_slice(&cut);
        content.extend_from_slice(&coded);
        if content.len() as u64 > MOST_BYTES {
            return Ok(());
        }
        let hash: [u8; HASH] = Sha256::digest(&content).into();
        // With the ending of the others, so that what a run that was killed left behind goes with the oldest ones.
        let begun = self.path.with_extension(format!("{}.begun.{ENDING}", std::process::id()));
        let written =
            write_private(&begun, &[MAGIC, &hash, &content]).and_then(|()| fs::rename(&begun, &self.path));
        if written.is_err() {
            let _ = fs::remove_file(&begun);
        }
        let words =
            || text(LANG, "analyze-cache-not-writable", &[("path", self.folder.display().to_string())]);
        written.with_context(words)?;
        self.make_room();
        Ok(())
    }

    /// Removes the files that were used longest ago, beyond what may be kept.
    fn make_room(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let file = |entry: fs::DirEntry| {
            let path = entry.path();
            let metadata = entry.metadata().ok()?;
            let is_ours = path.extension().is_some_and(|ending| ending == ENDING) && metadata.is_file();
            is_ours.then(|| (metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), metadata.len(), path))
        };
        let mut files: Vec<(SystemTime, u64, PathBuf)> =
            entries.filter_map(|entry| entry.ok().and_then(file)).collect();
        files.sort();
        let mut total = 0;
        for (place, (_, size, path)) in files.iter().rev().enumerate() {
            total += size;
            if (place >= MOST_FILES || total > MOST_BYTES) && *path != self.path {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn write_private(path: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
    let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    parts.iter().try_for_each(|part| file.write_all(part))
}

/// Names the texts and everything that decides what is read in them. The program itself is part of it, since the same version
/// may have been built from another state of the source.
fn key(tokenizer: &Tokenizer, documents: &[Document]) -> [u8; HASH] {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    };
    add(program().as_bytes());
    add(tokenizer.fingerprint().as_bytes());
    add(analysis::coding::fingerprint().as_bytes());
    documents.iter().for_each(|document| add(document.text.as_bytes()));
    hash.finalize().into()
}

/// Size and time of the program's file; empty where they cannot be told.
fn program() -> String {
    let metadata = std::env::current_exe().and_then(fs::metadata);
    let words = |metadata: fs::Metadata| format!("{} {:?}", metadata.len(), metadata.modified().ok());
    metadata.map(words).unwrap_or_default()
}
