//! What other lists of words would do to the words of a survey.

use std::sync::Arc;

use analysis::error::Error;
use analysis::text::corpus::Document;
use analysis::text::own_words::OwnWords;
use analysis::text::word_changes::{WordChange, WordCount, word_changes};
use serde::Serialize;

use crate::dataset::Dataset;
use crate::i18n::{self, Lang};
use crate::language::Language;
use crate::pages::explore::selection::is_withheld;
use crate::view::figure::{CellView, TableView, column, words};

/// Words that are listed.
const MOST: usize = 200;

/// What a change does.
#[derive(Serialize)]
pub struct Preview {
    n_new: usize,
    n_gone: usize,
    n_other: usize,
    n_shown: usize,
    table: TableView,
}

/// Compares the lists that hold with others, over all texts that the person may see.
///
/// # Errors
/// When there is no dictionary, or a word cannot be taken into one.
pub fn preview(
    language: &Language,
    dataset: &Dataset,
    documents: &[Document],
    own: &OwnWords,
    tried: &OwnWords,
    lang: Lang,
) -> Result<Preview, Arc<Error>> {
    let before = language.corpus(documents.to_vec(), own)?;
    let after = language.corpus(documents.to_vec(), tried)?;
    let mut changes = word_changes(&before, &after);
    let is_shown = |count: &WordCount| !is_withheld(dataset, count.n_documents as usize);
    changes.retain(|change| is_shown(&change.before) && is_shown(&change.after));
    let none = WordCount::default();
    let n = |is_so: fn(&WordChange, WordCount) -> bool| {
        changes.iter().filter(|change| is_so(change, none)).count()
    };
    let n_new = n(|change, none| change.before == none);
    let n_gone = n(|change, none| change.after == none);
    let n_other = changes.len() - n_new - n_gone;
    let table = table(changes.iter().take(MOST), lang);
    Ok(Preview { n_new, n_gone, n_other, n_shown: table.rows.len(), table })
}

fn table<'c>(changes: impl Iterator<Item = &'c WordChange>, lang: Lang) -> TableView {
    let say = |key: &str| i18n::plain(lang, key);
    let row = |change: &WordChange| -> Vec<CellView> {
        let (before, after) = (change.before, change.after);
        let what = match (before.n_occurrences, after.n_occurrences) {
            (0, _) => "lists-new",
            (_, 0) => "lists-gone",
            _ => "lists-changed",
        };
        let arrow = |before: u32, after: u32| words(format!("{before} → {after}"));
        vec![
            words(&change.lemma),
            words(say(what)),
            arrow(before.n_documents, after.n_documents),
            arrow(before.n_occurrences, after.n_occurrences),
        ]
    };
    TableView {
        caption: say("lists-preview-table"),
        columns: vec![
            column(say("explore-word"), false),
            column(say("lists-what"), false),
            column(say("explore-people"), true),
            column(say("explore-occurrences"), true),
        ],
        rows: changes.map(row).collect(),
    }
}
