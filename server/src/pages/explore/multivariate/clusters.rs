//! Words or codes that the same people use, put together step by step: hierarchical clusters.

use analysis::multivariate::NotComputed;
use analysis::multivariate::cluster::{Linkage, Merge, Tree, cluster, usual_groups};
use analysis::text::cooccurrence::MOST_WORDS;

use super::form::{Field, denied, number as number_field, of, select, unit};
use super::missing::Missing;
use super::numbers::{Entry, NumberTable};
use super::picture::Picture;
use super::things::{Things, things_by_unit};
use super::{Outcome, Source, distance, number};
use crate::view::figure::{column, join};

const LINKAGES: [(&str, &str); 3] = [
    ("ward", "multivariate-linkage-ward"),
    ("average", "multivariate-linkage-average"),
    ("complete", "multivariate-linkage-complete"),
];

/// The method that was asked for, with its value and Fluent key.
fn linkage(source: &Source) -> (Linkage, (&'static str, &'static str)) {
    match source.query.linkage.as_str() {
        "average" => (Linkage::Average, LINKAGES[1]),
        "complete" => (Linkage::Complete, LINKAGES[2]),
        _ => (Linkage::Ward, LINKAGES[0]),
    }
}

/// What can be set.
pub fn fields(source: &Source) -> Vec<Field> {
    let others = vec![
        number_field(source, "least", &source.query.least),
        distance::field(source, distance::offered(source)),
        select(source, "linkage", linkage(source).1.0, &LINKAGES),
        number_field(source, "groups", &source.query.groups),
    ];
    [of(source)].into_iter().chain(unit(source)).chain(denied(source)).chain(others).collect()
}

/// The clusters.
pub fn analyse(source: &Source) -> Result<Outcome, Missing> {
    let things = things_by_unit(source, MOST_WORDS);
    let n = things.terms.len();
    if n < 2 {
        return Err(NotComputed::TooFew.into());
    }
    let measure = distance::chosen(source, distance::offered(source));
    let tree = cluster(&distance::between(source, &things, measure)?, linkage(source).0)?;
    let n_groups = number(&source.query.groups, 1..=n, usual_groups(n).max(1));
    let clusters = from_the_top(&tree, &tree.cut(n_groups));
    let args = [
        ("measure", distance::name(source, measure)),
        ("linkage", source.say(linkage(source).1.1)),
        ("groups", n_groups.to_string()),
    ];
    let said = [
        things.note(source),
        source.say_with("multivariate-clusters-note", &things.told(source, &args)),
        source.few_left_out("multivariate-distance-few"),
    ];
    Ok(Outcome {
        note: join(&said, source.reading.dataset.lang),
        warnings: things.warning(source).into_iter().collect(),
        picture: Picture::tree(&things, &tree, n_groups),
        tables: vec![
            cluster_table(source, &things, &tree, &clusters),
            member_table(source, &things, &tree, &clusters),
            merge_table(source, &things, &tree),
        ],
    })
}

/// The cluster of each thing, numbered as they stand in the picture, from 0.
fn from_the_top(tree: &Tree, groups: &[usize]) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::new();
    for group in tree.order.iter().filter_map(|&thing| groups.get(thing)) {
        if !seen.contains(group) {
            seen.push(*group);
        }
    }
    let number = |group: &usize| seen.iter().position(|seen| seen == group).unwrap_or(0);
    groups.iter().map(number).collect()
}

fn cluster_table(source: &Source, things: &Things, tree: &Tree, clusters: &[usize]) -> NumberTable {
    let n_clusters = clusters.iter().max().map_or(0, |last| last + 1);
    let row = |cluster: usize| {
        let members = tree.order.iter().filter(|&&thing| clusters.get(thing) == Some(&cluster));
        let names: Vec<&str> =
            members.filter_map(|&thing| things.terms.get(thing)).map(|term| term.lemma.as_str()).collect();
        vec![
            Entry::count(cluster + 1, ""),
            Entry::count(names.len(), ""),
            Entry::words(names.join(&source.say("multivariate-between")), ""),
        ]
    };
    NumberTable {
        key: "clusters",
        caption: source.say("multivariate-clusters-clusters"),
        columns: vec![
            column(source.say("multivariate-cluster"), false),
            column(source.say("multivariate-n-things"), true),
            column(source.say("multivariate-things"), false),
        ],
        rows: (0..n_clusters).map(row).collect(),
    }
}

fn member_table(source: &Source, things: &Things, tree: &Tree, clusters: &[usize]) -> NumberTable {
    let row = |&thing: &usize| {
        let (term, links) = (things.terms.get(thing)?, things.links.get(thing)?);
        Some(vec![
            Entry::words(&term.lemma, &links.contexts),
            Entry::count(term.n_documents as usize, &links.texts),
            Entry::count(clusters.get(thing)? + 1, ""),
        ])
    };
    NumberTable {
        key: "members",
        caption: source.say("multivariate-clusters-members"),
        columns: vec![
            column(source.say("multivariate-thing"), false),
            column(things.head(source), true),
            column(source.say("multivariate-cluster"), true),
        ],
        rows: tree.order.iter().filter_map(row).collect(),
    }
}

fn merge_table(source: &Source, things: &Things, tree: &Tree) -> NumberTable {
    let part = |label: i64| match usize::try_from(-label) {
        Ok(thing) if label < 0 => {
            let place = thing - 1;
            let name = things.terms.get(place).map_or("", |term| term.lemma.as_str());
            let href = things.links.get(place).map_or("", |links| links.contexts.as_str());
            Entry::words(name, href)
        }
        _ => Entry::words(source.say_with("multivariate-step", &[("n", label.to_string())]), ""),
    };
    let row = |(place, merge): (usize, &Merge)| {
        vec![
            Entry::count(place + 1, ""),
            part(merge.first),
            part(merge.second),
            Entry::value(Some(merge.height)),
        ]
    };
    NumberTable {
        key: "merges",
        caption: source.say("multivariate-clusters-merges"),
        columns: vec![
            column(source.say("multivariate-step-head"), false),
            column(source.say("multivariate-first"), false),
            column(source.say("multivariate-second"), false),
            column(source.say("multivariate-height"), true),
        ],
        rows: tree.merges.iter().enumerate().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_numbered_as_they_stand() {
        let tree = Tree { merges: Vec::new(), order: vec![3, 0, 1, 2] };
        assert_eq!(from_the_top(&tree, &[0, 1, 1, 0]), [0, 1, 1, 0]);
        assert_eq!(from_the_top(&tree, &[0, 0, 2, 1]), [1, 1, 2, 0]);
    }
}
