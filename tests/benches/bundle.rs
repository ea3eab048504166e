//! How long the data of a survey takes in each format that researchers get, and how much memory at most: 10,000 invented responses of
//! 250 variables, of which ten are free texts.
//!
//! `cargo bench -p tests --bench bundle` prints seconds, bytes and peak memory of each; the data itself takes what stands in the first
//! line. A number behind `--` is that of responses.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::time::Instant;

use analysis::document::codebook::{Codebook, CodebookValue, CodebookVariable};
use analysis::document::csv::CsvOptions;
use analysis::document::{Cell, Sheet, csv, parquet, sav, xlsx};
use analysis::table::Kind;

const N_VARIABLES: usize = 250;

/// Values of closed questions, the last two for missing answers.
const VALUES: [(&str, &str); 7] = [
    ("1", "よくある"),
    ("2", "ときどきある"),
    ("3", "あまりない"),
    ("4", "ない"),
    ("5", "わからない"),
    ("96", "判読不能"),
    ("99", "無回答"),
];

const SENTENCES: [&str; 6] = [
    "手帳がないと使える制度が少なく、難病の方の就労につながりにくい。",
    "体調の波が大きく、勤務日数を決められない。",
    "主治医と相談しながら、週３日の勤務を続けている。",
    "窓口が別々で、三か所で同じ説明を求められた。",
    "在宅勤務に切り替えて、体調の悪い週も働けている😀。",
    "特になし。",
];

fn main() {
    let n_responses = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let (sheet, codebook) = (invented(n_responses), described());
    println!("{n_responses} responses x {N_VARIABLES} variables, {} MB in memory", memory("VmRSS:"));
    measure("CSV", 3.0, || csv::write(&sheet, CsvOptions::default()).expect("CSV is written"));
    measure("XLSX", 15.0, || xlsx::write(std::slice::from_ref(&sheet), 0).expect("XLSX is written"));
    measure("SAV", 15.0, || sav::write(&sheet, &codebook).expect("SAV is written"));
    measure("Parquet", 15.0, || parquet::write(&sheet, &codebook).expect("Parquet is written"));
}

fn measure(format: &str, limit: f64, write: impl FnOnce() -> Vec<u8>) {
    // The peak counts from here on (proc(5), clear_refs); where the system refuses, that of the process is printed.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let began = Instant::now();
    let n_bytes = write().len();
    println!(
        "  {format:<8} {:>6.2} s (limit {limit} s)   {:>6.1} MB   peak {:>4} MB (limit 300 MB)",
        began.elapsed().as_secs_f64(),
        n_bytes as f64 / 1_000_000.0,
        memory("VmHWM:")
    );
}

/// A number of `/proc/self/status`, in MB.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn kind_of(place: usize) -> Kind {
    match place % 25 {
        24 => Kind::Text,
        23 | 22 => Kind::Number,
        _ => Kind::Single,
    }
}

fn invented(n_responses: usize) -> Sheet {
    // A generator of Lehmer's is random enough for lengths and compression.
    let mut state = 1_u64;
    let mut random = move |below: usize| {
        state = state * 48_271 % 2_147_483_647;
        usize::try_from(state).unwrap_or(0) % below
    };
    let mut cell = |place: usize| match kind_of(place) {
        Kind::Text if random(3) == 0 => Cell::Empty,
        Kind::Text => {
            let n = random(4) + 1;
            Cell::Text((0..n).map(|_| SENTENCES[random(SENTENCES.len())]).collect())
        }
        Kind::Number => Cell::Number(random(1_000) as f64 / 10.0),
        Kind::Single | Kind::Multiple => {
            VALUES[random(VALUES.len())].0.parse().map_or(Cell::Empty, Cell::Integer)
        }
    };
    Sheet {
        name: "data".to_string(),
        columns: (1..=N_VARIABLES).map(|number| format!("q{number}")).collect(),
        rows: (0..n_responses).map(|_| (0..N_VARIABLES).map(&mut cell).collect()).collect(),
    }
}

fn described() -> Codebook {
    let value =
        |(value, label): &(&str, &str)| CodebookValue::new(*value, *label, ["96", "99"].contains(value));
    let variable = |place: usize| {
        let kind = kind_of(place);
        let values = if kind == Kind::Single { VALUES.iter().map(value).collect() } else { Vec::new() };
        let number = place + 1;
        CodebookVariable::new(format!("q{number}"), format!("架空の設問 {number}"), kind, values)
    };
    Codebook { variables: (0..N_VARIABLES).map(variable).collect() }
}
