//! Units, words and the codes of args.cod: how often, by group with χ², and how they overlap.

use std::collections::BTreeMap;

use super::texts::{Texts, folder, table, table_with_head, texts, unit_counts};
use crate::multivariate::Sparse;
use crate::multivariate::similarity::{Measure, similarities};
use crate::rules;
use crate::rules::coder::{Coder, Coding, Material};
use crate::statistics::chi_square::{Correction, chi_square};
use crate::text::headed::Outline;
use crate::text::units::{Unit, units};
use crate::text::word_class;

/// Lines are of the groups G1 to G5 by turns.
const N_GROUPS: usize = 5;

#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn units_and_words() {
    let texts = texts();
    let corpus = &texts.corpus;
    let is_used = |word: usize| word_class::get(corpus.words[word].class).is_used;
    let n_of = |kind| units(corpus, &Outline::default(), kind, &[]).n as usize;
    let ours = [
        vec![corpus.tokens.len(), corpus.tokens.iter().filter(|token| is_used(token.word as usize)).count()],
        vec![corpus.words.len(), (0..corpus.words.len()).filter(|word| is_used(*word)).count()],
        vec![n_of(Unit::Sentence)],
        vec![n_of(Unit::Paragraph)],
    ];
    assert_eq!(unit_counts(), ours);
    let expected: BTreeMap<[String; 2], [String; 3]> = table("words_all.tsv")
        .into_iter()
        .map(|row| {
            let [lemma, class, n, is_used, is_stopped]: [String; 5] = row.try_into().unwrap();
            ([lemma, class], [n, is_used, is_stopped])
        })
        .collect();
    let ours: BTreeMap<[String; 2], [String; 3]> = corpus
        .words
        .iter()
        .zip(0..)
        .map(|(word, number)| {
            let class = word_class::get(word.class);
            let figures =
                [texts.frequency(number).to_string(), u8::from(class.is_used).to_string(), "0".to_owned()];
            ([word.lemma.clone(), class.name.to_owned()], figures)
        })
        .collect();
    let other: Vec<_> = expected.iter().filter(|(word, figures)| ours.get(*word) != Some(*figures)).collect();
    assert!(other.is_empty(), "{} of {}: {:?}", other.len(), expected.len(), &other[..other.len().min(20)]);
    assert_eq!(ours.len(), expected.len());
}

/// The codes of args.cod, given to lines or to their sentences.
fn coding(texts: &Texts, kind: Unit) -> Coding {
    let (file, problems) = rules::read(&std::fs::read(folder().join("args.cod")).unwrap(), None);
    assert!(problems.is_empty(), "{problems:?}");
    let outline = Outline::default();
    let units = units(&texts.corpus, &outline, kind, &[]);
    let material = Material { corpus: &texts.corpus, outline: &outline, units: &units, stop_words: &[] };
    Coder::new(&file, material).code()
}

fn percent(n: usize, of: usize) -> String {
    format!("{:.2}%", n as f64 * 100.0 / of as f64)
}

#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn counts_of_codes() {
    let texts = texts();
    let mut ours: Vec<Vec<String>> = Vec::new();
    for (name, kind) in [("bun", Unit::Sentence), ("dan", Unit::Paragraph)] {
        let coding = coding(texts, kind);
        let of = coding.n_units as usize;
        let codes = coding.codes.iter().map(|code| (format!("＊{}", code.name), code.units.len()));
        for (code, n) in codes.chain([("＃コード無し".to_owned(), coding.uncoded.len())]) {
            ours.push(vec![name.to_owned(), code, n.to_string(), of.to_string(), percent(n, of)]);
        }
    }
    assert_eq!(ours, table("cod_count.tsv"));
}

/// For each code with a line, how many lines of each group have it and how many there are.
fn by_group(texts: &Texts) -> Vec<(String, Vec<[usize; 2]>)> {
    let coding = coding(texts, Unit::Paragraph);
    let of_group =
        |group: usize| (0..coding.n_units as usize).filter(|line| line % N_GROUPS == group).count();
    let counts = |lines: &[u32]| {
        let n = |group: usize| lines.iter().filter(|line| **line as usize % N_GROUPS == group).count();
        (0..N_GROUPS).map(|group| [n(group), of_group(group)]).collect()
    };
    let with_lines = coding.codes.iter().filter(|code| !code.units.is_empty());
    with_lines.map(|code| (format!("＊{}", code.name), counts(&code.units))).collect()
}

#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn codes_by_group() {
    let texts = texts();
    let mut ours: BTreeMap<[String; 2], Vec<String>> = BTreeMap::new();
    for (code, groups) in by_group(texts) {
        let total = groups.iter().fold([0, 0], |sum, group| [sum[0] + group[0], sum[1] + group[1]]);
        let rows = groups.into_iter().zip(1..).map(|(counts, group)| (format!("G{group}"), counts));
        for (row, [n, of]) in rows.chain([("合計".to_owned(), total)]) {
            ours.insert([row, code.clone()], vec![n.to_string(), percent(n, of), of.to_string()]);
        }
    }
    let theirs = table("crosstab_dan_1.tsv").into_iter();
    let theirs: BTreeMap<[String; 2], Vec<String>> =
        theirs.map(|row| ([row[0].clone(), row[1].clone()], row[2..].to_vec())).collect();
    assert_eq!(ours, theirs);
}

#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn chi_squares_of_codes_by_group() {
    let texts = texts();
    let ours = by_group(texts).into_iter().map(|(code, groups)| {
        let cells: Vec<Vec<usize>> = groups.into_iter().map(|[n, of]| vec![n, of - n]).collect();
        let test = chi_square(&cells, Correction::TwoByTwo).unwrap();
        vec![code, format!("{:.3}{}", test.statistic, test.stars)]
    });
    assert_eq!(ours.collect::<Vec<_>>(), table("crosstab_dan_1_chi2.tsv"));
}

#[test]
#[ignore = "needs KH Coder's outputs (KIKITORI_KHCODER_DATA)"]
fn jaccard_of_all_codes() {
    let texts = texts();
    let coding = coding(texts, Unit::Paragraph);
    let codes: Vec<_> = coding.codes.iter().filter(|code| !code.units.is_empty()).collect();
    let lines = |units: &[u32]| -> Sparse { units.iter().map(|line| (*line, 1.0)).collect() };
    let rows: Vec<Sparse> = codes.iter().map(|code| lines(&code.units)).collect();
    let pairs = similarities(&rows, coding.n_units as usize, Measure::Jaccard).unwrap();
    let names: Vec<String> = codes.iter().map(|code| format!("＊{}", code.name)).collect();
    let mut ours: Vec<Vec<String>> = names.iter().map(|name| vec![name.clone()]).collect();
    ours.iter_mut().for_each(|row| row.resize(1 + names.len(), "1.000".to_owned()));
    for (a, b, jaccard) in pairs.iter() {
        for (row, column) in [(a, b), (b, a)] {
            ours[row][1 + column] = format!("{jaccard:.3}");
        }
    }
    let theirs = table_with_head("jaccard_dan.tsv");
    assert_eq!(theirs[0][1..], names);
    assert_eq!(ours, theirs[1..]);
}
