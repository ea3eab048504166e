//! The tokenizer of the service, opened once, and the texts it has read lately, with the words of their survey.

pub mod learnt;
mod opening;
mod tokens;
pub mod vectors;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use analysis::coding::classify::examples::Example;
use analysis::coding::suggest::{CodedSentence, Suggester, Suggestion, suggest_all};
use analysis::error::Error;
use analysis::multivariate::NotComputed;
use analysis::multivariate::scaling::Map;
use analysis::multivariate::themes::ThemeTree;
use analysis::text::Span;
use analysis::text::compounds::{Compound, compounds};
use analysis::text::cooccurrence::NetworkParameters;
use analysis::text::corpus::{Corpus, Document};
use analysis::text::denied;
use analysis::text::duplicates::{DuplicateGroup, duplicates};
use analysis::text::identify::every::{Identifier, IdentifyingWord, NameFinder};
use analysis::text::identify::{Hint, identify};
use analysis::text::method::{Method, method};
use analysis::text::own_words::{ListCounts, OwnWords};
use analysis::text::search::other_names::OtherNames;
use analysis::text::tokenizer::Tokenizer;
use analysis::text::word_vectors::WordVectors;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::learnt::{Learnt, Models};
use self::opening::Opening;
use self::tokens::Tokens;
use self::vectors::Vectors;
use crate::config::Config;

/// How many corpora are kept: a coordinator's and a researcher's view of a few surveys.
const KEPT: usize = 6;

/// How many long texts are kept with what is suggested for them: the notes that are being worked on.
const KEPT_LONG: usize = 32;

/// Bytes from which a text is long: what is suggested for a shorter one is found faster than kept.
const LONG: usize = 6_000;

/// How many trees and maps of the same texts are kept: those of a few settings that somebody tries one after the other.
const KEPT_OF_TEXTS: usize = 4;

/// What is suggested for the sentences of a text, in their order; places are code points of the text.
pub type Suggested = Arc<Vec<(Span, Suggestion)>>;

/// Reads Japanese. Its calls block: they belong on the blocking threads.
pub struct Language {
    dictionary: Opening,
    word_vectors: Option<PathBuf>,
    suggester: OnceLock<Result<Suggester, Arc<Error>>>,
    other_names: OnceLock<Result<OtherNames, Arc<Error>>>,
    tokens: Tokens,
    /// Tokenizers that know the words of a survey.
    own: Mutex<Vec<(String, Arc<Tokenizer>)>>,
    corpora: Mutex<Vec<(String, Arc<Corpus>)>>,
    compounds: Mutex<Vec<(String, Arc<Vec<Compound>>)>>,
    read: Mutex<Vec<(String, Arc<Texts>)>>,
    suggested: Mutex<Vec<(String, Suggested)>>,
    models: Models,
}

/// Texts as they have been read.
pub struct Texts {
    /// Cut into sentences and words.
    pub corpus: Corpus,
    /// What is suggested for each sentence.
    pub coded: Vec<CodedSentence>,
    trees: Mutex<Vec<(String, Arc<ThemeTree>)>>,
    maps: Mutex<Vec<(String, Arc<Map>)>>,
    copies: OnceLock<Vec<DuplicateGroup>>,
    vectors: Vectors,
    /// The survey's own lists of words, where it has some.
    pub lists: Option<ListCounts>,
}

impl Texts {
    /// Texts in which no sentence says anything (特になし …).
    pub fn n_blank(&self) -> u32 {
        let mut speaks = vec![false; self.corpus.documents.len()];
        for sentence in self.coded.iter().filter(|sentence| !sentence.suggestion.is_blank) {
            if let Some(speaks) = speaks.get_mut(sentence.document as usize) {
                *speaks = true;
            }
        }
        u32::try_from(speaks.iter().filter(|speaks| !**speaks).count()).unwrap_or(u32::MAX)
    }

    /// A tree of these texts, made once for each key, which names everything that decides it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn tree(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<ThemeTree, NotComputed>,
    ) -> Result<Arc<ThemeTree>, NotComputed> {
        remembered(&self.trees, key, make)
    }

    /// A map of the words of these texts, made once for each key, which names everything that decides it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn map(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<Map, NotComputed>,
    ) -> Result<Arc<Map>, NotComputed> {
        remembered(&self.maps, key, make)
    }

    /// Texts that are copies of one another, looked for when somebody asks the first time.
    pub fn copies(&self) -> &[DuplicateGroup] {
        self.copies.get_or_init(|| duplicates(&self.corpus.documents))
    }

    /// What the file with vectors of words is called; `None` where the settings name none.
    pub fn vectors_name(&self) -> Option<String> {
        self.vectors.name()
    }

    /// The vectors of the words of these texts, read when somebody asks the first time. `None` where there are none.
    pub fn vectors(&self) -> Option<&WordVectors> {
        self.vectors.of(&self.corpus)
    }

    /// How the figures of these texts are made.
    pub fn method(&self, network: Option<NetworkParameters>) -> Method {
        Method { lists: self.lists, ..method(&self.corpus, self.n_blank(), network) }
    }
}

