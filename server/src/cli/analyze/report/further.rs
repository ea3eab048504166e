//! What the report shows beyond counts: copies, correspondence, clusters, groups of texts, neighbours of words.

use analysis::chart::Caption;
use analysis::chart::network::{Network as Picture, Node, network as draw};
use analysis::chart::style::Style;
use analysis::multivariate::NotComputed;
use analysis::multivariate::cluster::usual_groups;
use analysis::multivariate::correspondence::{Correspondence, Scaling};
use serde::Serialize;

use super::listings::Listings;
use super::{Number, decimals, grouped};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::further::Plane;
use crate::cli::analyze::{LANG, id_of};
use crate::i18n::text;

/// Groups of copies in the report; `duplicates.csv` has all.
const MOST_GROUPS: usize = 20;

/// Rows for each word in the tables of neighbours; the CSV files have more.
const ROWS_OF_WORD: usize = 10;

/// Characters of a text that stands for others.
const EXCERPT_CHARS: usize = 80;

#[derive(Serialize)]
pub struct CopiesView {
    note: String,
    rows: Vec<CopyView>,
    is_cut: bool,
}

#[derive(Serialize)]
struct CopyView {
    documents: Number,
    people: String,
    jaccard: String,
    excerpt: String,
}

#[derive(Serialize)]
pub struct PlaneView {
    title: String,
    /// Why there is none; empty when there is one.
    reason: String,
    svg: String,
    note: String,
    rows: Vec<PointView>,
}

#[derive(Serialize)]
struct PointView {
    name: String,
    is_value: bool,
    coordinates: Vec<String>,
}

#[derive(Serialize)]
pub struct ClustersView {
    reason: String,
    note: String,
    groups: Vec<String>,
}

#[derive(Serialize)]
pub struct TopicsView {
    reason: String,
    rows: Vec<TopicView>,
}

#[derive(Serialize)]
struct TopicView {
    words: String,
    people: Number,
    href: String,
    id: String,
    excerpt: String,
}

#[derive(Serialize)]
pub struct NeighboursView {
    lemma: String,
    /// Word, total, left, right, score, LL.
    near: Vec<[String; 6]>,
    /// Word, people with both, share within, Jaccard.
    associated: Vec<[String; 4]>,
}

/// Why something was not computed.
fn reason(problem: NotComputed) -> String {
    match problem {
        NotComputed::TooFew => text(LANG, "analyze-too-few", &[]),
        NotComputed::TooMany => text(LANG, "analyze-too-many", &[]),
        NotComputed::NotANumber => text(LANG, "analyze-not-a-number", &[]),
    }
}

