//! The tables of a report as CSV. Their columns have English names that stay the same, for programs; docs/tables.md explains them
//! in Japanese and English. Where people, units or texts are counted, ids lead back to the texts.

mod asked;
mod compared;
mod correspondence;
mod document_clusters;
mod frequencies;
mod further;
mod scales;
mod waves;

use std::borrow::Cow;

use analysis::document::csv::{CsvOptions, write};
use analysis::document::{Cell, Sheet};
use analysis::error::Error;
use analysis::statistics::Method;
use analysis::statistics::independence::Independence;
use analysis::table::crosstab::{CodeCrosstab, CodeRow};
use analysis::text::terms::{Term, TermOptions, terms as text_terms};
use analysis::text::tokenizer::Convention;
use analysis::text::word_class;
use rayon::prelude::*;

pub use self::scales::method;
use super::asked::Asked;
use super::crossed::CodeTest;
use super::figures::Figures;
use super::rules::Ruled;
use super::{id_of, matrix, rule_pairs};

/// Makes one table.
type SheetOf = fn(&Figures) -> Sheet;

/// The tables of every report with their file names.
const SHEETS: [(&str, SheetOf); 15] = [
    ("terms.csv", terms),
    ("frequencies.csv", frequencies::frequencies),
    ("cooccurrence.csv", further::cooccurrence),
    ("cooccurrence_words.csv", further::cooccurrence_words),
    ("crosstab.csv", crosstabs),
    ("documents.csv", documents),
    ("collocations.csv", further::collocations),
    ("associated.csv", further::associated),
    ("keywords.csv", further::keywords),
    ("correspondence.csv", correspondence::correspondence),
    ("correspondence_inertia.csv", correspondence::inertia),
    ("clusters.csv", further::clusters),
    ("document_clusters.csv", document_clusters::document_clusters),
    ("themes.csv", further::themes),
    ("duplicates.csv", further::duplicates),
];

/// Makes a table that somebody asked for; none where nobody did.
type AskedSheetOf = fn(&Figures, &Asked) -> Option<Sheet>;

/// The tables that somebody may ask for.
const ASKED: [(&str, AskedSheetOf); 11] = [
    ("kwic.csv", |figures, asked| Some(asked::kwic(figures, asked.kwic.as_deref()?))),
    ("trends.csv", |figures, asked| Some(waves::trends(figures, asked.waves.as_ref()?))),
    ("before_after.csv", |figures, asked| {
        Some(waves::paired(figures, asked.waves.as_ref()?.paired.as_ref()?))
    }),
    ("scales.csv", |figures, asked| Some(scales::scales(figures, asked.scales.as_deref()?))),
    ("alpha.csv", |figures, asked| Some(compared::alpha(figures, asked.alpha.as_deref()?))),
    ("attributes.csv", |figures, asked| {
        let tables = asked.compared.attributes.as_slice();
        (!tables.is_empty()).then(|| compared::attributes(figures, tables))
    }),
    ("word_crosstab.csv", |figures, asked| {
        let tables = asked.compared.words.as_slice();
        (!tables.is_empty()).then(|| compared::words(figures, tables))
    }),
    ("map.csv", |figures, asked| Some(asked::map(figures, asked.map.as_ref()?))),
    ("word_matrix.csv", |figures, asked| {
        asked.is_matrix_wanted.then(|| matrix::words(&figures.corpus, &figures.further.compared))
    }),
    ("compounds.csv", |figures, asked| Some(asked::compounds(figures, asked.compounds.as_deref()?))),
    ("word_changes.csv", |figures, asked| Some(asked::word_changes(figures, asked.changes.as_deref()?))),
];

/// Makes a table of what came of coding rules, if it was asked for.
type RulesSheetOf = fn(&Figures, &Ruled) -> Option<Sheet>;

/// The tables of coding rules.
const RULES: [(&str, RulesSheetOf); 4] = [
    ("rules.csv", |figures, ruled| Some(ruled.sheet(&figures.corpus, &figures.named))),
    ("rules_jaccard.csv", |figures, ruled| Some(rule_pairs::sheet(figures, ruled))),
    ("code_matrix.csv", |figures, ruled| Some(ruled.matrix.as_ref()?.sheet(&figures.corpus))),
    ("rule_hits.csv", |figures, ruled| Some(asked::fired(figures, ruled.fired.as_deref()?))),
];

