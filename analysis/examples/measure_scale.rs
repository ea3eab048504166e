//! Measures time and memory on invented texts, which are always the same:
//! `cargo run --release -p analysis --example measure_scale -- texts N` words, copies, network and stances of N short texts;
//! `cargo run --release -p analysis --example measure_scale -- rules BYTES` 34 coding rules over texts of so many bytes.
//!
//! One line of figures a run, parted by tabs, for scripts/benchmark-scale: each size is a program of its own, so that its
//! memory is its own.

use std::error::Error;
use std::fmt::Write;
use std::time::Instant;

use analysis::coding::suggest::{Suggester, suggest_documents};
use analysis::rules::coder::{Coder, Material};
use analysis::text::cooccurrence::CooccurrenceOptions;
use analysis::text::cooccurrence::compared::Compared;
use analysis::text::cooccurrence::people::people_cooccurrence;
use analysis::text::corpus::{Document, build};
use analysis::text::dictionary::{DEFAULT_SOURCES, open_or_build};
use analysis::text::duplicates::duplicates;
use analysis::text::headed::Outline;
use analysis::text::people::People;
use analysis::text::terms::{TermOptions, terms};
use analysis::text::tokenizer::Tokenizer;
use analysis::text::units::{Unit, units};

const WHO: [&str; 10] = [
    "主治医",
    "上司",
    "同僚",
    "家族",
    "支援センター",
    "ハローワーク",
    "人事の担当",
    "患者会",
    "看護師",
    "市役所",
];
const WHAT: [&str; 12] = [
    "通院の休み",
    "短い時間の勤務",
    "在宅の仕事",
    "手帳の申請",
    "送迎の車",
    "職場の理解",
    "体調の波",
    "薬の副作用",
    "休憩の場所",
    "仕事の量",
    "病気の説明",
    "復職の時期",
];
const HOW: [&str; 10] = [
    "相談できずに困った",
    "相談して続けられた",
    "伝えるのが難しい",
    "分かってもらえた",
    "説明してほしい",
    "一緒に考えてくれた",
    "断られて不安になった",
    "書面にまとめて渡した",
    "聞く窓口が見つからない",
    "決めるまでに長くかかった",
];
const WHEN: [&str; 8] = [
    "入社してすぐ",
    "去年の春",
    "診断のあと",
    "退院してから",
    "冬になると",
    "面接の日",
    "このごろ",
    "昔から",
];

/// SplitMix64 (G. L. Steele et al., 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn one_of<'w>(words: &[&'w str], state: &mut u64) -> &'w str {
    words[(next(state) % words.len() as u64) as usize]
}

/// A short answer of one or two sentences.
fn answer(state: &mut u64) -> String {
    let mut answer = String::new();
    for _ in 0..=next(state) % 2 {
        let (when, who) = (one_of(&WHEN, state), one_of(&WHO, state));
        let (what, how) = (one_of(&WHAT, state), one_of(&HOW, state));
        let n = 1 + next(state) % 60;
        // Writing to a String cannot fail.
        let _ = write!(answer, "{when}、{who}に{what}を{how}（{n}回目）。");
    }
    answer
}

fn documents(is_enough: impl Fn(usize, usize) -> bool) -> Vec<Document> {
    let mut state = 20_260_401;
    let (mut documents, mut n_bytes) = (Vec::new(), 0);
    while !is_enough(documents.len(), n_bytes) {
        let text = answer(&mut state);
        n_bytes += text.len();
        documents.push(Document { id: documents.len().to_string(), text, attributes: Vec::new() });
    }
    documents
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, n] = arguments.as_slice() else { return Err("usage: measure_scale texts|rules N".into()) };
    let n: usize = n.parse()?;
    let folder = match std::env::var_os("KIKITORI_DICTIONARY") {
        Some(folder) => folder.into(),
        None => std::env::temp_dir().join("kikitori-benchmark-dictionary"),
    };
    let dictionary = open_or_build(DEFAULT_SOURCES.as_ref(), &folder)?;
    let tokenizer = Tokenizer::with_domain_words(&dictionary)?;
    match what.as_str() {
        "texts" => texts(&tokenizer, documents(|n_texts, _| n_texts >= n)),
        "rules" => rules(&tokenizer, documents(|_, n_bytes| n_bytes >= n)),
        _ => Err("usage: measure_scale texts|rules N".into()),
    }
}

