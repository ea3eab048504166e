//! The command line.

pub mod analyze;
pub mod classify;
pub mod demo;
pub mod export;
pub mod output;
pub mod questionnaire;
pub mod rules;
pub mod said;
pub mod serve;
pub mod tokenize;
pub mod user;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};

use self::said::said;
use crate::config::Config;
use crate::i18n;
use crate::secret::Key;
use crate::whole_file::check_place;

/// Nothing is wrong with the input but it could not be worked on (a port taken, a folder not writable).
pub const COULD_NOT_RUN: u8 = 2;
/// The signal for a file that is too large, by its number on Linux.
const SIGXFSZ: i32 = 25;

/// 聞き取り: アンケートとヒアリング、日本語の文章の分析 (Kikitori: questionnaires, hearings and Japanese text analysis for
/// regional surveys).
#[derive(Parser)]
#[command(name = "kikitori", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// デモ: fill a data folder with an invented survey and start the service.
    Demo(demo::DemoArgs),
    /// サービスを起動: start the web service.
    Serve(serve::ServeArgs),
    /// アカウント: add people who may sign in.
    User(user::UserArgs),
    /// データベースを最新に: bring the database schema up to date.
    Migrate(DataArgs),
    /// テキスト分析: analyze the texts of a CSV, XLSX or plain text file without a server.
    Analyze(Box<analyze::AnalyzeArgs>),
    /// 立場とテーマ: tell stance and theme of texts in a file of JSON lines.
    Classify(classify::ClassifyArgs),
    /// 研究者向けの一式: write everything that may leave of a survey for research into one ZIP file.
    Export(export::ExportArgs),
    /// 調査票のファイル: check a questionnaire, or convert it between SurveyJS, XLSForm and other formats.
    Questionnaire(questionnaire::QuestionnaireArgs),
    /// 付属のルール: print the coding rules that come with the program, to change them.
    ///
    /// They are a file of KH Coder's (.cod) that tells requests (要望), good practices (好事例) and challenges (課題) by their words:
    /// `kikitori rules > stance.cod`, change it, `kikitori analyze FILE --rules stance.cod --unit sentence`. Nothing else follows
    /// it: what reports and pages suggest comes from cue rules of the program's own, what `kikitori classify` tells from a small
    /// model. The three can differ on the same text.
    ///
    /// 報告と画面の提案（プログラムの中の規則）も kikitori classify（小さなモデル）もこのルールとは別で、同じ文章でも答えが違うことがあります。
    Rules,
    /// 形態素解析: cut lines of text from standard input into words, in MeCab's format.
    Tokenize(tokenize::TokenizeArgs),
}

/// Where the data is.
#[derive(clap::Args)]
pub struct DataArgs {
    /// データフォルダ: folder of the database, the key and the compiled dictionary.
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
}

impl DataArgs {
    /// The settings for this folder.
    ///
    /// # Errors
    /// When `kikitori.toml` or a variable does not fit.
    pub fn config(&self) -> anyhow::Result<Config> {
        Config::load(&self.data).map_err(anyhow::Error::from)
    }

    /// The settings for a database that is in use: one that a setting names, or that of the data folder. A command that has nothing to
    /// begin makes no folder: a name that is mistyped would be an empty one.
    ///
    /// # Errors
    /// When the database would be in a folder that is not there or has none, and as [`DataArgs::config`].
    pub fn existing(&self) -> anyhow::Result<Config> {
        let config = self.config()?;
        if config.database_url.is_none() {
            self.require_folder()?;
            if !config.database_file().is_file() {
                bail!(say("cli-no-database", &config.data));
            }
        }
        Ok(config)
    }

    /// The same for a command whose work follows from the service's key, wherever the database is: a new key would give other
    /// pseudonyms than those that are out already.
    ///
    /// # Errors
    /// When there is no such folder or no key in it, and as [`DataArgs::existing`].
    pub fn existing_with_key(&self) -> anyhow::Result<Config> {
        self.require_folder()?;
        let config = self.existing()?;
        if !Key::is_in(&config.data) {
            bail!(say("cli-no-key", &config.data));
        }
        Ok(config)
    }

    fn require_folder(&self) -> anyhow::Result<()> {
        if !self.data.is_dir() {
            bail!(say("cli-no-data-folder", &self.data));
        }
        Ok(())
    }
}

fn say(key: &str, path: &Path) -> String {
    i18n::text("ja", key, &[("path", path.display().to_string())])
}

/// Runs the program. Exit codes: 0 done, 1 problems found in the input, 2 could not run.
pub fn main() -> ExitCode {
    outlive_limit_of_files();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            if let Some(words) = names_in_japanese(&error) {
                eprintln!("{words}");
            }
            return if error.use_stderr() { ExitCode::from(COULD_NOT_RUN) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::User(args) => user::run(&args),
        Command::Migrate(args) => migrate(&args),
        Command::Analyze(args) => analyze::run(&args),
        Command::Classify(args) => classify::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Questionnaire(args) => questionnaire::run(&args),
        Command::Rules => rules::run(),
        Command::Tokenize(args) => tokenize::run(&args),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("kikitori: {}", said(&error));
        ExitCode::from(COULD_NOT_RUN)
    })
}

