//! `kikitori questionnaire`: questionnaires as files, without a server.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use surveys::questionnaire::format::{FORMATS, writer};
use surveys::questionnaire::problem::Severity;

use crate::cli::{print_line, refuse_other_than_file};
use crate::i18n::{Lang, text};
use crate::questionnaire_file::{Finding, Group, Reading, ending, has_errors, read, write};
use crate::whole_file::WholeFile;

/// The command line speaks Japanese.
const LANG: Lang = Lang::Ja;

/// Errors were found in the questionnaire by `check`, or so many that `convert` had nothing to write.
const PROBLEMS_FOUND: u8 = 1;

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 50_000_000;

/// Permissions of a file that is written: what the system takes away of these (umask).
const USUAL: u32 = 0o666;

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

A draft with mistakes is written, too, and a line says how many there are; `check` lists them.
誤りのある下書きも書き出します。誤りの数を知らせるので、checkで確かめてください。
OUT is replaced only once it is written as a whole, and is never IN itself.
書き出しに失敗しても前のファイルは残ります。もとのファイルに上書きすることはできません。

Exit codes 終了コード: 0 written, also with mistakes 書き出した（誤りがあっても）, 1 no questionnaire in IN, nothing written
  読み取れず書き出していない, 2 could not run 実行できない";

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
    Ok(if has_errors(&found) { ExitCode::from(PROBLEMS_FOUND) } else { ExitCode::SUCCESS })
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
    check_destination(args)?;
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
    put(&args.out, &bytes)
        .with_context(|| text(LANG.code(), "cli-questionnaire-unwritable", &[("path", out.clone())]))?;
    report(&found);
    eprintln!("{}", text(LANG.code(), "cli-questionnaire-written", &[("path", out)]));
    // A draft may be written while it is made, but nobody should believe that it is finished.
    if n_mistakes > 0 {
        let path = args.from.display().to_string();
        let words = [("n", n_mistakes.to_string()), ("path", path)];
        eprintln!("{}", text(LANG.code(), "cli-questionnaire-mistakes", &words));
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses to write over the file that is read, and over what is no file.
fn check_destination(args: &ConvertArgs) -> anyhow::Result<()> {
    let is_same = |from: PathBuf| args.out.canonicalize().is_ok_and(|out| out == from);
    if args.from.canonicalize().is_ok_and(is_same) {
        let path = args.out.display().to_string();
        bail!(text(LANG.code(), "cli-questionnaire-same-file", &[("path", path)]));
    }
    refuse_other_than_file(&args.out)
}

/// Writes a file whole or not at all.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (whole, mut file) = WholeFile::begin(path, USUAL)?;
    file.write_all(bytes)?;
    whole.finish(&file)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(from: &Path, out: &Path) -> anyhow::Result<ExitCode> {
        run_convert(&ConvertArgs { from: from.to_owned(), out: out.to_owned(), to: None })
    }

    #[test]
    fn a_file_is_never_written_over_itself() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("form.json");
        let own = r#"{"elements": [{"type": "text", "name": "q"}]}"#;
        fs::write(&file, own).unwrap();
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        for out in [file.clone(), folder.path().join(".").join("form.json"), link] {
            assert!(convert(&file, &out).is_err(), "{}", out.display());
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), own);
    }

    #[test]
    fn nothing_but_a_file_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("form.json");
        fs::write(&file, r#"{"elements": [{"type": "text", "name": "q"}]}"#).unwrap();
        let socket = folder.path().join("out.json");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(convert(&file, &socket).is_err());
        assert!(!fs::metadata(&socket).unwrap().is_file(), "it is still there");
    }

    #[test]
    fn the_file_behind_a_link_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("form.json"), r#"{"elements": [{"type": "text", "name": "q"}]}"#).unwrap();
        fs::write(path("real.json"), "old").unwrap();
        std::os::unix::fs::symlink("real.json", path("out.json")).unwrap();
        assert_eq!(convert(&path("form.json"), &path("out.json")).unwrap(), ExitCode::SUCCESS);
        assert!(path("out.json").is_symlink());
        assert!(fs::read_to_string(path("real.json")).unwrap().contains("\"q\""));
    }

    #[test]
    fn a_draft_with_mistakes_is_written_with_success_whoever_finds_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        // Found in the definition, and by the reader of XLSForm: the list is missing.
        let double = r#"{"elements": [{"type": "text", "name": "q"}, {"type": "text", "name": "q"}]}"#;
        fs::write(path("double.json"), double).unwrap();
        let form = "| survey |\n| | type | name | label |\n| | select_one nowhere | q | 甲 |\n";
        fs::write(path("form.md"), form).unwrap();
        for name in ["double.json", "form.md"] {
            let check = CheckArgs { file: path(name), json: false };
            assert_eq!(run_check(&check).unwrap(), ExitCode::from(PROBLEMS_FOUND), "{name}");
            assert_eq!(convert(&path(name), &path("out.xlsx")).unwrap(), ExitCode::SUCCESS, "{name}");
            fs::remove_file(path("out.xlsx")).unwrap();
        }
        fs::write(path("none.json"), "[").unwrap();
        assert_eq!(convert(&path("none.json"), &path("out.xlsx")).unwrap(), ExitCode::from(PROBLEMS_FOUND));
        assert!(!path("out.xlsx").exists());
    }
}
