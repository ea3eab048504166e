//! What was read of texts before: the words of each and what is suggested for its sentences, in a folder that the person names, so
//! that only new and changed texts are read. Nothing is kept unasked, since words of respondents stand in it.

pub mod finished;
mod pieces;
mod shelf;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use analysis::coding::kept;
use analysis::coding::suggest::{CodedSentence, Suggester, Suggestion};
use analysis::error::Error;
use analysis::text::Span;
use analysis::text::corpus::single::{Assembly, CutSingle, cut_each};
use analysis::text::corpus::{CutDocuments, Document};
use analysis::text::tokenizer::Tokenizer;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::pieces::{Key, PieceFile, Pieces, key};
use self::shelf::Shelf;

/// The files of words: there is one for each dictionary.
pub const WORDS: &str = "kikitori-cut";

/// Bytes up to which a file keeps texts that the last run did not have, some 100,000 short ones: all of it is read each time.
const ENOUGH_BYTES: usize = 64 << 20;

/// How many texts are put together at a time: cut texts take more room than their corpus.
const BATCH: usize = 16_384;

/// A folder with what was read before.
pub struct Cache<'t> {
    tokenizer: &'t Tokenizer,
    shelf: Shelf,
    /// Names its file.
    version: String,
}

/// Texts of which those were read that are new.
pub struct CachedTexts {
    /// Their words.
    pub cut: CutDocuments,
    /// What is suggested for their sentences, in text order.
    pub coded: Vec<CodedSentence>,
    /// How many of them were read, since nothing was kept of them.
    pub n_new: usize,
    /// Why what was read is not there the next time, in words for the person at the terminal.
    pub not_kept: Option<anyhow::Error>,
}

/// What is read of one text.
type ReadText = (Arc<CutSingle>, Vec<(Span, Suggestion)>);

impl<'t> Cache<'t> {
    /// The place for texts that are read with this tokenizer by this very program.
    ///
    /// # Errors
    /// With words for the person at the terminal, when the folder can be neither opened nor made.
    pub fn open(folder: &Path, tokenizer: &'t Tokenizer) -> anyhow::Result<Cache<'t>> {
        Ok(Cache { tokenizer, shelf: Shelf::open(folder, WORDS)?, version: version(tokenizer) })
    }

    /// Takes what was read of the texts before, reads the others, and keeps what is new. `progress` is told how many more
    /// texts are done.
    ///
    /// # Errors
    /// When the shipped rules are malformed.
    pub fn read(&self, documents: &[Document], progress: &dyn Fn(u64)) -> anyhow::Result<CachedTexts> {
        let bytes = self.shelf.read(&self.version);
        let known = Pieces::of(&bytes);
        let keys: Vec<Key> = documents.par_iter().map(|document| key(&document.text)).collect();
        let mut assembly = Assembly::new(self.tokenizer, documents.len());
        let mut coded = Vec::new();
        let mut fresh = Fresh::default();
        let mut place = 0;
        for (documents, keys) in documents.chunks(BATCH).zip(keys.chunks(BATCH)) {
            let found: Vec<Option<ReadText>> =
                keys.par_iter().map(|key| from_bytes(known.content(key)?)).collect();
            let mut new = fresh.read(self.tokenizer, documents, keys, &found)?.into_iter();
            // There is a new one for each that was not found.
            for (cut, sentences) in found.into_iter().filter_map(|found| found.or_else(|| new.next())) {
                assembly.add(&cut);
                let coding = |(span, suggestion)| CodedSentence { document: place, span, suggestion };
                coded.extend(sentences.into_iter().map(coding));
                place += 1;
            }
            progress(documents.len() as u64);
        }
        let mut not_kept = None;
        if fresh.n_texts > 0 || !known.is_whole {
            not_kept = self.keep(&keys, &known, &fresh).err();
        } else {
            self.shelf.note_use(&self.version);
        }
        Ok(CachedTexts { cut: assembly.finish(), coded, n_new: fresh.n_texts, not_kept })
    }

    /// Keeps these texts, and others that were kept before while there is room.
    fn keep(&self, keys: &[Key], known: &Pieces<'_>, fresh: &Fresh) -> anyhow::Result<()> {
        let mut file = PieceFile::new();
        let mut wanted: HashSet<&Key> = HashSet::with_capacity(keys.len());
        for key in keys {
            if wanted.insert(key)
                && let Some(content) = fresh.pieces.get(key).map(Vec::as_slice).or_else(|| known.content(key))
            {
                file.add(key, content, shelf::MOST_BYTES);
            }
        }
        for (key, content) in known.others(&wanted) {
            if !file.add(key, content, ENOUGH_BYTES) {
                break;
            }
        }
        self.shelf.put(&self.version, file.bytes())
    }
}

/// Texts of which nothing was kept.
#[derive(Default)]
struct Fresh {
    /// Made when the first one is read.
    suggester: Option<Suggester>,
    /// What is to be kept of them.
    pieces: HashMap<Key, Vec<u8>>,
    n_texts: usize,
}

impl Fresh {
    /// Reads those of some texts of which nothing was found, on all threads, in their order.
    fn read(
        &mut self,
        tokenizer: &Tokenizer,
        documents: &[Document],
        keys: &[Key],
        found: &[Option<ReadText>],
    ) -> Result<Vec<ReadText>, Error> {
        let missing: Vec<usize> = (0..documents.len()).filter(|&place| found[place].is_none()).collect();
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        let documents: Vec<&Document> = missing.iter().map(|&place| &documents[place]).collect();
        let suggester: &Suggester = match &mut self.suggester {
            Some(known) => known,
            none => none.insert(Suggester::shipped()?),
        };
        let (cut, suggested) = rayon::join(
            || cut_each(tokenizer, &documents),
            || {
                documents
                    .par_iter()
                    .map(|document| suggester.suggest_sentences(&document.text))
                    .collect::<Vec<_>>()
            },
        );
        let read: Vec<ReadText> = cut.into_iter().zip(suggested).collect();
        let pieces: Vec<Vec<u8>> = read.par_iter().map(to_bytes).collect();
        self.pieces.extend(missing.iter().map(|&place| keys[place]).zip(pieces));
        self.n_texts += read.len();
        Ok(read)
    }
}

/// What is kept of one text: how many bytes its words take, they, and what is suggested.
fn to_bytes((cut, suggested): &ReadText) -> Vec<u8> {
    let words = cut.to_bytes();
    let length = (words.len() as u64).to_le_bytes();
    [length.as_slice(), words.as_slice(), kept::to_bytes(suggested).as_slice()].concat()
}

fn from_bytes(bytes: &[u8]) -> Option<ReadText> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (words, suggested) = rest.split_at_checked(length)?;
    Some((Arc::new(CutSingle::from_bytes(words)?), kept::from_bytes(suggested)?))
}

/// Names everything but the texts that decides what is read in them. The program itself is part of it, since the same version
/// may have been built from another state of the source.
fn version(tokenizer: &Tokenizer) -> String {
    let mut hash = Sha256::new();
    for part in [program().unwrap_or_default(), tokenizer.fingerprint(), analysis::coding::fingerprint()] {
        hash.update(part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

/// Size and time of the program's file; nothing where they cannot be told.
fn program() -> Option<String> {
    let metadata = std::env::current_exe().and_then(fs::metadata).ok()?;
    Some(format!("{} {:?}", metadata.len(), metadata.modified().ok()?))
}
