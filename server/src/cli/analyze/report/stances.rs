//! What is suggested for the sentences: stances with examples, themes with their cues marked.

use std::collections::HashSet;

use analysis::chart::bar::Bar;
use analysis::coding::stance::Stance;
use analysis::coding::suggest::CodedSentence;
use analysis::rounded;
use analysis::text::Span;
use serde::Serialize;

use super::listings::Listings;
use super::picture::PictureView;
use super::{Number, bars, escaped};
use crate::cli::analyze::figures::{Figures, is_of};
use crate::cli::analyze::{LANG, id_of};
use crate::i18n::text;

/// Examples for each stance.
const EXAMPLES_OF_STANCE: usize = 5;

/// Examples for each theme.
const EXAMPLES_OF_THEME: usize = 2;

/// Sentences outside these lengths make poor examples.
const EXAMPLE_CHARS: std::ops::RangeInclusive<u32> = 12..=140;

#[derive(Serialize)]
pub struct StanceView {
    label: String,
    people: Number,
    documents: Number,
    percent: String,
    sentences: Number,
    examples: Vec<ExampleView>,
}

#[derive(Serialize)]
pub struct ThemesView {
    title: String,
    pub(super) picture: PictureView,
    rows: Vec<ThemeView>,
}

#[derive(Serialize)]
struct ThemeView {
    code: String,
    label: String,
    people: Number,
    documents: Number,
    percent: String,
    examples: Vec<ExampleView>,
}

#[derive(Serialize)]
struct ExampleView {
    href: String,
    id: String,
    /// The sentence as HTML, with what speaks for the suggestion marked.
    html: String,
}

/// How many texts and sentences have each stance.
pub fn stances(figures: &Figures, listings: &mut Listings<'_>) -> Vec<StanceView> {
    let view = |stance: Stance| {
        let label = text(LANG, &format!("analyze-stance-{}", stance.key()), &[]);
        let documents = figures.documents_with(stance);
        let sentences: Vec<&CodedSentence> =
            figures.coded.iter().filter(|sentence| is_of(sentence, stance)).collect();
        // その他 is what is left over: examples of it say nothing.
        let n_examples = if stance == Stance::Other { 0 } else { EXAMPLES_OF_STANCE };
        let n = listings.number(&label, &documents);
        StanceView {
            percent: percent(documents.len(), figures),
            people: n.beside(figures.people.count(&documents)),
            sentences: n.beside(sentences.len() as u32),
            documents: n,
            examples: examples(figures, sentences, n_examples, |sentence| &sentence.suggestion.evidence),
            label,
        }
    };
    Stance::ALL.into_iter().map(view).collect()
}

/// How many texts have each theme: one table for challenges and requests, one for good practices.
///
/// # Errors
/// When the bars cannot be drawn.
pub fn themes(figures: &Figures, listings: &mut Listings<'_>) -> anyhow::Result<Vec<ThemesView>> {
    let mut views = Vec::new();
    for kind in [Stance::Challenge, Stance::GoodPractice] {
        let (mut rows, mut people) = (Vec::new(), Vec::new());
        for hits in &figures.hits {
            if figures.code(&hits.name).is_none_or(|code| code.kind != kind) {
                continue;
            }
            let theme = |sentence: &CodedSentence| {
                sentence.suggestion.themes.first().is_some_and(|theme| theme.code == hits.name)
            };
            let sentences = figures.coded.iter().filter(|sentence| theme(sentence)).collect();
            let title = format!("{} {}", hits.name, hits.label);
            let (n_people, documents) =
                (figures.people.count(&hits.rows), listings.number(&title, &hits.rows));
            // Themes that nobody speaks of are in the table.
            if n_people > 0 {
                people.push(Bar { href: documents.href.clone(), ..bars::of_people(&title, n_people) });
            }
            rows.push(ThemeView {
                people: documents.beside(n_people),
                documents,
                percent: percent(hits.rows.len(), figures),
                examples: examples(figures, sentences, EXAMPLES_OF_THEME, |sentence| {
                    sentence.suggestion.themes.first().map_or(&[], |theme| theme.evidence.as_slice())
                }),
                code: hits.name.clone(),
                label: hits.label.clone(),
            });
        }
        let title = text(LANG, &format!("analyze-themes-{}", kind.key()), &[]);
        let note = text(LANG, "analyze-bars-themes", &bars::sizes(figures));
        let picture = bars::drawn(&format!("themes{}", views.len() + 1), &title, &note, people)?;
        views.push(ThemesView { title, picture, rows });
    }
    Ok(views)
}

fn percent(n: usize, figures: &Figures) -> String {
    rounded::percent(n as f64 / figures.corpus.documents.len().max(1) as f64, 1)
}

/// The sentences whose theme is clearest, from different texts and none twice; of equally clear ones the first.
fn examples<'f>(
    figures: &Figures,
    mut sentences: Vec<&'f CodedSentence>,
    n: usize,
    evidence: fn(&'f CodedSentence) -> &'f [Span],
) -> Vec<ExampleView> {
    sentences.retain(|sentence| EXAMPLE_CHARS.contains(&(sentence.span.end - sentence.span.start)));
    let clarity =
        |sentence: &CodedSentence| sentence.suggestion.themes.first().map_or(0.0, |theme| theme.score);
    sentences.sort_by(|a, b| {
        clarity(b).total_cmp(&clarity(a)).then((a.document, a.span).cmp(&(b.document, b.span)))
    });
    let written = |sentence: &CodedSentence| {
        let document = figures.corpus.documents.get(sentence.document as usize);
        document.map_or("", |document| document.text.as_str())
    };
    let (mut documents, mut said) = (HashSet::new(), HashSet::new());
    // One sentence of a text is looked at: a copied letter shall not be all the examples.
    sentences.retain(|sentence| {
        documents.insert(sentence.document) && said.insert(sentence.span.of(written(sentence)))
    });
    let example = |sentence: &&'f CodedSentence| ExampleView {
        href: format!("#d{}", sentence.document),
        id: id_of(&figures.corpus, sentence.document).to_owned(),
        html: marked(written(sentence), sentence.span, evidence(sentence)),
    };
    sentences.iter().take(n).map(example).collect()
}

/// Part of a text as HTML with some places marked; overlapping places are marked as one.
fn marked(written: &str, part: Span, places: &[Span]) -> String {
    let mut html = String::new();
    let mut at = part.start;
    let mut sorted = places.to_vec();
    sorted.sort();
    for place in sorted {
        let (start, end) = (place.start.max(at), place.end.min(part.end));
        if start < end {
            html.push_str(&escaped(Span { start: at, end: start }.of(written)));
            html.push_str("<mark>");
            html.push_str(&escaped(Span { start, end }.of(written)));
            html.push_str("</mark>");
            at = end;
        }
    }
    html.push_str(&escaped(Span { start: at, end: part.end }.of(written)));
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_marked_once() {
        let span = |start, end| Span { start, end };
        let places = [span(5, 7), span(2, 4), span(3, 6), span(0, 1)];
        assert_eq!(
            marked("前<難病>相談", span(1, 7), &places),
            "&lt;<mark>難病</mark><mark>&gt;相</mark><mark>談</mark>"
        );
    }
}
