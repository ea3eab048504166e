//! Our figures beside those that KH Coder 3 printed for the same texts. Skipped without the folder of its outputs, which
//! `KIKITORI_KHCODER_DATA` names; the texts are in `../opinions/opinions.csv` from there.

mod codes;
mod lists;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use self::texts::{Texts, table, texts};
use crate::multivariate::Sparse;
use crate::multivariate::cluster::{Linkage, cluster, usual_groups};
use crate::multivariate::correspondence::{correspondence, most_different};
use crate::multivariate::similarity::{Measure, Pairs, distances};
use crate::statistics::tests::near;

/// The words of the network, in KH Coder's order, and how often each text has them.
fn words_of_the_network(texts: &Texts) -> (Vec<String>, Vec<u32>) {
    let mut names = Vec::new();
    let mut words = Vec::new();
    for row in table("r_net_words.csv") {
        let word = texts.named(&row[0]);
        assert_eq!(texts.frequency(word).to_string(), row[1], "frequency of {}", row[0]);
        names.push(row[0].clone());
        words.push(word);
    }
    (names, words)
}

#[test]
fn the_words_of_the_network_are_those_that_are_frequent_enough() {
    let Some(texts) = texts() else { return };
    let (_, words) = words_of_the_network(texts);
    let least = words.iter().map(|&word| texts.frequency(word)).min().unwrap();
    let is_chosen = |word: &u32| {
        let class = texts.words[*word as usize].1;
        lists::is_listed(class) && class != "否定助動詞" && texts.frequency(*word) >= least
    };
    let ours: BTreeSet<u32> = (0..texts.words.len() as u32).filter(is_chosen).collect();
    assert_eq!(ours, words.into_iter().collect::<BTreeSet<u32>>());
}

fn jaccard_distances(texts: &Texts, words: &[u32]) -> Pairs {
    let rows: Vec<Sparse> = words
        .iter()
        .map(|&word| texts.documents(&[word]).into_iter().map(|text| (text, 1.0)).collect())
        .collect();
    distances(&rows, texts.lines.len(), Measure::Jaccard).unwrap()
}

#[test]
fn edges_of_the_network() {
    let Some(texts) = texts() else { return };
    let (names, words) = words_of_the_network(texts);
    let distances = jaccard_distances(texts, &words);
    let mut pairs: Vec<(usize, usize, f64)> =
        distances.iter().map(|(a, b, value)| (a, b, 1.0 - value)).collect();
    pairs.sort_by(|x, y| y.2.total_cmp(&x.2));
    let expected = table("r_net_edges.csv");
    let ours: BTreeMap<(&str, &str), f64> = pairs
        .iter()
        .take(expected.len())
        .map(|&(a, b, jaccard)| ((names[a].as_str(), names[b].as_str()), jaccard))
        .collect();
    for row in &expected {
        let jaccard = ours.get(&(row[0].as_str(), row[1].as_str()));
        near(
            *jaccard.unwrap_or_else(|| panic!("no edge {} – {}", row[0], row[1])),
            row[2].parse().unwrap(),
            1e-12,
        );
    }
    // The words with an edge are drawn.
    let drawn: BTreeSet<&str> = ours.keys().flat_map(|(a, b)| [*a, *b]).collect();
    let words = table("r_net_words.csv");
    let expected: BTreeSet<&str> =
        words.iter().filter(|row| row[2] == "TRUE").map(|row| row[0].as_str()).collect();
    assert_eq!(drawn, expected);
}

#[test]
fn merges_of_the_clusters() {
    let Some(texts) = texts() else { return };
    let (names, words) = words_of_the_network(texts);
    let tree = cluster(&jaccard_distances(texts, &words), Linkage::Ward).unwrap();
    let expected = table("r_cls_merge.csv");
    assert_eq!(tree.merges.len(), expected.len());
    for (merge, row) in tree.merges.iter().zip(expected) {
        assert_eq!([merge.first.to_string(), merge.second.to_string()], [row[0].clone(), row[1].clone()]);
        near(merge.height, row[2].parse().unwrap(), 1e-12);
    }
    let groups = tree.cut(usual_groups(words.len()));
    let expected = table("r_cls_words.csv");
    assert_eq!(groups.len(), expected.len());
    for ((row, name), group) in expected.iter().zip(&names).zip(groups) {
        assert_eq!((&row[0], &row[1]), (name, &(group + 1).to_string()));
    }
}

#[test]
fn scores_of_the_correspondence_analysis() {
    let Some(texts) = texts() else { return };
    let (names, words) = words_of_the_network(texts);
    let counts = texts.counts(&words);
    let totals: Vec<f64> = texts.lines.iter().map(|line| line.len() as f64).collect();
    let chosen = most_different(&counts, &totals, words.len(), 60);
    let expected = table("r_ca_words_std.csv");
    let expected_names: Vec<&String> = expected.iter().map(|row| &row[0]).collect();
    assert_eq!(chosen.iter().map(|&place| &names[place]).collect::<Vec<_>>(), expected_names);
    let chosen: Vec<u32> = chosen.iter().map(|&place| words[place]).collect();
    let result = correspondence(&texts.counts(&chosen), chosen.len(), 59).unwrap();
    let eigen = table("r_ca_eigen.csv");
    assert_eq!(result.singular_values.len(), eigen.len());
    for (dimension, row) in eigen.iter().enumerate() {
        let value = result.singular_values[dimension];
        near(value, row[1].parse().unwrap(), 1e-12);
        near(value.powi(2), row[2].parse().unwrap(), 1e-12);
        assert_eq!(format!("{:.2}", result.share(dimension) * 100.0).parse::<f64>(), row[3].parse::<f64>());
    }
    // A dimension has no sign of its own: KH Coder's is taken.
    for dimension in 0..eigen.len() {
        let theirs: Vec<f64> = expected.iter().map(|row| row[dimension + 1].parse().unwrap()).collect();
        let ours: Vec<f64> = result.columns.iter().flatten().map(|point| point[dimension]).collect();
        assert_eq!(ours.len(), theirs.len());
        let product: f64 = ours.iter().zip(&theirs).map(|(our, their)| our * their).sum();
        for (our, their) in ours.iter().zip(&theirs) {
            near(our * product.signum(), *their, 1e-7);
        }
    }
}
