//! What is made only when somebody asks for it, because it costs time: words from wave to wave, words in their contexts,
//! candidates of compound words, and what somebody's lists of words changed.

use analysis::text::compounds::{Compound, compounds};
use analysis::text::corpus::build;
use analysis::text::dictionary::Dictionary;
use analysis::text::kwic::{Kwic, KwicOptions, KwicOrder, concordance};
use analysis::text::own_words::OwnWords;
use analysis::text::phrase;
use analysis::text::tokenizer::Tokenizer;
use analysis::text::word_changes::{WordChange, word_changes};
use anyhow::bail;

use super::alpha::{self, Alpha};
use super::columns::each_once;
use super::compared::{self, Compared};
use super::figures::Figures;
use super::map::{self, WordMap};
use super::rules::is_code;
use super::scales::{self, ScaleTest};
use super::waves::{self, Known, Waves};
use super::{AnalyzeArgs, LANG, as_counted, words};
use crate::i18n::text;

/// A run of nouns that occurs less often is no candidate.
pub const LEAST_OCCURRENCES: u32 = 2;

/// Lines of a word in `kwic.csv`. Who has more is told so.
const MOST_LINES: usize = 10_000;

/// What was asked for, and found.
pub struct Asked {
    /// Words through the waves of a column.
    pub waves: Option<Waves>,
    /// The words that were named, in their contexts; None where none was.
    pub kwic: Option<Vec<(String, Kwic)>>,
    /// Nouns that follow one another (複合語の候補).
    pub compounds: Option<Vec<Compound>>,
    /// Answers on scales, compared.
    pub scales: Option<Vec<ScaleTest>>,
    /// α of all scales together; None of fewer than two.
    pub alpha: Option<Vec<Alpha>>,
    /// The columns that are compared against one another, and words against them.
    pub compared: Compared,
    /// Words as places on a plane.
    pub map: Option<WordMap>,
    /// Whether texts by words are wanted as a table.
    pub is_matrix_wanted: bool,
    /// Words that the lists of the arguments count otherwise than no lists.
    pub changes: Option<Vec<WordChange>>,
}

/// How the texts were read.
#[derive(Clone, Copy)]
pub struct Reading<'r> {
    /// The lists of the arguments.
    pub own: &'r OwnWords,
    /// What cut the texts into words.
    pub tokenizer: &'r Tokenizer,
    /// What it rests on.
    pub dictionary: &'r Dictionary,
}

impl Asked {
    /// Makes what the arguments ask for. What cannot be made is added to the problems.
    ///
    /// # Errors
    /// When the texts cannot be read without the lists, or there is no such order of contexts.
    pub fn of(
        args: &AnalyzeArgs,
        reading: Reading<'_>,
        (figures, known): (&Figures, Known<'_>),
        problems: &mut Vec<String>,
    ) -> anyhow::Result<Asked> {
        let documents = &figures.corpus.documents;
        let found = || compounds(reading.tokenizer, documents, LEAST_OCCURRENCES);
        let waves = waves::of(args.wave.as_deref(), figures, known, problems);
        // The columns that are compared, in the order in which texts have them.
        let by: Vec<String> = each_once(&args.by).into_iter().map(str::to_owned).collect();
        Ok(Asked {
            scales: scales::of(args, (figures, known), waves.as_ref(), problems),
            alpha: alpha::of(&args.scale, documents, known.persons, waves.as_ref()),
            compared: compared::of(&by, figures, known)?,
            waves,
            kwic: contexts(args, reading, figures, problems)?,
            compounds: args.compounds.then(found),
            map: args.map.then(|| map::of(figures)),
            is_matrix_wanted: args.matrix,
            changes: changes(args, reading, figures)?,
        })
    }
}

/// What the lines of `kwic.csv` are sorted by.
///
/// # Errors
/// With words for the person at the terminal, when there is no such order.
pub fn kwic_order(args: &AnalyzeArgs) -> anyhow::Result<[KwicOrder; 3]> {
    let mut orders = [KwicOrder::Text; 3];
    let names: Vec<&str> = args.kwic_order.split(',').map(str::trim).collect();
    for (place, name) in names.iter().enumerate() {
        match (orders.get_mut(place), KwicOrder::named(name)) {
            (Some(order), Some(named)) => *order = named,
            _ => bail!(text(LANG, "analyze-kwic-order", &[("order", args.kwic_order.clone())])),
        }
    }
    Ok(orders)
}

/// The words and phrases that were named. Those that occur nowhere, or too often, are added to the problems.
fn contexts(
    args: &AnalyzeArgs,
    reading: Reading<'_>,
    figures: &Figures,
    problems: &mut Vec<String>,
) -> anyhow::Result<Option<Vec<(String, Kwic)>>> {
    // A code stands in no text; its associated words are told.
    let is_word = |word: &&str| args.rules.is_none() || !is_code(word);
    let words: Vec<&str> = args.word.iter().map(|word| word.trim()).filter(is_word).collect();
    if words.is_empty() {
        return Ok(None);
    }
    let options = KwicOptions { order: kwic_order(args)?, limit: MOST_LINES, ..KwicOptions::standard() };
    let mut found: Vec<(String, Kwic)> = Vec::new();
    for word in words {
        if found.iter().any(|(known, _)| known == word) {
            continue;
        }
        let lemmas = phrase::read(&figures.corpus, reading.tokenizer, word);
        let places = phrase::occurrences(&figures.corpus, &lemmas, None);
        let lines = concordance(&figures.corpus, &places, &options);
        if lines.n_occurrences == 0 {
            problems.push(text(LANG, "analyze-word-nowhere", &[("word", word.to_owned())]));
        }
        if lines.n_occurrences as usize > MOST_LINES {
            let (n, limit) = (lines.n_occurrences.to_string(), MOST_LINES.to_string());
            let args = [("word", word.to_owned()), ("n", n), ("limit", limit)];
            problems.push(text(LANG, "analyze-kwic-cut", &args));
        }
        found.push((word.to_owned(), lines));
    }
    Ok(Some(found))
}

/// The texts are read once more, without the lists.
fn changes(
    args: &AnalyzeArgs,
    reading: Reading<'_>,
    figures: &Figures,
) -> anyhow::Result<Option<Vec<WordChange>>> {
    if reading.own.counts().is_none() {
        return Ok(None);
    }
    let plain = Tokenizer::plain(reading.dictionary).following(reading.tokenizer.convention());
    let tokenizer = words::without_lists(args).tokenizer(&plain)?;
    let before = as_counted(args, build(&tokenizer, figures.corpus.documents.clone(), &|_| {}));
    Ok(Some(word_changes(&before, &figures.corpus)))
}
