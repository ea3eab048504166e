//! Lists of words that people bring: one a line.

/// The most words of a list.
pub const MAX_WORDS: usize = 100_000;

/// The words of a list, without the blanks around them; empty lines and lines that begin with `#` are left out, and so
/// is what comes again.
///
/// # Errors
/// The line that begins beyond [`MAX_WORDS`].
pub fn words(text: &str) -> Result<Vec<String>, usize> {
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let word = line.trim();
        if word.is_empty() || word.starts_with('#') || !seen.insert(word) {
            continue;
        }
        if found.len() == MAX_WORDS {
            return Err(number);
        }
        found.push(word.to_owned());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_a_line() {
        assert_eq!(words("難病\r\n\n# 註\n　B型 \n難病\n"), Ok(vec!["難病".to_owned(), "B型".to_owned()]));
        let many: String = (0..=MAX_WORDS).map(|n| format!("{n}\n")).collect();
        assert_eq!(words(&many), Err(MAX_WORDS + 1));
    }
}
