//! Tags that got into a text (`<b>`, `</script>`): their words are nobody's.

use super::Span;

/// Where a text has tags, ascending: ASCII from `<`, with a letter or `/` right after it, to the next `>`. Brackets around
/// Japanese (`<相談>`) are no tags.
pub fn tags(text: &str) -> Vec<Span> {
    let mut tags = Vec::new();
    // Nearly all texts have none.
    if !text.contains('<') {
        return tags;
    }
    let (mut open, mut before) = (None, ' ');
    for (point, c) in (0..).zip(text.chars()) {
        match c {
            '<' => open = Some(point),
            '>' => tags.extend(open.take().map(|start| Span { start, end: point + 1 })),
            _ if !c.is_ascii() => open = None,
            _ if before == '<' && c != '/' && !c.is_ascii_alphabetic() => open = None,
            _ => {}
        }
        before = c;
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_ascii_between_brackets() {
        let found =
            |text: &str| -> Vec<String> { tags(text).iter().map(|tag| tag.of(text).to_owned()).collect() };
        assert_eq!(found("𠮷<b class='x'>太</b>字"), ["<b class='x'>", "</b>"]);
        assert_eq!(found("<相談>と3 < 5、7 > 6、a <b"), Vec::<String>::new());
        assert_eq!(found("<<i>>"), ["<i>"]);
    }
}
