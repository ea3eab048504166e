//! Texts that fall together because they use the same words: theme discovery. A topic is named by its typical words and by the
//! text in its middle, never by words that nobody wrote.

pub mod address;

use std::sync::Arc;

use analysis::chart::Caption;
use analysis::chart::bar::{Bar, BarChart};
use analysis::coding::spoken::rows;
use analysis::multivariate::NotComputed;
use analysis::multivariate::cluster::Linkage;
use analysis::multivariate::latent::means;
use analysis::multivariate::themes::topics::{
    FEWEST_TEXTS, LEAST_PEOPLE, MOST_TOPICS, MOST_WORDS, N_WORDS, USUAL_TOPICS,
};
use analysis::multivariate::themes::{DIMENSIONS, Theme, ThemeTree, tree_of_texts};
use analysis::text::matrix::{by_content, shares};
use analysis::text::terms::{Term, TermOptions, terms};
use analysis::text::word_vectors::WordVectors;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::question::input::count_typed;

use self::address::Place;
use super::form::{Field, check, number as number_field, select};
use super::missing::Missing;
use super::numbers::{Entry, NumberTable};
use super::picture::Picture;
use super::spoken::said;
use super::{Outcome, Source, number};
use crate::language::Texts;
use crate::pages::conditions::encode;
use crate::pages::explore::Reading;
use crate::pages::explore::selection::least_people;
use crate::view::figure::{column, join};

/// From how many typical words those that name a topic are taken.
const N_CANDIDATES: usize = 50;
/// Letters shown of the text in the middle.
const EXCERPT: usize = 120;

/// What makes topics: the least number of people of a word, how many topics there are to be, and how texts are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Settings {
    least: u32,
    n: usize,
    linkage: Linkage,
    /// By vectors of words, too.
    has_vectors: bool,
}

/// How texts can be put together: value and Fluent key, the usual way first.
const LINKAGES: [(&str, &str); 2] =
    [("average", "multivariate-linkage-average"), ("ward", "multivariate-linkage-ward")];

/// The way with this value, or the usual one.
fn linkage(value: &str) -> Linkage {
    if value == "ward" { Linkage::Ward } else { Linkage::Average }
}

/// Value and Fluent key of a way.
fn linkage_names(linkage: Linkage) -> (&'static str, &'static str) {
    if linkage == Linkage::Ward { LINKAGES[1] } else { LINKAGES[0] }
}

/// A topic.
struct Topic {
    /// Its texts, ascending.
    texts: Vec<u32>,
    /// The text in its middle.
    medoid: u32,
    /// Its typical words, the most typical first.
    words: Vec<Term>,
}

/// All topics, the largest first.
struct Topics {
    topics: Vec<Topic>,
    /// The texts that are in none of them, ascending.
    outside: Vec<u32>,
    /// How many topics are counted there, so that what is left is not few.
    n_joined: usize,
    /// Words that texts were compared by.
    n_words: usize,
    /// Texts that have such words.
    n_texts: usize,
    /// The fewest texts of a topic.
    fewest: usize,
    /// How long the vectors of words are, and how many of the words have one.
    vectors: Option<(usize, usize)>,
    /// Whether texts were compared by the weights of their words themselves.
    is_by_weights: bool,
}

/// What can be set.
pub(super) fn fields(source: &Source) -> Vec<Field> {
    let mut fields = vec![
        number_field(source, "groups", &source.query.groups),
        number_field(source, "least", &source.query.least),
        select(source, "linkage", linkage_names(linkage(&source.query.linkage)).0, &LINKAGES),
    ];
    if source.reading.texts.vectors_name().is_some() {
        fields.push(check(source, "vectors", settings(source).has_vectors));
    }
    fields
}

fn settings(source: &Source) -> Settings {
    let least = count_typed(&source.query.least).filter(|typed| *typed > 0);
    Settings {
        least: least.unwrap_or(LEAST_PEOPLE).max(least_people(&source.reading.dataset)),
        n: number(&source.query.groups, 1..=MOST_TOPICS, USUAL_TOPICS),
        linkage: linkage(&source.query.linkage),
        has_vectors: source.query.vectors == "1" && source.reading.texts.vectors_name().is_some(),
    }
}

