//! What is done with random input to the readers of `analysis`: files of texts, coding rules, lists of words, codings of other
//! programs, and what is typed into the box for searching. Whatever it is: no panic, bounded time, and every number stays inside its
//! text. Files of variables (`--variables`) are tables; lines of `kikitori classify` are JSON, with texts as `suggest` reads them.

use std::io::Cursor;
use std::sync::OnceLock;

use analysis::coding::suggest::Suggester;
use analysis::document::input::InputTable;
use analysis::document::{csv, prose, refi, xlsx};
use analysis::rules::{self, RuleFile};
use analysis::text::Span;
use analysis::text::encoding::TextEncoding;
use analysis::text::headed;
use analysis::text::normalize::normalize;
use analysis::text::own_words::{ListProblem, WordLists};
use analysis::text::search::query;
use analysis::text::sentence::{sentences, sentences_with_words};
use analysis::text::word_vectors;

use super::target::Target;

/// All of them.
pub const READERS: &[Target] = &[
    Target { name: "rules", run: coding_rules },
    Target { name: "table", run: table },
    Target { name: "workbook", run: workbook },
    Target { name: "headed", run: headed_text },
    Target { name: "prose", run: note },
    Target { name: "refi", run: project },
    Target { name: "query", run: search_query },
    Target { name: "vectors", run: vectors_of_words },
    Target { name: "words", run: lists_of_words },
    Target { name: "suggest", run: suggestions },
];

/// What files of texts, rules and words are read as: somebody has named the encoding, or nobody has.
const ENCODINGS: [Option<TextEncoding>; 7] = [
    None,
    Some(TextEncoding::Utf8),
    Some(TextEncoding::Utf16Le),
    Some(TextEncoding::Utf16Be),
    Some(TextEncoding::Cp932),
    Some(TextEncoding::EucJp),
    Some(TextEncoding::Iso2022Jp),
];

