//! Texts that have to fit: cut by characters, with a mark that says so.

/// The beginning of a text of `most` characters at most, with a mark where something is left out.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_by_characters_and_say_so() {
        assert_eq!(cut("𠮷野家の人", 5), "𠮷野家の人");
        assert_eq!(cut("𠮷野家の人", 4), "𠮷野家…");
    }
}