impl Language {
    /// With the dictionary of the settings, not opened yet.
    pub fn new(config: &Config) -> Language {
        Language {
            dictionary: Opening::new(config.dictionary_sources.clone(), config.dictionary()),
            word_vectors: config.word_vectors.clone(),
            suggester: OnceLock::new(),
            other_names: OnceLock::new(),
            tokens: Tokens::new(),
            own: Mutex::new(Vec::new()),
            corpora: Mutex::new(Vec::new()),
            compounds: Mutex::new(Vec::new()),
            read: Mutex::new(Vec::new()),
            suggested: Mutex::new(Vec::new()),
            models: Models::default(),
        }
    }

    /// Opens the dictionary in the background, so that the first analysis need not wait for it.
    pub fn warm_up(self: Arc<Self>) {
        std::thread::spawn(move || {
            if let Err(error) = self.tokenizer() {
                tracing::warn!("text analysis is not available: {error}");
            }
        });
    }

    /// Cuts texts into words. Compiles the dictionary at the first start; where that failed it is tried again.
    ///
    /// # Errors
    /// When the dictionary is neither compiled nor can be.
    pub fn tokenizer(&self) -> Result<&Tokenizer, Arc<Error>> {
        self.dictionary.tokenizer()
    }

    /// What is suggested for the sentences of a text; needs no dictionary. A long text is read once.
    ///
    /// # Errors
    /// When the shipped rules are malformed, which a test excludes.
    pub fn suggested(&self, text: &str) -> Result<Suggested, Arc<Error>> {
        let suggester = self.suggester()?;
        if text.len() < LONG {
            return Ok(Arc::new(suggester.suggest_sentences(text)));
        }
        let key = data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
        if let Some(suggested) = kept(&self.suggested, &key) {
            return Ok(suggested);
        }
        let suggested = Arc::new(suggester.suggest_sentences(text));
        keep(&self.suggested, key, &suggested, KEPT_LONG);
        Ok(suggested)
    }

    /// The model that has learnt from what people decided, for an owner: a survey and a purpose. It takes seconds the first
    /// time.
    ///
    /// # Errors
    /// When the shipped rules or texts are malformed, which a test excludes.
    pub fn learnt(&self, owner: &str, judged: &[Example]) -> Result<Arc<Learnt>, Arc<Error>> {
        self.models.learnt(self.suggester()?, owner, judged)
    }

    /// The same, if it is there already and all that it has learnt from may still be used.
    pub fn learnt_already(&self, owner: &str, judged: &[Example]) -> Option<Arc<Learnt>> {
        self.models.ready(owner, judged)
    }

    /// Suggests stances and themes.
    fn suggester(&self) -> Result<&Suggester, Arc<Error>> {
        self.suggester.get_or_init(|| Suggester::shipped().map_err(Arc::new)).as_ref().map_err(Arc::clone)
    }

    /// Other words for what somebody looks for; needs no dictionary.
    ///
    /// # Errors
    /// When the shipped words are malformed, which a test excludes.
    pub fn other_names(&self) -> Result<&OtherNames, Arc<Error>> {
        self.other_names.get_or_init(|| OtherNames::shipped().map_err(Arc::new)).as_ref().map_err(Arc::clone)
    }

    /// Reads texts with the words of their survey; the same texts are read once.
    ///
    /// # Errors
    /// When the dictionary is neither compiled nor can be.
    pub fn read(&self, documents: Vec<Document>, own: &OwnWords) -> Result<Arc<Texts>, Arc<Error>> {
        let tokenizer = self.knowing(own)?;
        let suggester = self.suggester()?;
        let key = fingerprint(&documents, own);
        if let Some(texts) = kept(&self.read, &key) {
            return Ok(texts);
        }
        let corpus = self.cut(&tokenizer, documents, own);
        let coded = suggest_all(suggester, &corpus);
        let texts = Arc::new(self.texts(corpus, coded, own));
        keep(&self.read, key, &texts, KEPT);
        Ok(texts)
    }

    /// The same with words apart from themselves where they are denied, see [`denied::apart`].
    ///
    /// # Errors
    /// When the dictionary is neither compiled nor can be.
    pub fn read_apart(&self, documents: Vec<Document>, own: &OwnWords) -> Result<Arc<Texts>, Arc<Error>> {
        let key = format!("{} apart", fingerprint(&documents, own));
        if let Some(texts) = kept(&self.read, &key) {
            return Ok(texts);
        }
        let together = self.read(documents, own)?;
        let mut corpus = together.corpus.clone();
        denied::apart(&mut corpus);
        let texts = Arc::new(self.texts(corpus, together.coded.clone(), own));
        keep(&self.read, key, &texts, KEPT);
        Ok(texts)
    }

    fn texts(&self, corpus: Corpus, coded: Vec<CodedSentence>, own: &OwnWords) -> Texts {
        let (trees, maps) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        let copies = OnceLock::new();
        let (vectors, lists) = (Vectors::new(self.word_vectors.clone()), own.counts());
        Texts { corpus, coded, trees, maps, copies, vectors, lists }
    }

