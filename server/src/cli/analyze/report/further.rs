//! What the report shows beyond counts: copies, correspondence, clusters.

use analysis::chart::Caption;
use analysis::chart::biplot::{Biplot, Named, Plot, Point, PointKind, biplot, of_correspondence};
use analysis::chart::dendrogram::{Dendrogram, Leaf, dendrogram};
use analysis::multivariate::NotComputed;
use analysis::multivariate::correspondence::{Correspondence, Scaling};
use analysis::multivariate::themes::MOST_TEXTS;
use analysis::text::duplicates::{LEAST_CHARS, LEAST_JACCARD, SHINGLE};
use analysis::text::terms::Term;
use serde::Serialize;

use super::listings::Listings;
use super::picture::{PictureView, style};
use super::{Number, decimals, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::plane::{Placed, Plane};
use crate::i18n::text;

/// Groups of copies in the report; `duplicates.csv` has all.
pub(super) const MOST_GROUPS: usize = 20;

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
    people: Number,
    jaccard: String,
    excerpt: String,
}

#[derive(Serialize)]
pub struct PlaneView {
    title: String,
    /// Why there is none; empty when there is one.
    reason: String,
    pub(super) picture: PictureView,
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
    pub(super) picture: PictureView,
    groups: Vec<String>,
}

/// Why something was not computed of words, or what else `things` are.
pub(super) fn reason(problem: NotComputed, things: String) -> String {
    match problem {
        NotComputed::TooFew => text(LANG, "analyze-too-few", &[("things", things)]),
        NotComputed::TooMany => text(LANG, "analyze-too-many", &[("most", grouped(MOST_TEXTS as u32))]),
        NotComputed::NotANumber => text(LANG, "analyze-not-a-number", &[]),
    }
}

/// The beginning of a text.
pub(super) fn excerpt(written: &str) -> String {
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
    let rows = figures.copies.iter().take(MOST_GROUPS).map(|group| {
        let first = group.documents.first().and_then(|&first| documents.get(first as usize));
        let n = listings.number(&title, &group.documents);
        CopyView {
            people: n.beside(figures.people.count(&group.documents)),
            documents: n,
            jaccard: decimals(group.least_jaccard, 3),
            excerpt: first.map(|document| excerpt(&document.text)).unwrap_or_default(),
        }
    });
    let rows: Vec<CopyView> = rows.collect();
    let n_texts: usize = figures.copies.iter().map(|group| group.documents.len()).sum();
    let args = [
        ("groups", grouped(figures.copies.len() as u32)),
        ("texts", grouped(n_texts as u32)),
        ("people", grouped(figures.people.n)),
        ("documents", grouped(documents.len() as u32)),
        ("shingle", SHINGLE.to_string()),
        ("threshold", LEAST_JACCARD.to_string()),
        ("least", LEAST_CHARS.to_string()),
    ];
    CopiesView {
        rows,
        is_cut: figures.copies.len() > MOST_GROUPS,
        note: text(
            LANG,
            if figures.copies.is_empty() { "analyze-copies-none" } else { "analyze-copies-note" },
            &args,
        ),
    }
}

/// Correspondence analyses with their pictures.
///
/// # Errors
/// When one cannot be drawn.
pub fn planes(figures: &Figures, listings: &mut Listings<'_>) -> anyhow::Result<Vec<PlaneView>> {
    let planes = figures.further.correspondences.iter().enumerate();
    planes.map(|(number, plane)| plane_view(figures, (number, plane), listings)).collect()
}

fn plane_view(
    figures: &Figures,
    (number, plane): (usize, &Plane),
    listings: &mut Listings<'_>,
) -> anyhow::Result<PlaneView> {
    let options = &figures.further.options;
    let column = [("column", plane.column.clone())];
    let args = [&column[..], &options.compared_arguments(LANG)[..]].concat();
    let title = text(LANG, "analyze-correspondence-title", &args);
    let found = match &plane.outcome {
        Ok(found) if !found.singular_values.is_empty() => found,
        outcome => {
            let problem = outcome.as_ref().err().copied().unwrap_or(NotComputed::TooFew);
            let reason = reason(problem, options.things_words(LANG));
            return Ok(PlaneView { title, reason, picture: PictureView::default(), rows: Vec::new() });
        }
    };
    let mut note = plane_note(figures, (plane, found));
    if found.singular_values.len() < 2 {
        note.push_str(&text(LANG, "multivariate-correspondence-line", &[]));
    }
    let limited = text(LANG, "multivariate-drawn-far", &[]);
    let caption = Caption { limited, ..caption(&title, &note) };
    let marks = (marks(&plane.values, &plane.column, listings), marks(&plane.things, "", listings));
    let chart = plane_chart(found, marks, options.scaling(), caption);
    let svg = biplot(&chart, &style(&format!("correspondence{number}")))?;
    let row = |point: &Point| PointView {
        name: point.name.label.clone(),
        is_value: point.kind == PointKind::Value,
        coordinates: [point.x, point.y].map(|coordinate| decimals(coordinate, 3)).to_vec(),
    };
    let rows = chart.points.iter().map(row).collect();
    Ok(PlaneView { reason: String::new(), picture: PictureView::of(svg, &note), rows, title })
}

