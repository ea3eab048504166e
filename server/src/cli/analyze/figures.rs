//! Everything a report shows, counted once: the tables, the pictures and the files are made from these figures.

use std::collections::{BTreeMap, BTreeSet};

use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use analysis::coding::suggest::{CodedSentence, stance_of_text};
use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, CodeHits, CrosstabOptions, code_crosstab};
use analysis::table::{Column, ColumnData, Kind, Variable, frame};
use analysis::text::cooccurrence::{CooccurrenceOptions, Network, cooccurrence};
use analysis::text::corpus::Corpus;
use analysis::text::method::{Method, method};
use analysis::text::terms::{Term, TermOptions, terms};

use super::LANG;
use crate::i18n::text;

/// What was counted.
pub struct Figures {
    /// The texts.
    pub corpus: Corpus,
    /// Suggestions for their sentences.
    pub coded: Vec<CodedSentence>,
    /// The codes of the suggestions.
    pub frame: CodingFrame,
    /// Words with content of their own, most texts first.
    pub terms: Vec<Term>,
    /// Which words occur together.
    pub network: Network,
    /// For each code the texts with a sentence whose first suggested theme it is.
    pub hits: Vec<CodeHits>,
    /// Codes by each column that is compared.
    pub crosstabs: Vec<CodeCrosstab>,
    /// For each text its stance; `None` for texts without a sentence.
    pub stances: Vec<Option<Stance>>,
    /// Texts that say nothing (記述なし); they are among those that shares are of.
    pub blank: BTreeSet<u32>,
    /// How the figures were made.
    pub method: Method,
}

impl Figures {
    /// Counts everything, stop words aside. Columns that cannot be compared are left out and added to the problems.
    ///
    /// # Errors
    /// When the tables cannot be made.
    pub fn of(
        corpus: Corpus,
        coded: Vec<CodedSentence>,
        frame: CodingFrame,
        attributes: &[String],
        stop_words: &[String],
        problems: &mut Vec<String>,
    ) -> anyhow::Result<Figures> {
        let term_options = TermOptions { stop_words: stop_words.to_vec(), ..TermOptions::content_words() };
        let pair_options =
            CooccurrenceOptions { stop_words: stop_words.to_vec(), ..CooccurrenceOptions::standard() };
        let (terms, network) =
            rayon::join(|| terms(&corpus, &term_options), || cooccurrence(&corpus, &pair_options));
        let hits = hits(&frame, &coded);
        let mut crosstabs = Vec::new();
        for (place, name) in attributes.iter().enumerate() {
            match crosstab(&corpus, place, name, &hits) {
                Err(Error::TooManyCategories { limit, .. }) => {
                    let args = [("column", name.clone()), ("limit", limit.to_string())];
                    problems.push(text(LANG, "analyze-too-many-values", &args));
                }
                crosstab => crosstabs.push(crosstab?),
            }
        }
        let stances = stances(&corpus, &coded);
        let blank = blank(&corpus, &coded);
        let method = method(&corpus, blank.len() as u32, Some(network.parameters));
        Ok(Figures { corpus, coded, frame, terms, network, hits, crosstabs, stances, blank, method })
    }

    /// The texts with a sentence of this stance, ascending.
    pub fn documents_with(&self, stance: Stance) -> Vec<u32> {
        let of_stance = self.coded.iter().filter(|sentence| is_of(sentence, stance));
        let documents: BTreeSet<u32> = of_stance.map(|sentence| sentence.document).collect();
        documents.into_iter().collect()
    }

    /// The code with this name, for its labels.
    pub fn code(&self, name: &str) -> Option<&Code> {
        self.frame.code(name)
    }
}

/// The texts without a sentence that says something.
fn blank(corpus: &Corpus, coded: &[CodedSentence]) -> BTreeSet<u32> {
    let speaking: BTreeSet<u32> = coded
        .iter()
        .filter(|sentence| !sentence.suggestion.is_blank)
        .map(|sentence| sentence.document)
        .collect();
    (0..corpus.documents.len() as u32).filter(|document| !speaking.contains(document)).collect()
}

/// Whether a sentence says something, and does so with this stance.
pub fn is_of(sentence: &CodedSentence, stance: Stance) -> bool {
    sentence.suggestion.stance == stance && !sentence.suggestion.is_blank
}

fn hits(frame: &CodingFrame, coded: &[CodedSentence]) -> Vec<CodeHits> {
    let mut documents: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for sentence in coded {
        if let Some(theme) = sentence.suggestion.themes.first() {
            documents.entry(&theme.code).or_default().insert(sentence.document);
        }
    }
    let hits = frame.codes.iter().map(|code| CodeHits {
        name: code.code.clone(),
        label: code.ja.clone(),
        rows: documents.get(code.code.as_str()).into_iter().flatten().copied().collect(),
    });
    hits.collect()
}

fn crosstab(corpus: &Corpus, place: usize, name: &str, hits: &[CodeHits]) -> Result<CodeCrosstab, Error> {
    let value = |document: &analysis::text::corpus::Document| {
        document.attributes.get(place).map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    let cells: Vec<Option<String>> = corpus.documents.iter().map(value).collect();
    // The name of a column in the file may be one that tables keep for themselves.
    let variable = Variable {
        name: "attribute".to_owned(),
        label: name.to_owned(),
        kind: Kind::Single,
        values: Vec::new(),
    };
    let table = frame(vec![Column { name: variable.name.clone(), data: ColumnData::Texts(cells) }])?;
    code_crosstab(&table, &variable, hits, CrosstabOptions::default())
}

fn stances(corpus: &Corpus, coded: &[CodedSentence]) -> Vec<Option<Stance>> {
    let of_document = |range: &std::ops::Range<u32>| {
        let sentences = coded.get(range.start as usize..range.end as usize).unwrap_or_default();
        stance_of_text(sentences.iter())
    };
    corpus.document_sentences.iter().map(of_document).collect()
}
