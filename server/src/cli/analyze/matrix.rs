//! `--matrix`: texts by words and units by codes, one row each, for programs that compute on.

use analysis::document::{Cell, Sheet};
use analysis::rules::coder::Coding;
use analysis::text::Span;
use analysis::text::corpus::Corpus;
use analysis::text::matrix::counts;
use analysis::text::terms::Term;
use analysis::text::units::Units;

use super::id_of;

/// The column that names a text; a word that is written so is told apart by its class.
const ID: &str = "id";

/// Units with the codes that they have.
pub struct CodeMatrix {
    places: Vec<Place>,
    /// The codes in the order of the file, each with its units.
    codes: Vec<(String, Vec<u32>)>,
}

/// Where a unit is.
#[derive(Clone, Default)]
struct Place {
    /// The texts that it lies in.
    documents: Vec<u32>,
    /// Where in the text, if it is one piece: people and headings may have several.
    span: Option<Span>,
}

impl CodeMatrix {
    /// Units with what coding gave them.
    pub fn of(units: &Units, coding: &Coding) -> CodeMatrix {
        let mut places = vec![Place::default(); units.n as usize];
        for piece in &units.pieces {
            let Some(place) = places.get_mut(piece.unit as usize) else { continue };
            place.span = place.documents.is_empty().then_some(piece.span);
            if place.documents.last() != Some(&piece.document) {
                place.documents.push(piece.document);
            }
        }
        let codes = coding.codes.iter().map(|code| (format!("＊{}", code.name), code.units.clone()));
        CodeMatrix { places, codes: codes.collect() }
    }

    /// `code_matrix.csv`: the number of the unit from 1, its texts, its place (characters from 0, the end not included), and 1 for each code
    /// that it has.
    pub fn sheet(&self, corpus: &Corpus) -> Sheet {
        let row = |(place, number): (&Place, i64)| {
            let ids: Vec<&str> = place.documents.iter().map(|&document| id_of(corpus, document)).collect();
            let point =
                |of: fn(Span) -> u32| place.span.map_or(Cell::Empty, |span| Cell::Integer(of(span).into()));
            vec![
                Cell::Integer(number),
                Cell::Text(ids.join(" ").into()),
                point(|span| span.start),
                point(|span| span.end),
            ]
        };
        let mut rows: Vec<Vec<Cell>> = self.places.iter().zip(1..).map(row).collect();
        for (_, units) in &self.codes {
            rows.iter_mut().for_each(|row| row.push(Cell::Integer(0)));
            for &unit in units {
                if let Some(cell) = rows.get_mut(unit as usize).and_then(|row| row.last_mut()) {
                    *cell = Cell::Integer(1);
                }
            }
        }
        let mut columns = ["unit", "ids", "start", "end"].map(str::to_owned).to_vec();
        columns.extend(self.codes.iter().map(|(name, _)| name.clone()));
        Sheet { name: "code_matrix".to_owned(), columns, rows }
    }
}

/// `word_matrix.csv`: how often each text has each of some words.
pub fn words(corpus: &Corpus, words: &[Term]) -> Sheet {
    let is_alone = |lemma: &str| lemma != ID && words.iter().filter(|term| term.lemma == lemma).count() == 1;
    let name = |term: &Term| match is_alone(&term.lemma) {
        true => term.lemma.clone(),
        false => format!("{}/{}", term.lemma, term.class),
    };
    let columns = std::iter::once(ID.to_owned()).chain(words.iter().map(name)).collect();
    let counts = counts(corpus, words);
    let rows = corpus.documents.iter().zip(&counts).map(|(document, counts)| {
        let mut cells = vec![Cell::Integer(0); 1 + words.len()];
        for &(place, count) in counts {
            if let Some(cell) = cells.get_mut(1 + place as usize) {
                *cell = Cell::rounded(Some(count), 0);
            }
        }
        if let Some(first) = cells.first_mut() {
            *first = Cell::text(&document.id);
        }
        cells
    });
    Sheet { name: "word_matrix".to_owned(), columns, rows: rows.collect() }
}
