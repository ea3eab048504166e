//! near and seq, each case worked out by hand: a text's tokens are numbered from 1, and 、 is one.

use proptest::prelude::*;

use super::*;
use crate::rules::index::{Index, Space};
use crate::rules::near::{Bounds, Near, hits as near_hits};

/// 相談 and 病院 with so many stops between them.
fn apart(n_stops: usize) -> String {
    format!("相談{}病院", "、".repeat(n_stops))
}

#[test]
fn words_are_near_within_ten_tokens() {
    // 相談 is 1, 病院 is 11.
    assert_eq!(value(&apart(9), "near(相談-病院)"), 1);
    assert_eq!(value(&apart(10), "near(相談-病院)"), 0);
    assert_eq!(value(&apart(10), "near(相談-病院)[11]"), 1);
    assert_eq!(value(&apart(4), "near(相談-病院)[5]"), 1);
    assert_eq!(value(&apart(5), "near(相談-病院)[5]"), 0);
    assert_eq!(value(&apart(5), "NEAR(病院-相談)"), 1);
}

#[test]
fn the_distance_is_from_the_last_word_taken() {
    // 1, 3, 5: from 1 to 5 it is 4.
    assert_eq!(value("相談、病院、窓口", "near(相談-病院-窓口)[2]"), 1);
    assert_eq!(value("相談、病院、窓口", "near(相談-病院-窓口)[1]"), 0);
    // 1, 7, 13, 19: the second 病院 is not taken, and from the first to 窓口 it is 12.
    let stops = "、".repeat(5);
    let text = format!("相談{stops}病院{stops}病院{stops}窓口");
    assert_eq!(value(&text, "near(相談-病院-窓口)[6]"), 0);
    assert_eq!(value(&text, "near(相談-病院-窓口)[12]"), 1);
}

#[test]
fn a_word_that_comes_again_next_begins_nothing() {
    // The first 相談 is passed by; the second begins a hit, 病院 none.
    assert_eq!(value("相談、相談、病院", "near(相談-病院)"), 1);
    // 相談 and 病院 begin one each, the last 相談 none.
    assert_eq!(value("相談、病院、相談", "near(相談-病院)"), 2);
    assert_eq!(value("相談、病院、相談", "seq(相談-病院)"), 1);
    assert_eq!(value("相談、相談", "near(相談-相談)"), 0);
}

#[test]
fn seq_wants_the_order() {
    assert_eq!(value("病院、相談", "seq(相談-病院)"), 0);
    assert_eq!(value("病院、相談", "near(相談-病院)"), 1);
    // The first 窓口 comes too early and is passed by.
    assert_eq!(value("相談、窓口、病院、窓口", "seq(相談-病院-窓口)"), 1);
    assert_eq!(value("相談、窓口、病院", "seq(相談-病院-窓口)"), 0);
    assert_eq!(value("相談、病院、相談", "seq(相談-病院-相談)"), 1);
    assert_eq!(value("相談、、、病院", "seq(相談-病院)[3]"), 0);
    assert_eq!(value("相談、、病院", "seq(相談-病院)[3]"), 1);
}

#[test]
fn sentences_and_paragraphs_are_bounds() {
    // 相談 is 1, 病院 is 5.
    let two_sentences = "相談に行く。病院で待つ。";
    assert_eq!(value(two_sentences, "near(相談-病院)"), 1);
    assert_eq!(value(two_sentences, "near(相談-病院)[b]"), 0);
    assert_eq!(value(two_sentences, "near(相談-病院)[d]"), 1);
    assert_eq!(value(two_sentences, "near(相談-病院)[d3]"), 0);
    assert_eq!(value("相談、病院。", "near(相談-病院)[b]"), 1);
    assert_eq!(value("相談、、病院。", "near(相談-病院)[b2]"), 0);
    assert_eq!(value("相談、病院。", "near(相談-病院)[B2]"), 1);
    assert_eq!(value(&apart(10), "near(相談-病院)[b]"), 0, "ten tokens where no number is said");
    let two_lines = "相談\n病院";
    assert_eq!(value(two_lines, "near(相談-病院)"), 1);
    assert_eq!(value(two_lines, "near(相談-病院)[d]"), 0);
    assert_eq!(value(two_lines, "seq(相談-病院)[d5]"), 0);
}

