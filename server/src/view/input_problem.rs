//! Says what is wrong with a file that somebody brought.

use analysis::document::input::InputProblem;

use crate::i18n::{Lang, text};

/// The most characters of somebody's file that a message quotes.
const MOST_QUOTED: usize = 40;

/// What stands in a file, short enough for a message.
pub fn quoted(value: &str) -> String {
    match value.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}

/// The problem in words.
pub fn words(problem: &InputProblem, lang: Lang) -> String {
    let number = |place: Option<usize>| place.map(|place| place.to_string()).unwrap_or_default();
    let args = [
        ("row", number(problem.row)),
        ("column", number(problem.column)),
        ("detail", quoted(&problem.detail)),
    ];
    text(lang.code(), &format!("analyze-input-{}", problem.kind.code()), &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_long_is_quoted_whole() {
        assert_eq!(quoted("意見"), "意見");
        assert_eq!(quoted(&"意".repeat(40)).chars().count(), 40);
        assert_eq!(quoted(&"意".repeat(5_000)).chars().count(), 41);
    }
}
