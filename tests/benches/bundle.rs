//! How long the data of a survey takes in each format that researchers get, and how much memory at most: 10,000 invented responses of
//! 250 variables, of which ten are free texts.
//!
//! `cargo bench -p tests --bench bundle` prints seconds, bytes and peak memory of each; the data itself takes what stands in the first
//! line. Then the whole bundle is made of as many responses in SQLite, by a process of its own, as `kikitori export` is one. A number
//! behind `--` is that of responses.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use analysis::document::codebook::{Codebook, CodebookValue, CodebookVariable};
use analysis::document::csv::CsvOptions;
use analysis::document::{Cell, Sheet, csv, parquet, sav, xlsx};
use analysis::table::Kind;
use sea_orm::{EntityTrait, Set, TransactionTrait};
use serde_json::{Map, Value, json};
use server::app;
use server::auth::Role;
use server::bundle::choices::Choices;
use server::bundle::file::write_file;
use server::bundle::material::Material;
use server::bundle::steps::Steps;
use server::config::Config;
use server::i18n::Lang;
use surveys::entity::response;
use surveys::id::SurveyId;
use surveys::store;
use tests::closed_answers::definition;
use tests::invented_answers::sent;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Engine, TestApp};
use tokio::runtime::Runtime;

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

/// Before the data folder and the number of a survey: what the process itself starts, to write a bundle of it.
const WRITE: &str = "--write-bundle-of";

fn main() {
    // As the program does.
    server::memory::spare();
    Runtime::new().expect("threads").block_on(run());
}

async fn run() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, command, data, survey] = args.as_slice()
        && command == WRITE
    {
        return write(Path::new(data), SurveyId(survey.parse().expect("a number"))).await;
    }
    let n_responses = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    formats(n_responses);
    whole(n_responses).await;
}

fn formats(n_responses: usize) {
    let (sheet, codebook) = (invented(n_responses), described());
    println!("{n_responses} responses x {N_VARIABLES} variables, {} MB in memory", memory("VmRSS:"));
    measure("CSV", 3.0, || csv::write(&sheet, CsvOptions::default()).expect("CSV is written"));
    measure("XLSX", 15.0, || xlsx::write(std::slice::from_ref(&sheet), 0).expect("XLSX is written"));
    measure("SAV", 15.0, || sav::write(&sheet, &codebook, "架空の調査票").expect("SAV is written"));
    measure("Parquet", 15.0, || parquet::write(&sheet, &codebook).expect("Parquet is written"));
}

/// A bundle from the database: first the answers are read, then the file is written.
async fn whole(n_responses: usize) {
    let app = TestApp::start_with(Engine::Sqlite, |config| config.limit_starts = false).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &asked()).await;
    fill(&app, &open, n_responses).await;
    println!("whole bundle");
    let program = std::env::current_exe().expect("a program");
    let data = app.data.clone();
    let mut written = Command::new(program);
    written.arg(WRITE).arg(data).arg(open.survey.0.to_string());
    assert!(written.status().expect("it can be started").success(), "no bundle");
    app.stop().await;
}

/// A bundle from the database of a service, written to its folder.
async fn write(data: &Path, survey: SurveyId) {
    let config = Config {
        dictionary: std::env::var_os("KIKITORI_DICTIONARY").map(Into::into),
        ..Config::for_data(data)
    };
    let listen = config.listen;
    let app = app::open(config, listen).await.expect("the data");
    let began = Instant::now();
    let mut material = Material::load(&app, survey, Lang::Ja, true).await.expect("answers");
    println!("  read     {:>6.2} s   peak {:>4} MB", began.elapsed().as_secs_f64(), memory("VmHWM:"));
    let choices = Choices::usual(&material.dataset().survey);
    write_file(&app, &mut material, &choices, &Steps::default(), &data.join("bundle.zip"))
        .expect("a bundle is written");
    println!(
        "  written  {:>6.2} s   peak {:>4} MB (limit 300 MB)",
        began.elapsed().as_secs_f64(),
        memory("VmHWM:")
    );
}

/// The questions of [`described`], and consent.
fn asked() -> Value {
    let choices: Vec<Value> =
        VALUES[..5].iter().map(|(value, text)| json!({ "value": value, "text": text })).collect();
    let question = |place: usize| {
        let (name, title) = (format!("q{}", place + 1), format!("架空の設問 {}", place + 1));
        match kind_of(place) {
            Kind::Text => json!({ "type": "comment", "name": name, "title": title, "kt:role": "challenge" }),
            Kind::Number => json!({ "type": "text", "inputType": "number", "name": name, "title": title }),
            Kind::Single | Kind::Multiple => {
                json!({ "type": "radiogroup", "name": name, "title": title, "choices": choices })
            }
        }
    };
    definition(&(0..N_VARIABLES).map(question).collect::<Vec<Value>>())
}

async fn fill(app: &TestApp, open: &OpenSurvey, n_responses: usize) {
    let transaction = app.db().begin().await.expect("a transaction");
    let version = store::questionnaires::newest_version(&transaction, open.questionnaire).await;
    let version = version.expect("it can be read").expect("it is published").id;
    for (at, cells) in invented(n_responses).rows.into_iter().enumerate() {
        let mut answers = Map::new();
        answers.insert("consent".to_owned(), json!(["1", "2", "3"]));
        for (place, cell) in cells.into_iter().enumerate() {
            let value = match cell {
                // Codes for missing answers are no answers.
                Cell::Integer(code) if code < 90 => json!(code.to_string()),
                Cell::Number(number) => json!(number),
                Cell::Text(text) => json!(text),
                Cell::Integer(_) | Cell::Hidden | Cell::Empty => continue,
            };
            answers.insert(format!("q{}", place + 1), value);
        }
        let row = response::ActiveModel {
            answers: Set(Value::Object(answers).to_string()),
            ..sent(open, version, at, "")
        };
        response::Entity::insert(row).exec_without_returning(&transaction).await.expect("an answer");
    }
    transaction.commit().await.expect("they are kept");
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
            Cell::Text((0..n).map(|_| SENTENCES[random(SENTENCES.len())]).collect::<String>().into())
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
