//! Nouns that follow one another (複合語の候補): what may be one word to the people who write it, such as 著作権.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use super::corpus::{Document, normal_form};
use super::tokenizer::{Entry, Segment, Tokenizer, Worker};

/// Words that are no part of a compound word at its edges, with what that means in the head of the file.
const EDGES: &str = include_str!("../../data/compound-edges.tsv");

/// The most words of a candidate; longer runs are lists without signs between them.
pub const MAX_PARTS: usize = 8;

/// Words that follow one another without anything between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compound {
    /// All of them, in normal width.
    pub text: String,
    /// The words that it is cut into, most often; of ways that are as frequent the one that comes first by its words.
    pub parts: Vec<String>,
    /// Texts that contain it.
    pub n_documents: u32,
    /// Those texts, as places in the list that was given, ascending.
    pub documents: Vec<u32>,
    /// How often it occurs in all.
    pub n_occurrences: u32,
}

/// What a word can be within a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Anywhere.
    Noun,
    /// After another word (権, 員, 化).
    Suffix,
    /// Before another word (再, 未).
    Prefix,
}

/// What is known of the words of a run while texts are gone through.
#[derive(Default)]
struct Met {
    /// The texts that they were met in, ascending.
    documents: Vec<u32>,
    /// How often they were cut in which way: that depends on what stands around them.
    cuts: HashMap<Vec<String>, u32>,
}

impl Met {
    fn compound(self, text: String) -> Compound {
        let n_occurrences = self.cuts.values().sum();
        let rank = |(parts, n): (Vec<String>, u32)| (n, Reverse(parts));
        let best = self.cuts.into_iter().map(rank).max();
        let parts = best.map(|(_, Reverse(parts))| parts).unwrap_or_default();
        let n_documents = self.documents.len() as u32;
        Compound { text, parts, n_documents, documents: self.documents, n_occurrences }
    }
}

/// The longest runs of at least two nouns, without what is no part of a compound word at their edges (各事業所, 支援機関等), those of most texts first, then the most frequent ones, then by their
/// characters. A run that occurs fewer than `min_occurrences` times is left out.
pub fn compounds(tokenizer: &Tokenizer, documents: &[Document], min_occurrences: u32) -> Vec<Compound> {
    let runs: Vec<Vec<Vec<String>>> = documents
        .par_iter()
        .map_init(
            || (tokenizer.worker(), Vec::new()),
            |(worker, segments), document| runs(tokenizer, worker, segments, &document.text),
        )
        .collect();
    let mut found: HashMap<String, Met> = HashMap::new();
    for (document, runs) in (0..).zip(runs) {
        for parts in runs {
            let met = found.entry(parts.concat()).or_default();
            if met.documents.last() != Some(&document) {
                met.documents.push(document);
            }
            *met.cuts.entry(parts).or_default() += 1;
        }
    }
    let mut found: Vec<Compound> = found.into_iter().map(|(text, met)| met.compound(text)).collect();
    found.retain(|compound| compound.n_occurrences >= min_occurrences);
    found.sort_by(|a, b| {
        let rank = |one: &Compound| (Reverse(one.n_documents), Reverse(one.n_occurrences));
        rank(a).cmp(&rank(b)).then_with(|| a.text.cmp(&b.text))
    });
    found
}

/// The runs of one text, in its order.
fn runs(
    tokenizer: &Tokenizer,
    worker: &mut Worker<'_>,
    segments: &mut Vec<Segment>,
    text: &str,
) -> Vec<Vec<String>> {
    let normalized = normal_form(text, tokenizer.convention());
    segments.clear();
    worker.segment(&normalized.text, segments);
    let mut found = Vec::new();
    let mut run: Vec<(Role, &str)> = Vec::new();
    let mut end = 0;
    for segment in segments.iter() {
        let surface = normalized.text.get(segment.start..segment.end).unwrap_or_default();
        let role = role(tokenizer, segment, surface);
        if segment.start != end || role.is_none() {
            close(&mut run, &mut found);
        }
        match role {
            Some(Role::Suffix) if run.is_empty() => {}
            Some(role) => run.push((role, surface)),
            None => {}
        }
        end = segment.end;
    }
    close(&mut run, &mut found);
    found
}

