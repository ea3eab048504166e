//! What a run wrote, kept under a hash of all that decides it: the same program, the same arguments, the same files give the same
//! report, which need not be counted again.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::program;
use super::shelf::{MOST_BYTES, Shelf};
use crate::cli::analyze::AnalyzeArgs;

/// The files of finished reports.
pub const REPORTS: &str = "kikitori-report";

/// Bytes of SHA-256.
const HASH: usize = 32;

/// Bytes of how long the list of files is.
const LENGTH: usize = size_of::<u64>();

/// Bytes of a file that are hashed at a time: vectors of words can be larger than the memory.
const PART: usize = 1 << 16;

/// Where a run's report is kept.
pub struct Place {
    shelf: Shelf,
    name: String,
}

/// A report and what is said at its end.
#[derive(Debug, PartialEq, Eq)]
pub struct Finished {
    /// Its files with their names.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is said then.
    pub ending: Ending,
}

/// What the person at the terminal is told of a report.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ending {
    /// Texts that were analysed.
    pub n_documents: usize,
    /// What about the rules is worth a look, in words.
    pub warnings: Vec<String>,
    /// What is wrong with the input, in words.
    pub problems: Vec<String>,
}

/// What stands before the files.
#[derive(Serialize, Deserialize)]
struct Head {
    ending: Ending,
    /// Their names, and how many bytes they have.
    files: Vec<(String, usize)>,
}

impl Place {
    /// The place of what these arguments give with a dictionary; none where nothing is to be kept, or a file cannot be read, which is
    /// told when it is looked for.
    ///
    /// # Errors
    /// With words for the person at the terminal, when the folder can be neither opened nor made.
    pub fn of(args: &AnalyzeArgs, sources_sha256: &str) -> anyhow::Result<Option<Place>> {
        let Some(folder) = &args.cache else { return Ok(None) };
        let shelf = Shelf::open(folder, REPORTS)?;
        Ok(name(args, sources_sha256).map(|name| Place { shelf, name }))
    }

    /// What was kept there; nothing where nothing was, or it is damaged.
    pub fn find(&self) -> Option<Finished> {
        let found = from_bytes(&self.shelf.read(&self.name))?;
        self.shelf.note_use(&self.name);
        Some(found)
    }

    /// Keeps the files of a report and what is said of it, unless they take more room than there may be.
    ///
    /// # Errors
    /// With words for the person at the terminal, when the folder cannot be written.
    pub fn keep<'f>(
        &self,
        ending: &Ending,
        files: impl Iterator<Item = (&'f str, &'f [u8])>,
    ) -> anyhow::Result<()> {
        let bytes = to_bytes(ending, &files.collect::<Vec<_>>())?;
        if bytes.len() > MOST_BYTES {
            return Ok(());
        }
        self.shelf.put(&self.name, &bytes)
    }
}