    /// The same without suggestions, for coding rules and for trying lists of words.
    ///
    /// # Errors
    /// When the dictionary is neither compiled nor can be.
    pub fn corpus(&self, documents: Vec<Document>, own: &OwnWords) -> Result<Arc<Corpus>, Arc<Error>> {
        let tokenizer = self.knowing(own)?;
        let key = fingerprint(&documents, own);
        if let Some(corpus) = kept(&self.corpora, &key) {
            return Ok(corpus);
        }
        let corpus = Arc::new(self.cut(&tokenizer, documents, own));
        keep(&self.corpora, key, &corpus, KEPT);
        Ok(corpus)
    }

    /// Nouns that follow one another, more than once.
    ///
    /// # Errors
    /// When the dictionary is neither compiled nor can be.
    pub fn compounds(
        &self,
        documents: &[Document],
        own: &OwnWords,
    ) -> Result<Arc<Vec<Compound>>, Arc<Error>> {
        let tokenizer = self.knowing(own)?;
        let key = fingerprint(documents, own);
        if let Some(found) = kept(&self.compounds, &key) {
            return Ok(found);
        }
        let found = Arc::new(compounds(&tokenizer, documents, 2));
        keep(&self.compounds, key, &found, KEPT);
        Ok(found)
    }

    fn cut(&self, tokenizer: &Tokenizer, documents: Vec<Document>, own: &OwnWords) -> Corpus {
        let (n_texts, begun) = (documents.len(), Instant::now());
        let (mut corpus, n_cut) = self.tokens.corpus(tokenizer, documents);
        own.apply(&mut corpus);
        let milliseconds = begun.elapsed().as_millis();
        tracing::debug!(target: "kikitori::tokens", n_texts, n_cut, milliseconds, "texts cut into words");
        corpus
    }

    /// A tokenizer that knows the words of a survey.
    fn knowing(&self, own: &OwnWords) -> Result<Arc<Tokenizer>, Arc<Error>> {
        let shared = self.tokenizer()?;
        if !own.has_own_tokens() {
            return Ok(Arc::new(shared.clone()));
        }
        if let Some(tokenizer) = kept(&self.own, own.sha256()) {
            return Ok(tokenizer);
        }
        let tokenizer = Arc::new(own.tokenizer(shared).map_err(Arc::new)?);
        keep(&self.own, own.sha256().to_owned(), &tokenizer, KEPT);
        Ok(tokenizer)
    }

    /// What in a text may tell who is meant. Without a dictionary names are not looked for, and nobody waits for one
    /// that is still being compiled.
    pub fn identify(&self, text: &str) -> Vec<Hint> {
        identify(text, self.dictionary.ready())
    }

    /// Every word of texts that may tell who is meant, and whether names of people and places were looked for: without a
    /// dictionary they cannot be. Unlike [`Language::identify`] this waits for it, since the texts are to be published.
    pub fn identifying_words(&self, texts: &[String], names: &NameFinder) -> (Vec<IdentifyingWord>, bool) {
        let (of_each, looked_for_names) = self.identifying_words_of_each(texts, names);
        let mut known = HashSet::new();
        let is_new = |word: &IdentifyingWord| known.insert(word.words.clone());
        (of_each.into_iter().flatten().filter(is_new).collect(), looked_for_names)
    }

    /// The same, text by text.
    pub fn identifying_words_of_each(
        &self,
        texts: &[String],
        names: &NameFinder,
    ) -> (Vec<Vec<IdentifyingWord>>, bool) {
        let tokenizer = self.tokenizer().ok();
        let identifier = Identifier::new(names, tokenizer);
        (texts.par_iter().map(|text| identifier.words(text)).collect(), tokenizer.is_some())
    }
}

/// What is kept under a key.
fn kept<T>(list: &Mutex<Vec<(String, Arc<T>)>>, key: &str) -> Option<Arc<T>> {
    let list = list.lock().unwrap_or_else(PoisonError::into_inner);
    list.iter().find(|(kept, _)| kept == key).map(|(_, value)| Arc::clone(value))
}

/// What is kept under a key, made first where there is none.
fn remembered<T>(
    list: &Mutex<Vec<(String, Arc<T>)>>,
    key: &str,
    make: impl FnOnce() -> Result<T, NotComputed>,
) -> Result<Arc<T>, NotComputed> {
    if let Some(value) = kept(list, key) {
        return Ok(value);
    }
    let value = Arc::new(make()?);
    keep(list, key.to_owned(), &value, KEPT_OF_TEXTS);
    Ok(value)
}

/// Keeps something, the newest first, and not more than `most`.
fn keep<T>(list: &Mutex<Vec<(String, Arc<T>)>>, key: String, value: &Arc<T>, most: usize) {
    let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
    list.retain(|(kept, _)| *kept != key);
    list.insert(0, (key, Arc::clone(value)));
    list.truncate(most);
}

/// Names texts, what is known about them, and the lists of words that they are read with.
fn fingerprint(documents: &[Document], own: &OwnWords) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.len().to_le_bytes());
        hash.update(text.as_bytes());
    };
    add(own.sha256());
    for document in documents {
        add(&document.id);
        add(&document.text);
        for (name, value) in &document.attributes {
            add(name);
            add(value);
        }
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}