/// The file names of all tables that a report can have.
pub fn names() -> impl Iterator<Item = &'static str> {
    let always = SHEETS.iter().map(|(name, _)| *name);
    always.chain(ASKED.iter().map(|(name, _)| *name)).chain(RULES.iter().map(|(name, _)| *name))
}

/// The tables of every report as files.
///
/// # Errors
/// When one cannot be written.
pub fn all(figures: &Figures) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    SHEETS
        .par_iter()
        .map(|(name, sheet)| Ok((*name, write(&sheet(figures), CsvOptions::default())?)))
        .collect()
}

/// The tables that somebody asked for.
///
/// # Errors
/// When one cannot be written.
pub fn asked(figures: &Figures, asked: &Asked) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    written(ASKED.iter().map(|(name, sheet)| (*name, sheet(figures, asked))))
}

/// What came of coding rules.
///
/// # Errors
/// When a table cannot be written.
pub fn rules(ruled: &Ruled, figures: &Figures) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    written(RULES.iter().map(|(name, sheet)| (*name, sheet(figures, ruled))))
}

/// Those of some tables that there are.
fn written(
    sheets: impl Iterator<Item = (&'static str, Option<Sheet>)>,
) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    let there = sheets.filter_map(|(name, sheet)| Some((name, sheet?)));
    there.map(|(name, sheet)| Ok((name, write(&sheet, CsvOptions::default())?))).collect()
}

fn sheet(name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet { name: name.to_owned(), columns: columns.iter().map(|&column| column.to_owned()).collect(), rows }
}

/// The ids of texts, separated by blanks.
pub fn ids(figures: &Figures, documents: &[u32]) -> Cell {
    let mut joined = String::new();
    for &document in documents {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(id_of(&figures.corpus, document));
    }
    Cell::Text(joined.into())
}

/// How often a word is denied (〜ない), as a share of its occurrences; empty for codes and themes.
pub fn negated_percent(term: Option<&Term>) -> Cell {
    let word = term.filter(|term| word_class::by_key(term.class).is_some() && term.n_occurrences > 0);
    Cell::share(word.map(|term| f64::from(term.n_negated) / f64::from(term.n_occurrences)), 1)
}

/// The words. KH Coder's list has those of all classes that are counted; what is computed of words takes the others alone, as there.
fn terms(figures: &Figures) -> Sheet {
    let listed = match figures.corpus.convention {
        Convention::Kikitori => Cow::Borrowed(&figures.terms),
        Convention::KhCoder => {
            let mut all = text_terms(&figures.corpus, &TermOptions::counted_words());
            figures.people.rank(&mut all);
            Cow::Owned(all)
        }
    };
    let rows = listed.iter().map(|term| {
        vec![
            Cell::text(&term.lemma),
            Cell::text(term.class),
            Cell::Integer(figures.people.count(&term.documents).into()),
            Cell::Integer(term.n_documents.into()),
            Cell::Integer(term.n_occurrences.into()),
            Cell::Integer(term.n_negated.into()),
            ids(figures, &term.documents),
        ]
    });
    let columns = ["lemma", "class", "people", "documents", "occurrences", "negated", "ids"];
    sheet("terms", &columns, rows.collect())
}

const CROSSTAB_COLUMNS: [&str; 22] = [
    "by",
    "value",
    "n",
    "blank",
    "code",
    "label",
    "people",
    "documents",
    "percent",
    "residual",
    "residual_p_holm",
    "chi_square",
    "df",
    "p",
    "cramers_v",
    "test",
    "test_p",
    "association",
    "association_low",
    "association_high",
    "left_out",
    "ids",
];

/// Of them those that say something of a test; empty without columns to compare.
const N_TEST_COLUMNS: usize = 11;

