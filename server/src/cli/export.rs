//! `kikitori export`: everything that may leave of a survey for research, in one file.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use surveys::id::SurveyId;
use surveys::store::audit::{self, Event};

use crate::app::{self, App};
use crate::bundle::account;
use crate::bundle::choices::{Choices, LEAST_ALIKE, split};
use crate::bundle::file::write_beside;
use crate::bundle::look::{Looked, look};
use crate::bundle::material::Material;
use crate::bundle::steps::{Steps, Unwritten};
use crate::cli::{DataArgs, block_on, print_line, refuse_other_than_file};
use crate::error::AppError;
use crate::i18n::{self, Lang};
use crate::whole_file::WholeFile;

/// It would tell of somebody, and nobody has said that this is meant so.
const AT_RISK: u8 = 1;
/// How often the time beside the files that are written is drawn.
const TICK: Duration = Duration::from_millis(200);
/// What the file is called in the record of what was taken out.
const RECORDED: &str = "bundle.zip";

/// Arguments of `kikitori export`.
#[derive(clap::Args)]
pub struct ExportArgs {
    /// 調査の番号: number of the survey, as in the address of its pages.
    pub survey: i64,
    /// 書き出すファイル: the ZIP file to write.
    #[arg(long, value_name = "FILE.zip")]
    pub out: PathBuf,
    /// 同じ組の最小の件数: how many rows have to be alike (3, 5 or 10); the survey's own threshold when absent.
    #[arg(long, value_name = "N", value_parser = least_alike)]
    pub k: Option<usize>,
    /// 入れない列: a column that is left out; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub drop: Vec<String>,
    /// もっと粗くする列: a column that is made coarser; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub coarser: Vec<String>,
    /// まわりの人が知りうる列: another column that others may know of a respondent; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub also: Vec<String>,
    /// 文章の言葉を置きかえない: words of texts that may tell who is meant stay as they were written.
    #[arg(long)]
    pub texts_as_written: bool,
    /// だれのことか分かるおそれがあっても書き出す: write it although it may tell of somebody.
    #[arg(long)]
    pub allow_risk: bool,
    /// 言葉: language of labels and codebooks.
    #[arg(long, value_name = "ja|en", default_value = "ja")]
    pub lang: String,
    /// Where the data is.
    #[command(flatten)]
    pub data: DataArgs,
}

/// Runs the command.
///
/// # Errors
/// When there is no such data folder, no key in it or no such survey, a name is no column, or the file cannot be written.
pub fn run(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let config = args.data.existing_with_key()?;
    block_on(async {
        let listen = config.listen;
        let app = app::open(config, listen).await?;
        export(&app, args).await
    })
}

/// Says how well the rows hide among each other and what texts tell, and writes the file unless somebody has to accept that first.
///
/// # Errors
/// As [`run`].
pub async fn export(app: &App, args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let say = |key: &str, args: &[(&str, String)]| i18n::text("ja", key, args);
    let Some(lang) = Lang::from_code(&args.lang) else { bail!(say("cli-export-lang", &[])) };
    refuse_other_than_file(&args.out)?;
    let bar = bar("{spinner} {msg}", "cli-export-reading");
    bar.enable_steady_tick(TICK);
    let found = Material::load(app, SurveyId(args.survey), lang, true).await;
    bar.finish_and_clear();
    let mut material = match found {
        Err(AppError::NotFound) => bail!(say("cli-export-no-survey", &[("id", args.survey.to_string())])),
        found => found?,
    };
    let choices = choices(args, &material);
    while_shown("cli-export-texts", || {
        material.telling(app);
    });
    let looked = while_shown("cli-export-counting", || look(app, &material, &choices));
    report(app, &material, &choices, &looked);
    if let Some((option, name)) = looked.unknown(&choices) {
        let args = [("option", format!("--{option}")), ("name", name.to_owned())];
        bail!(say("cli-export-no-column", &args));
    }
    if looked.is_at_risk() && !args.allow_risk {
        refuse(&looked, &choices);
        return Ok(ExitCode::from(AT_RISK));
    }
    let written = write(app, &mut material, &choices, args)?;
    // Once all of it is on the disk, and before the file has its name: nothing is taken out that is not recorded.
    record(app, args.survey).await?;
    written.take_name().map_err(|error| unwritten(error.into(), args))?;
    print_line(&say("cli-export-written", &[("path", args.out.display().to_string())]));
    Ok(ExitCode::SUCCESS)
}

