//! Our figures beside those that KH Coder 3 printed for the same texts. Skipped without the folder of its outputs, which
//! `KIKITORI_KHCODER_DATA` names; the texts are in `../opinions/opinions.csv` from there.

mod lists;
mod texts;

use std::collections::BTreeMap;

use self::texts::{Texts, folder, table, texts};
use crate::multivariate::Sparse;
use crate::multivariate::cluster::{Linkage, cluster, usual_groups};
use crate::multivariate::correspondence::{correspondence, most_different};
use crate::multivariate::similarity::{Measure, Pairs, distances, similarities};
use crate::statistics::chi_square::{Correction, chi_square};
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
    for (value, row) in result.singular_values.iter().zip(table("r_ca_eigen.csv")) {
        near(*value, row[1].parse().unwrap(), 1e-12);
    }
    for dimension in 0..5 {
        for (point, row) in result.columns.iter().flatten().zip(&expected) {
            let expected: f64 = row[dimension + 1].parse().unwrap();
            near(point[dimension].abs(), expected.abs(), 1e-9);
        }
    }
}

#[test]
fn chi_squares_of_the_cross_table() {
    if folder().is_none() {
        return;
    }
    let mut tables: BTreeMap<String, Vec<Vec<usize>>> = BTreeMap::new();
    for row in table("crosstab_dan_1.tsv") {
        let (n, of): (usize, usize) = (row[2].parse().unwrap(), row[4].parse().unwrap());
        tables.entry(row[1].clone()).or_default().push(vec![n, of - n]);
    }
    for row in table("crosstab_dan_1_chi2.tsv") {
        let test = chi_square(&tables[&row[0]], Correction::TwoByTwo).unwrap();
        assert_eq!(format!("{:.3}{}", test.statistic, test.stars), row[1], "{}", row[0]);
    }
}

/// Codes of args.cod that are words joined by `or`; the other ones are the business of the rules.
const CODES: [(&str, &[&str]); 4] = [
    ("＊反対・懸念", &["反対", "懸念", "不安", "危険"]),
    ("＊学習", &["学習"]),
    ("＊規制・法律", &["規制", "法律", "罰則", "法整備", "法"]),
    ("＊海外", &["海外", "外国", "米国", "アメリカ", "中国", "EU"]),
];

#[test]
fn jaccard_of_codes() {
    let Some(texts) = texts() else { return };
    let rows: Vec<Sparse> = CODES
        .iter()
        .map(|(_, lemmas)| {
            let words: Vec<u32> = lemmas.iter().flat_map(|lemma| texts.used_words(lemma)).collect();
            texts.documents(&words).into_iter().map(|text| (text, 1.0)).collect()
        })
        .collect();
    let ours = similarities(&rows, texts.lines.len(), Measure::Jaccard).unwrap();
    let table = texts::table_with_head("jaccard_dan.tsv");
    let column = |code: &str| table[0].iter().position(|name| name == code).unwrap();
    let row = |code: &str| table.iter().position(|row| row[0] == code).unwrap();
    for (a, b, jaccard) in ours.iter() {
        let (first, second) = (CODES[a].0, CODES[b].0);
        assert_eq!(format!("{jaccard:.3}"), table[row(first)][column(second)], "{first} {second}");
    }
}
