//! Compares figures with those that KH Coder 3 printed for the same texts, and prints every difference:
//! `cargo run --release -p analysis --example parity -- FOLDER TEXTS` (scripts/parity knows the places).
//!
//! FOLDER holds what KH Coder printed: units.txt, `words_all.tsv`, args.cod with `cod_count.tsv`, and
//! `crosstab_dan_1.tsv`; a file that is missing is named and left out. TEXTS is a CSV file with the column `argument`, each row
//! a line, or a plain text. What the tables count by is 群: line n is in G(n mod 5 + 1).

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use analysis::document::csv;
use analysis::rules::RuleFile;
use analysis::rules::coder::{Coder, Coding, Material};
use analysis::text::corpus::{Corpus, Document, build};
use analysis::text::dictionary::{DEFAULT_SOURCES, open_or_build};
use analysis::text::headed::{self, Outline};
use analysis::text::tokenizer::{Convention, Tokenizer};
use analysis::text::units::{Unit, Units, units};
use analysis::text::word_class;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Figures by what they are of.
type Figures = BTreeMap<String, String>;

const N_GROUPS: usize = 5;

const UNCODED: &str = "＃コード無し";

struct Texts {
    corpus: Corpus,
    outline: Outline,
}

fn main() -> Outcome<ExitCode> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, texts] = arguments.as_slice() else {
        eprintln!("usage: parity FOLDER TEXTS");
        return Ok(ExitCode::from(2));
    };
    let texts = read_texts(texts)?;
    let mut n_differences = 0;
    let mut compare = |name: &str, theirs: Outcome<Figures>, ours: Figures| -> Outcome<()> {
        if folder.join(name).exists() {
            n_differences += differences(name, &theirs?, &ours);
        } else {
            println!("{name}: not in the folder, not compared");
        }
        Ok(())
    };
    compare("units.txt", pairs(&folder.join("units.txt")), unit_figures(&texts))?;
    compare("words_all.tsv", rows(&folder.join("words_all.tsv"), 2), word_figures(&texts.corpus))?;
    let rules = folder.join("args.cod");
    if rules.exists() {
        let (rules, problems) = analysis::rules::read(&std::fs::read(rules)?, None);
        if let Some(problem) = problems.first() {
            return Err(format!("args.cod: {problem:?}").into());
        }
        let counted = rows(&folder.join("cod_count.tsv"), 2);
        compare("cod_count.tsv", counted, code_figures(&texts, &rules))?;
        let crossed = rows(&folder.join("crosstab_dan_1.tsv"), 2);
        compare("crosstab_dan_1.tsv", crossed, cross_figures(&texts, &rules))?;
    }
    Ok(if n_differences == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read_texts(path: &Path) -> Outcome<Texts> {
    let bytes = std::fs::read(path)?;
    let (documents, outline) = if path.extension().is_some_and(|ending| ending == "csv") {
        let (table, _) = csv::read(&bytes);
        let place = table.columns.iter().position(|column| column == "argument");
        let place = place.ok_or("the table has no column argument")?;
        let lines = table.rows.iter().filter_map(|row| row.get(place)).map(|text| text.replace('\n', " "));
        let lines: Vec<String> = lines.filter(|line| !line.trim().is_empty()).collect();
        (lines.into_iter().map(document).collect(), Outline::default())
    } else {
        let text = csv::text(&bytes).map_err(|problem| format!("{problem:?}"))?;
        let found = headed::read(&text);
        (found.documents, found.outline)
    };
    let folder = std::env::var_os("KIKITORI_DICTIONARY").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("kikitori-parity-dictionary"));
    let dictionary = open_or_build(Path::new(DEFAULT_SOURCES), &folder)?;
    let tokenizer = Tokenizer::plain(&dictionary).following(Convention::KhCoder);
    Ok(Texts { corpus: build(&tokenizer, documents, &|_| {}), outline })
}

fn document(text: String) -> Document {
    Document { text, ..Document::default() }
}

/// Prints what differs and gives how much it is.
fn differences(name: &str, theirs: &Figures, ours: &Figures) -> usize {
    let keys: BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
    let mut n = 0;
    for key in &keys {
        let (their, our) = (theirs.get(*key), ours.get(*key));
        if their != our {
            n += 1;
            let shown = |figure: Option<&String>| figure.map_or("-", String::as_str).to_owned();
            println!("{name}: {}: KH Coder {}, here {}", key.replace('\t', " "), shown(their), shown(our));
        }
    }
    println!("{name}: {} of {} figures are the same", keys.len() - n, keys.len());
    n
}

