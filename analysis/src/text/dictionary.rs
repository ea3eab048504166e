//! Compiles Debian's mecab-ipadic into lindera's form, once, and opens it.
//!
//! The sources are EUC-JP. They are rewritten in UTF-8 first, because Debian's MeCab reads them through iconv,
//! whose table differs from the Web's in six signs (〜 − ‖ ¢ £ ¬), and with all rows turned round: so both see the same words
//! and choose the same one where two cost the same. The ideographic blank is a word of IPADIC (記号,空白) that lindera drops,
//! because it trims what it reads; it becomes a kind of character with one word.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use encoding_rs::EUC_JP;
use lindera::dictionary::{DictionaryBuilder, Metadata, Schema, load_fs_dictionary_with_options};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Error;

/// Where the Debian package mecab-ipadic puts its sources.
pub const DEFAULT_SOURCES: &str = "/usr/share/mecab/dic/ipadic";

const MANIFEST: &str = "kikitori-manifest.json";

/// Raised when the way the dictionary is compiled changes, so that older ones are compiled anew.
pub(super) const RECIPE: u32 = 4;

/// The kind of character that the ideographic blank is (char.def): taken alone, whatever else may begin with it.
const BLANK: &str = "BLANK";

/// How often each left and each right context id of IPADIC (0 to 1,315) stands in the shipped invented sentences, as
/// `scripts/count-contexts` counts them. Costs of contexts that are met often then lie beside each other in memory, which
/// changes no word (lindera: `connection_id_mapping`).
const CONTEXTS: &str = include_str!("../../data/context-frequencies.txt");

/// Name of the file that they have while the dictionary is compiled.
const CONTEXTS_FILE: &str = "context-frequencies.txt";

/// Context id of nouns without a class of their own (名詞,固有名詞,一般), lindera's default for user words.
const DEFAULT_CONTEXT: u16 = 1288;

/// A compiled dictionary; cheap to clone.
#[derive(Clone)]
pub struct Dictionary {
    /// The dictionary as lindera reads it, mapped into memory.
    pub words: lindera::dictionary::Dictionary,
    /// SHA-256 of the sources, in hexadecimal: the same sources, compiled the same way, give the same tokens.
    pub sources_sha256: String,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    recipe: u32,
    lindera: String,
    sources_sha256: String,
    files: Vec<SourceFile>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SourceFile {
    name: String,
    bytes: u64,
    modified: u64,
}

/// Opens the dictionary in `folder`; compiles it from `sources` when it is not there, or was compiled from other
/// sources or by another version. Without sources a dictionary that is there is used as it is.
///
/// Safe when several processes call it at once: one compiles, the others wait for it.
///
/// # Errors
/// [`Error::DictionarySourcesMissing`], [`Error::DictionaryFolderNotWritable`], [`Error::DictionaryInvalid`].
pub fn open_or_build(sources: &Path, folder: &Path) -> Result<Dictionary, Error> {
    if let Some(dictionary) = open_current(sources, folder)? {
        return Ok(dictionary);
    }
    let lock = lock_beside(folder)?;
    // Another process may have finished while this one waited.
    let dictionary = match open_current(sources, folder)? {
        Some(dictionary) => dictionary,
        None => {
            build(sources, folder)?;
            open(folder)?
        }
    };
    drop(lock);
    Ok(dictionary)
}

/// Opens the compiled dictionary in `folder`.
///
/// # Errors
/// [`Error::DictionaryInvalid`] when `folder` holds none that this version can read.
pub fn open(folder: &Path) -> Result<Dictionary, Error> {
    let invalid = |detail: String| Error::DictionaryInvalid { path: folder.to_owned(), detail };
    let manifest = read_manifest(folder).ok_or_else(|| invalid("no manifest".to_owned()))?;
    let words = load_fs_dictionary_with_options(folder, true).map_err(|error| invalid(error.to_string()))?;
    Ok(Dictionary { words, sources_sha256: manifest.sources_sha256 })
}

/// The dictionary in `folder` if it is what compiling `sources` now would give.
fn open_current(sources: &Path, folder: &Path) -> Result<Option<Dictionary>, Error> {
    let Some(manifest) = read_manifest(folder) else { return Ok(None) };
    if manifest.recipe != RECIPE || manifest.lindera != lindera::get_version() {
        return Ok(None);
    }
    if let Ok(files) = list_sources(sources)
        && files != manifest.files
        && hash_sources(sources, &files)? != manifest.sources_sha256
    {
        return Ok(None);
    }
    Ok(open(folder).ok())
}

fn read_manifest(folder: &Path) -> Option<Manifest> {
    serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()
}

fn lock_beside(folder: &Path) -> Result<File, Error> {
    let not_writable =
        |source: io::Error| Error::DictionaryFolderNotWritable { path: folder.to_owned(), source };
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).map_err(not_writable)?;
    }
    let lock = File::create(beside(folder, "lock")).map_err(not_writable)?;
    lock.lock().map_err(not_writable)?;
    Ok(lock)
}

