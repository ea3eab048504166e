//! Lists line by line: the words of each, and what is wrong with a line.

use std::collections::HashSet;

use super::header::{DictionaryHeader, WordColumn};
use super::{ListProblem, ListProblemKind, MAX_LENGTH, WordList};
use crate::text::domain_words::{self, DomainWord, USUAL_PLACES};
use crate::text::normalize::normalize;

/// The words of a list with one a line.
pub fn plain(list: WordList, text: &str, max_words: usize, problems: &mut Vec<ListProblem>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut column = WordColumn::alone();
    let mut is_first = true;
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if std::mem::take(&mut is_first)
            && let Some(named) = WordColumn::named(line)
        {
            column = named;
            continue;
        }
        let mut report = |kind, detail| problems.push(ListProblem { list, line: number, kind, detail });
        let word = column.word(line);
        if word.is_empty() {
            if column.is_alone() {
                continue;
            }
            report(ListProblemKind::Malformed, String::new());
            continue;
        }
        if !seen.insert(word) {
            continue;
        }
        if words.len() == max_words {
            report(ListProblemKind::TooMany, max_words.to_string());
            break;
        }
        if word.chars().count() > MAX_LENGTH {
            report(ListProblemKind::TooLong, word.chars().take(20).collect());
            continue;
        }
        words.push(word.to_owned());
    }
    words
}

/// The words of a dictionary. Rows that begin with `#` are left out.
pub fn dictionary(text: &str, max_words: usize, problems: &mut Vec<ListProblem>) -> Vec<DomainWord> {
    let list = WordList::Dictionary;
    let mut words: Vec<DomainWord> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let (mut places, mut is_first) = (USUAL_PLACES, true);
    for (written, line) in text.lines().zip(1..) {
        if written.trim().is_empty() || written.starts_with('#') {
            continue;
        }
        let mut report = |kind, detail: &str| {
            let detail = detail.chars().take(20).collect();
            problems.push(ListProblem { list, line, kind, detail });
        };
        let Some(row) = cells(written) else {
            report(ListProblemKind::Malformed, "");
            continue;
        };
        if std::mem::take(&mut is_first) {
            match DictionaryHeader::of(&row) {
                DictionaryHeader::None => {}
                DictionaryHeader::Named(named) => {
                    places = named;
                    continue;
                }
                DictionaryHeader::Wrong(cell) => {
                    report(ListProblemKind::UnknownColumn, &cell);
                    break;
                }
            }
        }
        // Files that were put one after the other have their names of columns further down, too.
        if [row.get(0), row.get(1)] == [Some("surface"), Some("class")] {
            continue;
        }
        let [typed, class, reading, lemma] = domain_words::fields(&row, places);
        let surface = normalize(typed).text.into_owned();
        if row.iter().any(|text| text.chars().count() > MAX_LENGTH) {
            report(ListProblemKind::TooLong, typed);
        } else if typed == "*" {
            report(ListProblemKind::Malformed, "");
        } else if words.len() == max_words {
            report(ListProblemKind::TooMany, &max_words.to_string());
            break;
        } else if !seen.insert(surface.clone()) {
            report(ListProblemKind::SecondTime, &surface);
        } else if let Some(kind) = domain_words::kind_named(class) {
            words.push(DomainWord::new(surface, kind, reading, lemma));
        } else {
            report(ListProblemKind::UnknownClass, class);
        }
    }
    words
}

/// The cells of one line.
fn cells(line: &str) -> Option<csv::StringRecord> {
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.has_headers(false).trim(csv::Trim::All).from_reader(line.as_bytes());
    reader.records().next()?.ok()
}
