//! `kikitori analyze`: the text analysis of a CSV or XLSX file, without a server.

mod figures;
mod input;
mod output;
mod report;
mod sheets;

use std::path::PathBuf;
use std::process::ExitCode;

use analysis::coding::suggest::{Suggester, suggest_documents};
use analysis::text::corpus::{self, Corpus};
use analysis::text::dictionary::DEFAULT_SOURCES;
use analysis::text::tokenizer::Tokenizer;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use self::figures::Figures;
use self::input::Input;
use self::output::OutputFolder;
use super::tokenize::open_dictionary;
use crate::i18n::text;

/// The report is written in Japanese.
const LANG: &str = "ja";

/// Problems were found in the input; the rest of it was analysed.
const PROBLEMS_FOUND: u8 = 1;

/// Arguments of `kikitori analyze`.
#[derive(clap::Args)]
pub struct AnalyzeArgs {
    /// ファイル: CSV (UTF-8, UTF-16 or Shift_JIS) or XLSX with a header row.
    pub file: PathBuf,
    /// 分析する列: column with the texts.
    #[arg(long, value_name = "COLUMN")]
    pub text: String,
    /// くらべる列: column whose values are compared in the cross table; may be given several times.
    #[arg(long, value_name = "COLUMN")]
    pub by: Vec<String>,
    /// 番号の列: column that names each row; the number of the row when absent.
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// 出力フォルダ: folder for the report and the tables. An earlier report in it is replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// データフォルダ: folder of the compiled dictionary.
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// 辞書のもと: folder with the sources of mecab-ipadic.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_SOURCES)]
    pub sources: PathBuf,
    /// 分野の語を使わない: do not keep words of the field (就労継続支援B型 …) whole.
    #[arg(long)]
    pub no_domain_words: bool,
}

/// Analyses a file and writes report.html, network.svg and five tables; all of them or none.
///
/// # Errors
/// When the file cannot be read, the dictionary cannot be opened or the folder cannot be written.
pub fn run(args: &AnalyzeArgs) -> anyhow::Result<ExitCode> {
    let folder = OutputFolder::check(&args.out)?;
    let Input { documents, attributes, mut problems } = input::read(args)?;
    let n_documents = documents.len();
    let dictionary = open_dictionary(&args.sources, &args.data.join("dictionary"))?;
    let tokenizer = match args.no_domain_words {
        true => Tokenizer::plain(&dictionary),
        false => Tokenizer::with_domain_words(&dictionary)?,
    };
    let bar = progress_bar(n_documents as u64);
    // Neither needs the other: stances are read from sentences, words from the lattice.
    let (cut, suggested) = rayon::join(
        || corpus::cut(&tokenizer, &documents, &|done| bar.inc(done)),
        || Suggester::shipped().map(|suggester| (suggest_documents(&suggester, &documents), suggester.frame)),
    );
    let (coded, frame) = suggested?;
    bar.set_message(text(LANG, "analyze-progress-figures", &[]));
    let corpus = corpus::assemble(&tokenizer, documents, cut);
    let figures = Figures::of(corpus, coded, frame, &attributes, &mut problems)?;
    bar.set_message(text(LANG, "analyze-progress-writing", &[]));
    write(args, folder, &figures)?;
    bar.finish_and_clear();
    let counts = [("n", n_documents.to_string()), ("out", args.out.display().to_string())];
    println!("{}", text(LANG, "analyze-done", &counts));
    if problems.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{}", text(LANG, "analyze-problems", &[("n", problems.len().to_string())]));
    problems.iter().for_each(|problem| eprintln!("- {problem}"));
    Ok(ExitCode::from(PROBLEMS_FOUND))
}

fn write(args: &AnalyzeArgs, mut folder: OutputFolder, figures: &Figures) -> anyhow::Result<()> {
    let source = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let svg = report::network_svg(figures)?;
    let (report, tables) =
        rayon::join(|| report::html(&source, &args.text, figures, &svg), || sheets::all(figures));
    folder.add("report.html", report?.into_bytes());
    folder.add("network.svg", svg.into_bytes());
    for (name, bytes) in tables? {
        folder.add(name, bytes);
    }
    folder.write()
}

/// Shown on standard error, and only when a person looks at it.
fn progress_bar(n_documents: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(n_documents), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {human_pos}/{human_len} {eta}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(text(LANG, "analyze-progress-words", &[]));
    bar
}

/// The id of a document as it is printed.
fn id_of(corpus: &Corpus, document: u32) -> &str {
    corpus.documents.get(document as usize).map_or("", |document| document.id.as_str())
}

#[cfg(test)]
mod tests;
