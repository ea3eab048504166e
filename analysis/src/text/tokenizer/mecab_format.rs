//! The words of a text as MeCab prints them.

use super::{Entry, Tokenizer, Worker};

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
        let tokenizer = worker.tokenizer;
        let features =
            worker.written.entry(segment.word).or_insert_with(|| features_line(tokenizer, segment.word));
        output.push_str(features);
    }
    output.push_str("EOS\n");
    worker.segments = segments;
}
