//! How wide Japanese text is, and where its lines may break.

use crate::chart::seams::at_seams;

/// The longest label that is drawn in full, in characters; the table beside the chart has the rest.
pub(super) const MAX_LABEL: usize = 120;

/// Height of a line of text in em.
pub(super) const LINE: f64 = 1.35;

/// Width of a text in em: a Japanese character is 1, an ASCII letter .55, which is a little more than BIZ UDGothic's.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

/// Width of the widest of some texts in em; 0 for none.
pub(super) fn widest(texts: impl IntoIterator<Item: AsRef<str>>) -> f64 {
    texts.into_iter().map(|text| text_width(text.as_ref())).fold(0.0, f64::max)
}

fn char_width(c: char) -> f64 {
    match c {
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => 0.0,
        '\u{0}'..='\u{17F}' | '\u{FF61}'..='\u{FF9F}' => 0.55,
        _ => 1.0,
    }
}

/// Characters that may not begin a line (行頭禁則; JIS X 4051).
const NOT_FIRST: &str = "、。，．・：；？！）」』】〕］｝〉》”’ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ々ゝゞヽヾ,.:;?!)]}%％…〜～";

/// Characters that may not end a line (行末禁則).
const NOT_LAST: &str = "（「『【〔［｛〈《“‘([{";

/// Breaks a label into lines of at most `width` em; a very long label is shortened. Lines end between words where that needs no more
/// of them.
pub(super) fn wrap(text: &str, width: f64) -> Vec<String> {
    let short: String = match text.chars().count() <= MAX_LABEL {
        true => text.to_string(),
        false => text.chars().take(MAX_LABEL - 1).chain(['…']).collect(),
    };
    let lines = wrap_evenly(&short, width);
    at_seams(&units(&printable(&short)), width, &lines).unwrap_or(lines)
}

/// Breaks a text into as few lines as the width allows, of about equal length, so that no character stands alone.
pub(super) fn wrap_evenly(text: &str, width: f64) -> Vec<String> {
    let mut lines = wrap_all(text, width);
    let mut narrower = width;
    // No word that fits is broken to make lines even.
    let least = unit_widths(text).into_iter().filter(|unit| *unit <= width).fold(2.0, f64::max);
    while lines.len() > 1 && narrower > 2.5 && narrower - 0.5 >= least {
        narrower -= 0.5;
        let shorter = wrap_all(text, narrower);
        if shorter.len() > lines.len() {
            break;
        }
        lines = shorter;
    }
    lines
}

/// How many lines a text takes in a width in em.
pub(super) fn n_lines(text: &str, width: f64) -> usize {
    if text.is_empty() { 0 } else { wrap_all(text, width).len() }
}

/// Width in em of the widest part of a text that has to stay on one line.
pub(super) fn widest_unit(text: &str) -> f64 {
    unit_widths(text).into_iter().fold(0.0, f64::max)
}

fn unit_widths(text: &str) -> Vec<f64> {
    units(&printable(text)).iter().map(|unit| text_width(unit.trim_end())).collect()
}

/// Breaks a text into lines of at most `width` em, between words and as Japanese typesetting allows.
fn wrap_all(text: &str, width: f64) -> Vec<String> {
    let width = width.max(2.0);
    let mut lines: Vec<String> = vec![String::new()];
    for unit in units(&printable(text)) {
        let mut unit = unit.as_str();
        let line = lines.last().map_or("", String::as_str);
        if !line.is_empty() && text_width(line) + text_width(unit.trim_end()) > width {
            lines.push(String::new());
            unit = unit.trim_start();
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(unit);
        }
        break_last(&mut lines, width);
    }
    lines.iter().map(|line| line.trim_end().to_string()).collect()
}

/// Breaks a last line that is one unit wider than a line anywhere.
fn break_last(lines: &mut Vec<String>, width: f64) {
    while let Some(line) = lines.last_mut().filter(|line| text_width(line.trim_end()) > width) {
        let mut room = width;
        let kept: String = line
            .chars()
            .take_while(|c| {
                room -= char_width(*c);
                room >= 0.0
            })
            .collect();
        let rest: String = line.chars().skip(kept.chars().count()).collect();
        *line = kept;
        lines.push(rest);
    }
}

/// Cuts a text into what must stay on one line: words with their space, parts of names with their underscore, and characters with
/// those that hang on them.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    for c in text.chars() {
        let is_word = |c: char| char_width(c) < 1.0 && c != ' ';
        let hangs = NOT_FIRST.contains(c)
            || c == ' '
            || previous.is_some_and(|p| {
                NOT_LAST.contains(p) || (is_word(p) && is_word(c) && (p != '_' || c == '_'))
            });
        match units.last_mut() {
            Some(unit) if hangs => unit.push(c),
            _ => units.push(c.to_string()),
        }
        previous = Some(c);
    }
    units
}

/// The text without the characters that XML does not allow.
pub(super) fn printable(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }).filter(allowed).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn japanese_is_twice_as_wide_as_ascii() {
        assert!((text_width("難病") - 2.0).abs() < 1e-9);
        assert!((text_width("n=12") - 2.2).abs() < 1e-9);
        assert!((text_width("ﾅﾝﾋﾞｮｳ") - 3.3).abs() < 1e-9);
    }

    #[test]
    fn lines_break_where_japanese_allows() {
        assert_eq!(wrap("支援機関（病院）、その他", 5.0), ["支援機関", "（病院）、", "その他"]);
        assert_eq!(wrap("work and illness", 5.0), ["work and", "illness"]);
        assert_eq!(wrap("", 5.0), [""]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        assert_eq!(wrap("abcdefghij", 2.75), ["abcde", "fghij"]);
        // 7.7 em in all.
        assert_eq!(wrap("current_status", 6.5), ["current_", "status"]);
        assert!((widest_unit("current_status") - 4.4).abs() < 1e-9);
        assert_eq!(wrap("current_status", 8.0), ["current_status"]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "[ -~ぁ-ん一-龥（）「」、。]{0,80}", width in 3.0f64..20.0) {
            let lines = wrap(&text, width);
            let squeezed = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(squeezed(&lines.concat()), squeezed(&text));
            prop_assert!(lines.iter().all(|line| text_width(line) <= width.max(2.0) + 1e-9));
        }
    }
}
