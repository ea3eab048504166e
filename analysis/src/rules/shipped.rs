//! Rules that come with the program, as a file of KH Coder's that people change as they need.

/// What sentences are: requests, good practices, challenges, or nothing. Simpler than [`crate::coding::stance`], which weighs how
/// sentences end and makes what is suggested, but every word of it can be changed. It counts codes; suggestions do not follow it.
pub const STANCE: &str = include_str!("../../data/stance.cod");

/// The line of [`STANCE`] that says what it is to be counted in. It stays when people change the rules below it.
const OF_SENTENCES: &str = "# 単位は「文」が合います。";

/// Whether rules say that they are about sentences, as those do that come with the program: that a sentence is a request makes it no good
/// practice, which would be wrong of all that somebody wrote.
pub fn is_of_sentences(rules: &str) -> bool {
    rules.lines().any(|line| line.starts_with(OF_SENTENCES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_come_with_the_program_are_about_sentences_also_when_they_were_changed() {
        assert!(is_of_sentences(STANCE));
        assert!(
            is_of_sentences(&STANCE.replace('\n', "\r\n"))
                && is_of_sentences(&format!("{STANCE}\n＊相談\n相談\n"))
        );
        assert!(!is_of_sentences("＊相談\n相談\n") && !is_of_sentences(""));
    }
}