/// The words that texts are compared by.
fn compared(texts: &Texts, least: u32) -> Vec<Term> {
    let wanted =
        TermOptions { min_documents: least, limit: Some(MOST_WORDS), ..TermOptions::content_words() };
    terms(&texts.corpus, &wanted)
}

/// The tree of texts by words of at least so many people, and by the vectors of these words where they are asked for.
fn tree(
    texts: &Texts,
    least: u32,
    linkage: Linkage,
    vectors: Option<&WordVectors>,
) -> Result<Arc<ThemeTree>, NotComputed> {
    let key = format!("{least} {} {}", linkage_names(linkage).0, vectors.is_some());
    texts.tree(&key, || {
        let words = compared(texts, least);
        let rows = rows(&texts.corpus, &texts.coded, &words, &by_content(&texts.corpus));
        let of_texts =
            vectors.map(|known| means(&rows, &known.of_terms(&words), &shares(&texts.corpus, &words)));
        tree_of_texts(&rows, words.len(), &of_texts.unwrap_or_default(), linkage)
    })
}

/// Leaves out the smallest topics until the texts in no topic are not few, and gives how many: topics and all texts differ by their
/// number, so that to withhold it alone would withhold nothing.
fn join_smallest(themes: &mut Vec<Theme>, n_all: usize, least: usize) -> usize {
    let n_found = themes.len();
    let mut n_outside = n_all.saturating_sub(themes.iter().map(|theme| theme.texts.len()).sum());
    while (1..least).contains(&n_outside)
        && let Some(smallest) = themes.pop()
    {
        n_outside += smallest.texts.len();
    }
    n_found - themes.len()
}

/// The topics of texts. Those of fewer texts than the threshold are left out, and so are words that fewer people of a topic used.
fn find(reading: &Reading, settings: Settings) -> Result<Topics, Missing> {
    let least_people = least_people(&reading.dataset);
    let least = settings.least.max(least_people);
    let fewest = FEWEST_TEXTS.max(least_people as usize);
    let vectors = match settings.has_vectors {
        true => Some(reading.texts.vectors().ok_or(Missing::NoVectors)?),
        false => None,
    };
    let tree = tree(&reading.texts, least, settings.linkage, vectors)?;
    let words = compared(&reading.texts, least);
    let order = by_content(&reading.texts.corpus);
    let rows = rows(&reading.texts.corpus, &reading.texts.coded, &words, &order);
    let mut themes = tree.topics(&rows, settings.n, fewest, N_CANDIDATES);
    let n_joined = join_smallest(&mut themes, reading.writings.len(), least_people as usize);
    let places =
        |texts: &[usize]| -> Vec<u32> { texts.iter().filter_map(|&text| u32::try_from(text).ok()).collect() };
    let topics: Vec<Topic> = themes
        .into_iter()
        .map(|theme| {
            let theme = theme.placed(&order);
            let texts = places(&theme.texts);
            let typical = theme.words.iter().filter_map(|word| words.get(word.word as usize));
            let typical = typical.filter(|word| n_within(word, &texts) >= least_people as usize);
            Topic {
                medoid: u32::try_from(theme.medoid).unwrap_or(u32::MAX),
                words: typical.take(N_WORDS).cloned().collect(),
                texts,
            }
        })
        .collect();
    if topics.is_empty() {
        return Err(NotComputed::TooFew.into());
    }
    let is_outside = |text: &u32| topics.iter().all(|topic| topic.texts.binary_search(text).is_err());
    let outside = (0..reading.writings.len() as u32).filter(is_outside).collect();
    let vectors = vectors.map(|known| {
        let n_known = words.iter().filter(|word| known.of(&word.lemma).is_some()).count();
        (known.dimensions, n_known)
    });
    let is_by_weights = tree.is_by_weights();
    Ok(Topics {
        topics,
        outside,
        n_joined,
        n_words: words.len(),
        n_texts: tree.texts.len(),
        fewest,
        vectors,
        is_by_weights,
    })
}