/// One row for each code and value; `n` are the people, of whom `blank` say nothing (記述なし), and `left_out` those who have several
/// values. Without columns to compare, one row for each code.
fn crosstabs(figures: &Figures) -> Sheet {
    let mut rows = Vec::new();
    let everything: Vec<u32> = (0..figures.corpus.documents.len() as u32).collect();
    let blank = n_blank(figures, &everything);
    for hits in &figures.hits {
        let n_people = figures.named.count(&hits.rows);
        let share = f64::from(n_people) / f64::from(figures.named.n.max(1));
        let mut row = vec![Cell::Empty, Cell::Empty, Cell::Integer(figures.named.n.into())];
        row.push(Cell::Integer(blank));
        row.extend([Cell::text(&hits.name), Cell::text(&hits.label), Cell::Integer(n_people.into())]);
        row.extend([Cell::Integer(hits.rows.len() as i64), Cell::share(Some(share), 1)]);
        // Nobody is left out, either.
        row.extend(std::iter::repeat_n(Cell::Empty, N_TEST_COLUMNS + 1));
        row.push(ids(figures, &hits.rows));
        rows.push(row);
    }
    let tables = figures.crosstabs.iter().zip(&figures.tests).zip(&figures.contradicting);
    for ((table, tests), &n_left_out) in tables {
        for (value, row) in table.rows.iter().enumerate() {
            let blank = n_blank(figures, &row.members);
            for (place, test) in tests.iter().enumerate() {
                let mut cells = crosstab_cells(table, row, blank, place);
                cells.extend(test_cells(table, test, row, (place, value)));
                cells.push(Cell::Integer(n_left_out as i64));
                cells.push(row.cells.get(place).map_or(Cell::Empty, |cell| ids(figures, &cell.members)));
                rows.push(cells);
            }
        }
    }
    sheet("crosstab", &CROSSTAB_COLUMNS, rows)
}

/// How many of the people behind these texts, which are all of theirs, say nothing in any of them.
fn n_blank(figures: &Figures, texts: &[u32]) -> i64 {
    let speaking: Vec<u32> = texts.iter().copied().filter(|text| !figures.blank.contains(text)).collect();
    i64::from(figures.named.count(texts)) - i64::from(figures.named.count(&speaking))
}

fn crosstab_cells(table: &CodeCrosstab, row: &CodeRow, n_blank: i64, place: usize) -> Vec<Cell> {
    let (code, cell) = (&table.codes[place], &row.cells[place]);
    vec![
        Cell::text(&table.row_label),
        Cell::text(&row.value),
        Cell::count(row.n),
        Cell::Integer(n_blank),
        Cell::text(&code.name),
        Cell::text(&code.label),
        Cell::count(cell.count),
        Cell::Integer(cell.members.len() as i64),
        Cell::percent(cell.share, cell.count),
    ]
}

/// What is tested of a code (`place`), and of its cell in a row (`value`).
fn test_cells(
    table: &CodeCrosstab,
    test: &CodeTest,
    row: &CodeRow,
    (place, value): (usize, usize),
) -> [Cell; N_TEST_COLUMNS] {
    let chi_square = table.codes[place].test.as_ref();
    let tested = test.independence.as_ref();
    let association = tested.and_then(|tested| tested.association);
    let interval = association.and_then(|association| association.interval);
    let name = tested.map(test_name);
    [
        Cell::rounded(row.cells[place].residual, 3),
        Cell::probability(test.p_holm.get(value).copied().flatten()),
        Cell::rounded(chi_square.map(|test| test.statistic), 3),
        chi_square.map_or(Cell::Empty, |test| Cell::Integer(test.df as i64)),
        Cell::probability(chi_square.map(|test| test.p)),
        Cell::effect(chi_square.map(|test| test.cramers_v)),
        name.map_or(Cell::Empty, Cell::text),
        Cell::probability(tested.map(|tested| tested.p)),
        Cell::effect(association.map(|association| association.value)),
        Cell::effect(interval.map(|(low, _)| low)),
        Cell::effect(interval.map(|(_, high)| high)),
    ]
}

/// Which test of independence it was.
fn test_name(tested: &Independence) -> &'static str {
    match (tested.fisher, tested.method) {
        (None, _) => "chi_square",
        (Some(_), Method::Simulated) => "fisher_simulated",
        (Some(_), _) => "fisher_exact",
    }
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
            Cell::Text(words(figures, place as u32, text).into()),
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
