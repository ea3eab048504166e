//! What was probably meant: the nearest known name, or the same thing in the right spelling.

/// The known word nearest to one that is not known: in other letters of the same case, or with a few letters changed.
/// Of several the first.
pub fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let folded = word.to_lowercase();
    let length = folded.chars().count();
    // One letter of three may differ; in very short words one letter would make any of them.
    let most = length.div_ceil(3).min(4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let lower = candidate.to_lowercase();
        if lower == folded {
            return Some(candidate);
        }
        if length < 3 || lower.chars().count().abs_diff(length) > most {
            continue;
        }
        let distance = strsim::osa_distance(&folded, &lower);
        if distance <= most && best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// What to write instead of a word where an operator is expected: `or ange` for `orange`, `contains` for `contain5`.
pub fn for_word(word: &str, operators: &[&str]) -> String {
    let lower = word.to_ascii_lowercase();
    let glued =
        operators.iter().filter(|operator| lower.starts_with(**operator)).max_by_key(|found| found.len());
    match glued.and_then(|operator| Some((operator, word.get(operator.len()..)?))) {
        Some((operator, rest)) => format!("{operator} {rest}"),
        None => nearest(word, operators.iter().copied()).unwrap_or_default().to_owned(),
    }
}

/// What to write instead of a sign or text that cannot be read.
pub fn for_token(code: &str, found: &str) -> String {
    match code {
        "expression-bare-word" => format!("'{found}'"),
        "expression-mixed-quotes" => format!("\\{found}"),
        "expression-fullwidth" => found.chars().map(halfwidth).collect(),
        "expression-number" => found.trim_start_matches('0').trim_end_matches('.').to_owned(),
        _ => String::new(),
    }
}

/// The ASCII character of a full width one.
fn halfwidth(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_meant() {
        let known = ["age_group", "region", "consent", "sumInArray", "q1", "性別"];
        for (word, expected) in [
            ("agegroup", Some("age_group")),
            ("regoin", Some("region")),
            ("REGION", Some("region")),
            ("suminarray", Some("sumInArray")),
            ("Q1", Some("q1")),
            ("q2", None),
            ("完全に別の名前", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known.into_iter()), expected, "{word}");
        }
    }

    #[test]
    fn glued_words_are_taken_apart() {
        assert_eq!(for_word("orange", &["or", "and"]), "or ange");
        assert_eq!(for_word("contians", &["contains", "or"]), "contains");
        assert_eq!(for_word("xyz", &["contains", "or"]), "");
    }
}
