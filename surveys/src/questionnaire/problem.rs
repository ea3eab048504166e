//! A problem in a questionnaire or in an answer: a stable code and a place, never words.

use super::localized::Localized;
use serde::Serialize;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The thing cannot be used as it is.
    Error,
    /// It can be used, but something is lost or doubtful.
    Warning,
    /// Nothing is wrong; a person should look again (for example, answers made a further question appear).
    Notice,
}

/// All codes of this crate, sorted; each has words in every language.
pub const CODES: &[&str] = &[
    "bad-name",
    "calculate-shown",
    "calculation-emptied",
    "choice-case",
    "choice-not-found",
    "choice-not-numeric",
    "choice-replaced",
    "choice-unclear",
    "choice-with-space",
    "column-ignored",
    "column-missing",
    "column-repeated",
    "date-too-early",
    "date-too-late",
    "digits-not-allowed",
    "duplicate-choice",
    "duplicate-name",
    "duplicate-variable",
    "edit-changed",
    "edit-gone",
    "edit-nothing",
    "edit-place",
    "edit-stale",
    "empty-not-checked",
    "exclusive-choice",
    "expression-arguments",
    "expression-bare-word",
    "expression-circle",
    "expression-fullwidth",
    "expression-incomplete",
    "expression-looks-ahead",
    "expression-missing-parenthesis",
    "expression-mixed-quotes",
    "expression-not-in-format",
    "expression-number",
    "expression-open-text",
    "expression-open-variable",
    "expression-too-deep",
    "expression-too-long",
    "expression-unexpected",
    "expression-unknown-function",
    "expression-unknown-name",
    "expression-unknown-row",
    "expression-unknown-value",
    "file-kind",
    "file-kinds-refused",
    "file-too-large",
    "files-too-large",
    "group-end",
    "group-open",
    "identifier-derived",
    "identifying-disease",
    "identifying-mail",
    "identifying-name",
    "identifying-phone",
    "image-not-shown",
    "json-syntax",
    "kept-for-kikitori",
    "key-repeated",
    "key-twice",
    "line-too-long",
    "list-missing",
    "list-open",
    "mask-form",
    "mask-unknown",
    "metadata-kept",
    "missing-name",
    "missing-value",
    "municipality-ambiguous",
    "municipality-check-digit",
    "municipality-outside",
    "municipality-unknown",
    "name-collides",
    "name-not-portable",
    "name-not-xml",
    "no-choices",
    "no-inner-questions",
    "not-a-color",
    "not-a-date",
    "not-a-moment",
    "not-a-month",
    "not-a-number",
    "not-a-phone",
    "not-a-time",
    "not-a-url",
    "not-a-week",
    "not-an-email",
    "not-as-asked",
    "not-asked",
    "not-followed",
    "not-in-format",
    "not-kana",
    "not-kept",
    "not-offered",
    "number-step",
    "number-too-large",
    "number-too-small",
    "only-in-kikitori",
    "only-one-number",
    "other-missing",
    "other-not-selected",
    "perhaps-asked",
    "piping-not-in-format",
    "placeholder-open",
    "preview-stays",
    "range-crossed",
    "rank-missing",
    "rank-number",
    "rank-twice",
    "rating-range",
    "reading-missing",
    "regex-invalid",
    "regex-look-around",
    "regex-too-large",
    "relevance-unsupported",
    "renamed",
    "required",
    "required-choice",
    "required-file",
    "required-panel",
    "required-row",
    "required-text",
    "revealed",
    "row-replaced",
    "row-twice",
    "row-without-type",
    "rule-refuses-empty",
    "sent-unreadable",
    "setting-kept",
    "sheet-ignored",
    "sheet-kept",
    "sheet-missing",
    "text-unknown-name",
    "time-too-early",
    "time-too-late",
    "too-deep",
    "too-few-choices",
    "too-few-items",
    "too-large",
    "too-long",
    "too-many-choices",
    "too-many-files",
    "too-many-items",
    "too-many-lines",
    "too-many-problems",
    "too-many-questions",
    "too-many-rows",
    "too-many-variables",
    "too-short",
    "trigger-without-condition",
    "type-frozen",
    "type-unreadable",
    "type-kept",
    "type-lowered",
    "type-not-in-format",
    "unknown-choice",
    "unknown-consent",
    "unknown-input-type",
    "unknown-key",
    "unknown-kind",
    "unknown-number",
    "unknown-page",
    "unknown-prefecture",
    "unknown-property",
    "unknown-role",
    "unknown-trigger",
    "unknown-type",
    "unknown-validator",
    "unknown-value",
    "unreadable-mixed",
    "url-not-web",
    "value-kept",
    "value-lost",
    "words-of-some",
    "wrong-answer",
    "wrong-format",
    "wrong-type",
    "xml-doctype",
    "xml-syntax",
    "xpath-in-repeat",
    "xpath-incomplete",
    "xpath-no-value",
    "xpath-syntax",
    "xpath-unknown-function",
    "xpath-unknown-name",
    "xpath-unsupported",
];

