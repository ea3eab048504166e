//! Collocations and associated words of 学習.

use super::texts::{Texts, n_tokens, table, texts};
use crate::statistics::tests::near;
use crate::text::associated::measures;
use crate::text::collocation::{Counted, Scores, neighbours, scores};

/// The node word and its class.
const NODE: &str = "学習 [サ変名詞]";

/// KH Coder adds .0005 and cuts after three decimals.
fn cut(value: f64) -> f64 {
    ((value + 0.0005) * 1000.0).floor() / 1000.0
}

fn value(scores: &Scores, name: &str) -> f64 {
    match name {
        "score" => scores.score,
        "MI" => scores.mi,
        "MI3" => scores.mi3,
        "T" => scores.t,
        "Z" => scores.z.unwrap(),
        "Dice" => scores.dice,
        "Jaccard" => scores.jaccard.unwrap(),
        _ => scores.log_likelihood,
    }
}

/// Classes whose words are listed; KH Coder's dialogues leave out those in B.
pub(super) fn is_listed(class: &str) -> bool {
    !class.is_empty() && !class.ends_with('B')
}

fn counted(texts: &Texts) -> Counted {
    let all: Vec<u32> = texts.lines.iter().flatten().copied().collect();
    let node = texts.named(NODE);
    let is_node: Vec<bool> = (0..texts.words.len() as u32).map(|word| word == node).collect();
    neighbours(&[&all], &is_node, 5)
}

#[test]
fn collocations_of_all_scores() {
    let Some(texts) = texts() else { return };
    let counted = counted(texts);
    assert_eq!(counted.n_tokens, n_tokens());
    for name in ["score", "MI", "MI3", "T", "Z", "Dice", "Jaccard", "LL"] {
        let rows = table(&format!("colloc_{name}_top200.tsv"));
        let mut least = f64::INFINITY;
        let mut listed = Vec::new();
        for row in &rows {
            let word = texts.named(&format!("{} [{}]", row[1], row[2]));
            let places = counted.places_of(word);
            let printed: Vec<String> = places.iter().map(u32::to_string).collect();
            assert_eq!(printed, row[6..16], "{name} {}", row[1]);
            assert_eq!(places.iter().sum::<u32>().to_string(), row[3]);
            let scores = scores(places, &counted, word, true).unwrap();
            let expected: f64 = row[16].parse().unwrap();
            near(cut(value(&scores, name)), expected, 1e-9);
            least = least.min(expected);
            listed.push(word);
        }
        // Whatever is above the last of the list is in it; words of the same score are cut off anywhere.
        for word in (0..texts.words.len() as u32).filter(|word| is_listed(texts.words[*word as usize].1)) {
            let Some(scores) = scores(counted.places_of(word), &counted, word, true) else { continue };
            let is_above = cut(value(&scores, name)) > least + 1e-9;
            assert!(!is_above || listed.contains(&word), "{name}: {:?}", texts.words[word as usize]);
        }
    }
}

#[test]
fn associated_words() {
    let Some(texts) = texts() else { return };
    let n_all = texts.lines.len() as u32;
    let within = texts.documents(&[texts.named(NODE)]);
    let mut least = f64::INFINITY;
    let mut listed = vec![texts.named(NODE)];
    let of_word = |word: u32| {
        let documents = texts.documents(&[word]);
        let both = documents.iter().filter(|text| within.binary_search(text).is_ok()).count() as u32;
        let n_word = documents.len() as u32;
        (both, n_word, measures(both, within.len() as u32, n_word, n_all).unwrap())
    };
    for row in table("assoc_dan.tsv") {
        let word = texts.named(&format!("{} [{}]", row[1], row[2]));
        let (both, n_word, measures) = of_word(word);
        let share = |n: u32, of: u32| format!("{n} ({:.3})", f64::from(n) / f64::from(of));
        assert_eq!(
            [share(n_word, n_all), share(both, within.len() as u32)],
            [row[3].clone(), row[4].clone()]
        );
        assert_eq!(format!("{:.4}", measures.jaccard), row[5], "{}", row[1]);
        least = least.min(measures.jaccard);
        listed.push(word);
    }
    assert_eq!(listed.len(), 76);
    for word in 0..texts.words.len() as u32 {
        let class = texts.words[word as usize].1;
        // A word that rare cannot reach the last of the list.
        let is_frequent = texts.frequency(word) as f64 >= least * within.len() as f64;
        if is_listed(class) && class != "否定助動詞" && class != "形容詞（非自立）" && is_frequent
        {
            let (_, _, measures) = of_word(word);
            let is_above = measures.difference > 0.0 && measures.jaccard > least + 1e-9;
            assert!(!is_above || listed.contains(&word), "{:?}", texts.words[word as usize]);
        }
    }
}
