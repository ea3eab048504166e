//! Words from wave to wave, and the same people before and after.

use analysis::chart::Caption;
use analysis::chart::trend_lines::{MOST_LINES, of_trends, trend_lines};
use analysis::rounded::percent;
use analysis::statistics::chi_square::LEAST_EXPECTED;
use analysis::text::trends::{Trend, Wave};
use serde::Serialize;

use super::listings::Listings;
use super::picture::{PictureView, style};
use super::words::told_apart;
use super::{Number, decimals, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::waves::{Paired, PairedThing, WaveWord, Waves};
use crate::i18n::text;
use crate::view::tested::p_value;

/// Waves shown side by side, the last ones; `trends.csv` has all.
const MOST_COLUMNS: usize = 10;

/// Words, and things that changed; the CSV files have more.
const MOST_ROWS: usize = 30;

#[derive(Serialize)]
pub struct WavesView {
    pub(super) picture: PictureView,
    /// Waves with their number of people, and where their texts are listed.
    waves: Vec<(String, String, String)>,
    rows: Vec<WordView>,
    paired: Option<PairedView>,
}

#[derive(Serialize)]
struct WordView {
    word: String,
    cells: Vec<CellView>,
    /// In points of per cent, from the first wave to the last.
    change: String,
    /// φ or Cramér's V.
    effect: String,
    p: String,
}

#[derive(Serialize)]
struct CellView {
    people: Number,
    percent: String,
}

#[derive(Serialize)]
struct PairedView {
    note: String,
    rows: Vec<PairedRow>,
}

#[derive(Serialize)]
struct PairedRow {
    kind: String,
    name: String,
    both: Number,
    lost: Number,
    gained: Number,
    neither: Number,
    p: String,
}

/// The waves in the report.
///
/// # Errors
/// When the lines cannot be drawn.
pub fn view(waves: &Waves, listings: &mut Listings<'_>) -> anyhow::Result<WavesView> {
    let first = waves.waves.len().saturating_sub(MOST_COLUMNS);
    let shown = waves.waves.iter().zip(&waves.n_people).skip(first);
    let head = |(wave, &n): (&Wave, &usize)| {
        let href = listings.href(&format!("{} {}", waves.column, wave.label), &wave.documents);
        (wave.label.clone(), grouped(n as u32), href)
    };
    let heads = shown.map(head).collect();
    let n_words = waves.words.len().min(MOST_ROWS);
    let names = names(waves);
    let words = waves.words.iter().zip(&names).take(n_words);
    let rows = words.map(|(word, name)| row(waves, (word, name), first, listings)).collect();
    let is_cut = first > 0 || n_words < waves.words.len();
    Ok(WavesView {
        picture: PictureView::of(picture(waves, &names, listings)?, &note(waves, is_cut)),
        waves: heads,
        rows,
        paired: waves.paired.as_ref().map(|paired| paired_view(waves, paired, listings)),
    })
}

/// What is said of the lines and the table, which has not all words and waves where it is cut.
fn note(waves: &Waves, is_cut: bool) -> String {
    let of_wave = |(wave, n): (&Wave, &usize)| format!("{} n={}", wave.label, grouped(*n as u32));
    let sizes: Vec<String> = waves.waves.iter().zip(&waves.n_people).map(of_wave).collect();
    let args = [
        ("column", waves.column.clone()),
        ("sizes", sizes.join("、")),
        ("words", grouped(waves.words.len() as u32)),
        ("left", grouped(waves.n_left_out as u32)),
        ("least", LEAST_EXPECTED.to_string()),
    ];
    let mut note = text(LANG, "analyze-waves-note", &args);
    if is_cut {
        let args = [("words", MOST_ROWS.to_string()), ("waves", MOST_COLUMNS.to_string())];
        note.push(' ');
        note.push_str(&text(LANG, "analyze-waves-cut", &args));
    }
    note
}

/// The words as they are printed.
fn names(waves: &Waves) -> Vec<String> {
    let words = waves.words.iter().map(|word| (word.trend.lemma.as_str(), word.trend.class));
    told_apart(&words.collect::<Vec<_>>())
}

/// Under which title the texts of a word and a wave are listed.
fn title(waves: &Waves, name: &str, wave: usize) -> String {
    let label = waves.waves.get(wave).map_or("", |wave| wave.label.as_str());
    format!("{name} × {label}")
}

fn row(
    waves: &Waves,
    (word, name): (&WaveWord, &str),
    first: usize,
    listings: &mut Listings<'_>,
) -> WordView {
    let mut cells = Vec::new();
    for (wave, (found, texts)) in word.trend.waves.iter().zip(&word.texts).enumerate().skip(first) {
        let n = found.documents.len() as u32;
        cells.push(CellView {
            people: listings.number_of(&title(waves, name, wave), n, texts),
            percent: found.share.map_or_else(|| "–".to_owned(), |share| percent(share, 1)),
        });
    }
    let association = word.trend.test.as_ref().ok().and_then(|test| test.association);
    let or_dash = |value: Option<f64>, places: usize| decimals(value.unwrap_or(f64::NAN), places);
    WordView {
        word: name.to_owned(),
        cells,
        change: or_dash(word.trend.change.map(|change| change * 100.0), 1),
        effect: or_dash(association.map(|association| association.value), 2),
        p: word.p_holm.map_or_else(|| "–".to_owned(), p_value),
    }
}

/// The lines of the first words; their points lead to their texts.
fn picture(waves: &Waves, names: &[String], listings: &mut Listings<'_>) -> anyhow::Result<String> {
    let mut hrefs: Vec<Vec<String>> = Vec::new();
    for (word, name) in waves.words.iter().zip(names).take(MOST_LINES) {
        let texts = word.texts.iter().enumerate();
        hrefs.push(texts.map(|(wave, texts)| listings.href(&title(waves, name, wave), texts)).collect());
    }
    let link = |word: usize, wave: usize| {
        hrefs.get(word).and_then(|hrefs| hrefs.get(wave)).cloned().unwrap_or_default()
    };
    let caption = Caption {
        title: text(LANG, "analyze-waves", &[]),
        description: text(LANG, "analyze-waves-drawn", &[("column", waves.column.clone())]),
        limited: text(LANG, "multivariate-drawn", &[]),
        empty: text(LANG, "figure-empty", &[]),
        ..Caption::default()
    };
    let labels = waves.waves.iter().map(|wave| wave.label.clone()).collect();
    let named = |(word, name): (&WaveWord, &String)| Trend { lemma: name.clone(), ..word.trend.clone() };
    let lines: Vec<Trend> = waves.words.iter().zip(names).map(named).collect();
    let chart = of_trends(&lines, labels, &|_, _| true, &link, caption);
    Ok(trend_lines(&chart, &style("trends"))?)
}

fn paired_view(waves: &Waves, paired: &Paired, listings: &mut Listings<'_>) -> PairedView {
    let label = |wave: Option<&Wave>| wave.map(|wave| wave.label.clone()).unwrap_or_default();
    let args = [
        ("n", grouped(paired.n as u32)),
        ("first", label(waves.waves.first())),
        ("last", label(waves.waves.last())),
        ("most", MOST_ROWS.to_string()),
    ];
    let words: Vec<(&str, &str)> =
        paired.things.iter().map(|thing| (thing.name.as_str(), thing.class)).collect();
    let names = told_apart(&words);
    let named = paired.things.iter().zip(&names);
    let mut things: Vec<(&PairedThing, &String)> = named.filter(|(thing, _)| thing.test.is_some()).collect();
    // What changed most clearly first.
    let p = |thing: &PairedThing| thing.test.map_or(1.0, |test| test.p);
    things.sort_by(|(a, _), (b, _)| p(a).total_cmp(&p(b)));
    let row = |(thing, name): &(&PairedThing, &String)| {
        let mut number = |kind: &str, n: usize, texts: &[u32]| {
            let title = format!("{name} {}", text(LANG, &format!("analyze-paired-{kind}"), &[]));
            listings.number_of(&title, n as u32, texts)
        };
        PairedRow {
            both: number("both", thing.both, &thing.texts.both),
            lost: number("lost", thing.lost, &thing.texts.lost),
            gained: number("gained", thing.gained, &thing.texts.gained),
            neither: number("neither", thing.neither, &thing.texts.neither),
            kind: text(LANG, &format!("analyze-paired-{}", thing.kind.key()), &[]),
            name: (*name).clone(),
            p: thing.p_holm.map_or_else(|| "–".to_owned(), p_value),
        }
    };
    PairedView {
        note: text(LANG, "analyze-paired-note", &args),
        rows: things.iter().take(MOST_ROWS).map(row).collect(),
    }
}
