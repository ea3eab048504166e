//! Texts that have to fit: cut by characters, with a mark that says so.

use analysis::text::sentence::sentences;

/// The beginning of a text of `most` characters at most, with a mark where something is left out.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// The beginning of a text on one line, of about `most` characters, with a mark where something is left out: it ends with the
/// sentence whose end is nearest, if that is not more than half shorter or a quarter longer.
pub fn beginning(text: &str, most: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= most {
        return line;
    }
    let is_near = |end: &usize| (most / 2..=most + most / 4).contains(end);
    let ends = sentences(&line).into_iter().map(|sentence| sentence.end as usize);
    match ends.filter(is_near).min_by_key(|end| end.abs_diff(most)) {
        Some(end) if end >= line.chars().count() => line,
        Some(end) => line.chars().take(end).chain(['…']).collect(),
        None => cut(&line, most),
    }
}

/// The lines of a text one after the other, with a blank between two only where both have letters of a language that writes blanks.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for next in text.lines().map(str::trim).filter(|next| !next.is_empty()) {
        let has_blank = line.ends_with(|c: char| c.is_ascii()) && next.starts_with(|c: char| c.is_ascii());
        line.push_str(if has_blank { " " } else { "" });
        line.push_str(next);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_by_characters_and_say_so() {
        assert_eq!(cut("𠮷野家の人", 5), "𠮷野家の人");
        assert_eq!(cut("𠮷野家の人", 4), "𠮷野家…");
    }

    #[test]
    fn a_beginning_ends_with_a_sentence_that_ends_near_and_has_no_line_ends() {
        assert_eq!(beginning("受診に同行した。\n記録を\r\n渡した。", 20), "受診に同行した。記録を渡した。");
        assert_eq!(beginning("by bus\nand train", 20), "by bus and train");
        assert_eq!(beginning("受診に同行した。記録を渡して話した。", 10), "受診に同行した。…");
        assert_eq!(beginning("受診に同行した。", 7), "受診に同行した。", "a sentence that is hardly longer");
        assert_eq!(
            beginning("あ。曜日を決めて続けて話を聞いた。", 10),
            "あ。曜日を決めて続…",
            "none ends near"
        );
        assert_eq!(beginning("", 10), "");
    }
}
