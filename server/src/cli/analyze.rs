//! `kikitori analyze`: the text analysis of a CSV, XLSX or plain text file, without a server.

mod alpha;
mod asked;
mod by_person;
mod cache;
mod clusters;
mod columns;
mod compared;
mod counted;
mod crossed;
mod figures;
mod further;
mod input;
mod keyness;
mod map;
mod matrix;
mod methods;
mod neighbours;
mod options;
mod output;
mod pictures;
mod plane;
mod report;
mod rule_pairs;
mod rules;
mod scales;
mod sheets;
mod sources;
mod topics;
mod unit_texts;
mod variables;
mod vectors;
mod waves;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use analysis::chart::png::{DEBIAN_FONTS, Fonts};
use analysis::coding::frame::CodingFrame;
use analysis::coding::suggest::{CodedSentence, Suggester, suggest_documents};
use analysis::text::corpus::{self, Corpus, CutDocuments, Document};
use analysis::text::dictionary::{DEFAULT_SOURCES, Dictionary};
use analysis::text::duplicates::{DuplicateGroup, duplicates};
use analysis::text::tokenizer::{Convention, Tokenizer};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use self::asked::{Asked, Reading};
use self::cache::finished::{Ending, Finished, Place};
use self::cache::{Cache, CachedTexts};
use self::figures::{Figures, Material};
use self::further::Wanted;
use self::input::Input;
use self::methods::Account;
use self::options::Options;
use self::output::OutputFolder;
use self::pictures::Picture;
use self::report::Subject;
use self::rules::{Ruled, Rules};
use self::waves::Known;
use super::said::said;
use super::tokenize::open_dictionary;
use crate::i18n::text;

/// The report is written in Japanese.
const LANG: &str = "ja";

/// Problems were found in the input; the rest of it was analysed.
const PROBLEMS_FOUND: u8 = 1;