/// Keeps a run that is one, and begins the next.
fn close(run: &mut Vec<(Role, &str)>, found: &mut Vec<Vec<String>>) {
    let inside = without_edges(run);
    if (2..=MAX_PARTS).contains(&inside.len()) {
        found.push(inside.iter().map(|(_, surface)| (*surface).to_owned()).collect());
    }
    run.clear();
}

/// A run without words that are no part of a compound word at its edges (各, 等), prefixes of nothing and suffixes of nothing.
fn without_edges<'r, 't>(mut run: &'r [(Role, &'t str)]) -> &'r [(Role, &'t str)] {
    let edges = edges();
    while let Some(((role, surface), rest)) = run.split_last() {
        if *role != Role::Prefix && !edges.iter().any(|edge| !edge.is_begin && edge.is(*role, surface)) {
            break;
        }
        run = rest;
    }
    while let Some(((role, surface), rest)) = run.split_first() {
        if *role != Role::Suffix && !edges.iter().any(|edge| edge.is_begin && edge.is(*role, surface)) {
            break;
        }
        run = rest;
    }
    run
}

/// A word that is no part of a compound word at an edge of it.
struct Edge {
    /// At the beginning; otherwise at the end.
    is_begin: bool,
    /// Only as a prefix.
    is_prefix: bool,
    word: &'static str,
}

impl Edge {
    fn is(&self, role: Role, surface: &str) -> bool {
        self.word == surface && (!self.is_prefix || role == Role::Prefix)
    }

    /// What a line of the file says; nothing for a remark.
    fn of(line: &'static str) -> Option<Edge> {
        let mut columns = line.split('\t');
        let is_begin = match columns.next()? {
            "begin" => true,
            "end" => false,
            _ => return None,
        };
        let is_prefix = match columns.next()? {
            "prefix" => true,
            "any" => false,
            _ => return None,
        };
        Some(Edge { is_begin, is_prefix, word: columns.next()? })
    }
}

fn edges() -> &'static [Edge] {
    static READ: OnceLock<Vec<Edge>> = OnceLock::new();
    READ.get_or_init(|| EDGES.lines().filter_map(Edge::of).collect())
}

