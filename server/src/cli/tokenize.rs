//! `kikitori tokenize`: lines of text in, MeCab's output format out.

use std::io::{self, BufRead, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use analysis::text::dictionary::{self, DEFAULT_SOURCES};
use analysis::text::tokenizer::{Tokenizer, Workers, write_mecab, write_normalized};
use anyhow::{Context, bail};
use rayon::prelude::*;

use crate::cli::output::{has_enough, unwritten};
use crate::i18n::text;

/// Arguments of `kikitori tokenize`.
#[derive(clap::Args)]
pub struct TokenizeArgs {
    /// 辞書のフォルダ: folder of the compiled dictionary; compiled there at the first use.
    #[arg(long, value_name = "DIR", default_value = "data/dictionary")]
    pub dictionary: PathBuf,
    /// 辞書のもと: folder with the sources of mecab-ipadic.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_SOURCES)]
    pub sources: PathBuf,
    /// 分野の語を使う: keep words of the field (就労継続支援B型 …) whole, in any width, as `kikitori analyze` does. Without it the
    /// words are MeCab's.
    #[arg(long)]
    pub domain_words: bool,
}

/// How much text is cut at a time: enough for all threads, little enough to begin at once and to need little memory.
const CHUNK_BYTES: usize = 1 << 18;

/// Lines that one thread cuts at a time, whose words are written at once.
const LINES_PER_TASK: usize = 64;

/// Reads lines of UTF-8 from standard input and writes their words to standard output, in the same order.
///
/// # Errors
/// When the dictionary cannot be opened or compiled, a line is not UTF-8, or the output cannot be written.
pub fn run(args: &TokenizeArgs) -> anyhow::Result<ExitCode> {
    let dictionary = open_dictionary(&args.sources, &args.dictionary)?;
    let tokenizer = if args.domain_words {
        Tokenizer::with_domain_words(&dictionary)?
    } else {
        Tokenizer::plain(&dictionary)
    };
    let mut output = io::stdout();
    let written = tokenize(&tokenizer, io::stdin().lock(), &mut output);
    match written.and_then(|()| output.flush().map_err(unwritten)) {
        Err(error) if has_enough(&error) => Ok(ExitCode::SUCCESS),
        outcome => outcome.map(|()| ExitCode::SUCCESS),
    }
}

/// Opens the dictionary, or compiles it; says what to do when that is not possible.
///
/// # Errors
/// With words for the person at the terminal.
pub fn open_dictionary(
    sources: &std::path::Path,
    folder: &std::path::Path,
) -> anyhow::Result<dictionary::Dictionary> {
    use analysis::error::Error;
    dictionary::open_or_build(sources, folder).map_err(|error| {
        let (key, path) = match &error {
            Error::DictionarySourcesMissing { path } => ("analyze-dictionary-sources-missing", path),
            Error::DictionaryFolderNotWritable { path, .. } => ("analyze-dictionary-not-writable", path),
            _ => return error.into(),
        };
        let words = text("ja", key, &[("path", path.display().to_string())]);
        match error {
            // What lies below would say the same once more.
            Error::DictionarySourcesMissing { .. } => anyhow::Error::msg(words),
            _ => anyhow::Error::new(error).context(words),
        }
    })
}

/// Cuts piece by piece; while one is cut, the words of the one before are written.
fn tokenize(
    tokenizer: &Tokenizer,
    mut input: impl BufRead,
    output: &mut (impl Write + Send),
) -> anyhow::Result<()> {
    let unreadable = || text("ja", "cli-input-unreadable", &[]);
    let workers = Workers::new(tokenizer);
    let mut chunk = Vec::with_capacity(CHUNK_BYTES + 4096);
    let mut first_line = 1;
    // Their memory is used again: what the system has to give anew costs more than to fill it.
    let (mut words, mut before) = (Vec::new(), Vec::new());
    loop {
        chunk.clear();
        input.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut chunk).with_context(unreadable)?;
        if chunk.is_empty() {
            return write_all(output, &before);
        }
        if chunk.last() != Some(&b'\n') {
            input.read_until(b'\n', &mut chunk).with_context(unreadable)?;
        }
        let lines = match lines_of(&chunk, first_line) {
            Ok(lines) => lines,
            Err(error) => return write_all(output, &before).and(Err(error)),
        };
        first_line += lines.len();
        let cut = || cut(&workers, &lines, &mut words);
        rayon::join(cut, || write_all(output, &before)).1?;
        std::mem::swap(&mut words, &mut before);
    }
}

