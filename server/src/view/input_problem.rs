//! Says what is wrong with a file that somebody brought.

use analysis::document::input::InputProblem;

use crate::i18n::{Lang, text};

/// The problem in words.
pub fn words(problem: &InputProblem, lang: Lang) -> String {
    let number = |place: Option<usize>| place.map(|place| place.to_string()).unwrap_or_default();
    let args = [
        ("row", number(problem.row)),
        ("column", number(problem.column)),
        ("detail", problem.detail.clone()),
    ];
    text(lang.code(), &format!("analyze-input-{}", problem.kind.code()), &args)
}
