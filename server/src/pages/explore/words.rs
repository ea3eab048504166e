//! The words that people use, by how many people use them; and texts as parts of addresses.

use std::cmp::Reverse;

use analysis::chart::Caption;
use analysis::chart::style::Style;
use analysis::chart::word_cloud::{of_terms, word_cloud};
use analysis::error::Error;
use analysis::text::terms::{Denied, Term, denied};

use super::lookup::Found;
use super::lookup::frequencies::further;
use super::lookup::listing::{Answer, Around, Entry, Listing, count, hidden, share, text, too_few};
use super::lookup::query::Asked;
use crate::view::figure::{PICTURE_WIDTH, caption, column, join};

/// What the list can be sorted by; people first.
const SORTS: &[&str] = &["people", "occurrences"];

/// The words of the class, with what was typed in them.
///
/// # Errors
/// When the picture cannot be drawn.
pub fn find(asked: &Asked) -> anyhow::Result<Found> {
    let wanted = asked.query.word.trim();
    let mut found = asked.terms();
    found.retain(|term| term.lemma.contains(wanted) && !asked.is_small(term.documents.len()));
    if asked.query.sort == "occurrences" {
        found.sort_by_key(|term| Reverse(term.n_occurrences));
    }
    let mut inputs = vec![
        asked.word_input("lookup-contains"),
        asked.class_input("lookup-class-content"),
        asked
            .value_input("sort", "lookup-sort", &asked.query.sort, SORTS, |key| format!("lookup-sort-{key}")),
    ];
    inputs.extend(asked.denied_input());
    let further = (!found.is_empty()).then(|| further(asked, &found));
    let answer = match found.is_empty() {
        true => too_few(asked),
        false => {
            let around = around(asked);
            let svg = picture(asked, &found, &around)?;
            Answer::Drawn { svg, around: Some(around), listing: listing(asked, &found) }
        }
    };
    Ok(Found { inputs, said: Vec::new(), further, answer })
}

/// What is said of the picture: it tells less than the table.
fn around(asked: &Asked) -> Around {
    let args = [("n", asked.n_texts().to_string()), ("class", asked.class_words())];
    let said = [asked.say_with("lookup-words-cloud-note", &args), asked.denied_note(), asked.few_left_out()];
    Around { title: asked.say("lookup-words-cloud"), note: join(&said, asked.lang()) }
}

/// The words in sizes that say how many people use them.
fn picture(asked: &Asked, found: &[Term], Around { title, note }: &Around) -> Result<String, Error> {
    let words = Caption { limited: asked.say("multivariate-drawn"), ..caption(title, note) };
    let chart = of_terms(found, &|term: &Term| texts_href(asked, term), words);
    word_cloud(&chart, &Style { width: PICTURE_WIDTH, ..Style::new("words") })
}

/// The texts with a word.
fn texts_href(asked: &Asked, term: &Term) -> String {
    let word = asked.apart.written(&term.lemma, term.class);
    asked.texts_href(&[("word", word.as_str()), ("class", term.class)])
}

fn listing(asked: &Asked, found: &[Term]) -> Listing {
    let denied = denied(&asked.reading.texts.corpus);
    let of = |term: &Term| denied.get(term.word as usize).copied().unwrap_or_default();
    let is_any_hidden = found.iter().any(|term| is_denial_hidden(asked, of(term)));
    let hidden_note = if is_any_hidden { asked.say("figure-hidden") } else { String::new() };
    let args = [
        ("n", asked.n_texts().to_string()),
        ("words", found.len().to_string()),
        ("class", asked.class_words()),
    ];
    Listing {
        caption: asked.say("lookup-words-caption"),
        note: join(
            &[asked.say_with("lookup-words-note", &args), asked.few_left_out(), hidden_note],
            asked.lang(),
        ),
        columns: vec![
            column(asked.say("explore-word"), false),
            column(asked.say("explore-class"), false),
            column(asked.say("explore-people"), true),
            column(asked.say("lookup-share"), true),
            column(asked.say("explore-occurrences"), true),
            column(asked.say("explore-negated"), true),
        ],
        rows: found.iter().map(|term| row(asked, term, of(term))).collect(),
    }
}

/// Whether how often a word is denied would tell of a few people who deny it, or of a few who do not.
fn is_denial_hidden(asked: &Asked, denied: Denied) -> bool {
    let is_few = |n: u32| asked.is_small(n as usize);
    denied.n_denying > 0 && (is_few(denied.n_denying) || is_few(denied.n_affirming))
}

fn row(asked: &Asked, term: &Term, denied: Denied) -> Vec<Entry> {
    let n_people = term.documents.len();
    let of_all = (asked.n_texts() > 0).then(|| n_people as f64 / asked.n_texts() as f64);
    vec![
        text(term.lemma.clone(), asked.kwic_href(&term.lemma, term.class)),
        text(asked.say(&format!("word-class-{}", term.class)), String::new()),
        count(n_people, texts_href(asked, term)),
        share(of_all),
        count(term.n_occurrences as usize, String::new()),
        match is_denial_hidden(asked, denied) {
            true => hidden(),
            false => count(term.n_negated as usize, String::new()),
        },
    ]
}