/// The words of some lines, in MeCab's format and in their order, in place of what `words` held.
fn cut(workers: &Workers<'_>, lines: &[&str], words: &mut Vec<String>) {
    words.resize_with(lines.len().div_ceil(LINES_PER_TASK), String::new);
    lines.par_chunks(LINES_PER_TASK).zip(words).for_each(|(lines, piece)| {
        piece.clear();
        workers.with(|worker| {
            for line in lines {
                // Words of the field are in normal width; without them the words are MeCab's, of the line as it stands.
                match worker.tokenizer().has_domain_words() {
                    true => write_normalized(worker, line, piece),
                    false => write_mecab(worker, line, piece),
                }
            }
        });
    });
}

fn write_all(output: &mut impl Write, words: &[String]) -> anyhow::Result<()> {
    words.iter().try_for_each(|piece| output.write_all(piece.as_bytes())).map_err(unwritten)
}

fn lines_of(chunk: &[u8], first_line: usize) -> anyhow::Result<Vec<&str>> {
    let body = chunk.strip_suffix(b"\n").unwrap_or(chunk);
    let mut lines = Vec::new();
    for (index, line) in body.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Ok(line) = std::str::from_utf8(line) else {
            bail!(text("ja", "analyze-line-not-utf8", &[("line", (first_line + index).to_string())]));
        };
        lines.push(line);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::BufReader;

    use super::*;

    #[test]
    fn lines_are_split_and_numbered() {
        assert_eq!(lines_of("難病\r\n\nB型\n".as_bytes(), 1).unwrap(), ["難病", "", "B型"]);
        let error = lines_of(b"a\nb\xFF\n", 11).unwrap_err();
        assert!(error.to_string().contains("12"), "{error}");
    }

    fn dictionary() -> dictionary::Dictionary {
        let folder = std::env::temp_dir().join("kikitori-test-dictionary");
        open_dictionary(DEFAULT_SOURCES.as_ref(), &folder).unwrap()
    }

    #[test]
    fn what_could_not_be_read_or_written_is_said() {
        let dictionary = dictionary();
        let tokenizer = Tokenizer::plain(&dictionary);
        let mut full = File::options().write(true).open("/dev/full").unwrap();
        let said = tokenize(&tokenizer, "難病\n".as_bytes(), &mut full).unwrap_err().to_string();
        assert!(said.contains("空きが足りない"), "{said}");
        let folder = BufReader::new(File::open("/").unwrap());
        let said = tokenize(&tokenizer, folder, &mut Vec::<u8>::new()).unwrap_err().to_string();
        assert!(said.contains("標準入力を読めません"), "{said}");
    }

    #[test]
    fn words_of_the_field_are_found_in_any_width() {
        let dictionary = dictionary();
        let words = |tokenizer: &Tokenizer, line: &str| {
            let mut output = Vec::new();
            tokenize(tokenizer, line.as_bytes(), &mut output).unwrap();
            let output = String::from_utf8(output).unwrap();
            let surface = |line: &str| line.split_once('\t').map(|(surface, _)| surface.to_owned());
            output.lines().filter_map(surface).collect::<Vec<String>>()
        };
        let domain = Tokenizer::with_domain_words(&dictionary).unwrap();
        assert_eq!(words(&domain, "就労継続支援Ｂ型 と ﾊﾛｰﾜｰｸ\n"), ["就労継続支援Ｂ型", "と", "ﾊﾛｰﾜｰｸ"]);
        assert_eq!(words(&domain, "b型に通う\n")[0], "b型");
        assert!(words(&Tokenizer::plain(&dictionary), "就労継続支援Ｂ型\n").len() > 1);
    }

    #[test]
    fn words_come_in_the_order_of_the_lines() {
        let dictionary = dictionary();
        // More than is cut at a time.
        let n_lines = 20_000;
        let input: String = (0..n_lines).map(|n| format!("{n}番の相談\n")).collect();
        assert!(input.len() > CHUNK_BYTES);
        let mut output = Vec::new();
        tokenize(&Tokenizer::plain(&dictionary), input.as_bytes(), &mut output).unwrap();
        let output = String::from_utf8(output).unwrap();
        let numbers: Vec<&str> =
            output.lines().filter_map(|line| line.strip_suffix("\t名詞,数,*,*,*,*,*")).collect();
        assert_eq!(numbers.len(), n_lines);
        assert!(numbers.iter().enumerate().all(|(n, number)| *number == n.to_string()));
        assert_eq!(output.lines().filter(|line| *line == "EOS").count(), n_lines);
    }
}
