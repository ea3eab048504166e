//! The sheet in plain language (やさしい日本語): other words beside the same numbers. They are made with the sheet and frozen with it,
//! so that what is published is what was looked at in both.

use analysis::table::Count;
use serde::{Deserialize, Serialize};

use crate::dataset::tables::QuestionTable;
use crate::i18n::{self, Lang, Wording};
use crate::view::figure::drafted::drafted;
use crate::view::figure::matrix::{MatrixRow, matrix_note};
use crate::view::figure::slice::{Behind, in_one_each, slice_note};
use crate::view::figure::{BarLine, FigureView};

/// The plain words of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlainWords {
    /// In the place of its title.
    pub title: String,
    /// In the place of its note.
    pub note: String,
    /// In the place of its reading line; empty for none.
    pub reading: String,
}

impl PlainWords {
    /// Those of a chart that has none of its own: the usual ones.
    pub fn usual(figure: &FigureView) -> PlainWords {
        PlainWords { title: figure.title.clone(), note: figure.note.clone(), reading: figure.reading.clone() }
    }
}

/// Those of a question with its bars and their base.
pub fn of_question(
    title: &str,
    table: &QuestionTable,
    (lines, base): (&[BarLine], Count),
    lang: Lang,
) -> PlainWords {
    PlainWords {
        title: title.to_owned(),
        note: slice_note(table, (lines, base, 0), Behind::Choices, (lang, Wording::Plain)),
        reading: drafted(lines, in_one_each(table, base), lang, Wording::Plain),
    }
}

/// Those of a matrix with the answer that the largest share gave, if one is known to be it.
pub fn of_matrix(title: &str, rows: &[MatrixRow], reading: String, lang: Lang) -> PlainWords {
    PlainWords { title: title.to_owned(), note: matrix_note(rows, lang, Wording::Plain), reading }
}

/// The plain words of a key.
pub fn say(lang: Lang, key: &str, args: &[(&str, String)]) -> String {
    i18n::text(lang.code(), &Wording::Plain.key(key), args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_is_said_in_other_words() {
        let line = |label: &str, n| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share: Some(0.5),
            href: String::new(),
        };
        let lines = [line("通院", 12), line("交通", 7)];
        let usual = drafted(&lines, None, Lang::Ja, Wording::Usual);
        let plain = drafted(&lines, None, Lang::Ja, Wording::Plain);
        assert_ne!(usual, plain);
        assert!(plain.contains("通院") && plain.contains("12"), "{plain}");
    }

    /// The rules of plain language that a machine can see: short sentences, and none that negates twice.
    #[test]
    fn plain_words_are_short_and_negate_once() {
        let plain = include_str!("../../../locales/ja/plain.ftl");
        let lines = plain.lines().filter_map(|line| line.split_once(" = "));
        let mut n = 0;
        for (key, words) in lines.filter(|(key, _)| key.ends_with("-plain")) {
            n += 1;
            for sentence in words.split('。') {
                assert!(sentence.chars().count() <= 50, "{key}: {sentence}");
                // 少ない says that something is little.
                let sentence = sentence.replace("少ない", "");
                let negations = ["ない", "ません"].map(|word| sentence.matches(word).count());
                assert!(negations.iter().sum::<usize>() <= 1, "{key}: {sentence}");
            }
        }
        assert!(n > 20, "the words are found");
    }
}
