//! `kikitori classify`: stance and theme of texts in a file of JSON lines, without a server.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use analysis::coding::classify::examples::NO_THEME;
use analysis::coding::classify::{Classification, Classifier};
use analysis::coding::stance::Stance;
use analysis::text::Span;
use analysis::text::borders::to_words;
use analysis::text::dictionary::DEFAULT_SOURCES;
use analysis::text::tokenizer::{Tokenizer, Workers};
use anyhow::Context;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::cli::output::{has_enough, unwritten};
use crate::cli::tokenize::open_dictionary;
use crate::i18n::text;

/// The command line speaks Japanese.
const LANG: &str = "ja";

/// Lines could not be read; the others were told.
const PROBLEMS_FOUND: u8 = 1;

/// Longest line, in bytes: an answer of 10,000 characters in JSON's escapes and much more.
const MAX_LINE_BYTES: u64 = 1 << 20;

/// Lines that are told at a time: enough for all threads, little enough to begin at once.
const CHUNK_LINES: usize = 512;

/// Problems that are printed; more are only counted.
const MOST_PRINTED: usize = 50;

/// Arguments of `kikitori classify`.
#[derive(clap::Args)]
#[command(after_help = "\
Each line of FILE is a JSON object with the fields id and text. For each, in order, one object is printed:
  id, stance (challenge, good_practice, request, other), theme (C01–C14, G01–G12, none), confidence (0–1, of the stance),
  theme_confidence (0–1 or null), evidence (for: stance or theme; text; start and end in code points)
Evidence is in whole words of the dictionary, parts of the text as it is written. An id that comes again is told on standard error,
with both lines; both are printed.
1行に1つのJSON（id, text）を読み、同じ順に結果を1行ずつ出力します。結果は提案です。決めるのは人です。
根拠（evidence）は、もとの文章の一部で、辞書の語の切れめで始まり、終わります。同じ id が2回出てくると、両方の行番号を標準エラーに
出します（どちらの行も出力します）。
Told by a small model that learns from invented texts of the program's own. Reports of `kikitori analyze` suggest by cue rules
instead, and `kikitori rules` prints rules to change: the three can differ on the same text.
付属の架空の文章から学ぶ小さなモデルの見立てです。kikitori analyze の報告の提案（規則）や、直して使えるルール（kikitori rules）とは
別のもので、同じ文章でも答えが違うことがあります。

Exit codes 終了コード: 0 all lines told すべて出力, 1 some lines could not be read 読めない行あり, 2 could not run 実行できない")]
pub struct ClassifyArgs {
    /// ファイル: UTF-8, one JSON object a line with the fields id and text.
    pub file: PathBuf,
    /// 辞書のフォルダ: folder of the compiled dictionary; compiled there at the first use. Without one, words are told by their letters alone.
    #[arg(long, value_name = "DIR", default_value = "data/dictionary")]
    pub dictionary: PathBuf,
    /// 辞書のもと: folder with the sources of mecab-ipadic.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_SOURCES)]
    pub sources: PathBuf,
}

/// What tells texts.
struct Teller<'t> {
    classifier: Classifier,
    /// What knows where words end; none without a dictionary.
    words: Option<Workers<'t>>,
}

/// What is wrong with lines.
#[derive(Default)]
struct Problems {
    /// The first ones, in words.
    first: Vec<String>,
    n: usize,
    /// Lines that were told.
    n_told: usize,
    /// The first ids that came again, in words. They are no reason to tell a line or not.
    repeated: Vec<String>,
    n_repeated: usize,
    /// Whether there is no line at all.
    is_empty: bool,
}

impl Problems {
    fn add(&mut self, problem: String) {
        self.n += 1;
        if self.first.len() < MOST_PRINTED {
            self.first.push(problem);
        }
    }

    fn add_repeated(&mut self, repeated: String) {
        self.n_repeated += 1;
        if self.repeated.len() < MOST_PRINTED {
            self.repeated.push(repeated);
        }
    }

    /// What is said of ids that came again beyond those that are named.
    fn more_repeated(&self) -> Option<String> {
        let n = self.n_repeated - self.repeated.len();
        (n > 0).then(|| text(LANG, "classify-id-repeated-more", &[("n", n.to_string())]))
    }

