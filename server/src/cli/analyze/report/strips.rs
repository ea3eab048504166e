//! Where in its texts each of the words stands that somebody named: a strip for each text.

use std::collections::BTreeSet;

use analysis::chart::Caption;
use analysis::chart::kwic_strip::{StripSource, kwic_strip, of_kwic};
use analysis::text::corpus::Document;
use analysis::text::kwic::{Kwic, KwicLine};
use serde::Serialize;

use super::further::caption;
use super::grouped;
use super::picture::{PictureView, style};
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::i18n::text;

/// Marks on the strips of a word; of more every so-manieth of a strip is drawn.
const MOST_MARKS: usize = 1_000;

/// The strips of a word.
#[derive(Serialize)]
pub struct StripsView {
    /// None for a word that stands nowhere.
    pub(super) picture: PictureView,
}

/// The strips of all words that were named; their marks lead to the texts.
///
/// # Errors
/// When one cannot be drawn.
pub fn views(words: &[(String, Kwic)], figures: &Figures) -> anyhow::Result<Vec<StripsView>> {
    let source = |document: &Document| StripSource {
        label: document.id.clone(),
        length: document.text.chars().count(),
    };
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let sources: Vec<StripSource> = figures.corpus.documents.iter().map(source).collect();
    (1..).zip(words).map(|(number, (word, kwic))| view(number, word, kwic, &sources)).collect()
}

fn view(number: usize, word: &str, kwic: &Kwic, sources: &[StripSource]) -> anyhow::Result<StripsView> {
    if kwic.lines.is_empty() {
        return Ok(StripsView { picture: PictureView::default() });
    }
    let texts: BTreeSet<u32> = kwic.lines.iter().map(|line| line.document).collect();
    let args = [("texts", grouped(texts.len() as u32)), ("n", grouped(kwic.n_occurrences))];
    let note = text(LANG, "lookup-strips-note-text", &args);
    let title = text(LANG, "lookup-strips-title", &[("word", word.to_owned())]);
    let limited = text(LANG, "analyze-strips-drawn", &[("most", grouped(MOST_MARKS as u32))]);
    let around = Caption { limited, ..caption(&title, &note) };
    let link = |line: &KwicLine| format!("#d{}", line.document);
    let chart = of_kwic(kwic, sources, &link, around).thinned(MOST_MARKS);
    let style = style(&format!("strips{number}"));
    Ok(StripsView { picture: PictureView::of(kwic_strip(&chart, &style)?, &note) })
}