/// Names all that decides what is in a report; nothing where it cannot be told.
fn name(args: &AnalyzeArgs, sources_sha256: &str) -> Option<String> {
    let program = program()?;
    // Where the report goes, and from where the dictionary comes, is in none of its files.
    let (out, data, sources) = (PathBuf::new(), PathBuf::new(), PathBuf::new());
    let decisive = AnalyzeArgs { out, data, sources, cache: None, ..args.clone() };
    let mut hash = Sha256::new();
    for part in [program, sources_sha256.to_owned(), format!("{decisive:?}"), fonts(args)] {
        hash.update(part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    for path in read_files(args) {
        hash.update(of_file(path).ok()?);
    }
    Some(data_encoding::HEXLOWER.encode(&hash.finalize()))
}

/// The files that a run reads. Every argument stands here, so that whoever adds one has to say whether it names a file.
fn read_files(args: &AnalyzeArgs) -> impl Iterator<Item = &Path> {
    let AnalyzeArgs {
        file,
        rules,
        variables,
        force_words,
        stop_words,
        synonyms,
        user_dictionary,
        word_vectors,
        text: _,
        by: _,
        id: _,
        person: _,
        wave: _,
        scale: _,
        word: _,
        kwic_order: _,
        encoding: _,
        unit: _,
        evidence: _,
        compounds: _,
        khcoder: _,
        count_in: _,
        options: _,
        map: _,
        matrix: _,
        png: _,
        // Told by their names, sizes and times.
        fonts: _,
        out: _,
        data: _,
        // Told by the hash that the dictionary has of them.
        sources: _,
        cache: _,
        no_domain_words: _,
    } = args;
    let others = [rules, variables, force_words, stop_words, synonyms, user_dictionary, word_vectors];
    [file].into_iter().chain(others.into_iter().flatten()).map(PathBuf::as_path)
}

fn of_file(path: &Path) -> io::Result<[u8; HASH]> {
    let mut hash = Sha256::new();
    let mut reader = BufReader::with_capacity(PART, File::open(path)?);
    loop {
        let part = reader.fill_buf()?;
        if part.is_empty() {
            return Ok(hash.finalize().into());
        }
        hash.update(part);
        let length = part.len();
        reader.consume(length);
    }
}

/// Names, sizes and times of the fonts; empty where no picture needs them.
fn fonts(args: &AnalyzeArgs) -> String {
    if !args.png {
        return String::new();
    }
    let file = |entry: io::Result<fs::DirEntry>| {
        let entry = entry.ok()?;
        let metadata = entry.metadata().ok()?;
        Some((entry.file_name(), metadata.len(), metadata.modified().ok()))
    };
    let mut files: Vec<_> = fs::read_dir(&args.fonts).into_iter().flatten().filter_map(file).collect();
    files.sort();
    format!("{files:?}")
}

/// A hash of what follows, how long the list of files is, the list, and the files.
fn to_bytes(ending: &Ending, files: &[(&str, &[u8])]) -> anyhow::Result<Vec<u8>> {
    let listed = files.iter().map(|(name, content)| ((*name).to_owned(), content.len())).collect();
    let head = serde_json::to_vec(&Head { ending: ending.clone(), files: listed })?;
    let n_bytes: usize = files.iter().map(|(_, content)| content.len()).sum();
    let mut bytes = Vec::with_capacity(HASH + LENGTH + head.len() + n_bytes);
    bytes.extend_from_slice(&[0; HASH]);
    bytes.extend_from_slice(&(head.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&head);
    files.iter().for_each(|(_, content)| bytes.extend_from_slice(content));
    let check = Sha256::digest(&bytes[HASH..]);
    bytes[..HASH].copy_from_slice(&check);
    Ok(bytes)
}

fn from_bytes(bytes: &[u8]) -> Option<Finished> {
    let (check, rest) = bytes.split_first_chunk::<HASH>()?;
    if *check != <[u8; HASH]>::from(Sha256::digest(rest)) {
        return None;
    }
    let (length, rest) = rest.split_first_chunk::<LENGTH>()?;
    let (head, mut rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let Head { ending, files: listed } = serde_json::from_slice(head).ok()?;
    let mut files = Vec::with_capacity(listed.len());
    for (name, length) in listed {
        let (content, after) = rest.split_at_checked(length)?;
        files.push((name, content.to_vec()));
        rest = after;
    }
    rest.is_empty().then_some(Finished { files, ending })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_is_damaged_is_none() {
        let files: [(&str, &[u8]); 2] = [("report.html", b"<p>"), ("terms.csv", b"")];
        let ending = Ending { n_documents: 3, warnings: Vec::new(), problems: vec!["空欄".to_owned()] };
        let whole = to_bytes(&ending, &files).unwrap();
        let files = files.map(|(name, content)| (name.to_owned(), content.to_vec())).to_vec();
        assert_eq!(from_bytes(&whole), Some(Finished { files, ending }));
        for n in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[n] ^= 1;
            assert_eq!(from_bytes(&damaged), None, "byte {n}");
            assert_eq!(from_bytes(&whole[..n]), None, "{n} bytes");
        }
        assert_eq!(from_bytes(&[whole.as_slice(), b"x"].concat()), None);
    }
}
