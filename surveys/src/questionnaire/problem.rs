//! A problem in a questionnaire or in an answer: a stable code and a place, never words.

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
}

impl Problem {
    /// An error without arguments.
    pub fn error(code: &'static str, place: impl Into<String>) -> Problem {
        Problem { severity: Severity::Error, code, place: place.into(), args: Vec::new() }
    }

    /// A warning without arguments.
    pub fn warning(code: &'static str, place: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, code, place: place.into(), args: Vec::new() }
    }

    /// A notice without arguments.
    pub fn notice(code: &'static str, place: impl Into<String>) -> Problem {
        Problem { severity: Severity::Notice, code, place: place.into(), args: Vec::new() }
    }

    /// The same problem with one more argument.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.args.push((name, value.to_string()));
        self
    }
}

/// Whether any of the problems is an error.
pub fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}