/// How many of the texts have a word.
fn n_within(word: &Term, texts: &[u32]) -> usize {
    texts.iter().filter(|text| word.documents.binary_search(text).is_ok()).count()
}

/// The topics as a picture and tables.
pub(super) fn analyse(source: &Source) -> Result<Outcome, Missing> {
    let settings = settings(source);
    let found = find(&source.reading, settings)?;
    let said = [
        note(source, settings, &found),
        blank_note(source),
        total_note(source, &found),
        vectors_note(source, &found),
    ];
    let n_found = found.topics.len() + found.n_joined;
    let fewer = (n_found < settings.n).then(|| {
        let args = [("n", n_found.to_string()), ("fewest", found.fewest.to_string())];
        source.say_with("multivariate-topics-fewer", &args)
    });
    Ok(Outcome {
        note: join(&said, source.reading.dataset.lang),
        warnings: fewer.into_iter().collect(),
        picture: picture(source, settings, &found),
        tables: vec![topic_table(source, settings, &found), word_table(source, &found)],
    })
}

/// How texts were compared. Outside internal work it never says how many have one of the words or are in a topic: from one setting to
/// the next these numbers differ by few, and by single people.
fn note(source: &Source, settings: Settings, found: &Topics) -> String {
    let is_internal = source.reading.dataset.purpose == Purpose::Internal;
    let mut args = vec![
        ("documents", source.reading.writings.len().to_string()),
        ("least", settings.least.to_string()),
        ("words", found.n_words.to_string()),
        ("space", if found.is_by_weights { "words" } else { "latent" }.to_owned()),
        ("dimensions", DIMENSIONS.to_string()),
        ("linkage", source.say(linkage_names(settings.linkage).1)),
        ("topics", found.topics.len().to_string()),
        ("fewest", found.fewest.to_string()),
        ("totals", if is_internal { "told" } else { "withheld" }.to_owned()),
    ];
    if is_internal {
        let n_within: usize = found.topics.iter().map(|topic| topic.texts.len()).sum();
        args.extend([("texts", found.n_texts.to_string()), ("within", n_within.to_string())]);
    }
    source.say_with("multivariate-topics-note", &args)
}

/// That sentences which say nothing were left out, with how many texts hold nothing else where that may be told.
fn blank_note(source: &Source) -> String {
    match source.reading.told_blank() {
        Some(n) => source.say_with("multivariate-topics-blank", &[("n", n.to_string())]),
        None => source.say("multivariate-topics-blank-withheld"),
    }
}

/// What the numbers of people add up to, and which texts are in no topic.
fn total_note(source: &Source, found: &Topics) -> String {
    let all =
        [("documents", source.reading.writings.len().to_string()), ("fewest", found.fewest.to_string())];
    let total = source.say_with("multivariate-topics-total", &all);
    let least = least_people(&source.reading.dataset).to_string();
    let joined = (found.n_joined > 0).then(|| {
        source.say_with("multivariate-topics-joined", &[("n", found.n_joined.to_string()), ("least", least)])
    });
    join(&[total, joined.unwrap_or_default()], source.reading.dataset.lang)
}

/// What is said of the vectors of words; empty without them.
fn vectors_note(source: &Source, found: &Topics) -> String {
    let said = found.vectors.map(|(dimensions, n_known)| {
        let args = [
            ("file", source.reading.texts.vectors_name().unwrap_or_default()),
            ("dimensions", dimensions.to_string()),
            ("all", found.n_words.to_string()),
            ("words", n_known.to_string()),
        ];
        source.say_with("multivariate-topics-vectors", &args)
    });
    said.unwrap_or_default()
}

fn name(source: &Source, place: usize, topic: &Topic) -> String {
    format!("{}. {}", place + 1, typical(source, &topic.words, 4))
}

