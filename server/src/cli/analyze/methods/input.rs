//! What was analysed: the files with their hashes, and what was asked for.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use sha2::{Digest, Sha256};

use super::{Account, counts, literal};
use crate::cli::analyze::input::MISSING_VALUES;
use crate::cli::analyze::{AnalyzeArgs, LANG};
use crate::i18n::text;

/// A file of the input.
pub struct InputFile {
    /// Key of the words for what it is.
    role: &'static str,
    name: String,
    n_bytes: usize,
    sha256: String,
}

/// The files that the arguments name.
///
/// # Errors
/// With words for the person at the terminal.
pub fn files(args: &AnalyzeArgs) -> anyhow::Result<Vec<InputFile>> {
    let named = [
        ("methods-role-texts", Some(&args.file)),
        ("methods-role-rules", args.rules.as_ref()),
        ("methods-role-variables", args.variables.as_ref()),
        ("methods-role-force-words", args.force_words.as_ref()),
        ("methods-role-stop-words", args.stop_words.as_ref()),
        ("methods-role-synonyms", args.synonyms.as_ref()),
        ("methods-role-user-dictionary", args.user_dictionary.as_ref()),
        ("methods-role-word-vectors", args.word_vectors.as_ref()),
    ];
    let there = named.into_iter().filter_map(|(role, path)| Some((role, path?)));
    there.map(|(role, path)| file(role, path)).collect()
}

/// Names a file by its hash, a piece at a time: vectors of words are files of gigabytes.
fn file(role: &'static str, path: &Path) -> anyhow::Result<InputFile> {
    let unreadable = || text(LANG, "analyze-file-unreadable", &[("path", path.display().to_string())]);
    let mut content = File::open(path).with_context(unreadable)?;
    let (mut hash, mut n_bytes) = (Sha256::new(), 0);
    let mut piece = vec![0; 1 << 16];
    loop {
        let n = content.read(&mut piece).with_context(unreadable)?;
        if n == 0 {
            break;
        }
        hash.update(&piece[..n]);
        n_bytes += n;
    }
    Ok(InputFile {
        role,
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        n_bytes,
        sha256: data_encoding::HEXLOWER.encode(&hash.finalize()),
    })
}

/// Files, options and counts in words.
pub fn lines(account: Account<'_>, files: &[InputFile], lang: &str) -> Vec<String> {
    let line = |file: &InputFile| {
        let args = [
            ("role", text(lang, file.role, &[])),
            ("name", literal(&file.name)),
            ("bytes", file.n_bytes.to_string()),
            ("hash", file.sha256.clone()),
        ];
        text(lang, "methods-file", &args)
    };
    let mut lines: Vec<String> = files.iter().map(line).collect();
    let options = options(account);
    if !options.is_empty() {
        lines.push(text(lang, "methods-options", &[("options", literal(&options))]));
    }
    if account.args.text.is_some() || account.args.variables.is_some() {
        let values: Vec<String> = MISSING_VALUES.iter().map(|value| literal(value)).collect();
        lines.push(text(lang, "methods-missing-values", &[("values", values.join(" "))]));
    }
    let mut args = counts(account.figures).to_vec();
    args.push(("blank", account.figures.method.n_blank.to_string()));
    lines.push(text(lang, "methods-n", &args));
    lines
}

/// The options that decide figures; files are listed by their hashes.
fn options(account: Account<'_>) -> String {
    let args = account.args;
    let mut given: Vec<String> = Vec::new();
    let mut add = |name: &str, value: &str| given.push(format!("{name} {}", typed(value)));
    args.text.iter().for_each(|value| add("--text", value));
    args.by.iter().for_each(|value| add("--by", value));
    args.id.iter().for_each(|value| add("--id", value));
    args.person.iter().for_each(|value| add("--person", value));
    args.wave.iter().for_each(|value| add("--wave", value));
    args.scale.iter().for_each(|value| add("--scale", value));
    args.word.iter().for_each(|value| add("--word", value));
    if !args.word.is_empty() {
        add("--kwic-order", &args.kwic_order);
    }
    args.encoding.iter().for_each(|value| add("--encoding", value));
    if args.rules.is_some() {
        add("--unit", &args.unit);
    }
    if !account.figures.counted_in.is_people() {
        add("--count-in", &args.count_in);
    }
    for (name, is_given) in [
        ("--no-domain-words", args.no_domain_words),
        ("--khcoder", args.khcoder),
        ("--map", args.map),
        ("--matrix", args.matrix),
        ("--compounds", args.compounds),
        ("--evidence", args.evidence),
    ] {
        if is_given {
            given.push(name.to_owned());
        }
    }
    given.extend(args.options.given());
    given.join(" ")
}

/// A value as it is typed at a terminal: between single quotes where it has blanks or signs that a shell reads as its own.
fn typed(value: &str) -> String {
    let is_read = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_./:,+@".contains(c)
    };
    match value.is_empty() || value.contains(is_read) {
        true => format!("'{}'", value.replace('\'', "'\\''")),
        false => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_can_be_typed_again() {
        for plain in ["地域", "Q1_free-text", "回答・自由", "utf-8"] {
            assert_eq!(typed(plain), plain);
        }
        for (value, quoted) in [
            ("Q1 自由記述", "'Q1 自由記述'"),
            ("お住まい\u{3000}圏域", "'お住まい\u{3000}圏域'"),
            ("満足(5)", "'満足(5)'"),
            ("$HOME*", "'$HOME*'"),
            ("it's", "'it'\\''s'"),
            ("", "''"),
        ] {
            assert_eq!(typed(value), quoted);
        }
    }
}
