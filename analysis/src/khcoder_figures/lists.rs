//! Collocations and associated words of 学習, as lists of our own are made.

use std::collections::HashMap;

use super::texts::{n_tokens, table, texts};
use crate::statistics::tests::near;
use crate::text::associated::{AssociatedOptions, associated};
use crate::text::collocation::{Collocate, CollocationOptions, Scores, SortBy, collocations};
use crate::text::terms::{TermOptions, terms};
use crate::text::word_class::{ClassId, WORD_CLASSES};

/// The node word, which has one class only, and how KH Coder writes it with its class.
const LEMMA: &str = "学習";
const NODE: &str = "学習 [サ変名詞]";

/// KH Coder adds .0005 and cuts after three decimals.
fn cut(value: f64) -> f64 {
    ((value + 0.0005) * 1000.0).floor() / 1000.0
}

/// A file of KH Coder's, and what sorts ours.
pub(super) const LISTS: [(&str, SortBy); 8] = [
    ("score", SortBy::Score),
    ("MI", SortBy::Mi),
    ("MI3", SortBy::Mi3),
    ("T", SortBy::T),
    ("Z", SortBy::Z),
    ("Dice", SortBy::Dice),
    ("Jaccard", SortBy::Jaccard),
    ("LL", SortBy::LogLikelihood),
];

fn value(scores: &Scores, sort_by: SortBy) -> f64 {
    match sort_by {
        SortBy::Score => scores.score,
        SortBy::Mi => scores.mi,
        SortBy::Mi3 => scores.mi3,
        SortBy::T => scores.t,
        SortBy::Z => scores.z.unwrap(),
        SortBy::Dice => scores.dice,
        SortBy::Jaccard => scores.jaccard.unwrap(),
        SortBy::LogLikelihood => scores.log_likelihood,
        SortBy::Total => panic!("no list is sorted by it"),
    }
}

/// Classes whose words are listed: of those that are used KH Coder's dialogue leaves out those in B.
fn listed() -> Vec<ClassId> {
    let is_listed = |id: &ClassId| {
        let class = &WORD_CLASSES[usize::from(*id)];
        class.is_used && !class.name.ends_with('B')
    };
    (0..WORD_CLASSES.len() as ClassId).filter(is_listed).collect()
}

#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn collocations_of_all_scores() {
    let texts = texts();
    for (name, sort_by) in LISTS {
        let options = CollocationOptions {
            classes: listed(),
            sort_by,
            limit: usize::MAX,
            ..CollocationOptions::standard()
        };
        let found = collocations(&texts.corpus, LEMMA, &options);
        assert_eq!(found.n_tokens, n_tokens());
        let rows = table(&format!("colloc_{name}_top200.tsv"));
        assert_eq!(rows.len(), CollocationOptions::standard().limit);
        let ours: HashMap<u32, &Collocate> = found.rows.iter().map(|row| (row.word, row)).collect();
        for (place, row) in rows.iter().enumerate() {
            let printed = |own: &Collocate| {
                let counts = [own.total, own.left, own.right];
                counts.iter().chain(&own.places).map(u32::to_string).collect::<Vec<_>>()
            };
            let own = ours[&texts.named(&format!("{} [{}]", row[1], row[2]))];
            assert_eq!(printed(own), row[3..16], "{name} {}", row[1]);
            let expected: f64 = row[16].parse().unwrap();
            near(cut(value(&own.scores, sort_by)), expected, 1e-9);
            // Of words with the same score any may have the place; the score is that of the place.
            near(cut(value(&found.rows[place].scores, sort_by)), expected, 1e-9);
        }
    }
}

#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn associated_words() {
    let texts = texts();
    let n_all = texts.lines.len() as u32;
    let within = texts.documents(&[texts.named(NODE)]);
    let words = terms(&texts.corpus, &TermOptions::content_words());
    let usual = AssociatedOptions { left_out: vec![LEMMA.to_owned()], ..AssociatedOptions::standard() };
    let listed = associated(&words, &within, n_all, &usual);
    let rows = table("assoc_dan.tsv");
    assert_eq!((listed.len(), rows.len()), (usual.limit, usual.limit));
    let all = associated(&words, &within, n_all, &AssociatedOptions { limit: usize::MAX, ..usual });
    for (place, row) in rows.iter().enumerate() {
        let word = texts.named(&format!("{} [{}]", row[1], row[2]));
        let own =
            all.iter().find(|own| own.word == word).unwrap_or_else(|| panic!("{} is not listed", row[1]));
        let printed = [
            format!("{} ({:.3})", own.n_documents, own.share),
            format!("{} ({:.3})", own.documents.len(), own.share_within),
            format!("{:.4}", own.measures.jaccard),
        ];
        assert_eq!(printed, row[3..6], "{}", row[1]);
        // As with collocations.
        assert_eq!(format!("{:.4}", listed[place].measures.jaccard), row[5], "at {place}");
    }
}
