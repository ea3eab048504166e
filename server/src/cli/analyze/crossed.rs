//! Codes by the columns that are compared. Their tables count people and lead to the texts of these.

use analysis::error::Error;
use analysis::statistics::independence::Independence;
use analysis::table::crosstab::{CodeCrosstab, CodeHits, CrosstabOptions, code_crosstab};
use analysis::table::suppress::{Disclosure, protect};
use analysis::table::tested::{TestedCode, test_codes};
use analysis::table::{Column, ColumnData, Kind, MAX_CATEGORIES, Variable, frame};
use analysis::text::corpus::Corpus;
use analysis::text::people::People;

use super::LANG;
use super::by_person::ByPerson;
use super::figures::values;
use crate::i18n::text;

/// What is tested of one code in a table: whether its share differs between the values.
pub struct CodeTest {
    /// χ², or Fisher's test where an expected count is under 5; `None` where there is nothing to test.
    pub independence: Option<Independence>,
    /// For each value the probability of its residual, after Holm's correction for all values and codes of the table.
    pub p_holm: Vec<Option<f64>>,
}

/// The tables of all columns that can be compared, each with how many people are left out because their texts have several values.
/// `members` are the texts of the people who are counted.
pub fn all(
    (corpus, people): (&Corpus, &People),
    attributes: &[String],
    hits: &[CodeHits],
    problems: &mut Vec<String>,
) -> anyhow::Result<Vec<(CodeCrosstab, usize)>> {
    let n_texts = corpus.documents.len() as u32;
    let mut found = Vec::new();
    for (place, name) in attributes.iter().enumerate() {
        let ByPerson { values, n_contradicting } = ByPerson::of(&values(corpus, place), people);
        match of_people(values, name, hits, people) {
            Err(Error::TooManyCategories { limit, .. }) => {
                let args = [("column", name.clone()), ("limit", limit.to_string())];
                problems.push(text(LANG, "analyze-too-many-values", &args));
            }
            table => {
                let mut table = table?;
                lead_to_texts(&mut table, hits, people, n_texts);
                found.push((table, n_contradicting));
            }
        }
    }
    Ok(found)
}

/// Codes of people by their values; whoever has a code in one of their texts has it.
fn of_people(
    values: Vec<Option<String>>,
    name: &str,
    hits: &[CodeHits],
    people: &People,
) -> Result<CodeCrosstab, Error> {
    // The name of a column in the file may be one that tables keep for themselves.
    let variable = Variable {
        name: "attribute".to_owned(),
        label: name.to_owned(),
        kind: Kind::Single,
        values: Vec::new(),
    };
    let table = frame(vec![Column { name: variable.name.clone(), data: ColumnData::Texts(values) }])?;
    let of_people = |hits: &CodeHits| CodeHits { rows: people.of(&hits.rows), ..hits.clone() };
    let hits: Vec<CodeHits> = hits.iter().map(of_people).collect();
    // A table that people read at once has so many codes at most; these are files and lists, as long as the rules are.
    let mut parts = hits.chunks(MAX_CATEGORIES);
    let first = parts.next().unwrap_or_default();
    let mut found = code_crosstab(&table, &variable, first, CrosstabOptions::default())?;
    for part in parts {
        let more = code_crosstab(&table, &variable, part, CrosstabOptions::default())?;
        found.codes.extend(more.codes);
        for (row, more) in found.rows.iter_mut().zip(more.rows) {
            row.cells.extend(more.cells);
        }
    }
    Ok(found)
}

/// Puts their texts in the place of the people whom a table counts.
fn lead_to_texts(table: &mut CodeCrosstab, hits: &[CodeHits], people: &People, n_texts: u32) {
    let mut rows: Vec<Option<usize>> = vec![None; people.n as usize];
    for (place, row) in table.rows.iter_mut().enumerate() {
        for person in std::mem::take(&mut row.members) {
            if let Some(of_person) = rows.get_mut(person as usize) {
                *of_person = Some(place);
            }
        }
        row.cells.iter_mut().for_each(|cell| cell.members.clear());
    }
    let row_of = |text: u32| rows.get(people.person(text)? as usize).copied().flatten();
    for text in 0..n_texts {
        if let Some(row) = row_of(text).and_then(|place| table.rows.get_mut(place)) {
            row.members.push(text);
        }
    }
    for (code, hits) in hits.iter().enumerate() {
        for &text in &hits.rows {
            let row = row_of(text).and_then(|place| table.rows.get_mut(place));
            if let Some(cell) = row.and_then(|row| row.cells.get_mut(code)) {
                cell.members.push(text);
            }
        }
    }
}

/// The tests of all codes of a table, as pages test them.
pub fn code_tests(table: &CodeCrosstab) -> Vec<CodeTest> {
    // Whoever analyses files has the texts themselves.
    let table = protect(table.clone(), Disclosure::Internal);
    let test = |found: TestedCode| CodeTest {
        independence: found.independence.found().copied(),
        p_holm: found.residuals.iter().map(|residual| residual.map(|residual| residual.p_holm)).collect(),
    };
    test_codes(&table).into_iter().map(test).collect()
}