    /// What is said of all of them together. That there is no line says enough.
    fn summary(&self) -> Option<String> {
        let key = if self.n_told == 0 { "classify-problems-all" } else { "classify-problems" };
        (!self.is_empty).then(|| text(LANG, key, &[("n", self.n.to_string())]))
    }
}

/// A line of the file: what is to be told, or what is wrong with it.
type Line = Result<Entry, String>;

struct Entry {
    line: usize,
    id: Value,
    text: String,
}

/// What is printed of a text.
#[derive(Serialize)]
struct Told<'a> {
    id: &'a Value,
    stance: Stance,
    theme: &'a str,
    confidence: f64,
    theme_confidence: Option<f64>,
    evidence: Vec<Evidence<'a>>,
}

/// A place that speaks for the stance or the theme; code points of the text.
#[derive(Serialize)]
struct Evidence<'a> {
    #[serde(rename = "for")]
    question: &'static str,
    text: &'a str,
    start: u32,
    end: u32,
}

/// Tells stance and theme of the texts of a file.
///
/// # Errors
/// When the file cannot be read or the output cannot be written.
pub fn run(args: &ClassifyArgs) -> anyhow::Result<ExitCode> {
    let path = args.file.display().to_string();
    let file = File::open(&args.file).with_context(|| unreadable(&path))?;
    let tokenizer = tokenizer(args);
    let teller = Teller { classifier: Classifier::shipped()?, words: tokenizer.as_ref().map(Workers::new) };
    let mut output = BufWriter::new(io::stdout().lock());
    let told = tell_all(&teller, BufReader::new(file), &mut output, &path);
    let problems = match told.and_then(|problems| output.flush().map(|()| problems).map_err(unwritten)) {
        Err(error) if has_enough(&error) => return Ok(ExitCode::SUCCESS),
        told => told?,
    };
    problems.repeated.iter().for_each(|repeated| eprintln!("{path}: {repeated}"));
    problems.more_repeated().iter().for_each(|more| eprintln!("{path}: {more}"));
    if problems.n == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    problems.first.iter().for_each(|problem| eprintln!("{path}: {problem}"));
    problems.summary().iter().for_each(|summary| eprintln!("{summary}"));
    Ok(ExitCode::from(PROBLEMS_FOUND))
}

/// What knows words. Nobody waits in vain for want of it: that there is none is said, and words are told by their letters alone.
fn tokenizer(args: &ClassifyArgs) -> Option<Tokenizer> {
    let opened = open_dictionary(&args.sources, &args.dictionary);
    match opened.and_then(|dictionary| Ok(Tokenizer::with_domain_words(&dictionary)?)) {
        Ok(tokenizer) => Some(tokenizer),
        Err(error) => {
            eprintln!("{}", text(LANG, "classify-no-dictionary", &[("why", format!("{error:#}"))]));
            None
        }
    }
}

fn unreadable(path: &str) -> String {
    text(LANG, "classify-file-unreadable", &[("path", path.to_owned())])
}

/// Writes what is told of each line of the file of this name, and gives what is wrong with the others.
fn tell_all(
    teller: &Teller<'_>,
    mut input: impl BufRead,
    output: &mut impl Write,
    path: &str,
) -> anyhow::Result<Problems> {
    let mut problems = Problems { is_empty: true, ..Problems::default() };
    let mut n_lines = 0;
    let mut first_lines: HashMap<u128, usize> = HashMap::new();
    loop {
        let lines = next_lines(&mut input, &mut n_lines).with_context(|| unreadable(path))?;
        if lines.is_empty() {
            break;
        }
        problems.is_empty = false;
        for entry in lines.iter().filter_map(|line| line.as_ref().ok()) {
            let first = *first_lines.entry(kept(&entry.id)).or_insert(entry.line);
            if first != entry.line {
                let more = [("id", entry.id.to_string()), ("first", first.to_string())];
                problems.add_repeated(problem("classify-id-repeated", entry.line, &more));
            }
        }
        let told: Vec<Result<String, String>> =
            lines.into_par_iter().map(|line| line.map(|entry| tell(teller, &entry))).collect();
        for told in told {
            match told {
                Ok(told) => {
                    problems.n_told += 1;
                    writeln!(output, "{told}").map_err(unwritten)?;
                }
                Err(problem) => problems.add(problem),
            }
        }
    }
    if problems.is_empty {
        problems.add(text(LANG, "classify-empty", &[]));
    }
    Ok(problems)
}

