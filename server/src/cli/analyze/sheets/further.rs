//! The tables of what is computed beyond counting: the network, neighbours, associated words, clusters, groups of texts, copies.

use std::collections::HashMap;

use analysis::document::{Cell, Sheet};
use analysis::text::terms::Term;

use super::{ids, negated_percent, sheet};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::id_of;
use crate::cli::analyze::sources::{self, Sources};

/// The lines of the network, strongest first; `in_tree` are those of the minimum spanning tree, `strength` is by the measure that was asked
/// for.
pub fn cooccurrence(figures: &Figures) -> Sheet {
    let lemma = |place: u32| {
        Cell::text(figures.network.nodes.get(place as usize).map_or("", |node| node.lemma.as_str()))
    };
    let rows = figures.network.edges.iter().map(|edge| {
        vec![
            lemma(edge.source),
            lemma(edge.target),
            Cell::rounded(Some(edge.jaccard), 4),
            Cell::Integer(edge.n_documents.into()),
            Cell::Integer(edge.documents.len() as i64),
            Cell::Integer(edge.is_in_tree.into()),
            Cell::rounded(Some(edge.strength), 4),
            ids(figures, &edge.documents),
        ]
    });
    let n = figures.counted_in.column();
    let columns = ["word1", "word2", "jaccard", n.as_str(), "documents", "in_tree", "strength", "ids"];
    sheet("cooccurrence", &columns, rows.collect())
}

/// The words of the network with their group (from 1, the largest first; empty without groups), how often they are denied, and how
/// central they are.
pub fn cooccurrence_words(figures: &Figures) -> Sheet {
    let group = |community: u32| match figures.further.options.has_groups() {
        true => Cell::Integer(i64::from(community) + 1),
        false => Cell::Empty,
    };
    let terms: HashMap<(&str, &str), &Term> =
        figures.terms.iter().map(|term| ((term.lemma.as_str(), term.class), term)).collect();
    let rows = figures.network.nodes.iter().map(|node| {
        vec![
            Cell::text(&node.lemma),
            Cell::text(node.class),
            Cell::Integer(node.n_documents.into()),
            group(node.community),
            negated_percent(terms.get(&(node.lemma.as_str(), node.class)).copied()),
            Cell::Integer(node.centrality.degree.into()),
            Cell::rounded(Some(node.centrality.betweenness), 3),
            Cell::rounded(Some(node.centrality.eigenvector), 4),
            ids(figures, &node.documents),
        ]
    });
    let n = figures.counted_in.column();
    let columns = [
        "word",
        "class",
        n.as_str(),
        "group",
        "negated_percent",
        "degree",
        "betweenness",
        "eigenvector",
        "ids",
    ];
    sheet("cooccurrence_words", &columns, rows.collect())
}

/// What stands near the most frequent words.
pub fn collocations(figures: &Figures) -> Sheet {
    let mut rows = Vec::new();
    for (lemma, found) in &figures.further.collocations {
        let texts = sources::near(figures, lemma, &found.rows);
        rows.extend(found.rows.iter().zip(&texts).map(|(row, texts)| {
            vec![
                Cell::text(lemma),
                Cell::text(&row.lemma),
                Cell::text(row.class),
                Cell::Integer(row.total.into()),
                Cell::Integer(row.left.into()),
                Cell::Integer(row.right.into()),
                Cell::Integer(row.n_occurrences.into()),
                Cell::rounded(Some(row.scores.score), 3),
                Cell::rounded(Some(row.scores.mi), 3),
                Cell::rounded(Some(row.scores.mi3), 3),
                Cell::rounded(Some(row.scores.t), 3),
                Cell::rounded(row.scores.z, 3),
                Cell::rounded(Some(row.scores.dice), 4),
                Cell::rounded(row.scores.jaccard, 4),
                Cell::rounded(Some(row.scores.log_likelihood), 3),
                ids(figures, texts),
            ]
        }));
    }
    let columns = [
        "word",
        "neighbour",
        "class",
        "total",
        "left",
        "right",
        "occurrences",
        "score",
        "mi",
        "mi3",
        "t",
        "z",
        "dice",
        "jaccard",
        "log_likelihood",
        "ids",
    ];
    sheet("collocations", &columns, rows)
}

/// Words that are typical of the people who use each of the most frequent words, or of the sentences with it …
pub fn associated(figures: &Figures) -> Sheet {
    let mut rows = Vec::new();
    let sources = Sources::of(figures);
    for with in &figures.further.associated {
        let texts = sources.associated(&with.texts, &with.rows);
        rows.extend(with.rows.iter().zip(&texts).map(|(row, texts)| {
            vec![
                Cell::text(&with.name),
                Cell::text(&row.lemma),
                Cell::text(row.class),
                Cell::Integer(row.documents.len() as i64),
                Cell::Integer(row.n_documents.into()),
                Cell::share(Some(row.share_within), 2),
                Cell::share(Some(row.share), 2),
                Cell::rounded(Some(row.measures.jaccard), 4),
                Cell::rounded(Some(row.measures.dice), 4),
                Cell::rounded(Some(row.measures.simpson), 4),
                Cell::rounded(Some(row.measures.ochiai), 4),
                Cell::rounded(Some(row.measures.log_likelihood), 3),
                Cell::rounded(Some(row.measures.chi_square), 3),
                Cell::Integer(with.n as i64),
                Cell::Integer(figures.counted_in.n.into()),
                ids(figures, texts),
            ]
        }));
    }
    let n = figures.counted_in.column();
    let with_both = format!("{n}_with_both");
    let columns = [
        "word",
        "associated",
        "class",
        with_both.as_str(),
        n.as_str(),
        "percent_within",
        "percent",
        "jaccard",
        "dice",
        "simpson",
        "ochiai",
        "log_likelihood",
        "chi_square",
        "word_n",
        "n",
        "ids",
    ];
    sheet("associated", &columns, rows)
}