/// Lines of a name and a figure.
fn pairs(path: &Path) -> Outcome<Figures> {
    let text = std::fs::read_to_string(path)?;
    let pairs = text.lines().filter_map(|line| line.split_once('\t'));
    Ok(pairs.map(|(name, figure)| (name.to_owned(), figure.trim().to_owned())).collect())
}

/// Lines below a header: the first cells are what it is of, the others the figure.
fn rows(path: &Path, n_keys: usize) -> Outcome<Figures> {
    let text = std::fs::read_to_string(path)?;
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let (keys, figures) = cells.split_at_checked(n_keys)?;
        Some((keys.join("\t"), figures.join("\t")))
    };
    Ok(text.lines().skip(1).filter_map(row).collect())
}

fn units_of(texts: &Texts, kind: Unit) -> Units {
    units(&texts.corpus, &texts.outline, kind, &[])
}

fn unit_figures(texts: &Texts) -> Figures {
    let corpus = &texts.corpus;
    let is_used = |word: u32| word_class::get(corpus.words[word as usize].class).is_used;
    let n_used = corpus.tokens.iter().filter(|token| is_used(token.word)).count();
    let n_used_words = (0..corpus.words.len() as u32).filter(|word| is_used(*word)).count();
    let both = |all: usize, used: usize| format!("{} ({})", grouped(all), grouped(used));
    BTreeMap::from([
        ("総抽出語数（使用）".to_owned(), both(corpus.tokens.len(), n_used)),
        ("異なり語数（使用）".to_owned(), both(corpus.words.len(), n_used_words)),
        ("文".to_owned(), grouped(units_of(texts, Unit::Sentence).n as usize)),
        ("段落".to_owned(), grouped(units_of(texts, Unit::Paragraph).n as usize)),
    ])
}

/// A number with commas between thousands.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn word_figures(corpus: &Corpus) -> Figures {
    let mut counts = vec![0_usize; corpus.words.len()];
    for token in &corpus.tokens {
        counts[token.word as usize] += 1;
    }
    let figure = |(word, count): (&analysis::text::corpus::Word, usize)| {
        let class = word_class::get(word.class);
        (format!("{}\t{}", word.lemma, class.name), format!("{count}\t{}\t0", u8::from(class.is_used)))
    };
    corpus.words.iter().zip(counts).map(figure).collect()
}

fn code(texts: &Texts, rules: &RuleFile, units: &Units) -> Coding {
    let material = Material { corpus: &texts.corpus, outline: &texts.outline, units, stop_words: &[] };
    Coder::new(rules, material).code()
}

/// The codes with their units, and the units without.
fn named(coding: &Coding) -> Vec<(String, &[u32])> {
    let codes = coding.codes.iter().map(|code| (format!("＊{}", code.name), code.units.as_slice()));
    codes.chain([(UNCODED.to_owned(), coding.uncoded.as_slice())]).collect()
}

fn percent(n: usize, of: usize) -> String {
    format!("{:.2}%", n as f64 * 100.0 / of.max(1) as f64)
}

fn code_figures(texts: &Texts, rules: &RuleFile) -> Figures {
    let mut figures = Figures::new();
    for (name, kind) in [("bun", Unit::Sentence), ("dan", Unit::Paragraph)] {
        let coding = code(texts, rules, &units_of(texts, kind));
        for (code, hits) in named(&coding) {
            let n = coding.n_units as usize;
            let figure = format!("{}\t{n}\t{}", hits.len(), percent(hits.len(), n));
            figures.insert(format!("{name}\t{code}"), figure);
        }
    }
    figures
}

/// Codes by 群; those without a hit are left out, as KH Coder does.
fn cross_figures(texts: &Texts, rules: &RuleFile) -> Figures {
    let units = units_of(texts, Unit::Paragraph);
    let coding = code(texts, rules, &units);
    let mut figures = Figures::new();
    let mut add = |row: &str, code: &str, n: usize, of: usize| {
        figures.insert(format!("{row}\t{code}"), format!("{n}\t{}\t{of}", percent(n, of)));
    };
    for (code, hits) in named(&coding).into_iter().filter(|(code, hits)| code != UNCODED && !hits.is_empty())
    {
        for group in 0..N_GROUPS {
            let is_in = |unit: &&u32| **unit as usize % N_GROUPS == group;
            let of = (0..units.n as usize).filter(|unit| unit % N_GROUPS == group).count();
            add(&format!("G{}", group + 1), &code, hits.iter().filter(is_in).count(), of);
        }
        add("合計", &code, hits.len(), units.n as usize);
    }
    figures
}