/// Prints texts, characters, tokens, seconds for words, stances, copies, counting, in all, and the most memory in MB.
fn texts(tokenizer: &Tokenizer, documents: Vec<Document>) -> Result<(), Box<dyn Error>> {
    let n_chars: usize = documents.iter().map(|document| document.text.chars().count()).sum();
    let begin = Instant::now();
    let corpus = build(tokenizer, documents, &|_| {});
    let words = begin.elapsed();
    let coded = suggest_documents(&Suggester::shipped()?, &corpus.documents);
    let stances = begin.elapsed();
    let copies = duplicates(&corpus.documents);
    let copied = begin.elapsed();
    let people = People::new(corpus.documents.len(), &[], &copies);
    let mut counted = terms(&corpus, &TermOptions::content_words());
    people.rank(&mut counted);
    let by_people = people.terms(&counted);
    let compared = Compared::by_person(&corpus, &by_people, &people, &CooccurrenceOptions::standard());
    let network = people_cooccurrence(&compared, &counted, &people);
    let all = begin.elapsed();
    eprintln!("{} sentences, {} words, {} edges", coded.len(), counted.len(), network.edges.len());
    println!(
        "{}\t{n_chars}\t{}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{}",
        corpus.documents.len(),
        corpus.tokens.len(),
        words.as_secs_f64(),
        (stances - words).as_secs_f64(),
        (copied - stances).as_secs_f64(),
        (all - copied).as_secs_f64(),
        all.as_secs_f64(),
        peak_memory()
    );
    Ok(())
}

/// Prints bytes, rules, sentences with a code, seconds to make the corpus, seconds for the rules by document and by sentence.
fn rules(tokenizer: &Tokenizer, documents: Vec<Document>) -> Result<(), Box<dyn Error>> {
    let n_bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let begin = Instant::now();
    let corpus = build(tokenizer, documents, &|_| {});
    let words = begin.elapsed();
    let (file, problems) = analysis::rules::parse_text(&rule_file());
    if let Some(problem) = problems.iter().find(|problem| problem.kind.is_error()) {
        return Err(format!("the rules: {problem:?}").into());
    }
    let outline = Outline::default();
    let mut seconds = Vec::new();
    let mut n_coded = 0;
    for unit in [Unit::Document, Unit::Sentence] {
        let begin = Instant::now();
        let units = units(&corpus, &outline, unit, &[]);
        let material = Material { corpus: &corpus, outline: &outline, units: &units, stop_words: &[] };
        let coding = Coder::new(&file, material).code();
        seconds.push(begin.elapsed().as_secs_f64());
        n_coded = coding.n_units as usize - coding.uncoded.len();
    }
    let n_rules = file.codes.len();
    let (of_texts, of_sentences) = (seconds[0], seconds[1]);
    println!("{n_bytes}\t{n_rules}\t{n_coded}\t{:.3}\t{of_texts:.3}\t{of_sentences:.3}", words.as_secs_f64());
    Ok(())
}

/// 34 rules of every kind: words, or, and not, near, seq, phrases and strings.
fn rule_file() -> String {
    const WORDS: [&str; 17] = [
        "通院",
        "勤務",
        "在宅",
        "手帳",
        "送迎",
        "職場",
        "体調",
        "副作用",
        "休憩",
        "仕事",
        "病気",
        "復職",
        "相談",
        "説明",
        "窓口",
        "家族",
        "上司",
    ];
    let mut file = String::new();
    for (place, word) in WORDS.iter().enumerate() {
        let other = WORDS[(place + 5) % WORDS.len()];
        let rule = match place % 5 {
            0 => format!("{word} or {other}"),
            1 => format!("near({word}-{other})[10]"),
            2 => format!("seq({word}-{other})[8] or '{word}の'"),
            3 => format!("{word} and not {other}"),
            _ => format!("{word}+の or '{other}'"),
        };
        let _ = write!(file, "＊一{place}\n{rule}\n＊二{place}\n{word} and ( {other} or 難しい )\n");
    }
    file
}

/// The most memory that this process has had, in MB; 0 where the system does not say.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