fn plane_note(figures: &Figures, (plane, found): (&Plane, &Correspondence)) -> String {
    let options = &figures.further.options;
    let n_texts: usize = plane.values.iter().map(|value| value.texts.len()).sum();
    let args = [
        ("texts", grouped(n_texts as u32)),
        ("values", plane.values.len().to_string()),
        ("inertia", decimals(found.inertia, 4)),
        ("words", options.n_correspondence_words().to_string()),
        ("scaling", options.scaling_words(LANG)),
    ];
    if options.compares_words() {
        return text(LANG, "analyze-correspondence-note", &args);
    }
    let (counted, things) = (figures.counted_in.arguments(LANG), options.compared_arguments(LANG));
    text(LANG, "analyze-correspondence-note-codes", &[&args[..], &counted[..], &things[..]].concat())
}

/// Values of a column, or words or codes, leading to their texts, whose lists are named by the column, too.
fn marks(placed: &[Placed], column: &str, listings: &mut Listings<'_>) -> Vec<Named> {
    let mark = |placed: &Placed| {
        let title = format!("{column} {}", placed.name);
        Named {
            label: placed.name.clone(),
            weight: placed.n,
            href: listings.href(title.trim_start(), &placed.texts),
        }
    };
    placed.iter().map(mark).collect()
}

/// Values, then words or codes.
fn plane_chart(
    found: &Correspondence,
    (values, words): (Vec<Named>, Vec<Named>),
    scaling: Scaling,
    caption: Caption,
) -> Biplot {
    let axes = ["1", "2"].map(|n| text(LANG, "multivariate-dimension", &[("n", n.to_owned())]));
    let plot = Plot { dimensions: [0, 1], axes, scaling };
    of_correspondence(found, &values, &words, plot, caption)
}

/// The words of a picture, with what it says where not everything finds room.
pub(super) fn caption(title: &str, note: &str) -> Caption {
    Caption {
        title: title.to_owned(),
        description: note.to_owned(),
        limited: text(LANG, "multivariate-drawn", &[]),
        unnamed: text(LANG, "analyze-drawn-unnamed", &[]),
        empty: text(LANG, "figure-empty", &[]),
        ..Caption::default()
    }
}

/// The same for rows and columns of which those at the end are left out where there is no room for them; a table has all.
pub(super) fn caption_of_rows(title: &str, note: &str) -> Caption {
    Caption { limited: text(LANG, "analyze-drawn-room", &[]), ..caption(title, note) }
}

/// The same for a tree, of which the lowest merges are left out.
pub(super) fn caption_of_tree(title: &str, note: &str) -> Caption {
    Caption { limited: text(LANG, "analyze-drawn-merged", &[]), ..caption(title, note) }
}

/// The tree of words, or codes, and those of each cluster.
///
/// # Errors
/// When the tree cannot be drawn.
pub fn clusters(figures: &Figures, listings: &mut Listings<'_>) -> anyhow::Result<ClustersView> {
    let further = &figures.further;
    let tree = match &further.clusters {
        Ok(tree) => tree,
        Err(problem) => {
            let reason = reason(*problem, further.options.things_words(LANG));
            return Ok(ClustersView { reason, picture: PictureView::default(), groups: Vec::new() });
        }
    };
    let n_groups = further.options.n_clusters(further.clustered.len());
    let group_of = tree.cut(n_groups);
    let mut groups: Vec<Vec<&str>> = vec![Vec::new(); group_of.iter().max().map_or(0, |last| last + 1)];
    for (term, group) in further.clustered.iter().zip(group_of) {
        if let Some(words) = groups.get_mut(group) {
            words.push(&term.lemma);
        }
    }
    let args = [
        ("words", grouped(further.clustered.len() as u32)),
        ("groups", groups.len().to_string()),
        ("measure", further.options.measure_words(LANG)),
        ("linkage", further.options.linkage_words(LANG)),
    ];
    let things = further.options.compared_arguments(LANG);
    let args = [&args[..], &figures.counted_in.arguments(LANG)[..], &things[..]].concat();
    let note = text(LANG, "analyze-clusters-note", &args);
    let leaf = |(term, counted): (&Term, &Term)| Leaf {
        label: term.lemma.clone(),
        weight: f64::from(counted.n_documents),
        href: listings.href(&term.lemma, &term.documents),
    };
    let chart = Dendrogram {
        caption: caption_of_tree(&text(LANG, "analyze-clusters", &things), &note),
        leaves: further.clustered.iter().zip(&further.clustered_in).map(leaf).collect(),
        tree: tree.clone(),
        n_groups,
    };
    let svg = dendrogram(&chart, &style("clusters"))?;
    // Names of themes have blanks in them.
    let between = if further.options.compares_words() { " " } else { "、" };
    let groups = groups.iter().map(|words| words.join(between)).collect();
    Ok(ClustersView { reason: String::new(), picture: PictureView::of(svg, &note), groups })
}
