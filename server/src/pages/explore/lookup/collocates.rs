//! Which words stand near a word, with all scores of how closely they go together.

use analysis::text::collocation::{Collocate, CollocationOptions, SortBy, collocations_of_uses};

use super::Found;
use super::listing::{Answer, Entry, Listing, count, figure, no_word, not_found, text, too_few};
use super::query::{Asked, allowed};
use crate::view::figure::{ColumnView, column, join};

/// What the list can be sorted by: closeness first, as KH Coder does.
const SORTS: &[(&str, SortBy)] = &[
    ("score", SortBy::Score),
    ("total", SortBy::Total),
    ("mi", SortBy::Mi),
    ("mi3", SortBy::Mi3),
    ("t", SortBy::T),
    ("z", SortBy::Z),
    ("dice", SortBy::Dice),
    ("jaccard", SortBy::Jaccard),
    ("log_likelihood", SortBy::LogLikelihood),
];

/// Tokens on each side that can be chosen.
const SPANS: &[usize] = &[1, 2, 3, 5, 10];

/// Longest list, as KH Coder's.
const LONGEST: usize = 200;

/// The neighbours of the word.
///
/// # Errors
/// None; as the other ways to look words up.
pub fn find(asked: &Asked) -> anyhow::Result<Found> {
    let span = allowed(asked.query.span.parse().ok(), SPANS, 5);
    let (sort, sort_by) =
        SORTS.iter().find(|(key, _)| *key == asked.query.sort).copied().unwrap_or(("score", SortBy::Score));
    let keys: Vec<&str> = SORTS.iter().map(|(key, _)| *key).collect();
    let mut inputs = vec![
        asked.word_input("explore-kwic-word"),
        asked.class_input("lookup-class-content"),
        asked.number_input("span", "lookup-span", span, SPANS),
        asked.value_input("sort", "lookup-sort", sort, &keys, |key| format!("lookup-score-{key}")),
    ];
    inputs.extend(asked.denied_input());
    let mut options =
        CollocationOptions { span, sort_by, limit: usize::MAX, ..CollocationOptions::standard() };
    if let Some(class) = asked.class() {
        options.classes = vec![class];
    }
    Ok(Found { inputs, said: Vec::new(), further: None, answer: answer(asked, &options) })
}

fn answer(asked: &Asked, options: &CollocationOptions) -> Answer {
    let lemma = match asked.lemmas.as_slice() {
        [] if asked.query.word.trim().is_empty() => return no_word(asked),
        [lemma] => lemma,
        [] => return not_found(asked),
        _ => {
            let (title, text) = (asked.say("lookup-one-word"), asked.say("lookup-one-word-text"));
            return Answer::Nothing { title, text };
        }
    };
    let n_people = asked.documents().len();
    if n_people == 0 || asked.is_small(n_people) {
        return not_found(asked);
    }
    let mut found = collocations_of_uses(&asked.reading.texts.corpus, lemma, options);
    found.rows.retain(|row| !asked.is_small(row.n_documents as usize));
    if found.rows.is_empty() {
        return too_few(asked);
    }
    let args = [
        ("word", lemma.clone()),
        ("n", asked.n_texts().to_string()),
        ("people", n_people.to_string()),
        ("occurrences", found.n_occurrences.to_string()),
        ("tokens", found.n_tokens.to_string()),
        ("span", options.span.to_string()),
        ("words", found.rows.len().to_string()),
        ("limit", LONGEST.min(found.rows.len()).to_string()),
        ("class", asked.class_words()),
    ];
    found.rows.truncate(LONGEST);
    Answer::Table(Listing {
        caption: asked.say_with("lookup-collocates-caption", &[("word", lemma.clone())]),
        note: join(&[asked.say_with("lookup-collocates-note", &args), asked.few_left_out()], asked.lang()),
        columns: columns(asked),
        rows: found.rows.iter().map(|found| row(asked, lemma, found, options.span)).collect(),
    })
}

fn columns(asked: &Asked) -> Vec<ColumnView> {
    let words = ["explore-word", "explore-class"].map(|key| column(asked.say(key), false));
    let numbers =
        ["lookup-near-people", "explore-occurrences", "lookup-score-total", "lookup-left", "lookup-right"];
    let scores = SORTS.iter().filter(|(key, _)| *key != "total");
    let scores = scores.map(|(key, _)| column(asked.say(&format!("lookup-score-{key}")), true));
    words.into_iter().chain(numbers.map(|key| column(asked.say(key), true))).chain(scores).collect()
}

fn row(asked: &Asked, node: &str, found: &Collocate, span: usize) -> Vec<Entry> {
    let (span, with) = (span.to_string(), asked.apart.written(&found.lemma, found.class));
    let near =
        [("word", node), ("with", with.as_str()), ("with_class", found.class), ("near", span.as_str())];
    let scores = &found.scores;
    let number = |n: u32| count(n as usize, String::new());
    vec![
        text(found.lemma.clone(), asked.kwic_href(&found.lemma, found.class)),
        text(asked.say(&format!("word-class-{}", found.class)), String::new()),
        count(found.n_documents as usize, asked.texts_href(&near)),
        number(found.n_occurrences),
        number(found.total),
        number(found.left),
        number(found.right),
        figure(Some(scores.score), 3),
        figure(Some(scores.mi), 3),
        figure(Some(scores.mi3), 3),
        figure(Some(scores.t), 3),
        figure(scores.z, 3),
        figure(Some(scores.dice), 3),
        figure(scores.jaccard, 3),
        figure(Some(scores.log_likelihood), 3),
    ]
}
