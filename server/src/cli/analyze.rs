//! `kikitori analyze`: the text analysis of a CSV, XLSX or plain text file, without a server.

mod alpha;
mod args;
mod asked;
mod by_person;
mod cache;
mod clusters;
mod codes;
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
mod told;
mod topics;
mod unit_texts;
mod variables;
mod vectors;
mod waves;
mod words;

use std::process::ExitCode;

use analysis::chart::png::Fonts;
use analysis::coding::frame::CodingFrame;
use analysis::coding::suggest::{CodedSentence, Suggester, suggest_documents};
use analysis::text::corpus::{self, Corpus, CutDocuments, Document};
use analysis::text::denied;
use analysis::text::dictionary::Dictionary;
use analysis::text::duplicates::{DuplicateGroup, duplicates};
use analysis::text::tokenizer::{Convention, Tokenizer};
use indicatif::ProgressBar;

pub use self::args::AnalyzeArgs;
use self::asked::{Asked, Reading};
use self::cache::finished::{Ending, Finished, Place};
use self::cache::{Cache, CachedTexts};
use self::figures::{Figures, Material};
use self::further::Wanted;
use self::input::Input;
use self::methods::Account;
use self::options::CompareName;
use self::output::OutputFolder;
use self::report::Subject;
use self::rules::{Ruled, Rules};
use self::told::{progress_bar, say, say_done, say_not_kept, say_read};
use self::waves::Known;
use super::tokenize::open_dictionary;
use crate::i18n::text;

/// The report is written in Japanese.
const LANG: &str = "ja";

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
    codes::check(args)?;
    let count_in = counted::unit(args)?;
    let rules = Rules::read(args, encoding)?;
    let own = words::read(args, encoding)?;
    let Input { documents, attributes, persons, outline, named, mut problems, .. } = input::read(args)?;
    // From here on columns are called what the files call them.
    let args = &named.in_place(args);
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
    let rules_compared = rules
        .as_ref()
        .filter(|_| args.options.compare == CompareName::Rules)
        .map(|rules| rules.by(count_in, (&corpus, &outline), (&persons, own.stop_words())));
    let ruled = rules.map(|rules| {
        rules.apply(&corpus, &outline, &persons, own.stop_words(), &args.options, &mut problems)
    });
    let rule_hits = ruled.as_ref().map(Ruled::hits).unwrap_or_default();
    let named = |ruled: &Ruled| ruled.named(&args.word, count_in, &mut problems);
    let named_codes = ruled.as_ref().map(named).unwrap_or_default();
    let material = Material {
        corpus: as_counted(args, corpus),
        copies,
        coded,
        frame,
        attributes: &attributes,
        persons: &persons,
        outline,
        count_in,
        rule_hits: &rule_hits,
        rules_compared,
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

/// A corpus as its words are counted. Rules and lists mean words wherever they stand, so that they come before.
fn as_counted(args: &AnalyzeArgs, mut corpus: Corpus) -> Corpus {
    if args.options.are_denied_apart() {
        denied::apart(&mut corpus);
    }
    corpus
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

/// The folder with all files of a report; nothing is written yet.
fn filled(
    account: Account<'_>,
    mut folder: OutputFolder,
    fonts: Option<&Fonts>,
) -> anyhow::Result<OutputFolder> {
    let Account { args, figures, rules, asked, .. } = account;
    let source = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let column = args.text.as_deref().unwrap_or_default();
    let network = report::network_file(figures)?;
    let subject = Subject { source: &source, column, rules, asked };
    let (report, tables) = rayon::join(|| report::html(subject, figures), || sheets::all(figures));
    let (report, mut drawn) = report?;
    folder.add(output::REPORT, report.into_bytes());
    folder.add(output::METHODS, methods::markdown(account)?.into_bytes());
    drawn.push(network);
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

/// The id of a document as it is printed.
fn id_of(corpus: &Corpus, document: u32) -> &str {
    corpus.documents.get(document as usize).map_or("", |document| document.id.as_str())
}

#[cfg(test)]
mod tests;