/// By IPADIC's parts of speech. A word that it does not have may be guessed to be a call where a sentence begins (AI活用は…); in letters or
/// katakana it is a noun. Numbers with what is counted, names with 〜さん and times are no candidates.
fn role(tokenizer: &Tokenizer, segment: &Segment, surface: &str) -> Option<Role> {
    if !surface.chars().all(|c| c.is_alphanumeric() || c == 'ー') {
        return None;
    }
    let mut features = tokenizer.features(segment.word);
    let [first, second, third] = [features.next(), features.next(), features.next()];
    match (first.unwrap_or_default(), second.unwrap_or_default(), third.unwrap_or_default()) {
        ("タグ", ..) | ("名詞", "一般" | "サ変接続" | "固有名詞" | "形容動詞語幹" | "ナイ形容詞語幹", _) => {
            Some(Role::Noun)
        }
        ("名詞", "接尾", "一般" | "サ変接続" | "地域" | "形容動詞語幹") => {
            Some(Role::Suffix)
        }
        ("接頭詞", "名詞接続", _) => Some(Role::Prefix),
        ("感動詞", ..) if matches!(segment.word, Entry::Unknown(_)) => {
            let is_hiragana = |c: char| matches!(c, '\u{3041}'..='\u{309F}');
            (!surface.chars().any(is_hiragana)).then_some(Role::Noun)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::{dictionary, domain_words, tokenizer};

    fn documents(texts: &[&str]) -> Vec<Document> {
        let document = |text: &&str| Document { text: (*text).to_owned(), ..Document::default() };
        texts.iter().map(document).collect()
    }

    #[test]
    fn nouns_that_follow_one_another_are_counted_by_people() {
        let texts = documents(&["著作権と著作権。", "著作権の相談", "相談、機関", "学習データの3年後"]);
        let found = compounds(tokenizer::tests::shared(), &texts, 1);
        let told: Vec<(&str, u32, u32)> = found
            .iter()
            .map(|compound| (compound.text.as_str(), compound.n_documents, compound.n_occurrences))
            .collect();
        assert_eq!(told, [("著作権", 2, 3), ("学習データ", 1, 1)]);
        assert_eq!(found[0].parts, ["著作", "権"]);
        let sources = [found[0].documents.as_slice(), found[1].documents.as_slice()];
        assert_eq!(sources, [&[0, 1][..], &[3]]);
        assert_eq!(compounds(tokenizer::tests::shared(), &texts, 2).len(), 1);
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = EDGES.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.clone().count(), edges().len());
        for line in lines {
            let edge = Edge::of(line).unwrap();
            assert_eq!(line.split('\t').count(), 3, "{line}");
            assert!(!edge.word.is_empty() && edge.word.trim() == edge.word, "{line}");
            assert_eq!(normalize(edge.word).text, edge.word, "{line}");
        }
    }

    #[test]
    fn words_that_point_or_add_others_are_no_part() {
        let of = |text: &str| -> Vec<String> {
            let found = compounds(tokenizer::tests::shared(), &documents(&[text]), 1);
            found.into_iter().map(|compound| compound.text).collect()
        };
        for text in ["本調査について。", "当事業所では、", "同職場の人。", "各地域で", "他社員から"]
        {
            assert!(of(text).iter().all(|word| !word.starts_with(['本', '当', '同', '各', '他'])), "{text}");
        }
        assert_eq!(of("各著作権の問題"), ["著作権"]);
        assert_eq!(of("学習データ等を使う"), ["学習データ"]);
        assert_eq!(of("うち学習データは"), ["学習データ"]);
        // What makes another word stays.
        assert_eq!(of("再学習データ化"), ["再学習データ化"]);
    }

    #[test]
    fn edges_are_taken_off_as_long_as_there_are_some() {
        use Role::{Noun, Prefix, Suffix};
        let inside = |run: &[(Role, &'static str)]| -> String {
            without_edges(run).iter().map(|(_, surface)| *surface).collect()
        };
        assert_eq!(inside(&[(Prefix, "各"), (Noun, "支援"), (Noun, "機関"), (Suffix, "等")]), "支援機関");
        assert_eq!(inside(&[(Noun, "うち"), (Prefix, "当"), (Suffix, "所"), (Noun, "職員")]), "職員");
        assert_eq!(inside(&[(Noun, "支援"), (Noun, "こと"), (Prefix, "各")]), "支援");
        // 本 is a book, too, and 者 makes a word of what stands before it.
        assert_eq!(inside(&[(Noun, "本"), (Noun, "販売"), (Suffix, "者")]), "本販売者");
        assert_eq!(inside(&[(Noun, "こと")]), "");
    }

    #[test]
    fn of_several_ways_of_cutting_the_commonest_is_told() {
        let cut = |cuts: &[(&[&str], u32)]| {
            let words = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
            let cuts = cuts.iter().map(|(parts, n)| (words(parts), *n)).collect();
            let met = Met { documents: vec![0, 1], cuts };
            let compound = met.compound("法規制".to_owned());
            (compound.parts.join(" "), compound.n_occurrences)
        };
        let [short, long]: [&[&str]; 2] = [&["法", "規制"], &["法規", "制"]];
        assert_eq!(cut(&[(long, 2), (short, 1)]), ("法規 制".to_owned(), 3));
        assert_eq!(cut(&[(long, 1), (short, 1)]), ("法 規制".to_owned(), 2));
    }

    #[test]
    fn the_order_of_texts_changes_nothing() {
        let mut texts =
            vec!["AIの法規制", "新しい法規制が必要", "法規制。", "著作権法規制", "法規制化と学習データ"];
        let of_texts = |texts: &[&str]| -> Vec<Compound> {
            let found = compounds(tokenizer::tests::shared(), &documents(texts), 1);
            // Where the texts stand is another matter.
            found.into_iter().map(|compound| Compound { documents: Vec::new(), ..compound }).collect()
        };
        let found = of_texts(&texts);
        texts.reverse();
        assert_eq!(of_texts(&texts), found);
        assert!(found.iter().any(|compound| compound.text == "法規制"));
    }

    #[test]
    fn what_is_kept_whole_is_no_candidate_any_more() {
        let forced = domain_words::forced(&["著作権".to_owned()]);
        let tokenizer = Tokenizer::with_words(&dictionary::for_tests(), &forced, true).unwrap();
        assert!(compounds(&tokenizer, &documents(&["著作権を守る"]), 1).is_empty());
    }
}