/// The texts that a file may be.
fn texts(data: &[u8]) -> Vec<String> {
    let mut texts: Vec<String> =
        ENCODINGS.iter().filter_map(|encoding| csv::text_in(data, *encoding).ok()).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// A file of KH Coder's rules. What is read as UTF-8 is written byte for byte (other encodings have several bytes for one
/// character), and a condition that is printed is read as the same.
fn coding_rules(data: &[u8]) {
    let (file, problems) = rules::read(data, Some(TextEncoding::Utf8));
    if problems.is_empty() {
        assert_eq!(file.write().as_deref(), Ok(data), "the file is not what was read");
    }
    for encoding in ENCODINGS {
        printed_again(&rules::read(data, encoding).0);
    }
}

fn printed_again(file: &RuleFile) {
    for rule in file.codes.iter().filter_map(|code| code.rule.as_ref()) {
        let printed = rule.print();
        let (again, problems) = rules::parse_text(&format!("＊c\n {printed}\n"));
        // Brackets that printing adds may go beyond the limits.
        let found = again.codes.first().and_then(|code| code.rule.as_ref());
        if let Some(found) = found.filter(|_| problems.iter().all(|problem| !problem.kind.is_error())) {
            assert_eq!(found.print(), printed);
        }
    }
}

/// A CSV file in any encoding.
fn table(data: &[u8]) {
    for encoding in ENCODINGS {
        sound_table(&csv::read_in(data, encoding).0);
    }
}

/// A workbook.
fn workbook(data: &[u8]) {
    sound_table(&xlsx::read(data, None).0);
    xlsx::sheet_names(data);
}

/// Every row has its number, and every text is cut into sentences that lie in it.
fn sound_table(table: &InputTable) {
    assert_eq!(table.rows.len(), table.row_numbers.len());
    table.rows.iter().flatten().for_each(|cell| sound_sentences(cell));
}

/// A list of words in any encoding, as each of the lists of a survey. Whatever is wrong stands on one of its lines.
fn lists_of_words(data: &[u8]) {
    for text in texts(data) {
        let n_lines = text.lines().count();
        let is_sound = |problem: &ListProblem| (1..=n_lines).contains(&problem.line);
        let lists = [
            WordLists { forced: text.clone(), ..WordLists::default() },
            WordLists { stop_words: text.clone(), ..WordLists::default() },
            WordLists { synonyms: text.clone(), ..WordLists::default() },
            WordLists { dictionary: text.clone(), ..WordLists::default() },
        ];
        for list in &lists {
            let problems = list.read().err();
            assert!(problems.as_ref().is_none_or(|all| !all.is_empty()), "refused without a word");
            let all = problems.into_iter().flatten().chain(list.lone_synonyms());
            all.for_each(|problem| assert!(is_sound(&problem), "{problem:?}"));
        }
    }
}

/// Any text: what is suggested for a sentence stands in it.
fn suggestions(data: &[u8]) {
    static SUGGESTER: OnceLock<Option<Suggester>> = OnceLock::new();
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some(suggester) = SUGGESTER.get_or_init(|| Suggester::shipped().ok()) else { return };
    for (span, suggestion) in suggester.suggest_sentences(text) {
        let of_themes = suggestion.themes.iter().flat_map(|theme| &theme.evidence);
        for place in suggestion.evidence.iter().chain(of_themes) {
            assert!(span.start <= place.start && place.end <= span.end, "{place:?} in {span:?}");
            assert!(lies_in(*place, text), "{place:?}");
        }
    }
}

/// Vectors of words: whatever is kept is as long as the file says.
fn vectors_of_words(data: &[u8]) {
    let Ok(found) = word_vectors::read(data, &["語", "a"].into()) else { return };
    assert!(found.dimensions <= word_vectors::MOST_DIMENSIONS && found.n_words() <= 2);
    for vector in ["語", "a"].iter().filter_map(|word| found.of(word)) {
        assert_eq!(vector.len(), found.dimensions);
        assert!(vector.iter().all(|number| number.is_finite()));
    }
}

/// A plain text with KH Coder's headings, in any encoding.
fn headed_text(data: &[u8]) {
    texts(data).iter().for_each(|text| sound_headings(text));
}

fn sound_headings(text: &str) {
    let found = headed::read(text);
    for document in &found.documents {
        sound_sentences(&document.text);
    }
    for heading in &found.outline.headings {
        assert!((1..=headed::LEVELS).contains(&heading.level));
        let document = found.documents.get(heading.document as usize);
        assert!(document.is_some_and(|document| lies_in(heading.span, &document.text)), "{heading:?}");
    }
}

/// The first byte tells the kind of file, the rest is the file.
fn note(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let name = match kind % 4 {
        0 => "note.docx",
        1 => "note.txt",
        2 => "note.vtt",
        _ => "note.srt",
    };
    if let Ok(prose) = prose::read(name, rest) {
        assert!(!prose.text.is_empty());
        sound_sentences(&prose.text);
    }
}

/// A project of codings (`.qdpx`) or a codebook (`.qdc`). Spans lie in their texts, and what was read can be written and read again.
fn project(data: &[u8]) {
    for found in [refi::read::project(data), refi::read::codebook(data)] {
        if found.is_refused {
            assert!(!found.problems.is_empty(), "refused without a word");
            continue;
        }
        for source in &found.project.sources {
            let n = source.text.chars().count();
            let is_sound = |start: usize, end: usize| start <= end && end <= n;
            assert!(source.selections.iter().all(|own| is_sound(own.start, own.end)), "{source:?}");
        }
        if let Ok(written) = refi::write::project(&found.project, Cursor::new(Vec::new())) {
            let again = refi::read::project(written.get_ref());
            assert!(!again.is_refused, "{:?}", again.problems);
        }
    }
}

/// What is typed into the box for searching.
fn search_query(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(Some(found)) = query::parse(text) else { return };
    let n = found.groups.iter().map(Vec::len).sum::<usize>() + found.excluded.len();
    assert!((1..=query::MOST_PHRASES).contains(&n));
    assert!(found.groups.iter().all(|group| !group.is_empty()));
    let exact = found.clone().exact();
    assert_eq!(exact.clone().exact(), exact);
    assert_eq!(exact.groups.len(), found.groups.len());
}

fn sound_sentences(text: &str) {
    let found = sentences(text);
    let mut last = 0;
    for span in &found {
        assert!(span.start >= last && lies_in(*span, text), "{span:?}");
        last = span.end;
    }
    assert_eq!(sentences_with_words(text).len(), found.len());
    let normalized = normalize(text);
    let n = normalized.text.chars().count() as u32;
    for (start, end) in [(0, n), (0, 0), (n, n), (n / 2, n)] {
        assert!(lies_in(normalized.original(start, end), text), "{start} {end}");
    }
}

fn lies_in(span: Span, text: &str) -> bool {
    span.start <= span.end && span.end as usize <= text.chars().count()
}