/// Arguments of `kikitori analyze`.
#[derive(Clone, Debug, clap::Args)]
pub struct AnalyzeArgs {
    /// ファイル: CSV (UTF-8, UTF-16, Shift_JIS or EUC-JP) or XLSX with a header row, or plain text (.txt) with KH
    /// Coder's headings (`<H1>…</H1>`).
    pub file: PathBuf,
    /// 分析する列: column with the texts. A .txt file without it is plain text.
    #[arg(long, value_name = "COLUMN")]
    pub text: Option<String>,
    /// くらべる列: column whose values are compared in the cross table; may be given several times.
    #[arg(long, value_name = "COLUMN")]
    pub by: Vec<String>,
    /// 番号の列: column that names each row; the number of the row when absent.
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// 人の列: column that says who wrote each text. Words, cross tables and keywords are counted by people.
    #[arg(long, value_name = "COLUMN")]
    pub person: Option<String>,
    /// 調査回の列: column that says of which wave a text is (2024, 2025 … or 前, 後); writes trends.csv and, with --person,
    /// `before_after.csv`.
    #[arg(long, value_name = "COLUMN")]
    pub wave: Option<String>,
    /// 尺度の列: column with answers on a scale in numbers (1 to 5 …), compared between the values of --by (in each wave), and before
    /// and after with --wave and --person; writes scales.csv. May be given several times.
    #[arg(long, value_name = "COLUMN")]
    pub scale: Vec<String>,
    /// くわしく見る語: word (dictionary form) whose contexts, neighbours and associated words are told beside those of the most
    /// frequent ones, and which stands first in `word_crosstab.csv` and trends.csv; or phrase (手帳+が+ない) whose contexts are told;
    /// writes kwic.csv. With --rules a code (＊手帳), whose associated words are told. May be given several times.
    #[arg(long, value_name = "WORD")]
    pub word: Vec<String>,
    /// 文脈の並べ方: what the lines of kwic.csv are sorted by, up to three of l1 … l5, r1 … r5 (words before and after), or text.
    #[arg(long, value_name = "ORDERS", default_value = "text")]
    pub kwic_order: String,
    /// 文字コード: encoding of the files, where it cannot be told (utf-8, cp932, euc-jp, iso-2022-jp, utf-16le, utf-16be).
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// コーディングルール: file of KH Coder's coding rules (.cod, .txt); writes rules.csv and `rules_jaccard.csv`.
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// ルールの単位: what the rules are counted in (sentence, paragraph, document, person, h1 … h5).
    #[arg(long, value_name = "UNIT", default_value = "document")]
    pub unit: String,
    /// ルールの根拠: writes `rule_hits.csv`, the words of each text that fired for each code.
    #[arg(long, requires = "rules")]
    pub evidence: bool,
    /// 外部変数: CSV or XLSX with more columns, one row a text or heading (in their order, or with a column id).
    #[arg(long, value_name = "FILE")]
    pub variables: Option<PathBuf>,
    /// 強制抽出する語: words that are kept whole, one a line.
    #[arg(long, value_name = "FILE")]
    pub force_words: Option<PathBuf>,
    /// 使用しない語: words that are left out, one a line.
    #[arg(long, value_name = "FILE")]
    pub stop_words: Option<PathBuf>,
    /// 同義語: words that are counted as one, a group a line between commas, the word they are counted as first.
    #[arg(long, value_name = "FILE")]
    pub synonyms: Option<PathBuf>,
    /// ユーザー辞書: CSV with the columns surface,class,reading,lemma (表層形,品詞,読み,まとめ先), in another order where the first row names
    /// them; all but the first may be left out.
    #[arg(long, value_name = "FILE")]
    pub user_dictionary: Option<PathBuf>,
    /// 複合語の候補: writes compounds.csv, nouns that follow one another, with how often they do.
    #[arg(long)]
    pub compounds: bool,
    /// KH Coder の数え方: read texts and count words as KH Coder 3 does, to compare figures.
    #[arg(long)]
    pub khcoder: bool,
    /// 共起の単位: what words are compared by in the network, the associated words, the clusters and --map (sentence, paragraph, document,
    /// person, h1 … h5).
    #[arg(long, value_name = "UNIT", default_value = "person")]
    pub count_in: String,
    /// How words and texts are compared.
    #[command(flatten)]
    pub options: Options,
    /// 語のベクトル: vectors of words in the text format of word2vec, by which texts are put into groups, too.
    #[arg(long, value_name = "FILE")]
    pub word_vectors: Option<PathBuf>,
    /// 語の地図: writes map.csv and map.svg, words as places on a plane, near where the same people use them (multidimensional
    /// scaling).
    #[arg(long)]
    pub map: bool,
    /// 文章×語の表: writes `word_matrix.csv`, how often each text has each word that is compared, and with --rules `code_matrix.csv`, which
    /// codes each unit has.
    #[arg(long)]
    pub matrix: bool,
    /// 図の PNG: writes every picture as PNG of 300 dpi, too, beside the SVG.
    #[arg(long)]
    pub png: bool,
    /// フォント: folder of BIZ UDGothic, for --png.
    #[arg(long, value_name = "DIR", default_value = DEBIAN_FONTS)]
    pub fonts: PathBuf,
    /// 出力フォルダ: folder for the report and the tables. An earlier report in it is replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// データフォルダ: folder of the compiled dictionary.
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// 辞書のもと: folder with the sources of mecab-ipadic.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_SOURCES)]
    pub sources: PathBuf,
    /// 読んだ語を残すフォルダ: folder in which the words of each text are kept, so that the next time only new and changed texts are read,
    /// and finished reports, so that the same one is not counted again. Words of respondents stand in it; nothing is kept without it.
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// 分野の語を使わない: do not keep words of the field (就労継続支援B型 …) whole.
    #[arg(long)]
    pub no_domain_words: bool,
}

/// Analyses a file and writes report.html, methods.md, its pictures and its tables; all of them or none.
///
/// # Errors
/// When a file cannot be read, the dictionary cannot be opened or the folder cannot be written.
pub fn run(args: &AnalyzeArgs) -> anyhow::Result<ExitCode> {
    output::end_cleanly_when_interrupted();
    let folder = OutputFolder::check(&args.out)?;
    let dictionary = open_dictionary(&args.sources, &args.data.join("dictionary"))?;
    let place = Place::of(args, &dictionary.sources_sha256)?;
    if let Some(finished) = place.as_ref().and_then(Place::find) {
        return give_again(args, folder, finished);
    }
    let Analysed { folder, ending, n_new, not_kept } = analysed(args, &dictionary, folder)?;
    folder.write()?;
    // The report took long, and is there whether the next one will be faster or not.
    let not_kept = place.and_then(|place| place.keep(&ending, folder.files()).err()).or(not_kept);
    say_done(args, &ending);
    say_read(ending.n_documents, n_new);
    say_not_kept(not_kept.as_ref());
    Ok(say(&ending))
}