#[test]
fn units_are_bounds() {
    let texts = ["相談に行く。病院で待つ。", "相談", "病院"];
    assert_eq!(hits_in(&texts, Unit::Document, "near(相談-病院)"), [0]);
    assert!(hits_in(&texts, Unit::Sentence, "near(相談-病院)").is_empty());
    assert_eq!(hits_in(&texts, Unit::Paragraph, "near(相談-病院)"), [0]);
    assert!(hits_in(&texts, Unit::Paragraph, "near(相談-病院)[b]").is_empty());
}

#[test]
fn tags_of_headings_are_tokens() {
    let (corpus, outline) = headed("<H1>上</H1>\n<H2>一</H2>\n相談\n<H2>二</H2>\n病院\n");
    // 相談, <h2>, 二, </h2>, 病院.
    let hit = |distance: u32, kind: Unit| {
        let rules = format!("＊c\nnear(相談-病院)[{distance}]\n");
        code(&corpus, &outline, kind, &rules).codes[0].units.clone()
    };
    assert_eq!(hit(4, Unit::Heading(1)), [0]);
    assert!(hit(3, Unit::Heading(1)).is_empty());
    assert!(hit(10, Unit::Heading(2)).is_empty());
}

#[test]
fn what_one_person_wrote_elsewhere_is_not_near() {
    let corpus = corpus(&["相談", "病院"]);
    let persons = ["P".to_owned(), "P".to_owned()];
    let units = units(&corpus, &Outline::default(), Unit::Person, &persons);
    let (file, _) = parse_text("＊near\nnear(相談-病院)\n＊both\n相談 and 病院\n");
    let outline = Outline::default();
    let material = Material { corpus: &corpus, outline: &outline, units: &units, stop_words: &[] };
    let coding = Coder::new(&file, material).code();
    assert_eq!(counts(&coding), BTreeMap::from([("both", 1), ("near", 0)]));
}

#[test]
fn words_that_are_not_counted_are_not_near() {
    // 権 is a suffix, of a class that is not counted.
    assert_eq!(value("著作権", "near(著作-権)"), 0);
    assert_eq!(value("著作の権利", "near(著作-権利)"), 1);
}

/// The rule as it is described, step by step over all candidates.
fn by_the_book(words: &[String], near: &Near, texts: &[usize]) -> usize {
    // The texts are words and stops by turns, so that word `at` is token 2 * at.
    let candidates: Vec<(usize, &String)> =
        texts.iter().enumerate().map(|(at, word)| (2 * at, &words[*word])).collect();
    let candidates: Vec<(usize, &String)> =
        candidates.into_iter().filter(|(_, word)| near.words.contains(word)).collect();
    let limit = near.distance.unwrap_or(10) as usize;
    let mut n_hits = 0;
    for (start, (token, word)) in candidates.iter().enumerate() {
        let is_again = candidates.get(start + 1).is_some_and(|next| next.1 == *word);
        if is_again || near.is_ordered && near.words.first() != Some(*word) {
            continue;
        }
        let mut seen = vec![*word];
        let mut last = *token;
        for (token, word) in &candidates[start + 1..] {
            if token - last > limit {
                break;
            }
            let is_wanted = match near.is_ordered {
                true => near.words.get(seen.len()) == Some(*word),
                false => !seen.contains(word),
            };
            if is_wanted {
                seen.push(word);
                last = *token;
            }
        }
        n_hits += usize::from(seen.len() >= near.words.len());
    }
    n_hits
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn hits_are_those_of_the_book(
        texts in proptest::collection::vec(0_usize..4, 0..24),
        n_words in 2_usize..4,
        distance in proptest::option::of(1_u32..9),
        is_ordered in any::<bool>(),
    ) {
        let words = ["相談", "病院", "窓口", "学校"].map(str::to_owned);
        let near = Near { words: words[..n_words].to_vec(), is_ordered, distance, bounds: Bounds::Unit };
        let text: String = texts.iter().map(|word| format!("{}、", words[*word])).collect();
        let corpus = corpus(&[&text]);
        let outline = Outline::default();
        let units = units(&corpus, &outline, Unit::Document, &[]);
        let space = Space::new(Index::new(&corpus, &[]), &outline, &units);
        prop_assert_eq!(near_hits(&space, &near).len(), by_the_book(&words, &near, &texts));
    }
}
