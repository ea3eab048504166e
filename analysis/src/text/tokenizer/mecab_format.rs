//! The words of a text as MeCab prints them.

use super::{Entry, Tokenizer, Worker};
use crate::text::corpus::normal_form;

/// What MeCab writes behind a word.
fn features_line(tokenizer: &Tokenizer, word: Entry) -> String {
    let mut line = String::new();
    let mut separator = '\t';
    for feature in tokenizer.features(word) {
        line.push(separator);
        line.push_str(feature);
        separator = ',';
    }
    line.push('\n');
    line
}

/// Appends the words of one line in MeCab's output format: `surface TAB features` a word, then `EOS`.
pub fn write_mecab(worker: &mut Worker<'_>, line: &str, output: &mut String) {
    let mut segments = std::mem::take(&mut worker.segments);
    segments.clear();
    worker.segment(line, &mut segments);
    for segment in &segments {
        output.push_str(line.get(segment.start..segment.end).unwrap_or_default());
        push_features(worker, segment.word, output);
    }
    output.push_str("EOS\n");
    worker.segments = segments;
}

/// The same with the words that a [corpus](crate::text::corpus) of the line has: they are found in its normal form, and written as
/// they stand in the line. Half-width blanks are no words here either.
pub fn write_normalized(worker: &mut Worker<'_>, line: &str, output: &mut String) {
    let normalized = normal_form(line, worker.convention());
    let bytes: Vec<usize> = line.char_indices().map(|(byte, _)| byte).chain([line.len()]).collect();
    let mut segments = std::mem::take(&mut worker.segments);
    segments.clear();
    worker.segment(&normalized.text, &mut segments);
    let (mut byte, mut point) = (0, 0);
    for segment in &segments {
        let points = |from: usize, to: usize| {
            normalized.text.get(from..to).map_or(0, |piece| piece.chars().count() as u32)
        };
        let start = point + points(byte, segment.start);
        (byte, point) = (segment.end, start + points(segment.start, segment.end));
        let span = normalized.original(start, point);
        let ends = bytes.get(span.start as usize).zip(bytes.get(span.end as usize));
        let surface = ends.and_then(|(from, to)| line.get(*from..*to)).unwrap_or_default();
        if surface.chars().all(|c| c.is_ascii_whitespace()) {
            continue;
        }
        output.push_str(surface);
        push_features(worker, segment.word, output);
    }
    output.push_str("EOS\n");
    worker.segments = segments;
}

fn push_features(worker: &mut Worker<'_>, word: Entry, output: &mut String) {
    let tokenizer = worker.tokenizer;
    let features = worker.written.entry(word).or_insert_with(|| features_line(tokenizer, word));
    output.push_str(features);
}
