//! The tables of a report as CSV. Their columns have English names that stay the same, for programs; ids lead every
//! number back to its texts.

use analysis::document::csv::{CsvOptions, write};
use analysis::document::{Cell, Sheet};
use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, CodeRow};
use rayon::prelude::*;

use super::figures::Figures;
use super::id_of;

/// Makes one table.
type SheetOf = fn(&Figures) -> Sheet;

/// All tables with their file names.
const SHEETS: [(&str, SheetOf); 4] = [
    ("terms.csv", terms),
    ("cooccurrence.csv", cooccurrence),
    ("crosstab.csv", crosstabs),
    ("documents.csv", documents),
];

/// All tables as files.
///
/// # Errors
/// When one cannot be written.
pub fn all(figures: &Figures) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    SHEETS
        .par_iter()
        .map(|(name, sheet)| Ok((*name, write(&sheet(figures), CsvOptions::default())?)))
        .collect()
}

fn sheet(name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet { name: name.to_owned(), columns: columns.iter().map(|&column| column.to_owned()).collect(), rows }
}

/// The ids of texts, separated by blanks.
fn ids(figures: &Figures, documents: &[u32]) -> Cell {
    let mut joined = String::new();
    for &document in documents {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(id_of(&figures.corpus, document));
    }
    Cell::Text(joined)
}

fn terms(figures: &Figures) -> Sheet {
    let rows = figures.terms.iter().map(|term| {
        vec![
            Cell::text(&term.lemma),
            Cell::text(term.class),
            Cell::Integer(term.n_documents.into()),
            Cell::Integer(term.n_occurrences.into()),
            Cell::Integer(term.n_negated.into()),
            ids(figures, &term.documents),
        ]
    });
    sheet("terms", &["lemma", "class", "documents", "occurrences", "negated", "ids"], rows.collect())
}

fn cooccurrence(figures: &Figures) -> Sheet {
    let lemma = |place: u32| {
        Cell::text(figures.network.nodes.get(place as usize).map_or("", |node| node.lemma.as_str()))
    };
    let rows = figures.network.edges.iter().map(|edge| {
        vec![
            lemma(edge.source),
            lemma(edge.target),
            Cell::rounded(Some(edge.jaccard), 4),
            Cell::Integer(edge.n_documents.into()),
            ids(figures, &edge.documents),
        ]
    });
    sheet("cooccurrence", &["word1", "word2", "jaccard", "documents", "ids"], rows.collect())
}

const CROSSTAB_COLUMNS: [&str; 14] = [
    "by",
    "value",
    "n",
    "blank",
    "code",
    "label",
    "documents",
    "percent",
    "residual",
    "chi_square",
    "df",
    "p",
    "cramers_v",
    "ids",
];

/// One row for each code and value; `n` are the texts, of which `blank` say nothing (記述なし). Without columns to compare, one row for each code.
fn crosstabs(figures: &Figures) -> Sheet {
    let mut rows = Vec::new();
    let n_documents = figures.corpus.documents.len();
    for hits in &figures.hits {
        let share = hits.rows.len() as f64 / n_documents.max(1) as f64;
        let mut row = vec![Cell::Empty, Cell::Empty, Cell::Integer(n_documents as i64)];
        row.push(Cell::Integer(figures.blank.len() as i64));
        row.extend([Cell::text(&hits.name), Cell::text(&hits.label), Cell::Integer(hits.rows.len() as i64)]);
        row.push(Cell::rounded(Some(share * 100.0), 1));
        row.extend(std::iter::repeat_n(Cell::Empty, 5));
        row.push(ids(figures, &hits.rows));
        rows.push(row);
    }
    for table in &figures.crosstabs {
        for row in &table.rows {
            let n_blank = row.members.iter().filter(|document| figures.blank.contains(*document)).count();
            let cells = |place| crosstab_row(figures, table, row, n_blank, place);
            rows.extend((0..table.codes.len()).map(cells));
        }
    }
    sheet("crosstab", &CROSSTAB_COLUMNS, rows)
}

fn crosstab_row(
    figures: &Figures,
    table: &CodeCrosstab,
    row: &CodeRow,
    n_blank: usize,
    place: usize,
) -> Vec<Cell> {
    let (code, cell) = (&table.codes[place], &row.cells[place]);
    let test = code.test.as_ref();
    vec![
        Cell::text(&table.row_label),
        Cell::text(&row.value),
        Cell::count(row.n),
        Cell::Integer(n_blank as i64),
        Cell::text(&code.name),
        Cell::text(&code.label),
        Cell::count(cell.count),
        Cell::percent(cell.share, cell.count),
        Cell::rounded(cell.residual, 3),
        Cell::rounded(test.map(|test| test.statistic), 3),
        test.map_or(Cell::Empty, |test| Cell::Integer(test.df as i64)),
        Cell::rounded(test.map(|test| test.p), 4),
        Cell::rounded(test.map(|test| test.cramers_v), 3),
        ids(figures, &cell.members),
    ]
}

/// The texts in the order of the file; the words as they were written, separated by blanks.
fn documents(figures: &Figures) -> Sheet {
    let corpus = &figures.corpus;
    let rows = (0..corpus.documents.len()).into_par_iter().map(|place| {
        let text = &corpus.documents[place].text;
        let stance = figures.stances.get(place).copied().flatten();
        vec![
            Cell::text(&corpus.documents[place].id),
            Cell::text(text),
            Cell::Text(words(figures, place as u32, text)),
            stance.map_or(Cell::Empty, |stance| Cell::text(stance.key())),
        ]
    });
    sheet("documents", &["id", "text", "tokens", "stance"], rows.collect())
}

/// The words of a text in one pass over it.
fn words(figures: &Figures, document: u32, text: &str) -> String {
    let mut joined = String::with_capacity(text.len() * 2);
    let mut tokens = figures.corpus.tokens_of(document).iter().peekable();
    for (point, c) in text.chars().enumerate() {
        let point = point as u32;
        while tokens.next_if(|token| token.span.end <= point).is_some() {}
        let Some(token) = tokens.peek() else { break };
        if point < token.span.start {
            continue;
        }
        if point == token.span.start && !joined.is_empty() {
            joined.push(' ');
        }
        if !c.is_whitespace() {
            joined.push(c);
        }
    }
    joined
}
