//! methods.md: how the figures were made, with every parameter, version and hash, in Japanese and English.
//!
//! Nothing in it depends on the day or the machine: the same input gives the same file.

mod frequencies;
mod input;
mod paragraph;
mod procedure;
mod references;
mod topics;

use std::fmt::Write;

use super::AnalyzeArgs;
use super::asked::Asked;
use super::figures::Figures;
use super::rules::Ruled;
use crate::i18n::text;

/// What is told.
#[derive(Clone, Copy)]
pub struct Account<'a> {
    /// The arguments of the command.
    pub args: &'a AnalyzeArgs,
    /// SHA-256 of the sources of the dictionary.
    pub sources_sha256: &'a str,
    /// What was counted.
    pub figures: &'a Figures,
    /// What was counted by coding rules.
    pub rules: Option<&'a Ruled>,
    /// What was asked for besides.
    pub asked: &'a Asked,
}

/// The file, both languages one after the other.
///
/// # Errors
/// When a file of the input cannot be read again, to name it by its hash.
pub fn markdown(account: Account<'_>) -> anyhow::Result<String> {
    let files = input::files(account.args)?;
    let mut page = String::new();
    for lang in ["ja", "en"] {
        // Two headings, then a paragraph that can be copied as it is.
        let _ = writeln!(
            page,
            "## {}\n\n- {}\n",
            text(lang, "methods-title", &[]),
            text(lang, "methods-repeatable", &[])
        );
        let _ = writeln!(
            page,
            "## {}\n\n{}\n",
            text(lang, "methods-cite", &[]),
            paragraph::paragraph(account, lang)
        );
        let mut add = |heading: &str, lines: Vec<String>| {
            let lines = lines.into_iter().map(|line| format!("- {line}\n")).collect::<String>();
            // Writing to a String cannot fail.
            let _ = writeln!(page, "## {heading}\n\n{lines}");
        };
        add(&text(lang, "methods-input", &[]), input::lines(account, &files, lang));
        add(&text(lang, "methods-software", &[]), software(account, lang));
        add(&text(lang, "methods-procedure", &[]), procedure::lines(account, lang));
        add(&text(lang, "methods-references", &[]), references::lines(account, lang));
    }
    Ok(page)
}

/// The numbers that every account of an analysis begins with.
fn counts(figures: &Figures) -> [(&'static str, String); 5] {
    let method = &figures.method;
    [
        ("documents", method.n_documents.to_string()),
        ("people", figures.people.n.to_string()),
        ("sentences", method.n_sentences.to_string()),
        ("tokens", method.n_tokens.to_string()),
        ("used", method.n_used_tokens.to_string()),
    ]
}

fn software(account: Account<'_>, lang: &str) -> Vec<String> {
    let method = &account.figures.method;
    let word = |key: &str| text(lang, key, &[]);
    let used = if method.has_domain_words { word("methods-yes") } else { word("methods-no") };
    let convention = if account.args.khcoder {
        word("methods-convention-khcoder")
    } else {
        word("methods-convention-kikitori")
    };
    let tokenizer = [
        ("lindera", method.lindera.to_owned()),
        ("sources", account.sources_sha256.to_owned()),
        ("dictionary", method.dictionary.clone()),
    ];
    let coding = [("frame", account.figures.frame.version.to_string()), ("coding", method.coding.clone())];
    vec![
        text(lang, "methods-version", &[("version", method.version.to_owned())]),
        text(lang, "methods-tokenizer", &tokenizer),
        text(lang, "methods-domain-words", &[("used", used)]),
        text(lang, "methods-convention", &[("convention", convention)]),
        text(lang, "methods-coding", &coding),
    ]
}

/// A name or a value from outside, so that Markdown shows it as it is.
fn literal(written: &str) -> String {
    format!("`{}`", written.replace(['`', '\r', '\n'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_no_markup() {
        assert_eq!(literal("*自由*\n`記述`"), "`*自由*  記述 `");
    }
}