/// A file that grows beyond the limit of a shell (`ulimit -f`) is from now on an error of whoever writes it, as a full disk is, and does
/// not end the program with half of it left.
fn outlive_limit_of_files() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else { return };
    let _inside = runtime.enter();
    // The handler stays when nobody listens to it any more; without it the program ends as before.
    let _ = signal(SignalKind::from_raw(SIGXFSZ));
}

/// Which names an option takes, in Japanese, where it was given another one: clap says it in English. None of everything else.
fn names_in_japanese(error: &clap::Error) -> Option<String> {
    let (Some(ContextValue::String(option)), Some(ContextValue::Strings(names))) =
        (error.get(ContextKind::InvalidArg), error.get(ContextKind::ValidValue))
    else {
        return None;
    };
    let is_meant = error.kind() == ErrorKind::InvalidValue && !names.is_empty();
    let args = [("option", option.clone()), ("names", names.join(", "))];
    is_meant.then(|| i18n::text("ja", "cli-not-one-of", &args))
}

fn migrate(args: &DataArgs) -> anyhow::Result<ExitCode> {
    let config = args.existing()?;
    block_on(async { crate::database::connect(&config.database_url()).await })?;
    print_line(&i18n::text("ja", "cli-migrated", &[]));
    Ok(ExitCode::SUCCESS)
}

/// Prints a line; a reader that has gone away (`| head -1`) is no reason to stop.
pub fn print_line(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Refuses in words to put a file over what is none: a device would be gone, not written to.
///
/// # Errors
/// When the name is taken by something else.
pub fn refuse_other_than_file(path: &Path) -> anyhow::Result<()> {
    let words = || i18n::text("ja", "cli-out-not-file", &[("path", path.display().to_string())]);
    match check_place(path) {
        // What the system has said stands behind the words; a device or a folder is what these speak of.
        Err(error) if error.raw_os_error().is_some() => Err(error).with_context(words),
        Err(_) => bail!(words()),
        Ok(()) => Ok(()),
    }
}

/// Runs asynchronous work of a command to its end.
///
/// # Errors
/// Those of the work, and when the system gives no threads.
pub fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    crate::memory::spare();
    actix_web::rt::System::new().block_on(work)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_name_that_an_option_does_not_know_is_answered_in_japanese() {
        let said = |arguments: &[&str]| {
            let all = ["kikitori", "analyze", "texts.csv"].iter().chain(arguments).copied();
            names_in_japanese(&Cli::try_parse_from(all).err().expect("it is refused"))
        };
        let words = said(&["--measure", "tanimoto"]).expect("it is one of the names");
        assert!(words.contains("--measure") && words.contains("次のどれか"), "{words}");
        assert!(words.contains("jaccard, dice, simpson, cosine, euclid"), "{words}");
        assert_eq!(said(&["--no-such-option"]), None);
        assert_eq!(said(&["--edges", "0"]), None, "that has words of its own");
    }

    #[test]
    fn a_command_that_goes_on_makes_no_data_folder() {
        let place = tempfile::tempdir().unwrap();
        let (missing, empty) = (place.path().join("missing"), place.path().join("empty"));
        fs::create_dir(&empty).unwrap();
        let export = |data: &Path| {
            let out = place.path().join("out.zip");
            let args = ["kikitori", "export", "1", "--out"].map(Into::into).into_iter();
            let args = args.chain([out.into_os_string(), "--data".into(), data.into()]);
            match Cli::try_parse_from(args).unwrap().command {
                Command::Export(args) => export::run(&args).unwrap_err().to_string(),
                _ => unreachable!(),
            }
        };
        let migrate = |data: &Path| migrate(&DataArgs { data: data.to_owned() }).unwrap_err().to_string();
        let word = missing.display().to_string();
        for said in [export(&missing), migrate(&missing)] {
            assert!(said.contains(&format!("データフォルダ {word} がありません")), "{said}");
        }
        for said in [export(&empty), migrate(&empty)] {
            assert!(said.contains("まだ使われていません"), "{said}");
        }
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "only the empty folder is there");
        assert_eq!(fs::read_dir(&empty).unwrap().count(), 0, "and it is empty");
    }

    #[test]
    fn a_command_whose_work_follows_from_the_key_makes_none() {
        let place = tempfile::tempdir().unwrap();
        let (data, database) = (place.path().join("data"), place.path().join("elsewhere.db"));
        let url = format!("sqlite:{}?mode=rwc", database.display());
        let args = DataArgs { data: data.clone() };
        assert!(args.existing_with_key().unwrap_err().to_string().contains("がありません"), "no folder");
        fs::create_dir(&data).unwrap();
        fs::write(data.join("kikitori.toml"), format!("database_url = \"{url}\"\n")).unwrap();
        let said = args.existing_with_key().unwrap_err().to_string();
        assert!(said.contains("secret.key") && said.contains(&data.display().to_string()), "{said}");
        assert_eq!(fs::read_dir(&data).unwrap().count(), 1, "the settings alone");
        assert_eq!(args.existing().unwrap().database_url, Some(url), "the schema needs no key");
        Key::open_or_create(&data).unwrap();
        assert!(args.existing_with_key().is_ok());
    }
}
