//! Words in their contexts, candidates of compound words, words that lists changed, and the words that fired for codes.

use analysis::document::{Cell, Sheet};
use analysis::rules::evidence::Evidence;
use analysis::text::compounds::Compound;
use analysis::text::headed::Above;
use analysis::text::kwic::Kwic;
use analysis::text::kwic::located::{Located, Locator};
use analysis::text::word_changes::WordChange;

use super::{ids, negated_percent, sheet};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::id_of;
use crate::cli::analyze::map::WordMap;
use crate::cli::analyze::rules::Fired;

/// The columns of `kwic.csv` before those of headings.
const KWIC_COLUMNS: [&str; 11] = [
    "word",
    "id",
    "start",
    "end",
    "left",
    "center",
    "right",
    "paragraph",
    "sentence",
    "sentence_number",
    "token",
];

/// One row for each occurrence: text, place of the word in it (characters from 0, the end not included), what stands around, and the
/// place as KH Coder has it, from 1: paragraph, sentence in it and in all texts, token in the sentence; then the headings above it, a
/// column for each level that the file has.
pub fn kwic(figures: &Figures, words: &[(String, Kwic)]) -> Sheet {
    let mut rows = Vec::new();
    let mut locator = Locator::new(&figures.corpus);
    let above = Above::new(&figures.outline);
    for (word, found) in words {
        rows.extend(found.lines.iter().map(|line| {
            let located = locator.of(line.document, line.span);
            let number = |of: fn(Located) -> u32| {
                located.map_or(Cell::Empty, |located| Cell::Integer(of(located).into()))
            };
            let mut cells = vec![
                Cell::text(word),
                Cell::text(id_of(&figures.corpus, line.document)),
                Cell::Integer(line.span.start.into()),
                Cell::Integer(line.span.end.into()),
                Cell::text(&line.left),
                Cell::text(&line.keyword),
                Cell::text(&line.right),
                number(|located| located.paragraph),
                number(|located| located.sentence),
                number(|located| located.sentence_of_all),
                number(|located| located.token),
            ];
            let headings = above.of(line.document, line.span.start);
            cells.extend(headings.into_iter().map(|heading| heading.map_or(Cell::Empty, Cell::text)));
            cells
        }));
    }
    let mut columns: Vec<String> = KWIC_COLUMNS.map(str::to_owned).to_vec();
    columns.extend(above.levels().iter().map(|level| format!("h{level}")));
    Sheet { name: "kwic".to_owned(), columns, rows }
}

/// Nouns that follow one another, in the order of the candidates.
pub fn compounds(figures: &Figures, found: &[Compound]) -> Sheet {
    let rows = found.iter().map(|compound| {
        vec![
            Cell::text(&compound.text),
            Cell::Text(compound.parts.join(" ").into()),
            Cell::Integer(compound.n_documents.into()),
            Cell::Integer(compound.n_occurrences.into()),
            ids(figures, &compound.documents),
        ]
    });
    sheet("compounds", &["compound", "parts", "documents", "occurrences", "ids"], rows.collect())
}

/// The places of words, in the order of those that are compared; none where there is no map.
pub fn map(figures: &Figures, found: &WordMap) -> Sheet {
    let places = found.outcome.as_ref().map(|map| map.places.as_slice()).unwrap_or_default();
    let further = &figures.further;
    let words = further.clustered.iter().zip(&further.clustered_in);
    let rows = words.zip(places).map(|((term, counted), place)| {
        vec![
            Cell::text(&term.lemma),
            Cell::text(term.class),
            Cell::Integer(counted.n_documents.into()),
            Cell::rounded(place.first().copied(), 4),
            Cell::rounded(place.get(1).copied(), 4),
            negated_percent(Some(term)),
            ids(figures, &term.documents),
        ]
    });
    let n = figures.counted_in.column();
    let columns = ["word", "class", n.as_str(), "dimension1", "dimension2", "negated_percent", "ids"];
    sheet("map", &columns, rows.collect())
}

/// Words that are counted otherwise than without lists, the largest changes first.
pub fn word_changes(figures: &Figures, changes: &[WordChange]) -> Sheet {
    let rows = changes.iter().map(|change| {
        let [before, after] = &change.documents;
        vec![
            Cell::text(&change.lemma),
            Cell::Integer(change.before.n_documents.into()),
            Cell::Integer(change.after.n_documents.into()),
            Cell::Integer(change.before.n_occurrences.into()),
            Cell::Integer(change.after.n_occurrences.into()),
            ids(figures, before),
            ids(figures, after),
        ]
    });
    let columns = [
        "word",
        "documents_before",
        "documents_after",
        "occurrences_before",
        "occurrences_after",
        "ids_before",
        "ids_after",
    ];
    sheet("word_changes", &columns, rows.collect())
}

/// One row for each place that fired: the words, where they stand in the text (characters from 0, the end not included), and the
/// place in the rules.
pub fn fired(figures: &Figures, codes: &[Fired]) -> Sheet {
    let mut rows = Vec::new();
    for code in codes {
        for places in code.places.chunk_by(|a, b| a.document == b.document) {
            rows.extend(in_text(figures, code, places));
        }
    }
    let columns = ["code", "id", "words", "start", "end", "rule_line", "rule_column"];
    sheet("rule_hits", &columns, rows)
}

/// The places in one text.
fn in_text(figures: &Figures, code: &Fired, places: &[Evidence]) -> Vec<Vec<Cell>> {
    let Some(first) = places.first() else { return Vec::new() };
    let document = figures.corpus.documents.get(first.document as usize);
    let text = document.map_or("", |document| document.text.as_str());
    // Where each character begins, so that a long text is gone through once.
    let mut begins: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    begins.push(text.len());
    let byte = |point: u32| begins.get(point as usize).copied().unwrap_or(text.len());
    let row = |place: &Evidence| {
        let words = text.get(byte(place.span.start)..byte(place.span.end)).unwrap_or_default();
        vec![
            Cell::text(&code.code),
            Cell::text(id_of(&figures.corpus, place.document)),
            Cell::text(words),
            Cell::Integer(place.span.start.into()),
            Cell::Integer(place.span.end.into()),
            Cell::Integer(place.place.line.into()),
            Cell::Integer(place.place.column.into()),
        ]
    };
    places.iter().map(row).collect()
}
