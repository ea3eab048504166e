//! `kikitori questionnaire`: questionnaires as files, without a server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use surveys::questionnaire::format::{FORMATS, writer};
use surveys::questionnaire::problem::Severity;

use crate::cli::print_line;
use crate::i18n::{Lang, text};
use crate::questionnaire_file::{Finding, Group, Reading, ending, has_errors, read, write};

/// The command line speaks Japanese.
const LANG: Lang = Lang::Ja;

/// Errors were found in the questionnaire.
const PROBLEMS_FOUND: u8 = 1;

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 50_000_000;

/// Arguments of `kikitori questionnaire`.
#[derive(clap::Args)]
pub struct QuestionnaireArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// 確かめる: print the problems of a questionnaire, one a line: place, code, message (parted by tabs).
    #[command(
        after_help = "Exit codes 終了コード: 0 no errors 誤りなし, 1 errors 誤りあり, 2 could not run 実行できない"
    )]
    Check(CheckArgs),
    /// 変換する: write a questionnaire in another format; what is lost is printed on standard error.
    #[command(after_help = FORMATS_HELP)]
    Convert(ConvertArgs),
}

const FORMATS_HELP: &str = "\
Formats by ending 拡張子と形式:
  reads 読み込み   .json (SurveyJS)  .xlsx .csv .md (XLSForm)  .lss (LimeSurvey)
  writes 書き出し  .json (Kikitori)  .xlsx .csv .md (XLSForm)  .txt (LimeSurvey)  .xml (DDI-Codebook 2.5)
  --to surveyjs    .json for other programs 他のソフト用のJSON
  --to redcap      .csv as REDCap's data dictionary REDCapのデータ辞書

Examples 例:
  kikitori questionnaire convert form.xlsx form.json
  kikitori questionnaire convert form.json dictionary.csv --to redcap

A draft with mistakes is written, too (exit code 0), and a line says how many there are; `check` lists them.
誤りのある下書きも書き出します（終了コードは0）。誤りの数を知らせるので、checkで確かめてください。

Exit codes 終了コード: 0 written 書き出した, 1 written or read with errors 誤りあり, 2 could not run 実行できない";

#[derive(clap::Args)]
struct CheckArgs {
    /// ファイル: .json, .xlsx, .csv, .md or .lss
    file: PathBuf,
    /// JSONで出力: print an array of {severity, code, place, message} instead of lines.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct ConvertArgs {
    /// もとのファイル: .json, .xlsx, .csv, .md or .lss
    #[arg(value_name = "IN")]
    from: PathBuf,
    /// 書き出すファイル: its ending decides the format.
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// 形式の名前: the format, where an ending belongs to several (kikitori, xlsform, surveyjs, limesurvey, ddi, redcap).
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When a file cannot be read or written, or has an ending that no format has.
pub fn run(args: &QuestionnaireArgs) -> anyhow::Result<ExitCode> {
    match &args.action {
        Action::Check(args) => run_check(args),
        Action::Convert(args) => run_convert(args),
    }
}

fn run_check(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let reading = open(&args.file)?;
    let (_, beyond) = reading.check(LANG);
    let mut found = reading.findings;
    found.extend(beyond);
    if args.json {
        print_line(&serde_json::to_string_pretty(&found)?);
    } else {
        found.iter().for_each(|finding| print_line(&line(finding)));
        if found.is_empty() {
            eprintln!("{}", text(LANG.code(), "cli-questionnaire-clean", &[]));
        }
    }
    Ok(code(&found))
}

fn run_convert(args: &ConvertArgs) -> anyhow::Result<ExitCode> {
    let ending = ending(&args.out.to_string_lossy());
    let Some((format, kind)) = writer(args.to.as_deref(), &ending) else {
        let known = FORMATS.iter().filter(|format| format.write.is_some());
        let known: Vec<String> = known
            .map(|format| {
                let endings: Vec<String> =
                    format.endings.iter().map(|(ending, _)| format!(".{ending}")).collect();
                format!("{} ({})", format.name, endings.join(" "))
            })
            .collect();
        let out = args.out.display().to_string();
        bail!(text(
            LANG.code(),
            "cli-questionnaire-not-written",
            &[("path", out), ("known", known.join(", "))]
        ))
    };
    let reading = open(&args.from)?;
    let (definition, beyond) = reading.check(LANG);
    let mut found = reading.findings;
    // As many as `check` lists.
    let is_mistake = |finding: &&Finding| finding.severity == Severity::Error;
    let n_mistakes = found.iter().chain(&beyond).filter(is_mistake).count();
    let Some(definition) = definition else {
        found.extend(beyond);
        report(&found);
        return Ok(ExitCode::from(PROBLEMS_FOUND));
    };
    let (bytes, lost) = write(&definition, format, kind, LANG, 0)?;
    found.extend(lost);
    let out = args.out.display().to_string();
    fs::write(&args.out, bytes)
        .with_context(|| text(LANG.code(), "cli-questionnaire-unwritable", &[("path", out.clone())]))?;
    report(&found);
    eprintln!("{}", text(LANG.code(), "cli-questionnaire-written", &[("path", out)]));
    // A draft may be written while it is made, but nobody should believe that it is finished.
    if n_mistakes > 0 {
        let path = args.from.display().to_string();
        let words = [("n", n_mistakes.to_string()), ("path", path)];
        eprintln!("{}", text(LANG.code(), "cli-questionnaire-mistakes", &words));
    }
    Ok(code(&found))
}

fn open(path: &Path) -> anyhow::Result<Reading> {
    let name = path.display().to_string();
    let unreadable = || text(LANG.code(), "cli-questionnaire-unreadable", &[("path", name.clone())]);
    let size = fs::metadata(path).with_context(unreadable)?.len();
    if size > MAX_BYTES {
        let max = MAX_BYTES.to_string();
        bail!(text(LANG.code(), "cli-questionnaire-too-large", &[("path", name.clone()), ("max", max)]));
    }
    let bytes = fs::read(path).with_context(unreadable)?;
    read(&name, &bytes, LANG)
        .with_context(|| text(LANG.code(), "cli-questionnaire-not-read", &[("path", name.clone())]))
}

/// Place, code and message on one line.
fn line(finding: &Finding) -> String {
    let place = if finding.place.is_empty() { "-" } else { &finding.place };
    let message = finding.message.split_whitespace().collect::<Vec<&str>>().join(" ");
    format!("{place}\t{}\t{message}", finding.code)
}

/// The report on standard error, what matters most first.
fn report(found: &[Finding]) {
    for (group, key) in [
        (Group::Errors, "cli-questionnaire-errors"),
        (Group::Losses, "cli-questionnaire-losses"),
        (Group::Warnings, "cli-questionnaire-warnings"),
        (Group::Notices, "cli-questionnaire-notices"),
    ] {
        let own: Vec<&Finding> = found.iter().filter(|finding| finding.group() == group).collect();
        if !own.is_empty() {
            eprintln!("{}", text(LANG.code(), key, &[("n", own.len().to_string())]));
            own.iter().for_each(|finding| eprintln!("  {}", line(finding)));
        }
    }
}

fn code(found: &[Finding]) -> ExitCode {
    if has_errors(found) { ExitCode::from(PROBLEMS_FOUND) } else { ExitCode::SUCCESS }
}