/// The beginning of a text.
fn excerpt(written: &str) -> String {
    let line = written.trim().replace(['\r', '\n'], " ");
    match line.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Texts that are copies of one another.
pub fn copies(figures: &Figures, listings: &mut Listings<'_>) -> CopiesView {
    let title = text(LANG, "analyze-copies", &[]);
    let documents = &figures.corpus.documents;
    let rows = figures.copies.iter().take(MOST_GROUPS).map(|group| CopyView {
        documents: listings.number(&title, &group.documents),
        people: grouped(figures.people.count(&group.documents)),
        jaccard: decimals(group.least_jaccard, 3),
        excerpt: group
            .documents
            .first()
            .and_then(|&first| documents.get(first as usize))
            .map(|document| excerpt(&document.text))
            .unwrap_or_default(),
    });
    let rows: Vec<CopyView> = rows.collect();
    let n_texts: usize = figures.copies.iter().map(|group| group.documents.len()).sum();
    let args = [
        ("groups", grouped(figures.copies.len() as u32)),
        ("texts", grouped(n_texts as u32)),
        ("people", grouped(figures.people.n)),
        ("documents", grouped(documents.len() as u32)),
    ];
    CopiesView {
        rows,
        is_cut: figures.copies.len() > MOST_GROUPS,
        note: text(LANG, "analyze-copies-note", &args),
    }
}

/// Correspondence analyses with their pictures.
///
/// # Errors
/// When one cannot be drawn.
pub fn planes(figures: &Figures) -> anyhow::Result<Vec<PlaneView>> {
    let planes = figures.further.correspondences.iter().enumerate();
    planes.map(|(number, plane)| plane_view(number, plane)).collect()
}

fn plane_view(number: usize, plane: &Plane) -> anyhow::Result<PlaneView> {
    let title = text(LANG, "analyze-correspondence-title", &[("column", plane.column.clone())]);
    let found = match &plane.outcome {
        Ok(found) if !found.singular_values.is_empty() => found,
        outcome => {
            let problem = outcome.as_ref().err().copied().unwrap_or(NotComputed::TooFew);
            let (svg, note, rows) = (String::new(), String::new(), Vec::new());
            return Ok(PlaneView { title, reason: reason(problem), svg, note, rows });
        }
    };
    let share = |dimension: usize| decimals(found.share(dimension) * 100.0, 1);
    let args = [("first", share(0)), ("second", share(1)), ("inertia", decimals(found.inertia, 4))];
    let note = text(LANG, "analyze-correspondence-note", &args);
    let points = points(plane, found);
    let svg = drawn(number, &title, &note, &points)?;
    let row = |point: &Point| PointView {
        name: point.name.clone(),
        is_value: point.is_value,
        coordinates: vec![decimals(point.x, 3), decimals(point.y, 3)],
    };
    Ok(PlaneView { reason: String::new(), svg, note, rows: points.iter().map(row).collect(), title })
}

/// A value or a word in the plane.
struct Point {
    name: String,
    is_value: bool,
    n: f64,
    x: f64,
    y: f64,
}

/// Values, then words, in principal coordinates.
fn points(plane: &Plane, found: &Correspondence) -> Vec<Point> {
    let point = |name: &str, n: Option<f64>, coordinates: &[f64]| {
        let scaled = found.scaled(coordinates, Scaling::Principal);
        let at = |dimension: usize| scaled.get(dimension).copied().unwrap_or(0.0);
        Point { name: name.to_owned(), is_value: n.is_none(), n: n.unwrap_or(0.0), x: at(0), y: at(1) }
    };
    let values = plane.values.iter().zip(&found.rows);
    let mut points: Vec<Point> =
        values.filter_map(|(value, place)| Some(point(value, None, place.as_ref()?))).collect();
    let words = plane.words.iter().zip(&found.columns);
    points.extend(words.filter_map(|((word, n), place)| Some(point(word, Some(*n), place.as_ref()?))));
    points
}

/// The plane as a picture: both dimensions in one scale, words as circles by how often they occur, values as squares.
fn drawn(number: usize, title: &str, note: &str, points: &[Point]) -> anyhow::Result<String> {
    let range = |of: fn(&Point) -> f64| {
        let low = points.iter().map(of).fold(f64::INFINITY, f64::min);
        (low, points.iter().map(of).fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (bottom, top)) = (range(|point| point.x), range(|point| point.y));
    let widest = (right - left).max(top - bottom);
    let scale = if widest.is_finite() && widest > 0.0 { 1.0 / widest } else { 0.0 };
    let most = points.iter().map(|point| point.n).fold(1.0, f64::max);
    let node = |point: &Point| Node {
        label: point.name.clone(),
        // The centre of the points stands in the centre of the picture; the second dimension rises.
        x: 0.5 + (point.x - f64::midpoint(left, right)) * scale,
        y: 0.5 - (point.y - f64::midpoint(bottom, top)) * scale,
        weight: if point.is_value { most } else { point.n },
        group: usize::from(point.is_value),
        href: String::new(),
    };
    let caption = Caption { title: title.to_owned(), description: note.to_owned(), ..Caption::default() };
    let picture = Picture { caption, nodes: points.iter().map(node).collect(), edges: Vec::new() };
    Ok(draw(&picture, &Style { width: 900, ..Style::new(&format!("correspondence{number}")) })?)
}

/// The words of each cluster, as many clusters as KH Coder cuts the tree into.
pub fn clusters(figures: &Figures) -> ClustersView {
    let further = &figures.further;
    let tree = match &further.clusters {
        Ok(tree) => tree,
        Err(problem) => {
            return ClustersView { reason: reason(*problem), note: String::new(), groups: Vec::new() };
        }
    };
    let n_groups = usual_groups(further.clustered.len());
    let group_of = tree.cut(n_groups);
    let mut groups: Vec<Vec<&str>> = vec![Vec::new(); group_of.iter().max().map_or(0, |last| last + 1)];
    for (term, group) in further.clustered.iter().zip(group_of) {
        if let Some(words) = groups.get_mut(group) {
            words.push(&term.lemma);
        }
    }
    let args = [("words", grouped(further.clustered.len() as u32)), ("groups", groups.len().to_string())];
    ClustersView {
        reason: String::new(),
        note: text(LANG, "analyze-clusters-note", &args),
        groups: groups.iter().map(|words| words.join(" ")).collect(),
    }
}

/// Groups of texts that speak of the same.
pub fn topics(figures: &Figures, listings: &mut Listings<'_>) -> TopicsView {
    let further = &figures.further;
    let themes = match &further.topics {
        Ok(themes) => themes,
        Err(problem) => return TopicsView { reason: reason(*problem), rows: Vec::new() },
    };
    let rows = themes.iter().map(|theme| {
        let words = theme.words.iter().filter_map(|word| further.topic_words.get(word.word as usize));
        let words = words.map(String::as_str).collect::<Vec<_>>().join(" ");
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
    TopicsView { rows: rows.collect(), reason: String::new() }
}

/// What stands near the most frequent words, and the words that go with them.
pub fn neighbours(figures: &Figures) -> Vec<NeighboursView> {
    let further = &figures.further;
    let both = further.collocations.iter().zip(&further.associated);
    both.map(|((lemma, near), (_, associated))| NeighboursView {
        lemma: lemma.clone(),
        near: near
            .rows
            .iter()
            .take(ROWS_OF_WORD)
            .map(|row| {
                let numbers = [row.total, row.left, row.right].map(grouped);
                let [total, left, right] = numbers;
                let (score, likelihood) = (row.scores.score, row.scores.log_likelihood);
                [row.lemma.clone(), total, left, right, decimals(score, 3), decimals(likelihood, 2)]
            })
            .collect(),
        associated: associated
            .iter()
            .take(ROWS_OF_WORD)
            .map(|row| {
                let n_both = grouped(row.documents.len() as u32);
                let share = decimals(row.share_within * 100.0, 1);
                [row.lemma.clone(), n_both, share, decimals(row.measures.jaccard, 3)]
            })
            .collect(),
    })
    .collect()
}
