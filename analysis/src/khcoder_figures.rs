//! Our figures beside those that KH Coder 3 printed for the same texts. Ignored unless they are asked for, since the folder of its outputs,
//! which `KIKITORI_KHCODER_DATA` names, is no part of this project; the texts are in `../opinions/opinions.csv` from there.

mod codes;
mod lists;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use self::texts::{Texts, folder, table, texts};
use crate::multivariate::Sparse;
use crate::multivariate::cluster::{Linkage, cluster, usual_groups};
use crate::multivariate::correspondence::{correspondence, most_different};
use crate::multivariate::similarity::{Measure, Pairs, distances};
use crate::statistics::tests::near;
use crate::text::cooccurrence::compared::Compared;
use crate::text::cooccurrence::least::Least;
use crate::text::cooccurrence::people::people_cooccurrence;
use crate::text::cooccurrence::{CooccurrenceOptions, Network, Node};
use crate::text::people::People;
use crate::text::terms::{TermOptions, terms};
use crate::text::tokenizer::Convention;
use crate::text::word_class;

/// docs/parity.md says of every file in the folder where it is compared, or that it is not.
#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn every_file_is_accounted_for() {
    let told = include_str!("../../docs/parity.md");
    for file in std::fs::read_dir(folder()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let score = name.strip_prefix("colloc_").and_then(|rest| rest.strip_suffix("_top200.tsv"));
        match score {
            Some(score) => assert!(lists::LISTS.iter().any(|(known, _)| *known == score), "{name}"),
            None => assert!(name == "README.md" || told.contains(&format!("`{name}`")), "{name}"),
        }
    }
}

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
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn the_words_of_the_network_are_those_that_are_frequent_enough() {
    let texts = texts();
    let (_, words) = words_of_the_network(texts);
    let all = terms(&texts.corpus, &TermOptions::content_words());
    let least = Least::usual(&all, CooccurrenceOptions::standard().target_words, Convention::KhCoder);
    let chosen = all.iter().filter(|term| least.is_met(term.n_documents, term.n_occurrences));
    let ours: BTreeSet<u32> = chosen.map(|term| term.word).collect();
    assert_eq!(ours, words.into_iter().collect::<BTreeSet<u32>>(), "{least:?}");
}

fn jaccard_distances(texts: &Texts, words: &[u32]) -> Pairs {
    let rows: Vec<Sparse> = words
        .iter()
        .map(|&word| texts.documents(&[word]).into_iter().map(|text| (text, 1.0)).collect())
        .collect();
    distances(&rows, texts.lines.len(), Measure::Jaccard).unwrap()
}

/// The two words of an edge in an order of their own: which of them comes first says nothing.
fn pair<'n>(one: &'n str, other: &'n str) -> [&'n str; 2] {
    if one < other { [one, other] } else { [other, one] }
}

/// What KH Coder calls the words of a network.
fn names_of<'n>(texts: &Texts, network: &Network, (names, words): (&'n [String], &[u32])) -> Vec<&'n str> {
    let name = |node: &Node| {
        let place = words.iter().position(|word| {
            let known = &texts.corpus.words[*word as usize];
            known.lemma == node.lemma && word_class::get(known.class).key == node.class
        });
        names[place.unwrap_or_else(|| panic!("{} [{}] is not compared", node.lemma, node.class))].as_str()
    };
    network.nodes.iter().map(name).collect()
}

/// From the corpus on, as `kikitori analyze --khcoder` makes it: which words are compared, which pairs are strong enough, how strong they
/// are, and who is drawn.
#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn edges_of_the_network() {
    let texts = texts();
    let (names, words) = words_of_the_network(texts);
    let people = People::new(texts.corpus.documents.len(), &[], &[]);
    let all = terms(&texts.corpus, &TermOptions::content_words());
    let options = CooccurrenceOptions::standard();
    let compared = Compared::by_person(&texts.corpus, &people.terms(&all), &people, &options);
    let network = people_cooccurrence(&compared, &all, &people);
    assert_eq!(network.parameters.n_words as usize, words.len());
    let drawn = names_of(texts, &network, (names.as_slice(), words.as_slice()));
    let ours: BTreeMap<[&str; 2], f64> = network
        .edges
        .iter()
        .map(|edge| (pair(drawn[edge.source as usize], drawn[edge.target as usize]), edge.strength))
        .collect();
    let rows = table("r_net_edges.csv");
    let theirs: BTreeMap<[&str; 2], f64> =
        rows.iter().map(|row| (pair(&row[0], &row[1]), row[2].parse().unwrap())).collect();
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (edge, jaccard) in &theirs {
        near(ours[edge], *jaccard, 1e-12);
    }
    // Whatever reaches the threshold is drawn: it lies above the strongest pair that is not.
    let weakest = theirs.values().copied().fold(f64::INFINITY, f64::min);
    assert!((0.0..=weakest + 1e-12).contains(&network.parameters.threshold), "{:?}", network.parameters);
    assert_eq!((network.parameters.n_edges as usize, network.edges.len()), (rows.len(), rows.len()));
    // The words with an edge are drawn.
    let words = table("r_net_words.csv");
    let expected: BTreeSet<&str> =
        words.iter().filter(|row| row[2] == "TRUE").map(|row| row[0].as_str()).collect();
    assert_eq!(drawn.iter().copied().collect::<BTreeSet<&str>>(), expected);
    assert_eq!(network.parameters.n_nodes as usize, expected.len());
}

#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn merges_of_the_clusters() {
    let texts = texts();
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
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn scores_of_the_correspondence_analysis() {
    let texts = texts();
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
