//! Cuts a text into sentences (文): at 。！？ and line ends, but not inside a quotation that closes on the same line.

use super::Span;

/// The sentences of `text`, without the blanks around them; empty ones are left out.
pub fn sentences(text: &str) -> Vec<Span> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut line_start = 0;
    for end in 0..=chars.len() {
        if end == chars.len() || matches!(chars[end], '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            split_line(&chars, line_start, end, &mut found);
            line_start = end + 1;
        }
    }
    found
}

/// The same with their words; the code points of the text are counted once.
pub fn sentences_with_words(text: &str) -> Vec<(Span, &str)> {
    let edges: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let byte_of = |point: u32| edges.get(point as usize).copied().unwrap_or(text.len());
    let with_words =
        |span: Span| (span, text.get(byte_of(span.start)..byte_of(span.end)).unwrap_or_default());
    sentences(text).into_iter().map(with_words).collect()
}

fn split_line(chars: &[char], start: usize, end: usize, found: &mut Vec<Span>) {
    let mut sentence_start = start;
    let mut at = start;
    while at < end {
        if let Some(closing) = closing_bracket(chars[at]) {
            at = close_of(chars, at, end, closing).unwrap_or(at) + 1;
            continue;
        }
        at += 1;
        if is_terminator(chars, at - 1, end) {
            while at < end && (is_terminator(chars, at, end) || is_closing(chars[at])) {
                at += 1;
            }
            push_trimmed(chars, sentence_start, at, found);
            sentence_start = at;
        }
    }
    push_trimmed(chars, sentence_start, end, found);
}

/// Quotations longer than this are cut all the same: a bracket was probably left open.
const LONGEST_QUOTATION: usize = 200;

/// Where the bracket that opens at `open` closes, if it does so on this line.
fn close_of(chars: &[char], open: usize, end: usize, closing: char) -> Option<usize> {
    let mut depth = 0;
    for at in open..end.min(open + LONGEST_QUOTATION) {
        if chars[at] == chars[open] {
            depth += 1;
        } else if chars[at] == closing {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

fn closing_bracket(c: char) -> Option<char> {
    match c {
        '「' => Some('」'),
        '『' => Some('』'),
        '（' => Some('）'),
        '(' => Some(')'),
        '｢' => Some('｣'),
        '“' => Some('”'),
        _ => None,
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '」' | '』' | '）' | ')' | '｣' | '”')
}

fn is_terminator(chars: &[char], at: usize, end: usize) -> bool {
    match chars[at] {
        '。' | '｡' | '！' | '？' | '!' | '?' => true,
        // A full-width period ends a sentence, but not between digits (３．５).
        '．' => at + 1 >= end || !chars[at + 1].is_numeric(),
        _ => false,
    }
}

fn push_trimmed(chars: &[char], mut start: usize, mut end: usize, found: &mut Vec<Span>) {
    while start < end && is_blank(chars[start]) {
        start += 1;
    }
    while end > start && is_blank(chars[end - 1]) {
        end -= 1;
    }
    if start < end {
        found.push(Span { start: start as u32, end: end as u32 });
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn texts_are_cut_where_a_reader_would() {
        assert_eq!(split("人手不足。予算もない！！ 困る"), ["人手不足。", "予算もない！！", "困る"]);
        assert_eq!(split("・送迎なし\r\n・駅から遠い\n"), ["・送迎なし", "・駅から遠い"]);
        assert_eq!(split("「無理だ。」と言われた。次。"), ["「無理だ。」と言われた。", "次。"]);
        assert_eq!(split("「閉じない。次の文。"), ["「閉じない。", "次の文。"]);
        assert_eq!(split("３．５人．以上"), ["３．５人．", "以上"]);
        assert_eq!(split(" \n\n"), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[あ。、「」（）！ \n\rA𠮷]{0,60}") {
            let kept: String = split(&text).concat();
            let squeeze = |s: &str| s.chars().filter(|&c| !is_blank(c)).collect::<String>();
            prop_assert_eq!(squeeze(&kept), squeeze(&text));
            let words: Vec<&str> = sentences_with_words(&text).into_iter().map(|(_, words)| words).collect();
            prop_assert_eq!(words, split(&text));
        }
    }
}