/// A report that is not written yet.
struct Analysed {
    folder: OutputFolder,
    ending: Ending,
    /// With a cache: how many texts were not in it.
    n_new: Option<usize>,
    /// Why their words are not in it now.
    not_kept: Option<anyhow::Error>,
}

/// Reads, counts and makes the files.
fn analysed(args: &AnalyzeArgs, dictionary: &Dictionary, folder: OutputFolder) -> anyhow::Result<Analysed> {
    let encoding = input::encoding(args)?;
    let fonts = pictures::fonts(args)?;
    asked::kwic_order(args)?;
    let count_in = counted::unit(args)?;
    let rules = Rules::read(args, encoding)?;
    let own = words::read(args, encoding)?;
    let Input { documents, attributes, persons, outline, mut problems, .. } = input::read(args)?;
    rules::check(args, &outline)?;
    rules::check_headings(args, &outline, count_in, "--count-in")?;
    let n_documents = documents.len();
    let convention = if args.khcoder { Convention::KhCoder } else { Convention::Kikitori };
    let tokenizer = own.tokenizer(&Tokenizer::plain(dictionary).following(convention))?;
    let bar = progress_bar(n_documents as u64);
    // Copies are looked for while words are put together one text after the other.
    let (read, copies) =
        rayon::join(|| read_texts(args, &tokenizer, &documents, &bar), || copies(args, &documents));
    let ReadTexts { cut, coded, frame, n_new, not_kept } = read?;
    bar.set_message(text(LANG, "analyze-progress-figures", &[]));
    let mut corpus = corpus::assemble(documents, cut);
    own.apply(&mut corpus);
    let vectors = args.word_vectors.as_deref().map(|path| vectors::read(path, &corpus)).transpose()?;
    let ruled = rules.map(|rules| {
        rules.apply(&corpus, &outline, &persons, own.stop_words(), &args.options, &mut problems)
    });
    let rule_hits = ruled.as_ref().map(Ruled::hits).unwrap_or_default();
    let named = |ruled: &Ruled| ruled.named(&args.word, count_in, &mut problems);
    let named_codes = ruled.as_ref().map(named).unwrap_or_default();
    let material = Material {
        corpus,
        copies,
        coded,
        frame,
        attributes: &attributes,
        persons: &persons,
        outline,
        count_in,
        rule_hits: &rule_hits,
        wanted: Wanted { words: &args.word, codes: &named_codes },
        options: &args.options,
        vectors: vectors.as_ref(),
    };
    let figures = Figures::of(material, &mut problems)?;
    let reading = Reading { own: &own, tokenizer: &tokenizer, dictionary };
    let known = Known { persons: &persons, rule_hits: &rule_hits, words: &args.word };
    let asked = Asked::of(args, reading, (&figures, known), &mut problems)?;
    bar.set_message(text(LANG, "analyze-progress-writing", &[]));
    let sources_sha256 = &dictionary.sources_sha256;
    let account = Account { args, sources_sha256, figures: &figures, rules: ruled.as_ref(), asked: &asked };
    let folder = filled(account, folder, fonts.as_ref())?;
    bar.finish_and_clear();
    let warnings = ruled.map(|ruled| ruled.warnings).unwrap_or_default();
    Ok(Analysed { folder, ending: Ending { n_documents, warnings, problems }, n_new, not_kept })
}

/// Writes a report that was kept.
fn give_again(args: &AnalyzeArgs, mut folder: OutputFolder, finished: Finished) -> anyhow::Result<ExitCode> {
    for (name, content) in finished.files {
        folder.add(name, content);
    }
    folder.write()?;
    say_done(args, &finished.ending);
    eprintln!("{}", text(LANG, "analyze-cache-finished", &[]));
    Ok(say(&finished.ending))
}

