//! How KH Coder 3 reads a text, to compare figures with: its normal form, and where its sentences end.

use super::Span;
use super::normalize::{Normalized, fold_all, full_width_kana};
use super::tokenizer::Segment;

/// What stands for characters beyond the basic multilingual plane, which KH Coder's database does not hold.
const BEYOND: char = '?';

/// KH Coder's normal form: half-width kana full-width, blanks ideographic, `\ ' "` as their wide signs, NFC; letters
/// and digits keep their width.
pub(super) fn normalize(text: &str) -> Normalized<'static> {
    fold_all(text, |c| c == '\r', fold)
}

fn fold(chars: &[char], at: usize) -> char {
    match chars[at] {
        c @ '\u{FF61}'..='\u{FF9F}' => full_width_kana(c),
        ' ' | '\t' => '\u{3000}',
        '\\' => '￥',
        '\'' => '’',
        '"' => '”',
        c if c as u32 > 0xFFFF => BEYOND,
        c => c,
    }
}

/// KH Coder's sentences: what ends with a token 。 or with its line. `spans` are the places of the segments in the
/// original text.
pub(super) fn sentences(
    normalized: &Normalized<'_>,
    segments: &[Segment],
    spans: impl Iterator<Item = Span>,
) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    let mut end = 0;
    for (segment, span) in segments.iter().zip(spans) {
        let between = normalized.text.get(end..segment.start).unwrap_or_default();
        if between.contains('\n') {
            found.extend(open.take());
        }
        end = segment.end;
        let sentence = Span { start: open.map_or(span.start, |open| open.start), end: span.end };
        if normalized.text.get(segment.start..segment.end) == Some("。") {
            found.push(sentence);
            open = None;
        } else {
            open = Some(sentence);
        }
    }
    found.extend(open);
    found
}

#[cfg(test)]
mod tests {
    use super::normalize;
    use crate::text::corpus::{Corpus, Document, build};
    use crate::text::dictionary;
    use crate::text::tokenizer::{Convention, Tokenizer};

    fn corpus(texts: &[&str]) -> Corpus {
        let tokenizer = Tokenizer::plain(&dictionary::for_tests()).following(Convention::KhCoder);
        let document = |text: &&str| Document { text: (*text).to_owned(), ..Document::default() };
        build(&tokenizer, texts.iter().map(document).collect(), &|_| {})
    }

    #[test]
    fn signs_are_as_khcoder_has_them() {
        assert_eq!(normalize("ｶﾞｲﾄﾞ a\\b'c\"𠮷Ａ").text, "ガイド　a￥b’c”?Ａ");
    }

    #[test]
    fn sentences_end_at_a_stop_or_a_line_end() {
        let text = "無理だ！そう言う。「次。」と\n困る。";
        let corpus = corpus(&[text, "。"]);
        let found: Vec<&str> = corpus
            .sentences
            .iter()
            .map(|sentence| sentence.span.of(if sentence.document == 0 { text } else { "。" }))
            .collect();
        assert_eq!(found, ["無理だ！そう言う。", "「次。", "」と", "困る。", "。"]);
    }

    #[test]
    fn a_class_is_part_of_the_word_and_case_is_not() {
        let corpus = corpus(&["LoRAを学ぶ", "LORAを学ぶ", "loraを学ぶ"]);
        let mut lemmas: Vec<&str> = corpus.words.iter().map(|word| word.lemma.as_str()).collect();
        lemmas.retain(|lemma| lemma.eq_ignore_ascii_case("lora"));
        assert!(!lemmas.is_empty() && lemmas.iter().all(|lemma| *lemma == "LORA"), "{lemmas:?}");
    }
}