/// Codes of warnings that say that something of a file is lost, changed or without effect, sorted. All other warnings ask an
/// author to look again.
pub const LOSSES: &[&str] = &[
    "calculate-shown",
    "calculation-emptied",
    "column-ignored",
    "column-repeated",
    "empty-not-checked",
    "expression-not-in-format",
    "image-not-shown",
    "key-repeated",
    "mask-unknown",
    "not-in-format",
    "only-in-kikitori",
    "piping-not-in-format",
    "setting-kept",
    "sheet-kept",
    "trigger-without-condition",
    "type-kept",
    "type-lowered",
    "type-not-in-format",
    "unknown-consent",
    "unknown-input-type",
    "unknown-kind",
    "unknown-property",
    "unknown-role",
    "unknown-trigger",
    "unknown-type",
    "unknown-value",
    "url-not-web",
    "value-kept",
    "value-lost",
];

/// One problem. Its words are the Fluent message `problem-<code>` with `args` as variables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code in kebab-case, also the Fluent key after `problem-`.
    pub code: &'static str,
    /// Where it is. In a definition: a JSON path such as `pages[0].elements[2].visibleIf`, for broken JSON
    /// `line:column`. In an answer: the form field, that is the question's name, `name.row` for a row of a
    /// matrix, `name-Comment` for the text beside "other".
    pub place: String,
    /// Values for the message's variables, in a fixed order.
    pub args: Vec<(&'static str, String)>,
    /// The definition's own words (`requiredErrorText`, `minErrorText`, …), which go before the product's; empty =
    /// it has none.
    pub words: Localized,
}

impl Problem {
    fn new(severity: Severity, code: &'static str, place: String) -> Problem {
        Problem { severity, code, place, args: Vec::new(), words: Localized::default() }
    }

    /// An error without arguments.
    pub fn error(code: &'static str, place: impl Into<String>) -> Problem {
        Problem::new(Severity::Error, code, place.into())
    }

    /// A warning without arguments.
    pub fn warning(code: &'static str, place: impl Into<String>) -> Problem {
        Problem::new(Severity::Warning, code, place.into())
    }

    /// A notice without arguments.
    pub fn notice(code: &'static str, place: impl Into<String>) -> Problem {
        Problem::new(Severity::Notice, code, place.into())
    }

    /// The same problem with one more argument.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.args.push((name, value.to_string()));
        self
    }

    /// Whether it says that something is lost, changed or without effect.
    pub fn is_loss(&self) -> bool {
        self.severity == Severity::Warning && LOSSES.contains(&self.code)
    }

    /// The same problem in the definition's own words; nothing changes if these are empty.
    pub fn saying(mut self, words: &Localized) -> Problem {
        if !words.is_empty() {
            self.words = words.clone();
        }
        self
    }
}

/// Whether any of the problems is an error.
pub fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn codes_in_the_sources_are_in_the_list() {
        let mut paths = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/questionnaire"), &mut paths);
        let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
        let mut n_found = 0;
        for text in &texts {
            for call in ["Problem::error(\"", "Problem::warning(\"", "Problem::notice(\"", "self.error(\""] {
                for code in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                    assert!(CODES.contains(&code), "{code}");
                    n_found += 1;
                }
            }
        }
        assert!(n_found > 50);
        assert!(
            CODES
                .iter()
                .all(|code| texts.iter().any(|text| text.matches(&format!("\"{code}\"")).count() > 0))
        );
    }

    #[test]
    fn losses_are_codes() {
        assert!(LOSSES.is_sorted() && LOSSES.iter().all(|code| CODES.contains(code)));
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        for lang in ["ja", "en"] {
            let path = format!("{}/../server/locales/{lang}/problem.ftl", env!("CARGO_MANIFEST_DIR"));
            let texts = std::fs::read_to_string(path).unwrap();
            for code in CODES {
                let key = format!("problem-{code} = ");
                assert!(texts.lines().any(|line| line.starts_with(&key)), "{lang}: {code}");
            }
        }
    }
}
