//! The columns that are compared against one another, and the words of most people against each of them. People are counted as in
//! the other cross tables: everybody once, and whoever has several values is left out.

use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, CodeHits, Crosstab, CrosstabCell, CrosstabOptions, crosstab};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::tested::{TestedCrosstab, test_crosstab};
use analysis::table::{Column, ColumnData, Kind, Variable, frame};
use analysis::text::named::{SET_AGAINST_GROUPS, named_first};
use analysis::text::people::People;
use analysis::text::terms::Term;

use super::by_person::ByPerson;
use super::crossed::{self, CodeTest};
use super::figures::{Figures, values};
use super::waves::Known;

/// What was compared.
pub struct Compared {
    /// Every two of the columns.
    pub attributes: Vec<AttributeTable>,
    /// Words by each column.
    pub words: Vec<WordTable>,
}

/// One column against another.
pub struct AttributeTable {
    /// People.
    pub table: Protected<Crosstab>,
    /// Whether both are independent, and which cells stand out.
    pub tested: TestedCrosstab,
    /// `texts[row][column]`: the texts of the people in a cell, ascending.
    pub texts: Vec<Vec<Vec<u32>>>,
}

/// Words by the values of a column.
pub struct WordTable {
    /// People; its `members` are their texts, its codes are the words.
    pub table: CodeCrosstab,
    /// For each word what is tested.
    pub tests: Vec<CodeTest>,
    /// The class of each word.
    pub classes: Vec<&'static str>,
    /// People who have several values.
    pub n_contradicting: usize,
}

/// Compares columns. Those with too many values, of which has been told, are left out.
///
/// # Errors
/// When a table cannot be made.
pub fn of(columns: &[String], figures: &Figures, known: Known<'_>) -> anyhow::Result<Compared> {
    let people = People::new(figures.corpus.documents.len(), known.persons, &[]);
    Ok(Compared {
        attributes: attributes(columns, figures, &people)?,
        words: words(columns, (figures, known.words), &people)?,
    })
}

fn attributes(columns: &[String], figures: &Figures, people: &People) -> Result<Vec<AttributeTable>, Error> {
    let by_person = |place: usize| ByPerson::of(&values(&figures.corpus, place), people).values;
    let known: Vec<Vec<Option<String>>> = (0..columns.len()).map(by_person).collect();
    let mut found = Vec::new();
    for (place, (one, of_one)) in columns.iter().zip(&known).enumerate() {
        for (other, of_other) in columns.iter().zip(&known).skip(place + 1) {
            match people_in((one.as_str(), of_one.as_slice()), (other.as_str(), of_other.as_slice())) {
                Err(Error::TooManyCategories { .. }) => {}
                table => found.push(attribute_table(table?, people, figures.corpus.documents.len())),
            }
        }
    }
    Ok(found)
}

/// How many people have each two values.
fn people_in(
    (one, of_one): (&str, &[Option<String>]),
    (other, of_other): (&str, &[Option<String>]),
) -> Result<Crosstab, Error> {
    // The names of columns in the file may be ones that tables keep for themselves.
    let variable = |name: &str, label: &str| Variable {
        name: name.to_owned(),
        label: label.to_owned(),
        kind: Kind::Single,
        values: Vec::new(),
    };
    let (row, column) = (variable("one", one), variable("other", other));
    let data = |variable: &Variable, values: &[Option<String>]| Column {
        name: variable.name.clone(),
        data: ColumnData::Texts(values.to_vec()),
    };
    let table = frame(vec![data(&row, of_one), data(&column, of_other)])?;
    crosstab(&table, &row, &column, CrosstabOptions::default())
}

fn attribute_table(table: Crosstab, people: &People, n_texts: usize) -> AttributeTable {
    let mut texts_of: Vec<Vec<u32>> = vec![Vec::new(); people.n as usize];
    for text in 0..n_texts as u32 {
        if let Some(texts) = people.person(text).and_then(|person| texts_of.get_mut(person as usize)) {
            texts.push(text);
        }
    }
    let of_people = |members: &[u32]| {
        let texts = members.iter().filter_map(|&person| texts_of.get(person as usize));
        let mut texts: Vec<u32> = texts.flatten().copied().collect();
        texts.sort_unstable();
        texts
    };
    let row = |cells: &Vec<CrosstabCell>| -> Vec<Vec<u32>> {
        cells.iter().map(|cell| of_people(&cell.members)).collect()
    };
    let texts: Vec<Vec<Vec<u32>>> = table.cells.iter().map(row).collect();
    // Whoever analyses files has the texts themselves.
    let table = protect(table, Disclosure::Internal);
    AttributeTable { tested: test_crosstab(&table), table, texts }
}

fn words(
    columns: &[String],
    (figures, named): (&Figures, &[String]),
    people: &People,
) -> anyhow::Result<Vec<WordTable>> {
    let terms = named_first(&figures.terms, named, SET_AGAINST_GROUPS).words;
    let hits = |term: &&Term| CodeHits {
        name: term.lemma.clone(),
        label: String::new(),
        rows: term.documents.clone(),
    };
    let hits: Vec<CodeHits> = terms.iter().map(hits).collect();
    // What is wrong with a column has been said.
    let tables = crossed::all((&figures.corpus, people), columns, &hits, &mut Vec::new())?;
    let of_column = |(table, n_contradicting): (CodeCrosstab, usize)| WordTable {
        tests: crossed::code_tests(&table),
        classes: terms.iter().map(|term| term.class).collect(),
        table,
        n_contradicting,
    };
    Ok(tables.into_iter().map(of_column).collect())
}