/// The merges of the tree of words, or codes, as R's `hclust` has them: below 0 a word, above 0 what an earlier merge made.
pub fn clusters(figures: &Figures) -> Sheet {
    let further = &figures.further;
    let merges = further.clusters.as_ref().map(|tree| tree.merges.as_slice()).unwrap_or_default();
    let thing = |label: i64| usize::try_from(-label - 1).ok().and_then(|thing| further.clustered.get(thing));
    let name = |label: i64| thing(label).map_or(Cell::Empty, |term| Cell::text(&term.lemma));
    let texts = |label: i64| thing(label).map_or(Cell::Empty, |term| ids(figures, &term.documents));
    let rows = merges.iter().enumerate().map(|(place, merge)| {
        vec![
            Cell::Integer(place as i64 + 1),
            Cell::Integer(merge.first),
            Cell::Integer(merge.second),
            name(merge.first),
            name(merge.second),
            Cell::rounded(Some(merge.height), 4),
            texts(merge.first),
            texts(merge.second),
        ]
    });
    let columns = ["merge", "first", "second", "word1", "word2", "height", "word1_ids", "word2_ids"];
    sheet("clusters", &columns, rows.collect())
}

/// Words by the values of columns, with how typical they are.
pub fn keywords(figures: &Figures) -> Sheet {
    let percent = |n: usize, all: usize| Some(n as f64 / all.max(1) as f64 * 100.0);
    let mut rows = Vec::new();
    for value in &figures.further.keywords {
        rows.extend(value.words.iter().zip(&value.texts).map(|(word, texts)| {
            let (inside, outside) = (word.inside.len(), word.outside.len());
            vec![
                Cell::text(&value.column),
                Cell::text(&value.value),
                Cell::text(&word.lemma),
                Cell::text(word.class),
                Cell::Integer(inside as i64),
                Cell::Integer(value.n_inside as i64),
                Cell::Integer(outside as i64),
                Cell::Integer(value.n_outside as i64),
                Cell::rounded(percent(inside, value.n_inside), 2),
                Cell::rounded(percent(outside, value.n_outside), 2),
                Cell::rounded(Some(word.keyness.log_ratio), 3),
                Cell::effect(word.keyness.phi.map(|phi| phi.value)),
                Cell::rounded(Some(word.keyness.log_likelihood), 3),
                Cell::rounded(word.keyness.chi_square.map(|test| test.statistic), 3),
                Cell::probability(Some(word.p_holm)),
                Cell::Integer(texts.len() as i64),
                Cell::Integer(value.n_contradicting as i64),
                ids(figures, texts),
            ]
        }));
    }
    let columns = [
        "column",
        "value",
        "word",
        "class",
        "inside",
        "inside_n",
        "outside",
        "outside_n",
        "inside_percent",
        "outside_percent",
        "log_ratio",
        "phi",
        "log_likelihood",
        "chi_square",
        "p_holm",
        "documents",
        "left_out",
        "ids",
    ];
    sheet("keywords", &columns, rows)
}

/// Groups of texts that speak of the same, one row each.
pub fn themes(figures: &Figures) -> Sheet {
    let topics = figures.further.topics.as_ref().ok();
    let themes = topics.into_iter().flat_map(|topics| topics.themes.iter().map(move |theme| (topics, theme)));
    let rows = themes.enumerate().map(|(place, (topics, theme))| {
        let texts: Vec<u32> = theme.texts.iter().map(|&text| text as u32).collect();
        vec![
            Cell::Integer(place as i64 + 1),
            Cell::Text(topics.names(theme).into()),
            Cell::Integer(figures.people.count(&texts).into()),
            Cell::Integer(texts.len() as i64),
            Cell::text(id_of(&figures.corpus, theme.medoid as u32)),
            ids(figures, &texts),
        ]
    });
    sheet("themes", &["theme", "words", "people", "documents", "typical_id", "ids"], rows.collect())
}

/// Texts that are copies of one another, one row a group.
pub fn duplicates(figures: &Figures) -> Sheet {
    let rows = figures.copies.iter().enumerate().map(|(place, group)| {
        vec![
            Cell::Integer(place as i64 + 1),
            Cell::Integer(group.documents.len() as i64),
            Cell::Integer(figures.people.count(&group.documents).into()),
            Cell::rounded(Some(group.least_jaccard), 4),
            ids(figures, &group.documents),
        ]
    });
    sheet("duplicates", &["group", "documents", "people", "least_jaccard", "ids"], rows.collect())
}