/// What is kept of an id, however long it is: all else of a file is forgotten once it is told.
fn kept(id: &Value) -> u128 {
    let digest = Sha256::digest(id.to_string());
    digest.first_chunk().copied().map_or(0, u128::from_be_bytes)
}

/// The next lines that are not blank; none at the end of the file.
fn next_lines(input: &mut impl BufRead, n_lines: &mut usize) -> io::Result<Vec<Line>> {
    let mut lines = Vec::new();
    let mut bytes = Vec::new();
    while lines.len() < CHUNK_LINES {
        bytes.clear();
        input.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        *n_lines += 1;
        let is_cut = bytes.len() as u64 == MAX_LINE_BYTES && bytes.last() != Some(&b'\n');
        if is_cut {
            input.skip_until(b'\n')?;
            let most = MAX_LINE_BYTES.to_string();
            lines.push(Err(problem("classify-line-too-long", *n_lines, &[("most", most)])));
        } else if let Some(line) = entry(&bytes, *n_lines) {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// What a line says; nothing for a blank one.
fn entry(bytes: &[u8], line: usize) -> Option<Line> {
    let bytes = if line == 1 { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
    if bytes.trim_ascii().is_empty() {
        return None;
    }
    let Ok(words) = std::str::from_utf8(bytes) else {
        return Some(Err(problem("classify-line-not-utf8", line, &[])));
    };
    Some(match serde_json::from_str(words) {
        Ok(Value::Object(mut fields)) => match (fields.remove("id"), fields.remove("text")) {
            (Some(id @ (Value::String(_) | Value::Number(_))), Some(Value::String(text))) => {
                Ok(Entry { line, id, text })
            }
            (Some(Value::String(_) | Value::Number(_)), _) => Err(problem("classify-no-text", line, &[])),
            _ => Err(problem("classify-no-id", line, &[])),
        },
        Ok(_) => Err(problem("classify-no-object", line, &[])),
        Err(error) => Err(problem("classify-no-json", line, &[("column", error.column().to_string())])),
    })
}

fn problem(key: &str, line: usize, more: &[(&str, String)]) -> String {
    let mut args = vec![("line", line.to_string())];
    args.extend_from_slice(more);
    text(LANG, key, &args)
}

/// One line of output.
fn tell(teller: &Teller<'_>, entry: &Entry) -> String {
    let found = teller.classifier.classify(&entry.text);
    let told = Told {
        id: &entry.id,
        stance: found.stance,
        theme: found.theme.as_ref().map_or(NO_THEME, |theme| theme.code.as_str()),
        confidence: rounded(found.confidence()),
        theme_confidence: found.theme.as_ref().map(|theme| rounded(theme.probability)),
        evidence: evidence(teller, &found, &entry.text),
    };
    // Strings, numbers and lists of them can always be written.
    serde_json::to_string(&told).unwrap_or_default()
}

fn evidence<'t>(teller: &Teller<'_>, found: &Classification, text: &'t str) -> Vec<Evidence<'t>> {
    let place = |question: &'static str, span: Span| Evidence {
        question,
        text: span.of(text),
        start: span.start,
        end: span.end,
    };
    let whole = |places: &[Span]| match &teller.words {
        Some(words) => words.with(|worker| to_words(worker, text, places)),
        None => places.to_vec(),
    };
    let of_theme = found.theme.as_ref().map(|theme| whole(&theme.evidence)).unwrap_or_default();
    let of_stance = whole(&found.evidence).into_iter().map(|span| place("stance", span));
    of_stance.chain(of_theme.into_iter().map(|span| place("theme", span))).collect()
}

/// Four digits are more than a probability is worth.
fn rounded(probability: f64) -> f64 {
    (probability * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use analysis::text::corpus::{Document, build};

    use super::*;

    fn without_dictionary() -> Teller<'static> {
        Teller { classifier: Classifier::shipped().unwrap(), words: None }
    }

    fn told(teller: &Teller<'_>, input: &[u8]) -> (Vec<Value>, Vec<String>) {
        let mut output = Vec::new();
        let problems = tell_all(teller, input, &mut output, "c.jsonl").unwrap();
        let lines = String::from_utf8(output).unwrap();
        assert_eq!(problems.first.len(), problems.n.min(MOST_PRINTED));
        (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), problems.first)
    }

    #[test]
    fn good_lines_are_told_in_order_and_bad_ones_named() {
        let teller = without_dictionary();
        let mut input =
            "\u{FEFF}{\"id\":\"a\",\"text\":\"相談員を増やしてほしい。\",\"source\":\"x\"}\r\n".to_owned();
        input.push_str("\n{\"id\":7,\"text\":\"特になし\"}\n");
        input.push_str("{\"id\":\"c\"}\n{\"text\":\"x\"}\n{\"id\":null,\"text\":\"x\"}\n[1]\n{\"id\":\n{\"id\":1,\"text\":2}\n");
        let mut input = input.into_bytes();
        input.extend_from_slice(b"{\"id\":\"\xFF\"}\n");
        input.extend(std::iter::repeat_n(b' ', 3 << 20));
        input.extend_from_slice(
            "\n{\"id\":\"last\",\"text\":\"主治医と連携して勤務日を決めています\"}".as_bytes(),
        );
        let (lines, problems) = told(&teller, &input);
        let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
        assert_eq!(ids, [&Value::from("a"), &Value::from(7), &Value::from("last")]);
        let stances: Vec<&str> = lines.iter().filter_map(|line| line["stance"].as_str()).collect();
        assert_eq!(stances, ["request", "other", "good_practice"]);
        assert_eq!((&lines[0]["theme"], &lines[1]["theme"]), (&Value::from("C10"), &Value::from("none")));
        assert_eq!(lines[1]["theme_confidence"], Value::Null);
        for line in &lines {
            assert!((0.0..=1.0).contains(&line["confidence"].as_f64().unwrap()), "{line}");
        }
        let places = lines[0]["evidence"].as_array().unwrap();
        let speaks = |question: &str, words: &str| {
            places
                .iter()
                .any(|place| place["for"] == question && place["text"].as_str().unwrap().contains(words))
        };
        assert!(speaks("stance", "てほしい") && speaks("theme", "相談員"), "{places:?}");
        assert_eq!(problems.len(), 8, "{problems:?}");
        let n: Vec<usize> = [4, 5, 6, 7, 8, 9, 10, 11].to_vec();
        for (line, problem) in n.iter().zip(&problems) {
            assert!(problem.contains(&line.to_string()), "{line}: {problem}");
        }
        // The same again, byte for byte.
        assert_eq!(told(&without_dictionary(), &input), (lines, problems));
        assert_eq!(told(&teller, b"\n \n").1.len(), 1);
    }

    #[test]
    fn evidence_is_whole_words_of_the_text() {
        let dictionary = std::env::temp_dir().join("kikitori-test-data/dictionary");
        let opened = open_dictionary(std::path::Path::new(DEFAULT_SOURCES), &dictionary).unwrap();
        let tokenizer = Tokenizer::with_domain_words(&opened).unwrap();
        let teller = Teller { words: Some(Workers::new(&tokenizer)), ..without_dictionary() };
        let texts = [
            "ＨＷと病院の連携がとれておらず、同じ説明を何度も求められる。",
            "福祉サービスも、再就職の支援も足りない。",
            "送迎の車を町で出してほしい。",
            "主治医と連携して勤務日を決めています",
            "ﾊﾛｰﾜｰｸの窓口で断られ、困っている",
        ];
        let line = |(n, text): (usize, &&str)| format!("{{\"id\":{n},\"text\":\"{text}\"}}\n");
        let input: String = texts.iter().enumerate().map(line).collect();
        let (lines, _) = told(&teller, input.as_bytes());
        let (plain, _) = told(&without_dictionary(), input.as_bytes());
        let mut n_widened = 0;
        for ((line, plain), text) in lines.iter().zip(&plain).zip(texts) {
            assert_eq!((&line["stance"], &line["theme"]), (&plain["stance"], &plain["theme"]), "{text}");
            let document = Document { text: text.to_owned(), ..Document::default() };
            let corpus = build(&tokenizer, vec![document], &|_| {});
            let places = line["evidence"].as_array().unwrap();
            assert!(!places.is_empty(), "{text}");
            for place in places {
                let [start, end] = ["start", "end"].map(|edge| place[edge].as_u64().unwrap() as u32);
                assert_eq!(place["text"], Span { start, end }.of(text));
                assert!(text.contains(place["text"].as_str().unwrap()));
                let is_edge = |edge: fn(&Span) -> u32, at: u32| {
                    corpus.tokens.iter().any(|token| edge(&token.span) == at)
                };
                assert!(
                    is_edge(|span| span.start, start) && is_edge(|span| span.end, end),
                    "{place} of {text}"
                );
            }
            n_widened += usize::from(line["evidence"] != plain["evidence"]);
        }
        assert!(n_widened > 0);
    }

    #[test]
    fn an_id_that_comes_again_is_told_with_both_lines() {
        let teller = without_dictionary();
        let input =
            b"{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":1,\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}\n\
            {\"id\":\"1\",\"text\":\"z\"}\n{\"id\":\"a\",\"text\":\"z\"}\n";
        let mut output = Vec::new();
        let problems = tell_all(&teller, input.as_slice(), &mut output, "c.jsonl").unwrap();
        assert_eq!((problems.n, problems.n_told, problems.n_repeated), (0, 5, 2));
        for (repeated, line) in problems.repeated.iter().zip(["4行目", "6行目"]) {
            assert!(repeated.contains(line) && repeated.contains("1行目"), "{repeated}");
        }
        assert_eq!(String::from_utf8(output).unwrap().lines().count(), 5, "both are told");
        let many = "{\"id\":1,\"text\":\"x\"}\n".repeat(MOST_PRINTED + 3);
        let problems = tell_all(&teller, many.as_bytes(), &mut Vec::<u8>::new(), "c.jsonl").unwrap();
        assert_eq!(problems.repeated.len(), MOST_PRINTED);
        assert!(problems.more_repeated().unwrap().contains('2'));
    }

    /// Every byte of a line changed, and the line cut everywhere.
    #[test]
    fn a_damaged_line_spoils_no_other() {
        let line = "{\"id\":\"a\",\"text\":\"窓口 \\u3042\"}".as_bytes();
        let mut damaged: Vec<Vec<u8>> = (0..line.len()).map(|end| line[..end].to_vec()).collect();
        for at in 0..line.len() {
            for byte in [0, b' ', b'"', b'\\', b'{', 0x80, 0xFF] {
                let mut own = line.to_vec();
                own[at] = byte;
                damaged.push(own);
            }
        }
        for own in damaged {
            let n_expected = if own.trim_ascii().is_empty() { 1 } else { 2 };
            let input = [own.as_slice(), b"\n{\"id\":1,\"text\":\"x\"}\n"].concat();
            let mut n_lines = 0;
            let lines = next_lines(&mut input.as_slice(), &mut n_lines).unwrap();
            assert_eq!((n_lines, lines.len()), (2, n_expected), "{own:?}");
            let last = lines.last().and_then(|line| line.as_ref().ok());
            assert!(last.is_some_and(|entry| entry.text == "x"), "{own:?}");
        }
    }

    #[test]
    fn what_is_said_in_the_end_is_true() {
        let teller = without_dictionary();
        let summary =
            |input: &[u8]| tell_all(&teller, input, &mut Vec::<u8>::new(), "c.jsonl").unwrap().summary();
        assert_eq!(summary(b""), None);
        assert!(summary(b"{\n").unwrap().contains("読めた行はありません"));
        assert!(summary(b"{\n{\"id\":1,\"text\":\"x\"}\n").unwrap().contains("ほかの行は出力しました"));
    }

    #[test]
    fn a_full_disk_is_no_fault_of_the_file() {
        let teller = without_dictionary();
        let mut full = File::options().write(true).open("/dev/full").unwrap();
        let line = b"{\"id\":1,\"text\":\"x\"}\n".as_slice();
        let said = tell_all(&teller, line, &mut full, "c.jsonl").err().unwrap().to_string();
        assert!(said.contains("空きが足りない") && !said.contains("c.jsonl"), "{said}");
        let folder = BufReader::new(File::open("/").unwrap());
        let said = tell_all(&teller, folder, &mut Vec::<u8>::new(), "c.jsonl").err().unwrap().to_string();
        assert!(said.contains("c.jsonl を読めません"), "{said}");
    }
}