/// The first of the typical words; words for it where no word is typical.
fn typical(source: &Source, words: &[Term], most: usize) -> String {
    if words.is_empty() {
        return source.say("multivariate-no-words");
    }
    let words: Vec<&str> = words.iter().take(most).map(|word| word.lemma.as_str()).collect();
    words.join(&source.say("multivariate-between"))
}

fn href(source: &Source, settings: Settings, place: Place) -> String {
    format!("{}/texts?topic={}", source.base(), address::written(settings, place))
}

fn picture(source: &Source, settings: Settings, found: &Topics) -> Picture {
    let bar = |(place, topic): (usize, &Topic)| Bar {
        label: name(source, place, topic),
        value: Some(topic.texts.len() as f64),
        text: topic.texts.len().to_string(),
        is_muted: false,
        href: href(source, settings, Place::Topic(place)),
    };
    let bars = found.topics.iter().enumerate().map(bar).collect();
    Picture::Bars(BarChart { caption: Caption::default(), bars, full: None })
}

fn topic_table(source: &Source, settings: Settings, found: &Topics) -> NumberTable {
    let excerpt = |topic: &Topic| {
        let text = said(&source.reading, topic.medoid);
        let start: String = text.chars().take(EXCERPT).collect();
        if start.len() < text.len() { format!("{start}…") } else { start }
    };
    let row = |(place, topic): (usize, &Topic)| {
        vec![
            Entry::count(place + 1, ""),
            Entry::count(topic.texts.len(), href(source, settings, Place::Topic(place))),
            Entry::words(typical(source, &topic.words, N_WORDS), ""),
            Entry::words(excerpt(topic), ""),
        ]
    };
    let n_outside = found.outside.len();
    // Nobody is listed nowhere.
    let list = if n_outside > 0 { href(source, settings, Place::NoTopic) } else { String::new() };
    let outside = vec![
        Entry::words(source.say("multivariate-topics-outside"), ""),
        Entry::count(n_outside, list),
        Entry::words("", ""),
        Entry::words("", ""),
    ];
    NumberTable {
        key: "topics",
        caption: source.say("multivariate-topics-topics"),
        columns: vec![
            column(source.say("multivariate-topic"), false),
            column(source.say("explore-people"), true),
            column(source.say("multivariate-typical"), false),
            column(source.say("multivariate-medoid"), false),
        ],
        rows: found.topics.iter().enumerate().map(row).chain([outside]).collect(),
    }
}

/// The typical words of each topic, with how many people of it used them.
fn word_table(source: &Source, found: &Topics) -> NumberTable {
    let of_topic = |(place, topic): (usize, &Topic)| {
        let row = |word: &Term| {
            let asked = format!("word={}&class={}", encode(&word.lemma), encode(word.class));
            let all = format!("{}/texts?{asked}", source.base());
            vec![
                Entry::words(&word.lemma, format!("{}/kwic?{asked}", source.base())),
                Entry::count(place + 1, ""),
                Entry::count(n_within(word, &topic.texts), ""),
                Entry::count(word.n_documents as usize, all),
            ]
        };
        topic.words.iter().map(row).collect::<Vec<_>>()
    };
    NumberTable {
        key: "words",
        caption: source.say("multivariate-topics-words"),
        columns: vec![
            column(source.say("explore-word"), false),
            column(source.say("multivariate-topic"), true),
            column(source.say("multivariate-people-within"), true),
            column(source.say("multivariate-people-in-all"), true),
        ],
        rows: found.topics.iter().enumerate().flat_map(of_topic).collect(),
    }
}

/// The texts of a topic that an address names, or those of none, ascending; none when there is no such topic. Takes long the first time.
pub fn documents(reading: &Reading, topic: &str) -> Vec<u32> {
    let Some((settings, place)) = address::read(topic) else { return Vec::new() };
    let Ok(found) = find(reading, settings) else { return Vec::new() };
    match place {
        Place::NoTopic => found.outside,
        Place::Topic(place) => {
            found.topics.into_iter().nth(place).map(|topic| topic.texts).unwrap_or_default()
        }
    }
}
