//! Groups of texts that speak of the same.

use serde::Serialize;

use super::further::{excerpt, reason};
use super::listings::Listings;
use super::{Number, grouped};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::{LANG, id_of};
use crate::i18n::{Lang, text};
use crate::view::figure::join;

/// The section of the report.
#[derive(Serialize)]
pub struct TopicsView {
    reason: String,
    /// How texts were put together, by vectors of words, too, where somebody brought them.
    note: String,
    /// The groups, and who is in none.
    rows: Vec<TopicView>,
}

#[derive(Serialize)]
struct TopicView {
    words: String,
    people: Number,
    /// The text in the middle; empty for those in no group.
    href: String,
    id: String,
    excerpt: String,
}

/// The groups, or why there are none.
pub fn view(figures: &Figures, listings: &mut Listings<'_>) -> TopicsView {
    let topics = match &figures.further.topics {
        Ok(topics) => topics,
        Err(problem) => {
            let reason = reason(*problem, text(LANG, "analyze-compare-words", &[]));
            return TopicsView { reason, note: String::new(), rows: Vec::new() };
        }
    };
    let rows = topics.themes.iter().map(|theme| {
        let words = topics.names(theme);
        let documents: Vec<u32> = theme.texts.iter().map(|&text| text as u32).collect();
        let medoid = figures.corpus.documents.get(theme.medoid);
        TopicView {
            people: listings.people(&words, &documents),
            words,
            href: format!("#d{}", theme.medoid),
            id: id_of(&figures.corpus, theme.medoid as u32).to_owned(),
            excerpt: medoid.map(|document| excerpt(&document.text)).unwrap_or_default(),
        }
    });
    let mut rows: Vec<TopicView> = rows.collect();
    let words = text(LANG, "analyze-topics-outside", &[]);
    let people = listings.people(&words, &topics.outside);
    rows.push(TopicView { words, people, href: String::new(), id: String::new(), excerpt: String::new() });
    let number = |n: usize| grouped(n as u32);
    let mut args = topics.arguments(&figures.further.options, LANG, number);
    args.push(("blank", number(figures.blank.len())));
    let mut note = text(LANG, "analyze-topics-note", &args);
    if let Some(vectors) = topics.vectors {
        let args = [
            ("dimensions", number(vectors.dimensions)),
            ("words", number(vectors.n_words)),
            ("all", number(topics.words.len())),
        ];
        note = join(&[note, text(LANG, "analyze-topics-vectors", &args)], Lang::Ja);
    }
    TopicsView { rows, reason: String::new(), note }
}