/// Texts that have been read.
struct ReadTexts {
    cut: CutDocuments,
    coded: Vec<CodedSentence>,
    frame: CodingFrame,
    /// With a cache: how many were not in it.
    n_new: Option<usize>,
    /// Why they are not in it now.
    not_kept: Option<anyhow::Error>,
}

/// Reads the texts; with a cache, those that were not read before.
fn read_texts(
    args: &AnalyzeArgs,
    tokenizer: &Tokenizer,
    documents: &[Document],
    bar: &ProgressBar,
) -> anyhow::Result<ReadTexts> {
    if let Some(folder) = &args.cache {
        let cache = Cache::open(folder, tokenizer)?;
        let CachedTexts { cut, coded, n_new, not_kept } = cache.read(documents, &|done| bar.inc(done))?;
        return Ok(ReadTexts { cut, coded, frame: CodingFrame::shipped()?, n_new: Some(n_new), not_kept });
    }
    // Neither needs the other: stances are read from sentences, words from the lattice.
    let (cut, suggested) = rayon::join(
        || corpus::cut(tokenizer, documents, &|done| bar.inc(done)),
        || Suggester::shipped().map(|suggester| (suggest_documents(&suggester, documents), suggester.frame)),
    );
    let (coded, frame) = suggested?;
    Ok(ReadTexts { cut, coded, frame, n_new: None, not_kept: None })
}

/// Texts that are copies of one another; none are looked for in the way of KH Coder.
fn copies(args: &AnalyzeArgs, documents: &[Document]) -> Vec<DuplicateGroup> {
    if args.khcoder { Vec::new() } else { duplicates(documents) }
}

fn say_done(args: &AnalyzeArgs, ending: &Ending) {
    let counts = [("n", ending.n_documents.to_string()), ("out", args.out.display().to_string())];
    println!("{}", text(LANG, "analyze-done", &counts));
}

/// Tells how many texts a cache spared.
fn say_read(n_documents: usize, n_new: Option<usize>) {
    if let Some(n_new) = n_new {
        let known = n_documents.saturating_sub(n_new);
        let counts = [("n", n_documents), ("known", known), ("new", n_new)];
        eprintln!("{}", text(LANG, "analyze-cache-read", &counts.map(|(name, n)| (name, n.to_string()))));
    }
}

/// Tells why the next run may be no faster; the report is there all the same.
fn say_not_kept(not_kept: Option<&anyhow::Error>) {
    if let Some(error) = not_kept {
        eprintln!("{}", text(LANG, "analyze-cache-not-kept", &[("reason", said(error))]));
    }
}

/// Tells what is wrong with the input, and what about the rules is worth a look.
fn say(Ending { warnings, problems, .. }: &Ending) -> ExitCode {
    let listed = |key: &str, lines: &[String]| {
        if !lines.is_empty() {
            eprintln!("{}", text(LANG, key, &[("n", lines.len().to_string())]));
            lines.iter().for_each(|line| eprintln!("- {line}"));
        }
    };
    listed("analyze-rules-warnings", warnings);
    listed("analyze-problems", problems);
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(PROBLEMS_FOUND) }
}

/// The folder with all files of a report; nothing is written yet.
fn filled(
    account: Account<'_>,
    mut folder: OutputFolder,
    fonts: Option<&Fonts>,
) -> anyhow::Result<OutputFolder> {
    let Account { args, figures, rules, asked, .. } = account;
    let source = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let column = args.text.as_deref().unwrap_or_default();
    let svg = report::network_svg(figures)?;
    let subject = Subject { source: &source, column, rules, asked };
    let (report, tables) = rayon::join(|| report::html(subject, figures), || sheets::all(figures));
    let (report, mut drawn) = report?;
    folder.add(output::REPORT, report.into_bytes());
    folder.add(output::METHODS, methods::markdown(account)?.into_bytes());
    drawn.push(Picture { name: pictures::NETWORK.to_owned(), svg });
    for (name, bytes) in pictures::files(&drawn, fonts)? {
        folder.add(name, bytes);
    }
    for (name, bytes) in tables?.into_iter().chain(sheets::asked(figures, asked)?) {
        folder.add(name, bytes);
    }
    if let Some(ruled) = rules {
        for (name, bytes) in sheets::rules(ruled, figures)? {
            folder.add(name, bytes);
        }
    }
    Ok(folder)
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