/// What a bundle would tell of whom, with the names of the texts that do, and what will be missing in it.
fn report(app: &App, material: &Material, choices: &Choices, looked: &Looked) {
    let lang = material.dataset().lang;
    for (title, prepared) in &looked.prepared {
        eprintln!("{title}");
        account::risk(lang, prepared).iter().for_each(|line| eprintln!("  {line}"));
    }
    if let Some(joined) = &looked.joined {
        eprintln!("{}", i18n::plain(lang, "bundle-joined-title"));
        account::joined_risk(lang, joined).iter().for_each(|line| eprintln!("  {line}"));
    }
    if let Some(telling) = material.telling(app) {
        eprintln!("{}", i18n::plain(lang, "bundle-telling-title"));
        account::texts(lang, telling, choices).iter().for_each(|line| eprintln!("  {line}"));
        telling.texts.iter().for_each(|text| eprintln!("    {}", text.name));
    }
    if looked.lacks_fonts {
        eprintln!("{}", i18n::plain(lang, "bundle-no-fonts"));
    }
}

/// Says what can be done where nothing is written since it would tell of somebody.
fn refuse(looked: &Looked, choices: &Choices) {
    let is_of_texts = choices.texts_as_written && looked.has_telling_texts();
    let key = if is_of_texts { "cli-export-refused-texts" } else { "cli-export-refused" };
    eprintln!("{}", i18n::text("ja", key, &[]));
    let options: Vec<String> =
        looked.known_answers().into_iter().map(|(name, _)| format!("--drop {name}")).collect();
    if !options.is_empty() {
        eprintln!("{}", i18n::text("ja", "cli-export-known", &[("options", options.join(" "))]));
    }
}

/// Does something, and says what to whoever waits at a terminal.
fn while_shown<T>(key: &str, work: impl FnOnce() -> T) -> T {
    let bar = bar("{spinner} {msg} {elapsed}", key);
    bar.enable_steady_tick(TICK);
    let done = work();
    bar.finish_and_clear();
    done
}

/// Writes the file beside its place and shows how many of those in it are written.
fn write(
    app: &App,
    material: &mut Material,
    choices: &Choices,
    args: &ExportArgs,
) -> anyhow::Result<WholeFile> {
    let bar = bar("{msg} [{bar:40}] {pos}/{len} {elapsed}", "cli-export-writing");
    let shown = bar.clone();
    let steps = Arc::new(Steps::telling(move |done, all| {
        shown.set_length(all as u64);
        shown.set_position(done as u64);
    }));
    bar.enable_steady_tick(TICK);
    cancel_when_interrupted(steps.clone());
    let written = write_beside(app, material, choices, &steps, &args.out);
    bar.finish_and_clear();
    written.map_err(|error| unwritten(error, args))
}

/// How far it is, for whoever waits at a terminal; elsewhere nothing is shown.
fn bar(look: &str, key: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(look) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(i18n::text("ja", key, &[]));
    bar
}

/// Reads `--k`.
fn least_alike(text: &str) -> Result<usize, String> {
    let known = LEAST_ALIKE.into_iter().find(|known| known.to_string() == text);
    known.ok_or_else(|| i18n::text("ja", "cli-export-k", &[]))
}

fn choices(args: &ExportArgs, material: &Material) -> Choices {
    let usual = Choices::usual(&material.dataset().survey);
    let names = |given: &[String]| given.iter().flat_map(|names| split(names)).collect();
    Choices {
        k: args.k.unwrap_or(usual.k),
        also: names(&args.also),
        coarser: names(&args.coarser),
        dropped: names(&args.drop),
        texts_as_written: args.texts_as_written,
    }
}

async fn record(app: &App, survey: i64) -> anyhow::Result<()> {
    let event = Event {
        user: None,
        action: "survey.export",
        thing_kind: "survey",
        thing_id: Some(survey),
        detail: serde_json::json!({ "file": RECORDED }),
    };
    Ok(audit::record(&app.db, event).await?)
}

/// Ctrl-C ends the work after the file that is being written, so that nothing half-made is left.
fn cancel_when_interrupted(steps: Arc<Steps>) {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if runtime.is_ok_and(|runtime| runtime.block_on(tokio::signal::ctrl_c()).is_ok()) {
            steps.cancel();
        }
    });
}

/// Why there is no file, in words.
fn unwritten(error: Unwritten, args: &ExportArgs) -> anyhow::Error {
    let key = match &error {
        Unwritten::Cancelled => "cli-export-cancelled",
        Unwritten::Full => "cli-export-full",
        Unwritten::Failed(_) | Unwritten::Changed => "cli-export-unwritten",
    };
    let words = i18n::text("ja", key, &[("path", args.out.display().to_string())]);
    match error {
        Unwritten::Failed(error) => error.context(words),
        Unwritten::Cancelled | Unwritten::Full | Unwritten::Changed => anyhow::anyhow!(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k_is_one_of_three_and_others_are_refused_in_words() {
        assert_eq!(least_alike("10"), Ok(10));
        for wrong in ["7", "五", "", "-3", "05"] {
            assert!(least_alike(wrong).is_err_and(|why| why.starts_with("--k は")), "{wrong}");
        }
    }
}
