//! What is wrong with rules, in words, beside the line that it is about.

use analysis::rules::RuleFile;
use analysis::rules::problem::RuleProblem;
use serde::Serialize;

use crate::i18n::{self, Lang};

/// Characters that are shown before and after a place.
const AROUND: usize = 20;

/// A problem with its place and the words around it.
#[derive(Serialize)]
pub struct ProblemLine {
    /// Line and column, in words.
    place: String,
    /// What is wrong.
    pub text: String,
    /// What stands before the place in its line.
    before: String,
    /// What stands there.
    at: String,
}

impl ProblemLine {
    /// Place and words in one.
    pub fn whole(&self, lang: Lang) -> String {
        let args = [("place", self.place.clone()), ("text", self.text.clone())];
        i18n::text(lang.code(), "rules-problem", &args)
    }
}

/// Problems in the order of the file, with the words of its lines.
pub fn lines(lang: Lang, file: &RuleFile, problems: &[RuleProblem]) -> Vec<ProblemLine> {
    let lines: Vec<&str> = file.source.text.split('\n').collect();
    let line = |problem: &RuleProblem| {
        let own = lines.get((problem.place.line as usize).saturating_sub(1)).copied().unwrap_or_default();
        let column = (problem.place.column as usize).saturating_sub(1);
        let first = column.saturating_sub(AROUND);
        let args = [("line", problem.place.line.to_string()), ("column", problem.place.column.to_string())];
        let key = format!("analyze-rules-{}", problem.kind.code());
        ProblemLine {
            place: i18n::text(lang.code(), "rules-place", &args),
            text: i18n::text(lang.code(), &key, &[("detail", problem.detail.clone())]),
            before: own.chars().skip(first).take(column - first).collect(),
            at: own.trim_end_matches('\r').chars().skip(column).take(AROUND).collect(),
        }
    };
    problems.iter().map(line).collect()
}
