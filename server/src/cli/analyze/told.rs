//! What the person at the terminal is told while texts are read, and at the end.

use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::cache::finished::Ending;
use super::{AnalyzeArgs, LANG};
use crate::cli::said::said;
use crate::i18n::text;

/// Problems were found in the input; the rest of it was analysed.
pub const PROBLEMS_FOUND: u8 = 1;

/// Shown on standard error, and only when a person looks at it.
pub fn progress_bar(n_documents: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(n_documents), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {human_pos}/{human_len} {eta}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(text(LANG, "analyze-progress-words", &[]));
    bar
}

/// Tells that there is a report, and where.
pub fn say_done(args: &AnalyzeArgs, ending: &Ending) {
    let counts = [("n", ending.n_documents.to_string()), ("out", args.out.display().to_string())];
    println!("{}", text(LANG, "analyze-done", &counts));
}

/// Tells how many texts a cache spared.
pub fn say_read(n_documents: usize, n_new: Option<usize>) {
    if let Some(n_new) = n_new {
        let known = n_documents.saturating_sub(n_new);
        let counts = [("n", n_documents), ("known", known), ("new", n_new)];
        eprintln!("{}", text(LANG, "analyze-cache-read", &counts.map(|(name, n)| (name, n.to_string()))));
    }
}

/// Tells why the next run may be no faster; the report is there all the same.
pub fn say_not_kept(not_kept: Option<&anyhow::Error>) {
    if let Some(error) = not_kept {
        eprintln!("{}", text(LANG, "analyze-cache-not-kept", &[("reason", said(error))]));
    }
}

/// Tells what is wrong with the input, and what about the rules is worth a look.
pub fn say(Ending { warnings, problems, .. }: &Ending) -> ExitCode {
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