fn beside(folder: &Path, suffix: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(suffix);
    folder.with_file_name(name)
}

/// Compiles into a temporary folder beside `folder` and puts it in place in one step. What could not be finished leaves nothing: on a
/// full disk it would be in everybody's way.
fn build(sources: &Path, folder: &Path) -> Result<(), Error> {
    let temporary = ["sources", "building"].map(|suffix| beside(folder, suffix));
    let built = compile(sources, folder, &temporary);
    if built.is_err() {
        for folder in &temporary {
            // What stood in the way of compiling is told; of this nobody could do more about it.
            let _ = remove_folder(folder);
        }
    }
    built
}

fn compile(sources: &Path, folder: &Path, [utf8, compiled]: &[PathBuf; 2]) -> Result<(), Error> {
    let not_writable =
        |source: io::Error| Error::DictionaryFolderNotWritable { path: folder.to_owned(), source };
    let files = list_sources(sources)?;
    for temporary in [utf8, compiled] {
        remove_folder(temporary).map_err(not_writable)?;
        fs::create_dir_all(temporary).map_err(not_writable)?;
    }
    let sources_sha256 = rewrite_in_utf8(sources, &files, utf8)?;
    let contexts = utf8.join(CONTEXTS_FILE);
    fs::write(&contexts, CONTEXTS).map_err(not_writable)?;
    let invalid = |detail: String| Error::DictionaryInvalid { path: sources.to_owned(), detail };
    let builder = DictionaryBuilder::new(Metadata { connection_id_mapping: true, ..ipadic_metadata() })
        .with_context_id_freq(contexts);
    builder.build_dictionary(utf8, compiled).map_err(|error| invalid(error.to_string()))?;
    let manifest =
        Manifest { recipe: RECIPE, lindera: lindera::get_version().to_owned(), sources_sha256, files };
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|error| not_writable(error.into()))?;
    fs::write(compiled.join(MANIFEST), manifest).map_err(not_writable)?;
    remove_folder(utf8).map_err(not_writable)?;
    remove_folder(folder).map_err(not_writable)?;
    fs::rename(compiled, folder).map_err(not_writable)
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The files of `sources` that make the dictionary, sorted by name.
fn list_sources(sources: &Path) -> Result<Vec<SourceFile>, Error> {
    let missing = || Error::DictionarySourcesMissing { path: sources.to_owned() };
    let mut files = Vec::new();
    for entry in fs::read_dir(sources).map_err(|_| missing())? {
        let entry = entry.map_err(|_| missing())?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !(name.ends_with(".csv") || matches!(name.as_str(), "char.def" | "unk.def" | "matrix.def")) {
            continue;
        }
        let about = entry.metadata().map_err(|_| missing())?;
        let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        files.push(SourceFile {
            name,
            bytes: about.len(),
            modified: modified.map_or(0, |since| since.as_secs()),
        });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let has = |name: &str| files.iter().any(|file| file.name == name);
    let is_complete = has("char.def") && has("unk.def") && has("matrix.def") && files.len() > 3;
    if is_complete { Ok(files) } else { Err(missing()) }
}

fn hash_sources(sources: &Path, files: &[SourceFile]) -> Result<String, Error> {
    let mut hash = Sha256::new();
    for file in files {
        add_to_hash(&mut hash, &file.name, &read_source(sources, &file.name)?);
    }
    Ok(hex(&hash.finalize()))
}

/// Gives the SHA-256 of the sources.
fn rewrite_in_utf8(sources: &Path, files: &[SourceFile], utf8: &Path) -> Result<String, Error> {
    let write = |name: &str, bytes: &[u8]| {
        let target = utf8.join(name);
        fs::write(&target, bytes)
            .map_err(|source| Error::DictionaryFolderNotWritable { path: target.clone(), source })
    };
    let mut hash = Sha256::new();
    let [mut words, mut characters, mut unknown]: [String; 3] = Default::default();
    for file in files {
        let bytes = read_source(sources, &file.name)?;
        add_to_hash(&mut hash, &file.name, &bytes);
        let text = match file.name.as_str() {
            // It holds digits only.
            "matrix.def" => {
                write(&file.name, &bytes)?;
                continue;
            }
            "char.def" => &mut characters,
            "unk.def" => &mut unknown,
            _ => &mut words,
        };
        text.extend(EUC_JP.decode_without_bom_handling(&bytes).0.chars().map(as_iconv));
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    let mut rows = String::with_capacity(words.len());
    // Of entries that cost the same MeCab takes the first one of the first file, lindera the last.
    for row in words.lines().rev() {
        match row.strip_prefix("\u{3000},") {
            Some(features) => unknown.extend([BLANK, ",", features, "\n"]),
            None => rows.extend([row, "\n"]),
        }
    }
    characters.extend([BLANK, " 1 0 0\n0x3000 ", BLANK, "\n"]);
    write("words.csv", rows.as_bytes())?;
    write("char.def", characters.as_bytes())?;
    write("unk.def", unknown.as_bytes())?;
    Ok(hex(&hash.finalize()))
}

/// The sign that iconv's EUC-JP gives where the Web's gives `c`.
fn as_iconv(c: char) -> char {
    match c {
        '\u{FF5E}' => '\u{301C}',
        '\u{FF0D}' => '\u{2212}',
        '\u{2225}' => '\u{2016}',
        '\u{FFE0}' => '\u{00A2}',
        '\u{FFE1}' => '\u{00A3}',
        '\u{FFE2}' => '\u{00AC}',
        c => c,
    }
}

fn read_source(sources: &Path, name: &str) -> Result<Vec<u8>, Error> {
    fs::read(sources.join(name)).map_err(|_| Error::DictionarySourcesMissing { path: sources.to_owned() })
}

fn add_to_hash(hash: &mut Sha256, name: &str, bytes: &[u8]) {
    hash.update(name.as_bytes());
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

/// Lower-case hexadecimal digits of `bytes`.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How IPADIC's files are laid out.
fn ipadic_metadata() -> Metadata {
    Metadata::new(
        "ipadic".to_owned(),
        "UTF-8".to_owned(),
        -10000,
        DEFAULT_CONTEXT,
        DEFAULT_CONTEXT,
        "*".to_owned(),
        false,
        false,
        false,
        Schema::default(),
        Schema::new(["surface", "major_pos", "reading"].map(str::to_owned).to_vec()),
    )
}

/// A dictionary that all tests of this crate share, compiled at the first use.
#[cfg(test)]
pub(crate) fn for_tests() -> Dictionary {
    let folder = std::env::temp_dir().join("kikitori-test-dictionary");
    open_or_build(Path::new(DEFAULT_SOURCES), &folder).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_sources_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let sources = folder.path().join("nowhere");
        let error = open_or_build(&sources, &folder.path().join("dictionary")).err().unwrap();
        assert!(matches!(error, Error::DictionarySourcesMissing { path } if path == sources));
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "not a folder").unwrap();
        let error = open_or_build(Path::new(DEFAULT_SOURCES), &file.join("dictionary")).err().unwrap();
        assert!(matches!(error, Error::DictionaryFolderNotWritable { .. }));
    }

    #[test]
    fn what_could_not_be_compiled_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let sources = folder.path().join("sources");
        fs::create_dir(&sources).unwrap();
        for name in ["char.def", "unk.def", "matrix.def", "Noun.csv"] {
            fs::write(sources.join(name), "no dictionary\n").unwrap();
        }
        let error = open_or_build(&sources, &folder.path().join("dictionary")).err().unwrap();
        assert!(matches!(error, Error::DictionaryInvalid { .. }), "{error}");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| name == "sources" || name == "dictionary.lock"), "{left:?}");
    }

    #[test]
    fn a_dictionary_of_another_version_is_compiled_anew() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("dictionary");
        fs::create_dir(&target).unwrap();
        fs::write(target.join(MANIFEST), r#"{"recipe":0,"lindera":"0","sources_sha256":"","files":[]}"#)
            .unwrap();
        let dictionary = open_or_build(Path::new(DEFAULT_SOURCES), &target).unwrap();
        assert_eq!(dictionary.sources_sha256.len(), 64);
        assert_eq!(open(&target).unwrap().sources_sha256, dictionary.sources_sha256);
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| name == "dictionary" || name == "dictionary.lock"), "{left:?}");
    }
}
